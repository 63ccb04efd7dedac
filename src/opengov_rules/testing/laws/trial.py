"""A trial of a program by laws: which it keeps, which it breaks, and which say nothing about it, and why."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from attrs import field, frozen

from ...codec import read_scheme
from ...host import Host
from ...program import Program, compile_scheme
from .bench import Bench, representative
from .law import Broken, Law


@frozen(kw_only=True)
class Outcome:
    """What came of one law: kept for so many units, broken, or skipped with a reason."""

    law: Law
    units: int = 0
    broken: Broken | None = None
    skipped: str = ""


@frozen(eq=False)
class Trial:
    """A program, the units that are tried, and what is drawn for them, once for all laws."""

    program: Program
    examples: int = 25
    seed: int = 0
    units: tuple[str, ...] | None = None
    _shared: dict[str, Program] = field(init=False, repr=False, factory=dict)

    @cached_property
    def benches(self) -> tuple[Bench, ...]:
        """One for each unit; where the notice names no units, for invented ones."""
        program = peopled(self.program)
        units = representative(program) if self.units is None else self.units
        return tuple(Bench(program, unit, self.examples, self.seed, self._shared) for unit in units)

    def outcome(self, law: Law) -> Outcome:
        """What comes of the law: the first unit that breaks it tells."""
        reasons, units = dict[str, None](), 0
        for bench in self.benches:
            reason = law.applies(bench.plain) or bench.wanting(law.over)
            if reason:
                reasons[reason] = None
                continue
            units += 1
            broken = bench.broken(law)
            if broken is not None:
                return Outcome(law=law, units=units, broken=broken)
        return Outcome(law=law, units=units, skipped="" if units else "; ".join(reasons) or NO_UNITS)


NO_UNITS = "没有单位可试 (there is no unit to try)"


def peopled(program: Program) -> Program:
    """The program with invented units for every kind of which the notice names none."""
    scheme = program.scheme
    named = {unit.kind for unit in scheme.roster.units}
    wanting = [kind for rubric in scheme.rubrics for kind in rubric.kinds if kind not in named]
    invented = {kind: [f"{kind}第{at + 1}" for at in range(scheme.size(kind) or 3)] for kind in dict.fromkeys(wanting)}
    return program.with_(roster=invented) if invented else program


def program_of(scheme: str | Path | Program) -> Program:
    """A program by the id of an installed edition, by its folder, or itself."""
    match scheme:
        case Program():
            return scheme
        case Path():
            return compile_scheme(read_scheme(scheme))
        case _:
            return Host.discover().scheme(scheme)


@frozen(kw_only=True)
class Report:
    """What came of every law."""

    outcomes: tuple[Outcome, ...]

    @property
    def kept(self) -> tuple[str, ...]:
        """The laws that hold."""
        return tuple(one.law.name for one in self.outcomes if one.broken is None and not one.skipped)

    @property
    def skipped(self) -> Mapping[str, str]:
        """The laws that were not tried, and why."""
        return {one.law.name: one.skipped for one in self.outcomes if one.skipped}

    @property
    def broken(self) -> tuple[Broken, ...]:
        """The laws that are broken, each by its simplest example."""
        return tuple(one.broken for one in self.outcomes if one.broken is not None)


class LawsBroken(AssertionError):
    """A scheme that breaks laws, each told by its simplest example."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(report)

    def __str__(self) -> str:
        return "\n\n".join(broken.message() for broken in self.report.broken)


def checked(trial: Trial, laws: Iterable[Law], skip: Mapping[str, str]) -> Report:
    """What comes of these laws. Raises `LawsBroken` where one is broken."""
    outcomes = (Outcome(law=law, skipped=skip[law.name]) if law.name in skip else trial.outcome(law) for law in laws)
    report = Report(outcomes=tuple(outcomes))
    if report.broken:
        raise LawsBroken(report)
    return report
