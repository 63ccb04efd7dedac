"""From the types of attrs fields to schemas, as the converter reads them."""

import datetime as dt
from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from functools import reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, AttrsInstance, fields, has

from ..conditions import Condition, Constant, Quantity
from ..paths import FREE
from ..points import LIMIT
from ..provenance import Citation
from ..structure.conditions import Pairs
from ..structure.tables import ValidTable, WindowTable
from . import patterns
from .described import described

Schema: TypeAlias = dict[str, Any]
DATE: Final[Schema] = {"type": "string", "format": "date", "pattern": patterns.DATE}
"""A date of TOML, which JSON does not have; the text that stands for it there, also where formats are not looked at."""


def ref(name: str) -> Schema:
    """A definition by its name."""
    return {"$ref": f"#/definitions/{name}"}


def a_list(items: Schema, least: int = 0, most: int | None = None) -> Schema:
    """A list of these, so many of them."""
    ends = {"minItems": least} if least else {}
    return {"type": "array", "items": items, **ends, **({} if most is None else {"maxItems": most})}


def a_table(properties: Mapping[str, Schema], required: tuple[str, ...] = (), **more: Any) -> Schema:
    """A table with these keys and no others."""
    wanted = {"required": list(required)} if required else {}
    return {"type": "object", "properties": dict(properties), **wanted, "additionalProperties": False, **more}


def having(*keys: str, **more: Any) -> Schema:
    """Any table with these keys; that others may stand in it is said, for tombi asks."""
    return {"required": list(keys), "additionalProperties": True, **more}


def by_name(values: Schema, names: Schema | None = None, **more: Any) -> Schema:
    """A table whose keys are names."""
    return {
        "type": "object",
        "propertyNames": ref("name") if names is None else names,
        "additionalProperties": values,
        **more,
    }


PLAIN: Final[dict[str, Schema]] = {
    "name": {"type": "string", "pattern": patterns.NAME},
    "text": {"type": "string", "pattern": patterns.TEXT},
    "path": {"type": "string", "allOf": [{"pattern": patterns.NAME}, {"pattern": patterns.PATH}]},
    "citation": {"type": "string", "pattern": patterns.CITATION},
    "cited-name": {"type": "string", "pattern": patterns.CITED_NAME},
    "number": {
        "anyOf": [{"type": "number", "exclusiveMinimum": -LIMIT, "exclusiveMaximum": LIMIT}, patterns.NUMBER],
    },
    "constant": {
        "anyOf": [{"type": "number", "exclusiveMinimum": -LIMIT, "exclusiveMaximum": LIMIT}, patterns.CONSTANT],
    },
    "positive": {
        "anyOf": [{"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": LIMIT}, patterns.POSITIVE],
    },
    "integer": {"type": "integer", "exclusiveMinimum": -LIMIT, "exclusiveMaximum": LIMIT},
    "pairs": by_name(ref("number"), minProperties=1),
}
"""What every file's schema is made of."""


class Types:
    """Schemas of types; every attrs class once, among `definitions`.

    `special` holds those that the converter reads in more than one form.
    """

    def __init__(self, special: Mapping[type, Callable[["Types"], Schema]]) -> None:
        self.definitions: dict[str, Schema] = {}
        self._names: dict[type, str] = {}
        self._special = special

    def of(self, kind: Any, free: bool = False) -> Schema:
        """The schema of a type; `free` says that its texts are for readers, and no names."""
        exact: dict[Any, Schema] = {
            str: ref("text" if free else "name"),
            int: ref("integer"),
            bool: {"type": "boolean"},
            Fraction: ref("number"),
            dt.date: DATE,
            Citation: ref("citation" if free else "cited-name"),
            Condition: ref("condition"),
            Quantity: ref("quantity"),
            Constant: ref("constant"),
            Pairs: ref("pairs"),
            Any: ref("anything-free" if free else "anything"),
        }
        found = next((schema for known, schema in exact.items() if kind == known), None)
        return self._made_of(kind, free) if found is None else dict(found)

    def _made_of(self, kind: Any, free: bool) -> Schema:
        origin, args = get_origin(kind), get_args(kind)
        if origin in (Union, UnionType):
            rest = [arg for arg in args if arg is not NoneType]
            if len(rest) < len(args):
                return self.of(reduce(or_, rest), free)
            return {"anyOf": [self.of(part, free) for part in rest]}
        if origin is Literal:
            return {"enum": list(args)}
        if origin is tuple and args[1:] == (...,):
            items = self.of(args[0], free)
            return {"anyOf": [items, a_list(items)]} if args[0] is Citation else a_list(items)
        if origin in (dict, Mapping) or (isinstance(origin, type) and issubclass(origin, Mapping)):
            return by_name(self.of(args[1], free))
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [member.value for member in kind]}
        return self._class(kind) if has(kind) else {}

    def _class(self, kind: type[AttrsInstance]) -> Schema:
        if kind not in self._names:
            name = kind.__name__  # our own definitions are in small letters
            while name in self.definitions:
                name += "-"
            self._names[kind] = name
            self.definitions[name] = {}  # a class may hold itself
            special = self._special.get(kind)
            self.definitions[name] = self.table(kind) if special is None else special(self)
        return ref(self._names[kind])

    def table(self, kind: type[AttrsInstance], **more: Any) -> Schema:
        """The table that an attrs class is written as."""
        return a_table(self.properties(kind), required(kind), **more)

    def properties(self, kind: type[AttrsInstance]) -> dict[str, Schema]:
        """The keys of an attrs class, each with what may stand there and what it means."""
        hints = get_type_hints(kind)
        found = dict[str, Schema]()
        for attribute in fields(kind):
            key = key_of(kind, attribute)
            found[key] = self.of(hints[attribute.name], key in FREE) | described(kind, key)
        return found


def key_of(kind: type, attribute: "Attribute[Any]") -> str:
    """How a file writes a field: by its name, but for the one that is a word of Python."""
    return "from" if kind in (WindowTable, ValidTable) and attribute.name == "from_" else attribute.name


def required(kind: type[AttrsInstance]) -> tuple[str, ...]:
    """The keys that cannot be left out."""
    return tuple(key_of(kind, attribute) for attribute in fields(kind) if attribute.default is NOTHING)
