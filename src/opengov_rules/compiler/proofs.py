"""What compile proves of a graph: the direction in which every fact moves the result."""

from collections.abc import Iterable, Iterator, Mapping

from ..conditions import facts_of
from ..formula import Formula, Points, Range, Sign, evaluate_range, monotone_signs, parts
from ..problems import Invalid, Problem
from ..rules import Deduct
from ..scheme import Veto
from .graph import CompiledRubric

_Signs = Mapping[int, Sign]


def stage_signs(stages: Mapping[str, Formula], domains: Mapping[int, Range]) -> dict[str, tuple[Range, _Signs]]:
    """The range of every stage, and the sign of every slot in it."""
    known = dict[str, tuple[Range, _Signs]]()
    ranges = dict[str, Range]()
    for name, formula in stages.items():
        ranges[name] = evaluate_range(formula, domains, ranges)
        known[name] = (ranges[name], monotone_signs(formula, domains, known))
    return known


def joint_signs(
    outputs: Iterable[Formula], domains: Mapping[int, Range], stages: Mapping[str, tuple[Range, _Signs]]
) -> dict[int, Sign]:
    """The sign of every slot in all outputs together: UP helps the unit, DOWN hurts it, MIXED where they differ."""
    signs = dict[int, Sign]()
    for formula in outputs:
        for slot, sign in monotone_signs(formula, domains, stages).items():
            signs[slot] = sign if signs.get(slot, sign) is sign else Sign.MIXED
    return signs


def sign_problems(compiled: CompiledRubric) -> Iterator[Problem]:
    """Faults that are not proved to lower the result, or to leave it."""
    faults = {
        name for node in compiled.rubric.bodies() if isinstance(node.rule, Deduct) for name, _ in node.rule.faults
    }
    for (fact, part), slot in compiled.slots.items():
        if fact in faults and part == "value" and compiled.total_signs[slot] in (Sign.UP, Sign.MIXED):
            error = Invalid("fault-sign", fact=fact)
            spared = _spared_by(compiled, fact, slot)
            yield (
                _at_reader(compiled, fact, error) if spared is None else error.at(spared.where, (*spared.path, "when"))
            )


def _spared_by(compiled: CompiledRubric, fact: str, slot: int) -> Veto | None:
    """The veto that more faults would escape."""
    reading = (veto for veto, _ in compiled.vetoes if veto.when is not None and facts_of(veto.when) == (fact,))
    signs = {
        veto.key: monotone_signs(acts, compiled.domains, {}) for veto, acts in compiled.vetoes if not _staged(acts)
    }
    return next((veto for veto in reading if signs.get(veto.key, {}).get(slot) is Sign.DOWN), None)


def _staged(formula: Formula) -> bool:
    return isinstance(formula, Points) or any(map(_staged, parts(formula)))


def _at_reader(compiled: CompiledRubric, fact: str, error: Invalid) -> Problem:
    plan = next((plan for plan in compiled.plans if fact in plan.facts), None)
    node = plan.indicator if plan is not None else None
    return (
        error.at(node.where, node.path) if node is not None else error.at(compiled.rubric.where, compiled.rubric.path)
    )
