"""Laws of what is not known: missing is not zero, and bounds hold whatever is found."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from ...compiler import CompiledRubric
from ...evidence import Evidence, Status
from .law import Finding, law
from .limits import unscored
from .sides import TOTAL, listed, sides
from .sorts import answers_of, is_small
from .specimens import Specimen
from .tiny import COLUMNS, OFFICE, scored, tiny

_CLOSED = '[facts]\n"空白栏目" = { type = "count", absent = "none" }\n'


@law("whole", applies=unscored, fails=lambda: scored(tiny(COLUMNS, _CLOSED)).exact == 20)
def missing_is_not_zero(specimen: Specimen) -> Iterator[Finding]:
    """A fact that nobody looked at leaves the total open wherever its answer matters, and is named as open.

    Holds when: the evidence does not name the fact.
    Does not hold when: the fact is on a closed list (`absent = "none"`): not named there means none.
    """
    names = [fact.name for fact in specimen.asked.whole if not fact.absent and not fact.per]
    names = [name for name in names if specimen.evidence[name]]
    if not names:
        return
    name = specimen.dice.one(*names)
    without = specimen.with_(_without(specimen.evidence, name))
    totals = {specimen.result.exact, *(one.result.exact for one in without.completions(2))}
    result = without.result
    if len(totals) > 1 and None not in totals:
        if result.status != "provisional" or result.exact is not None:
            yield f"{name} 未检查,却已有总分 {result.exact} (not looked at, and there is a total)", ()
        elif name not in {fact.name for fact in result.open_facts}:
            yield f"{name} 未检查,却不在待查之列 (not looked at, and not listed as open)", ()


def _without(evidence: Evidence, fact: str) -> Evidence:
    return Evidence(evidence.unit, tuple(o for o in evidence.observations if o.fact != fact))


_TIERS = '[1]\npoints = 5\nrule = "measure"\nvalue = { sum = [{ fact = "答复天数" }, 1] }\n'


def _late() -> bool:
    low, _ = scored(tiny(_TIERS)).bounds
    found = scored(tiny(_TIERS), 答复天数={"status": "not_submitted"}).exact
    return [low, found] == [1, 0]


@law("open", applies=unscored, fails=_late)
def bounds_hold_whatever_is_found(specimen: Specimen) -> Iterator[Finding]:
    """While something is open, the points of every indicator and the total lie within their bounds, whatever is found.

    Holds when: what is open is answered by an observed value of its domain.
    Does not hold when: it is not submitted after all: a status is no value, and may be worth less than any.
    """
    before = specimen.result
    for one in specimen.completions(2):
        for line in one.result:
            low, high = before[line.code].bounds
            points = line.exact
            if points is None or not before[line.code].applies:
                continue
            if (low is not None and points < low) or (high is not None and points > high):
                told = ("先前报出的范围 (told before)", (low, high))
                yield sides(line.code, ("查明后 (once known)", points), "∉", told), (line.code,)


def _no_small(specimen: Specimen) -> str:
    few = any(is_small(fact) for fact in specimen.asked.whole)
    return unscored(specimen) or ("" if few else "没有答案不多的事实 (no fact has few answers)")


def _unreached() -> bool:
    program = tiny('[1]\nrule = "measure"\nvalue = { fact = "发布" }\n')
    return list(scored(program).bounds) == [0, None]


@law("nearly", applies=_no_small, fails=_unreached)
def bounds_are_reached(specimen: Specimen) -> Iterator[Finding]:
    """Both bounds of the total are reached by some answers to what is open: they are no wider than need be.

    Holds when: what is open has few answers, so that all of them can be tried, and no node under `for_each` shares an
    open fact with another node: how the two hang together is lost.
    Does not hold when: there is no limit: a count without a greatest number reaches no end.
    """
    result = specimen.result
    given = {o.fact for o in specimen.evidence.observations if o.status is not Status.NOT_ASSESSED}
    told = given | {name for name, facts in specimen.asked.inputs.items() if given & set(facts)}
    gone = [fact for fact in specimen.asked.whole if fact.name not in told and not fact.absent]
    if not all(is_small(fact) for fact in gone) or not specimen.result.is_told:
        return
    if _of_assets_and_others(specimen.asked.compiled) & {fact.name for fact in gone}:
        return
    totals = list[Fraction]()
    for answers in product(*(answers_of(fact) for fact in gone)):
        exact = specimen.scored(specimen.evidence.replace(answers)).exact
        if exact is None:
            return
        totals.append(exact)
    if result.exact_bounds != (min(totals), max(totals)):
        reached = (min(totals), max(totals))
        said = sides(TOTAL, ("报出的范围 (told)", result.exact_bounds), "≠", ("实际所及 (reached)", reached))
        tried = listed([fact.name for fact in gone])
        yield f"{said};试遍的未查事实 (every answer tried to): {tried}", ("total",)


def _of_assets_and_others(compiled: CompiledRubric) -> set[str]:
    """The facts that a node asks for every asset, and that another node asks too."""
    inside = {name for plan in compiled.each.values() for name in plan.facts}
    return inside & {name for name, _ in compiled.slots}


@law("open", applies=unscored, fails=_late)
def knowing_more_never_widens(specimen: Specimen) -> Iterator[Finding]:
    """An answer more never widens the bounds of the total.

    Holds when: the answer is an observed value, and the score is told.
    Does not hold when: the answer is a status: what is not submitted may lie below every value.
    """
    for one in specimen.completions(1):
        before = {o.fact for o in specimen.evidence.observations}
        open_facts = sorted({o.fact for o in one.evidence.observations} - before)
        named = set(open_facts[: 1 + len(open_facts) // 2])
        named |= {inner for name in named for inner in specimen.asked.inputs.get(name, ())}
        more = (o for o in one.evidence.observations if o.fact in named)
        after = specimen.scored(Evidence(specimen.unit, (*specimen.evidence.observations, *more)))
        (low, high), (new_low, new_high) = specimen.result.exact_bounds, after.exact_bounds
        if after.status in ("withheld", "not_applicable"):
            continue
        lower = low is not None and (new_low is None or new_low < low)
        if lower or (high is not None and (new_high is None or new_high > high)):
            more_of = f"查明 {listed(sorted(named))} 后 (with their answers)"
            one_side = ("先前的范围 (before)", specimen.result.exact_bounds)
            yield sides(TOTAL, one_side, "→", (more_of, after.exact_bounds)), ("total",)


def _decided_by_rounding() -> bool:
    result = scored(tiny(COLUMNS + "[total]\nround = { to = 100 }\n"))
    return (result.status, str(result.total), result.exact) == ("provisional", "0", None)


@law("open", applies=unscored, fails=_decided_by_rounding)
def final_means_that_nothing_can_change(specimen: Specimen) -> Iterator[Finding]:
    """A result is final exactly where every answer to what is open gives the same total; else it lists what is open.

    Holds when: the total before rounding is looked at.
    Does not hold when: rounding decides the published total already: then it is told, and the result is provisional.
    """
    result = specimen.result
    if not result.is_told:
        return
    low, high = result.exact_bounds
    if (result.status == "final") != (low is not None and low == high):
        yield sides(TOTAL, ("状态 (status)", result.status), "≠", ("范围 (bounds)", result.exact_bounds)), ("total",)
    elif result.status == "provisional" and (result.exact is not None or not result.open_facts):
        yield "未定,却有总分或没有待查的事实 (provisional, with a total or with nothing open)", ("total",)
    elif result.status == "final":
        for one in specimen.completions(1):
            if one.result.exact != result.exact:
                said = ("已定 (final)", result.exact)
                yield sides(TOTAL, said, "≠", ("查明其余后 (once the rest is known)", one.result.exact)), ("total",)


def _spared() -> bool:
    program = tiny(COLUMNS + OFFICE + 'not_applicable = "full"\n')
    return scored(program, 空白栏目=0, 明确机构={"status": "not_applicable"}).exact == 30


def _no_policy(specimen: Specimen) -> str:
    dropped = any(node.not_applicable in ("drop", "rescale") for node in specimen.rubric.walk())
    return "" if dropped else "原文没有“不适用即不计”的指标 (nothing is left out where it does not apply)"


@law("told", applies=_no_policy, fails=_spared)
def what_does_not_apply_counts_nowhere(specimen: Specimen) -> Iterator[Finding]:
    """An indicator that does not apply has neither points nor a maximum nor causes: it is not a zero.

    Holds when: the policy is to leave it out, or to rescale to what applies.
    Does not hold when: the policy gives it points: under `not_applicable = "full"` it earns all of them.
    """
    for line in specimen.result:
        has = (line.points, line.maximum, line.bounds) != (None, None, (None, None))
        if line.status == "not_applicable" and line.code != "total" and has:
            yield f"{line.code}: 不适用,却有分值 (does not apply, and has points)", (line.code,)
