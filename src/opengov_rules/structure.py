"""Plain data to `Scheme`: strict, every problem at once, and the only place that knows the words of the files.

The small private classes are the tables of a scheme file as they are written; cattrs structures them, this module
turns them into the model. Readings are patches to the plain data, so choosing one comes through here again.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

import cattrs
from attrs import field, fields, frozen
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

from .conditions import COMPARISONS, Compared, Condition, Constant, FactSum, Holds, Joined, NodeResult, Quantity
from .facts import Fact, FactType, Take
from .points import read_number, to_text
from .problems import Invalid, Problem, SchemeError, suggestion
from .provenance import Citation, Discrepancy, Location, Patch, Reading, Source
from .rules import KINDS, Rule, demanded
from .scheme import (
    Grade,
    Indicator,
    NamedRule,
    NotApplicable,
    Reasons,
    Role,
    Rubric,
    Scheme,
    Total,
    Veto,
    Window,
)
from .units import Roster, Unit

Document = Mapping[str, Mapping[str, Any]]
"""The parsed files of a scheme by name, without their ending: `scheme`, and one per rubric."""
Places = Mapping[tuple[str, ...], Location]

MAX_DEPTH: Final = 32
_CODE_PART: Final = re.compile(r"[0-9]{1,6}|[A-Z][0-9]{0,6}", re.ASCII)
_PATH_KEY: Final = re.compile(r'"([^"]+)"|([^."]+)')

_T = TypeVar("_T")
_Pairs = tuple[tuple[str, Fraction], ...]


# The tables as written ----------------------------------------------------------------------------


@frozen(kw_only=True)
class _Cited:
    cite: tuple[Citation, ...] = ()
    inferred: dict[str, str] = field(factory=dict)
    assumed: dict[str, str] = field(factory=dict)


@frozen(kw_only=True)
class _Node(_Cited):
    name: str
    points: Fraction | None = None
    role: Role | None = None
    floor: Fraction | None = None
    cap: Fraction | None = None
    rule: str | None = None
    only_if: Condition | None = None
    zero_if: Condition | None = None
    excused_if: Condition | None = None
    needs_evidence: bool | None = None
    not_applicable: NotApplicable | None = None


@frozen(kw_only=True)
class _Effect:
    points: Fraction


@frozen(kw_only=True)
class _Veto(_Cited):
    when: Condition
    scope: str
    effect: _Effect


@frozen(kw_only=True)
class _Total(_Cited):
    floor: Fraction | None = None
    cap: Fraction | None = None


@frozen(kw_only=True)
class _RubricHead(_Cited):
    kinds: tuple[str, ...]
    points: Fraction | None = None
    vetoes: dict[str, _Veto] = field(factory=dict)
    total: _Total = _Total()


@frozen(kw_only=True)
class _Fact:
    type: FactType | None = None
    ask: str = ""
    measure: str = ""
    min: Fraction | None = None
    max: Fraction | None = None
    step: Fraction | None = None
    never: bool = False
    per: str = ""
    take: Take | None = None
    absent: Literal["none"] | None = None


@frozen(kw_only=True)
class _Window(_Cited):
    due: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None


@frozen(kw_only=True)
class _Grade(_Cited):
    at_least: Fraction | None = None
    gates: tuple[Condition, ...] = ()


@frozen(kw_only=True)
class _Named(_Cited):
    when: Condition


@frozen(kw_only=True)
class _Discrepancy:
    at: str
    says: tuple[Citation, ...]
    but: tuple[Citation, ...] = ()
    taken: str


@frozen(kw_only=True)
class _Option:
    set: dict[str, Any]


@frozen(kw_only=True)
class _Reading:
    ask: str
    cite: tuple[Citation, ...]
    chosen: str
    option: dict[str, _Option] = field(factory=dict)


@frozen(kw_only=True)
class _Head:
    id: str
    city: str
    edition: str
    title: str
    source: Source
    window: _Window = _Window()
    roster: dict[str, tuple[str, ...]] = field(factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(factory=dict)
    excluded: dict[str, str] = field(factory=dict)
    facts: dict[str, _Fact] = field(factory=dict)
    grades: dict[str, _Grade] = field(factory=dict)
    named: dict[str, _Named] = field(factory=dict)
    discrepancies: dict[str, _Discrepancy] = field(factory=dict)
    readings: dict[str, _Reading] = field(factory=dict)


# The public functions -----------------------------------------------------------------------------


def structure_scheme(document: Document, places: Places | None = None, kinds: Iterable[type[Rule]] = KINDS) -> Scheme:
    """The scheme that the parsed files describe.

    `places` maps paths of keys to places in the files, for problems. Raises `SchemeError` with every problem of
    structure; what a well-formed scheme may still get wrong is the compiler's business.
    """
    builder = _Builder(places or {}, {kind.kind: kind for kind in kinds})
    scheme = builder.scheme(document)
    if builder.problems or scheme is None:
        raise SchemeError(builder.problems)
    return scheme


def patched(document: Document, patches: Iterable[Patch]) -> Document:
    """A copy of the document with the patches applied; tables that a path names and that are absent are made."""
    copy: dict[str, Any] = dict(document)
    for patch in patches:
        *tables, last = patch.path
        table = copy
        for key in tables:
            inner = table.get(key, {})
            if not isinstance(inner, Mapping):
                raise Invalid("patch-path", path=".".join(patch.path))
            table[key] = table = dict(inner)
        table[last] = patch.value
    return copy


def parse_path(text: str) -> tuple[str, ...]:
    """`county.2.1.3.draw` as keys; a key with a dot is quoted, as in TOML. Raises `Invalid`."""
    keys, position = list[str](), 0
    while match := _PATH_KEY.match(text, position):
        keys.append(match[1] or match[2])
        position = match.end()
        if position == len(text):
            return tuple(keys)
        if text[position] != ".":
            break
        position += 1
    raise Invalid("path-text", path=text)


# From tables to the model -------------------------------------------------------------------------


class _Builder:
    """Structures tables one by one and gathers the problems of all."""

    def __init__(self, places: Places, kinds: Mapping[str, type[Rule]]) -> None:
        self.problems: list[Problem] = []
        self._places = places
        self._kinds = kinds
        self._converter = build_converter(kinds.values())

    def scheme(self, document: Document) -> Scheme | None:
        data = document.get("scheme")
        if data is None:
            self._add(Invalid("file-missing", file="scheme.toml"), ())
            return None
        head = self._table(_Head, data, ("scheme",))
        rubrics = tuple(
            rubric
            for name, table in document.items()
            if name != "scheme" and (rubric := self._rubric(name, table)) is not None
        )
        if head is None:
            return None
        return Scheme(
            id=head.id,
            city=head.city,
            edition=head.edition,
            title=head.title,
            source=head.source,
            rubrics=rubrics,
            roster=self._roster(head),
            facts=self._facts(head, rubrics),
            window=Window(
                **self._cited(head.window, ("scheme", "window")),
                due=head.window.due,
                start=head.window.start,
                end=head.window.end,
            ),
            grades=tuple(
                Grade(
                    name=name,
                    at_least=grade.at_least,
                    gates=grade.gates,
                    **self._cited(grade, ("scheme", "grades", name)),
                )
                for name, grade in head.grades.items()
            ),
            named=tuple(
                NamedRule(name=name, when=rule.when, **self._cited(rule, ("scheme", "named", name)))
                for name, rule in head.named.items()
            ),
            discrepancies=tuple(
                Discrepancy(key=key, at=d.at, says=d.says, but=d.but, taken=d.taken)
                for key, d in head.discrepancies.items()
            ),
            readings=tuple(self._reading(key, reading) for key, reading in head.readings.items()),
            document=document,
            places=self._places,
        )

    def _roster(self, head: _Head) -> Roster:
        units = tuple(
            Unit(name, kind, head.aliases.get(name, ())) for kind, names in head.roster.items() for name in names
        )
        return Roster(units, tuple(head.excluded.items()))

    def _facts(self, head: _Head, rubrics: Sequence[Rubric]) -> tuple[Fact, ...]:
        """The declared facts; one that names no type has the one that its rule implies."""
        asked = {fact.name: fact.type for fact in _asked(rubrics)}
        found = list[Fact]()
        for name, table in head.facts.items():
            kind = table.type or asked.get(name)
            if kind is None:
                self._add(Invalid("fact-idle", fact=name, near=suggestion(name, asked)), ("scheme", "facts", name))
                continue
            values = {f.name: getattr(table, f.name) for f in fields(_Fact) if f.name not in ("type", "absent")}
            found.append(Fact(name=name, type=kind, absent=table.absent is not None, **values))
        return tuple(found)

    def _reading(self, key: str, table: _Reading) -> Reading:
        options = list[tuple[str, tuple[Patch, ...]]]()
        for name, option in table.option.items():
            patches = list[Patch]()
            for path, value in option.set.items():
                try:
                    patches.append(Patch(path=parse_path(path), value=value))
                except Invalid as error:
                    self._add(error, ("scheme", "readings", key))
            options.append((name, tuple(patches)))
        return Reading(key=key, ask=table.ask, cite=table.cite, chosen=table.chosen, options=tuple(options))

    def _rubric(self, name: str, data: Mapping[str, Any]) -> Rubric | None:
        children, own = _split(data)
        head = self._table(_RubricHead, own, (name,))
        indicators = tuple(self._node(code, table, (name, code)) for code, table in children.items())
        if head is None:
            return None
        return Rubric(
            id=name,
            kinds=head.kinds,
            points=head.points,
            indicators=tuple(node for node in indicators if node is not None),
            vetoes=tuple(
                Veto(
                    key=key,
                    when=veto.when,
                    scope=veto.scope,
                    points=veto.effect.points,
                    **self._cited(veto, (name, "vetoes", key)),
                )
                for key, veto in head.vetoes.items()
            ),
            total=Total(floor=head.total.floor, cap=head.total.cap, **self._cited(head.total, (name, "total"))),
            **self._cited(head, (name,)),
        )

    def _node(self, code: str, data: object, path: tuple[str, ...]) -> Indicator | None:
        if not isinstance(data, Mapping):
            self._add(Invalid("table-wanted", key=path[-1]), path)
            return None
        children, own = _split(data)
        node_keys = {f.name for f in fields(_Node)}
        parameters = {key: value for key, value in own.items() if key not in node_keys}
        table = self._table(_Node, {key: value for key, value in own.items() if key in node_keys}, path)
        rule = self._rule(own.get("rule"), parameters, path)
        nodes = [self._node(f"{code}.{part}", child, (*path, part)) for part, child in children.items()]
        if table is None:
            return None
        values = {f.name: getattr(table, f.name) for f in fields(_Node) if f.name not in ("rule", *_CITED_KEYS)}
        return Indicator(
            code=code,
            rule=rule,
            children=tuple(node for node in nodes if node is not None),
            **values,
            **self._cited(table, path),
        )

    def _rule(self, kind: object, parameters: Mapping[str, Any], path: tuple[str, ...]) -> Rule | None:
        known = self._kinds.get(kind) if isinstance(kind, str) else None
        if known is None:
            if kind is not None:
                near = suggestion(str(kind), self._kinds)
                self._add(Invalid("rule-unknown", kind=kind, near=near, known=", ".join(self._kinds)), (*path, "rule"))
            else:
                for key in parameters:
                    near = suggestion(key, {f.name for f in fields(_Node)})
                    self._add(Invalid("key-unknown", key=key, near=near), (*path, key))
            return None
        return self._table(known, parameters, path)

    def _cited(self, table: _Cited, path: tuple[str, ...]) -> dict[str, Any]:
        return {
            "cite": table.cite,
            "inferred": _reasons(table.inferred),
            "assumed": _reasons(table.assumed),
            "where": self._place(path),
            "path": path,
        }

    def _table(self, kind: type[_T], data: object, path: tuple[str, ...]) -> _T | None:
        try:
            return self._converter.structure(data, kind)
        except (BaseValidationError, Invalid) as error:
            self._gather(error, path)
            return None

    def _gather(self, error: Exception, path: tuple[str, ...]) -> None:
        match error:
            case BaseValidationError():
                for inner in error.exceptions:
                    self._gather(inner, (*path, *_note(inner)))
            case ForbiddenExtraKeysError():
                known = [f.name for f in fields(error.cl)] if error.cl else []
                for key in sorted(error.extra_fields):
                    self._add(Invalid("key-unknown", key=key, near=suggestion(key, known)), (*path, key))
            case Invalid():
                self._add(error, path)
            case KeyError():
                self._add(Invalid("key-missing", key=path[-1]), path[:-1])
            case _:
                self._add(Invalid("value-unfit", value=str(error)), path)

    def _add(self, error: Invalid, path: tuple[str, ...]) -> None:
        self.problems.append(error.at(self._place(path), path))

    def _place(self, path: tuple[str, ...]) -> Location | None:
        return place_of(self._places, path)


def place_of(places: Places, path: tuple[str, ...]) -> Location | None:
    """The place of a path, or of the nearest table around it."""
    for end in range(len(path), 0, -1):
        if path[:end] in places:
            return places[path[:end]]
    return None


def _asked(rubrics: Iterable[Rubric]) -> Iterator[Fact]:
    """Every fact that rules, conditions and vetoes ask, with the type that each implies."""
    for rubric in rubrics:
        for node in rubric.walk():
            if node.rule is not None:
                for fact in node.rule.facts(node.points):
                    yield fact
                    yield from demanded(fact.hit_when) if fact.hit_when is not None else ()
                for _, condition in node.rule.conditions():
                    yield from demanded(condition)
            for gate in (node.only_if, node.zero_if, node.excused_if):
                yield from demanded(gate) if gate is not None else ()
        for veto in rubric.vetoes:
            yield from demanded(veto.when)


_CITED_KEYS: Final = ("cite", "inferred", "assumed")


def _reasons(table: Mapping[str, str]) -> Reasons:
    return tuple(table.items())


def _split(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Child nodes by their code part, and the table's own keys."""
    children = {key: value for key, value in data.items() if _CODE_PART.fullmatch(key)}
    return children, {key: value for key, value in data.items() if key not in children}


def _note(error: BaseException) -> tuple[str, ...]:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return (note.name,)
        if isinstance(note, IterableValidationNote):
            return (str(note.index),)
    return ()


# The converter ------------------------------------------------------------------------------------


def build_converter(kinds: Iterable[type[Rule]]) -> cattrs.Converter:
    """A strict cattrs converter for these kinds of rule: exact types, no unknown keys, no coercion."""
    converter = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
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
        (_Pairs, _pairs),
        (FactType | None, lambda value: None if value is None else _one_of(value, FactType)),
    ]
    for wanted, read in by_type:
        _register(converter, wanted, read)
    converter.register_structure_hook_func(_is_choice, _one_of)
    converter.register_structure_hook_func(
        lambda kind: kind == tuple[str, ...],
        lambda value, _: tuple(_text(item, str) for item in _list(value)),
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


def _is_choice(kind: Any) -> bool:
    return get_origin(kind) is Literal or kind is FactType


def _prepared(prepare: Callable[[Any], Any], plain: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda value, kind: plain(prepare(value), kind)


def _tiers(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """`fact` with limits such as `{ at_most = 3, points = 2 }` says `{ when = { fact, at_most = 3 }, points = 2 }`."""
    fact = value.get("fact")
    limits = value.get("limits")
    if fact is None or not isinstance(limits, Sequence):
        return value
    written = [
        {"points": limit.get("points"), "when": {"fact": fact} | {k: v for k, v in limit.items() if k != "points"}}
        if isinstance(limit, Mapping) and "when" not in limit
        else limit
        for limit in limits
    ]
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
        raise Invalid("integer-wanted", value=value)
    return value


def _yes_no(value: object, _: object) -> bool:
    if not isinstance(value, bool):
        raise Invalid("true-false-wanted", value=value)
    return value


def _date(value: object, _: object) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise Invalid("date-wanted", value=value)
    return value


def _list(value: object) -> Sequence[Any]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Invalid("list-wanted", value=value)
    return value


def _one_of(value: object, kind: Any) -> Any:
    allowed = [member.value for member in FactType] if kind is FactType else list(get_args(kind))
    if value not in allowed:
        near = suggestion(str(value), map(str, allowed))
        raise Invalid("choice-unknown", value=value, near=near, known=", ".join(map(str, allowed)))
    return FactType(value) if kind is FactType else value


def _citation(value: object) -> Citation:
    try:
        return Citation.parse(_text(value, str))
    except ValueError:
        raise Invalid("cite-text", value=value) from None


def _citations(value: object) -> tuple[Citation, ...]:
    if isinstance(value, str):
        return (_citation(value),)
    return tuple(_citation(item) for item in _list(value))


def _pairs(value: object) -> _Pairs:
    if not isinstance(value, Mapping) or not value:
        raise Invalid("pairs-wanted", value=value)
    return tuple((name, read_number(number)) for name, number in value.items())


def parse_condition(value: object, depth: int = 0) -> Condition:
    """A condition as written in a scheme file. Raises `Invalid`."""
    if depth > MAX_DEPTH:
        raise Invalid("too-deep", limit=MAX_DEPTH)
    match value:
        case str():
            return Holds(value)
        case Mapping() if len(value) == 1 and (how := next(iter(value))) in ("all", "any", "none"):
            return Joined(how, tuple(parse_condition(part, depth + 1) for part in _filled(value[how])))
        case Mapping():
            return _comparison(value, depth)
        case Sequence():
            parts = tuple(parse_condition(part, depth + 1) for part in _filled(value))
            return parts[0] if len(parts) == 1 else Joined("all", parts)
        case _:
            raise Invalid("condition-text", value=value)


def _filled(value: object) -> Sequence[Any]:
    items = _list(value)
    if not items:
        raise Invalid("list-empty")
    return items


_QUANTITIES: Final = ("fact", "sum", "points_of", "share_of")


def _comparison(table: Mapping[str, Any], depth: int) -> Condition:
    known = (*_QUANTITIES, *COMPARISONS, "excused_if")
    for key in table:
        if key not in known:
            raise Invalid("key-unknown", key=key, near=suggestion(key, (*known, "all", "any", "none")))
    left = _quantity({key: table[key] for key in _QUANTITIES if key in table})
    questions = [Compared(how, left, _side(table[how])) for how in COMPARISONS if how in table]
    if not questions:
        raise Invalid("comparison-missing", known=", ".join(COMPARISONS))
    condition: Condition = questions[0] if len(questions) == 1 else Joined("all", tuple(questions))
    if "excused_if" in table:
        return Joined("any", (condition, parse_condition(table["excused_if"], depth + 1)))
    return condition


def _quantity(table: Mapping[str, Any]) -> Quantity:
    match dict(table):
        case {"fact": str(name), **rest} if not rest:
            return FactSum(((name, Fraction(1)),))
        case {"sum": weights, **rest} if not rest:
            return FactSum(_pairs(weights))
        case {"points_of": str(node), **rest} if not rest:
            return NodeResult(node)
        case {"share_of": str(node), **rest} if not rest:
            return NodeResult(node, share=True)
        case _:
            raise Invalid("quantity-text", known=", ".join(_QUANTITIES))


def _side(value: object) -> Quantity:
    match value:
        case Mapping():
            return _quantity(value)
        case dt.date() if not isinstance(value, dt.datetime):
            return Constant(Fraction(value.toordinal()), value.isoformat(), is_date=True)
        case str() if value.endswith("%"):
            return Constant(read_number(value[:-1]) / 100, value)
        case int() | Decimal() | str():
            number = read_number(value)
            return Constant(number, to_text(number))
        case _:
            raise Invalid("quantity-text", known=", ".join(_QUANTITIES))
