"""What a rubric means, slowly and obviously, over fractions: shares no code with the engines, which must equal it."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from attrs import evolve

from opengov_rules.conditions import Condition, Identity, NodeResult, Quantity
from opengov_rules.evidence import Evidence, Sample, Status
from opengov_rules.rules import (
    Award,
    Checklist,
    Deduct,
    Entry,
    Judged,
    Measure,
    PerEvent,
    Printed,
    RatioRule,
    SampleRule,
    Table,
    Tally,
    Tiers,
    Unstated,
)
from opengov_rules.scheme import Effect, Indicator, Role, Rubric, Scheme, Shaped, Veto
from oracle_asked import Answers, Form, Placed, rubric_for, rule_facts
from oracle_quantities import (
    ONE,
    ZERO,
    Given,
    Number,
    Question,
    Truth,
    condition_truth,
    facts_of,
    number_or_none,
    quantity,
    question_truth,
    questions_of,
    steps_in,
    to_steps,
    truth,
)

__all__ = [
    "ROLES",
    "Answers",
    "Assessment",
    "Form",
    "Placed",
    "Truth",
    "entry_value",
    "facts_of",
    "number_or_none",
    "oracle",
    "oracle_maximum",
    "quantity",
    "questions_of",
    "rubric_for",
    "rule_facts",
    "rule_value",
]

ROLES: Final[tuple[Role, ...]] = ("base", "bonus", "penalty")
TOTALS: Final = (*ROLES, "total")


def oracle(scheme: Scheme, rubric: Rubric, evidence: Evidence) -> dict[str, Fraction | None]:
    """The result of every node and of base, bonus, penalty and total; None where a node does not apply, and for a total
    where nothing is scored.

    Raises ValueError where a fact that is needed has not been assessed, or where the notice leaves the result open.
    """
    assessment = Assessment(Form(scheme, rubric, evidence.unit), evidence)
    return {code: assessment.result(code) for code in (*assessment.nodes, *TOTALS, "exact")}


def oracle_maximum(scheme: Scheme, rubric: Rubric, evidence: Evidence) -> dict[str, Fraction | None]:
    """The maximum of every node and total; None where no points are printed or the node does not apply."""
    assessment = Assessment(Form(scheme, rubric, evidence.unit), evidence)
    return {code: assessment.maximum(code) for code in (*assessment.nodes, *TOTALS)}


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
    submitted = [(f, rate) for f, rate in rule.events if unit.answers(f) not in (Status.NOT_SUBMITTED, None)]
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


def measure(rule: Measure, unit: "Assessment") -> Number:
    """The quantity."""
    return unit.quantity(rule.value)


def by_ratio(rule: RatioRule, points: Fraction | None, unit: "Assessment") -> Number:
    """So much of the points as the ratio, in whole steps, is of what earns all; `none` where there is no whole."""
    part, whole = unit.quantity(rule.part), unit.quantity(rule.whole)
    if part is None or whole is None:
        return None
    if whole <= 0:
        return full(points) if rule.none == "full" else ZERO
    reached = part / whole
    if rule.step is not None:
        reached = steps_in(reached, rule.step.value, rule.count) * rule.step.value
    return full(points) * max(ZERO, min(ONE, reached / rule.full_at.value))


def tally(rule: Tally, unit: "Assessment") -> Number:
    """The start and every entry."""
    value = unit.quantity(rule.start)
    for entry in rule.entries:
        earned = entry_value(entry, unit)
        if value is None or earned is None:
            return None
        value += earned
    return value


def entry_value(entry: Entry, unit: "Assessment") -> Number:
    """The points of each count; undefined, nothing is added, and what is taken off is undefined."""
    if entry.when is not None:
        held = unit.truth(entry.when)
        count = None if held is None else Fraction(held)
    else:
        count = None if entry.count is None else unit.quantity(entry.count)
    if count is None:
        return ZERO if entry.points > 0 else None
    amount = clamp(max(ZERO, count) * abs(entry.points), None, entry.most)
    return amount if entry.points > 0 else -amount


def table(rule: Table, unit: "Assessment") -> Number:
    """The cell that two answers name."""
    row, column = (number_or_none(fact, unit.answers(fact)) for fact in (rule.rows, rule.columns))
    if row is None or column is None:
        return None
    words = unit.form.choices
    return rule.cells[words[rule.rows][int(row)]][words[rule.columns][int(column)]]


def rule_value(leaf: Indicator, unit: "Assessment") -> Fraction:
    """What the leaf's rule is worth, before anything else acts on the leaf."""
    value = value_of_rule(leaf, leaf.points, unit)
    if value is None:
        raise ValueError(f"the worth of {leaf.code} is undefined")
    return value


def value_of_rule(leaf: Indicator, points: Fraction | None, unit: "Assessment") -> Number:
    """The same; None where it is undefined."""
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
        case Measure() as rule:
            return measure(rule, unit)
        case RatioRule() as rule:
            return by_ratio(rule, points, unit)
        case Tally() as rule:
            return tally(rule, unit)
        case Table() as rule:
            return table(rule, unit)
        case Printed() as rule:
            return printed(rule, unit)
        case Unstated():
            return unstated(leaf, unit)
        case _:
            raise ValueError(f"no such rule: {leaf.rule!r}")


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


# Nodes


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


def shaped(what: Shaped, value: Fraction, low: Fraction | None, high: Fraction | None) -> Fraction:
    """(value + offset) × factor, within the limits, in whole steps."""
    value = clamp((value + what.offset) * what.factor, low, high)
    return value if what.round is None else to_steps(value, what.round.to, what.round.how)


def shaped_node(node: Indicator, value: Fraction) -> Fraction:
    """The same of a node, whose limits are by default 0 and its points."""
    return shaped(node, value, node.floor or ZERO, node.points if node.cap is None else node.cap)


class Assessment:
    """One unit under one rubric: every node's result and maximum, worked out when asked."""

    def __init__(self, form: Form, evidence: Evidence) -> None:
        self.form = form
        self.rubric = form.rubric
        self.nodes = form.nodes
        self.answers = Answers(form, evidence)
        self.applying = dict[str, bool]()
        self.results = dict[str, Number]()
        self.under_way = set[str]()

    # What rules and nodes ask

    @property
    def given(self) -> Given:
        """What conditions and quantities ask."""
        return Given(self.form.unit, self.form.choices, self.answers, self.reading)

    def holds(self, condition: Condition) -> bool:
        """Definitely true."""
        return self.truth(condition) is True

    def truth(self, condition: Condition) -> Truth:
        """True, false or unknown."""
        return condition_truth(condition, self.given)

    def quantity(self, what: Quantity) -> Number:
        """A quantity's number; None where it is undefined."""
        return quantity(what, self.given)

    def number(self, fact: str) -> Fraction:
        """The number of a fact that must have one."""
        number = number_or_none(fact, self.answers(fact))
        if number is None:
            raise ValueError(f"{fact} does not apply, and the scheme does not say what that means")
        return number

    def reading(self, wanted: NodeResult) -> Number:
        """Another node's points or share, as a condition reads it; a share of nothing is unknown."""
        points = self.result(wanted.node)
        if not wanted.share or points is None:
            return points
        maximum = self.maximum(wanted.node)
        return points / maximum if maximum else None

    # Results

    def result(self, code: str) -> Number:
        """A node's or total's result; a penalty's is minus its amount. None where the node does not apply.

        "exact" is the total before it is rounded. Both are None where nothing is scored.
        """
        if code not in self.results:
            if code in self.under_way:
                raise ValueError(f"{code} depends on itself")
            self.under_way.add(code)
            self.results[code] = self.work_out(code)
        return self.results[code]

    def work_out(self, code: str) -> Number:
        """The result of a node, a role or the total, from the results below it."""
        if code in ROLES:
            value = self.together(self.tops(code))
            return -value if code == "penalty" else value
        if code in ("exact", "total"):
            if not self.scored or not self.concerned:
                return None
        elif not self.applies(self.nodes[code].node):
            return None
        value = self.after_vetoes("total" if code == "exact" else code, self.before_vetoes(code))
        return -value if self.is_penalty(code) else value

    def amount(self, code: str) -> Number:
        """A node's result as the node above it takes it: in a penalty, how much is taken off."""
        result = self.result(code)
        return -result if result is not None and self.is_penalty(code) else result

    def is_penalty(self, code: str) -> bool:
        """Whether the node takes points off."""
        return code in self.nodes and self.nodes[code].role == "penalty"

    @property
    def scored(self) -> bool:
        """Whether anything counts."""
        return any(place.role != "unscored" for place in self.nodes.values())

    @property
    def less_is_better(self) -> bool:
        """Whether all points count against the unit."""
        return self.rubric.better == "lower"

    def before_vetoes(self, code: str) -> Fraction:
        """The worth of a node that applies, or of the total, before any veto on it."""
        if code in ("exact", "total"):
            total = self.rubric.total if code == "total" else evolve(self.rubric.total, round=None)
            return shaped(total, self.sum_of(ROLES), total.floor, total.cap)
        place = self.nodes[code]
        if self.set_aside(place):
            return self.whole(place) if place.policy == "full" else ZERO
        return self.inner_value(place) if place.node.children else self.leaf_value(place)

    def tops(self, role: str) -> list[Indicator]:
        """The top-level nodes of a role."""
        return [top for top in self.rubric.indicators if self.nodes[top.code].role == role]

    def sum_of(self, codes: Iterable[str]) -> Fraction:
        """The sum of the results of those that apply."""
        results = [self.result(code) for code in codes]
        return sum((result for result in results if result is not None), ZERO)

    # What applies

    def applies(self, node: Indicator) -> bool:
        """A leaf is dropped with a fact that does not apply; an inner node with the last of its children, and in a mean
        without any weight; every node by its `applies_if`, with all below it.
        """
        if node.code not in self.applying:
            above = self.form.above.get(node.code)
            barred = above is not None and self.barred(above)
            self.applying[node.code] = not barred and self.applies_by_itself(node)
        return self.applying[node.code]

    def applies_by_itself(self, node: Indicator) -> bool:
        """The same, whatever stands above."""
        place = self.nodes[node.code]
        if self.set_aside(place):
            return place.policy in ("full", "zero")
        if not node.children:
            return True
        left = [child for child in node.children if self.applies_by_itself(child)]
        return any(self.weight(child) for child in left) if node.combine == "mean" else bool(left)

    @property
    def concerned(self) -> bool:
        """Whether any indicator of the base applies to the unit; without a base, any that counts; where nothing is
        scored, there is no such question.
        """
        counted = self.tops("base") or [*self.tops("bonus"), *self.tops("penalty")]
        return not counted or any(self.concerns(top) for top in counted)

    def concerns(self, node: Indicator) -> bool:
        """Whether something in a node applies, policies aside; in a mean, something that has a weight."""
        if self.set_aside(self.nodes[node.code]):
            return False
        inside = [child for child in node.children if self.concerns(child)]
        if node.combine == "mean":
            return any(self.weight(child) for child in inside)
        return not node.children or bool(inside)

    def barred(self, node: Indicator) -> bool:
        """Whether the node, or one above it, is set aside by its own condition."""
        above = self.form.above.get(node.code)
        return self.set_aside(self.nodes[node.code]) or (above is not None and self.barred(above))

    def set_aside(self, place: Placed) -> bool:
        """Whether the node's policy stands in for it: a leaf's fact does not apply, or `applies_if` does not hold."""
        node = place.node
        if node.applies_if is not None and (self.not_for(node.applies_if) or not self.holds(node.applies_if)):
            return True
        return not node.children and place.policy is not None and self.not_applicable(node)

    def not_for(self, condition: Condition) -> bool:
        """Whether it fails for who the unit is, so that nothing is asked."""

        def who(question: Question) -> Truth:
            return question_truth(question, self.given) if isinstance(question, Identity) else None

        return truth(condition, who) is False

    def not_applicable(self, leaf: Indicator) -> bool:
        """Whether any fact that the leaf reads does not apply."""
        return any(self.answers(fact) is Status.NOT_APPLICABLE for fact in self.form.read[leaf.code])

    def weight(self, child: Indicator) -> Fraction:
        """How much a child counts in a mean."""
        weight = ONE if child.weight is None else self.quantity(child.weight)
        return ZERO if weight is None else max(ZERO, weight)

    def whole(self, place: Placed) -> Fraction:
        """What "full" is worth: the maximum, and in a penalty nothing."""
        return full(self.full_maximum(place.node))

    # Leaves

    def leaf_value(self, place: Placed) -> Fraction:
        """The leaf's worth before vetoes."""
        leaf = place.node
        if any(self.answers(fact) is Status.NOT_APPLICABLE for fact in self.form.needed[leaf.code]):
            raise ValueError(f"{leaf.code} reads what does not apply, and the scheme does not say what that means")
        if self.unsubmitted(leaf) or not self.open_gates(leaf):
            return ZERO
        if leaf.excused_if is not None and self.holds(leaf.excused_if):
            return shaped_node(leaf, full(leaf.points))
        return shaped_node(leaf, rule_value(leaf, self))

    def unsubmitted(self, leaf: Indicator) -> bool:
        """“A leaf of another kind that reads one is worth 0 […] unless its condition already holds.” What is reckoned
        with quantities is worth 0 where they are undefined, unless that is excused.
        """
        if isinstance(leaf.rule, Measure | RatioRule | Tally | Table):
            asked = rule_facts(leaf)
            unanswered = (Status.NOT_SUBMITTED, Status.NOT_APPLICABLE)
            missing = any(self.answers(fact) in unanswered for fact in asked)
            excused = leaf.excused_if is not None and self.holds(leaf.excused_if)
            return value_of_rule(leaf, leaf.points, self) is None and (missing or not excused)
        missing = any(self.answers(fact) is Status.NOT_SUBMITTED for fact in self.form.needed[leaf.code])
        return missing and not already_holds(leaf, self)

    def open_gates(self, node: Indicator) -> bool:
        """`only_if` is definitely true and `zero_if` definitely false, where they are there."""
        allowed = node.only_if is None or self.truth(node.only_if) is True
        spared = node.zero_if is None or self.truth(node.zero_if) is False
        return allowed and spared

    # Children together

    def inner_value(self, place: Placed) -> Fraction:
        """The children together, within the node's limits, before vetoes."""
        if not self.open_gates(place.node):
            return ZERO
        return shaped_node(place.node, self.combined(place))

    def combined(self, place: Placed) -> Fraction:
        """The children that apply, as one number."""
        node, found = place.node, self.worths(place.node.children)
        match node.combine:
            case "sum":
                return self.together(node.children)
            case "mean":
                return mean_of([(self.weight(child), worth) for child, worth in found])
            case "best" | "worst":
                return self.winner(place)[1]
            case "ladder":
                climbed = ZERO
                for child, worth in found:
                    climbed += worth
                    if worth < full(self.maximum(child.code)):
                        break
                return self.grown(climbed, node.children)

    def worths(self, nodes: Iterable[Indicator]) -> list[tuple[Indicator, Fraction]]:
        """The nodes that apply, with their worths."""
        amounts = [(node, self.amount(node.code)) for node in nodes]
        return [(node, amount) for node, amount in amounts if amount is not None]

    def winner(self, place: Placed) -> tuple[Indicator, Fraction]:
        """The child that counts of those that apply, the first of equals, and its worth."""
        least_wins = (place.node.combine == "best") == (place.role == "penalty" or self.less_is_better)
        found = self.worths(place.node.children)
        wanted = (min if least_wins else max)(worth for _, worth in found)
        return next((child, worth) for child, worth in found if worth == wanted)

    def together(self, nodes: Iterable[Indicator]) -> Fraction:
        """The sum, grown pro rata by what is taken over."""
        nodes = [*nodes]
        return self.grown(sum((worth for _, worth in self.worths(nodes)), ZERO), nodes)

    def grown(self, value: Fraction, nodes: Iterable[Indicator]) -> Fraction:
        """What these nodes are worth together, grown pro rata by what is taken over."""
        taken_over = self.taken_over(nodes)
        if not taken_over:
            return value
        own = full(self.plain_maximum(nodes))
        return value * (own + taken_over) / own if own > 0 else ZERO

    def taken_over(self, nodes: Iterable[Indicator]) -> Fraction:
        """The full maxima of the nodes that do not apply and leave their points to the others."""
        left = [node for node in nodes if self.nodes[node.code].policy == "rescale" and not self.applies(node)]
        return sum((full(self.full_maximum(node)) for node in left), ZERO)

    # Vetoes

    def after_vetoes(self, scope: str, value: Fraction) -> Fraction:
        """The value after the vetoes of this scope, in order; then under the lowest of its ceilings."""
        value, ceilings = self.under_vetoes(scope, value)
        return min([value, *ceilings.values()])

    def under_vetoes(self, scope: str, value: Fraction) -> tuple[Fraction, dict[str, Fraction]]:
        """The value after the vetoes of this scope but its ceilings, and the height of each of these."""
        ceilings = dict[str, Fraction]()
        for veto in self.rubric.vetoes:
            if veto.scope != scope or (veto.when is not None and not self.holds(veto.when)):
                continue
            effect = veto.effect
            if effect.points is not None:
                value = min(effect.points, value)
            if effect.replace is not None:
                value = effect.replace
            if effect.at_most is not None:
                height = self.quantity(effect.at_most)
                ceilings |= {} if height is None else {veto.key: height}
        return value, ceilings

    def vetoes(self) -> tuple[str, ...]:
        """The vetoes that act: those that hold, but what is only a ceiling where it bit."""
        return tuple(veto.key for veto in self.rubric.vetoes if self.acts(veto))

    def acts(self, veto: Veto) -> bool:
        """Whether a veto acts; of the ceilings of a node the first of the lowest, if it took something."""
        if veto.effect != Effect(at_most=veto.effect.at_most):
            return veto.when is None or self.holds(veto.when)
        if veto.scope in self.nodes and not self.applies(self.nodes[veto.scope].node):
            return False
        value, ceilings = self.under_vetoes(veto.scope, self.before_vetoes(veto.scope))
        lowest = min(ceilings.values(), default=value)
        first = next((key for key, height in ceilings.items() if height == lowest), "")
        return lowest < value and first == veto.key

    def withheld(self) -> bool:
        """Whether a veto withholds the score."""
        found = [veto for veto in self.rubric.vetoes if veto.effect.withhold]
        return any(veto.when is None or self.holds(veto.when) for veto in found)

    def published(self) -> Number:
        """The total before rounding, where it is told."""
        return None if self.withheld() else self.result("exact")

    # Grades

    def grade(self) -> str | None:
        """“From the best down, the first whose threshold, gates and vetoes allow it”; those given directly before. None
        where nothing applies to the unit.
        """
        if not self.concerned:
            return None
        direct = [grade for grade in self.form.grades if grade.when is not None]
        for grade in direct:
            if grade.when is not None and self.holds(grade.when) and all(self.holds(gate) for gate in grade.gates):
                return grade.name
        if self.withheld():
            return None
        total = self.result("exact" if self.rubric.total.graded == "exact" else "total")
        allowed = self.form.grades[self.highest_grade() :]
        for grade in (grade for grade in allowed if grade.when is None):
            enough = grade.at_least is None or (total is not None and total >= grade.at_least)
            few = grade.at_most is None or (total is not None and total <= grade.at_most)
            if enough and few and all(self.holds(gate) for gate in grade.gates):
                return grade.name
        return None

    def highest_grade(self) -> int:
        """The place of the best grade that vetoes leave."""
        names = [grade.name for grade in self.form.grades]
        bars = [veto for veto in self.rubric.vetoes if veto.effect.grade is not None]
        return max(
            (names.index(str(veto.effect.grade)) for veto in bars if veto.when is None or self.holds(veto.when)),
            default=0,
        )

    # Maxima

    def maximum(self, code: str) -> Number:
        """What could be earned; nothing by a penalty. None where no points are printed or the node does not apply."""
        if code in self.nodes and not self.applies(self.nodes[code].node):
            return None
        if code == "total" and not self.concerned:
            return None
        if self.less_is_better or code == "penalty" or self.is_penalty(code):
            return ZERO
        if code == "total":
            if not self.scored:
                return None
            most = none_or_sum([self.maximum("base"), self.maximum("bonus")])
            return None if most is None else (most + self.rubric.total.offset) * self.rubric.total.factor
        if code in ROLES:
            return self.maximum_of(self.tops(code))
        node = self.nodes[code].node
        return self.inner_maximum(self.nodes[code]) if node.children else node.points

    def inner_maximum(self, place: Placed) -> Number:
        """The printed points; where something was dropped, what is left of them."""
        node = place.node
        if self.set_aside(place):
            return self.full_maximum(node)
        parts = self.maximum_of_children(place)
        if node.points is None or parts is None:
            return parts if node.points is None else node.points
        if node.combine in ("sum", "ladder") and node.offset == 0 and node.factor == 1 and adds_up(node):
            return node.points if all(self.applies(below) for below in node.walk()) else parts
        return node.points if all(self.applies(child) for child in node.children) else min(node.points, parts)

    def maximum_of_children(self, place: Placed) -> Number:
        """The maximum of what counts, scaled as the value is."""
        node = place.node
        match node.combine:
            case "mean":
                left = [child for child in node.children if self.applies(child)]
                maxima = [(self.weight(child), self.maximum(child.code)) for child in left]
                known = [(weight, most) for weight, most in maxima if most is not None]
                most = mean_of(known) if len(known) == len(maxima) else None
            case "best" | "worst":
                most = self.maximum(self.winner(place)[0].code)
            case "sum" | "ladder":
                most = self.maximum_of(node.children)
        return None if most is None else (most + node.offset) * node.factor

    def maximum_of(self, nodes: Iterable[Indicator]) -> Number:
        """The sum of the maxima of the nodes that apply, and what they take over; nothing where none applies."""
        nodes = [*nodes]
        taken_over = self.taken_over(nodes)
        if not taken_over:
            return self.plain_maximum(nodes)
        own = full(self.plain_maximum(nodes))
        return own + taken_over if own > 0 else ZERO

    def plain_maximum(self, nodes: Iterable[Indicator]) -> Number:
        """The sum of the maxima of the nodes that apply."""
        return none_or_sum([self.maximum(node.code) for node in nodes if self.applies(node)])

    def full_maximum(self, node: Indicator) -> Number:
        """What the maximum would be if all applied; None where no points are printed and it rests on who wins."""
        if self.less_is_better or self.is_penalty(node.code):
            return ZERO
        if node.points is not None or not node.children:
            return node.points
        maxima = [(self.weight(child), self.full_maximum(child)) for child in node.children]
        known = [(weight, most) for weight, most in maxima if most is not None]
        if len(known) < len(maxima) or node.combine in ("best", "worst"):
            return None
        most = mean_of(known) if node.combine == "mean" else sum((most for _, most in known), ZERO)
        return (most + node.offset) * node.factor


def adds_up(node: Indicator) -> bool:
    """Whether the points printed for the children are together those printed for the node."""
    return sum((child.points for child in node.children if child.points is not None), ZERO) == node.points


def mean_of(weighted: list[tuple[Fraction, Fraction]]) -> Fraction:
    """The weighted mean; nothing has a weight but none at all."""
    weights = sum((weight for weight, _ in weighted), ZERO)
    return sum((weight * number for weight, number in weighted), ZERO) / weights if weights else ZERO


def none_or_sum(values: Iterable[Number]) -> Number:
    """The sum, if every part of it is known."""
    total = ZERO
    for value in values:
        if value is None:
            return None
        total += value
    return total
