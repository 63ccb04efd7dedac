"""The notice as lines of text: where its operative words stand, which quotes cover them, and when it was issued."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from attrs import frozen

from ..provenance import Citation

_DATE: Final = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_ISSUED: Final = re.compile(r"(?:发布时间|发布日期|印发日期)\s*[:：]\s*((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})")
_OPERATIVE: Final = re.compile(
    r"(?:得|加|扣|减|计|赋|给)\s*\d+(?:\.\d+)?\s*分"
    r"|(?:最高|最多|至多)(?:不超过|得|加|扣|减|给)?\s*\d+(?:\.\d+)?\s*分"
    r"|按\s*\d+(?:\.\d+)?\s*分计|\d+分以[上下]为|一票否决|不得评为|该项不得分"
)
"""Words by which points are given, taken off or limited."""


@frozen
class Notice:
    """The text of a notice, line by line; lines count from 1."""

    file: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, file: str, text: str) -> "Notice":
        return cls(file, tuple(text.replace("\r\n", "\n").split("\n")))

    def __getitem__(self, line: int) -> str:
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def numbered(self) -> Iterator[tuple[int, str]]:
        """Every line that is not blank, with its number."""
        return ((number, line) for number, line in enumerate(self.lines, start=1) if line.strip())

    @cached_property
    def text(self) -> str:
        """All of it without blanks."""
        return re.sub(r"\s+", "", "".join(self.lines))

    @cached_property
    def issued(self) -> dt.date | None:
        """The day on which it was issued: a line that is nothing but a date, else what it says of its publication."""
        for line in self.lines:
            match = _DATE.fullmatch(line.strip())
            if match is not None:
                return _day(match)
        return next((_day(match) for line in self.lines if (match := _ISSUED.search(line)) is not None), None)

    def dates(self, line: int) -> list[tuple[dt.date, int, int]]:
        """The whole dates that a line prints, each with the places where it begins and ends."""
        found = ((_day(match), *match.span()) for match in _DATE.finditer(self[line]))
        return [(day, start, end) for day, start, end in found if day is not None]


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def operative(line: str) -> Iterator[re.Match[str]]:
    """The words of a line by which points are given, taken off or limited."""
    return _OPERATIVE.finditer(line)


def spans(cite: Citation, line: str) -> list[tuple[int, int]]:
    """From the first to the last piece of a quote, wherever it stands in its line."""
    found, start = list[tuple[int, int]](), 0
    while cite.pieces:
        begin = position = line.find(cite.pieces[0], start)
        for piece in cite.pieces:
            at = line.find(piece, position) if position >= 0 else -1
            position = at + len(piece) if at >= 0 else -1
        if position < 0:
            break
        found.append((begin, position))
        start = begin + 1
    return found
