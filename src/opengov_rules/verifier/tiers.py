"""Tiers and cases that are never reached, and answers between two tiers that none has."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..compiler.asking import reads
from ..conditions import Cases, Condition, constants_of, facts_of, nodes_of, walk
from ..formula import FALSE, Formula, Range, all_of, evaluate_range, negate
from ..points import to_text
from ..problems import Invalid, Problem
from ..rules import Tiers
from ..saying import say
from ..scheme import Indicator
from .boards import Board
from .looking import Looked, told


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
