"""Scheme to graphs of formulas: every check, then one lowering per rubric."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from ..answers import Asked
from ..conditions import facts_of, nodes_of
from ..facts import Fact
from ..formula import Formula, Points, all_of, compare, const
from ..problems import Invalid, Problem, SchemeError
from ..provenance import nearest
from ..rules import lower_condition
from ..scheme import Grade, Rubric, Scheme
from .asking import conditions, facts_under, input_facts, leaf_facts, read_facts, settings
from .checks import CHECKS
from .graph import CompiledRubric, HitPlan, Plan
from .lowering import TOTAL, Lowering, SlotTable, hit_plan, stage_order
from .proofs import result_signs, sign_problems

__all__ = ["CompiledRubric", "HitPlan", "Plan", "compile_rubrics"]


def compile_rubrics(scheme: Scheme) -> tuple[CompiledRubric, ...]:
    """Every rubric, checked and lowered. Raises `SchemeError` with all problems."""
    problems = [problem for check in CHECKS for problem in check(scheme)]
    compiled = list[CompiledRubric]()
    for rubric in () if problems else scheme.rubrics:
        try:
            compiled.append(_compile(scheme, rubric))
            problems += sign_problems(compiled[-1])
        except Invalid as error:
            problems.append(error.at(rubric.where, rubric.path))
    if problems:
        raise SchemeError([_placed(problem, scheme) for problem in problems])
    return tuple(compiled)


def _placed(problem: Problem, scheme: Scheme) -> Problem:
    """The problem at the line of its key, where the files have one."""
    return evolve(problem, where=nearest(scheme.places, problem.path) or problem.where)


def _compile(scheme: Scheme, rubric: Rubric) -> CompiledRubric:
    by_leaf = {node.code: leaf_facts(node, scheme) for node in rubric.leaves()}
    read = read_facts(scheme, rubric, by_leaf)
    inputs = input_facts(scheme, read)
    lowering = Lowering(rubric, read, {code: tuple(fact.name for fact in facts) for code, facts in by_leaf.items()})
    lowering.lower(stage_order(rubric))
    table = lowering.table
    vetoes = tuple((veto, lower_condition(veto.when, table).holds) for veto in rubric.vetoes)
    grades = tuple((grade.name, _reached(grade, table)) for grade in scheme.grades)
    named = tuple(
        (rule.name, lower_condition(rule.when, table).holds)
        for rule in scheme.named
        if set(nodes_of(rule.when)) <= set(lowering.stages) and set(facts_of(rule.when)) <= set(read)
    )
    signs = result_signs(lowering.stages, (holds for _, holds in grades), table.domains)
    return CompiledRubric(
        rubric=rubric,
        asked=_asked(scheme, rubric, by_leaf, read, inputs),
        read=read,
        derived={name: hit_plan(fact.hit_when, inputs) for name, fact in read.items() if fact.hit_when is not None},
        due=facts_under(by_leaf, read, {code for code, held in settings(rubric).items() if held.needs_evidence}),
        watched=frozenset(_watched(scheme, rubric)),
        slots=dict(table.slots),
        signs=tuple(signs.get(slot) for slot in range(len(table.slots))),
        stages=lowering.stages,
        plans=tuple(lowering.plans[code] for code in (*(node.code for node in rubric.walk()), TOTAL)),
        vetoes=vetoes,
        grades=grades,
        named=named,
    )


def _watched(scheme: Scheme, rubric: Rubric) -> Iterator[str]:
    for gate in (gate for grade in scheme.grades for gate in grade.gates):
        yield from facts_of(gate)
    for veto in rubric.vetoes:
        yield from facts_of(veto.when)
    for node in rubric.walk():
        for _, condition in conditions(node) if node.children else ():
            yield from facts_of(condition)


def _reached(grade: Grade, table: SlotTable) -> Formula:
    """Whether the threshold and the gates of a grade hold."""
    threshold = [] if grade.at_least is None else [compare("at_least", Points(TOTAL), const(grade.at_least))]
    return all_of((*threshold, *(lower_condition(gate, table).holds for gate in grade.gates)))


def _asked(
    scheme: Scheme,
    rubric: Rubric,
    by_leaf: Mapping[str, tuple[Fact, ...]],
    read: Mapping[str, Fact],
    inputs: Mapping[str, Fact],
) -> Asked:
    """What may be answered for the rubric's units, and which facts only other rubrics ask."""
    others = dict[str, Fact]()
    for other in scheme.rubrics:
        leaves = {node.code: leaf_facts(node, scheme) for node in other.leaves()}
        found = read_facts(scheme, other, leaves)
        others |= found | input_facts(scheme, found)
    here = {**read, **inputs}
    policies = {code for code, held in settings(rubric).items() if held.not_applicable is not None}
    return Asked(
        facts=here,
        elsewhere=frozenset(others) - frozenset(here),
        may_not_apply=facts_under(by_leaf, read, policies),
    )
