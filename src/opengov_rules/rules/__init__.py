"""The kinds of rule: a closed set, as data. Each is one module that lowers to formulas and says itself in words."""

from typing import Final

from .award import Award
from .base import Loss, Lowered, Rule, Slots, shortfall
from .checklist import Checklist, Part
from .deduct import Deduct
from .judged import Judged
from .measure import Measure
from .per_event import PerEvent
from .printed import Printed
from .ratio import RatioRule
from .reading import Amount, Truth, demanded, lower_condition, lower_quantity
from .sample import SampleRule
from .table import Table
from .tally import Entry, Tally
from .tiers import Limit, Tiers
from .unstated import Todo, Unstated

KINDS: Final[tuple[type[Rule], ...]] = (
    Award,
    Checklist,
    SampleRule,
    Deduct,
    Tiers,
    Judged,
    PerEvent,
    RatioRule,
    Measure,
    Tally,
    Table,
    Printed,
    Unstated,
)

__all__ = [
    "KINDS",
    "Amount",
    "Award",
    "Checklist",
    "Deduct",
    "Entry",
    "Judged",
    "Limit",
    "Loss",
    "Lowered",
    "Measure",
    "Part",
    "PerEvent",
    "Printed",
    "RatioRule",
    "Rule",
    "SampleRule",
    "Slots",
    "Table",
    "Tally",
    "Tiers",
    "Todo",
    "Truth",
    "Unstated",
    "demanded",
    "lower_condition",
    "lower_quantity",
    "shortfall",
]
