"""A scheme folder (TOML) to plain data and to a `Scheme`."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import tomli

from ..problems import Invalid, Problem, SchemeError, in_order
from ..provenance import Location, nearest
from ..rules import KINDS, Rule
from ..scheme import Scheme
from ..structure import structure_partly
from ..text_files import read_text
from ..words import short
from .places import places_in

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 128
"""Of tables and lists within one another: deeper than any condition may be."""
_OTHERS: Final = ("en.toml", "sample.json", "published.json")
_HEAD: Final = "scheme.toml"
_ENDLESS: Final = re.compile(r"\d{4000}", re.ASCII)
"""An integer that Python refuses to read (at 4,300 digits)."""


def read_scheme(folder: str | Path | Traversable, *, kinds: Iterable[type[Rule]] = ()) -> Scheme:
    """The scheme in a folder: `scheme.toml` and one file per rubric. Raises `SchemeError` with every problem.

    `kinds`: the kinds of rule that it may name besides the built-in ones.
    """
    root = Path(folder) if isinstance(folder, str) else folder
    document, places = read_document(root)
    scheme, problems = structure_partly(document, places, (*KINDS, *kinds))
    if scheme is not None and scheme.id != root.name:
        error = Invalid("id-folder", id=scheme.id, folder=root.name)
        problems = (error.at(places.get(("scheme", "id")), ("scheme", "id")), *problems)
    if scheme is None or problems:
        raise SchemeError(in_order((*problems, *_standing(scheme, problems))))
    return scheme


def _standing(scheme: Scheme | None, problems: Iterable[Problem]) -> Iterable[Problem]:
    """What else is wrong, as far as the scheme stands."""
    from ..compiler.checks import standing_problems  # lazy: reading a sound scheme needs no compiler

    return () if scheme is None else standing_problems(scheme, problems)


def read_document(root: Path | Traversable) -> tuple[dict[str, Any], dict[tuple[str, ...], Location]]:
    """The parsed files of a scheme folder by name, and the place of every key. Raises `SchemeError`."""
    document, problems = dict[str, Any](), list[Problem]()
    places = dict[tuple[str, ...], Location]()
    entries = sorted(root.iterdir(), key=lambda entry: entry.name) if root.is_dir() else []
    files = {entry.name: entry for entry in entries if not _is_other(entry.name)}
    if _HEAD not in files:
        problems.append(Invalid("file-missing", file=_HEAD).at(Location(root.name)))
    for name, entry in files.items():
        if not name.endswith(".toml") or not entry.is_file():
            problems.append(Invalid("file-stray", file=name).at(Location(name)))
            continue
        text = read_text(entry, MAX_BYTES)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        stem = name.removesuffix(".toml")
        try:
            document[stem] = parse_toml(text, name)
            places |= places_in(text, name, stem, document[stem])
            problems += _too_deep(document[stem], (stem,), places)
        except SchemeError as error:
            problems += error.problems
    if problems:
        raise SchemeError(problems)
    return document, places


def _is_other(name: str) -> bool:
    return name in _OTHERS or name.startswith((".", "__"))


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """The tables of a file. Raises `SchemeError`: tomli's own errors become problems like any other."""
    try:
        return tomli.loads(text, parse_float=_number)
    except tomli.TOMLDecodeError as error:
        line = text.replace("\r\n", "\n").split("\n")[error.lineno - 1].strip()
        problem = Invalid("toml-text", error=error.msg, text=short(line))
        where = Location(name, error.lineno, error.colno)
    except RecursionError:
        problem, where = Invalid("too-deep", limit=MAX_DEPTH), Location(name)
    except ValueError:
        match = _ENDLESS.search(text)
        start = match.start() if match else 0
        problem = Invalid("number-range", value=short(match[0] if match else "–"))
        where = Location(name, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
    raise SchemeError([problem.at(where)])


def _number(text: str) -> Decimal | Invalid:
    """A number of a file; one whose exponent no Decimal can hold is left for the reader of its key to refuse."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Invalid("number-range", value=short(text))


def _too_deep(data: object, path: tuple[str, ...], places: Mapping[tuple[str, ...], Location]) -> list[Problem]:
    """The first key under which tables and lists stand deeper than anything of ours; found without recursion."""
    waiting: list[tuple[tuple[str, ...], int, object]] = [(path, 1, data)]
    while waiting:
        path, depth, value = waiting.pop()
        if depth > MAX_DEPTH:
            return [Invalid("too-deep", limit=MAX_DEPTH).at(nearest(places, path), path)]
        if isinstance(value, Mapping):
            waiting += [((*path, key), depth + 1, inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(path, depth + 1, inner) for inner in value]
    return []
