"""How a finding tells its two sides: where, what is said on the one, and what on the other."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from ...points import to_text
from ...scoring import ResultLine

TOTAL: Final = "总分 (total)"
_MOST: Final = 8
_PARTS: Final = ("points", "bounds", "maximum", "status", "applies", "counted", "name", "cite", "children")


def sides(where: str, one: tuple[str, object], relation: str, other: tuple[str, object]) -> str:
    """Two values of one place, each with what it is: `1.2: 报出 (told) 4 ≠ 实得 (reached) 3`."""
    (said, value), (found, instead) = one, other
    return f"{where}: {said} {_text(value)} {relation} {found} {_text(instead)}"


def lines_apart(one: tuple[str, ResultLine], other: tuple[str, ResultLine]) -> str:
    """Two lines of one indicator that are not the same, by the first of their parts that differs."""
    (said, line), (found, instead) = one, other
    part = next((part for part in _PARTS if getattr(line, part) != getattr(instead, part)), "status")
    values = getattr(line, part), getattr(instead, part)
    return sides(line.code, (f"{said} {part}", values[0]), "≠", (f"{found} {part}", values[1]))


def _text(value: object) -> str:
    """A value, or the two ends of what is still open."""
    match value:
        case None:
            return "–"
        case Fraction():
            return to_text(value)
        case (low, high):
            return f"[{_end(low)}, {_end(high)}]"
        case _:
            return str(value)


def _end(value: object) -> str:
    return "不限 (no limit)" if value is None else _text(value)


def listed(names: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    rest = len(names) - _MOST
    return "、".join(names[:_MOST]) + (f" …(+{rest})" if rest > 0 else "")
