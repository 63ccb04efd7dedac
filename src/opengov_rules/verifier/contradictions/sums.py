"""Points that do not add up: of an item, of a heading, of a section, of a table."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from ...points import to_text
from ...problems import Invalid, Problem
from ..looking import Looked
from ..notices import Notice, operative
from .headings import Row, rows
from .telling import tell

_GIVES: Final = re.compile(r"(?<!不)[得给]\s*(\d+(?:\.\d+)?)\s*分")


def points(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """得N分 in an item that has fewer points; headings and sections that do not add up."""
    headings, items, texts = rows(notice)
    for row in items if _points_last(notice, headings, items, texts) else ():
        for line in texts[row.line]:
            for match in _GIVES.finditer(notice[line]):
                if Fraction(match[1]) > row.points:
                    yield from tell(
                        looked,
                        notice,
                        line,
                        Invalid("notice-points", line=line, given=match[1], points=to_text(row.points)),
                        match[0],
                    )
    for heading, below in _made_of(headings, items) if headings else ():
        if any(_rank(row) == _rank(heading) for row in below) or _speaks(notice, heading, below, headings):
            continue
        made = sum((row.points for row in below), Fraction(0))
        if below and made != heading.points:
            yield from tell(
                looked,
                notice,
                heading.line,
                Invalid("notice-sum", line=heading.line, points=to_text(heading.points), made=to_text(made)),
                heading.name,
            )


def _rank(row: Row) -> str:
    """How a heading is numbered: 一、, （一）, 第一条; what is not numbered has a line of its own."""
    match = re.match(r"[（(]?第?[一二三四五六七八九十]+([、)）条章部])", row.name)
    return match[1] if match is not None else f"{row.line}"


def _speaks(notice: Notice, heading: Row, below: list[Row], headings: list[Row]) -> bool:
    """Whether points are printed between a heading and the first heading that it is made of: then it has more."""
    lines = range(heading.line + 1, below[0].line) if below and below[0] in headings else ()
    return any(re.search(r"\d分(?!制)", notice[line]) for line in lines)


def _points_last(notice: Notice, headings: list[Row], items: list[Row], texts: dict[int, list[int]]) -> bool:
    """Whether an item's points stand after its words: then words that give points precede most headings' first ones."""
    firsts = [next((item for item in items if item.line > heading.line), None) for heading in headings]
    leading = [texts[line] for line in dict.fromkeys(item.line for item in firsts if item is not None)]
    return 2 * sum(any(True for line in lines for _ in operative(notice[line])) for lines in leading) >= len(leading)


def _made_of(headings: list[Row], items: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each heading with what its points are made of: its items, headings below it, of a table its sections."""
    ends = [heading.line for heading in headings[1:]] + [10**9]
    own = {h.line: [i for i in items if h.line < i.line < end] for h, end in zip(headings, ends, strict=True)}
    tables = [
        index for index, h in enumerate(headings) if re.match(r"附\s*件|.*评估指标|.*考评指标|.*考核指标", h.name)
    ]
    sections = [
        index
        for index, (h, after) in enumerate(pairwise([*headings, Row(10**9, "", Fraction(0))]))
        if not own[h.line] and index not in tables and after.line < 10**9
    ]
    for heading in headings:
        if own[heading.line]:
            yield heading, own[heading.line]
    for at, index in enumerate(sections):
        later = [one for one in (*sections[at + 1 :], *tables) if one > index]
        end = min(later, default=len(headings))
        below = headings[index + 1 : end]
        stop = headings[index]
        made = list[Row]()
        for row in below:  # what stands after the section is full belongs to nobody's section
            if sum((one.points for one in made), Fraction(0)) >= stop.points:
                break
            made.append(row)
        yield stop, made
    for at, index in enumerate(tables):
        end = tables[at + 1] if at + 1 < len(tables) else len(headings)
        tops = [headings[one] for one in sections if index < one < end]
        loose = [h for h in headings[index + 1 : end] if not any(_covers(s, h, headings, sections) for s in sections)]
        bonus = [h for h in (*tops, *loose) if "加分" in h.name]
        yield headings[index], [h for h in (*tops, *loose) if h not in bonus and h.line > headings[index].line]


def _covers(section: int, row: Row, headings: list[Row], sections: list[int]) -> bool:
    """Whether a heading is a section or stands within one."""
    if headings.index(row) == section:
        return True
    end = min((one for one in sections if one > section), default=len(headings))
    made = Fraction(0)
    for one in headings[section + 1 : end]:
        if made >= headings[section].points:
            return False
        if one is row:
            return True
        made += one.points
    return False
