"""Many results: totals, shared ranks and the figures of a bulletin, one group at a time."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import Any

from attrs import evolve, field, frozen

from .causes import cite_dict, text_of
from .evidence import Published
from .points import largest_remainder, read_number, round_half_up, square_root, to_text
from .problems import Invalid, OpenGovError
from .scheme import Scheme
from .scoring import Result


@frozen(kw_only=True)
class Row:
    """One unit's place. `rank` is None while undecided; `ranks` holds the best and worst place it may still take."""

    rank: int | None
    ranks: tuple[int, int]
    result: Result
    grade: str | None = None
    """The unit's grade, quotas included."""

    @property
    def unit(self) -> str:
        """The unit's roster name."""
        return self.result.unit.name


@frozen(kw_only=True)
class Check:
    """A figure that the source prints, beside the engine's own."""

    printed: Published
    computed: str | None

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return self.computed == self.printed.value or _same_number(self.computed, self.printed.value)


@frozen(kw_only=True, eq=False)
class Standings:
    """通报: the results of one group, the best first; equal totals share a rank, in the roster's order."""

    scheme: Scheme = field(repr=False)
    label: str | None
    group: str
    rows: tuple[Row, ...]
    excluded: tuple[tuple[str, str], ...] = ()
    published: tuple[Published, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __getitem__(self, unit: str) -> Row:
        for row in self.rows:
            if row.unit == unit:
                return row
        raise KeyError(unit)

    @cached_property
    def totals(self) -> tuple[Fraction, ...] | None:
        """Every unit's exact total, the best first; None while one of them is not decided."""
        totals = [row.result.exact for row in self.rows]
        known = tuple(total for total in totals if total is not None)
        return known if totals and len(known) == len(totals) else None

    @property
    def mean(self) -> Fraction | None:
        """The mean total, exact."""
        return None if self.totals is None else sum(self.totals, Fraction(0)) / len(self.totals)

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
        if self.totals is None or self.mean is None:
            return None
        mean = self.mean
        return square_root(sum(((t - mean) ** 2 for t in self.totals), Fraction(0)) / len(self.totals), 2)

    @property
    def above_mean(self) -> int | None:
        """How many units stand strictly above the mean."""
        if self.totals is None or self.mean is None:
            return None
        return sum(total > self.mean for total in self.totals)

    @property
    def grades(self) -> tuple[tuple[str, int, Decimal | None], ...]:
        """Each grade with its count and share in per cent; shares add up to 100, None while a unit is undecided.

        Empty where no grades are printed.
        """
        names = [grade.name for grade in self.scheme.grades]
        counts = [sum(row.grade == name for row in self.rows) for name in names]
        shares: tuple[Decimal | None, ...] = largest_remainder(tuple(counts))
        if self.totals is None:
            shares = (None,) * len(names)
        return tuple(zip(names, counts, shares, strict=True))

    @property
    def named(self) -> Mapping[str, tuple[str, ...]]:
        """The bulletin's lists by name, each with its units in order."""
        return {
            rule.name: tuple(row.unit for row in self.rows if rule.name in row.result.named)
            for rule in self.scheme.named
        }

    @property
    def rates(self) -> tuple[tuple[str, str, Fraction | None], ...]:
        """得分率 of every indicator: earned over possible, over the units to which it applies; None where not known."""
        if not self.rows:
            return ()
        found = list[tuple[str, str, Fraction | None]]()
        (rubric,) = (rubric for rubric in self.scheme.rubrics if rubric.id == self.group)
        names = {node.code: node.name for node in rubric.walk()}
        for line in self.rows[0].result.lines[:-1]:
            lines = [other for row in self.rows if (other := row.result[line.code]).status != "not_applicable"]
            earned = [None if other.points is None else Fraction(other.points) for other in lines]
            possible = [None if other.maximum is None else Fraction(other.maximum) for other in lines]
            rate = None
            if None not in earned and None not in possible and (most := sum(filter(None, possible), Fraction(0))):
                rate = sum(filter(None, earned), Fraction(0)) / most
            found.append((line.code, names[line.code], rate))
        return tuple(found)

    @property
    def checks(self) -> tuple[Check, ...]:
        """The source's own figures for this group, each beside the engine's."""
        mine = {row.unit: row for row in self.rows}
        checks = list[Check]()
        for printed in self.published:
            here = [unit for unit in printed.units if unit in mine]
            if not here:
                continue
            if printed.what == "total":
                checks.append(Check(printed=printed, computed=text_of(mine[here[0]].result.total)))
            elif printed.what == "order":
                order = [row.unit for row in self.rows]
                checks.append(Check(printed=printed, computed=printed.value if order == here else "、".join(order)))
            elif printed.what in self.named:
                same = set(self.named[printed.what]) == set(here)
                checks.append(
                    Check(printed=printed, computed=printed.value if same else "、".join(self.named[printed.what]))
                )
        return tuple(checks)

    def to_dict(self) -> dict[str, Any]:
        """The group as JSON-ready data; shares and rates are per cent with two decimals."""
        count = len(self.rows)
        above = self.above_mean
        return {
            "group": self.group,
            "rows": [
                {
                    "rank": row.rank,
                    "unit": row.unit,
                    "total": text_of(row.result.total),
                    "bounds": [text_of(end) for end in row.result.bounds],
                    "grade": row.grade,
                }
                for row in self.rows
            ],
            "grades": [
                {"name": name, "count": number, "share": None if share is None else f"{share:.2f}"}
                for name, number, share in self.grades
            ],
            "mean": _rounded(self.mean),
            "median": _rounded(self.median),
            "stdev": None if self.stdev is None else f"{self.stdev:.2f}",
            "above_mean": {"count": above, "share": None if above is None else _per_cent(Fraction(above, count))},
            "rates": [
                {"code": code, "name": name, "rate": None if rate is None else _per_cent(rate)}
                for code, name, rate in self.rates
            ],
            "named": {name: list(units) for name, units in self.named.items()},
            "excluded": [{"unit": unit, "why": why} for unit, why in self.excluded],
        }


@frozen(kw_only=True, eq=False)
class Assessment(Mapping[str, Standings]):
    """The standings of every group with units in the round. `errors`: units that could not be scored, if collected."""

    scheme: Scheme = field(repr=False)
    label: str | None
    groups: Mapping[str, Standings]
    errors: Mapping[str, OpenGovError] = field(factory=dict)

    def __getitem__(self, group: str) -> Standings:
        return self.groups[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)

    def to_dict(self) -> dict[str, Any]:
        """All groups as JSON-ready data, and the source's own figures beside the engine's."""
        file = self.scheme.source.file
        return {
            "scheme": self.scheme.id,
            "label": self.label,
            "groups": [standings.to_dict() for standings in self.groups.values()],
            "published": [
                {
                    "what": check.printed.what,
                    "units": list(check.printed.units),
                    "printed": check.printed.value,
                    "computed": check.computed,
                    "agrees": check.agrees,
                    "cite": cite_dict(check.printed.cite, file),
                }
                for standings in self.groups.values()
                for check in standings.checks
            ],
        }


def rank(results: tuple[Result, ...], *, lower: bool = False) -> tuple[Row, ...]:
    """Shared competition ranks: 1 + the number of units strictly above; with `lower`, strictly below.

    Undecided units stand last, without a rank; a unit whose score is withheld, or that has none, is above nobody.
    """
    turn = -1 if lower else 1
    spans = [_span(result, lower=lower) for result in results]
    told = [result.status != "withheld" and result.is_scored for result in results]
    rows = list[Row]()
    for mine, (result, (low, high)) in enumerate(zip(results, spans, strict=True)):
        others = [span for i, span in enumerate(spans) if told[i]]
        best = 1 + sum(high is not None and other is not None and other > high for other, _ in others)
        # A unit never stands above itself: its own span is left out where it is wide.
        worst = 1 + sum(
            told[i] and (other is None or low is None or other > low) for i, (_, other) in enumerate(spans) if i != mine
        )
        decided = best == worst and result.exact is not None
        rows.append(Row(rank=best if decided else None, ranks=(best, worst), result=result))
    ordered = sorted(rows, key=lambda row: (row.result.exact is None, -turn * (row.result.exact or 0)))
    return tuple(evolve(row, grade=grade) for row, grade in zip(ordered, _grades(ordered), strict=True))


def _grades(rows: Sequence[Row]) -> list[str | None]:
    """The grade of every row, best first. A quota goes by place: units that tie get it together or not at all, and
    where it was refused to some, nobody below them gets it."""
    given = list[str | None]()
    left = dict[str, int]()
    for _, tied in groupby(rows, key=lambda row: row.rank or -id(row)):
        members = list(tied)
        while True:
            chosen = [_open_grade(row, left, rows) for row in members]
            full = {name for name in chosen if name in left and chosen.count(name) > left[name]}
            if not full:
                break
            left |= dict.fromkeys((name for name in full if name is not None), 0)
        for name in chosen:
            if name in left:
                left[name] -= 1
        given += chosen
    return given


def _open_grade(row: Row, left: dict[str, int], rows: Sequence[Row]) -> str | None:
    """The first grade that the row reaches and that is not used up; None while that is not decided."""
    unsure = row.rank is None or any(
        other.rank is None and other.ranks[0] < row.rank and other.result.status != "withheld" for other in rows
    )
    for grade, holds in row.result.reaches:
        if holds is None:
            return None
        if not holds:
            continue
        if grade.quota is None:
            return grade.name
        if unsure:
            return None
        share = grade.quota.value * (len(rows) if grade.quota.text.endswith("%") else 1)
        if left.setdefault(grade.name, share.numerator // share.denominator) > 0:
            return grade.name
    return None


def _same_number(computed: str | None, printed: str) -> bool:
    """Whether two texts print one number ("22" and "22.0")."""
    try:
        return computed is not None and read_number(computed) == read_number(printed)
    except Invalid:
        return False


def _span(result: Result, *, lower: bool) -> tuple[Fraction | None, Fraction | None]:
    """The worst and the best that the unit may still have; the more the better."""
    low, high = result.exact_bounds
    if lower:
        return None if high is None else -high, None if low is None else -low
    return low, high


def _rounded(value: Fraction | None) -> str | None:
    """A figure with the decimals it needs, at most two."""
    return None if value is None else to_text(Fraction(round_half_up(value, 2)))


def _per_cent(share: Fraction) -> str:
    return f"{round_half_up(100 * share, 2):.2f}"
