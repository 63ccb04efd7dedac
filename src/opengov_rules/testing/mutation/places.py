"""The tables of a scheme in which something can be changed: indicators, variants, vetoes, grades, facts and more."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from ...provenance import Citation, nearest
from ...scheme import Cited, Indicator, Scheme
from .mutants import Mutant, Steps, at, named_path, shown

KEPT: Final = ("name", "cite", "inferred", "assumed", "ask", "measure", "rule", "variant", "units", "kinds", "option")
"""Keys that hold words, or that are changed as a whole."""


@frozen(kw_only=True)
class Table:
    """One table of the files: `own` are its keys without the tables of other nodes and without words.

    `kind` says what it is; `written` is all of it.
    """

    kind: str
    steps: Steps
    written: Mapping[str, Any]
    own: Mapping[str, Any]
    scheme: Scheme
    part: Cited | None = None

    @property
    def rule(self) -> str:
        """The kind of its rule, "" where it has none."""
        return str(self.written.get("rule", ""))

    @property
    def cite(self) -> Citation | None:
        """The clause that it rests on."""
        return next(iter(self.part.cite), None) if self.part is not None else None

    def changed(self, operator: str, steps: Steps, old: object, new: object, says: str = "") -> Mutant:
        """A mutant of something in this table; `steps` from the table down."""
        whole = (*self.steps, *steps)
        path = named_path(self.scheme.document, whole)
        return Mutant(
            operator=operator,
            steps=whole,
            old=old,
            new=new,
            path=path,
            says=says or f"{shown(old)} → {shown(new)}",
            where=nearest(self.scheme.places, path),
            code=self.part.code if isinstance(self.part, Indicator) else "",
            cite=self.cite,
        )


def tables(scheme: Scheme) -> Iterator[Table]:
    """Every table of every file that bears on results, in the notice's order.

    A rubric whose points are not published scores nothing, and its tables have nothing to change.
    """
    head = scheme.document.get("scheme", {})

    def table(kind: str, steps: Steps, part: Cited | None = None) -> Iterator[Table]:
        try:
            written = at(scheme.document, steps)
        except LookupError:  # a table that the files leave out
            return
        if isinstance(written, Mapping):
            children = _children(part)
            own = {key: value for key, value in written.items() if key not in KEPT and key not in children}
            yield Table(kind=kind, steps=steps, written=written, own=own, scheme=scheme, part=part)

    for rubric in (rubric for rubric in scheme.rubrics if not rubric.awaits_points):
        whole = scheme.document[rubric.id]
        top = {"points", "better"} & whole.keys()
        own = {key: whole[key] for key in top}
        yield Table(kind="rubric", steps=(rubric.id,), written=whole, own=own, scheme=scheme, part=rubric)
        for node in rubric.walk():
            yield from table("node", node.path, node)
            for index, variant in enumerate(node.variants):
                yield from table("variant", (*node.path, "variant", index), variant)
        yield from table("total", (rubric.id, "total"), rubric.total)
        for veto in rubric.vetoes:
            yield from table("veto", veto.path, veto)
    for kind, key, parts in (("grade", "grades", scheme.grades), ("ranking", "rankings", scheme.rankings)):
        for part in parts:
            yield from table(kind, ("scheme", key, part.name), part)
    for named in scheme.named:
        yield from table("named", ("scheme", "named", named.name), named)
    for name in head.get("facts", {}):
        yield from table("fact", ("scheme", "facts", name))
    yield from table("window", ("scheme", "window"), scheme.window)


def _children(part: Cited | None) -> frozenset[str]:
    """The keys of a node's table under which other nodes stand."""
    return frozenset(child.path[-1] for child in part.children) if isinstance(part, Indicator) else frozenset()


def values_in(value: object, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """A value and everything inside it, with the way to it."""
    yield steps, value
    match value:
        case Mapping():
            for key, inner in value.items():
                yield from values_in(inner, (*steps, key))
        case list():
            for index, inner in enumerate(value):
                yield from values_in(inner, (*steps, index))
