"""What a name may be made of: units, kinds, facts, parts, grades, options and codes."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final
from unicodedata import normalize

from .characters import control, denormalized, folded, hidden, spelt
from .problems import Invalid

ID: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
"""The grammar of ids: of schemes and rubrics, and so of entry points and folders."""
_PLAIN: Final = re.compile("[0-9A-Za-z\u4e00-\u9fff]+")


def check_characters(name: str) -> None:
    """A name in which every character can be seen, in its normal form. Raises `Invalid`."""
    if char := hidden(name):
        raise Invalid("name-hidden", name=name, char=spelt(char))
    if char := denormalized(name):
        raise Invalid("name-nfc", name=name, char=spelt(char), fixed=normalize("NFC", name))


def check_name(name: str) -> None:
    """A name that readers and files cannot take for another. Raises `Invalid`."""
    check_characters(name)
    if not name or name != name.strip():
        raise Invalid("name-blank", name=name)


def check_text(key: str, text: str) -> None:
    """A free text without control characters. Raises `Invalid`."""
    if char := control(text):
        raise Invalid("text-control", key=key, char=spelt(char))


def alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that look like an earlier one, each with that earlier one."""
    first = dict[str, str]()
    for name in dict.fromkeys(names):
        other = first.setdefault(folded(name), name)
        if other != name:
            yield name, other


def obviously_apart(names: Collection[Any]) -> bool:
    """Whether these are names of Chinese characters, letters and digits, no two alike: a quick yes, or not sure."""
    if {*map(type, names)} != {str} or "" in names or _PLAIN.fullmatch("".join(names)) is None:
        return False
    return len({name.casefold() for name in names}) == len(names)
