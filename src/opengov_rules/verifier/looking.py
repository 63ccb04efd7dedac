"""What the verifier looks at: a compiled scheme, its notice, and what is known of every condition."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias

from attrs import evolve, field, frozen

from ..compiler import CompiledRubric
from ..compiler.asking import input_facts, pruned
from ..compiler.questions import questions
from ..compiler.slots import SlotTable
from ..conditions import (
    Compared,
    Condition,
    Constant,
    Identity,
    Joined,
    NodeResult,
    Quantity,
    facts_of,
    identities_of,
    nodes_of,
)
from ..evidence import Round
from ..facts import Fact
from ..formula import Formula, Points, Range, Search, evaluate_range, parts, stage_ranges
from ..paths import parse_path
from ..problems import Invalid, Problem, Severity
from ..program import Program
from ..provenance import Citation, Location
from ..rules import lower_condition
from ..scheme import Cited, Indicator, Rubric, Scheme
from .notices import Notice, spans

Never: TypeAlias = Literal["never", "always"]


@frozen(eq=False)
class Looked:
    """Everything that a check may look at."""

    program: Program
    notice: Notice | None = None
    published: Round | None = None
    today: dt.date | None = None

    @property
    def scheme(self) -> Scheme:
        return self.program.scheme

    @cached_property
    def boards(self) -> tuple["Board", ...]:
        """Every rubric, and what stands in it for single assets."""
        found = list[Board]()
        for compiled in self.program.rubrics:
            found.append(Board(compiled, pruned(compiled.rubric)))
            found += (Board(each.inner, each.inner.rubric) for each in compiled.each.values())
        return tuple(found)

    @property
    def mains(self) -> list["Board"]:
        """Those of the rubrics themselves, in their order."""
        return [next(board for board in self.boards if board.compiled is one) for one in self.program.rubrics]

    def leaves(self) -> Iterator[tuple[Rubric, Indicator]]:
        """Every leaf and variant that has a rule, with its rubric."""
        for rubric in self.scheme.rubrics:
            for body in rubric.bodies():
                if body.rule is not None:
                    yield rubric, body

    def admitted(self, path: tuple[str, ...]) -> bool:
        """Whether a discrepancy is recorded at a place, or within it."""
        return any(place[: len(path)] == path for place in self._admitted)

    @cached_property
    def _admitted(self) -> tuple[tuple[str, ...], ...]:
        places = [parse_path(discrepancy.at) for discrepancy in self.scheme.discrepancies]
        return (*places, *(("scheme", *place) for place in places))

    @cached_property
    def settled(self) -> Mapping[int, tuple[Citation, ...]]:
        """What discrepancies and readings quote, by line of the notice."""
        found = dict[int, tuple[Citation, ...]]()
        quoted = [cite for one in self.scheme.discrepancies for cite in (*one.says, *one.but)]
        quoted += [cite for one in self.scheme.readings for cite in one.cite]
        for cite in quoted:
            found[cite.line] = (*found.get(cite.line, ()), cite)
        return found

    def recorded(self, line: int, words: str) -> bool:
        """Whether a discrepancy or a reading quotes words of a line, or a part of them."""
        cites = self.settled.get(line, ())
        if self.notice is None:
            return any(cite.quote in words or words in cite.quote for cite in cites)
        text = self.notice[line]
        mine = [(match.start(), match.end()) for match in re.finditer(re.escape(words), text)] or spans(
            Citation(line, words), text
        )
        return any(
            start < own_end and own_start < end
            for cite in cites
            for start, end in spans(cite, text)
            for own_start, own_end in mine
        )


@frozen(eq=False)
class Board:
    """One compiled rubric with what is needed to ask it: its slots, the range of every stage, an exact search.

    `rubric` is the part of it that the graph holds: nothing below nodes that are evaluated for every asset.
    """

    compiled: CompiledRubric
    rubric: Rubric
    _held: dict[Condition, tuple[Formula, Formula]] = field(init=False, factory=dict)

    @cached_property
    def table(self) -> SlotTable:
        return questions(self.compiled)

    @cached_property
    def ranges(self) -> Mapping[str, Range]:
        return stage_ranges(self.compiled.stages, self.compiled.domains)

    @cached_property
    def _search(self) -> Search:
        return Search(self.compiled.stages, self.table.domains)

    def truth(self, condition: Condition) -> tuple[Formula, Formula]:
        """Where a condition holds, and where it fails."""
        if condition not in self._held:
            truth = lower_condition(condition, self.table)
            for identity in identities_of(condition):
                self._identify(identity)
            self._held[condition] = truth.holds, truth.fails
        return self._held[condition]

    def _identify(self, identity: Identity) -> None:
        """Of units that the roster does not name: all of the rubric are one of these, or none is."""
        known = {kind in identity.kinds for kind in self.rubric.kinds}
        if not self.compiled.units and len(known) == 1:
            slot = self.table.slots[(identity.key, "selected")]
            self.table.domains[slot] = Range.point(Fraction(*known))

    def range(self, formula: Formula) -> Range:
        """The formula's limits: exact where it rests on facts alone and on few, else an estimate that holds them."""
        estimate = evaluate_range(formula, self.table.domains, self.ranges)
        if estimate.known is not None or _reads_stages(formula):
            return estimate
        return self._search.range(formula)

    def cannot(self, formula: Formula) -> bool:
        """Whether it is proved that a truth is never 1."""
        return self.range(formula).high == 0

    def settled(self, condition: Condition) -> list[tuple[Condition, Never]]:
        """The smallest parts of a condition that can never hold, or that hold whatever is answered."""
        if isinstance(condition, Joined) and condition.how != "none":
            found = [told for part in condition.parts for told in self.settled(part)]
            if found:
                return found
        beyond = _beyond_all(condition)
        if beyond is not None:
            return [(condition, beyond)]
        holds, fails = self.truth(condition)
        if self.cannot(holds):
            return [(condition, "never")]
        return [(condition, "always")] if self.cannot(fails) else []

    def knows(self, part: Condition | Quantity) -> bool:
        """Whether the graph has everything that a condition or quantity reads."""
        return set(facts_of(part)) <= set(self.compiled.read) and set(nodes_of(part)) <= set(self.compiled.stages)

    def reach(self, code: str) -> Range:
        """The points (of a penalty, the amount) that a node can have."""
        return self.ranges[code]


def asset_boards(looked: Looked) -> Iterator[tuple[Indicator, Condition, SlotTable]]:
    """For every sample that is made of facts of its assets: its leaf, the condition, and the slots of one asset."""
    for compiled in looked.program.rubrics:
        asked = input_facts(looked.scheme, compiled.read)
        for body in compiled.rubric.bodies():
            for fact in body.rule.facts(body.points) if body.rule is not None else ():
                if fact.hit_when is not None and fact.name in compiled.read:
                    yield body, fact.hit_when, SlotTable({name: _alone(one) for name, one in asked.items()})


def told(
    part: Cited, error: Invalid, key: str = "", *, severity: Severity = "warning", cite: Citation | None = None
) -> Problem:
    """A finding at a part of the scheme, or at one of its keys."""
    found = error.at(part.where, (*part.path, key) if key else part.path)
    return evolve(found, severity=severity, cite=cite)


def told_at(path: tuple[str, ...], error: Invalid, *, severity: Severity = "warning") -> Problem:
    """A finding at a place of the scheme's files."""
    return evolve(error.at(path=path), severity=severity)


def told_in(notice: Notice, place: int, error: Invalid) -> Problem:
    """A finding at a line of the notice itself."""
    return evolve(error.at(Location(notice.file, place, 1)), severity="warning")


def quotes_of(part: Cited) -> list[str]:
    """What a part of the scheme quotes."""
    return [cite.quote for cite in part.cite]


def _beyond_all(condition: Condition) -> Never | None:
    """A share of points compared with more than all of them."""
    match condition:
        case Compared(comparison, NodeResult(share=True), Constant(value)) if value > 1:
            return "never" if comparison in ("over", "at_least", "is") else "always"
        case _:
            return None


def _alone(fact: Fact) -> Fact:
    """A fact as it is asked of one asset."""
    return evolve(fact, per="", take=None)


def _reads_stages(formula: Formula) -> bool:
    from_parts = [formula]
    seen = set[Formula]()
    while from_parts:
        one = from_parts.pop()
        if isinstance(one, Points):
            return True
        if one not in seen:
            seen.add(one)
            from_parts += parts(one)
    return False
