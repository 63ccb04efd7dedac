"""A draft as the files of a scheme: which tables there are, with which keys, in which order."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..provenance import Citation
from .assembly import Draft, Sheet, doubts
from .grades import DraftedGrade
from .nodes import Node
from .notice import quote
from .units import Listed
from .writer import Table, key_text, write


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
            whom = {"kinds": list(variant.kinds)} if variant.kinds else {"units": list(variant.units)}
            units = _keys(**whom, cite=_cites(variant.clauses) if variant.proposal else None)
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
    if head.window:
        days = {"from": head.window.from_, "until": head.window.until, "due": head.window.due}
        tables.append(Table(header="[window]", keys=_keys(**days, cite=_cites(head.window.cite))))
    claimed = {kind for sheet in draft.sheets for kind in sheet.kinds}
    rosters = [listed for listed in head.rosters if listed.kind in claimed]
    if rosters:
        tables.append(Table(header="[roster]", keys=tuple(_roster(listed) for listed in rosters)))
    if head.excluded:
        tables.append(Table(header="[excluded]", keys=tuple((key_text(unit), why) for unit, why in head.excluded)))
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
    if head.grades:
        tables.append(Table(header="[grades]", keys=tuple(_grade(grade, draft) for grade in head.grades)))
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


def _grade(grade: DraftedGrade, draft: Draft) -> tuple[str, Any]:
    gates = tuple(draft.gates.get(grade.name, ()))
    return key_text(grade.name), dict(
        _keys(at_least=grade.at_least, gates=gates, quota=grade.quota, cite=_cites(grade.cites))
    )


def _facts(draft: Draft) -> Iterator[Table]:
    """The facts that need more than their rule tells: their whole question, their type, or that they are two."""
    used = dict.fromkeys(name for sheet in draft.sheets for node in sheet.walk() for name in leaf_names(node))
    used |= dict.fromkeys(gate for gates in draft.gates.values() for gate in gates if isinstance(gate, str))
    alike = _alike([name for name in used if draft.names.meaning(name)[0]])
    for name in used:
        kind, words = draft.names.meaning(name)
        never = True if name in draft.names.never else None
        typed = kind if kind in ("share", "choice") or name in alike or never else None
        choices = draft.names.choices.get(name, ())
        ask = f"{words}?" if name in draft.names.asks else None
        if typed or ask:
            yield Table(
                header=f"[facts.{key_text(name)}]", keys=_keys(type=typed, never=never, choices=choices, ask=ask)
            )


def _alike(names: Iterable[str]) -> set[str]:
    """The names that another is like but for one letter: 公开部门预算, 公开部门决算. They are no slips."""
    patterns = dict[tuple[str, str], list[str]]()
    for name in names:
        for i in range(len(name)):
            patterns.setdefault((name[:i], name[i + 1 :]), []).append(name)
    return {name for group in patterns.values() if len(group) > 1 for name in group}


def leaf_names(node: Node) -> Iterable[str]:
    """Every word in a leaf's rule that may be a fact."""
    if node.proposal is not None:
        yield from (value for value in node.proposal.values if isinstance(value, str))


def _says(draft: Draft, path: tuple[str, ...]) -> tuple[Citation, ...]:
    """The words that print the points of an indicator or a rubric."""
    sheet = next(sheet for sheet in draft.sheets if sheet.id == path[0])
    if len(path) == 1:
        return (quote(sheet.title, whole=True),) if sheet.title else sheet.nodes[0].cites or sheet.nodes[0].clauses
    node = next(node for node in sheet.walk() if node.code == ".".join(path[1:]))
    return node.cites or next(
        (below.cites or below.clauses for below in node.walk() if below.cites or below.clauses), ()
    )
