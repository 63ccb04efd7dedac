"""The line and column of every key of a TOML file, so that problems can point at them.

Scheme files keep one key per line, which makes this a scan and not a parser; what it cannot place falls back to its table.
"""

import re
from typing import Final

from ..provenance import Location

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"""\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=""")
_PART: Final = re.compile(r""""((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+)""")


def places_in(text: str, file: str, stem: str) -> dict[tuple[str, ...], Location]:
    """The place of every table and key, by its path of keys from the file's name down."""
    places = {(stem,): Location(file, 1, 1)}
    table: tuple[str, ...] = (stem,)
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header is not None and "=" not in header[2].split('"')[0]:
            table = (stem, *_keys(header[2]))
            places.setdefault(table, Location(file, number, header.start(1) + 1))
        elif key is not None:
            places.setdefault((*table, *_keys(key[1])), Location(file, number, key.start(1) + 1))
    return places


def _keys(text: str) -> tuple[str, ...]:
    return tuple(match[1] or match[2] or match[3] or "" for match in _PART.finditer(text))
