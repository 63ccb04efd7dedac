"""Planted defects: what a tired assistant gets wrong, as edits of sound schemes, and where it must be named.

A plant is a table `[[plant]]` of one of the files beside this one:

    name = "parts swapped"
    base = "jingzhou-2021"          # a shipped city or an example; else the made-up city in `base`
    file, was, now                  # the edit; or `edits`, a list of these
    codes = ["amounts-differ"]      # what may be said about it, any of them
    at = "county.toml"              # in which file
    line = 'parts = { … }'          # at which line: one that begins with these words, which stand there once

A plant that is missed stays in the corpus with `missed = "why"`.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any, Final

import tomli
from attrs import field, frozen

from opengov_rules import compile_scheme, read_scheme
from opengov_rules.problems import Problem, SchemeError
from opengov_rules.verifier import verify

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
OURS: Final = "nishan-2024"


@frozen(kw_only=True)
class Plant:
    """One planted defect."""

    theme: str
    name: str
    base: str
    edits: tuple[Mapping[str, str], ...] = field(repr=False)
    codes: frozenset[str]
    at: str
    line: str = field(repr=False)
    missed: str = ""

    @property
    def id(self) -> str:
        return f"{self.theme}: {self.name}"


def plants() -> tuple[Plant, ...]:
    """The corpus."""
    return tuple(plant for file in sorted(HERE.glob("*.toml")) for plant in _plants_in(file))


def _plants_in(file: Path) -> Iterator[Plant]:
    for table in tomli.loads(file.read_text(encoding="utf-8"))["plant"]:
        yield Plant(
            theme=file.stem,
            name=table["name"],
            base=table.get("base", OURS),
            edits=tuple(table.get("edits", [table])),
            codes=frozenset(table["codes"]),
            at=table["at"],
            line=table["line"].strip("\n"),
            missed=table.get("missed", ""),
        )


def base_of(name: str) -> tuple[Path, Path]:
    """A sound scheme's folder, and the folder of its notice."""
    if name == OURS:
        return HERE / "base" / OURS, HERE / "base"
    (folder,) = [*ROOT.glob(f"plugins/*/src/*/{name}"), *ROOT.glob(f"examples/schemes/{name}")]
    return folder, ROOT.parent / "shared" / "sources" if folder.is_relative_to(ROOT / "plugins") else folder.parent


def is_named(plant: Plant, **looking: Any) -> bool:
    """Whether the defect is named at its line: of the scheme as it stands, else under one of its options."""
    with TemporaryDirectory() as root:
        folder, sources = spoiled(plant, Path(root))
        wanted = f"{plant.at}:{_line(plant, folder, sources)}:"
        return any(
            _tells(plant, wanted, problems_of(folder, sources, options=options, **looking)) for options in (False, True)
        )


def problems_of(folder: Path, sources: Path | None, **looking: Any) -> list[Problem]:
    """What `check` says about a scheme folder."""
    try:
        return verify(compile_scheme(read_scheme(folder)), sources=sources, **looking)
    except SchemeError as error:
        return list(error.problems)


def spoiled(plant: Plant, root: Path) -> tuple[Path, Path]:
    """The spoiled scheme and its notice in a folder of their own; a notice that was changed is sealed anew."""
    folder, sources = base_of(plant.base)
    copy, notices = root / folder.name, root / "sources"
    copytree(folder, copy)
    notices.mkdir()
    name = _notice(folder)
    if (sources / name).is_file():
        (notices / name).write_bytes((sources / name).read_bytes())
    for edit in plant.edits:
        file = (notices if edit["file"].endswith(".txt") else copy) / edit["file"]
        text = file.read_text(encoding="utf-8")
        was, now = edit["was"], edit["now"]
        if text.count(was) != 1:
            raise ValueError(f"{plant.id}: {was!r} does not stand once in {edit['file']}")
        file.write_text(text.replace(was, now), encoding="utf-8")
        if file.parent == notices:
            _sealed(copy / "scheme.toml", text, file.read_text(encoding="utf-8"))
    return copy, notices


@cache
def _notice(folder: Path) -> str:
    """The name of the file that holds the notice of a sound scheme."""
    return read_scheme(folder).source.file


def _sealed(scheme: Path, before: str, after: str) -> None:
    old, new = (hashlib.sha256(text.encode()).hexdigest() for text in (before, after))
    scheme.write_text(scheme.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def _line(plant: Plant, folder: Path, notices: Path) -> int:
    """The number of the line at which the defect must be named."""
    file = (notices if plant.at.endswith(".txt") else folder) / plant.at
    text = "\n" + file.read_text(encoding="utf-8")
    if text.count(f"\n{plant.line}") != 1:
        raise ValueError(f"{plant.id}: the line does not stand once in {plant.at}")
    return text[: text.index(f"\n{plant.line}") + 1].count("\n")


def _tells(plant: Plant, wanted: str, problems: list[Problem]) -> bool:
    """Whether one of the problems has a code and the place that the plant expects; inner ones count."""
    return any(
        f"{one.where}:".startswith(wanted) and ({one.code} | ({one.inner.code} if one.inner else set())) & plant.codes
        for one in problems
    )
