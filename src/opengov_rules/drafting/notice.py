"""The lines of a notice as they are printed, and how one looks at them whatever their width."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import frozen

from ..characters import control
from ..provenance import ELLIPSIS, Citation

NUMBER: Final = r"(?:\d{1,6}(?:\.\d{1,6})?|[一二三四五六七八九十两半])"
"""A numeral as notices print it, Chinese ones up to ten."""
BREAKS: Final = ",;。!?"
"""What ends a phrase, once the text is flat."""
_CHINESE: Final = {c: Decimal(n) for n, c in enumerate("一二三四五六七八九十", start=1)} | {
    "两": Decimal(2),
    "半": Decimal("0.5"),
}
_FLAT: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x2009: 0x20}
_BLANKS: Final = " \r\v\f\u00a0\u3000\ufeff"
_LONGEST: Final = 60
_SCORED: Final = re.compile(r"分|\d|[一二三四五六七八九十两半][个工天日周月年次条项篇家]|否决|比例|酌情")


@frozen
class Span:
    """A piece of one line, exactly as it stands there."""

    line: int
    text: str

    @property
    def flat(self) -> str:
        """The same text, letter by letter, in one width: for looking, never for quoting."""
        return flat(self.text)

    def trimmed(self, marks: str) -> "Span":
        """The piece without these marks, in any width, at its ends."""
        text = self.flat
        start = len(text) - len(text.lstrip(marks))
        return self.cut(start, len(text.rstrip(marks)))

    def cut(self, start: int, end: int | None = None) -> "Span":
        """The piece between two places, without blanks at its ends."""
        return Span(self.line, self.text[start:end].strip())


def flat(text: str) -> str:
    """A text of the same length with full-width letters, digits and marks made half-width."""
    return text.translate(_FLAT)


def number(text: str) -> Decimal:
    """The value of a `NUMBER`."""
    return _CHINESE[text] if text in _CHINESE else Decimal(text)


def spans(text: str) -> tuple[Span, ...]:
    """Every line that holds something; lines count from 1, as citations do. Tabs stay, they part cells."""
    lines = text.replace("\r\n", "\n").split("\n")
    return tuple(Span(n, line.strip(_BLANKS)) for n, line in enumerate(lines, start=1) if line.strip())


def quote(span: Span, *, whole: bool = False) -> Citation:
    """The citation of a span; of a long one its beginning and the phrases that hold numbers, unless `whole`."""
    parts = list(_phrases(span.text))
    kept = [whole or len(span.text) <= _LONGEST or i == 0 or bool(_SCORED.search(flat(p))) for i, p in enumerate(parts)]
    if not any(kept[1:]) and len(parts) > 1:
        kept[1] = True
    text = ""
    for part, keep in zip(parts, kept, strict=True):
        text += part if keep else "" if text.endswith(ELLIPSIS) else ELLIPSIS
    return Citation(line=span.line, quote=_clean(text))


def _phrases(text: str) -> Iterator[str]:
    """The text cut after every mark that ends a phrase; nothing is lost."""
    start = 0
    for match in re.finditer(f"[{BREAKS}]", flat(text)):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def _clean(text: str) -> str:
    """A quote without what no file may hold, and without marks at its end."""
    while char := control(text):
        text = text.replace(char, ELLIPSIS)
    end = len(flat(text).rstrip("。;,: \t" + ELLIPSIS))
    return text[:end].strip() or text.strip()
