"""The numerals of a notice, and those among them that are no quantities."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import tomli
from attrs import frozen

NUMERAL: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
DATE: Final = "date"
DOCUMENT: Final = "document number"
HEADING: Final = "clause or heading number"
ADDRESS: Final = "telephone or address"
LAW: Final = "text of law"
REASONS: Final = (DATE, DOCUMENT, HEADING, ADDRESS, LAW)
"""Why a numeral is no quantity: these, and no others."""

_YEAR, _DAY = r"(?:19|20)\d\d", r"\d{1,2}"
HIDDEN: Final = r"[A-Za-z0-9_.+-]+@[A-Za-z0-9_.-]+|(?<!\d)(?:\d{7,}|12345)(?!\d)"
"""Mail addresses and telephones (12345 is a hotline), which our pages do not repeat."""
LABELS: Final = (
    (ADDRESS, HIDDEN),
    (DOCUMENT, r"〔\d{4}〕\s?\d+\s?号"),
    (DOCUMENT, r"第\s?\d+\s?[号期]"),
    (DOCUMENT, r"[A-Za-z]+(?:-[A-Z]+)+-\d{4}-\d+"),
    (HEADING, r"^[\s-]*(?:附件[:：])?\s*\d{1,2}[.、](?!\d)"),
    (HEADING, r"附件\s?\d{1,2}|[图表]\d{1,2}(?!\d)"),
)
"""What names or numbers a thing, wherever it stands."""
DATES: Final = (
    (DATE, rf"{_YEAR}-\d\d-\d\d(?: \d\d:\d\d)?"),
    (DATE, rf"{_YEAR}\s?[年版](?:\s?{_DAY}\s?月(?:\s?{_DAY}\s?日)?|{_DAY}$)?"),
    (DATE, rf"{_DAY}[—-]{_DAY}\s?月"),
    (DATE, rf"{_DAY}\s?月(?:\s?{_DAY}\s?日)?"),
    (DATE, rf"(?<!\d){_DAY}\s?日前"),
)
"""Dates; a date that is a constant of a scheme is `given` before these are asked."""


@frozen
class Numeral:
    """One hit of the pattern: its line from 1, its place among the line's hits from 1, and its characters there."""

    line: int
    nth: int
    start: int
    end: int
    text: str


def lines_of(source: Path) -> list[str]:
    """The lines of a notice, as citations count them."""
    return source.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n")


def numerals(lines: Sequence[str]) -> Iterator[Numeral]:
    """Every numeral of a notice, in its order."""
    for number, line in enumerate(lines, start=1):
        for nth, match in enumerate(NUMERAL.finditer(line), start=1):
            yield Numeral(number, nth, match.start(), match.end(), match[0])


def reason_of(numeral: Numeral, line: str, patterns: Sequence[tuple[str, str]]) -> str | None:
    """Why a numeral is no quantity, by the first pattern whose match holds it whole."""
    for reason, pattern in patterns:
        for match in re.finditer(pattern, line):
            if match.start() <= numeral.start and numeral.end <= match.end():
                return reason
    return None


def by_hand(file: Path, edition: str) -> Mapping[tuple[int, int], tuple[str, str]]:
    """The numerals of an edition's notice that no pattern tells: (line, nth) to reason and note.

    Raises ValueError for a reason that is not one of the closed list.
    """
    found = dict[tuple[int, int], tuple[str, str]]()
    for entry in tomli.loads(file.read_text(encoding="utf-8")).get(edition, []):
        if entry["reason"] not in REASONS:
            raise ValueError(f"{file.name}: {edition} {entry['line']}: no reason: {entry['reason']}")
        found[entry["line"], entry["nth"]] = (entry["reason"], entry.get("note", ""))
    return found
