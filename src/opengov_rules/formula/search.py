"""The exact least and greatest value of formulas, where facts may move them both ways: branch and bound.

Formulas whose parts share no open slot need no search: their limits follow from the limits of the parts. Where parts
share slots, those that move the formula in one direction stand at their ends, and the others are cut in two, where they
are compared with a number first, until they do.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from .analysis import Range, Sign, Signs, combined, evaluate_range, monotone_signs
from .nodes import Add, Compare, Const, Formula, Given, Max, Min, Mul, Points, Value, add, highest, lowest, parts

_BUDGET: Final = 200
"""So many cuts are tried for one formula; what is left is estimated, which is sound and may be wider than need be."""
FAR: Final = 10**24
"""Stands for "without limit": beyond every number that a scheme or evidence can hold, or sums and products of them."""

_Box: TypeAlias = ChainMap[int, Range]
"""The ranges of all slots: those that the search has narrowed, before those that it began with."""
_Narrowing: TypeAlias = frozenset[tuple[int, Range]]


class Search:
    """Searches the formulas of one graph while each slot holds an integer of its range.

    Each formula is searched once per narrowing of the slots that it reads, so that several outputs cost little more.
    """

    def __init__(self, stages: Mapping[str, Formula], slots: Mapping[int, Range]) -> None:
        self._stages = stages
        self._slots_at_first: _Box = ChainMap(dict[int, Range](), dict(slots))
        self._cuts = _cuts(stages.values())
        self._left = _BUDGET
        self._read: dict[Formula, frozenset[int]] = {}
        self._names: dict[Formula, tuple[str, ...]] = {}
        self._found: dict[tuple[Formula, _Narrowing], Range] = {}
        self._estimated: dict[tuple[Formula, _Narrowing], tuple[Range, Signs]] = {}

    def range(self, formula: Formula) -> Range:
        """The formula's least and greatest value, both reached; None is "no limit on this side"."""
        self._left = _BUDGET
        return self._range(formula, self._slots_at_first)

    def _range(self, formula: Formula, box: _Box) -> Range:
        key = (formula, self._narrowing(formula, box))
        if key not in self._found:
            self._found[key] = self._search(formula, box)
        return self._found[key]

    def _narrowing(self, formula: Formula, box: _Box) -> _Narrowing:
        """What of a box concerns a formula."""
        narrowed = box.maps[0]
        return frozenset((slot, narrowed[slot]) for slot in narrowed.keys() & self._slots(formula))

    def _search(self, formula: Formula, box: _Box) -> Range:
        if isinstance(formula, Points):
            return self._range(self._stages[formula.stage], box)
        formula = self._grouped(formula, box)
        shared = self._shared(formula, box)
        if shared:
            estimate = self._estimate(formula, box)
            return estimate if estimate.known is not None else self._split(formula, box, shared)
        return combined(formula, lambda part: self._range(part, box), box)

    def _split(self, formula: Formula, box: _Box, shared: frozenset[int]) -> Range:
        """The range where parts share slots: at the ends of those with a sign, else over both halves of one."""
        signs = self._signs(formula, box)
        if self._left <= 0:
            return self._estimate(formula, box)
        self._left -= 1
        signed = {slot: signs.get(slot, Sign.UP) for slot in shared if signs.get(slot) is not Sign.MIXED}
        if signed:
            return Range(
                self._at_ends(formula, box, {slot: sign is Sign.DOWN for slot, sign in signed.items()}, least=True),
                self._at_ends(formula, box, {slot: sign is Sign.UP for slot, sign in signed.items()}, least=False),
            )
        slot = min(shared, key=lambda slot: (self._cells(slot, box), _width(box[slot]), slot))
        halves = _halves(box[slot], self._cuts.get(slot, ()))
        if halves is None:  # beyond every constant of the graph, and still moving
            return self._beyond(formula, box, slot)
        found = list[Range]()
        for half in halves:
            narrowed = _narrowed(box, {slot: half})
            # What a half could at most add lies within what another one reaches: it is not looked at.
            if not (found and _within(self._estimate(formula, narrowed), hull_of(found))):
                found.append(self._range(formula, narrowed))
        return hull_of(found)

    def _cells(self, slot: int, box: _Box) -> int:
        """Into how many ranges the numbers that a slot is compared with cut it; many where there are none."""
        return sum(_cuts_through(box[slot], cut) for cut in self._cuts.get(slot, ())) or FAR

    def _at_ends(self, formula: Formula, box: _Box, to_high: Mapping[int, bool], *, least: bool) -> Fraction | None:
        """One limit of the formula with slots at an end; at an end without limit, the limit is what lasts."""
        unlimited = any(high and box[slot].high is None for slot, high in to_high.items())
        found = set[Fraction | None]()
        for far in (FAR, 2 * FAR) if unlimited else (FAR,):
            ends = {slot: _end(box[slot], high, far) for slot, high in to_high.items()}
            reached = self._range(formula, _narrowed(box, ends))
            found.add(reached.low if least else reached.high)
        if len(found) == 1:
            return found.pop()
        estimate = self._estimate(formula, box)  # what still moves has no limit, unless a growing divisor bounds it
        return estimate.low if least else estimate.high

    def _beyond(self, formula: Formula, box: _Box, slot: int) -> Range:
        """The range where a slot lies beyond every constant: what moves on has no limit."""
        points = (Range.point(Fraction(2 * FAR)), Range.point(Fraction(4 * FAR)))
        near, far = (self._range(formula, _narrowed(box, {slot: point})) for point in points)
        falls = near.low is None or far.low is None or far.low < near.low
        rises = near.high is None or far.high is None or far.high > near.high
        estimate = self._estimate(formula, box)
        return Range(estimate.low if falls else near.low, estimate.high if rises else near.high)

    def _grouped(self, formula: Formula, box: _Box) -> Formula:
        """A sum, minimum or maximum with the parts that share open slots gathered, group by group."""
        if not isinstance(formula, Add | Min | Max):
            return formula
        groups = list[tuple[set[int], list[Formula]]]()
        for part in self._flat(formula) if isinstance(formula, Add) else parts(formula):
            slots, members = set(self._open(part, box)), [part]
            for group in [group for group in groups if group[0] & slots]:
                groups.remove(group)
                slots |= group[0]
                members = group[1] + members
            groups.append((slots, members))
        kind = type(formula)
        if len(groups) == 1:
            return kind(tuple(groups[0][1]))
        join = {Add: add, Min: lowest, Max: highest}[kind]
        return kind(tuple(members[0] if len(members) == 1 else join(members) for _, members in groups))

    def _flat(self, formula: Formula) -> list[Formula]:
        """The terms of a sum, sums of earlier stages taken apart."""
        if isinstance(formula, Points) and isinstance(self._stages[formula.stage], Add):
            formula = self._stages[formula.stage]
        if not isinstance(formula, Add):
            return [formula]
        return [term for part in formula.terms for term in self._flat(part)]

    def _shared(self, formula: Formula, box: _Box) -> frozenset[int]:
        """The open slots that more than one part reads; all of them where equality is asked."""
        if isinstance(formula, Compare) and formula.relation == "is":
            return self._open(formula, box)
        seen, shared = set[int](), set[int]()
        for part in parts(formula):
            slots = self._open(part, box)
            shared |= seen & slots
            seen |= slots
        return frozenset(shared)

    def _open(self, formula: Formula, box: _Box) -> frozenset[int]:
        return frozenset(slot for slot in self._slots(formula) if box[slot].known is None)

    def _slots(self, formula: Formula) -> frozenset[int]:
        """The slots that a formula reads, through other stages too."""
        if formula not in self._read:
            match formula:
                case Value(slot, _) | Given(slot):
                    found = frozenset({slot})
                case Points(stage):
                    found = self._slots(self._stages[stage])
                case _:
                    found = frozenset().union(*(self._slots(part) for part in parts(formula)))
            self._read[formula] = found
        return self._read[formula]

    def _estimate(self, formula: Formula, box: _Box) -> Range:
        return evaluate_range(formula, box, {name: stage for name, (stage, _) in self._known(formula, box).items()})

    def _signs(self, formula: Formula, box: _Box) -> Signs:
        return monotone_signs(formula, box, self._known(formula, box))

    def _known(self, formula: Formula, box: _Box) -> dict[str, tuple[Range, Signs]]:
        """Estimate and signs of every stage that the formula reads."""
        return {name: self._of_stage(name, box) for name in self._under(formula)}

    def _of_stage(self, name: str, box: _Box) -> tuple[Range, Signs]:
        """Estimate and signs of one stage, worked out once per narrowing of the slots that it reads."""
        stage = self._stages[name]
        key = (stage, self._narrowing(stage, box))
        if key not in self._estimated:
            known = self._known(stage, box)
            ranges = {inner: found for inner, (found, _) in known.items()}
            self._estimated[key] = (evaluate_range(stage, box, ranges), monotone_signs(stage, box, known))
        return self._estimated[key]

    def _under(self, formula: Formula) -> tuple[str, ...]:
        """The names of the stages that a formula reads, through other stages too."""
        if formula not in self._names:
            found = dict[str, None]()
            if isinstance(formula, Points):
                found = dict.fromkeys((formula.stage, *self._under(self._stages[formula.stage])))
            for part in parts(formula):
                found |= dict.fromkeys(self._under(part))
            self._names[formula] = tuple(found)
        return self._names[formula]


def _narrowed(box: _Box, slots: Mapping[int, Range]) -> _Box:
    return ChainMap({**box.maps[0], **slots}, *box.maps[1:])


def _width(slot: Range) -> Fraction:
    return Fraction(FAR) if slot.low is None or slot.high is None else slot.high - slot.low


def _cuts(formulas: Iterable[Formula]) -> dict[int, tuple[int, ...]]:
    """For every slot the integers after which a comparison of it alone with a number may turn."""
    cuts, seen, waiting = dict[int, set[int]](), set[Formula](), list(formulas)
    while waiting:
        formula = waiting.pop()
        if formula in seen:
            continue
        seen.add(formula)
        waiting += parts(formula)
        if isinstance(formula, Compare):
            for one, other in ((formula.left, formula.right), (formula.right, formula.left)):
                if isinstance(one, Mul) and isinstance(one.left, Const) and isinstance(one.right, Value):
                    one = Value(one.right.slot, one.left.value * one.right.step)
                if isinstance(one, Value) and isinstance(other, Const):
                    turn = other.value / one.step
                    last = turn.numerator // turn.denominator
                    cuts.setdefault(one.slot, set()).update({last - 1, last})
    return {slot: tuple(sorted(found)) for slot, found in cuts.items()}


def _cuts_through(slot: Range, cut: int) -> bool:
    return (slot.low is None or cut >= slot.low) and (slot.high is None or cut < slot.high)


def _halves(slot: Range, cuts: Sequence[int]) -> tuple[Range, Range] | None:
    """The integers of a range in two parts; without an upper limit, up to twice as far and beyond."""
    low = slot.low if slot.low is not None else Fraction(0)
    through = [cut for cut in cuts if _cuts_through(slot, cut)]
    if through:
        middle = Fraction(through[len(through) // 2])
    elif slot.high is None:
        if low > FAR:
            return None
        middle = 2 * abs(low) + 1
    else:
        middle = Fraction((low + slot.high) // 2)
    return Range(slot.low, middle), Range(middle + 1, slot.high)


def _end(slot: Range, high: bool, far: int) -> Range:
    end = slot.high if high else slot.low
    return Range.point(Fraction(far) if end is None else end)


def _within(inner: Range, outer: Range) -> bool:
    low = outer.low is None or (inner.low is not None and inner.low >= outer.low)
    return low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def hull_of(ranges: Sequence[Range]) -> Range:
    """The smallest range that holds all of them."""
    lows, highs = [r.low for r in ranges], [r.high for r in ranges]
    return Range(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )
