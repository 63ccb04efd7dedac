"""Every numeral of a notice in exactly one class, with the datum that holds it.

The classes are told from what our files themselves cite. A citation covers the characters of its quote's pieces; each
part that cites claims the numerals among them, and the best claim wins. What nobody claims must be told by a pattern,
or by hand, to be no quantity; else it is unaccounted, which the tests do not allow.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from attrs import frozen

from claims import Claim, Covered, Datum, Kind
from editions import Edition
from figure_claims import of_published
from numerals import DATES, LABELS, Numeral, numerals, reason_of
from scheme_claims import of_scheme


@frozen
class Entry:
    """A numeral with its class, and its datum or the reason why it has none."""

    numeral: Numeral
    kind: Kind
    datum: Datum | None = None
    reason: str = ""
    note: str = ""
    disputed: tuple[Datum, ...] = ()
    """The contradictions of which it is one side, though a datum takes it."""


Told: TypeAlias = Mapping[tuple[int, int], tuple[str, str]]
"""What was told by hand: (line, nth) to reason and note."""


def ledger(edition: Edition, lines: Sequence[str], told: Told) -> Iterator[Entry]:
    """Every numeral of the notice in these lines, in its order, each with its class."""
    found = list(numerals(lines))
    covered = Covered(lines, found)
    claims = defaultdict[Numeral, list[Claim]](list)
    made = [of_scheme(edition.program.scheme, covered)]
    made += [of_published(edition, edition.published, covered)] if edition.published is not None else []
    for numeral, claim in chain.from_iterable(made):
        claims[numeral].append(claim)
    for numeral in found:
        yield _entry(numeral, lines[numeral.line - 1], claims[numeral], told.get((numeral.line, numeral.nth)))


def _entry(numeral: Numeral, line: str, claims: Sequence[Claim], told: tuple[str, str] | None) -> Entry:
    best = max(claims, key=lambda claim: claim.weight, default=None)
    if best is not None and best.kind is Kind.CONTRADICTION:
        return Entry(numeral, best.kind, best.datum)
    if told is not None:
        return Entry(numeral, Kind.NOT_A_QUANTITY, reason=told[0], note=told[1])
    reason = reason_of(numeral, line, LABELS)
    if reason is None and (best is None or not best.exact):
        reason = reason_of(numeral, line, DATES)
    if reason is not None:
        return Entry(numeral, Kind.NOT_A_QUANTITY, reason=reason)
    if best is None:
        return Entry(numeral, Kind.UNACCOUNTED)
    disputed = tuple(claim.datum for claim in claims if claim.kind is Kind.CONTRADICTION)
    return Entry(numeral, best.kind, best.datum, disputed=disputed)
