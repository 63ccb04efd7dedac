"""Characters that a reader cannot see, and names that a reader cannot tell apart."""

import re
from typing import Final
from unicodedata import category, combining, is_normalized, normalize

_HIDDEN: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_MORE: Final = re.compile("[\u034f\u115f\u1160\u180b-\u180d\u3164\ufe00-\ufe0f\uffa0\ufffd\U000e0100-\U000e01ef]")
"""Joiners, fillers and variants that Unicode does not class as format, and the mark of a broken decoding."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What may hurt whoever prints a text: control characters, changes of direction, halves of a pair."""


def hidden(text: str) -> str:
    """The first character of the text that cannot be seen, or ""."""
    if text.isprintable() and _MORE.search(text) is None:
        return ""
    return next((char for char in text if _is_hidden(char)), "")


def control(text: str) -> str:
    """The first character of a free text that no text should hold, or ""; line ends and tabs may stand."""
    match = _CONTROL.search(text)
    return match[0] if match else ""


def denormalized(text: str) -> str:
    """The first character because of which the text is not in NFC, or ""."""
    if is_normalized("NFC", text):
        return ""
    return next((char for char in text if combining(char) or normalize("NFC", char) != char), text[0])


def shown(text: str) -> str:
    """The text with every hidden character spelt out: 空白<U+200B>栏目."""
    if not hidden(text):
        return text
    return "".join(f"<{spelt(char)}>" if _is_hidden(char) else char for char in text)


def spelt(char: str) -> str:
    """A character by its number: U+200B."""
    return f"U+{ord(char):04X}"


def folded(name: str) -> str:
    """What is left of a name when width, case and other compatible forms are set aside."""
    return normalize("NFKC", normalize("NFKC", name).casefold())


def _is_hidden(char: str) -> bool:
    return category(char) in _HIDDEN or _MORE.match(char) is not None
