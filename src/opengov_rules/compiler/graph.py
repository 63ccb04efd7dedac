"""A compiled rubric: the graph of formulas, the slots that evidence fills, and what each output means."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

from ..answers import Asked
from ..facts import Fact, Part, Peers
from ..formula import TRUE, Formula, Function, Range, Sign
from ..rules import Amount, Loss
from ..scheme import Fold, Grade, Indicator, Ranking, Rubric, Veto

SlotPart: TypeAlias = Part | Literal["answered", "applicable", "selected"]


FLAGS: Final = ("answered", "applicable", "selected")
"""The slots that say something of a fact, or of a variant, and hold no answer."""
TOTAL: Final = "total"
GROUPS: Final = ("base", "bonus", "penalty")
"""The nodes that sum the points of a role."""
WIDTH: Final = 5
"""How many outputs of `CompiledRubric.results` belong to one plan."""


@frozen(kw_only=True)
class Plan:
    """One node as compiled.

    `points`, `maximum`, `applies` are formulas over the stages; `bounded` is 1 where a maximum is published, else the
    maximum is 0; `counts` is 0 where the node above passes it over.
    `losses` are the entries of this node alone; with the counted children's losses they add up to maximum − points.
    """

    code: str
    name: str
    indicator: Indicator | None
    children: tuple[str, ...]
    points: Formula
    maximum: Formula
    bounded: Formula
    applies: Formula
    counts: Formula
    losses: tuple[Loss, ...]
    facts: tuple[str, ...]


@frozen(kw_only=True)
class HitPlan:
    """How a sample is derived from facts of the assets looked at: the slots of one asset, and when it is a hit."""

    slots: Mapping[tuple[str, SlotPart], int]
    holds: Formula

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts of one asset that are asked."""
        return tuple(name for name, part in self.slots if part == "value")


@frozen(kw_only=True, eq=False)
class EachPlan:
    """A node that is evaluated for every asset of a kind: its rubric of one asset, whose first plan is the node.

    A slot holds the folded points (of a penalty the amount) in steps of `step`, another one how many assets count.
    """

    per: str
    fold: Fold
    turned: bool
    """Whether its points are minus an amount, which is what the slot holds."""
    scale: Fraction
    inner: "CompiledRubric"
    facts: tuple[str, ...]
    """What is asked of an asset, or of the unit as a whole."""

    @property
    def step(self) -> Fraction:
        """What one integer of the slot stands for; a median may lie half way between two."""
        return self.scale / 2 if self.fold.take == "median" else self.scale


@frozen(kw_only=True)
class PeersPlan:
    """What is taken of every unit for a fact that all units together answer."""

    fact: Fact
    peers: Peers
    amount: Amount


@frozen(kw_only=True)
class RankingPlan:
    """A ranking with the amounts that it goes by, the first one first; the main one begins with the total itself."""

    ranking: Ranking
    amounts: tuple[Amount, ...]


@frozen(kw_only=True, eq=False)
class UnitRubric:
    """A rubric as it stands for one unit, or for several alike: what they are asked, and their variants.

    `selected` are the variants' keys, `bodies` the variants themselves by their code.
    """

    asked: Asked
    due: frozenset[str] = frozenset()
    """Facts under `needs_evidence`; a ruling has no last day."""
    selected: frozenset[str] = frozenset()
    bodies: Mapping[str, Indicator] = field(factory=dict)


@frozen(kw_only=True, eq=False)
class CompiledRubric:
    """One rubric, checked and lowered. Immutable; the printed functions hold no state."""

    rubric: Rubric
    asked: Asked
    """What may be answered for one unit or another."""
    units: Mapping[str, UnitRubric]
    """The rubric as it stands for each unit of the roster."""
    read: Mapping[str, Fact]
    """The facts that fill slots, by name."""
    derived: Mapping[str, HitPlan]
    each: Mapping[str, EachPlan]
    """Nodes that are evaluated for every asset, by their code."""
    peers: tuple[PeersPlan, ...]
    """Facts that all units together answer, each after those that it rests on."""
    watched: frozenset[str]
    """Facts that vetoes, grades and the conditions of inner nodes read."""
    slots: Mapping[tuple[str, SlotPart], int]
    domains: Mapping[int, Range] = field(repr=False)
    """The values that each slot may hold."""
    signs: tuple[Sign | None, ...] = field(repr=False)
    """The way in which each slot moves the indicators, the total and the grades; MIXED where it moves them apart."""
    total_signs: tuple[Sign | None, ...] = field(repr=False)
    """The same for the total and the grades alone."""
    stages: Mapping[str, Formula] = field(repr=False)
    plans: tuple[Plan, ...] = field(repr=False)
    """Every indicator in the notice's order; the total stands last."""
    exact: Formula = field(repr=False)
    """The total before it is rounded."""
    vetoes: tuple[tuple[Veto, Formula], ...]
    grades: tuple[tuple[Grade, Formula], ...]
    """Those given directly first, each group from the top."""
    named: tuple[tuple[str, Formula], ...]
    concerned: Formula = field(default=TRUE, repr=False)
    """Whether there is anything to score a unit by: an indicator of the base that applies to it."""
    rankings: tuple[RankingPlan, ...] = ()
    """By what its units are ranked, besides the total."""

    @cached_property
    def results(self) -> Function:
        """Points, maximum, whether there is one, applicability and counting of every plan; the exact total; then
        vetoes, grades and named rules; last whether there is anything to score."""
        outputs = list[Formula]()
        for plan in self.plans:
            outputs += [plan.points, plan.maximum, plan.bounded, plan.applies, plan.counts]
        outputs.append(self.exact)
        outputs += [formula for _, formula in (*self.vetoes, *self.grades, *self.named)]
        outputs.append(self.concerned)
        return Function(len(self.slots), self.stages, tuple(outputs))

    @property
    def total_at(self) -> int:
        """Where the total's points stand among the outputs of `results`."""
        return WIDTH * (len(self.plans) - 1)

    @property
    def exact_at(self) -> int:
        """Where the total stands before it is rounded."""
        return WIDTH * len(self.plans)

    def is_points(self, output: int) -> bool:
        """Whether an output of `results` is the points of a plan or the exact total, of which the signs tell."""
        return output % WIDTH == 0 and output <= self.exact_at

    @property
    def truths_at(self) -> int:
        """Where the conditions of vetoes, grades and named rules begin among the outputs of `results`."""
        return WIDTH * len(self.plans) + 1

    @property
    def concerned_at(self) -> int:
        """Where `concerned` stands among the outputs of `results`."""
        return self.truths_at + len(self.vetoes) + len(self.grades) + len(self.named)

    @cached_property
    def always_concerned(self) -> bool:
        """Whether every unit has something to be scored by, whatever is found."""
        return self.concerned == TRUE

    @cached_property
    def always_told(self) -> bool:
        """Whether there is a total, and nothing withholds it."""
        return self.rubric.scored and not any(veto.effect.withhold for veto, _ in self.vetoes)

    @cached_property
    def total(self) -> Function:
        """The exact total alone."""
        return Function(len(self.slots), self.stages, (self.exact,))

    @cached_property
    def reasons(self) -> Function:
        """For every loss of every plan in order: whether it is active, its amount, and each detail."""
        outputs = list[Formula]()
        for plan in self.plans:
            for loss in plan.losses:
                outputs += [loss.active, loss.amount, *(detail.holds for detail in loss.details)]
        return Function(len(self.slots), self.stages, tuple(outputs))

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Each node's place in `plans`."""
        return {plan.code: index for index, plan in enumerate(self.plans)}

    @cached_property
    def reasons_at(self) -> tuple[tuple[str, int, Loss], ...]:
        """Every loss with its node's code and with where its values begin in the output of `reasons`."""
        found, at = list[tuple[str, int, Loss]](), 0
        for plan in self.plans:
            for loss in plan.losses:
                found.append((plan.code, at, loss))
                at += 2 + len(loss.details)
        return tuple(found)
