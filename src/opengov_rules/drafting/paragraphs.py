"""A table that has become paragraphs (one cell a line), or never was one (一、(一)1.), as an outline."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from attrs import define, field

from ..provenance import Citation
from .grids import Column
from .headings import Heading, above, heading, is_special, numeral, style_of
from .items import Item, merged
from .notice import Span, quote
from .phrases import is_scored

_REMARK: Final = re.compile(r"佐证|^需?提供.{0,20}(材料|依据|证明|截图|扫描件|链接)|^(备注|注|说明)\s*:")
_DEEPEST: Final = 2
"""Of headings that have neither numbers nor points."""
_LABEL: Final = re.compile(r"(?:评分|计分|考核|考评|评价|赋分)(?:标准|细则|办法|方法|说明)\s*:(?=.)")
_FOR_UNITS: Final = re.compile(
    r"^[^,;。:]{2,200}(局|委|办|中心|院|厅|处|政府|街道|镇|乡|县|市|区|部|会|社|队|站|室|所|司)(\([^)]*\))?\s*:"
)


@define
class _Group:
    """A leaf while its paragraphs are read."""

    name: str = ""
    points: Decimal | None = None
    cites: list[Citation] = field(factory=list)
    clauses: list[Span] = field(factory=list)
    notes: list[Span] = field(factory=list)
    closed: bool = False

    @property
    def is_scored(self) -> bool:
        return any(is_scored(clause.flat) for clause in self.clauses)

    def item(self) -> Item:
        return Item(
            name=self.name,
            points=self.points,
            cites=tuple(self.cites),
            clauses=tuple(self.clauses),
            notes=tuple(self.notes),
        )


@define
class _Open:
    """An indicator while what stands below it is read."""

    style: str
    head: Heading | None = None
    notes: list[Span] = field(factory=list)
    below: list["_Open | _Group"] = field(factory=list)

    @property
    def group(self) -> _Group | None:
        """The leaf that is being read."""
        return self.below[-1] if self.below and isinstance(self.below[-1], _Group) else None

    @property
    def is_full(self) -> bool:
        """Whether the points of what stands below already make up its own."""
        parts = [one.head.points for one in self.below if isinstance(one, _Open) and one.head]
        known = [points for points in parts if points is not None]
        wanted = self.head.points if self.head else None
        return wanted is not None and len(known) == len(parts) and bool(parts) and sum(known) >= wanted

    def item(self) -> Item:
        name = self.head.name if self.head else ""
        cites = (quote(Span(self.head.span.line, _headline(self.head))),) if self.head else ()
        points = self.head.points if self.head else None
        children = tuple(one.item() for one in self.below)
        return Item(name=name, points=points, cites=cites, notes=tuple(self.notes), children=children)


def _body(span: Span) -> Span:
    """A clause without its number, and without the words 评分标准: before it."""
    body = span.cut(style_of(span.flat)[1])
    label = _LABEL.match(body.flat)
    return body.cut(label.end()) if label else body


def _headline(head: Heading) -> str:
    """A heading's own words on its line, without its number and the text that follows."""
    span = head.span
    return span.cut(0, span.text.rfind(head.rest.text)).trimmed(" 。:;,.、\t").text if head.rest else span.text


def outline_of_paragraphs(paragraphs: Sequence[Span], columns: Sequence[Column] = ()) -> tuple[Item, ...]:
    """The items that these paragraphs make."""
    reader = _Reader([span.cut(0) for span in paragraphs if span.text.strip()], columns)
    return tuple(merged(item) for item in reader.read())


class _Reader:
    """Walks over the paragraphs once, with the indicators that are open on a stack."""

    def __init__(self, spans: Sequence[Span], columns: Sequence[Column]) -> None:
        self._first = "points" in columns and columns.index("points") < _last_text(columns)
        self._spans = _without_serials(spans, first=self._first) if "ordinal" in columns else spans
        self._heads = [heading(span) for span in self._spans]
        self._has_numbers = any(self._numeral(index) is not None for index in range(len(self._spans)))
        titled = [head for head in self._heads if head.points is not None and head.is_short]
        self._named = bool(titled)
        self._numbered = any(head.style for head in titled) or not titled
        self._root = _Open(style="root")
        self._stack = [self._root]

    def read(self) -> list[Item]:
        for index, (span, head) in enumerate(zip(self._spans, self._heads, strict=True)):
            if (points := self._numeral(index)) is not None:
                self._number(span, points)
            elif self._is_heading(index):
                self._open(index, head)
            else:
                self._text(span, head, named=self._first and self._numeral(index + 1) is not None)
        return [one.item() for one in self._root.below]

    def _numeral(self, index: int) -> Decimal | None:
        return numeral(self._spans[index].flat) if 0 <= index < len(self._spans) else None

    def _is_heading(self, index: int) -> bool:
        """Whether a paragraph names an indicator."""
        head = self._heads[index]
        special = bool(head.style) and is_special(head)  # 第八条 违规扣分
        if not head.is_short or _REMARK.search(head.name) or (is_scored(head.name) and not special):
            return False
        if head.points is not None:
            return True
        if head.style:
            return self._numeral(index + 1) is None or self._first
        if len(head.name) > 12 or re.search(r"\d", head.name):
            return False
        if self._is_special(index) or (index and self._is_special(index - 1)):  # 扣分指标, then 通报曝光
            return True
        return not self._named and self._numeral(index + 1) is None and len(self._stack) <= _DEEPEST

    def _is_special(self, index: int) -> bool:
        """Whether the paragraph heads bonuses or penalties, and prints no points."""
        head = self._heads[index]
        return head.points is None and is_special(head)

    def _open(self, index: int, head: Heading) -> None:
        if self._numbered:
            self._stack = above(self._stack, head.style)
        else:
            del self._stack[1 + self._depth(index) :]
        one = _Open(style=head.style, head=head)
        self._stack[-1].below.append(one)
        self._stack.append(one)
        if head.rest:
            self._text(head.rest, heading(head.rest))

    def _depth(self, index: int) -> int:
        """How deep a heading without a number stands: above another at the top, else below what is not yet full."""
        if self._leads(index) or is_special(self._heads[index]):
            return 0
        above = self._stack[1] if len(self._stack) > 1 else None
        return 0 if above is None or above.is_full or above.group is not None else 1

    def _leads(self, index: int) -> bool:
        """Whether the next paragraph but remarks is a heading too."""
        following = index + 1
        while following < len(self._spans) and _REMARK.search(self._spans[following].flat):
            following += 1
        return following < len(self._spans) and self._is_heading(following)

    def _number(self, span: Span, points: Decimal) -> None:
        """A cell of points: of the leaf before it, or, where the points stand first, of the leaf that follows."""
        top, group = self._stack[-1], self._stack[-1].group
        if self._first:
            if group is None or group.points is not None or group.is_scored:
                group = _Group()
                top.below.append(group)
            elif group.clauses:  # what stood before its points is its name
                group.name, group.cites = group.clauses[0].flat, [quote(group.clauses[0])]
                del group.clauses[0]
            group.points = points
            group.cites.append(quote(span))
        elif group is not None and not group.closed:
            group.closed = True
            if group.points is None:
                group.points = points
            group.cites.append(quote(span))

    def _text(self, span: Span, head: Heading, *, named: bool = False) -> None:
        if self._numbered and head.style:
            self._stack = above(self._stack, head.style)
        top, text = self._stack[-1], span.flat
        group = top.group
        if _REMARK.search(text) and not is_scored(text):
            (top.notes if group is None else group.notes).append(span)
            return
        if group is None or named or self._begins(group, text, head):
            group = _Group()
            top.below.append(group)
        if not head.name and head.points is not None and group.points is None:  # 及时更新。(2分)
            group.points = head.points
            group.cites = [quote(span.cut(max(text.rfind("("), text.rfind("["), text.rfind("【"), 0)))]
        is_remark = group.is_scored and not is_scored(text) and not _FOR_UNITS.match(text)
        (group.notes if is_remark else group.clauses).append(_body(span))

    def _begins(self, group: _Group, text: str, head: Heading) -> bool:
        """Whether a paragraph begins another leaf."""
        if _FOR_UNITS.match(text):
            return False
        if head.style:
            return bool(group.clauses)
        if self._first:
            return False
        if self._has_numbers:
            return group.closed
        return is_scored(text) and group.is_scored


def _without_serials(spans: Sequence[Span], *, first: bool) -> list[Span]:
    """The paragraphs without the cells that only count the rows: 1, 2, 3 … where a number may stand."""
    found, expected = list[Span](), 1
    for index, span in enumerate(spans):
        free = index == 0 or first or numeral(spans[index - 1].flat) is not None
        if free and numeral(span.flat) == expected:
            expected += 1
        else:
            found.append(span)
    return found


def _last_text(columns: Sequence[Column]) -> int:
    """Where the last column of names or clauses stands."""
    return max((i for i, column in enumerate(columns) if column in ("level", "clause")), default=-1)
