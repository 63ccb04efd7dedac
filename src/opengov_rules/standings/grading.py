"""Which grade each row gets, place by place, while quotas last."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from .rows import Refused, Row

Given: TypeAlias = tuple[str | None, bool, tuple[Refused, ...]]
"""The grade, whether it is decided, and the better ones that a tie kept from the row."""


def given_grades(rows: Sequence[Row]) -> list[Given]:
    """The grade of every row, best first, whether it is decided, and what a tie kept from the row. A quota goes by
    place: units that tie get it together or not at all, and where it was refused to some, nobody below them gets it."""
    given = list[Given]()
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
