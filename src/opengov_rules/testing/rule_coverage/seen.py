"""One unit's evidence as the tests of targets see it: every slot's values, and each answer."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from ...compiler import FLAGS, CompiledRubric, HitPlan
from ...compiler.slots import SlotTable
from ...evidence import Evidence, Observation, Status
from ...formula import Formula, Range, evaluate_range
from ...settling import Answer, Settled
from ...sheets import Sheet


class StageRanges(Mapping[str, Range]):
    """The range of every stage, worked out when it is asked for."""

    def __init__(self, stages: Mapping[str, Formula], slots: Mapping[int, Range]) -> None:
        self._stages, self._slots = stages, slots
        self._found: dict[str, Range] = {}

    def __getitem__(self, name: str) -> Range:
        if name not in self._found:
            self._found[name] = evaluate_range(self._stages[name], self._slots, self)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stages)

    def __len__(self) -> int:
        return len(self._stages)


class Seen:
    """One unit's evidence under a rubric; of a node that is evaluated for every asset also each asset by itself."""

    def __init__(self, sheet: Sheet, evidence: Evidence, table: SlotTable) -> None:
        self.evidence = evidence
        self._sheet, self._table = sheet, table

    @cached_property
    def _settled(self) -> Settled:
        return self._sheet.settled(self.evidence)

    @property
    def answers(self) -> Mapping[str, Answer]:
        return self._settled.answers

    def truth(self, formula: Formula) -> bool:
        """Whether a condition surely holds."""
        return self.range(formula).low == 1

    def range(self, formula: Formula) -> Range:
        return evaluate_range(formula, self._box, self._stages)

    def observed(self, facts: tuple[str, ...]) -> Iterator[Observation]:
        """What was found of these facts."""
        return (observation for fact in facts for observation in self.evidence[fact])

    def hits(self, plan: HitPlan, table: SlotTable, holds: Formula) -> bool:
        """Whether a condition on the facts of one asset surely holds for some asset."""
        found = list(self.observed(plan.facts))
        parts = dict.fromkeys(o.part for o in found if o.part)
        boxes = ({o.fact: o for o in found if o.part in ("", part)} for part in parts)
        return any(evaluate_range(holds, _box_of_asset(self._sheet.compiled, table, box), {}).low == 1 for box in boxes)

    def assets(self, code: str) -> Mapping[str, tuple[Sheet, Evidence]]:
        """Every asset for which a node is evaluated by itself."""
        return self._sheet.parts(self.evidence, code)

    @cached_property
    def _box(self) -> dict[int, Range]:
        compiled = self._sheet.compiled
        box = self._settled.ranges()
        for (name, part), slot in self._table.slots.items():
            if slot >= len(compiled.slots) and name in self.answers:
                answer = self.answers[name]
                if part in FLAGS:
                    holds = answer.status in (Status.OBSERVED, Status.NOT_ASSESSED)
                    applies = answer.status is not Status.NOT_APPLICABLE
                    box[slot] = Range.point(Fraction(holds if part == "answered" else applies))
                else:
                    low, high = answer.ends[-1 if part in ("misses", "number") else 0]
                    box[slot] = Range(Fraction(low), None if high is None else Fraction(high))
        return box

    @cached_property
    def _stages(self) -> StageRanges:
        return StageRanges(self._sheet.compiled.stages, self._box)


def _box_of_asset(compiled: CompiledRubric, table: SlotTable, found: Mapping[str, Observation]) -> dict[int, Range]:
    """The slots of one asset; what nobody looked at may be anything."""
    box = dict(table.domains)
    for (name, part), slot in table.slots.items():
        observation = found.get(name)
        if observation is not None and part == "value" and observation.value is not None:
            box[slot] = Range.point(Fraction(compiled.asked.facts[name].encode(observation.value)[0]))
        elif observation is not None and part == "answered":
            box[slot] = Range.point(Fraction(observation.status is Status.OBSERVED))
    return box
