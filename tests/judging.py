"""What a validator of JSON says of a document of TOML, and what the loader says."""

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft7Validator

from opengov_rules.json_schema import schemas
from opengov_rules.problems import Problem
from opengov_rules.structure import structure_partly


def as_json(value: Any) -> Any:
    """What an editor gives to a validator of JSON: dates as text, numbers as they come."""
    match value:
        case dict():
            return {key: as_json(inner) for key, inner in value.items()}
        case list():
            return [as_json(inner) for inner in value]
        case dt.date() | dt.time():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return value


def as_ecma(schema: Any) -> Any:
    """The schema with `$` as ECMA-262 has it: at the very end, not before a last line break too."""
    match schema:
        case dict():
            keys = {key: key.replace("$", r"\Z") if key.startswith("^") else key for key in schema}
            found = {keys[key]: as_ecma(inner) for key, inner in schema.items()}
            if isinstance(found.get("pattern"), str):
                found["pattern"] = found["pattern"].replace("$", r"\Z")
            return found
        case list():
            return [as_ecma(inner) for inner in schema]
        case _:
            return schema


def validator(schema: Any) -> Draft7Validator:
    """A validator that reads patterns as ECMA-262 does."""
    return Draft7Validator(as_ecma(schema), format_checker=Draft7Validator.FORMAT_CHECKER)


@cache
def judge(name: str) -> Draft7Validator:
    """The validator of one of our schemas."""
    return validator(schemas()[name])


HEAD: Final = {"id": "a", "city": "b", "edition": "c", "title": "d", "source": {"file": "e", "sha256": "f"}}
ALWAYS: Final = {"too-deep", "name-nfc", "curve-order", "fact-idle"}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FINE: Final = re.compile(r"-?\d*\.\d{7,}|.*/.*|.*E.*")
SOMETIMES: Final = {
    "number-range": _FINE,
    "number-text": re.compile(rf"{_DAY.pattern}|NaN"),
    "date-wanted": _DAY,
    "text-wanted": _DAY,
    "condition-text": _DAY,
    "integer-wanted": re.compile(r"-?\d+\.0+"),
}
"""By code, what the value looks like that a schema cannot tell from a good one."""


def unsaid(problem: Problem) -> bool:
    """Whether it is one of the problems that a schema cannot see."""
    look = SOMETIMES.get(problem.code)
    return problem.code in ALWAYS or (look is not None and look.fullmatch(problem.params["value"]) is not None)


def problems_of(name: str, document: Any) -> tuple[Problem, ...]:
    """What the loader's check of structure says of one file."""
    files = {"scheme": document} if name == "scheme.json" else {"scheme": HEAD, "county": document}
    return structure_partly(files)[1]


ROOT: Final = Path(__file__).parents[1]


def shipped_files() -> dict[Path, str]:
    """Every file of ours that a schema is for, with that schema's name."""
    folders = ("plugins/*/src/*/*/*.toml", "plugins/*/cases*/*.toml", "examples/schemes/*/*.toml")
    files = sorted(file for folder in folders for file in ROOT.glob(folder))
    return {file: f"{_kind(file)}.json" for file in files}


def _kind(file: Path) -> str:
    if file.parent.name.startswith("cases"):
        return "cases"
    return "scheme" if file.name == "scheme.toml" else "rubric"
