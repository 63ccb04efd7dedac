"""Where a thing stands: in the notice (`Citation`), and in our own files (`Location`)."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from attrs import field, frozen

_CITE: Final = re.compile(r"\s*([0-9]{1,6})\s*:\s?(.+)", re.DOTALL)
_ORDINAL: Final = re.compile(r"^\s*\d{1,2}[.、](?!\d)")
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")
_CHINESE: Final = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"两": "2", "半": "0.5"}
_CHINESE_RUN: Final = re.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?|[〇一二三四五六七八九两半]")
ELLIPSIS: Final = "…"


@frozen
class Location:
    """A place in one of our files; lines and columns count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


Places: TypeAlias = Mapping[tuple[str, ...], Location]
"""Where each key stands, by its path of keys from the file's name down."""


def nearest(places: Places, path: tuple[str, ...]) -> Location | None:
    """The place of a path, or of the nearest table around it."""
    return next((places[path[:end]] for end in range(len(path), 0, -1) if path[:end] in places), None)


def item_name(table: object, index: int) -> str:
    """How a path names a table in a list: by the first unit or kind that it is for, else by its place."""
    if isinstance(table, Mapping):
        for named in (table.get("units"), table.get("kinds")):
            if isinstance(named, Sequence) and named and isinstance(named[0], str):
                return named[0]
    return str(index)


@frozen
class Citation:
    """A place in the notice: the physical line (from 1) and the exact words there.

    In `quote`, `…` stands for text left out within the line.
    """

    line: int
    quote: str

    @staticmethod
    def matches(text: str) -> bool:
        """Whether the text reads as a citation."""
        return _CITE.fullmatch(text) is not None

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read `"72: 得2分"`. Raises ValueError when the text has another shape."""
        match = _CITE.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(line=int(match[1]), quote=match[2])

    def __str__(self) -> str:
        return f"{self.line}: {self.quote}"

    @property
    def pieces(self) -> tuple[str, ...]:
        """The quote without its ellipses."""
        return tuple(piece for piece in self.quote.split(ELLIPSIS) if piece)

    def stands_in(self, line: str) -> bool:
        """Whether the pieces of the quote stand in this line, in order."""
        position = 0
        for piece in self.pieces:
            position = line.find(piece, position)
            if position < 0:
                return False
            position += len(piece)
        return True

    def numerals(self) -> frozenset[str]:
        """The whole numerals of the quote, as plain decimal text; a leading ordinal (`2.`) is not one."""
        text = _ORDINAL.sub("", self.quote)
        found = {_plain(n) for n in _DIGITS.findall(text)}
        found |= {_chinese(run) for run in _CHINESE_RUN.findall(text)}
        return frozenset(found)


@frozen
class Source:
    """The notice as a file: its name and the SHA-256 of its bytes."""

    file: str
    sha256: str


@frozen(kw_only=True)
class Discrepancy:
    """原文矛盾: two places of the notice that cannot both be right, and which one was taken."""

    key: str
    at: str
    says: tuple[Citation, ...]
    but: tuple[Citation, ...] = ()
    taken: str


@frozen(kw_only=True)
class Patch:
    """One change to a scheme's data: the path of keys from the file's name down, and the new value."""

    path: tuple[str, ...]
    value: object = field(hash=False)


@frozen(kw_only=True)
class Reading:
    """解释口径: a question the notice leaves open, the answer taken, and the others as patches."""

    key: str
    ask: str
    cite: tuple[Citation, ...]
    chosen: str
    options: tuple[tuple[str, tuple[Patch, ...]], ...] = ()

    def option(self, name: str) -> tuple[Patch, ...]:
        """The patches of an answer; none for the one the scheme's files already hold. LookupError if unknown."""
        if name == self.chosen:
            return ()
        for option, patches in self.options:
            if option == name:
                return patches
        raise LookupError(name)


@frozen(kw_only=True)
class Profile:
    """试用方案: values assumed where the notice prints none, so that a scheme can be tried; `why` says who assumes."""

    key: str
    why: str
    patches: tuple[Patch, ...] = ()


def _plain(numeral: str) -> str:
    whole, _, fraction = numeral.partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{fraction}" if fraction else whole


def _chinese(run: str) -> str:
    if "十" not in run:
        return _CHINESE[run]
    tens, ones = run.split("十")
    return str(10 * int(_CHINESE.get(tens, "1")) + int(_CHINESE.get(ones, "0")))
