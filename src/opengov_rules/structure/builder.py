"""From tables to the model: every table structured by itself, the problems of all gathered."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeVar

import cattrs
from attrs import AttrsInstance, evolve, fields
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from ..facts import Fact
from ..paths import parse_path
from ..problems import Invalid, Problem, suggestion
from ..provenance import Discrepancy, Location, Patch, Places, Profile, Reading, item_name, nearest
from ..rules import Rule, Todo, Unstated, demanded
from ..scheme import (
    Grade,
    Indicator,
    NamedRule,
    Ranking,
    Reasons,
    RosterSize,
    Rubric,
    Scheme,
    Total,
    Valid,
    Veto,
    Window,
)
from ..units import Roster, Unit
from .conditions import MAX_DEPTH
from .converter import build_converter
from .tables import CitedTable, FactTable, NodeTable, ReadingTable, RubricTable, SchemeTable, VariantTable, VetoTable

Document: TypeAlias = Mapping[str, Mapping[str, Any]]
"""The parsed files of a scheme by name, without their ending: `scheme`, and one per rubric."""

_T = TypeVar("_T")
_CODE_PART: Final = re.compile(r"[0-9]{1,6}|[A-Z][0-9]{0,6}", re.ASCII)
UNPUBLISHED: Final = "unpublished"
"""What a rubric says of its points where the notice prints none."""
_CITED_KEYS: Final = tuple(f.name for f in fields(CitedTable))
_NODE_KEYS: Final = [f.name for f in fields(NodeTable)]
_TRANSLATED: Final = ("type", "absent", "none")
"""What a declared fact says in other words than its table."""
_VARIANT_KEYS: Final = ("variant", "units", "kinds")
OF_NODES: Final = ("role", "otherwise", "variant", "combine", "weight", "for_each", "fold")
"""What no variant can have for itself."""
_KEPT: Final = ("rule", "todo", "role", "otherwise", *_CITED_KEYS)
"""What a node with variants keeps to itself."""


class Builder:
    """Structures tables one by one and gathers the problems of all."""

    def __init__(
        self, places: Places, kinds: Mapping[str, type[Rule]], converter: cattrs.Converter | None = None
    ) -> None:
        self.problems: list[Problem] = []
        self._places = places
        self._kinds = kinds
        self._converter = build_converter(kinds.values()) if converter is None else converter

    def scheme(self, document: Document) -> Scheme | None:
        data = document.get("scheme")
        if data is None:
            self._add(Invalid("file-missing", file="scheme.toml"), ())
            return None
        head = self._table(SchemeTable, data, ("scheme",))
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
            window=Window(**_own(head.window), **self._cited(head.window, ("scheme", "window"))),
            valid=Valid(**_own(head.valid), **self._cited(head.valid, ("scheme", "valid"))),
            grades=tuple(
                Grade(name=name, **_own(grade), **self._cited(grade, ("scheme", "grades", name)))
                for name, grade in head.grades.items()
            ),
            ungraded=head.ungraded,
            rankings=tuple(
                Ranking(name=name, **_own(ranking), **self._cited(ranking, ("scheme", "rankings", name)))
                for name, ranking in head.rankings.items()
            ),
            sizes=tuple(
                RosterSize(kind=kind, count=table.count, **self._cited(table, ("scheme", "roster", kind)))
                for kind, table in head.roster.items()
                if table.count is not None
            ),
            restricted=head.restricted,
            profiles=tuple(
                Profile(key=key, why=table.why, patches=self._patches(table.set, ("scheme", "profiles", key, "set")))
                for key, table in head.profiles.items()
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
            kinds=tuple(self._kinds.values()),
        )

    def _roster(self, head: SchemeTable) -> Roster:
        units = tuple(
            Unit(name, kind, head.aliases.get(name, ())) for kind, table in head.roster.items() for name in table.names
        )
        return Roster(units, tuple(head.excluded.items()))

    def _facts(self, head: SchemeTable, rubrics: Sequence[Rubric]) -> tuple[Fact, ...]:
        """The declared facts; one that names no type has the one that its rule implies."""
        asked = {fact.name: fact.type for fact in _asked(rubrics)}
        found = list[Fact]()
        for name, table in head.facts.items():
            source = head.facts.get(table.of, FactTable()) if table.of else table
            kind = source.type or asked.get(table.of or name)
            if kind is None and self.problems:
                continue  # the rule that asks it may be among the problems
            if kind is None:
                self._add(Invalid("fact-idle", fact=name, near=suggestion(name, asked)), ("scheme", "facts", name))
                continue
            values = {f.name: getattr(table, f.name) for f in fields(FactTable) if f.name not in _TRANSLATED}
            if table.of:
                values |= {key: getattr(source, key) for key in ("min", "max", "step", "never", "choices", "measure")}
                values["per"] = table.per or source.per
            values |= {"absent": source.absent is not None, "none": table.none or ""}
            found.append(Fact(name=name, type=kind, **values))
        return tuple(found)

    def _reading(self, key: str, table: ReadingTable) -> Reading:
        options = tuple(
            (name, self._patches(option.set, ("scheme", "readings", key, "option", name, "set")))
            for name, option in table.option.items()
        )
        return Reading(key=key, ask=table.ask, cite=table.cite, chosen=table.chosen, options=options)

    def _patches(self, changes: Mapping[str, Any], at: tuple[str, ...]) -> tuple[Patch, ...]:
        """Changes by their paths, as a reading's option and a profile write them."""
        patches = list[Patch]()
        for path, value in changes.items():
            try:
                patches.append(Patch(path=parse_path(path), value=value))
            except Invalid as error:
                self._add(error, (*at, path))
        return tuple(patches)

    def _rubric(self, name: str, data: object) -> Rubric | None:
        if not isinstance(data, Mapping):
            self._add(Invalid("table-wanted", value=data), (name,))
            return None
        children, own = _split(data)
        points = own.get("points")
        unpublished = points == UNPUBLISHED
        if unpublished:
            own = {key: value for key, value in own.items() if key != "points"}
        elif isinstance(points, str) and (near := suggestion(points, [UNPUBLISHED])):
            own = own | {"points": Invalid("number-text", value=points, near=near)}
        head = self._table(RubricTable, own, (name,))
        indicators = tuple(self._node(code, table, (name, code)) for code, table in children.items())
        if head is None:
            return None
        nodes = tuple(node for node in indicators if node is not None)
        if unpublished and not any(body.points is not None for node in nodes for body in node.walk()):
            nodes = tuple(evolve(node, role="unscored") for node in nodes)
        return Rubric(
            id=name,
            kinds=head.kinds,
            points=head.points,
            unpublished=unpublished,
            indicators=nodes,
            vetoes=tuple(
                Veto(key=key, **self._veto(veto, (name, "vetoes", key)), **self._cited(veto, (name, "vetoes", key)))
                for key, veto in head.vetoes.items()
            ),
            total=Total(**_own(head.total), **self._cited(head.total, (name, "total"))),
            better=head.better,
            **self._cited(head, (name,)),
        )

    def _veto(self, table: VetoTable, path: tuple[str, ...]) -> dict[str, Any]:
        """A veto's own keys; what falls has to be said, the score and the grade are the whole's."""
        if table.scope is None and table.effect.scoped:
            self._add(Invalid("key-missing", key="scope"), path)
        return _own(table) | {"scope": "total" if table.scope is None else table.scope}

    def _node(self, code: str, data: object, path: tuple[str, ...]) -> Indicator | None:
        if not isinstance(data, Mapping) or len(path) > MAX_DEPTH:
            deep = Invalid("too-deep", limit=MAX_DEPTH)
            self._add(deep if isinstance(data, Mapping) else Invalid("table-wanted", value=data), path)
            return None
        children, own = _split(data)
        node = self._leaf(code, {key: own[key] for key in own if key != "variant"}, path, NodeTable)
        nodes = [self._node(f"{code}.{part}", child, (*path, part)) for part, child in children.items()]
        if node is None:
            return None
        node = evolve(node, children=tuple(child for child in nodes if child is not None))
        return self._with_variants(node, own, path) if {"variant", "otherwise"} & own.keys() else node

    def _leaf(
        self, code: str, data: Mapping[str, Any], path: tuple[str, ...], kind: type[NodeTable]
    ) -> Indicator | None:
        """A node by itself: its own keys and its rule's, without children and variants."""
        keys = [f.name for f in fields(kind)]
        parameters = {key: value for key, value in data.items() if key not in keys}
        table = self._table(kind, {key: value for key, value in data.items() if key in keys}, path)
        rule = self._rule(data.get("rule"), code, parameters, path)
        if table is None:
            return None
        if table.todo and "rule" in data:
            self._add(Invalid("todo-rule", code=code), (*path, "todo"))
        elif table.todo:
            rule = Todo(code=code, clauses=table.todo)
        names = [key for key in keys if key not in ("rule", "otherwise", *_CITED_KEYS)]
        return Indicator(
            code=code, rule=rule, **{key: getattr(table, key) for key in names}, **self._cited(table, path)
        )

    def _with_variants(self, node: Indicator, own: Mapping[str, Any], path: tuple[str, ...]) -> Indicator:
        """The node with the leaves that stand there for some units, each with the node's keys where it has none."""
        tables = own.get("variant")
        if isinstance(tables, Mapping):
            self._add(Invalid("variant-single", code=node.code), (*path, "variant"))
            return node
        if not isinstance(tables, Sequence) or isinstance(tables, str) or not tables:
            at = (*path, "variant") if "variant" in own else path
            self._add(Invalid("list-wanted" if "variant" in own else "key-missing", key="variant", value=tables), at)
            return node
        passed_on = {key: own[key] for key in own if key in _NODE_KEYS and key not in _KEPT}
        variants = list[Indicator]()
        for index, table in enumerate(tables):
            at = (*path, "variant", item_name(table, index))
            if not isinstance(table, Mapping):
                self._add(Invalid("table-wanted", value=table), at)
                continue
            if not {"units", "kinds"} & table.keys():
                self._add(Invalid("key-missing", key="units / kinds"), at)
            for key in (*OF_NODES, *_split(table)[0]):
                if key in table:
                    self._add(Invalid("variant-key", key=key), (*at, key))
            written = {key: value for key, value in table.items() if key not in OF_NODES}
            variant = self._leaf(node.code, passed_on | _split(written)[1], at, VariantTable)
            if variant is not None:
                variants.append(_cited_by_both(variant, node))
        unstated = None
        if own.get("otherwise") == "unstated":
            unstated = self._leaf(node.code, passed_on | {"rule": "unstated"}, path, NodeTable)
        return evolve(
            node,
            variants=tuple(variants),
            otherwise=None if unstated is None else _cited_by_both(unstated, node),
        )

    def _rule(self, kind: object, code: str, parameters: Mapping[str, Any], path: tuple[str, ...]) -> Rule | None:
        known = self._kinds.get(kind) if isinstance(kind, str) else None
        if known is None:
            if isinstance(kind, str):
                near = suggestion(kind, self._kinds)
                self._add(Invalid("rule-unknown", kind=kind, near=near, known=", ".join(self._kinds)), (*path, "rule"))
            elif kind is None:
                for key in parameters:
                    near = suggestion(key, (*_NODE_KEYS, *_VARIANT_KEYS))
                    self._add(Invalid("key-unknown", key=key, near=near), (*path, key))
            return None
        if known is Unstated:
            if "code" in parameters:
                self._add(Invalid("key-unknown", key="code"), (*path, "code"))
            parameters = {**parameters, "code": code}
        return self._table(known, parameters, path)

    def _cited(self, table: CitedTable, path: tuple[str, ...]) -> dict[str, Any]:
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
                known = [f.name.removesuffix("_") for f in fields(error.cl)] if error.cl else []
                known += (*_NODE_KEYS, *_VARIANT_KEYS) if error.cl in self._kinds.values() else []
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
        return nearest(self._places, path)


def taken_fields(kind: type[AttrsInstance]) -> list[str]:
    """The fields of a kind of rule that a file could not write: there they are keys of the indicator, or a child."""
    taken = (*(f.name for f in fields(VariantTable)), *_VARIANT_KEYS)
    return [f.name for f in fields(kind) if f.name in taken or _CODE_PART.fullmatch(f.name)]


def _cited_by_both(variant: Indicator, node: Indicator) -> Indicator:
    """The variant with its node's citations and reasons after its own: they hold for what it has from the node."""
    return evolve(
        variant,
        cite=(*variant.cite, *node.cite),
        inferred=tuple({**dict(node.inferred), **dict(variant.inferred)}.items()),
        assumed=tuple({**dict(node.assumed), **dict(variant.assumed)}.items()),
    )


def _asked(rubrics: Iterable[Rubric]) -> Iterator[Fact]:
    """Every fact that rules, conditions and vetoes ask, with the type that each implies."""
    for rubric in rubrics:
        for node in rubric.bodies():
            if node.rule is not None:
                for fact in node.rule.facts(node.points):
                    yield fact
                    yield from demanded(fact.hit_when) if fact.hit_when is not None else ()
                for _, condition in node.rule.reads():
                    yield from demanded(condition)
            for part in (node.applies_if, node.weight, node.only_if, node.zero_if, node.excused_if):
                yield from demanded(part) if part is not None else ()
        for veto in rubric.vetoes:
            for part in (veto.when, veto.effect.at_most):
                yield from demanded(part) if part is not None else ()


def _own(table: CitedTable) -> dict[str, Any]:
    """The keys of a table but its citations."""
    return {f.name: getattr(table, f.name) for f in fields(type(table)) if f.name not in _CITED_KEYS}


def _reasons(table: Mapping[str, str]) -> Reasons:
    return tuple(table.items())


def _split(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Child nodes by their code part, and the table's own keys."""
    children = {key: value for key, value in data.items() if _CODE_PART.fullmatch(key)}
    return children, {key: value for key, value in data.items() if key not in children}


def _note(error: BaseException) -> tuple[str, ...]:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return (note.name.removesuffix("_"),)  # a key that is a word of Python
        if isinstance(note, IterableValidationNote):
            return (str(note.index),)
    return ()
