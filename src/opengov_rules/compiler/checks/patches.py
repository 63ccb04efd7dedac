"""Places of the files that are named: by discrepancies, by readings and by profiles."""

from collections.abc import Iterator, Mapping

from ...paths import parse_path
from ...problems import Invalid, Problem
from ...provenance import item_name
from ...scheme import Scheme
from ..placing import at_key


def discrepancies(scheme: Scheme) -> Iterator[Problem]:
    """Where the notice is said to contradict itself, there is a place, and something said."""
    for discrepancy in scheme.discrepancies:
        path = ("scheme", "discrepancies", discrepancy.key)
        if not discrepancy.says:
            yield at_key(scheme, Invalid("list-empty", key="says"), (*path, "says"))
        try:
            place = parse_path(discrepancy.at)
            if not (_stands(scheme, place) or _stands(scheme, ("scheme", *place))):
                raise Invalid("place-unknown", at=discrepancy.at)
        except Invalid as error:
            yield at_key(scheme, error, (*path, "at"))


def readings(scheme: Scheme) -> Iterator[Problem]:
    """Readings patch tables that exist as published, and no two readings patch one path."""
    owners = dict[tuple[str, ...], str]()
    for reading in () if scheme.taken or scheme.supplied else scheme.readings:
        for name, patches in reading.options:
            place = ("scheme", "readings", reading.key, "option", name)
            if name == reading.chosen:
                yield at_key(scheme, Invalid("option-chosen", option=name), place)
            for patch in patches:
                table = patch.path[:-1]
                if not (_table_at(scheme, table) or table[1:] in (("total",), ("inferred",), ("assumed",))):
                    error = Invalid("patch-path", path=".".join(patch.path))
                    yield at_key(scheme, error, place)
                if owners.setdefault(patch.path, reading.key) != reading.key:
                    error = Invalid("patch-twice", path=".".join(patch.path), reading=owners[patch.path])
                    yield at_key(scheme, error, place)


def profiles(scheme: Scheme) -> Iterator[Problem]:
    """A profile fills what stands open in tables that exist."""
    for profile in () if scheme.taken or scheme.supplied else scheme.profiles:
        for patch in profile.patches:
            if not _table_at(scheme, patch.path[:-1]):
                error = Invalid("patch-path", path=".".join(patch.path))
                yield at_key(scheme, error, ("scheme", "profiles", profile.key, "set", ".".join(patch.path)))


def _stands(scheme: Scheme, path: tuple[str, ...]) -> bool:
    """Whether the document has a key at a path."""
    return not path or path[-1] in _table_at(scheme, path[:-1])


def _table_at(scheme: Scheme, path: tuple[str, ...]) -> Mapping[str, object]:
    """The table of the document at a path; empty where there is none."""
    table: object = scheme.document
    for key in path:
        if isinstance(table, list):
            table = {item_name(item, index): item for index, item in enumerate(table)}
        table = table.get(key) if isinstance(table, Mapping) else None
    return table if isinstance(table, Mapping) else {}
