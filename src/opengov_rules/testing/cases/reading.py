"""Files of cases to `Cases`: TOML with exact numbers, and every problem of its shape at once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ...codec.places import places_in
from ...codec.scheme_files import parse_toml
from ...names import check_text
from ...points import read_number
from ...problems import Invalid, Problem, ProblemsError, in_order, suggestion
from ...provenance import Citation, Location
from ...text_files import read_text
from ...words import NUMBERS, short
from .values import NONE, STATES, Case, CaseError, Cases, Ends, Expected

MAX_BYTES: Final = 4 << 20
FOLDER: Final = "cases"
"""What a folder is called whose TOML files are cases."""
_HEAD: Final = ("scheme", "unit", "evidence", "case")
_KEYS: Final = (
    *("name", "unit", "cite", "why", "evidence"),
    *("expect", "bounds", "grade", "status", "vetoes", "named", "refused"),
)
_EXPECTING: Final = _KEYS[5:]
_STATUS: Final = ("final", "provisional", "not_applicable", "withheld")
_LINE_PARTS: Final = 2


def case_files(folder: Path) -> list[Path]:
    """The files of cases in a folder. Raises `CaseError` where there are none."""
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else [folder] if folder.is_file() else []
    if not files:
        raise CaseError([Invalid("cases-folder", folder=folder.name or str(folder)).at(Location(str(folder)))])
    return files


def read_cases(path: str | Path) -> Cases:
    """The cases of one file. Raises `CaseError` with every problem that needs no scheme to be seen, and OSError."""
    file = Path(path)
    text = read_text(file, MAX_BYTES)
    if isinstance(text, Problem):
        raise CaseError([text])
    try:
        data = parse_toml(text, file.name)
    except ProblemsError as error:
        raise CaseError(error.problems) from None
    reader = _Reader(file, text, data)
    found = reader.cases()
    if reader.problems:
        raise CaseError(in_order(reader.problems))
    return found


class _Reader:
    """Gathers the cases and problems of one file."""

    def __init__(self, file: Path, text: str, data: Mapping[str, Any]) -> None:
        self.problems: list[Problem] = []
        self._file, self._data = file, data
        self._lines = text.replace("\r\n", "\n").split("\n")
        # A case is named in paths by its number, whatever units it may list.
        self._places = places_in(text, file.name, file.stem, {"case": [None] * text.count("[[case")})

    def at(self, *path: str) -> Location:
        """Where a key stands, within a table on one line too; else the nearest around it."""
        whole = (self._file.stem, *path)
        known = next(end for end in range(len(whole), 0, -1) if whole[:end] in self._places)
        place = self._places[whole[:known]]
        if place.line is None or place.column is None:
            return place
        line, column = self._lines[place.line - 1], place.column - 1
        for key in whole[known:]:
            found = next((at for word in (f'"{key}"', f"'{key}'", key) if (at := line.find(word, column + 1)) > 0), -1)
            column = column if found < 0 else found
        return Location(place.file, place.line, column + 1)

    def wrong(self, error: Invalid, *path: str) -> None:
        self.problems.append(error.at(self.at(*path), path))

    def cases(self) -> Cases:
        data = self._data
        self._keys(data, _HEAD, ())
        listed = data.get("case")
        if not isinstance(listed, list) or not listed:
            self.wrong(Invalid("cases-none"))
            listed = []
        scheme = self._text(data, "scheme", ())
        if data.get("scheme", "") == "":
            self.wrong(Invalid("key-missing", key="scheme"))
        unit, usual = self._text(data, "unit", ()), self._table(data, "evidence", ())
        cases = [self._case(number, raw, unit, usual) for number, raw in enumerate(listed)]
        self._named_once(cases)
        return Cases(file=self._file, scheme=scheme, cases=tuple(cases), where=self.at("scheme"))

    def _case(self, number: int, raw: object, unit: str, usual: Mapping[str, Any]) -> Case:
        path = ("case", str(number))
        if not isinstance(raw, Mapping):
            self.wrong(Invalid("table-wanted", value=short(raw)), *path)
            raw = {}
        self._keys(raw, _KEYS, path)
        for key in ("name", *(() if unit else ("unit",))):
            if key not in raw:
                self.wrong(Invalid("key-missing", key=key), *path)
        beside = [key for key in _EXPECTING if key in raw]
        if not beside:
            self.wrong(Invalid("case-expects-nothing"), *path)
        for key in beside if "refused" in raw else ():
            if key != "refused":
                self.wrong(Invalid("case-refused-beside", key=key), *path, key)
        evidence = self._table(raw, "evidence", path)
        return Case(
            name=self._text(raw, "name", path),
            unit=self._text(raw, "unit", path) or unit,
            evidence={**usual, **evidence},
            expect=dict(self._expected(raw, path)),
            bounds=dict(self._bounds(raw, path)),
            grade=self._text(raw, "grade", path) or None,
            status=self._choice(raw, "status", _STATUS, path),
            vetoes=self._texts(raw, "vetoes", path) if "vetoes" in raw else None,
            named=self._texts(raw, "named", path) if "named" in raw else None,
            refused=tuple(self._numbers(raw, path)),
            cite=tuple(self._cites(raw, path)),
            why=self._text(raw, "why", path),
            where=self.at(*path),
            places={keys: self.at(*path, *keys) for keys in _paths(raw)},
        )

    def _expected(self, raw: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, Expected]]:
        for code, value in self._table(raw, "expect", path).items():
            state = next((state for state in STATES if state == value), None)
            try:
                yield code, read_number(value) if state is None else state
            except Invalid as error:
                known = ", ".join(f'"{state}"' for state in STATES)
                told = (
                    error
                    if error.code == "number-range"
                    else Invalid("case-points", value=short(value), known=known, near=suggestion(str(value), STATES))
                )
                self.wrong(told, *path, "expect", code)

    def _bounds(self, raw: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, Ends]]:
        for code, value in self._table(raw, "bounds", path).items():
            try:
                if not isinstance(value, list) or len(value) != _LINE_PARTS:
                    raise Invalid("case-bounds", value=short(value))
                low, high = (None if end == NONE else read_number(end) for end in value)
                yield code, (low, high)
            except Invalid as error:
                self.wrong(error, *path, "bounds", code)

    def _numbers(self, raw: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
        known = tuple(NUMBERS.values())
        for number in self._texts(raw, "refused", path):
            if number in known:
                yield number
            else:
                near = NUMBERS.get(number) or suggestion(number.upper(), known)
                self.wrong(Invalid("choice-unknown", value=number, near=near, known="OGR…"), *path, "refused")

    def _cites(self, raw: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Citation]:
        listed = raw.get("cite", [])
        for text in listed if isinstance(listed, list) else [listed]:
            if isinstance(text, str) and Citation.matches(text):
                yield Citation.parse(text)
            else:
                self.wrong(Invalid("cite-text", value=short(text)), *path, "cite")

    def _keys(self, raw: Mapping[str, Any], known: tuple[str, ...], path: tuple[str, ...]) -> None:
        for key in raw:
            if key not in known:
                self.wrong(Invalid("key-unknown", key=key, near=suggestion(key, known)), *path, key)

    def _text(self, raw: Mapping[str, Any], key: str, path: tuple[str, ...]) -> str:
        value = raw.get(key, "")
        try:
            if isinstance(value, str):
                check_text(key, value)
                return value
            raise Invalid("text-wanted", value=short(value))
        except Invalid as error:
            self.wrong(error, *path, key)
            return ""

    def _choice(self, raw: Mapping[str, Any], key: str, known: tuple[str, ...], path: tuple[str, ...]) -> str | None:
        value = self._text(raw, key, path)
        if value and value not in known:
            near = suggestion(value, known)
            self.wrong(Invalid("choice-unknown", value=value, near=near, known=", ".join(known)), *path, key)
        return value or None

    def _texts(self, raw: Mapping[str, Any], key: str, path: tuple[str, ...]) -> tuple[str, ...]:
        value = raw.get(key, [])
        if not isinstance(value, list):
            self.wrong(Invalid("list-wanted", value=short(value)), *path, key)
            return ()
        for item in value:
            if not isinstance(item, str):
                self.wrong(Invalid("text-wanted", value=short(item)), *path, key)
        return tuple(item for item in value if isinstance(item, str))

    def _table(self, raw: Mapping[str, Any], key: str, path: tuple[str, ...]) -> Mapping[str, Any]:
        value = raw.get(key, {})
        if isinstance(value, Mapping):
            return value
        self.wrong(Invalid("table-wanted", value=short(value)), *path, key)
        return {}

    def _named_once(self, cases: Iterable[Case]) -> None:
        seen = dict[str, Case]()
        for number, case in enumerate(cases):
            other = seen.setdefault(case.name, case)
            if case.name and other is not case:
                line = other.where.line if other.where else None
                self.wrong(Invalid("case-name-twice", name=case.name, line=line), "case", str(number), "name")


def _paths(raw: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The keys of a case, and those of the tables in it."""
    for key, value in raw.items():
        yield (key,)
        yield from ((key, inner) for inner in (value if isinstance(value, Mapping) else ()))
