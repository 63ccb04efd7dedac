"""The files: the head of a scheme, a rubric, and cases."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from attrs import AttrsInstance

from ..rules import KINDS, Rule
from ..scheme import Fold
from ..structure.builder import UNPUBLISHED
from ..structure.tables import OptionTable, ProfileTable, RosterTable, RubricTable, SchemeTable, VetoTable
from . import patterns
from .cases import DRAFT, cases
from .conditions import DEFINITIONS
from .described import described, words
from .leaves import CHILDREN, indicators
from .types import PLAIN, Schema, Types, a_list, a_table, by_name, having, ref, required

UNSAID: Final[Mapping[str, str]] = {
    "too-deep": "how deep tables and conditions nest",
    "name-nfc": "normal forms of Unicode",
    "name-hidden": "invisible characters beyond U+FFFF",
    "curve-order": "that the points of a curve stand from left to right",
    "number-range": "numbers of TOML with more than 6 decimals, and quotients that come out too large",
    "number-text": "`nan`; and a date within quotation marks, where a date may stand, from one without",
    "integer-wanted": "`4.0` from `4`",
    "date-wanted": "a date within quotation marks from one without",
    "text-wanted": "a date or a time from a text",
    "condition-text": "a date or a time from a text",
    "quantity-text": "a time from a text",
    "fact-idle": "what stands in other files",
}
"""Codes of problems of structure that a schema cannot see, or not always, each with what it cannot say.

An editor that knows the dates of TOML, as tombi does, tells them from texts, and `4.0` from `4`.
"""


def schemas(kinds: Iterable[type[Rule]] = ()) -> dict[str, Schema]:
    """The schemas by the names of their files; `kinds` are the kinds of rule besides the built-in ones."""
    return {
        "scheme.json": _file("考评方案的开头。The head of a scheme: scheme.toml.", SchemeTable),
        "rubric.json": _file("一个指标表。One rubric of a scheme.", RubricTable, (*KINDS, *kinds)),
        "cases.json": cases(),
    }


def _file(title: str, table: type[AttrsInstance], kinds: Sequence[type[Rule]] = ()) -> Schema:
    forms: dict[type, Callable[[Types], Schema]] = {RosterTable: _roster, Fold: _fold, VetoTable: _veto}
    forms |= {kind: partial(_patches, kind) for kind in (ProfileTable, OptionTable)}
    types = Types(forms)
    root = types.table(table) if table is SchemeTable else _rubric(types, kinds)
    return {
        "$schema": DRAFT,
        "title": title,
        **root,
        "definitions": {**PLAIN, **DEFINITIONS, **_ANYTHING, **types.definitions},
    }


def _roster(types: Types) -> Schema:
    """A list of names; or a table, which counts them."""
    table = types.table(RosterTable)
    return {"anyOf": [table["properties"]["names"], table | {"required": ["count"]}]}


def _fold(types: Types) -> Schema:
    table = types.table(Fold)
    return {"anyOf": [table["properties"]["take"], table]}


def _patches(kind: type[AttrsInstance], types: Types) -> Schema:
    """Paths and their values."""
    keys = types.properties(kind)
    return a_table(keys | {"set": by_name(ref("anything"), ref("path")) | described(kind, "set")}, required(kind))


def _veto(types: Types) -> Schema:
    """What falls has to be said, where anything does."""
    falls = {"anyOf": [having(key) for key in ("points", "replace", "at_most")], "additionalProperties": True}
    return types.table(VetoTable) | {
        "if": having("effect", properties={"effect": falls}),
        "then": having("scope"),
    }


def _rubric(types: Types, kinds: Sequence[type[Rule]]) -> Schema:
    types.definitions |= indicators(types, kinds)
    root = types.table(RubricTable, patternProperties=CHILDREN)
    points = {"anyOf": [ref("number"), {"enum": [UNPUBLISHED]}]} | words("RubricTable", "points")
    return root | {"properties": {**root["properties"], "points": points}}


def _anything(texts: str, inner: str) -> Schema:
    """Any value of TOML, with texts of this sort."""
    return {
        "anyOf": [
            {"type": "boolean"},
            {"type": "number"},
            ref(texts),
            *_TIMES,
            a_list(ref(inner)),
            by_name(ref(inner), patternProperties={patterns.FREELY: ref("anything-free")}),
        ],
    }


_TIMES: Final[tuple[Schema, ...]] = tuple(
    {"type": "string", "format": form} for form in ("date", "date-time", "date-time-local", "time-local")
)
_ANYTHING: Final[dict[str, Schema]] = {
    "anything": _anything("name", "anything"),
    "anything-free": _anything("text", "anything-free"),
}
