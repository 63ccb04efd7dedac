"""Numerals, names, quotes and paths as patterns that every dialect of regular expressions reads alike.

No look-around (Rust has none), no `\\d` or `\\s` (each dialect has its own), no characters beyond U+FFFF.
"""

from typing import Any, Final

from ..paths import FREE

_NUMERAL: Final = r"-?[0-9]{1,6}(\.[0-9]{1,6})?"
_ZERO: Final = r"-?0+(\.0+)?"
_UNSIGNED: Final = _NUMERAL.removeprefix("-?")
NUMBER: Final[dict[str, Any]] = {
    "type": "string",
    "pattern": f"^{_NUMERAL}(/{_NUMERAL})?$",
    "not": {"pattern": f"/{_ZERO}$"},
}
"""A number as text: `0.5`, `244/3`."""
CONSTANT: Final[dict[str, Any]] = {
    "type": "string",
    "pattern": f"^{_NUMERAL}(/{_NUMERAL})?%?$",
    "not": {"pattern": f"/{_ZERO}%?$"},
}
"""The same, or a percentage."""
POSITIVE: Final[dict[str, Any]] = {
    "type": "string",
    "pattern": f"^({_UNSIGNED}(/{_UNSIGNED})?|-{_UNSIGNED}/-{_UNSIGNED})%?$",
    "not": {"pattern": f"^{_ZERO}(/|%|$)|/{_ZERO}%?$"},
}
"""The same, above 0."""
NO_WORD: Final = f"[%\uff05]$|^{_NUMERAL}/{_ZERO}$"
"""What no word of a choice fact looks like: a percentage, or a quotient by nothing."""
_SPACE: Final = r"[\t\n\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
DATE: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_KEY: Final = r'("[^"]+"|[^."]+)'
PATH: Final = rf"^{_KEY}(\.{_KEY}){{0,63}}$"
CODE: Final = "^([0-9]{1,6}|[A-Z][0-9]{0,6})$"
"""A part of an indicator's code."""
FREELY: Final = f"^({'|'.join(sorted(FREE))})$"
"""Keys whose texts are free."""
_HIDDEN: Final = (
    r"\u0000-\u001f\u007f-\u009f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160"
    r"\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffd"
)
_CONTROL: Final = r"\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069"
NAME: Final = f"^[^{_HIDDEN}]*$"
"""A text without invisible characters, as far as U+FFFF."""
TEXT: Final = f"^[^{_CONTROL}]*$"
"""A text without control characters."""
CITATION: Final = rf"^{_SPACE}*[0-9]{{1,6}}{_SPACE}*:[^{_CONTROL}]+$"
"""`72: 得2分`."""
CITED_NAME: Final = rf"^{_SPACE}*[0-9]{{1,6}}{_SPACE}*:[^{_HIDDEN}]+$"
"""The same under a key whose texts are names."""
