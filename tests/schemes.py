"""Small valid schemes as plain data, over the whole vocabulary, for properties and for the oracle."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Final

from attrs import Factory, define, evolve
from hypothesis import assume
from hypothesis import strategies as st

from dice import Dice, Drawn
from opengov_rules import Program, SchemeError, compile_scheme
from opengov_rules.structure import structure_scheme
from questions import ALIASES, DOWN, EDGES, NUMBERED, ROSTERS, UP, Asked, Questions, countable
from quoting import Table, cited

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
_POLICIES: Final = ("drop", "full", "zero")
_ROUNDINGS: Final = ("half_up", "half_even", "truncate", "ceiling")
REFUSED: Final = frozenset({"fault-sign"})
"""What a generated scheme may be refused for."""


@define
class _Writer(Questions):
    """Writes one scheme. `lower`: less is better; `silent`: nothing is scored; `bare`: leaves may have no points."""

    leaves: int = 0
    lower: bool = False
    silent: bool = False
    bare: bool = True
    graded: list[str] = Factory(list)
    "The grades that a veto may leave."

    # Rules

    def leaf(self, role: str, points: Decimal | None = None) -> Table:
        """A leaf with its rule and its gates; its worth rises with the good, or in a penalty with the bad."""
        self.leaves += 1
        good = self.rises(role)
        kinds = ["award", "checklist", "sample", "tiers", "per_event", "printed"]
        kinds += ["deduct"] if good else []
        kinds += ["judged", "unstated"] if role != "penalty" else []
        kinds += ["measure", "ratio", "tally", "table"] if self.wide else []
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
        table |= self.shape()
        if table["rule"] != "deduct" and self.now(6):
            table["floor"] = self.one(-1, -3)
        if self.chance(6):
            table["only_if"] = self.condition(good, 1)
        if self.chance(6):
            table["zero_if"] = self.condition(not good, 1)
        return table

    def rises(self, role: str) -> bool:
        """Whether nodes of this role are worth more with more of the good."""
        return (role != "penalty") != self.lower

    def shape(self) -> Table:
        """What changes a value on its way."""
        table = Table()
        if self.now(8):
            table["offset"] = self.offset()
        if self.now(8):
            table["factor"] = self.one(2, Decimal("0.5"), "2/3", Decimal("1.5"))
        if self.now(5):
            how = {"how": self.one(*_ROUNDINGS)} if self.chance(4) is False else {}
            table["round"] = {"to": self.one(1, Decimal("0.5"), Decimal("0.1"), 2), **how}
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

    def new_sample(self, good: bool) -> Asked:
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
                    parts.append({"fact": fact.name, self.one(*UP) if side == good else "at_most": 3})
        return {self.one("all", "all", "any"): parts}

    def _deduct(self, good: bool, points: Decimal | None) -> Table:
        faults = {
            self.fact(not good, "count", "yes_no", fits=countable).name: self.one(1, 2, Decimal("0.5"), "2/3")
            for _ in range(self.one(1, 2, 3))
        }
        return {"rule": "deduct", "points": points or self.one(*_POINTS), "faults": faults}

    def _tiers(self, good: bool, points: Decimal | None) -> Table:
        worths: list[Decimal] = sorted({self.one(*_POINTS) for _ in range(self.one(1, 2, 3))}, reverse=True)
        if points is not None:
            worths = [points, *(worth for worth in worths if worth < points)]
        table = {"rule": "tiers", "points": worths[0]}
        if self.chance(2):
            fact = self.fact(self.one(True, False), *NUMBERED)
            edges = sorted(self.dice.some(EDGES, len(worths)))
            how = self.one(*DOWN)
            if (fact.good == good) != (self.mixed and self.chance(2)):
                edges, how = edges[::-1], self.one(*UP)
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
            self.fact(good, "count", fits=countable).name: self.one(1, 2, 5, Decimal("0.5"), "1/3")
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
        bare = points is None and good and self.bare and self.chance(8)
        return table if bare else table | {"points": points or self.one(*_POINTS)}

    def _unstated(self, good: bool, points: Decimal | None) -> Table:
        return {"rule": "unstated", "points": points or self.one(*_POINTS)}

    def _measure(self, good: bool, points: Decimal | None) -> Table:
        table: Table = {"rule": "measure", "value": self.quantity(good)}
        bare = points is None and self.bare and self.chance(6)
        return table if bare else table | {"points": points or self.one(*_POINTS)}

    def _ratio(self, good: bool, points: Decimal | None) -> Table:
        table: Table = {"rule": "ratio", "points": points or self.one(*_POINTS)}
        table |= {"part": self.quantity(good, 1), "none": self.one("zero", "full")}
        table["whole"] = self.one(2, 5, 10) if self.chance(4) else self.quantity(not good, 1)
        table |= {"full_at": self.one("80%", "50%", 2)} if self.chance(3) else {}
        if self.chance(3):
            table |= {"step": self.one("5%", "25%", "50%")}
            table |= {"count": self.one("full", "started")} if self.chance(2) else {}
        return table

    def _tally(self, good: bool, points: Decimal | None) -> Table:
        table: Table = {"rule": "tally", "points": points or self.one(*_POINTS)}
        entries = list[Table]()
        for number in range(self.one(1, 2, 3)):
            adds = self.chance(2)
            entry: Table = {"name": f"第{number}笔", "points": self.one(1, 2, Decimal("0.5"), "1/3")}
            entry |= {} if adds else {"points": self.one(-1, -2, Decimal("-0.5"))}
            side = good == adds
            entry |= {"when": self.condition(side, 1)} if self.chance(3) else {"count": self.quantity(side, 1)}
            entry |= {"most": self.one(1, 2, 3)} if self.chance(3) else {}
            entries.append(entry)
        if self.chance(2):
            table["start"] = self.quantity(good, 0) if self.chance(3) else self.one(2, 3, 5, -1)
        return table | {"entries": entries}

    def _table(self, good: bool, points: Decimal | None) -> Table:
        rows = self.choice(good)
        columns = self.choice(good)
        if columns == rows:
            columns = self.new("choice", good, choices=["小", "大"] if good else ["大", "小"])
        worths = [self.one(0, 1, 2, 3, Decimal("0.5"), 5) for _ in range(16)]
        cells = {
            row: {column: worths[i] if self.mixed else max(0, i + j - 1) for j, column in enumerate(named)}
            for named in [columns.declared["choices"]]
            for i, row in enumerate(rows.declared["choices"])
        }
        table: Table = {"rule": "table", "rows": rows.name, "columns": columns.name, "cells": cells}
        return table | {"points": points or self.one(*_POINTS)}

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
        mine = {"applies_if": self.condition(self.one(True, False), 1)} if self.now(6) else {}
        if depth == 0 or self.leaves >= 3 or self.chance(3):
            table = self.variants(role) if self.chance(6) else self.leaf(role)
        else:
            table = self.inner(code, role, depth)
        if self.chance(6):
            table["needs_evidence"] = self.one(True, False)
        if self.now(4) if mine else self.chance(6):
            table["not_applicable"] = self.policy()
        if self.most(table) is None and role != "penalty":
            table["not_applicable"] = self.one("drop", "zero") if "rule" in table else "drop"  # others need points
        self.done.append(code)
        if table.get("points") and role != "penalty":
            self.rated.append(code)
        return {"name": f"指标{code}", **mine, **table}

    def inner(self, code: str, role: str, depth: int) -> Table:
        """A node with children."""
        gate = {"only_if": self.condition(self.rises(role), 1)} if self.chance(8) else {}
        children = {str(i + 1): self.node(f"{code}.{i + 1}", role, depth - 1) for i in range(self.one(1, 2, 2, 3))}
        table = gate | children
        how = self.one("mean", "mean", "best", "worst", "ladder") if self.now(2) else "sum"
        parts = [points for child in children.values() if (points := self.most(child)) is not None]
        if how == "ladder" and len(parts) < len(children):
            how = "best"
        if len(parts) == len(children) and not (self.chance(4) and (self.bare or how in ("sum", "ladder"))):
            table["points"] = sum(parts, Decimal(0)) if how in ("sum", "ladder") else max(parts)
            table |= {"cap": table["points"] / 2} if self.chance(8) else {}
        if how != "sum":
            table["combine"] = how
        if how == "mean":
            self.weigh(children.values(), code)
        if self.chance(8):
            table["zero_if"] = self.condition(not self.rises(role), 1)
        return table | self.shape()

    def weigh(self, children: Iterable[Table], code: str) -> None:
        """Weights for some of the children of a node; they read no node below it."""
        with self.reading(beside(code)):
            for child in children:
                if self.chance(2):
                    child["weight"] = self.quantity(self.one(True, False), 1) if self.chance(3) else self.one(2, 3, 0)

    @contextmanager
    def reading(self, may: Callable[[str], bool]) -> Iterator[None]:
        """Only nodes that may be read here."""
        kept = self.done, self.rated
        self.done, self.rated = ([code for code in codes if may(code)] for codes in kept)
        yield
        self.done, self.rated = kept

    def policy(self) -> str:
        """What it means that something does not apply."""
        return str(self.one(*_POLICIES, *(["rescale"] * 3 if self.wide and not self.bare else [])))

    def most(self, table: Table) -> Decimal | None:
        """The points of this table's node, if only as what its children add up to."""
        if "points" in table:
            return Decimal(table["points"])
        children = [self.most(child) for key, child in table.items() if isinstance(child, dict) and key.isdecimal()]
        known = [points for points in children if points is not None]
        summed = known and len(known) == len(children) and table.get("combine", "sum") in ("sum", "ladder")
        return sum(known, Decimal(0)) if summed else None

    # Vetoes and totals

    def veto(self, scope: str) -> Table:
        """One that takes points, or of the new effects one."""
        points = self.one(1, 2) if scope != "total" and self.chance(4) else 0
        table = {"when": self.condition(False), "scope": scope, "effect": {"points": points}}
        if not self.lower and not self.now(2):
            return table
        match self.one(*(["replace"] if self.lower else ["at_most", "at_most"]), "replace", "withhold", "grade"):
            case "withhold" if scope == "total":
                return table | {"effect": {"withhold": True}}
            case "grade" if self.graded:
                return {"when": table["when"], "effect": {"grade": self.one(*self.graded)}}
            case "replace" | "withhold" | "grade":
                return table | {"effect": {"replace": self.one(0, 1, 3)}}
            case _:
                table |= {"effect": {"at_most": self.quantity(True, 1) if self.chance(2) else self.one(1, 2, 3)}}
                return table if self.chance(2) else {key: table[key] for key in ("scope", "effect")}

    def rubric(self, kinds: Sequence[str]) -> Table:
        self.leaves, self.done, self.rated = 0, [], []
        self.bare = not self.now(2)
        table: Table = {"kinds": list(kinds), **({"better": "lower"} if self.lower else {})}
        vetoes = Table()
        policy = {"not_applicable": self.policy()} if self.chance(2) else {}
        for number, role in enumerate(self.roles()):
            code = {"base": str(number + 1), "bonus": "B", "penalty": "P", "unscored": f"U{number}"}[role]
            node = self.node(code, role, self.one(0, 1, 2, 2))
            table[code] = {**policy, **node, **({"role": role} if role != "base" else {})}
            for at in range(1 + self.now(2) if role != "penalty" and self.chance(3) else 0):
                scope = self.one(*(done for done in self.done if done.split(".")[0] == code))
                with self.reading(beside(code)):
                    vetoes[f"v{number}{'ab'[at]}"] = self.veto(scope)
        table |= {"total": total} if (total := self.total()) else {}
        if self.chance(3) and (self.wide or "cap" not in table.get("total", {})):
            vetoes["whole"] = self.veto("total")
        if vetoes:
            table["vetoes"] = vetoes
        return table

    def roles(self) -> list[str]:
        """The roles of the top-level nodes."""
        if self.silent:
            return ["unscored"] * self.one(1, 2)
        roles = ["base"] * self.one(1, 2, 3)
        if not self.lower:
            roles += ["bonus"] * self.one(0, 1) + ["penalty"] * self.one(0, 1)
        return roles + ["unscored"] * (1 if self.now(4) else 0)

    def total(self) -> Table:
        """What bounds and shapes the total."""
        table: Table = {"floor": 0} if self.chance(4) else {"cap": self.one(3, 5)} if self.chance(4) else {}
        table |= self.shape()
        if self.graded and self.now(3):
            table["round"] = {"to": self.one(1, 2)}
        return table | ({"graded": "rounded"} if "round" in table and self.chance(2) else {})

    def scheme(self) -> dict[str, Table]:
        count = self.one(1, 1, 1, 2)
        self.lower, self.silent = self.now(6), count == 1 and self.now(20)
        cuts = sorted(self.dice.some(EDGES, self.one(1, 2)), reverse=not self.lower) if self.chance(2) else []
        self.graded = [*(f"等次{cut}" for cut in cuts), "其余"] if cuts else []
        rubrics = dict[str, Table]()
        for self.number, roster in enumerate(ROSTERS[:count]):
            rubrics[f"rubric-{self.number}"] = self.rubric(tuple(roster))
        self.done, self.rated = ["total", "base"], []
        head: Table = {
            "id": "linshi-2024",
            "city": "临时市",
            "edition": "2024",
            "title": "评估指标",
            "source": {"file": "linshi-2024.txt", "sha256": "0" * 64},
            "roster": {kind: units for roster in ROSTERS[:count] for kind, units in roster.items()},
            "aliases": ALIASES,
        }
        if self.chance(2):
            head["window"] = {"due": dt.date(2021, 1, 10)}
        if self.graded:
            head["grades"] = self.grades([] if self.silent else cuts)
        if self.chance(3):
            head["named"] = {"表现较差": {"when": {"points_of": "total", "under": 3}}}
        head["facts"] = {fact.name: fact.declared for fact in self.facts if fact.declared}
        return {"scheme": head, **rubrics}

    def grades(self, cuts: Sequence[int]) -> Table:
        """Grades by threshold, and perhaps one by condition and one by gate."""
        limit = "at_most" if self.lower else "at_least"
        grades: Table = {f"等次{cut}": {limit: cut} for cut in cuts}
        for name in self.graded[:-1]:
            grades.setdefault(name, {"gates": [self.grade_gate()]})
        if self.chance(3):
            grades[self.graded[0]]["gates"] = [self.grade_gate()]
        if self.now(3):
            grades["直接"] = {"when": self.condition(self.one(True, False), 1)}
            if self.chance(3):
                grades["直接"]["gates"] = [self.grade_gate()]
        return grades | {"其余": {}}

    def grade_gate(self) -> Table:
        return {"points_of": "base", self.one(*UP): self.one(1, 2, 3)}


def beside(code: str) -> Callable[[str], bool]:
    """Whether a node is neither this one nor below it."""
    return lambda other: not f"{other}.".startswith(f"{code}.")


def document(dice: Dice, *, mixed: bool = False, wide: bool = False) -> dict[str, Table]:
    """A small scheme as its parsed files: one or two rubrics of a few leaves each, for the units of `ROSTERS`."""
    written = _Writer(dice, mixed, wide).scheme()
    head = written.pop("scheme")
    for key in ("grades", "named"):
        head |= {key: {name: cited(table) for name, table in head[key].items()}} if key in head else {}
    head |= {"window": cited(head["window"])} if "window" in head else {}
    return {"scheme": head, **{name: cited(table) for name, table in written.items()}}


@st.composite
def documents(draw: st.DrawFn, *, mixed: bool = False, wide: bool = False) -> dict[str, Table]:
    """`document`, drawn by Hypothesis."""
    return document(Drawn(draw), mixed=mixed, wide=wide)


@st.composite
def programs(draw: st.DrawFn, *, mixed: bool = True, wide: bool = True) -> Program:
    """A small scheme, compiled; perhaps `mixed`, perhaps `wide`. Those with a fault that may help are passed over."""
    drawn = documents(mixed=mixed and draw(st.booleans()), wide=wide and draw(st.booleans()))
    try:
        return compile_scheme(structure_scheme(draw(drawn)))
    except SchemeError as error:
        assume(any(problem.code not in REFUSED for problem in error.problems))
        raise
