"""What a host puts in place of what is not published, from a JSON file: points by rubric and leaf, names by kind."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from ..problems import EvidenceError, Invalid, Problem
from ..provenance import Location
from ..text_files import read_text

MAX_BYTES: Final = 1 << 20
_SHAPE: Final = '{"points": {"county": {"1.1": 6}}, "roster": {"县区": ["甲县"]}}'


def read_supplies(path: str | Path) -> dict[str, Any]:
    """The `points` and the `roster` of a file, as `Program.with_` takes them. Raises `EvidenceError`."""
    file = Path(path)
    text = read_text(file, MAX_BYTES)
    if isinstance(text, Problem):
        raise EvidenceError([text])
    try:
        data = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1].strip()
        where = Location(file.name, error.lineno, error.colno)
        raise EvidenceError([Invalid("json-text", text=line[:40] or "–").at(where)]) from None
    if not (isinstance(data, Mapping) and data.keys() <= {"points", "roster"} and _fits(data)):
        raise EvidenceError([Invalid("json-shape", key=file.name, wanted=_SHAPE).at(Location(file.name))])
    return dict(data)


def _fits(data: Mapping[str, Any]) -> bool:
    """Whether points are tables of numbers by rubric, and the roster lists of names by kind."""
    points, roster = data.get("points", {}), data.get("roster", {})
    if not (isinstance(points, Mapping) and isinstance(roster, Mapping)):
        return False
    tables = all(isinstance(table, Mapping) for table in points.values())
    return tables and all(isinstance(n, list) and all(isinstance(i, str) for i in n) for n in roster.values())
