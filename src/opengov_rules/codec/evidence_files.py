"""Evidence files to a `Round`: JSON and CSV, every problem at once."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from ..answers import MOST_PROBLEMS, Reader
from ..evidence import FIGURES, Published, Round
from ..facts import Fact, FactType
from ..names import check_text
from ..overrides import Overriding
from ..points import read_number
from ..problems import EvidenceError, Invalid, Problem, in_order, suggestion
from ..program import Program
from ..provenance import Citation, Location
from ..text_files import read_text
from ..words import short
from ..workdays import CHINESE, WorkdayCalendar
from .json_places import json_places
from .json_text import parsed_object

MAX_BYTES: Final = 64 << 20
_HEADER: Final = ("unit", "fact", "part", "value", "status", "time", "source", "method", "note")
_HEADER_ZH: Final = ("单位", "事实", "部分", "取值", "状态", "时间", "来源", "方法", "备注")
_YES_NO: Final = {"true": True, "false": False, "是": True, "否": False}
_STATUS: Final = {"已检查": "observed", "未报送": "not_submitted", "未检查": "not_assessed", "不适用": "not_applicable"}
_SLASHED: Final = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII)
_BETWEEN: Final = re.compile(r"(\d{4}(?:-\d\d-\d\d|/\d{1,2}/\d{1,2}))/(\d{4}.+|never)", re.ASCII)


def read_evidence(path: str | Path | Traversable, program: Program, calendar: WorkdayCalendar | None = None) -> Round:
    """The evidence of one round from a JSON or CSV file. Raises `EvidenceError` with every problem of the file.

    `calendar` counts the working days of answers that are given as two dates; by default the State Council's.
    """
    file = Path(path) if isinstance(path, str) else path
    readers: dict[str, Callable[[str, str, _RoundReader], Round]] = {".json": _from_json, ".csv": _from_csv}
    suffix = Path(file.name).suffix.lower()
    where = Location(file.name)
    if suffix not in readers:
        raise EvidenceError([Invalid("file-type", suffix=suffix or file.name, known=", ".join(readers)).at(where)])
    text = read_text(file, MAX_BYTES)
    if isinstance(text, Problem):
        raise EvidenceError([text])
    return readers[suffix](text, file.name, _RoundReader(program, CHINESE if calendar is None else calendar))


def scheme_named(path: str | Path) -> str | None:
    """The scheme that a JSON evidence file is for; None for other files. Raises `EvidenceError` where it names none."""
    file = Path(path)
    if file.suffix.lower() != ".json":
        return None
    text = read_text(file, MAX_BYTES)
    if isinstance(text, Problem):
        raise EvidenceError([text])
    named = parsed_object(text, file.name, _SHAPE).get("scheme")
    if not isinstance(named, str):
        error = named if isinstance(named, Invalid) else Invalid("key-missing", key="scheme")
        raise EvidenceError([error.at(Location(file.name, 1, 1))])
    return named


class _RoundReader:
    """Gathers units, observations and problems of one file."""

    def __init__(self, program: Program, calendar: WorkdayCalendar) -> None:
        self.problems: list[Problem] = []
        self.readers: dict[str, Reader] = {}
        self.program = program
        self._calendar = calendar
        self._written: dict[str, str] = {}

    def unit(self, name: object, where: Location, path: tuple[str, ...]) -> tuple[str, Reader] | None:
        """The reader of a unit, by its roster name or an alias."""
        try:
            return self._unit(name)
        except Invalid as error:
            self.problems.append(error.at(where, path))
            return None

    def _unit(self, name: object) -> tuple[str, Reader]:
        roster = self.program.scheme.roster
        found = roster.find(name)
        if name == "":
            raise Invalid("key-missing", key="unit")
        if found is None:
            why = dict(roster.excluded).get(str(name))
            if why is not None:
                raise Invalid("unit-excluded", unit=name, why=why)
            raise Invalid("unit-unknown", unit=name, near=suggestion(str(name), roster.names()))
        if found.name not in self.readers:
            self.readers[found.name] = Reader(self.program.asked(found.name), self.problems, self._calendar)
            self._written[found.name] = str(name)
        return found.name, self.readers[found.name]

    @property
    def is_full(self) -> bool:
        """Whether there are as many problems as are told at once."""
        return len(self.problems) >= MOST_PROBLEMS

    def finish(
        self, where: Location, label: str | None, published: tuple[Published, ...] = (), overrides: object = ()
    ) -> Round:
        """The round, or `EvidenceError` with all problems."""
        for unit, reader in self.readers.items():
            reader.check_whole((self._written[unit],), where)
        found = Round(
            scheme=self.program.scheme.id,
            label=label,
            units={unit: reader.found(unit) for unit, reader in self.readers.items()},
            published=published,
        )
        overriding = Overriding(self.program, found, self._calendar, where, self.problems)
        overriding.take_all(overrides)
        found = overriding.found()
        if self.is_full:
            self.problems[MOST_PROBLEMS:] = [Invalid("problems-many", limit=MOST_PROBLEMS).at(where)]
        if self.problems:
            raise EvidenceError(in_order(self.problems))
        return found


# JSON ---------------------------------------------------------------------------------------------

_KEYS: Final = ("scheme", "label", "units", "published", "overrides")
_SHAPE: Final = '{"scheme": …, "label": …, "units": {…}}'


def _from_json(text: str, file: str, reader: _RoundReader) -> Round:
    where = Location(file)
    data = parsed_object(text, file, _SHAPE)
    try:
        found = _round(data, reader, reader.program, where)
    except EvidenceError as error:
        raise EvidenceError(_placed(error.problems, text, file)) from None
    return evolve(found, published=tuple(_placed_figures(found.published, text, file)))


def _placed_figures(published: tuple[Published, ...], text: str, file: str) -> Iterator[Published]:
    """The figures with their places in the file, so that a quote that is not in the notice can be found here."""
    paths = [("published", str(number)) for number in range(len(published))]
    places = json_places(text, file, set(paths)) if paths else {}
    return (
        evolve(figure, where=places.get(path, Location(file))) for figure, path in zip(published, paths, strict=True)
    )


def _round(data: Mapping[str, Any], reader: _RoundReader, program: Program, where: Location) -> Round:
    def wrong(error: Invalid, key: str) -> None:
        reader.problems.append(error.at(where, (key,)))

    for key, value in data.items():
        if isinstance(value, Invalid):
            wrong(value, key)
        elif key not in _KEYS:
            wrong(Invalid("key-unknown", key=key, near=suggestion(key, _KEYS)), key)
    scheme, label, units = data.get("scheme"), data.get("label"), data.get("units")
    if scheme != program.scheme.id and not isinstance(scheme, Invalid):
        wrong(
            Invalid("scheme-other", found="–" if scheme is None else short(scheme), wanted=program.scheme.id), "scheme"
        )
    try:
        if isinstance(label, str):
            check_text("label", label)
        elif label is not None and not isinstance(label, Invalid):
            raise Invalid("text-wanted", value=short(label))
    except Invalid as error:
        wrong(error, "label")
    if not isinstance(units, Mapping | Invalid):
        wrong(Invalid("json-shape", key="units", wanted='{"单位": {"事实": 取值}}'), "units")
    for name, answers in units.items() if isinstance(units, Mapping) else ():
        known = len(reader.readers)
        found = None if reader.is_full else reader.unit(name, where, (name,))
        if found is None:
            continue
        if len(reader.readers) == known:
            reader.problems.append(Invalid("unit-repeated", unit=found[0]).at(where, (name,)))
        else:
            found[1].answers(answers, (name,), where)
    published = tuple(_published(data.get("published", []), program, reader, where))
    overrides = data.get("overrides", [])
    return reader.finish(where, label if isinstance(label, str) else None, published, overrides)


def _placed(problems: Iterable[Problem], text: str, file: str) -> list[Problem]:
    """The problems at the lines of their keys, in the order of the file."""
    known = list(problems)
    places = json_places(text, file, {path for problem in known for path in _paths(problem.path)})
    found = [
        evolve(problem, where=next((places[path] for path in _paths(problem.path) if path in places), problem.where))
        for problem in known
    ]
    return in_order(found)


def _paths(path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Where in a file the key of a problem may stand, the likeliest first: unit, fact and part, or one of the head."""
    whole = ("units", *path)
    inner = [(*whole[:3], "value", *whole[3:])] if len(path) > 2 else []
    return [*inner, *(whole[:end] for end in range(len(whole), 1, -1)), path, path[:1]]


def _published(entries: object, program: Program, reader: _RoundReader, where: Location) -> Iterator[Published]:
    """The source's own figures: `{"what": "total", "units": ["…"], "value": "81", "cite": "30: …"}`."""
    names = list[str]()
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries]):
        try:
            found = _figure(entry, program)
            for name in found.of:
                if name not in (*names, *_groups(program)):
                    known = (*_groups(program), *dict.fromkeys(names))
                    raise Invalid("choice-unknown", value=name, near=suggestion(name, known), known=", ".join(known))
                if names.count(name) + (name in _groups(program)) > 1:
                    raise Invalid("figure-twice", name=name)
            names += [found.name] if found.name and found.value else []
            yield found
        except Invalid as error:
            reader.problems.append(error.at(where, ("published", str(number))))


_FREE_KEYS: Final = ("group", "inferred", "note")
_LISTS: Final = ("units", "of")


def _figure(entry: object, program: Program) -> Published:
    """One published figure. Raises `Invalid`."""
    for item in (entry, *(entry.values() if isinstance(entry, Mapping) else ())):
        if isinstance(item, Invalid):  # left here by the parser
            raise item
    scheme = program.scheme
    if not isinstance(entry, Mapping) or not isinstance(what := entry.get("what"), str):
        raise Invalid("published-shape", value=entry, keys="what, cite")
    known = (*FIGURES, *(rule.name for rule in scheme.named))
    if what not in known:
        raise Invalid("choice-unknown", value=what, near=suggestion(what, known), known=", ".join(known))
    needed = (*FIGURES.get(what, ("units", "value")), "cite")
    texts = {key: value for key, value in entry.items() if key not in _LISTS}
    lists = {key: value for key, value in entry.items() if key in _LISTS}
    fits = {"what", *needed} <= entry.keys() <= {"what", *needed, *_FREE_KEYS}
    fits = fits and all(isinstance(value, str) and value for value in texts.values())
    fits = fits and all(isinstance(v, list) and v and all(isinstance(i, str) for i in v) for v in lists.values())
    if not fits or (what == "total" and len(entry["units"]) > 1):
        raise Invalid("published-shape", value=entry, keys=", ".join(("what", *needed)))
    if not Citation.matches(entry["cite"]):
        raise Invalid("cite-text", value=entry["cite"])
    for key, value in texts.items():
        check_text(key, value)
    _check_words(entry, program)
    units = tuple(_unit_name(name, program) for name in entry.get("units", ()))
    found = texts | {"cite": Citation.parse(entry["cite"])}
    return Published(**found, units=units, of=tuple(entry.get("of", ())))


def _check_words(entry: Mapping[str, Any], program: Program) -> None:
    """Grades, groups, indicators and numbers that a figure names. Raises `Invalid`."""
    what, grades = entry["what"], tuple(grade.name for grade in program.scheme.grades)
    rubrics = [c.rubric for c in program.rubrics if entry.get("group") in (c.rubric.id, *c.rubric.kinds)]
    codes = [node.code for rubric in rubrics for node in rubric.walk()]
    for key, among, asked in (
        ("group", _groups(program), "group" in entry),
        ("name", grades, what in ("grade", "grade-count", "grade-share")),
        ("code", codes, what == "rate"),
    ):
        if asked and entry[key] not in among:
            near = suggestion(entry[key], among)
            raise Invalid("choice-unknown", value=entry[key], near=near, known=", ".join(among))
    for key in ("value", "count"):
        if key in entry and what in FIGURES and what != "order":
            read_number(entry[key])


def _groups(program: Program) -> tuple[str, ...]:
    """The rubrics, and the kinds of unit."""
    rubrics = [compiled.rubric for compiled in program.rubrics]
    return (*(rubric.id for rubric in rubrics), *(kind for rubric in rubrics for kind in rubric.kinds))


def _unit_name(name: str, program: Program) -> str:
    """The roster name of a unit. Raises `Invalid`."""
    roster = program.scheme.roster
    unit = roster.find(name)
    if unit is None:
        raise Invalid("unit-unknown", unit=name, near=suggestion(name, roster.names()))
    return unit.name


# CSV ----------------------------------------------------------------------------------------------


def _from_csv(text: str, file: str, reader: _RoundReader) -> Round:
    rows = _rows(text, file)
    where, header = next(rows, (Location(file, 1), []))
    names = tuple(cell.strip() for cell in header) if not isinstance(header, Invalid) else ()
    if names not in (_HEADER, _HEADER_ZH):
        wanted = _HEADER if "".join(names).isascii() else _HEADER_ZH
        raise EvidenceError([Invalid("csv-header", wanted=",".join(wanted), found=",".join(names) or "–").at(where)])
    for where, row in rows:
        if isinstance(row, Invalid):
            reader.problems.append(row.at(where))
        elif not any(row) or reader.is_full:
            continue
        elif len(row) != len(_HEADER):
            reader.problems.append(Invalid("csv-width", found=len(row), wanted=len(_HEADER)).at(where))
        else:
            cells = (cell.strip() for cell in row)
            _row(dict(zip(_HEADER, cells, strict=True)), reader, where)
    return reader.finish(Location(file), None)


def _rows(text: str, file: str) -> Iterator[tuple[Location, list[str] | Invalid]]:
    """Every row with the line on which it begins; what cannot be read is the last."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        where = Location(file, rows.line_num + 1)
        try:
            yield where, next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield where, Invalid("csv-text", error=error)
            return


def _row(row: dict[str, str], reader: _RoundReader, where: Location) -> None:
    found = reader.unit(row["unit"], where, (row["unit"],))
    if found is None:
        return
    if not row["fact"]:
        reader.problems.append(Invalid("key-missing", key="fact").at(where, (row["unit"],)))
        return
    unit, answers = found
    entry: dict[str, Any] = {key: text for key, text in row.items() if key not in ("unit", "fact", "part") and text}
    fact = reader.program.asked(unit).facts.get(row["fact"])
    if "value" in entry and fact is not None:
        entry["value"] = _cell(fact, entry["value"])
    if "time" in entry:
        entry["time"] = _dashed(entry["time"])
    if "status" in entry:
        entry["status"] = _STATUS.get(entry["status"], entry["status"])
    answers.entry(row["fact"], row["part"], entry, (unit, row["fact"], row["part"]), where)


def _cell(fact: Fact, text: str) -> object:
    """A value as spreadsheets write it: TRUE for yes, 2021/1/31 for a date; two dates as `asked/answered`."""
    between = _BETWEEN.fullmatch(text)
    if between:
        return {"asked": _dashed(between[1]), "answered": _dashed(between[2])}
    if fact.type is FactType.YES_NO:
        return _YES_NO.get(text.lower(), text)
    return _dashed(text) if fact.type is FactType.DATE else text


def _dashed(text: str) -> str:
    match = _SLASHED.fullmatch(text)
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" if match else text
