"""What our files claim of a notice's numerals: that one is a datum, or stands in words that a datum rests on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import TypeAlias

from attrs import field, frozen

from numerals import Numeral
from opengov_rules.provenance import Citation, Location


class Kind(Enum):
    """What a numeral of a notice is to us."""

    DERIVED = "derived"
    """The engine computes it."""
    GIVEN = "given"
    """Data, cited."""
    ROUNDED = "named rounding"
    """The engine computes it, by a rounding that has a name."""
    CONTRADICTION = "contradiction"
    """It stands in one of two passages that cannot both be right, and no datum takes it."""
    NOT_A_QUANTITY = "not a quantity"
    UNACCOUNTED = "unaccounted"
    """None of these: a fault of ours."""


@frozen
class Datum:
    """Where a value stands in our files, and how the engine computes it if it does."""

    path: tuple[str, ...]
    where: Location | None = field(default=None, eq=False)
    expression: str = ""


@frozen
class Claim:
    """That a numeral is a datum. `exact`: the datum is this very number, and not only rests on words that hold it."""

    kind: Kind
    datum: Datum
    exact: bool = False

    @property
    def weight(self) -> tuple[bool, bool, bool, int]:
        """By which the best claim wins: the very number, a contradiction, one computed, what stands deepest."""
        computed = self.kind in (Kind.DERIVED, Kind.ROUNDED)
        return self.exact, self.kind is Kind.CONTRADICTION, computed, len(self.datum.path)


Made: TypeAlias = Iterator[tuple[Numeral, Claim]]


class Covered:
    """Which numerals of a notice a quote holds."""

    def __init__(self, lines: Sequence[str], found: Iterable[Numeral]) -> None:
        self.lines = lines
        self._by_line = defaultdict[int, list[Numeral]](list)
        for numeral in found:
            self._by_line[numeral.line].append(numeral)

    def by(self, cite: Citation) -> list[Numeral]:
        """The numerals that stand whole in one of the quote's pieces; none if the quote does not stand there."""
        line, end, found = self.lines[cite.line - 1], 0, list[Numeral]()
        for piece in cite.pieces:
            start = line.find(piece, end)
            if start < 0:
                return []
            end = start + len(piece)
            found += [one for one in self._by_line[cite.line] if start <= one.start and one.end <= end]
        return found

    def unit_of(self, numeral: Numeral) -> str:
        """The word after a numeral: 年, 月, 日; empty where the line ends."""
        return self.lines[numeral.line - 1][numeral.end :].lstrip()[:1]
