"""What a law is tried on: a unit with evidence, with other evidence beside it, or a round of units."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from ...compiler import FLAGS, CompiledRubric
from ...evidence import Evidence, Observation, Status
from ...facts import Fact, FactType, show_value
from ...formula import Sign
from ...points import as_number
from ...program import Program
from ...scheme import Indicator, Rubric
from ...scoring import Result
from ..dice import Dice, Rolled
from ..drawing import Questionnaire, completed


@frozen(eq=False)
class Specimen:
    """One unit of a program with its evidence."""

    program: Program = field(repr=False)
    asked: Questionnaire = field(repr=False)
    evidence: Evidence = field(repr=False)
    seed: str = ""
    """For what a law draws besides."""
    shared: dict[str, Program] = field(factory=dict, repr=False)
    """The programs that laws make of this one, by name."""
    other: Evidence | None = field(default=None, repr=False)
    """The evidence with one more fault."""
    fault: str = ""
    """That fault."""
    units: tuple["Specimen", ...] = field(default=(), repr=False)
    """All units of a round, of which this is the first."""

    @property
    def unit(self) -> str:
        """The unit's name."""
        return self.asked.unit

    @property
    def compiled(self) -> CompiledRubric:
        """The rubric that applies, compiled."""
        return self.asked.compiled

    @property
    def rubric(self) -> Rubric:
        """The rubric that applies."""
        return self.asked.compiled.rubric

    @property
    def down(self) -> bool:
        """Whether less is better."""
        return self.rubric.better == "lower"

    @property
    def mixed(self) -> bool:
        """Whether a fact may move the total both ways, so that bounds must be searched for."""
        slots = (slot for (_, part), slot in self.compiled.slots.items() if part not in FLAGS)
        return any(self.compiled.signs[slot] is Sign.MIXED for slot in slots)

    @cached_property
    def result(self) -> Result:
        """The unit's result."""
        return self.program.score(self.unit, self.evidence)

    @cached_property
    def told(self) -> dict[str, Any]:
        """Everything that the result says."""
        return self.result.to_dict()

    @cached_property
    def nodes(self) -> Mapping[str, tuple[Indicator, bool]]:
        """Every indicator as it stands for this unit, and whether it stands below a penalty."""
        bodies = self.compiled.units[self.unit].bodies
        found = dict[str, tuple[Indicator, bool]]()

        def add(node: Indicator, penalty: bool) -> None:
            penalty = penalty or node.role == "penalty"
            found[node.code] = (bodies.get(node.code, node), penalty)
            for child in () if node.for_each else node.children:  # what is evaluated for each asset has no lines
                add(child, penalty)

        for node in self.rubric.indicators:
            add(node, penalty=False)
        return found

    @property
    def dice(self) -> Dice:
        """Dice of its own, alike each time."""
        return Rolled.of(self.seed)

    def with_(self, evidence: Evidence) -> "Specimen":
        """The same unit with other evidence."""
        return evolve(self, evidence=evidence)

    def scored(self, evidence: Evidence | Mapping[str, Any]) -> Result:
        """The unit's result by other evidence."""
        return self.program.score(self.unit, evidence)

    def made(self, name: str, make: Callable[[], Program]) -> Program:
        """A program that a law makes of this one, once for all specimens."""
        if name not in self.shared:
            self.shared[name] = make()
        return self.shared[name]

    def completions(self, count: int) -> Iterator["Specimen"]:
        """So many completions of what is open."""
        dice = self.dice
        for _ in range(count):
            yield self.with_(completed(dice, self.asked, self.evidence))

    def plain(self) -> dict[str, Any]:
        """The evidence as hosts write it."""
        answers = dict[str, Any]()
        for o in self.evidence.observations:
            answer = _written(o)
            if o.part:
                answers.setdefault(o.fact, {})[o.part] = answer
            else:
                answers[o.fact] = answer
        return answers

    def simpler(self) -> Iterator["Specimen"]:
        """The same with fewer units, or with one answer made simple or left as it was."""
        if len(self.units) > 2:
            for at in range(len(self.units)):
                rest = self.units[:at] + self.units[at + 1 :]
                yield evolve(rest[0], units=rest)
        if self.units:
            for at, one in enumerate(self.units):
                for simple in one.simpler():
                    units = (*self.units[:at], simple, *self.units[at + 1 :])
                    yield evolve(units[0], units=units)
            return
        for at, o in enumerate(self.evidence.observations):
            simple_one = _simple(self.asked.asked.facts[o.fact], o)
            if simple_one != o and o.fact != self.fault:
                other = None if self.other is None else _replaced(self.other, o, simple_one)
                yield evolve(self, evidence=_at(self.evidence, at, simple_one), other=other)

    def shown(self, codes: tuple[str, ...]) -> list[str]:
        """The unit, its evidence and the clauses of these indicators, a line each."""
        lines = list[str]()
        for one in self.units or (self,):
            told, rest = one._told()
            more = f"; {rest} × 0/否 (0 or no)" if rest else ""
            lines.append(f"  {one.unit}: {{{told}}}{more}")
        if self.fault and self.other is not None:
            lines.append(f"  + 1 {self.fault}")
        plans = self.compiled.position
        for code in codes:
            node = self.nodes[code][0] if code in self.nodes else None
            at = self.compiled.plans[plans[code]].name if code in plans else code
            cite = next((f" [{cite}]" for cite in (node.cite if node else ())), "")
            lines.append(f"  {code} {at}{cite}")
        return lines

    def _told(self) -> tuple[str, int]:
        """The answers that are not simple, and how many are."""
        told, simple = list[str](), 0
        for o in self.evidence.observations:
            if o == _simple(self.asked.asked.facts[o.fact], o):
                simple += 1
                continue
            value = o.status.value if o.value is None else show_value(o.value)
            told.append(f'"{o.fact}{"/" if o.part else ""}{o.part}" = {value}')
        return ", ".join(told), simple


def _written(o: Observation) -> object:
    """An answer as hosts write it: bare where nothing else is said of it."""
    value = o.value
    if isinstance(value, Fraction):
        value = int(value) if value.denominator == 1 else as_number(value)  # type: ignore[assignment]
    if o.status is Status.OBSERVED and o.time is None and not o.source:
        return value
    entry: dict[str, object] = {"status": o.status, "time": o.time, "source": o.source}
    return entry | ({} if value is None else {"value": value})


def _simple(fact: Fact, o: Observation) -> Observation:
    """The answer with the plainest value that the fact can hold; other states and days stay."""
    if o.value is None or isinstance(o.value, str):
        return o
    value: Any = o.value
    match fact.type:
        case FactType.YES_NO:
            value = False
        case FactType.COUNT | FactType.QUANTITY | FactType.POINTS:
            value = fact.min or Fraction(0)
        case _:
            pass
    return evolve(o, value=value)


def _at(evidence: Evidence, at: int, new: Observation) -> Evidence:
    found = evidence.observations
    return Evidence(evidence.unit, (*found[:at], new, *found[at + 1 :]))


def _replaced(evidence: Evidence, old: Observation, new: Observation) -> Evidence:
    return Evidence(evidence.unit, tuple(new if o == old else o for o in evidence.observations))
