"""Paths of keys: as readings and discrepancies write them, and those of every text in a scheme's data."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from .problems import Invalid
from .provenance import item_name

KeyPath: TypeAlias = tuple[str, ...]
_KEY: Final = re.compile(r'"([^"]+)"|([^."]+)')
_LONGEST: Final = 64
FREE: Final = frozenset(
    {"cite", "says", "but", "ask", "taken", "title", "inferred", "assumed", "excluded", "why", "restricted", "todo"}
)
"""Under these keys stand the notice's words, or ours to a reader; all other texts are names."""
_NAMED: Final = frozenset(
    {"roster", "aliases", "facts", "grades", "named", "rankings", "profiles", "discrepancies", "readings", "vetoes"}
)
"""Tables of a file whose keys are names, whatever they look like."""


def parse_path(text: str) -> KeyPath:
    """`county.2.1.3.draw` as keys; a key with a dot is quoted, as in TOML. Raises `Invalid`."""
    keys, position = list[str](), 0
    while len(keys) < _LONGEST and (match := _KEY.match(text, position)):
        keys.append(match[1] or match[2])
        position = match.end()
        if position == len(text):
            return tuple(keys)
        if text[position] != ".":
            break
        position += 1
    raise Invalid("path-text", path=text)


def texts_of(document: Mapping[str, object]) -> Iterator[tuple[KeyPath, str, bool]]:
    """Every key and text with its path, and whether it is a free text; without recursion, however deep they stand."""
    waiting: list[tuple[KeyPath, object]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        match value:
            case str():
                yield path, value, not FREE.isdisjoint(path) and _is_free(path)
            case Mapping():
                named = [((*path, str(key)), inner) for key, inner in value.items()]
                yield from ((inside, inside[-1], False) for inside, _ in named)
                waiting += reversed(named)
            case list() | tuple():
                waiting += reversed([((*path, item_name(item, at)), item) for at, item in enumerate(value)])
            case _:
                pass


def _is_free(path: KeyPath) -> bool:
    """Whether one of the path's keys that are words, and no names, is one of the free ones."""
    named = {2} if path[1:2] and path[1] in _NAMED else set[int]()
    named |= {4} if path[3:4] == ("option",) else set()
    return any(key in FREE for at, key in enumerate(path) if at not in named)
