"""Tries the examples of the codes: what is said about a piece of a scheme, of evidence, or of Python."""

import datetime as dt
import hashlib
import io
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, TypeAlias
from unittest.mock import patch

import tomli
from attrs import evolve, frozen

import opengov_rules
from editions import ROOT
from opengov_rules import Host, Program, Round, compile_scheme, read_evidence, read_scheme
from opengov_rules.cli import main
from opengov_rules.codec import read_supplies
from opengov_rules.explanations import Explanation
from opengov_rules.problems import Problem, ProblemsError, Severity
from opengov_rules.scheme import Scheme
from opengov_rules.structure import structure_scheme
from opengov_rules.studies.comparison import compare
from opengov_rules.testing.cases import case_problems, read_cases, scheme_of
from opengov_rules.verifier import figure_problems, option_problems, quote_problems, verify
from opengov_rules.windows import outside_window
from opengov_rules.words import NUMBERS
from opengov_rules.workdays import _package

BASE: Final = ROOT / "tests" / "bad" / "base" / "lincheng-2024"
"""The small scheme that the examples spoil."""
_NO_HASH: Final = 'sha256 = "00"'
LANGUAGES: Final = ("zh", "en")
_SPOILS: Final = ("encode", "bytes", "fill", "folder")
"""What only makes the bad example bad."""
Setting: TypeAlias = Mapping[str, Any]
_Files: TypeAlias = tuple[str, tuple[tuple[str, bytes], ...]]
"""A scheme before it is read: its folder's name, and its files."""


@frozen
class Said:
    """One thing that was said about an example."""

    number: str
    severity: Severity | None
    zh: str
    en: str

    @classmethod
    def of(cls, problem: Problem) -> "Said":
        return cls(problem.number, problem.severity, problem.message("zh"), problem.message("en"))


def said(found: Explanation, *, bad: bool) -> list[Said]:
    """What is said about the bad example of a code, or about the good one."""
    spoils = () if bad else _SPOILS
    found = evolve(found, setting={key: value for key, value in found.setting.items() if key not in spoils})
    with TemporaryDirectory() as root, _lacking(found.setting.get("without", "")):
        try:
            return list(_way(found)(Path(root), found, found.bad if bad else found.good))
        except ProblemsError as error:
            return [Said.of(problem) for problem in error.problems]


@contextmanager
def _lacking(package: str) -> Iterator[None]:
    """While a package is not there ("": all are)."""
    with patch.dict(sys.modules, {package: None} if package else {}):
        _package.cache_clear()
        yield
    _package.cache_clear()


_Way: TypeAlias = Callable[[Path, Explanation, str], Iterator[Said]]


def _way(found: Explanation) -> _Way:
    """How a piece of this file is tried."""
    if found.setting.keys() & {"before", "after"}:
        return _compared
    return _cased if found.file.startswith("cases/") else _WAYS.get(found.file, _checked)


def _checked(_: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """A piece of the scheme: what `check` says. `notice`: its text, or true for one that fits; `today`: the day."""
    scheme, setting = _spoilt(found.setting, _edit(found, piece)), found.setting
    yield from _said_of(scheme, setting.get("notice"), setting.get("today"), verified=found.family == "findings")


@cache
def _said_of(
    scheme: _Files, notice: str | Literal[True] | None, today: dt.date | None, *, verified: bool
) -> tuple[Said, ...]:
    """What is said about a scheme; what the verifier finds only where it is asked. Many good examples are the base."""
    with TemporaryDirectory() as root:
        sources = Path(root) if notice else None
        if sources is not None:
            scheme = _sealed(scheme, sources, notice)
        program = _compiled(scheme)
        if verified:
            problems = verify(program, sources=sources, today=today)
        else:
            problems = option_problems(program)
            problems += [] if sources is None else quote_problems(program.scheme, sources)
        told = map(Said.of, problems)
        return tuple(
            evolve(one, zh=one.zh.replace(root, "notices"), en=one.en.replace(root, "notices")) for one in told
        )


def _answered(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """A file of evidence. A record's figures are checked too."""
    program = _compiled(_spoilt(found.setting))
    round = read_evidence(_written(root, found, piece), program)
    yield from map(Said.of, (*figure_problems(round), *outside_window(program, round)))


def _supplied(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """A file of points and names that the notice does not publish."""
    _compiled(_spoilt(found.setting)).with_(**read_supplies(_written(root, found, piece)))
    yield from ()


def _compared(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """Two rounds, `before.json` and `after.json`; `also`, or a piece of the scheme, changes the later edition."""
    setting = found.setting
    rounds = {"before": setting.get("before", piece), "after": setting.get("after", piece)}
    edits = () if {"before", "after"} - setting.keys() else (_edit(found, piece),)
    both = [one for one in setting.get("also", ()) if one.get("both")]
    programs = {"before": _compiled(_spoilt({"also": both})), "after": _compiled(_spoilt(setting, *edits))}
    sides = list[tuple[Program, Round]]()
    for name, program in programs.items():
        file = root / f"{name}.json"
        file.write_text(rounds[name].replace(BASE.name, program.scheme.id), encoding="utf-8")
        sides.append((program, read_evidence(file, program)))
    yield from (Said.of(change.why) for change in compare(*sides).changes if change.why is not None)


def _cased(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """A file of cases, in a folder beside the scheme's."""
    _make(root, _spoilt(found.setting))
    cases = read_cases(_written(root, found, piece))
    yield from map(Said.of, case_problems(cases, scheme_of(cases, Host())))


def _called(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """Lines of Python, where `program` is the scheme and `document` its plain data."""
    files = _spoilt(found.setting)
    given = {
        "program": _compiled(files),
        "document": {Path(name).stem: tomli.loads(data.decode(), parse_float=Decimal) for name, data in files[1]},
        "structure_scheme": structure_scheme,
        "Decimal": Decimal,
        "Fraction": Fraction,
        "evolve": evolve,
        "dt": dt,
    }
    exec(piece, {name: getattr(opengov_rules, name) for name in opengov_rules.__all__} | given)  # noqa: S102
    yield from ()


def _commanded(root: Path, found: Explanation, piece: str) -> Iterator[Said]:
    """A command line, in a folder that holds the scheme and `files`; what it says with a number."""
    for zh, en in zip(*(_lines(root / lang, lang, found, piece) for lang in LANGUAGES), strict=True):
        yield Said(next(number for number in NUMBERS.values() if number in zh), None, zh, en)


def _lines(root: Path, lang: str, found: Explanation, piece: str) -> list[str]:
    """What a command says with a number, in a folder of its own."""
    root.mkdir()
    _make(root, _spoilt(found.setting))
    for name, text in found.setting.get("files", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    heard = io.StringIO()
    with chdir(root), redirect_stdout(heard), redirect_stderr(heard):
        main(["--lang", lang, *shlex.split(piece.removeprefix("opengov-rules "))])
    return [line for line in heard.getvalue().splitlines() if "OGR" in line]


_WAYS: Final[Mapping[str, _Way]] = {
    "round.json": _answered,
    "round.csv": _answered,
    "published.json": _answered,
    "supply.json": _supplied,
    "python": _called,
    "command": _commanded,
}
"""By file, how a piece of it is tried; every other file is one of the scheme's."""


@cache
def _base() -> Mapping[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in BASE.iterdir()}


def _edit(found: Explanation, piece: str) -> tuple[str, str, str]:
    """What is put where: file, the piece that stands there in the base, and the example's."""
    return found.file, found.setting.get("was", found.good), piece


def _spoilt(setting: Setting, *edits: tuple[str, str, str]) -> _Files:
    """The base scheme, changed."""
    files = dict(_base())
    also = [(one["file"], one.get("was", ""), one["now"]) for one in setting.get("also", ())]
    for name, was, now in (*also, *edits):
        files[name] = _edited(files.get(name, ""), was, now)
    encoded = ((name, _encoded(text, setting)) for name, text in files.items() if text or name in _base())
    return setting.get("folder", BASE.name), tuple(sorted(encoded))


@cache
def _compiled(scheme: _Files) -> Program:
    """Raises `SchemeError`."""
    with TemporaryDirectory() as root:
        return compile_scheme(read_scheme(_make(Path(root), scheme)))


def _make(root: Path, scheme: _Files) -> Path:
    """The scheme's folder."""
    folder = root / scheme[0]
    folder.mkdir()
    for name, data in scheme[1]:
        (folder / name).write_bytes(data)
    return folder


def _edited(text: str, was: str, now: str) -> str:
    """The text with a piece that stands there once replaced, as whole lines if there are such; "": the end."""
    if not was:
        return f"{text}{now}\n" if now else text
    if f"\n{text}\n".count(f"\n{was}\n") == 1:
        return f"\n{text}\n".replace(f"\n{was}\n", f"\n{now}\n")[1:-1]
    if text.count(was) != 1:
        raise ValueError(f"{was!r} does not stand there once")
    return text.replace(was, now)


def _written(root: Path, found: Explanation, piece: str) -> Path:
    file = root / found.file
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(_encoded(piece, found.setting))
    return file


def _encoded(text: str, setting: Setting) -> bytes:
    """`fill`: a mark stands for a text so many times; `encode` names an encoding; `bytes`: a mark is these bytes."""
    for mark, (piece, times) in setting.get("fill", {}).items():
        text = text.replace(mark, piece * times)
    data = text.encode(setting.get("encode", "utf-8"))
    for mark, code in setting.get("bytes", {}).items():
        data = data.replace(mark.encode(), bytes.fromhex(code))
    return data


def _sealed(scheme: _Files, sources: Path, notice: object) -> _Files:
    """Writes the notice; its hash stands in the scheme where that had none."""
    base = _compiled(_spoilt({})).scheme
    text = notice if isinstance(notice, str) else fitting_notice(base)
    (sources / base.source.file).write_bytes(text.encode())
    sealed = f'sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"'.encode()
    return scheme[0], tuple((name, data.replace(_NO_HASH.encode(), sealed)) for name, data in scheme[1])


def fitting_notice(scheme: Scheme) -> str:
    """A notice that holds every quote of a scheme, each on its line."""
    cites = [cite for cite, _ in scheme.citations()]
    lines = [""] * max(cite.line for cite in cites)
    for cite in dict.fromkeys(cites):
        lines[cite.line - 1] += "".join(cite.pieces) + "。"
    return "\n".join(lines) + "\n"
