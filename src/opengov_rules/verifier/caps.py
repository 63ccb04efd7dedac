"""Limits that never bind, that hide points, or that stand on the wrong side; points that nobody can reach."""

from collections.abc import Iterator
from fractions import Fraction

from ..compiler import TOTAL
from ..compiler.asking import settings
from ..conditions import facts_of
from ..points import to_text
from ..problems import Invalid, Problem, Severity
from ..rules import Deduct, PerEvent, Tally
from ..scheme import Cited, Indicator, Rubric, Shaped
from .boards import Board
from .looking import Looked, told

_NEVER_BELOW = ("award", "checklist", "sample", "tiers", "judged", "ratio", "deduct", "table", "per_event", "unstated")
"""Kinds of rule whose value is never below 0."""


def limits(looked: Looked) -> Iterator[Problem]:
    """`cap`, `floor`, `offset` and `factor` beside the points that they limit."""
    for rubric in looked.scheme.rubrics:
        if rubric.better == "lower":
            continue
        held = settings(rubric)
        for body in rubric.bodies():
            if not held[body.code].penalty:
                yield from _node(body)
        yield from _total(rubric)


def _node(body: Indicator) -> Iterator[Problem]:
    points, cap, floor = body.points, body.cap, body.floor
    if cap is not None and points is not None and cap < points:
        yield told(body, Invalid("cap-hides", limit=to_text(cap), points=to_text(points)), "cap")
    if cap is not None and points is not None and cap > points:
        yield told(body, Invalid("cap-above", key="cap", limit=to_text(cap), points=to_text(points)), "cap")
    top = cap if cap is not None else points
    if floor is not None and top is not None and floor >= top > 0:
        yield told(body, Invalid("cap-above", key="floor", limit=to_text(floor), points=to_text(top)), "floor")
    never = body.rule is not None and body.rule.kind in _NEVER_BELOW and body.offset >= 0
    if floor is not None and floor < 0 and never:
        yield told(
            body, Invalid("cap-idle", key="floor", limit=to_text(floor)), "floor", severity=_severity(body, "floor")
        )
    parts = [child.points for child in body.children]
    known = [value for value in parts if value is not None]
    if points is not None and known and len(known) == len(parts) and (body.offset != 0 or body.factor != 1):
        made = (sum(known, Fraction(0)) + body.offset) * body.factor
        if body.combine in ("sum", "ladder") and made != points:
            key = "factor" if body.factor != 1 else "offset"
            yield told(body, Invalid("scale-differs", made=to_text(made), points=to_text(points)), key)


def _total(rubric: Rubric) -> Iterator[Problem]:
    total = rubric.total
    of_roles = dict[str, Fraction | None]()
    for node in rubric.indicators:
        role = node.role or "base"
        before = of_roles.get(role, Fraction(0))
        of_roles[role] = None if before is None or node.points is None else before + node.points
    base, bonus = of_roles.get("base"), of_roles.get("bonus", Fraction(0))
    if total.cap is None or base is None or bonus is None or total.offset != 0 or total.factor != 1:
        return
    if total.cap < base:
        yield told(total, Invalid("cap-hides", limit=to_text(total.cap), points=to_text(base)), "cap")
    elif total.cap >= base + bonus:
        severity = _severity(total, "cap")
        yield told(total, Invalid("cap-idle", key="cap", limit=to_text(total.cap)), "cap", severity=severity)


def _severity(part: Cited, key: str) -> Severity:
    """What the notice prints so is redundant, and nobody's mistake."""
    return "warning" if key in dict((*part.inferred, *part.assumed)) else "info"


def entries(looked: Looked) -> Iterator[Problem]:
    """Limits within a rule: one event that is worth more than all may be, an entry that its own limit cuts."""
    for _, body in looked.leaves():
        match body.rule:
            case Tally():
                for entry in body.rule.entries:
                    if entry.most is not None and entry.most < abs(entry.points):
                        limit, points = to_text(entry.most), to_text(abs(entry.points))
                        yield told(body, Invalid("cap-hides", limit=limit, points=points), "entries")
            case PerEvent() | Deduct() if body.points is not None:
                rates = body.rule.events if isinstance(body.rule, PerEvent) else body.rule.faults
                key = "events" if isinstance(body.rule, PerEvent) else "faults"
                for _, rate in rates:
                    if rate > body.points:
                        limit = to_text(body.points)
                        yield told(body, Invalid("cap-hides", limit=limit, points=to_text(rate)), key, severity="info")
            case _:
                pass


def tally_tops(looked: Looked) -> Iterator[Problem]:
    """A start and additions that together pass the points of their item, so that some of them never count."""
    for rubric, body in looked.leaves():
        if not isinstance(body.rule, Tally) or body.points is None or settings(rubric)[body.code].penalty:
            continue
        start = getattr(body.rule.start, "value", None)
        tops = [
            entry.most if entry.most is not None else entry.points if entry.when is not None else None
            for entry in body.rule.entries
            if entry.points > 0
        ]
        known = [top for top in tops if top is not None]
        if isinstance(start, Fraction) and len(known) == len(tops) and start + sum(known) > body.points:
            made = to_text(start + sum(known, Fraction(0)))
            yield told(body, Invalid("cap-hides", limit=to_text(body.points), points=made), "start")


def out_of_reach(looked: Looked) -> Iterator[Problem]:
    """Points that are published and that nobody can have."""
    for board in looked.boards:
        if board.rubric.better == "lower":
            continue
        held = settings(board.rubric)
        short = set[str]()
        for node in sorted(board.rubric.walk(), key=lambda node: -node.code.count(".")):
            if held[node.code].penalty or node.points is None or any(child.code in short for child in node.children):
                continue
            high = board.range(board.compiled.stages[node.code]).high
            if high is not None and high < node.points and not _idle(node):
                short.add(node.code)
                key = "combine" if node.combine != "sum" else _gate(node) or "points"
                yield told(node, Invalid("points-unreachable", points=to_text(node.points), most=to_text(high)), key)
        yield from _scaled_down(board)


def _gate(node: Indicator) -> str:
    """The condition that reads what the rule itself reads, so that both are never met."""
    asked = {name for _, read in node.rule.reads() for name in facts_of(read)} if node.rule is not None else set[str]()
    for key, condition in (("zero_if", node.zero_if), ("only_if", node.only_if)):
        if condition is not None and asked & set(facts_of(condition)):
            return key
    return ""


def _scaled_down(board: Board) -> Iterator[Problem]:
    """A total that its own factor keeps below the points of the rubric."""
    rubric, high = board.rubric, board.range(board.compiled.exact).high
    if rubric.points is not None and rubric.total.factor < 1 and high is not None and high < rubric.points:
        path = (*rubric.total.path, "factor")
        yield told(
            rubric.total, Invalid("points-unreachable", points=to_text(rubric.points), most=to_text(high)), path[-1]
        )


def _idle(node: Shaped) -> bool:
    """A cap of its own says it already."""
    return node.cap is not None or getattr(node, "code", "") == TOTAL
