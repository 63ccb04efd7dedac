"""A drafted scheme: what the notice says outside its tables, and its rubrics, each for its kinds of unit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import field, frozen

from ..provenance import Citation
from ..scheme import Window
from .grades import Demand, DraftedGrade
from .items import Outline
from .naming import Names, Place
from .nodes import Key, Node, Setting, nodes
from .notice import Span
from .units import Listed

_LABEL: Final = re.compile(r"\(([^()]{1,20})\)\s*$")
_IDS: Final = (
    ("institution", re.compile(r"事业单位|企业|院校|学校|医院")),
    ("department", re.compile(r"部门|直属|市直|县直|区直|单位|局|委")),
    ("town", re.compile(r"镇|乡|街道")),
    ("county", re.compile(r"县|区|市|政府")),
)
_ANYBODY: Final = "考评对象"


@frozen(kw_only=True)
class Head:
    """What the notice says outside its tables."""

    id: str
    city: str
    edition: str
    title: str
    file: str
    sha256: str
    rosters: tuple[Listed, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    window: Window | None = None
    grades: tuple[DraftedGrade, ...] = ()
    doubtful: tuple[tuple[Citation, str], ...] = ()


@frozen(kw_only=True)
class Sheet:
    """One rubric of the draft: its id, the kinds of unit it is for, and its indicators."""

    id: str
    kinds: tuple[str, ...]
    title: Span | None
    nodes: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.walk()

    @property
    def points(self) -> Decimal | None:
        """The points of the base, where all of it prints them."""
        base = [node.points for node in self.nodes if node.role == "base"]
        known = [points for points in base if points is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(base) else None


@frozen(kw_only=True)
class Draft:
    """The scheme as drafted: its head, its rubrics, and where the notice's own sums do not hold."""

    head: Head
    sheets: tuple[Sheet, ...]
    names: Names
    sums: Mapping[tuple[str, ...], str] = field(factory=dict)
    gates: Mapping[str, list[Any]] = field(factory=dict)
    """What each grade asks for beside its points."""


def assemble(
    head: Head, found: Sequence[Outline], refused: Mapping[tuple[str, Key], str], sums: Mapping[tuple[str, ...], str]
) -> Draft:
    """The draft, without the rules that the checks have refused."""
    names, sheets, claimed = Names(), list[Sheet](), set[str]()
    for outline, id in zip(found, _ids(found), strict=True):
        kinds = _kinds(outline, head.rosters, claimed, alone=len(found) == 1)
        claimed |= set(kinds)
        units = tuple(unit for listed in head.rosters if listed.kind in kinds for unit in listed.units)
        kept = {key: why for (rubric, key), why in refused.items() if rubric == id}
        by_kind = {listed.kind: listed.units for listed in head.rosters if listed.kind in kinds}
        others = {listed.kind: listed.units for listed in head.rosters if listed.kind not in kinds}
        setting = Setting(
            rubric=id, names=names, units=units, city=head.city, kinds=by_kind, others=others, refused=kept
        )
        sheets.append(Sheet(id=id, kinds=kinds, title=outline.title, nodes=nodes(outline, setting)))
    gates = {
        grade.name: [_gate(demand, grade.name, sheets, names, head.id) for demand in grade.demands]
        for grade in head.grades
        if grade.demands
    }
    flat = {name: [gate for some in each for gate in some] for name, each in gates.items()}
    return Draft(head=head, sheets=tuple(sheets), names=names, sums=sums, gates=flat)


def _gate(demand: Demand, grade: str, sheets: Sequence[Sheet], names: Names, id: str) -> list[Any]:
    """What a grade demands: a rate of the headings that its words name exactly, else a question of its own."""
    codes = [{node.code for sheet in sheets for node in sheet.walk() if node.name == name} for name in demand.headings]
    known = all(len(found) == 1 for found in codes)
    everywhere = known and all(any(node.code in found for node in sheet.walk()) for found in codes for sheet in sheets)
    if codes and everywhere:
        return [{"share_of": next(iter(found)), "at_least": demand.rate} for found in codes]
    return [names.fact(demand.words, "yes_no", Place(rubric=id, key=grade, heads=(grade, "等次")))]


def _label(outline: Outline) -> str:
    if outline.kind:
        return outline.kind
    text = re.sub(r"\(\s*(?:满分|共|总分)?\s*\d+\s*分\s*\)", "", outline.title.flat) if outline.title else ""
    match = _LABEL.search(text)
    return re.sub(r"\s", "", match[1]) if match else ""


def _ids(found: Sequence[Outline]) -> list[str]:
    ids = list[str]()
    for outline in found:
        label = _label(outline)
        title = outline.title.text if outline.title else ""
        words = [label] if label else [re.sub(r"^.*?年度?|政务公开|政府网站|政府信息", "", title)]
        id = next((id for id, pattern in _IDS if pattern.search(words[0])), "rubric")
        number = sum(other == id or other.startswith(f"{id}-") for other in ids)
        ids.append(f"{id}-{number + 1}" if number else id)
    return ids


def _kinds(outline: Outline, rosters: Sequence[Listed], claimed: set[str], *, alone: bool) -> tuple[str, ...]:
    """The kinds of unit that a rubric is for: those that its title names, or all if there is only one rubric."""
    free = [listed.kind for listed in rosters if listed.kind not in claimed]
    label, title = _label(outline), re.sub(r"\s", "", outline.title.text) if outline.title else ""
    named = tuple(kind for kind in free if kind == label or kind in re.split("[、和及,]", label))
    named = named or tuple(kind for kind in free if kind in title or (label and label in kind))
    if named or (alone and free):
        return named or tuple(free)
    return (
        label if label and label not in claimed else _ANYBODY + ("" if _ANYBODY not in claimed else str(len(claimed))),
    )


def doubts(draft: Draft) -> Iterator[tuple[Citation, str]]:
    """What could not be placed outside the rubrics, each with the reason."""
    yield from draft.head.doubtful
    claimed = {kind for sheet in draft.sheets for kind in sheet.kinds}
    for listed in draft.head.rosters:
        if listed.kind not in claimed:
            yield listed.cite, f"“{listed.kind}”适用哪张指标表,原文未写明;名单:{'、'.join(listed.units)}"
