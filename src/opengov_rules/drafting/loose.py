"""A table with headings among its rows and perhaps points for several kinds of unit, copied one cell a line or not."""

from collections.abc import Sequence
from typing import Final

from attrs import define, evolve, field, frozen

from .grids import Column, Row, is_total
from .headings import above, heading, numeral, style_of
from .items import Item
from .notice import Span, quote
from .phrases import is_scored

_NONE: Final = ("—", "-", "–", "——", "/", "无")
_FEWEST: Final = 3


@frozen(kw_only=True)
class LooseRow:
    """A heading or a leaf: its name, its cell in each column of points, its clauses and its notes."""

    style: str
    name: Span
    points: tuple[Span, ...]
    clauses: tuple[Span, ...] = ()
    notes: tuple[Span, ...] = ()


@frozen(kw_only=True)
class Loose:
    """The rows of such a table, and the lines that they were read from."""

    rows: tuple[LooseRow, ...]
    spans: tuple[Span, ...]


def loose_rows(columns: Sequence[Column], spans: Sequence[Span]) -> Loose | None:
    """The rows of a table headed 序号, a name, points (of one or several kinds of unit), a clause, and notes.

    None for any other table, and where a row is not as long as its header demands.
    """
    width = columns.count("points")
    notes = len(columns) - 3 - width
    if (
        width < 1
        or notes < 0
        or tuple(columns) != ("ordinal", "level", *["points"] * width, "clause", *["note"] * notes)
    ):
        return None
    rows, index, serial = list[LooseRow](), 0, 1
    starts = list[tuple[int, int]]()
    while index < len(spans):
        if numeral(spans[index].flat) == serial and _is_row(spans, index + 1, width):
            starts.append((index, index + 1))
            index, serial = index + 2 + width, serial + 1
        elif _is_head(spans[index]) and _is_row(spans, index, width):
            starts.append((index, index))
            index += 1 + width
        else:
            index += 1
    if serial <= _FEWEST or starts[0][0] != 0:
        return None
    end = len(spans)
    for (start, name), (after, _) in zip(starts, [*starts[1:], (end, end)], strict=True):
        cells, points = spans[name + 1 + width : after], tuple(spans[name + 1 : name + 1 + width])
        if is_total(spans[name].flat):
            if any(cell.text not in _NONE for cell in cells):  # below a total no row follows: the table is over
                end = name + 1 + width
                break
            continue
        if start == name:
            if cells:
                return None
            rows.append(LooseRow(style=style_of(spans[name].flat)[0], name=spans[name], points=points))
            continue
        if len(cells) <= notes:
            return None
        kept = len(cells) - notes
        if any(is_scored(cell.flat) for cell in cells[kept:]):
            return None
        rows.append(
            LooseRow(style="", name=spans[name], points=points, clauses=tuple(cells[:kept]), notes=tuple(cells[kept:]))
        )
    return Loose(rows=tuple(rows), spans=tuple(spans[:end]))


def loose_of_rows(columns: Sequence[Column], rows: Sequence[Row], spans: Sequence[Span]) -> Loose | None:
    """The same of a table whose rows are lines, if several columns of points stand in it beside one of names."""
    places = [i for i, column in enumerate(columns) if column == "points"]
    if len(places) < 2 or columns.count("level") != 1 or places != list(range(places[0], places[-1] + 1)):
        return None
    found = list[LooseRow]()
    for row in rows:
        if not row or is_total(row[0].text):
            continue
        at = {cell.place: cell.spans[0] for cell in row}
        clauses = tuple(span for cell in row if cell.column == "clause" for span in cell.spans)
        notes = tuple(span for cell in row if cell.column in ("note", "wanted") for span in cell.spans)
        named = [cell.spans[0] for cell in row if cell.column == "level" or (not clauses and cell.column == "ordinal")]
        if len(named) != 1 or not all(place in at and _is_cell(at[place]) for place in places):
            return None
        style = "" if clauses else style_of(named[0].flat)[0]
        if not (style or clauses):
            return None
        points = tuple(at[place] for place in places)
        found.append(LooseRow(style=style, name=named[0], points=points, clauses=clauses, notes=notes))
    return Loose(rows=tuple(found), spans=tuple(spans)) if found else None


def outline_of_loose_rows(loose: Loose, place: int) -> tuple[Item, ...]:
    """The items as one column of points has them; a row with — in place of its points is not for that kind of unit."""
    root = _Open(style="", item=Item())
    stack = [root]
    for row in loose.rows:
        cell = row.points[place]
        points = numeral(cell.flat)
        if row.style:
            stack = above(stack, row.style)
        if points is None:
            continue
        item = Item(
            name=heading(row.name).name if row.style else row.name.text,
            points=points,
            cites=(quote(row.name), quote(cell)),
            clauses=row.clauses,
            notes=row.notes,
        )
        one = _Open(style=row.style, item=item)
        stack[-1].below.append(one)
        if row.style:
            stack.append(one)
    return tuple(one.whole() for one in root.below)


@define
class _Open:
    """An item while what stands below it is read."""

    style: str
    item: Item
    below: list["_Open"] = field(factory=list)

    def whole(self) -> Item:
        return evolve(self.item, children=tuple(one.whole() for one in self.below))


def _is_row(spans: Sequence[Span], name: int, width: int) -> bool:
    """Whether a name stands here with a cell for each column of points after it."""
    cells = spans[name + 1 : name + 1 + width]
    return len(cells) == width and numeral(spans[name].flat) is None and all(_is_cell(cell) for cell in cells)


def _is_cell(span: Span) -> bool:
    return numeral(span.flat) is not None or span.text in _NONE


def _is_head(span: Span) -> bool:
    """Whether a row that begins here without a serial is a heading or a total, and no line of a clause."""
    return style_of(span.flat)[0] != "" or is_total(span.flat)
