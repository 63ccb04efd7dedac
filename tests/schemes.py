"""Small valid schemes as plain data, over the whole vocabulary, for properties and for the oracle.

Each fact is drawn as good (more of it is better) or bad, and every condition that raises a result asks for much of the
good or little of the bad, so that facts keep one sign; unless the scheme is `mixed`: then a fact may help here and hurt
there.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

from attrs import Factory, define, evolve, frozen
from hypothesis import assume
from hypothesis import strategies as st

from dice import Dice, Drawn
from opengov_rules import Program, SchemeError, compile_scheme
from opengov_rules.structure import structure_scheme

Table: TypeAlias = dict[str, Any]

ROSTERS: Final[tuple[dict[str, list[str]], ...]] = ({"县": ["东县", "西县"], "区": ["南区"]}, {"局": ["北局"]})
"""Kinds and units of the first rubric, and of the second where there is one."""
ALIASES: Final = {"西县": ["西郊县"]}
_VARIANTS: Final[tuple[tuple[tuple[Table, ...], ...], ...]] = (
    (
        ({"kinds": ["县"]}, {"kinds": ["区"]}),
        ({"units": ["东县"]}, {"units": ["西郊县", "南区"]}),
        ({"kinds": ["区"], "units": ["东县"]},),
        ({"units": ["西县"]}, {"kinds": ["区"]}),
        ({"units": ["东县"]},),
    ),
    (({"kinds": ["局"]},), ({"units": ["北局"]},)),
)
"""Whom the variants of a leaf may be for, by rubric; those whom none names are left without a clause."""
_POINTS: Final = tuple(map(Decimal, ("1", "2", "3", "4", "5", "6", "0.5", "1.5")))
_NUMBERS: Final = (0, 1, 2, 3, 5, 6, 10, Decimal("0.5"), Decimal("2.5"))
_DAYS: Final = (dt.date(2021, 1, 31), dt.date(2021, 2, 20), dt.date(2021, 12, 1))
_EDGES: Final = tuple(range(13))
_ODD_NAMES: Final = ('引号"点.', "{value}", "得分 > 5", "a,b;c", "None")
_FOLDS: Final = ("sum", "min", "max", "count")
_NUMBERED: Final = ("count", "quantity", "points")
_UP: Final = ("over", "at_least")
_DOWN: Final = ("under", "at_most")
_NAMES: Final = ("kinds", "units", "name")


@frozen
class _Fact:
    name: str
    type: str
    good: bool
    declared: Table
    """Its table in `[facts]`; empty if its type is left to the rules."""
    rule: Table = Factory(dict)
    """Of a sample: what every rule that reads it says of it."""


@define
class _Writer:
    """Writes one scheme, throw by throw."""

    dice: Dice
    mixed: bool = False
    facts: list[_Fact] = Factory(list)
    leaves: int = 0
    number: int = 0
    "The place of the rubric under way."
    done: list[str] = Factory(list)
    "Nodes of this rubric that stand complete, so that later ones may read them."
    rated: list[str] = Factory(list)
    "Those of them with a maximum above 0."

    def one(self, *options: Any) -> Any:
        return self.dice.one(*options)

    def chance(self, of: int) -> bool:
        return self.dice.chance(of)

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
        if found := self.shared(good, kinds, fits):
            return found
        kind = self.one(*kinds)
        fact = self.new(kind, good, **self.declaration(kind))
        return fact if fits(fact) else self.new("count", good)

    def shared(
        self, good: bool, kinds: Sequence[str], fits: Callable[[_Fact], bool] = lambda fact: True
    ) -> _Fact | None:
        """A fact that other rules read too."""
        known = [f for f in self.facts if (self.mixed or f.good == good) and f.type in kinds and fits(f)]
        return self.dice.one(*known) if known and self.chance(2) else None

    def declaration(self, kind: str) -> Table:
        """What `[facts]` may say of a fact that rules compare or count."""
        table = Table()
        match kind:
            case "count":
                if self.chance(3):
                    table["max"] = self.one(2, 4, 8, 20)
            case "quantity":
                table = {"step": self.one(Decimal("0.5"), Decimal("0.25"), 1)}
                table |= {"max": self.one(3, 12)} if self.chance(3) else {}
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
                less = self.fact(not good, *_NUMBERED, fits=_limited)
                more = self.fact(good, *_NUMBERED, fits=lambda fact: _limited(fact) and fact != less)
                return {"fact": more.name, self.one(*_UP): {"fact": less.name}}
            case "node" if self.done:
                return {"points_of": self.one(*self.done), self.way(good): self.one(*_NUMBERS)}
            case "share" if self.rated:
                share = self.one("0%", "50%", "60%", "100%", "33.3%")
                return {"share_of": self.one(*self.rated), self.way(good): share}
            case _:
                fact = self.fact(self.one(True, False), *_NUMBERED)
                return self.compared({"fact": fact.name}, fact, good, self.constant(fact))

    def constant(self, *facts: _Fact) -> Any:
        """A constant; a whole one where it tells the type of a fact, which events may count."""
        found = self.one(*_NUMBERS)
        return found if all(fact.declared for fact in facts) else int(found)

    def way(self, upward: bool) -> str:
        """A comparison that much makes true, or little; or any."""
        if self.mixed and self.chance(2):
            return str(self.one(*_UP, *_DOWN, "is"))
        return str(self.one(*(_UP if upward else _DOWN)))

    def compared(self, left: Table, fact: _Fact, good: bool, number: Any) -> Table:
        """One quantity against a number, in the direction that the condition wants."""
        upward = fact.good == good
        if not upward and fact.type == "count" and self.chance(6):
            return left | {"is": 0}
        table = left | {self.way(upward): number}
        if self.chance(6):
            table |= dict.fromkeys(_UP if upward else _DOWN, number)
        if self.chance(6):
            table["excused_if"] = self.condition(good, 0)
        return table

    def sum(self, good: bool) -> Table:
        """A weighted sum; what is bad counts against."""
        weights, facts = Table(), list[_Fact]()
        for _ in range(self.one(1, 2, 3)):
            facts.append(fact := self.fact(self.one(True, False), *_NUMBERED, fits=_limited))
            weight = self.one(1, 2, Decimal("0.5"), "1/3")
            weights[fact.name] = weight if fact.good == good else f"-{weight}"
        return {"sum": weights, self.way(True): self.constant(*facts)}

    # Rules

    def leaf(self, role: str, points: Decimal | None = None) -> Table:
        """A leaf with its rule and its gates; its worth rises with the good, or in a penalty with the bad."""
        self.leaves += 1
        good = role != "penalty"
        kinds = ["award", "checklist", "sample", "tiers", "per_event", "printed"]
        kinds += ["deduct", "judged", "unstated"] if good else []
        write: Callable[[bool, Decimal | None], Table] = getattr(self, f"_{self.one(*kinds)}")
        table = write(good, points)
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

    def _award(self, good: bool, points: Decimal | None) -> Table:
        return {"rule": "award", "points": points or self.one(*_POINTS), "when": self.condition(good)}

    def _checklist(self, good: bool, points: Decimal | None) -> Table:
        worths = [self.one(*_POINTS) for _ in range(self.one(1, 2, 3))]
        if points is not None:
            worths = self.one([points], [points / 2, points / 2], [points / 4, points / 4, points / 2])
        if self.chance(2):
            names = [self.fact(good, "yes_no").name for _ in worths]
            if len({*names}) == len(worths):
                return {
                    "rule": "checklist",
                    "points": sum(worths, Decimal(0)),
                    "parts": dict(zip(names, worths, strict=True)),
                }
        parts = [
            {"name": f"第{i}项", "when": self.condition(good, 1), "points": worth} for i, worth in enumerate(worths)
        ]
        return {"rule": "checklist", "points": sum(worths, Decimal(0)), "parts": parts}

    def _sample(self, good: bool, points: Decimal | None) -> Table:
        fact = self.shared(good, ("sample",)) or self.new_sample(good)
        table: Table = {"rule": "sample", "fact": fact.name, **fact.rule}
        draw, none = table["draw"], table.pop("none")
        if none == "zero" and draw != 3 and self.chance(2):
            each = self.one(*_POINTS) if points is None else points / draw
            return table | {"each": each, "points": each * draw}
        table |= {"all_hit": True, "points": points or self.one(*_POINTS)}
        table |= {"fewer": self.one("full", "zero")} if self.chance(2) else {}
        return table | ({"none": none} if none != "open" or self.chance(2) else {})

    def new_sample(self, good: bool) -> _Fact:
        """A sample, perhaps one that facts of its assets tell."""
        fact = self.new("sample", good)
        fact.rule.update(draw=self.one(1, 2, 2, 3, 4), none=self.one("open", "full", "zero", "zero"))
        if self.chance(2):
            per = f"决策{len(self.facts)}"
            fact.rule.update(per=per, when=self.asset_condition(good, per))
        return fact

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
            self.facts[-1] = evolve(fact, type="asset")
            match kind:
                case "yes_no":
                    parts.append(fact.name if side == good else {"none": [fact.name]})
                case "date":
                    parts.append({"fact": fact.name, "at_least" if side == good else "under": dt.date(2021, 6, 15)})
                case _:
                    parts.append({"fact": fact.name, self.one(*_UP) if side == good else "at_most": 3})
        return {self.one("all", "all", "any"): parts}

    def _deduct(self, good: bool, points: Decimal | None) -> Table:
        faults = {
            self.fact(not good, "count", "yes_no", fits=_countable).name: self.one(1, 2, Decimal("0.5"), "2/3")
            for _ in range(self.one(1, 2, 3))
        }
        return {"rule": "deduct", "points": points or self.one(*_POINTS), "faults": faults}

    def _tiers(self, good: bool, points: Decimal | None) -> Table:
        worths: list[Decimal] = sorted({self.one(*_POINTS) for _ in range(self.one(1, 2, 3))}, reverse=True)
        if points is not None:
            worths = [points, *(worth for worth in worths if worth < points)]
        table = {"rule": "tiers", "points": worths[0]}
        if self.chance(2):
            fact = self.fact(self.one(True, False), *_NUMBERED)
            edges = sorted(self.dice.some(_EDGES, len(worths)))
            how = self.one(*_DOWN)
            if (fact.good == good) != (self.mixed and self.chance(2)):
                edges, how = edges[::-1], self.one(*_UP)
            limits = [{how: edge, "points": worth} for edge, worth in zip(edges, worths, strict=True)]
            return table | {"fact": fact.name, "limits": limits}
        limits = [{"when": [self.new("yes_no", good).name, self.condition(good, 1)], "points": w} for w in worths]
        return table | {"limits": limits}

    def _judged(self, good: bool, points: Decimal | None) -> Table:
        points = points or self.one(*_POINTS)
        fact = self.new("points", good, type="points", step=Decimal("0.5"), max=points)
        table = {"rule": "judged", "points": points, "fact": fact.name, "step": Decimal("0.5")}
        return table | ({"full_if": self.condition(good, 1)} if self.chance(3) else {})

    def _per_event(self, good: bool, points: Decimal | None) -> Table:
        events = {
            self.fact(good, "count", fits=_limited).name: self.one(1, 2, 5, Decimal("0.5"), "1/3")
            for _ in range(self.one(1, 2, 3))
        }
        table: Table = {"rule": "per_event", "events": events}
        if self.chance(2):
            table["take"] = self.one("sum", "best", "distinct")
        if points is not None or good or self.chance(3):
            table["points"] = points or self.one(*_POINTS)
        return table

    def _printed(self, good: bool, points: Decimal | None) -> Table:
        table = {"rule": "printed", "fact": self.new("printed", good).name}
        bare = points is None and good and self.chance(8)
        return table if bare else table | {"points": points or self.one(*_POINTS)}

    def _unstated(self, good: bool, points: Decimal | None) -> Table:
        return {"rule": "unstated", "points": points or self.one(*_POINTS)}

    # Trees

    def variants(self, role: str) -> Table:
        """A leaf that is another one for some units, each worth the same; perhaps some have no clause."""
        whom = self.one(*_VARIANTS[self.number])
        points = self.one(*_POINTS)
        written = [{**units, **self.leaf(role, points)} for units in whom]
        if role == "penalty":
            written = [table | {"points": points} for table in written]
        for table in written:
            if table["points"] == points and self.chance(2):
                del table["points"]
        everyone = {unit for units in ROSTERS[self.number].values() for unit in units}
        named = {unit for table in whom for kind in table.get("kinds", ()) for unit in ROSTERS[self.number][kind]}
        named |= {"西县" if unit == "西郊县" else unit for table in whom for unit in table.get("units", ())}
        if role == "penalty" and named != everyone:
            return self.leaf(role)
        return {"points": points, "variant": written, **({} if named == everyone else {"otherwise": "unstated"})}

    def node(self, code: str, role: str, depth: int) -> Table:
        """A leaf, or a node with children whose points add up to its own."""
        if depth == 0 or self.leaves >= 3 or self.chance(3):
            table = self.variants(role) if self.chance(6) else self.leaf(role)
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

    def rubric(self, kinds: Sequence[str]) -> Table:
        self.leaves, self.done, self.rated = 0, [], []
        table: Table = {"kinds": list(kinds)}
        vetoes = Table()
        roles = ["base"] * self.one(1, 2, 3)
        roles += ["bonus"] * self.one(0, 1) + ["penalty"] * self.one(0, 1)
        policy = {"not_applicable": self.one("drop", "full", "zero")} if self.chance(2) else {}
        for number, role in enumerate(roles):
            code = {"base": str(number + 1), "bonus": "B", "penalty": "P"}[role]
            node = self.node(code, role, self.one(0, 1, 2, 2))
            table[code] = {**policy, **node, **({"role": role} if role != "base" else {})}
            if role != "penalty" and self.chance(3):
                scope = self.one(*(done for done in self.done if done.split(".")[0] == code))
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
        rubrics = dict[str, Table]()
        for self.number, roster in enumerate(ROSTERS[:count]):
            rubrics[f"rubric-{self.number}"] = self.rubric(tuple(roster))
        head: Table = {
            "id": "linshi-2024",
            "city": "临时市",
            "edition": "2024",
            "title": "评估指标",
            "source": {"file": "linshi-2024.txt", "sha256": "0" * 64},
            "roster": {kind: units for roster in ROSTERS[:count] for kind, units in roster.items()},
            "aliases": ALIASES,
            "facts": {fact.name: fact.declared for fact in self.facts if fact.declared},
        }
        if self.chance(2):
            head["window"] = {"due": dt.date(2021, 1, 10)}
        if self.chance(2):
            self.done, self.rated = ["total"], []
            cuts = sorted(self.dice.some(_EDGES, self.one(1, 2)), reverse=True)
            head["grades"] = {f"等次{cut}": {"at_least": cut} for cut in cuts} | {"其余": {}}
            if self.chance(3):
                head["grades"][f"等次{cuts[0]}"]["gates"] = [self.grade_gate()]
        if self.chance(3):
            head["named"] = {"表现较差": {"when": {"points_of": "total", "under": 3}}}
        return {"scheme": head, **rubrics}

    def grade_gate(self) -> Table:
        return {"points_of": "base", self.one(*_UP): self.one(1, 2, 3)}


def _limited(fact: _Fact) -> bool:
    return "never" not in fact.declared


def _countable(fact: _Fact) -> bool:
    """Whether a deduction may count it."""
    return _limited(fact) and (fact.type == "count" or fact.declared.get("take") in ("sum", "count"))


# Citations ----------------------------------------------------------------------------------------


def cited(table: Table) -> Table:
    """The table with a quote that holds its numbers, and a reason for each number that no quote can hold."""
    nested = ("vetoes", "variant")
    own = {key: value for key, value in table.items() if not re.fullmatch(r"\d+|[A-Z]\d*", key) and key not in nested}
    numerals = sorted(set(_numerals({key: value for key, value in own.items() if key not in _NAMES})))
    quoted = {key: value if key in own else cited(value) for key, value in table.items() if key not in nested}
    if "variant" in table:
        quoted["variant"] = [cited(variant) for variant in table["variant"]]
    if "vetoes" in table:
        quoted["vetoes"] = {key: cited(value) for key, value in table["vetoes"].items()}
    if "total" in table:
        quoted["total"] = cited(table["total"])
    if numerals:
        quoted["cite"] = f"1: 原文 {' '.join(numerals)}"
    unprinted = [k for k in ("faults", "events") if any(isinstance(rate, str) for rate in table.get(k, {}).values())]
    unprinted += ["when"] if table.get("rule") == "sample" and "2021" in _numerals(table.get("when")) else []
    if unprinted:
        quoted["inferred"] = dict.fromkeys(unprinted, "原文如此")
    return quoted


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


def document(dice: Dice, *, mixed: bool = False) -> dict[str, Table]:
    """A small scheme as its parsed files: one or two rubrics of a few leaves each, for the units of `ROSTERS`."""
    written = _Writer(dice, mixed).scheme()
    head = written.pop("scheme")
    for key in ("grades", "named"):
        head |= {key: {name: cited(table) for name, table in head[key].items()}} if key in head else {}
    head |= {"window": cited(head["window"])} if "window" in head else {}
    return {"scheme": head, **{name: cited(table) for name, table in written.items()}}


@st.composite
def documents(draw: st.DrawFn, *, mixed: bool = False) -> dict[str, Table]:
    """`document`, drawn by Hypothesis."""
    return document(Drawn(draw), mixed=mixed)


@st.composite
def programs(draw: st.DrawFn, *, mixed: bool = True) -> Program:
    """A small scheme, compiled; perhaps one of the `mixed`. Those with a fault that may help are passed over."""
    try:
        return compile_scheme(structure_scheme(draw(documents(mixed=mixed and draw(st.booleans())))))
    except SchemeError as error:
        assume(any(problem.code != "fault-sign" for problem in error.problems))
        raise
