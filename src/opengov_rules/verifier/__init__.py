"""What is wrong, or looks wrong, with a scheme that compiles: lists of small functions by theme, behind `check`.

An error keeps the scheme from meaning what it says, a warning is very likely a mistake, an information is true and
worth a look. Without the notice's text, what only it can tell is passed over.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from attrs import evolve

from ..evidence import Round
from ..problems import Problem, in_order
from ..program import Program
from ..provenance import nearest
from . import (
    amounts,
    caps,
    cites,
    contradictions,
    dates,
    directions,
    draws,
    facts,
    limits,
    measures,
    missing,
    never,
    readings,
    rosters,
    scopes,
    slips,
    tiers,
    verdicts,
    wordings,
)
from .looking import Looked
from .options import option_problems
from .quotes import figure_problems, missing_quotes, quote_problems, read_notice

__all__ = ["CHECKS", "Looked", "figure_problems", "option_problems", "quote_problems", "verify"]

Check: TypeAlias = Callable[[Looked], Iterator[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    never.conditions,
    tiers.tiers,
    verdicts.grades,
    verdicts.vetoes,
    never.same_ratio,
    caps.limits,
    caps.entries,
    caps.tally_tops,
    caps.out_of_reach,
    facts.shared,
    facts.same,
    facts.unread,
    slips.near,
    slips.near_in_options,
    slips.questions,
    facts.choices,
    facts.endless,
    measures.measures,
    directions.directions,
    amounts.points,
    limits.limits,
    wordings.names,
    draws.draws,
    wordings.kinds,
    wordings.rounding,
    wordings.roles,
    scopes.scopes,
    cites.shared,
    cites.order,
    cites.repeated,
    cites.unread,
    cites.short,
    missing.clauses,
    missing.shares,
    missing.nothing_of_nothing,
    rosters.printed,
    rosters.counts,
    rosters.clauses,
    dates.window,
    dates.conditions,
    dates.edition,
    dates.validity,
    dates.evidence,
    readings.discrepancies,
    readings.left_to_do,
    contradictions.contradictions,
)


def verify(
    program: Program,
    *,
    sources: Path | None = None,
    published: Round | None = None,
    today: dt.date | None = None,
    options: bool = True,
) -> list[Problem]:
    """Every problem of a compiled scheme as published, by file and line.

    `sources` is the folder that holds the notice, `published` the record whose quotes are compared too, `today` the day
    by which an edition has expired or is not valid yet. Without `options` only the scheme as it stands is looked at,
    and not what it becomes under other options and profiles, which takes longest.
    """
    scheme = program.scheme
    problems = option_problems(program) if options else []
    problems += [] if published is None else figure_problems(published)
    notice, wrong = (None, []) if sources is None else read_notice(scheme, sources)
    problems += wrong
    if notice is not None:
        problems += missing_quotes(scheme, notice, published)
    looked = Looked(program, notice, published, today)
    found = [problem for check in CHECKS for problem in check(looked)]
    placed = (evolve(one, where=nearest(scheme.places, one.path) or one.where) for one in found)
    return in_order(dict.fromkeys((*problems, *placed)))
