"""Laws of explanations: every point has a reason, and every reason a clause."""

from collections.abc import Iterator
from fractions import Fraction

from ...causes import Cause
from ...evidence import Evidence
from ...rules import Deduct, PerEvent
from .law import Finding, law
from .limits import BEST, gates, is_plain, vetoed
from .sides import sides
from .specimens import Specimen
from .tiny import COLUMNS, scored, tiny


def _uncounted() -> bool:
    result = scored(tiny(BEST), 甲=True, 乙=False)
    return result["1.2"].lost == 3 and result["1"].lost == 0


@law("told", fails=_uncounted)
def causes_conserve_points(specimen: Specimen) -> Iterator[Finding]:
    """At every indicator the losses of its counted children and its own causes add up to maximum − points, exactly.

    Holds when: everything is decided, a maximum is published, and the indicator counts.
    Does not hold when: the indicator above passes it over: under `best` the losses of the others count for nothing.
    """
    result = specimen.result
    if any(line.status == "provisional" for line in result):
        return
    for line in result:
        if line.exact is None or line.maximum is None or (not line.counted and line.children):
            continue
        children = [result[code] for code in line.children]
        lost = sum((Fraction(c.lost) for c in children if c.counted and c.lost is not None), Fraction(0))
        own = [cause.amount for cause in line.causes]
        gone = Fraction(line.maximum) - line.exact
        gone = -gone if specimen.down else gone
        told = lost + sum((Fraction(amount) for amount in own if amount is not None), Fraction(0))
        if None in own or told != gone:
            lost_here = ("所失 (lost)", gone)
            yield sides(line.code, ("各原因合计 (the causes add up to)", told), "≠", lost_here), (line.code,)


@law("told", fails=lambda: not scored(tiny(COLUMNS), 空白栏目=0)["1"].causes)
def no_loss_is_without_a_cause(specimen: Specimen) -> Iterator[Finding]:
    """A leaf that lost points names at least one cause that took some.

    Holds when: points were lost.
    Does not hold when: nothing was lost: then there is no cause to name.
    """
    for line in specimen.result:
        if line.lost and not line.children and line.code != "total" and not any(c.amount for c in line.causes):
            yield f"{line.code}: 失 {line.lost} 分而无原因 (lost for no cause)", (line.code,)


def _wordless() -> bool:
    program = tiny('[1]\npoints = 5\ncap = 3\nrule = "award"\nwhen = "公开"\n')
    return all(not cause.facts for cause in scored(program, 公开=True).causes)


@law("told", fails=_wordless)
def every_cause_says_why(specimen: Specimen) -> Iterator[Finding]:
    """Every cause has words in Chinese and English, a clause where its indicator cites one, and facts that are asked.

    Holds when: facts are those of the unit's own questionnaire, or of indicators evaluated for each asset.
    Does not hold when: a cause is asked for a fact that it has not: a cap, a rounding and a policy rest on none.
    """
    known = {*specimen.asked.asked.facts, *specimen.compiled.read, *specimen.compiled.each}
    for cause in specimen.result.causes:
        node = specimen.nodes.get(cause.code, (None, False))[0]
        words = [cause.reason("zh"), cause.reason("en")]
        if not all(words):
            yield f"{cause.code}: 原因没有说法 (a cause without words)", (cause.code,)
        elif node is not None and node.cite and cause.cite is None:
            yield f"{cause.code}: {words[0]}: 没有出处 (no clause cited)", (cause.code,)
        elif not known.issuperset(cause.facts):
            yield f"{cause.code}: {words[0]}: 所引事实无人问过 (rests on what nobody asks)", (cause.code,)


def _floored() -> bool:
    program = tiny('[1]\npoints = 4\nrule = "deduct"\nfaults = { "空白栏目" = 2, "错链" = 1 }\n')
    causes = scored(program, 空白栏目=9, 错链=3).causes
    return [cause.amount for cause in causes] == [4, 0]


def _counts(specimen: Specimen, cause: Cause) -> bool:
    """Whether a cause is points for each of what was counted, in an indicator on which nothing else acts."""
    node = specimen.nodes.get(cause.code, (None, False))[0]
    if node is None or not isinstance(node.rule, Deduct | PerEvent) or not cause.facts or not is_plain(node):
        return False
    return not gates(node) and cause.kind in ("deduction", "penalty") and cause.code not in vetoed(specimen)


@law("whole", fails=_floored)
def a_cited_fact_matters(specimen: Specimen) -> Iterator[Finding]:
    """Take away what a cause rests on, and its indicator is no longer the same, unless the cause takes nothing.

    Holds when: the cause took points for each of what was counted, and nothing else acts on its indicator.
    Does not hold when: everything was gone before: such a cause is listed with 0, already at the floor.
    """
    dice, result = specimen.dice, specimen.result
    causes = [cause for cause in result.causes if cause.amount and _counts(specimen, cause)]
    for cause in dice.some(causes, min(1, len(causes))):
        cited = {fact for fact in cause.facts if specimen.evidence[fact]}
        cited |= {inner for fact in cause.facts for inner in specimen.asked.inputs.get(fact, ())}
        kept = tuple(o for o in specimen.evidence.observations if o.fact not in cited)
        if len(kept) == len(specimen.evidence.observations) or any(specimen.asked.asked.facts[f].absent for f in cited):
            continue
        line, other = result[cause.code], specimen.scored(Evidence(specimen.unit, kept))[cause.code]
        same = line.causes == other.causes and (line.bounds, line.status) == (other.bounds, other.status)
        if same:
            yield f"{cause.code}: {cause.reason()}: 去掉所引事实而无变化 (nothing changes without it)", (cause.code,)
