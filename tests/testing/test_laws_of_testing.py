"""The laws themselves: each is false where it says so, and catches the fault that it is there for."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest
from attrs import evolve

from drafts import program_of
from opengov_rules import Cause, Evidence, Program, Result, Round, Standings, scoring
from opengov_rules.codec import read_evidence
from opengov_rules.compiler import compile_rubrics
from opengov_rules.problems import EvidenceError
from opengov_rules.scoring import ResultLine
from opengov_rules.sheets import Sheet
from opengov_rules.standings import Row, rank
from opengov_rules.testing import LAWS, Broken, broken_laws
from opengov_rules.testing.laws.sides import lines_apart
from opengov_rules.testing.laws.tiny import tiny

WHOLE: Final = """
[1]
points = 20
not_applicable = "drop"
[1.1]
points = 12
rule = "deduct"
faults = { "空白栏目" = 2 }
[1.2]
points = 8
rule = "award"
when = "明确机构"
[2]
points = 10
rule = "per_event"
events = { "政策解读" = 2 }
[P]
role = "penalty"
rule = "per_event"
events = { "通报" = 5 }
[total]
floor = 0
[vetoes.blank]
when = { fact = "空白栏目", over = 8 }
scope = "1"
effect = { points = 0 }
"""
BANDS: Final = """
[grades]
"优秀" = { at_least = 25 }
"良好" = { at_least = 15 }
"其余" = {}
[readings.rate]
ask = "每个扣几分?"
cite = "1: 原文 2 3"
chosen = "两分"
[readings.rate.option."三分"]
set = { "county.1.1.faults.空白栏目" = 3 }
"""
"""A scheme to which all but a few laws apply."""


@pytest.fixture(scope="module")
def program() -> Program:
    return tiny(WHOLE, BANDS.replace("空白栏目", '\\"空白栏目\\"'))


@pytest.mark.parametrize("name", LAWS)
def test_every_law_is_false_where_it_says_so(name: str) -> None:
    """The counter-example under “Does not hold when”."""
    assert LAWS[name].fails()


@pytest.mark.parametrize("name", LAWS)
def test_every_law_states_itself_in_whole_sentences(name: str) -> None:
    law = LAWS[name]
    assert law.statement.endswith(".")
    assert law.holds.endswith(".")
    assert law.fails_when.endswith(".")


def test_there_are_at_least_thirty_laws() -> None:
    assert len(LAWS) >= 30


def test_a_sound_scheme_keeps_every_law(program: Program) -> None:
    assert [broken.message() for broken in broken_laws(program, examples=15)] == []


# Engine faults: each is caught by the law that is there for it ------------------------------------


def lines(change: Callable[[ResultLine], ResultLine]) -> Callable[[pytest.MonkeyPatch], None]:
    """An engine whose result lines are changed."""

    def fault(patch: pytest.MonkeyPatch) -> None:
        true = Result._lines
        patch.setattr(Result, "_lines", lambda self: map(change, true(self)))

    return fault


def more(code: str, by: int) -> Callable[[ResultLine], ResultLine]:
    """One line with so many more points."""

    def change(line: ResultLine) -> ResultLine:
        low, high = line._limits
        wrong = (None if low is None else low + by, None if high is None else high + by)
        return evolve(line, limits=wrong) if line.code == code else line

    return change


def totals(change: Callable[[Any, Fraction | None], Fraction | None]) -> Callable[[pytest.MonkeyPatch], None]:
    """An engine whose exact totals are changed."""

    def fault(patch: pytest.MonkeyPatch) -> None:
        true = vars(Result)["exact"].fget
        patch.setattr(Result, "exact", property(lambda self: change(self, true(self))))

    return fault


def by_columns(self: Result, exact: Fraction | None) -> Fraction | None:
    """Every other empty column earns points."""
    found = self.evidence["空白栏目"]
    odd = bool(found) and isinstance(found[0].value, Fraction) and found[0].value % 2 == 1
    return None if exact is None else exact + 20 * odd


def by_readings(self: Result, exact: Fraction | None) -> Fraction | None:
    """Every other interpretation costs points."""
    found = self.evidence["政策解读"]
    odd = bool(found) and isinstance(found[0].value, Fraction) and found[0].value % 2 == 1
    return None if exact is None else exact - 20 * odd


def result_property(name: str, value: Callable[[Any, Any], Any]) -> Callable[[pytest.MonkeyPatch], None]:
    """An engine in which a property of results is another."""

    def fault(patch: pytest.MonkeyPatch) -> None:
        get: Callable[[Result], Any] = vars(Result)[name].fget
        patch.setattr(Result, name, property(lambda self: value(self, get(self))))

    return fault


def fingerprints(mark: Callable[[Evidence], str]) -> Callable[[pytest.MonkeyPatch], None]:
    """An engine with other fingerprints."""
    return lambda patch: patch.setattr(scoring, "fingerprint", lambda digest, evidence, others: mark(evidence))


def of_missing_as_zero(patch: pytest.MonkeyPatch) -> None:
    """What is not named is read as 0, or no."""
    true = Program.score

    def score(self: Program, unit: str, evidence: Evidence | Mapping[str, Any], *, label: str | None = None) -> Result:
        given = evidence if isinstance(evidence, Evidence) else self._sheet(unit).read(evidence)
        zero = {f.name: False if f.type.value == "yes_no" else 0 for f in self.facts(unit) if not given[f.name]}
        filled = self._sheet(unit).read(zero)
        return true(self, unit, Evidence(given.unit, (*given.observations, *filled.observations)), label=label)

    patch.setattr(Program, "score", score)


def of_narrow_bounds(_: Result, bounds: tuple[Fraction | None, Fraction | None]) -> tuple[Any, Any]:
    low, high = bounds
    return (low, low) if low != high else bounds


def of_wide_bounds(_: Result, bounds: tuple[Fraction | None, Fraction | None]) -> tuple[Any, Any]:
    low, high = bounds
    return (None if low is None else low - 1, high) if low != high else bounds


def of_other_total(patch: pytest.MonkeyPatch) -> None:
    """The fast way forgets a point."""
    true = Sheet.exact
    patch.setattr(Sheet, "exact", lambda self, numbers: true(self, numbers) - 1)
    patch.setattr(Result, "exact", property(lambda self: self.exact_bounds[0] if self.is_told else None))


def of_duplicates(patch: pytest.MonkeyPatch) -> None:
    """An answer that comes twice is taken once more."""
    from opengov_rules.answers import Reader

    true = Reader.evidence

    def evidence(self: Reader, unit: str) -> Evidence:
        self.problems[:] = [problem for problem in self.problems if problem.code != "answer-twice"]
        return true(self, unit)

    patch.setattr(Reader, "evidence", evidence)


def of_memory(patch: pytest.MonkeyPatch) -> None:
    """Every score adds a word to the result."""
    seen = list[int]()
    true = Result.to_dict

    def to_dict(self: Result, lang: Any = "zh") -> dict[str, Any]:
        seen.append(1)
        return true(self, lang) | {"seen": len(seen)}

    patch.setattr(Result, "to_dict", to_dict)


def of_clock(patch: pytest.MonkeyPatch) -> None:
    """Scoring looks at the clock."""
    import time

    true = Result.to_dict

    def to_dict(self: Result, lang: Any = "zh") -> dict[str, Any]:
        time.time()
        return true(self, lang)

    patch.setattr(Result, "to_dict", to_dict)


def of_context(patch: pytest.MonkeyPatch) -> None:
    """Points are reckoned in the host's decimal context."""
    true = Result.to_dict

    def to_dict(self: Result, lang: Any = "zh") -> dict[str, Any]:
        return true(self, lang) | {"third": str(Decimal(10) / 3)}

    patch.setattr(Result, "to_dict", to_dict)


def of_greedy_input(patch: pytest.MonkeyPatch) -> None:
    """Plain answers are emptied while they are read."""
    true = Program.score

    def score(self: Program, unit: str, evidence: Any, *, label: str | None = None) -> Result:
        result = true(self, unit, evidence, label=label)
        if isinstance(evidence, dict):
            evidence.pop("空白栏目", None)
        return result

    patch.setattr(Program, "score", score)


def standings_property(name: str, value: Callable[[Standings, Any], Any]) -> Callable[[pytest.MonkeyPatch], None]:
    """Standings in which a property is another."""

    def fault(patch: pytest.MonkeyPatch) -> None:
        true: Callable[[Standings], Any] = vars(Standings)[name].fget
        patch.setattr(Standings, name, property(lambda self: value(self, true(self))))

    return fault


def causes(change: Callable[[Cause], Cause | None]) -> Callable[[pytest.MonkeyPatch], None]:
    """An engine that tells other causes."""

    def fault(patch: pytest.MonkeyPatch) -> None:
        true = Result.causes_of

        def causes_of(self: Result, code: str) -> tuple[Cause, ...]:
            return tuple(told for cause in true(self, code) if (told := change(cause)) is not None)

        patch.setattr(Result, "causes_of", causes_of)

    return fault


def of_hidden_facts(patch: pytest.MonkeyPatch) -> None:
    """Deductions name another fact than the one that took the points."""
    causes(lambda cause: evolve(cause, facts=("通报",)) if cause.code == "1.1" else cause)(patch)


def ranks(change: Callable[[Row], Row]) -> Callable[[pytest.MonkeyPatch], None]:
    """Standings with other rows."""

    def fault(patch: pytest.MonkeyPatch) -> None:
        patch.setattr("opengov_rules.assessment.rank", lambda *a, **k: tuple(map(change, rank(*a, **k))))

    return fault


def by_line(code: str, by: Callable[[Result], int]) -> Callable[[pytest.MonkeyPatch], None]:
    """An engine in which one line has so many more points, by what the result knows."""

    def fault(patch: pytest.MonkeyPatch) -> None:
        true = Result._lines
        patch.setattr(Result, "_lines", lambda self: map(more(code, by(self)), true(self)))

    return fault


def found_of(result: Result, fact: str) -> int:
    """How many of a fact were found."""
    return sum(int(o.value) for o in result.evidence[fact] if isinstance(o.value, Fraction))


def texts(change: Callable[[Result, dict[str, Any]], dict[str, Any]]) -> Callable[[pytest.MonkeyPatch], None]:
    """An engine that tells results otherwise."""

    def fault(patch: pytest.MonkeyPatch) -> None:
        true = Result.to_dict
        patch.setattr(Result, "to_dict", lambda self, lang="zh": change(self, true(self, lang)))

    return fault


def in_memory(result: Result, told: dict[str, Any]) -> dict[str, Any]:
    """The place of the program in the computer's memory stands in the result."""
    return told | {"at": id(result._sheet.compiled)}


def of_other_readings(patch: pytest.MonkeyPatch) -> None:
    """Whatever reading is taken, it is the one beside it."""
    true = Program.with_
    patch.setattr(Program, "with_", lambda self, *, readings: true(self, readings=dict.fromkeys(readings, "三分")))


def without_signs(_: Result, told: dict[str, Any]) -> dict[str, Any]:
    """Points are told without their sign."""
    return told | {
        "lines": [line | {"points": line["points"] and line["points"].lstrip("-")} for line in told["lines"]]
    }


def of_forgetful_files(patch: pytest.MonkeyPatch) -> None:
    """The last answer of a file is not read."""

    def read(file: Any, program: Program) -> Round:
        found = read_evidence(file, program)
        units = {unit: Evidence(unit, given.observations[:-1]) for unit, given in found.items()}
        return evolve(found, units=units)

    patch.setattr("opengov_rules.testing.laws.files.read_evidence", read)


def of_forgetful_rounds(patch: pytest.MonkeyPatch) -> None:
    """The unit that is given last is left out."""
    true = Program.assess
    patch.setattr(Program, "assess", lambda self, given, **k: true(self, dict(list(given.items())[:-1]), **k))


def of_doubtful_answers(self: Result, bounds: tuple[Fraction | None, Fraction | None]) -> tuple[Any, Any]:
    """Every answer adds a doubt of a point."""
    low, high = bounds
    return (None if low is None else low - len(self.evidence.observations), high)


TURNED: Final = {"优秀": "其余", "其余": "优秀"}


def of_neighbours(patch: pytest.MonkeyPatch) -> None:
    """In a round everybody's points are those of the first."""

    def ranked(results: Sequence[Result], *a: Any, **k: Any) -> tuple[Row, ...]:
        return rank([evolve_result(result, results[0]) for result in results], *a, **k)

    patch.setattr("opengov_rules.assessment.rank", ranked)


def evolve_result(result: Result, first: Result) -> Result:
    """The result with another's numbers."""
    return Result(
        sheet=result._sheet, label=None, given=Evidence(result.unit.name, first.evidence.observations), numbers=None
    )


def of_names(patch: pytest.MonkeyPatch) -> None:
    """The county with 甲 in its name is favoured."""
    totals(lambda self, exact: exact)(patch)
    true = Result._lines

    def lines_of(self: Result) -> Any:
        return map(more("1.1", 1) if self.unit.name == "甲县" else evolve, true(self))

    patch.setattr(Result, "_lines", lines_of)


FAULTS: Final[Mapping[str, Callable[[pytest.MonkeyPatch], None]]] = {
    "points-lie-within-floor-and-cap": lines(more("1.2", -20)),
    "the-total-lies-within-its-limits": totals(lambda _, exact: None if exact is None else exact - 50),
    "nothing-is-above-its-maximum": lines(more("2", 20)),
    "full-marks-can-be-had": lines(more("2", -1)),
    "one-more-fault-never-helps": totals(by_columns),
    "one-more-good-deed-never-hurts": totals(by_readings),
    "an-answer-counts-once": of_duplicates,
    "a-veto-brings-its-scope-down": lines(more("1", 3)),
    "a-veto-holds-whatever-else-is-found": lines(more("1", 3)),
    "missing-is-not-zero": of_missing_as_zero,
    "bounds-hold-whatever-is-found": lines(lambda line: evolve(line, limits=(line._limits[0], line._limits[0]))),
    "bounds-are-reached": result_property("exact_bounds", of_wide_bounds),
    "final-means-that-nothing-can-change": result_property("status", lambda _, status: "final"),
    "every-engine-agrees": of_other_total,
    "causes-conserve-points": lines(more("1.1", 1)),
    "no-loss-is-without-a-cause": causes(lambda cause: None),
    "every-cause-says-why": causes(lambda cause: evolve(cause, cite=None)),
    "a-cited-fact-matters": of_hidden_facts,
    "the-total-is-the-sum-of-its-parts": totals(lambda _, exact: None if exact is None else exact + 1),
    "nothing-is-remembered-from-other-evidence": of_memory,
    "nothing-outside-is-consulted": of_clock,
    "the-decimal-context-is-irrelevant": of_context,
    "scoring-leaves-its-inputs-alone": of_greedy_input,
    "a-fingerprint-tells-evidence-apart": fingerprints(lambda evidence: "0"),
    "the-order-of-facts-is-irrelevant": fingerprints(lambda evidence: "".join(o.fact for o in evidence.observations)),
    "a-rank-counts-those-above": ranks(lambda row: evolve(row, rank=1, ranks=(1, 1))),
    "a-better-total-has-no-worse-grade": ranks(lambda row: evolve(row, grade=TURNED.get(row.grade or "", row.grade))),
    "everybody-has-a-grade": ranks(lambda row: evolve(row, grade=None, graded=True)),
    "a-round-scores-each-as-alone": of_neighbours,
    "names-earn-nothing": of_names,
    "shares-add-up-to-a-hundred": standings_property(
        "grades", lambda _, found: tuple((n, c, Decimal(30)) for n, c, _ in found)
    ),
    "the-mean-lies-among-the-totals": standings_property(
        "mean", lambda self, mean: None if mean is None else mean + 999
    ),
    "a-cap-said-twice-is-one-cap": by_line(
        "1.1", lambda result: -1 if any(node.cap is not None for node in result._sheet.compiled.rubric.walk()) else 0
    ),
    "doubling-every-number-doubles-every-score": totals(lambda _, exact: None if exact is None else exact + 1),
    "the-scheme-survives-a-round-trip": lambda patch: patch.setattr(Program, "digest", property(id)),
    "a-program-compiled-anew-scores-the-same": texts(in_memory),
    "pickling-changes-nothing": texts(in_memory),
    "the-chosen-readings-are-the-scheme": of_other_readings,
    "a-result-survives-a-round-trip": texts(without_signs),
    "a-used-up-deduction-takes-no-more": by_line("1.1", lambda result: -(found_of(result, "空白栏目") % 2)),
    "a-fault-costs-its-rate-at-most": by_line("1.1", lambda result: -3 * (found_of(result, "空白栏目") % 2)),
    "capped-events-are-subadditive": by_line("2", lambda result: 5 * (found_of(result, "政策解读") > 3)),
    "evidence-survives-json": of_forgetful_files,
    "rows-may-stand-in-any-order": of_forgetful_files,
    "knowing-more-never-widens": result_property("exact_bounds", of_doubtful_answers),
    "what-does-not-apply-counts-nowhere": lambda patch: patch.setattr(
        ResultLine, "bounds", property(lambda line: line._limits)
    ),
    "the-order-of-units-is-irrelevant": of_forgetful_rounds,
    "nothing-is-vetoed-without-a-veto": causes(lambda cause: evolve(cause, kind="veto")),
}
"""For each law an engine fault that it must catch."""


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_an_engine_with_this_fault_breaks_the_law(name: str, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        tiny(WHOLE.replace("[total]\nfloor = 0\n", "")) if name == "the-total-is-the-sum-of-its-parts" else program
    )
    FAULTS[name](monkeypatch)
    broken = broken_laws(program, examples=20, laws=[name], units=["甲县"])
    assert [one.law.name for one in broken] == [name]
    assert not re.search(r"Fraction\(|Decimal\(|None", broken[0].what)
    assert re.search(r"\n  .县: \{", broken[0].message())


def test_bounds_that_are_too_wide_are_told_beside_those_that_are_reached(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    result_property("exact_bounds", of_wide_bounds)(monkeypatch)
    (broken,) = broken_laws(program, examples=20, laws=["bounds-are-reached"], units=["甲县"])
    end = r"\[-?[\d/]+, -?[\d/]+\]"
    wanted = rf"总分 \(total\): 报出的范围 \(told\) {end} ≠ 实际所及 \(reached\) {end};"
    assert re.match(wanted + r"试遍的未查事实 \(every answer tried to\): \S", broken.what)


def test_lines_that_differ_are_told_by_what_differs(program: Program) -> None:
    line = program.score("甲县", {})["1.1"]
    assert lines_apart(("甲", line), ("乙", evolve(line, counted=False))) == "1.1: 甲 counted True ≠ 乙 counted False"


def test_points_that_do_not_add_up_break_the_law_where_compiling_let_them_pass() -> None:
    """Of 12 and 8 points it says 21."""
    scheme = tiny(WHOLE).scheme
    (rubric,) = scheme.rubrics
    first, *rest = rubric.indicators
    changed = evolve(scheme, rubrics=(evolve(rubric, indicators=(evolve(first, points=Fraction(21)), *rest)),))
    program = Program(changed, compile_rubrics(changed, checked=True), changed)
    broken = broken_laws(program, examples=1, laws=["points-add-up"], units=["甲县"])
    assert [(one.law.name, one.what) for one in broken] == [("points-add-up", "1: 12 + 8 ≠ 21")]


def test_every_law_has_a_fault_that_it_catches() -> None:
    assert {*FAULTS, "points-add-up"} == set(LAWS)


def test_what_is_broken_is_told_by_the_sentence_the_unit_and_the_simplest_evidence(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    totals(by_columns)(monkeypatch)
    (broken,) = broken_laws(program, examples=20, laws=["one-more-fault-never-helps"], units=["甲县"])
    assert isinstance(broken, Broken)
    assert broken.message().startswith("one-more-fault-never-helps: One more fault never betters the total")
    assert "甲县: {" in broken.message()
    assert broken.message().endswith("+ 1 空白栏目")


def test_the_same_seed_finds_the_same(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    totals(by_columns)(monkeypatch)
    one, two = (broken_laws(program, examples=10, seed=3, units=["甲县"]) for _ in range(2))
    assert [broken.message() for broken in one] == [broken.message() for broken in two]


def test_drawn_evidence_that_is_refused_breaks_the_law(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Result:
        raise EvidenceError([])

    monkeypatch.setattr(Program, "score", refuse)
    (broken,) = broken_laws(program, examples=1, laws=["causes-conserve-points"], units=["甲县"])
    assert broken.what.startswith("被拒绝 (refused)")


def test_bounds_may_be_wider_than_need_be_where_a_node_of_assets_shares_an_open_fact() -> None:
    """解读 is worth 4 − the amount of 问题, both only for whom it applies: 5 of 8, or 9 of 12; told is 5 of 12 too."""
    program = program_of(
        '[T]\nname = "全表"\nrole = "unscored"\npoints = 12\nnot_applicable = "drop"\n'
        '[T.1]\nname = "整改"\npoints = 4\napplies_if = "有问题"\nrule = "measure"\n'
        'value = { sum = [4, { product = [-1, { points_of = "Y" }] }] }\n'
        '[T.2]\nname = "网站"\npoints = 8\nrule = "printed"\nfact = "得分"\n'
        '[Y]\nname = "问题"\nrole = "unscored"\nfor_each = "问题"\nfold = "sum"\napplies_if = "有问题"\n'
        'rule = "tally"\npoints = 1\nentries = [{ name = "逾期", points = 0.2, count = { fact = "逾期" } }]\n'
        '[J]\nname = "基础"\npoints = 24\nrule = "measure"\nvalue = { product = [24, { share_of = "T" }] }\n',
        '[facts]\n"逾期" = { type = "count", absent = "none", per = "问题" }\n',
    )
    evidence = {"得分": 5, "逾期": {"甲": 0}}
    assert list(program.score("甲县", evidence).bounds) == [10, 18]
    reached = [program.score("甲县", {**evidence, "有问题": answer}).total for answer in (False, True)]
    assert reached == [15, 18]
    assert broken_laws(program, laws=["bounds-are-reached"]) == ()
