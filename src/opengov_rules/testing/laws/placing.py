"""Laws of standings: grades, ranks and shares."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ...compiler import reads
from ...conditions import identities_of
from ...evidence import Evidence
from ...points import round_half_up, to_text
from ...standings import Standings
from .law import Finding, law
from .limits import unscored
from .sides import TOTAL, lines_apart, sides
from .specimens import Specimen
from .tiny import tiny

PRINTED = '[1]\npoints = 100\nrule = "printed"\nfact = "得分"\n'
BANDS = '[grades]\n"优秀" = { at_least = 90 }\n"良好" = { at_least = 60 }\n"其余" = {}\n'


def group(specimen: Specimen) -> Standings | None:
    """The standings of the round; none where nothing of it applies to anybody."""
    together = specimen.program.assess({one.unit: one.evidence for one in specimen.units})
    return together.get(specimen.rubric.id)


def placed(scheme: str, **scores: int) -> Standings:
    """Counties with these scores in a scheme that prints them."""
    return tiny(PRINTED, scheme).assess({unit: {"得分": score} for unit, score in scores.items()})["county"]


def _no_grades(specimen: Specimen) -> str:
    return "" if specimen.program.scheme.grades else "方案没有等次 (the scheme has no grades)"


def _ungraded() -> bool:
    found = placed("ungraded = true\n" + BANDS.replace('"其余" = {}\n', ""), 甲县=50)
    return found["甲县"].graded and found["甲县"].grade is None


@law("rounds", applies=_no_grades, fails=_ungraded)
def everybody_has_a_grade(specimen: Specimen) -> Iterator[Finding]:
    """Every unit whose total is told has exactly one of the scheme's grades, and nobody a grade that it does not print.

    Holds when: the last grade takes the rest.
    Does not hold when: the scheme says that units below have none (`ungraded = true`).
    """
    scheme, found = specimen.program.scheme, group(specimen)
    names = {grade.name for grade in scheme.grades}
    for row in found or ():
        told = row.result.exact is not None or (not row.result.is_scored and row.graded)
        if row.grade is not None and row.grade not in names:
            yield f"{row.unit}: 方案没有等次 {row.grade} (the scheme has no such grade)", ()
        if told and row.graded and row.grade is None and not scheme.ungraded and row.result.is_told:
            yield f"{row.unit}: {row.result.exact} 没有等次 (has no grade)", ()


def _by_threshold(specimen: Specimen) -> str:
    scheme = specimen.program.scheme
    if reason := unscored(specimen) or _no_grades(specimen):
        return reason
    if any(grade.when or grade.gates or grade.quota for grade in scheme.grades):
        return "等次另有条件或名额 (grades have conditions or quotas)"
    if any(veto.effect.grade for veto in specimen.rubric.vetoes):
        return "有否决等次的条款 (a veto bars a grade)"
    return "" if any(grade.has_threshold for grade in scheme.grades) else "等次没有分数线 (grades have no thresholds)"


def _gated() -> bool:
    gates = BANDS.replace("at_least = 90 }", 'at_least = 90, gates = ["公开"] }')
    found = tiny(PRINTED, gates).assess({"甲县": {"得分": 99, "公开": False}, "乙县": {"得分": 91, "公开": True}})[
        "county"
    ]
    return (found["甲县"].grade, found["乙县"].grade) == ("良好", "优秀")


@law("rounds", applies=_by_threshold, fails=_gated)
def a_better_total_has_no_worse_grade(specimen: Specimen) -> Iterator[Finding]:
    """Of two units the one with the better total has the same grade or a better one.

    Holds when: grades go by thresholds alone.
    Does not hold when: a grade asks for more: 99 points without what its gate asks stand below 91 with it.
    """
    scheme, found = specimen.program.scheme, group(specimen)
    order = {grade.name: at for at, grade in enumerate(scheme.grades)}
    rows = [(r.result.exact, r) for r in found or () if r.result.exact is not None and r.graded]
    for exact, row in rows:
        for other, below in rows:
            better = exact < other if specimen.down else exact > other
            if better and order.get(row.grade or "", len(order)) > order.get(below.grade or "", len(order)):
                worse = f"{row.unit} {to_text(exact)} {row.grade}"
                yield f"{worse} < {below.unit} {to_text(other)} {below.grade},而总分较好 (with the better total)", ()


def _competition(specimen: Specimen) -> str:
    ranking = specimen.program.scheme.ranking
    if ranking.ties != "competition":
        return f"并列按 {ranking.ties} (ties are {ranking.ties})"
    if ranking.then:
        return "同分另有排序依据 (something decides between equals)"
    return unscored(specimen)


def _dense() -> bool:
    found = placed('[rankings."总分"]\nties = "dense"\n', 甲县=90, 乙县=90, 丙县=80)
    return found["丙县"].rank == 2


@law("rounds", applies=_competition, fails=_dense)
def a_rank_counts_those_above(specimen: Specimen) -> Iterator[Finding]:
    """A rank is 1 + the number of units strictly above; while something is open, the ranks still possible contain it.

    Holds when: ties share a rank and leave a gap (1 2 2 4), and nothing decides between equals.
    Does not hold when: ties are `dense` (1 2 2 3) or `ordinal`, or a further quantity decides between them.
    """
    found = group(specimen)
    rows = [row for row in found or () if row.is_placed]
    if not rows or any(row.result.exact is None for row in rows):
        return
    totals = [row.result.exact or Fraction(0) for row in rows]
    for row in rows:
        mine = row.result.exact or Fraction(0)
        above = sum(total < mine if specimen.down else total > mine for total in totals)
        if row.rank != 1 + above or row.ranks != (row.rank, row.rank):
            yield sides(row.unit, ("名次 (rank)", row.rank), "≠", ("1 + 之上的单位数 (those above)", 1 + above)), ()


@law("rounds", applies=unscored, fails=lambda: _ordinal(("甲县", "乙县")) != _ordinal(("乙县", "甲县")))
def the_order_of_units_is_irrelevant(specimen: Specimen) -> Iterator[Finding]:
    """In whatever order units are given, their results, ranks and grades are the same.

    Holds when: the roster stays as it is.
    Does not hold when: ties are `ordinal` and the roster changes: equals then stand in the roster's order.
    """
    forward = {one.unit: one.evidence for one in specimen.units}
    backward = dict(reversed(forward.items()))
    one, two = (specimen.program.assess(given) for given in (forward, backward))
    if {name: s.to_dict(disclose=True) for name, s in one.items()} != {
        name: s.to_dict(disclose=True) for name, s in two.items()
    }:
        yield "单位次序改变了通报 (the order of units changed the standings)", ()


def _ordinal(units: tuple[str, ...]) -> int | None:
    names = ", ".join(f'"{unit}"' for unit in units)
    scheme = f'[rankings."总分"]\nties = "ordinal"\n[roster]\n"县" = [{names}]\n'
    return placed(scheme, 甲县=90, 乙县=90)["甲县"].rank


def _alike(specimen: Specimen) -> str:
    for node in specimen.rubric.bodies():
        if any(identities_of(part) for _, part in reads(node)):
            return "有条款按单位或类别而定 (a condition asks who the unit is)"
    return "" if len(same_sheets(specimen)) > 1 else "没有要求完全相同的两个单位 (no two units are asked the same)"


def same_sheets(specimen: Specimen) -> list[str]:
    """The units that are asked the same by the same clauses, this one first."""
    units = specimen.compiled.units
    mine = units[specimen.unit]
    found = (
        name
        for name, other in units.items()
        if name != specimen.unit and other.selected == mine.selected and other.asked.facts == mine.asked.facts
    )
    return [specimen.unit, *found]


def _named() -> bool:
    program = tiny('[1]\npoints = 5\nrule = "award"\nwhen = [{ any = ["公开", { units = ["甲县"] }] }]\n')
    return program.score("甲县", {"公开": False}).exact != program.score("乙县", {"公开": False}).exact


@law("told", applies=_alike, fails=_named)
def names_earn_nothing(specimen: Specimen) -> Iterator[Finding]:
    """Two units that are asked the same by the same clauses score the same for the same answers.

    Holds when: no condition asks who the unit is.
    Does not hold when: one does: a clause for one unit by name is a clause for it alone.
    """
    other = same_sheets(specimen)[-1]
    found = specimen.program.score(other, Evidence(other, specimen.evidence.observations))
    for one, two in zip(specimen.result, found, strict=True):
        if (one.points, one.bounds, one.status) != (two.points, two.bounds, two.status):
            yield lines_apart((specimen.unit, one), (other, two)), (one.code,)


def _rounded_alone() -> bool:
    return sum((round_half_up(Fraction(100, 3), 2) for _ in range(3)), Decimal(0)) == Decimal("99.99")


@law("rounds", applies=_no_grades, fails=_rounded_alone)
def shares_add_up_to_a_hundred(specimen: Specimen) -> Iterator[Finding]:
    """The shares of the grades, with that of units without one, add up to 100.00, and an empty grade has none.

    Holds when: every unit's grade is decided; shares go by the largest remainder.
    Does not hold when: each share is rounded by itself: three thirds make 99.99.
    """
    found = group(specimen)
    if found is None or not found.rows or not all(row.graded for row in found):
        return
    counts = [count for _, count, _ in found.grades]
    graded = Fraction(100 * sum(counts), len(found.rows))
    shares = [share for _, _, share in found.grades if share is not None]
    total = sum(map(Fraction, shares), Fraction(0))
    if abs(total - graded) >= Fraction(1, 100) or (graded == 100 and total != 100):
        told = " + ".join(map(str, shares))
        yield sides("各等次占比 (shares of the grades)", (f"{told} =", total), "≠", ("应为 (wanted)", graded)), ()
    for (grade, count, _), share in zip(found.grades, shares, strict=True):
        if (share == 0) != (count == 0):
            yield sides(grade, ("占比 (share)", share), "≠", ("单位数 (units)", count)), ()


@law("rounds", applies=unscored, fails=lambda: placed("", 甲县=90, 乙县=90).above_mean == 0)
def the_mean_lies_among_the_totals(specimen: Specimen) -> Iterator[Finding]:
    """Mean and median lie between the least and the greatest total, and never is everybody above the mean.

    Holds when: every total is decided.
    Does not hold when: somebody is wanted above the mean: where all are equal nobody is.
    """
    found = group(specimen)
    if found is None or found.totals is None or not found.totals or found.mean is None or found.median is None:
        return
    low, high = min(found.totals), max(found.totals)
    if not low <= found.mean <= high or not low <= found.median <= high or found.above_mean == len(found.totals):
        middle = ("均值、中位数 (mean, median)", f"{found.mean}, {found.median}")
        above = f";高于均值的 (above the mean) {found.above_mean}/{len(found.totals)}"
        yield sides(TOTAL, middle, "–", ("各单位总分 (the totals)", (low, high))) + above, ()
