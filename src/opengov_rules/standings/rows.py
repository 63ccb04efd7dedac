"""What a unit's place is: in a group's standings, or in a ranking by something else."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from ..causes import text_of
from ..outlook import Limits
from ..points import as_number
from ..scoring import Result
from ..words import Language


@frozen(kw_only=True)
class Refused:
    """A grade that nobody gets from here on: more units tie (`tied`) than its quota has places left (`places`)."""

    grade: str
    places: int
    tied: int

    def reason(self, lang: Language = "zh") -> str:
        """The same in words."""
        if lang == "zh":
            return f"{self.grade}名额余 {self.places},并列 {self.tied} 家,均不予,其后亦不予"
        return f"{self.grade}: {self.places} left and {self.tied} tie, so none of them gets it, nor anybody below"


@frozen(kw_only=True)
class Row:
    """One unit's place. `rank` is None while undecided; `ranks` holds the best and worst place it may still take.

    `ranks` says nothing where `is_placed` is false. `grade` has quotas in it; `graded` tells whether it is decided, if
    only that there is none. `refused`: better grades that a tie at the quota kept from it.
    """

    rank: int | None
    ranks: tuple[int, int]
    result: Result
    grade: str | None = None
    graded: bool = False
    refused: tuple[Refused, ...] = ()

    @property
    def unit(self) -> str:
        """The unit's roster name."""
        return self.result.unit.name

    @property
    def is_placed(self) -> bool:
        """Whether the unit has a place: not where nothing is scored, and not while its score is withheld."""
        return self.result.is_scored and self.result.status not in ("withheld", "not_applicable")

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: points as text."""
        return {
            "rank": self.rank,
            "ranks": list(self.ranks) if self.is_placed else None,
            "unit": self.unit,
            "total": text_of(self.result.total),
            "bounds": [text_of(end) for end in self.result.bounds],
            "grade": self.grade,
            "refused": [{"grade": one.grade, "places": one.places, "tied": one.tied} for one in self.refused],
        }


@frozen(kw_only=True)
class RankedBy:
    """A unit's place in a ranking by something else than the total; the value is None while undecided."""

    unit: str
    rank: int | None
    ranks: tuple[int, int]
    limits: Limits

    @property
    def value(self) -> Decimal | Fraction | None:
        """What it is ranked by."""
        low, high = self.limits
        return as_number(low) if low is not None and low == high else None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: the value as text."""
        return {"rank": self.rank, "ranks": list(self.ranks), "unit": self.unit, "value": text_of(self.value)}
