"""The engine against the oracle over hundreds of generated schemes, with a tally that shows what was met how often.

Everything is seeded: the same schemes and the same evidence in every run. `properties/test_oracle.py` draws from the
same generator by Hypothesis, which shrinks what fails.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

import pytest
from attrs import Factory, frozen

import tallies
import wide_tallies
from cases import Case, Differences, bound_differences, differences, plain
from evidences import Found, Sheet
from opengov_rules import Host, Program, SchemeError, compile_scheme
from opengov_rules.scheme import Rubric
from opengov_rules.structure import structure_scheme
from opengov_rules.testing.dice import Rolled
from opengov_rules.testing.generating import REFUSED, document
from oracle import Assessment

SEED: Final = "政务公开 2021"
SCHEMES: Final = 400
EVIDENCES: Final = 50
LEAST: Final = 100
"""How often everything that is tallied must have been met."""
LEAST_OF_HALF: Final = 30
"""The same of what only every other scheme has."""
CITY_EVIDENCES: Final = 150


@frozen
class Run:
    """What a run found: how many comparisons of what, everything that was met, and every disagreement."""

    counts: Counter[str] = Factory(Counter)
    met: Counter[str] = Factory(Counter)
    wrong: list[tuple[Case, Differences]] = Factory(list)

    def short_of(self, wanted: Iterable[str], least: int = LEAST) -> dict[str, int]:
        """What was met too seldom, and how often."""
        return {label: self.met[label] for label in sorted(wanted) if self.met[label] < least}


@pytest.fixture(scope="module")
def run() -> Run:
    """Every generated scheme with its evidence, scored by the engine and by the oracle."""
    found = Run()
    for number in range(SCHEMES):
        dice = Rolled.of(f"{SEED}/{number}")
        program = compiled(dice, mixed=number % 2 == 1, wide=number % 4 > 1)
        sheets = [Sheet.of(program, unit.name) for unit in program.scheme.roster.units]
        for turn in range(EVIDENCES):
            sheet = dice.one(*sheets)
            given = sheet.roll(dice, statuses=turn % 2 == 1, unknown=turn % 10 == 9)
            compare(found, program, sheet, given, turn)
        found.counts["schemes"] += 1
    return found


def compiled(dice: Rolled, *, mixed: bool, wide: bool) -> Program:
    """A generated scheme; one with a fault that might raise the total is refused, and another one taken."""
    while True:
        try:
            return compile_scheme(structure_scheme(document(dice, mixed=mixed, wide=wide)))
        except SchemeError as error:
            if not {problem.code for problem in error.problems} <= REFUSED:
                raise


def compare(run: Run, program: Program, sheet: Sheet, given: Found, turn: int) -> None:
    """One evidence, as `Evidence` and every other time as plain answers: its result, or its bounds against all
    completions.
    """
    case = Case(program, sheet.unit, given.evidence)
    if given.open:
        truths = [Assessment(sheet.form, evidence) for evidence in given.completions()]
        found = bound_differences(case.score(), truths)
        run.counts["completions"] += len(truths)
        run.counts["bounds"] += 1
        run.met["status not_assessed"] += len(given.open)
    else:
        truth = Assessment(sheet.form, given.evidence)
        answers = plain(given.evidence)
        found = differences(program.score(sheet.unit, answers) if turn % 2 == 0 else case.score(), truth)
        told = truth.scored and truth.concerned and not truth.withheld()
        if turn % 5 == 0 and told and (total := program.total(sheet.unit, answers)) != truth.published():
            found["the total alone"] = (total, truth.published())
        run.met.update(tallies.Met(printed_rubric(program, sheet), sheet.facts, truth, given.evidence).labels())
        run.counts["results"] += 1
    if found:
        run.wrong.append((case, found))


def printed_rubric(program: Program, sheet: Sheet) -> Rubric:
    """The rubric as published, with its variants."""
    return next(rubric for rubric in program.scheme.rubrics if rubric.id == sheet.form.rubric.id)


@pytest.mark.long
class TestFourHundredSchemesWithFiftyEvidencesEach:
    """“An independent, slow, obvious evaluator over `Fraction` lives in the tests as the oracle: all engines equal it,
    always.”
    """

    def test_score_alike_in_engine_and_oracle_at_every_node(self, run: Run) -> None:
        assert run.wrong[:3] == []

    def test_are_all_compared(self, run: Run) -> None:
        assert run.counts["schemes"] == SCHEMES
        assert run.counts["results"] + run.counts["bounds"] == SCHEMES * EVIDENCES
        assert run.counts["bounds"] > SCHEMES

    def test_meet_every_kind_of_rule_that_there_is(self, run: Run) -> None:
        assert run.short_of(tallies.RULES) == {}

    def test_meet_every_gate_and_joint_held_failed_and_unsure(self, run: Run) -> None:
        assert run.short_of(tallies.GATES) == {}

    def test_meet_every_floor_and_cap(self, run: Run) -> None:
        assert run.short_of(tallies.LIMITS) == {}

    def test_meet_every_status_policy_and_fold(self, run: Run) -> None:
        assert run.short_of(tallies.STATUSES) == {}

    def test_meet_variants_bonuses_penalties_and_grades(self, run: Run) -> None:
        assert run.short_of(tallies.TREES) == {}

    def test_meet_vetoes_on_every_scope_fired_and_not_fired(self, run: Run) -> None:
        assert run.short_of(tallies.VETOES) == {}

    def test_meet_every_quantity_defined_and_undefined(self, run: Run) -> None:
        assert run.short_of(wide_tallies.QUANTITIES, LEAST_OF_HALF) == {}

    def test_meet_every_way_of_ratios_and_tallies(self, run: Run) -> None:
        assert run.short_of(wide_tallies.WIDE_RULES, LEAST_OF_HALF) == {}

    def test_meet_every_shape_and_rounding_with_ties(self, run: Run) -> None:
        assert run.short_of(wide_tallies.SHAPES, LEAST_OF_HALF) == {}

    def test_meet_every_combination_broken_tied_and_rescaled(self, run: Run) -> None:
        assert run.short_of(wide_tallies.COMBINATIONS, LEAST_OF_HALF) == {}

    def test_meet_ceilings_that_bite_and_grades_that_are_barred(self, run: Run) -> None:
        assert run.short_of(wide_tallies.CEILINGS, LEAST_OF_HALF) == {}

    def test_meet_both_sides_of_every_boundary(self, run: Run) -> None:
        assert run.short_of(tallies.BOUNDARIES) == {}


@pytest.mark.law
@pytest.mark.parametrize("scheme", ["jingzhou-2021", "yanshi-2019"])
def test_shipped_rubrics_score_alike_for_seeded_evidence(scheme: str) -> None:
    run, program = Run(), Host.discover().scheme(scheme)
    for rubric in program.scheme.rubrics:
        dice = Rolled.of(f"{SEED}/{scheme}/{rubric.id}")
        units = [unit.name for unit in program.scheme.roster.units if unit.kind in rubric.kinds]
        sheets = [Sheet.of(program, unit) for unit in units]
        for turn in range(CITY_EVIDENCES):
            sheet = sheets[turn % len(sheets)]
            compare(run, program, sheet, sheet.roll(dice, statuses=turn % 2 == 1, unknown=turn % 10 == 9), turn)
    assert run.wrong[:3] == []
    assert run.counts["results"] + run.counts["bounds"] == CITY_EVIDENCES * len(program.scheme.rubrics)
