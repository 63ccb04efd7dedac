"""Bad input, as data: what is wrong, and what must be said about it by code, place and culprit."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any, Final

import tomli
from attrs import field, frozen

from opengov_rules import OpenGovError, Program, SchemeError, compile_scheme, read_evidence, read_scheme
from opengov_rules.characters import shown
from opengov_rules.problems import Problem, ProblemsError
from opengov_rules.verifier.options import option_problems

HERE: Final = Path(__file__).parent
BASE: Final = HERE / "base" / "lincheng-2024"
HEADER: Final = "unit,fact,part,value,status,time,source,method,note\n"
JSON_HEAD, JSON_TAIL = '{"scheme": "lincheng-2024", "units": {\n', "\n}}\n"


@frozen
class Told:
    """One problem: its code, its place, and (expected) the culprit or (found) the whole message in both languages."""

    code: str
    place: str
    words: tuple[str, ...]

    @classmethod
    def expected(cls, text: str) -> "Told":
        """`CODE PLACE CULPRIT`; `-` is no place, and the culprit may hold blanks."""
        code, place, culprit = text.split(" ", 2)
        return cls(code, place, (culprit,))

    @classmethod
    def found(cls, problem: Problem) -> "Told":
        place = str(problem.where) if problem.where else ".".join(problem.path) or "-"
        return cls(problem.code, shown(place), (problem.message("zh"), problem.message("en")))


@frozen(kw_only=True, eq=False)
class Case:
    """One bad input. `name` is unique in its file and theme."""

    theme: str
    name: str
    expect: tuple[Told, ...]
    data: Mapping[str, Any] = field(repr=False)

    @property
    def id(self) -> str:
        return f"{self.theme}: {self.name}"

    @property
    def is_scheme(self) -> bool:
        return self.theme.startswith("scheme/")

    def make(self, root: Path) -> Path:
        """The bad folder, or the bad file of evidence."""
        if self.is_scheme:
            return _make_folder(root, self.data)
        name = str(self.data.get("file", "round.csv" if "rows" in self.data else "round.json"))
        _write(root / name, _evidence_text(self.data), self.data)
        return root / name

    def read(self, made: Path, program: Program) -> None:
        """Reads it as an application would. Raises what is wrong."""
        if self.is_scheme:
            problems = option_problems(compile_scheme(read_scheme(made)))
            if problems:
                raise SchemeError(problems)
        else:
            read_evidence(made, program)

    def commands(self, made: Path) -> list[tuple[list[str], int]]:
        """The command lines that meet it, each with the exit code that it must have: `check` reports findings."""
        if self.is_scheme:
            shown = [(["show", str(made)], 2)] if self.theme in ("scheme/files", "scheme/encoding") else []
            return [(["check", str(made)], 1), *shown]
        return [(["score", str(BASE), str(made)], 2)]


@frozen(kw_only=True, eq=False)
class Call:
    """One bad call through Python."""

    name: str
    expect: tuple[Told, ...]
    call: Callable[[Program], object] = field(repr=False)

    @property
    def id(self) -> str:
        return f"api: {self.name}"

    def make(self, root: Path) -> Path:
        """A call has no file."""
        return root

    def read(self, _: Path, program: Program) -> None:
        """Calls. Raises what is wrong."""
        self.call(program)

    def commands(self, _: Path) -> list[tuple[list[str], int]]:
        """No command line can make it."""
        return []


def good() -> Program:
    """The scheme that the cases spoil, as it stands."""
    return compile_scheme(read_scheme(BASE))


def cases() -> tuple[Case, ...]:
    """Every case that is a file or a folder."""
    return tuple(case for file in sorted(HERE.glob("*/*.toml")) for case in _cases_in(file))


def found_in(case: "Case | Call", program: Program) -> tuple[Told, ...]:
    """What is said about a case, by place and code; nothing if it passes."""
    with TemporaryDirectory() as root:
        made = case.make(Path(root))
        try:
            case.read(made, program)
        except ProblemsError as error:
            return tuple(sorted(map(Told.found, error.problems), key=_order))
        except OpenGovError as error:
            return (Told(type(error).__name__, "-", (str(error), str(error))),)
    return ()


def unexpected(expect: Iterable[Told], found: Iterable[Told]) -> tuple[list[Told], list[Told]]:
    """What was expected and not said, and what was said and not expected."""
    missing, left = list[Told](), list(found)
    for one in expect:
        said = next((other for other in left if agrees(one, other)), None)
        if said is None:
            missing.append(one)
        else:
            left.remove(said)
    return missing, left


def agrees(expected: Told, found: Told) -> bool:
    """Whether the problem is the one expected, and its message names the culprit in both languages."""
    (culprit,) = expected.words
    return (expected.code, expected.place) == (found.code, found.place) and all(culprit in w for w in found.words)


def _order(told: Told) -> tuple[tuple[str, ...], str]:
    """By place, with lines as numbers."""
    return tuple(part.zfill(9) for part in told.place.split(":")), told.code


def _cases_in(file: Path) -> Iterator[Case]:
    theme = file.relative_to(HERE).with_suffix("").as_posix()
    index = tomli.loads(file.read_text(encoding="utf-8"))
    shared = {key: value for key, value in index.items() if key != "case"}
    for data in (shared | own for own in index["case"]):
        yield Case(
            theme=theme,
            name=data["name"],
            expect=tuple(Told.expected(text) for text in data["expect"]),
            data=data,
        )


def _make_folder(root: Path, data: Mapping[str, Any]) -> Path:
    folder = root / str(data.get("folder", BASE.name))
    copytree(BASE, folder)
    for name in data.get("remove", ()):
        (folder / name).unlink()
    for name in data.get("folders", ()):
        (folder / name).mkdir()
    for name, text in data.get("files", {}).items():
        _write(folder / name, text, data)
    for edit in data.get("edits", [data] if "now" in data or "encode" in data else ()):
        file = folder / edit["file"]
        text = file.read_text(encoding="utf-8")
        _write(file, text if "now" not in edit else _edited(text, edit), {**data, **edit})
    return folder


def _edited(text: str, edit: Mapping[str, str]) -> str:
    """The text with a line, or a piece that stands once, replaced; without `was` the new text follows at the end."""
    if "was" not in edit:
        return text + edit["now"]
    lines = text.split("\n")
    if lines.count(edit["was"]) == 1:
        lines[lines.index(edit["was"])] = edit["now"]
        return "\n".join(lines)
    if text.count(edit["was"]) != 1:
        raise ValueError(f"{edit['was']!r} does not stand once in {edit['file']}")
    return text.replace(edit["was"], edit["now"])


def _evidence_text(data: Mapping[str, Any]) -> str:
    if "rows" in data:
        return HEADER + str(data["rows"]) + "\n"
    for key, unit in (("county", "甲县"), ("town", "丁镇"), ("office", "己局")):
        if key in data:
            return f'{JSON_HEAD}"{unit}": {{\n{data[key]}\n}}{JSON_TAIL}'
    if "units" in data:
        return JSON_HEAD + str(data["units"]) + JSON_TAIL
    return str(data.get("text", ""))


def _write(file: Path, text: str, data: Mapping[str, Any]) -> None:
    """The text as bytes. `fill`: a mark stands for a text so many times; `size`: the file is as long as that."""
    for mark, (piece, times) in data.get("fill", {}).items():
        text = text.replace(mark, piece * times)
    encoded = text.encode(data.get("encode", "utf-8"))
    for old, new in data.get("bytes", {}).items():
        encoded = encoded.replace(old.encode(), bytes.fromhex(new))
    file.write_bytes(encoded)
    if "size" in data:
        with file.open("r+b") as stream:
            stream.truncate(data["size"])
