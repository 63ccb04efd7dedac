"""What comes of points: vetoes, grades and rankings."""

from collections.abc import Iterator
from fractions import Fraction

from ...problems import Invalid, Problem, suggestion
from ...scheme import Effect, Scheme
from ..graph import TOTAL
from ..placing import in_


def effects(scheme: Scheme) -> Iterator[Problem]:
    """A veto does something that it can do, to what it names."""
    names = [grade.name for grade in scheme.grades if grade.when is None]
    for rubric in scheme.rubrics:
        for veto in rubric.vetoes:
            effect = veto.effect
            if not effect.scoped and not effect.withhold and effect.grade is None:
                yield in_(veto, Invalid("effect-empty"), "effect")
            if effect.points is not None and effect.replace is not None:
                yield in_(veto, Invalid("effect-both"), "effect")
            if effect.grade is not None and veto.scope != TOTAL and not (effect.scoped or effect.withhold):
                yield in_(veto, Invalid("effect-scope", scope=veto.scope), "scope")
            if veto.when is None and (effect.at_most is None or effect != Effect(at_most=effect.at_most)):
                yield in_(veto, Invalid("key-missing", key="when"))
            if effect.withhold and veto.scope != TOTAL:
                yield in_(veto, Invalid("effect-withhold", scope=veto.scope), "scope")
            if effect.grade is not None and effect.grade not in names:
                near = suggestion(effect.grade, names)
                yield in_(veto, Invalid("effect-grade", grade=effect.grade, near=near), "effect")


def grades(scheme: Scheme) -> Iterator[Problem]:
    """Thresholds fall from the top, or rise where less is better; a grade by condition has none."""
    lower = {rubric.better == "lower" for rubric in scheme.rubrics}
    last = dict[bool, Fraction]()
    for grade in scheme.grades:
        given = (("at_least", grade.at_least), ("at_most", grade.at_most), ("quota", grade.quota))
        idle = [key for key, value in given if value is not None and grade.when is not None]
        if idle:
            yield in_(grade, Invalid("grade-direct", grade=grade.name, key=", ".join(idle)), "when")
        for key, limit, wrong in (("at_least", grade.at_least, True), ("at_most", grade.at_most, False)):
            if limit is not None and wrong in lower:
                yield in_(grade, Invalid("grade-side", grade=grade.name), key)
        limit = grade.at_least if grade.at_least is not None else grade.at_most
        if limit is None:
            continue
        rising = grade.at_least is None
        if rising in last and (limit <= last[rising] if rising else limit >= last[rising]):
            yield in_(grade, Invalid("grade-order", grade=grade.name), "at_most" if rising else "at_least")
        last[rising] = limit
        if scheme.rubrics and not any(rubric.scored for rubric in scheme.rubrics):
            yield in_(grade, Invalid("grade-unscored", grade=grade.name), "at_most" if rising else "at_least")


def quotas(scheme: Scheme) -> Iterator[Problem]:
    """A quota is a whole number of units, or a part of all."""
    for grade in scheme.grades:
        quota = grade.quota
        if quota is None:
            continue
        part = quota.text.endswith("%")
        if quota.value <= 0 or (quota.value > 1 if part else quota.value.denominator != 1):
            yield in_(grade, Invalid("quota-number", value=quota.text), "quota")


def gaps(scheme: Scheme) -> Iterator[Problem]:
    """The last grade is the rest, unless some units are meant to have none."""
    banded = [grade for grade in scheme.grades if grade.when is None]
    if banded and not scheme.ungraded:
        last = banded[-1]
        if (last.at_least, last.at_most, last.quota) != (None, None, None) or last.gates:
            yield in_(last, Invalid("grade-gap", grade=last.name))


def rankings(scheme: Scheme) -> Iterator[Problem]:
    """One ranking goes by the total, in the rubric's own direction; the others by what they name."""
    main = [ranking for ranking in scheme.rankings if ranking.by is None]
    for ranking in main[1:]:
        yield in_(ranking, Invalid("ranking-twice", name=ranking.name, other=main[0].name))
    for ranking in main:
        if ranking.better != "higher":
            yield in_(ranking, Invalid("ranking-better", name=ranking.name), "better")
