"""Mutants argued to be equivalent: a small file of keys and reasons, and what in it no longer holds."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from ...codec.places import places_in
from ...codec.scheme_files import parse_toml
from ...problems import Invalid, Problem, suggestion
from ...provenance import Location
from ...text_files import read_text
from ...words import short
from ..cases import CaseError
from .mutants import Mutant

FILE: Final = Path("mutation") / "equivalent.toml"
"""Where the file stands in a folder of cases."""
_MAX_BYTES: Final = 1 << 20
_LIST: Final = "equivalent"
_KEYS: Final = ("mutant", "why")


@frozen(kw_only=True)
class Argument:
    """Why no evidence can tell a mutant from the scheme, in somebody's words."""

    mutant: str
    why: str
    where: Location


def read_arguments(folder: Path) -> Mapping[str, Argument]:
    """The arguments beside the cases of a folder, by the mutant's key. Raises `ProblemsError` with every problem."""
    file = folder / FILE
    if not file.is_file():
        return {}
    text = read_text(file, _MAX_BYTES)
    if isinstance(text, Problem):
        raise CaseError([text])
    data = parse_toml(text, file.name)
    tables = data.get(_LIST, [])
    places = places_in(text, file.name, file.stem, {_LIST: [None] * text.count(f"[[{_LIST}]]")})
    problems, found = list[Problem](), dict[str, Argument]()
    for number, table in enumerate(tables if isinstance(tables, list) else []):
        where = places.get((file.stem, _LIST, str(number)), Location(file.name))
        given = table if isinstance(table, Mapping) else {}
        problems += [Invalid("key-missing", key=key).at(where) for key in _KEYS if not isinstance(given.get(key), str)]
        problems += [
            Invalid("key-unknown", key=key, near=suggestion(key, _KEYS)).at(where) for key in given if key not in _KEYS
        ]
        argument = Argument(mutant=str(given.get("mutant", "")), why=str(given.get("why", "")), where=where)
        if argument.mutant in found:
            problems.append(Invalid("mutant-twice", mutant=argument.mutant).at(where))
        found[argument.mutant] = argument
    whole = [Invalid("key-unknown", key=key, near=suggestion(key, [_LIST])) for key in data if key != _LIST]
    whole += [] if isinstance(tables, list) else [Invalid("list-wanted", value=short(tables))]
    problems += [error.at(Location(file.name)) for error in whole]
    if problems:
        raise CaseError(problems)
    return found


def unknown(arguments: Mapping[str, Argument], mutants: Iterable[Mutant]) -> Iterator[Problem]:
    """Arguments about mutants that do not exist."""
    keys = dict.fromkeys(mutant.key for mutant in mutants)
    for key, argument in arguments.items():
        if key not in keys:
            yield Invalid("mutant-unknown", mutant=key, near=suggestion(key, keys)).at(argument.where)


def needless(arguments: Mapping[str, Argument], argued: Iterable[str], tried: Iterable[str]) -> Iterator[Problem]:
    """Arguments that were not needed, about mutants that were tried."""
    idle = set(tried) - set(argued)
    for key, argument in arguments.items():
        if key in idle:
            yield Invalid("mutant-argued", mutant=key).at(argument.where)
