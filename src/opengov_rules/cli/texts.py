"""Programs, results and standings in words for a terminal, in Chinese or English."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import evolve

from ..causes import Cause
from ..compiler import CompiledRubric
from ..compiler.asking import settings
from ..points import round_half_up, to_text
from ..program import Program
from ..provenance import Citation
from ..saying import say
from ..scheme import Indicator, Veto, Window
from ..scoring import Result, ResultLine
from ..words import Language

_WORDS: Final = {
    "zh": {
        "total": "总分",
        "grade": "等次",
        "vetoes": "否决",
        "named": "点名",
        "none_exists": "没有可抽查或可统计的,原文未写如何计分,须裁定",
        "assumed": "本结果依据以下假定(原文未写)",
        "open": "尚待查明(影响大的在前)",
        "swing": "单独影响 {points} 分",
        "endless": "单独影响无上限",
        "unlimited": "不限",
        "line": "第 {line} 行",
        "points": "分",
        "readings": "解释口径",
        "discrepancies": "原文矛盾",
        "roster": "名单",
        "rubric": "指标表",
        "quota": "名额",
        "unnamed": "原文未列名",
        "unpublished": "分值未公布",
        "then": "再按",
        "ranking": "排名",
        "restricted": "得分不予公开",
        "profile": "试用方案(假定值)",
        "withheld": "暂不公布",
        "unearned": "未得",
        "excluded": "不参加考核",
        "window": "采集时间",
        "due": "报送截止",
    },
    "en": {
        "total": "total",
        "grade": "grade",
        "vetoes": "vetoes",
        "named": "named",
        "none_exists": "nothing to draw from or to count; the notice is silent, somebody must rule",
        "assumed": "this result rests on what the notice does not print",
        "open": "what to find out next (most telling first)",
        "swing": "by itself {points}",
        "endless": "by itself without limit",
        "unlimited": "no limit",
        "line": "line {line}",
        "points": "",
        "readings": "readings",
        "discrepancies": "discrepancies",
        "roster": "roster",
        "rubric": "rubric",
        "quota": "quota",
        "unnamed": "not named in the notice",
        "unpublished": "points not published",
        "then": "then by",
        "ranking": "ranking",
        "restricted": "scores are kept back",
        "profile": "profile (assumed values)",
        "withheld": "withheld",
        "unearned": "not earned",
        "excluded": "excluded",
        "window": "window",
        "due": "due",
    },
}


def number(value: Decimal | Fraction | None, lang: Language) -> str:
    """A number, or "no limit"."""
    return _WORDS[lang]["unlimited"] if value is None else to_text(Fraction(value))


def span(low: Decimal | Fraction | None, high: Decimal | Fraction | None, lang: Language) -> str:
    """An interval, or its one value."""
    if low is not None and low == high:
        return readable(Fraction(low), lang)
    return f"[{number(low, lang)}, {number(high, lang)}]"


def readable(value: Fraction, lang: Language) -> str:
    """A number; one that is no finite decimal with about how much that is."""
    text = to_text(value)
    if "/" not in text:
        return text
    return f"{text}(约 {round_half_up(value, 2)})" if lang == "zh" else f"{text} (about {round_half_up(value, 2)})"


def total_text(result: Result, lang: Language) -> str:
    """The total or its limits; or that nothing applies, that it is withheld, that nothing is scored."""
    if result.status in ("not_applicable", "withheld"):
        return _untold(result.status, lang)
    return span(*result.bounds, lang) if result.is_scored else "-"


def _untold(status: str, lang: Language) -> str:
    return _WORDS[lang]["withheld"] if status == "withheld" else _NOT_APPLICABLE[lang]


def cited(cite: Citation | None, lang: Language) -> str:
    """A citation: (第 296 行: …)."""
    if cite is None:
        return ""
    return f"({_WORDS[lang]['line'].format(line=cite.line)}: {cite.quote})"


def label_of(label: str | None) -> str:
    """The label that every output carries which rests on labelled evidence."""
    return f"【{label}】" if label else ""


def result_text(result: Result, lang: Language, *, every_line: bool = True) -> Iterator[str]:
    """One unit line by line: points of the maximum, and why points went, with the clause."""
    words = _WORDS[lang]
    head = f"{result.unit.name} · {result.unit.kind} {label_of(result.label)}"
    grade = f" {words['grade']} {result.grade}" if result.grade else ""
    total = "" if not result.is_scored else f"{words['total']} {total_text(result, lang)}{_of(result.maximum)}"
    yield f"{head} {total}{grade}".replace("  ", " ").replace("  ", " ")
    told = {line.code for line in result.lines if every_line or line.causes or line.children}
    for line in result.lines:
        told |= {*line.children} if not told.isdisjoint(line.children) else set()  # a section adds up, or is full
    for line in (line for line in result.lines if line.code in told):
        yield from _line(line, lang)
    if result.open_facts:
        yield from open_text(result, lang)
    yield from supplied_text(result.assumed, lang)


def supplied_text(assumed: Iterable[str], lang: Language) -> Iterator[str]:
    """What results rest on that the notice does not print."""
    told = [f"  {text}" for text in assumed]
    yield from [f"{_WORDS[lang]['assumed']}:", *told] if told else []


def open_text(result: Result, lang: Language) -> Iterator[str]:
    """What is not decided, and how much it may move the total."""
    words = _WORDS[lang]
    yield f"{words['open']}:"
    for fact in result.open_facts:
        parts = "、".join(part for part in fact.parts if part)
        where = f" [{parts}]" if parts else ""
        where += f" ({words['none_exists']})" if fact.none_exists else ""
        where += f" {fact.ask}" if fact.ruling else ""
        swing = words["endless" if fact.swing is None else "swing"].format(points=number(fact.swing, lang))
        yield f"  {fact.name}{where}: {swing}"


def _line(line: ResultLine, lang: Language) -> Iterator[str]:
    depth = line.code.count(".")
    if line.status == "unpublished":
        shown = _WORDS[lang]["unpublished"]
    elif line.status in ("not_applicable", "withheld"):
        shown = _untold(line.status, lang)
    else:
        shown = f"{span(*line.bounds, lang)}{_of(line.maximum)}"
    name = f"{line.code} {line.name}" if line.code != "total" else _WORDS[lang]["total"]
    yield f"{'  ' * depth}{name}  {shown}"
    for cause in line.causes:
        yield f"{'  ' * (depth + 1)}{_signed(cause, lang)}  {cause.reason(lang)} {cited(cause.cite, lang)}".rstrip()


def _of(maximum: Decimal | Fraction | None) -> str:
    return "" if maximum is None else f" / {to_text(Fraction(maximum))}"


def _signed(cause: Cause, lang: Language) -> str:
    """The entry as a change of points: a loss of 2 reads -2; what a bonus did not earn is no loss and has no sign."""
    if cause.amount is None:
        return "-?"
    amount = -Fraction(cause.amount)
    if cause.kind == "unearned" and amount < 0:
        return f"{_WORDS[lang]['unearned']} {to_text(-amount)}"
    return f"+{to_text(amount)}" if amount > 0 else to_text(amount) if amount else "-0"


def scheme_text(program: Program, lang: Language, rubric: str | None = None) -> Iterator[str]:
    """A scheme as a tree of indicators with their rules in words, then what is doubtful in it."""
    words, scheme = _WORDS[lang], program.scheme
    yield f"{scheme.id} · {scheme.city} {scheme.edition}"
    yield scheme.title
    yield f"{scheme.source.file} sha256 {scheme.source.sha256[:12]}…"
    for compiled in program.rubrics:
        if rubric in (None, compiled.rubric.id):
            yield ""
            yield from _rubric(compiled, lang)
    kinds = dict.fromkeys(unit.kind for unit in scheme.roster.units)
    for kind in kinds:
        units = [unit for unit in scheme.roster.units if unit.kind == kind]
        names = [f"{unit.name}({'、'.join(unit.aliases)})" if unit.aliases else unit.name for unit in units]
        yield f"{words['roster']} {kind} ({len(names)}): {'、'.join(names)}"
    for size in (size for size in scheme.sizes if size.kind not in kinds):
        source = cited(next(iter(size.cite), None), lang)
        yield f"{words['roster']} {size.kind} ({size.count}): {words['unnamed']} {source}"
    for unit, why in scheme.roster.excluded:
        yield f"{words['excluded']}: {unit} ({why})"
    yield from _window(scheme.window, lang)
    for grade in scheme.grades:
        threshold = "" if grade.at_least is None else f" ≥ {to_text(grade.at_least)}"
        threshold += "" if grade.at_most is None else f" ≤ {to_text(grade.at_most)}"
        threshold += "" if grade.when is None else f": {say(grade.when, lang)}"
        threshold += "" if grade.quota is None else f" ({words['quota']} {grade.quota.text})"
        gates = "".join(f"; {say(gate, lang)}" for gate in grade.gates)
        yield f"{words['grade']} {grade.name}{threshold}{gates}"
    for rule in scheme.named:
        yield f"{words['named']} {rule.name}: {say(rule.when, lang)}"
    for ranking in scheme.rankings:
        by = [part for part in (ranking.by, *ranking.then) if part is not None]
        then = f" {words['then']} ".join(say(part, lang) for part in by)
        yield f"{words['ranking']} {ranking.name}: {then}" if then else f"{words['ranking']} {ranking.name}"
    for cite in scheme.restricted:
        yield f"{words['restricted']} {cited(cite, lang)}"
    for profile in scheme.profiles:
        yield f"{words['profile']} {profile.key}: {profile.why}"
    yield f"{words['discrepancies']} ({len(scheme.discrepancies)}):"
    for one in scheme.discrepancies:
        sides = " ↔ ".join(cited(cite, lang) for cite in (*one.says, *one.but))
        yield f"  {one.key} @ {one.at}: {one.taken} {sides}"
    yield f"{words['readings']} ({len(scheme.readings)}):"
    for reading in scheme.readings:
        others = " | ".join(name for name, _ in reading.options)
        yield f"  {reading.key}: {reading.ask} → {reading.chosen}" + (f" | {others}" if others else "")


def _window(window: Window, lang: Language) -> Iterator[str]:
    """From when to when is collected, and by when evidence is due, as far as the notice says."""
    words = _WORDS[lang]
    days = [day.isoformat() if day else "…" for day in (window.from_, window.until)]
    if window.from_ or window.until:
        yield f"{words['window']}: {days[0]} – {days[1]}"
    if window.due:
        yield f"{words['due']}: {window.due.isoformat()}"


def _rubric(compiled: CompiledRubric, lang: Language) -> Iterator[str]:
    rubric = compiled.rubric
    points = "" if rubric.points is None else f" {to_text(rubric.points)} {_WORDS[lang]['points']}".rstrip()
    points += f" ({_WORDS[lang]['unpublished']})" if rubric.unpublished else ""
    yield f"{_WORDS[lang]['rubric']} {rubric.id} ({'、'.join(rubric.kinds)}){points}"
    policies = {code: held.not_applicable for code, held in settings(rubric).items()}
    for node in rubric.walk():
        # That nothing is scored is said once, above.
        policy = None if node.children else policies[node.code]
        shown = evolve(node, role=None if rubric.awaits_points else node.role, not_applicable=policy)
        yield _indicator(shown, lang)
        yield from (_variant(body, lang) for body in node.bodies if body is not node)
    for veto in rubric.vetoes:
        effect = f"{_when(veto, lang)} → {_effect(veto, lang)}"
        yield f"{_WORDS[lang]['vetoes']} {veto.key}: {effect} {cited(next(iter(veto.cite), None), lang)}"


def _when(veto: Veto, lang: Language) -> str:
    return {"zh": "始终", "en": "always"}[lang] if veto.when is None else say(veto.when, lang)


def _effect(veto: Veto, lang: Language) -> str:
    """What a veto does, in words."""
    effect, zh = veto.effect, lang == "zh"
    does = list[str]()
    if effect.points is not None:
        does.append(f"{veto.scope}: {to_text(effect.points)}")
    if effect.replace is not None:
        does.append(f"{veto.scope}: = {to_text(effect.replace)}")
    if effect.at_most is not None:
        does.append(f"{veto.scope}: ≤ {say(effect.at_most, lang)}")
    if effect.withhold:
        does.append("暂不公布得分" if zh else "no score is told")
    if effect.grade is not None:
        does.append(f"最高为{effect.grade}" if zh else f"{effect.grade} at best")
    return "; ".join(does)


def _indicator(node: Indicator, lang: Language) -> str:
    return f"{'  ' * node.code.count('.')}{node.code} {node.name}{_worth(node, lang)}"


def _variant(body: Indicator, lang: Language) -> str:
    named = "、".join((*body.units, *body.kinds)) or {"zh": "其他单位", "en": "all others"}[lang]
    return f"{'  ' * body.code.count('.')}  {named}{_worth(body, lang)}"


def _worth(node: Indicator, lang: Language) -> str:
    points = "" if node.points is None else f"  {to_text(node.points)}"
    texts = [] if node.rule is None else [node.rule.say(lang)]
    return points + "".join(f"  {text}" for text in (*texts, *_made(node, lang)))


def _made(node: Indicator, lang: Language) -> Iterator[str]:
    """How a node's value comes about, where that is not plain."""
    zh = lang == "zh"
    if node.role is not None and node.role != "base":
        yield _ROLES[lang][node.role]
    if node.for_each and node.fold is not None:
        fold = _FOLDS[lang][node.fold.take]
        yield f"各{node.for_each}分别计分,{fold}" if zh else f"{fold} each {node.for_each}"
    if node.combine != "sum":
        yield _COMBINED[lang][node.combine]
    if node.weight is not None:
        yield f"权重 {say(node.weight, lang)}" if zh else f"weight {say(node.weight, lang)}"
    if node.offset or node.factor != 1:
        offset = f"{'+' if node.offset > 0 else '-'} {to_text(abs(node.offset))}" if node.offset else ""
        factor = f"× {to_text(node.factor)}" if node.factor != 1 else ""
        yield " ".join(part for part in (offset, factor) if part)
    if node.round is not None:
        yield f"{'取整到' if zh else 'in steps of'} {to_text(node.round.to)} ({_ROUNDED[lang][node.round.how]})"
    for key, condition in (("applies_if", node.applies_if), ("only_if", node.only_if), ("zero_if", node.zero_if)):
        if condition is not None:
            yield f"{_GATES[lang][key]}: {say(condition, lang)}"
    if node.not_applicable is not None:
        yield _POLICIES[lang][node.not_applicable]


_NOT_APPLICABLE: Final = {"zh": "不适用", "en": "n/a"}
_ROLES: Final = {
    "zh": {"bonus": "加分", "penalty": "扣分", "unscored": "不计分"},
    "en": {"bonus": "bonus", "penalty": "penalty", "unscored": "unscored"},
}
_FOLDS: Final = {
    "zh": {"sum": "合计", "mean": "取平均", "median": "取中位数", "best": "取最优", "worst": "取最差"},
    "en": {"sum": "sum of", "mean": "mean of", "median": "median of", "best": "best of", "worst": "worst of"},
}
_COMBINED: Final = {
    "zh": {"mean": "下级加权平均", "best": "取最优一项", "worst": "取最差一项", "ladder": "逐级达标"},
    "en": {"mean": "weighted mean", "best": "the best counts", "worst": "the worst counts", "ladder": "step by step"},
}
_ROUNDED: Final = {
    "zh": {"half_up": "四舍五入", "half_even": "四舍六入五成双", "truncate": "截去", "ceiling": "进一"},
    "en": {"half_up": "half up", "half_even": "half to even", "truncate": "cut off", "ceiling": "up"},
}
_POLICIES: Final = {
    "zh": {
        "drop": "不适用时不计此项",
        "rescale": "不适用时分值按比例折算到其余各项",
        "spread": "不适用时满分折算到其余各项,扣分标准不变",
        "full": "不适用时得满分",
        "zero": "不适用时得 0 分",
    },
    "en": {
        "drop": "left out where it does not apply",
        "rescale": "where it does not apply, those beside it take its points over",
        "spread": "where it does not apply, full marks beside it grow and deductions stay",
        "full": "full where it does not apply",
        "zero": "0 where it does not apply",
    },
}
_GATES: Final = {
    "zh": {"applies_if": "适用于", "only_if": "前提", "zero_if": "不得分"},
    "en": {"applies_if": "applies if", "only_if": "only if", "zero_if": "0 if"},
}
