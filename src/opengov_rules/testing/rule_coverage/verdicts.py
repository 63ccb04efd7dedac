"""The targets of vetoes, grades, a bulletin's lists and the last day for submissions."""

from collections.abc import Iterator
from typing import Final

from ...compiler import EXACT, TOTAL
from ...compiler.asking import effect_reads, grade_reads
from ...formula import Formula, Points, all_of, compare, const, negate
from ...points import to_text
from ...rules import lower_condition
from ...scheme import Grade
from .conditions import Shown, shown_by, shown_in
from .points import Ground, Point, named_in
from .seen import Seen

VETOES, GRADE, NAMED = "vetoes", "grade", "named"
"""What a case states besides points."""
DUE: Final = "window.due"


def of_verdicts(ground: Ground) -> Iterator[Point]:
    """All of them."""
    yield from _vetoes(ground)
    yield from _grades(ground)
    yield from _lists(ground)
    yield from _deadline(ground)


def _vetoes(ground: Ground) -> Iterator[Point]:
    for veto in ground.rubric.vetoes:
        for _, read in effect_reads(veto):
            for shown in shown_in(read, ground.table):
                facts = named_in(read, ())
                code, at = f"vetoes.{veto.key}", (VETOES, *([veto.scope] if veto.effect.scoped else []))
                yield ground.point(shown.kind, veto, code, shown.what, facts=facts, shown_at=at, formula=shown.formula)


def _grades(ground: Ground) -> Iterator[Point]:
    """Every grade given, its threshold from both sides, and its gates one by one."""
    better: list[Formula] = []
    for grade, holds in ground.compiled.grades:
        code = f"grades.{grade.name}"
        given = all_of((holds, *(negate(other) for other in better)))
        better.append(holds)
        yield ground.point("grade", grade, code, (grade.name, grade.name), shown_at=(GRADE,), formula=given)
        total = Points(EXACT if ground.rubric.total.graded == "exact" else TOTAL)
        reached = all_of(limit for limit, _, _ in _limits(grade, total))
        shown = [one for _, at, beside in _limits(grade, total) for one in (at, beside)]
        gates = [read for _, read in grade_reads(grade)]
        for number, gate in enumerate(gates):
            others = (lower_condition(other, ground.table).holds for i, other in enumerate(gates) if i != number)
            shown += shown_by(gate, ground.table, all_of((reached, *others)))
        for one in shown:
            yield ground.point(one.kind, grade, code, one.what, shown_at=(GRADE,), formula=one.formula)


def _limits(grade: Grade, total: Formula) -> Iterator[tuple[Formula, Shown, Shown]]:
    """For each threshold: where it is reached, the number itself, and short of it."""
    for limit, sign in ((grade.at_least, "<"), (grade.at_most, ">")):
        if limit is not None:
            number, end = to_text(limit), const(limit)
            reached = compare("at_least", *((total, end) if sign == "<" else (end, total)))
            at = Shown("at", (f"总分 = {number}", f"total = {number}"), compare("is", total, end))
            yield reached, at, Shown("beside", (f"总分 {sign} {number}", f"total {sign} {number}"), negate(reached))


def _lists(ground: Ground) -> Iterator[Point]:
    known = {name for name, _ in ground.compiled.named}
    for rule in ground.scheme.named:
        for shown in shown_by(rule.when, ground.table) if rule.name in known else ():
            code = f"named.{rule.name}"
            yield ground.point(shown.kind, rule, code, shown.what, shown_at=(NAMED,), formula=shown.formula)


def _deadline(ground: Ground) -> Iterator[Point]:
    """The last day for submissions, and the day after or later."""
    window = ground.scheme.window
    facts = tuple(dict.fromkeys(fact for unit in ground.compiled.units.values() for fact in sorted(unit.due)))
    if window.due is None or not facts:
        return
    day = window.due

    def late(seen: Seen) -> bool:
        return any(answer.late for answer in seen.answers.values())

    def punctual(seen: Seen) -> bool:
        return any(o.time == day for o in seen.observed(facts))

    words = (f"报送日期晚于 {day}", f"submitted after {day}")
    yield ground.point("late", window, DUE, words, facts=facts, shown_at=(), test=late)
    words = (f"报送日期恰在 {day}", f"submitted on {day}")
    yield ground.point("punctual", window, DUE, words, facts=facts, shown_at=(), test=punctual)
