"""Robustness in words for a terminal: how far every unit's total, grade and place rest on the readings taken."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from ..points import to_text
from ..studies.robustness import GroupRobustness, Influence, Robustness, UnitRobustness
from ..words import Language
from .tables import table
from .texts import label_of, span, supplied_text

_WORDS: Final = {
    "zh": {
        "unit": "单位",
        "total": "总分",
        "totals": "总分范围",
        "rank": "名次",
        "ranks": "名次范围",
        "grade": "等次",
        "grades": "可能等次",
        "readings": "起作用的口径(总分最大变动)",
        "units": "{count} 个单位",
        "robust": "稳健",
        "compared": "所涉口径共 {combinations} 种组合,其中影响结果的 {compared} 种全部比较;{robust}/{count} 个单位稳健",
        "outside": "组合过多,名次范围为外界,不会更宽",
        "untold": "可能无总分",
        "nobody": "没有可列出的单位",
        "restricted": "按原文不公开得分,只列等次",
        "no-effect": "对本轮数据没有影响",
        "other-rubric": "与本指标表无关",
        "no-option": "没有其他选项",
    },
    "en": {
        "unit": "unit",
        "total": "total",
        "totals": "totals",
        "rank": "rank",
        "ranks": "ranks",
        "grade": "grade",
        "grades": "grades",
        "readings": "readings at work (greatest change of the total)",
        "units": "{count} units",
        "robust": "robust",
        "compared": "{combinations} combinations of the readings concerned, of which the {compared} that differ were "
        "compared; {robust} of {count} units robust",
        "outside": "too many combinations to rank each: places are outer limits",
        "untold": "perhaps no total",
        "nobody": "no unit to list",
        "restricted": "the notice keeps the scores back: grades alone",
        "no-effect": "no effect on this round",
        "other-rubric": "concerns another rubric",
        "no-option": "no other option",
    },
}


def robustness_text(found: Robustness, lang: Language, *, disclose: bool = False) -> Iterator[str]:
    """Every group with its units, and the readings that do not matter for it."""
    words, hidden = _WORDS[lang], found.hides(disclose=disclose)
    for group in found.groups:
        yield from _group(found, group, lang, hidden=hidden)
    if not found.groups:
        yield words["nobody"]
    if hidden:
        yield words["restricted"]
    yield from supplied_text(found.assumed, lang)


def _group(found: Robustness, group: GroupRobustness, lang: Language, *, hidden: bool) -> Iterator[str]:
    words, count = _WORDS[lang], len(group.units)
    scheme = f"{found.scheme.city} {found.scheme.edition}"
    yield f"{scheme} · {group.name} · {words['units'].format(count=count)} {label_of(found.label)}".rstrip()
    yield words["compared"].format(
        combinations=group.combinations,
        compared=group.compared,
        robust=sum(unit.robust for unit in group.units),
        count=count,
    )
    columns = ["grade", "grades"] if found.scheme.grades else []
    columns = columns if hidden else ["total", "totals", "rank", "ranks", *columns]
    rows = [
        [unit.unit, *(_cell(unit, column, lang) for column in columns), _readings(unit, lang, hidden=hidden)]
        for unit in group.units
    ]
    header = [words[column] for column in ("unit", *columns, "readings")]
    yield table(header, rows, right=() if hidden else (1, 2, 3, 4))
    if not all(unit.ranks_exact for unit in group.units):
        yield words["outside"]
    for why in ("no-effect", "other-rubric", "no-option"):
        keys = [key for key, mine in group.idle if mine == why]
        if keys:
            yield f"{words[why]}: {', '.join(keys)}"
    yield ""


def _cell(unit: UnitRobustness, column: str, lang: Language) -> str:
    words = _WORDS[lang]
    match column:
        case "total":
            return "-" if unit.total is None else span(unit.total, unit.total, lang)
        case "totals" if unit.ranks is None:
            return words["untold"]
        case "totals":
            return span(*unit.bounds, lang) + (f" {words['untold']}" if unit.untold else "")
        case "rank":
            return "-" if unit.rank is None else str(unit.rank)
        case "ranks":
            best, worst = unit.ranks or (None, None)
            return "-" if best is None else str(best) if best == worst else f"{best}-{worst}"
        case "grade":
            return unit.grade or "-"
        case _:
            return "/".join(grade or "-" for grade in unit.grades)


def _readings(unit: UnitRobustness, lang: Language, *, hidden: bool) -> str:
    if unit.robust:
        return _WORDS[lang]["robust"]
    return ("、" if lang == "zh" else ", ").join(_influence(one, lang, hidden=hidden) for one in unit.influences)


def _influence(influence: Influence, lang: Language, *, hidden: bool) -> str:
    """The reading, the greatest change of the total, and what else it changes."""
    words, does = _WORDS[lang], list[str]()
    if influence.change is None:
        does.append("?" if not hidden else "")
    elif influence.change and not hidden:
        does.append(to_text(Fraction(influence.change)))
    does += [words[key] for key in ("grade", "rank") if getattr(influence, key) and not (hidden and key == "rank")]
    return " ".join((influence.reading, *filter(None, does)))
