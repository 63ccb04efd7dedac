"""What a draft found, in figures: indicators, points, rules, what is left to do, and what was not read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from . import Drafted
from .assembly import Sheet, doubts
from .nodes import Node
from .notice import flat
from .phrases import is_scored


def report(drafted: Drafted) -> dict[str, Any]:
    """The figures, as plain data."""
    draft = drafted.draft
    rubrics = [_rubric(sheet) for sheet in draft.sheets]
    return {
        "id": draft.head.id,
        "city": draft.head.city,
        "title": draft.head.title,
        "files": list(drafted.files),
        "roster": {listed.kind: len(listed.units) for listed in draft.head.rosters},
        "grades": [grade.name for grade in draft.head.grades],
        "rubrics": rubrics,
        "badly_read": [rubric["id"] for rubric, sheet in zip(rubrics, draft.sheets, strict=True) if badly_read(sheet)],
        "discrepancies": [{"at": ".".join(path), "taken": taken} for path, taken in draft.sums.items()],
        "doubtful": [{"cite": str(cite), "why": why} for cite, why in doubts(draft)],
        "unread": [list(run) for run in runs(drafted.unread)],
    }


def _rubric(sheet: Sheet) -> dict[str, Any]:
    leaves = _leaves(sheet.nodes)
    readings = [one for leaf in leaves for one in _readings(leaf)]
    return {
        "id": sheet.id,
        "kinds": list(sheet.kinds),
        "title": sheet.title.text if sheet.title else None,
        "points": None if sheet.points is None else f"{sheet.points:f}",
        "indicators": sum(not node.units for node in sheet.walk()),
        "with_points": sum(node.points is not None for node in leaves if node.role != "penalty"),
        "with_rules": sum(map(_is_ruled, leaves)),
        "leaves": len(leaves),
        "sections": [_section(node) for node in sheet.nodes],
        "rules": dict(Counter(node.proposal.rule for node in readings if node.proposal is not None).most_common()),
        "vetoes": sum(len(node.proposal.vetoes) for node in readings if node.proposal is not None),
        "todo": [_todo(node) for node in readings if node.proposal is None],
    }


def _leaves(nodes: Iterable[Node]) -> list[Node]:
    """The leaves; one that reads differently for different units is one."""
    return [node for top in nodes for node in top.walk() if not node.children and not node.units]


def _readings(leaf: Node) -> tuple[Node, ...]:
    """A leaf's variants, or itself."""
    return leaf.variants or (leaf,)


def _is_ruled(leaf: Node) -> bool:
    """Whether a leaf has a rule, and where it has variants, each of them."""
    return all(one.proposal is not None for one in _readings(leaf))


def badly_read(sheet: Sheet) -> bool:
    """Whether a table was hardly recognised: leaves without points or worth, few rules, sums that do not hold."""
    leaves = [leaf for leaf in _leaves(sheet.nodes) if leaf.role == "base"]
    without = sum(node.points is None for node in leaves)
    ruled = sum(map(_is_ruled, leaves))
    clauses = [[cite for one in _readings(leaf) for cite in one.clauses] for leaf in leaves if not _is_ruled(leaf)]
    mute = sum(not any(is_scored(flat(cite.quote)) for cite in cites) for cites in clauses)
    heads = [node for node in sheet.walk() if node.children and node.role == "base" and node.points is not None]
    sums = [(node.points, [child.points for child in node.children]) for node in heads]
    off = sum(None not in below and sum(filter(None, below)) != points for points, below in sums)
    return 5 * without > len(leaves) or 4 * mute > len(leaves) or 5 * ruled < len(leaves) or 3 * off > len(heads)


def _section(node: Node) -> dict[str, Any]:
    points = None if node.points is None else f"{node.points:f}"
    leaves = len(_leaves([node]))
    return {"code": node.code, "name": node.name, "role": node.role, "points": points, "leaves": leaves}


def _todo(node: Node) -> dict[str, Any]:
    cites = node.clauses or node.cites
    return {
        "code": node.code,
        "name": node.name,
        "units": list(node.units),
        "why": node.why,
        "cite": [str(c) for c in cites],
    }


def runs(lines: Iterable[int], gap: int = 2) -> Sequence[tuple[int, int]]:
    """Line numbers as runs from one to another; blank lines between do not break them."""
    found = sorted(lines)
    starts = [found[0], *(b for a, b in pairwise(found) if b - a > gap)] if found else []
    ends = [*(a for a, b in pairwise(found) if b - a > gap), found[-1]] if found else []
    return list(zip(starts, ends, strict=True))
