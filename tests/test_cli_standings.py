"""The command line of standings: groups, ties, the first ones, profiles and supplied values."""

import json
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from drafts import ID, write
from opengov_rules.cli import main

COUNTY = """
kinds = ["县", "区"]
[1]
name = "得分"
rule = "printed"
fact = "得分"
[vetoes.inquiry]
when = "正在调查"
effect = { withhold = true }
"""
TOWN = 'kinds = ["镇"]\n[1]\nname = "得分"\nrule = "printed"\nfact = "得分"\n'
SCHEME = """
[roster]
"县" = ["甲县", "乙县"]
"区" = ["丙区"]
"镇" = ["丁镇", "戊镇"]
[grades]
"优秀" = { at_least = 90, cite = "6: 90分以上" }
"其余" = {}
[rankings."信息采用"]
by = { fact = "采用条数" }
"""
UNITS: dict[str, Any] = {
    "甲县": {"得分": 80, "采用条数": 1, "正在调查": False},
    "乙县": {"得分": 95, "采用条数": 3, "正在调查": False},
    "丙区": {"得分": 80, "采用条数": 3, "正在调查": False},
    "丁镇": {"得分": 70, "采用条数": 2},
    "戊镇": {"得分": 60, "采用条数": 9},
}


class Output(NamedTuple):
    """What one run printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Run(Protocol):
    def __call__(self, *arguments: object) -> Output: ...


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Output:
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Output(code, printed.out, printed.err)

    return call


def edition(folder: Path, units: dict[str, Any], county: str = COUNTY, scheme: str = SCHEME) -> Path:
    made = write(folder, county, scheme, town=TOWN)
    record = {"scheme": ID, "units": units}
    (made / "published.json").write_text(json.dumps(record), encoding="utf-8")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return edition(tmp_path, UNITS)


def places(data: Any) -> dict[str, list[tuple[str, int | None]]]:
    return {group["group"]: [(row["unit"], row["rank"]) for row in group["rows"]] for group in data["groups"]}


# Groups -------------------------------------------------------------------------------------------


def test_by_default_rubrics_are_ranked_apart(run: Run, folder: Path) -> None:
    data = run("standings", folder, "--json").data
    assert places(data) == {"county": [("乙县", 1), ("甲县", 2), ("丙区", 2)], "town": [("丁镇", 1), ("戊镇", 2)]}
    assert data == run("standings", folder, "--json", "--by", "rubric", "--ties", "competition").data


def test_by_kind_and_by_all(run: Run, folder: Path) -> None:
    assert places(run("standings", folder, "--json", "--by", "kind").data) == {
        "县": [("乙县", 1), ("甲县", 2)],
        "区": [("丙区", 1)],
        "镇": [("丁镇", 1), ("戊镇", 2)],
    }
    assert places(run("standings", folder, "--json", "--by", "all").data) == {
        "all": [("乙县", 1), ("甲县", 2), ("丙区", 2), ("丁镇", 4), ("戊镇", 5)]
    }
    heads = [line for line in run("standings", folder, "--by", "kind").out.splitlines() if "个单位" in line]
    assert heads == ["拟定市 2024 · 县 · 2 个单位", "拟定市 2024 · 区 · 1 个单位", "拟定市 2024 · 镇 · 2 个单位"]


def test_ties_are_as_asked_in_every_ranking(run: Run, folder: Path) -> None:
    dense, ordinal = (
        run("standings", folder, "--json", "--by", "all", "--ties", how).data for how in ("dense", "ordinal")
    )
    assert [rank for _, rank in places(dense)["all"]] == [1, 2, 2, 3, 4]
    assert [rank for _, rank in places(ordinal)["all"]] == [1, 2, 3, 4, 5]
    adopted = dense["groups"][0]["rankings"]["信息采用"]
    assert [(one["unit"], one["rank"], one["value"]) for one in adopted] == [
        ("戊镇", 1, "9"),
        ("乙县", 2, "3"),
        ("丙区", 2, "3"),
        ("丁镇", 3, "2"),
        ("甲县", 4, "1"),
    ]


def test_rubrics_of_opposite_directions_are_not_mixed(run: Run, tmp_path: Path) -> None:
    grades = '[grades]\n"优秀" = { at_least = 90, cite = "6: 90分以上" }\n"其余" = {}\n'
    folder = edition(tmp_path, UNITS, scheme=SCHEME.replace(grades, ""))
    (folder / "town.toml").write_text('better = "lower"\n' + TOWN, encoding="utf-8")
    assert run("standings", folder).code == 0
    result = run("standings", folder, "--by", "all")
    assert (result.code, result.out) == (2, "")
    assert result.err == "指标表方向不一,不能合并排名 (rubrics disagree on what is better)\n"


# The table ----------------------------------------------------------------------------------------


def test_the_table_and_the_second_ranking(run: Run, folder: Path) -> None:
    lines = run("standings", folder).out.splitlines()
    assert lines[:5] == [
        "拟定市 2024 · county · 3 个单位",
        "名次  单位  总分  等次",
        "   1  乙县    95  优秀",
        "   2  甲县    80  其余",
        "   2  丙区    80  其余",
    ]
    at = lines.index("信息采用:")
    assert lines[at + 1 : at + 5] == ["名次  单位  数值", "   1  乙县     3", "   1  丙区     3", "   3  甲县     1"]


def test_the_first_ones_alone(run: Run, folder: Path) -> None:
    lines = run("standings", folder, "--top", "1").out.splitlines()
    assert lines[:4] == [
        "拟定市 2024 · county · 3 个单位",
        "名次  单位  总分  等次",
        "   1  乙县    95  优秀",
        "平均分 85  中位数 80  标准差 7.07  高于平均分 1 (33.33%)  最低至最高 [80, 95]",
    ]
    data = run("standings", folder, "--top", "2", "--json").data
    assert places(data) == {"county": [("乙县", 1), ("甲县", 2), ("丙区", 2)], "town": [("丁镇", 1), ("戊镇", 2)]}
    assert data["groups"][0]["mean"] == "85"
    one = run("standings", folder, "--top", "1", "--json").data
    assert places(one) == {"county": [("乙县", 1)], "town": [("丁镇", 1)]}


@pytest.mark.parametrize(
    "arguments", [("--top", "0"), ("--top", "-1"), ("--top", "x"), ("--by", "city"), ("--ties", "x")]
)
def test_what_makes_no_sense_is_refused_with_the_usage(
    folder: Path, arguments: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["standings", str(folder), *arguments])
    assert caught.value.code == 2
    told = capsys.readouterr().err
    assert arguments[0] in told
    assert "_" not in told.splitlines()[-1]  # no name of ours


def test_a_withheld_score_has_neither_place_nor_total(run: Run, tmp_path: Path) -> None:
    folder = edition(tmp_path, UNITS | {"乙县": {"得分": 95, "采用条数": 3, "正在调查": True}})
    lines = run("standings", folder).out.splitlines()
    assert lines[2:5] == [
        "   1  甲县        80  其余",
        "   1  丙区        80  其余",
        "   -  乙县  暂不公布  -     inquiry",
    ]
    assert "   -  乙县  withheld  -      inquiry" in run("standings", folder, "--lang", "en").out
    assert "有单位的总分尚未确定或暂不公布,不计平均分;括号内为可能的名次" in lines
    row = run("standings", folder, "--json").data["groups"][0]["rows"][2]
    assert (row["rank"], row["ranks"], row["total"], row["bounds"]) == (None, None, None, [None, None])


def test_open_units_show_the_places_they_may_still_take(run: Run, tmp_path: Path) -> None:
    folder = edition(tmp_path, UNITS | {"甲县": {"采用条数": 1, "正在调查": False}})
    lines = run("standings", folder).out.splitlines()
    assert lines[2:5] == [
        "(1-2)  乙县         95  优秀",
        "(2-3)  丙区         80  其余",
        "(1-3)  甲县  [0, 不限]  -",
    ]
    assert "有单位的总分尚未确定或暂不公布,不计平均分;括号内为可能的名次" in lines


# What is not published ----------------------------------------------------------------------------

UNPUBLISHED = """
points = "unpublished"
kinds = ["县", "区"]
[1]
name = "制度"
rule = "award"
when = "有制度"
[2]
name = "会议"
rule = "award"
when = "开过会"
"""
PROFILE = """
[roster]
"县" = { count = 2, cite = "11: 2个县" }
"区" = ["丙区"]
"镇" = ["丁镇", "戊镇"]
[profiles."等权"]
why = "各1分,只作试算"
set = { "county.1.points" = 1, "county.2.points" = 1 }
"""


@pytest.fixture
def silent(tmp_path: Path) -> Path:
    """An edition without points, and without names of counties."""
    return edition(tmp_path, {"丙区": {"有制度": True, "开过会": False}}, UNPUBLISHED, PROFILE)


@pytest.fixture
def supply(tmp_path: Path) -> Path:
    file = tmp_path / "supply.json"
    data = {"points": {"county": {"1": 3, "2": "4.5"}}, "roster": {"县": ["甲县", "乙县"]}}
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def test_without_points_there_are_neither_totals_nor_places(run: Run, silent: Path) -> None:
    lines = run("standings", silent).out.splitlines()
    assert lines[1:4] == ["单位", "丙区", "原文未公布分值,没有总分和名次"]
    assert (
        "no points are published, so there are no totals and no places"
        in run("standings", silent, "--lang", "en").out.splitlines()
    )
    row = run("standings", silent, "--json").data["groups"][0]["rows"][0]
    assert (row["rank"], row["ranks"], row["total"]) == (None, None, None)


def test_a_profile_scores_and_is_named_in_every_output(run: Run, silent: Path) -> None:
    for command in (("standings",), ("score",), ("explain", "--unit", "丙区")):
        text = run(command[0], silent, *command[1:], "--profile", "等权").out
        assert "本结果依据以下假定(原文未写):\n  等权: 各1分,只作试算" in text
    data = run("standings", silent, "--profile", "等权", "--json").data
    (group,) = data["groups"]
    assert (group["rows"][0]["total"], group["assumed"]) == ("1", ["等权: 各1分,只作试算"])
    assert run("score", silent, "--profile", "等权", "--json").data["results"][0]["assumed"] == ["等权: 各1分,只作试算"]


def test_supplied_points_and_names_score_and_are_named(run: Run, silent: Path, supply: Path, tmp_path: Path) -> None:
    file = tmp_path / "round.json"
    units = {"甲县": {"有制度": True, "开过会": True}, "丙区": {"有制度": True, "开过会": False}}
    file.write_text(json.dumps({"scheme": ID, "units": units}), encoding="utf-8")
    out = run("standings", silent, file, "--supply", supply, "--lang", "en").out
    for words in (
        "   1  甲县    7.5",
        "   2  丙区      3",
        "points supplied by the host",
        "roster supplied by the host",
    ):
        assert words in out
    assert "not listed: 乙县 (本次无检查结果 (nothing found this round))" in out
    # without the names the file is of units that nobody knows
    refused = run("standings", silent, file, "--profile", "等权")
    assert (refused.code, "甲县" in refused.err) == (2, True)


def test_supplied_points_go_before_a_profile(run: Run, silent: Path, supply: Path) -> None:
    data = run("standings", silent, "--supply", supply, "--profile", "等权", "--json").data
    assert data["groups"][0]["rows"][0]["total"] == "3"
    assert [text.partition(" ")[0] for text in data["groups"][0]["assumed"]] == [
        "等权:",
        "分值由使用方提供",
        "名单由使用方提供",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"points": {"county": {"1": 3}}}', "county.toml:8:1: OGR217 指标 2 没有分值;原文未公布分值的,每个末级"),
        ('{"points": {"county": {"3": 3}}}', "points.county.3: OGR216 指标表 county 没有末级指标 3"),
        ('{"points": {"town": {"1": 3}}}', 'points.town.1: OGR218 指标表 town 没有写 points = "unpublished"'),
        ('{"points": {"county": {"1": "三", "2": 1}}}', "supply.json:1:24: OGR103 “三”不是数字"),
        ('{"point": {}}', "supply.json:1:2: OGR132 不认识的键 point;您是否指 points?"),
        ('{"roster": {"县": ["甲县"]}}', "县 列出了 1 个单位,而原文写的是 2 个"),
        ('{"roster": {"区": ["己区"]}}', "roster.区: OGR211 区 的名单原文已列出,不能另行提供"),
        ('{"roster": {"乡": ["己乡"]}}', "roster.乡: OGR209 名单中没有这类单位:乡"),
        ("[]", 'supply.json:1:1: OGR130 supply.json 应为 {"points": {"county": {"1.1": 6}}, "roster"'),
        ("", "supply.json:1:1: OGR129 JSON 语法错误"),
    ],
)
def test_a_bad_supply_is_explained_on_stderr(run: Run, silent: Path, supply: Path, text: str, words: str) -> None:
    supply.write_text(text, encoding="utf-8")
    result = run("standings", silent, "--supply", supply)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert "Traceback" not in result.err


def test_a_supply_that_is_not_there_and_an_unknown_profile_are_named(run: Run, silent: Path, tmp_path: Path) -> None:
    missing = run("standings", silent, "--supply", tmp_path / "none.json")
    assert (missing.code, "读写不了文件 (cannot read or write)" in missing.err) == (2, True)
    unknown = run("standings", silent, "--profile", "同权", "--lang", "en")
    assert (unknown.code, unknown.err) == (2, "profiles: OGR214 there is no profile 同权; one of: 等权\n")


def test_check_tries_every_profile(run: Run, silent: Path) -> None:
    assert run("check", silent).code == 0
    head = silent / "scheme.toml"
    head.write_text(head.read_text(encoding="utf-8").replace(', "county.2.points" = 1', ""), encoding="utf-8")
    result = run("check", silent, "--lang", "en")
    assert result.code == 1
    assert "with profile '等权', the scheme has a problem" in result.out
    assert "indicator 2 has no points" in result.out


# The source's own figures -------------------------------------------------------------------------

FIGURES: list[dict[str, Any]] = [
    {"what": "size", "group": "县", "value": "2", "cite": "11: 2个县"},
    {"what": "sum", "name": "合计", "of": ["县", "区"], "value": "3", "cite": "11: 3个"},
    {"what": "mean", "group": "county", "value": "85.00", "cite": "12: 85.00"},
    {"what": "rate", "group": "county", "code": "1", "value": "85", "cite": "12: 85%"},
    {
        "what": "share",
        "name": "有培训",
        "group": "镇",
        "count": "1.5",
        "value": "75",
        "inferred": "有半分",
        "cite": "13: 75%",
    },
    {"what": "figure", "name": "诉求件数", "value": "122", "cite": "14: 122件"},
    {"what": "grade-count", "name": "优秀", "group": "county", "value": "2", "cite": "15: 2个"},
    {"what": "grade", "name": "其余", "units": ["甲县", "丙区"], "cite": "15: 甲县、丙区"},
    {"what": "order", "units": ["乙县", "丙区", "甲县"], "value": "附件", "cite": "16: 附件"},
]
FIGURES_EN = [
    "  number of units [县] 2: as published (line 11: 2个县)",
    "  合计 3: as published (line 11: 3个)",
    "  mean [county] 85.00: as published (line 12: 85.00)",
    "  score rate 1 [county] 85: cannot be recomputed from what is published (line 12: 85%)",
    "  有培训 [镇] 75: as published (line 13: 75%) inferred: 有半分",
    "  诉求件数 122: as the source has it (line 14: 122件)",
    "  number graded 优秀 [county] 2: NOT as published (1) (line 15: 2个)",
    "  units graded 其余 甲县、丙区: as published (line 15: 甲县、丙区)",
    "  order 附件: as published (line 16: 附件)",
]


def test_every_figure_has_its_line_and_one_that_differs_its_exit_code(run: Run, folder: Path) -> None:
    record = json.loads((folder / "published.json").read_text(encoding="utf-8")) | {"published": FIGURES}
    (folder / "published.json").write_text(json.dumps(record), encoding="utf-8")
    result = run("standings", folder, "--lang", "en")
    lines = result.out.splitlines()
    at = lines.index("figures of the source, and what is computed:")
    assert (result.code, lines[at + 1 :]) == (1, FIGURES_EN)
    assert "  优秀个数 [county] 2: 不符 (1) (第 15 行: 2个)" in run("standings", folder).out
    for view in (("--by", "all"), ("--by", "kind"), ("--ties", "ordinal"), ("--top", "1")):
        assert run("standings", folder, "--lang", "en", *view).out.splitlines()[-9:] == FIGURES_EN
    record["published"] = [figure for figure in FIGURES if figure["what"] != "grade-count"]
    (folder / "published.json").write_text(json.dumps(record), encoding="utf-8")
    assert run("standings", folder).code == 0


def test_a_bad_record_is_a_finding_of_check(run: Run, folder: Path) -> None:
    record = json.loads((folder / "published.json").read_text(encoding="utf-8"))
    record["published"] = [{"what": "mean", "group": "乡", "value": "85", "cite": "12: 85"}]
    (folder / "published.json").write_text(json.dumps(record), encoding="utf-8")
    assert run("check", folder).code == 1
    assert run("standings", folder).code == 2
