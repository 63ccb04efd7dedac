"""What a rubric means, slowly and obviously, over fractions: shares no code with the engines, which must equal it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import partial
from itertools import product
from typing import Final, NamedTuple, TypeAlias

from attrs import evolve

from opengov_rules.conditions import (
    Compared,
    Comparison,
    Condition,
    Constant,
    FactSum,
    Holds,
    Joined,
    NodeResult,
    Quantity,
)
from opengov_rules.evidence import Evidence, FactValue, Never, Observation, Sample, Status
from opengov_rules.facts import FactType, Take
from opengov_rules.rules import Award, Checklist, Deduct, Judged, PerEvent, Printed, SampleRule, Tiers, Unstated
from opengov_rules.scheme import Indicator, NotApplicable, Role, Rubric, Scheme
from opengov_rules.units import Unit

ZERO: Final = Fraction(0)
BEYOND: Final = Fraction(10) ** 30
"`never` as a number: greater than every number, day and weighted sum of them."
ROLES: Final[tuple[Role, ...]] = ("base", "bonus", "penalty")
TOTALS: Final = (*ROLES, "total")

Truth: TypeAlias = bool | None
"None is unknown: the condition neither holds nor fails."
Question: TypeAlias = Holds | Compared
Answer: TypeAlias = Fraction | Sample | Status
"A fact as settled: its number, its sample, or why it has none (not submitted, not applicable)."


def oracle(scheme: Scheme, rubric: Rubric, evidence: Evidence) -> dict[str, Fraction | None]:
    """The result of every node and of base, bonus, penalty and total; None where a node does not apply.

    Raises ValueError where a fact that is needed has not been assessed, or where the notice leaves the result open.
    """
    assessment = Assessment(Form(scheme, rubric, evidence.unit), evidence)
    return {code: assessment.result(code) for code in (*assessment.nodes, *TOTALS)}


def oracle_maximum(scheme: Scheme, rubric: Rubric, evidence: Evidence) -> dict[str, Fraction | None]:
    """The maximum of every node and total; None where no points are printed or the node does not apply."""
    assessment = Assessment(Form(scheme, rubric, evidence.unit), evidence)
    return {code: assessment.maximum(code) for code in (*assessment.nodes, *TOTALS)}


# Conditions


def truth(condition: Condition, ask: Callable[[Question], Truth]) -> Truth:
    """Kleene's three-valued logic over the single questions."""
    if not isinstance(condition, Joined):
        return ask(condition)
    parts = [truth(part, ask) for part in condition.parts]
    match condition.how:
        case "all":
            return False if False in parts else None if None in parts else True
        case "any":
            return True if True in parts else None if None in parts else False
        case "none":
            return False if True in parts else None if None in parts else True


def compare(comparison: Comparison, left: Fraction, right: Fraction) -> bool:
    """Whether `left` stands in the comparison to `right`."""
    match comparison:
        case "over":
            return left > right
        case "at_least":
            return left >= right
        case "under":
            return left < right
        case "at_most":
            return left <= right
        case "is":
            return left == right


def questions_of(condition: Condition) -> list[Question]:
    """The single questions of a condition."""
    if isinstance(condition, Joined):
        return [question for part in condition.parts for question in questions_of(part)]
    return [condition]


def facts_of(*conditions: Condition | None) -> set[str]:
    """The facts that the conditions read."""
    found = set[str]()
    for question in (q for c in conditions if c is not None for q in questions_of(c)):
        if isinstance(question, Holds):
            found.add(question.fact)
        else:
            sums = [side for side in (question.left, question.right) if isinstance(side, FactSum)]
            found.update(fact for side in sums for fact, _ in side.weights)
    return found


def question_truth(
    question: Question, answer: Callable[[str], Answer], node: Callable[[NodeResult], Fraction | None]
) -> Truth:
    """One question; unknown where it rests on something that has no number."""
    if isinstance(question, Holds):
        yes = number_or_none(question.fact, answer(question.fact))
        return None if yes is None else yes != 0
    left = quantity(question.left, answer, node)
    right = quantity(question.right, answer, node)
    return None if left is None or right is None else compare(question.comparison, left, right)


def quantity(
    what: Quantity, answer: Callable[[str], Answer], node: Callable[[NodeResult], Fraction | None]
) -> Fraction | None:
    """A constant, a weighted sum of facts, or another node's points or share; None where it has no number."""
    if isinstance(what, Constant):
        return what.value
    if isinstance(what, NodeResult):
        return node(what)
    total = ZERO
    for fact, weight in what.weights:
        value = number_or_none(fact, answer(fact))
        if value is None:
            return None
        total += weight * value
    return total


# Facts


def as_number(value: FactValue | None) -> Fraction:
    """Yes is 1 and no is 0, a date is its day number, never is beyond everything."""
    match value:
        case bool():
            return Fraction(int(value))
        case Fraction():
            return value
        case dt.date():
            return Fraction(value.toordinal())
        case Never():
            return BEYOND
        case _:
            raise ValueError(f"{value!r} is not a number")


def number_or_none(fact: str, answer: Answer) -> Fraction | None:
    """The answer's number; None where it was not submitted or does not apply."""
    if isinstance(answer, Sample):
        raise ValueError(f"{fact} is a sample, not a number")
    return answer if isinstance(answer, Fraction) else None


def fold(take: Take | None, values: list[Fraction]) -> Fraction:
    """The answers of all parts as one number."""
    match take:
        case "sum":
            return sum(values, ZERO)
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "count":
            return Fraction(sum(value != 0 for value in values))
        case None:
            if len(values) != 1:
                raise ValueError(f"{len(values)} answers, and no way declared to make them one")
            return values[0]


class Answers:
    """One unit's evidence, asked fact by fact. What came late counts as not submitted."""

    def __init__(self, form: "Form", evidence: Evidence) -> None:
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
        if Status.NOT_ASSESSED in statuses:
            raise ValueError(f"{fact} is not assessed")
        if Status.NOT_SUBMITTED in statuses:
            return Status.NOT_SUBMITTED
        values = [o.value for o in found if self.status(o) is Status.OBSERVED]
        if len(values) == 1 and isinstance(values[0], Sample):
            return values[0]
        numbers = [as_number(value) for value in values]
        take = self.form.facts[fact].take if fact in self.form.facts else None
        return fold(take, numbers) if numbers else Status.NOT_APPLICABLE

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
            return Sample(0, 0) if self.form.facts[fact].type is FactType.SAMPLE else ZERO
        raise ValueError(f"{fact} is not assessed")

    def of_part(self, fact: str, part: str) -> Answer | None:
        """The fact's answer for one part, or for all of them together; None while it is not assessed."""
        for observation in sorted(self.evidence[fact], key=lambda observation: observation.part, reverse=True):
            if observation.part in (part, ""):
                match self.status(observation):
                    case Status.OBSERVED:
                        return as_number(observation.value)
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

        return question_truth(question, answer, no_node)


def no_node(wanted: NodeResult) -> Fraction | None:
    """Parts of a unit have no indicators."""
    raise ValueError(f"a condition on one part cannot read {wanted.node}")


# Rules: one function for each kind


def award(rule: Award, points: Fraction | None, unit: "Assessment") -> Fraction:
    """All points if the condition holds, else 0."""
    return full(points) if unit.holds(rule.when) else ZERO


def checklist(rule: Checklist, unit: "Assessment") -> Fraction:
    """The points of the parts that hold."""
    return sum((part.points for part in rule.parts if unit.holds(part.when)), ZERO)


def sample(rule: SampleRule, points: Fraction | None, unit: "Assessment") -> Fraction:
    """So many points for each hit; or all points if the whole sample hits."""
    drawn = unit.answers(rule.fact)
    if not isinstance(drawn, Sample):
        raise ValueError(f"{rule.fact} is no sample")
    if rule.each is not None:
        return drawn.hits * rule.each
    if drawn.drawn == 0:
        return none_exists(rule, points)
    enough = rule.fewer == "full" or drawn.drawn == rule.draw
    return full(points) if enough and drawn.hits == drawn.drawn else ZERO


def none_exists(rule: SampleRule, points: Fraction | None) -> Fraction:
    """What an all-or-nothing sample is worth when nothing exists to draw from."""
    match rule.none:
        case "open":
            raise ValueError(f"none of {rule.fact} exists, and the notice does not say what that is worth")
        case "full":
            return full(points)
        case "zero":
            return ZERO


def deduct(rule: Deduct, points: Fraction | None, unit: "Assessment") -> Fraction:
    """The points less a rate for each fault, not below 0."""
    return max(ZERO, full(points) - sum((rate * unit.number(fact) for fact, rate in rule.faults), ZERO))


def tiers(rule: Tiers, unit: "Assessment") -> Fraction:
    """The points of the first limit that holds, else 0."""
    return next((limit.points for limit in rule.limits if unit.holds(limit.when)), ZERO)


def judged(rule: Judged, points: Fraction | None, unit: "Assessment") -> Fraction:
    """The assessor's value; all points where `full_if` holds."""
    if rule.full_if is not None and unit.holds(rule.full_if):
        return full(points)
    return unit.number(rule.fact)


def per_event(rule: PerEvent, points: Fraction | None, unit: "Assessment") -> Fraction:
    """Points for each event; or for the best type that occurred; or for each type that occurred, once."""
    submitted = [(f, rate) for f, rate in rule.events if unit.answers(f) is not Status.NOT_SUBMITTED]
    counted = [(unit.number(fact), rate) for fact, rate in submitted]
    occurred = [rate for count, rate in counted if count > 0]
    match rule.take:
        case "sum":
            value = sum((count * rate for count, rate in counted), ZERO)
        case "best":
            value = max(occurred, default=ZERO)
        case "distinct":
            value = sum(occurred, ZERO)
    return clamp(value, ZERO, points)


def printed(rule: Printed, unit: "Assessment") -> Fraction:
    """The value as published."""
    return unit.number(rule.fact)


def unstated(leaf: Indicator, unit: "Assessment") -> Fraction:
    """“The notice has no clause: […] until the host rules (the leaf has a fact of its own, named by its code).”"""
    return unit.number(leaf.code)


def rule_value(leaf: Indicator, unit: "Assessment") -> Fraction:
    """What the leaf's rule is worth, before anything else acts on the leaf."""
    points = leaf.points
    match leaf.rule:
        case Award() as rule:
            return award(rule, points, unit)
        case Checklist() as rule:
            return checklist(rule, unit)
        case SampleRule() as rule:
            return sample(rule, points, unit)
        case Deduct() as rule:
            return deduct(rule, points, unit)
        case Tiers() as rule:
            return tiers(rule, unit)
        case Judged() as rule:
            return judged(rule, points, unit)
        case PerEvent() as rule:
            return per_event(rule, points, unit)
        case Printed() as rule:
            return printed(rule, unit)
        case Unstated():
            return unstated(leaf, unit)
        case _:
            raise ValueError(f"no such rule: {leaf.rule!r}")


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


def already_holds(leaf: Indicator, unit: "Assessment") -> bool:
    """Whether the leaf is decided by a condition that holds, whatever else was not submitted."""
    match leaf.rule:
        case Tiers() as rule:
            # Not submitting must not pay: an earlier limit with fewer points that is left open might have held.
            open_with: list[Fraction] = []
            for limit in rule.limits:
                held = unit.truth(limit.when)
                if held and all(points >= limit.points for points in open_with):
                    return True
                if held is not False:
                    open_with.append(limit.points)
            return False
        case Judged() as rule:
            return rule.full_if is not None and unit.holds(rule.full_if)
        case _:
            return False


def rule_facts(leaf: Indicator) -> set[str]:
    """All the facts that the leaf's rule reads."""
    match leaf.rule:
        case Award() as rule:
            return facts_of(rule.when)
        case Checklist() as rule:
            return facts_of(*(part.when for part in rule.parts))
        case PerEvent() as rule:
            return {fact for fact, _ in rule.events}
        case _:
            return needed_facts(leaf)


def leaf_facts(leaf: Indicator) -> set[str]:
    """All the facts that a leaf reads, by its rule and by its own conditions."""
    return rule_facts(leaf) | facts_of(leaf.only_if, leaf.zero_if, leaf.excused_if)


# Nodes


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


def full(points: Fraction | None) -> Fraction:
    """The points of a leaf that must have some."""
    if points is None:
        raise ValueError("the notice prints no points here")
    return points


def clamp(value: Fraction, low: Fraction | None, high: Fraction | None) -> Fraction:
    """The value within the limits that there are."""
    if high is not None:
        value = min(value, high)
    return value if low is None else max(value, low)


def within_node(node: Indicator, value: Fraction) -> Fraction:
    """The value within the node's floor and cap, by default 0 and its points."""
    floor = node.floor if node.floor is not None else ZERO
    return clamp(value, floor, node.cap if node.cap is not None else node.points)


class Form:
    """What one unit is asked and how it counts, whatever is found."""

    def __init__(self, scheme: Scheme, rubric: Rubric, unit: str) -> None:
        self.rubric = rubric_for(scheme, rubric, unit)
        self.grades = scheme.grades
        self.due = scheme.window.due
        self.nodes = {place.node.code: place for place in placed(self.rubric.indicators)}
        self.read = {code: leaf_facts(place.node) for code, place in self.nodes.items()}
        self.needed = {code: needed_facts(place.node) for code, place in self.nodes.items()}
        self.facts = {fact.name: fact for fact in scheme.facts}
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


class Assessment:
    """One unit under one rubric: every node's result and maximum, worked out when asked."""

    def __init__(self, form: Form, evidence: Evidence) -> None:
        self.form = form
        self.rubric = form.rubric
        self.nodes = form.nodes
        self.answers = Answers(form, evidence)
        self.applying = dict[str, bool]()
        self.results = dict[str, Fraction | None]()
        self.under_way = set[str]()

    # What rules and nodes ask

    def holds(self, condition: Condition) -> bool:
        """Definitely true."""
        return self.truth(condition) is True

    def truth(self, condition: Condition) -> Truth:
        """True, false or unknown."""
        return truth(condition, partial(question_truth, answer=self.answers, node=self.reading))

    def number(self, fact: str) -> Fraction:
        """The number of a fact that must have one."""
        number = number_or_none(fact, self.answers(fact))
        if number is None:
            raise ValueError(f"{fact} does not apply, and the scheme does not say what that means")
        return number

    def reading(self, wanted: NodeResult) -> Fraction | None:
        """Another node's points or share, as a condition reads it; a share of nothing is unknown."""
        points = self.result(wanted.node)
        if not wanted.share or points is None:
            return points
        maximum = self.maximum(wanted.node)
        return points / maximum if maximum else None

    # Results

    def result(self, code: str) -> Fraction | None:
        """A node's or total's result; a penalty's is minus its amount. None where the node does not apply."""
        if code not in self.results:
            if code in self.under_way:
                raise ValueError(f"{code} depends on itself")
            self.under_way.add(code)
            self.results[code] = self.work_out(code)
        return self.results[code]

    def work_out(self, code: str) -> Fraction | None:
        """The result of a node, a role or the total, from the results below it."""
        if code in ROLES:
            return self.sum_of(top.code for top in self.tops(code))
        if code != "total" and not self.applies(self.nodes[code].node):
            return None
        value = self.after_vetoes(code, self.before_vetoes(code))
        return -value if code != "total" and self.nodes[code].role == "penalty" else value

    def before_vetoes(self, code: str) -> Fraction:
        """The worth of a node that applies, or of the total, before any veto on it."""
        if code == "total":
            return clamp(self.sum_of(ROLES), self.rubric.total.floor, self.rubric.total.cap)
        place = self.nodes[code]
        return self.inner_value(place) if place.node.children else self.leaf_value(place)

    def tops(self, role: str) -> list[Indicator]:
        """The top-level nodes of a role."""
        return [top for top in self.rubric.indicators if self.nodes[top.code].role == role]

    def sum_of(self, codes: Iterable[str]) -> Fraction:
        """The sum of the results of those that apply."""
        results = [self.result(code) for code in codes]
        return sum((result for result in results if result is not None), ZERO)

    def applies(self, node: Indicator) -> bool:
        """A leaf is dropped with a fact that does not apply; an inner node with the last of its children."""
        if node.code not in self.applying:
            dropped = not node.children and self.nodes[node.code].policy == "drop" and self.not_applicable(node)
            left = not node.children or any(self.applies(child) for child in node.children)
            self.applying[node.code] = left and not dropped
        return self.applying[node.code]

    def not_applicable(self, leaf: Indicator) -> bool:
        """Whether any fact that the leaf reads does not apply."""
        return any(self.answers(fact) is Status.NOT_APPLICABLE for fact in self.form.read[leaf.code])

    def leaf_value(self, place: Placed) -> Fraction:
        """The leaf's worth before vetoes."""
        leaf = place.node
        if place.policy is not None and self.not_applicable(leaf):
            return full(leaf.points) if place.policy == "full" and place.role != "penalty" else ZERO
        if any(self.answers(fact) is Status.NOT_APPLICABLE for fact in self.form.needed[leaf.code]):
            raise ValueError(f"{leaf.code} reads what does not apply, and the scheme does not say what that means")
        if self.unsubmitted(leaf) or not self.open_gates(leaf):
            return ZERO
        if leaf.excused_if is not None and self.holds(leaf.excused_if):
            return within_node(leaf, full(leaf.points))
        return within_node(leaf, rule_value(leaf, self))

    def unsubmitted(self, leaf: Indicator) -> bool:
        """“A leaf of another kind that reads one is worth 0 […] unless its condition already holds.”"""
        missing = any(self.answers(fact) is Status.NOT_SUBMITTED for fact in self.form.needed[leaf.code])
        return missing and not already_holds(leaf, self)

    def inner_value(self, place: Placed) -> Fraction:
        """The sum of the children that apply, within the node's limits, before vetoes."""
        points = self.sum_of(child.code for child in place.node.children)
        value = -points if place.role == "penalty" else points
        return within_node(place.node, value) if self.open_gates(place.node) else ZERO

    def open_gates(self, node: Indicator) -> bool:
        """`only_if` is definitely true and `zero_if` definitely false, where they are there."""
        allowed = node.only_if is None or self.truth(node.only_if) is True
        spared = node.zero_if is None or self.truth(node.zero_if) is False
        return allowed and spared

    def after_vetoes(self, scope: str, value: Fraction) -> Fraction:
        """The value after the vetoes of this scope, in order; none of them raises it."""
        for veto in self.rubric.vetoes:
            if veto.scope == scope and self.holds(veto.when):
                value = min(veto.points, value)
        return value

    def vetoes(self) -> tuple[str, ...]:
        """The vetoes that hold."""
        return tuple(veto.key for veto in self.rubric.vetoes if self.holds(veto.when))

    def grade(self) -> str | None:
        """“From the best down, the first whose threshold, gates and vetoes allow it, on the exact total.”"""
        total = self.result("total")
        for grade in self.form.grades:
            enough = grade.at_least is None or (total is not None and total >= grade.at_least)
            if enough and all(self.holds(gate) for gate in grade.gates):
                return grade.name
        return None

    # Maxima

    def maximum(self, code: str) -> Fraction | None:
        """What could be earned; nothing by a penalty. None where no points are printed or the node does not apply."""
        if code == "total":
            return none_or_sum([self.maximum("base"), self.maximum("bonus")])
        if code in ROLES:
            return self.maximum_of(self.tops(code))
        place = self.nodes[code]
        if not self.applies(place.node):
            return None
        if place.role == "penalty":
            return ZERO
        return self.inner_maximum(place.node) if place.node.children else place.node.points

    def inner_maximum(self, node: Indicator) -> Fraction | None:
        """The printed points; where something below was dropped, what is left of them."""
        if node.points is not None and all(self.applies(below) for below in node.walk()):
            return node.points
        left = self.maximum_of(node.children)
        return left if left is None else clamp(left, None, node.points)

    def maximum_of(self, nodes: Iterable[Indicator]) -> Fraction | None:
        """The sum of the maxima of the nodes that apply."""
        return none_or_sum([self.maximum(node.code) for node in nodes if self.applies(node)])


def none_or_sum(values: Iterable[Fraction | None]) -> Fraction | None:
    """The sum, if every part of it is known."""
    total = ZERO
    for value in values:
        if value is None:
            return None
        total += value
    return total
