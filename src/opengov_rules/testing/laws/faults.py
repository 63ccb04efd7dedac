"""Laws of faults and of good deeds: which way one more moves a score."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve

from ...conditions import facts_of
from ...evidence import Evidence
from ...facts import FactType
from ...formula import Sign
from ...points import to_text
from ...problems import EvidenceError
from ...rules import Deduct, PerEvent
from ...scheme import Indicator
from ..drawing.values import limits, step_of
from .law import Finding, law
from .limits import gates, is_plain, unscored, vetoed
from .sides import TOTAL, sides
from .specimens import Specimen
from .tiny import COLUMNS, OFFICE, scored, tiny


def no_faults(specimen: Specimen) -> str:
    """Why no fault can be counted up."""
    reason = unscored(specimen)
    if not reason and not specimen.asked.faults():
        return "没有按个数扣分或否决的事实 (no fact is a fault that is counted)"
    return reason


def _lower() -> bool:
    program = tiny('better = "lower"\n[1]\nrule = "measure"\nvalue = { fact = "违规次数" }\n')
    return (scored(program, 违规次数=2).exact or 0) > (scored(program, 违规次数=1).exact or 0)


@law("pairs", applies=no_faults, fails=_lower)
def one_more_fault_never_helps(specimen: Specimen) -> Iterator[Finding]:
    """One more fault never betters the total: it never rises, or never falls where less is better.

    Holds when: compile has proved the direction of the fact, which it demands of every `deduct`.
    Does not hold when: points count against the unit (`better = "lower"`): there the number itself rises.
    """
    before, after = specimen.result.exact, specimen.scored(specimen.other or specimen.evidence).exact
    if before is not None and after is not None and (after < before if specimen.down else after > before):
        more = (f"多一个 {specimen.fault} (one more)", after)
        yield sides(TOTAL, ("原为 (before)", before), "→", more), ()


def deductions(specimen: Specimen) -> Mapping[str, tuple[Indicator, Deduct]]:
    """The leaves that deduct for faults, as they stand for the unit, without anything else on the way."""
    return {
        code: (node, node.rule)
        for code, (node, _) in specimen.nodes.items()
        if isinstance(node.rule, Deduct) and is_plain(node)
    }


def _no_deductions(specimen: Specimen) -> str:
    return no_faults(specimen) or ("" if deductions(specimen) else "没有逐个扣分的指标 (no indicator deducts by count)")


def _jumps() -> bool:
    veto = '[vetoes.blank]\nwhen = { fact = "空白栏目", over = 15 }\nscope = "total"\neffect = { points = 0 }\n'
    program = tiny(COLUMNS + OFFICE + veto)
    one, two = (scored(program, 空白栏目=columns, 明确机构=True) for columns in (15, 16))
    return [one["1"].exact, two["1"].exact, one.exact, two.exact] == [0, 0, 10, 0]


@law("pairs", applies=_no_deductions, fails=_jumps)
def a_used_up_deduction_takes_no_more(specimen: Specimen) -> Iterator[Finding]:
    """扣完为止: once a deduction has taken everything, one more of its fault changes nothing in that indicator.

    Holds when: the indicator is at 0 or at its floor.
    Does not hold when: the whole is looked at: a veto may act where the deduction has long been used up.
    """
    before, after = specimen.result, specimen.scored(specimen.other or specimen.evidence)
    for code, (node, rule) in deductions(specimen).items():
        points = before[code].exact
        floor = max(node.floor or Fraction(0), Fraction(0))
        if specimen.fault in dict(rule.faults) and points == floor and after[code].exact not in (points, None):
            low = after[code].exact
            if (low is not None and low > points) or code not in vetoed(specimen):
                more = (f"多一个 {specimen.fault} (one more)", low)
                yield sides(code, ("已扣完 (used up)", points), "→", more), (code,)


def _gated() -> bool:
    program = tiny(COLUMNS + 'zero_if = { fact = "空白栏目", over = 3 }\n')
    return [scored(program, 空白栏目=columns)["1"].exact for columns in (3, 4)] == [14, 0]


@law("pairs", applies=_no_deductions, fails=_gated)
def a_fault_costs_its_rate_at_most(specimen: Specimen) -> Iterator[Finding]:
    """每发现一个扣N分: one more fault takes no more from its indicator than the rate that is printed for it.

    Holds when: no condition of the indicator and no veto reads the same fact; of folded answers, where they are summed.
    Does not hold when: a condition reads it too: at more than 3 the whole indicator may be void.
    """
    fact = specimen.asked.asked.facts.get(specimen.fault)
    if fact is None or fact.take not in (None, "sum") or fact.trim or fact.best is not None:
        return
    before, after = specimen.result, specimen.scored(specimen.other or specimen.evidence)
    for code, (_, rule) in deductions(specimen).items():
        rate = dict(rule.faults).get(specimen.fault)
        gated = any(specimen.fault in facts_of(gate) for other, _ in specimen.nodes.values() for gate in gates(other))
        if rate is None or gated or before.vetoes != after.vetoes:
            continue
        one, two = before[code].exact, after[code].exact
        if one is not None and two is not None and one - two > rate * fact.slot_step:
            more = (f"多一个 {specimen.fault} (one more)", two)
            told = sides(code, ("原为 (before)", one), "→", more)
            yield f"{told},超过每个扣的 {to_text(rate)} 分 (more than the rate)", (code,)


def _no_gains(specimen: Specimen) -> str:
    reason = unscored(specimen)
    return reason or ("" if gains(specimen) else "没有只会加分的计数 (no count can only help)")


def gains(specimen: Specimen) -> list[str]:
    """The numbers and answers of which more is proved to raise the total, asked of the unit as a whole."""
    found = list[str]()
    for fact in specimen.asked.whole:
        kinds = (FactType.YES_NO, FactType.COUNT, FactType.QUANTITY, FactType.POINTS)
        if not fact.per and fact.type in kinds and specimen.asked.moves(fact.name) is Sign.UP:
            found.append(fact.name)
    return found


def _clustered() -> bool:
    events = '[1]\npoints = 6\nrule = "per_event"\nevents = { "发布" = 2 }\n'
    program = tiny(events + 'zero_if = { fact = "发布", over = 2 }\n')
    return [scored(program, 发布=count).exact for count in (2, 3)] == [4, 0]


@law("whole", applies=_no_gains, fails=_clustered)
def one_more_good_deed_never_hurts(specimen: Specimen) -> Iterator[Finding]:
    """One more of what is good never lowers the total.

    Holds when: compile has proved that the fact can only raise it.
    Does not hold when: it helps here and hurts there: publications count, and more than so many at once are void
    (集中发布的不得分).
    """
    name = specimen.dice.one(*gains(specimen))
    fact, (old, *_) = specimen.asked.asked.facts[name], (*specimen.evidence[name], None)
    if old is None or not isinstance(old.value, bool | Fraction):
        return
    more: Any = True if isinstance(old.value, bool) else old.value + fact.unit_step
    if not isinstance(more, bool) and more > limits(fact)[1] * step_of(fact):
        return
    before, after = specimen.result.exact, specimen.scored(specimen.evidence.replace([evolve(old, value=more)])).exact
    if before is not None and after is not None and (after > before if specimen.down else after < before):
        yield sides(TOTAL, ("原为 (before)", before), "→", (f"多一个 {name} (one more)", after)), ()


def events(specimen: Specimen) -> Mapping[str, tuple[str, ...]]:
    """The indicators that add points per event up to their points, each with its events."""
    return {
        code: tuple(name for name, _ in node.rule.events)
        for code, (node, penalty) in specimen.nodes.items()
        if isinstance(node.rule, PerEvent)
        and not penalty
        and not specimen.down
        and is_plain(node)
        and node.only_if is None
        and node.floor is None
        and code not in vetoed(specimen)
    }


def _no_events(specimen: Specimen) -> str:
    return unscored(specimen) or ("" if events(specimen) else "没有逐次加分的指标 (no indicator adds points per event)")


def _tiered() -> bool:
    tiers = 'rule = "tiers"\nfact = "发布"\nlimits = [{ at_least = 2, points = 5 }]\n'
    program = tiny(f"[1]\npoints = 5\n{tiers}")
    return [scored(program, 发布=count).exact for count in (1, 2)] == [0, 5]


@law("whole", applies=_no_events, fails=_tiered)
def capped_events_are_subadditive(specimen: Specimen) -> Iterator[Finding]:
    """Points per event up to a most: two halves apart earn no less than both together.

    Holds when: the indicator adds per event and is capped, and nothing else acts on it.
    Does not hold when: there are tiers: two publications earn 5, one and one earn nothing.
    """
    for code, names in events(specimen).items():
        counts = [o for name in names for o in specimen.evidence[name] if not o.part]
        whole = [(o, o.value) for o in counts if isinstance(o.value, Fraction)]
        if {o.fact for o, _ in whole} != set(names):
            continue
        first = [evolve(o, value=Fraction(int(count) // 2)) for o, count in whole]
        rest = [evolve(o, value=count - int(count) // 2) for o, count in whole]
        halves = [specimen.scored(specimen.evidence.replace(half))[code].exact for half in (first, rest)]
        both = specimen.result[code].exact
        if both is not None and None not in halves and both > sum(half or 0 for half in halves):
            apart = " + ".join("–" if half is None else to_text(half) for half in halves)
            yield sides(code, ("合计 (together)", both), ">", ("分两次 (in two halves)", apart)), (code,)


def _two_assets() -> bool:
    program = tiny(COLUMNS, '[facts]\n"空白栏目" = { type = "count", per = "网站", take = "sum" }\n')
    one, two = (scored(program, 空白栏目=given).exact for given in ({"甲": 1}, {"甲": 1, "乙": 1}))
    return (two or 0) < (one or 0)


@law("whole", fails=_two_assets)
def an_answer_counts_once(specimen: Specimen) -> Iterator[Finding]:
    """The same answer given twice is refused: it never counts twice.

    Holds when: it is the same fact of the same asset.
    Does not hold when: it is said of two assets: one empty column on each of two sites makes two.
    """
    for o in specimen.evidence.observations[:1]:
        twice = Evidence(specimen.unit, (*specimen.evidence.observations, o))
        try:
            specimen.scored(twice)
        except EvidenceError as error:
            if any(problem.code == "answer-twice" for problem in error.problems):
                continue
        yield f"{o.fact}: 重复的答案被接受 (given twice and accepted)", ()
