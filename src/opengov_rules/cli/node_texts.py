"""Indicators, totals and vetoes in words: everything that their tables say, a line each."""

from collections.abc import Iterator
from typing import Final

from ..compiler import CompiledRubric
from ..compiler.lowering import FOLDED
from ..points import to_text
from ..saying import say
from ..scheme import Cited, Effect, Indicator, Rubric, Shaped, Veto
from ..words import Language
from .texts import cited

_WORDS: Final = {
    "zh": {
        "rubric": "指标表",
        "points": " 分",
        "unpublished": "分值未公布",
        "lower": "分值越低越好",
        "total": "总分",
        "graded": "等次看取整后的总分",
        "vetoes": "否决",
        "others": "其他单位",
        "each": "各{asset}分别计分,{fold}",
        "trim": "去掉最高、最低各 {count} 个",
        "best": "只取最高的 {count} 个",
        "weight": "权重",
        "value": "得分",
        "floor": "不低于 {points} 分",
        "cap": "最多 {points} 分",
        "round": "取整到 {to} ({how})",
        "in_time": "逾期报送视为未报送",
        "any_time": "不看报送时间",
        "below": "(以下各项同)",
        "line": "(第 {lines} 行)",
        "lines": "(第 {lines} 行)",
        "inferred": "{key} 由原文推定: {why}",
        "assumed": "{key} 原文未写,系假定: {why}",
        "always": "始终",
        "falls": "{scope}降为 {points} 分",
        "replace": "{scope}改为 {points} 分",
        "at_most": "{scope} ≤ {most}",
        "withhold": "暂不公布得分",
        "grade": "最高为{grade}",
        "scope": "指标 {code} ",
    },
    "en": {
        "rubric": "rubric",
        "points": "",
        "unpublished": "points not published",
        "lower": "less is better",
        "total": "total",
        "graded": "grades look at the rounded total",
        "vetoes": "vetoes",
        "others": "all others",
        "each": "{fold} each {asset}",
        "trim": "without the {count} greatest and the {count} least",
        "best": "only the {count} greatest",
        "weight": "weight",
        "value": "value",
        "floor": "not below {points}",
        "cap": "at most {points}",
        "round": "in steps of {to} ({how})",
        "in_time": "what comes after the due day counts as not submitted",
        "any_time": "whenever it is submitted",
        "below": " (so below)",
        "line": "(line {lines})",
        "lines": "(lines {lines})",
        "inferred": "{key} inferred: {why}",
        "assumed": "{key} assumed: {why}",
        "always": "always",
        "falls": "{scope}: falls to {points}",
        "replace": "{scope}: becomes {points}",
        "at_most": "{scope}: ≤ {most}",
        "withhold": "no score is told",
        "grade": "{grade} at best",
        "scope": "{code}",
    },
}
_ROLES: Final = {
    "zh": {"bonus": "加分", "penalty": "扣分", "unscored": "不计分"},
    "en": {"bonus": "bonus", "penalty": "penalty", "unscored": "unscored"},
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
    "zh": {"applies_if": "适用于", "only_if": "前提", "zero_if": "不得分", "excused_if": "视为符合"},
    "en": {"applies_if": "applies if", "only_if": "only if", "zero_if": "0 if", "excused_if": "counts as met if"},
}


def rubric_text(compiled: CompiledRubric, lang: Language) -> Iterator[str]:
    """A rubric: its head, its tree with the rules in words, its total where that is shaped, and its vetoes."""
    rubric, words = compiled.rubric, _WORDS[lang]
    points = "" if rubric.points is None else f" {to_text(rubric.points)}{words['points']}"
    points += f" ({words['unpublished']})" if rubric.unpublished else ""
    head = [f"{words['rubric']} {rubric.id} ({'、'.join(rubric.kinds)}){points}"]
    head += [words["lower"]] if rubric.better == "lower" else []
    yield "  ".join((*head, *basis_of(rubric, lang)))
    for node in rubric.walk():
        yield _line(node, f"{node.code} {node.name}", rubric, lang)
        for body in node.bodies if node.variants else ():
            who = "、".join((*body.units, *body.kinds)) or words["others"]
            who += f" {body.name}" if body.name != node.name else ""
            yield "  " + _line(body, who, rubric, lang)
    total = [*_shape(rubric.total, lang), *([words["graded"]] if rubric.total.graded == "rounded" else [])]
    if total:
        yield "  ".join((words["total"], *total, *basis_of(rubric.total, lang)))
    yield from (_veto(veto, lang) for veto in rubric.vetoes)


def basis_of(part: Cited, lang: Language) -> Iterator[str]:
    """Why numbers stand in a table that the notice does not print, and the lines that it cites: (第 34、36 行)."""
    yield from _reasons(part, lang)
    lines = dict.fromkeys(cite.line for cite in part.cite)
    if lines:
        many = "line" if len(lines) == 1 else "lines"
        yield _WORDS[lang][many].format(lines=("、" if lang == "zh" else ", ").join(map(str, lines)))


def _reasons(part: Cited, lang: Language) -> Iterator[str]:
    words = _WORDS[lang]
    yield from (words["inferred"].format(key=key, why=why) for key, why in part.inferred)
    yield from (words["assumed"].format(key=key, why=why) for key, why in part.assumed)


def _line(node: Indicator, name: str, rubric: Rubric, lang: Language) -> str:
    """A node or a variant: what it is called, its points and rule, and how its value comes about."""
    points = [] if node.points is None else [to_text(node.points)]
    rule = [] if node.rule is None else [node.rule.say(lang)]
    # That nothing is scored is said once, by the rubric.
    role = [] if rubric.awaits_points or node.role in (None, "base") else [_ROLES[lang][node.role]]
    parts = (*points, *rule, *role, *_made(node, lang), *_shape(node, lang), *_gates(node, lang))
    return "  " * node.code.count(".") + "  ".join((name, *parts, *_policies(node, lang), *basis_of(node, lang)))


def _made(node: Indicator, lang: Language) -> Iterator[str]:
    """Of what a node's value is made."""
    words = _WORDS[lang]
    if node.for_each and node.fold is not None:
        yield words["each"].format(asset=node.for_each, fold=FOLDED[node.fold.take][0 if lang == "zh" else 1])
        yield from left_out(node.fold.trim, node.fold.best, lang)
    if node.combine != "sum":
        yield _COMBINED[lang][node.combine]
    if node.weight is not None:
        yield f"{words['weight']} {say(node.weight, lang)}"


def left_out(trim: int, best: int | None, lang: Language) -> Iterator[str]:
    """Which values are left out before a sum or mean."""
    if trim:
        yield _WORDS[lang]["trim"].format(count=trim)
    if best is not None:
        yield _WORDS[lang]["best"].format(count=best)


def _shape(part: Shaped, lang: Language) -> Iterator[str]:
    """What a value passes on its way: another scale, limits, a rounding."""
    words = _WORDS[lang]
    if part.offset or part.factor != 1:
        offset = f"{'+' if part.offset > 0 else '-'} {to_text(abs(part.offset))}" if part.offset else ""
        factor = f"× {to_text(part.factor)}" if part.factor != 1 else ""
        yield f"({words['value']} {offset}) {factor}" if offset and factor else offset or factor
    if part.floor is not None:
        yield words["floor"].format(points=to_text(part.floor))
    if part.cap is not None:
        yield words["cap"].format(points=to_text(part.cap))
    if part.round is not None:
        yield words["round"].format(to=to_text(part.round.to), how=_ROUNDED[lang][part.round.how])


def _gates(node: Indicator, lang: Language) -> Iterator[str]:
    """The conditions beside a node's rule."""
    gates = {"applies_if": node.applies_if, "only_if": node.only_if, "zero_if": node.zero_if}
    for key, condition in {**gates, "excused_if": node.excused_if}.items():
        if condition is not None:
            yield f"{_GATES[lang][key]}: {say(condition, lang)}"


def _policies(node: Indicator, lang: Language) -> Iterator[str]:
    """What becomes of what does not apply or comes late; said of a heading it holds below, unless another is said."""
    below = _WORDS[lang]["below"] if node.children else ""
    if node.not_applicable is not None:
        yield _POLICIES[lang][node.not_applicable] + below
    if node.needs_evidence is not None:
        yield _WORDS[lang]["in_time" if node.needs_evidence else "any_time"] + below


def _veto(veto: Veto, lang: Language) -> str:
    when = _WORDS[lang]["always"] if veto.when is None else say(veto.when, lang)
    told = f"{_WORDS[lang]['vetoes']} {veto.key}: {when} → {_effect(veto.effect, veto.scope, lang)}"
    return "  ".join((told, *_reasons(veto, lang), *(cited(cite, lang) for cite in veto.cite)))


def _effect(effect: Effect, code: str, lang: Language) -> str:
    """What a veto does."""
    words = _WORDS[lang]
    scope = words["total"] if code == "total" else words["scope"].format(code=code)
    does = list[str]()
    for key, points in (("falls", effect.points), ("replace", effect.replace)):
        if points is not None:
            does.append(words[key].format(scope=scope, points=to_text(points)))
    if effect.at_most is not None:
        does.append(words["at_most"].format(scope=scope.strip(), most=say(effect.at_most, lang)))
    if effect.withhold:
        does.append(words["withhold"])
    if effect.grade is not None:
        does.append(words["grade"].format(grade=effect.grade))
    return "; ".join(does)
