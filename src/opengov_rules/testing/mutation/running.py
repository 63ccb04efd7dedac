"""Mutants run one after the other: refused, killed, proved or argued equivalent, or survived."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from multiprocessing import Pool
from signal import SIG_IGN, SIGINT, signal
from typing import Final, Literal, TypeAlias

from attrs import frozen

from ...problems import Problem
from ...program import Program
from ...studies.readings.outcomes import Told, silent
from .arguing import Argument, needless
from .bench import Bench
from .killers import Killer, OutOfTime
from .mutants import Mutant
from .proposing import proposed
from .sameness import proved_same

Fate: TypeAlias = Literal["refused", "killed", "proved", "argued", "survived"]
FATES: Final[tuple[Fate, ...]] = ("refused", "killed", "proved", "argued", "survived")


@frozen(kw_only=True)
class Outcome:
    """What became of one mutant; `by` says by what, or why.

    `killer`: which of the killers noticed it; of a survivor, one whose time was up before it had tried everything.
    `case`: for a survivor, a case that would kill it, as TOML, where one was found.
    """

    mutant: Mutant
    fate: Fate
    killer: str = ""
    by: str = ""
    case: str = ""


@frozen(kw_only=True)
class Report:
    """All outcomes, and what is wrong with the arguments."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...] = ()
    interrupted: bool = False
    """Whether somebody stopped it before all mutants were tried."""

    @property
    def survivors(self) -> tuple[Outcome, ...]:
        """The mutants that nothing noticed."""
        return tuple(outcome for outcome in self.outcomes if outcome.fate == "survived")

    def count(self, fate: Fate, operator: str | None = None) -> int:
        """How many mutants met this fate, of one operator or of all."""
        return sum(o.fate == fate and operator in (None, o.mutant.operator) for o in self.outcomes)

    @property
    def by_killer(self) -> Mapping[str, int]:
        """How many mutants each killer noticed, the killers in the order in which they were asked."""
        return Counter(outcome.killer for outcome in self.outcomes if outcome.fate == "killed")

    @property
    def rate(self) -> Fraction | None:
        """Killed ÷ (all − refused − equivalent); None where that leaves nothing."""
        killed, survived = self.count("killed"), self.count("survived")
        return Fraction(killed, killed + survived) if killed + survived else None


@frozen(kw_only=True)
class Trial:
    """Everything that a mutant is tried with; it travels to other processes whole."""

    program: Program
    killers: tuple[tuple[str, Killer], ...]
    arguments: Mapping[str, Argument]
    laws: Killer | None = None
    """A killer that is asked only about what the others leave and what is not proved, since it takes its time."""
    propose: bool = True

    def run(self, mutants: Iterable[Mutant]) -> Iterator[Outcome]:
        """Every mutant's outcome, as they come."""
        bench = Bench(self.program)
        for mutant in mutants:
            yield self._outcome(bench, mutant)

    def _outcome(self, bench: Bench, mutant: Mutant) -> Outcome:
        made = bench.compiled(mutant)
        if isinstance(made, tuple):
            return Outcome(mutant=mutant, fate="refused", by=made[0].code)
        for name, killer in self.killers:
            if (by := killer(made, mutant)) is not None:
                return Outcome(mutant=mutant, fate="killed", killer=name, by=by)
        if (proof := proved_same(self.program, made)) is not None:
            return Outcome(mutant=mutant, fate="proved", by=proof)
        untried = ""
        try:
            if self.laws is not None and (by := self.laws(made, mutant)) is not None:
                return Outcome(mutant=mutant, fate="killed", killer="laws", by=by)
        except OutOfTime:
            untried = "laws"
        if mutant.key in self.arguments:
            return Outcome(mutant=mutant, fate="argued", by=self.arguments[mutant.key].why)
        case = proposed(self.program, made, mutant) if self.propose else ""
        return Outcome(mutant=mutant, fate="survived", killer=untried, case=case)


def run_mutants(
    trial: Trial,
    mutants: Sequence[Mutant],
    *,
    jobs: int = 1,
    told: Told = silent,
) -> Report:
    """Every mutant tried, in order; `told` hears how far it is. Ctrl-C leaves what is known."""
    outcomes = list[Outcome]()
    try:
        told(0, len(mutants), _name_of(mutants, 0))
        for outcome in _outcomes(trial, mutants, jobs):
            outcomes.append(outcome)
            told(len(outcomes), len(mutants), _name_of(mutants, len(outcomes)))
    except KeyboardInterrupt:
        return Report(outcomes=tuple(outcomes), interrupted=True)
    argued = (outcome.mutant.key for outcome in outcomes if outcome.fate == "argued")
    problems = needless(trial.arguments, argued, (mutant.key for mutant in mutants))
    return Report(outcomes=tuple(outcomes), problems=tuple(problems))


def _name_of(mutants: Sequence[Mutant], at: int) -> str:
    return str(mutants[at]) if at < len(mutants) else ""


def _outcomes(trial: Trial, mutants: Sequence[Mutant], jobs: int) -> Iterator[Outcome]:
    if jobs == 1:
        yield from trial.run(mutants)
        return
    size = max(1, len(mutants) // (8 * jobs))
    with Pool(
        jobs, initializer=_keep, initargs=(trial,)
    ) as pool:  # ends its processes when it is left, Ctrl-C included
        for found in pool.imap(_run, [mutants[at : at + size] for at in range(0, len(mutants), size)]):
            yield from found


_TRIALS: Final[list[Trial]] = []
"""The trial of a process that works for another."""


def _keep(trial: Trial) -> None:
    """A process begins: it has the trial, and leaves Ctrl-C to the one that began it."""
    signal(SIGINT, SIG_IGN)
    _TRIALS.append(trial)


def _run(mutants: Sequence[Mutant]) -> list[Outcome]:
    return list(_TRIALS[-1].run(mutants))
