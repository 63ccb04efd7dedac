"""The kinds of rule that a plugin offers: whether each is one."""

import re
from collections.abc import Iterator
from inspect import isfunction
from typing import Any, Final, get_args

import attrs

from ..rules import KINDS, Rule
from ..structure import build_converter, taken_fields
from ..words import short

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)
_METHODS: Final = tuple(name for name, member in vars(Rule).items() if isfunction(member) and name[0] != "_")


def kind_faults(offered: object) -> Iterator[tuple[str, str]]:
    """What is wrong with what the hook returned: the codes of faults, each with its detail."""
    if not isinstance(offered, list | tuple):
        yield "hook-kinds", type(offered).__name__
        return
    for one in offered:
        if not isinstance(one, type):
            yield "hook-kinds", f"{type(offered).__name__}[{type(one).__name__}]"
            return
    built_in, seen = {kind.kind for kind in KINDS}, set[str]()
    for one in offered:
        yield from _class_faults(one)
        for code, names in (("kind-taken", built_in), ("kind-twice", seen)):
            if one.kind in names:
                yield code, f"{one.__name__}: {one.kind}"
        seen.add(one.kind)


def _class_faults(kind: type[Any]) -> Iterator[tuple[str, str]]:
    name = kind.__name__
    if not _frozen(kind):
        yield "kind-attrs", name
        return
    id = getattr(kind, "kind", None)
    if type(id) is not str or _NAME.fullmatch(id) is None:
        yield "kind-name", f"{name}: {short(id) if type(id) is str else type(id).__name__}"
    lacking = [method for method in _METHODS if not _defines(kind, method)]
    if lacking:
        yield "kind-methods", f"{name}: {', '.join(lacking)}"
    taken = taken_fields(kind)
    if taken:
        yield "kind-fields", f"{name}: {', '.join(taken)}"
    try:
        build_converter([kind])
        floats = [field.name for field in attrs.fields(attrs.resolve_types(kind)) if _floats(field.type)]
        if floats:
            yield "kind-fields", f"{name}: {', '.join(floats)}: float"
    except Exception as error:  # cattrs' own errors, and whatever resolving the types of the fields raises
        yield "kind-fields", f"{name}: {error}"


def _frozen(kind: type[Any]) -> bool:
    try:
        return attrs.inspect(kind).is_frozen
    except attrs.exceptions.NotAnAttrsClassError:
        return False


def _defines(kind: type[Any], method: str) -> bool:
    """Whether the class has this method of its own: one that derives from the protocol has empty ones."""
    found = getattr(kind, method, None)
    return callable(found) and found is not getattr(Rule, method)


def _floats(type: object) -> bool:
    return type is float or any(_floats(inner) for inner in get_args(type))
