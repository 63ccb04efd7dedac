"""What scoring one unit has met of quantities, shapes, combinations, ceilings and grades, each as a label."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import Final

from opengov_rules.conditions import (
    Cases,
    Compared,
    Condition,
    Curve,
    Excess,
    Extreme,
    FactSum,
    Identity,
    Product,
    Quantity,
    Ratio,
    Steps,
    Sum,
    Word,
    walk,
)
from opengov_rules.evidence import Sample
from opengov_rules.formula import Rounding
from opengov_rules.rules import RatioRule, Tally
from opengov_rules.scheme import Indicator, Shaped, Veto
from oracle import Assessment, Placed, Truth, entry_value, rule_value

TRUTHS: Final[dict[Truth, str]] = {True: "holds", False: "fails", None: "unsure"}
ROUNDINGS: Final[tuple[Rounding, ...]] = ("half_up", "half_even", "truncate", "ceiling")
JOINTS: Final = ("best", "worst")

QUANTITIES: Final = frozenset(
    [f"{word}: {how}" for word in ("sum", "product", "ratio", "excess") for how in ("defined", "undefined")]
    + ["ratio: by nothing", "excess: nothing left", "least: the first", "least: a later one"]
    + ["most: the first", "most: a later one", "steps: no rest", "steps: a rest, full", "steps: a rest, started"]
    + [f"curve: {where}" for where in ("before the first point", "between", "beyond the last")]
    + [f"cases: {which}" for which in ("the first", "otherwise", "undefined")]
    + [f"choice {truth}" for truth in TRUTHS.values()]
    + ["identity holds", "identity fails", "a share of nothing", "a share of something"]
)
WIDE_RULES: Final = frozenset(
    [f"ratio rule: {how}" for how in ("nothing of nothing is zero", "nothing of nothing is full", "undefined")]
    + [f"ratio rule: {how}" for how in ("all", "a part", "in steps")]
    + [f"tally: {how}" for how in ("added", "taken off", "at its most", "addition undefined", "deduction undefined")]
)
SHAPES: Final = frozenset(
    ["offset of a leaf", "factor of a leaf", "offset of an inner node", "factor of an inner node"]
    + ["offset of the total", "factor of the total", "worth less than nothing", "a floor below 0 bites"]
    + [f"{how}: {side}" for how in ROUNDINGS for side in ("a tie", "no tie", "nothing to round")]
    + ["rounding of the total moves it", "graded rounded"]
    + ["graded rounded: on the other side of a threshold"]
)
COMBINATIONS: Final = frozenset(
    ["mean: equal weights", "mean: other weights", "mean: a weight of nothing", "ladder: broken", "ladder: climbed"]
    + [f"{joint}: {which}" for joint in JOINTS for which in ("the first", "a later one", "a tie")]
    + ["rescaled", "rescaled: nothing left", "nothing to rescale", "better lower", "nothing scored", "unscored earned"]
    + [f"applies_if of {what} {truth}" for what in ("a leaf", "an inner node") for truth in TRUTHS.values()]
    + [f"applies_if fails: {policy}" for policy in ("drop", "full", "zero", "rescale")]
)
CEILINGS: Final = frozenset(
    {
        *("ceiling bit", "ceiling not reached", "ceiling undefined", "ceiling not set", "ceiling without a condition"),
        *("the lower of two ceilings", "replace raises", "replace lowers", "replace not set"),
        *("withheld", "not withheld", "a grade barred", "a bar that bars nothing", "no bar"),
        *("direct grade given", "direct grade not given"),
    }
)


class Wide:
    """Labels of one unit scored by the oracle."""

    def __init__(self, truth: Assessment) -> None:
        self.truth = truth

    def labels(self) -> Iterator[str]:
        """Everything met, once for every place where it was."""
        for place in self.truth.nodes.values():
            yield from self.applicability(place)
            if self.truth.applies(place.node) and not self.truth.set_aside(place):
                yield from self.node(place)
        yield from self.total()
        yield from self.scopes()
        yield from self.grades()

    # Nodes

    def applicability(self, place: Placed) -> Iterator[str]:
        """Whether a node applies by its condition, and what it means that it does not."""
        node = place.node
        above = self.truth.form.above.get(node.code)
        if node.applies_if is None or (above is not None and self.truth.barred(above)):
            return
        if self.truth.not_for(node.applies_if):
            held: Truth = False
        else:
            held = self.truth.truth(node.applies_if)
            yield from self.asked(node.applies_if)
        yield f"applies_if of {'an inner node' if node.children else 'a leaf'} {TRUTHS[held]}"
        if not held:
            yield f"applies_if fails: {place.policy or 'drop'}"

    def node(self, place: Placed) -> Iterator[str]:
        """A node that applies."""
        node, truth = place.node, self.truth
        what = "an inner node" if node.children else "a leaf"
        if node.rule is not None:
            yield from chain.from_iterable(self.asked(part) for _, part in node.rule.reads())
        yield from chain.from_iterable(
            self.asked(part) for part in (node.only_if, node.zero_if, node.excused_if) if part is not None
        )
        match node.rule:
            case RatioRule() as rule:
                yield from self.ratio(rule)
            case Tally() as rule:
                yield from self.tally(rule)
        if node.children:
            yield from self.combination(place)
        if not node.children and (truth.unsubmitted(node) or not truth.open_gates(node)):
            return
        if not (node.excused_if is not None and truth.holds(node.excused_if)):
            value = truth.combined(place) if node.children else rule_value(node, truth)
            yield from self.shape(node, value, what, node.floor or Fraction(0), node.cap or node.points)

    def shape(
        self, what: Shaped, value: Fraction, name: str, low: Fraction | None, high: Fraction | None
    ) -> Iterator[str]:
        """What changes a value on its way."""
        if what.offset:
            yield f"offset of {name}"
        if what.factor != 1:
            yield f"factor of {name}"
        value = (value + what.offset) * what.factor
        if low is not None and low < 0 and value < low:
            yield "a floor below 0 bites"
        value = value if high is None else min(value, high)
        value = value if low is None else max(value, low)
        if value < 0:
            yield "worth less than nothing"
        if what.round is not None:
            rest = value / what.round.to % 1
            side = "nothing to round" if rest == 0 else "a tie" if rest == Fraction(1, 2) else "no tie"
            yield f"{what.round.how}: {side}"

    def combination(self, place: Placed) -> Iterator[str]:
        """How children came together."""
        node, truth = place.node, self.truth
        found = truth.worths(node.children)
        match node.combine:
            case "mean":
                weights = {truth.weight(child) for child, _ in found}
                yield f"mean: {'equal' if len(weights) == 1 else 'other'} weights"
                if 0 in weights:
                    yield "mean: a weight of nothing"
            case "best" | "worst" if len(found) > 1:
                won = truth.winner(place)
                ties = [worth for _, worth in found].count(won[1])
                which = "a tie" if ties > 1 else "the first" if won[0] is found[0][0] else "a later one"
                yield f"{node.combine}: {which}"
            case "ladder" if len(found) > 1:
                full = [worth >= (truth.maximum(child.code) or 0) for child, worth in found[:-1]]
                yield f"ladder: {'climbed' if all(full) else 'broken'}"
            case "sum":
                yield from self.rescaling(node.children)

    def rescaling(self, nodes: tuple[Indicator, ...]) -> Iterator[str]:
        """Whether points were taken over."""
        if any(self.truth.nodes[node.code].policy == "rescale" for node in nodes):
            taken_over = self.truth.taken_over(nodes)
            left = any(self.truth.applies(node) for node in nodes)
            yield "nothing to rescale" if not taken_over else "rescaled" if left else "rescaled: nothing left"

    def ratio(self, rule: RatioRule) -> Iterator[str]:
        """How much of a whole was reached."""
        part, whole = self.truth.quantity(rule.part), self.truth.quantity(rule.whole)
        if part is None or whole is None:
            yield "ratio rule: undefined"
        elif whole <= 0:
            yield f"ratio rule: nothing of nothing is {rule.none}"
        else:
            yield f"ratio rule: {'all' if part / whole >= rule.full_at.value else 'a part'}"
            if rule.step is not None:
                yield "ratio rule: in steps"

    def tally(self, rule: Tally) -> Iterator[str]:
        """What was added and taken off."""
        for entry in rule.entries:
            value = entry_value(entry, self.truth)
            unknown = entry.when is not None and self.truth.truth(entry.when) is None
            unknown |= entry.count is not None and self.truth.quantity(entry.count) is None
            if unknown:
                yield f"tally: {'addition' if entry.points > 0 else 'deduction'} undefined"
            elif value:
                yield f"tally: {'added' if value > 0 else 'taken off'}"
                if abs(value) == entry.most:
                    yield "tally: at its most"

    # The whole

    def total(self) -> Iterator[str]:
        """The total and its shape."""
        truth, total = self.truth, self.truth.rubric.total
        if truth.rubric.better == "lower":
            yield "better lower"
        if not truth.scored:
            yield "nothing scored"
            return
        for role in ("base", "bonus"):
            yield from self.rescaling(tuple(truth.tops(role)))
        yield from self.shape(total, truth.sum_of(("base", "bonus", "penalty")), "the total", total.floor, total.cap)
        if truth.result("exact") != truth.result("total"):
            yield "rounding of the total moves it"

    def scopes(self) -> Iterator[str]:
        """What ceilings and replacements did."""
        truth = self.truth
        ceilings = dict[str, list[Fraction]]()
        for veto in truth.rubric.vetoes:
            held = veto.when is None or truth.holds(veto.when)
            if veto.effect.withhold:
                yield "withheld" if held else "not withheld"
            scope = veto.scope
            if not veto.effect.scoped or (scope in truth.nodes and not truth.applies(truth.nodes[scope].node)):
                continue
            if veto.effect.at_most is not None:
                yield from self.ceiling(veto, held, ceilings.setdefault(scope, []))
            if veto.effect.replace is not None:
                before = truth.before_vetoes(scope)
                way = "raises" if before < veto.effect.replace else "lowers"
                yield f"replace {way if held else 'not set'}"
        for scope, heights in ceilings.items():
            result = truth.amount(scope)
            if len(heights) > 1 and result == min(heights) < max(heights):
                yield "the lower of two ceilings"

    def ceiling(self, veto: Veto, held: bool, heights: list[Fraction]) -> Iterator[str]:
        """Whether a ceiling bit."""
        if veto.effect.at_most is None:
            return
        yield from self.asked(veto.effect.at_most)
        height = self.truth.quantity(veto.effect.at_most)
        if veto.when is None:
            yield "ceiling without a condition"
        if not held:
            yield "ceiling not set"
        elif height is None:
            yield "ceiling undefined"
        else:
            heights.append(height)
            yield "ceiling bit" if self.truth.before_vetoes(veto.scope) > height else "ceiling not reached"

    def grades(self) -> Iterator[str]:
        """Grades given directly, and barred ones."""
        truth = self.truth
        names = [grade.name for grade in truth.form.grades]
        if truth.rubric.total.graded == "rounded" and names and truth.scored:
            yield "graded rounded"
            exact, total = truth.result("exact") or 0, truth.result("total") or 0
            ends = [end for grade in truth.form.grades for end in (grade.at_least, grade.at_most) if end is not None]
            if any((exact < end) != (total < end) or (exact > end) != (total > end) for end in ends):
                yield "graded rounded: on the other side of a threshold"
        given = truth.grade()
        for grade in truth.form.grades:
            if grade.when is not None:
                yield from self.asked(grade.when)
                yield f"direct grade {'given' if grade.name == given else 'not given'}"
        for veto in truth.rubric.vetoes:
            if veto.effect.grade is not None and given is not None:
                place = names.index(veto.effect.grade)
                if veto.when is None or truth.holds(veto.when):
                    yield "a grade barred" if place > 0 else "a bar that bars nothing"
                else:
                    yield "no bar"

    # Conditions and quantities

    def asked(self, part: Condition | Quantity) -> Iterator[str]:
        """How a condition or a quantity and everything in it turned out."""
        for inner in walk(part):
            match inner:
                case Identity():
                    yield f"identity {TRUTHS[self.truth.truth(inner)]}"
                case Compared(_, FactSum(), Word()):
                    yield f"choice {TRUTHS[self.truth.truth(inner)]}"
                case FactSum(((fact, _),)):
                    drawn = [o.value for o in self.truth.answers.evidence[fact] if isinstance(o.value, Sample)]
                    yield from (f"a share of {'some' if sample.drawn else 'no'}thing" for sample in drawn)
                case Sum() | Product() | Ratio() | Excess() | Extreme() | Steps() | Curve() | Cases():
                    yield from self.reckoned(inner)
                case _:
                    pass

    def reckoned(self, quantity: Quantity) -> Iterator[str]:
        """One quantity made of others."""
        of, value = self.truth.quantity, self.truth.quantity(quantity)
        known = "undefined" if value is None else "defined"
        match quantity:
            case Sum() | Product():
                yield f"{type(quantity).__name__.lower()}: {known}"
            case Ratio(part, whole):
                yield f"ratio: {known}"
                if value is None and of(part) is not None and of(whole) is not None:
                    yield "ratio: by nothing"
            case Excess():
                yield f"excess: {known}"
                if value == 0:
                    yield "excess: nothing left"
            case Extreme(how, items) if value is not None:
                yield f"{how}: {'the first' if of(items[0]) == value else 'a later one'}"
            case Steps(inside, step, count) if (number := of(inside)) is not None:
                yield "steps: no rest" if number % step.value == 0 else f"steps: a rest, {count}"
            case Curve(inside, through) if (number := of(inside)) is not None:
                low, high = through[0][0].value, through[-1][0].value
                where = "before the first point" if number < low else "beyond the last" if number > high else "between"
                yield f"curve: {where}"
            case Cases(cases, _):
                first = self.truth.truth(cases[0][0])
                otherwise = all(self.truth.truth(when) is False for when, _ in cases)
                which = "otherwise" if otherwise else "the first" if first else "a later one"
                yield f"cases: {'undefined' if value is None else which}"
            case _:
                pass
