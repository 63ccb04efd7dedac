"""Readings as patches to a scheme's plain data."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..problems import Invalid
from ..provenance import Patch, item_name


def patched(document: Mapping[str, Mapping[str, Any]], patches: Iterable[Patch]) -> Mapping[str, Mapping[str, Any]]:
    """A copy of the document with the patches applied; tables that a path names and that are absent are made."""
    copy: dict[str, Any] = dict(document)
    for patch in patches:
        try:
            copy = _with(copy, _resolved(document, patch.path), patch.value)
        except LookupError:
            raise Invalid("patch-path", path=".".join(patch.path)) from None
    return copy


def _resolved(table: object, path: tuple[str, ...]) -> list[str | int]:
    """The path with the places of tables in lists instead of their names, which a patch may change.

    LookupError if a list has no such table.
    """
    found = list[str | int]()
    for key in path:
        if isinstance(table, list):
            names = [item_name(item, index) for index, item in enumerate(table)]
            if key not in names:
                raise LookupError(key)
            found.append(names.index(key))
            table = table[names.index(key)]
        else:
            found.append(key)
            table = table.get(key) if isinstance(table, Mapping) else None
    return found


def _with(table: object, path: list[str | int], value: object) -> Any:
    """A copy of the table, or list of tables, with one value replaced. LookupError where that is neither."""
    if not path:
        return value
    key, *rest = path
    match table, key:
        case Mapping(), str():
            return {**table, key: _with(table.get(key, {}), rest, value)}
        case list(), int():
            return [*table[:key], _with(table[key], rest, value), *table[key + 1 :]]
        case _:
            raise LookupError(key)
