"""The targets of indicators: their points, rules, conditions and answers, and what else moves them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from ...compiler import TOTAL, Plan
from ...compiler.asking import Inherited, keyed, leaf_facts, reads
from ...compiler.questions import questions_of_asset
from ...conditions import facts_of
from ...evidence import NEVER, Observation, Sample, Status
from ...facts import Fact, FactType
from ...formula import FALSE, TRUE, ZERO, Formula, all_of, compare, negate
from ...points import to_text
from ...rules import Loss, SampleRule, lower_condition
from ...saying import say
from ...scheme import Cited, Indicator
from .conditions import shown_by, shown_in
from .kinds import ways
from .points import Ground, Point, named_in
from .seen import Seen
from .targets import TargetKind

_MOVES: Final = {
    "excused": ("有说明,视为符合", "an excuse counts"),
    "only_if": ("前提不满足,因而失分", "a condition is not met, and takes points"),
    "zero_if": ("发生不得分的情形,因而失分", "worth nothing, and so takes points"),
    "veto": ("否决生效,扣去得分", "a veto takes points"),
    "ceiling": ("封顶生效", "a ceiling bites"),
    "cap": ("超过上限", "above the cap"),
    "floor": ("低于下限", "below the floor"),
    "rescaled": ("不适用部分的分值由其余承担", "others take over what does not apply"),
    "ladder": ("前一级未满,后面不计", "the one before is not full"),
    "averaged": ("加权平均改变得分", "the weighted mean moves points"),
    "combined": ("所取部分与本级分值不同", "what is taken has another maximum"),
}
"""The causes of a node's own that are targets, and what is said of them."""


def of_nodes(ground: Ground) -> Iterator[Point]:
    """The targets of every indicator, and of the total."""
    plans = {plan.code: plan for plan in ground.compiled.plans}
    for node in ground.rubric.walk():
        plan = plans[node.code]
        if node.code in ground.compiled.each:
            yield _several_assets(ground, node)
        elif node.children:
            yield from _own_conditions(ground, node, TRUE, ())
        else:
            for key, body in keyed(node):
                where = ground.table.selected(key) if node.variants else TRUE
                yield from _leaf(ground, body, plan, ground.held[key], where)
        yield from _moves(ground, node, node.code, plan.losses, _above_children(ground, node, plans))
    yield from _moves(ground, ground.rubric.total, TOTAL, plans[TOTAL].losses)


def _leaf(ground: Ground, body: Indicator, plan: Plan, held: Inherited, where: Formula) -> Iterator[Point]:
    asked = leaf_facts(body, ground.scheme)
    facts = _given(asked)
    yield from _outcome(ground, body, plan, where, facts)
    if body.rule is not None:
        for shown in ways(body.rule, body.points, ground.table):
            formula = all_of((where, shown.formula))
            yield ground.point(shown.kind, body, body.code, shown.what, facts=facts, formula=formula)
    yield from _own_conditions(ground, body, where, facts)
    yield from _answers(ground, body, asked, held, where)
    if held.not_applicable is not None and facts:
        yield _inapplicable(ground, body, asked, where)


def _given(asked: Iterable[Fact]) -> tuple[str, ...]:
    """What evidence names for a leaf: the facts asked, those that are folded, and those of a sample's assets."""
    found = dict[str, None]()
    for fact in asked:
        inner = () if fact.hit_when is None else facts_of(fact.hit_when)
        found.update(dict.fromkeys((fact.of or fact.name, *inner)))
    return tuple(found)


def _outcome(ground: Ground, body: Indicator, plan: Plan, where: Formula, facts: tuple[str, ...]) -> Iterator[Point]:
    """Full points and less; where no points are printed, a value."""
    here, penalty = all_of((where, plan.applies)), ground.held[body.code].penalty
    if body.points is None and not penalty:

        def decided(seen: Seen) -> bool:
            return seen.range(plan.points).known is not None and seen.truth(here)

        yield ground.point("full", body, body.code, ("有得分", "a value"), facts=facts, test=decided)
        return
    points, whole = to_text(body.points or Fraction(0)), compare("is", plan.points, plan.maximum)
    most = ("不扣分", "nothing taken") if penalty else (f"得 {points} 分", f"{points} points")
    less = ("有扣分", "something taken") if penalty else (f"不足 {points} 分", f"less than {points}")
    yield ground.point("full", body, body.code, most, facts=facts, formula=all_of((here, whole)))
    yield ground.point("lost", body, body.code, less, facts=facts, formula=all_of((here, negate(whole))))


def _own_conditions(ground: Ground, node: Indicator, where: Formula, facts: tuple[str, ...]) -> Iterator[Point]:
    """前提, 不得分, 说明 and the like: what a node has besides its rule."""
    ruled = set() if node.rule is None else {id(read) for _, read in node.rule.reads()}
    for _, read in reads(node):
        for shown in () if id(read) in ruled else shown_in(read, ground.table, where):
            named = named_in(read, facts)
            yield ground.point(shown.kind, node, node.code, shown.what, facts=named, formula=shown.formula)


def _above_children(ground: Ground, node: Indicator, plans: Mapping[str, Plan]) -> tuple[Formula, ...]:
    """What must hold of some child for a sum to exceed its node's points, where the children's add up to these.

    If no child exceeds its maximum, neither do those that take over what does not apply: that is shared out by maxima.
    """
    bodies = [body for child in node.children for body in child.bodies]
    most = sum((max(body.points or Fraction(0) for body in child.bodies) for child in node.children), Fraction(0))
    plain = node.combine == "sum" and node.offset == 0 and node.factor == 1 and node.cap is None
    spread = any(ground.held[child.code].not_applicable == "spread" for child in node.children)
    known = node.points is not None and all(body.points is not None for body in bodies)
    if not plain or spread or not known or most > (node.points or 0) or ground.held[node.code].penalty:
        return ()
    below = [plans[child.code] for child in node.children]
    return tuple(compare("over", plan.points, plan.maximum) for plan in below)


def _moves(
    ground: Ground, part: Cited, code: str, losses: Iterable[Loss], over: tuple[Formula, ...] = ()
) -> Iterator[Point]:
    """Every step that may move points, where it does. `over`: without one of these there is nothing above the cap."""
    for loss in losses:
        if loss.kind in _MOVES:
            moved = all_of((loss.active, negate(compare("is", loss.amount, ZERO))))
            (zh, en), (why, because) = _MOVES[loss.kind], loss.words
            cited = part if loss.cite is None else Cited(cite=(loss.cite,), where=part.where)
            said, needs = (f"{zh}({why})", f"{en} ({because})"), over if loss.kind == "cap" else ()
            yield ground.point("acts", cited, code, said, formula=moved, needs=needs)


def _answers(
    ground: Ground, body: Indicator, asked: tuple[Fact, ...], held: Inherited, where: Formula
) -> Iterator[Point]:
    """Answers other than plain ones, as far as the notice speaks of them."""
    facts = _given(asked)

    def unsent(seen: Seen) -> bool:
        return seen.truth(where) and _has(seen, asked, Status.NOT_SUBMITTED)

    if held.needs_evidence and facts:
        yield ground.point("unsent", body, body.code, ("未报送", "not submitted"), facts=facts, test=unsent)
    for fact in asked:
        yield from _of_fact(ground, body, fact, where)


def _inapplicable(ground: Ground, body: Indicator, asked: tuple[Fact, ...], where: Formula) -> Point:
    """An answer that does not apply, or the leaf's own `applies_if` that fails: either comes to its policy."""
    facts, applies_if = _given(asked), body.applies_if
    spared = FALSE if applies_if is None else lower_condition(applies_if, ground.table).fails

    def test(seen: Seen) -> bool:
        return seen.truth(where) and (seen.truth(spared) or _has(seen, asked, Status.NOT_APPLICABLE))

    read = () if applies_if is None else facts_of(applies_if)
    wanted = next((name for name in facts if name not in read), facts[0])
    zh = en = f'{wanted} = {{ status = "not_applicable" }}'
    if applies_if is not None:
        zh, en = f"{zh},或者不满足 {say(applies_if, 'zh')}", f"{en}, or not: {say(applies_if, 'en')}"
    return ground.point("not_applicable", body, body.code, (zh, en), facts=facts, test=test)


def _has(seen: Seen, asked: Iterable[Fact], status: Status) -> bool:
    """Whether one of the facts asked is answered so."""
    return any(seen.answers[fact.name].status is status for fact in asked if fact.name in seen.answers)


def _of_fact(ground: Ground, body: Indicator, fact: Fact, where: Formula) -> Iterator[Point]:
    names = _given([fact])

    def point(kind: TargetKind, zh: str, en: str, found: Callable[[Sequence[Observation]], bool]) -> Point:
        def test(seen: Seen) -> bool:
            return seen.truth(where) and found([o for name in names for o in seen.evidence[name]])

        return ground.point(kind, body, body.code, (f"{fact.name}:{zh}", f"{fact.name}: {en}"), facts=names, test=test)

    if fact.ruled:
        yield point("ruled", "已裁定", "ruled", lambda found: any(o.value is not None for o in found))
        silent = ("没有裁定", "no ruling")
        undecided = lambda seen: seen.truth(where) and not seen.evidence[fact.name]  # noqa: E731
        yield ground.point("open", body, body.code, silent, test=undecided)
    if fact.per and fact.type is not FactType.SAMPLE:
        yield point(
            "several", f"不止一个{fact.per}", f"several of {fact.per}", lambda found: len({o.part for o in found}) > 1
        )
    if fact.never:
        yield point("never", "从未", "never", lambda found: any(o.value is NEVER for o in found))
    if isinstance(body.rule, SampleRule) and body.rule.all_hit:
        nothing = Sample(0, 0)
        yield point(
            "limit", "一个也没有(0/0)", "none exists (0/0)", lambda found: any(o.value == nothing for o in found)
        )
    plan = ground.compiled.derived.get(fact.name)
    if plan is not None and fact.hit_when is not None:
        table = questions_of_asset(ground.compiled, plan)
        for shown in shown_by(fact.hit_when, table):

            def hit(seen: Seen, holds: Formula = shown.formula) -> bool:
                return seen.truth(where) and seen.hits(plan, table, holds)

            said = (f"{fact.per}:{shown.what[0]}", f"{fact.per}: {shown.what[1]}")
            yield ground.point(shown.kind, body, body.code, said, facts=plan.facts, test=hit)


def _several_assets(ground: Ground, node: Indicator) -> Point:
    per = node.for_each

    def test(seen: Seen) -> bool:
        return len(seen.assets(node.code)) > 1

    return ground.point("several", node, node.code, (f"不止一个{per}", f"several of {per}"), test=test)
