"""A table row by row, as an outline: columns of names above one another, and a clause with points at the end."""

from collections.abc import Sequence
from itertools import groupby

from attrs import evolve, field, frozen

from .grids import Cell, Column, Grid, is_total
from .headings import heading, is_titled, numeral
from .items import Item, merged
from .notice import Span, flat, quote
from .phrases import is_scored


@frozen
class _Line:
    """One row: the cells of its levels (those left empty from above), its points by level, clause and notes."""

    names: tuple[Cell | None, ...]
    points: tuple[tuple[int, Cell], ...]
    clauses: tuple[Span, ...]
    wanted: tuple[Span, ...]
    notes: tuple[Span, ...] = field(default=())


def outline_of_rows(grid: Grid) -> tuple[Item, ...]:
    """The items of a table whose rows are lines."""
    columns = _with_clauses(grid)
    levels = [place for place, column in enumerate(columns) if column == "level"]
    found, banner, lines = list[Item](), None, list[_Line]()
    for row in (*grid.rows, ()):
        cells = [evolve(cell, column=columns[cell.place]) for cell in row]
        if not row or is_banner(cells):
            found += _under(banner, _items(lines, 0, len(levels)), fills=bool(lines) and lines[0].names[0] is banner)
            banner, lines = cells[0] if cells else None, []
            continue
        above = lines[-1].names if lines else (banner if len(levels) > 1 else None, *(None,) * (len(levels) - 1))
        if line := _line(cells, columns, levels, above):
            lines.append(line)
    return tuple(merged(item) for item in found)


def is_banner(cells: Sequence[Cell]) -> bool:
    """Whether a row is a heading with points and nothing else: 二、依申请公开(20分) across the table."""
    return len(cells) == 1 and len(cells[0].spans) == 1 and is_titled(cells[0].spans[0])


def _under(banner: Cell | None, items: list[Item], *, fills: bool) -> list[Item]:
    """The items of the rows below a banner, which stands for the empty cells of their first column, or above them."""
    if banner is None or fills:
        return items
    span = banner.spans[0]
    head = heading(span)
    return [Item(name=head.name, points=head.points, cites=(quote(span),), children=tuple(items))]


def _with_clauses(grid: Grid) -> tuple[Column, ...]:
    """The columns; where none is headed as the clauses', it is that in which most cells say what they are worth."""
    if "clause" in grid.columns:
        return grid.columns
    worth = [0] * len(grid.columns)
    for row in grid.rows:
        for cell in row:
            worth[cell.place] += cell.column in ("level", "note", "wanted") and is_scored(flat(cell.text))
    place = worth.index(max(worth))
    levels = [i for i, column in enumerate(grid.columns) if column == "level"]
    if not worth[place] or levels == [place]:
        return grid.columns
    return (*grid.columns[:place], "clause", *grid.columns[place + 1 :])


def _line(
    row: Sequence[Cell], columns: Sequence[Column], levels: Sequence[int], above: Sequence[Cell | None]
) -> _Line | None:
    by_place = {cell.place: cell for cell in row}
    if not any(cell.column in ("level", "clause", "points") for cell in row) or is_total(row[0].text):
        return None
    names, inherits = list[Cell | None](), True
    for depth, place in enumerate(levels):
        cell = by_place.get(place)
        same = cell is not None and above[depth] is not None and cell.text == getattr(above[depth], "text", None)
        if inherits and (cell is None or same):
            names.append(above[depth])
            continue
        inherits = False
        names.append(cell)
    points = [
        (_owner(i, columns, levels), by_place[i])
        for i in range(len(columns))
        if columns[i] == "points" and i in by_place
    ]
    clauses = [cell for cell in row if cell.column == "clause"]
    return _Line(
        names=tuple(names),
        points=tuple(points),
        clauses=tuple(span for cell in clauses for span in cell.spans),
        wanted=tuple(span for cell in row if cell.column == "wanted" for span in cell.spans),
        notes=tuple(span for cell in row if cell.column == "note" for span in cell.spans),
    )


def _owner(place: int, columns: Sequence[Column], levels: Sequence[int]) -> int:
    """The level (from 0) whose points stand in this column; the number of levels where it is the row's own."""
    if sum(column == "points" for column in columns) == 1:
        return len(levels)
    left = [depth for depth, level in enumerate(levels) if level < place]
    following = columns[place + 1 : place + 2]
    return left[-1] if left and following and following[0] == "level" else len(levels)


def _items(lines: Sequence[_Line], depth: int, depths: int) -> list[Item]:
    """The items of one level, each from the rows that share its cell."""
    if depth == depths:
        return [_leaf(line, depths) for line in lines]
    found = list[Item]()
    for _, group in groupby(lines, key=lambda line: line.names[depth]):
        rows = list(group)
        cell = rows[0].names[depth]
        children = _items(rows, depth + 1, depths)
        found += children if cell is None else [_named(cell, rows, children, depth, depths)]
    return found


def _named(cell: Cell, rows: Sequence[_Line], children: list[Item], depth: int, depths: int) -> Item:
    """An item with the name in a cell; points that stand once for several rows are its own."""
    head = heading(Span(cell.spans[0].line, "".join(span.text for span in cell.spans)))
    own = [points for row in rows for owner, points in row.points if owner == depth][:1]
    if not own and len(rows) > 1 and depth == depths - 1 and len({row.names for row in rows}) == 1:
        given = [points for row in rows for owner, points in row.points if owner == depths]
        if len(given) == 1 and rows[0].points:
            own = given
            children = [evolve(child, points=None, cites=()) for child in children]
    cites = [quote(span) for span in cell.spans]
    points = head.points
    if own and (printed := numeral(flat(own[0].text))) is not None:
        points = printed
        cites += [quote(own[0].spans[0])]
    rest = (head.rest,) if head.rest and len(cell.spans) == 1 else ()
    return Item(name=head.name or cell.text, points=points, cites=tuple(cites), notes=rest, children=tuple(children))


def _leaf(line: _Line, depths: int) -> Item:
    own = [cell for owner, cell in line.points if owner == depths]
    points = numeral(flat(own[0].text)) if own else None
    cites = (quote(own[0].spans[0]),) if points is not None else ()
    return Item(points=points, cites=cites, clauses=line.clauses, wanted=line.wanted, notes=line.notes)
