"""What scoring one unit has met: rules, gates, policies, statuses, vetoes and sides of boundaries, each as a label."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain
from typing import Final

from attrs import frozen

from opengov_rules.conditions import COMPARISONS, Compared, Condition, Constant, FactSum, Joined, NodeResult, Quantity
from opengov_rules.evidence import NEVER, Evidence, Sample, Status
from opengov_rules.facts import Fact
from opengov_rules.rules import KINDS, Deduct, Judged, PerEvent, SampleRule, Tiers
from opengov_rules.scheme import Indicator, Rubric
from oracle import ROLES, Assessment, Placed, number_or_none, rule_value
from wide_tallies import TRUTHS, Wide

SIDES: Final = ("just below", "at", "just above")

RULES: Final = frozenset(
    [f"rule {kind.kind}: {worth}" for kind in KINDS for worth in ("something", "nothing")]
    + [f"sample: {how}" for how in ("each", "all hit", "one missed", "fewer is full", "fewer is zero")]
    + ["sample: none is full", "sample: none is zero", "sample from its assets"]
    + [f"per_event: {take}, several occurred" for take in ("sum", "best", "distinct")]
    + [f"tiers: {limit}" for limit in ("first limit", "later limit", "no limit")]
    + ["judged: full_if holds", "judged: full_if fails"]
)
GATES: Final = frozenset(
    [f"{gate} {truth}" for gate in ("only_if", "zero_if", "excused_if") for truth in TRUTHS.values()]
    + [f"{gate} of an inner node {truth}" for gate in ("only_if", "zero_if") for truth in TRUTHS.values()]
    + [f"{joint} {truth}" for joint in ("all", "any", "none") for truth in TRUTHS.values()]
    + [f"{what} {truth}" for what in ("points_of", "share_of", "pair") for truth in TRUTHS.values()]
)
LIMITS: Final = frozenset(
    [f"{limit} of {what} bites" for limit, what in (("floor", "a leaf"), ("cap", "a leaf"), ("cap", "an inner node"))]
    + ["floor of the total bites", "cap of the total bites"]
    + [f"{what}: {side}" for what in ("faults that take all", "events that earn all") for side in SIDES]
)
STATUSES: Final = frozenset(
    [f"status {status.value}" for status in Status]
    + [f"policy {policy}" for policy in ("drop", "full", "zero")]
    + ["policy drop of all children", "needed and not submitted", "event not submitted"]
    + ["under needs_evidence: the day before", "under needs_evidence: on the last day", "under needs_evidence: late"]
    + ["late where no evidence is needed", "absent: not named", "absent: an asset not named", "never"]
    + [f"take {fold}" for fold in ("sum", "min", "max", "count", "mean", "median", "distinct")]
    + [f"{cut} before a {fold}" for cut in ("trim", "best") for fold in ("sum", "mean")]
)
TREES: Final = frozenset(
    ["variant by unit", "variant by kind", "otherwise unstated", "bonus earned", "penalty taken"]
    + [f"grade: {which}" for which in ("the first", "a later one")]
)
VETOES: Final = frozenset(
    [f"veto on {scope} {truth}" for scope in ("a leaf", "an inner node", "the total") for truth in TRUTHS.values()]
    + [f"veto on {scope} takes points" for scope in ("a leaf", "an inner node", "the total")]
    + ["veto leaves some points"]
)
BOUNDARIES: Final = frozenset(f"{comparison}: {side}" for comparison in COMPARISONS for side in SIDES)


@frozen
class Met:
    """One unit of a scheme, scored by the oracle: what there was to see."""

    rubric: Rubric
    """With its variants."""
    facts: Mapping[str, Fact]
    truth: Assessment
    evidence: Evidence

    def labels(self) -> Iterator[str]:
        """Everything met, once for every place where it was."""
        yield from self.answers()
        yield from self.variants()
        yield from Wide(self.truth).labels()
        for place in self.truth.nodes.values():
            if self.truth.applies(place.node) and place.node.children and self.truth.set_aside(place):
                yield f"policy {place.policy} of an inner node"
            elif self.truth.applies(place.node):
                yield from self.inner(place) if place.node.children else self.leaf(place)
            else:
                yield "policy drop of all children" if place.node.children else "policy drop"
        yield from self.total()
        yield from self.vetoes()

    def answers(self) -> Iterator[str]:
        """How facts were answered."""
        answers, form = self.truth.answers, self.truth.form
        for observation in self.evidence.observations:
            yield f"status {observation.status.value}"
            if observation.value is NEVER:
                yield "never"
            if observation.time is not None and form.due is not None and observation.status is Status.OBSERVED:
                days = (observation.time - form.due).days
                if observation.fact in form.submitted:
                    side = {-1: "the day before", 0: "on the last day"}.get(days, "late" if days > 0 else "early")
                    yield f"under needs_evidence: {side}"
                elif days > 0:
                    yield "late where no evidence is needed"
        for name, fact in self.facts.items():
            found = self.evidence[name]
            if fact.absent and not found:
                yield "absent: not named"
            elif fact.absent and any(True for _ in answers.silent(name)):
                yield "absent: an asset not named"
            if len(found) > 1 and fact.take is not None:
                yield f"take {fact.take}"
                yield from (f"{cut} before a {fact.take}" for cut in ("trim", "best") if getattr(fact, cut))
            if fact.hit_when is not None and not found and isinstance(answers(name), Sample):
                yield "sample from its assets"

    def variants(self) -> Iterator[str]:
        """Which variant stands for the unit."""
        for node in self.rubric.walk():
            if node.variants:
                body = self.truth.nodes[node.code].node
                by_unit, by_kind = ("variant by unit", body.units), ("variant by kind", body.kinds)
                labels = [label for label, named in (by_unit, by_kind) if named]
                yield labels[0] if len(labels) == 1 else "variant by both" if labels else "otherwise unstated"

    # Leaves

    def leaf(self, place: Placed) -> Iterator[str]:
        """A leaf that applies."""
        leaf, truth = place.node, self.truth
        if place.policy is not None and truth.set_aside(place):
            yield f"policy {place.policy}"
            return
        result = truth.result(leaf.code)
        if leaf.rule is not None:
            yield f"rule {leaf.rule.kind}: {'something' if result else 'nothing'}"
        if result and place.role != "base":
            yield {"bonus": "bonus earned", "penalty": "penalty taken", "unscored": "unscored earned"}[place.role]
        yield from self.gates(leaf)
        if truth.unsubmitted(leaf):
            yield "needed and not submitted"
        elif leaf.excused_if is None or not truth.holds(leaf.excused_if):
            yield from self.rule(leaf)
            yield from self.limits(leaf, rule_value(leaf, truth), "a leaf")

    def gates(self, node: Indicator) -> Iterator[str]:
        """What gates the node, and what its rule asks."""
        where = " of an inner node" if node.children else ""
        gates = (("only_if", node.only_if), ("zero_if", node.zero_if), ("excused_if", node.excused_if))
        for gate, condition in gates:
            if condition is not None:
                yield f"{gate}{where} {TRUTHS[self.truth.truth(condition)]}"
                yield from self.condition(condition)
        if node.rule is not None:
            yield from chain.from_iterable(self.condition(part) for _, part in node.rule.reads())

    def limits(self, node: Indicator, value: Fraction, what: str) -> Iterator[str]:
        """Which limits change the node's value."""
        if node.floor is not None and value < node.floor:
            yield f"floor of {what} bites"
        if node.cap is not None and value > node.cap:
            yield f"cap of {what} bites"

    def rule(self, leaf: Indicator) -> Iterator[str]:
        """What the rule of a leaf with all its answers met."""
        match leaf.rule:
            case SampleRule() as rule:
                yield from self.sample(rule)
            case PerEvent() as rule:
                yield from self.events(rule, leaf.points)
            case Deduct() as rule if leaf.points is not None:
                taken = sum((rate * self.truth.number(fact) for fact, rate in rule.faults), Fraction(0))
                yield from beside("faults that take all", taken, leaf.points, max(rate for _, rate in rule.faults))
            case Tiers() as rule:
                held = [self.truth.holds(limit.when) for limit in rule.limits]
                yield f"tiers: {'no' if True not in held else 'first' if held[0] else 'later'} limit"
            case Judged(full_if=condition) if condition is not None:
                yield f"judged: full_if {'holds' if self.truth.holds(condition) else 'fails'}"

    def sample(self, rule: SampleRule) -> Iterator[str]:
        """How many were drawn, and how many hit."""
        drawn = self.truth.answers(rule.fact)
        if not isinstance(drawn, Sample):
            return
        if rule.each is not None:
            yield "sample: each"
        elif drawn.drawn == 0:
            yield f"sample: none is {rule.none}"
        elif drawn.hits < drawn.drawn:
            yield "sample: one missed"
        else:
            yield "sample: all hit" if drawn.drawn == rule.draw else f"sample: fewer is {rule.fewer}"

    def events(self, rule: PerEvent, points: Fraction | None) -> Iterator[str]:
        """Which events occurred."""
        counts = [(number_or_none(fact, self.truth.answers(fact)), rate) for fact, rate in rule.events]
        if any(count is None for count, _ in counts):
            yield "event not submitted"
        occurred = [count * rate for count, rate in counts if count]
        if len(occurred) > 1:
            yield f"per_event: {rule.take}, several occurred"
        if rule.take == "sum" and points is not None:
            earned = sum(occurred, Fraction(0))
            yield from beside("events that earn all", earned, points, max(rate for _, rate in rule.events))

    # Above the leaves

    def inner(self, place: Placed) -> Iterator[str]:
        """A node with children that applies."""
        yield from self.gates(place.node)
        node = place.node
        value = (self.truth.combined(place) + node.offset) * node.factor
        yield from self.limits(node, value, "an inner node")

    def total(self) -> Iterator[str]:
        """The limits and the grade of the whole."""
        declared, value = self.rubric.total, self.truth.sum_of(ROLES)
        if declared.floor is not None and value < declared.floor:
            yield "floor of the total bites"
        if declared.cap is not None and value > declared.cap:
            yield "cap of the total bites"
        if self.truth.form.grades:
            yield f"grade: {'the first' if self.truth.grade() == self.truth.form.grades[0].name else 'a later one'}"

    def vetoes(self) -> Iterator[str]:
        """Which vetoes held, and what they took."""
        for veto in self.rubric.vetoes:
            place = self.truth.nodes.get(veto.scope)
            scope = "the total" if place is None else "an inner node" if place.node.children else "a leaf"
            if veto.when is None or veto.effect.points is None:
                continue
            holds, left = self.truth.truth(veto.when), veto.effect.points
            yield f"veto on {scope} {TRUTHS[holds]}"
            yield from self.condition(veto.when)
            applies = place is None or self.truth.applies(place.node)
            if holds and applies and self.truth.before_vetoes(veto.scope) > left:
                yield f"veto on {scope} takes points"
                if left > 0:
                    yield "veto leaves some points"

    # Conditions

    def condition(self, condition: Condition | Quantity) -> Iterator[str]:
        """How a condition and its parts turned out, and how near the compared sides were."""
        if isinstance(condition, Joined):
            yield f"{condition.how} {TRUTHS[self.truth.truth(condition)]}"
            yield from chain.from_iterable(self.condition(part) for part in condition.parts)
        elif isinstance(condition, Compared):
            yield from self.comparison(condition)

    def comparison(self, asked: Compared) -> Iterator[str]:
        """A comparison with a constant by its side, any other by its truth."""
        if isinstance(asked.left, NodeResult):
            yield f"{'share' if asked.left.share else 'points'}_of {TRUTHS[self.truth.truth(asked)]}"
        elif not isinstance(asked.right, Constant):
            yield f"pair {TRUTHS[self.truth.truth(asked)]}"
        elif isinstance(asked.left, FactSum):
            left = self.truth.quantity(asked.left)
            if left is not None:
                step = min(abs(weight) * self.facts[fact].slot_step for fact, weight in asked.left.weights)
                yield from beside(asked.comparison, left, asked.right.value, step)


def beside(what: str, left: Fraction, right: Fraction, step: Fraction) -> Iterator[str]:
    """Whether two numbers are equal or at most one step apart."""
    gap = left - right
    if abs(gap) <= step:
        yield f"{what}: {'at' if gap == 0 else 'just above' if gap > 0 else 'just below'}"
