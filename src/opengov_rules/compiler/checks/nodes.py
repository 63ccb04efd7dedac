"""What a node may be: codes, rules and variants that fit together, and steps that can be taken."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ...conditions import Constant
from ...points import to_text
from ...problems import Invalid, Problem, suggestion
from ...rules import Deduct
from ...scheme import Indicator, Scheme
from ..asking import keyed_leaves, settings
from ..graph import TOTAL
from ..placing import in_


def tree(scheme: Scheme) -> Iterator[Problem]:
    """Codes stand once, leaves have rules and others none, roles stand at the top."""
    for rubric in scheme.rubrics:
        held = settings(rubric)
        for code, count in Counter(node.code for node in rubric.walk()).items():
            if count > 1:
                yield Invalid("code-twice", code=code).at(rubric.where, rubric.path)
        for node in rubric.walk():
            if node.children and node.rule is not None:
                yield in_(node, Invalid("rule-with-children", code=node.code), "rule")
            if node.variants and (node.children or node.rule is not None):
                yield in_(node, Invalid("variants-alone", code=node.code), "variant")
            if not node.children and node.rule is None and not node.variants:
                yield in_(node, Invalid("rule-missing", code=node.code))
            if node.role is not None and "." in node.code:
                yield in_(node, Invalid("role-nested", code=node.code), "role")
            if node.points is not None and node.points < 0:
                yield in_(node, Invalid("points-negative", code=node.code), "points")
        for key, body in keyed_leaves(rubric):
            if body.points is None and held[key].not_applicable == "full" and not held[key].penalty:
                yield in_(body, Invalid("points-missing", rule='not_applicable = "full"'), "not_applicable")
            if body.code != key and body.rule is None:
                yield in_(body, Invalid("rule-missing", code=body.code))


def variants(scheme: Scheme) -> Iterator[Problem]:
    """Of the variants of a leaf, exactly one is for each unit, and they name units and kinds that exist."""
    for rubric in scheme.rubrics:
        units = [unit for unit in scheme.roster.units if unit.kind in rubric.kinds]
        names = {name for unit in units for name in (unit.name, *unit.aliases)}
        for node, printed in _under_points(rubric.indicators, rubric.points is not None):
            points = {body.points for body in node.bodies}
            agree = points == {node.points} if node.points is not None else len(points) == 1 or not printed
            if node.variants and not agree:
                shown = "、".join("–" if value is None else to_text(value) for value in (b.points for b in node.bodies))
                yield in_(node, Invalid("variant-points", code=node.code, points=shown), "variant")
        for node in rubric.leaves():
            for variant in node.variants:
                for key, given, known in (("units", variant.units, names), ("kinds", variant.kinds, {*rubric.kinds})):
                    for name in (name for name in given if name not in known):
                        error = Invalid("variant-stranger", name=name, near=suggestion(name, known))
                        yield in_(variant, error, key)
            for unit in units:
                try:
                    node.choice(unit)
                except Invalid as error:
                    yield in_(node, error, "variant")


def shapes(scheme: Scheme) -> Iterator[Problem]:
    """What a node may pass on its way: factors and steps above 0, and keys where they mean something."""
    for rubric in scheme.rubrics:
        for part in (*rubric.bodies(), rubric.total):
            for key, number in (("factor", part.factor), ("round", None if part.round is None else part.round.to)):
                if number is not None and number <= 0:
                    named = {"round": "round.to"}.get(key, key)
                    yield in_(part, Invalid("step-positive", key=named, value=to_text(number)), key)
        for node in rubric.walk():
            if node.combine != "sum" and not node.children:
                yield in_(node, Invalid("combine-leaf", code=node.code, combine=node.combine), "combine")
            if isinstance(node.weight, Constant) and node.weight.value < 0:
                yield in_(node, Invalid("weight-negative", value=node.weight.text), "weight")
            for child in node.children:
                if child.weight is not None and node.combine != "mean" and not scheme.taken:
                    yield in_(child, Invalid("weight-idle", code=node.code), "weight")
        for node in rubric.indicators:
            if node.weight is not None:
                yield in_(node, Invalid("weight-idle", code=TOTAL), "weight")
            if rubric.better == "lower" and node.role in ("bonus", "penalty"):
                yield in_(node, Invalid("better-role", role=node.role), "role")
        held = settings(rubric)
        for key, body in keyed_leaves(rubric):
            if isinstance(body.rule, Deduct) and body.floor is not None and body.floor < 0:
                yield in_(body, Invalid("deduct-floor"), "floor")
            policy = held[key].not_applicable
            if body.code != key and policy != held[body.code].not_applicable and policy in ("rescale", "spread"):
                yield in_(body, Invalid("variant-key", key="not_applicable"), "not_applicable")


def _under_points(nodes: Iterable[Indicator], printed: bool) -> Iterator[tuple[Indicator, bool]]:
    """Every node, and whether something above it prints points."""
    for node in nodes:
        yield node, printed
        yield from _under_points(node.children, printed or node.points is not None)
