"""通报: the results of one group, its ranks, grades and figures put together."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from attrs import evolve, field, frozen

from ..causes import cite_dict
from ..points import largest_remainder
from ..scheme import Rubric, Scheme
from .rows import RankedBy, Row
from .spreads import Spread, all_known, mean_of, per_cent, rounded, spread_of, stdev_of

_TIED: Final = "并列超出余下名额的,一律不予该等次 (more units tie than places are left: none gets the grade)"


@frozen(kw_only=True, eq=False)
class Standings:
    """通报: the results of one group, the best first; equal totals share a rank, in the roster's order."""

    scheme: Scheme = field(repr=False)
    label: str | None = None
    group: str
    rows: tuple[Row, ...]
    rubrics: tuple[Rubric, ...] = field(default=(), repr=False)
    """The rubrics of the group's units: one, unless groups were mixed."""
    rankings: Mapping[str, tuple[RankedBy, ...]] = field(factory=dict)
    """The rankings by something else than the total, each the best first."""
    excluded: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __getitem__(self, unit: str) -> Row:
        for row in self.rows:
            if row.unit == unit:
                return row
        raise KeyError(unit)

    def top(self, count: int) -> tuple[Row, ...]:
        """The rows that surely stand among the first `count`; equals come together, so there may be more."""
        return tuple(row for row in self.rows if row.is_placed and row.ranks[1] <= count)

    @cached_property
    def totals(self) -> tuple[Fraction, ...] | None:
        """Every unit's exact total, the best first; None while one of them is not decided."""
        return all_known([row.result.exact for row in self.rows])

    @property
    def mean(self) -> Fraction | None:
        """The mean total, exact."""
        return mean_of(self.totals)

    @property
    def median(self) -> Fraction | None:
        """The median total, exact."""
        if self.totals is None:
            return None
        middle, odd = divmod(len(self.totals), 2)
        ordered = sorted(self.totals)
        return ordered[middle] if odd else (ordered[middle - 1] + ordered[middle]) / 2

    @property
    def stdev(self) -> Decimal | None:
        """The population's standard deviation, to two decimals."""
        return stdev_of(self.totals)

    @property
    def above_mean(self) -> int | None:
        """How many units stand strictly above the mean."""
        mean = self.mean
        return None if self.totals is None or mean is None else sum(total > mean for total in self.totals)

    @property
    def grades(self) -> tuple[tuple[str, int, Decimal | None], ...]:
        """Each grade with its count and share in per cent of all units; None while a unit's grade is not decided.

        Shares by largest remainder: with that of the units without a grade they add up to exactly 100. Empty where no
        grades are printed.
        """
        names = [grade.name for grade in self.scheme.grades]
        counts = [sum(row.grade == name for row in self.rows) for name in names]
        rest = len(self.rows) - sum(counts)
        shares: tuple[Decimal | None, ...] = largest_remainder((*counts, rest))[:-1]
        if not all(row.graded for row in self.rows):
            shares = (None,) * len(names)
        return tuple(zip(names, counts, shares, strict=True))

    @property
    def named(self) -> Mapping[str, tuple[str, ...]]:
        """The bulletin's lists by name, each with its units in order."""
        return {
            rule.name: tuple(row.unit for row in self.rows if rule.name in row.result.named)
            for rule in self.scheme.named
        }

    @cached_property
    def indicators(self) -> tuple[Spread, ...]:
        """How every indicator was met, in the notice's order; none where rubrics are mixed."""
        if not self.rows or len(self.rubrics) != 1:
            return ()
        names = {node.code: node.name for node in self.rubrics[0].walk()}
        codes = [line.code for line in self.rows[0].result.lines[:-1]]
        return tuple(spread_of(code, names[code], [row.result[code] for row in self.rows]) for code in codes)

    @property
    def rates(self) -> tuple[tuple[str, str, Fraction | None], ...]:
        """得分率 of every indicator: earned over possible, over the units to which it applies; None where not known."""
        return tuple((one.code, one.name, one.rate) for one in self.indicators)

    @property
    def assumed(self) -> tuple[str, ...]:
        """What this rests on that the notice does not print: results, unit by unit in the roster's order, then rankings
        and lists, then what was done with ties at a quota."""
        rows = sorted(self.rows, key=self._turn)
        of_results = (text for row in rows for text in row.result.assumed)
        ranked = (
            (f"rankings.{one.name}", one) for one in self.scheme.rankings if one.by is None or one.name in self.rankings
        )
        named = ((f"named.{one.name}", one) for one in self.scheme.named)
        of_others = (f"{place}.{key}: {why}" for place, one in (*ranked, *named) for key, why in one.assumed)
        of_ties = (f"grades.{one.grade}.quota: {_TIED}" for row in self.rows for one in row.refused)
        return tuple(dict.fromkeys((*of_results, *of_others, *of_ties)))

    def among(self, kind: str) -> "Standings":
        """The units of one kind alone, with the places that they have here."""
        kinds = {unit.name: unit.kind for unit in self.scheme.roster.units}
        return evolve(
            self,
            group=kind,
            rows=tuple(row for row in self.rows if row.result.unit.kind == kind),
            rubrics=tuple(rubric for rubric in self.rubrics if kind in rubric.kinds),
            rankings={
                name: tuple(one for one in ranked if kinds[one.unit] == kind) for name, ranked in self.rankings.items()
            },
            excluded=tuple((unit, why) for unit, why in self.excluded if kinds.get(unit, kind) == kind),
        )

    def to_dict(self, *, disclose: bool = False, top: int | None = None) -> dict[str, Any]:
        """The group as JSON-ready data, all rows or the `top` ones; shares and rates are per cent with two decimals.

        Where the notice keeps results back, only grades and their counts are told, unless `disclose`: no total, place
        or figure that rests on one, and no order among units of one grade.
        """
        if self.scheme.restricted and not disclose:
            return self._restricted()
        count = len(self.rows)
        above = self.above_mean
        return {
            "group": self.group,
            "rows": [row.to_dict() for row in (self.rows if top is None else self.top(top))],
            "grades": self._grades(),
            "mean": rounded(self.mean),
            "median": rounded(self.median),
            "stdev": None if self.stdev is None else f"{self.stdev:.2f}",
            "above_mean": {"count": above, "share": None if above is None else per_cent(Fraction(above, count))},
            "rates": [
                {"code": code, "name": name, "rate": None if rate is None else per_cent(rate)}
                for code, name, rate in self.rates
            ],
            "indicators": [one.to_dict() for one in self.indicators],
            "rankings": {name: [one.to_dict() for one in ranked] for name, ranked in self.rankings.items()},
            "named": {name: list(units) for name, units in self.named.items()},
            "excluded": [{"unit": unit, "why": why} for unit, why in self.excluded],
            "assumed": list(self.assumed),
        }

    def _grades(self) -> list[dict[str, Any]]:
        return [
            {"name": name, "count": number, "share": None if share is None else f"{share:.2f}"}
            for name, number, share in self.grades
        ]

    def _restricted(self) -> dict[str, Any]:
        """What may be told of results that are kept back; see `by_grade` for the order."""
        nothing: dict[str, Any] = {"rank": None, "ranks": None, "total": None, "bounds": [None, None]}
        return {
            "group": self.group,
            "restricted": cite_dict(self.scheme.restricted[0], self.scheme.source.file),
            "rows": [{"unit": row.unit, **nothing, "grade": row.grade} for row in self.by_grade()],
            "grades": self._grades(),
            **dict.fromkeys(("mean", "median", "stdev")),
            "above_mean": {"count": None, "share": None},
            "rates": [],
            "indicators": [],
            "rankings": {},
            "named": {},
            "excluded": [{"unit": unit, "why": why} for unit, why in self.excluded],
            "assumed": list(self.assumed),
        }

    def by_grade(self) -> tuple[Row, ...]:
        """The rows by grade, within a grade in the roster's order, which tells nothing of totals."""
        grades = {grade.name: at for at, grade in enumerate(self.scheme.grades)}
        return tuple(sorted(self.rows, key=lambda row: (grades.get(row.grade or "", len(grades)), self._turn(row))))

    def _turn(self, row: Row) -> int:
        """Where a row's unit stands in the roster."""
        return self._turns[row.unit]

    @cached_property
    def _turns(self) -> Mapping[str, int]:
        return {unit.name: at for at, unit in enumerate(self.scheme.roster.units)}
