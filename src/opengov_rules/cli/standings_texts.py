"""Standings in words for a terminal, in Chinese or English: what a bulletin tells, and the source's own figures."""

from collections.abc import Iterator, Sequence
from typing import Final

from ..assessment import Assessment
from ..figures import Check
from ..standings import RankedBy, Row, Standings
from ..words import Language
from .tables import table
from .texts import cited, label_of, span, supplied_text, total_text

_WORDS: Final = {
    "zh": {
        "rank": "名次",
        "unit": "单位",
        "total": "总分",
        "grade": "等次",
        "vetoes": "否决",
        "printed": "公布",
        "value": "数值",
        "mean": "平均分",
        "median": "中位数",
        "stdev": "标准差",
        "above": "高于平均分",
        "spread": "最低至最高",
        "named": "点名",
        "undecided": "有单位的总分尚未确定或暂不公布,不计平均分;括号内为可能的名次",
        "unscored": "原文未公布分值,没有总分和名次",
        "restricted": "按原文不公开得分,只列等次",
        "excluded": "未列入",
        "units": "{count} 个单位",
        "figures": "原文公布的数字与计算结果",
        "agrees": "一致",
        "differs": "不符",
        "given": "原文所载",
        "unpublished": "据已公布的无从复算",
        "all_agree": "公布的 {count} 个总分与计算一致",
        "nobody": "没有可列出的单位",
        "inferred": "推定",
    },
    "en": {
        "rank": "rank",
        "unit": "unit",
        "total": "total",
        "grade": "grade",
        "vetoes": "vetoes",
        "printed": "printed",
        "value": "value",
        "mean": "mean",
        "median": "median",
        "stdev": "st. dev.",
        "above": "above the mean",
        "spread": "least to most",
        "named": "named",
        "undecided": "a total is undecided or withheld, so there is no mean; places in brackets are still possible",
        "unscored": "no points are published, so there are no totals and no places",
        "restricted": "the notice keeps the scores back: grades alone",
        "excluded": "not listed",
        "units": "{count} units",
        "figures": "figures of the source, and what is computed",
        "agrees": "as published",
        "differs": "NOT as published",
        "given": "as the source has it",
        "unpublished": "cannot be recomputed from what is published",
        "all_agree": "{count} published totals, all as computed",
        "nobody": "no unit to list",
        "inferred": "inferred",
    },
}
_FIGURES: Final = {
    "zh": {
        "order": "次序",
        "grade": "{name}名单",
        "grade-count": "{name}个数",
        "grade-share": "{name}占比",
        "size": "单位数",
        "mean": "平均分",
        "median": "中位数",
        "above-mean": "高于平均分的单位数",
        "above-mean-share": "高于平均分的占比",
        "rate": "得分率 {code}",
        "total": "总分 {units}",
    },
    "en": {
        "order": "order",
        "grade": "units graded {name}",
        "grade-count": "number graded {name}",
        "grade-share": "share graded {name}",
        "size": "number of units",
        "mean": "mean",
        "median": "median",
        "above-mean": "units above the mean",
        "above-mean-share": "share above the mean",
        "rate": "score rate {code}",
        "total": "total {units}",
    },
}


_FEW: Final = 6


def standings_text(
    assessment: Assessment, lang: Language, *, disclose: bool = False, top: int | None = None
) -> Iterator[str]:
    """Every group of an assessment, and the figures that the source prints."""
    for standings in assessment.groups.values():
        if assessment.scheme.restricted and not disclose:
            yield from _restricted(standings, lang)
        else:
            totals = {c.printed.units[0]: c.printed.value for c in assessment.checks if c.printed.what == "total"}
            yield from _group(standings, totals, lang, top)
    if not assessment.groups:
        yield f"{assessment.scheme.city} {assessment.scheme.edition}: {_WORDS[lang]['nobody']}"
    yield from _figures(assessment.told(disclose=disclose), lang)


def _head(standings: Standings, lang: Language) -> str:
    count = _WORDS[lang]["units"].format(count=len(standings.rows))
    city, label = f"{standings.scheme.city} {standings.scheme.edition}", label_of(standings.label)
    return f"{city} · {standings.group} · {count} {label}".rstrip()


def _restricted(standings: Standings, lang: Language) -> Iterator[str]:
    words = _WORDS[lang]
    yield _head(standings, lang)
    yield table(
        [words["unit"], words["grade"]], [[row.unit, row.grade or "-"] for row in standings.by_grade()], right=()
    )
    yield f"{words['restricted']} {cited(standings.scheme.restricted[0], lang)}"
    yield from _counts(standings, lang)
    yield from _outside(standings, lang)
    yield ""


def _group(standings: Standings, printed: dict[str, str], lang: Language, top: int | None) -> Iterator[str]:
    words = _WORDS[lang]
    totals = any(row.unit in printed for row in standings)
    scored = any(row.result.is_scored for row in standings)
    graded, vetoed = bool(standings.scheme.grades), any(row.result.vetoes for row in standings)
    header = [words["rank"]] * scored + [words["unit"]] + [words["total"]] * scored
    header += [words["printed"]] * totals + [words["grade"]] * graded + [words["vetoes"]] * vetoed
    rows = list[list[str]]()
    for row in standings.rows if top is None else standings.top(top):
        cells = [_place(row)] * scored + [row.unit] + [total_text(row.result, lang)] * scored
        cells += [printed.get(row.unit, "")] * totals
        cells += [(row.grade or "-") + "*" * bool(row.refused)] * graded + ["、".join(row.result.vetoes)] * vetoed
        rows.append(cells)
    yield _head(standings, lang)
    yield table(header, rows, right=(0, 2, 3) if totals else (0, 2) if scored else ())
    if not standings.rows:
        yield words["nobody"]
    elif not scored:
        yield words["unscored"]
    elif standings.mean is None:
        yield words["undecided"]
    else:
        yield _statistics(standings, lang)
    yield from _counts(standings, lang)
    refused = dict.fromkeys(one.reason(lang) for row in standings.rows for one in row.refused)
    yield from (f"*{words['grade']}: {reason}" for reason in refused)
    for name, ranked in standings.rankings.items():
        rows = [[_place(one), one.unit, span(*one.limits, lang)] for one in ranked]
        yield f"{name}:"
        yield table([words["rank"], words["unit"], words["value"]], rows, right=(0, 2))
    for name, units in standings.named.items():
        yield f"{words['named']} {name}: {'、'.join(units) or '-'}"
    yield from _outside(standings, lang)
    yield ""


def _outside(standings: Standings, lang: Language) -> Iterator[str]:
    """Who is not listed, and what everything rests on that the notice does not print."""
    for unit, why in standings.excluded:
        yield f"{_WORDS[lang]['excluded']}: {unit} ({why})"
    yield from supplied_text(standings.assumed, lang)


def _statistics(standings: Standings, lang: Language) -> str:
    words, figures = _WORDS[lang], standings.to_dict(disclose=True)
    told = [f"{words[key]} {figures[key]}" for key in ("mean", "median", "stdev")]
    above = figures["above_mean"]
    told.append(f"{words['above']} {above['count']} ({above['share']}%)")
    totals = standings.totals or ()
    return "  ".join((*told, f"{words['spread']} {span(min(totals), max(totals), lang)}"))


def _counts(standings: Standings, lang: Language) -> Iterator[str]:
    """How many units have each grade."""
    shares = [
        f"{name} {count}" + ("" if share is None else f" ({share:.2f}%)") for name, count, share in standings.grades
    ]
    if shares:
        yield f"{_WORDS[lang]['grade']}: {'  '.join(shares)}"


def _figures(checks: Sequence[Check], lang: Language) -> Iterator[str]:
    """Every figure with its mark; totals that agree in one line."""
    words = _WORDS[lang]
    if not checks:
        return
    yield f"{words['figures']}:"
    totals = [check for check in checks if check.printed.what == "total"]
    if totals and all(check.agrees for check in totals):
        yield f"  {words['all_agree'].format(count=len(totals))}"
        checks = [check for check in checks if check.printed.what != "total"]
    for check in checks:
        printed = check.printed
        name = _FIGURES[lang].get(printed.what, "{name}" if printed.name else "{what}")
        name = name.format(name=printed.name, what=printed.what, code=printed.code, units="、".join(printed.units))
        about = f" [{printed.group}]" if printed.group else ""
        computed = f" ({check.computed})" if check.agrees is False else ""
        why = f" {words['inferred']}: {printed.inferred}" if printed.inferred else ""
        yield f"  {name}{about} {_shown(check, lang)}: {words[check.status]}{computed} {cited(printed.cite, lang)}{why}"


def _place(row: Row | RankedBy) -> str:
    """The rank, or in brackets the places still possible."""
    best, worst = row.ranks
    if isinstance(row, Row) and not row.is_placed:
        return "-"
    if row.rank is not None:
        return str(row.rank)
    return f"({best})" if best == worst else f"({best}-{worst})"


def _shown(check: Check, lang: Language) -> str:
    """What is printed; of a long list the first units and how many there are."""
    units = check.printed.units
    if len(units) <= _FEW or check.agrees is False:
        return check.printed.text
    return f"{'、'.join(units[:3])}…({_WORDS[lang]['units'].format(count=len(units))})"
