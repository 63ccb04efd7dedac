"""What a host puts in place of what is not published, from a JSON file: points by rubric and leaf, names by kind."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ..points import read_number
from ..problems import EvidenceError, Invalid, Problem, in_order, suggestion
from ..provenance import Location
from ..text_files import read_text
from .json_places import json_places
from .json_text import parsed_object

MAX_BYTES: Final = 1 << 20
_SHAPE: Final = '{"points": {"county": {"1.1": 6}}, "roster": {"县区": ["甲县"]}}'
_KEYS: Final = ("points", "roster")


def read_supplies(path: str | Path) -> dict[str, Any]:
    """The `points` and the `roster` of a file, as `Program.with_` takes them. Raises `EvidenceError`."""
    file = Path(path)
    text = read_text(file, MAX_BYTES)
    if isinstance(text, Problem):
        raise EvidenceError([text])
    data = parsed_object(text, file.name, _SHAPE)
    problems = list(_problems(data))
    if problems:
        places = json_places(text, file.name, {path for path, _ in problems})
        raise EvidenceError(in_order(error.at(places.get(at, Location(file.name)), at) for at, error in problems))
    return dict(data)


def _problems(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Invalid]]:
    """What is wrong with the shape of the file, at the path of each."""
    for key, tables in data.items():
        if isinstance(tables, Invalid):
            yield (key,), tables
        elif key not in _KEYS:
            yield (key,), Invalid("key-unknown", key=key, near=suggestion(key, _KEYS))
        elif not isinstance(tables, Mapping):
            yield (key,), Invalid("json-shape", key=key, wanted=_SHAPE)
        else:
            for name, found in tables.items():
                yield from _names((key, name), found) if key == "roster" else _points((key, name), found)


def _points(at: tuple[str, ...], found: object) -> Iterator[tuple[tuple[str, ...], Invalid]]:
    """A table of numbers."""
    if isinstance(found, Invalid) or not isinstance(found, Mapping):
        yield at, found if isinstance(found, Invalid) else Invalid("json-shape", key=at[-1], wanted=_SHAPE)
        return
    for code, value in found.items():
        try:
            read_number(value)
        except Invalid as error:
            yield (*at, code), error


def _names(at: tuple[str, ...], found: object) -> Iterator[tuple[tuple[str, ...], Invalid]]:
    """A list of names."""
    if isinstance(found, Invalid) or not isinstance(found, list):
        yield at, found if isinstance(found, Invalid) else Invalid("list-wanted", value=found)
        return
    for name in found:
        if not isinstance(name, str):
            yield at, name if isinstance(name, Invalid) else Invalid("text-wanted", value=name)
