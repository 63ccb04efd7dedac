"""Points: they add up, and stand wherever something is reckoned from them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ...points import to_text
from ...problems import Invalid, Problem
from ...scheme import Cited, Indicator, Scheme
from ..asking import keyed_leaves, settings
from ..citing import admitted
from ..ordering import siblings
from ..placing import in_


def sums(scheme: Scheme) -> Iterator[Problem]:
    """Children add up to their parent, the base to the rubric, a rule to its leaf; or the notice itself errs there."""
    allowed = admitted(scheme)

    def off(
        part: Cited, at: tuple[str, ...], points: Fraction | None, children: Iterable[Indicator]
    ) -> Iterator[Problem]:
        parts = [child.points for child in children]
        known = [value for value in parts if value is not None]
        total = sum(known, Fraction(0))
        if isinstance(part, Indicator) and _is_cut(part, total):
            return
        if points is not None and parts and len(known) == len(parts) and total != points and at not in allowed:
            yield in_(part, Invalid("children-sum", total=to_text(total), points=to_text(points)), "points")

    for rubric in scheme.rubrics:
        held = settings(rubric)
        base = [node for node in rubric.indicators if (node.role or "base") == "base"]
        yield from off(rubric, (rubric.id,), rubric.points, base)
        for node in rubric.walk():
            at = (rubric.id, *node.code.split("."))
            if node.combine in ("sum", "ladder") and node.offset == 0 and node.factor == 1:
                yield from off(node, at, node.points, node.children)
        for key, leaf in keyed_leaves(rubric):
            at = (rubric.id, *leaf.code.split("."))
            for error in leaf.rule.check(leaf.points) if leaf.rule is not None else ():
                if error.code == "parts-sum":
                    moved = leaf.factor != 1 or leaf.offset != 0
                    excused = at in allowed or moved or _is_cut(leaf, Fraction(error.params["total"]))
                else:
                    tells = leaf.rule is not None and leaf.rule.kind in ("checklist", "tiers")
                    spared = (held[key].penalty and tells) or rubric.unpublished
                    excused = error.code == "points-missing" and spared
                if not excused:
                    yield in_(leaf, error, error.params.get("at", "rule"))


def _is_cut(node: Indicator, total: Fraction) -> bool:
    """最高计N分: whether parts that come to more than a node's points are cut off there."""
    return node.cap is not None and node.cap == node.points and total > node.cap


def supplied(scheme: Scheme) -> Iterator[Problem]:
    """Where the notice prints no points, nobody has any or everybody: penalties apart, which need none."""
    for rubric in (rubric for rubric in scheme.rubrics if rubric.unpublished and rubric.scored):
        for top in rubric.indicators:
            for leaf in top.walk() if top.role in (None, "base", "bonus") else ():
                if not leaf.children and any(body.points is None for body in leaf.bodies):
                    yield in_(leaf, Invalid("supplied-missing", code=leaf.code))


def penalties(scheme: Scheme) -> Iterator[Problem]:
    """A penalty is an amount that grows; full points less something is none."""
    for rubric in scheme.rubrics:
        held = settings(rubric)
        for key, node in keyed_leaves(rubric):
            if node.rule is None or not held[key].penalty:
                continue
            full = node.rule.kind == "judged" or (node.rule.kind == "unstated" and not node.todo)
            if node.rule.kind == "deduct" or (full and rubric.better == "higher"):
                yield in_(node, Invalid("penalty-rule", kind=node.rule.kind), "rule")
            if node.excused_if is not None:
                yield in_(node, Invalid("penalty-excused"), "excused_if")


def shared_points(scheme: Scheme) -> Iterator[Problem]:
    """Where points are taken over, or where full marks open the next step, all that take part have points."""
    for rubric in scheme.rubrics:
        held = settings(rubric)
        for beside in {id(nodes): nodes for nodes in siblings(rubric).values()}.values():
            policies = [held[node.code].not_applicable for node in beside]
            policy = next((policy for policy in policies if policy in ("rescale", "spread")), None)
            if any(held[node.code].penalty for node in beside):
                continue
            for node in beside:
                if policy is not None and not _published(node):
                    yield in_(node, Invalid("points-missing", rule=f'not_applicable = "{policy}"'))
        for parent in rubric.walk():
            for node in parent.children if parent.combine == "ladder" else ():
                if not _published(node) and not held[node.code].penalty:
                    yield in_(node, Invalid("points-missing", rule='combine = "ladder"'))


def _published(node: Indicator) -> bool:
    """Whether a node's points are known, if only by what its children add up to."""
    if any(body.points is None for body in node.bodies) and not node.children:
        return False
    return node.points is not None or (node.combine in ("sum", "ladder") and all(map(_published, node.children)))
