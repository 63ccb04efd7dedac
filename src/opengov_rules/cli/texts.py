"""Results in words for a terminal, in Chinese or English."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ..causes import Cause
from ..points import round_half_up, to_text
from ..provenance import Citation
from ..scoring import Result, ResultLine
from ..words import Language

_WORDS: Final = {
    "zh": {
        "total": "总分",
        "grade": "等次",
        "none_exists": "没有可抽查或可统计的,原文未写如何计分,须裁定",
        "assumed": "本结果依据以下假定(原文未写)",
        "open": "尚待查明(影响大的在前)",
        "swing": "单独影响 {points} 分",
        "endless": "单独影响无上限",
        "unlimited": "不限",
        "line": "第 {line} 行",
        "unpublished": "分值未公布",
        "withheld": "暂不公布",
        "unearned": "未得",
    },
    "en": {
        "total": "total",
        "grade": "grade",
        "none_exists": "nothing to draw from or to count; the notice is silent, somebody must rule",
        "assumed": "this result rests on what the notice does not print",
        "open": "what to find out next (most telling first)",
        "swing": "by itself {points}",
        "endless": "by itself without limit",
        "unlimited": "no limit",
        "line": "line {line}",
        "unpublished": "points not published",
        "withheld": "withheld",
        "unearned": "not earned",
    },
}
_NOT_APPLICABLE: Final = {"zh": "不适用", "en": "n/a"}


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
