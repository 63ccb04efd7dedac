"""Readings as patches to a scheme's plain data."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..problems import Invalid
from ..provenance import Patch

_PATH_KEY: Final = re.compile(r'"([^"]+)"|([^."]+)')


def patched(document: Mapping[str, Mapping[str, Any]], patches: Iterable[Patch]) -> Mapping[str, Mapping[str, Any]]:
    """A copy of the document with the patches applied; tables that a path names and that are absent are made."""
    copy: dict[str, Any] = dict(document)
    for patch in patches:
        *tables, last = patch.path
        table = copy
        for key in tables:
            inner = table.get(key, {})
            if not isinstance(inner, Mapping):
                raise Invalid("patch-path", path=".".join(patch.path))
            table[key] = table = dict(inner)
        table[last] = patch.value
    return copy


def parse_path(text: str) -> tuple[str, ...]:
    """`county.2.1.3.draw` as keys; a key with a dot is quoted, as in TOML. Raises `Invalid`."""
    keys, position = list[str](), 0
    while match := _PATH_KEY.match(text, position):
        keys.append(match[1] or match[2])
        position = match.end()
        if position == len(text):
            return tuple(keys)
        if text[position] != ".":
            break
        position += 1
    raise Invalid("path-text", path=text)
