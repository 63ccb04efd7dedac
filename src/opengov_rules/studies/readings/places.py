"""Where in a scheme's files a patch changes something, and which names the tables there hold."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from ...compiler import TOTAL

Kind: TypeAlias = Literal["node", "veto", "total", "fact", "grades", "window", "other"]
_CODE_PART: Final = re.compile(r"[0-9]{1,6}|[A-Z][0-9]{0,6}", re.ASCII)
_SILENT: Final = frozenset({"cite", "inferred", "assumed", "name", "ask", "measure"})
"""Keys of tables that say nothing of points."""
_TOLD: Final = frozenset({"named", "discrepancies", "readings", "profiles", "title", "city", "edition", "source"})
"""Parts of `scheme.toml` on which no total, grade or rank rests."""


@frozen
class Place:
    """What a patch changes: a table of one file, and the key in it ("" for the whole table)."""

    kind: Kind
    file: str
    name: str = ""
    key: str = ""

    @classmethod
    def of(cls, path: tuple[str, ...]) -> "Place | None":
        """The place of a patch; None where it changes words only."""
        file, *keys = path
        if file == "scheme":
            return cls._in_scheme(keys)
        codes = list[str]()
        while keys and _CODE_PART.fullmatch(keys[0]):
            codes.append(keys.pop(0))
        head = keys[0] if keys else ""
        if head in _SILENT:
            return None
        if codes:
            return cls("node", file, ".".join(codes), head)
        if head == "vetoes":
            return cls("veto", file, " ".join(("veto", *keys[1:2])))
        return cls("total", file, TOTAL) if head == "total" else cls("other", file, head)

    @classmethod
    def _in_scheme(cls, keys: list[str]) -> "Place | None":
        head, name, key = (*keys, "", "", "")[:3]
        match head:
            case "facts" if name:
                return None if key in _SILENT else cls("fact", "scheme", name)
            case "grades":
                return None if key in _SILENT else cls("grades", "scheme", "grades")
            case "window":
                return cls("window", "scheme")
            case _:
                return None if head in _TOLD else cls("other", "scheme", head)


def words_of_tables(documents: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], frozenset[str]]:
    """The names that each table of the files holds under any of the options, by its file and its name."""
    found = dict[tuple[str, str], frozenset[str]]()
    for document in documents:
        for file, tables in document.items():
            for name, table in _tables(file, tables):
                found[file, name] = found.get((file, name), frozenset()) | frozenset(_texts(table))
    return found


def _tables(file: str, data: Mapping[str, Any], code: str = "") -> Iterator[tuple[str, object]]:
    """The tables of a file under the names that places have: codes, the vetoes, the total, the declared facts."""
    if file == "scheme":
        yield "grades", data.get("grades", {})
        yield from ((f"fact {name}", table) for name, table in data.get("facts", {}).items())
        return
    children = {key: table for key, table in data.items() if _CODE_PART.fullmatch(key) and isinstance(table, Mapping)}
    if code:
        yield code, {key: value for key, value in data.items() if key not in children}
    else:
        yield TOTAL, data.get("total", {})
        yield from ((f"veto {key}", table) for key, table in data.get("vetoes", {}).items())
    for part, table in children.items():
        yield from _tables(file, table, f"{code}.{part}".lstrip("."))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            yield from (str(key) for key in value)
            yield from (text for inner in value.values() for text in _texts(inner))
        case list() | tuple():
            yield from (text for inner in value for text in _texts(inner))
