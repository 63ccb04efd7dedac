"""Where a problem stands in the files, and which words of the notice it concerns."""

from attrs import evolve

from ..problems import Invalid, Problem
from ..provenance import Citation, nearest
from ..scheme import Cited, Scheme


def in_(part: Cited, error: Invalid, key: str = "") -> Problem:
    """The problem at a part, or at one of its keys."""
    return error.at(part.where, (*part.path, key) if key else part.path)


def at_key(scheme: Scheme, error: Invalid, path: tuple[str, ...]) -> Problem:
    """The problem of a key, whether the files have it or not, at the nearest place that they have."""
    return error.at(nearest(scheme.places, path), path)


def placed(problem: Problem, scheme: Scheme) -> Problem:
    """The problem at the line of its key, where the files have one, with the notice's words that stand there."""
    where = nearest(scheme.places, problem.path) or problem.where
    return evolve(problem, where=where, cite=problem.cite or _cited(problem, scheme))


def _cited(problem: Problem, scheme: Scheme) -> Citation | None:
    """The citation of the innermost part around the problem: the only one, or the one that prints its number."""
    around = [part for part in scheme.cited() if part.path and problem.path[: len(part.path)] == part.path]
    cites = max(around, key=lambda part: len(part.path)).cite if around else ()
    if len(cites) > 1:
        cites = tuple(cite for cite in cites if not cite.numerals().isdisjoint(problem.params.values()))
    return cites[0] if len(cites) == 1 else None
