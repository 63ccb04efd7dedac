"""Results that the notice keeps back: grades and counts are told, and nothing that bounds a score more tightly."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import FEW
from drafts import ID, program_of, write
from opengov_rules import Evidence, Program, Round
from opengov_rules.assessment import Assessment
from opengov_rules.cli import main
from opengov_rules.cli.standings_texts import standings_text
from opengov_rules.evidence import Published
from opengov_rules.provenance import Citation

UNITS: Final = ("甲", "乙", "丙", "丁", "戊", "己")
COUNTY: Final = """
[1]
name = "考评"
[1.1]
name = "得分"
points = 100
rule = "printed"
fact = "得分"
assumed.points = "满分未印"
[1.2]
name = "另案"
points = 10
[[1.2.variant]]
units = ["甲", "丁"]
rule = "award"
when = "有专栏"
assumed.points = "甲丁参照上年"
[[1.2.variant]]
units = ["乙", "丙", "戊", "己"]
rule = "award"
when = "有专栏"
assumed.points = "其余按十分"
[vetoes.slip]
when = "有失误"
scope = "1.2"
effect = { points = 0 }
"""
SCHEME: Final = """
restricted = "59: 附件不予公开"
[roster]
"县" = ["甲", "乙", "丙", "丁", "戊", "己"]
[excluded]
"庚" = "未列入考评范围"
[grades]
"优秀" = { at_least = 90 }
"合格" = { at_least = 60 }
"不合格" = {}
[named."表现较好"]
when = { points_of = "total", at_least = 95 }
[rankings."采用"]
by = { fact = "采用条数" }
"""
OPEN: Final = SCHEME.replace('restricted = "59: 附件不予公开"\n', "")
BANDS: Final = {"优秀": (90, 110), "合格": (60, 90), "不合格": (0, 60)}
RECORD: Final = (
    Published(what="mean", group="county", value="81.37", cite=Citation(15, "平均81.37")),
    Published(what="above-mean", group="county", value="3", cite=Citation(15, "3家")),
    Published(what="rate", group="county", code="1.1", value="77.77", cite=Citation(15, "77.77")),
    Published(what="order", units=UNITS, value="附件", cite=Citation(16, "附件")),
    Published(what="total", units=("甲",), value="93.71", cite=Citation(16, "93.71")),
    Published(what="表现较好", units=("甲",), value="甲", cite=Citation(16, "甲")),
    Published(what="grade", name="优秀", units=("甲", "乙"), cite=Citation(17, "甲、乙")),
    Published(what="grade-count", name="优秀", group="county", value="2", cite=Citation(17, "2个")),
    Published(what="grade-share", name="优秀", group="county", value="33.33", cite=Citation(17, "33.33")),
    Published(what="size", group="county", value="6", cite=Citation(18, "6个")),
    Published(what="sum", name="合计", of=("county",), value="6", cite=Citation(18, "6个")),
    Published(what="share", name="有培训", group="county", count="3", value="50", cite=Citation(19, "50%")),
    Published(what="figure", name="诉求", value="122", cite=Citation(20, "122件")),
)
SCORES: Final = {"甲": "93.71", "乙": "91.13", "丙": "88.17", "丁": "77.19", "戊": "61.23", "己": "31.29"}
Scores = Mapping[str, object]


@pytest.fixture(scope="module")
def restricted() -> Program:
    return program_of(COUNTY, SCHEME)


def assess(program: Program, scores: Scores, **how: Any) -> Assessment:
    """All units with these scores, beside the record."""
    same = {"有专栏": False, "有失误": False, "采用条数": 7}
    answers = {unit: {"得分": score, **same} for unit, score in scores.items()}
    evidence = {unit: program.score(unit, found).evidence for unit, found in answers.items()}
    return program.assess(Round(scheme=ID, units=evidence, published=RECORD), **how)


def told(assessment: Assessment) -> str:
    """Everything that is told of it, in every form and language."""
    texts = (line for lang in ("zh", "en") for line in standings_text(assessment, lang, top=3))
    return "\n".join((json.dumps(assessment.to_dict(top=3), ensure_ascii=False), *texts))


def strings(data: object) -> Iterator[str]:
    match data:
        case Mapping():
            for value in data.values():
                yield from strings(value)
        case list():
            for value in data:
                yield from strings(value)
        case _:
            yield str(data)


def test_grades_and_their_counts_are_told(restricted: Program) -> None:
    group = assess(restricted, SCORES).to_dict()["groups"][0]
    assert [(row["unit"], row["grade"]) for row in group["rows"]] == [
        ("甲", "优秀"),
        ("乙", "优秀"),
        ("丙", "合格"),
        ("丁", "合格"),
        ("戊", "合格"),
        ("己", "不合格"),
    ]
    assert [(one["name"], one["count"], one["share"]) for one in group["grades"]] == [
        ("优秀", 2, "33.33"),
        ("合格", 3, "50.00"),
        ("不合格", 1, "16.67"),
    ]
    assert group["restricted"] == {"file": "notice.txt", "line": 59, "quote": "附件不予公开"}
    assert group["excluded"] == [{"unit": "庚", "why": "未列入考评范围"}]
    assert group["assumed"] == ["1.1.points: 满分未印", "1.2.points: 甲丁参照上年", "1.2.points: 其余按十分"]


def test_no_total_bound_rank_or_figure_of_totals_is_told(restricted: Program) -> None:
    data = assess(restricted, SCORES).to_dict()
    (group,) = data["groups"]
    nothing = {"rank": None, "ranks": None, "total": None, "bounds": [None, None]}
    assert all(row.items() >= nothing.items() for row in group["rows"])
    assert (group["mean"], group["median"], group["stdev"]) == (None, None, None)
    assert group["above_mean"] == {"count": None, "share": None}
    assert (group["rates"], group["indicators"], group["rankings"], group["named"]) == ([], [], {}, {})
    # 442.72 / 6; 88.17 + 77.19 over 2; the scores themselves
    figures = {"73.79", "73.787", "82.68", *SCORES.values()}
    computed = [one["computed"] for one in data["published"]]
    assert figures.isdisjoint([*strings(data["groups"]), *computed])
    assert "73.79" in list(strings(assess(restricted, SCORES).to_dict(disclose=True)))


def test_checks_of_totals_are_not_told_and_the_others_are(restricted: Program) -> None:
    found = {one["what"]: (one["status"], one["computed"]) for one in assess(restricted, SCORES).to_dict()["published"]}
    assert found == {
        **dict.fromkeys(("mean", "above-mean", "rate", "order", "total", "表现较好"), ("unpublished", None)),
        "grade": ("agrees", "甲、乙"),
        "grade-count": ("agrees", "2"),
        "grade-share": ("agrees", "33.33"),
        "size": ("agrees", "6"),
        "sum": ("agrees", "6"),
        "share": ("agrees", "50"),
        "figure": ("given", None),
    }


def test_the_text_tells_grades_alone(restricted: Program) -> None:
    lines = list(standings_text(assess(restricted, SCORES), "zh"))
    assert lines[0] == "拟定市 2024 · county · 6 个单位"
    assert lines[1].splitlines()[:3] == ["单位  等次", "甲    优秀", "乙    优秀"]
    assert "按原文不公开得分,只列等次 (第 59 行: 附件不予公开)" in lines
    assert "等次: 优秀 2 (33.33%)  合格 3 (50.00%)  不合格 1 (16.67%)" in lines
    assert "未列入: 庚 (未列入考评范围)" in lines
    assert "  1.2.points: 其余按十分" in lines
    text = "\n".join(lines)
    assert [score for score in SCORES.values() if score in text and score != "93.71"] == []  # as printed, line 16
    assert "采用" not in text


def test_disclosed_it_is_what_it_would_be_without_the_restriction(restricted: Program) -> None:
    open_ = assess(program_of(COUNTY, OPEN), SCORES)
    assert assess(restricted, SCORES).to_dict(disclose=True) == open_.to_dict()
    for lang in ("zh", "en"):
        shown = standings_text(assess(restricted, SCORES), lang, disclose=True)
        assert list(shown) == list(standings_text(open_, lang))
    assert open_.to_dict()["groups"][0]["rows"][0]["total"] == "93.71"


def test_an_undecided_grade_is_none_and_nothing_says_how_far_it_is(restricted: Program) -> None:
    """甲 has 85 to 95."""
    answers = {"甲": {"得分": 85, "有失误": False}, "乙": {"得分": 95, "有专栏": True, "有失误": False}}
    (group,) = restricted.assess(answers).to_dict()["groups"]
    assert [(row["unit"], row["grade"]) for row in group["rows"]] == [("乙", "优秀"), ("甲", None)]
    assert {one["share"] for one in group["grades"]} == {None}
    assert {"85", "95"}.isdisjoint(strings(group))


# The law ------------------------------------------------------------------------------------------


@st.composite
def graded(draw: st.DrawFn) -> dict[str, str]:
    return {unit: draw(st.sampled_from(list(BANDS))) for unit in UNITS}


def within(draw: Any, grades: Mapping[str, str]) -> dict[str, Fraction]:
    """A score for every unit within the band of its grade."""
    return {
        unit: Fraction(draw(st.integers(100 * BANDS[grade][0], min(100 * BANDS[grade][1], 10_000) - 1)), 100)
        for unit, grade in grades.items()
    }


class TestWithinABand:
    """“A bulletin must not let a withheld score be bounded more tightly than its band.”"""

    @FEW
    @given(graded(), st.data())
    def test_no_byte_depends_on_the_scores(self, restricted: Program, grades: dict[str, str], data: Any) -> None:
        one, other = (assess(restricted, within(data.draw, grades)) for _ in range(2))
        assert told(one) == told(other)

    @settings(FEW, max_examples=10)
    @given(graded(), st.data(), st.sampled_from(("kind", "all")), st.sampled_from(("dense", "ordinal")))
    def test_not_even_where_somebody_groups_or_ranks_otherwise(
        self, restricted: Program, grades: dict[str, str], data: Any, by: Any, ties: Any
    ) -> None:
        one, other = (assess(restricted, within(data.draw, grades), by=by, ties=ties) for _ in range(2))
        assert told(one) == told(other)

    @FEW
    @given(graded(), st.data())
    def test_permuting_scores_within_a_band_changes_nothing(
        self, restricted: Program, grades: dict[str, str], data: Any
    ) -> None:
        scores = within(data.draw, grades)
        permuted = dict[str, Fraction]()
        for grade in BANDS:
            units = [unit for unit in UNITS if grades[unit] == grade]
            permuted |= zip(units, data.draw(st.permutations([scores[unit] for unit in units])), strict=True)
        assert told(assess(restricted, scores)) == told(assess(restricted, permuted))


def test_a_quota_tells_the_grade_and_not_the_order() -> None:
    """Two of six: who they are is told, not which of them is first."""
    quota = SCHEME.replace('"优秀" = { at_least = 90 }', '"优秀" = { at_least = 90, quota = 2 }')
    program = program_of(COUNTY, quota)
    one = dict(zip(UNITS, (99, 98, 97, 70, 61, 3), strict=True))
    other = dict(zip(UNITS, (98, 99, 96, 61, 70, 4), strict=True))
    assert told(assess(program, one)) == told(assess(program, other))
    assert [row.grade for row in assess(program, one)["county"].by_grade()] == [
        "优秀",
        "优秀",
        "合格",
        "合格",
        "合格",
        "不合格",
    ]


# The command line ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition whose record prints a mean that its scores do not have."""
    county = '[1]\nname = "得分"\nrule = "printed"\nfact = "得分"\n'
    scheme = (
        'restricted = "59: 附件不予公开"\n[grades]\n"优秀" = { at_least = 90, cite = "15: 90分以上" }\n"合格" = {}\n'
    )
    folder = write(tmp_path, county, scheme)
    figures = [
        {"what": "mean", "group": "county", "value": "81.37", "cite": "15: 平均81.37"},
        {"what": "grade-count", "group": "county", "name": "优秀", "value": "1", "cite": "15: 1个"},
    ]
    units = {"甲县": {"得分": "93.71"}, "乙县": {"得分": "71.13"}, "丙县": {"得分": "68.17"}}
    record = {"scheme": ID, "units": units, "published": figures}
    (folder / "published.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def test_not_even_the_exit_code_tells_of_totals(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["standings", str(folder)]) == 0
    hidden = capsys.readouterr().out
    assert ("71.13" in hidden, "平均分 [county] 81.37: 据已公布的无从复算" in hidden) == (False, True)
    assert main(["standings", str(folder), "--disclose"]) == 1
    shown = capsys.readouterr().out
    # 93.71, 71.13 and 68.17: 233.01 / 3
    assert "平均分 [county] 81.37: 不符 (77.67)" in shown
    assert "71.13" in shown


def test_top_does_not_tell_who_is_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = list[str]()
    for arguments in ((), ("--top", "1"), ("--ties", "ordinal")):
        main(["standings", str(folder), *arguments])
        outputs.append(capsys.readouterr().out)
    assert len(set(outputs)) == 1
    main(["standings", str(folder), "--top", "1", "--json"])
    assert len(json.loads(capsys.readouterr().out)["groups"][0]["rows"]) == 3


def test_overrides_tell_of_no_unit_that_only_changed_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """乙县 rises above 丙县 and below it again: 丙县 keeps its grade, so nothing is said of it."""
    file = folder / "published.json"
    record = json.loads(file.read_text(encoding="utf-8"))
    grounds = {"who": "复核组", "when": "2024-03-01", "why": "复核", "authority": "考评办"}
    record["overrides"] = [{"unit": "乙县", "fact": "得分", "value": "61.13", **grounds}]
    file.write_text(json.dumps(record), encoding="utf-8")
    for language in ("zh", "en"):
        assert main(["standings", str(folder), "--lang", language]) == 0
        out = capsys.readouterr().out
        assert ("复核组" in out, "61.13" in out, "71.13" in out) == (True, False, False)
    main(["standings", str(folder), "--json"])
    data = json.loads(capsys.readouterr().out)
    assert [one["unit"] for one in data["overrides"]] == ["乙县"]
    assert {"61.13", "71.13", "1", "2", "3"}.isdisjoint(strings(data["overrides"]))
    main(["standings", str(folder), "--json", "--disclose"])
    assert [one["unit"] for one in json.loads(capsys.readouterr().out)["overrides"]] == ["乙县", "丙县"]


def test_python_still_holds_everything(restricted: Program) -> None:
    """What is kept back is kept out of files and texts; the host that scores knows the scores."""
    group = assess(restricted, SCORES)["county"]
    assert (group["甲"].rank, group["甲"].result.exact) == (1, Fraction("93.71"))
    assert isinstance(group["甲"].result.evidence, Evidence)
