"""What a draft found, in figures: indicators, points, rules, what is left to do, and what was not read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from . import Drafted
from .assembly import Sheet, doubts
from .nodes import Node


def report(drafted: Drafted) -> dict[str, Any]:
    """The figures, as plain data."""
    draft = drafted.draft
    return {
        "id": draft.head.id,
        "city": draft.head.city,
        "title": draft.head.title,
        "files": list(drafted.files),
        "roster": {listed.kind: len(listed.units) for listed in draft.head.rosters},
        "grades": [grade.name for grade in draft.head.grades],
        "rubrics": [_rubric(sheet) for sheet in draft.sheets],
        "discrepancies": [{"at": ".".join(path), "taken": taken} for path, taken in draft.sums.items()],
        "doubtful": [{"cite": str(cite), "why": why} for cite, why in doubts(draft)],
        "unread": [list(run) for run in runs(drafted.unread)],
    }


def _rubric(sheet: Sheet) -> dict[str, Any]:
    every = list(sheet.walk())
    leaves = [node for node in every if node.is_leaf]
    return {
        "id": sheet.id,
        "kinds": list(sheet.kinds),
        "title": sheet.title.text if sheet.title else None,
        "points": None if sheet.points is None else f"{sheet.points:f}",
        "indicators": sum(not node.units for node in every),
        "sections": [_section(node) for node in sheet.nodes],
        "rules": dict(Counter(node.proposal.rule for node in leaves if node.proposal is not None).most_common()),
        "vetoes": sum(len(node.proposal.vetoes) for node in leaves if node.proposal is not None),
        "todo": [_todo(node) for node in leaves if node.proposal is None],
    }


def _section(node: Node) -> dict[str, Any]:
    points = None if node.points is None else f"{node.points:f}"
    leaves = sum(one.is_leaf and not one.units for one in node.walk())
    return {"code": node.code, "name": node.name, "role": node.role, "points": points, "leaves": leaves + _varied(node)}


def _varied(node: Node) -> int:
    """The leaves that read differently for different units: one each, however many readings they have."""
    return sum(bool(one.variants) for one in node.walk())


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
