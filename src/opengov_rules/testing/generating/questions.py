"""Conditions and quantities for generated schemes.

Every condition that raises a result asks for much of the good or little of the bad, so that facts keep one sign; unless
the scheme is `mixed`: then a fact may help here and hurt there. Quotients, other nodes and cases may break the rule in
the others too.
"""

from decimal import Decimal
from typing import Any

from attrs import define

from .citing import Table
from .facts import ALIASES, DAYS, DOWN, EDGES, NUMBERED, NUMBERS, ROSTERS, UP, Asked, FactWriter, limited


@define
class QuestionWriter(FactWriter):
    """Writes conditions and quantities, throw by throw."""

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
        kinds = ["yes", "yes", "number", "number", "number", "date", "sum", "pair", "node", "share"]
        kinds += ["word", "who", "part", "quantity"] if self.wide else []
        match self.one(*kinds):
            case "yes":
                return self.fact(good, "yes_no").name
            case "date":
                fact = self.fact(self.one(True, False), "date")
                return self.compared({"fact": fact.name}, fact, good, self.one(*DAYS))
            case "sum":
                return self.sum(good) | self.above(good)
            case "pair":
                less = self.fact(not good, *NUMBERED, fits=limited)
                more = self.fact(good, *NUMBERED, fits=lambda fact: limited(fact) and fact != less)
                return {"fact": more.name, self.one(*UP): {"fact": less.name}}
            case "node" if self.done:
                return {"points_of": self.one(*self.done), self.way(good): self.one(*NUMBERS)}
            case "share" if self.rated:
                share = self.one("0%", "50%", "60%", "100%", "33.3%")
                return {"share_of": self.one(*self.rated), self.way(good): share}
            case "word":
                return self.worded(self.choice(self.one(True, False)), good)
            case "who":
                return self.who()
            case "part":
                fact = self.share(self.one(True, False))
                return self.compared({"fact": fact.name}, fact, good, self.one("50%", "33.3%", "100%", 0))
            case "quantity":
                return self.quantity(good, min(depth + 1, 2)) | self.above(good)
            case _:
                fact = self.fact(self.one(True, False), *NUMBERED)
                return self.compared({"fact": fact.name}, fact, good, self.constant(fact))

    def above(self, good: bool) -> Table:
        """A comparison that much of a quantity makes true, with a whole number or another quantity."""
        other = self.plain(not good) if self.now(3) else int(self.one(*NUMBERS))
        return {self.way(True): other}

    def constant(self, *facts: Asked) -> Any:
        """A constant; a whole one where it tells the type of a fact, which events may count."""
        found = self.one(*NUMBERS)
        return found if all(fact.declared for fact in facts) else int(found)

    def way(self, upward: bool) -> str:
        """A comparison that much makes true, or little; or any."""
        if self.mixed and self.chance(2):
            return str(self.one(*UP, *DOWN, "is"))
        return str(self.one(*(UP if upward else DOWN)))

    def compared(self, left: Table, fact: Asked, good: bool, number: Any) -> Table:
        """One quantity against a number, in the direction that the condition wants."""
        upward = fact.good == good
        if not upward and fact.type == "count" and self.chance(6):
            return left | {"is": 0}
        if fact.type == "count" and self.now(6):
            return left | {"one_of": [0, int(number)] if not upward else [int(number)]}
        table = left | {self.way(upward): number}
        if self.chance(6):
            table |= dict.fromkeys(UP if upward else DOWN, number)
        if self.chance(6):
            table["excused_if"] = self.condition(good, 0)
        return table

    def worded(self, fact: Asked, good: bool) -> Table:
        """A choice that is one word, or one of several."""
        words: list[str] = fact.declared["choices"]
        upper = words[1:] if fact.good == good else words[:-1]
        wanted = self.one(upper, upper[-1:], upper[:1])
        return {"fact": fact.name, **({"is": wanted[0]} if len(wanted) == 1 else {"one_of": wanted})}

    def who(self) -> Table:
        """Who the unit is."""
        units = [unit for names in ROSTERS[self.number].values() for unit in names]
        aliases = [alias for unit in units for alias in ALIASES.get(unit, [])]
        names, kinds = [self.one(*units, *aliases)], [self.one(*ROSTERS[self.number])]
        return dict(self.one({"units": names}, {"kinds": kinds}, {"units": names, "kinds": kinds}))

    def sum(self, good: bool) -> Table:
        """A weighted sum; what is bad counts against."""
        weights = Table()
        for _ in range(self.one(1, 2, 3)):
            fact = self.fact(self.one(True, False), *NUMBERED, fits=limited)
            weight = self.one(1, 2, Decimal("0.5"), "1/3")
            weights[fact.name] = weight if fact.good == good else f"-{weight}"
        return {"sum": weights}

    # Quantities

    def quantity(self, good: bool, depth: int = 2) -> Table:
        """A quantity that more of the good raises; if not `good`, more of the bad."""
        if depth == 0 or self.chance(3):
            return self.plain(good)

        def more() -> Table:
            return self.quantity(good, depth - 1)

        def less() -> Table:
            return self.quantity(not good, depth - 1)

        match self.one("sum", "product", "ratio", "excess", "extreme", "steps", "curve", "cases"):
            case "sum":
                rest = self.one("more", "less", "number")
                other = more() if rest == "more" else {"product": [-1, less()]} if rest == "less" else self.offset()
                return {"sum": [more(), other]}
            case "product":
                other = more() if self.chance(3) else self.one(2, Decimal("0.5"), "1/3", 3)
                return {"product": [other, more()]}
            case "ratio":
                return {"ratio": [more(), less()]}
            case "excess":
                if self.chance(2):
                    return {"excess": [more(), less() if self.chance(2) else self.one(1, 2, 3)]}
                return {"excess": [self.one(3, 5, 10), less()]}
            case "extreme":
                return {self.one("least", "most"): [more(), more() if self.chance(2) else self.one(1, 2, 5)]}
            case "steps":
                count = {"count": self.one("full", "started", "started")} if not self.chance(3) else {}
                return {"steps": more(), "of": self.one(2, 3, Decimal("0.5"), "50%"), **count}
            case "curve":
                return {"curve": more(), "through": self.points()}
            case _:
                return self.cases(good, depth - 1)

    def plain(self, good: bool) -> Table:
        """A quantity of one word."""
        match self.one("number", "number", "number", "sum", "yes", "part", "date", "node", "share"):
            case "sum":
                return self.sum(good)
            case "yes":
                return {"fact": self.fact(good, "yes_no").name}
            case "part":
                return {"fact": self.share(good).name}
            case "date":
                fact = self.shared(good, ("date",), lambda fact: limited(fact) and bool(fact.declared))
                name, day = (fact or self.new("date", good, type="date")).name, self.one(*DAYS)
                days = [{"fact": name}, day]
                return {"excess": days if (fact.good if fact else good) == good else days[::-1]}
            case "node" if self.done:
                return {"points_of": self.one(*self.done)}
            case "share" if self.rated:
                return {"share_of": self.one(*self.rated)}
            case _:
                return {"fact": self.fact(good, *NUMBERED, fits=limited).name}

    def offset(self) -> Any:
        return self.one(-3, -1, Decimal("0.5"), 2)

    def points(self) -> list[list[int]]:
        """Points of a curve that rises, or in a mixed scheme goes anywhere."""
        count = self.one(2, 2, 3)
        xs, ys = sorted(self.dice.some(EDGES[:8], count)), [self.one(-1, 0, 1, 2, 3, 5) for _ in range(count)]
        return [[x, y] for x, y in zip(xs, ys if self.mixed else sorted(ys), strict=True)]

    def cases(self, good: bool, depth: int) -> Table:
        """The first of one or two cases, each worth less than the one before; in a mixed scheme anything."""
        worths: list[Any] = sorted((self.one(0, 1, 2, 3, 5, 8) for _ in range(3)), reverse=True)
        worths = worths[self.one(0, 1) :]
        if self.mixed or self.chance(3):
            worths[self.one(0, len(worths) - 1)] = self.quantity(good, depth)
        whens = [{"when": self.condition(good, 0), "value": worth} for worth in worths[:-1]]
        return {"cases": whens, "otherwise": worths[-1]}
