"""Laws of limits: what an indicator and the total may be worth."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from ...conditions import Condition
from ...points import to_text
from ...scheme import Indicator, Shaped
from .law import Finding, law
from .sides import TOTAL, sides
from .specimens import Specimen
from .tiny import COLUMNS, scored, tiny


def vetoed(specimen: Specimen) -> set[str]:
    """The nodes on whose points a veto may act."""
    return {veto.scope for veto in specimen.rubric.vetoes if veto.effect.scoped}


def is_plain(node: Shaped) -> bool:
    """Whether a value passes it unchanged but for its limits."""
    return not node.offset and node.factor == 1 and node.round is None


def gates(node: Indicator) -> tuple[Condition, ...]:
    """The conditions that stand beside an indicator's rule."""
    found = (node.applies_if, node.only_if, node.zero_if, node.excused_if)
    return tuple(gate for gate in found if gate is not None)


def unscored(specimen: Specimen) -> str:
    """Why there is no total to speak of."""
    return "" if specimen.rubric.scored else "原文不计分或未公布分值 (nothing is scored, or no points are published)"


def _no_floor() -> bool:
    program = tiny(
        '[1]\npoints = 20\nrule = "award"\nwhen = "公开"\n[P]\nrole = "penalty"\n'
        'rule = "per_event"\nevents = { "通报" = 10 }\n'
    )
    return (scored(program, 公开=True, 通报=3).exact or 0) < 0


def _spread(specimen: Specimen) -> str:
    if any(node.not_applicable in ("full", "rescale", "spread") for node in specimen.rubric.walk()):
        return "不适用时分值会移到别处 (points move from what does not apply to what does)"
    return unscored(specimen)


@law("told", applies=_spread, fails=_no_floor)
def points_lie_within_floor_and_cap(specimen: Specimen) -> Iterator[Finding]:
    """An indicator is worth no less than its floor (0, unless another is printed), and no more than its points or cap.

    Holds when: no veto or policy for what does not apply puts another value in their place; with `round`, up to a step
    beyond.
    Does not hold when: a penalty has no points, for its amount then has no limit, and the total may fall below 0.
    """
    result, spared = specimen.result, vetoed(specimen)
    for code, (node, penalty) in specimen.nodes.items():
        points = result[code].exact
        if points is None or code in spared:
            continue
        value = -points if penalty and not specimen.down else points
        beyond = Fraction(0) if node.round is None else node.round.to
        floor, cap = min(node.floor or Fraction(0), Fraction(0)), node.cap if node.cap is not None else node.points
        if value < floor - beyond or (cap is not None and value > cap + beyond):
            yield sides(code, ("得分 (points)", value), "∉", ("上下限 (limits)", (floor, cap))), (code,)


@law("told", applies=unscored, fails=_no_floor)
def the_total_lies_within_its_limits(specimen: Specimen) -> Iterator[Finding]:
    """The total is no less than the floor and no more than the cap that are printed for it.

    Holds when: no veto replaces the total.
    Does not hold when: no floor is printed: then penalties may bring the total below 0.
    """
    exact, total = specimen.result.exact, specimen.rubric.total
    if exact is None or "total" in vetoed(specimen):
        return
    if (total.floor is not None and exact < total.floor) or (total.cap is not None and exact > total.cap):
        limits = ("上下限 (limits)", (total.floor, total.cap))
        yield sides(TOTAL, ("得分 (points)", exact), "∉", limits), ("total",)


def _bonus() -> bool:
    program = tiny(COLUMNS + '[B]\nrole = "bonus"\npoints = 5\nrule = "award"\nwhen = "表彰"\n')
    return scored(program, 空白栏目=0, 表彰=True).exact == 25


@law("told", applies=unscored, fails=_bonus)
def nothing_is_above_its_maximum(specimen: Specimen) -> Iterator[Finding]:
    """No indicator is worth more than the maximum that its result names.

    Holds when: the indicator names a maximum and stands above the line; with `round`, up to a step beyond.
    Does not hold when: points come from outside the base: a bonus may bring the total above the points of the base.
    """
    steps = {code: node.round.to if node.round else Fraction(0) for code, (node, _) in specimen.nodes.items()}
    for line in specimen.result:
        penalty = specimen.nodes.get(line.code, (None, True))[1]
        if line.exact is None or line.maximum is None or penalty or specimen.down:
            continue
        if line.exact > Fraction(line.maximum) + steps.get(line.code, 0):
            yield sides(line.code, ("得分 (points)", line.exact), ">", ("满分 (maximum)", line.maximum)), (line.code,)


def _only_sums(specimen: Specimen) -> str:
    reason = unscored(specimen)
    total = specimen.rubric.total
    shaped = not is_plain(total) or total.floor is not None or total.cap is not None
    if not reason and (shaped or "total" in vetoed(specimen)):
        return "总分另有上下限、取整或否决 (the total has limits, a rounding or a veto of its own)"
    return reason


@law("told", applies=_only_sums, fails=lambda: scored(tiny(COLUMNS + "[total]\ncap = 15\n"), 空白栏目=0).exact != 20)
def the_total_is_the_sum_of_its_parts(specimen: Specimen) -> Iterator[Finding]:
    """The total is the sum of the points of the top indicators: base, bonus and penalties.

    Holds when: the total itself has no limit, factor, rounding or veto.
    Does not hold when: the total is capped: 20 points under a cap of 15 are 15.
    """
    result = specimen.result
    parts = [result[node.code].exact for node in specimen.rubric.indicators if node.role != "unscored"]
    if result.exact is not None and result.exact != sum((part for part in parts if part is not None), Fraction(0)):
        summed = " + ".join("–" if part is None else to_text(part) for part in parts)
        yield sides(TOTAL, ("报出 (told)", result.exact), "≠", ("各项之和 (the sum of its parts)", summed)), ("total",)


BEST: Final = (
    '[1]\npoints = 5\ncombine = "best"\n'
    '[1.1]\npoints = 5\nrule = "award"\nwhen = "甲"\n'
    '[1.2]\npoints = 3\nrule = "award"\nwhen = "乙"\n'
)
"""Two leaves of which the better counts."""


def _of_best() -> bool:
    (node,) = tiny(BEST).scheme.rubrics[0].indicators
    return node.points == 5 and [child.points for child in node.children] == [5, 3]


@law("program", applies=unscored, fails=_of_best)
def points_add_up(specimen: Specimen) -> Iterator[Finding]:
    """The points of an indicator's children add up to its own, and those of the base to the points of the rubric.

    Holds when: all of them print points, and the children are summed.
    Does not hold when: children are combined otherwise: of `best`, 5 and 3 make 5.
    """

    def unequal(code: str, whole: Fraction | None, parts: list[Fraction | None]) -> Iterator[Finding]:
        known = [part for part in parts if part is not None]
        if whole is not None and parts and len(known) == len(parts) and sum(known) != whole:
            yield f"{code}: {' + '.join(map(str, known))} ≠ {whole}", (code,)

    rubric = specimen.rubric
    base = [node.points for node in rubric.indicators if node.role in (None, "base")]
    yield from unequal("total", rubric.points, base)
    for node in rubric.walk():
        if node.combine == "sum" and node.cap is None:
            yield from unequal(node.code, node.points, [child.points for child in node.children])


def _capped() -> bool:
    return scored(tiny('[1]\npoints = 5\ncap = 3\nrule = "award"\nwhen = "公开"\n'), 公开=True)["1"].points == 3


def _searched(specimen: Specimen) -> str:
    if reason := unscored(specimen):
        return reason
    if specimen.down:
        return "分值越低越好 (less is better)"
    return "有的事实既可加分也可减分 (a fact may move the total both ways)" if specimen.mixed else ""


@law("program", applies=_searched, fails=_capped)
def full_marks_can_be_had(specimen: Specimen) -> Iterator[Finding]:
    """While nothing is known, every leaf may still reach its points.

    Holds when: the leaf has points, stands above the line, and is not capped, scaled or rounded.
    Does not hold when: a cap lies below the points: of 5 points with a cap of 3 nobody gets more than 3.
    """
    for line in specimen.result:
        node, penalty = specimen.nodes.get(line.code, (None, False))
        if node is None or node.children or penalty or not line.applies or line.code in vetoed(specimen):
            continue
        plain = is_plain(node) and node.cap is None
        high = line.bounds[1]
        if plain and node.points is not None and not node.for_each and high is not None and high != node.points:
            yield f"{line.code}: 至多 {high},不到 {node.points} (at most {high}, never {node.points})", (line.code,)
