"""What stands at the head of a paragraph: its number, its name, and its points in brackets."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Protocol, TypeVar

from attrs import frozen

from .notice import NUMBER, Span, number

_MEASURE: Final = r"(?:个|年|月|日|周|天|次|条|项|篇|家|分)"
"""After these digits a measure tells that the number before the point was an ordinal: 2.1年内开展活动."""
_STYLES: Final = (
    ("第章", re.compile(r"第[一二三四五六七八九十]+(?:章|部分)[、\s]*")),
    ("第节", re.compile(r"第[一二三四五六七八九十]+节[、\s]*")),
    ("第条", re.compile(r"第[一二三四五六七八九十百]+条[、.::\s]*")),
    ("一、", re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.]\s*")),
    ("(一)", re.compile(r"\([一二三四五六七八九十]{1,3}\)\s*[、.]?\s*")),
    ("1.1.1.1", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.\d{1,2}[、.]?\s*(?!\d)")),
    ("1.1.1", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}[、.]?\s*(?![\d.])")),
    ("1.1", re.compile(rf"\d{{1,2}}\.\d{{1,2}}(?!{_MEASURE}|[\d%.])[、.]?\s*")),
    (
        "1.",
        re.compile(
            rf"\d{{1,2}}\s*[、.](?!\d)\s*|\d{{1,2}}\.(?=\d{{1,2}}{_MEASURE}|20\d\d年)|\d{{1,2}}\s+(?=[\u4e00-\u9fff])(?!{_MEASURE})"
        ),
    ),
    ("(1)", re.compile(r"\(\d{1,2}\)\s*[、.]?\s*")),
    ("1)", re.compile(r"\d{1,2}\)\s*")),
    ("①", re.compile(r"[①-⑳]\s*")),
)
"""How paragraphs are numbered, each by its first member."""
_POINTS: Final = re.compile(
    rf"[(\[【]\s*(?:共计?|满分|分值|计|总分|合计|最高|最多|不超过)?\s*[::为]?\s*(?P<n>{NUMBER})\s*分\s*(?:[,;][^)]*)?[)\]】]"
)
_BARE: Final = re.compile(
    r"^(?P<name>[^,;。::\d]{2,20}?)\s*(?:[,::]\s*|\s+|—+|-+)?(?:共计?|满分|分值|计)?\s*[::]?\s*(?P<n>\d+(?:\.\d+)?)\s*分\s*$"
)
_VERBS: Final = re.compile(r"[得扣加计减赋给记]$|每|最高|最多|超过|不足|以上|以下|达")
_SENTENCE: Final = re.compile(r"[,;。]|[得扣加]\d")
_NUMERAL: Final = re.compile(rf"^(?P<n>{NUMBER})\s*分?$")
_BETWEEN: Final = "。:;,.、 \t)]】"
"""What may stand between a heading and its clause."""
_SPECIAL: Final = re.compile(r"(加分|扣分|减分|奖励分?|附加分?)(指标|项目?|内容|事项)?$")
_ENDS: Final = " 。;,"
_CHAPTER: Final = 30


class _Styled(Protocol):
    """What remembers how its heading is numbered."""

    style: str


_One = TypeVar("_One", bound=_Styled)


@frozen
class Heading:
    """A paragraph taken apart: its number's style, its name with its points, and what follows on the same line."""

    span: Span
    style: str
    name: str
    points: Decimal | None
    rest: Span | None

    @property
    def is_short(self) -> bool:
        """Whether the name is a term and no sentence."""
        return 0 < len(self.name) <= _CHAPTER and _SENTENCE.search(self.name) is None


def style_of(text: str) -> tuple[str, int]:
    """How a flat paragraph is numbered ("" if not), and where the text after the number begins.

    A number with nothing after it is text.
    """
    for style, pattern in _STYLES:
        if (match := pattern.match(text)) and match.end() < len(text):
            return style, match.end()
    return "", 0


def above(opened: Sequence[_One], style: str) -> list[_One]:
    """What stays open above a heading of this style: 二、 ends 一、 and all below it."""
    styles = [one.style for one in opened]
    return list(opened[: styles.index(style)] if style in styles else opened)


def numeral(text: str) -> Decimal | None:
    """The number that a cell holds and nothing else: `2`, `2分`."""
    match = _NUMERAL.match(text.strip())
    return number(match["n"]) if match else None


def heading(span: Span) -> Heading:
    """A paragraph as a heading; one that names no points has the text before its first mark as its name."""
    text = span.flat
    style, start = style_of(text)
    match = _POINTS.search(text, start)
    if match and _SENTENCE.search(text, start, match.start()) is None:
        return Heading(span, style, _name(text[start : match.start()]), number(match["n"]), _rest(span, match.end()))
    if match and not text[match.end() :].strip(_ENDS):  # 开设栏目,及时更新。(2分)
        return Heading(span, style, "", number(match["n"]), span.cut(start))
    bare = _BARE.match(text[start:])
    if bare and not _VERBS.search(bare["name"]):
        return Heading(span, style, _name(bare["name"]), Decimal(bare["n"]), None)
    body = text[start:]
    end = re.search(r"[:。]", body) if style else None
    if end and end.start() <= _CHAPTER and _SENTENCE.search(body[: end.start()]) is None and body[end.end() :]:
        return Heading(span, style, _name(body[: end.start()]), None, _rest(span, start + end.end()))
    return Heading(span, style, _name(body), None, None)


def is_special(head: Heading) -> bool:
    """Whether a heading names bonuses or penalties: 加分项, 违规扣分."""
    return _SPECIAL.search(head.name) is not None


def is_titled(span: Span) -> bool:
    """Whether a paragraph is a heading with points and nothing else."""
    head = heading(span)
    return head.points is not None and head.is_short and head.rest is None


def _rest(span: Span, end: int) -> Span | None:
    """What follows a heading on its line, without the marks between."""
    rest = span.cut(end)
    rest = rest.cut(len(rest.flat) - len(rest.flat.lstrip(_BETWEEN)))
    return rest if rest.text else None


def _name(text: str) -> str:
    return text.strip(" \t:。;,.、-—*#")
