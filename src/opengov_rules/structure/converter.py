"""A strict cattrs converter: exact types, no unknown keys, no coercion."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, Final, Literal, get_args, get_origin

import cattrs
from attrs import has
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory
from cattrs.gen import make_dict_structure_fn, override

from ..conditions import Condition, Constant, Quantity
from ..facts import FactType
from ..points import read_number
from ..problems import Invalid, suggestion
from ..provenance import Citation
from ..rules import Rule
from ..scheme import Fold
from .conditions import Pairs, listed, pairs, parse_condition, parse_constant, parse_quantity
from .tables import RosterTable, ValidTable, WindowTable


def build_converter(kinds: Iterable[type[Rule]]) -> cattrs.Converter:
    """A strict cattrs converter for these kinds of rule: exact types, no unknown keys, no coercion."""
    converter = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
    shapes: list[tuple[Callable[[Any], bool], Callable[[Any], Any], Callable[[Any, Any], Any]]] = [
        (has, _table, partial(make_dict_structure_fn, _cattrs_forbid_extra_keys=True)),
        (lambda kind: get_origin(kind) in (dict, Mapping), _table, mapping_structure_factory),
        (lambda kind: get_origin(kind) is tuple, listed, homogenous_tuple_structure_factory),
    ]
    for fits, shaped, factory in shapes:
        converter.register_structure_hook_factory(fits, _shaped(shaped, factory))
    exact: dict[Any, Callable[[Any, Any], Any]] = {
        str: _text,
        int: _integer,
        bool: _yes_no,
        Fraction: lambda value, _: read_number(value),
        dt.date: _date,
        Citation: lambda value, _: _citation(value),
    }
    for kind, hook in exact.items():
        converter.register_structure_hook(kind, hook)
    by_type: list[tuple[Any, Callable[[Any], Any]]] = [
        (tuple[Citation, ...], _citations),
        (Condition, parse_condition),
        (Condition | None, parse_condition),
        (Quantity, parse_quantity),
        (Quantity | None, parse_quantity),
        (Constant, parse_constant),
        (Constant | None, parse_constant),
        (Pairs, pairs),
        (FactType | None, lambda value: None if value is None else _one_of(value, FactType)),
    ]
    for wanted, read in by_type:
        _register(converter, wanted, read)
    converter.register_structure_hook_func(_is_choice, _one_of)
    for table in (WindowTable, ValidTable):
        days = make_dict_structure_fn(table, converter, _cattrs_forbid_extra_keys=True, from_=override(rename="from"))
        converter.register_structure_hook(table, _prepared(_table, days))
    fold = make_dict_structure_fn(Fold, converter, _cattrs_forbid_extra_keys=True)
    converter.register_structure_hook(
        Fold, lambda value, kind: fold({"take": value} if isinstance(value, str) else _table(value), kind)
    )
    roster = make_dict_structure_fn(RosterTable, converter, _cattrs_forbid_extra_keys=True)
    converter.register_structure_hook(RosterTable, _roster(roster))
    converter.register_structure_hook_func(
        lambda kind: kind == tuple[str, ...],
        lambda value, _: tuple(_text(item, str) for item in listed(value)),
    )
    for rule in kinds:
        plain = make_dict_structure_fn(rule, converter, _cattrs_forbid_extra_keys=True)
        prepare = _PREPARE.get(rule.kind)
        if prepare is None:
            converter.register_structure_hook(rule, plain)
        else:
            converter.register_structure_hook(rule, _prepared(prepare, plain))
    return converter


def _register(converter: cattrs.Converter, wanted: Any, read: Callable[[Any], Any]) -> None:
    converter.register_structure_hook_func(lambda kind: bool(kind == wanted), lambda value, _: read(value))


def _shaped(shaped: Callable[[Any], Any], factory: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """cattrs' own way to structure these types, for values that have the right shape."""

    def build(kind: Any, converter: cattrs.Converter) -> Any:
        return _prepared(shaped, factory(kind, converter))

    return build


def _roster(plain: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """A list of names; or a table, which counts them."""

    def structure(value: object, kind: Any) -> Any:
        found = plain(value if isinstance(value, Mapping) else {"names": listed(value)}, kind)
        if isinstance(value, Mapping) and found.count is None:
            raise Invalid("key-missing", key="count")
        return found

    return structure


def _table(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Invalid("table-wanted", value=value)
    return value


def _is_choice(kind: Any) -> bool:
    return get_origin(kind) is Literal or kind is FactType


def _prepared(prepare: Callable[[Any], Any], plain: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda value, kind: plain(prepare(value), kind)


def _tiers(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """`fact` with limits such as `{ at_most = 3, points = 2 }` says `{ when = { fact, at_most = 3 }, points = 2 }`."""
    fact = value.get("fact")
    limits = value.get("limits")
    if fact is None or limits is None:
        return value
    _text(fact, str)
    if not isinstance(limits, Sequence) or isinstance(limits, str):
        return {key: item for key, item in value.items() if key != "fact"}
    written = list[Any]()
    for limit in limits:
        if isinstance(limit, Mapping) and "when" not in limit:
            points = {"points": limit["points"]} if "points" in limit else {}
            written.append(points | {"when": {"fact": fact} | {k: v for k, v in limit.items() if k != "points"}})
        else:
            written.append(limit)
    return {key: item for key, item in value.items() if key != "fact"} | {"limits": written}


def _checklist(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """`{ "FACT" = points }` says a list of parts whose condition is the fact itself."""
    parts = value.get("parts")
    if not isinstance(parts, Mapping):
        return value
    return {**value, "parts": [{"name": name, "when": name, "points": points} for name, points in parts.items()]}


_PREPARE: Final[dict[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]]] = {
    "tiers": _tiers,
    "checklist": _checklist,
}


def _text(value: object, _: object) -> str:
    if not isinstance(value, str):
        raise Invalid("text-wanted", value=value)
    return value


def _integer(value: object, _: object) -> int:
    if type(value) is not int or abs(value) >= 10**6:
        raise Invalid("integer-wanted", value=f'"{value}"' if isinstance(value, str) else value)
    return value


def _yes_no(value: object, _: object) -> bool:
    if not isinstance(value, bool):
        raise Invalid("true-false-wanted", value=value)
    return value


def _date(value: object, _: object) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise Invalid("date-wanted", value=value)
    return value


def _one_of(value: object, kind: Any) -> Any:
    allowed = [member.value for member in FactType] if kind is FactType else list(get_args(kind))
    if value not in allowed:
        near = suggestion(str(value), map(str, allowed))
        raise Invalid("choice-unknown", value=value, near=near, known=", ".join(map(str, allowed)))
    return FactType(value) if kind is FactType else value


def _citation(value: object) -> Citation:
    text = _text(value, str)
    try:
        return Citation.parse(text)
    except ValueError:
        raise Invalid("cite-text", value=value) from None


def _citations(value: object) -> tuple[Citation, ...]:
    if isinstance(value, str):
        return (_citation(value),)
    if not isinstance(value, Sequence):
        raise Invalid("cite-text", value=value)
    return tuple(_citation(item) for item in value)
