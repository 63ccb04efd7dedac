"""Evidence files to a `Round`: JSON and CSV, every problem at once."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from ..answers import Reader
from ..evidence import Evidence, Published, Round
from ..facts import Fact, FactType
from ..problems import EvidenceError, Invalid, Problem, suggestion
from ..program import Program
from ..provenance import Citation, Location

MAX_BYTES: Final = 64 << 20
_HEADER: Final = ("unit", "fact", "part", "value", "status", "time", "source", "method", "note")
_HEADER_ZH: Final = ("单位", "事实", "部分", "取值", "状态", "时间", "来源", "方法", "备注")
_YES_NO: Final = {"true": True, "false": False, "是": True, "否": False}
_STATUS: Final = {"已检查": "observed", "未报送": "not_submitted", "未检查": "not_assessed", "不适用": "not_applicable"}
_SLASHED: Final = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII)


def read_evidence(path: str | Path | Traversable, program: Program) -> Round:
    """The evidence of one round from a JSON or CSV file. Raises `EvidenceError` with every problem of the file."""
    file = Path(path) if isinstance(path, str) else path
    readers: dict[str, Callable[[str, str, Program], Round]] = {".json": _from_json, ".csv": _from_csv}
    suffix = Path(file.name).suffix.lower()
    where = Location(file.name)
    if suffix not in readers:
        raise EvidenceError([Invalid("file-type", suffix=suffix or file.name, known=", ".join(readers)).at(where)])
    data = file.read_bytes()
    if len(data) > MAX_BYTES:
        raise EvidenceError([Invalid("file-large", limit=MAX_BYTES).at(where)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EvidenceError([Invalid("file-encoding").at(where)]) from None
    return readers[suffix](text, file.name, program)


class _RoundReader:
    """Gathers units, observations and problems of one file."""

    def __init__(self, program: Program) -> None:
        self.problems: list[Problem] = []
        self.readers: dict[str, Reader] = {}
        self._program = program

    def unit(self, name: object, where: Location, path: tuple[str, ...]) -> tuple[str, Reader] | None:
        """The reader of a unit, by its roster name or an alias."""
        try:
            return self._unit(name)
        except Invalid as error:
            self.problems.append(error.at(where, path))
            return None

    def _unit(self, name: object) -> tuple[str, Reader]:
        roster = self._program.scheme.roster
        found = roster.find(name) if isinstance(name, str) else None
        if found is None:
            why = dict(roster.excluded).get(str(name))
            if why is not None:
                raise Invalid("unit-excluded", unit=name, why=why)
            raise Invalid("unit-unknown", unit=name, near=suggestion(str(name), roster.names()))
        if found.name not in self.readers:
            self.readers[found.name] = Reader(self._program.asked(found.name))
        return found.name, self.readers[found.name]

    def finish(self, where: Location, label: str | None, published: tuple[Published, ...] = ()) -> Round:
        """The round, or `EvidenceError` with all problems."""
        units = dict[str, Evidence]()
        for unit, reader in self.readers.items():
            try:
                units[unit] = reader.evidence(unit, where)
            except EvidenceError as error:
                self.problems += error.problems
        if self.problems:
            raise EvidenceError(sorted(self.problems, key=lambda problem: (problem.where and problem.where.line) or 0))
        return Round(
            scheme=self._program.scheme.id,
            label=label,
            units=units,
            published=published,
        )


# JSON ---------------------------------------------------------------------------------------------


def _from_json(text: str, file: str, program: Program) -> Round:
    where = Location(file)
    reader = _RoundReader(program)
    try:
        data = json.loads(
            text, object_pairs_hook=_object, parse_float=_number, parse_int=_number, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        raise EvidenceError(
            [Invalid("json-text", error=error.msg).at(Location(file, error.lineno, error.colno))]
        ) from None
    except (Invalid, RecursionError) as error:
        problem = error if isinstance(error, Invalid) else Invalid("json-text", error="nesting")
        raise EvidenceError([problem.at(where)]) from None
    if not isinstance(data, Mapping) or not isinstance(data.get("units"), Mapping):
        raise EvidenceError([Invalid("json-shape", wanted='{"scheme": …, "label": …, "units": {…}}').at(where)])
    for key in data:
        if key not in ("scheme", "label", "units", "published"):
            unknown = Invalid("key-unknown", key=key, near=suggestion(key, ("scheme", "label", "units", "published")))
            reader.problems.append(unknown.at(where, (key,)))
    if data.get("scheme") != program.scheme.id:
        other = Invalid("scheme-other", found=data.get("scheme", "–"), wanted=program.scheme.id)
        reader.problems.append(other.at(where, ("scheme",)))
    if any("\ud800" <= char <= "\udfff" for char in json.dumps(data, ensure_ascii=False, default=str)):
        reader.problems.append(Invalid("json-text", error="lone surrogate").at(where))
    label = data.get("label")
    if label is not None and not isinstance(label, str):
        reader.problems.append(Invalid("text-wanted", value=label).at(where, ("label",)))
    for name, answers in data["units"].items():
        known = len(reader.readers)
        found = reader.unit(name, where, (name,))
        if found is None:
            continue
        if len(reader.readers) == known:
            reader.problems.append(Invalid("unit-repeated", unit=found[0]).at(where, (name,)))
        elif not isinstance(answers, Mapping):
            reader.problems.append(Invalid("json-shape", wanted='{"事实": 取值}').at(where, (name,)))
        else:
            found[1].answers(answers, (name,), where)
    published = tuple(_published(data.get("published", []), program, reader, where))
    return reader.finish(where, label if isinstance(label, str) else None, published)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict[str, Any]()
    for key, value in pairs:
        if key in found:
            raise Invalid("key-twice", key=key)
        found[key] = value
    return found


def _number(text: str) -> Decimal:
    if len(text) > 40:
        raise Invalid("number-range", value=text[:20] + "...")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Invalid("number-range", value=text) from None


def _constant(text: str) -> Decimal:
    raise Invalid("number-text", value=text)


def _published(entries: object, program: Program, reader: _RoundReader, where: Location) -> Iterable[Published]:
    """The source's own figures: `{"what": "total", "units": ["…"], "value": "81", "cite": "30: …"}`."""
    for entry in entries if isinstance(entries, list) else [entries]:
        match entry:
            case {"what": str(what), "units": list(units), "value": str(value), "cite": str(cite), **rest} if not rest:
                names = [program.scheme.roster.find(unit) for unit in units if isinstance(unit, str)]
                lists = {rule.name for rule in program.scheme.named} | {"order"}
                fits = what in lists or (what == "total" and len(units) == 1)
                if fits and units and None not in names and len(names) == len(units) and Citation.matches(cite):
                    known = tuple(unit.name for unit in names if unit is not None)
                    yield Published(what=what, units=known, value=value, cite=Citation.parse(cite))
                    continue
        reader.problems.append(
            Invalid("published-shape", value=json.dumps(entry, ensure_ascii=False, default=str)).at(where)
        )


# CSV ----------------------------------------------------------------------------------------------


def _from_csv(text: str, file: str, program: Program) -> Round:
    reader = _RoundReader(program)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: tuple[str, ...] | None = None
    try:
        for row in rows:
            where = Location(file, rows.line_num)
            if header is None:
                header = tuple(cell.strip() for cell in row)
                if header not in (_HEADER, _HEADER_ZH):
                    wanted = _HEADER if "".join(header).isascii() else _HEADER_ZH
                    error = Invalid("csv-header", wanted=",".join(wanted), found=",".join(header))
                    raise EvidenceError([error.at(where)])
            elif not any(row):
                continue
            elif len(row) != len(_HEADER):
                reader.problems.append(Invalid("csv-width", found=len(row), wanted=len(_HEADER)).at(where))
            else:
                cells = (cell.strip() for cell in row)
                _row(dict(zip(_HEADER, cells, strict=True)), reader, program, where)
    except csv.Error as error:
        reader.problems.append(Invalid("csv-text", error=error).at(Location(file, rows.line_num)))
    if header is None:
        raise EvidenceError([Invalid("csv-header", wanted=",".join(_HEADER), found="").at(Location(file, 1))])
    return reader.finish(Location(file), None)


def _row(row: dict[str, str], reader: _RoundReader, program: Program, where: Location) -> None:
    found = reader.unit(row["unit"], where, (row["unit"],))
    if found is None:
        return
    unit, answers = found
    entry: dict[str, Any] = {key: text for key, text in row.items() if key not in ("unit", "fact", "part") and text}
    fact = program.asked(unit).facts.get(row["fact"])
    if "value" in entry and fact is not None:
        entry["value"] = _cell(fact, entry["value"])
    if "time" in entry:
        entry["time"] = _dashed(entry["time"])
    if "status" in entry:
        entry["status"] = _STATUS.get(entry["status"], entry["status"])
    answers.entry(row["fact"], row["part"], entry, (unit, row["fact"], row["part"]), where)


def _cell(fact: Fact, text: str) -> object:
    """A value as spreadsheets write it: TRUE for yes, 2021/1/31 for a date."""
    if fact.type is FactType.YES_NO:
        return _YES_NO.get(text.lower(), text)
    return _dashed(text) if fact.type is FactType.DATE else text


def _dashed(text: str) -> str:
    match = _SLASHED.fullmatch(text)
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" if match else text
