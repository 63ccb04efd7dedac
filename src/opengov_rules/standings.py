"""Many results: ranks, grades and the figures of a bulletin, one group at a time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from attrs import evolve, field, frozen

from .causes import cite_dict, text_of
from .compiler import TOTAL, RankingPlan
from .conditions import nodes_of
from .outlook import Limits
from .points import as_number, largest_remainder, round_half_up, square_root, to_text
from .ranking import places
from .scheme import Rubric, Scheme, Ties
from .scoring import Result
from .words import Language

_TIED: Final = "并列超出余下名额的,一律不予该等次 (more units tie than places are left: none gets the grade)"
NO_PLANS: Final[Mapping[str, RankingPlan]] = {}
"""No ranking is declared: totals alone decide."""


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


@frozen(kw_only=True)
class Spread:
    """How an indicator's points lie over the units to which it applies; None while one of them is not decided.

    `rate` is 得分率, earned over possible; `above` and `below` count the units strictly above and below the mean.
    """

    code: str
    name: str
    units: int
    rate: Fraction | None
    mean: Fraction | None
    above: int | None
    below: int | None
    least: Fraction | None
    most: Fraction | None
    stdev: Decimal | None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: points as text, the rate in per cent with two decimals."""
        return {
            "code": self.code,
            "name": self.name,
            "units": self.units,
            "rate": None if self.rate is None else per_cent(self.rate),
            "mean": _rounded(self.mean),
            "above": self.above,
            "below": self.below,
            "least": text_of(self.least),
            "most": text_of(self.most),
            "stdev": None if self.stdev is None else f"{self.stdev:.2f}",
        }


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
        return _all_known([row.result.exact for row in self.rows])

    @property
    def mean(self) -> Fraction | None:
        """The mean total, exact."""
        return _mean(self.totals)

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
        return _stdev(self.totals)

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
        return tuple(self._spread(line.code, names[line.code]) for line in self.rows[0].result.lines[:-1])

    def _spread(self, code: str, name: str) -> Spread:
        lines = [line for row in self.rows if (line := row.result[code]).status != "not_applicable"]
        points = _all_known([line.exact for line in lines])
        possible = [None if line.maximum is None else Fraction(line.maximum) for line in lines]
        most, mean = sum((p for p in possible if p is not None), Fraction(0)), _mean(points)
        rated = points is not None and None not in possible and most > 0
        return Spread(
            code=code,
            name=name,
            units=len(lines),
            rate=sum(points or (), Fraction(0)) / most if rated else None,
            mean=mean,
            above=None if points is None or mean is None else sum(value > mean for value in points),
            below=None if points is None or mean is None else sum(value < mean for value in points),
            least=None if points is None else min(points),
            most=None if points is None else max(points),
            stdev=_stdev(points),
        )

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
            "rows": [
                {
                    "rank": row.rank,
                    "ranks": list(row.ranks) if row.is_placed else None,
                    "unit": row.unit,
                    "total": text_of(row.result.total),
                    "bounds": [text_of(end) for end in row.result.bounds],
                    "grade": row.grade,
                    "refused": [{"grade": r.grade, "places": r.places, "tied": r.tied} for r in row.refused],
                }
                for row in (self.rows if top is None else self.top(top))
            ],
            "grades": self._grades(),
            "mean": _rounded(self.mean),
            "median": _rounded(self.median),
            "stdev": None if self.stdev is None else f"{self.stdev:.2f}",
            "above_mean": {"count": above, "share": None if above is None else per_cent(Fraction(above, count))},
            "rates": [
                {"code": code, "name": name, "rate": None if rate is None else per_cent(rate)}
                for code, name, rate in self.rates
            ],
            "indicators": [one.to_dict() for one in self.indicators],
            "rankings": {
                name: [
                    {"rank": one.rank, "ranks": list(one.ranks), "unit": one.unit, "value": text_of(one.value)}
                    for one in ranked
                ]
                for name, ranked in self.rankings.items()
            },
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


def rank(
    results: Sequence[Result],
    plans: Mapping[str, RankingPlan] = NO_PLANS,
    *,
    ties: Ties = "competition",
    lower: bool = False,
    grades: Sequence[str] = (),
) -> tuple[Row, ...]:
    """The rows of a group by the total (with `lower`, the least first), and where totals are equal by what the main
    ranking names, of which `plans` holds one for each rubric that has it.

    Undecided units stand last, without a rank; a unit whose score is withheld, or that has none, is above nobody.
    Where there is no total, rows stand by their grade among `grades`. Units of one place keep the order of `results`.
    """
    rows = [Row(rank=None, ranks=(1, 1), result=result) for result in results]
    keys = [
        (_turned(row.result.exact_bounds, lower=lower), *_then(row.result, plans)) if row.is_placed else None
        for row in rows
    ]
    doubtful = {at for at, row in enumerate(rows) if not row.result.is_told}
    rows = [
        evolve(
            row,
            rank=place.best if place.best == place.worst and row.result.exact is not None else None,
            ranks=(place.best, place.worst),
        )
        for row, place in zip(rows, places(keys, ties, doubtful), strict=True)
    ]
    rows.sort(key=lambda row: (row.result.exact is None, row.ranks if row.result.exact is not None else ()))
    graded = [
        evolve(row, grade=name, graded=sure, refused=refused)
        for row, (name, sure, refused) in zip(rows, _grades(rows), strict=True)
    ]
    if not any(row.result.is_scored for row in graded):
        graded.sort(key=lambda row: grades.index(row.grade) if row.grade in grades else len(grades))
    return tuple(graded)


def rank_by(
    results: Sequence[Result], plans: Mapping[str, RankingPlan], *, ties: Ties | None = None
) -> tuple[RankedBy, ...]:
    """The places by something else than the total, the best first, with a plan for each rubric that has the ranking.

    Units for which it is not defined are left out, and where it tells the total those whose score is withheld.
    """
    ranking = next(iter(plans.values())).ranking
    listed = [(result, limits) for result in results if (limits := _reckoned(result, plans)) is not None]
    keys = [(_turned(limits, lower=ranking.better == "lower"), *_then(result, plans)) for result, limits in listed]
    found = [
        RankedBy(
            unit=result.unit.name,
            rank=place.best if place.best == place.worst else None,
            ranks=(place.best, place.worst),
            limits=limits,
        )
        for (result, limits), place in zip(listed, places(keys, ties or ranking.ties), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.rank is None, one.ranks)))


def _reckoned(result: Result, plans: Mapping[str, RankingPlan]) -> Limits | None:
    """The limits of what a ranking goes by; None where it is not defined, or may not be told."""
    plan = plans.get(result.rubric)
    if plan is None or plan.ranking.by is None:
        return None
    if result.status == "withheld" and TOTAL in nodes_of(plan.ranking.by):
        return None
    return result.reckon(plan.amounts[0])


def _turned(limits: Limits, *, lower: bool) -> Limits:
    """The limits as more being better."""
    low, high = limits
    return (None if high is None else -high, None if low is None else -low) if lower else limits


def _then(result: Result, plans: Mapping[str, RankingPlan]) -> Iterator[Limits]:
    """The limits of what decides between equals, each with whether it is defined: what is not stands below all."""
    no, yes, plan = Fraction(0), Fraction(1), plans.get(result.rubric)
    for at in range(max((len(plan.ranking.then) for plan in plans.values()), default=0)):
        match None if plan is None else result.reckon(plan.amounts[at + 1]):
            case None:
                yield from ((no, no), (no, no))
            case None, None:  # it may be undefined
                yield from ((no, yes), (no, None))
            case limits:
                yield from ((yes, yes), limits)


def _grades(rows: Sequence[Row]) -> list[tuple[str | None, bool, tuple[Refused, ...]]]:
    """The grade of every row, best first, whether it is decided, and what a tie kept from the row. A quota goes by
    place: units that tie get it together or not at all, and where it was refused to some, nobody below them gets it."""
    given = list[tuple[str | None, bool, tuple[Refused, ...]]]()
    left, closed = dict[str, int](), dict[str, Refused]()
    awaited = set(_percentages(rows))
    for _, tied in groupby(rows, key=lambda row: row.rank or -id(row)):
        members = list(tied)
        while True:
            chosen = [_open_grade(row, left, rows, awaited) for row in members]
            names = [name for name, _ in chosen]
            full = {name for name in names if name in left and names.count(name) > left[name]}
            open_ = {name for row, (_, sure) in zip(members, chosen, strict=True) if not sure for name in _quotas(row)}
            if not full and open_ <= awaited:
                break
            for refused in filter(None, full):
                if left[refused] > 0:
                    closed[refused] = Refused(grade=refused, places=left[refused], tied=names.count(refused))
                left[refused] = 0
            awaited |= open_
        for name in names:
            if name in left:
                left[name] -= 1
        given += [
            (name, sure, tuple(_kept_from(row, name, closed)) if sure else ())
            for row, (name, sure) in zip(members, chosen, strict=True)
        ]
    return given


def _kept_from(row: Row, given: str | None, closed: Mapping[str, Refused]) -> Iterator[Refused]:
    """The grades before the one given that the row reaches and a tie closed."""
    for grade, holds in row.result.reaches:
        if grade.name == given:
            return
        if holds and grade.name in closed:
            yield closed[grade.name]


def _open_grade(
    row: Row, left: dict[str, int], rows: Sequence[Row], awaited: Collection[str]
) -> tuple[str | None, bool]:
    """The first grade that the row reaches and that is not used up, and whether that is decided. `awaited`: those of
    which it is not known yet how many are left, as units beside or above it may take them."""
    unsure = row.rank is None or any(
        other.rank is None and other.ranks[0] <= row.rank and other.is_placed for other in rows
    )
    for grade, holds in row.result.reaches:
        if holds is None:
            return None, False
        if not holds:
            continue
        if grade.quota is None:
            return grade.name, True
        if unsure or grade.name in awaited:
            return None, False
        share = grade.quota.value * (len(rows) if grade.quota.text.endswith("%") else 1)
        if left.setdefault(grade.name, share.numerator // share.denominator) > 0:
            return grade.name, True
    return None, True


def _percentages(rows: Sequence[Row]) -> Iterator[str]:
    """The grades with a percentage of all units, while it is open how many these are."""
    if any(row.is_placed and not row.result.is_told for row in rows):
        for row in rows:
            yield from (grade.name for grade, _ in row.result.reaches if grade.quota and grade.quota.text.endswith("%"))


def _quotas(row: Row) -> Iterator[str]:
    """The grades with a quota that a row may yet take."""
    return (grade.name for grade, holds in row.result.reaches if holds is not False and grade.quota is not None)


def _all_known(values: Sequence[Fraction | None]) -> tuple[Fraction, ...] | None:
    known = tuple(value for value in values if value is not None)
    return known if values and len(known) == len(values) else None


def _mean(values: Sequence[Fraction] | None) -> Fraction | None:
    return None if values is None else sum(values, Fraction(0)) / len(values)


def _stdev(values: Sequence[Fraction] | None) -> Decimal | None:
    """The population's standard deviation, to two decimals."""
    mean = _mean(values)
    if values is None or mean is None:
        return None
    return square_root(sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values), 2)


def _rounded(value: Fraction | None) -> str | None:
    """A figure with the decimals it needs, at most two."""
    return None if value is None else to_text(Fraction(round_half_up(value, 2)))


def per_cent(share: Fraction) -> str:
    """A share in per cent with two decimals."""
    return f"{round_half_up(100 * share, 2):.2f}"
