"""A drafted scheme as files: the head with roster, window and grades, and one file per rubric."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import field, frozen

from ..provenance import Citation
from .heads import DraftedGrade, Due
from .items import Outline
from .naming import Names
from .nodes import Key, Node, Setting, nodes
from .notice import Span, quote
from .units import Listed
from .writer import Table, key_text, write

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
    due: Due | None = None
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
        setting = Setting(rubric=id, names=names, units=units, city=head.city, refused=kept)
        sheets.append(Sheet(id=id, kinds=kinds, title=outline.title, nodes=nodes(outline, setting)))
    return Draft(head=head, sheets=tuple(sheets), names=names, sums=sums)


def _label(outline: Outline) -> str:
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


def files_of(draft: Draft) -> dict[str, str]:
    """The files by name."""
    found = {"scheme.toml": _scheme(draft)}
    for sheet in draft.sheets:
        found[f"{sheet.id}.toml"] = _rubric(sheet)
    return found


def _rubric(sheet: Sheet) -> str:
    title = (
        (quote(sheet.title, whole=True),)
        if sheet.title
        else next((node.cites for node in sheet.nodes if node.cites), ())[:1]
    )
    top = _keys(kinds=list(sheet.kinds), points=sheet.points, cite=_cites(title))
    about = [
        f"据原文草拟:{sheet.title.text}" if sheet.title else "据原文草拟",
        "规则由用语识别得出,请逐条对照原文;todo 为待录入的条款。",
    ]
    tables = [Table(keys=top), *(table for node in sheet.nodes for table in _tables(node)), *_vetoes(sheet)]
    return write("rubric", about, tables)


def _keys(**keys: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((key, value) for key, value in keys.items() if value not in (None, ()))


def _cites(cites: Sequence[Citation]) -> Any:
    unique = list(dict.fromkeys(cites))
    return unique[0] if len(unique) == 1 else unique or None


def _tables(node: Node) -> Iterator[Table]:
    """The tables of an indicator and of what stands below it."""
    role = node.role if "." not in node.code and node.role != "base" else None
    cites = node.cites if node.proposal is None or node.variants else (*node.clauses, *node.cites)
    keys = _keys(name=node.name, role=role, points=node.points, cite=_cites(cites))
    if node.inferred:
        keys += (("inferred.points", node.inferred),)
    if node.needs_evidence:
        keys += (("needs_evidence", True),)
    if node.variants:
        keys += (("otherwise", "unstated"),) if node.otherwise else ()
        yield Table(header=f"[{node.code}]", keys=keys)
        for variant in node.variants:
            units = _keys(units=list(variant.units), cite=_cites(variant.clauses) if variant.proposal else None)
            yield Table(header=f"[[{node.code}.variant]]", remarks=_remarks(variant), keys=units + _rule(variant))
        return
    yield Table(header=f"[{node.code}]", remarks=_remarks(node), keys=keys + (_rule(node) if node.is_leaf else ()))
    for child in node.children:
        yield from _tables(child)


def _remarks(node: Node) -> tuple[str, ...]:
    if node.proposal is not None:
        return node.proposal.remarks
    return (f"待录入:{node.why}",) if node.why else ()


def _rule(node: Node) -> tuple[tuple[str, Any], ...]:
    """A leaf's rule, or the clauses that are still to do."""
    if node.proposal is None:
        return (("todo", list(dict.fromkeys(node.clauses or node.cites))),)
    return (("rule", node.proposal.rule), *node.proposal.keys.items())


def _vetoes(sheet: Sheet) -> Iterator[Table]:
    for node in sheet.walk():
        for number, veto in enumerate(node.proposal.vetoes if node.proposal else (), start=1):
            key = veto_key(node, number)
            keys = _keys(when=veto.when, scope=veto.scope, effect={"points": 0}, cite=_cites(node.clauses))
            yield Table(header=f"[vetoes.{key}]", remarks=("范围按原文用语对应到指标,请核定",), keys=keys)


def veto_key(node: Node, number: int) -> str:
    """The key of a leaf's veto."""
    return f"veto-{node.code.lower().replace('.', '-')}" + (f"-{number}" if number > 1 else "")


def _scheme(draft: Draft) -> str:
    head = draft.head
    about = ["据原文草拟,请逐条对照原文后再用。", *(f"待核 {cite}:{why}" for cite, why in doubts(draft))]
    top = _keys(id=head.id, city=head.city, edition=head.edition, title=head.title)
    source = (("source", {"file": head.file, "sha256": head.sha256}),)
    tables = [Table(keys=(*top, *source))]
    if head.due is not None:
        tables.append(Table(header="[window]", keys=(("due", head.due.day), ("cite", head.due.cite))))
    claimed = {kind for sheet in draft.sheets for kind in sheet.kinds}
    rosters = [listed for listed in head.rosters if listed.kind in claimed]
    if rosters:
        tables.append(Table(header="[roster]", keys=tuple(_roster(listed) for listed in rosters)))
    aliases = dict[str, list[str]]()
    for unit, alias in (pair for sheet in draft.sheets for node in sheet.walk() for pair in node.aliases):
        if alias not in aliases.setdefault(unit, []):
            aliases[unit].append(alias)
    if aliases:
        remark = "原文条款里的简称,按字序对应到名单,请核定"
        tables.append(
            Table(header="[aliases]", remarks=(remark,), keys=tuple((key_text(u), a) for u, a in aliases.items()))
        )
    tables += _facts(draft)
    for grade in head.grades:
        keys = _keys(at_least=grade.at_least, cite=grade.cite)
        tables.append(Table(header=f"[grades.{key_text(grade.name)}]", keys=keys))
    for number, (path, taken) in enumerate(draft.sums.items(), start=1):
        says = _says(draft, path)
        keys = (("at", ".".join(path)), ("says", _cites(says)), ("taken", taken))
        tables.append(Table(header=f"[discrepancies.sum-{number}]", keys=keys))
    return write("scheme", about, tables)


def _roster(listed: Listed) -> tuple[str, Any]:
    names = list(listed.units)
    if listed.count is None:
        return key_text(listed.kind), names
    return key_text(listed.kind), {"count": listed.count, "cite": listed.cite, "names": names}


def doubts(draft: Draft) -> Iterator[tuple[Citation, str]]:
    """What could not be placed outside the rubrics, each with the reason."""
    yield from draft.head.doubtful
    claimed = {kind for sheet in draft.sheets for kind in sheet.kinds}
    for listed in draft.head.rosters:
        if listed.kind not in claimed:
            yield listed.cite, f"“{listed.kind}”适用哪张指标表,原文未写明;名单:{'、'.join(listed.units)}"


def _facts(draft: Draft) -> Iterator[Table]:
    """The facts that need more than their rule tells: their whole question, or their type."""
    used = dict.fromkeys(name for sheet in draft.sheets for node in sheet.walk() for name in leaf_names(node))
    for name in used:
        kind, words = draft.names.meaning(name)
        typed = "share" if kind == "share" else None
        ask = f"{words}?" if name in draft.names.asks else None
        if typed or ask:
            yield Table(header=f"[facts.{key_text(name)}]", keys=_keys(type=typed, ask=ask))


def leaf_names(node: Node) -> Iterable[str]:
    """Every word in a leaf's rule that may be a fact."""
    if node.proposal is not None:
        waiting: list[Any] = [*node.proposal.keys.values(), *(veto.when for veto in node.proposal.vetoes)]
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, str):
                yield one
            elif isinstance(one, Mapping):
                waiting = [*one.keys(), *one.values(), *waiting]
            elif isinstance(one, list):
                waiting = [*one, *waiting]


def _says(draft: Draft, path: tuple[str, ...]) -> tuple[Citation, ...]:
    """The words that print the points of an indicator or a rubric."""
    sheet = next(sheet for sheet in draft.sheets if sheet.id == path[0])
    if len(path) == 1:
        return (quote(sheet.title, whole=True),) if sheet.title else ()
    node = next(node for node in sheet.walk() if node.code == ".".join(path[1:]))
    return node.cites or next(
        (below.cites or below.clauses for below in node.walk() if below.cites or below.clauses), ()
    )
