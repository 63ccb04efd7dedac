"""Facts for generated schemes: each is good (more of it is better) or bad, and keeps that side wherever it is read."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import Factory, define, frozen

from ..dice import Dice
from .citing import Table

ROSTERS: Final[tuple[dict[str, list[str]], ...]] = ({"县": ["东县", "西县"], "区": ["南区"]}, {"局": ["北局"]})
"""Kinds and units of the first rubric, and of the second where there is one."""
ALIASES: Final = {"西县": ["西郊县"]}
NUMBERS: Final = (0, 1, 2, 3, 5, 6, 10, Decimal("0.5"), Decimal("2.5"))
EDGES: Final = tuple(range(13))
UP: Final = ("over", "at_least")
DOWN: Final = ("under", "at_most")
NUMBERED: Final = ("count", "quantity", "points")
DAYS: Final = (dt.date(2021, 1, 31), dt.date(2021, 2, 20), dt.date(2021, 12, 1))
_ODD_NAMES: Final = ('引号"点.', "{value}", "得分 > 5", "a,b;c", "None")
_FOLDS: Final = ("sum", "min", "max", "count")
_MORE_FOLDS: Final = ("mean", "mean", "median", "distinct")
_WORDS: Final = (("差", "好"), ("重", "中", "轻"), ("无", "部分", "大部", "全部"))
"""Words of choices, from the worst to the best."""


@frozen
class Asked:
    """A fact that the scheme asks."""

    name: str
    type: str
    good: bool
    declared: Table
    """Its table in `[facts]`; empty if its type is left to the rules."""
    rule: Table = Factory(dict)
    """Of a sample: what every rule that reads it says of it."""


@define
class FactWriter:
    """Writes facts, throw by throw. `wide`: with the words for quantities and all that goes with them."""

    dice: Dice
    mixed: bool = False
    wide: bool = False
    facts: list[Asked] = Factory(list)
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

    def now(self, of: int) -> bool:
        """The chance of a new word."""
        return self.wide and self.chance(of)

    def new(self, kind: str, good: bool, **declared: Any) -> Asked:
        """A fact of this kind, declared where something is said of it."""
        name = f"事实{len(self.facts)}"
        if self.chance(12):
            name += self.one(*_ODD_NAMES)
        fact = Asked(name, kind, good, {"type": kind, **declared} if declared else {})
        self.facts.append(fact)
        return fact

    def fact(self, good: bool, *kinds: str, fits: Callable[[Asked], bool] = lambda fact: True) -> Asked:
        """A fact of one of the kinds, shared with other rules now and then."""
        if found := self.shared(good, kinds, fits):
            return found
        kind = self.one(*kinds)
        fact = self.new(kind, good, **self.declaration(kind))
        return fact if fits(fact) else self.new("count", good)

    def shared(
        self, good: bool, kinds: Sequence[str], fits: Callable[[Asked], bool] = lambda fact: True
    ) -> Asked | None:
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
        if (kind in ("yes_no", "count", "quantity") and self.chance(3)) or (kind == "points" and self.now(2)):
            table |= self.folded()
        if table.get("take") in ("sum", "mean"):
            table.pop("min", None)
        if kind in ("yes_no", "count") and self.chance(4):
            table["absent"] = "none"
        return table

    def folded(self) -> Table:
        """Asked of each asset: how the answers become one."""
        take = self.one(*_MORE_FOLDS) if self.now(2) else self.one(*_FOLDS)
        table: Table = {"per": self.one("账号", "网站"), "take": take}
        if take in ("sum", "mean"):
            table |= {"trim": 1} if self.now(3) else {}
            table |= {"best": self.one(1, 2)} if self.now(3) else {}
        return table

    def choice(self, good: bool) -> Asked:
        """A fact answered by a word, the best of them last if it is good."""
        words = list(self.one(*_WORDS))
        return self.shared(good, ("choice",)) or self.new("choice", good, choices=words if good else words[::-1])

    def share(self, good: bool) -> Asked:
        """So many of so many."""
        return self.shared(good, ("share",)) or self.new("share", good, type="share")


def limited(fact: Asked) -> bool:
    """Whether it never lies beyond every number."""
    return "never" not in fact.declared


def countable(fact: Asked) -> bool:
    """Whether a rule may count it: always a number, if only of how many."""
    counted = fact.type == "count" or fact.declared.get("take") in ("sum", "count", "distinct")
    return limited(fact) and counted and not (fact.declared.get("take") == "mean" and "absent" in fact.declared)
