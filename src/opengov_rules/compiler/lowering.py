"""A rubric to its graph: the order of operations, written once and the same at every node.

value → floor and cap → conditions → applicability → vetoes; `total` is the last node. Every step that may move
points leaves an entry, signed as a loss, so that losses add up to maximum − points.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import Final, Literal

from attrs import evolve, field, frozen

from ..conditions import Condition, facts_of, nodes_of, say
from ..facts import Fact
from ..formula import (
    FALSE,
    TRUE,
    ZERO,
    Const,
    Formula,
    Given,
    Points,
    Range,
    Value,
    add,
    all_of,
    any_of,
    choose,
    compare,
    const,
    evaluate_range,
    highest,
    lowest,
    minus,
    negate,
    times,
)
from ..problems import Invalid
from ..rules import Loss, Lowered, lower_condition
from ..scheme import Indicator, Rubric
from .asking import Inherited, conditions, keyed, settings
from .graph import FLAGS, TOTAL, HitPlan, Plan, SlotPart

TOTAL_NAME: Final = "总分"
GROUPS: Final = ("base", "bonus", "penalty")


class SlotTable:
    """Gives every question a slot the first time it is asked; the formulas of evidence for rules (`rules.Slots`)."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.slots: dict[tuple[str, SlotPart], int] = {}
        self.domains: dict[int, Range] = {}
        self.penalties: set[str] = set()
        self.maxima: dict[str, Maximum] = {}
        self.applying: dict[str, Formula] = {}
        self._facts = facts

    def _slot(self, fact: str, part: SlotPart) -> int:
        slot = self.slots.setdefault((fact, part), len(self.slots))
        if slot not in self.domains:
            self.domains[slot] = self._domain(fact, part)
        return slot

    def _domain(self, fact: str, part: SlotPart) -> Range:
        """The values that a slot may hold."""
        if part in FLAGS:
            return Range(Fraction(0), Fraction(1))
        low, high = self._facts[fact].domain()[1 if part == "misses" else 0]
        return Range(Fraction(low), None if high is None else Fraction(high))

    def value(self, fact: str) -> Formula:
        return Value(self._slot(fact, "value"), self._facts[fact].slot_step)

    def yes(self, fact: str) -> Formula:
        value = self.value(fact)
        return compare("over", value, ZERO) if self._facts[fact].take in ("sum", "count") else value

    def hits(self, fact: str) -> Formula:
        return Value(self._slot(fact, "hits"))

    def misses(self, fact: str) -> Formula:
        return Value(self._slot(fact, "misses"))

    def answered(self, fact: str) -> Formula:
        return Given(self._slot(fact, "answered"))

    def applicable(self, fact: str) -> Formula:
        return Given(self._slot(fact, "applicable"))

    def selected(self, variant: str) -> Formula:
        return Given(self._slot(variant, "selected"))

    def points(self, node: str) -> Formula:
        return times(const(-1 if node in self.penalties else 1), Points(node))

    def maximum(self, node: str) -> Formula:
        return self.maxima[node].value

    def applies(self, node: str) -> Formula:
        return self.applying.get(node, TRUE)


@frozen
class Maximum:
    """The most that counts, and whether it is known: 0 where a part that counts has no published points."""

    value: Formula
    known: Formula = TRUE

    def only_where(self, condition: Formula) -> "Maximum":
        """The same where the condition holds, else nothing, which is known."""
        return Maximum(choose([(condition, self.value)], ZERO), any_of((self.known, negate(condition))))

    @classmethod
    def sum(cls, maxima: Iterable["Maximum"]) -> "Maximum":
        """Of several parts together."""
        parts = list(maxima)
        known = all_of(part.known for part in parts)
        return cls(choose([(known, add(part.value for part in parts))], ZERO), known)


UNPUBLISHED: Final = Maximum(ZERO, FALSE)


def stage_order(rubric: Rubric) -> list[str]:
    """Every node after the nodes it reads. Raises `Invalid` where they read each other."""
    sorter = TopologicalSorter[str]()
    groups = dict[str, list[str]]({group: [] for group in GROUPS})
    for node in rubric.walk():
        gates = [veto.when for veto in rubric.vetoes if veto.scope == node.code]
        gates += [condition for body in (node, *node.bodies) for _, condition in conditions(body)]
        read = _reads(gates)
        sorter.add(node.code, *(child.code for child in node.children), *read)
    for node in rubric.indicators:
        groups[node.role or "base"].append(node.code)
    for group, members in groups.items():
        sorter.add(group, *members)
    sorter.add(TOTAL, *GROUPS, *_reads(veto.when for veto in rubric.vetoes if veto.scope == TOTAL))
    try:
        return list(sorter.static_order())
    except CycleError as error:
        raise Invalid("cycle", nodes=" → ".join(error.args[1])) from None


def _reads(conditions: Iterable[Condition]) -> list[str]:
    return [node for condition in conditions for node in nodes_of(condition)]


@frozen
class _Step:
    """A value on its way through a node, with the entries left so far."""

    value: Formula
    entries: tuple[Loss, ...]
    sign: Literal[1, -1] = field(default=1)

    def to(
        self, value: Formula, kind: str, active: Formula, words: tuple[str, str], facts: tuple[str, ...] = ()
    ) -> "_Step":
        """The next value; the difference is an entry, listed where `active` holds."""
        amount = times(const(self.sign), minus(self.value, value))
        entry = Loss(kind=kind, amount=amount, active=active, words=words, facts=facts)
        return _Step(value, (*self.entries, entry), self.sign)

    def gate(
        self, keeps: Formula, fails: Formula, kind: str, words: tuple[str, str], facts: tuple[str, ...]
    ) -> "_Step":
        """This value where `keeps` holds, else 0: an entry for the failure, and one for what was not submitted."""
        held = times(const(self.sign), self.value)
        unsure = minus(negate(keeps), fails)
        entries = tuple(
            Loss(kind=why, amount=choose([(active, held)], ZERO), active=active, words=said, facts=facts)
            for why, active, said in ((kind, fails, words), ("not_submitted", unsure, _UNSUBMITTED))
        )
        return _Step(choose([(keeps, self.value)], ZERO), (*self.entries, *entries), self.sign)

    def only_where(self, condition: Formula, otherwise: Formula) -> "_Step":
        """This value where the condition holds, with no entries where it does not."""
        if condition == TRUE:
            return self
        entries = tuple(
            evolve(entry, amount=choose([(condition, entry.amount)], ZERO), active=all_of((condition, entry.active)))
            for entry in self.entries
        )
        return _Step(choose([(condition, self.value)], otherwise), entries, self.sign)


class Lowering:
    """Lowers one rubric. Nodes come in an order in which everything they read has been lowered before.

    `facts` are the merged facts that fill slots; `asked` names the facts of each leaf and variant by its key.
    """

    def __init__(self, rubric: Rubric, facts: Mapping[str, Fact], asked: Mapping[str, tuple[str, ...]]) -> None:
        self.table = SlotTable(facts)
        self.stages: dict[str, Formula] = {}
        self.plans: dict[str, Plan] = {}
        self._asked = asked
        self._rubric = rubric
        self._settings = settings(rubric)
        self._nodes = {node.code: node for node in rubric.walk()}
        self._ranges: dict[str, Range] = {}
        self.table.penalties = {code for code, held in self._settings.items() if held.penalty} | {"penalty"}

    def lower(self, order: Iterable[str]) -> None:
        """Lower every node of the order."""
        for code in order:
            if code in GROUPS:
                self._group(code)
            elif code == TOTAL:
                self._total()
            else:
                self._node(self._nodes[code])

    def _stage(self, name: str, formula: Formula) -> Formula:
        """The formula as a stage of its own; a constant stays one."""
        self.stages[name] = formula
        self._ranges[name] = evaluate_range(formula, self.table.domains, self._ranges)
        return formula if isinstance(formula, Const) else Points(name)

    def _node(self, node: Indicator) -> None:
        step, applies, maximum = self._inner(node) if node.children else self._variants(node)
        self._keep(node.code, node, self._vetoed(step, node.code), maximum, applies)

    def _keep(self, code: str, node: Indicator | None, step: _Step, maximum: Maximum, applies: Formula) -> None:
        top = self._rubric.indicators if node is None else node.children
        points = self._stage(code, step.value)
        maximum = self._bound(code, maximum)
        self.table.applying[code] = self._stage(f"is:{code}", applies)
        self.plans[code] = Plan(
            code=code,
            name=TOTAL_NAME if node is None else node.name,
            indicator=node,
            children=tuple(child.code for child in top),
            sign=step.sign,
            points=times(const(step.sign), points),
            maximum=maximum.value,
            bounded=maximum.known,
            applies=self.table.applying[code],
            losses=step.entries,
            facts=() if node is None else self._facts_of(node),
        )

    def _bound(self, code: str, maximum: Maximum) -> Maximum:
        """The maximum as stages of its own."""
        kept = Maximum(self._stage(f"max:{code}", maximum.value), self._stage(f"bounded:{code}", maximum.known))
        self.table.maxima[code] = kept
        return kept

    def _facts_of(self, node: Indicator) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fact for key, _ in keyed(node) for fact in self._asked.get(key, ())))

    def _variants(self, node: Indicator) -> tuple[_Step, Formula, Maximum]:
        """The leaf; where it has variants, the one that is selected, which is always exactly one."""
        found = [(self.table.selected(key), *self._leaf(body, key)) for key, body in keyed(node) if node.variants]
        if not found:
            return self._leaf(node, node.code)
        *others, (_, last, applies, maximum) = found
        entries = tuple(entry for selected, step, *_ in found for entry in step.only_where(selected, ZERO).entries)
        value = choose([(selected, step.value) for selected, step, *_ in others], last.value)
        applies = choose([(selected, applying) for selected, _, applying, _ in others], applies)
        most = Maximum(
            choose([(selected, most.value) for selected, *_, most in others], maximum.value),
            choose([(selected, most.known) for selected, *_, most in others], maximum.known),
        )
        return _Step(value, entries, last.sign), applies, most

    def _leaf(self, node: Indicator, key: str) -> tuple[_Step, Formula, Maximum]:
        held = self._settings[key]
        if node.rule is None:
            raise Invalid("rule-missing", code=node.code)
        lowered = node.rule.lower(node.points, self.table)
        sign: Literal[1, -1] = -1 if held.penalty else 1
        step = _Step(lowered.value, _own_entries(lowered, held), sign)
        if node.excused_if is not None and node.points is not None:
            holds = lower_condition(node.excused_if, self.table).holds
            excused = choose([(holds, const(node.points))], step.value)
            step = step.to(excused, "excused", holds, _because("已说明,视为符合", "excused", node.excused_if))
        step = self._clamped(step, node)
        full = ZERO if held.penalty else const(node.points or 0)
        answered = lowered.decided or all_of(self.table.answered(fact) for fact in lowered.needs)
        step = step.only_where(answered, ZERO)
        missing = Loss(
            kind="not_submitted",
            amount=times(full, negate(answered)),
            active=negate(answered),
            words=("未按要求报送,视为无相关工作", "not submitted: counts as no such work"),
            facts=lowered.needs,
        )
        if lowered.needs:
            step = _Step(step.value, (*step.entries, missing), sign)
        step = self._gated(step, node)
        return self._applicable(step, node, key, full)

    def _applicable(self, step: _Step, node: Indicator, key: str, full: Formula) -> tuple[_Step, Formula, Maximum]:
        """The leaf under the policy for what does not apply to a unit."""
        held = self._settings[key]
        maximum = UNPUBLISHED if node.points is None and not held.penalty else Maximum(full)
        if held.not_applicable is None:
            return step, TRUE, maximum
        facts = self._asked[key]
        applies = all_of(self.table.applicable(fact) for fact in facts)
        match held.not_applicable:
            case "drop":
                return step.only_where(applies, ZERO), applies, maximum.only_where(applies)
            case "full":
                return step.only_where(applies, full), TRUE, maximum
            case "zero":
                step = step.only_where(applies, ZERO)
                entry = Loss(
                    kind="not_applicable",
                    amount=times(full, negate(applies)),
                    active=negate(applies),
                    words=("不适用,按 0 分计", "does not apply: counts as 0"),
                    facts=facts,
                )
                return _Step(step.value, (*step.entries, entry), step.sign), TRUE, maximum

    def _inner(self, node: Indicator) -> tuple[_Step, Formula, Maximum]:
        sign: Literal[1, -1] = -1 if self._settings[node.code].penalty else 1
        children = [self.plans[child.code] for child in node.children]
        step = _Step(add(times(const(sign), child.points) for child in children), (), sign)
        step = self._gated(self._clamped(step, node), node)
        applies = [child.applies for child in children]
        parts = Maximum.sum(self.table.maxima[child.code] for child in children)
        if node.points is None or sign == -1:
            return step, any_of(applies), parts
        own = const(node.points)
        printed = [child.points for child in node.children]
        if parts.known != TRUE or (isinstance(parts.value, Const) and parts.value == own):
            return step, any_of(applies), Maximum(own)
        if sum(filter(None, printed), Fraction(0)) == node.points:
            return step, any_of(applies), Maximum(own) if isinstance(parts.value, Const) else parts
        maximum = choose([(all_of(applies), own)], lowest((own, parts.value)))
        differs = Loss(
            kind="discrepancy", amount=minus(maximum, parts.value), active=TRUE, words=_PARTS_DIFFER, facts=()
        )
        return _Step(step.value, (differs, *step.entries), sign), any_of(applies), Maximum(maximum)

    def _group(self, code: str) -> None:
        """Base, bonus or penalty: the sum of the top-level nodes of that role."""
        members = [self.plans[n.code] for n in self._rubric.indicators if (n.role or "base") == code]
        value = add(times(const(plan.sign), plan.points) for plan in members)
        self._stage(code, value)
        penalty = code == "penalty"
        self._bound(code, Maximum(ZERO) if penalty else Maximum.sum(self.table.maxima[plan.code] for plan in members))

    def _total(self) -> None:
        value = minus(add((Points("base"), Points("bonus"))), Points("penalty"))
        step = self._bounded(_Step(value, ()), self._rubric.total.floor, self._rubric.total.cap)
        maximum = Maximum.sum(self.table.maxima[group] for group in GROUPS)
        self._keep(TOTAL, None, self._vetoed(step, TOTAL), maximum, TRUE)

    def _clamped(self, step: _Step, node: Indicator) -> _Step:
        """The value within [floor, cap], by default [0, points]."""
        low = node.floor if node.floor is not None else Fraction(0)
        return self._bounded(step, low, node.cap if node.cap is not None else node.points)

    def _bounded(self, step: _Step, low: Fraction | None, high: Fraction | None) -> _Step:
        """The value within the limits; a limit that can never bind is left out."""
        reach = evaluate_range(step.value, self.table.domains, self._ranges)
        if high is not None and (reach.high is None or reach.high > high):
            over = compare("over", step.value, const(high))
            step = step.to(
                lowest((const(high), step.value)), "cap", over, ("超过最高分部分不计", "above the most that counts")
            )
        if low is not None and (reach.low is None or reach.low < low):
            under = compare("over", const(low), step.value)
            step = step.to(highest((const(low), step.value)), "floor", under, ("扣完为止", "not below the floor"))
        return step

    def _gated(self, step: _Step, node: Indicator) -> _Step:
        """`only_if` must surely hold and `zero_if` surely fail, else 0; unsubmitted facts decide neither."""
        if node.only_if is not None:
            truth = lower_condition(node.only_if, self.table)
            words = _because("不满足前提", "its condition is not met", node.only_if)
            step = step.gate(truth.holds, truth.fails, "only_if", words, facts_of(node.only_if))
        if node.zero_if is not None:
            truth = lower_condition(node.zero_if, self.table)
            words = _because("该项不得分", "the item is worth nothing", node.zero_if)
            step = step.gate(truth.fails, truth.holds, "zero_if", words, facts_of(node.zero_if))
        return step

    def _vetoed(self, step: _Step, code: str) -> _Step:
        """Each veto brings the scope down to its points, never up; its entry is what the scope still held."""
        for veto in (veto for veto in self._rubric.vetoes if veto.scope == code):
            holds = lower_condition(veto.when, self.table).holds
            fallen = choose([(holds, lowest((const(veto.points), step.value)))], step.value)
            step = step.to(fallen, "veto", holds, _because("一票否决", "veto", veto.when), facts_of(veto.when))
            step = evolve(
                step, entries=(*step.entries[:-1], evolve(step.entries[-1], cite=next(iter(veto.cite), None)))
            )
        return step


_PARTS_DIFFER = ("各部分分值之和与本级分值不符(原文如此)", "the parts do not add up to this node's points, as printed")
_UNSUBMITTED = ("未按要求报送", "not submitted")


def _because(zh: str, en: str, condition: Condition) -> tuple[str, str]:
    return f"{zh}:{say(condition, 'zh')}", f"{en}: {say(condition, 'en')}"


def _own_entries(lowered: Lowered, held: Inherited) -> tuple[Loss, ...]:
    """A rule's own causes: losses; in a bonus what was not earned; in a penalty where the amount comes from."""
    if held.penalty:
        whole = Loss(
            kind="penalty",
            amount=lowered.value,
            active=compare("over", lowered.value, ZERO),
            words=("扣分", "penalty"),
            facts=lowered.needs,
        )
        return lowered.gains or (whole,)
    if held.bonus:
        return tuple(evolve(loss, kind="unearned") for loss in lowered.losses)
    return lowered.losses


def hit_plan(condition: Condition, facts: Mapping[str, Fact]) -> HitPlan:
    """How one looked-at asset is a hit."""
    table = SlotTable(facts)
    holds = lower_condition(condition, table).holds
    return HitPlan(slots=table.slots, holds=holds)
