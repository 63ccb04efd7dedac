"""Trees of indicators for generated schemes: nodes, variants, weights and what does not apply."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Final

from attrs import define

from .citing import Table
from .facts import ROSTERS
from .rules import POINTS, RuleWriter

_VARIANTS: Final[tuple[tuple[tuple[Table, ...], ...], ...]] = (
    (
        ({"kinds": ["县"]}, {"kinds": ["区"]}),
        ({"units": ["东县"]}, {"units": ["西郊县", "南区"]}),
        ({"kinds": ["区"], "units": ["东县"]},),
        ({"units": ["西县"]}, {"kinds": ["区"]}),
        ({"units": ["东县"]},),
    ),
    (({"kinds": ["局"]},), ({"units": ["北局"]},)),
)
"""Whom the variants of a leaf may be for, by rubric; those whom none names are left without a clause."""
POLICIES: Final = ("drop", "full", "zero")


@define
class TreeWriter(RuleWriter):
    """Writes trees of indicators."""

    def variants(self, role: str) -> Table:
        """A leaf that is another one for some units, each worth the same; perhaps some have no clause."""
        whom = self.one(*_VARIANTS[self.number])
        points = self.one(*POINTS)
        written = [{**units, **self.leaf(role, points)} for units in whom]
        if role == "penalty":
            written = [table | {"points": points} for table in written]
        for table in written:
            if table["points"] == points and self.chance(2):
                del table["points"]
        everyone = {unit for units in ROSTERS[self.number].values() for unit in units}
        named = {unit for table in whom for kind in table.get("kinds", ()) for unit in ROSTERS[self.number][kind]}
        named |= {"西县" if unit == "西郊县" else unit for table in whom for unit in table.get("units", ())}
        if role == "penalty" and named != everyone:
            return self.leaf(role)
        return {"points": points, "variant": written, **({} if named == everyone else {"otherwise": "unstated"})}

    def node(self, code: str, role: str, depth: int) -> Table:
        """A leaf, or a node with children whose points add up to its own."""
        mine = {"applies_if": self.condition(self.one(True, False), 1)} if self.now(6) else {}
        if depth == 0 or self.leaves >= 3 or self.chance(3):
            table = self.variants(role) if self.chance(6) else self.leaf(role)
        else:
            table = self.inner(code, role, depth)
        if self.chance(6):
            table["needs_evidence"] = self.one(True, False)
        if self.now(4) if mine else self.chance(6):
            table["not_applicable"] = self.policy()
        if self.most(table) is None and role != "penalty":
            table["not_applicable"] = self.one("drop", "zero") if "rule" in table else "drop"  # others need points
        self.done.append(code)
        if table.get("points") and role != "penalty":
            self.rated.append(code)
        return {"name": f"指标{code}", **mine, **table}

    def inner(self, code: str, role: str, depth: int) -> Table:
        """A node with children."""
        gate = {"only_if": self.condition(self.rises(role), 1)} if self.chance(8) else {}
        children = {str(i + 1): self.node(f"{code}.{i + 1}", role, depth - 1) for i in range(self.one(1, 2, 2, 3))}
        table = gate | children
        how = self.one("mean", "mean", "best", "worst", "ladder") if self.now(2) else "sum"
        parts = [points for child in children.values() if (points := self.most(child)) is not None]
        if how == "ladder" and len(parts) < len(children):
            how = "best"
        if len(parts) == len(children) and not (self.chance(4) and (self.bare or how in ("sum", "ladder"))):
            table["points"] = sum(parts, Decimal(0)) if how in ("sum", "ladder") else max(parts)
            table |= {"cap": table["points"] / 2} if self.chance(8) else {}
        if how != "sum":
            table["combine"] = how
        if how == "mean":
            self.weigh(children.values(), code)
        if self.chance(8):
            table["zero_if"] = self.condition(not self.rises(role), 1)
        return table | self.shape()

    def weigh(self, children: Iterable[Table], code: str) -> None:
        """Weights for some of the children of a node; they read no node below it."""
        with self.reading(beside(code)):
            for child in children:
                if self.chance(2):
                    child["weight"] = self.quantity(self.one(True, False), 1) if self.chance(3) else self.one(2, 3, 0)

    @contextmanager
    def reading(self, may: Callable[[str], bool]) -> Iterator[None]:
        """Only nodes that may be read here."""
        kept = self.done, self.rated
        self.done, self.rated = ([code for code in codes if may(code)] for codes in kept)
        yield
        self.done, self.rated = kept

    def policy(self) -> str:
        """What it means that something does not apply."""
        return str(self.one(*POLICIES, *(["rescale"] * 3 if self.wide and not self.bare else [])))

    def most(self, table: Table) -> Decimal | None:
        """The points of this table's node, if only as what its children add up to."""
        if "points" in table:
            return Decimal(table["points"])
        children = [self.most(child) for key, child in table.items() if isinstance(child, dict) and key.isdecimal()]
        known = [points for points in children if points is not None]
        summed = known and len(known) == len(children) and table.get("combine", "sum") in ("sum", "ladder")
        return sum(known, Decimal(0)) if summed else None


def beside(code: str) -> Callable[[str], bool]:
    """Whether a node is neither this one nor below it."""
    return lambda other: not f"{other}.".startswith(f"{code}.")
