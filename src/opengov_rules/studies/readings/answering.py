"""What is known of one unit's facts under every combination of the readings that touch them."""

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TypeAlias

from attrs import evolve, field, frozen

from ...answers import Asked, Reader
from ...compiler import CompiledRubric, Draft
from ...evidence import Evidence, Status
from ...formula import Range, Sign
from ...parts import answers_of_parts
from ...settling import NONE_READY, Settled, settle
from .choices import Combination, Table
from .merging import Merged

Box: TypeAlias = tuple[tuple[int, Range], ...]
"""The values of some slots."""


@frozen
class Held:
    """What is known of one fact: the values of its slots, and boxes that together hold these where they are no box."""

    slots: Box
    boxes: tuple[Box, ...] = ()

    @property
    def alternatives(self) -> tuple[Box, ...]:
        """Boxes that together hold all its answers."""
        return self.boxes or (self.slots,)


@frozen(eq=False)
class Answering:
    """Answers to a rubric's facts, whatever readings ask. `compiled` is the rubric as the program has it."""

    merged: Merged
    compiled: CompiledRubric
    _asking: dict[int, CompiledRubric] = field(init=False, factory=dict, repr=False)
    _same: dict[int, bool] = field(init=False, factory=dict, repr=False)

    def held(self, unit: str, evidence: Evidence) -> dict[str, Table[Held]]:
        """What is known of every fact that fills slots.

        An answer that a combination does not accept (it asks otherwise, or has no policy for what does not apply) is
        not given there.
        """
        settled = dict[int, Settled]()

        def held(name: str, combination: Combination) -> Held:
            draft = self.merged.draft(combination)
            if id(draft) not in settled and draft is not self._base and self._alike(draft, unit, evidence):
                held(name, {})
                settled[id(draft)] = settled[id(self._base)]
            if id(draft) not in settled:
                settled[id(draft)] = self._settled(draft, unit, evidence)
            return _held(settled[id(draft)], name, self.merged.slots_of[name])

        return {
            name: Table.of(self.merged.answered[name], partial(held, name)).reduced() for name in self.merged.slots_of
        }

    @cached_property
    def _base(self) -> Draft:
        return self.merged.draft({})

    def _settled(self, draft: Draft, unit: str, evidence: Evidence) -> Settled:
        def touched(name: str) -> bool:
            return draft is self._base or bool(self.merged.answered[name])

        if id(draft) not in self._asking:
            self._asking[id(draft)] = evolve(
                self.compiled,
                rubric=draft.whole,
                asked=draft.asked,
                units=draft.units,
                each=draft.each,
                read={name: fact for name, fact in draft.read.items() if touched(name)},
                derived=draft.derived,
                slots=self.merged.slots,
                domains=self.merged.domains,
                signs=(Sign.MIXED,) * len(self.merged.slots),
            )
        compiled, due = self._asking[id(draft)], draft.scheme.window.due
        mine = compiled.units[unit]
        if draft is not self._base:
            evidence = fitted(evidence, self._base.units[unit].asked, mine.asked)
        ready = answers_of_parts(compiled, unit, mine, evidence, due) if compiled.each else NONE_READY
        return settle(compiled, mine, evidence, due, ready)

    def _alike(self, draft: Draft, unit: str, evidence: Evidence) -> bool:
        """Whether a version asks the unit what the program asks it."""
        if id(draft) not in self._same:
            known = (draft.read, draft.inputs, draft.scheme.window.due)
            base = (self._base.read, self._base.inputs, self._base.scheme.window.due)
            self._same[id(draft)] = not draft.each and known == base
        one, other = draft.units[unit], self._base.units[unit]
        if not self._same[id(draft)] or one.asked.facts.keys() != other.asked.facts.keys():
            return False
        if (one.due, one.selected) != (other.due, other.selected):
            return False
        inapplicable = any(o.status is Status.NOT_APPLICABLE for o in evidence.observations)
        return not inapplicable or one.asked.may_not_apply == other.asked.may_not_apply


def fitted(evidence: Evidence, checked: Asked, asked: Asked) -> Evidence:
    """What of the evidence, which was checked for other questions, may be answered to these."""
    refused = set[str]()
    otherwise = {
        name for name in {o.fact for o in evidence.observations} if checked.facts.get(name) != asked.facts.get(name)
    }
    for o in evidence.observations:
        inapplicable = o.status is Status.NOT_APPLICABLE and o.fact not in asked.may_not_apply
        if o.fact in otherwise or inapplicable:
            reader = Reader(asked)
            entry = {"value": o.value, "status": o.status, "time": o.time, "source": o.source}
            reader.entry(o.fact, o.part, entry, (o.fact,))
            refused |= {o.fact} if reader.problems else set()
    whole = Reader(asked)
    whole.observations += [o for o in evidence.observations if o.fact not in refused]
    whole.check_whole(())
    refused |= {problem.path[-1] for problem in whole.problems}
    return Evidence.checked(evidence.unit, tuple(o for o in evidence.observations if o.fact not in refused), asked)


def _held(settled: Settled, name: str, slots: Sequence[int]) -> Held:
    answer = settled.answers.get(name)
    boxes = settled.boxes(answer) if answer is not None and answer.open else []
    return Held(tuple((slot, settled.range(slot)) for slot in slots), tuple(tuple(box.items()) for box in boxes))
