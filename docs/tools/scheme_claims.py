"""What a scheme claims: its numbers, the sums of what stands below them, and the words that its parts rest on."""

import datetime as dt
from fractions import Fraction
from typing import Final

from attrs import evolve

from claims import Claim, Covered, Datum, Kind, Made
from numerals import Numeral
from opengov_rules.compiler.citing import constants_in
from opengov_rules.conditions import Constant
from opengov_rules.points import to_text
from opengov_rules.provenance import Citation, nearest
from opengov_rules.scheme import Cited, Indicator, RosterSize, Scheme

_COUNTS: Final = ("draw", "when", "zero_if")
"""Keys whose numbers are heads or days, never points."""
_WORTHS: Final = ("points", "parts", "events", "faults", "each")
"""Keys whose numbers are points."""


def of_scheme(scheme: Scheme, covered: Covered) -> Made:
    """Every part's claims: what it cites is its number, the sum of what stands below it, or words that it rests on."""
    nodes = {part.path: part for part in scheme.cited() if isinstance(part, Indicator)}
    for part in scheme.cited():
        # What a variant does not say, its node says.
        node = nodes.get(part.path[: part.path.index("variant")]) if "variant" in part.path else None
        for cite in part.cite:
            if node is None or cite not in node.cite:
                yield from ((numeral, _of_part(scheme, part, cite, numeral, covered)) for numeral in covered.by(cite))
    for cite in scheme.restricted:
        yield from _all(cite, Claim(Kind.GIVEN, _datum(scheme, ("scheme", "restricted"))), covered)
    for discrepancy in scheme.discrepancies:
        side = Claim(Kind.CONTRADICTION, _datum(scheme, ("scheme", "discrepancies", discrepancy.key)))
        for cite in (*discrepancy.says, *discrepancy.but):
            yield from _all(cite, side, covered)
    for reading in scheme.readings:
        for cite in reading.cite:
            yield from _all(cite, Claim(Kind.GIVEN, _datum(scheme, ("scheme", "readings", reading.key))), covered)


def _all(cite: Citation, claim: Claim, covered: Covered) -> Made:
    return ((numeral, claim) for numeral in covered.by(cite))


def _of_part(scheme: Scheme, part: Cited, cite: Citation, numeral: Numeral, covered: Covered) -> Claim:
    unit, alone = covered.unit_of(numeral), cite.quote == numeral.text
    keys = [key for key, constant in constants_in(part) if _prints(constant, numeral.text, unit)]
    # 得3分 is no head count, and 随机抽查3个 no points.
    keys = [key for key in keys if alone or key not in (_COUNTS if unit == "分" else _WORTHS)]
    if not keys and isinstance(part, Indicator) and (sum_below := _sum_below(part, numeral.text)):
        return Claim(Kind.DERIVED, _datum(scheme, (*part.path, "points"), sum_below), exact=True)
    if not keys:
        return Claim(Kind.GIVEN, _datum(scheme, part.path))
    # A numeral alone, and a title's, are the points; in a sentence it is rather a number of the rule.
    titled = alone or f"({numeral.text}分)" in cite.quote
    key = next((key for key in keys if (key == "points") == titled), keys[0])
    datum = _datum(scheme, (*part.path, key))
    if isinstance(part, RosterSize) and (named := sum(unit.kind == part.kind for unit in scheme.roster.units)):
        return Claim(Kind.DERIVED, evolve(datum, expression=f"{named} names in the roster"), exact=True)
    return Claim(Kind.GIVEN, datum, exact=True)


def _sum_below(part: Indicator, points: str) -> str:
    """How the points of an indicator add up, if these are its points and they do."""
    below = [child.points or Fraction(0) for child in part.children]
    below = below or [value for key, value in (part.rule.numbers() if part.rule else ()) if key == "parts"]
    adds_up = part.points is not None and to_text(part.points) == points and sum(below) == part.points
    return " + ".join(map(to_text, below)) if adds_up and len(below) > 1 else ""


def _prints(constant: Constant, numeral: str, unit: str) -> bool:
    """Whether a notice prints a constant by this numeral, with this word after it."""
    if not constant.is_date:
        return unit != "年" and constant.text.removesuffix("%").removeprefix("-") == numeral
    day = dt.date.fromordinal(int(constant.value))
    return numeral == str({"年": day.year, "日": day.day}.get(unit, day.month))


def _datum(scheme: Scheme, path: tuple[str, ...], expression: str = "") -> Datum:
    return Datum(path, nearest(scheme.places, path), expression)
