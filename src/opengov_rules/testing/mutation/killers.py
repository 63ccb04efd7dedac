"""What notices a mutant: the cases, the edition's own published record, and the laws that every scheme keeps."""

from collections.abc import Callable, Sequence
from itertools import islice
from time import monotonic
from typing import Final, TypeAlias

from ...assessment import Assessment
from ...compiler import CompiledRubric
from ...evidence import Round
from ...problems import OpenGovError
from ...program import Program
from ..cases import Case
from ..laws import LAWS
from ..laws import Trial as LawTrial
from .mutants import Mutant
from .portraits import Portrait, Reach

Killer: TypeAlias = Callable[[Program, Mutant], str | None]
"""What failed under the mutant, by name; None where it went unnoticed."""
_ROOMS: Final = ("limits", "faults", "vetoes", "missing", "explaining", "placing")
_WHOLE: Final = ("base", "bonus", "penalty", "total")


class CaseKiller:
    """The cases: those of the changed indicator first, and none that the change cannot reach."""

    def __init__(self, original: Program, cases: Sequence[Case]) -> None:
        self._original = original
        self._portraits = {compiled.rubric.id: Portrait(compiled, _dated(original)) for compiled in original.rubrics}
        self._cases = tuple(cases)
        units = dict.fromkeys(case.unit for case in cases)
        known = [unit for unit in units if original.scheme.roster.find(unit) is not None]  # others are to be refused
        self._rubric_of = {unit: original.rubric_of(unit) for unit in known}

    def __call__(self, program: Program, mutant: Mutant) -> str | None:
        """The name of the first case that fails."""
        reach = {compiled.rubric.id: self._reach(compiled) for compiled in program.rubrics}
        due = program.scheme.window.due != self._original.scheme.window.due
        for case in self._ordered(mutant):
            reached = reach.get(self._rubric_of.get(case.unit, ""))
            if (due or reached is None or _reads(case, *reached)) and fails(case, program):
                return case.name
        return None

    def _reach(self, compiled: CompiledRubric) -> Reach | None:
        before = self._portraits.get(compiled.rubric.id)
        if before is None:
            return None
        same = before.compiled is compiled
        return (frozenset(), frozenset()) if same else before.reach(Portrait(compiled, before.dated))

    def _ordered(self, mutant: Mutant) -> list[Case]:
        """The cases, those nearest to the change first."""
        code, path = mutant.code, mutant.path

        def far(case: Case) -> tuple[int, int, int]:
            listed = (*case.expect, *case.bounds)
            near = 0 if code in listed else 1 if any(_akin(code, other) for other in listed) else 2
            named = any(key in mutant.says or key in path for key in case.evidence)
            elsewhere = mutant.file not in ("scheme", self._rubric_of.get(case.unit))
            return int(elsewhere), near - named, len(listed)

        return sorted(self._cases, key=far)


def _dated(program: Program) -> bool:
    return program.scheme.window.due is not None


def _akin(code: str, other: str) -> bool:
    return bool(code) and (other.startswith(f"{code}.") or code.startswith(f"{other}.") or other in _WHOLE)


def _reads(case: Case, codes: frozenset[str], facts: frozenset[str]) -> bool:
    """Whether a case looks at one of these nodes or answers one of these facts."""
    if not codes and not facts:
        return False
    wider = case.grade is not None or case.status is not None or case.named is not None or case.vetoes is not None
    listed = {*case.expect, *case.bounds}
    rests = not listed.isdisjoint(_WHOLE) or not listed.isdisjoint(codes)
    return wider or rests or not facts.isdisjoint(case.evidence)


def fails(case: Case, program: Program) -> bool:
    """Whether a case comes out otherwise; a program that cannot be scored at all has failed."""
    try:
        return bool(case.failures(program, causes=False))
    except (OpenGovError, KeyError):  # the unit or a clause is gone
        return True


class RecordKiller:
    """The edition's published record: the totals, orders, lists and counts that the notice prints."""

    def __init__(self, original: Program, record: Round) -> None:
        self._record = record
        self._agreeing = _agreeing(original.assess(record))

    def __call__(self, program: Program, mutant: Mutant) -> str | None:
        """The first printed figure that no longer agrees."""
        try:
            lost = self._agreeing - _agreeing(program.assess(self._record))
        except OpenGovError as error:
            return type(error).__name__
        return min(lost, default=None)


class OutOfTime(Exception):
    """A killer did not look at everything in the time that it has for one mutant."""


class LawKiller:
    """The laws of scoring, over a little evidence of one unit of each rubric concerned, for so many seconds.

    Those that compile the scheme anew or try other engines are left out: they look at the library, and at citations,
    which no changed number fits.
    """

    def __init__(self, examples: int = 2, seed: int = 0, seconds: float = 10) -> None:
        self._examples, self._seed, self._seconds = examples, seed, seconds
        self._laws = tuple(name for name, law in LAWS.items() if law.check.__module__.rpartition(".")[2] in _ROOMS)

    def __call__(self, program: Program, mutant: Mutant) -> str | None:
        """The name of the first law that is broken. Raises `OutOfTime`."""
        until = monotonic() + self._seconds
        concerned = (one for one in program.rubrics if mutant.file in ("scheme", one.rubric.id))
        units = [unit for compiled in concerned for unit in islice(compiled.units, 1)]
        trial = LawTrial(program, self._examples, self._seed, tuple(units))
        for name in self._laws:
            if monotonic() > until:
                raise OutOfTime
            if trial.outcome(LAWS[name]).broken is not None:
                return name
        return None


def _agreeing(assessment: Assessment) -> frozenset[str]:
    """What of the record agrees, in words."""
    return frozenset(
        f"{check.printed.what} {'、'.join(check.printed.units) or check.printed.name}: {check.printed.value}"
        for check in assessment.checks
        if check.agrees
    )
