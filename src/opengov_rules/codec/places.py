"""The line and column of every key of a TOML file, so that problems can point at them.

Scheme files keep one key per line, which makes this a scan and not a parser; what it cannot place falls back to
its table.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import tomli

from ..provenance import Location, item_name

_NAME: Final = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED: Final = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER: Final = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_KEY: Final = re.compile(rf"\s*({_DOTTED})\s*=")
_DEEPEST: Final = 130
"""Longer paths belong to nobody."""
_PART: Final = re.compile(r""""((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+)""")


def places_in(text: str, file: str, stem: str, data: Mapping[str, Any]) -> dict[tuple[str, ...], Location]:
    """The place of every table and key, by its path of keys from the file's name down.

    `data` is the parsed file: it names the tables of a list.
    """
    places: dict[tuple[str, ...], Location] = {(stem,): Location(file, 1, 1)}
    table: tuple[str, ...] = (stem,)
    seen = Counter[tuple[str, ...]]()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if (header := _HEADER.fullmatch(line)) is not None:
            keys = _keys(header[1])
            if line.lstrip().startswith("[["):
                keys = (*keys, _item(data, keys, seen[keys]))
                seen[keys[:-1]] += 1
            table = (stem, *keys)
            places.setdefault(table, Location(file, number, 1))
        elif (key := _KEY.match(line)) is not None:
            places.setdefault((*table, *_keys(key[1])), Location(file, number, key.start(1) + 1))
    for path, place in tuple(places.items()):
        for end in range(1, min(len(path), _DEEPEST)):
            places.setdefault(path[:end], place)  # a table that has no header stands where it is first named
    return places


def _item(data: Mapping[str, Any], keys: tuple[str, ...], index: int) -> str:
    """The name of a table in the list at these keys."""
    found: Any = data
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return item_name(found[index], index) if isinstance(found, Sequence) and index < len(found) else str(index)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(_plain(match[1] or "") or match[2] or match[3] or "" for match in _PART.finditer(text))


def _plain(text: str) -> str:
    """A quoted key without its escapes."""
    if "\\" not in text:
        return text
    try:
        return str(tomli.loads(f'key = "{text}"')["key"])
    except tomli.TOMLDecodeError:  # a line within a longer text
        return text
