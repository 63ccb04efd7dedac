"""Two rounds side by side in words for a terminal, in Chinese or English."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from ..points import round_half_up, to_text
from ..studies.changes import PARTS, Comparison, GroupChange, Parts, Place, UnitChange
from ..words import Language
from .tables import table
from .texts import label_of, supplied_text, total_text

_WORDS: Final = {
    "zh": {
        "unit": "单位",
        "before": "前次",
        "after": "后次",
        "change": "变化",
        "performance": "实绩",
        "rules": "规则",
        "applicability": "适用范围",
        "penalties": "扣分否决",
        "rank": "名次",
        "grade": "等次",
        "units": "{count} 个单位",
        "mean": "平均分({count} 个可比单位)",
        "counts": "上升 {up}  下降 {down}  不变 {same}",
        "new": "新增",
        "gone": "不再参评",
        "incomparable": "不可比",
        "restricted": "按原文不公开得分,只列等次",
        "nobody": "没有可列出的单位",
        "alone": "只在一版中填报或两版问法不同的事实,其影响计入规则",
        "more": "等 {count} 项",
    },
    "en": {
        "unit": "unit",
        "before": "before",
        "after": "after",
        "change": "change",
        "performance": "performance",
        "rules": "rules",
        "applicability": "applicability",
        "penalties": "penalties",
        "rank": "rank",
        "grade": "grade",
        "units": "{count} units",
        "mean": "mean of the {count} that compare",
        "counts": "up {up}  down {down}  same {same}",
        "new": "new",
        "gone": "not assessed any more",
        "incomparable": "not comparable",
        "restricted": "the notice keeps the scores back: grades alone",
        "nobody": "no unit to list",
        "alone": "facts that one edition asks, or both ask otherwise; what they change is the rules'",
        "more": "and more, {count} in all",
    },
}
_FEW: Final = 6


def diff_text(comparison: Comparison, lang: Language, *, disclose: bool = False) -> Iterator[str]:
    """Every group with its units and figures, and what does not compare."""
    words, told = _WORDS[lang], disclose or not comparison.restricted
    yield " → ".join(
        f"{scheme.id} {label_of(label)}".rstrip()
        for scheme, label in zip(comparison.schemes, comparison.labels, strict=True)
    )
    for group in comparison.groups:
        yield ""
        yield f"{group.group} · {words['units'].format(count=len(group.changes))}"
        scored = any(place.result.is_scored for change in group.changes for place in change.places)
        yield from _group(group, lang) if told and scored else _grades(group, lang)
        yield from _come_and_gone(group, lang)
        yield from _incomparable(group, lang)
    if not comparison.changes:
        yield words["nobody"]
    if not told:
        yield words["restricted"]
    if comparison.alone:
        more = words["more"].format(count=len(comparison.alone)) if len(comparison.alone) > _FEW else ""
        yield f"{words['alone']}: {'、'.join(comparison.alone[:_FEW])}{more and f' ({more})'}"
    yield from supplied_text(comparison.assumed, lang)


def _group(group: GroupChange, lang: Language) -> Iterator[str]:
    words = _WORDS[lang]
    graded = any(place.grade for change in group.changes for place in change.places)
    header = [words[key] for key in ("unit", "before", "after", "change", *PARTS, "rank")]
    rows = [[*_cells(change, lang), *([_grade(change)] if graded else [])] for change in group.changes]
    yield table([*header, words["grade"]] if graded else header, rows, right=range(1, 4 + len(PARTS)))
    if group.before is not None and group.after is not None:
        mean = words["mean"].format(count=len(group.compared))
        came = [f"{words[name]} {number}" for name, number in zip(PARTS, _parts(group.parts), strict=True)]
        change = f"({_signed(group.after - group.before)})"
        yield "  ".join((f"{mean} {_number(group.before)} → {_number(group.after)} {change}", *came))
        yield words["counts"].format(up=group.up, down=group.down, same=group.same)


def _grades(group: GroupChange, lang: Language) -> Iterator[str]:
    """The grades alone: of restricted results, and where nothing is scored."""
    words = _WORDS[lang]
    yield table([words["unit"], words["grade"]], [[change.unit, _grade(change)] for change in group.changes])


def _come_and_gone(group: GroupChange, lang: Language) -> Iterator[str]:
    for key, units in (("new", group.new), ("gone", group.gone)):
        if units:
            yield f"{_WORDS[lang][key]}: {'、'.join(units)}"


def _incomparable(group: GroupChange, lang: Language) -> Iterator[str]:
    """Why units do not compare that are in both rounds, units with one reason together."""
    reasons = dict[str, list[str]]()
    for change in group.changes:
        if change.why is not None and (len(change.places) > 1 or change.why.code == "compare-several"):
            reasons.setdefault(change.why.text(lang), []).append(change.unit)
    for reason, units in reasons.items():
        yield f"{_WORDS[lang]['incomparable']}: {'、'.join(units)}: {reason}"


def _cells(change: UnitChange, lang: Language) -> list[str]:
    places = change.before, change.after
    moved = "-" if change.change is None else _signed(change.change)
    ranks = "→".join("-" if place is None or place.rank is None else str(place.rank) for place in places)
    return [change.unit, *(_total(place, lang) for place in places), moved, *_parts(change.parts), ranks]


def _total(place: Place | None, lang: Language) -> str:
    return "-" if place is None else total_text(place.result, lang)


def _grade(change: UnitChange) -> str:
    return "→".join("-" if place is None else place.grade or "-" for place in (change.before, change.after))


def _parts(parts: Parts | None) -> list[str]:
    return ["-" if parts is None else _signed(getattr(parts, name)) for name in PARTS]


def _signed(value: Fraction) -> str:
    return f"+{_number(value)}" if value > 0 else _number(value)


def _number(value: Fraction) -> str:
    """The number with at most two decimals; the JSON has it exact."""
    if (100 * value).denominator == 1:
        return to_text(value)
    return f"≈{to_text(Fraction(round_half_up(value, 2)))}"
