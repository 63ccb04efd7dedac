"""Tries the examples of the codes: what is said about a piece of a scheme, of evidence, of Python or of a command line."""

import datetime as dt
import hashlib
import io
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeAlias

from attrs import frozen

import opengov_rules
from editions import ROOT
from opengov_rules import Program, compile_scheme, read_evidence, read_scheme
from opengov_rules.cli import main
from opengov_rules.codec import read_supplies
from opengov_rules.explanations import Explanation
from opengov_rules.options import option_problems
from opengov_rules.problems import Problem, ProblemsError
from opengov_rules.quotes import figure_problems, quote_problems
from opengov_rules.scheme import Scheme
from opengov_rules.studies.comparison import compare
from opengov_rules.windows import outside_window
from opengov_rules.words import NUMBERS

BASE: Final = ROOT / "tests" / "bad" / "base" / "lincheng-2024"
"""The small scheme that the examples spoil."""
_NO_HASH: Final = 'sha256 = "00"'
Setting: TypeAlias = Mapping[str, Any]


@frozen
class Said:
    """One thing that was said about an example."""

    number: str
    severity: str
    zh: str
    en: str

    @classmethod
    def of(cls, problem: Problem) -> "Said":
        return cls(problem.number, problem.severity, problem.message("zh"), problem.message("en"))


def said(found: Explanation, piece: str) -> list[Said]:
    """What is said about the bad example or the good one (`piece`) of a code."""
    with TemporaryDirectory() as root:
        try:
            problems = list(_way(found.file)(Path(root), found, piece))
        except ProblemsError as error:
            problems = [Said.of(problem) for problem in error.problems]
    return problems


_Way: TypeAlias = Callable[[Path, Explanation, str], Iterator[Said]]


def _way(file: str) -> _Way:
    """How a piece of this file is tried."""
    return _WAYS.get(file, _checked)


def _checked(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """A piece of the scheme: what `check` says. `notice`: true for a notice that fits, or its text; `today`: the day."""
    setting = found.setting
    folder = _folder(root, setting, (found.file, setting.get("was", found.good), piece))
    if "remove" in setting and piece == found.bad:
        (folder / setting["remove"]).unlink()
    sources = None
    if "notice" in setting:
        sources = root / "sources"
        sources.mkdir()
        _sealed(folder, sources, setting["notice"])
    program = compile_scheme(read_scheme(folder))
    problems = option_problems(program)
    problems += [] if sources is None else quote_problems(program.scheme, sources)
    yield from map(Said.of, problems)


def _answered(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """A file of evidence. A record's figures are checked too."""
    setting = found.setting
    program = _program(root, setting)
    round = read_evidence(_written(root, found, piece), program)
    yield from map(Said.of, figure_problems(round))
    yield from map(Said.of, outside_window(program, round))


def _supplied(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """A file of points and names that the notice does not publish."""
    _program(root, found.setting).with_(**read_supplies(_written(root, found, piece)))
    yield from ()


def _compared(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """The later of two rounds: `before` is the earlier one, and `also` changes the later scheme."""
    setting = found.setting
    earlier = _program(root / "earlier", {})
    later = _program(root / "later", setting)
    before = root / "before.json"
    before.write_text(setting["before"], encoding="utf-8")
    comparison = compare(
        (earlier, read_evidence(before, earlier)), (later, read_evidence(_written(root, found, piece), later))
    )
    yield from (Said.of(change.why) for change in comparison.units if change.why is not None)


def _called(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """Lines of Python."""
    names = {name: getattr(opengov_rules, name) for name in opengov_rules.__all__}
    given = {"program": _program(root, found.setting), "Decimal": Decimal, "Fraction": Fraction, "dt": dt}
    exec(piece, names | given)  # noqa: S102 - our own examples
    yield from ()


def _commanded(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """A command line, in a folder that holds the scheme and `files`; what it says with a number."""
    _folder(root, found.setting)
    for name, text in found.setting.get("files", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    chinese, english = (_lines(root, lang, piece) for lang in ("zh", "en"))
    for zh, en in zip(chinese, english, strict=True):
        number = next(number for number in NUMBERS.values() if number in zh)
        yield Said(number, "", zh, en)


def _lines(root: Path, lang: str, piece: str) -> list[str]:
    heard = io.StringIO()
    with chdir(root), redirect_stdout(heard), redirect_stderr(heard):
        main(["--lang", lang, *shlex.split(piece.removeprefix("opengov-rules "))])
    return [line for line in heard.getvalue().splitlines() if "OGR" in line]


_WAYS: Final[Mapping[str, _Way]] = {
    "round.json": _answered,
    "round.csv": _answered,
    "round.xlsx": _answered,
    "published.json": _answered,
    "supply.json": _supplied,
    "after.json": _compared,
    "python": _called,
    "command": _commanded,
}
"""By file, how a piece of it is tried; every other file is one of the scheme's."""


def _program(root: Path, setting: Setting) -> Program:
    return compile_scheme(read_scheme(_folder(root, setting)))


def _folder(root: Path, setting: Setting, *edits: tuple[str, str, str]) -> Path:
    """The base scheme in a folder of its own, changed."""
    folder = root / str(setting.get("folder", BASE.name))
    copytree(BASE, folder)
    also = [(one["file"], one.get("was", ""), one["now"]) for one in setting.get("also", ())]
    for name, was, now in (*also, *edits):
        file = folder / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        last = (name, was, now) == (edits[-1] if edits else None)
        file.write_bytes(_encoded(_edited(text, was, now), setting if last else {}))
    return folder


def _edited(text: str, was: str, now: str) -> str:
    """The text with a piece that stands there once replaced, as whole lines if there are such; "": the end."""
    if not was:
        return text + now + "\n"
    if f"\n{text}\n".count(f"\n{was}\n") == 1:
        return f"\n{text}\n".replace(f"\n{was}\n", f"\n{now}\n")[1:-1]
    if text.count(was) != 1:
        raise ValueError(f"{was!r} does not stand there once")
    return text.replace(was, now)


def _written(root: Path, found: Explanation, piece: str) -> Path:
    file = root / found.file
    file.write_bytes(_encoded(piece, found.setting if piece == found.bad else {}))
    return file


def _encoded(text: str, setting: Setting) -> bytes:
    """`fill`: a mark stands for a text so many times; `encode` names an encoding; `bytes`: a mark is these bytes."""
    for mark, (piece, times) in setting.get("fill", {}).items():
        text = text.replace(mark, piece * times)
    data = text.encode(setting.get("encode", "utf-8"))
    for mark, code in setting.get("bytes", {}).items():
        data = data.replace(mark.encode(), bytes.fromhex(code))
    return data


def _sealed(folder: Path, sources: Path, notice: object) -> None:
    """The notice beside the scheme, and its hash in the scheme where that has none yet."""
    scheme = read_scheme(BASE)
    text = notice if isinstance(notice, str) else fitting_notice(scheme)
    (sources / scheme.source.file).write_bytes(text.encode())
    file = folder / "scheme.toml"
    sealed = f'sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"'
    file.write_text(file.read_text(encoding="utf-8").replace(_NO_HASH, sealed), encoding="utf-8")


def fitting_notice(scheme: Scheme) -> str:
    """A notice that holds every quote of a scheme, each on its line."""
    cites = [cite for cite, _ in scheme.citations()]
    lines = [""] * max(cite.line for cite in cites)
    for cite in dict.fromkeys(cites):
        lines[cite.line - 1] += "".join(cite.pieces) + "。"
    return "\n".join(lines) + "\n"
