"""A new package on disk: all of it, or nothing."""

import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from ..problems import Invalid, Problem, ProblemsError
from ..text_files import write_folder
from .drafted import Notice, drafted, drafted_notice
from .naming import TEMPLATE, Names, renamed

_HERE: Final = files(__name__.rpartition(".")[0])
_SCHEMAS: Final = files(__name__.partition(".")[0]).joinpath("schemas")


@frozen(kw_only=True)
class NewPackage:
    """What was written, and what of a draft is left to its author."""

    folder: Path
    edition: str
    files: tuple[str, ...]
    findings: tuple[Problem, ...] = ()
    """What keeps the draft from being compiled; empty for the template."""
    draft: Mapping[str, Any] | None = None
    """What the draft found, in figures; none for the template."""


def new_package(target: Path, *, city: str, year: int | str, name: str = "", notice: Path | None = None) -> NewPackage:
    """Write the folder `opengov-rules-CITY` in `target`, which is made where it is missing.

    `city` is the ASCII name (lincheng), `name` the city's own (临城市), which may be left out. With a `notice`, a text
    file, its copy and the draft of a scheme take the place of the invented example. Raises `ProblemsError` with
    everything that is wrong; then nothing is written.
    """
    names = Names(city=city, name=name or city, year=str(year))
    folder = target / names.package
    read = None if notice is None else drafted_notice(notice, names)
    problems = [*names.problems(), *_in_the_way(target, folder), *(read if isinstance(read, tuple) else ())]
    if problems or isinstance(read, tuple):
        raise ProblemsError(problems)
    written, findings = package_files(names if read is None else read.named(names), read)
    write_folder(folder, written)
    found = None if read is None else read.figures
    return NewPackage(folder=folder, edition=names.edition, files=tuple(written), findings=findings, draft=found)


def package_files(names: Names, notice: Notice | None = None) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Every file of a new package by its path, in order, and what keeps the draft of a notice from being compiled."""
    template = {path: data for path, data in _tree(_HERE.joinpath("template")) if not path.startswith("schemas")}
    old = template[f"sources/{TEMPLATE.edition}.txt"]
    new = renamed(old, names)
    sums = {hashlib.sha256(old).hexdigest(): hashlib.sha256(new).hexdigest()}
    package = {renamed(path.encode(), names).decode(): renamed(data, names, sums) for path, data in template.items()}
    package |= {f"schemas/{path}": data for path, data in _tree(_SCHEMAS) if path.endswith(".json")}
    found = tuple[Problem, ...]()
    if notice is not None:
        package, found = drafted(package, names, notice)
    return dict(sorted(package.items())), found


def _in_the_way(target: Path, folder: Path) -> Iterator[Problem]:
    """What stands where the package should."""
    above = next((path for path in (target, *target.parents) if path.exists()), target)
    if above.exists() and not above.is_dir():
        yield Invalid("new-folder", folder=str(above)).at()
    elif folder.exists() or folder.is_symlink():
        yield Invalid("new-exists", folder=str(folder)).at()


def _tree(root: Traversable, under: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, by its path."""
    for entry in root.iterdir():
        path = f"{under}{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _tree(entry, f"{path}/")
        else:
            yield path, entry.read_bytes()
