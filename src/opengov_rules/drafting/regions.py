"""Where the indicator tables of a notice stand, and what each of them says as an outline."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from .grids import Column, Grid, header_at, parts_of, rows_of, rows_of_cells
from .headings import heading, is_special, is_titled, numeral
from .items import Outline
from .loose import loose_of_rows, loose_rows, outline_of_loose_rows
from .notice import Span
from .paragraphs import outline_of_paragraphs
from .phrases import is_rated, is_scored
from .rows import outline_of_rows
from .units import is_kind

_TITLE: Final = re.compile(r"指标|评分|考核|考评|评估|标准|细则|测评|检查表|打分")
_SHEET: Final = re.compile(
    r"(?:指标|评分标准|评分表|评分细则|考核表|考评表|评估表|打分表|计分表|标准|细则)(?:体系)?\s*(?:\([^)]*\))*$"
)
_CONTENTS: Final = re.compile(r"(?:内容|细则|标准|指标|办法)$")
"""How a chapter is called that holds the whole rubric."""
_NEAR: Final = 6
_FEWEST: Final = 3


@frozen(kw_only=True)
class _Header:
    """Where a table begins: its title, its header row, and its body."""

    title: int | None
    start: int
    body: int
    columns: tuple[Column, ...]
    in_rows: bool


def outlines(spans: Sequence[Span]) -> tuple[Outline, ...]:
    """The rubrics of a notice, in its order; none where no indicator table is seen."""
    headers = _headers(spans)
    found = list[Outline]()
    for index, header in enumerate(headers):
        after = headers[index + 1] if index + 1 < len(headers) else None
        end = len(spans) if after is None else after.start if after.title is None else after.title
        found += _tables(spans, header, end)
    if not found:
        found = _plain(spans)
    return tuple(outline for outline in found if outline.kind or _is_rubric(outline))


def _headers(spans: Sequence[Span]) -> list[_Header]:
    """Every header; one that is repeated on a further page is left in the table."""
    found, index = list[_Header](), 0
    while index < len(spans):
        header = header_at(spans, index)
        if header is None:
            index += 1
            continue
        columns, body = header
        title = _title_above(spans, index, found[-1].body if found else 0)
        again = found and title is None and found[-1].columns == columns
        if not again:
            in_rows = len(parts_of(spans[index])) > 1
            found.append(_Header(title=title, start=index, body=body, columns=columns, in_rows=in_rows))
        index = body
    return found


def _title_above(spans: Sequence[Span], start: int, after: int) -> int | None:
    """The line that names a table: the nearest above it that speaks of indicators and is no part of another."""
    for index in range(start - 1, max(after, start - _NEAR) - 1, -1):
        text = spans[index].flat
        if len(parts_of(spans[index])) == 1 and _TITLE.search(text) and not is_scored(text) and "。" not in text:
            return index
    return None


def _tables(spans: Sequence[Span], header: _Header, end: int) -> list[Outline]:
    """The rubric of a table; of one with a column of points for each kind of unit, a rubric each."""
    body = spans[header.body : end]
    heads = parts_of(spans[header.start]) if header.in_rows else spans[header.start : header.body]
    if header.in_rows:
        body = _rows_only(body)
        loose = loose_of_rows(header.columns, tuple(rows_of(header.columns, body)), body)
    else:
        loose = loose_rows(header.columns, _without_headers(body))
    pairs = zip(heads, header.columns, strict=True)
    kinds = [re.sub(r"\s|分值$", "", head.flat) for head, column in pairs if column == "points"]
    if len(kinds) == 1:
        kinds = [""]
    elif not all(is_kind(kind) for kind in kinds):
        loose = None
    if loose is None:
        return [_table(spans, header, end)]
    title = None if header.title is None else spans[header.title]
    used = [span for span in spans[header.start : end] if span.line <= loose.spans[-1].line]
    lines = frozenset(span.line for span in (*used, *([title] if title else [])))
    tops = [outline_of_loose_rows(loose, place) for place in range(len(kinds))]
    return [Outline(title=title, items=items, lines=lines, kind=kind) for items, kind in zip(tops, kinds, strict=True)]


def _table(spans: Sequence[Span], header: _Header, end: int) -> Outline:
    body = spans[header.body : end]
    if header.in_rows:
        body = _rows_only(body)
        rows = tuple(rows_of(header.columns, body))
        items = outline_of_rows(Grid(header.columns, rows))
    else:
        body = body[: _last_counted(body) + 1]
        cells = _without_headers(body)
        rows = rows_of_cells(header.columns, cells)
        items = outline_of_rows(Grid(header.columns, rows)) if rows else outline_of_paragraphs(cells, header.columns)
    lines = {span.line for span in (*spans[header.start : header.body], *body)}
    title = None if header.title is None else spans[header.title]
    return Outline(title=title, items=items, lines=frozenset(lines | ({title.line} if title else set())))


def _rows_only(body: Sequence[Span]) -> list[Span]:
    """The lines of a table up to its last row, without the header that every page repeats."""
    last = max((i for i, span in enumerate(body) if len(parts_of(span)) > 1), default=-1)
    return [span for span in body[: last + 1] if header_at([span], 0) is None]


def _without_headers(body: Sequence[Span]) -> list[Span]:
    """The paragraphs of a table without the header that every page repeats."""
    found, index = list[Span](), 0
    while index < len(body):
        header = header_at(body, index)
        if header is None:
            found.append(body[index])
        index = index + 1 if header is None else header[1]
    return found


def _last_counted(body: Sequence[Span]) -> int:
    """Where the last paragraph stands that is worth something."""
    return max((i for i, span in enumerate(body) if _counts(span)), default=-1)


def _counts(span: Span) -> bool:
    text, head = span.flat, heading(span)
    return is_scored(text) or numeral(text) is not None or (head.points is not None and head.is_short)


def _plain(spans: Sequence[Span]) -> list[Outline]:
    """Rubrics without a header: numbered paragraphs with points, from title to title."""
    titles = [i for i, span in enumerate(spans) if _is_sheet(span)]
    found = list[Outline]()
    for start, end in zip([0, *titles], [*titles, len(spans)], strict=True):
        part = spans[start:end]
        first = next((i for i, span in enumerate(part) if _leads(span)), None)
        if first is None:
            continue
        while (
            first > 0
            and (head := heading(part[first - 1])).style
            and head.is_short
            and head.rest is None
            and not _is_sheet(part[first - 1])
        ):
            first -= 1
        body = part[first : _last_counted(part) + 1]
        title = part[0] if start in titles else None
        body = _without_rules(body)
        items = outline_of_paragraphs(body)
        wrapped = next((item for item in items if item.children and _CONTENTS.search(item.name)), None)
        if wrapped is not None:  # 二、考核内容和评分细则(100分)
            items = tuple(part for item in items for part in (item.children if item is wrapped else (item,)))
            title = title or next((span for span in body if span.line == wrapped.cites[0].line), None)
        lines = {span.line for span in body} | ({title.line} if title else set())
        found.append(Outline(title=title, items=items, lines=frozenset(lines)))
    return found


def _without_rules(body: Sequence[Span]) -> list[Span]:
    """The paragraphs without the chapters that are no indicators: 第九条 等次 beside 第三条 平台建设(30分).

    Such a chapter is numbered as the indicators are, prints no points of its own, and nothing in it earns or costs any.
    """
    top = heading(body[0]).style
    starts = [i for i, span in enumerate(body) if top and heading(span).style == top]
    titled = [i for i in starts if heading(body[i]).points is not None]
    kept = list(body[: starts[0]]) if starts else list(body)
    for start, end in pairwise([*starts, len(body)]):
        chapter = body[start:end]
        if not titled or start in titled or is_special(heading(body[start])) or any(_pays(span) for span in chapter):
            kept += chapter
    return kept


def _pays(span: Span) -> bool:
    """Whether a paragraph is worth points, or says what is."""
    return is_rated(span.flat) or is_titled(span)


def _is_sheet(span: Span) -> bool:
    """Whether a line is the title of a sheet of indicators."""
    head = heading(span)
    text = re.sub(r"\(\s*\d+\s*分\s*\)$", "", span.flat)
    return not head.style and len(text) <= 60 and _SHEET.search(text) is not None and not re.search("[。;]", text)


def _leads(span: Span) -> bool:
    """Whether a rubric may begin here: a numbered heading with points, or a numbered clause with its worth."""
    head = heading(span)
    return (head.points is not None and head.is_short) or (bool(head.style) and is_rated(span.flat))


def _is_rubric(outline: Outline) -> bool:
    """Whether there is enough in an outline to be an indicator table: several leaves, most of them worth something."""
    leaves = [leaf for item in outline.items for leaf in item.leaves]
    worth = [leaf for leaf in leaves if leaf.points is not None or any(is_scored(c.flat) for c in leaf.clauses)]
    return len(leaves) >= _FEWEST and 2 * len(worth) >= len(leaves)
