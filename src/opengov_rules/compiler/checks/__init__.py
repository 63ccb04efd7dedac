"""What a well-formed scheme may still get wrong: a list of functions, each finding one kind of problem."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final, TypeAlias

from ...problems import Problem
from ...scheme import Scheme
from ..citing import citations
from ..placing import placed
from . import asked, assets, declared, head, marks, naming, nodes, outcomes, patches, references, roster

__all__ = ["CHECKS", "standing_problems"]

_Check: TypeAlias = Callable[[Scheme], Iterator[Problem]]

CHECKS: Final[tuple[_Check, ...]] = (
    head.identity,
    naming.names,
    roster.roster,
    nodes.tree,
    nodes.variants,
    marks.sums,
    marks.supplied,
    marks.penalties,
    asked.agreement,
    asked.hits,
    asked.never,
    asked.idle,
    declared.declarations,
    references.references,
    patches.discrepancies,
    references.cycles,
    patches.readings,
    outcomes.grades,
    outcomes.quotas,
    outcomes.gaps,
    outcomes.effects,
    nodes.shapes,
    marks.shared_points,
    roster.identities,
    head.window,
    outcomes.rankings,
    patches.profiles,
    assets.assets,
    citations,
)
"""In the order in which their problems are told."""
_STANDING: Final[tuple[_Check, ...]] = (
    head.identity,
    naming.names,
    nodes.tree,
    marks.sums,
    marks.penalties,
    outcomes.grades,
    outcomes.quotas,
    nodes.shapes,
    citations,
)
"""The checks that need not see all of a scheme."""


def standing_problems(scheme: Scheme, known: Iterable[Problem]) -> Iterator[Problem]:
    """What is wrong with the parts that stand, where other parts of the files could not be structured.

    Nothing is said about a table in which, above which or below which something is known to be wrong.
    """
    wrong = [problem.path for problem in known]
    whole = len(scheme.rubrics) == len(scheme.document) - 1
    for problem in chain.from_iterable(check(scheme) for check in (*_STANDING, *([roster.roster] if whole else []))):
        path = problem.path
        if not any(bad[: len(path) - 1] == path[:-1] or path[: len(bad)] == bad for bad in wrong):
            yield placed(problem, scheme)
