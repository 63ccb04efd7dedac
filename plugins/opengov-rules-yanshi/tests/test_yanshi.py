"""Yanshi 2019: totals, orders, shared ranks and named units, as the bulletin prints them."""

import pytest

from opengov_rules import Assessment, Host

# Typed from the two tables (lines 30-57 and 64-76): unit, total, and the competition rank that the totals give by hand.
DEPARTMENTS = """
生态环境局 81 1,公安局 76 2,农业农村局 69 3,民政局 53 4,自然资源和规划局 53 4,
司法局 46 6,卫生健康委员会 43 7,文化广电和旅游局 42 8,发展和改革委员会 41 9,教育体育局 41 9,
住房和城乡建设局 35 11,交通运输局 35 11,城市管理局 34 13,市场监督管理局 30 14,商务局 29 15,
行政服务中心 29 15,社保中心 29 15,科学技术局 27 18,工业和信息化局 27 18,应急管理局 27 18,
信访局 27 18,文物局 25 22,审计局 23 23,人力资源社会保障局 22 24,水利局 21 25,
财政局 19 26,林业局 19 26,统计局 19 26
"""
TOWNS = """
首阳山街道 81 1,伊洛街道 80 2,槐新街道 39 3,高龙镇 39 3,大口镇 35 5,商城街道 33 6,顾县镇 28 7,府店镇 28 7,翟店镇 27 9,
邙岭镇 27 9,山化镇 25 11,岳滩镇 22 12,猴氏镇 19 13
"""


def table(text: str) -> list[tuple[str, str, int]]:
    rows = (entry.split() for entry in text.replace("\n", "").split(","))
    return [(unit, total, int(rank)) for unit, total, rank in rows]


@pytest.fixture(scope="module")
def bulletin() -> Assessment:
    host = Host.discover()
    return host.scheme("yanshi-2019").assess(host.published("yanshi-2019"))


@pytest.mark.parametrize(("group", "printed"), [("department", DEPARTMENTS), ("town", TOWNS)])
def test_totals_order_and_shared_ranks_are_the_printed_ones(bulletin: Assessment, group: str, printed: str) -> None:
    rows = [(row.unit, str(row.result.total), row.rank) for row in bulletin[group]]
    assert rows == table(printed)


def test_nine_groups_of_units_share_a_rank(bulletin: Assessment) -> None:
    ties = [rank for s in bulletin.values() for rank in {r.rank for r in s} if [r.rank for r in s].count(rank) > 1]
    assert len(ties) == 9


def test_exactly_the_units_of_the_bulletin_are_named(bulletin: Assessment) -> None:
    """Line 16. 水利局 (21) is not named poor and 人社局 (22) is, so no rule on the total explains the list."""
    assert bulletin["department"].named == {
        "表现较好": ("生态环境局", "公安局", "农业农村局"),
        "表现较差": ("人力资源社会保障局", "财政局", "林业局", "统计局"),
    }
    assert bulletin["town"].named == {"表现较好": ("首阳山街道", "伊洛街道"), "表现较差": ("猴氏镇",)}


def test_every_published_figure_agrees(bulletin: Assessment) -> None:
    compared = [check for check in bulletin.checks if check.agrees is not None]
    assert len([check for check in compared if check.printed.what == "total"]) == 41
    assert len([check for check in compared if check.printed.what == "order"]) == 2
    assert len([check for check in compared if check.printed.what.startswith("表现")]) == 4
    assert all(check.agrees for check in compared)


def test_one_town_answers_to_both_printed_names() -> None:
    roster = Host.discover().scheme("yanshi-2019").scheme.roster
    assert roster["缙氏镇"] is roster["猴氏镇"]


def test_no_maximum_and_no_score_rate_is_invented(bulletin: Assessment) -> None:
    for standings in bulletin.values():
        assert standings.rows[0].result.maximum is None
        assert {rate for _, _, rate in standings.rates} == {None}
