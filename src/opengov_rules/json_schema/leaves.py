"""Indicators and their variants, whose keys depend on the kind of rule that they name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from attrs import AttrsInstance

from ..rules import Checklist, Rule, Tiers, Unstated
from ..rules.tiers import Limit
from ..structure.builder import OF_NODES
from ..structure.tables import NodeTable, VariantTable
from . import patterns
from .conditions import compared
from .described import words
from .types import Schema, Types, a_list, a_table, by_name, having, ref, required

CHILDREN: Final[dict[str, Schema]] = {patterns.CODE: ref("node")}


def indicators(types: Types, kinds: Sequence[type[Rule]]) -> dict[str, Schema]:
    """The definitions of indicators, with rules of these kinds."""
    rules = {kind.kind: _parameters(types, kind) for kind in kinds}
    of_rules = {"rule": {"enum": list(rules)} | words("NodeTable", "rule"), **dict(_any_of(rules))}
    node, variant = types.properties(NodeTable) | of_rules, types.properties(VariantTable) | of_rules
    variants = a_list(ref("variant"), 1) | words("NodeTable", "variant")
    whole = [ref("parameters"), _TODO]
    return {
        "parameters": _by_kind(rules),
        "node": a_table(
            {**node, "variant": variants},
            required(NodeTable),
            patternProperties=CHILDREN,
            dependencies={"otherwise": ["variant"]},
            allOf=whole,
        ),
        "variant": a_table(
            {key: schema for key, schema in variant.items() if key not in OF_NODES},
            anyOf=[having("units"), having("kinds")],
            allOf=whole,
        ),
    }


_TODO: Final[Schema] = {
    "if": having("rule", "todo"),
    "then": having(properties={"todo": {"type": "array", "maxItems": 0}}),
}
"""A leaf with a rule has nothing left to do."""


def _parameters(types: Types, kind: type[Rule]) -> Schema:
    """The keys of a kind of rule, and what they need of one another."""
    table = types.table(cast(type[AttrsInstance], kind))
    properties = table["properties"]
    if kind is Unstated:  # its code is the indicator's
        return table | {"properties": {}, "required": []}
    if kind is Checklist:
        told = words("Checklist", "parts")
        parts = {key: part for key, part in properties["parts"].items() if key not in told}
        properties["parts"] = {"anyOf": [by_name(ref("number")), parts]} | told
    if kind is Tiers:
        whole = properties["limits"]["items"]
        short = compared({"points": types.properties(Limit)["points"]}, ("points",))
        told = words("Tiers", "limits")
        return table | {
            "properties": {"fact": ref("name") | words("Tiers", "fact"), "limits": {"type": "array"} | told},
            "if": having("fact"),
            "then": having(properties={"limits": a_list({"anyOf": [whole, short]}) | told}),
            "else": having(properties={"limits": a_list(whole) | told}),
        }
    return table


def _meanings(rules: Mapping[str, Schema]) -> dict[str, dict[str, Schema]]:
    """By key, what it is under each kind of rule that has it."""
    found = dict[str, dict[str, Schema]]()
    for name, rule in rules.items():
        for key, schema in rule["properties"].items():
            found.setdefault(key, {})[name] = schema
    return found


def _any_of(rules: Mapping[str, Schema]) -> Iterator[tuple[str, Schema]]:
    """Each key of any kind of rule, with all that it may be and mean: editors offer it before they look at the rule."""
    for key, by_rule in _meanings(rules).items():
        shapes = list[Schema]()
        for schema in by_rule.values():
            shape = {word: part for word, part in schema.items() if word != "description"}
            shapes += [shape] if shape not in shapes else []
        told = [f"{name}: {schema['description']}" for name, schema in by_rule.items() if "description" in schema]
        found: Schema = shapes[0] if len(shapes) == 1 else {"anyOf": shapes}
        yield key, found | ({"description": "\n".join(told)} if told else {})


def _by_kind(rules: Mapping[str, Schema]) -> Schema:
    """The keys that a leaf has by its `rule`, and none of another kind's."""
    every = dict.fromkeys(_meanings(rules), False)
    cases = [
        {
            "if": having("rule", properties={"rule": {"enum": [name]}}),
            "then": rule | {"properties": {**every, **rule["properties"]}, "additionalProperties": True},
        }
        for name, rule in rules.items()
    ]
    return {"allOf": [*cases, {"if": having("rule"), "else": having(properties=every)}]}
