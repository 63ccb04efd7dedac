"""Directions: an answer that raises the score by one clause and lowers it by another."""

from collections.abc import Iterator

from ..compiler.asking import settings
from ..compiler.proofs import stage_signs
from ..conditions import facts_of
from ..formula import Sign, monotone_signs
from ..problems import Invalid, Problem
from ..scheme import Cited, Indicator, Veto
from .looking import Looked, told, told_at
from .uses import scored


def directions(looked: Looked) -> Iterator[Problem]:
    """An answer that is surely good by one clause and surely bad by another: a repair might lower the score."""
    for board in looked.boards:
        compiled, rubric = board.compiled, board.rubric
        if rubric.better == "lower":
            continue
        stages = stage_signs(compiled.stages, compiled.domains)
        held = settings(rubric)
        for (name, part), slot in compiled.slots.items():
            if part not in ("value", "hits") or name not in compiled.read:
                continue
            found = dict[Sign, tuple[Cited, str]]()
            for body in rubric.leaves():
                sign = stages[body.code][1].get(slot)
                if sign is not None and sign is not Sign.MIXED:
                    found.setdefault(sign.flipped() if held[body.code].penalty else sign, (body, _key_of(body, name)))
            for veto in rubric.vetoes:
                if veto.when is not None and name in facts_of(veto.when) and board.knows(veto.when) and _lowers(veto):
                    holds, _ = board.truth(veto.when)
                    sign = monotone_signs(holds, board.table.domains, stages).get(slot)
                    if sign is not None and sign is not Sign.MIXED:
                        found.setdefault(sign.flipped(), (veto, "when"))
            if len(found) == 2:
                where, key = list(found.values())[-1]
                yield told(where, Invalid("direction", fact=name), key)
            elif set(found) == {Sign.UP} and compiled.read[name].absent:
                yield told_at(("scheme", "facts", name, "absent"), Invalid("absent-good", fact=name), severity="info")


def _lowers(veto: Veto) -> bool:
    return veto.effect.replace is None


def _key_of(body: Indicator, name: str) -> str:
    """The key by which a leaf reads a fact; of a leaf with variants none is the key."""
    return next((key for fact, key in scored(body) if fact == name), "zero_if" if body.zero_if is not None else "rule")
