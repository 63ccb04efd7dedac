"""Proofs that a mutant scores every unit as the original does: the same formulas, or a difference that is always 0."""

from typing import Any, Literal, TypeAlias

from attrs import evolve

from ...compiler import FLAGS, CompiledRubric
from ...formula import Formula, Given, Value, minus, replaced
from ...program import Program
from ..searching import always_nothing
from .portraits import Portrait
from .shapes import outputs

Proof: TypeAlias = Literal["formulas", "range"]
"""Every formula is the same; or some differ, and their difference is proved to be 0 for all answers."""


def proved_same(original: Program, mutant: Program) -> Proof | None:
    """Why no evidence can tell the two apart by points, maxima, limits, vetoes, grades, lists and ranks, if it cannot.

    None where that is not proved. Causes are words about the same numbers, and do not count.
    """
    if _public(original) != _public(mutant) or len(original.rubrics) != len(mutant.rubrics):
        return None
    dated = original.scheme.window.due is not None
    pairs = zip(original.rubrics, mutant.rubrics, strict=True)
    proofs = {_proof(Portrait(before, dated), Portrait(after, dated)) for before, after in pairs}
    return None if None in proofs else "range" if "range" in proofs else "formulas"


def _public(program: Program) -> Any:
    """What standings show beside results."""
    scheme = program.scheme
    grades = [(grade.name, grade.quota) for grade in scheme.grades]
    named = [rule.name for rule in scheme.named]
    rankings = [evolve(ranking, by=None, then=(), cite=(), inferred=(), assumed=()) for ranking in scheme.rankings]
    return grades, named, rankings, scheme.ungraded, scheme.restricted, scheme.roster, scheme.window.due


def _proof(first: Portrait, second: Portrait) -> Proof | None:
    if first.compiled is second.compiled:
        return "formulas"
    if not first.same_asked(second) or first.stages.keys() != second.stages.keys():
        return None
    if first.outputs.keys() != second.outputs.keys():
        return None
    shown, others = outputs(first.compiled), outputs(second.compiled)
    pairs = [
        (first.compiled.stages[name], name) for name, shape in first.stages.items() if shape != second.stages[name]
    ]
    changed = [name for name, shape in first.outputs.items() if shape != second.outputs[name]]
    if not pairs and not changed:
        return "formulas"
    if any(shown[name].about != others[name].about for name in changed):
        return None
    moved = _Moved(first.compiled, second.compiled)
    stages = all(moved.never_differ(formula, second.compiled.stages[name]) for formula, name in pairs)
    formulas = (zip(shown[name].formulas, others[name].formulas, strict=True) for name in changed)
    same = stages and all(moved.never_differ(one, other) for both in formulas for one, other in both)
    return "range" if same else None


class _Moved:
    """Formulas of one rubric beside those of another, in the slots of the first."""

    def __init__(self, before: CompiledRubric, after: CompiledRubric) -> None:
        self._before = before
        moved = {slot: before.slots[key] for key, slot in after.slots.items()}
        flags = {slot for (_, part), slot in after.slots.items() if part in FLAGS}
        turned = any(slot != other for slot, other in moved.items())
        self._slots = {slot: Given(to) if slot in flags else Value(to) for slot, to in moved.items()} if turned else {}

    def never_differ(self, formula: Formula, other: Formula) -> bool:
        """Whether both give the same wherever the stages that they rest on do."""
        (theirs,) = replaced({"": other}, self._slots).values()
        return always_nothing(minus(formula, theirs), self._before.stages, self._before.domains)
