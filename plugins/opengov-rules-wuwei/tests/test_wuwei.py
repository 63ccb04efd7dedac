"""Wuwei 2023: the counts that the circular prints, what it keeps back, and nothing that it does not say.

Units, scores and verdicts below are invented: the circular names no unit and its annex is withheld.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from opengov_rules import Assessment, Evidence, Host, Observation, Program, Round, SchemeError, UnknownUnit
from opengov_rules.cli import main

KINDS = {"county": "县区", "department": "市政府部门", "institution": "市政府直属事业单位"}
SIZES = {"county": 4, "department": 31, "institution": 10}
ROSTER = {KINDS[group]: [f"{KINDS[group]}{number}" for number in range(1, SIZES[group] + 1)] for group in KINDS}
UNITS = [name for names in ROSTER.values() for name in names]
EXCELLENT = {"county": 3, "department": 26, "institution": 10}
"""Line 15 (counties, departments) and line 17 (institutions)."""
GRADES = {
    name: "优秀" if place < EXCELLENT[group] else "合格"
    for group in KINDS
    for place, name in enumerate(ROSTER[KINDS[group]])
}


@pytest.fixture(scope="module")
def host() -> Host:
    return Host.discover()


@pytest.fixture(scope="module")
def program(host: Host) -> Program:
    return host.scheme("wuwei-2023").with_(roster=ROSTER)


@pytest.fixture(scope="module")
def printed(host: Host) -> Round:
    return host.published("wuwei-2023")


def found(scores: Mapping[str, int | str], verdict: str = "合格") -> dict[str, Evidence]:
    return {
        name: Evidence(
            name,
            (
                Observation(fact="考评得分", value=Fraction(score)),
                Observation(fact="考评结论", value=verdict),
            ),
        )
        for name, score in scores.items()
    }


@pytest.fixture(scope="module")
def whole(program: Program, printed: Round) -> Assessment:
    """All 45 units: the excellent have 90 or 97, the others 89 or 61."""
    scores = {
        name: (90 if at % 2 else 97) if GRADES[name] == "优秀" else (89 if at % 2 else 61)
        for at, name in enumerate(UNITS)
    }
    return program.assess(evolve(printed, units=found(scores)))


def test_the_three_kinds_are_counted_and_not_named(host: Host) -> None:
    """Line 11: 45个考评对象（4个县区，31个市政府部门，10个市政府直属事业单位）."""
    scheme = host.scheme("wuwei-2023").scheme
    assert scheme.roster.units == ()
    assert [scheme.size(KINDS[group]) for group in ("county", "department", "institution")] == [4, 31, 10]


def test_a_supplied_roster_has_as_many_names_as_the_circular_counts(host: Host) -> None:
    with pytest.raises(SchemeError, match="4"):
        host.scheme("wuwei-2023").with_(roster={"县区": ["甲县", "乙县", "丙区"]})


def test_without_names_only_the_sum_of_the_kinds_is_recomputed(host: Host, printed: Round) -> None:
    """4 + 31 + 10 = 45; everything else rests on the withheld annex, and is no error."""
    checks = host.scheme("wuwei-2023").assess(printed).checks
    told = [(check.printed.name or check.printed.what, check.printed.text, check.agrees) for check in checks]
    assert told == [
        ("考评对象", "45", True),
        ("size", "4", None),
        ("size", "31", None),
        ("size", "10", None),
        ("合格的考评对象", "45", None),
        ("暂未列入考评范围的单位", "5", None),
        ("优秀", "3", None),
        ("优秀", "26", None),
        ("优秀", "10", None),
        ("市、县区公开的涉农补贴政策类数", "17", None),
    ]


def test_with_names_and_scores_the_printed_counts_come_out(whole: Assessment) -> None:
    """3 + 26 + 10 excellent; of 45 qualified units 1 + 5 + 0 are not excellent. 26/31 = 83.870…, 5/31 = 16.129…."""
    assert {group: standings.grades for group, standings in whole.items()} == {
        "county": (("优秀", 3, Decimal("75.00")), ("合格", 1, Decimal("25.00"))),
        "department": (("优秀", 26, Decimal("83.87")), ("合格", 5, Decimal("16.13"))),
        "institution": (("优秀", 10, Decimal("100.00")), ("合格", 0, Decimal("0.00"))),
    }
    recomputed = {(c.printed.what, c.printed.group): c.agrees for c in whole.checks if c.printed.what != "figure"}
    assert recomputed == {("sum", ""): True} | {
        (what, group): True for what in ("size", "grade-count") for group in ("county", "department", "institution")
    }


def test_five_units_stand_outside_the_assessment_by_name(program: Program, whole: Assessment) -> None:
    """Line 15: 等5个单位暂未列入考评范围."""
    five = ["市政府研究室", "武威国家农业科技园区管委会", "市凉州文化研究院", "武威职业学院", "武威市融媒体中心"]
    for standings in whole.values():
        assert [unit for unit, _ in standings.excluded] == five
    assert not set(five) & set(program.scheme.roster.names())


@pytest.mark.parametrize(
    ("score", "verdict", "grade"),
    [
        ("100", "合格", "优秀"),
        ("90", "合格", "优秀"),
        ("89.99", "合格", "合格"),
        ("1", "合格", "合格"),
        ("89.99", "不合格", None),
        ("0", "不合格", None),
    ],
)
@pytest.mark.parametrize("unit", ["县区1", "市政府部门1", "市政府直属事业单位1"])
def test_ninety_is_excellent_and_below_it_the_verdict_decides(
    program: Program, unit: str, score: str, verdict: str, grade: str | None
) -> None:
    """Line 15: 优秀（90分以上); no pass line is printed, so 1 with the verdict 合格 is 合格."""
    assert program.score(unit, {"考评得分": score, "考评结论": verdict}).grade == grade


def test_from_ninety_on_the_verdict_need_not_be_known(program: Program) -> None:
    assert program.score("县区1", {"考评得分": 90}).grade == "优秀"
    assert program.score("县区1", {"考评得分": 89}).grade is None


@pytest.mark.parametrize(("score", "grade"), [("90", "合格"), ("90.01", "优秀")])
def test_another_reading_leaves_ninety_itself_out(program: Program, score: str, grade: str) -> None:
    other = program.with_(readings={"ninety": "三类单位都用，不含90分"})
    for unit in ("县区1", "市政府部门1", "市政府直属事业单位1"):
        assert other.score(unit, {"考评得分": score, "考评结论": "合格"}).grade == grade


@pytest.mark.parametrize(
    ("unit", "score", "verdict", "grade"),
    [
        ("县区1", 90, "合格", "优秀"),
        ("县区1", 89, "合格", "合格"),
        ("市政府部门1", 99, "合格", "合格"),
        ("市政府部门1", 80, "优秀", "优秀"),
        ("市政府直属事业单位1", 80, "优秀", "优秀"),
        ("市政府直属事业单位1", 80, "不合格", None),
    ],
)
def test_another_reading_keeps_ninety_for_counties(
    program: Program, unit: str, score: int, verdict: str, grade: str | None
) -> None:
    """The threshold is printed for counties alone; elsewhere the published verdict decides."""
    other = program.with_(readings={"ninety": "只用于县区，其余按考评结论"})
    assert other.score(unit, {"考评得分": score, "考评结论": verdict}).grade == grade


def test_full_marks_and_pass_line_are_not_invented(program: Program) -> None:
    """89.999 is not 合格 by itself, 140 is no error, and there is no score rate."""
    result = program.score("县区1", {"考评得分": 140, "考评结论": "合格"})
    assert (result.total, result.maximum, result.grade) == (Decimal(140), None, "优秀")
    assert [(grade.name, grade.at_least) for grade in program.scheme.grades] == [("优秀", 90), ("合格", None)]


def test_what_a_host_supplies_is_said_with_every_result(program: Program) -> None:
    assert program.score("县区1", {"考评得分": 95}).assumed == ("名单由使用方提供 (roster supplied by the host)",)


# What is kept back (line 59: 此件正文公开，附件不予公开) ----------------------------------------------------


def test_a_restricted_bulletin_tells_grades_and_nothing_else(whole: Assessment) -> None:
    for group in whole.to_dict()["groups"]:
        assert group["restricted"]["line"] == 59
        for row in group["rows"]:
            assert {key: value for key, value in row.items() if value is not None} == {
                "unit": row["unit"],
                "grade": GRADES[row["unit"]],
                "bounds": [None, None],
            }
        assert [group[key] for key in ("mean", "median", "stdev")] == [None, None, None]
        assert group["above_mean"] == {"count": None, "share": None}
        assert (group["rates"], group["indicators"], group["rankings"], group["named"]) == ([], [], {}, {})


def test_the_scores_are_shown_when_somebody_discloses_them(whole: Assessment) -> None:
    county = whole.to_dict(disclose=True)["groups"][0]
    assert [(row["rank"], row["unit"], row["total"]) for row in county["rows"]] == [
        (1, "县区1", "97"),
        (1, "县区3", "97"),
        (3, "县区2", "90"),
        (4, "县区4", "89"),
    ]
    assert (county["mean"], county["median"]) == ("93.25", "93.5")


BANDS: Mapping[str, st.SearchStrategy[int]] = {"优秀": st.integers(90, 120), "合格": st.integers(0, 89)}


@st.composite
def two_rounds(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int]]:
    """Two rounds in which every unit has the same grade: other totals, or the same ones among other units."""
    first = {name: draw(BANDS[grade]) for name, grade in GRADES.items()}
    if draw(st.booleans()):
        return first, {name: draw(BANDS[grade]) for name, grade in GRADES.items()}
    second = dict(first)
    for names in ROSTER.values():
        for grade in BANDS:
            band = [name for name in names if GRADES[name] == grade]
            second |= dict(zip(band, draw(st.permutations([first[name] for name in band])), strict=True))
    return first, second


def as_json(program: Program, printed: Round, scores: Mapping[str, int]) -> str:
    return json.dumps(program.assess(evolve(printed, units=found(scores))).to_dict(), ensure_ascii=False)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(two_rounds())
def test_other_totals_within_the_bands_change_no_byte(
    program: Program, printed: Round, rounds: tuple[dict[str, int], dict[str, int]]
) -> None:
    """Neither a figure nor the order of the rows tells more of a score than its grade."""
    first, second = rounds
    assert as_json(program, printed, first) == as_json(program, printed, second)


Standings = Callable[..., str]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Standings:
    """`opengov-rules standings` for scores of all 45 units."""
    (tmp_path / "supply.json").write_text(json.dumps({"roster": ROSTER}), encoding="utf-8")

    def run(scores: Mapping[str, int], *more: str) -> str:
        units = {name: {"考评得分": score, "考评结论": "合格"} for name, score in scores.items()}
        document = {"scheme": "wuwei-2023", "label": "示例数据", "units": units}
        (tmp_path / "round.json").write_text(json.dumps(document), encoding="utf-8")
        evidence, supply = str(tmp_path / "round.json"), str(tmp_path / "supply.json")
        assert main(["standings", "wuwei-2023", evidence, "--supply", supply, *more]) == 0
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("more", [(), ("--lang", "en"), ("--json",), ("--by", "kind"), ("--by", "all"), ("--top", "3")])
def test_the_command_tells_no_more_than_the_bands(command: Standings, more: tuple[str, ...]) -> None:
    rising = {name: (90 if grade == "优秀" else 40) + at % 9 for at, (name, grade) in enumerate(GRADES.items())}
    falling = {name: (101 if grade == "优秀" else 79) - at % 11 for at, (name, grade) in enumerate(GRADES.items())}
    assert command(rising, *more) == command(falling, *more)
    assert command(rising, *more, "--disclose") != command(falling, *more, "--disclose")


# The files ------------------------------------------------------------------------------------------------


def test_the_collecting_window_is_two_whole_months(program: Program) -> None:
    """Line 15: 考评截取时间为2023年12月—2024年1月; the days are inferred, and nothing is due."""
    window = program.scheme.window
    assert (window.from_, window.until, window.due) == (dt.date(2023, 12, 1), dt.date(2024, 1, 31), None)
    assert [key for key, _ in window.inferred] == ["from", "until"]


def test_the_rectification_date_is_recorded_and_decides_nothing(program: Program) -> None:
    """Line 46: 于4月30日前完成, without a year; line 57 is dated 2024."""
    reading = program.scheme.reading("rectification")
    assert reading is not None
    assert reading.options == ()
    assert [cite.line for cite in reading.cite] == [46, 57]
    assert "2024年4月30日" in reading.chosen


def test_the_register_holds_what_the_readme_counts(program: Program) -> None:
    assert (len(program.scheme.discrepancies), len(program.scheme.readings)) == (6, 13)


def test_a_unit_outside_the_assessment_is_not_scored(program: Program) -> None:
    with pytest.raises(UnknownUnit):
        program.score("武威职业学院", {"考评得分": 95})
