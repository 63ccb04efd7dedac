"""Two rounds or two editions: what every unit gained or lost, and how much of it came from what."""

from fractions import Fraction
from typing import Final

from attrs import evolve

from ..evidence import Round
from ..problems import EvidenceError, Invalid, OpenGovError
from ..program import Program
from ..scoring import Result
from .changes import Comparison, GroupChange, Parts, Place, UnitChange
from .corners import CORNERS, Credits, credits_of, shares
from .matching import Match, matches
from .mixing import Pair, paired

__all__ = ["Comparison", "GroupChange", "Parts", "Place", "UnitChange", "compare"]

_ENDS: Final = ((0, 0, 0), (1, 1, 1))
_MOST_FACTS: Final = 5


def compare(before: tuple[Program, Round], after: tuple[Program, Round]) -> Comparison:
    """Every unit of two rounds, of one edition or of two, with the change of its total split into its `Parts`.

    Units are the same where they share a printed name. Raises `EvidenceError` for evidence that a program refuses, and
    for two cities: their units only have names in common.
    """
    programs = before[0], after[0]
    one, other = (program.scheme for program in programs)
    if one.city != other.city and one.id.rpartition("-")[0] != other.id.rpartition("-")[0]:
        raise EvidenceError([Invalid("compare-cities", before=one.id, after=other.id).at()])
    known = _places(*before), _places(*after)
    found = list[tuple[Match, Pair, UnitChange]]()
    for match in matches(programs[0].scheme.roster, programs[1].scheme.roster):
        first, second = (places.get(name or "") for places, name in zip(known, match.names, strict=True))
        if first is not None or second is not None:
            results = first.result if first else None, second.result if second else None
            pair = paired(programs, match.names, results)
            found.append((match, pair, UnitChange(unit=match.name, before=first, after=second)))
    credits = credits_of(programs, [pair for _, pair, _ in found])
    return Comparison(
        schemes=(programs[0].scheme, programs[1].scheme),
        labels=(before[1].label, after[1].label),
        changes=tuple(_compared(change, match, pair, credits) for match, pair, change in found),
    )


def _places(program: Program, found: Round) -> dict[str, Place]:
    """Where every unit of a round stood; nowhere, where nothing applies to it."""
    rubrics = {compiled.rubric.id: compiled.rubric for compiled in program.rubrics}
    rows = {row.unit: row for standings in program.assess(found).values() for row in standings}
    places = dict[str, Place]()
    for given, evidence in found.items():
        name = program.scheme.roster[given].name
        row = rows.get(name)
        result = program.score(name, evidence) if row is None else row.result
        rank, grade = (None, result.grade) if row is None else (row.rank, row.grade)
        places[name] = Place(result=result, rubric=rubrics[result.rubric], rank=rank, grade=grade)
    return places


def _compared(change: UnitChange, match: Match, pair: Pair, credits: Credits) -> UnitChange:
    """The change with its parts, or with why it has none."""
    try:
        before, after = _comparable(change, match)
        change = evolve(change, change=after - before, alone=tuple(sorted(pair.own)))
        if pair.own and not pair.shared:
            raise Invalid("compare-unshared")
        found = {corner: credits[corner][match.names[corner[0]] or ""] for corner in CORNERS}
        exact = {corner: _known(credit, mixed=corner not in _ENDS) for corner, credit in found.items()}
    except Invalid as error:
        return evolve(change, why=error.at())
    rules, performance, applicability = shares(exact)
    penalties = (after - exact[1, 1, 1]) - (before - exact[0, 0, 0])
    parts = Parts(performance=performance, rules=rules, applicability=applicability, penalties=penalties)
    return evolve(change, parts=parts)


def _comparable(change: UnitChange, match: Match) -> tuple[Fraction, Fraction]:
    """Both totals before rounding. Raises `Invalid` where there are not two that compare."""
    one, other = change.before, change.after
    if (one is None or other is None) and match.perhaps:
        raise Invalid("compare-several", units="、".join(match.perhaps))
    if one is None or other is None:
        raise Invalid("compare-new" if one is None else "compare-gone")
    results = one.result, other.result
    if one.rubric.id != other.rubric.id and results[0].unit.kind != results[1].unit.kind:
        raise Invalid("compare-group", before=results[0].unit.kind, after=results[1].unit.kind)
    if one.rubric.better != other.rubric.better:
        raise Invalid("compare-direction")
    if not all(result.is_scored for result in results):
        raise Invalid("compare-unscored")
    if "withheld" in {result.status for result in results}:
        raise Invalid("compare-withheld")
    before, after = (_known(result, mixed=False) for result in results)
    return before, after


def _known(result: Result | OpenGovError, *, mixed: bool) -> Fraction:
    """The exact total. Raises `Invalid` where it is not decided, with what is open."""
    if isinstance(result, OpenGovError):
        raise Invalid("compare-refused", error=str(result).partition("\n")[0])
    if result.status == "not_applicable":
        raise Invalid("compare-inapplicable")
    if result.exact is None:
        names = [fact.name for fact in result.open_facts]
        told = "、".join(names[:_MOST_FACTS]) + "…" * (len(names) > _MOST_FACTS)
        raise Invalid("compare-mixed" if mixed else "compare-open", facts=told or "–")
    return result.exact
