"""The quotes against the data: points, limits, draws and steps that the words print and the rule has otherwise."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from ..compiler.asking import effect_reads, grade_reads, reads, settings
from ..conditions import Compared, Comparison, Condition, Constant, NodeResult, Quantity, constants_of, facts_of, walk
from ..points import to_text
from ..problems import Invalid, Problem
from ..rules import Award, Checklist, Deduct, Judged, PerEvent, RatioRule, SampleRule, Table, Tally, Tiers
from ..scheme import Cited, Grade, Indicator, NamedRule, Rubric, Veto
from .looking import Looked, told
from .phrases import Amount, Bound, amounts, bounds, clauses, drawn, full_shares, steps

_KEYS: Final = {
    "award": "points",
    "checklist": "parts",
    "deduct": "faults",
    "per_event": "events",
    "tiers": "limits",
    "table": "cells",
    "tally": "entries",
    "sample": "each",
    "judged": "points",
    "ratio": "points",
}
_COMPLEMENT: Final[Mapping[Comparison, Comparison]] = {
    "over": "at_most",
    "at_most": "over",
    "at_least": "under",
    "under": "at_least",
}
_ELSE: Final = re.compile(r"否则|未|不得分|不计")


def points(looked: Looked) -> Iterator[Problem]:
    """得N分, 扣N分 and 最高N分 in the quotes of a leaf, against its rule."""
    for _, body in looked.leaves():
        key = _KEYS.get(body.rule.kind if body.rule is not None else "")
        if key is None or looked.admitted(body.path):
            continue
        said = amounts(_quotes(body))
        rated = [one for one in said if one.verb in ("gives", "takes")]
        yield from _rates(body, key, rated)
        limits = [one.points for one in said if one.verb == "most"]
        own = {value for value in (body.points, body.cap, *_mosts(body)) if value is not None}
        if any(limit not in own for limit in limits):
            yield _differ(body, "entries" if isinstance(body.rule, Tally) else "points", limits, sorted(own))
        starts = [one.points for one in said if one.verb == "start"]
        start = body.rule.start if isinstance(body.rule, Tally) else None
        if isinstance(start, Constant) and starts and start.value not in starts:
            yield _differ(body, "start", starts, [start.value])


def _rates(body: Indicator, key: str, rated: Sequence[Amount]) -> Iterator[Problem]:
    """The amounts of the rule, one by one where there are as many as the words print."""
    printed, own = [one.points for one in rated], _own(body)
    if not printed or not own:
        return
    if isinstance(body.rule, Award | Judged | RatioRule) or (isinstance(body.rule, SampleRule) and body.rule.all_hit):
        agrees = set(printed) == set(own)
        several = own[0] in printed or sum(printed) == own[0] or _only_takes(rated)
        key = "rule" if several else "points"
    elif isinstance(body.rule, Tiers):
        agrees = set(printed) == set(own)
        if agrees and not _paired(body.rule, rated) and "limits" not in dict((*body.inferred, *body.assumed)):
            printed_pairs = "；".join(f"{'、'.join(one.numbers)} → {to_text(one.points)}" for one in rated)
            yield told(body, Invalid("limits-differ", printed=printed_pairs, data=body.rule.say("zh")), "limits")
            return
    elif isinstance(body.rule, Checklist | Table | Tally) or len(printed) == len(own):
        agrees = printed == own
    else:
        agrees = set(printed) == set(own)
    if not agrees:
        key = "rule" if isinstance(body.rule, Checklist) and _only_takes(rated) else key
        yield _differ(body, key, printed, own)
    elif isinstance(body.rule, Tally):
        turned = [
            one
            for one, entry in zip(rated, body.rule.entries, strict=True)
            if (one.verb == "takes") != (entry.points < 0)
        ]
        if turned:
            yield told(
                body,
                Invalid(
                    "direction-words",
                    printed=f"扣 {to_text(turned[0].points)}"
                    if turned[0].verb == "takes"
                    else f"加 {to_text(turned[0].points)}",
                ),
                "entries",
            )


def _only_takes(rated: Sequence[Amount]) -> bool:
    """Whether the words only take points off, so that a rule that gives them is of another kind."""
    return all(one.verb == "takes" for one in rated)


def _own(body: Indicator) -> list[Fraction]:
    """The amounts of a rule in the order of its data; what is worth nothing is not printed as an amount."""
    match body.rule:
        case Award() | Judged() | RatioRule():
            return [] if body.points is None else [body.points]
        case SampleRule():
            worth = body.rule.each if body.rule.each is not None else body.points
            return [] if worth is None else [worth]
        case Checklist(parts=parts):
            return [part.points for part in parts]
        case Deduct(faults=rates) | PerEvent(events=rates):
            return [rate for _, rate in rates]
        case Tiers(limits=limits):
            return [limit.points for limit in limits if limit.points]
        case Table(cells=cells):
            return [worth for row in cells.values() for worth in row.values() if worth]
        case Tally(entries=entries):
            return [abs(entry.points) for entry in entries]
        case _:
            return []


def _paired(rule: Tiers, rated: Sequence[Amount]) -> bool:
    """Whether each tier's limit stands in the words before its points."""
    for limit in rule.limits:
        numbers = [constant.text for constant in constants_of(limit.when) if not constant.is_date]
        before = [one.numbers for one in rated if one.points == limit.points]
        if numbers and before and not any(set(numbers) <= set(given) for given in before):
            return False
    return True


def _mosts(body: Indicator) -> list[Fraction | None]:
    return [entry.most for entry in body.rule.entries] if isinstance(body.rule, Tally) else []


def _differ(body: Cited, key: str, printed: Sequence[Fraction], own: Sequence[Fraction]) -> Problem:
    texts = ["、".join(to_text(one) for one in side) or "–" for side in (printed, own)]
    return told(body, Invalid("amounts-differ", printed=texts[0], data=texts[1]), key)


def limits(looked: Looked) -> Iterator[Problem]:
    """超过, 达到, 不少于, 以内 … and their numbers, against the comparisons."""
    elsewhere = defaultdict[tuple[str, ...], set[str]](set)
    for part, _, read in _readers(looked):
        elsewhere[part.path] |= _numbers(read)
    for part, key, read in _readers(looked):
        reasons = dict((*part.inferred, *part.assumed))
        if key in reasons or (isinstance(part, Indicator) and looked.admitted(part.path)):
            continue
        said = bounds(_quotes(part))
        strict = isinstance(part, Veto | Grade | NamedRule)
        said = [bound for bound in said if bound.number not in elsewhere[part.path] - _numbers(read)]
        found = _against(read, said, strict=strict, otherwise=any(_ELSE.search(quote) for quote in _quotes(part)))
        if found is not None:
            yield told(part, Invalid("limits-differ", printed=found[0], data=found[1]), key)
    for grade in looked.scheme.grades:
        yield from _threshold(grade)


def _against(
    read: Condition | Quantity, said: Sequence[Bound], *, strict: bool, otherwise: bool
) -> tuple[str, str] | None:
    """What the words say and what a condition says, where they are at odds."""
    compared = [one for one in walk(read) if isinstance(one, Compared) and isinstance(one.right, Constant)]
    numbers = _numbers(read)
    for one in compared:
        if not isinstance(one.right, Constant) or one.right.is_date:
            continue
        text = one.right.text
        if isinstance(one.left, NodeResult) and not one.left.share and text.endswith("%"):
            return f"{text}", f"{text} ≠ share_of"
        mine = [bound for bound in said if bound.number == text]
        if not mine:
            others = [bound for bound in said if bound.number not in numbers]
            if others and one.comparison != "is":
                return _said(others), f"{one.comparison} {text}"
            continue
        allowed = {bound.comparison for bound in mine}
        if not strict or otherwise:
            allowed |= {_COMPLEMENT[one] for one in tuple(allowed) if otherwise and one in _COMPLEMENT}
        if "under" in allowed and any(
            bound.clause.endswith(("以下", "以下为")) or "以下" in bound.clause for bound in mine
        ):
            allowed.add("at_most")
        if one.comparison not in allowed and one.comparison in _COMPLEMENT:
            return _said(mine), f"{one.comparison} {text}"
    return None


def _numbers(read: Condition | Quantity) -> set[str]:
    """The numbers that conditions compare with."""
    return {one.right.text for one in walk(read) if isinstance(one, Compared) and isinstance(one.right, Constant)}


def _said(said: Sequence[Bound]) -> str:
    return "、".join(dict.fromkeys(bound.clause for bound in said))


def _readers(looked: Looked) -> Iterator[tuple[Cited, str, Condition | Quantity]]:
    for rubric in looked.scheme.rubrics:
        for body in rubric.bodies():
            yield from (
                (body, key, read)
                for key, read in reads(body)
                if key not in ("weight", "value", "start", "part", "whole")
            )
        for veto in rubric.vetoes:
            yield from ((veto, key, read) for key, read in effect_reads(veto) if key == "when")
    for grade in looked.scheme.grades:
        yield from ((grade, key, read) for key, read in grade_reads(grade))
    for rule in looked.scheme.named:
        yield rule, "when", rule.when


def _threshold(grade: Grade) -> Iterator[Problem]:
    """The threshold beside the grade's name."""
    limit, key = (grade.at_least, "at_least") if grade.at_least is not None else (grade.at_most, "at_most")
    mine = [clause for clause in clauses(_quotes(grade)) if grade.name in clause and bounds([clause])]
    numbers = {bound.number for clause in mine for bound in bounds([clause])}
    if limit is not None and numbers and to_text(limit) not in numbers:
        yield told(grade, Invalid("limits-differ", printed="、".join(mine), data=to_text(limit)), key)


def names(looked: Looked) -> Iterator[Problem]:
    """A grade's own quote names it; siblings have names of their own."""
    for grade in looked.scheme.grades:
        chinese = not grade.name.isascii()
        if grade.cite and chinese and not any(grade.name in quote for quote in _quotes(grade)):
            yield told(grade, Invalid("name-unquoted", name=grade.name), "cite")
    for rubric in looked.scheme.rubrics:
        for nodes in (rubric.indicators, *(node.children for node in rubric.walk())):
            first = dict[str, Indicator]()
            for node in nodes:
                other = first.setdefault(node.name, node)
                if other is not node:
                    yield told(node, Invalid("name-twice", name=node.name, other=other.code), "name")


def draws(looked: Looked) -> Iterator[Problem]:
    """随机抽查N个, 每N分一档, 达到N%: the other numbers of rules."""
    for _, body in looked.leaves():
        quotes = _quotes(body)
        if looked.admitted(body.path):
            continue
        match body.rule:
            case SampleRule(draw=draw):
                said = drawn(quotes)
                if said and draw not in said:
                    yield told(body, Invalid("draw-differs", printed="、".join(map(str, said)), draw=draw), "draw")
            case Judged(step=step):
                printed = steps(quotes)
                if printed and to_text(step) not in printed:
                    yield told(body, Invalid("step-differs", printed="、".join(printed), step=to_text(step)), "step")
            case RatioRule():
                printed = steps(quotes)
                step_text = "–" if body.rule.step is None else body.rule.step.text
                if printed and step_text not in printed:
                    yield told(body, Invalid("step-differs", printed="、".join(printed), step=step_text), "step")
                full = full_shares(quotes)
                if full and body.rule.full_at.text not in full:
                    yield told(
                        body, Invalid("limits-differ", printed="、".join(full), data=body.rule.full_at.text), "full_at"
                    )
            case _:
                pass


_EACH: Final = re.compile(r"每(?!周|月|季|年|日|天|种|类|项目)|一次|1次|一个(?!工作)|1个/次")
_KIND: Final = re.compile(r"一种|每种|每类")
_BEST: Final = re.compile(r"不累计|就高|取最高|不重复|只计一次")
_HIT: Final = re.compile(r"(?:\d+|每|一)(?:个|条|家|篇|件|份)(?:得|加)\s*\d")
_ALL: Final = re.compile(r"(?:全部|均|都)[^,;。，；]{0,10}(?:[,，])?得\s*\d")
_JUDGED: Final = re.compile(r"酌情|评分|赋分|给分|评议|打分|评价|评审|最高|最多|情况|档")
_DISCRETION: Final = re.compile(r"酌情|评议|打分")
_PART_OF: Final = re.compile(r"每\s*\d+(?:\.\d+)?%")


_ROUNDED: Final = re.compile(r"四舍五入|取整|保留|小数|整数|舍去|进位|round|whole", re.IGNORECASE)


def rounding(looked: Looked) -> Iterator[Problem]:
    """A result is rounded only where the words say so."""
    for rubric in looked.scheme.rubrics:
        for part in (*rubric.bodies(), rubric.total):
            reasons = dict((*part.inferred, *part.assumed))
            if part.round is not None and "round" not in reasons and not _ROUNDED.search("".join(_quotes(part))):
                yield told(part, Invalid("round-uncited", step=to_text(part.round.to)), "round")


def kinds(looked: Looked) -> Iterator[Problem]:
    """Whether the words are those of the kind of rule: 每…扣, 每次加, 一种, 均, 酌情."""
    for rubric, body in looked.leaves():
        quotes, held = _quotes(body), settings(rubric)[body.code]
        text = "；".join(quotes)
        said = amounts(quotes)
        gives, takes = any(one.verb == "gives" for one in said), any(one.verb == "takes" for one in said)
        reasons = dict((*body.inferred, *body.assumed))
        match body.rule:
            case Deduct() if gives and not takes:
                yield _words(body, "rule", "得")
            case PerEvent() if takes and not gives and not held.penalty:
                yield told(body, Invalid("direction-words", printed="扣"), "rule")
            case PerEvent(take=take):
                if _KIND.search(text) is None and take != "sum" and _EACH.search(text) is not None:
                    yield _words(body, "take", "每次")
                elif take == "sum" and (_KIND.search(text) is not None or _BEST.search(text) is not None):
                    yield _words(body, "take", "一种/不累计")
            case SampleRule(all_hit=True) if _HIT.search(text) is not None:
                yield _words(body, "all_hit", "1个得N分")
            case SampleRule(all_hit=False) if _ALL.search(text) is not None and _HIT.search(text) is None:
                yield _words(body, "each", "均/全部")
            case Judged() if gives and _JUDGED.search(text) is None:
                yield _words(body, "rule", "得N分")
            case Award() if _DISCRETION.search(text) is not None and "rule" not in reasons:
                yield _words(body, "rule", "酌情")
            case Award() | Checklist() if _PART_OF.search(text) is not None:
                yield _words(body, "rule", "每N%")
            case _:
                pass
        if held.penalty and gives and not takes and body.rule is not None and body.rule.kind in _KEYS:
            yield told(body, Invalid("direction-words", printed="加/得"), "rule")
        if body.rule is not None and body.rule.kind == "unstated" and said and not _is_rest(rubric, body):
            yield told(
                body, Invalid("unstated-printed", printed="、".join(to_text(one.points) for one in said)), "rule"
            )
        yield from _zeroed(body, text)


def _is_rest(rubric: Rubric, body: Indicator) -> bool:
    """Whether this is the leaf of all units that no variant names."""
    return any(body is node.otherwise for node in rubric.leaves())


_ZEROED: Final = re.compile(r"([^,;。，；]*)(?:[,，]\s*该项)?不得分")


def _zeroed(body: Indicator, text: str) -> Iterator[Problem]:
    """…的,该项不得分 is a condition of its own, unless it only says what not to meet means."""
    for match in _ZEROED.finditer(text):
        before = text[: match.start()].rpartition("；")[2]
        clause = match[1] or re.split(r"[,;。，；]", before.rstrip(",，"))[-1]
        plain = re.search(r"否则|未|没有|无|不符|不达|不足", clause) is not None
        has = body.zero_if is not None or body.only_if is not None
        has = has or (
            body.rule is not None and body.rule.kind in ("tiers", "table", "measure", "tally", "unstated", "judged")
        )
        if body.rule is not None and not has and not plain and body.rule.kind in _KEYS:
            yield told(body, Invalid("words-unused", printed=match[0].strip(",，；")), "rule")


def roles(looked: Looked) -> Iterator[Problem]:
    """加分指标 is a bonus, 扣分指标 a penalty."""
    for rubric in looked.scheme.rubrics:
        for node in rubric.indicators:
            text = "；".join((node.name, *_quotes(node)))
            for words, role in (
                ("加分指标", "bonus"),
                ("加分项", "bonus"),
                ("扣分指标", "penalty"),
                ("扣分项", "penalty"),
            ):
                if words in text and node.role != role and rubric.better == "higher":
                    yield told(node, Invalid("role-words", printed=words, role=role), "role")
                    break


def scopes(looked: Looked) -> Iterator[Problem]:
    """What a veto's words name falls, or is looked at: 网站建设一票否决, 网站得分率低于60%, 总分按0分计."""
    for rubric in looked.scheme.rubrics:
        for veto in rubric.vetoes:
            if looked.admitted((*veto.path, "scope")):
                continue
            if veto.effect.scoped or veto.effect.withhold:
                yield from _scope(rubric, veto)
            yield from _elsewhere(rubric, veto)
            for code in {
                one.node for _, read in effect_reads(veto) for one in walk(read) if isinstance(one, NodeResult)
            }:
                named = _named(rubric, veto, "得分率")
                if named and code not in named:
                    yield told(veto, Invalid("veto-scope", scope=code, named="、".join(sorted(named))), "when")


def _elsewhere(rubric: Rubric, veto: Veto) -> Iterator[Problem]:
    """A veto on what one indicator counts, with the clause of another one."""
    asked = set(facts_of(veto.when)) if veto.when is not None else set[str]()
    counting = {body.code for body in rubric.bodies() if asked & _counted(body)}
    lines = {cite.line for cite in veto.cite}
    citing = {b.code: b.cite for b in rubric.bodies() if b.rule is not None and lines & {c.line for c in b.cite}}
    if counting and citing and not counting & citing.keys():
        other = next(iter(citing))
        yield told(
            veto, Invalid("cite-shared", quote=" | ".join(map(str, veto.cite)), other=other, code=veto.key), "cite"
        )


def _counted(body: Indicator) -> set[str]:
    if body.rule is None:
        return set()
    return {fact.name for fact in body.rule.facts(body.points)} | {
        f for _, read in body.rule.reads() for f in facts_of(read)
    }


def _scope(rubric: Rubric, veto: Veto) -> Iterator[Problem]:
    if any(re.search(r"总分|总成绩|全部得分", quote) for quote in _quotes(veto)):
        named = {"total"}
    else:
        named = _named(rubric, veto, "一票否决")
    lines = {cite.line for cite in veto.cite}
    near = {
        body.code for body in rubric.bodies() if body.rule is not None and lines & {cite.line for cite in body.cite}
    }
    outside = near and veto.scope != "total" and not any(_within(code, veto.scope) for code in near)
    if (named and veto.scope not in named and (named == {"total"} or veto.scope != "total")) or outside:
        yield told(veto, Invalid("veto-scope", scope=veto.scope, named="、".join(sorted(named or near))), "scope")


def _within(code: str, scope: str) -> bool:
    return code == scope or code.startswith(f"{scope}.")


_COMMON: Final = frozenset({"工作", "政府", "政务", "公开", "信息", "该项", "年度"})


def _named(rubric: Rubric, veto: Veto, word: str) -> set[str]:
    """The nodes whose names share most with the words before another word."""
    best, found = 0, set[str]()
    for quote in _quotes(veto):
        head = quote.partition(word)[0] if word in quote else ""
        head = re.split(r"[,;。，；]", head)[-1]
        pairs = {head[at : at + 2] for at in range(len(head) - 1)} - _COMMON
        for node in rubric.walk():
            alike = len(pairs & {node.name[at : at + 2] for at in range(len(node.name) - 1)})
            if alike and alike >= best:
                found = {node.code} if alike > best else {*found, node.code}
                best = alike
    # Of a node and what stands below it, the node is meant.
    return {code for code in found if not any(code != other and _within(code, other) for other in found)}


def _words(body: Indicator, key: str, printed: str) -> Problem:
    return told(body, Invalid("rule-words", printed=printed, rule=body.rule.kind if body.rule is not None else ""), key)


def _quotes(part: Cited) -> list[str]:
    return [cite.quote for cite in part.cite]
