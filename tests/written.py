"""Documents as authors write them, well and badly: drawn from the types of the tables, then scribbled over."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has
from hypothesis import strategies as st

from opengov_rules.conditions import COMPARISONS, Condition, Constant, Quantity
from opengov_rules.facts import FactType
from opengov_rules.provenance import Citation
from opengov_rules.rules import KINDS, Tiers
from opengov_rules.structure.builder import OF_NODES
from opengov_rules.structure.conditions import Pairs
from opengov_rules.structure.tables import NodeTable, RosterTable, RubricTable, SchemeTable, VariantTable

Drawn: TypeAlias = st.SearchStrategy[Any]

NAMES: Final = st.sampled_from(["甲项", "空白栏目", "县教育局", "Blank columns", "第3项", "title"])
NUMBERS: Final = st.one_of(
    st.integers(-3, 120), st.sampled_from([Decimal("0.5"), Decimal("-2.25"), "0.5", "244/3", "-3", "7", "-1/-2"])
)
CONSTANTS: Final = st.one_of(NUMBERS, st.sampled_from(["60%", "0.5%", "1/3%"]))
POSITIVE: Final = st.one_of(st.integers(1, 9), st.sampled_from(["5", "0.5", "5%", "-1/-2", Decimal("0.1")]))
DATES: Final = st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31))
CITES: Final = st.sampled_from(["72: 得2分", " 3 :x", "12:…", "000007:\t5"])
PATHS: Final = st.sampled_from(["county.2.1.draw", 'scheme.facts."问.题".take', "county.vetoes.blank.scope", "x"])
TAKEN: Final = st.recursive(
    st.one_of(NUMBERS, NAMES, DATES, st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(NAMES, inner, max_size=2)),
    max_leaves=3,
)
CODES: Final = st.sampled_from(["1", "2", "10", "B", "P1", "000001"])


def one_or_more(items: Drawn, least: int = 1, most: int = 2) -> Drawn:
    return st.lists(items, min_size=least, max_size=most)


# Conditions and quantities ------------------------------------------------------------------------

CONDITIONS: Final[Drawn] = st.deferred(lambda: st.one_of(NAMES, NAMES, _joined(), _identities(), compared()))
QUANTITIES: Final[Drawn] = st.deferred(lambda: st.one_of(CONSTANTS, CONSTANTS, DATES, measured()))


def _joined() -> Drawn:
    keys = st.sampled_from(["all", "any", "none"])
    return st.one_of(one_or_more(CONDITIONS), st.dictionaries(keys, one_or_more(CONDITIONS), min_size=1, max_size=1))


def _identities() -> Drawn:
    return st.dictionaries(st.sampled_from(["units", "kinds"]), one_or_more(NAMES), min_size=1)


def measured() -> Drawn:
    """A quantity as a table."""
    lefts = st.one_of(st.integers(0, 99), DATES)
    points = st.lists(st.tuples(lefts, CONSTANTS).map(list), min_size=2, max_size=3)
    case = st.fixed_dictionaries({"when": CONDITIONS, "value": QUANTITIES})
    several, two = one_or_more(QUANTITIES), one_or_more(QUANTITIES, 2)
    words: dict[str, Drawn] = {
        "fact": NAMES,
        "points_of": NAMES,
        "share_of": NAMES,
        "sum": st.one_of(st.dictionaries(NAMES, NUMBERS, min_size=1, max_size=2), several),
        "product": several,
        "ratio": two,
        "excess": two,
        "least": several,
        "most": several,
    }
    counted = st.sampled_from(["full", "started"])
    return st.one_of(
        *([st.fixed_dictionaries({"fact": NAMES})] * 4),
        *(st.fixed_dictionaries({word: values}) for word, values in words.items()),
        st.fixed_dictionaries({"steps": QUANTITIES, "of": POSITIVE}, optional={"count": counted}),
        st.fixed_dictionaries({"curve": QUANTITIES, "through": points.map(_rising)}),
        st.fixed_dictionaries({"cases": one_or_more(case), "otherwise": QUANTITIES}),
    )


def _rising(points: list[Any]) -> list[Any]:
    """The points from left to right, all by numbers or all by days."""
    days = isinstance(points[0][0], dt.date)
    first = dt.date(2020, 1, 1)
    return [[first + dt.timedelta(days=30 * at) if days else 10 * at, right] for at, (_, right) in enumerate(points)]


def comparisons() -> Drawn:
    same = st.one_of(QUANTITIES, st.sampled_from(["严重", "", "12345678", "2024-01-01"]))
    sides = {how: same if how == "is" else QUANTITIES for how in COMPARISONS} | {"one_of": one_or_more(same)}
    return st.one_of(
        *(st.fixed_dictionaries({how: side}) for how, side in sides.items()),
        st.fixed_dictionaries({"over": QUANTITIES, "under": QUANTITIES}, optional={"excused_if": CONDITIONS}),
    )


def compared() -> Drawn:
    return st.builds(lambda left, right: {**left, **right}, measured(), comparisons())


# Tables -------------------------------------------------------------------------------------------


def good(kind: Any) -> Drawn:
    """Values of a type, as a file writes them."""
    exact: dict[Any, Drawn] = {
        str: NAMES,
        int: st.integers(0, 9),
        bool: st.booleans(),
        Fraction: NUMBERS,
        dt.date: DATES,
        Citation: CITES,
        Condition: CONDITIONS,
        Quantity: QUANTITIES,
        Constant: CONSTANTS,
        Pairs: st.dictionaries(NAMES, NUMBERS, min_size=1, max_size=2),
        FactType: st.sampled_from([member.value for member in FactType]),
        RosterTable: st.one_of(
            st.lists(NAMES, max_size=2),
            st.fixed_dictionaries({"count": st.integers(0, 9)}, optional={"cite": CITES, "names": st.just([])}),
        ),
        Any: TAKEN,
    }
    for known, values in exact.items():
        if kind == known:
            return values
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return good(reduce(or_, (arg for arg in args if arg is not NoneType)))
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        many = st.lists(good(args[0]), max_size=2)
        return st.one_of(CITES, many) if args[0] is Citation else many
    if origin is dict or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return st.dictionaries(PATHS if args[1] is Any else NAMES, good(args[1]), max_size=2)
    assert has(kind), kind
    whole = table(kind)
    return st.one_of(st.sampled_from(["sum", "mean"]), whole) if kind.__name__ == "Fold" else whole


def table(kind: type, leave_out: tuple[str, ...] = ()) -> Drawn:
    """Tables of an attrs class with some of its keys."""
    hints = get_type_hints(kind)
    keys = {f.name: (f.default is NOTHING, good(hints[f.name])) for f in fields(kind) if f.name not in leave_out}
    named = {name.removesuffix("_"): found for name, found in keys.items()}
    optional = {name: values for name, (wanted, values) in named.items() if not wanted}
    some = st.sets(st.sampled_from(sorted(optional)), max_size=3) if optional else st.just(set())
    base = st.fixed_dictionaries({name: values for name, (wanted, values) in named.items() if wanted})
    chosen = some.flatmap(lambda names: st.fixed_dictionaries({name: optional[name] for name in sorted(names)}))
    return st.builds(lambda first, more: {**first, **more}, base, chosen)


def rules() -> Drawn:
    """The keys of a leaf that its rule asks for, the rule among them."""
    found = list[Drawn]()
    for kind in KINDS:
        name = st.just({"rule": kind.kind})
        found.append(st.builds(lambda first, more: {**first, **more}, name, table(kind, leave_out=("code",))))
    parts = st.dictionaries(NAMES, NUMBERS, max_size=2)
    found.append(parts.map(lambda drawn: {"rule": "checklist", "parts": drawn}))
    limit = st.one_of(
        st.builds(lambda points, right: {"points": points, **right}, NUMBERS, comparisons()),
        st.fixed_dictionaries({"points": NUMBERS, "when": CONDITIONS}),
    )
    found.append(
        st.builds(lambda fact, limits: {"rule": Tiers.kind, "fact": fact, "limits": limits}, NAMES, one_or_more(limit))
    )
    return st.one_of(st.just({}), *found)


def _node(children: Drawn | None) -> Drawn:
    own = st.builds(
        lambda keys, rule: {**keys, **{k: v for k, v in rule.items() if "todo" not in keys}},
        table(NodeTable, leave_out=("rule", "otherwise")),
        rules(),
    )
    if children is None:
        return own
    variant = st.builds(
        lambda keys, rule, names: {**{k: v for k, v in keys.items() if k not in OF_NODES}, **rule, "units": names},
        table(VariantTable, leave_out=("rule", "otherwise", "todo", "units")),
        rules(),
        st.lists(NAMES, max_size=2),
    )
    varied = st.builds(
        lambda keys, variants, more: {**keys, "variant": variants, **more},
        own,
        one_or_more(variant),
        st.sampled_from([{}, {"otherwise": "unstated"}]),
    )
    nested = st.builds(lambda keys, inner: {**keys, **inner}, own, st.dictionaries(CODES, children, max_size=2))
    return st.one_of(own, nested, varied)


NODES: Final = _node(_node(None))
RUBRICS: Final = st.builds(
    lambda head, nodes, more: {**head, **nodes, **more},
    table(RubricTable),
    st.dictionaries(CODES, NODES, max_size=3),
    st.sampled_from([{}, {}, {"points": "unpublished"}]),
)
HEADS: Final = table(SchemeTable)


# Scribbled over -----------------------------------------------------------------------------------

ODD: Final = st.one_of(
    st.sampled_from([10**6, -(10**6), 999_999, 0, -1, 4, True, False, Decimal("1E+3"), Decimal("0.000001")]),
    st.sampled_from(
        [[], {}, "", " ", "5 ", "５", "1/0", "1234567", "1e3", "60％", "0%", "-0/5", "5/-0.0%", "+5", ".5"]
    ),
    st.sampled_from(
        ["空白\u200b栏目", "a\x07b", "甲\ufeff", "a\tb", "得\n2", "72 得2分", "1234567: x", "72:", "7:\u3000"]
    ),
    st.sampled_from(["unpublished", "unstated", "sum", "full", "award", "nothing", "never", "a..b", '"a', "a.b\n"]),
    NAMES,
    NUMBERS,
    CITES,
    DATES,
    CONDITIONS,
    QUANTITIES,
    st.lists(NAMES, max_size=2),
    st.dictionaries(NAMES, NUMBERS, max_size=2),
)
WORDS: Final = tuple(
    sorted(
        {
            f.name.removesuffix("_")
            for kind in (NodeTable, VariantTable, RubricTable, SchemeTable, *KINDS)
            for f in fields(kind)
        }
        | {"fact", "sum", "of", "count", "over", "is", "one_of", "all", "any", "units", "kinds", "when", "excused_if"}
        | {"1", "B1", "b", "0000001", "variant", "set", "code", "a..b", '"a', "x.y.", '"问.题".take', "空白\u200b栏目"}
    )
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value inside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield (*path, key)
        yield from places(item, (*path, key))


def changed(value: Any, path: tuple[Any, ...], how: str, new: Any, word: str) -> Any:
    """A copy in which one thing is replaced, left out, renamed, or stands beside another."""
    key, *rest = path
    if rest:
        inner = changed(value[key], tuple(rest), how, new, word)
        return {**value, key: inner} if isinstance(value, dict) else [*value[:key], inner, *value[key + 1 :]]
    if isinstance(value, list):
        return [
            *value[:key],
            *{"replace": [new], "leave out": [], "rename": [], "add": [value[key], new]}[how],
            *value[key + 1 :],
        ]
    if how == "replace":
        return {**value, key: new}
    if how == "add":
        return {**value, word: new}
    return {word if k == key and how == "rename" else k: v for k, v in value.items() if k != key or how == "rename"}


@st.composite
def scribbled(draw: st.DrawFn, documents: Drawn) -> Any:
    """A document with nothing, one or two things changed."""
    document = draw(documents)
    for _ in range(draw(st.integers(0, 2))):
        found = list(places(document))
        if found:
            path = draw(st.sampled_from(found))
            how = draw(st.sampled_from(["replace", "replace", "leave out", "rename", "add"]))
            document = changed(document, path, how, draw(ODD), draw(st.sampled_from(WORDS)))
    return document


# As files -----------------------------------------------------------------------------------------


def toml_of(document: Mapping[str, Any]) -> str:
    """A document as TOML, one key a line."""
    return "".join(f"{inline(key)} = {inline(value)}\n" for key, value in document.items())


def inline(value: Any) -> str:
    """A value as TOML on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{inline(str(key))} = {inline(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(inline, value)) + "]"
        case str() | bool():
            return json.dumps(value, ensure_ascii=False)
        case dt.date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}" if value % 1 else f"{value:f}.0".replace(".0.0", ".0")
        case _:
            return str(value)
