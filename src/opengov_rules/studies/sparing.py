"""The same scheme without its penalties: what a unit would have if nothing were taken off below the line."""

from fractions import Fraction

from attrs import evolve

from ..compiler import compile_rubrics
from ..program import Program
from ..scheme import Indicator, Rubric, Veto


def spared(program: Program) -> Program:
    """The program with penalties worth nothing, and with vetoes and ceilings that have a condition void.

    It asks the same. A ceiling without a condition stays: it is a cap of its node, whatever was found.
    """
    scheme = evolve(program.scheme, rubrics=tuple(_rubric(rubric) for rubric in program.scheme.rubrics))
    return evolve(program, scheme=scheme, rubrics=compile_rubrics(scheme, checked=True))


def _rubric(rubric: Rubric) -> Rubric:
    indicators = (_worthless(node) if node.role == "penalty" else node for node in rubric.indicators)
    return evolve(rubric, indicators=tuple(indicators), vetoes=tuple(map(_void, rubric.vetoes)))


def _worthless(node: Indicator) -> Indicator:
    """The node and all below it, worth 0 whatever is found."""
    otherwise = None if node.otherwise is None else _worthless(node.otherwise)
    below = evolve(
        node,
        children=tuple(map(_worthless, node.children)),
        variants=tuple(map(_worthless, node.variants)),
        otherwise=otherwise,
    )
    return evolve(below, offset=Fraction(0), factor=Fraction(0), floor=None, cap=None, round=None)


def _void(veto: Veto) -> Veto:
    """The veto with nothing that it acts on; its facts are asked as before."""
    if veto.when is None:
        return veto
    return evolve(veto, scope="", effect=evolve(veto.effect, withhold=False, grade=None))
