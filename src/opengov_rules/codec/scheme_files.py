"""A scheme folder (TOML) to plain data and to a `Scheme`."""

from decimal import Decimal
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import tomli

from ..problems import Invalid, Problem, SchemeError
from ..provenance import Location
from ..scheme import Scheme
from ..structure import structure_scheme
from .places import places_in

MAX_BYTES: Final = 1 << 20
_OTHERS: Final = ("en.toml", "sample.json", "published.json")


def read_scheme(folder: str | Path | Traversable) -> Scheme:
    """The scheme in a folder: `scheme.toml` and one file per rubric. Raises `SchemeError` with every problem."""
    root = Path(folder) if isinstance(folder, str) else folder
    document, places = read_document(root)
    scheme = structure_scheme(document, places)
    if scheme.id != root.name:
        error = Invalid("id-folder", id=scheme.id, folder=root.name)
        raise SchemeError([error.at(places.get(("scheme", "id")), ("scheme", "id"))])
    return scheme


def read_document(root: Path | Traversable) -> tuple[dict[str, Any], dict[tuple[str, ...], Location]]:
    """The parsed files of a scheme folder by name, and the place of every key. Raises `SchemeError`."""
    document, problems = dict[str, Any](), list[Problem]()
    places = dict[tuple[str, ...], Location]()
    entries = sorted(root.iterdir(), key=lambda entry: entry.name) if root.is_dir() else []
    for entry in entries:
        if entry.name in _OTHERS or entry.name.startswith((".", "__")):
            continue
        if not entry.name.endswith(".toml") or not entry.is_file():
            problems.append(Invalid("file-stray", file=entry.name).at(Location(entry.name)))
            continue
        stem = entry.name.removesuffix(".toml")
        try:
            text = _text(entry)
            document[stem] = _parse(text)
            places |= places_in(text, entry.name, stem, document[stem])
        except tomli.TOMLDecodeError as error:
            where = Location(entry.name, error.lineno, error.colno)
            problems.append(Invalid("toml-text", error=error.msg).at(where))
        except Invalid as error:
            problems.append(error.at(Location(entry.name)))
    if "scheme" not in document and not problems:
        problems.append(Invalid("file-missing", file="scheme.toml").at(Location(root.name)))
    if problems:
        raise SchemeError(problems)
    return document, places


def _text(entry: Path | Traversable) -> str:
    data = entry.read_bytes()
    if len(data) > MAX_BYTES:
        raise Invalid("file-large", limit=MAX_BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("file-encoding") from None


def _parse(text: str) -> dict[str, Any]:
    """tomli's own ValueError and RecursionError (huge numbers, deep nesting) become problems like any other."""
    try:
        return tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError:
        raise
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise Invalid("toml-text", error=error) from None
