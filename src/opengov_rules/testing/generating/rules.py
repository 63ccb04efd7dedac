"""Leaves for generated schemes, with a rule of any kind and the gates around it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from attrs import define, evolve

from .citing import Table
from .facts import DOWN, EDGES, NUMBERED, UP, Asked, countable
from .questions import QuestionWriter

POINTS: Final = tuple(map(Decimal, ("1", "2", "3", "4", "5", "6", "0.5", "1.5")))
ROUNDINGS: Final = ("half_up", "half_even", "truncate", "ceiling")


@define
class RuleWriter(QuestionWriter):
    """Writes leaves. `lower`: less is better; `bare`: leaves may have no points."""

    leaves: int = 0
    lower: bool = False
    bare: bool = True

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
            how = {"how": self.one(*ROUNDINGS)} if self.chance(4) is False else {}
            table["round"] = {"to": self.one(1, Decimal("0.5"), Decimal("0.1"), 2), **how}
        return table

    def _award(self, good: bool, points: Decimal | None) -> Table:
        return {"rule": "award", "points": points or self.one(*POINTS), "when": self.condition(good)}

    def _checklist(self, good: bool, points: Decimal | None) -> Table:
        worths = [self.one(*POINTS) for _ in range(self.one(1, 2, 3))]
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
            each = self.one(*POINTS) if points is None else points / draw
            return table | {"each": each, "points": each * draw}
        table |= {"all_hit": True, "points": points or self.one(*POINTS)}
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
        return {"rule": "deduct", "points": points or self.one(*POINTS), "faults": faults}

    def _tiers(self, good: bool, points: Decimal | None) -> Table:
        worths: list[Decimal] = sorted({self.one(*POINTS) for _ in range(self.one(1, 2, 3))}, reverse=True)
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
        points = points or self.one(*POINTS)
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
            table["points"] = points or self.one(*POINTS)
        return table

    def _printed(self, good: bool, points: Decimal | None) -> Table:
        table = {"rule": "printed", "fact": self.new("printed", good).name}
        bare = points is None and good and self.bare and self.chance(8)
        return table if bare else table | {"points": points or self.one(*POINTS)}

    def _unstated(self, good: bool, points: Decimal | None) -> Table:
        return {"rule": "unstated", "points": points or self.one(*POINTS)}

    def _measure(self, good: bool, points: Decimal | None) -> Table:
        table: Table = {"rule": "measure", "value": self.quantity(good)}
        bare = points is None and self.bare and self.chance(6)
        return table if bare else table | {"points": points or self.one(*POINTS)}

    def _ratio(self, good: bool, points: Decimal | None) -> Table:
        table: Table = {"rule": "ratio", "points": points or self.one(*POINTS)}
        table |= {"part": self.quantity(good, 1), "none": self.one("zero", "full")}
        table["whole"] = self.one(2, 5, 10) if self.chance(4) else self.quantity(not good, 1)
        table |= {"full_at": self.one("80%", "50%", 2)} if self.chance(3) else {}
        if self.chance(3):
            table |= {"step": self.one("5%", "25%", "50%")}
            table |= {"count": self.one("full", "started")} if self.chance(2) else {}
        return table

    def _tally(self, good: bool, points: Decimal | None) -> Table:
        table: Table = {"rule": "tally", "points": points or self.one(*POINTS)}
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
        return table | {"points": points or self.one(*POINTS)}
