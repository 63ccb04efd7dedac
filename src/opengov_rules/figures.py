"""What a source prints beside what the engine computes: every published figure, met, missed, or resting on what is not
published."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from .causes import text_of
from .evidence import Published
from .points import read_number, round_half_up, to_text
from .problems import Invalid
from .scheme import Scheme
from .standings import Row, Standings

CheckStatus: TypeAlias = Literal["agrees", "differs", "given", "unpublished"]


@frozen(kw_only=True)
class Check:
    """A figure that the source prints, and the engine's own; None where what it rests on is not published."""

    printed: Published
    computed: str | None

    @property
    def agrees(self) -> bool | None:
        """Whether both are the same; None where there is nothing to compare."""
        if self.computed is None:
            return None
        return self.computed == self.printed.text or _same_number(self.computed, self.printed.text)

    @property
    def status(self) -> CheckStatus:
        """`given`: a number that nothing should compute; `unpublished`: one that rests on what is not published."""
        if self.agrees is None:
            return "given" if self.printed.what in _GIVEN else "unpublished"
        return "agrees" if self.agrees else "differs"

    def restricted(self) -> "Check":
        """The same, without what totals would tell."""
        return self if self.printed.what in _WITHOUT_TOTALS else evolve(self, computed=None)


@frozen(eq=False)
class Figures:
    """What published figures are computed from: the scheme, the standings, and the other figures of the record."""

    scheme: Scheme
    groups: Mapping[str, Standings]
    published: tuple[Published, ...]

    def checks(self) -> tuple[Check, ...]:
        """Every figure of the record, in its order."""
        return tuple(Check(printed=printed, computed=self._computed(printed)) for printed in self.published)

    def _computed(self, printed: Published) -> str | None:
        compute = _HOW.get(printed.what, _named)
        return compute(self, printed)

    def kinds(self, group: str) -> tuple[str, ...]:
        """The kinds of unit of a group, which is a rubric or itself a kind."""
        return next((rubric.kinds for rubric in self.scheme.rubrics if rubric.id == group), (group,))

    def size(self, group: str) -> int | None:
        """How many units a group has; None where those of one of its kinds are neither counted nor named."""
        sizes = [self.scheme.size(kind) for kind in self.kinds(group)]
        return sum(sizes) if all(sizes) else None

    def standings(self, group: str) -> Standings | None:
        """The standings of a group; None where they do not hold all of its units."""
        found = self.groups.get(group)
        if found is None:
            whole = self._around(group)
            found = None if whole is None else whole.among(group)
        size = self.size(group)
        return None if found is None or size is None or len(found.rows) < size else found

    def graded(self, group: str) -> Standings | None:
        """The same once every unit is graded; where quotas do that, among all who are ranked together."""
        found = self.standings(group)
        quotas = any(grade.quota is not None for grade in self.scheme.grades)
        whole = None if found is None or group in self.groups or not quotas else self._around(group)
        if whole is not None and self.standings(whole.group) is None:
            return None
        return None if found is None or not all(row.graded for row in found) else found

    def _around(self, kind: str) -> Standings | None:
        """The standings in which units of this kind are ranked."""
        return next((s for s in self.groups.values() if any(row.result.unit.kind == kind for row in s)), None)

    def of_units(self, units: tuple[str, ...]) -> tuple[Standings, ...]:
        """The standings in which these stand."""
        return tuple(s for s in self.groups.values() if any(row.unit in units for row in s))


def _total(figures: Figures, printed: Published) -> str | None:
    """A total; one that is not told, where it should be, is a dash."""
    (unit,) = printed.units
    found = next((standings[unit].result for standings in figures.of_units(printed.units)), None)
    if found is None or not found.is_scored or found.status == "provisional":
        return None
    return text_of(found.total) or "–"


def _order(figures: Figures, printed: Published) -> str | None:
    """The order of the rows, once all have their rank."""
    standings = _whole(figures, printed)
    if standings is None or any(row.rank is None for row in standings):
        return None
    return printed.value if _in_order(printed, standings.rows) else "、".join(row.unit for row in standings)


def _whole(figures: Figures, printed: Published) -> Standings | None:
    """The standings, if whole, of the group that is named, or else of the first in which one of the units stands."""
    standings = next(iter(figures.of_units(printed.units)), None)
    return None if standings is None else figures.standings(printed.group or standings.group)


def _in_order(printed: Published, rows: Sequence[Row]) -> bool:
    """Whether exactly these are printed, in their order; units of one rank in any."""
    if sorted(row.unit for row in rows) != sorted(printed.units):
        return False
    places = {row.unit: (row.rank is None, row.rank or at) for at, row in enumerate(rows)}
    told = [places[unit] for unit in printed.units]
    return told == sorted(told)


def _named(figures: Figures, printed: Published) -> str | None:
    """A list of a bulletin, whatever its order, and over all groups that it names units of."""
    groups = figures.of_units(printed.units) if printed.what in {rule.name for rule in figures.scheme.named} else ()
    found = [unit for standings in groups for unit in standings.named.get(printed.what, ())]
    open_ = {row.unit for standings in groups for row in standings if printed.what in row.result.perhaps_named}
    if not groups or (open_ and set(found) <= set(printed.units) <= {*found, *open_}):
        return None
    return printed.value if set(found) == set(printed.units) else "、".join(found)


def _grade(figures: Figures, printed: Published) -> str | None:
    """Who has a grade, once everybody's is decided: in the order of the rows; in any where that would tell totals which
    are kept back.
    """
    whole = _whole(figures, printed)
    standings = None if whole is None else figures.graded(whole.group)
    if standings is None:
        return None
    restricted = bool(figures.scheme.restricted)
    mine = [row for row in (standings.by_grade() if restricted else standings) if row.grade == printed.name]
    units = [row.unit for row in mine]
    same = sorted(units) == sorted(printed.units) if restricted else _in_order(printed, mine)
    return printed.text if same else "、".join(units)


def _grade_count(figures: Figures, printed: Published) -> str | None:
    found = _graded(figures, printed)
    return None if found is None else str(found[0])


def _grade_share(figures: Figures, printed: Published) -> str | None:
    found = _graded(figures, printed)
    return None if found is None or found[1] is None else f"{found[1]:.2f}"


def _graded(figures: Figures, printed: Published) -> tuple[int, Decimal | None] | None:
    """Count and share of a grade, once every unit of the group is graded."""
    standings = figures.graded(printed.group)
    if standings is None:
        return None
    return next(((count, share) for name, count, share in standings.grades if name == printed.name), None)


def _size(figures: Figures, printed: Published) -> str | None:
    """The units that are named, where those of every kind of the group are."""
    named = [sum(unit.kind == kind for unit in figures.scheme.roster.units) for kind in figures.kinds(printed.group)]
    return str(sum(named)) if all(named) else None


def _statistic(take: Callable[[Standings], Fraction | int | None]) -> Callable[[Figures, Published], str | None]:
    def compute(figures: Figures, printed: Published) -> str | None:
        standings = figures.standings(printed.group)
        found = None if standings is None else take(standings)
        return None if found is None else _like(Fraction(found), printed.value)

    return compute


def _above_share(standings: Standings) -> Fraction | None:
    above = standings.above_mean
    return None if above is None else Fraction(100 * above, len(standings.rows))


def _rate(figures: Figures, printed: Published) -> str | None:
    standings = figures.standings(printed.group)
    rates = () if standings is None else standings.rates
    found = next((rate for code, _, rate in rates if code == printed.code), None)
    return None if found is None else _like(100 * found, printed.value)


def _share(figures: Figures, printed: Published) -> str | None:
    """A head count over the size of its group."""
    size = figures.size(printed.group)
    return None if size is None else _like(100 * read_number(printed.count) / size, printed.value)


def _sum(figures: Figures, printed: Published) -> str | None:
    """Figures that stand before it added up, each the size of a group or a figure by its name."""
    before = takewhile(lambda one: one is not printed, figures.published)
    by_name = {one.name: one.value for one in before if one.name and one.value}
    parts = [by_name.get(name) or figures.size(name) for name in printed.of]
    known = [read_number(part) for part in parts if part is not None]
    return to_text(sum(known, Fraction(0))) if len(known) == len(parts) else None


def _given(figures: Figures, printed: Published) -> str | None:
    """Nothing computes it."""
    return None


def _like(value: Fraction, printed: str) -> str:
    """A number with as many decimals as the printed one."""
    _, _, decimals = printed.partition(".")
    return str(round_half_up(value, len(decimals)))


def _same_number(computed: str, printed: str) -> bool:
    """Whether two texts print one number ("22" and "22.0")."""
    try:
        return read_number(computed) == read_number(printed)
    except Invalid:
        return False


_HOW: Final[Mapping[str, Callable[[Figures, Published], str | None]]] = {
    "total": _total,
    "order": _order,
    "grade": _grade,
    "grade-count": _grade_count,
    "grade-share": _grade_share,
    "size": _size,
    "mean": _statistic(lambda standings: standings.mean),
    "median": _statistic(lambda standings: standings.median),
    "above-mean": _statistic(lambda standings: standings.above_mean),
    "above-mean-share": _statistic(_above_share),
    "rate": _rate,
    "share": _share,
    "sum": _sum,
    "figure": _given,
}
_GIVEN: Final = ("figure", "size")
_WITHOUT_TOTALS: Final = ("grade", "grade-count", "grade-share", "size", "share", "sum", "figure")
