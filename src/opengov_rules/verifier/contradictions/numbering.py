"""Numbers of sections, paragraphs and items that are repeated or left out."""

import re
from collections.abc import Iterator
from typing import Final

from ...problems import Invalid, Problem
from ..looking import Looked
from ..notices import Notice
from .headings import HEADING, ITEM, VALUE
from .telling import tell

_SECTION: Final = re.compile(r"^([一二三四五六七八九十]{1,3})、")
_PARAGRAPH: Final = re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[)）]")
_DIGITS: Final = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


def numbering(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """1, 2, 3, 3 and 一、三、: numbers that are repeated or left out."""
    last = {"section": 0, "paragraph": 0, "item": 0}
    for line, text in _body(notice):
        plain = text.strip()
        numbered = _numbered(plain, last["item"])
        if numbered is None:
            if HEADING.match(plain) is not None or plain.startswith("附"):
                last |= {"item": 0} if not plain.startswith("附") else dict.fromkeys(last, 0)
            continue
        kind, number, ordinal = numbered
        before, last[kind] = last[kind], number
        starts = kind == "paragraph" and before == 0 and number > 1
        if (before > 0 and number not in (1, before + 1)) or starts:
            yield from tell(
                looked, notice, line, Invalid("notice-numbering", line=line, number=number, before=before), ordinal
            )
        last |= {"section": {"paragraph": 0, "item": 0}, "paragraph": {"item": 0}}.get(kind, {})


def _numbered(text: str, items: int) -> tuple[str, int, str] | None:
    """Of what sort of list a line is an item, its number, and that as it is printed."""
    section, paragraph, item = _SECTION.match(text), _PARAGRAPH.match(text), ITEM.match(text)
    if section is not None:
        return "section", _chinese(section[1]), section[0]
    if paragraph is not None:
        return "paragraph", _chinese(paragraph[1]), paragraph[0]
    if item is None or (text[item.end() : item.end() + 1].isdigit() and int(item[1]) != items + 1):
        return None  # 2.5 is a number, unless it is the second item and begins with 5
    return "item", int(item[1]), item[0]


def _chinese(numeral: str) -> int:
    if "十" not in numeral:
        return _DIGITS[numeral[0]]
    tens, ones = numeral.split("十", 1)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def _body(notice: Notice) -> Iterator[tuple[int, str]]:
    """The lines that are sentences or headings, and not single values."""
    return ((line, text) for line, text in notice.numbered() if VALUE.match(text.strip()) is None)
