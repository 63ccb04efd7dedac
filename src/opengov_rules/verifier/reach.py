"""What can never happen, or always does: conditions, tiers and cases, grades, vetoes."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..compiler.asking import effect_reads, grade_reads, ranking_reads, reads
from ..conditions import (
    Cases,
    Compared,
    Condition,
    Holds,
    Identity,
    Joined,
    Quantity,
    constants_of,
    facts_of,
    nodes_of,
    walk,
)
from ..formula import FALSE, Formula, Range, all_of, evaluate_range, negate
from ..points import to_text
from ..problems import Invalid, Problem
from ..rules import Tiers, lower_condition
from ..saying import say
from ..scheme import Cited, Grade, Indicator, Veto
from .looking import Board, Looked, Never, asset_boards, told


def conditions(looked: Looked) -> Iterator[Problem]:
    """Conditions that no answers can meet, and those that all meet, given what may be answered."""
    for board in looked.boards:
        for part, key, read in _own_readers(board):
            if board.knows(read):
                # A tier is told of by `tiers`; that the last one holds for all who reach it is how a ladder ends.
                tier = isinstance(part, Indicator) and key == "limits"
                settled = (one for condition in _outermost(read) for one in board.settled(condition))
                yield from (_settled(part, key, *one) for one in settled if not (tier and one[1] == "always"))
    for part, key, read in _common_readers(looked):  # of all rubrics that have what it reads
        for condition in _outermost(read):
            boards = [board for board in _mains(looked) if board.knows(condition)]
            told_by = [board.settled(condition) for board in boards]
            yield from (
                (_settled(part, key, *one) for one in told_by[0] if all(one in other for other in told_by))
                if told_by
                else ()
            )
    for part, condition, table in asset_boards(looked):
        truth = lower_condition(condition, table)
        if evaluate_range(truth.holds, table.domains, {}).high == 0:
            yield _settled(part, "when", condition, "never")
        elif evaluate_range(truth.fails, table.domains, {}).high == 0:
            yield _settled(part, "when", condition, "always")


def _settled(part: Cited, key: str, condition: Condition, how: Never) -> Problem:
    code = "condition-never" if how == "never" else "condition-always"
    return told(part, Invalid(code, condition=say(condition, "zh")), key)


def _own_readers(board: Board) -> Iterator[tuple[Cited, str, Condition | Quantity]]:
    for body in board.rubric.bodies():
        yield from ((body, key, read) for key, read in reads(body))
    for veto in board.rubric.vetoes:
        yield from ((veto, key, read) for key, read in effect_reads(veto))


def _common_readers(looked: Looked) -> Iterator[tuple[Cited, str, Condition | Quantity]]:
    for grade in looked.scheme.grades:
        yield from ((grade, key, read) for key, read in grade_reads(grade))
    for rule in looked.scheme.named:
        yield rule, "when", rule.when
    for ranking in looked.scheme.rankings:
        yield from ((ranking, key, read) for key, read in ranking_reads(ranking))


def _outermost(read: Condition | Quantity) -> Iterator[Condition]:
    """A condition, or those inside a quantity."""
    if isinstance(read, Holds | Identity | Compared | Joined):
        yield read
        return
    for part in walk(read):
        if isinstance(part, Cases):
            yield from (when for when, _ in part.cases)


def tiers(looked: Looked) -> Iterator[Problem]:
    """Tiers and cases that those before them leave nothing, and values between two tiers that no tier has."""
    for board in looked.boards:
        for body in board.rubric.bodies():
            if isinstance(body.rule, Tiers):
                ladder = [limit.when for limit in body.rule.limits]
                yield from _hidden(board, body, "limits", ladder)
                yield from _gaps(board, body, ladder)
            for key, read in reads(body):
                for part in walk(read):
                    if isinstance(part, Cases) and board.knows(part):
                        yield from _hidden(board, body, key, [when for when, _ in part.cases])


def _hidden(board: Board, body: Indicator, key: str, ladder: Sequence[Condition]) -> Iterator[Problem]:
    truths = [board.truth(when) for when in ladder]
    for index, when in enumerate(ladder):
        alone, _ = truths[index]
        if board.cannot(alone):
            continue  # `conditions` tells it
        left = all_of((alone, *(negate(holds) for holds, _ in truths[:index])))
        if index and board.cannot(left):
            earlier = "；".join(say(one, "zh") for one in ladder[:index])
            yield told(body, Invalid("tier-hidden", tier=say(when, "zh"), earlier=earlier), key)


def _gaps(board: Board, body: Indicator, ladder: Sequence[Condition]) -> Iterator[Problem]:
    """Answers between two tiers for which there is none; what `zero_if` takes is meant to be without."""
    names = {fact for when in ladder for fact in facts_of(when)}
    if len(names) != 1 or any(nodes_of(when) for when in ladder):
        return
    (name,) = names
    fact = board.compiled.read[name]
    slot = board.table.slots.get((name, "value"))
    if slot is None or fact.divided or len(fact.parts) > 1:
        return
    taken: list[Formula] = [board.truth(when)[0] for when in ladder]
    barred = FALSE if body.zero_if is None or not board.knows(body.zero_if) else board.truth(body.zero_if)[0]
    domain = board.table.domains[slot]
    codes = sorted({code for when in ladder for code in _around(when, fact.slot_step) if _inside(code, domain)})
    flags = {
        board.table.slots[key]: Range.point(Fraction(1))
        for key in ((name, "answered"), (name, "applicable"))
        if key in board.table.slots
    }

    def holds(formula: Formula, code: int) -> bool:
        known = dict(board.table.domains) | flags | {slot: Range.point(Fraction(code))}
        return evaluate_range(formula, known, board.ranges).high == 1

    covered = [code for code in codes if any(holds(formula, code) for formula in taken)]
    missing = [
        code
        for code in codes
        if covered and covered[0] < code < covered[-1] and code not in covered and not holds(barred, code)
    ]
    if missing:
        yield told(body, Invalid("tier-gap", fact=name, value=to_text(missing[0] * fact.slot_step)), "limits")


def _around(when: Condition, step: Fraction) -> Iterator[int]:
    """The answers beside every number that a condition compares with."""
    for constant in constants_of(when):
        code = int(constant.value // step)
        yield from range(code - 1, code + 3)


def _inside(code: int, domain: Range) -> bool:
    return (domain.low is None or code >= domain.low) and (domain.high is None or code <= domain.high)


def grades(looked: Looked) -> Iterator[Problem]:
    """Grades that no unit of a rubric can get, whatever it scores."""
    for compiled, board in zip(looked.program.rubrics, _mains(looked), strict=True):
        if not compiled.rubric.scored and not all(grade.when is not None for grade, _ in compiled.grades):
            continue
        earlier = list[Formula]()
        for grade, holds in compiled.grades:
            rest = grade.when is None and not grade.has_threshold and not grade.gates and grade.quota is None
            free = all_of((holds, *(negate(before) for before in earlier)))
            if board.cannot(holds) or (grade.when is not None and board.cannot(free)):
                key = "when" if grade.when is not None else "gates" if _gated(board, grade) else _threshold(grade)
                yield told(
                    grade,
                    Invalid("grade-unreachable", grade=grade.name, rubric=compiled.rubric.id, total=_most(board)),
                    key,
                )
            elif not rest and board.range(holds).low == 1 and grade.quota is None:
                yield told(
                    grade, Invalid("grade-always", grade=grade.name, rubric=compiled.rubric.id), _threshold(grade)
                )
            earlier.append(holds)
    for grade in looked.scheme.grades:
        yield from _quota(looked, grade)


def _mains(looked: Looked) -> list[Board]:
    return [next(b for b in looked.boards if b.compiled is compiled) for compiled in looked.program.rubrics]


def _gated(board: Board, grade: Grade) -> bool:
    return any(how == "never" for gate in grade.gates if board.knows(gate) for _, how in board.settled(gate))


def _threshold(grade: Grade) -> str:
    return "at_most" if grade.at_least is None and grade.at_most is not None else "at_least"


def _most(board: Board) -> str:
    low, high = board.range(board.compiled.exact).low, board.range(board.compiled.exact).high
    return f"{'…' if low is None else to_text(low)}–{'…' if high is None else to_text(high)}"


def _quota(looked: Looked, grade: Grade) -> Iterator[Problem]:
    """A quota that admits all, or nobody."""
    if grade.quota is None:
        return
    sizes = [sum(looked.scheme.size(kind) for kind in rubric.kinds) for rubric in looked.scheme.rubrics]
    sizes = [size for size in sizes if size]
    part = grade.quota.text.endswith("%")
    places = [int(grade.quota.value * size) if part else int(grade.quota.value) for size in sizes]
    if sizes and all(place >= size for place, size in zip(places, sizes, strict=True)):
        yield told(grade, Invalid("quota-idle", quota=grade.quota.text, units=max(sizes)), "quota")
    elif places and max(places) == 0:
        yield told(grade, Invalid("quota-none", quota=grade.quota.text, units=max(sizes)), "quota")


def vetoes(looked: Looked) -> Iterator[Problem]:
    """Vetoes that change nothing even where they fall, that raise, or that stand twice."""
    banded = [grade.name for grade in looked.scheme.grades if grade.when is None]
    for board in _mains(looked):
        seen = list[Veto]()
        for veto, acts in board.compiled.vetoes:
            effect = veto.effect
            twin = next(
                (one for one in seen if (one.when, one.scope, one.effect) == (veto.when, veto.scope, effect)), None
            )
            seen.append(veto)
            if twin is not None:
                yield told(veto, Invalid("veto-twice", other=twin.key), "when" if veto.when is not None else "effect")
                continue
            reach = board.reach("exact" if veto.scope == "total" else veto.scope)
            height = _height(veto)
            if (
                height is not None
                and reach.high is not None
                and height >= reach.high
                and board.rubric.better == "higher"
            ):
                yield told(veto, Invalid("veto-idle", scope=veto.scope, most=to_text(reach.high)), "effect")
            elif veto.when is None and effect.at_most is not None and board.cannot(acts):
                yield told(
                    veto,
                    Invalid("veto-idle", scope=veto.scope, most="" if reach.high is None else to_text(reach.high)),
                    "effect",
                )
            if effect.grade is not None and banded[:1] == [effect.grade] and not effect.scoped and not effect.withhold:
                yield told(veto, Invalid("veto-idle", scope=veto.scope, most=effect.grade), "effect")
            low = reach.low if effect.replace is not None else None
            if (
                low is not None
                and effect.replace is not None
                and effect.replace > low
                and board.rubric.better == "higher"
            ):
                yield told(veto, Invalid("veto-raises", scope=veto.scope, points=to_text(effect.replace)), "effect")


def _height(veto: Veto) -> Fraction | None:
    """What a veto leaves of its scope at most, where that is a number."""
    if veto.effect.points is not None:
        return veto.effect.points
    numbers = () if veto.effect.at_most is None else constants_of(veto.effect.at_most)
    plain = len(numbers) == 1 and numbers[0] == veto.effect.at_most
    return numbers[0].value if plain else None


def same_ratio(looked: Looked) -> Iterator[Problem]:
    """A ratio of something to itself."""
    for _, body in looked.leaves():
        if body.rule is not None and body.rule.kind == "ratio":
            found = dict(body.rule.reads())
            if found["part"] == found["whole"]:
                yield told(body, Invalid("ratio-same", what=say(found["whole"], "zh")), "whole")
