"""Laws of vetoes: what holds, dominates, and reaches no further than its scope."""

from collections.abc import Iterator
from fractions import Fraction

from ...conditions import facts_of, nodes_of
from ...evidence import Evidence
from ...scheme import Veto
from ..drawing import draw_answers
from .law import Finding, law
from .sides import sides
from .specimens import Specimen
from .tiny import COLUMNS, OFFICE, scored, tiny

_VETO = '[vetoes.blank]\nwhen = {}\nscope = "1"\neffect = {{ points = 0 }}\n'
_BLANK = COLUMNS + OFFICE + _VETO.format('{ fact = "空白栏目", over = 5 }')
_EXCUSED = COLUMNS + _VETO.format('[{ fact = "空白栏目", over = 5 }, { none = ["已说明"] }]')


def no_vetoes(specimen: Specimen) -> str:
    """Why there is nothing to veto."""
    plain = [veto for veto in specimen.rubric.vetoes if veto.effect.points is not None]
    return "" if plain else "没有使分值降为某数的否决 (no veto brings points down)"


def ceiling(specimen: Specimen, veto: Veto) -> Fraction | None:
    """What the scope of a veto that holds is worth at most; None where less is better, or another value replaces it."""
    replaced = {veto.scope for veto in specimen.rubric.vetoes if veto.effect.replace is not None}
    if specimen.down or veto.effect.points is None or veto.scope in replaced:
        return None
    return max(veto.effect.points, Fraction(0))


def _beside() -> bool:
    result = scored(tiny(_BLANK), 空白栏目=6, 明确机构=True)
    return result.vetoes == ("blank",) and result["1"].exact == 0 and result.exact == 10


def _lifted() -> bool:
    found = [scored(tiny(_EXCUSED), 空白栏目=6, 已说明=excused).vetoes for excused in (False, True)]
    return found == [("blank",), ()]


@law("told", applies=no_vetoes, fails=_beside)
def a_veto_brings_its_scope_down(specimen: Specimen) -> Iterator[Finding]:
    """一票否决: where a veto holds, its scope is worth no more than the veto leaves.

    Holds when: no other veto puts a value in the scope's place, and more is better.
    Does not hold when: it lies outside the scope: what the veto does not name keeps its points.
    """
    for veto in specimen.rubric.vetoes:
        points, most = specimen.result[veto.scope].exact, ceiling(specimen, veto)
        if veto.key in specimen.result.vetoes and points is not None and most is not None and points > most:
            left = (f"否决 {veto.key} 所留 (what the veto leaves)", most)
            yield sides(veto.scope, ("得分 (points)", points), ">", left), (veto.scope,)


@law("whole", applies=no_vetoes, fails=_lifted)
def a_veto_holds_whatever_else_is_found(specimen: Specimen) -> Iterator[Finding]:
    """A veto that holds goes on holding, and its scope stays down, whatever is found of what it does not read.

    Holds when: the veto reads answers alone, not of single assets and not other indicators' points.
    Does not hold when: what is found is what it reads: an excuse may lift it.
    """
    held = [veto for veto in specimen.rubric.vetoes if veto.key in specimen.result.vetoes and veto.when is not None]
    asked = specimen.asked.asked.facts
    for veto in held:
        read = set(facts_of(veto.when)) if veto.when is not None else set()
        if veto.when is None or nodes_of(veto.when) or any(asked[name].per for name in read if name in asked):
            continue
        same = [o for o in specimen.evidence.observations if o.fact in read]
        others = specimen.asked.read(draw_answers(specimen.dice, specimen.asked, statuses=True))
        rest = [o for o in others.observations if o.fact not in read]
        again = specimen.scored(Evidence(specimen.unit, (*same, *rest)))
        high, most = again[veto.scope].bounds[1], ceiling(specimen, veto)
        if veto.key not in again.vetoes:
            yield f"{veto.key}: 不再成立 (holds no more)", (veto.scope,)
        elif high is not None and most is not None and high > most:
            left = (f"否决 {veto.key} 所留 (what the veto leaves)", most)
            yield sides(veto.scope, ("换了其他答案后至多 (at most, by other answers)", high), ">", left), (veto.scope,)


@law("told", applies=no_vetoes, fails=lambda: scored(tiny(COLUMNS), 空白栏目=9)["1"].exact != 20)
def nothing_is_vetoed_without_a_veto(specimen: Specimen) -> Iterator[Finding]:
    """Where no veto holds, none takes points.

    Holds when: causes are those of vetoes.
    Does not hold when: points go for another reason: a deduction needs no veto.
    """
    if not specimen.result.vetoes:
        taken = [cause.code for cause in specimen.result.causes if cause.kind == "veto" and cause.amount]
        if taken:
            yield f"{taken[0]}: 没有否决成立却被扣 (taken by no veto)", tuple(taken)
