"""Grades, quotas and vetoes that change nothing, whatever a unit scores."""

from collections.abc import Iterator
from fractions import Fraction

from ..conditions import constants_of
from ..formula import Formula, all_of, negate
from ..points import to_text
from ..problems import Invalid, Problem
from ..scheme import Grade, Veto
from .boards import Board
from .looking import Looked, told


def grades(looked: Looked) -> Iterator[Problem]:
    """Grades that no unit of a rubric can get, whatever it scores."""
    for compiled, board in zip(looked.program.rubrics, looked.mains, strict=True):
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
    for board in looked.mains:
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
