"""What the verifier looks at: a compiled scheme, its notice and what is recorded of it; and how a finding is told."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import evolve, frozen

from ..compiler.asking import pruned
from ..conditions import Condition, Quantity, facts_of
from ..evidence import Round
from ..paths import parse_path
from ..problems import Invalid, Problem, Severity
from ..program import Program
from ..provenance import Citation, Location
from ..scheme import Cited, Indicator, Rubric, Scheme
from .boards import Board
from .notices import Notice, spans


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
    def boards(self) -> tuple[Board, ...]:
        """Every rubric, and what stands in it for single assets."""
        found = list[Board]()
        for compiled in self.program.rubrics:
            found.append(Board(compiled, pruned(compiled.rubric)))
            found += (Board(each.inner, each.inner.rubric) for each in compiled.each.values())
        return tuple(found)

    @property
    def mains(self) -> list[Board]:
        """Those of the rubrics themselves, in their order."""
        return [next(board for board in self.boards if board.compiled is one) for one in self.program.rubrics]

    def leaves(self) -> Iterator[tuple[Rubric, Indicator]]:
        """Every leaf and variant that has a rule, with its rubric."""
        for rubric in self.scheme.rubrics:
            for body in rubric.bodies():
                if body.rule is not None:
                    yield rubric, body

    def in_percent(self, *reads: Condition | Quantity) -> bool:
        """Whether conditions compare a number of percent, as the notice prints it: 4%及以上, of a fact in %."""
        names = {name for read in reads for name in facts_of(read)}
        return any(fact.name in names and fact.measure.startswith("%") for fact in self.scheme.facts)

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
