"""Mutants compiled: only the rubrics that a change can touch, checked for everything but what the notice prints."""

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from ...compiler import CompiledRubric, compile_rubrics
from ...compiler.checks import CHECKS
from ...compiler.citing import citations
from ...compiler.proofs import sign_problems
from ...problems import Problem, SchemeError
from ...program import Program
from ...scheme import Scheme
from ...structure import build_converter, structure_scheme
from .mutants import Mutant, edited

_CHECKS: Final = tuple(check for check in CHECKS if check is not citations)


class Bench:
    """Makes programs of one program's mutants; what a mutant leaves as it was is shared."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._converter = build_converter(program.scheme.kinds)

    def compiled(self, mutant: Mutant) -> Program | tuple[Problem, ...]:
        """The mutant as a program; or the problems for which it is refused, citations apart."""
        try:
            return self._compiled(mutant)
        except SchemeError as error:
            return error.problems

    def _compiled(self, mutant: Mutant) -> Program:
        before = self.program.scheme
        document = edited(before.document, mutant)
        scheme = structure_scheme(document, before.places, before.kinds, self._converter)
        scheme = evolve(scheme, taken=before.taken, supplied=before.supplied)
        for check in _CHECKS:
            problems = list(check(scheme))
            if problems:  # the first will do
                raise SchemeError(problems)
        rubrics = tuple(self._rubrics(scheme, mutant.file))
        return Program(scheme, rubrics, scheme)

    def _rubrics(self, scheme: Scheme, file: str) -> Iterator[CompiledRubric]:
        """Every rubric; those of other files as they were. Raises `SchemeError`."""
        kept = {
            compiled.rubric.id: compiled
            for compiled in self.program.rubrics
            if file not in ("scheme", compiled.rubric.id)
        }
        for rubric in scheme.rubrics:
            if rubric.id in kept:
                yield kept[rubric.id]
                continue
            (compiled,) = compile_rubrics(evolve(scheme, rubrics=(rubric,)), checked=True)
            problems = list(sign_problems(compiled))
            if problems:
                raise SchemeError(problems)
            yield compiled
