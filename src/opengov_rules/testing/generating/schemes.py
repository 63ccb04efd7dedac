"""Whole schemes, generated: rubrics with vetoes and totals, grades, a roster; small, and over the whole vocabulary."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from attrs import Factory, define

from ..dice import Dice
from .citing import Table, cited
from .facts import ALIASES, EDGES, ROSTERS, UP
from .trees import TreeWriter, beside

REFUSED: Final = frozenset({"fault-sign"})
"""What a generated scheme may be refused for; `mended` cures it."""


@define
class SchemeWriter(TreeWriter):
    """Writes one scheme. `silent`: nothing is scored."""

    silent: bool = False
    graded: list[str] = Factory(list)
    "The grades that a veto may leave."

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


def document(dice: Dice, *, mixed: bool = False, wide: bool = False) -> dict[str, Table]:
    """A small scheme as its parsed files: one or two rubrics of a few leaves each, for the units of `ROSTERS`."""
    return published(SchemeWriter(dice, mixed, wide).scheme())


def published(written: dict[str, Table]) -> dict[str, Table]:
    """What was written, with citations for its numbers."""
    head = written.pop("scheme")
    for key in ("grades", "named"):
        head |= {key: {name: cited(table) for name, table in head[key].items()}} if key in head else {}
    head |= {"window": cited(head["window"])} if "window" in head else {}
    return {"scheme": head, **{name: cited(table) for name, table in written.items()}}
