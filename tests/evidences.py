"""Seeded evidence for one unit, close to the constants of its rules, because that is where scores change."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Final

from attrs import Factory, define, evolve, field, frozen

from opengov_rules import Evidence, Observation, Program, Sample, Status
from opengov_rules.conditions import Compared, Condition, Constant, Curve, Excess, FactSum, Quantity, Steps, walk
from opengov_rules.evidence import NEVER, FactValue
from opengov_rules.facts import Fact, FactType
from opengov_rules.rules import Award, Checklist, Deduct, Measure, PerEvent, RatioRule, Table, Tally
from opengov_rules.scheme import Grade, Rubric
from opengov_rules.testing.dice import Dice
from oracle import Form, facts_of, rule_facts

ASSETS: Final = ("甲", "乙", "丙")
SMALL: Final = 16
"""The most values of a domain whose completions are tried one by one."""
COMPLETIONS: Final = 16
"""The most completions of one evidence that are tried."""
_DAYS: Final = (dt.date(2020, 6, 1), dt.date(2021, 6, 15), dt.date(2022, 3, 1))
_BY: Final = (-1, 0, 1)
_SHARES: Final = ((0, 0), (1, 0), (1, 1), (2, 1), (3, 1), (3, 2), (12, 7), (6, 6), (200, 99), (200, 101))
"""Drawn and hits; around a half and a third, and of nothing."""
SPARED: Final = Award | Checklist | Measure | RatioRule | Tally | Table
"""Rules that have a meaning for what does not apply by themselves."""


@frozen
class Found:
    """Evidence, and what is open in it: fact, part and every value of its domain."""

    evidence: Evidence
    open: tuple[tuple[str, str, tuple[FactValue, ...]], ...] = ()

    def completions(self) -> Iterator[Evidence]:
        """“A completion gives every `not_assessed` fact an observed value of its domain, never another status.”"""
        places = {(fact, part) for fact, part, _ in self.open}
        kept = tuple(o for o in self.evidence.observations if (o.fact, o.part) not in places)
        for values in product(*(values for _, _, values in self.open)):
            new = [
                Observation(fact=fact, part=part, value=value, source="裁定")
                for (fact, part, _), value in zip(self.open, values, strict=True)
            ]
            yield Evidence(self.evidence.unit, (*kept, *new))


@frozen(kw_only=True)
class Sheet:
    """What is asked of one unit, and the values of each fact near the constants that it is compared with."""

    unit: str
    form: Form
    facts: Mapping[str, Fact]
    due: dt.date | None
    near: Mapping[str, Sequence[FactValue]]
    sums: Sequence[Compared]
    """Comparisons of more than one fact, for which the last one can be aimed."""
    inputs: Mapping[str, tuple[str, ...]]
    """The facts of assets that a sample may be derived from."""
    may_not_apply: frozenset[str]
    """Facts for which the status has a meaning everywhere."""
    under_evidence: frozenset[str]

    @classmethod
    def of(cls, program: Program, unit: str) -> "Sheet":
        asked, scheme = program.asked(unit), program.scheme
        wanted = program.rubric_of(unit)
        form = Form(scheme, next(r for r in scheme.rubrics if r.id == wanted), unit)
        rubric = form.rubric
        parts = [part for read in _read(rubric, scheme.grades, asked.facts.values()) for part in walk(read)]
        edges = dict[str, set[Fraction]]()
        for fact, edge in (*_edges(parts), *_exhausted(rubric)):
            edges.setdefault(fact, set()).add(edge)
        bare = {
            name
            for place in form.nodes.values()
            if place.policy is None and not isinstance(place.node.rule, SPARED)
            for name in rule_facts(place.node)
        }
        inputs = {f.name: tuple(sorted(facts_of(f.hit_when))) for f in asked.facts.values() if f.hit_when is not None}
        bare |= {name for sample in bare & inputs.keys() for name in inputs[sample]}
        return cls(
            unit=unit,
            form=form,
            facts=asked.facts,
            due=scheme.window.due,
            near={name: _near(fact, edges.get(name, set())) for name, fact in asked.facts.items()},
            sums=[part for part in parts if isinstance(part, Compared) and len(facts_of(part)) > 1],
            inputs=inputs,
            may_not_apply=frozenset(asked.may_not_apply - bare),
            under_evidence=frozenset(form.submitted),
        )

    def roll(self, dice: Dice, *, statuses: bool = False, unknown: bool = False) -> Found:
        """Evidence that answers everything; with `statuses` some is not submitted, not applicable or late, and with
        `unknown` a few facts of small domains are open.
        """
        return _Roll(self, dice, statuses, unknown).found()


@define
class _Roll:
    """One evidence under way."""

    sheet: Sheet
    dice: Dice
    statuses: bool
    unknown: bool
    answers: dict[tuple[str, str], Observation] = Factory(dict)
    open: list[tuple[str, str, tuple[FactValue, ...]]] = Factory(list)
    completions: int = 1
    kinds: dict[str, Sequence[str]] = field(factory=dict)

    def found(self) -> Found:
        inner = {name for names in self.sheet.inputs.values() for name in names}
        for name, fact in self.sheet.facts.items():
            inputs = self.sheet.inputs.get(name, ())
            if inputs and self.dice.chance(2):
                for each in inputs:
                    self.per_asset(self.sheet.facts[each])
            elif name in inner or (fact.absent and not fact.trim and self.dice.chance(3)):
                continue
            elif fact.per and fact.type is not FactType.SAMPLE:
                self.per_asset(fact)
            else:
                self.whole(fact)
        if self.sheet.sums and self.dice.chance(2):
            self.aim(self.dice.one(*self.sheet.sums))
        open_facts = [name for name, part, _ in self.open if not part and not self.sheet.facts[name].absent]
        left_out = {(name, "") for name in open_facts if self.dice.chance(2)}
        observations = tuple(o for place, o in self.answers.items() if place not in left_out)
        return Found(Evidence(self.sheet.unit, observations), tuple(self.open))

    def assets(self, per: str) -> Sequence[str]:
        """The assets of a kind: one to three, never more than a sample draws, and all three where some are trimmed."""
        if any(fact.trim for fact in self.sheet.facts.values() if fact.per == per):
            return ASSETS
        if per not in self.kinds:
            draws = [fact.draw or 1 for name, fact in self.sheet.facts.items() if name in self.sheet.inputs]
            kin = [name for name in self.sheet.inputs if self.sheet.facts[name].per == per]
            most = min([3, *(self.sheet.facts[name].draw or 1 for name in kin)]) if draws else 3
            self.kinds[per] = ASSETS[: self.dice.one(*range(1, most + 1))]
        return self.kinds[per]

    def whole(self, fact: Fact) -> None:
        """One answer of the unit."""
        self.answers[fact.name, ""] = self.observation(fact, "")

    def per_asset(self, fact: Fact) -> None:
        """One answer for each asset, or one status for all of them."""
        status = self.status(fact)
        if status is not None and self.dice.chance(3):
            self.answers[fact.name, ""] = _unseen(fact, "", status)
            return
        for part in self.assets(fact.per):
            if not (fact.absent and not fact.trim and self.dice.chance(4)):
                self.answers[fact.name, part] = self.observation(fact, part)
        if fact.take == "sum" and self.dice.chance(2):
            self.aim_sum(fact)

    def observation(self, fact: Fact, part: str) -> Observation:
        """One answer, observed unless chance has it otherwise."""
        if self.unknown and self.dice.chance(3):
            domain = small_domain(fact)
            if domain and self.completions * len(domain) <= COMPLETIONS:
                self.completions *= len(domain)
                self.open.append((fact.name, part, domain))
                return _unseen(fact, part, Status.NOT_ASSESSED)
        status = self.status(fact)
        if status is not None:
            return _unseen(fact, part, status)
        return evolve(_seen(fact, part, self.value(fact)), time=self.time(fact))

    def status(self, fact: Fact) -> Status | None:
        """Not submitted or not applicable now and then."""
        if not self.statuses or not self.dice.chance(6):
            return None
        if fact.name in self.sheet.may_not_apply and not fact.trim and not self.dice.chance(4):
            return Status.NOT_APPLICABLE
        return Status.NOT_SUBMITTED

    def time(self, fact: Fact) -> dt.date | None:
        """A day around the last one for evidence."""
        if not self.statuses or self.sheet.due is None:
            return None
        rarely = not self.dice.chance(2 if fact.name in self.sheet.under_evidence else 12)
        return None if rarely else self.sheet.due + dt.timedelta(days=self.dice.one(*_BY, -1))

    def value(self, fact: Fact) -> FactValue:
        """A value near an edge, or a small one."""
        return self.dice.one(*self.sheet.near[fact.name])

    # Aiming

    def aim_sum(self, fact: Fact) -> None:
        """The last asset's answer so that the sum comes to an edge or next to it."""
        parts = [part for name, part in self.answers if name == fact.name]
        values = [self.answers[fact.name, part].value for part in parts]
        if fact.type is not FactType.YES_NO and all(isinstance(value, Fraction) for value in values) and parts:
            goal = self.value(fact)
            if isinstance(goal, Fraction):
                rest = sum((value for value in values[:-1] if isinstance(value, Fraction)), Fraction(0))
                self.put(fact.name, parts[-1], goal - rest)

    def aim(self, question: Compared) -> None:
        """One fact of a comparison so that both sides are equal, or one step from it."""
        weights = dict[str, Fraction]()
        goal = Fraction(0)
        for sign, side in ((1, question.left), (-1, question.right)):
            if isinstance(side, Constant):
                goal -= sign * side.value
            elif isinstance(side, FactSum):
                for name, weight in side.weights:
                    weights[name] = weights.get(name, Fraction(0)) + sign * weight
        weights = {name: weight for name, weight in weights.items() if weight}
        values = {name: o.value for name in weights if (o := self.answers.get((name, ""))) is not None}
        numbers = {name: value for name, value in values.items() if isinstance(value, Fraction)}
        if not weights or len(numbers) < len(weights):
            return
        last = self.dice.one(*weights)
        rest = sum((weights[name] * numbers[name] for name in weights if name != last), Fraction(0))
        step = self.sheet.facts[last].unit_step
        self.put(last, "", (goal - rest) / weights[last] + self.dice.one(*_BY) * step)

    def put(self, name: str, part: str, value: Fraction) -> None:
        """The value instead of what was answered, where the fact can hold it."""
        fact = self.sheet.facts[name]
        if _holds(fact, value):
            self.answers[name, part] = evolve(self.answers[name, part], value=value)


def _seen(fact: Fact, part: str, value: FactValue) -> Observation:
    return Observation(fact=fact.name, part=part, value=value, source="裁定" if fact.ruled else "")


def _unseen(fact: Fact, part: str, status: Status) -> Observation:
    return Observation(fact=fact.name, part=part, status=status, source="裁定" if fact.ruled else "")


def _read(rubric: Rubric, grades: Iterable[Grade], facts: Iterable[Fact]) -> Iterator[Condition | Quantity]:
    """Every condition and quantity of the rubric and of grades, those of samples' assets too."""
    for veto in rubric.vetoes:
        yield from (part for part in (veto.when, veto.effect.at_most) if part is not None)
    yield from (fact.hit_when for fact in facts if fact.hit_when is not None)
    for node in rubric.walk():
        own = (node.applies_if, node.weight, node.only_if, node.zero_if, node.excused_if)
        yield from (part for part in own if part is not None)
        if node.rule is not None:
            yield from (part for _, part in node.rule.reads())
    for grade in grades:
        yield from grade.gates if grade.when is None else (grade.when, *grade.gates)


def _edges(parts: Iterable[Condition | Quantity]) -> Iterator[tuple[str, Fraction]]:
    """The constants that each fact is compared with, or at which a quantity turns."""
    for part in parts:
        match part:
            case Compared(_, left, right) | Excess(left, right):
                for side, other in ((left, right), (right, left)):
                    if isinstance(side, FactSum) and isinstance(other, Constant):
                        yield from ((fact, other.value / weight) for fact, weight in side.weights if weight)
            case Curve(FactSum(weights), through):
                yield from ((fact, x.value / weight) for fact, weight in weights for x, _ in through if weight)
            case Steps(FactSum(weights), step):
                yield from ((fact, n * step.value / weight) for fact, weight in weights for n in (1, 2) if weight)
            case _:
                pass


def _exhausted(rubric: Rubric) -> Iterator[tuple[str, Fraction]]:
    """The counts at which a deduction has taken everything, or events have earned it."""
    for node in rubric.walk():
        if node.points is not None and isinstance(node.rule, Deduct | PerEvent):
            rates = node.rule.faults if isinstance(node.rule, Deduct) else node.rule.events
            yield from ((fact, node.points / rate) for fact, rate in rates)


def _holds(fact: Fact, value: Fraction) -> bool:
    """Whether the fact can hold this number."""
    low = fact.min or Fraction(0)
    return low <= value <= (10**5 if fact.max is None else fact.max) and (value / fact.unit_step).denominator == 1


def _near(fact: Fact, edges: set[Fraction]) -> list[FactValue]:
    """Values to choose from; those next to a constant stand twice."""
    match fact.type:
        case FactType.YES_NO:
            return [False, True]
        case FactType.CHOICE:
            return [*fact.choices]
        case FactType.SHARE:
            return [Sample(*pair) for pair in _SHARES]
        case FactType.SAMPLE:
            most = fact.draw or 0
            return [Sample(d, hits) for d in range(1 if fact.none == "open" else 0, most + 1) for hits in range(d + 1)]
        case FactType.DATE:
            days = [dt.date.fromordinal(int(edge) + by) for edge in sorted(edges) for by in _BY]
            found: list[FactValue] = [*_DAYS, *days, *days]
        case _:
            step = fact.unit_step
            at = [edge // step * step + by * step for edge in sorted(edges) for by in _BY]
            low = fact.min or Fraction(0)
            numbers = [*at, *at, low, low + step, *map(Fraction, range(4)), *([fact.max] if fact.max else [])]
            found = [number for number in numbers if _holds(fact, number)] or [low]
    return [*found, *([NEVER] * (1 + len(found) // 6) if fact.never else [])]


def small_domain(fact: Fact) -> tuple[FactValue, ...]:
    """Every value that the fact may be observed to have; empty where they are too many."""
    match fact.type:
        case FactType.YES_NO:
            return (False, True)
        case FactType.CHOICE:
            return fact.choices
        case FactType.DATE | FactType.SHARE:
            return ()
        case FactType.SAMPLE:
            return tuple(value for value in _near(fact, set()) if isinstance(value, Sample))
        case _:
            low = fact.min or Fraction(0)
            if fact.max is None or (fact.max - low) / fact.unit_step >= SMALL:
                return ()
            steps = range(int((fact.max - low) / fact.unit_step) + 1)
            return (*(low + n * fact.unit_step for n in steps), *((NEVER,) if fact.never else ()))
