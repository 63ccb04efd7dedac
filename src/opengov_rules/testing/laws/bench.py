"""The bench on which laws are tried: specimens of each sort for a few units of a program, drawn once by seed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from attrs import evolve, field, frozen

from ...compiler import CompiledRubric
from ...evidence import Evidence
from ...program import Program
from ..dice import Rolled
from ..drawing import Questionnaire, countable_faults, draw_answers, faulty_pair
from .law import Broken, Law, Over
from .sorts import is_small
from .specimens import Specimen

ROUND: Final = 6
"""The most units of a round."""
MOST: Final = 2
"""The most units of a rubric that are tried where nobody names any."""


@frozen(eq=False)
class Bench:
    """Specimens of one unit, each sort drawn when it is first wanted."""

    program: Program = field(repr=False)
    unit: str
    examples: int
    seed: int
    shared: dict[str, Program] = field(repr=False, factory=dict)
    _drawn: dict[Over, tuple[Specimen, ...]] = field(init=False, repr=False, factory=dict)

    @cached_property
    def asked(self) -> Questionnaire:
        """What is asked of the unit."""
        return Questionnaire.of(self.program, self.unit)

    @cached_property
    def plain(self) -> Specimen:
        """The unit without evidence."""
        return Specimen(self.program, self.asked, Evidence(self.asked.unit), self._seed("plain", 0), self.shared)

    def specimens(self, over: Over) -> tuple[Specimen, ...]:
        """The specimens of a sort; none of `pairs` where the rubric has no faults that can be counted."""
        if over not in self._drawn:
            self._drawn[over] = tuple(_DRAW[over](self))
        return self._drawn[over]

    def wanting(self, over: Over) -> str:
        """Why there is nothing to try a law on; "" where there is."""
        return "" if self.specimens(over) else f"画不出这样的证据 (no such evidence can be drawn): {over}"

    def broken(self, law: Law) -> Broken | None:
        """The law broken by the first specimen that breaks it, made as simple as may be; None where it holds."""
        for specimen in self.specimens(law.over):
            found = law.first(specimen)
            if found is not None:
                what, codes = found
                return Broken(law=law, what=what, codes=codes, specimen=specimen).minimal()
        return None

    def _seed(self, over: str, at: int) -> str:
        return f"{self.seed}/{self.unit}/{over}/{at}"

    def _unit(self, over: str, *, unknown: bool = False, statuses: bool = False) -> Iterator[Specimen]:
        for at in range(self.examples):
            seed = self._seed(over, at)
            answers = draw_answers(Rolled.of(seed), self.asked, unknown=unknown, statuses=statuses)
            yield Specimen(self.program, self.asked, self.asked.read(answers), seed, self.shared)

    def _whole(self) -> Iterator[Specimen]:
        return self._unit("whole")

    def _told(self) -> Iterator[Specimen]:
        return self._unit("told", statuses=True)

    def _open(self) -> Iterator[Specimen]:
        """Evidence with gaps, from nothing at all; with few gaps where bounds must be searched for."""
        if not self.plain.mixed:
            yield self.plain
            yield from self._unit("open", unknown=True, statuses=True)
            return
        names = [fact.name for fact in self.asked.whole if not fact.absent]
        yield from islice(self._without(names, 1), 1 + self.examples // 3) if names else self.specimens("told")

    def _nearly(self) -> Iterator[Specimen]:
        """Whole evidence without one or two facts of few answers."""
        few = [fact.name for fact in self.asked.whole if is_small(fact)]
        return self._without(few) if few else iter(())

    def _without(self, names: Sequence[str], most: int = 2) -> Iterator[Specimen]:
        """Told evidence without one of these facts or more."""
        for specimen in self.specimens("told"):
            dice = specimen.dice
            gone = set(dice.some(names, dice.number(1, min(most, len(names)))))
            gone |= {inner for name in gone for inner in self.asked.inputs.get(name, ())}
            kept = tuple(o for o in specimen.evidence.observations if o.fact not in gone)
            yield specimen.with_(Evidence(self.asked.unit, kept))

    def _pairs(self) -> Iterator[Specimen]:
        faults = countable_faults(self.asked)
        for at in range(max(self.examples, len(faults)) if faults else 0):
            name, seed = faults[at % len(faults)], self._seed("pairs", at)
            found, worse = faulty_pair(Rolled.of(seed), self.asked, name)
            yield Specimen(self.program, self.asked, found, seed, self.shared, other=worse, fault=name)

    def _rounds(self) -> Iterator[Specimen]:
        """Rounds of a few units of the rubric, in some of which something is open."""
        units = units_of(self.program, self.asked.compiled)
        names = [self.asked.unit, *(unit for unit in units if unit != self.asked.unit)][:ROUND]
        for at in range(-(-self.examples // 5)):
            members = list[Specimen]()
            for name in names:
                seed = f"{self._seed('rounds', at)}/{name}"
                asked = Questionnaire.of(self.program, name)
                answers = draw_answers(Rolled.of(seed), asked, unknown=at % 3 == 2 and not self.plain.mixed)
                members.append(Specimen(self.program, asked, asked.read(answers), seed, self.shared))
            yield evolve(members[0], units=tuple(members))

    def _program(self) -> Iterator[Specimen]:
        yield self.plain


_DRAW: Final[Mapping[Over, Callable[[Bench], Iterator[Specimen]]]] = {
    "program": Bench._program,
    "whole": Bench._whole,
    "told": Bench._told,
    "open": Bench._open,
    "nearly": Bench._nearly,
    "pairs": Bench._pairs,
    "rounds": Bench._rounds,
}


def units_of(program: Program, compiled: CompiledRubric) -> list[str]:
    """The units of a rubric, in the roster's order."""
    return [unit.name for unit in program.scheme.roster.units if unit.kind in compiled.rubric.kinds]


def representative(program: Program, most: int = MOST) -> tuple[str, ...]:
    """Units that together meet every rubric, and of its variants as many as so few units of a rubric can meet."""
    chosen = list[str]()
    for compiled in program.rubrics:
        waiting = {unit: set(compiled.units[unit].selected) for unit in units_of(program, compiled)}
        seen = set[str]()
        for _ in range(min(most, len(waiting))):
            unit = max(waiting, key=lambda unit: len(waiting[unit] - seen))
            if seen and waiting[unit] <= seen:
                break
            seen |= waiting.pop(unit) | {compiled.rubric.id}
            chosen.append(unit)
    return tuple(chosen)
