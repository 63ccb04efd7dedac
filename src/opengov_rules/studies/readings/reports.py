"""What is told of a round under every combination of readings: by unit, by group, and by single option."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from ...causes import text_of
from ...outlook import Limits
from ...points import as_number
from ...scheme import Scheme
from .placing import Span
from .unfolding import Outcome

Number: TypeAlias = Decimal | Fraction | None
Why: TypeAlias = Literal["no-effect", "other-rubric", "no-option"]
"""Why a reading does not matter: it changes nothing for this evidence; it concerns no rubric with units in the round;
it has no other option."""


@frozen(kw_only=True)
class Influence:
    """What one reading by itself does to a unit, with the others in any combination.

    `change`: the greatest difference that it makes to the published total; None where it takes the total away, or is
    without limit. `grade`, `rank`: whether it changes these; `rank` is None where not every combination was ranked.
    """

    reading: str
    _change: Fraction | None = field(alias="change")
    grade: bool
    rank: bool | None

    @property
    def change(self) -> Number:
        """The greatest difference of totals."""
        return None if self._change is None else as_number(self._change)

    def to_dict(self, *, hidden: bool = False) -> dict[str, Any]:
        """JSON-ready data; `hidden` leaves out what tells of totals and places."""
        change = None if hidden else text_of(self._change)
        rank = None if hidden else self.rank
        return {"reading": self.reading, "change": change, "grade": self.grade, "rank": rank}


@frozen(kw_only=True)
class UnitRobustness:
    """One unit over all combinations.

    `grade`, `rank` and `total` are those of the readings taken. `grades`: every grade that is reached, in the scheme's
    order, with None where it has none or it is not decided. `ranks`: the best and worst place of all combinations, None
    without a total; where they are not `ranks_exact` they hold these and may be wider. `untold`: whether some
    combination leaves it without a total.
    """

    unit: str
    _chosen: Outcome = field(alias="chosen", repr=False)
    _bounds: Limits = field(alias="bounds")
    _totals: tuple[Fraction, ...] | None = field(alias="totals", repr=False)
    grades: tuple[str | None, ...]
    rank: int | None
    """Its place with the readings taken; None while open facts leave several."""
    ranks: Span | None
    ranks_exact: bool
    untold: bool
    influences: tuple[Influence, ...]
    """The readings that change something, the strongest first."""

    @property
    def robust(self) -> bool:
        """稳健: whether no combination changes its total, its grade or its place."""
        sure = self.ranks_exact or self.ranks is None or self.ranks[0] == self.ranks[1]
        return not self.influences and sure

    @property
    def total(self) -> Number:
        """The published total with the readings taken; None while it is not decided."""
        low, high = self._chosen.total
        return as_number(low) if low is not None and low == high and self._chosen.told else None

    @property
    def grade(self) -> str | None:
        """The grade with the readings taken."""
        return self._chosen.grade

    @property
    def bounds(self) -> tuple[Number, Number]:
        """The least and the greatest published total of all combinations; None is "no limit"."""
        low, high = (None if end is None else as_number(end) for end in self._bounds)
        return low, high

    @property
    def totals(self) -> tuple[Number, ...] | None:
        """Every published total that is reached, where all are decided and there are a dozen at most."""
        return None if self._totals is None else tuple(map(as_number, self._totals))

    def to_dict(self, *, hidden: bool = False) -> dict[str, Any]:
        """JSON-ready data; `hidden` leaves out totals and places."""
        ranks = None if self.ranks is None or hidden else list(self.ranks)
        totals = None if self._totals is None or hidden else [text_of(total) for total in self._totals]
        return {
            "unit": self.unit,
            "robust": self.robust,
            "total": None if hidden or self.total is None else text_of(self._chosen.total[0]),
            "bounds": [None, None] if hidden else [text_of(end) for end in self._bounds],
            "totals": totals,
            "untold": self.untold,
            "grade": self.grade,
            "grades": list(self.grades),
            "rank": None if hidden else self.rank,
            "ranks": ranks,
            "ranks_exact": self.ranks_exact,
            "readings": [influence.to_dict(hidden=hidden) for influence in self.influences],
        }


@frozen(kw_only=True)
class GroupRobustness:
    """The units of one rubric. Of all `combinations` of the readings that concern it, those of the readings that matter
    were `compared`; the others make no difference."""

    name: str
    combinations: int
    compared: int
    units: tuple[UnitRobustness, ...]
    idle: tuple[tuple[str, Why], ...]
    """The readings that cannot matter here, each with why."""

    def to_dict(self, *, hidden: bool = False) -> dict[str, Any]:
        """JSON-ready data; `hidden` leaves out totals and places."""
        return {
            "group": self.name,
            "combinations": self.combinations,
            "compared": self.compared,
            "units": [unit.to_dict(hidden=hidden) for unit in self.units],
            "idle": [{"reading": key, "why": why} for key, why in self.idle],
        }


@frozen(kw_only=True, eq=False)
class Robustness:
    """A round under every combination of readings. `robustness["荆州区"]` is one unit."""

    scheme: Scheme = field(repr=False)
    label: str | None
    groups: tuple[GroupRobustness, ...]
    assumed: tuple[str, ...]
    """What the results rest on with the readings taken, and the notice does not print."""

    def __iter__(self) -> Iterator[UnitRobustness]:
        return (unit for group in self.groups for unit in group.units)

    def __getitem__(self, unit: str) -> UnitRobustness:
        for found in self:
            if found.unit == unit:
                return found
        raise KeyError(unit)

    def hides(self, *, disclose: bool) -> bool:
        """Whether totals and places are left out: the notice says that results are not made public."""
        return bool(self.scheme.restricted) and not disclose

    def to_dict(self, *, disclose: bool = False) -> dict[str, Any]:
        """JSON-ready data; of a restricted scheme without totals and places unless they are disclosed."""
        hidden = self.hides(disclose=disclose)
        groups = [group.to_dict(hidden=hidden) for group in self.groups]
        return {"scheme": self.scheme.id, "label": self.label, "groups": groups, "assumed": list(self.assumed)}


@frozen(kw_only=True)
class Effect:
    """What one option alone does: how many units' totals it changes, and by how much at least and at most.

    `least` and `greatest` are signed, and None where no change is a number; `unit` is the one that changes most.
    """

    reading: str
    option: str
    units: int
    _least: Fraction | None = field(alias="least")
    _greatest: Fraction | None = field(alias="greatest")
    unit: str | None

    @property
    def least(self) -> Number:
        """The smallest change of a total, losses being below 0."""
        return None if self._least is None else as_number(self._least)

    @property
    def greatest(self) -> Number:
        """The greatest change of a total."""
        return None if self._greatest is None else as_number(self._greatest)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready data."""
        change = {"least": text_of(self._least), "greatest": text_of(self._greatest)}
        return {"reading": self.reading, "option": self.option, "units": self.units, **change, "unit": self.unit}
