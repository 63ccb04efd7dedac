"""Mutants of scopes, floors and caps: a veto on another node, a floor above nothing, a cap below the points."""

from collections.abc import Iterator
from decimal import Decimal

from ...points import to_text
from ...scheme import Indicator, Rubric, Scheme, Veto
from .mutants import ABSENT, Mutant
from .places import Table


def scopes(table: Table) -> Iterator[Mutant]:
    """A veto that acts on the node above, on the whole, on the base, on one beside, or on one below."""
    if not isinstance(table.part, Veto) or "scope" not in table.written:
        return
    scope = table.part.scope
    for other in _near(_rubric(table.scheme, str(table.steps[0])), scope):
        if other != scope:
            yield table.changed("scope", ("scope",), scope, other)


def _rubric(scheme: Scheme, id: str) -> Rubric:
    return next(rubric for rubric in scheme.rubrics if rubric.id == id)


def _near(rubric: Rubric, scope: str) -> tuple[str, ...]:
    above, _, _ = scope.rpartition(".")
    codes = {node.code: node for node in rubric.walk()}
    beside = [code for code in codes if code.rpartition(".")[0] == above and scope in codes]
    below = [child.code for child in codes[scope].children[:1]] if scope in codes else list(codes)[:1]
    return tuple(dict.fromkeys(("total", "base", *([above] if above else []), *beside, *below)))


def floors(table: Table) -> Iterator[Mutant]:
    """A floor above the least and a cap below the most that a node can reach; the total held at 0 and at full marks."""
    part = table.part
    if isinstance(part, Rubric):
        if "total" not in table.written:
            yield table.changed("limit", ("total",), ABSENT, {"floor": 0}, "floor = 0")
            if part.points is not None:
                most = Decimal(to_text(part.points))
                yield table.changed("limit", ("total",), ABSENT, {"cap": most}, f"cap = {most}")
    elif isinstance(part, Indicator) and table.kind == "node" and not part.variants and "for_each" not in table.written:
        if "floor" not in table.written:
            yield table.changed("limit", ("floor",), ABSENT, Decimal("0.1"))
        if "cap" not in table.written:
            most = Decimal(to_text(part.points)) - Decimal("0.1") if part.points else Decimal(10)
            if part.points is not None or part.rule is not None:
                yield table.changed("limit", ("cap",), ABSENT, most)
