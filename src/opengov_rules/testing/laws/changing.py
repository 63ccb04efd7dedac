"""Laws of schemes that were changed on purpose: caps said twice, and every point counted double."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, TypeVar

from attrs import evolve

from ...compiler import compile_rubrics, reads, watching
from ...conditions import nodes_of
from ...evidence import Evidence
from ...points import LIMIT
from ...program import Program
from ...rules import (
    Award,
    Checklist,
    Deduct,
    Judged,
    PerEvent,
    Printed,
    RatioRule,
    Rule,
    SampleRule,
    Table,
    Tiers,
    Unstated,
)
from ...scheme import Grade, Indicator, Rounded, Rubric, Scheme, Shaped, Veto
from .law import Finding, law
from .limits import unscored
from .sides import TOTAL, sides
from .specimens import Specimen
from .tiny import scored, tiny


def remade(scheme: Scheme) -> Program:
    """The program of a changed scheme; its citations are not looked at."""
    return Program(scheme, compile_rubrics(scheme, checked=True), scheme)


def _rounded_cap() -> bool:
    leaf = '[1]\npoints = 10\ncap = 3\nrule = "award"\nwhen = "公开"\nround = { to = 2 }\n'
    points = scored(tiny(leaf), 公开=True).exact
    return points is not None and points > 3


@law("whole", applies=unscored, fails=_rounded_cap)
def a_cap_said_twice_is_one_cap(specimen: Specimen) -> Iterator[Finding]:
    """A cap that repeats an indicator's points changes nothing, at whatever indicator it is said.

    Holds when: the indicator is not rounded.
    Does not hold when: it is: rounding comes after the cap and may go beyond it, and a second cap takes that back.
    """
    scheme = specimen.program.scheme
    rubrics = (evolve(rubric, indicators=tuple(map(_capped, rubric.indicators))) for rubric in scheme.rubrics)
    program = specimen.made("capped", lambda: remade(evolve(scheme, rubrics=tuple(rubrics))))
    again = program.score(specimen.unit, specimen.evidence)
    for one, two in zip(specimen.result, again, strict=True):
        if (one.points, one.maximum) != (two.points, two.maximum):
            plain = ("得分/满分 (points/maximum)", f"{one.points}/{one.maximum}")
            twice = ("重复写明上限后 (with the cap said twice)", f"{two.points}/{two.maximum}")
            yield sides(one.code, plain, "≠", twice), (one.code,)


def _capped(node: Indicator) -> Indicator:
    """The indicator and all below it with a cap at their points, where they have none and are not rounded."""
    plain = node.cap is None and node.round is None and node.rule is not None
    return evolve(
        node,
        cap=node.points if plain else node.cap,
        children=tuple(map(_capped, node.children)),
        variants=tuple(map(_capped, node.variants)),
        otherwise=None if node.otherwise is None else _capped(node.otherwise),
    )


TWICE: Final = 2
_Node = TypeVar("_Node", bound=Shaped)
_SCALED = (Award, Checklist, Deduct, Judged, PerEvent, Printed, RatioRule, SampleRule, Table, Tiers, Unstated)


def _no_scale(specimen: Specimen) -> str:
    """Why points cannot simply be doubled."""
    if reason := unscored(specimen):
        return reason
    scheme = specimen.program.scheme
    for compiled in specimen.program.rubrics:
        kinds = sorted({n.rule.kind for n in compiled.rubric.bodies() if n.rule and not isinstance(n.rule, _SCALED)})
        if kinds:
            return f"规则 {', '.join(kinds)} 的分值来自数量 (points come from quantities)"
        parts = [part for node in compiled.rubric.bodies() for _, part in reads(node)]
        parts += watching(scheme, compiled.rubric)
        given = marks(compiled.rubric)
        if any(nodes_of(part) for part in parts) or compiled.each or compiled.peers:
            return "有条款读取别的得分 (a clause reads other points)"
        if given & {fact.name for fact in scheme.facts}:
            return "评分的事实另有声明 (a mark is declared by itself)"
        if any(veto.effect.at_most is not None for veto in compiled.rubric.vetoes):
            return "有按数量封顶的条款 (a ceiling comes from a quantity)"
    return ""


def marks(rubric: Rubric) -> set[str]:
    """The facts whose answers are points."""
    rules = [(node, node.rule) for node in rubric.bodies() if isinstance(node.rule, Judged | Printed | Unstated)]
    return {fact.name for node, rule in rules for fact in rule.facts(node.points)}


def _gated_by_points() -> bool:
    rubric = (
        '[1]\npoints = {0}\nrule = "award"\nwhen = "甲"\n'
        '[2]\npoints = {0}\nrule = "award"\nwhen = [{{ points_of = "1", over = 5 }}]\n'
    )
    one, two = (scored(tiny(rubric.format(points)), 甲=True).exact for points in (4, 8))
    return [one, two] == [4, 16]


@law("whole", applies=_no_scale, fails=_gated_by_points)
def doubling_every_number_doubles_every_score(specimen: Specimen) -> Iterator[Finding]:
    """Where every printed point, cap, floor, rate, step and threshold counts double, so does every score; grades stay.

    Holds when: points are compared with nothing but thresholds.
    Does not hold when: a clause compares points with a number of its own, which is not doubled.
    """
    twice = specimen.made("doubled", lambda: remade(doubled(specimen.program.scheme)))
    mine = marks(specimen.rubric)
    evidence = Evidence(
        specimen.unit,
        tuple(
            evolve(o, value=o.value * TWICE) if o.fact in mine and isinstance(o.value, Fraction) else o
            for o in specimen.evidence.observations
        ),
    )
    if any(isinstance(o.value, Fraction) and o.fact in mine and o.value >= LIMIT for o in evidence.observations):
        return
    one, two = specimen.result, twice.score(specimen.unit, evidence)
    if one.exact is not None and two.exact != TWICE * one.exact:
        said = (f"得分 × {TWICE} (points)", TWICE * one.exact)
        yield sides(TOTAL, said, "≠", ("分值都加倍后 (with every number doubled)", two.exact)), ("total",)
    if one.grade != two.grade:
        doubled_grade = ("分值都加倍后 (with every number doubled)", two.grade)
        yield sides("等次 (grade)", ("原为 (before)", one.grade), "≠", doubled_grade), ("total",)


def doubled(scheme: Scheme) -> Scheme:
    """The scheme with all its points doubled."""
    return evolve(scheme, rubrics=tuple(map(_rubric, scheme.rubrics)), grades=tuple(map(_grade, scheme.grades)))


def _twice(value: Fraction | None) -> Fraction | None:
    return None if value is None else value * TWICE


def _rubric(rubric: Rubric) -> Rubric:
    return evolve(
        rubric,
        points=_twice(rubric.points),
        indicators=tuple(map(_node, rubric.indicators)),
        vetoes=tuple(map(_veto, rubric.vetoes)),
        total=_shaped(rubric.total),
    )


def _shaped(node: _Node) -> _Node:
    round_ = None if node.round is None else Rounded(to=node.round.to * TWICE, how=node.round.how)
    floor, cap = _twice(node.floor), _twice(node.cap)
    return evolve(node, offset=node.offset * TWICE, round=round_, floor=floor, cap=cap)


def _node(node: Indicator) -> Indicator:
    return evolve(
        _shaped(node),
        points=_twice(node.points),
        rule=None if node.rule is None else _rule(node.rule),
        children=tuple(map(_node, node.children)),
        variants=tuple(map(_node, node.variants)),
        otherwise=None if node.otherwise is None else _node(node.otherwise),
    )


def _rule(rule: Rule) -> Rule:
    match rule:
        case Checklist():
            return evolve(rule, parts=tuple(evolve(part, points=part.points * TWICE) for part in rule.parts))
        case Tiers():
            return evolve(rule, limits=tuple(evolve(limit, points=limit.points * TWICE) for limit in rule.limits))
        case Deduct():
            return evolve(rule, faults=tuple((fact, rate * TWICE) for fact, rate in rule.faults))
        case PerEvent():
            return evolve(rule, events=tuple((fact, rate * TWICE) for fact, rate in rule.events))
        case SampleRule():
            return evolve(rule, each=_twice(rule.each))
        case Judged():
            return evolve(rule, step=rule.step * TWICE)
        case Table():
            cells = {row: {column: worth * TWICE for column, worth in of.items()} for row, of in rule.cells.items()}
            return evolve(rule, cells=cells)
        case _:
            return rule


def _veto(veto: Veto) -> Veto:
    effect = evolve(veto.effect, points=_twice(veto.effect.points), replace=_twice(veto.effect.replace))
    return evolve(veto, effect=effect)


def _grade(grade: Grade) -> Grade:
    return evolve(grade, at_least=_twice(grade.at_least), at_most=_twice(grade.at_most))
