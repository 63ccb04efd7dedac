"""Synthetic rubrics of any size, with the mix of rules that published rubrics have.

Ten criteria stand under a second-level node and ten of these under a first-level one. Of twenty criteria thirteen are
awards on one to three questions; a bonus, a penalty and a veto for every tenth second-level node stand beside them.
"""

from collections.abc import Iterator
from typing import Any, Final

Table = dict[str, Any]

UNIT: Final = "试验县"
_CITE: Final = "1: 0 1 2 3 5 7 10 14 0.5"
"""A quote with every number that the criteria hold."""
_MIX: Final = (
    *("award", "award", "sample", "award", "checklist", "award", "award", "award", "deduct", "award"),
    *("award", "judged", "award", "all_hit", "award", "award", "tiers", "award", "per_event", "award"),
)


def document(criteria: int) -> dict[str, Table]:
    """The parsed files of a scheme with so many criteria, bonus and penalty not counted."""
    head: Table = {
        "id": f"shiyan-{criteria}",
        "city": "试验市",
        "edition": str(criteria),
        "title": "试验评估指标",
        "source": {"file": "shiyan.txt", "sha256": "0" * 64},
        "roster": {"县": [UNIT]},
    }
    rubric: Table = {"kinds": ["县"], "vetoes": {}}
    leaves = [_criterion(i) for i in range(criteria)]
    for top, branch in enumerate(_tens(list(_tens(leaves)))):
        rubric[str(top + 1)] = _node(f"一级{top}", [_node(f"二级{top}.{i}", group) for i, group in enumerate(branch)])
        rubric["vetoes"][f"v{top}"] = {
            "when": {"fact": f"错误{top}", "over": 5},
            "scope": f"{top + 1}.1",
            "effect": {"points": 0},
            "cite": _CITE,
        }
    events = {f"刊登{i}": rate for i, rate in enumerate((1, 2, 3))}
    rubric["B"] = {"name": "加分", "role": "bonus", "points": 5, "rule": "per_event", "events": events, "cite": _CITE}
    events = {f"通报{i}": rate for i, rate in enumerate((1, 2, 5, 10))}
    rubric["P"] = {"name": "扣分", "role": "penalty", "rule": "per_event", "events": events, "cite": _CITE}
    return {"scheme": head, "county": rubric}


def _tens(items: list[Any]) -> Iterator[list[Any]]:
    return (items[i : i + 10] for i in range(0, len(items), 10))


def _node(name: str, children: list[Table]) -> Table:
    points = sum(child["points"] for child in children)
    return {"name": name, "points": points, **{str(i + 1): child for i, child in enumerate(children)}}


def _criterion(number: int) -> Table:
    """One leaf; its facts are its own."""
    kind, fact = _MIX[number % len(_MIX)], f"事实{number}"
    table: Table = {"name": f"三级{number}", "cite": _CITE, "rule": kind}
    match kind:
        case "award":
            return table | {"points": 1 + number % 2, "when": [f"{fact}之{i}" for i in range(1 + number % 3)]}
        case "checklist":
            return table | {"points": 2, "parts": {f"{fact}甲": 1, f"{fact}乙": 1}}
        case "sample":
            return table | {"points": 3, "fact": fact, "draw": 3, "each": 1}
        case "all_hit":
            return table | {"rule": "sample", "points": 3, "fact": fact, "draw": 3, "all_hit": True, "fewer": "full"}
        case "deduct":
            return table | {"points": 2, "faults": {fact: 1}}
        case "judged":
            return table | {"points": 2, "fact": fact, "step": "0.5"}
        case "tiers":
            limits = [{"at_most": 7, "points": 2}, {"at_most": 14, "points": 1}]
            return table | {"points": 2, "fact": fact, "limits": limits, "zero_if": {"fact": fact, "over": 14}}
        case _:
            events = {f"{fact}甲": 1, f"{fact}乙": 2}
            return table | {"points": 3, "events": events, "take": "distinct"}
