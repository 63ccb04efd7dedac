"""Readings as patches to a scheme's plain data."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..problems import Invalid
from ..provenance import Patch, item_name


def patched(document: Mapping[str, Mapping[str, Any]], patches: Iterable[Patch]) -> Mapping[str, Mapping[str, Any]]:
    """A copy of the document with the patches applied; tables that a path names and that are absent are made."""
    copy: dict[str, Any] = dict(document)
    # A variant is named by the units that it is for, so these change last.
    for patch in sorted(patches, key=lambda patch: patch.path[-1] in ("units", "kinds")):
        try:
            copy = _with(copy, patch.path, patch.value)
        except LookupError:
            raise Invalid("patch-path", path=".".join(patch.path)) from None
    return copy


def _with(table: object, path: tuple[str, ...], value: object) -> Any:
    """A copy of the table, or list of tables, with one value replaced. LookupError if a list has no such table."""
    if not path:
        return value
    key, *rest = path
    match table:
        case Mapping():
            return {**table, key: _with(table.get(key, {}), tuple(rest), value)}
        case list():
            names = [item_name(item, index) for index, item in enumerate(table)]
            if key not in names:
                raise LookupError(key)
            at = names.index(key)
            return [*table[:at], _with(table[at], tuple(rest), value), *table[at + 1 :]]
        case _:
            raise LookupError(key)
