"""One unit's answers from two rounds, mixed: under either edition, with what was found and what applied in either."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve, field, frozen

from ..answers import Asked, Reader
from ..conditions import facts_of
from ..evidence import Evidence, Observation, Status
from ..facts import Fact, FactType
from ..program import Program
from ..scoring import Result

_NUMBERS: Final = frozenset({FactType.COUNT, FactType.QUANTITY})
_DAY: Final = dt.timedelta(days=1)


@frozen(kw_only=True)
class Pair:
    """A unit in two rounds: its name in either edition, and what was found; None where it is not there.

    `own`: facts with an answer for each edition by itself, since only one asks them, or both ask otherwise. `moved`:
    facts that tell whether something applies to the unit, and tell otherwise in the two rounds.
    """

    programs: tuple[Program, Program] = field(repr=False)
    names: tuple[str | None, str | None]
    evidence: tuple[Evidence | None, Evidence | None]
    own: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()

    @property
    def shared(self) -> frozenset[str]:
        """The facts that both editions ask, and ask alike."""
        before, after = (frozenset(_facts(*side)) for side in zip(self.programs, self.names, strict=True))
        return (before & after) - self.own

    def mixed(self, rules: int, answers: int, applicability: int) -> Evidence | None:
        """The evidence under one edition: 0 for what was before, 1 for after. None where the unit is not there."""
        name = self.names[rules]
        if name is None or self.evidence[answers] is None:
            return None
        found = list[Observation]()
        for fact in _facts(self.programs[rules], name):
            side = rules if fact in self.own else applicability if fact in self.moved else answers
            found += self._told(fact, side, rules)
        return Evidence(name, tuple(found))

    def _told(self, fact: str, side: int, rules: int) -> Iterator[Observation]:
        """One round's answer to a fact, as in time or as late under the rules' own last day as it was under its own.

        An answer that is the same in both rounds, its date too, is left to the rules.
        """
        found = self.found(side, fact)
        if side == rules or _by_part(found) == _by_part(self.found(1 - side, fact)):
            yield from found
            return
        mine, theirs = (self.programs[at].scheme.window.due for at in (side, rules))
        for o in found:
            late = mine is not None and o.time is not None and o.time > mine
            yield o if o.time is None else evolve(o, time=theirs + _DAY if late and theirs is not None else None)

    def found(self, side: int, fact: str) -> tuple[Observation, ...]:
        """One round's answer to a fact."""
        evidence = self.evidence[side]
        return () if evidence is None else evidence[fact]


def paired(
    programs: tuple[Program, Program],
    names: tuple[str | None, str | None],
    results: tuple[Result | None, Result | None],
) -> Pair:
    """The unit with what was found of it."""
    before, after = results
    pair = Pair(
        programs=programs,
        names=names,
        evidence=(None if before is None else before.evidence, None if after is None else after.evidence),
    )
    asked = [program.asked(name) for program, name in zip(programs, names, strict=True) if name is not None]
    bundles = _bundles(asked)
    own = frozenset[str]() if programs[0].scheme == programs[1].scheme else _own(pair, bundles)
    moved = frozenset[str]()
    if before is not None and after is not None:
        moved = frozenset((*_inapplicable(pair, bundles), *_deciding(pair, before, after))) - own
    return evolve(pair, own=own, moved=moved)


def _facts(program: Program, name: str | None) -> Mapping[str, Fact]:
    return {} if name is None else program.asked(name).facts


def _by_part(observations: Iterable[Observation]) -> dict[str, Observation]:
    return {o.part: o for o in observations}


def _bundles(asked: Iterable[Asked]) -> dict[str, str]:
    """Facts that only go together, by a common key: a sample, and the facts of single assets that may tell it."""
    found = dict[str, str]()
    for fact in (fact for one in asked for fact in one.facts.values()):
        if fact.hit_when is not None:
            found |= dict.fromkeys((fact.name, *facts_of(fact.hit_when)), f"?{fact.per}")
    return found


def _whole(names: frozenset[str], bundles: Mapping[str, str]) -> frozenset[str]:
    """The facts with all that go with them."""
    keys = {bundles[name] for name in names if name in bundles}
    return names | {name for name, key in bundles.items() if key in keys}


# Facts that each edition answers by itself --------------------------------------------------------


def _own(pair: Pair, bundles: Mapping[str, str]) -> frozenset[str]:
    before, after = (_facts(*side) for side in zip(pair.programs, pair.names, strict=True))
    one_edition = pair.programs[0].scheme.id == pair.programs[1].scheme.id
    alone = {
        name
        for name in {**before, **after}
        if name not in before
        or name not in after
        or not _alike(before[name], after[name], one_edition=one_edition)
        or not _fits(pair, name)
    }
    return _whole(frozenset(alone), bundles)


def _alike(one: Fact, other: Fact, *, one_edition: bool) -> bool:
    """Whether two editions ask the same. A ruling is about the one edition's clause; a mark is out of its full mark."""
    if one.ruled or other.ruled:
        return one_edition and one.ruled == other.ruled
    same = one.type is other.type or {one.type, other.type} <= _NUMBERS
    marks = one.type is FactType.POINTS and one.max != other.max
    return same and not marks and (one.measure, one.per, one.draw) == (other.measure, other.per, other.draw)


def _fits(pair: Pair, fact: str) -> bool:
    """Whether either edition takes what was answered under the other."""
    for side, (program, name) in enumerate(zip(pair.programs, pair.names, strict=True)):
        reader = Reader(program.asked(name or ""))
        for o in pair.found(1 - side, fact):
            entry = {"value": o.value, "status": o.status, "source": o.source, "method": o.method, "note": o.note}
            reader.entry(o.fact, o.part, entry, (o.fact,))
        if reader.problems:
            return False
    return True


# Facts that tell what applies ---------------------------------------------------------------------


def _inapplicable(pair: Pair, bundles: Mapping[str, str]) -> Iterator[str]:
    """The facts that do not apply in exactly one of the rounds."""
    members = dict[str, list[str]]()
    for name in dict.fromkeys(o.fact for evidence in pair.evidence if evidence for o in evidence.observations):
        members.setdefault(bundles.get(name, name), []).append(name)
    for names in members.values():
        before, after = ([o.status for name in names for o in pair.found(side, name)] for side in (0, 1))
        if ({*before} == {Status.NOT_APPLICABLE}) != ({*after} == {Status.NOT_APPLICABLE}):
            yield from names


def _deciding(pair: Pair, before: Result, after: Result) -> Iterator[str]:
    """Where a node applies to the unit in exactly one of the rounds: what `applies_if` reads of it, and what is asked
    below and answered in one of them only."""
    applied = {line.code: line.applies for line in before}
    changed = {line.code for line in after if applied.get(line.code, line.applies) != line.applies}
    for side, result in enumerate((before, after)):
        compiled = next(one for one in pair.programs[side].rubrics if one.rubric.id == result.rubric)
        for node in (node for node in compiled.rubric.walk() if node.code in changed and node.applies_if is not None):
            read = facts_of(node.applies_if) if node.applies_if is not None else ()
            yield from read
            below = [plan for plan in compiled.plans if f"{plan.code}.".startswith(f"{node.code}.") and read]
            for name in (name for plan in below for name in plan.facts):
                if bool(pair.found(0, name)) != bool(pair.found(1, name)):
                    yield name
