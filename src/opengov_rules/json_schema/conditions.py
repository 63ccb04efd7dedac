"""Conditions and quantities, which are written in several forms."""

from collections.abc import Mapping
from typing import Final

from ..conditions import COMPARISONS
from ..structure.conditions import QUANTITIES
from . import patterns
from .described import words
from .types import DATE, Schema, a_list, a_table, having, ref

_QUANTITY: Final = ref("quantity")
_CONDITION: Final = ref("condition")
_COUNTED: Final[Schema] = {"enum": ["full", "started"]}
_POINT: Final[Schema] = {
    "type": "array",
    "items": [{"anyOf": [ref("constant"), DATE]}, ref("constant")],
    "minItems": 2,
    "maxItems": 2,
}
_CASE: Final = a_table(
    {"when": _CONDITION | words("Case", "when"), "value": _QUANTITY | words("Case", "value")}, ("when", "value")
)
_OF_WORDS: Final[dict[str, Schema]] = {
    "fact": ref("name"),
    "points_of": ref("name"),
    "share_of": ref("name"),
    "sum": {"anyOf": [ref("pairs"), a_list(_QUANTITY, 1)]},
    "product": a_list(_QUANTITY, 1),
    "ratio": a_list(_QUANTITY, 2, 2),
    "excess": a_list(_QUANTITY, 2, 2),
    "least": a_list(_QUANTITY, 1),
    "most": a_list(_QUANTITY, 1),
    "steps": _QUANTITY,
    "of": ref("positive"),
    "count": _COUNTED,
    "curve": _QUANTITY,
    "through": a_list(_POINT, 2),
    "cases": a_list(_CASE, 1),
    "otherwise": _QUANTITY,
}
"""What stands after each word of a quantity, and after the keys beside it."""
_MEASURED: Final = {key: schema | words("Quantity", key) for key, schema in _OF_WORDS.items()}
_WANTED: Final = {word: [key for key in beside if key != "count"] for word, beside in QUANTITIES.items()}
_ONE_WORD: Final[Schema] = {
    "oneOf": [having(word) for word in QUANTITIES],
    "dependencies": {
        **{key: [word] for word, beside in QUANTITIES.items() for key in beside},
        **{word: keys for word, keys in _WANTED.items() if keys},
    },
}
"""Exactly one of the words, with the keys that belong to it."""
_IS: Final = {"anyOf": [_QUANTITY, ref("word")]}
COMPARED: Final[dict[str, Schema]] = {
    **{how: (_IS if how == "is" else _QUANTITY) | words("Condition", how) for how in COMPARISONS},
    "one_of": a_list(_IS, 1) | words("Condition", "one_of"),
}
"""What stands after each comparison."""


_EXCUSED: Final = {"excused_if": _CONDITION | words("Condition", "excused_if")}
_COMPARING: Final = [having(how) for how in COMPARED]


def compared(more: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """A table with comparisons of a fact that is named elsewhere, or here, and these keys."""
    fact = {"fact": _MEASURED["fact"]}
    return a_table({**more, **fact, **COMPARED, **_EXCUSED}, required, anyOf=_COMPARING)


def _one_key(names: tuple[str, ...], values: Schema) -> Schema:
    return a_table({name: values | words("Condition", name) for name in names}, minProperties=1)


DEFINITIONS: Final[dict[str, Schema]] = {
    "word": {"type": "string", "pattern": patterns.NAME, "not": {"pattern": patterns.NO_WORD}},
    "condition": {
        "anyOf": [
            ref("name"),
            a_list(_CONDITION, 1),
            _one_key(("all", "any", "none"), a_list(_CONDITION, 1)) | {"maxProperties": 1},
            _one_key(("units", "kinds"), a_list(ref("name"), 1)),
            a_table({**_MEASURED, **COMPARED, **_EXCUSED}, **_ONE_WORD, anyOf=_COMPARING),
        ],
    },
    "quantity": {"anyOf": [ref("constant"), DATE, a_table(_MEASURED, **_ONE_WORD)]},
}
