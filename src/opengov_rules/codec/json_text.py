"""The text of a JSON file to plain data: numbers exact, and what cannot be held told where it stands."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from ..problems import EvidenceError, Invalid
from ..provenance import Location
from ..words import short

_DEEPEST: Final = 32
"""Far deeper than any shape of ours; what is deeper than the parser reads is refused with this limit."""


def parsed_object(text: str, file: str, wanted: str) -> Mapping[str, Any]:
    """The file's object; `wanted` shows its shape. Raises `EvidenceError` where it is none.

    What the parser could not hold stands in it as an `Invalid`, for whoever reads that key.
    """
    where = Location(file, 1, 1)
    try:
        data = json.loads(
            text, object_pairs_hook=_object, parse_float=_number, parse_int=_number, parse_constant=Decimal
        )
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1].strip()
        where = Location(file, error.lineno, error.colno)
        raise EvidenceError([Invalid("json-text", text=short(line) or "–").at(where)]) from None
    except RecursionError:
        raise EvidenceError([Invalid("too-deep", limit=_DEEPEST).at(Location(file))]) from None
    if not isinstance(data, Mapping):
        raise EvidenceError([Invalid("json-shape", key=file, wanted=wanted).at(where)])
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict[str, Any]()
    for key, value in pairs:
        found[key] = Invalid("key-twice", key=key) if key in found else value
    return found


def _number(text: str) -> Decimal | Invalid:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Invalid("number-range", value=short(text))
