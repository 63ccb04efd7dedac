"""An outline as a rubric: every item with its code and role, every leaf with a rule or with what is left to do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from ..provenance import Citation
from .accounting import accounted
from .clauses import Proposal, Unplaced, clause, label
from .items import Item, Outline
from .kinds import proposed
from .naming import Names, Place, shortened
from .notice import quote
from .variants import shares
from .vetoes import with_vetoes

Key: TypeAlias = tuple[str, ...]
"""A leaf by its code, a variant by its first unit too."""
_BONUS: Final = re.compile(r"加分|附加分|奖励分|奖励(?:项|事项|指标)?$")
_PENALTY: Final = re.compile(r"扣分|减分|负面清单|负面指标|惩戒|违规(?:行为|情形|事项|处理)?$")
_PROOF: Final = re.compile(r"(?:提供|报送|提交|附).{0,6}(?:佐证|证明)材料")
_LONGEST: Final = 20


@frozen(kw_only=True)
class Node:
    """An indicator of the draft. A leaf has a proposal, or `why` it has none; so has every variant."""

    code: str
    name: str
    role: str
    points: Decimal | None
    cites: tuple[Citation, ...]
    clauses: tuple[Citation, ...] = ()
    proposal: Proposal | None = None
    why: str = ""
    told: bool = False
    """Whether only the clause tells the points."""
    inferred: str = ""
    """Why the points are what they are, where no words print them."""
    needs_evidence: bool = False
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """The kinds whose units these are, where they are all of them and no others."""
    aliases: tuple[tuple[str, str], ...] = ()
    children: tuple["Node", ...] = ()
    variants: tuple["Node", ...] = ()
    otherwise: bool = False

    def walk(self) -> Iterator["Node"]:
        """This node, its variants, and all below it."""
        yield self
        yield from self.variants
        for child in self.children:
            yield from child.walk()

    @property
    def is_leaf(self) -> bool:
        return not self.children and not self.variants


@frozen(kw_only=True)
class Setting:
    """What a rubric's leaves are read with: its id, the names of facts, its units, and the leaves that were refused."""

    rubric: str
    names: Names
    units: tuple[str, ...]
    city: str
    kinds: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """The units of each kind."""
    others: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """The units of the kinds that this rubric is not for."""
    refused: Mapping[Key, str] = field(factory=dict)


def nodes(outline: Outline, setting: Setting) -> tuple[Node, ...]:
    """The indicators of a rubric."""
    found, counts = list[Node](), {"": 0, "B": 0, "P": 0}
    for item in outline.items:
        role, letter = _role(item)
        counts[letter] += 1
        code = f"{letter}{'' if letter and counts[letter] == 1 else counts[letter]}"
        found.append(_node(item, code, role, (), setting))
    return tuple(found)


def _role(item: Item) -> tuple[str, str]:
    if _BONUS.search(item.name):
        return "bonus", "B"
    return ("penalty", "P") if _PENALTY.search(item.name) else ("base", "")


def _node(item: Item, code: str, role: str, above: tuple[tuple[str, str], ...], setting: Setting) -> Node:
    name = item.name.replace("\t", " ")
    name = shortened(name, _LONGEST) if len(name) > _LONGEST else name
    name = name or label(item, brief=True) or f"第{code.rpartition('.')[2]}项"
    here = (*above, (name, code))
    node = Node(code=code, name=name, role=role, points=item.points, cites=item.cites)
    if item.children:
        children = tuple(
            _node(child, f"{code}.{i}", role, here, setting) for i, child in enumerate(item.children, start=1)
        )
        proof = [quote(note) for note in item.notes if _PROOF.search(note.flat)]
        children = _completed(node, item, children, here, setting)
        below = [child.points for child in children]
        known = [points for points in below if points is not None]
        if node.points is None and role != "penalty" and len(known) == len(below):
            node = evolve(node, points=sum(known, Decimal(0)))
        return evolve(node, children=children, needs_evidence=bool(proof), cites=(*item.cites, *proof))
    return _with_variants(node, item, here, setting) or _leaf(node, item, here, setting, (code,))


def _completed(
    node: Node, item: Item, children: tuple[Node, ...], above: tuple[tuple[str, str], ...], setting: Setting
) -> tuple[Node, ...]:
    """The children; if one leaf alone prints no points, they are what the others leave of the heading's."""
    without = [place for place, child in enumerate(children) if child.points is None]
    if node.points is None or len(without) != 1 or not children[without[0]].is_leaf or node.role != "base":
        return children
    place = without[0]
    others = sum((child.points for child in children if child.points is not None), Decimal(0))
    if others >= node.points:
        return children
    one = evolve(item.children[place], points=node.points - others)
    found = _node(one, children[place].code, node.role, above, setting)
    why = f"原文未单列分值;本级{node.points}分减去同级其余{others}分"
    return (*children[:place], evolve(found, inferred=why), *children[place + 1 :])


def _leaf(node: Node, item: Item, here: Sequence[tuple[str, str]], setting: Setting, key: Key) -> Node:
    """A leaf with the rule proposed for its clause, unless the checks have refused that rule."""
    quotes = tuple(quote(span) for span in (*item.clauses, *item.wanted))
    node = evolve(node, clauses=quotes or tuple(quote(note) for note in item.notes))
    place = Place(rubric=setting.rubric, key=key[0], heads=tuple(name for name, _ in reversed(here)))
    one = clause(item, node.role, place, setting.names, dict(here))
    found: Proposal | Unplaced = Unplaced(setting.refused[key]) if key in setting.refused else proposed(one)
    if isinstance(found, Proposal):
        found = with_vetoes(one, found)
    if isinstance(found, Proposal):
        found = accounted(one, found)
    if isinstance(found, Unplaced):
        whole = tuple(quote(span, whole=True) for span in (*item.clauses, *item.wanted))
        return evolve(node, why=found.why, clauses=whole or node.clauses)
    if node.points is not None:
        return evolve(node, proposal=found)
    return evolve(node, proposal=found, points=found.points, told=found.points is not None)


def _kinds(units: Sequence[str], kinds: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The kinds that are made up of exactly these units; none where there are others among them."""
    found = {kind: names for kind, names in kinds.items() if set(names) <= set(units)}
    return tuple(found) if {name for names in found.values() for name in names} == set(units) else ()


def _with_variants(node: Node, item: Item, here: Sequence[tuple[str, str]], setting: Setting) -> Node | None:
    """A leaf whose clauses are for some units each; a unit that two clauses name is left to do."""
    parts = shares(item, setting.units, setting.kinds, setting.city, setting.others)
    if not parts:
        return None
    named = [unit for part in parts for unit in part.units]
    twice = tuple(dict.fromkeys(unit for unit in named if named.count(unit) > 1))
    aliases = tuple(dict.fromkeys(alias for part in parts for alias in part.aliases))
    variants = list[Node]()
    for part in parts:
        units = tuple(unit for unit in part.units if unit not in twice)
        if units:
            empty = evolve(node, units=units, kinds=_kinds(units, setting.kinds), cites=(), name=node.name)
            found = _leaf(empty, part.item, here, setting, (node.code, units[0]))
            cites = (quote(part.span, whole=found.proposal is None),)
            variants.append(evolve(found, clauses=cites, points=node.points))
    for unit in twice:
        quotes = tuple(quote(part.span, whole=True) for part in parts if unit in part.units)
        why = "两处条款都写了该单位,适用哪一处请核定"
        variants.append(evolve(node, units=(unit,), cites=(), clauses=quotes, why=why))
    rest = set(setting.units) - set(named)
    return evolve(node, variants=tuple(variants), aliases=aliases, otherwise=bool(rest))
