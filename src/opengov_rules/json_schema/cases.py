"""The files of cases: evidence by name, and what it must come to."""

from typing import Final

from .described import words
from .types import PLAIN, Schema, a_list, a_table, by_name, having, ref

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_TEXT: Final = ref("text")
_ANY: Final[Schema] = {"type": "string"}
_POINTS: Final[Schema] = {"anyOf": [ref("number"), {"enum": ["open", "not_applicable", "withheld"]}]}
_END: Final[Schema] = {"anyOf": [ref("number"), {"enum": ["none"]}]}
_EVIDENCE: Final[Schema] = {"type": "object", "additionalProperties": True}
_EXPECTED: Final[dict[str, Schema]] = {
    "expect": by_name(_POINTS, _ANY),
    "bounds": by_name(a_list(_END, 2, 2), _ANY),
    "grade": _TEXT,
    "status": {"enum": ["final", "provisional", "not_applicable", "withheld", ""]},
    "vetoes": a_list(_ANY),
    "named": a_list(_ANY),
}
_KEYS: Final[dict[str, Schema]] = {
    "name": _TEXT,
    "unit": _TEXT,
    "cite": {"anyOf": [ref("citation"), a_list(ref("citation"))]},
    "why": _TEXT,
    "evidence": _EVIDENCE,
    **_EXPECTED,
    "refused": a_list({"type": "string", "pattern": "^OGR[0-9]{3}$"}),
}
_HEAD: Final[dict[str, Schema]] = {
    "scheme": PLAIN["text"] | {"minLength": 1},
    "unit": _TEXT,
    "evidence": _EVIDENCE,
    "case": a_list(ref("case"), 1),
}


def cases() -> Schema:
    """The schema of `cases/*.toml`."""
    case = a_table(
        {key: schema | words("CaseTable", key) for key, schema in _KEYS.items()},
        ("name",),
        anyOf=[having(key) for key in (*_EXPECTED, "refused")],
        dependencies={"refused": having(properties=dict.fromkeys(_EXPECTED, False))},
    )
    root = a_table({key: schema | words("Cases", key) for key, schema in _HEAD.items()}, ("scheme", "case"))
    named = having("unit", properties={"unit": {"type": "string", "minLength": 1}})
    return {
        "$schema": DRAFT,
        "title": "评分案例。Cases: evidence by name, and what it must come to.",
        **root,
        "if": named,
        "else": having(properties={"case": {"type": "array", "items": having("unit")}}),
        "definitions": {**{name: PLAIN[name] for name in ("text", "citation", "number")}, "case": case},
    }
