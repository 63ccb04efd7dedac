"""情节轻重与影响范围: points by two answers, from a table."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from ..conditions import Condition, Quantity
from ..facts import Fact, FactType
from ..formula import ZERO, Formula, all_of, choose, compare, const, negate
from ..points import to_text
from ..problems import Invalid
from ..words import Language
from .base import Loss, Lowered, Slots, shortfall


@frozen(kw_only=True)
class Table:
    """The cell of the row and the column that two choice facts name; every row has the same columns."""

    kind: ClassVar[str] = "table"
    rows: str
    columns: str
    cells: Mapping[str, Mapping[str, Fraction]]

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        columns = tuple(dict.fromkeys(column for row in self.cells.values() for column in row))
        return (
            Fact(name=self.rows, type=FactType.CHOICE, choices=tuple(self.cells)),
            Fact(name=self.columns, type=FactType.CHOICE, choices=columns),
        )

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        return iter(())

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        return (("cells", points) for row in self.cells.values() for points in row.values())

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        columns = self.facts(points)[1].choices
        if not columns:
            yield Invalid("list-empty", at="cells", key="cells")
        if self.rows == self.columns:
            yield Invalid("table-same", at="columns", fact=self.rows)
        for name, row in self.cells.items():
            missing = [column for column in columns if column not in row]
            if missing:
                yield Invalid("cell-missing", at="cells", row=name, columns="、".join(missing))

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        read = (self.rows, self.columns)
        branches = list[tuple[Formula, Formula]]()
        for row, cells in self.cells.items():
            for column, worth in cells.items():
                here = all_of((slots.word(self.rows, row), slots.word(self.columns, column)))
                branches.append((here, const(worth)))
        value = choose(branches[:-1], branches[-1][1])
        words = ("{named}", "{named}")
        gain = Loss(kind="penalty", amount=value, active=negate(compare("is", value, ZERO)), words=words, facts=read)
        losses = () if points is None else (shortfall(points, value, words, read),)
        return Lowered(value=value, losses=losses, gains=(gain,), needs=read)

    def say(self, lang: Language) -> str:
        rows = [
            f"{row}:" + "、".join(f"{column} {to_text(points)}" for column, points in cells.items())
            for row, cells in self.cells.items()
        ]
        head = {"zh": f"按{self.rows}和{self.columns}计分:", "en": f"by {self.rows} and {self.columns}: "}[lang]
        return head + ";".join(rows)
