"""A table with points for two kinds of unit, copied one cell a line; and what stands around it."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import tomli

from opengov_rules import read_scheme
from opengov_rules.cli import main
from opengov_rules.drafting import Drafted, read_draft
from opengov_rules.drafting.heads import window_of
from opengov_rules.drafting.notice import spans
from opengov_rules.drafting.report import report
from opengov_rules.drafting.units import roster_of
from opengov_rules.program import compile_scheme
from opengov_rules.verifier.quotes import quote_problems

NOTICES: Final = Path(__file__).parent / "notices"
KINDS: Final = ("county", "department")
HEADS: Final = "序号\n指标名称\n县区分值\n部门分值\n计分办法\n取数方式\n"
Capture = pytest.CaptureFixture[str]


@cache
def drafted(text: str = "") -> Drafted:
    text = text or (NOTICES / "kinds.txt").read_text(encoding="utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return read_draft(text, id="lincheng-2025", file="kinds.txt", sha256=sha256)


def rubric(id: str) -> dict[str, Any]:
    return tomli.loads(drafted().files[f"{id}.toml"])


def head(found: Drafted) -> dict[str, Any]:
    return tomli.loads(found.files["scheme.toml"])


def test_each_kind_of_unit_has_its_own_rubric_with_its_own_points() -> None:
    """县区分值 60 + 40, 部门分值 40 + 60."""
    assert sorted(drafted().files) == ["county.toml", "department.toml", "scheme.toml"]
    assert (rubric("county")["kinds"], rubric("department")["kinds"]) == (["县区"], ["部门"])
    assert [rubric("county")[code]["points"] for code in ("1", "2")] == [60, 40]
    assert [rubric("department")[code]["points"] for code in ("1", "2")] == [40, 60]
    assert rubric("county")["2"]["1"]["faults"] == rubric("department")["2"]["1"]["faults"] == {"空白栏目": 5}


def test_a_dash_in_place_of_points_is_no_indicator_of_that_kind() -> None:
    """乡镇公示: 20 for 县区, — for 部门."""
    names = [[leaf["name"] for leaf in rubric(id)["1"]["1"].values() if isinstance(leaf, dict)] for id in KINDS]
    assert names == [["公开指南", "乡镇公示", "分领域公开"], ["公开指南", "分领域公开"]]


def test_a_clause_for_units_of_the_other_kind_is_no_clause_of_this_one() -> None:
    """县区:公开征地信息; 市教育局, 市民政局, 市财政局."""
    (county,) = rubric("county")["1"]["1"]["3"]["variant"]
    assert (county["kinds"], county["rule"]) == (["县区"], "award")
    departments = rubric("department")["1"]["1"]["2"]["variant"]
    assert [(one["units"], one["rule"]) for one in departments] == [
        (["市教育局"], "award"),
        (["市民政局"], "per_event"),
        (["市财政局"], "checklist"),
    ]


def _with_tabs(between: str = "") -> Drafted:
    """The table with tabs, and perhaps one more row between its two sections."""
    rows = [HEADS.strip().replace("\n", "\t"), "\t一、主动公开\t60\t40\t\t"]
    rows += ["1\t公开指南\t40\t40\t公开指南的给40分。\t网上", "2\t乡镇公示\t20\t—\t公示补贴的给20分。\t", between]
    rows += ["\t二、平台建设\t40\t60\t\t", "3\t栏目维护\t40\t60\t空白栏目每个减5分。\t网上", "合计\t\t100\t100\t\t"]
    return drafted("2025年度政务公开考评指标表\n" + "\n".join(filter(None, rows)) + "\n")


def _points(found: Drafted) -> list[dict[str, tuple[int, ...]]]:
    """The points of every section of both rubrics, and of its leaves."""
    documents = [tomli.loads(found.files[f"{id}.toml"]) for id in KINDS]
    parts = [[document[code] for code in "12"] for document in documents]
    return [
        {
            one["name"]: (one["points"], *(below["points"] for key, below in one.items() if key.isdigit()))
            for one in both
        }
        for both in parts
    ]


def test_the_same_table_with_tabs_is_read_alike() -> None:
    """A clause of several lines is one cell there, and the clauses for units cannot be told apart: left to do."""
    found = _with_tabs()
    county, department = (tomli.loads(found.files[f"{id}.toml"]) for id in KINDS)
    assert [(county["1"][code]["name"], county["1"][code]["points"]) for code in "12"] == [
        ("公开指南", 40),
        ("乡镇公示", 20),
    ]
    assert "2" not in department["1"]
    assert (department["2"]["points"], department["2"]["1"]["points"]) == (60, 60)


@pytest.mark.parametrize("between", [HEADS.strip().replace("\n", "\t"), "小计\t\t60\t40\t\t", "\t小 计\t60\t40\t\t"])
def test_a_repeated_header_or_a_sum_of_a_section_is_no_row_of_a_table_with_tabs(between: str) -> None:
    """一、主动公开 60 / 40: 40 + 20 for 县区, 40 for 部门; 小计 60 / 40 is the same once more."""
    expected = [
        {"主动公开": (60, 40, 20), "平台建设": (40, 40)},
        {"主动公开": (40, 40), "平台建设": (60, 60)},
    ]
    assert _points(_with_tabs(between)) == expected


@pytest.mark.parametrize("between", [HEADS, "小计\n60\n40\n", "小计\n60\n40\n—\n", "小计\n60\n40\n" + HEADS])
def test_a_repeated_header_or_a_sum_of_a_section_is_no_clause_of_a_table_with_a_cell_a_line(between: str) -> None:
    """Above 二、平台建设 a new page begins, or 小计 60 / 40 stands: every rule is as without it."""
    text = (NOTICES / "kinds.txt").read_text(encoding="utf-8")
    found = drafted(text.replace("二、平台建设\n", f"{between}二、平台建设\n"))
    for id in KINDS:
        lines = [line for line in found.files[f"{id}.toml"].splitlines() if "cite" not in line]
        assert lines == [line for line in drafted(text).files[f"{id}.toml"].splitlines() if "cite" not in line]
    assert found.unread == drafted(text).unread


def test_what_stands_below_the_sum_of_a_table_is_no_part_of_it() -> None:
    """合计 / 100 / 100, then 附件3: not read as a row, and told."""
    text = (NOTICES / "kinds.txt").read_text(encoding="utf-8")
    found = drafted(text + "附件3\n一、填报样表\n10\n10\n")
    assert _points(found) == _points(drafted(text))
    assert set(found.unread) - set(drafted(text).unread) == {63, 64, 65, 66}


def test_a_table_in_which_a_clause_would_be_taken_for_a_note_is_not_read_so() -> None:
    """Row 2 has lost its last cell: its second line says what it is worth, and no 取数方式 does."""
    row = "{n}\n指标{n}\n10\n10\n公开第{n}类信息的给10分。\n{last}\n"
    rows = [row.format(n=n, last="弄虚作假的不给分。" if n == 2 else "网上") for n in range(1, 7)]
    found = drafted(f"2025年度政务公开考评指标表\n{HEADS}一、主动公开\n60\n60\n{''.join(rows)}")
    assert "county.toml" not in found.files


def test_a_draft_of_it_compiles_and_quotes_it_truly(tmp_path: Path) -> None:
    folder = tmp_path / "lincheng-2025"
    folder.mkdir()
    for name, text in drafted().files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    scheme = read_scheme(folder)
    compile_scheme(scheme)
    assert quote_problems(scheme, NOTICES) == []


def test_a_list_with_one_name_a_line_is_taken_where_its_count_holds() -> None:
    """县区 / (2家) / 东河县 / 西山区."""
    roster = head(drafted())["roster"]
    assert {kind: one["names"] for kind, one in roster.items()} == {
        "县区": ["东河县", "西山区"],
        "部门": ["市教育局", "市民政局", "市财政局"],
    }
    assert roster_of(spans("县区\n(3家)\n东河县\n西山区\n部门\n")).lists == ()
    assert roster_of(spans("县区(2家)\n东河县\n西山区\n")).lists[0].units == ("东河县", "西山区")


def test_the_title_above_a_list_is_no_part_of_its_kind() -> None:
    """参评单位名单 / 县区(2家) / 东河县 / 西山区: one kind, 县区."""
    (only,) = roster_of(spans("参评单位名单\n县区(2家)\n东河县\n西山区\n")).lists
    assert (only.kind, only.units) == ("县区", ("东河县", "西山区"))


def test_grades_may_be_counted_and_repeat_where_the_one_above_begins() -> None:
    """75分及以上、不足90分的为二档: 不足90分 is no condition of its own. The places are told of."""
    found = head(drafted())["grades"]
    assert {name: (one.get("at_least"), "gates" in one) for name, one in found.items()} == {
        "一档": (90, False),
        "二档": (75, False),
        "三档": (None, False),
    }
    told = drafted("按最终得分评为二档:90分及以上为一档,其余为二档。\n" + (NOTICES / "bars.txt").read_text("utf-8"))
    assert [("gates" in one) for one in head(told)["grades"].values()] == [False, False]


def test_the_days_of_collecting_are_taken_where_they_are_plain() -> None:
    """网上数据的采集时间为2025年1月1日至11月30日."""
    window = head(drafted())["window"]
    assert (str(window["from"]), str(window["until"])) == ("2025-01-01", "2025-11-30")


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("考核时间为2025年1月1日至12月31日。", 0),
        ("采集期为2025年11月30日至1月1日。", 1),
        ("采集期为2025年1月1日至2月30日。", 1),
        ("采集期为2025年1月1日至6月30日。\n二次采集时间为2025年7月1日至9月30日。", 2),
    ],
)
def test_days_that_are_for_something_else_or_cannot_be_are_not_taken(text: str, doubts: int) -> None:
    window, found = window_of(spans(text))
    assert window is None
    assert [why for _, why in found] == ["采集时间看不准"] * doubts


def test_what_bears_on_points_outside_the_tables_is_told() -> None:
    """承办现场会的,每次加2分,以4分为限, below the table, stands in no rubric."""
    text = (NOTICES / "kinds.txt").read_text(encoding="utf-8") + "附件3\n加分事项\n承办现场会的,每次加2分,以4分为限。\n"
    told = drafted(text).files["scheme.toml"]
    assert "# 待核 65: 承办现场会的,每次加2分,以4分为限:表外关于计分的规定,未录入" in told


def test_a_table_that_was_hardly_recognised_is_told_so(tmp_path: Path, capsys: Capture) -> None:
    """No 计分办法 is named, so the cells are read as paragraphs and most of them find no points."""
    text = (NOTICES / "kinds.txt").read_text(encoding="utf-8").replace("取数方式", "怎么取")
    (tmp_path / "notice.txt").write_text(text, encoding="utf-8")
    assert main(["draft", str(tmp_path / "notice.txt"), "--id", "lincheng-2025"]) == 0
    assert "没有读好 rubric:" in capsys.readouterr().out
    assert main(["--lang", "en", "draft", str(tmp_path / "notice.txt"), "--id", "lincheng-2025"]) == 0
    assert "BADLY READ rubric:" in capsys.readouterr().out
    new = ["new", "lincheng", "--year", "2025", "--notice", str(tmp_path / "notice.txt"), "-o", str(tmp_path / "out")]
    assert main(new) == 0
    assert "没有读好 rubric:" in capsys.readouterr().out


def test_a_table_that_was_read_well_is_not_told_to_be_bad(capsys: Capture) -> None:
    assert main(["draft", str(NOTICES / "kinds.txt"), "--id", "lincheng-2025", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["badly_read"] == []


def _figures(text: str) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in report(drafted(text))["rubrics"]}


def test_a_leaf_that_reads_differently_for_units_is_one_leaf_in_every_figure(capsys: Capture) -> None:
    """部门: 公开指南, 分领域公开 (市教育局, 市民政局, 市财政局), 栏目维护: three leaves, and five rules."""
    department = _figures((NOTICES / "kinds.txt").read_text(encoding="utf-8"))["department"]
    assert [department[key] for key in ("leaves", "with_points", "with_rules")] == [3, 3, 3]
    assert [section["leaves"] for section in department["sections"]] == [2, 1]
    assert sum(department["rules"].values()) == 5
    assert main(["draft", str(NOTICES / "kinds.txt"), "--id", "lincheng-2025"]) == 0
    assert "指标表 department(部门):指标6个,末级3个,基础分100分" in capsys.readouterr().out


def test_a_leaf_has_a_rule_if_all_its_readings_have_one() -> None:
    """市财政局:公开预算. says nothing of points."""
    text = (NOTICES / "kinds.txt").read_text(encoding="utf-8")
    found = _figures(text.replace("公开预算给10分,公开决算给10分", "公开预算"))["department"]
    assert [found[key] for key in ("leaves", "with_points", "with_rules")] == [3, 3, 2]
    assert [todo["units"] for todo in found["todo"]] == [["市财政局"]]


def test_a_leaf_with_many_readings_does_not_make_up_for_those_that_say_nothing() -> None:
    """公开政府信息公开指南 without its points: one leaf of three for 部门, over a quarter; one of four for 县区."""
    text = (NOTICES / "kinds.txt").read_text(encoding="utf-8").replace("公开政府信息公开指南的给20分", "公开指南")
    assert report(drafted(text))["badly_read"] == ["department"]


def test_a_remark_that_bears_on_points_leaves_its_leaf_to_do() -> None:
    """备注: 没有申请的不计此项."""
    rows = ["考评项目\t分值\t评分标准\t备注", "申请答复\t40\t答复规范得40分。\t没有申请的不计此项。"]
    rows += ["指南\t30\t公开指南得30分。\t网上查看", "年报\t30\t公开年报得30分。\t"]
    found = tomli.loads(drafted("2025年度政务公开考评指标表\n" + "\n".join(rows) + "\n").files["rubric.toml"])
    assert [("todo" in found[code]) for code in "123"] == [True, False, False]
