"""The outline of a rubric as it is printed: headings over clauses, before anything is understood of them."""

from decimal import Decimal

from attrs import evolve, field, frozen

from ..provenance import Citation
from .notice import Span


@frozen(kw_only=True)
class Item:
    """指标: its name and points where they are printed, its clauses and remarks, and what stands below it."""

    name: str = ""
    points: Decimal | None = None
    cites: tuple[Citation, ...] = ()
    clauses: tuple[Span, ...] = ()
    wanted: tuple[Span, ...] = ()
    """What is demanded, where a column of its own says it."""
    notes: tuple[Span, ...] = ()
    children: tuple["Item", ...] = ()

    @property
    def leaves(self) -> tuple["Item", ...]:
        """The items below which nothing stands."""
        return tuple(leaf for child in self.children for leaf in child.leaves) if self.children else (self,)


@frozen(kw_only=True)
class Outline:
    """One rubric: its title, its top-level items, and the lines that it was read from."""

    title: Span | None
    items: tuple[Item, ...]
    lines: frozenset[int] = field(factory=frozenset)
    kind: str = ""
    """The kind of unit that a column of points names: 县区分值."""


def merged(item: Item) -> Item:
    """An item whose only child has no name of its own is that child: 专区建设(4分) over one clause."""
    children = tuple(merged(child) for child in item.children)
    item = evolve(item, children=children)
    if len(children) != 1 or children[0].name or children[0].children:
        return item
    only = children[0]
    if None not in (item.points, only.points) and item.points != only.points:
        return item
    return evolve(
        item,
        points=item.points if item.points is not None else only.points,
        cites=(*item.cites, *only.cites),
        clauses=(*item.clauses, *only.clauses),
        wanted=(*item.wanted, *only.wanted),
        notes=(*item.notes, *only.notes),
        children=(),
    )
