"""A peer: the rubric's tree as one JSONLogic expression, compiled once by the Rust engine of `datalogic-py`.

It computes in binary floating point, so points are whole hundredths here, which it holds exactly. The expression leaves
out what can never bind: most nodes cannot pass their limits. Facts come in as a flat dict with short keys, the form it
reads fastest: yes/no as bool, numbers as int, a sample as two entries.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from rubric_trees import Tree

Logic: TypeAlias = Any

HUNDREDTHS: Final = 100
_COMPARISONS: Final = {"over": ">", "at_least": ">=", "under": "<", "at_most": "<=", "is": "=="}


def whole(value: Decimal | int, scale: int = HUNDREDTHS) -> int:
    """The number in hundredths. Raises where it has finer parts."""
    scaled = value * scale
    if scaled != int(scaled):
        raise NotImplementedError(f"{value} is no whole number of hundredths")
    return int(scaled)


def _reach(node: Tree) -> tuple[Decimal | None, Decimal | None]:
    """Between which points a node's value may lie before its own limits, None for no end: most limits never bind."""
    if "children" in node:
        lows = [min(Decimal(0), child["low"]) for child in node["children"]]
        highs = [child.get("high") for child in node["children"]]
        return sum(lows, Decimal(0)), None if None in highs else sum(highs, Decimal(0))
    match node.get("rule"):
        case "deduct":
            return None, node["points"]
        case "per_event" | "printed":
            return Decimal(0), None
        case None:  # the total
            return None, None
        case _:
            return Decimal(0), node["points"]


class JsonLogic:
    """One rubric as JSONLogic. `marks` are the facts whose answers are points, and so are hundredths here too."""

    def __init__(self, tree: Tree, facts: Iterable[str], marks: Iterable[str]) -> None:
        from datalogic_py import DataHandle, Engine

        self._keys = {name: f"f{i}" for i, name in enumerate(facts)}
        self._marks = frozenset(marks)
        self.logic = self._total(tree)
        engine = Engine()
        self._rule = engine.compile(self.logic)
        session = engine.session()
        self._evaluate = session.evaluate
        self._evaluate_parsed = session.evaluate_int
        self.parsed: Callable[[Mapping[str, Any]], Any] = DataHandle

    def total(self, facts: Mapping[str, Any]) -> Any:
        """The total in hundredths."""
        return self._evaluate(self._rule, facts)

    def parsed_total(self, data: Any) -> Any:
        """The total in hundredths of data that `parsed` has read before."""
        return self._evaluate_parsed(self._rule, data)

    def facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The peers' facts as this engine reads them fastest."""
        found = dict[str, Any]()
        for name, value in facts.items():
            key = self._keys[name]
            if isinstance(value, tuple):
                found[f"{key}h"], found[f"{key}n"] = (int(number) for number in value)
            else:
                found[key] = value if isinstance(value, bool) else whole(value, self._scale(name))
        return found

    def _scale(self, fact: str) -> int:
        return HUNDREDTHS if fact in self._marks else 1

    def _fact(self, name: str, part: str = "") -> Logic:
        return {"var": self._keys[name] + part}

    def _total(self, tree: Tree) -> Logic:
        base, bonus, penalty = (self._sum(tree[role]) for role in ("base", "bonus", "penalty"))
        return self._finished(tree, {"-": [{"+": [base, bonus]}, penalty]})

    def _sum(self, nodes: list[Tree]) -> Logic:
        return {"+": [self._points(node) for node in nodes]} if nodes else 0

    def _points(self, node: Tree) -> Logic:
        value = self._sum(node["children"]) if "children" in node else _RULES[node["rule"]](self, node)
        if "excused_if" in node:
            value = {"if": [self._holds(node["excused_if"]), whole(node["points"]), value]}
        return self._finished(node, value)

    def _finished(self, node: Tree, value: Logic) -> Logic:
        low, high = _reach(node)
        if "high" in node and (high is None or high > node["high"]):
            value = {"min": [whole(node["high"]), value]}
        if "low" in node and (low is None or low < node["low"]):
            value = {"max": [whole(node["low"]), value]}
        if "only_if" in node:
            value = {"if": [self._holds(node["only_if"]), value, 0]}
        if "zero_if" in node:
            value = {"if": [self._holds(node["zero_if"]), 0, value]}
        for veto in node.get("vetoes", ()):
            points = whole(veto["points"])
            # What is never below 0 falls to 0 without being computed.
            fallen: Logic = 0 if points == 0 and low is not None and low >= 0 else {"min": [points, value]}
            value = {"if": [self._holds(veto["when"]), fallen, value]}
        return value

    def _holds(self, condition: Tree) -> Logic:
        match condition["op"]:
            case "yes":
                return self._fact(condition["fact"])
            case "all":
                return {"and": [self._holds(part) for part in condition["parts"]]}
            case "any":
                return {"or": [self._holds(part) for part in condition["parts"]]}
            case "none":
                return {"!": [{"or": [self._holds(part) for part in condition["parts"]]}]}
            case op:
                number = whole(condition["number"], self._scale(condition["fact"]))
                return {_COMPARISONS[op]: [self._fact(condition["fact"]), number]}

    # Rules

    def _award(self, rule: Tree) -> Logic:
        return {"if": [self._holds(rule["when"]), whole(rule["points"]), 0]}

    def _checklist(self, rule: Tree) -> Logic:
        return {"+": [self._award(part) for part in rule["parts"]]}

    def _sample(self, rule: Tree) -> Logic:
        hits, drawn = self._fact(rule["fact"], "h"), self._fact(rule["fact"], "n")
        if "each" in rule:
            return {"*": [whole(rule["each"]), hits]}
        enough = {">": [drawn, 0]} if rule["fewer"] == "full" else {"==": [drawn, rule["draw"]]}
        value: Logic = {"if": [{"and": [enough, {"==": [hits, drawn]}]}, whole(rule["points"]), 0]}
        return {"if": [{"==": [drawn, 0]}, whole(rule["points"]), value]} if rule["none"] == "full" else value

    def _deduct(self, rule: Tree) -> Logic:
        taken = [{"*": [whole(fault["rate"]), self._fact(fault["fact"])]} for fault in rule["faults"]]
        return {"-": [whole(rule["points"]), taken[0] if len(taken) == 1 else {"+": taken}]}

    def _tiers(self, rule: Tree) -> Logic:
        branches = ((self._holds(limit["when"]), whole(limit["points"])) for limit in rule["limits"])
        return {"if": [*(part for branch in branches for part in branch), 0]}

    def _judged(self, rule: Tree) -> Logic:
        mark = self._fact(rule["fact"])
        return {"if": [self._holds(rule["full_if"]), whole(rule["points"]), mark]} if "full_if" in rule else mark

    def _per_event(self, rule: Tree) -> Logic:
        counts = [(whole(event["rate"]), self._fact(event["fact"])) for event in rule["events"]]
        if rule["take"] == "sum":
            return {"+": [{"*": [rate, count]} for rate, count in counts]}
        return {"max" if rule["take"] == "best" else "+": [{"if": [count, rate, 0]} for rate, count in counts]}

    def _printed(self, rule: Tree) -> Logic:
        return self._fact(rule["fact"])


_RULES: Final[Mapping[str, Callable[[JsonLogic, Tree], Logic]]] = {
    "award": JsonLogic._award,
    "checklist": JsonLogic._checklist,
    "sample": JsonLogic._sample,
    "deduct": JsonLogic._deduct,
    "tiers": JsonLogic._tiers,
    "judged": JsonLogic._judged,
    "per_event": JsonLogic._per_event,
    "printed": JsonLogic._printed,
}
