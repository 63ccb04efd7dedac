"""The table of indicators as the notice prints it: headings with their points, items with their column of points."""

import re
from fractions import Fraction
from typing import Final

from attrs import frozen

from ..notices import Notice

HEADING: Final = re.compile(r"^(?P<name>[^0-9].{0,40}?)[（(](?P<points>\d+(?:\.\d+)?)分[)）]$")
VALUE: Final = re.compile(r"^\d{1,3}(?:\.\d+)?$")
ITEM: Final = re.compile(r"^(\d{1,2})[.、]")


@frozen
class Row:
    """A line of a table of indicators: a heading with points, or an item with what stands in its column of points."""

    line: int
    name: str
    points: Fraction


def rows(notice: Notice) -> tuple[list[Row], list[Row], dict[int, list[int]]]:
    """Headings, items, and the lines of text of each item by the line of its points."""
    headings, items, texts = list[Row](), list[Row](), dict[int, list[int]]()
    waiting = list[int]()
    for line, text in notice.numbered():
        plain = text.strip()
        heading = HEADING.match(plain)
        if heading is not None and ITEM.match(plain) is None:
            headings.append(Row(line, heading["name"], Fraction(heading["points"])))
            waiting = []
        elif VALUE.match(plain) is not None:
            if headings and waiting:
                items.append(Row(line, plain, Fraction(plain)))
                texts[line] = waiting
            waiting = []
        else:
            waiting.append(line)
    return headings, items, texts
