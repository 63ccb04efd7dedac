"""Hypothesis strategies over a program: answers, evidence, its completions, and pairs with one more fault.

Everything drawn is accepted by the program; nothing is filtered. Numbers are drawn as whole steps, and values next to
the constants of the rules are favoured, because that is where scores change.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypeAlias

from attrs import Factory, frozen
from hypothesis import strategies as st

from ..answers import Asked, Reader
from ..compiler import CompiledRubric, reads, watching
from ..conditions import Compared, Condition, Constant, Curve, Excess, FactSum, Quantity, Steps, facts_of, walk
from ..evidence import Evidence, Observation, Sample, Status
from ..facts import Fact, FactType
from ..formula import Sign
from ..points import LIMIT, as_number
from ..program import Program
from ..rules import Deduct, PerEvent
from ..scheme import Indicator

Plain: TypeAlias = dict[str, Any]
"""Answers as `Program.score` takes them: fact → value, entry with a status, or asset → value or entry."""

ASSETS: Final = tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
_DAYS: Final = (dt.date(2020, 1, 1), dt.date(2023, 12, 31))
_COARSE: Final = Fraction(1, 100)


def facts(program: Program, unit: str) -> st.SearchStrategy[Plain]:
    """Plain answers to everything that is asked of a unit, all of them observed.

    A count is an int, another number a Decimal (or a Fraction where it has none), a sample `{"drawn": 3, "hits": 2}`;
    a fact asked per asset is a dict of one to three assets, the same for all facts of a kind; a ruling is an entry that
    names its source. A sample that may be derived from facts of its assets is given either by itself or by these.
    Raises `UnknownUnit`.
    """
    return _answers(_Sheet.of(program, unit))


def evidence(
    program: Program,
    unit: str,
    *,
    unknown: bool = False,
    statuses: bool = False,
    completing: Evidence | None = None,
) -> st.SearchStrategy[Evidence]:
    """The `Evidence` of a unit; everything is observed unless a keyword says otherwise.

    `unknown`: some facts, or some assets of them, are left out or are `not_assessed`; a sample may also be 0/0 where
    the rule leaves that open. `statuses`: some are `not_submitted`, or `not_applicable` where the scheme says what that
    means, some carry a `time` around the last day for evidence, and closed lists may be left out.

    `completing`: a completion of this evidence instead. Every fact that is open there gets an observed value of its
    domain (`never` included), for the assets that are named there; all else stays. The other keywords are ignored.

    Raises `UnknownUnit`.
    """
    sheet = _Sheet.of(program, unit)
    if completing is not None:
        return _completions(sheet, completing)
    return _answers(sheet, unknown=unknown, statuses=statuses).map(sheet.read)


def one_more_fault(program: Program, unit: str) -> st.SearchStrategy[tuple[Evidence, Evidence, str]]:
    """Two evidences that differ in one fact, and the fact: `(evidence, worse, fact)`.

    The worse one has one more fault of a `deduct` rule, one more event of a `per_event` penalty, or one more of what a
    veto counts; asked per asset, one more of one asset. Everything is observed. Empty (`st.nothing()`) where the
    rubric has no such fact. Raises `UnknownUnit`.
    """
    sheet = _Sheet.of(program, unit)
    countable = [name for name in sheet.faults() if sheet.room(sheet.asked.facts[name])]
    return _pairs(sheet, countable) if countable else st.nothing()


@frozen
class _Sheet:
    """What is asked of one unit, and the numbers of the rules that its answers are compared with."""

    unit: str
    compiled: CompiledRubric
    asked: Asked
    due: dt.date | None
    inputs: Mapping[str, tuple[str, ...]]
    """The facts of single assets that a sample is derived from, by sample."""
    edges: Mapping[str, set[Fraction]]
    """The numbers that each fact is compared with."""
    values: Mapping[str, st.SearchStrategy[Any]]
    """One observed answer of each fact."""

    @classmethod
    def of(cls, program: Program, unit: str) -> "_Sheet":
        rubric = program.rubric_of(unit)
        compiled = next(compiled for compiled in program.rubrics if compiled.rubric.id == rubric)
        edges = dict[str, set[Fraction]]()
        for fact, number in _edges(compiled, watching(program.scheme, compiled.rubric)):
            edges.setdefault(fact, set()).add(number)
        asked = program.asked(unit).facts
        return cls(
            unit=program.scheme.roster[unit].name,
            compiled=compiled,
            asked=program.asked(unit),
            due=program.scheme.window.due,
            inputs={name: facts_of(fact.hit_when) for name, fact in asked.items() if fact.hit_when is not None},
            edges=edges,
            values={name: _values(fact, edges.get(name, set())) for name, fact in asked.items()},
        )

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Hypothesis prints attrs classes in full, and a compiled rubric is long."""
        printer.text(f"<{self.unit}>")

    @property
    def whole(self) -> Iterator[Fact]:
        """The facts that are asked of the unit, not of a sample's single assets."""
        inner = {name for names in self.inputs.values() for name in names}
        return (fact for name, fact in self.asked.facts.items() if name not in inner)

    def read(self, answers: Mapping[str, Any]) -> Evidence:
        """Plain answers as evidence."""
        reader = Reader(self.asked)
        reader.answers(answers, (self.unit,))
        return reader.evidence(self.unit)

    def samples(self, per: str) -> list[str]:
        """The samples that are derived from facts of these assets."""
        return [name for name in self.inputs if self.asked.facts[name].per == per]

    def named(self, given: Evidence) -> dict[str, Sequence[str]]:
        """The assets that the evidence names, by kind."""
        found = dict[str, dict[str, None]]()
        for name, fact in self.asked.facts.items():
            if fact.per and fact.type is not FactType.SAMPLE:
                found.setdefault(fact.per, {}).update(dict.fromkeys(o.part for o in given[name] if o.part))
        return {per: tuple(parts) for per, parts in found.items() if parts}

    def faults(self) -> list[str]:
        """The facts of which one more may only lower the total."""
        found = dict[str, None]()
        for node, penalty in _placed(self.compiled.rubric.indicators):
            if isinstance(node.rule, Deduct):
                found |= dict.fromkeys(name for name, _ in node.rule.faults)
            elif isinstance(node.rule, PerEvent) and penalty:
                found |= dict.fromkeys(name for name, _ in node.rule.events)
        for veto, _ in self.compiled.vetoes:
            found |= dict.fromkeys(facts_of(veto.when)) if veto.when is not None else {}
        return [name for name in found if name in self.asked.facts and self.lowers(name)]

    def lowers(self, name: str) -> bool:
        """Whether compile has proved that more of the fact never raises the total."""
        slot = self.compiled.slots.get((name, "value"))
        return slot is not None and self.compiled.signs[slot] is Sign.DOWN

    def room(self, fact: Fact) -> bool:
        """Whether the fact can be counted up by one."""
        if fact.type is FactType.YES_NO:
            return fact.take in ("sum", "count")
        low, high = _limits(fact)
        return fact.type not in (FactType.DATE, FactType.SAMPLE, FactType.SHARE, FactType.CHOICE) and low < high


def _placed(nodes: Iterable[Indicator], penalty: bool = False) -> Iterator[tuple[Indicator, bool]]:
    for node in nodes:
        below = penalty or node.role == "penalty"
        yield from ((body, below) for body in node.bodies)
        yield from _placed(node.children, below)


# Single values ------------------------------------------------------------------------------------


def _edges(compiled: CompiledRubric, watched: Iterable[Condition | Quantity]) -> Iterator[tuple[str, Fraction]]:
    """The numbers that each fact is compared with, and the counts at which a rule is used up."""
    read = list(watched)
    read += [fact.hit_when for fact in compiled.asked.facts.values() if fact.hit_when is not None]
    for node in compiled.rubric.bodies():
        read += [part for _, part in reads(node)]
        if node.points is not None and isinstance(node.rule, Deduct | PerEvent):
            rates = node.rule.faults if isinstance(node.rule, Deduct) else node.rule.events
            yield from ((fact, node.points / rate) for fact, rate in rates)
    for question in (question for part in read for question in walk(part)):
        match question:
            case Compared(_, left, right) | Excess(left, right):
                for one, other in ((left, right), (right, left)):
                    if isinstance(one, FactSum) and isinstance(other, Constant):
                        yield from ((fact, other.value / weight) for fact, weight in one.weights if weight)
            case Curve(FactSum(weights), through):
                yield from ((fact, x.value / weight) for fact, weight in weights if weight for x, _ in through)
            case Steps(FactSum(weights), step):
                yield from ((fact, step.value / weight) for fact, weight in weights if weight)
            case _:
                pass


def _limits(fact: Fact) -> tuple[int, int]:
    """The least and greatest number of steps that one answer may have, `never` left out."""
    low = -(-(fact.min or Fraction(0)) // _step(fact))
    high = fact.max // _step(fact) if fact.max is not None else (LIMIT - 1) // _step(fact)
    return low, high


def _step(fact: Fact) -> Fraction:
    """The step in which answers are drawn."""
    return fact.unit_step if fact.step is not None or fact.type is FactType.COUNT else _COARSE


def _values(fact: Fact, edges: Iterable[Fraction]) -> st.SearchStrategy[Any]:
    """One observed answer, of one asset where the fact is asked per asset."""
    match fact.type:
        case FactType.YES_NO:
            return st.booleans()
        case FactType.CHOICE:
            return st.sampled_from(fact.choices)
        case FactType.SHARE:
            return _shares()
        case FactType.SAMPLE:
            return _samples(fact, fewest=1 if fact.none == "open" else 0)
        case FactType.DATE:
            days = {dt.date.fromordinal(int(edge) + by) for edge in edges for by in (-1, 0, 1)}
            found: st.SearchStrategy[Any] = st.dates(*_DAYS)
            found = st.sampled_from(sorted(days)) | found if days else found
        case _:
            found = _steps(fact, edges).map(lambda steps: _number(fact, steps))
    return found | st.just("never") if fact.never else found


def _steps(fact: Fact, edges: Iterable[Fraction], spare: int = 0) -> st.SearchStrategy[int]:
    """An answer in steps, with `spare` steps left below the greatest."""
    low, high = _limits(fact)
    high -= spare
    wanted = {int(edge // _step(fact)) + by for edge in edges for by in (-1, 0, 1)} | {low, low + 1}
    near = sorted(steps for steps in wanted if low <= steps <= high)
    return st.sampled_from(near) | st.integers(low, min(high, 2 * abs(near[-1]) + 4)) | st.sampled_from([low, high])


def _number(fact: Fact, steps: int) -> object:
    return steps if fact.type is FactType.COUNT else as_number(steps * _step(fact))


def _shares() -> st.SearchStrategy[Any]:
    pairs = st.tuples(st.integers(0, 12), st.integers(0, 12))
    return pairs.map(lambda pair: {"count": min(pair), "of": max(pair)})


def _samples(fact: Fact, fewest: int) -> st.SearchStrategy[Any]:
    draw = fact.draw or 0
    pairs = st.tuples(st.integers(fewest, draw), st.integers(0, draw))
    return pairs.map(lambda pair: {"drawn": pair[0], "hits": min(pair)})


# Answers to everything ----------------------------------------------------------------------------


@st.composite
def _answers(draw: st.DrawFn, sheet: _Sheet, *, unknown: bool = False, statuses: bool = False) -> Plain:
    one = _One(draw, sheet, unknown, statuses)
    answers = Plain()
    for fact in sheet.whole:
        inputs = sheet.inputs.get(fact.name, ())
        if inputs and one.often():
            answers |= one.drawn(fact, inputs)
        elif not (fact.absent and statuses and one.seldom()):
            answer = one.answer(fact)
            if answer is not None:
                answers[fact.name] = answer
    return answers


@frozen
class _One:
    """Draws single answers: observed unless `unknown` or `statuses` allow another state."""

    draw: st.DrawFn
    sheet: _Sheet
    unknown: bool
    statuses: bool
    kinds: dict[str, Sequence[str]] = Factory(dict)
    """The assets of each kind, once they are drawn."""

    def often(self) -> bool:
        return self.draw(st.booleans())

    def seldom(self) -> bool:
        return self.draw(st.integers(0, 5)) == 5

    def answer(self, fact: Fact) -> object:
        """The fact's answer; None to leave it out."""
        if self.unknown and self.often():
            return None if self.often() else {"status": "not_assessed"}
        if self.statuses and self.seldom():
            return self.status(fact)
        if fact.type is FactType.SAMPLE and fact.none == "open" and self.unknown and self.seldom():
            return {"drawn": 0, "hits": 0}
        if fact.per and fact.type is not FactType.SAMPLE:
            parts = {asset: self.part(fact) for asset in self.assets(fact.per) if not self.silent(fact)}
            return parts or None
        return self.observed(fact)

    def assets(self, per: str) -> Sequence[str]:
        """The assets of a kind: those that were named, else a few, as many as are trimmed, no more than are drawn."""
        if per not in self.kinds:
            asked = self.sheet.asked.facts
            fewest = max(2 * fact.trim + 1 for fact in asked.values() if fact.per == per)
            most = min([fewest + 2, *(asked[name].draw or 1 for name in self.sheet.samples(per))])
            self.kinds[per] = ASSETS[: self.draw(st.integers(fewest, max(fewest, most)))]
        return self.kinds[per]

    def silent(self, fact: Fact) -> bool:
        """Whether to leave one asset's answer out."""
        return (self.unknown or (fact.absent and self.statuses)) and self.seldom()

    def part(self, fact: Fact) -> object:
        """The answer of one asset."""
        if self.unknown and self.seldom():
            return {"status": "not_assessed"}
        return self.status(fact) if self.statuses and self.seldom() else self.observed(fact)

    def observed(self, fact: Fact) -> object:
        value = self.draw(self.sheet.values[fact.name])
        entry = {"value": value, "source": "裁定"} if fact.ruled else {"value": value}
        if self.statuses and self.sheet.due is not None and self.seldom():
            return entry | {"time": self.sheet.due + dt.timedelta(days=self.draw(st.integers(0, 1)))}
        return entry if fact.ruled else value

    def status(self, fact: Fact) -> dict[str, str]:
        may = ["not_submitted", "not_applicable"][: 2 if fact.name in self.sheet.asked.may_not_apply else 1]
        return {"status": self.draw(st.sampled_from(may)), **({"source": "裁定"} if fact.ruled else {})}

    def drawn(self, sample: Fact, inputs: Sequence[str]) -> Plain:
        """The facts of a sample's assets, of which the first names them all."""
        found = Plain()
        for name in inputs:
            fact = self.sheet.asked.facts[name]
            if found and self.statuses and self.seldom():
                found[name] = self.status(fact)
                continue
            parts = {asset: self.part(fact) for asset in self.assets(sample.per) if not (found and self.silent(fact))}
            if parts:
                found[name] = parts
        return found


# Completions --------------------------------------------------------------------------------------


@st.composite
def _completions(draw: st.DrawFn, sheet: _Sheet, given: Evidence) -> Evidence:
    one = _One(draw, sheet, unknown=False, statuses=False, kinds=sheet.named(given))
    new = Plain()
    kept = list[Observation]()
    for fact in sheet.whole:
        inputs = sheet.inputs.get(fact.name, ())
        within = [o for name in inputs for o in given[name]]
        parts = tuple(dict.fromkeys(o.part for o in within if o.part))
        if parts and not given[fact.name]:
            for name in inputs:
                kept += _settled(sheet.asked.facts[name], given[name])
                new |= _open_parts(one, sheet.asked.facts[name], given[name], parts)
        elif given[fact.name] or all(o.status is Status.NOT_ASSESSED for o in within):
            kept += _settled(fact, given[fact.name])
            new |= _open(one, fact, inputs, given[fact.name])
        else:
            kept += within
    return Evidence(given.unit, (*kept, *sheet.read(new).observations))


def _settled(fact: Fact, observations: Iterable[Observation]) -> Iterator[Observation]:
    return (o for o in observations if not _is_open(fact, o))


def _is_open(fact: Fact, observation: Observation) -> bool:
    undecided = observation.value == Sample(0, 0) and fact.none == "open"
    return observation.status is Status.NOT_ASSESSED or undecided


def _open(one: _One, fact: Fact, inputs: Sequence[str], observations: Sequence[Observation]) -> Plain:
    """Answers for what is open of a fact; for a sample perhaps by facts of its assets."""
    if not observations and fact.absent:
        return {}
    if fact.per and fact.type is not FactType.SAMPLE:
        return _open_parts(one, fact, observations, one.assets(fact.per))
    if observations and not any(_is_open(fact, o) for o in observations):
        return {}
    if inputs and not observations and len(one.assets(fact.per)) <= (fact.draw or 0) and one.often():
        return one.drawn(fact, inputs)
    return {fact.name: one.answer(fact)}


def _open_parts(one: _One, fact: Fact, observations: Sequence[Observation], assets: Iterable[str]) -> Plain:
    """Values for the assets that have none; a closed list leaves none open that it does not name."""
    seen = {o.part for o in _settled(fact, observations)}
    if fact.absent and not any(o.part == "" for o in observations):
        assets = [o.part for o in observations]
    values = {asset: one.observed(fact) for asset in assets if asset not in seen and "" not in seen}
    return {fact.name: values} if values else {}


# One more -----------------------------------------------------------------------------------------


@st.composite
def _pairs(draw: st.DrawFn, sheet: _Sheet, countable: Sequence[str]) -> tuple[Evidence, Evidence, str]:
    answers = draw(_answers(sheet))
    name = draw(st.sampled_from(countable))
    fact = sheet.asked.facts[name]
    few: Any = False
    more: Any = True
    if fact.type is not FactType.YES_NO:
        steps = draw(_steps(fact, sheet.edges.get(name, ()), spare=1))
        few, more = _number(fact, steps), _number(fact, steps + 1)
    if fact.per:
        asset = draw(st.sampled_from(sorted(answers[name])))
        few, more = answers[name] | {asset: few}, answers[name] | {asset: more}
    return sheet.read(answers | {name: few}), sheet.read(answers | {name: more}), name
