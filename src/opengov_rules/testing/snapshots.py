"""What the engine makes of every scheme's own data, as committed text: a change of the core shows all its effects.

`python -m opengov_rules.testing.snapshots FOLDER…` writes them anew and names those that have changed: of a package all
editions, into its `tests/snapshots`; of a folder of schemes all of them, into its `snapshots`. Review them like code.
"""

import difflib
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

from ..assessment import Assessment
from ..codec import read_evidence, read_scheme
from ..points import to_text
from ..program import Program, compile_scheme
from ..scoring import Result, ResultLine
from ..standings import Row, Standings, per_cent
from ..text_files import write_text

COMMAND: Final = "python -m opengov_rules.testing.snapshots"
_DATA: Final = ("sample.json", "published.json")


def snapshots(folder: Path) -> dict[Path, str]:
    """The snapshot of every scheme of a package, or of a folder of schemes, by the file in which it belongs."""
    package = (folder / "pyproject.toml").is_file()
    place = folder / "tests" / "snapshots" if package else folder / "snapshots"
    heads = sorted(folder.glob("src/*/*/scheme.toml" if package else "*/scheme.toml"))
    return {place / f"{head.parent.name}.txt": snapshot(head.parent) for head in heads}


def write_snapshots(folder: Path) -> list[Path]:
    """Write the snapshots of a folder; returns those that have changed."""
    changed = list[Path]()
    for file, text in snapshots(folder).items():
        if not file.is_file() or file.read_bytes() != text.encode():
            file.parent.mkdir(parents=True, exist_ok=True)
            write_text(file, text)
            changed.append(file)
    return changed


def difference(file: Path, text: str, most: int = 20) -> str:
    """What a committed snapshot and today's have apart, in short; "" where they are the same."""
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    lines = list(difflib.unified_diff(before.splitlines(), text.splitlines(), "committed", "now", lineterm="", n=0))
    more = [f"… {len(lines) - most} more lines"] if len(lines) > most else []
    return "\n".join([*lines[:most], *more])


def snapshot(folder: Path) -> str:
    """What comes of a folder's `sample.json` and `published.json`, and of every profile where nothing is known."""
    program = compile_scheme(read_scheme(folder))
    lines = [program.scheme.id]
    for name in (name for name in _DATA if (folder / name).is_file()):
        found = program.assess(read_evidence(folder / name, program))
        lines += ["", f"# {name}", *_assessment(found)]
    for profile in program.scheme.profiles:
        lines += ["", f"# {profile.key}", *_unknown(program.with_(profile=profile.key))]
    return "\n".join([*lines, ""])


def _unknown(program: Program) -> Iterator[str]:
    """One unit of every rubric, of whom nothing is known."""
    for compiled in program.rubrics:
        unit = next((unit for unit in program.scheme.roster.units if unit.kind in compiled.rubric.kinds), None)
        if unit is not None:
            result = program.score(unit.name, {})
            yield from _result(result, result.grade)


def _assessment(found: Assessment) -> Iterator[str]:
    """Every group, every unit in the roster's order, and the figures that the source prints."""
    for standings in found.values():
        yield from _group(standings)
    rows = {row.unit: row for standings in found.values() for row in standings}
    for row in (rows[unit.name] for unit in found.scheme.roster.units if unit.name in rows):
        yield from _result(row.result, row.grade)
    for check in found.checks:
        printed = check.printed
        what = " ".join(part for part in (printed.what, printed.name, printed.code, printed.group) if part)
        yield f"{check.status}: {what} = {printed.text}" + (f" | {check.computed}" if check.agrees is False else "")
    for text in dict.fromkeys(text for standings in found.values() for text in standings.assumed):
        yield f"assumed: {text}"


def _group(standings: Standings) -> Iterator[str]:
    figures = {"mean": standings.mean, "median": standings.median, "stdev": standings.stdev}
    told = [f"{name} {_number(value)}" for name, value in figures.items() if value is not None]
    yield " · ".join([f"## {standings.group}", f"{len(standings.rows)} units", *told])
    yield from map(_row, standings)
    for name, count, share in standings.grades:
        yield f"grade {name}: {count}" + ("" if share is None else f" = {share}%")
    for name, units in standings.named.items():
        yield f"named {name}: {' '.join(units)}"
    for name, ranked in standings.rankings.items():
        places = (f"{one.rank or one.ranks} {one.unit} {_number(one.value)}" for one in ranked)
        yield f"ranking {name}: {'; '.join(places)}"
    for one in standings.indicators:
        if one.rate is not None:
            yield f"rate {one.code}: {per_cent(one.rate)}"
    for unit, why in standings.excluded:
        yield f"excluded {unit}: {why}"


def _row(row: Row) -> str:
    place = "-" if not row.is_placed else str(row.rank or f"({row.ranks[0]}-{row.ranks[1]})")
    return f"{place} {row.unit} {_total(row.result)} {row.grade or ''}".rstrip()


def _result(result: Result, grade: str | None) -> Iterator[str]:
    """One unit: its total, then a line for every indicator that has points, and what is still open."""
    marks = [*(f"veto {key}" for key in result.vetoes), *(f"named {name}" for name in result.named)]
    yield " · ".join([f"### {result.unit.name}", _total(result), result.status, grade or "-", *marks])
    yield from (_line(line) for line in result.lines if line.status != "unpublished")
    for fact in result.open_facts:
        parts = "".join(f"[{part}]" for part in fact.parts if part)
        yield f"open {fact.name}{parts}: {_number(fact.swing)}"


def _line(line: ResultLine) -> str:
    """An indicator's points of its maximum, and where the others went."""
    maximum = "" if line.maximum is None else f"/{_number(line.maximum)}"
    points = f"{_span(line.bounds)}{maximum}" if line.status in ("final", "provisional") else line.status
    causes = [
        f"{'?' if cause.amount is None else _number(-cause.amount)} {cause.reason()}"
        + (f" @{cause.cite.line}" if cause.cite else "")
        for cause in line.causes
    ]
    return f"{line.code} {points}" + (f": {'; '.join(causes)}" if causes else "")


def _total(result: Result) -> str:
    return _span(result.bounds) if result.is_scored and result.status in ("final", "provisional") else "-"


def _span(ends: tuple[Decimal | Fraction | None, Decimal | Fraction | None]) -> str:
    low, high = ends
    return _number(low) if low is not None and low == high else f"[{_number(low)}, {_number(high)}]"


def _number(value: Decimal | Fraction | None) -> str:
    return "-" if value is None else to_text(Fraction(value))


def main(folders: Iterable[str]) -> int:
    """Write the snapshots of these folders, and say which have changed."""
    for folder in map(Path, folders):
        for file in write_snapshots(folder):
            sys.stdout.write(f"{file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
