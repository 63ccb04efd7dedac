"""What properties are stated over: a unit of a program with its evidence, and how many examples are tried."""

import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final, TypeAlias

from attrs import evolve, frozen
from hypothesis import Phase, assume, settings
from hypothesis import strategies as st

from opengov_rules import Evidence, Host, Program, Result, Status
from opengov_rules.evidence import FactValue
from opengov_rules.points import as_number
from opengov_rules.scheme import Rubric
from opengov_rules.testing import evidence
from oracle import Assessment, Form, oracle, oracle_maximum, rubric_for
from schemes import programs

SCALE: Final = int(os.environ.get("OPENGOV_RULES_EXAMPLES", "1"))
"""`nox -s long` tries so many times as many examples."""
FEW: Final = settings(max_examples=12 * SCALE, deadline=None, phases=(Phase.explicit, Phase.generate))
"""A failing example is shown as it was found: with whole schemes, shrinking one takes many minutes."""
SOME: Final = settings(FEW, max_examples=30 * SCALE)
MANY: Final = settings(FEW, max_examples=80 * SCALE)
"""`SOME` and `MANY` are for tests marked `law`."""

JINGZHOU_UNIT: Final = "荆州区"


@cache
def jingzhou() -> Program:
    """The Jingzhou 2021 county rubric as shipped."""
    return Host.discover().scheme("jingzhou-2021")


@frozen(repr=False)
class Case:
    """One unit and its evidence."""

    program: Program
    unit: str
    evidence: Evidence

    def __repr__(self) -> str:
        """Short enough to read in a failure, without every formula of the program."""
        document = self.program.scheme.document
        shown = document if len(repr(document)) < 10_000 else self.program.scheme.id
        found = [(o.fact, o.part, o.status.value, o.value, str(o.time or "")) for o in self.evidence.observations]
        return f"\nscheme = {shown}\nunit = {self.unit!r}\nevidence = {found}\n"

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        printer.text(repr(self))

    @property
    def rubric(self) -> Rubric:
        """The unit's rubric as it stands for it."""
        wanted = self.program.rubric_of(self.unit)
        rubric = next(rubric for rubric in self.program.scheme.rubrics if rubric.id == wanted)
        return rubric_for(self.program.scheme, rubric, self.unit)

    def with_(self, other: Evidence) -> "Case":
        """The same unit with other evidence."""
        return evolve(self, evidence=other)

    def score(self) -> Result:
        return self.program.score(self.unit, self.evidence)

    def truth(self) -> Assessment:
        """The unit as the oracle scores it."""
        return Assessment(Form(self.program.scheme, self.rubric, self.unit), self.evidence)

    @property
    def told(self) -> bool:
        """Whether there is a total: something applies to the unit, and nothing withholds its score."""
        truth = self.truth()
        return truth.scored and truth.concerned and not truth.withheld()

    @property
    def policies(self) -> set[str | None]:
        """What it may mean that something does not apply."""
        return {place.policy for place in self.truth().nodes.values()}

    def true_points(self) -> dict[str, Fraction | None]:
        """Every node's result by the oracle."""
        return self._undefined_aside(oracle)

    def true_maxima(self) -> dict[str, Fraction | None]:
        """Every node's maximum by the oracle."""
        return self._undefined_aside(oracle_maximum)

    def true_total(self) -> Fraction:
        total = self.true_points()["total"]
        assert total is not None
        return total

    def _undefined_aside(self, ask: Any) -> dict[str, Fraction | None]:
        """Passes over evidence that calls a fact not applicable where some reader of it has no policy for that, and
        marks so few that none is left once the outer ones are left out.
        """
        try:
            found: dict[str, Fraction | None] = ask(self.program.scheme, self.rubric, self.evidence)
        except ValueError as refused:
            assume("too few answers" not in str(refused))
            assume(all(o.status is not Status.NOT_APPLICABLE for o in self.evidence.observations))
            raise
        return found


@st.composite
def cases(draw: st.DrawFn, *, unknown: bool = False, statuses: bool = False, wide: bool = True) -> Case:
    """A unit of a generated scheme with evidence; where nothing is open, perhaps with facts of mixed sign.

    The limits of such facts are searched, so that many open ones take long; `test_oracle_scale.py` leaves few open.
    """
    program = draw(programs(mixed=not unknown, wide=wide))
    unit = draw(st.sampled_from([unit.name for unit in program.scheme.roster.units]))
    return Case(program, unit, draw(evidence(program, unit, unknown=unknown, statuses=statuses)))


@st.composite
def jingzhou_cases(
    draw: st.DrawFn, *, unknown: bool = False, statuses: bool = False, units: Sequence[str] = (JINGZHOU_UNIT,)
) -> Case:
    """荆州区, or one of these units, with evidence."""
    unit = draw(st.sampled_from(units))
    return Case(jingzhou(), unit, draw(evidence(jingzhou(), unit, unknown=unknown, statuses=statuses)))


def exact(numbers: Iterable[Any]) -> Fraction:
    """The sum of Decimals and Fractions."""
    return sum((Fraction(number) for number in numbers), Fraction(0))


def plain(evidence: Evidence) -> dict[str, Any]:
    """The evidence as hosts write it: fact → value or entry, and by asset where it is asked per asset."""
    answers = dict[str, Any]()
    for o in evidence.observations:
        entry = {"status": o.status, "time": o.time, "source": o.source}
        bare = o.status is Status.OBSERVED and o.time is None and not o.source
        answer = _written(o.value) if bare else entry | ({} if o.value is None else {"value": _written(o.value)})
        if o.part:
            answers.setdefault(o.fact, {})[o.part] = answer
        else:
            answers[o.fact] = answer
    return answers


def _written(value: FactValue | None) -> object:
    """Whole numbers as int, others as Decimal."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else as_number(value)
    return value


Bounds: TypeAlias = tuple[Decimal | Fraction | None, Decimal | Fraction | None]
Differences: TypeAlias = dict[str, tuple[object, object]]
"""Where two answers differ: the engine's, and the oracle's."""


def differences(result: Result, truth: Assessment) -> Differences:
    """Where the engine's result of evidence without open facts is not the oracle's."""
    found: Differences = {"vetoes": (result.vetoes, truth.vetoes()), "grade": (result.grade, truth.grade())}
    found["exact"] = (result.exact, truth.published())
    for line in result:
        if line.code == "total" and (truth.withheld() or not truth.scored):
            found["total points"], found["total bounds"] = (line.points, None), (line.bounds, (None, None))
            continue
        points, maximum = truth.result(line.code), truth.maximum(line.code)
        found[f"{line.code} points"] = (line.points, points)
        found[f"{line.code} bounds"] = (line.bounds, (points, points))
        found[f"{line.code} maximum"] = (line.maximum, maximum)
        found[f"{line.code} status"] = (line.status, "not_applicable" if points is None else "final")
    return {where: (mine, true) for where, (mine, true) in found.items() if mine != true}


def bound_differences(result: Result, completions: Iterable[Assessment]) -> Differences:
    """Where the engine's bounds are not the least and greatest result of all completions.

    Where it is open whether a line applies, its points are not decided, its bounds only have to hold what it may reach,
    and its maximum may be left open. A total that is surely withheld is not told; while it may be, it is as open as it
    would be without.
    """
    truths = list(completions)
    found: Differences = {}
    for line in result:
        if line.code == "total" and (all(truth.withheld() for truth in truths) or not truths[0].scored):
            found["total points"], found["total bounds"] = (line.points, None), (line.bounds, (None, None))
            continue
        reached = {truth.result(line.code) for truth in truths}
        numbers = [points for points in reached if points is not None]
        bounds: Bounds = (min(numbers), max(numbers)) if numbers else (None, None)
        maxima = {truth.maximum(line.code) for truth in truths if truth.result(line.code) is not None}
        most = maxima.pop() if len(maxima) == 1 else None
        if numbers and None in reached:
            bounds = line.bounds if contain(line.bounds, numbers) else bounds
            most = None if line.maximum is None else most
        found[f"{line.code} bounds"] = (line.bounds, bounds)
        found[f"{line.code} points"] = (line.points, numbers[0] if len(reached) == 1 and numbers else None)
        found[f"{line.code} maximum"] = (line.maximum, most)
        status = "provisional" if len(reached) > 1 else "final" if numbers else "not_applicable"
        found[f"{line.code} status"] = (line.status, status)
    return {where: (mine, true) for where, (mine, true) in found.items() if mine != true}


def contain(bounds: Bounds, numbers: Iterable[Fraction]) -> bool:
    """Whether the numbers lie within the bounds."""
    low, high = bounds
    return all((low is None or low <= number) and (high is None or number <= high) for number in numbers)
