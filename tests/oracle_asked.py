"""What the oracle asks of one unit, and the unit's answers: settled fact by fact, over fractions."""

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from attrs import evolve

from opengov_rules.conditions import Condition, NodeResult
from opengov_rules.evidence import Evidence, FactValue, Never, Observation, Sample, Status
from opengov_rules.facts import Fact, FactType
from opengov_rules.rules import (
    Award,
    Checklist,
    Deduct,
    Judged,
    Measure,
    PerEvent,
    Printed,
    RatioRule,
    Rule,
    SampleRule,
    Table,
    Tally,
    Tiers,
    Unstated,
)
from opengov_rules.scheme import Indicator, NotApplicable, Role, Rubric, Scheme
from opengov_rules.units import Unit
from oracle_quantities import (
    BEYOND,
    ZERO,
    Answer,
    Given,
    Number,
    Question,
    Truth,
    facts_of,
    question_truth,
    questions_of,
    truth,
)

# The rubric as it stands for a unit


def body(node: Indicator, unit: Unit) -> Indicator:
    """“A leaf or subtree may have `variant`s by unit or kind, exactly one of which must match”; units that none names
    get the leaf without a clause, where `otherwise` says so.
    """
    names = {unit.name, *unit.aliases}
    found = [variant for variant in node.variants if unit.kind in variant.kinds or names & {*variant.units}]
    if not found and node.otherwise is not None:
        found = [node.otherwise]
    if len(found) != 1:
        raise ValueError(f"{len(found)} variants of {node.code} are for {unit.name}")
    return evolve(found[0], role=node.role)


def as_it_stands(node: Indicator, unit: Unit) -> Indicator:
    """The node for this unit, with everything below it."""
    if node.variants:
        return body(node, unit)
    children = tuple(as_it_stands(child, unit) for child in node.children)
    return node if children == node.children else evolve(node, children=children)


def rubric_for(scheme: Scheme, rubric: Rubric, unit: str) -> Rubric:
    """The rubric as it stands for one unit: without variants."""
    who = scheme.roster[unit]
    return evolve(rubric, indicators=tuple(as_it_stands(top, who) for top in rubric.indicators))


class Placed(NamedTuple):
    """A node with what it inherits."""

    node: Indicator
    role: Role
    policy: NotApplicable | None
    needs_evidence: bool


def placed(
    nodes: Iterable[Indicator],
    role: Role | None = None,
    policy: NotApplicable | None = None,
    needs_evidence: bool = False,
) -> Iterator[Placed]:
    """All nodes, in the notice's order."""
    for node in nodes:
        here = Placed(
            node,
            role or node.role or "base",
            node.not_applicable if node.not_applicable is not None else policy,
            node.needs_evidence if node.needs_evidence is not None else needs_evidence,
        )
        yield here
        yield from placed(node.children, here.role, here.policy, here.needs_evidence)


def needed_facts(leaf: Indicator) -> set[str]:
    """The facts without which the leaf is worth 0 when they were not submitted."""
    match leaf.rule:
        case Deduct() as rule:
            return {fact for fact, _ in rule.faults}
        case Tiers() as rule:
            return facts_of(*(limit.when for limit in rule.limits))
        case Judged() as rule:
            return {rule.fact} | facts_of(rule.full_if)
        case SampleRule() | Printed() as rule:
            return {rule.fact}
        case Unstated():
            return {leaf.code}
        case _:
            return set()


def rule_facts(leaf: Indicator) -> set[str]:
    """All the facts that the leaf's rule reads."""
    match leaf.rule:
        case Award() as rule:
            return facts_of(rule.when)
        case Checklist() as rule:
            return facts_of(*(part.when for part in rule.parts))
        case PerEvent() as rule:
            return {fact for fact, _ in rule.events}
        case Measure() as rule:
            return facts_of(rule.value)
        case RatioRule() as rule:
            return facts_of(rule.part, rule.whole)
        case Tally() as rule:
            return facts_of(rule.start, *(part for entry in rule.entries for part in (entry.count, entry.when)))
        case Table() as rule:
            return {rule.rows, rule.columns}
        case _:
            return needed_facts(leaf)


def leaf_facts(leaf: Indicator) -> set[str]:
    """All the facts that a leaf reads, by its rule and by its own conditions."""
    own = (leaf.applies_if, leaf.weight, leaf.only_if, leaf.zero_if, leaf.excused_if)
    return rule_facts(leaf) | facts_of(*own)


def choices_of(rules: Iterable[Rule | None]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of the choices that tables name, in their order."""
    for rule in rules:
        if isinstance(rule, Table):
            yield rule.rows, tuple(rule.cells)
            yield rule.columns, tuple(dict.fromkeys(column for row in rule.cells.values() for column in row))


class Form:
    """What one unit is asked and how it counts, whatever is found."""

    def __init__(self, scheme: Scheme, rubric: Rubric, unit: str) -> None:
        self.unit = scheme.roster[unit]
        self.rubric = rubric_for(scheme, rubric, unit)
        self.grades = scheme.grades
        self.due = scheme.window.due
        self.nodes = {place.node.code: place for place in placed(self.rubric.indicators)}
        self.read = {code: leaf_facts(place.node) for code, place in self.nodes.items()}
        self.needed = {code: needed_facts(place.node) for code, place in self.nodes.items()}
        self.above = {child.code: place.node for place in self.nodes.values() for child in place.node.children}
        self.facts = {fact.name: fact for fact in scheme.facts}
        self.choices = dict(choices_of(place.node.rule for place in self.nodes.values()))
        self.choices |= {fact.name: fact.choices for fact in scheme.facts if fact.choices}
        self.hit_when = {fact.name: fact.hit_when for fact in scheme.facts if fact.hit_when is not None}
        self.per = {fact.name: fact.per for fact in scheme.facts if fact.per and fact.type is not FactType.SAMPLE}
        for rule in (place.node.rule for place in self.nodes.values()):
            if isinstance(rule, SampleRule) and rule.when is not None:
                self.hit_when[rule.fact] = rule.when
                self.per |= dict.fromkeys(facts_of(rule.when), rule.per)
        under_evidence = [place.node for place in self.nodes.values() if place.needs_evidence]
        self.submitted = {fact for leaf in under_evidence if not leaf.children for fact in self.read[leaf.code]}
        self.submitted |= {fact for name in self.submitted for fact in facts_of(self.hit_when.get(name))}
        self.submitted -= self.nodes.keys()  # a ruling, named by its node's code, has no last day


# Answers


def as_number(value: FactValue | None, words: tuple[str, ...] = ()) -> Fraction:
    """Yes is 1 and no is 0, a date is its day number, a word its place, never is beyond everything."""
    match value:
        case bool():
            return Fraction(int(value))
        case Fraction():
            return value
        case dt.date():
            return Fraction(value.toordinal())
        case str():
            return Fraction(words.index(value))
        case Never():
            return BEYOND
        case _:
            raise ValueError(f"{value!r} is not a number")


def fold(fact: Fact | None, values: list[Fraction]) -> Number:
    """The answers of all parts as one number; None for the mean of none."""
    match None if fact is None else fact.take:
        case "sum":
            return sum(kept(fact, values), ZERO)
        case "mean":
            counted = kept(fact, values)
            return sum(counted, ZERO) / len(counted) if counted else None
        case "median":
            ordered, half = sorted(values), len(values) // 2
            return (ordered[half] + ordered[len(values) - 1 - half]) / 2
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "count":
            return Fraction(sum(value != 0 for value in values))
        case "distinct":
            return Fraction(len({*values}))
        case None:
            if len(values) != 1:
                raise ValueError(f"{len(values)} answers, and no way declared to make them one")
            return values[0]


def kept(fact: Fact | None, values: list[Fraction]) -> list[Fraction]:
    """Those that count in a sum or mean: not the greatest and least to be left out; of the others the best."""
    if fact is None:
        return values
    if fact.trim and len(values) <= 2 * fact.trim:
        raise ValueError(f"too few answers of {fact.name} to leave out the greatest and the least: it is still open")
    ordered = sorted(values)[fact.trim : len(values) - fact.trim]
    return ordered if fact.best is None else ordered[::-1][: fact.best]


class Answers:
    """One unit's evidence, asked fact by fact. What came late counts as not submitted."""

    def __init__(self, form: Form, evidence: Evidence) -> None:
        self.form = form
        self.evidence = evidence
        self.known = dict[str, Answer]()

    def status(self, observation: Observation) -> Status:
        """The observation's status, after the last day for evidence."""
        known = observation.status is not Status.NOT_ASSESSED
        due = self.form.due
        late = due is not None and observation.time is not None and observation.time > due
        needed = observation.fact in self.form.submitted
        return Status.NOT_SUBMITTED if known and late and needed else observation.status

    def absent(self, fact: str) -> bool:
        """Whether the fact is a closed list, so that not named means none."""
        return fact in self.form.facts and self.form.facts[fact].absent

    def __call__(self, fact: str) -> Answer:
        """The fact's answer, of all its parts together; worked out once."""
        if fact not in self.known:
            self.known[fact] = self.work_out(fact)
        return self.known[fact]

    def work_out(self, fact: str) -> Answer:
        """The fact's answer from its observations, or from their absence."""
        found = (*self.evidence[fact], *self.silent(fact))
        if not found:
            return self.unnamed(fact)
        statuses = {self.status(observation) for observation in found}
        if Status.NOT_SUBMITTED in statuses:  # whatever the others turn out to be
            return Status.NOT_SUBMITTED
        if Status.NOT_ASSESSED in statuses:
            raise ValueError(f"{fact} is not assessed")
        values = [o.value for o in found if self.status(o) is Status.OBSERVED]
        if len(values) == 1 and isinstance(values[0], Sample):
            return self.drawn(fact, values[0])
        numbers = [self.number(fact, value) for value in values]
        return fold(self.form.facts.get(fact), numbers) if numbers else Status.NOT_APPLICABLE

    def number(self, fact: str, value: FactValue | None) -> Fraction:
        """One answer's number."""
        return as_number(value, self.form.choices.get(fact, ()))

    def drawn(self, fact: str, found: Sample) -> Answer:
        """A sample as it is; a share as the number that it is, if it is a share of anything."""
        if fact not in self.form.facts or self.form.facts[fact].type is not FactType.SHARE:
            return found
        return Fraction(found.hits, found.drawn) if found.drawn else None

    def silent(self, fact: str) -> Iterator[Observation]:
        """Observations for the assets that this fact leaves out and another fact of the same kind of asset names."""
        own = self.form.facts.get(fact)
        if own is None or own.take is None or any(not o.part for o in self.evidence[fact]):
            return
        kin = [name for name, per in self.form.per.items() if per == own.per]
        assets = dict.fromkeys(o.part for name in kin for o in self.evidence[name] if o.part)
        for asset in assets:
            if all(o.part != asset for o in self.evidence[fact]):
                if own.absent:
                    yield Observation(fact=fact, part=asset, value=ZERO)
                else:
                    yield Observation(fact=fact, part=asset, status=Status.NOT_ASSESSED)

    def unnamed(self, fact: str) -> Answer:
        """A fact that evidence does not name: none of a closed list, or a sample that its items tell."""
        if fact in self.form.hit_when:
            condition = self.form.hit_when[fact]
            items = [o for name in facts_of(condition) for o in self.evidence[name]]
            if items and all(self.status(item) is Status.NOT_APPLICABLE for item in items):
                return Status.NOT_APPLICABLE
            parts = {item.part for item in items if item.part}
            if parts:
                return Sample(len(parts), sum(self.is_hit(condition, part) for part in parts))
            if any(self.status(item) is Status.NOT_SUBMITTED for item in items):
                return Status.NOT_SUBMITTED
        if self.absent(fact):
            own = self.form.facts[fact]
            nothing = None if own.type is FactType.SHARE or own.take == "mean" else ZERO
            return Sample(0, 0) if own.type is FactType.SAMPLE else nothing
        raise ValueError(f"{fact} is not assessed")

    def of_part(self, fact: str, part: str) -> Answer | None:
        """The fact's answer for one part, or for all of them together; None while it is not assessed."""
        for observation in sorted(self.evidence[fact], key=lambda observation: observation.part, reverse=True):
            if observation.part in (part, ""):
                match self.status(observation):
                    case Status.OBSERVED:
                        return self.number(fact, observation.value)
                    case Status.NOT_ASSESSED:
                        return None
                    case status:
                        return status
        return ZERO if self.absent(fact) else None

    def is_hit(self, condition: Condition, part: str) -> bool:
        """Whether the condition is definitely true for one part, however its open questions may turn out."""
        questions = questions_of(condition)
        unanswered = [q for q in questions if any(self.of_part(f, part) is None for f in facts_of(q))]
        verdicts = set[bool]()
        for guesses in product((True, False), repeat=len(unanswered)):
            guessed = dict(zip(unanswered, guesses, strict=True))
            known = {q: self.of_question(q, part) for q in questions if q not in guessed}
            verdicts.add(truth(condition, {**known, **guessed}.__getitem__) is True)
        if len(verdicts) > 1:
            raise ValueError(f"{part} is not assessed")
        return verdicts.pop()

    def of_question(self, question: Question, part: str) -> Truth:
        """A question about one part that has all its answers."""

        def answer(fact: str) -> Answer:
            found = self.of_part(fact, part)
            if found is None:
                raise ValueError(f"{fact} of {part} is not assessed")
            return found

        return question_truth(question, Given(self.form.unit, self.form.choices, answer, no_node))


def no_node(wanted: NodeResult) -> Fraction | None:
    """Parts of a unit have no indicators."""
    raise ValueError(f"a condition on one part cannot read {wanted.node}")
