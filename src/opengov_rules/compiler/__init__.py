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
from .asking import conditions, facts_under, input_facts, keyed, keyed_leaves, leaf_facts, read_facts, settings
from .checks import CHECKS
from .graph import FLAGS, TOTAL, WIDTH, CompiledRubric, HitPlan, Plan, UnitRubric
from .lowering import Lowering, SlotTable, hit_plan, stage_order
from .proofs import joint_signs, sign_problems, stage_signs

__all__ = ["FLAGS", "TOTAL", "WIDTH", "CompiledRubric", "HitPlan", "Plan", "UnitRubric", "compile_rubrics"]


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
    by_leaf = {key: leaf_facts(body, scheme) for key, body in keyed_leaves(rubric)}
    read = read_facts(scheme, rubric, by_leaf)
    inputs = input_facts(scheme, read)
    lowering = Lowering(rubric, read, {key: tuple(fact.name for fact in facts) for key, facts in by_leaf.items()})
    lowering.lower(stage_order(rubric))
    table = lowering.table
    vetoes = tuple((veto, lower_condition(veto.when, table).holds) for veto in rubric.vetoes)
    grades = tuple((grade.name, _reached(grade, table)) for grade in scheme.grades)
    named = tuple(
        (rule.name, lower_condition(rule.when, table).holds)
        for rule in scheme.named
        if set(nodes_of(rule.when)) <= set(lowering.stages) and set(facts_of(rule.when)) <= set(read)
    )
    plans = tuple(lowering.plans[code] for code in (*(node.code for node in rubric.walk()), TOTAL))
    analysed = stage_signs(lowering.stages, table.domains)
    conditions_of_grades = [holds for _, holds in grades]
    signs = joint_signs((*(plan.points for plan in plans), *conditions_of_grades), table.domains, analysed)
    total_signs = joint_signs((plans[-1].points, *conditions_of_grades), table.domains, analysed)
    watched = frozenset(_watched(scheme, rubric))
    asked = _asked(scheme, rubric, by_leaf, read, inputs)
    return CompiledRubric(
        rubric=rubric,
        asked=asked,
        units=_units(scheme, rubric, by_leaf, watched, asked),
        read=read,
        derived={name: hit_plan(fact.hit_when, inputs) for name, fact in read.items() if fact.hit_when is not None},
        watched=watched,
        slots=dict(table.slots),
        domains=dict(table.domains),
        signs=tuple(signs.get(slot) for slot in range(len(table.slots))),
        total_signs=tuple(total_signs.get(slot) for slot in range(len(table.slots))),
        stages=lowering.stages,
        plans=plans,
        vetoes=vetoes,
        grades=grades,
        named=named,
    )


def _units(
    scheme: Scheme,
    rubric: Rubric,
    by_leaf: Mapping[str, tuple[Fact, ...]],
    watched: frozenset[str],
    asked: Asked,
) -> dict[str, UnitRubric]:
    """The rubric as each unit meets it; units with the same variants share one."""
    varied = [node for node in rubric.leaves() if node.variants]
    of_variants = {key for node in varied for key, _ in keyed(node)}
    held = settings(rubric)
    rulings = {name for name, fact in asked.facts.items() if fact.ruled}
    found = dict[str, UnitRubric]()
    alike = dict[frozenset[str], UnitRubric]()
    for unit in scheme.roster.units:
        if unit.kind not in rubric.kinds:
            continue
        choices = {node.code: node.choice(unit) for node in varied}
        selected = frozenset(keyed(node)[choices[node.code]][0] for node in varied)
        if selected not in alike:
            mine = {key for key in by_leaf if key not in of_variants or key in selected}
            needed = {fact.name for key in mine for fact in by_leaf[key]} | watched
            theirs = {fact.name for key in of_variants - selected for fact in by_leaf[key]} - needed
            policies = {key for key in mine if held[key].not_applicable is not None}
            submitted = {key for key in mine if held[key].needs_evidence}
            alike[selected] = UnitRubric(
                asked=evolve(asked.without(theirs), may_not_apply=facts_under(by_leaf, asked.facts, policies)),
                due=facts_under(by_leaf, asked.facts, submitted) - rulings,
                selected=selected,
                bodies={node.code: node.bodies[choices[node.code]] for node in varied},
            )
        found[unit.name] = alike[selected]
    return found


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
        leaves = {key: leaf_facts(body, scheme) for key, body in keyed_leaves(other)}
        found = read_facts(scheme, other, leaves)
        others |= found | input_facts(scheme, found)
    here = {**read, **inputs}
    policies = {key for key, held in settings(rubric).items() if held.not_applicable is not None}
    return Asked(
        facts=here,
        elsewhere=frozenset(others) - frozenset(here),
        may_not_apply=facts_under(by_leaf, read, policies),
    )
