"""Strategies over a program: answers, evidence and its completions, pairs with one more fault, and boundaries."""

from typing import Any

from hypothesis import strategies as st

from ...evidence import Evidence
from ...facts import FactType
from ...program import Program
from ..drawing import Plain, Questionnaire, completed, countable_faults, draw_answers, faulty_pair
from ..drawing.values import near
from .thrown import Drawn


def facts(program: Program, unit: str) -> st.SearchStrategy[Plain]:
    """Plain answers to everything that is asked of a unit, all of them observed.

    A count is an int, another number a Decimal (or a Fraction where it has none), a sample `{"drawn": 3, "hits": 2}`;
    a fact asked per asset is a dict of one to three assets, the same for all facts of a kind; a ruling is an entry that
    names its source. A sample that may be derived from facts of its assets is given either by itself or by these.
    Raises `UnknownUnit`.
    """
    return _answers(Questionnaire.of(program, unit))


def evidence(
    program: Program,
    unit: str,
    *,
    unknown: bool = False,
    statuses: bool = False,
    completing: Evidence | None = None,
) -> st.SearchStrategy[Evidence]:
    """The `Evidence` of a unit; everything is observed unless a keyword says otherwise.

    `unknown`: some facts, or some assets of them, are left out or are `not_assessed`; a sample may also be 0/0 where
    the rule leaves that open. `statuses`: some are `not_submitted`, or `not_applicable` where the scheme says what that
    means, some carry a `time` around the last day for evidence, and closed lists may be left out.

    `completing`: a completion of this evidence instead. Every fact that is open there gets an observed value of its
    domain (`never` included), for the assets that are named there; all else stays. The other keywords are ignored.

    Raises `UnknownUnit`.
    """
    asked = Questionnaire.of(program, unit)
    if completing is not None:
        return _completions(asked, completing)
    return _answers(asked, unknown=unknown, statuses=statuses).map(asked.read)


def one_more_fault(program: Program, unit: str) -> st.SearchStrategy[tuple[Evidence, Evidence, str]]:
    """Two evidences that differ in one fact, and the fact: `(evidence, worse, fact)`.

    The worse one has one more fault of a `deduct` rule, one more event of a `per_event` penalty, or one more of what a
    veto counts; asked per asset, one more of one asset. Everything is observed. Empty (`st.nothing()`) where the
    rubric has no such fact. Raises `UnknownUnit`.
    """
    asked = Questionnaire.of(program, unit)
    faults = countable_faults(asked)
    return _pairs(asked, faults) if faults else st.nothing()


def near_edges(program: Program, unit: str) -> st.SearchStrategy[Evidence]:
    """Evidence of which one to three facts stand at a boundary of a rule, or one step to either side of it.

    Boundaries are the numbers that facts are compared with, the counts at which a deduction or an award is used up, the
    corners of curves; of a sample or a share, none and all. Everything is observed. Raises `UnknownUnit`.
    """
    asked = Questionnaire.of(program, unit)
    edges = {fact.name: near(fact, asked.edges[fact.name]) for fact in asked.whole if fact.type is not FactType.SAMPLE}
    return _near(asked, {name: found for name, found in edges.items() if found})


@st.composite
def _answers(draw: st.DrawFn, asked: Questionnaire, *, unknown: bool = False, statuses: bool = False) -> Plain:
    return draw_answers(Drawn(draw), asked, unknown=unknown, statuses=statuses)


@st.composite
def _completions(draw: st.DrawFn, asked: Questionnaire, given: Evidence) -> Evidence:
    return completed(Drawn(draw), asked, given)


@st.composite
def _pairs(draw: st.DrawFn, asked: Questionnaire, faults: list[str]) -> tuple[Evidence, Evidence, str]:
    dice = Drawn(draw)
    name = dice.one(*faults)
    return (*faulty_pair(dice, asked, name), name)


@st.composite
def _near(draw: st.DrawFn, asked: Questionnaire, edges: dict[str, tuple[object, ...]]) -> Evidence:
    dice = Drawn(draw)
    answers = draw_answers(dice, asked)
    names = dice.some(sorted(edges), dice.number(1, min(3, len(edges)))) if edges else []
    for name in names:
        fact, answer = asked.asked.facts[name], answers[name]
        found: Any = dice.one(*edges[name])
        if fact.per:
            found = answer | {dice.one(*sorted(answer)): found}
        answers[name] = answer | {"value": found} if fact.ruled else found
    return asked.read(answers)
