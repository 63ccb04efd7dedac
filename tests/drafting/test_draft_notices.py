"""Drafts from small invented notices in several styles: rules and numbers worked out by hand from the text."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import tomli

from opengov_rules import read_scheme
from opengov_rules.drafting import Drafted, draft, read_draft
from opengov_rules.problems import SchemeError
from opengov_rules.program import compile_scheme
from opengov_rules.verifier.quotes import quote_problems

NOTICES: Final = Path(__file__).parent / "notices"
WIDE: Final = {ord(mark): ord(mark) + 0xFEE0 for mark in ",;:()%"}


@cache
def drafted(name: str, text: str | None = None) -> Drafted:
    data = (NOTICES / f"{name}.txt").read_bytes() if text is None else text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    return read_draft(data.decode(), id="lincheng-2024", file=f"{name}.txt", sha256=sha256)


def leaves(found: Drafted) -> dict[str, dict[str, Any]]:
    """Every leaf of the one rubric, by its code, as its file has it."""
    (name,) = (name for name in found.files if name != "scheme.toml")
    return dict(_leaves(tomli.loads(found.files[name], parse_float=Decimal), ""))


def _leaves(table: dict[str, Any], code: str) -> list[tuple[str, dict[str, Any]]]:
    below = {key: value for key, value in table.items() if key[0].isdigit() or key[0].isupper()}
    if not below:
        return [(code, table)]
    return [leaf for key, value in below.items() for leaf in _leaves(value, f"{code}.{key}".strip("."))]


def head(found: Drafted) -> dict[str, Any]:
    return tomli.loads(found.files["scheme.toml"], parse_float=Decimal)


def rules(found: Drafted) -> dict[str, tuple[str, Any]]:
    return {code: (leaf.get("rule", "todo"), leaf.get("points")) for code, leaf in leaves(found).items()}


NUMBERED: Final = {
    "1.1.1": ("award", 4),
    "1.1.2": ("deduct", 6),
    "1.2": ("sample", 15),
    "1.3.1": ("tiers", 5),
    "1.3.2": ("tiers", 10),
    "1.4": ("per_event", 10),
    "2.1": ("deduct", 10),
    "2.2": ("judged", 10),
    "3.1": ("deduct", 20),
    "3.2": ("ratio", 10),
    "B": ("per_event", 5),
    "P": ("per_event", None),
}
MERGED: Final = {
    "1.1.1": ("deduct", 5),
    "1.1.2": ("sample", 10),
    "1.1.3": ("checklist", 15),
    "1.2.1": ("award", 10),
    "1.2.2": ("tiers", 20),
    "2.1.1": ("tiers", 15),
    "2.2.1": ("todo", 10),
    "3.1.1": ("checklist", 5),
    "3.1.2": ("tiers", 10),
    "B.1.1": ("per_event", 5),
}
BARS: Final = {
    "1": ("award", 10),
    "2": ("deduct", 30),
    "3": ("tiers", 20),
    "4": ("deduct", 20),
    "5": ("checklist", 20),
}
CELLS: Final = {
    "1": ("checklist", 8),
    "2": ("deduct", 12),
    "3": ("deduct", 30),
    "4": ("judged", 10),
    "5": ("ratio", 40),
}
QUOTED: Final = {
    "1.1": ("deduct", 6),
    "1.2": ("per_event", 6),
    "1.3": ("tiers", 4),
    "2.1": ("deduct", 10),
    "2.2": ("deduct", 10),
    "2.3": ("judged", 8),
    "2.4": ("tiers", 6),
    "3.1": ("deduct", 10),
    "3.2": ("deduct", 8),
    "3.3": ("tiers", 4),
    "4.1": ("todo", 16),
    "4.2": ("todo", 6),
    "5.1": ("tiers", 6),
    "B.1": ("per_event", 5),
    "P.1": ("per_event", 5),
}
CODES: Final = {
    "1.1.1": ("deduct", 4),
    "1.1.2": ("checklist", 6),
    "1.1.3": ("sample", 10),
    "1.2.1": ("tiers", 8),
    "1.2.2": ("per_event", 12),
    "2.1": ("award", 10),
    "2.2": ("tiers", 20),
    "3.1": ("checklist", 10),
    "3.2": ("tiers", 10),
    "3.3": ("todo", 10),
}
GROUPED: Final = {
    "1.1": ("tiers", 20),
    "1.2": ("award", 10),
    "1.3": ("per_event", 30),
    "2.1": ("todo", 10),
    "2.2": ("checklist", 30),
}
BANNERS: Final = {
    "1.1": ("award", 20),
    "1.2": ("tiers", 20),
    "1.3": ("per_event", 20),
    "2.1": ("tiers", 20),
    "2.2": ("judged", 20),
}
WRAPPED: Final = {
    "1.1": ("tiers", 5),
    "1.2": ("deduct", 15),
    "1.3": ("checklist", 10),
    "1.4": ("deduct", 20),
    "2.1": ("deduct", 15),
    "2.2": ("award", 5),
    "2.3": ("tiers", 10),
    "3.1": ("award", 5),
    "3.2": ("checklist", 15),
    "B.1": ("per_event", None),
    "B.2": ("per_event", None),
    "P.1": ("per_event", None),
    "P.2": ("todo", None),
}
EXPECTED: Final[Mapping[str, Mapping[str, tuple[str, int | None]]]] = {
    "numbered": NUMBERED,
    "merged": MERGED,
    "bars": BARS,
    "cells": CELLS,
    "quoted": QUOTED,
    "codes": CODES,
    "grouped": GROUPED,
    "banners": BANNERS,
    "wrapped": WRAPPED,
    "serials": {"1": ("checklist", 8), "2": ("deduct", 12), "3": ("deduct", 30), "4": ("tiers", 50)},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_leaf_has_the_rule_and_the_points_that_its_clause_names(name: str) -> None:
    assert rules(drafted(name)) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_full_width_marks_change_nothing(name: str) -> None:
    text = (NOTICES / f"{name}.txt").read_text(encoding="utf-8").translate(WIDE)
    assert rules(drafted(name, text)) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_windows_line_ends_change_nothing(name: str) -> None:
    text = (NOTICES / f"{name}.txt").read_text(encoding="utf-8")
    assert rules(drafted(name, text.replace("\n", "\r\n"))) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_draft_loads_and_all_its_quotes_stand_in_their_lines(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "lincheng-2024"
    folder.mkdir()
    for file, text in drafted(name).files.items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
        assert text.startswith(f"#:schema ../../../schemas/{'scheme' if file == 'scheme.toml' else 'rubric'}.json\n")
    scheme = read_scheme(folder)
    compile_scheme(scheme)
    assert quote_problems(scheme, NOTICES) == []


def test_the_same_notice_gives_the_same_files() -> None:
    assert drafted("numbered").files == drafted("numbered").files


def test_the_head_has_city_year_roster_window_and_grades_as_printed() -> None:
    """90分以上为优秀,80分至89分为良好,60分至79分为合格,60分以下为不合格."""
    found = head(drafted("numbered"))
    assert (found["city"], found["edition"]) == ("临城市", "2024")
    assert found["title"] == "临城市人民政府办公室关于印发临城市2024年度政务公开考核办法的通知"
    assert str(found["window"]["due"]) == "2025-01-15"
    assert found["roster"]["市直部门"]["names"] == ["市教育局", "市财政局", "市民政局", "市卫生健康局", "市交通运输局"]
    assert {name: grade.get("at_least") for name, grade in found["grades"].items()} == {
        "优秀": 90,
        "良好": 80,
        "合格": 60,
        "不合格": None,
    }


def test_a_title_on_two_lines_and_lists_that_count_themselves_are_read() -> None:
    """东镇、西镇、南镇,共3个. 三、加分项 stands beside 二、考核内容和评分细则(100分)."""
    found = head(drafted("wrapped"))
    assert found["title"] == "临城市政务公开工作领导小组办公室关于开展2025年度政务公开考核评价的通知"
    assert found["roster"] == {
        "镇": ["东镇", "西镇", "南镇"],
        "市直单位": ["市教育局", "市财政局", "市民政局"],
    }
    assert str(found["window"]["due"]) == "2025-12-20"


def test_a_kind_of_unit_that_no_rubric_names_is_told_and_left_out() -> None:
    """The rubric is headed 市直部门; nothing says what 镇街道 are scored by."""
    found = drafted("numbered")
    assert list(head(found)["roster"]) == ["市直部门"]
    assert "待核 7: 镇街道(6个):“镇街道”适用哪张指标表,原文未写明" in found.files["scheme.toml"]


def test_a_veto_strikes_the_heading_that_its_words_name() -> None:
    """超过8个空白栏目的,平台建设一票否决."""
    found = tomli.loads(drafted("numbered").files["department.toml"])
    (veto,) = found["vetoes"].values()
    assert veto["when"] == {"fact": "空白栏目", "over": 8}
    assert (veto["scope"], veto["effect"]) == ("3", {"points": 0})
    assert found["3"]["1"]["faults"] == {"空白栏目": 2, "栏目更新不及时": 1}


def test_points_that_nobody_prints_are_what_the_others_leave() -> None:
    """二、依申请公开(20分); 2.答复内容规范,…(10分): 20 - 10 = 10."""
    leaf = leaves(drafted("numbered"))["2.1"]
    assert leaf["points"] == 10
    assert leaf["inferred"]["points"] == "原文未单列分值;本级20分减去同级其余10分"


def test_numbers_stand_in_the_rules_as_they_are_printed() -> None:
    found = leaves(drafted("numbered"))
    assert (found["1.2"]["draw"], found["1.2"]["each"]) == (5, 3)
    assert [(limit["at_least"], limit["points"]) for limit in found["1.3.2"]["limits"]] == [
        ("100%", 10),
        ("90%", 8),
        ("80%", 5),
    ]
    assert [limit["points"] for limit in found["1.3.1"]["limits"]] == [5, 3]
    assert list(found["B"]["events"].values()) == [2, 1]
    assert found["2.2"]["step"] == Decimal("0.01")
    assert found["2.2"]["assumed"]["step"] == "原文未印评分档次,按0.01分一档"


def test_the_last_of_the_tiers_may_be_whatever_is_below() -> None:
    """满意率在95%以上的得6分,85%(含)至95%的得4分,85%以下的得2分."""
    limits = leaves(drafted("quoted"))["5.1"]["limits"]
    assert [(limit["at_least"], limit["points"]) for limit in limits] == [("95%", 6), ("85%", 4), ("0%", 2)]


def test_a_row_goes_on_in_the_next_line_where_a_cell_breaks_off() -> None:
    """按时公开得10分,⏎每迟公开1件扣1分: two lines of one cell, each cited by itself."""
    leaf = leaves(drafted("quoted"))["2.1"]
    assert list(leaf["faults"].values()) == [1]
    assert leaf["cite"][1].startswith("7: 每迟公开1件扣1分")


def test_the_best_of_several_bonuses_counts_where_the_notice_says_so() -> None:
    """就高计分."""
    leaf = leaves(drafted("merged"))["B.1.1"]
    assert leaf["take"] == "best"
    assert list(leaf["events"].values()) == [5, 3, 1]


def test_parts_of_the_same_worth_are_told_apart() -> None:
    """公开重大项目、公共资源交易、社会公益事业信息各得5分: 3 × 5 = 15."""
    assert list(leaves(drafted("merged"))["1.1.3"]["parts"].values()) == [5, 5, 5]


def test_what_is_left_to_do_quotes_its_clause_and_says_why() -> None:
    text = drafted("merged").files["county.toml"]
    assert "# 待录入:得分与扣分并列,怎样合计看不准\n[2.2.1]" in text
    todo = leaves(drafted("merged"))["2.2.1"]["todo"]
    assert todo == ["10: 对涉及本县的重大舆情,24小时内回应的得10分;未回应一次扣5分,扣完为止"]


def test_city_and_title_may_be_given() -> None:
    text = (NOTICES / "bars.txt").read_text(encoding="utf-8")
    files = draft(text, id="lincheng-2024", city="临城市", title="考评通知", file="bars.txt", sha256="00")
    found = tomli.loads(files["scheme.toml"])
    assert (found["city"], found["title"], found["edition"]) == ("临城市", "考评通知", "2024")


@pytest.mark.parametrize(
    "text", ["", "今天天气很好。\n", "关于召开会议的通知\n一、时间\n二、地点\n", "单位\t总分\n甲局\t81\n乙局\t76\n"]
)
def test_a_text_without_an_indicator_table_is_refused_with_the_likeliest_cure(text: str) -> None:
    with pytest.raises(SchemeError) as caught:
        drafted("nothing", text)
    (problem,) = caught.value.problems
    assert problem.code == "draft-no-table"
    assert "另存为纯文本" in problem.message("zh")
