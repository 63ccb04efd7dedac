"""Scheme to graphs of formulas: every check, then one lowering per rubric."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from ..answers import Asked
from ..conditions import facts_of, identities_of, nodes_of
from ..facts import Fact
from ..formula import Formula, Function, Points, all_of, compare, const, negate
from ..problems import Invalid, Problem, SchemeError
from ..rules import Amount, lower_condition, lower_quantity
from ..scheme import Fold, Grade, Indicator, Rubric, Scheme
from .asking import (
    facts_under,
    folded_facts,
    input_facts,
    is_one,
    keyed,
    keyed_leaves,
    keys_below,
    leaf_facts,
    never_applies,
    of_one_asset,
    pruned,
    ranked_in,
    ranking_reads,
    read_facts,
    reads,
    settings,
    watching,
)
from .checks import CHECKS
from .drafts import Draft
from .graph import (
    FLAGS,
    GROUPS,
    TOTAL,
    WIDTH,
    CompiledRubric,
    EachPlan,
    HitPlan,
    PeersPlan,
    Plan,
    RankingPlan,
    UnitRubric,
)
from .lowering import CONCERNED, EXACT, Lowering
from .ordering import ordered, stage_order, stage_reads
from .peers import peers_plans
from .placing import placed
from .proofs import joint_signs, sign_problems, stage_signs
from .slots import SlotTable

__all__ = [
    "CONCERNED",
    "EXACT",
    "FLAGS",
    "GROUPS",
    "TOTAL",
    "WIDTH",
    "CompiledRubric",
    "Draft",
    "EachPlan",
    "HitPlan",
    "Lowering",
    "PeersPlan",
    "Plan",
    "RankingPlan",
    "UnitRubric",
    "compile_rubrics",
    "drafted",
    "grade_conditions",
    "ordered",
    "reads",
    "stage_reads",
    "watching",
]


def compile_rubrics(
    scheme: Scheme, *, checked: bool = False, known: Sequence[CompiledRubric] = ()
) -> tuple[CompiledRubric, ...]:
    """Every rubric, checked and lowered. Raises `SchemeError` with all problems.

    `checked`: the scheme is one that was checked, with parts of it made idle, which its citations do not tell.
    `known`: rubrics of a scheme with the same facts, roster and grades; those that are still the same are kept.
    """
    # A grade or a fact of several rubrics is wrong in each of them, and told once.
    problems = list(dict.fromkeys(problem for check in (() if checked else CHECKS) for problem in check(scheme)))
    compiled = list[CompiledRubric]()
    for rubric in () if problems else scheme.rubrics:
        same = next((one for one in known if one.rubric == rubric), None)
        if same is not None:
            compiled.append(same)
            continue
        try:
            compiled.append(_compile(scheme, rubric))
            problems += () if checked else sign_problems(compiled[-1])
        except Invalid as error:
            problems.append(_found(error, scheme, rubric))
    if problems:
        raise SchemeError([placed(problem, scheme) for problem in problems])
    return tuple(compiled)


def _found(error: Invalid, scheme: Scheme, rubric: Rubric) -> Problem:
    """What only compiling finds, at the node or the fact that it names."""
    node = next((node for node in rubric.walk() if node.code == error.params.get("code")), None)
    if node is not None:
        return error.at(node.where, node.path)
    name = error.params.get("fact", error.params.get("facts", "")).split(" → ")[0]
    if name in {fact.name for fact in scheme.facts}:
        return error.at(path=("scheme", "facts", name))
    return error.at(rubric.where, rubric.path)


def drafted(scheme: Scheme, whole: Rubric) -> Draft:
    """A rubric with what it asks of whom. Raises `Invalid`."""
    each = {node.code: _each(scheme, whole, node) for node in whole.walk() if node.for_each}
    rubric = pruned(whole)
    by_leaf = {key: leaf_facts(body, scheme) for key, body in keyed_leaves(rubric)}
    read = read_facts(scheme, rubric, by_leaf)
    inputs = folded_facts(scheme, read) | input_facts(scheme, read) | dict(_of_assets(each, read))
    watched = frozenset(fact for part in watching(scheme, rubric) for fact in facts_of(part))
    asked = _asked(scheme, rubric, by_leaf, read, inputs)
    return Draft(
        scheme=scheme,
        whole=whole,
        pruned=rubric,
        each=each,
        by_leaf=by_leaf,
        read=read,
        inputs=inputs,
        watched=watched,
        asked=asked,
        units=_with_assets(_units(scheme, rubric, by_leaf, watched, asked), each),
    )


def _compile(scheme: Scheme, whole: Rubric) -> CompiledRubric:
    draft = drafted(scheme, whole)
    rubric, read = draft.pruned, draft.read
    lowering = draft.lowering()
    lowering.lower(stage_order(rubric))
    table = lowering.table
    vetoes = tuple((veto, lowering.acts(veto)) for veto in rubric.vetoes)
    grades = tuple(grade_conditions(scheme, rubric, lowering))
    named = tuple(
        (rule.name, lower_condition(rule.when, table).holds)
        for rule in scheme.named
        if set(nodes_of(rule.when)) <= set(lowering.stages) and set(facts_of(rule.when)) <= set(read)
    )
    plans = tuple(lowering.plans[code] for code in (*(node.code for node in rubric.walk()), TOTAL))
    analysed = stage_signs(lowering.stages, table.domains)
    exact = Points(EXACT)
    rankings = tuple(
        RankingPlan(
            ranking=ranking,
            amounts=(
                *(() if ranking.by is not None else (Amount(exact),)),
                *(lower_quantity(part, table) for _, part in ranking_reads(ranking)),
            ),
        )
        for ranking in ranked_in(scheme, rubric)
    )
    conditions_of_grades = [holds for _, holds in grades]
    signs = joint_signs((*(plan.points for plan in plans), *conditions_of_grades), table.domains, analysed)
    total_signs = joint_signs((exact, plans[-1].points, *conditions_of_grades), table.domains, analysed)
    return CompiledRubric(
        rubric=whole,
        asked=draft.asked,
        units=draft.units,
        each=draft.each,
        peers=peers_plans(lowering, read),
        read=read,
        derived=draft.derived,
        watched=draft.watched,
        slots=dict(table.slots),
        domains=dict(table.domains),
        signs=tuple(signs.get(slot) for slot in range(len(table.slots))),
        total_signs=tuple(total_signs.get(slot) for slot in range(len(table.slots))),
        stages=lowering.stages,
        plans=plans,
        exact=exact,
        vetoes=vetoes,
        grades=grades,
        named=named,
        concerned=lowering.concerned,
        rankings=rankings,
    )


def _each(scheme: Scheme, rubric: Rubric, node: Indicator) -> EachPlan:
    """A node as it is evaluated for one asset. Raises `Invalid` where its points are a quotient that nothing rounds."""
    inner = _compile(*of_one_asset(scheme, rubric, node))
    points = Function(len(inner.slots), inner.stages, (inner.plans[0].points,))
    if points.quotients[0]:
        raise Invalid("each-rounding", code=node.code)
    return EachPlan(
        per=node.for_each,
        fold=node.fold or Fold(take="sum"),
        turned=settings(rubric)[node.code].penalty and rubric.better == "higher",
        scale=abs(points.scales[0]),
        inner=inner,
        facts=tuple(inner.asked.facts),
    )


def _of_assets(each: Mapping[str, EachPlan], read: Mapping[str, Fact]) -> Iterator[tuple[str, Fact]]:
    """The facts of single assets; one that is read outside, and not per asset, is the unit's. Raises `Invalid`."""
    for plan in each.values():
        for name, fact in plan.inner.asked.facts.items():
            known = read.get(name)
            if known is None:
                yield name, evolve(fact, per=plan.per)
            elif known.per not in ("", plan.per):
                raise Invalid("hit-fact", fact=name, sample=plan.per, per=plan.per)


def _with_assets(units: Mapping[str, UnitRubric], each: Mapping[str, EachPlan]) -> dict[str, UnitRubric]:
    """The same with what their assets are asked."""
    if not each:
        return dict(units)
    inner = [plan.inner.units for plan in each.values()]
    return {
        name: evolve(
            unit,
            asked=evolve(
                unit.asked,
                may_not_apply=unit.asked.may_not_apply.union(*(of[name].asked.may_not_apply for of in inner)),
            ),
            due=unit.due.union(*(of[name].due for of in inner)),
        )
        for name, unit in units.items()
    }


def _units(
    scheme: Scheme,
    rubric: Rubric,
    by_leaf: Mapping[str, tuple[Fact, ...]],
    watched: frozenset[str],
    asked: Asked,
) -> dict[str, UnitRubric]:
    """The rubric as each unit meets it; units with the same variants share one."""
    varied = [node for node in rubric.leaves() if node.variants]
    identities = {identity for node in rubric.bodies() for _, part in reads(node) for identity in identities_of(part)}
    identities |= {identity for part in watching(scheme, rubric) for identity in identities_of(part)}
    identities |= {identity for rule in scheme.named for identity in identities_of(rule.when)}
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
        selected |= {identity.key for identity in identities if is_one(unit, identity)}
        if selected not in alike:
            barred = {key for node in rubric.walk() if never_applies(node, unit) for key in keys_below(node)}
            mine = {key for key in by_leaf if (key not in of_variants or key in selected) and key not in barred}
            needed = {fact.name for key in mine for fact in by_leaf[key]} | watched
            theirs = {fact.name for key in by_leaf.keys() - mine for fact in by_leaf[key]} - needed
            theirs &= asked.facts.keys()  # folds of other facts are asked of nobody
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


def grade_conditions(scheme: Scheme, rubric: Rubric, lowering: Lowering) -> Iterator[tuple[Grade, Formula]]:
    """Where each grade is reached: those given directly first; a veto bars those above the one that it names."""
    table = lowering.table
    names = [grade.name for grade in scheme.grades]
    barring = [(names.index(veto.effect.grade), veto) for veto in rubric.vetoes if veto.effect.grade is not None]
    for grade in scheme.grades:
        if grade.when is not None:
            yield grade, all_of((lower_condition(grade.when, table).holds, *_gates(grade, table)))
    total = Points(EXACT if rubric.total.graded == "exact" else TOTAL)
    for at, grade in enumerate(scheme.grades):
        if grade.when is None:
            limits = [] if grade.at_least is None else [compare("at_least", total, const(grade.at_least))]
            limits += [] if grade.at_most is None else [compare("at_least", const(grade.at_most), total)]
            barred = [negate(lowering.holds(veto)) for best, veto in barring if at < best]
            yield grade, all_of((*limits, *_gates(grade, table), *barred))


def _gates(grade: Grade, table: SlotTable) -> Iterator[Formula]:
    return (lower_condition(gate, table).holds for gate in grade.gates)


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
    here = {name: fact for name, fact in {**read, **inputs}.items() if not fact.of}
    policies = {key for key, held in settings(rubric).items() if held.not_applicable is not None}
    return Asked(
        facts=here,
        elsewhere=frozenset(others) - frozenset(here),
        may_not_apply=facts_under(by_leaf, read, policies),
    )
