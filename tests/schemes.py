"""Small valid schemes as plain data, over every kind of rule, for properties.

So that facts keep one sign, each is drawn as good (more of it is better) or bad, and every condition that raises a
result asks for much of the good or little of the bad.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

from attrs import Factory, define, frozen
from hypothesis import assume
from hypothesis import strategies as st

from opengov_rules import Program, SchemeError, compile_scheme
from opengov_rules.structure import structure_scheme

Table: TypeAlias = dict[str, Any]

UNITS: Final = ("东县", "西县")
_POINTS: Final = tuple(map(Decimal, ("1", "2", "3", "4", "5", "6", "0.5", "1.5")))
_NUMBERS: Final = (0, 1, 2, 3, 5, 6, 10, Decimal("0.5"), Decimal("2.5"))
_DAYS: Final = (dt.date(2021, 1, 31), dt.date(2021, 2, 20), dt.date(2021, 12, 1))
_ODD_NAMES: Final = ('引号"点.', "{value}", "得分 > 5", "a,b;c", "None")
_FOLDS: Final = ("sum", "min", "max", "count")
_NUMBERED: Final = ("count", "quantity", "points")


@frozen
class _Fact:
    name: str
    type: str
    good: bool
    declared: Table
    """Its table in `[facts]`; empty if its type is left to the rules."""

    @property
    def folded(self) -> bool:
        return "take" in self.declared


@define
class _Writer:
    """Writes one scheme, draw by draw."""

    draw: st.DrawFn
    facts: list[_Fact] = Factory(list)
    leaves: int = 0
    kind: str = ""
    done: list[str] = Factory(list)
    "Nodes of this rubric that stand complete, so that later ones may read them."
    rated: list[str] = Factory(list)
    "Those of them with a maximum above 0."

    # Draws

    def one(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def chance(self, of: int) -> bool:
        """True once in so many draws; shrinks to False."""
        return bool(self.draw(st.integers(0, of - 1)) == of - 1)

    # Facts

    def new(self, kind: str, good: bool, **declared: Any) -> _Fact:
        name = f"事实{len(self.facts)}"
        if self.chance(12):
            name += self.one(*_ODD_NAMES)
        fact = _Fact(name, kind, good, {"type": kind, **declared} if declared else {})
        self.facts.append(fact)
        return fact

    def fact(self, good: bool, *kinds: str, fits: Callable[[_Fact], bool] = lambda fact: True) -> _Fact:
        """A fact of one of the kinds, shared with other rules now and then."""
        known = [f for f in self.facts if f.good == good and f.type in kinds and fits(f)]
        if known and self.chance(2):
            return self.draw(st.sampled_from(known))
        kind = self.one(*kinds)
        fact = self.new(kind, good, **self.declaration(kind))
        return fact if fits(fact) else self.new("count", good)

    def declaration(self, kind: str) -> Table:
        """What `[facts]` may say of a fact that rules compare or count."""
        table = Table()
        match kind:
            case "count":
                if self.chance(3):
                    table["max"] = self.one(4, 8, 20)
            case "quantity":
                table = {"step": self.one(Decimal("0.5"), Decimal("0.25"), 1)}
                table |= {"max": 12} if self.chance(3) else {}
                table |= {"min": -2} if self.chance(4) else {}
            case "points":
                table = {"step": Decimal("0.5"), "max": self.one(2, 3, 6)}
        if kind in ("count", "quantity", "date") and self.chance(3):
            table["never"] = True
        if kind in ("yes_no", "count", "quantity") and self.chance(3):
            take = self.one(*_FOLDS)
            table |= {"per": self.one("账号", "网站"), "take": take}
            if take == "sum":
                table.pop("min", None)
        if kind in ("yes_no", "count") and self.chance(4):
            table["absent"] = "none"
        return table

    # Conditions

    def condition(self, good: bool, depth: int = 2) -> Any:
        """A condition that more of the good makes true; if not `good`, one that more of the bad makes true."""
        if depth and self.chance(3):
            inner = [self.condition(good, depth - 1) for _ in range(self.one(1, 2, 3))]
            match self.one("list", "all", "any", "none"):
                case "list":
                    return inner
                case "none":
                    return {"none": [self.condition(not good, depth - 1) for _ in range(self.one(1, 2))]}
                case how:
                    return {how: inner}
        match self.one("yes", "yes", "number", "number", "number", "date", "sum", "pair", "node", "share"):
            case "yes":
                return self.fact(good, "yes_no").name
            case "date":
                fact = self.fact(self.one(True, False), "date")
                return self.compared({"fact": fact.name}, fact, good, self.one(*_DAYS))
            case "sum":
                return self.sum(good)
            case "pair":
                less, more = (self.fact(side, *_NUMBERED, fits=_limited) for side in (not good, good))
                how = self.one("over", "at_least")
                return {"fact": more.name, how: {"fact": less.name}}
            case "node" if self.done:
                how = self.one("over", "at_least") if good else self.one("under", "at_most")
                return {"points_of": self.draw(st.sampled_from(self.done)), how: self.one(*_NUMBERS)}
            case "share" if self.rated:
                how = self.one("over", "at_least") if good else self.one("under", "at_most")
                share = self.one("0%", "50%", "60%", "100%", "33.3%")
                return {"share_of": self.draw(st.sampled_from(self.rated)), how: share}
            case _:
                fact = self.fact(self.one(True, False), *_NUMBERED)
                return self.compared({"fact": fact.name}, fact, good, self.one(*_NUMBERS))

    def compared(self, left: Table, fact: _Fact, good: bool, number: Any) -> Table:
        """One quantity against a number, in the direction that the condition wants."""
        upward = fact.good == good
        if not upward and fact.type == "count" and self.chance(6):
            return left | {"is": 0}
        ways = ("over", "at_least") if upward else ("under", "at_most")
        table = left | {self.one(*ways): number}
        if self.chance(6):
            table |= {ways[0]: number, ways[1]: number}
        if self.chance(6):
            table["excused_if"] = self.condition(good, 0)
        return table

    def sum(self, good: bool) -> Table:
        """A weighted sum; what is bad counts against."""
        weights = Table()
        for _ in range(self.one(1, 2, 3)):
            fact = self.fact(self.one(True, False), *_NUMBERED, fits=_limited)
            weight = self.one(1, 2, Decimal("0.5"), "1/3")
            weights[fact.name] = weight if fact.good == good else f"-{weight}"
        return {"sum": weights, self.one("over", "at_least"): self.one(*_NUMBERS)}

    # Rules

    def leaf(self, role: str) -> Table:
        """A leaf with its rule and its gates; its worth rises with the good, or in a penalty with the bad."""
        self.leaves += 1
        good = role != "penalty"
        kinds = ["award", "checklist", "sample", "tiers", "per_event", "printed"]
        table: Table = getattr(self, f"_{self.one(*kinds, 'deduct', 'judged') if good else self.one(*kinds)}")(good)
        points = table.get("points")
        if points is not None:
            if self.chance(8):
                table["cap"] = points / 2
            if self.chance(8):
                table["floor"] = points / 4
            if good and self.chance(6):
                table["excused_if"] = self.condition(good, 1)
        if self.chance(6):
            table["only_if"] = self.condition(good, 1)
        if self.chance(6):
            table["zero_if"] = self.condition(not good, 1)
        return table

    def _award(self, good: bool) -> Table:
        return {"rule": "award", "points": self.one(*_POINTS), "when": self.condition(good)}

    def _checklist(self, good: bool) -> Table:
        worths = [self.one(*_POINTS) for _ in range(self.one(1, 2, 3))]
        table: Table = {"rule": "checklist", "points": sum(worths, Decimal(0))}
        if self.chance(2):
            names = [self.fact(good, "yes_no").name for _ in worths]
            table["parts"] = dict(zip(names, worths, strict=True))
            table["points"] = sum(table["parts"].values(), Decimal(0))
        else:
            table["parts"] = [
                {"name": f"第{i}项", "when": self.condition(good, 1), "points": worth} for i, worth in enumerate(worths)
            ]
        return table

    def _sample(self, good: bool) -> Table:
        fact = self.new("sample", good)
        table = {"rule": "sample", "fact": fact.name, "draw": self.one(1, 2, 3, 4)}
        if self.chance(2):
            each = self.one(*_POINTS)
            table |= {"each": each, "points": each * table["draw"]}
        else:
            table |= {"all_hit": True, "points": self.one(*_POINTS)}
            table |= {"fewer": self.one("full", "zero")} if self.chance(2) else {}
            table |= {"none": self.one("open", "full", "zero")} if self.chance(2) else {}
        if self.chance(2):
            table |= {"per": (per := f"决策{self.leaves}"), "when": self.asset_condition(good, per)}
        return table

    def asset_condition(self, good: bool, per: str) -> Any:
        """When an asset is a hit, over facts that only it reads."""
        parts = list[Any]()
        for _ in range(self.one(1, 2, 3)):
            kind = self.one("yes_no", "count", "quantity", "date")
            table: Table = {"per": per, "step": Decimal("0.5")} if kind == "quantity" else {"per": per}
            if kind != "yes_no" and self.chance(3):
                table["never"] = True
            side = self.one(True, False)
            fact = self.new(kind, side, **(table if kind != "count" or self.chance(2) else {}))
            self.facts[-1] = _Fact(fact.name, "asset", side, fact.declared)
            match kind:
                case "yes_no":
                    parts.append(fact.name if side == good else {"none": [fact.name]})
                case "date":
                    parts.append({"fact": fact.name, "at_least" if side == good else "under": dt.date(2021, 6, 15)})
                case _:
                    parts.append({"fact": fact.name, self.one("at_least", "over") if side == good else "at_most": 3})
        return {self.one("all", "all", "any"): parts}

    def _deduct(self, good: bool) -> Table:
        faults = {
            self.fact(not good, "count", "yes_no", fits=_countable).name: self.one(1, 2, Decimal("0.5"), "2/3")
            for _ in range(self.one(1, 2, 3))
        }
        return {"rule": "deduct", "points": self.one(*_POINTS), "faults": faults}

    def _tiers(self, good: bool) -> Table:
        worths = sorted({self.one(*_POINTS) for _ in range(self.one(1, 2, 3))}, reverse=True)
        table = {"rule": "tiers", "points": worths[0]}
        if self.chance(2):
            fact = self.fact(self.one(True, False), *_NUMBERED)
            edges = sorted(self.draw(st.sets(st.integers(0, 12), min_size=len(worths), max_size=len(worths))))
            how = self.one("at_most", "under")
            if fact.good == good:
                edges, how = edges[::-1], self.one("at_least", "over")
            limits = [{how: edge, "points": worth} for edge, worth in zip(edges, worths, strict=True)]
            return table | {"fact": fact.name, "limits": limits}
        limits = [{"when": [self.new("yes_no", good).name, self.condition(good, 1)], "points": w} for w in worths]
        return table | {"limits": limits}

    def _judged(self, good: bool) -> Table:
        points = self.one(*(Decimal(n) for n in (1, 2, 3, 6)))
        fact = self.new("points", good, type="points", step=Decimal("0.5"), max=points)
        table = {"rule": "judged", "points": points, "fact": fact.name, "step": Decimal("0.5")}
        return table | ({"full_if": self.condition(good, 1)} if self.chance(3) else {})

    def _per_event(self, good: bool) -> Table:
        events = {
            self.fact(good, "count", fits=_limited).name: self.one(1, 2, 5, Decimal("0.5"), "1/3")
            for _ in range(self.one(1, 2, 3))
        }
        table = {"rule": "per_event", "events": events}
        if self.chance(2):
            table["take"] = self.one("sum", "best", "distinct")
        if good or self.chance(3):
            table["points"] = self.one(*_POINTS)
        return table

    def _printed(self, good: bool) -> Table:
        table = {"rule": "printed", "fact": self.new("printed", good).name}
        return table | ({"points": self.one(*_POINTS)} if not good or not self.chance(8) else {})

    # Trees

    def node(self, code: str, role: str, depth: int) -> Table:
        """A leaf, or a node with children whose points add up to its own."""
        if depth == 0 or self.leaves >= 6 or self.chance(3):
            table = self.leaf(role)
        else:
            gate = {"only_if": self.condition(role != "penalty", 1)} if self.chance(8) else {}
            children = {str(i + 1): self.node(f"{code}.{i + 1}", role, depth - 1) for i in range(self.one(1, 2, 2, 3))}
            table = gate | children
            known = [child.get("points") for child in children.values()]
            if None not in known and not self.chance(4):
                table["points"] = sum((points for points in known if points is not None), Decimal(0))
                table |= {"cap": table["points"] / 2} if self.chance(8) else {}
            if self.chance(8):
                table["zero_if"] = self.condition(role == "penalty", 1)
        if self.chance(6):
            table["needs_evidence"] = self.one(True, False)
        if self.chance(6):
            table["not_applicable"] = self.one("drop", "full", "zero")
        if "rule" in table and "points" not in table and role != "penalty":
            table["not_applicable"] = self.one("drop", "zero")  # "full" needs points
        self.done.append(code)
        if table.get("points") and role != "penalty":
            self.rated.append(code)
        return {"name": f"指标{code}", **table}

    def veto(self, scope: str) -> Table:
        points = self.one(1, 2) if scope != "total" and self.chance(4) else 0
        return {"when": self.condition(False), "scope": scope, "effect": {"points": points}}

    def rubric(self, kind: str) -> Table:
        self.leaves, self.done, self.rated = 0, [], []
        table: Table = {"kinds": [kind]}
        vetoes = Table()
        roles = ["base"] * self.one(1, 2, 3)
        roles += ["bonus"] * self.one(0, 1) + ["penalty"] * self.one(0, 1)
        policy = {"not_applicable": self.one("drop", "full", "zero")} if self.chance(2) else {}
        for number, role in enumerate(roles):
            code = {"base": str(number + 1), "bonus": "B", "penalty": "P"}[role]
            node = self.node(code, role, self.one(0, 1, 2, 2))
            table[code] = {**policy, **node, **({"role": role} if role != "base" else {})}
            if role != "penalty" and self.chance(3):
                scope = self.draw(st.sampled_from([done for done in self.done if done.split(".")[0] == code]))
                kept, self.done = self.done, [done for done in self.done if done.split(".")[0] != code]
                rated, self.rated = self.rated, [done for done in self.rated if done in self.done]
                vetoes[f"v{number}"] = self.veto(scope)
                self.done, self.rated = kept, rated
        if self.chance(4):
            table["total"] = {"floor": 0}
        elif self.chance(4):
            table["total"] = {"cap": self.one(3, 5)}
        if self.chance(3) and "cap" not in table.get("total", {}):
            vetoes["whole"] = self.veto("total")
        if vetoes:
            table["vetoes"] = vetoes
        return table

    def scheme(self) -> dict[str, Table]:
        count = self.one(1, 1, 1, 2)
        rubrics = {f"rubric-{i}": self.rubric(f"第{i}类") for i in range(count)}
        head: Table = {
            "id": "linshi-2024",
            "city": "临时市",
            "edition": "2024",
            "title": "评估指标",
            "source": {"file": "linshi-2024.txt", "sha256": "0" * 64},
            "roster": {f"第{i}类": [UNITS[i]] for i in range(count)},
            "facts": {fact.name: fact.declared for fact in self.facts if fact.declared},
        }
        if self.chance(2):
            head["window"] = {"due": dt.date(2021, 1, 10)}
        if self.chance(2):
            self.done, self.rated = ["total"], []
            cuts = sorted(self.draw(st.sets(st.integers(0, 12), min_size=1, max_size=2)), reverse=True)
            head["grades"] = {f"等次{cut}": {"at_least": cut} for cut in cuts} | {"其余": {}}
            if self.chance(3):
                head["grades"][f"等次{cuts[0]}"]["gates"] = [self.grade_gate()]
        if self.chance(3):
            head["named"] = {"表现较差": {"when": {"points_of": "total", "under": 3}}}
        return {"scheme": head, **rubrics}

    def grade_gate(self) -> Table:
        return {"points_of": "base", self.one("over", "at_least"): self.one(1, 2, 3)}


def _limited(fact: _Fact) -> bool:
    return "never" not in fact.declared


def _countable(fact: _Fact) -> bool:
    """Whether a deduction may count it."""
    return _limited(fact) and (fact.type == "count" or fact.declared.get("take") in ("sum", "count"))


# Citations ----------------------------------------------------------------------------------------


def _cited(table: Table) -> Table:
    """The table with a quote that holds its numbers, and a reason for each number that no quote can hold."""
    own = {key: value for key, value in table.items() if not re.fullmatch(r"\d+|[A-Z]\d*", key) and key != "vetoes"}
    found = sorted(set(_numerals({key: value for key, value in own.items() if key not in ("kinds", "name")})))
    cited = {key: value if key in own else _cited(value) for key, value in table.items() if key != "vetoes"}
    if "vetoes" in table:
        cited["vetoes"] = {key: _cited(value) for key, value in table["vetoes"].items()}
    if "total" in table:
        cited["total"] = _cited(table["total"])
    if found:
        cited["cite"] = f"1: 原文 {' '.join(found)}"
    unprinted = [k for k in ("faults", "events") if any(isinstance(rate, str) for rate in table.get(k, {}).values())]
    unprinted += ["when"] if table.get("rule") == "sample" and "2021" in _numerals(table.get("when")) else []
    if unprinted:
        cited["inferred"] = dict.fromkeys(unprinted, "原文如此")
    return cited


def _numerals(value: object) -> list[str]:
    match value:
        case bool():
            return []
        case int() | Decimal():
            text = f"{Decimal(value):f}"
            return [(text.rstrip("0").rstrip(".") if "." in text else text).removeprefix("-")]
        case dt.date():
            return [str(value.year), str(value.month), str(value.day)]
        case str() if re.fullmatch(r"-?[\d.]+%?", value):
            return [value.removesuffix("%").removeprefix("-")]
        case Mapping():
            return [numeral for inner in value.values() for numeral in _numerals(inner)]
        case Sequence() if not isinstance(value, str):
            return [numeral for inner in value for numeral in _numerals(inner)]
        case _:
            return []


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Table]:
    """A small scheme as its parsed files: one or two rubrics of a few leaves each. Its units are `UNITS`."""
    document = _Writer(draw).scheme()
    head = document.pop("scheme")
    for key in ("grades", "named"):
        head |= {key: {name: _cited(table) for name, table in head[key].items()}} if key in head else {}
    head |= {"window": _cited(head["window"])} if "window" in head else {}
    return {"scheme": head, **{name: _cited(table) for name, table in document.items()}}


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A small scheme, compiled. The few that hold a fact of mixed sign are passed over."""
    try:
        return compile_scheme(structure_scheme(draw(documents())))
    except SchemeError as error:
        assume(any(problem.code != "mixed-sign" for problem in error.problems))
        raise
