"""A rubric to its graph: the order of operations, written once and the same at every node.

value → scale → floor and cap → rounding → conditions → applicability → vetoes; `total` is the last node. Every step
that may move points leaves an entry, signed as a loss, so that losses add up to maximum − points.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final, Literal

from attrs import evolve

from ..conditions import Condition, facts_of
from ..facts import Fact
from ..formula import (
    FALSE,
    ONE,
    TRUE,
    ZERO,
    Const,
    Formula,
    Points,
    Range,
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
    quotient,
    stage_ranges,
    times,
)
from ..problems import Invalid
from ..rules import Deduct, Loss, Lowered, lower_condition, lower_quantity
from ..scheme import Effect, Indicator, Rubric, Veto
from .asking import Inherited, keyed, settings
from .combining import RESCALED, Child, Combined, combine
from .graph import GROUPS, TOTAL, EachPlan, HitPlan, Plan
from .ordering import conditions_above, siblings
from .shaping import in_steps, scaled, scaled_maximum
from .slots import UNPUBLISHED, Maximum, SlotTable
from .steps import Ceiling, Step, because, moved_entry

TOTAL_NAME: Final = "总分"
EXACT: Final = "exact"
"""The stage of the total before it is rounded."""
CONCERNED: Final = "concerned"
"""The stage that tells whether there is anything to score the unit by."""
FULL: Final = "full:"
CONCERNS: Final = "concerns:"
"""What others read of a node without a stage: its maximum where it applies, and whether it is something to score by."""


class Lowering:
    """Lowers one rubric. Nodes come in an order in which everything they read has been lowered before.

    `facts` are the merged facts that fill slots; `asked` names the facts of each leaf and variant by its key; `each`
    holds the nodes that are evaluated for every asset, of which the rubric has nothing else. `beside` lowers another
    version of the rubric into the same graph: what nodes read of each other is shared.
    """

    def __init__(
        self,
        rubric: Rubric,
        facts: Mapping[str, Fact],
        asked: Mapping[str, tuple[str, ...]],
        each: Mapping[str, EachPlan],
        beside: "Lowering | None" = None,
    ) -> None:
        self.table: SlotTable = SlotTable(facts, None if beside is None else beside.table)
        self.table.awaits_points = rubric.awaits_points
        self.stages: dict[str, Formula] = {} if beside is None else beside.stages
        self.plans: dict[str, Plan] = {} if beside is None else beside.plans
        self.concerned: Formula = TRUE
        self._asked = asked
        self._each = each
        self._rubric = rubric
        self._settings = settings(rubric)
        self._nodes = {node.code: node for node in rubric.walk()}
        self._ranges: dict[str, Range] = {} if beside is None else beside._ranges
        self._full: dict[str, Formula] = {} if beside is None else beside._full
        self._concerning: dict[str, Formula] = {} if beside is None else beside._concerning
        self._groups: dict[str, tuple[Loss, ...]] = {} if beside is None else beside._groups
        self._bites: dict[str, Formula] = {}
        self._counting: dict[str, Formula] = {}
        self._written: dict[str, Formula] = {}
        self._lower = rubric.better == "lower"
        self._siblings = siblings(rubric)
        self._above = {code: tuple(conditions_above(rubric, code)) for code in self._nodes}
        if not self._lower:
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

    def lowered(self, code: str) -> dict[str, Formula]:
        """Lower one node, and tell every formula by its name that others read of it; none if there is no such node."""
        if code not in self._nodes and code not in (*GROUPS, TOTAL):
            return {}
        self._written = {}
        self.lower([code])
        unstaged = ((FULL, self._full), (CONCERNS, self._concerning))
        return self._written | {f"{prefix}{code}": held[code] for prefix, held in unstaged if code in held}

    def agree(self, code: str, formulas: Mapping[str, Formula], domains: Mapping[int, Range]) -> None:
        """Let these formulas stand for what others read of a node, instead of what its last version made of them."""
        for name, formula in formulas.items():
            if name == f"{FULL}{code}":
                self._full[code] = formula
            elif name == f"{CONCERNS}{code}":
                self._concerning[code] = formula
            else:
                self.stages[name] = formula
                self._ranges[name] = evaluate_range(formula, domains, self._ranges)
        if f"max:{code}" in formulas:
            self.table.maxima[code] = Maximum(self._value(f"max:{code}"), self._value(f"bounded:{code}"))
        if f"is:{code}" in formulas:
            self.table.applying[code] = self._value(f"is:{code}")

    def _stage(self, name: str, formula: Formula) -> Formula:
        """The formula as a stage of its own; a constant stays one."""
        self.stages[name] = self._written[name] = formula
        self._ranges[name] = evaluate_range(formula, self.table.domains, self._ranges)
        return formula if isinstance(formula, Const) else Points(name)

    def _node(self, node: Indicator) -> None:
        step, applies, maximum = self._inner(node) if node.children else self._variants(node)
        self._concerning[node.code] = self._concerns(node)
        vetoed = self._vetoed(step, node.code, applies)
        self._keep(node.code, node, step if vetoed is step else vetoed.only_where(applies, ZERO), maximum, applies)

    def _full_of(self, key: str, node: Indicator) -> Formula:
        """What a leaf is worth at most where it applies."""
        return ZERO if self._settings[key].penalty else const(node.points or 0)

    def _keep(self, code: str, node: Indicator | None, step: Step, maximum: Maximum, applies: Formula) -> None:
        top = self._rubric.indicators if node is None else node.children
        points = self._stage(code, step.value)
        maximum = self._bound(code, maximum)
        above = (lower_condition(condition, self.table).holds for condition in self._above.get(code, ()))
        self.table.applying[code] = self._stage(f"is:{code}", all_of((applies, *above)))
        self.plans[code] = Plan(
            code=code,
            name=TOTAL_NAME if node is None else node.name,
            indicator=node,
            children=tuple(child.code for child in top),
            points=points if self._lower else times(const(step.sign), points),
            maximum=maximum.value,
            bounded=maximum.known,
            applies=self.table.applying[code],
            counts=FALSE if node is not None and node.role == "unscored" else TRUE,
            losses=step.entries,
            facts=() if node is None else self._facts_of(node),
        )

    def _bound(self, code: str, maximum: Maximum) -> Maximum:
        """The maximum as stages of its own."""
        kept = Maximum(self._stage(f"max:{code}", maximum.value), self._stage(f"bounded:{code}", maximum.known))
        self.table.maxima[code] = kept
        return kept

    def _facts_of(self, node: Indicator) -> tuple[str, ...]:
        if node.code in self._each:
            return (node.code, *self._each[node.code].facts)
        return tuple(dict.fromkeys(fact for key, _ in keyed(node) for fact in self._asked.get(key, ())))

    def _variants(self, node: Indicator) -> tuple[Step, Formula, Maximum]:
        """The leaf; where it has variants, the one that is selected, which is always exactly one."""
        bodies = keyed(node)
        self._full[node.code] = choose(
            [(self.table.selected(key), self._full_of(key, body)) for key, body in bodies[:-1]],
            self._full_of(*bodies[-1]),
        )
        found = [(self.table.selected(key), *self._leaf(body, key)) for key, body in bodies if node.variants]
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
        return Step(value, entries, last.sign), applies, most

    def _leaf(self, node: Indicator, key: str) -> tuple[Step, Formula, Maximum]:
        held = self._settings[key]
        if node.code in self._each:
            return self._folded(node, held)
        if node.rule is None:
            raise Invalid("rule-missing", code=node.code)
        full = times(self._full_of(key, node), self._growth(node, held))
        if isinstance(node.rule, Deduct):
            lowered = node.rule.from_full(full, self.table)
        else:
            lowered = node.rule.lower(node.points, self.table)
        sign: Literal[1, -1] = -1 if held.penalty else 1
        step = Step(lowered.value, _own_entries(lowered, held), sign)
        if not isinstance(node.rule, Deduct) and not isinstance(full, Const):
            grown = times(self._growth(node, held), step.value)
            step = step.moved(grown, "rescaled", RESCALED, minus(full, const(node.points or 0)))
        excused: Formula = FALSE
        if node.excused_if is not None and node.points is not None:
            excused = lower_condition(node.excused_if, self.table).holds
            met = choose([(excused, full)], step.value)
            step = step.to(met, "excused", excused, because("已说明,视为符合", "excused", node.excused_if))
        step = self._clamped(scaled(step, node), node, None if isinstance(full, Const) else full)
        given = all_of(self.table.answered(fact) for fact in lowered.needs)
        answered = lowered.decided or all_of(self.table.defined(fact) for fact in lowered.needs)
        answered = any_of((answered, all_of((given, excused))))  # what is excused need not be worked out
        step = step.only_where(answered, ZERO)
        missing = tuple(
            Loss(kind=kind, amount=times(full, active), active=active, words=words, facts=lowered.needs)
            for kind, words, active in (
                ("not_submitted", _NO_WORK, all_of((negate(answered), negate(given)))),
                ("undefined", _UNDEFINED, all_of((negate(answered), given))),
            )
            if active != FALSE
        )
        step = Step(step.value, (*step.entries, *missing), sign)
        step = self._gated(step, node)
        maximum = UNPUBLISHED if node.points is None and not held.penalty else Maximum(full)
        facts = self._asked[key] if held.not_applicable is not None else ()
        applies = all_of(self.table.applicable(fact) for fact in facts)
        return self._applicable(step, node, held, applies, maximum)

    def _growth(self, node: Indicator, held: Inherited) -> Formula:
        """By which the points of a leaf grow where others leave theirs to it; only they grow, not what is taken off."""
        siblings = self._siblings[node.code]
        leaving = [one for one in siblings if self._settings[one.code].not_applicable == "spread" and one is not node]
        if not leaving or held.penalty or not self._grow(node):
            return ONE
        applying = {one.code: self._applies(one) for one in siblings}
        points = {one.code: const(one.points or 0) for one in siblings}
        here = add(choose([(applying[one.code], points[one.code])], ZERO) for one in siblings)
        left = add(choose([(applying[one.code], ZERO)], points[one.code]) for one in leaving)
        return ONE if left == ZERO else add((ONE, quotient(left, here)))

    def _applies(self, node: Indicator) -> Formula:
        """Whether a node applies to the unit, before it is lowered."""
        applies = any_of(self._applies(child) for child in node.children) if node.children else self._leaf_applies(node)
        if node.applies_if is None:
            return applies
        return all_of((applies, lower_condition(node.applies_if, self.table).holds))

    def _leaf_applies(self, node: Indicator) -> Formula:
        if self._settings[node.code].not_applicable is None:
            return TRUE
        of_bodies = [
            (self.table.selected(key), all_of(self.table.applicable(fact) for fact in self._asked[key]))
            for key, _ in keyed(node)
        ]
        return choose(of_bodies[:-1], of_bodies[-1][1])

    def _concerned(self) -> Formula:
        """Whether anything of the base applies to the unit, whatever a policy makes of what does not; without a base,
        anything that counts."""
        scored = [node for node in self._rubric.indicators if node.role != "unscored"]
        base = [node for node in scored if (node.role or "base") == "base"]
        return any_of(self._concerning[node.code] for node in base or scored) if scored else TRUE

    def _concerns(self, node: Indicator) -> Formula:
        """The same of a node; in a mean a child without weight is none."""
        if node.children:
            inside = any_of(
                all_of((self._concerning[child.code], compare("over", self._weight(child), ZERO)))
                if node.combine == "mean"
                else self._concerning[child.code]
                for child in node.children
            )
            return all_of((inside, self._admitted(node)))
        of_bodies = [(self.table.selected(key), self._body_concerns(key, body)) for key, body in keyed(node)]
        return choose(of_bodies[:-1], of_bodies[-1][1]) if node.variants else self._body_concerns(node.code, node)

    def _body_concerns(self, key: str, body: Indicator) -> Formula:
        facts = self._asked[key] if self._settings[key].not_applicable is not None else ()
        inside = self._counting.get(body.code, TRUE)
        return all_of((inside, *(self.table.applicable(fact) for fact in facts), self._admitted(body)))

    def _admitted(self, node: Indicator) -> Formula:
        return TRUE if node.applies_if is None else lower_condition(node.applies_if, self.table).holds

    def _folded(self, node: Indicator, held: Inherited) -> tuple[Step, Formula, Maximum]:
        """A node of which every asset was evaluated by itself; its own rounding comes after the fold."""
        plan = self._each[node.code]
        inner, fold = plan.inner.plans[0], plan.fold
        reach = evaluate_range(inner.points, plan.inner.domains, stage_ranges(plan.inner.stages, plan.inner.domains))
        if plan.turned:
            reach = Range(None if reach.high is None else -reach.high, None if reach.low is None else -reach.low)
        if fold.take == "sum":
            reach = Range(None if reach.low is None or reach.low < 0 else Fraction(0), None)
        value, number = self.table.folded(node.code, plan.step, reach, mean=fold.take == "mean")
        self._counting[node.code] = compare("over", number, ZERO)
        sign: Literal[1, -1] = -1 if held.penalty else 1
        maximum = self._each_maximum(node, held, inner, number)
        lost = minus(maximum.value, times(const(sign), value))
        words = (f"各{plan.per}{FOLDED[fold.take][0]}:{{value}}", f"{FOLDED[fold.take][1]} each {plan.per}: {{value}}")
        entry = moved_entry("each", choose([(maximum.known, lost)], ZERO), words, (node.code,))
        step = Step(value, (entry,), sign)
        if fold.take == "sum":
            low = node.floor if node.floor is not None else Fraction(0)
            step = self._bounded(step, low, node.cap if node.cap is not None else node.points)
        return self._applicable(in_steps(step, node), node, held, self._counting[node.code], maximum)

    def _each_maximum(self, node: Indicator, held: Inherited, inner: Plan, number: Formula) -> Maximum:
        """The node's points; else what one asset is worth at most, and of a sum as often as assets count."""
        fold = self._each[node.code].fold
        if held.penalty:
            return Maximum(ZERO)
        if node.points is not None:
            return Maximum(const(node.points))
        if not isinstance(inner.maximum, Const) or inner.bounded != TRUE:
            return UNPUBLISHED
        if fold.take != "sum":
            return Maximum(inner.maximum)
        counted = number if fold.best is None else lowest((const(fold.best), number))
        return Maximum(times(inner.maximum, counted)) if not fold.trim else UNPUBLISHED

    def _applicable(
        self, step: Step, node: Indicator, held: Inherited, applies: Formula, maximum: Maximum
    ) -> tuple[Step, Formula, Maximum]:
        """The node under the policy for what does not apply to a unit."""
        facts = self._facts_of(node)
        if node.applies_if is not None:
            applies = all_of((applies, lower_condition(node.applies_if, self.table).holds))
            facts = (*facts, *facts_of(node.applies_if))
        full = maximum.value
        if applies == TRUE:
            return step, TRUE, maximum
        match held.not_applicable:
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
                return Step(step.value, (*step.entries, entry), step.sign), TRUE, maximum
            case _:
                return step.only_where(applies, ZERO), applies, maximum.only_where(applies)

    def _children(self, nodes: Iterable[Indicator]) -> list[Child]:
        """The nodes as the node above meets them."""
        return [
            Child(
                value=self._value(node.code),
                applies=self.table.applying[node.code],
                maximum=self.table.maxima[node.code],
                full=self._full[node.code],
                rescaled=self._is_rescaled(node),
                weight=self._weight(node),
                reach=self._ranges[node.code],
            )
            for node in nodes
        ]

    def _is_rescaled(self, node: Indicator) -> bool:
        """Whether those beside a node take its points over pro rata; beside nodes with parts `spread` is that too."""
        policy = self._settings[node.code].not_applicable
        return policy == "rescale" or (policy == "spread" and not self._grow(node))

    def _grow(self, node: Indicator) -> bool:
        """Whether the leaves beside a node can grow: where all are leaves."""
        return not any(one.children or one.for_each for one in self._siblings[node.code])

    def _value(self, stage: str) -> Formula:
        """A stage's value, of a node its points or in a penalty their amount; a constant as such."""
        formula = self.stages[stage]
        return formula if isinstance(formula, Const) else Points(stage)

    def _weight(self, node: Indicator) -> Formula:
        """How much a child counts in a mean: never less than nothing, and nothing where that is undefined."""
        if node.weight is None:
            return const(1)
        amount = lower_quantity(node.weight, self.table)
        return choose([(amount.defined, highest((ZERO, amount.value)))], ZERO)

    def _inner(self, node: Indicator) -> tuple[Step, Formula, Maximum]:
        held = self._settings[node.code]
        empty = Step(ZERO, (), -1 if held.penalty else 1)
        combined = combine(node.combine, self._children(node.children), empty)
        for child, counts in zip(node.children, combined.counts, strict=False):
            self.plans[child.code] = evolve(self.plans[child.code], counts=self._stage(f"counts:{child.code}", counts))
        step, applies, parts = combined.step, combined.applies, combined.maximum
        if held.penalty:
            step = self._gated(self._clamped(scaled(step, node), node), node)
        else:
            parts = scaled_maximum(parts, node)
            step = scaled(step, node, parts)
            own, differs = self._own_maximum(node, parts, applies)
            if node.points is not None:
                differs = (*differs, *self._unaccounted(node, step, combined, own, held))
            step = self._clamped(step, node)
            step = self._gated(Step(step.value, (*differs, *step.entries), step.sign), node)
            parts = own
        whole = scaled_maximum(Maximum(add(self._full[child.code] for child in node.children)), node).value
        self._full[node.code] = ZERO if held.penalty else whole if node.points is None else const(node.points)
        if node.applies_if is not None and held.not_applicable in ("full", "zero"):  # then nothing below applies
            stays = lower_condition(node.applies_if, self.table).holds
            applies = any_of((negate(stays), applies))
            parts = Maximum(choose([(stays, parts.value)], self._full[node.code]), parts.known)
        step, mine, parts = self._applicable(step, node, held, TRUE, parts)
        if node.offset != 0 or node.floor or node.combine == "mean":  # what would be there without any child
            step, parts = step.only_where(applies, ZERO), parts.only_where(applies)
        return step, all_of((applies, mine)), parts

    def _own_maximum(self, node: Indicator, parts: Maximum, applies: Formula) -> tuple[Maximum, tuple[Loss, ...]]:
        """The node's own points as its maximum, and an entry where its parts make up another one."""
        if node.points is None:
            return parts, ()
        own = const(node.points)
        if parts.known == FALSE or (parts.known == TRUE and isinstance(parts.value, Const) and parts.value == own):
            return Maximum(own), ()
        printed = [child.points for child in node.children]
        plain = node.combine in ("sum", "ladder") and node.offset == 0 and node.factor == 1
        if parts.known == TRUE and plain and sum(filter(None, printed), Fraction(0)) == node.points:
            if isinstance(parts.value, Const):
                return Maximum(own), ()
            reach = evaluate_range(parts.value, self.table.domains, self._ranges).high
            return (parts if reach == node.points else Maximum(lowest((own, parts.value)))), ()
        every = all_of(self.table.applying[child.code] for child in node.children)
        maximum = choose([(negate(parts.known), own), (every, own)], lowest((own, parts.value)))
        kind, words = "combined", _TAKEN_DIFFERS
        if node.combine in ("sum", "ladder"):
            capped = node.cap == node.points and sum(filter(None, printed), Fraction(0)) > node.points
            kind, words = ("combined", _CAPPED) if capped else ("discrepancy", _PARTS_DIFFER)
        differs = choose([(parts.known, minus(maximum, parts.value))], ZERO)
        return Maximum(maximum), (moved_entry(kind, differs, words),)

    def _unaccounted(
        self, node: Indicator, step: Step, combined: Combined, own: Maximum, held: Inherited
    ) -> Iterator[Loss]:
        """Where parts have no points of their own, what they tell no cause of; or what they make up beyond the node."""
        unknown = all_of((negate(combined.maximum.known), combined.applies))
        if unknown == FALSE:
            return
        told = [entry.amount for entry in step.entries]
        counts = combined.counts or tuple(TRUE for _ in node.children)
        for child, counted in zip(self._children(node.children), counts, strict=True):
            accounts = all_of((counted, child.applies, child.maximum.known))
            told.append(choose([(accounts, minus(child.maximum.value, child.value))], ZERO))
        rest = minus(minus(own.value, step.value), add(told))
        for kind, words, active in (
            ("unearned" if held.bonus else "missed", _UNPRINTED, compare("over", rest, ZERO)),
            ("combined", _BEYOND, compare("over", ZERO, rest)),
        ):
            yield moved_entry(kind, choose([(all_of((unknown, active)), rest)], ZERO), words)

    def _group(self, code: str) -> None:
        """Base, bonus or penalty: the sum of the top-level nodes of that role."""
        members = [node for node in self._rubric.indicators if (node.role or "base") == code]
        penalty = code == "penalty" or self._lower
        combined = combine("sum", self._children(members), Step(ZERO, (), -1 if penalty else 1))
        self._groups[code] = combined.step.entries
        self._stage(code, combined.step.value)
        self._bound(code, Maximum(ZERO) if penalty else combined.maximum)

    def _total(self) -> None:
        total = self._rubric.total
        value = minus(add((self._value("base"), self._value("bonus"))), self._value("penalty"))
        entries = tuple(entry for group in GROUPS for entry in self._groups[group])
        step = Step(value, entries, -1 if self._lower else 1)
        parts = Maximum.sum(self.table.maxima[group] for group in GROUPS)
        maximum = parts if self._lower else scaled_maximum(parts, total)
        step = self._bounded(scaled(step, total, None if self._lower else maximum), total.floor, total.cap)
        exact = self._vetoed(step, TOTAL)
        self._stage(EXACT, exact.value)
        if total.round is not None:
            exact = self._vetoed(in_steps(step, total), TOTAL)
        self.concerned = self._stage(CONCERNED, self._concerned())
        self._keep(TOTAL, None, exact, maximum, TRUE)

    def _clamped(self, step: Step, node: Indicator, grown: Formula | None = None) -> Step:
        """The value within [floor, cap], by default [0, points], and rounded; `grown` points are a cap of their own."""
        low = node.floor if node.floor is not None else Fraction(0)
        if grown is not None and node.cap is None:
            over = compare("over", step.value, grown)
            step = step.to(lowest((grown, step.value)), "cap", over, _OVER)
            return in_steps(self._bounded(step, low, None), node)
        return in_steps(self._bounded(step, low, node.cap if node.cap is not None else node.points), node)

    def _bounded(self, step: Step, low: Fraction | None, high: Fraction | None) -> Step:
        """The value within the limits; a limit that can never bind is left out."""
        reach = evaluate_range(step.value, self.table.domains, self._ranges)
        if high is not None and (reach.high is None or reach.high > high):
            over = compare("over", step.value, const(high))
            step = step.to(lowest((const(high), step.value)), "cap", over, _OVER)
            reach = evaluate_range(step.value, self.table.domains, self._ranges)
        if low is not None and (reach.low is None or reach.low < low):
            under = compare("over", const(low), step.value)
            step = step.to(highest((const(low), step.value)), "floor", under, ("扣完为止", "not below the floor"))
        return step

    def _gated(self, step: Step, node: Indicator) -> Step:
        """`only_if` must surely hold and `zero_if` surely fail, else 0; unsubmitted facts decide neither."""
        if node.only_if is not None:
            truth = lower_condition(node.only_if, self.table)
            words = because("不满足前提", "its condition is not met", node.only_if)
            step = step.gate(truth.holds, truth.fails, "only_if", words, facts_of(node.only_if))
        if node.zero_if is not None:
            truth = lower_condition(node.zero_if, self.table)
            words = because("该项不得分", "the item is worth nothing", node.zero_if)
            step = step.gate(truth.fails, truth.holds, "zero_if", words, facts_of(node.zero_if))
        return step

    def holds(self, veto: Veto) -> Formula:
        """Where a veto acts."""
        return TRUE if veto.when is None else lower_condition(veto.when, self.table).holds

    def acts(self, veto: Veto) -> Formula:
        """Where a veto does something; a ceiling only where it bit."""
        return self._bites.get(veto.key) or self.holds(veto)

    def _vetoed(self, step: Step, code: str, applies: Formula = TRUE) -> Step:
        """The vetoes of a scope in their order, each with what the scope still held; then the lowest ceiling."""
        ceilings, names = list[Ceiling](), list[str]()
        for veto in (veto for veto in self._rubric.vetoes if veto.scope == code and veto.effect.scoped):
            holds, effect, cite = self.holds(veto), veto.effect, next(iter(veto.cite), None)
            facts = () if veto.when is None else facts_of(veto.when)
            words = because("一票否决", "veto", veto.when)
            if effect.points is not None:
                fallen = choose([(holds, lowest((const(effect.points), step.value)))], step.value)
                step = step.to(fallen, "veto", holds, words, facts).citing(cite)
            if effect.replace is not None:
                replaced = choose([(holds, const(effect.replace))], step.value)
                step = step.to(replaced, "veto", holds, words, facts).citing(cite)
            if effect.at_most is not None:
                height = lower_quantity(effect.at_most, self.table)
                words = because("封顶", "ceiling", effect.at_most)
                facts = tuple(dict.fromkeys((*facts, *facts_of(effect.at_most))))
                names.append(veto.key if effect == Effect(at_most=effect.at_most) else "")
                ceilings.append(Ceiling(height.value, all_of((holds, height.defined)), words, facts, cite))
        under = step.under(ceilings)
        bites = under.entries[len(under.entries) - len(names) :]
        self._bites |= {name: all_of((applies, bite.active)) for name, bite in zip(names, bites, strict=True) if name}
        return under


FOLDED: Final[Mapping[str, tuple[str, str]]] = {
    "sum": ("合计", "sum of"),
    "mean": ("取平均", "mean of"),
    "median": ("取中位数", "median of"),
    "best": ("取最优", "best of"),
    "worst": ("取最差", "worst of"),
}
"""How the points of all assets are made one, in Chinese and English."""
_PARTS_DIFFER: Final = (
    "各部分分值之和与本级分值不符(原文如此)",
    "the parts do not add up to this node's points, as printed",
)
_CAPPED: Final = ("各部分合计超过本级最高计分", "the parts add up to more than the most that counts here")
_UNPRINTED: Final = (
    "各部分没有单列满分,本级未得满",
    "the parts print no points of their own, and did not fill this node's",
)
_BEYOND: Final = ("各部分合计超过本级分值", "the parts come to more than this node's points")
_TAKEN_DIFFERS: Final = ("所取部分的满分与本级分值不同", "what counts has another maximum than this node")
_NO_WORK: Final = ("未按要求报送,视为无相关工作", "not submitted: counts as no such work")
_UNDEFINED: Final = (
    "无法计算(除数不大于 0,或所依据的部分不适用):{named}",
    "cannot be reckoned (divides by nothing, or rests on what does not apply): {named}",
)
_OVER: Final = ("超过最高分部分不计", "above the most that counts")


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
