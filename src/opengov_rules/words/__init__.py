"""The words of every problem, in Chinese and English: what is wrong, what was expected, the likeliest fix."""

import datetime as dt
import re
import reprlib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from ..characters import shown
from .comparisons import COMPARISONS
from .evidence import EVIDENCE
from .files import FILES
from .findings import FINDINGS
from .kit import KIT
from .schemes import SCHEMES

Language: TypeAlias = Literal["zh", "en"]

FAMILIES: Final[Mapping[str, Mapping[str, tuple[str, str, str]]]] = {
    "files": FILES,
    "schemes": SCHEMES,
    "evidence": EVIDENCE,
    "comparisons": COMPARISONS,
    "findings": FINDINGS,
    "kit": KIT,
}
"""By family, in the order of their numbers: each code with its number, Chinese and English."""
_ALL: Final = {code: entry for family in FAMILIES.values() for code, entry in family.items()}
PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {code: (zh, en) for code, (_, zh, en) in _ALL.items()}
"""By code, what is said in Chinese and in English."""
NUMBERS: Final[Mapping[str, str]] = {code: number for code, (number, _, _) in _ALL.items()}
"""By code, its number: `OGR…`, which never changes and is never given to another code."""


_LONGEST: Final = 400
_LONG_VALUE: Final = 60
_PLACEHOLDER: Final = re.compile(r"\{(\w+)(!r)?\}", re.ASCII)


def render(code: str, lang: Language, params: Mapping[str, str]) -> str:
    """The words of a problem, its parameters filled in, and the nearest known word where there is one."""

    def fill(match: re.Match[str]) -> str:
        value = _readable(params.get(match[1], match[0]))
        return value if match[2] is None else f"“{value}”" if lang == "zh" else f"'{value}'"

    text = _PLACEHOLDER.sub(fill, PROBLEMS[code][0 if lang == "zh" else 1])
    near = _readable(params.get("near", ""))
    if near:
        text += {"zh": f";您是否指 {near}?", "en": f"; did you mean {near}?"}[lang]
    return text


class _Short(reprlib.Repr):
    """Numbers and days within lists and tables as people write them, and no addresses of memory."""

    def __init__(self) -> None:
        super().__init__()
        self.maxother = 1000  # `short` cuts at the end, where an address stands

    def repr_Decimal(self, value: Decimal, level: int) -> str:  # noqa: N802
        return short(value)

    def repr_Fraction(self, value: Fraction, level: int) -> str:  # noqa: N802
        return short(value)

    def repr_date(self, value: dt.date, level: int) -> str:
        return short(value)

    def repr_int(self, value: int, level: int) -> str:
        return repr(value) if abs(value) < 10**_LONG_VALUE else "int …"

    def repr_instance(self, value: object, level: int) -> str:
        text = super().repr_instance(value, level)
        return f"<{type(value).__name__}>" if " at 0x" in text else text


_SHORT: Final = _Short()


def short(value: object) -> str:
    """A value as people write it, cut where it is long."""
    try:
        match value:
            case Decimal() if value.is_finite() and abs(value.adjusted()) < _LONG_VALUE:
                text = f"{value:f}"
            case str() | Decimal() | Fraction() | dt.date():
                text = str(value)
            case _:
                text = _SHORT.repr(value)
    except ValueError:  # a fraction with more digits than Python prints
        text = f"{type(value).__name__} …"
    return text if len(text) <= _LONG_VALUE else f"{text[: _LONG_VALUE - 3]}..."


def _readable(value: str) -> str:
    """A parameter as it may be printed: no invisible characters, and not endless."""
    return shown(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}...")
