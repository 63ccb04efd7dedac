"""From evidence to integers: folds, late and missing answers, derived samples, and the ends of what is still open."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import evolve, field, frozen

from .compiler import CompiledRubric, HitPlan, UnitRubric
from .evidence import Evidence, Observation, Sample, Status
from .facts import Fact, FactType, show_value
from .formula import FAR, Range, Sign, evaluate_range
from .words import Language


@frozen(kw_only=True)
class Answer:
    """A fact as scoring sees it: the least and greatest integer of each of its slots, and how it was answered.

    `ends` of a sample are hits and misses. `open` names the parts that nobody looked at yet ("" for the whole fact).
    """

    fact: Fact
    ends: tuple[tuple[int, int | None], ...]
    status: Status
    late: bool = False
    open: tuple[str, ...] = ()
    observations: tuple[Observation, ...] = ()

    def show(self, lang: Language) -> str:
        """The answer in words; of assets, each by its name."""
        if self.fact.type is FactType.SAMPLE and any(o.part for o in self.observations):
            (hits, _), (misses, _) = self.ends
            return f"{hits}/{hits + misses}"
        if self.status is not Status.OBSERVED and not any(o.part for o in self.observations):
            return _STATUS[lang][self.status]
        colon = ":" if lang == "zh" else ": "
        texts = [
            (f"{o.part}{colon}" if o.part else "")
            + (_STATUS[lang][o.status] if o.value is None else show_value(o.value, lang))
            for o in self.observations
        ]
        unit = self.fact.measure if len(texts) == 1 and texts[0][-1:].isdigit() else ""
        return ("、" if lang == "zh" else ", ").join(texts) + unit if texts else "0"


NONE_READY: Final[Mapping[str, Answer]] = {}
_NOT_ASKED: Final = Answer(fact=Fact(name="", type=FactType.YES_NO), ends=((0, 0), (0, 0)), status=Status.NOT_SUBMITTED)
"""A fact that only other units are asked."""

_STATUS: Final[Mapping[Language, Mapping[Status, str]]] = {
    "zh": {
        Status.NOT_SUBMITTED: "未报送",
        Status.NOT_ASSESSED: "未检查",
        Status.NOT_APPLICABLE: "不适用",
    },
    "en": {
        Status.NOT_SUBMITTED: "not submitted",
        Status.NOT_ASSESSED: "not assessed",
        Status.NOT_APPLICABLE: "not applicable",
    },
}


@frozen
class Settled:
    """One unit's evidence as slots: the ends that favour and disfavour it, and the slots without a limit."""

    compiled: CompiledRubric = field(repr=False)
    unit: UnitRubric = field(repr=False)
    answers: Mapping[str, Answer]
    best: tuple[int, ...]
    worst: tuple[int, ...]
    far: frozenset[int] = frozenset()

    @property
    def known(self) -> bool:
        """Whether every fact is decided."""
        return self.best == self.worst

    @cached_property
    def mixed(self) -> bool:
        """Whether something open may move the total both ways, so that its ends must be searched for."""
        return any(
            a != b and self.compiled.signs[slot] is Sign.MIXED
            for slot, (a, b) in enumerate(zip(self.best, self.worst, strict=True))
        ) or any(self._is_tangled(answer) for answer in self.answers.values())

    def alternatives(self) -> Iterator[dict[int, Range]]:
        """Boxes of slots that together hold all answers: more than one where an open fact's answers are no box.

        That is a sample whose hits and misses both help or both hurt (more of one leave less room for the other), and a
        fact whose `never` lies beyond its greatest number.
        """
        boxes: list[dict[int, Range]] = [{}]
        for answer in self.answers.values():
            parts = self.boxes(answer)
            boxes = [box | part for box in boxes for part in parts] if parts else boxes
        return ({**self.ranges(), **box} for box in boxes)

    def boxes(self, answer: Answer) -> list[dict[int, Range]]:
        """Boxes of one fact's slots that together hold all its answers; none where a single one does."""
        return list(self._boxes(answer))

    def _boxes(self, answer: Answer) -> Iterator[dict[int, Range]]:
        fact, slots = answer.fact, self.compiled.slots
        if self._is_tangled(answer):
            (few, many), (least, _) = answer.ends
            drawn = (many or few) + least
            for hits in range(few, (many or few) + 1):
                # All of a sample's assets are known by name where it is derived; else fewer may be drawn.
                for misses in [drawn - hits] if answer.open != ("",) else range(drawn - hits + 1):
                    if hits or misses or fact.none in ("", "zero"):
                        at = {slots[fact.name, "hits"]: hits, slots[fact.name, "misses"]: misses}
                        yield {slot: Range.point(Fraction(value)) for slot, value in at.items()}
        elif answer.open and fact.never and fact.max is not None and fact.take is None:
            slot = slots.get((fact.name, "value"))
            low, never = fact.answer_domain()
            if slot is not None and never is not None:
                yield {slot: Range(Fraction(low), fact.max / fact.unit_step)}
                yield {slot: Range.point(Fraction(never))}

    def _is_tangled(self, answer: Answer) -> bool:
        """Whether a sample is open of which hits and misses do not move everything opposite ways."""
        name, slots = answer.fact.name, self.compiled.slots
        if (
            answer.fact.type is not FactType.SAMPLE
            or not answer.open
            or (name, "hits") not in slots
            or (name, "misses") not in slots
        ):
            return False
        hits, misses = self.compiled.signs[slots[name, "hits"]], self.compiled.signs[slots[name, "misses"]]
        return hits is not None and misses is not None and (hits is misses or Sign.MIXED in (hits, misses))

    def further(self, end: tuple[int, ...]) -> tuple[int, ...]:
        """The same end with everything unlimited twice as far: what still differs there has no limit."""
        return tuple(2 * value if slot in self.far and value == FAR else value for slot, value in enumerate(end))

    def ranges(self) -> dict[int, Range]:
        """The values that each slot may still take."""
        return {slot: self.range(slot) for slot in range(len(self.best))}

    def range(self, slot: int) -> Range:
        """The values that one slot may still take."""
        a, b = self.best[slot], self.worst[slot]
        return Range(Fraction(min(a, b)), None if slot in self.far else Fraction(max(a, b)))


def settle(
    compiled: CompiledRubric,
    unit: UnitRubric,
    evidence: Evidence,
    due: dt.date | None,
    ready: Mapping[str, Answer] = NONE_READY,
) -> Settled:
    """The evidence of one unit as slots. Facts without an observation are open, unless they declare `absent`.

    `ready` are answers reckoned elsewhere: of nodes that are evaluated for every asset, and from all units together.
    """
    assets = assets_of(unit, evidence)
    deadline = _Deadline(due, unit.due)
    answers = {
        name: _answer(compiled, fact, evidence, deadline, assets)
        for name, fact in compiled.read.items()
        if (fact.of or name) in unit.asked.facts and (name not in ready or (evidence[name] and not fact.of))
    }
    answers |= {name: answer for name, answer in ready.items() if name not in answers}
    best, worst, far = list[int](), list[int](), set[int]()
    for (name, part), slot in compiled.slots.items():
        answer = answers.get(name, _NOT_ASKED)
        match part:
            case "selected":
                low = high = int(name in unit.selected)
            case "answered":
                low = high = int(answer.status in (Status.OBSERVED, Status.NOT_ASSESSED))
            case "applicable":
                low = high = int(answer.status is not Status.NOT_APPLICABLE)
            case _:
                # Another version of the rubric in the same graph may ask for a fact in more parts.
                low, end = answer.ends[-1 if part in ("misses", "number") else 0]
                high = FAR if end is None else end
                if end is None:
                    far.add(slot)
        up = compiled.signs[slot] is not Sign.DOWN
        best.append(high if up else low)
        worst.append(low if up else high)
    return Settled(compiled, unit, answers, tuple(best), tuple(worst), frozenset(far))


def folds_of(
    facts: Mapping[str, Fact], compiled: CompiledRubric, unit: UnitRubric, evidence: Evidence, due: dt.date | None
) -> dict[str, Answer]:
    """Those of these facts that are folds of other facts' answers, over all assets."""
    deadline, known = _Deadline(due, unit.due), assets_of(unit, evidence)
    return {
        name: _answer(compiled, fact, evidence, deadline, known)
        for name, fact in facts.items()
        if fact.of and fact.of in unit.asked.facts
    }


def assets_of(unit: UnitRubric, evidence: Evidence) -> Mapping[str, tuple[str, ...]]:
    """The assets of each kind (账号, 网站): every part that some fact asked per that kind names."""
    found = dict[str, dict[str, None]]()
    for name, fact in unit.asked.facts.items():
        if fact.per and fact.type is not FactType.SAMPLE:
            found.setdefault(fact.per, {}).update(dict.fromkeys(o.part for o in evidence[name] if o.part))
    return {per: tuple(parts) for per, parts in found.items()}


def _answer(
    compiled: CompiledRubric,
    fact: Fact,
    evidence: Evidence,
    deadline: "_Deadline",
    assets: Mapping[str, tuple[str, ...]],
) -> Answer:
    observations = evidence[fact.of or fact.name]
    plan = compiled.derived.get(fact.name)
    if plan is not None and not observations:
        inputs = [o for name in plan.facts for o in evidence[name]]
        if inputs:
            return _derived(compiled, fact, plan, inputs, deadline)
    if fact.take is not None:
        observations = _per_asset(fact, observations, assets.get(fact.per, ()))
    if not observations:
        if fact.absent:
            return Answer(fact=fact, ends=_none(fact), status=Status.OBSERVED)
        return Answer(fact=fact, ends=fact.open_ends(), status=Status.NOT_ASSESSED, open=("",))
    late = deadline.passed(fact.name, observations)
    statuses = {Status.NOT_SUBMITTED if late else o.status for o in observations}
    if Status.NOT_SUBMITTED in statuses or statuses == {Status.NOT_APPLICABLE}:
        status = Status.NOT_SUBMITTED if Status.NOT_SUBMITTED in statuses else Status.NOT_APPLICABLE
        return Answer(fact=fact, ends=_none(fact), status=status, late=late, observations=observations)
    counted = [o for o in observations if o.status is not Status.NOT_APPLICABLE]
    if fact.take is None or not counted[0].part:
        return _single(fact, counted[0])
    if fact.too_few(len(counted)):
        ends = fact.open_ends()
        return Answer(fact=fact, ends=ends, status=Status.NOT_ASSESSED, open=("",), observations=observations)
    unseen = tuple(o.part for o in counted if o.status is Status.NOT_ASSESSED)
    status = Status.NOT_ASSESSED if unseen else Status.OBSERVED
    ends = fact.fold_ends([_ends(fact, observation) for observation in counted])
    return Answer(fact=fact, ends=ends, status=status, open=unseen, observations=observations)


def _per_asset(fact: Fact, observations: Sequence[Observation], assets: Sequence[str]) -> tuple[Observation, ...]:
    """One observation for each asset; or the status of the whole fact, where evidence gives one.

    An asset that other facts of the kind name and this one leaves out is not assessed, or none of a closed list.
    """
    whole = tuple(o for o in observations if not o.part and o.status is not Status.NOT_ASSESSED)
    if whole:
        return whole
    named = {o.part: o for o in observations if o.part}
    unseen = tuple(o for o in observations if not o.part)
    silent = Observation(fact=fact.name, status=Status.NOT_ASSESSED)
    if fact.absent and not unseen:
        none = False if fact.type is FactType.YES_NO else Fraction(0)
        silent = Observation(fact=fact.name, value=none)
    return tuple(named.get(asset) or evolve(silent, part=asset) for asset in assets) or unseen


def _none(fact: Fact) -> tuple[tuple[int, int | None], ...]:
    return tuple((0, 0) for _ in fact.parts)


def _single(fact: Fact, observation: Observation) -> Answer:
    value = observation.value
    nothing = isinstance(value, Sample) and value.drawn == 0 and fact.none == "open"
    if value is None or nothing:
        return Answer(
            fact=fact, ends=fact.open_ends(), status=Status.NOT_ASSESSED, open=("",), observations=(observation,)
        )
    ends = tuple((code, code) for code in fact.encode(value))
    return Answer(fact=fact, ends=ends, status=Status.OBSERVED, observations=(observation,))


@frozen
class _Deadline:
    """The last day for submissions, and the facts that it concerns."""

    day: dt.date | None
    facts: frozenset[str]

    def passed(self, name: str, observations: Sequence[Observation]) -> bool:
        """Whether a submission came after it."""
        return (
            self.day is not None
            and name in self.facts
            and any(o.status is Status.OBSERVED and o.time is not None and o.time > self.day for o in observations)
        )


def _ends(fact: Fact, observation: Observation) -> tuple[int, int | None]:
    if observation.value is None:
        return fact.answer_domain()
    (code,) = fact.encode(observation.value)
    return code, code


def _derived(
    compiled: CompiledRubric, fact: Fact, plan: HitPlan, inputs: Sequence[Observation], deadline: "_Deadline"
) -> Answer:
    """A sample from the facts of its assets: each asset is a hit, a miss, or still open."""
    late = deadline.passed(fact.name, inputs)
    if late:
        inputs = [
            evolve(o, status=Status.NOT_SUBMITTED, value=None) if deadline.passed(fact.name, [o]) else o for o in inputs
        ]
    whole = {o.fact: o for o in inputs if not o.part}
    parts = list(dict.fromkeys(o.part for o in inputs if o.part))
    statuses = {o.status for o in inputs}
    if not parts or statuses == {Status.NOT_APPLICABLE}:
        status = Status.NOT_SUBMITTED if Status.NOT_SUBMITTED in statuses else min(statuses, key=lambda s: s.value)
        if status in (Status.NOT_ASSESSED, Status.OBSERVED):
            return Answer(fact=fact, ends=fact.domain(), status=Status.NOT_ASSESSED, open=("",))
        return Answer(fact=fact, ends=_none(fact), status=status, late=late, observations=tuple(inputs))
    sure = possible = 0
    undecided = list[str]()
    for part in parts:
        found = whole | {o.fact: o for o in inputs if o.part == part}
        ranges = _asset_ranges(compiled, plan, found)
        holds = evaluate_range(plan.holds, ranges, {})
        sure += holds.low == 1
        possible += holds.high == 1
        if holds.low != holds.high:
            open_here = [name for name in plan.facts if ranges[plan.slots[name, "value"]].known is None]
            undecided += [f"{name}({part})" for name in tuple(_telling(plan, ranges, open_here)) or open_here]
    return Answer(
        fact=fact,
        ends=((sure, possible), (len(parts) - possible, len(parts) - sure)),
        status=Status.NOT_ASSESSED if undecided else Status.OBSERVED,
        late=late,
        open=tuple(undecided),
        observations=tuple(inputs),
    )


def _telling(plan: HitPlan, ranges: Mapping[int, Range], names: Sequence[str]) -> Iterator[str]:
    """The open facts of an asset whose answer, by itself, can change whether it is a hit."""
    for name in names:
        slot = plan.slots[name, "value"]
        ends = (Range(ranges[slot].low, ranges[slot].low), Range(ranges[slot].high, ranges[slot].high))
        lowest, highest = (evaluate_range(plan.holds, {**ranges, slot: end}, {}) for end in ends)
        if lowest != highest:
            yield name


def _asset_ranges(compiled: CompiledRubric, plan: HitPlan, found: Mapping[str, Observation]) -> dict[int, Range]:
    ranges = dict[int, Range]()
    for (name, part), slot in plan.slots.items():
        fact = compiled.asked.facts[name]
        observation = found.get(name)
        if observation is None and fact.absent:
            ranges[slot] = Range.point(Fraction(part != "value"))
        elif part == "value":
            low, high = fact.answer_domain() if observation is None else _ends(fact, observation)
            ranges[slot] = Range(Fraction(low), None if high is None else Fraction(high))
        else:
            given = observation is None or observation.status in (Status.OBSERVED, Status.NOT_ASSESSED)
            ranges[slot] = Range.point(Fraction(given))
    return ranges
