"""What a node under `for_each` is worth: every asset by itself, as a unit of its own, and then folded."""

from collections.abc import Collection
from fractions import Fraction

from attrs import evolve

from opengov_rules.evidence import Evidence
from opengov_rules.scheme import Indicator, Rubric, Scheme
from oracle import Assessment, Form
from oracle_quantities import ZERO, Number, to_steps


def each_points(
    scheme: Scheme, rubric: Rubric, node: Indicator, evidence: Evidence, kin: Collection[str]
) -> Fraction | None:
    """What a top-level node is worth, below 0 as a penalty; None where it applies to no asset.

    `kin` are the facts that are asked of its assets, which are all that any of these names.
    """
    assets = dict.fromkeys(o.part for o in evidence.observations if o.part and o.fact in kin)
    amounts = [amount_of(scheme, rubric, node, evidence, asset, kin=kin) for asset in assets]
    known = [amount for amount in amounts if amount is not None]
    if not known:
        return None
    value = folded(node, known, less_is_better=node.role == "penalty" or rubric.better == "lower")
    return -value if node.role == "penalty" else value


def folded(node: Indicator, amounts: list[Fraction], *, less_is_better: bool) -> Fraction:
    """One value of all assets, rounded as the node says; a sum within the node's limits."""
    value = together(node, amounts, less_is_better=less_is_better)
    return value if node.round is None else to_steps(value, node.round.to, node.round.how)


def together(node: Indicator, amounts: list[Fraction], *, less_is_better: bool) -> Fraction:
    """The same before it is rounded."""
    match None if node.fold is None else node.fold.take:
        case "sum":
            low, high = node.floor or ZERO, node.points if node.cap is None else node.cap
            value = sum(amounts, ZERO)
            return max(low, value if high is None else min(high, value))
        case "mean":
            return sum(amounts, ZERO) / len(amounts)
        case "best":
            return min(amounts) if less_is_better else max(amounts)
        case "worst":
            return max(amounts) if less_is_better else min(amounts)
        case how:
            raise ValueError(f"no such fold here: {how}")


def amount_of(
    scheme: Scheme, rubric: Rubric, node: Indicator, evidence: Evidence, asset: str, *, kin: Collection[str]
) -> Number:
    """What one asset is worth: a unit that is asked what is asked of the asset."""
    alone = evolve(rubric, indicators=(evolve(node, for_each="", fold=None, round=None),), vetoes=())
    facts = tuple(evolve(fact, per="", take=None) if fact.name in kin else fact for fact in scheme.facts)
    mine = [evolve(o, part="") for o in evidence.observations if o.fact in kin and o.part == asset]
    said = {o.fact for o in mine}
    others = [o for o in evidence.observations if o.fact not in said and (o.fact not in kin or not o.part)]
    form = Form(evolve(scheme, facts=facts, grades=(), rubrics=(alone,)), alone, evidence.unit)
    return Assessment(form, Evidence(evidence.unit, (*mine, *others))).amount(node.code)
