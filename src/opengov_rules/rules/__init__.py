"""The kinds of rule: a closed set, as data. Each is one module that lowers to formulas and says itself in words."""

from typing import Final

from .award import Award
from .base import Loss, Lowered, Rule, Slots, Truth, demanded, lower_condition
from .checklist import Checklist, Part
from .deduct import Deduct
from .judged import Judged
from .per_event import PerEvent
from .printed import Printed
from .sample import SampleRule
from .tiers import Limit, Tiers
from .unstated import Unstated

KINDS: Final[tuple[type[Rule], ...]] = (
    Award,
    Checklist,
    SampleRule,
    Deduct,
    Tiers,
    Judged,
    PerEvent,
    Printed,
    Unstated,
)

__all__ = [
    "KINDS",
    "Award",
    "Checklist",
    "Deduct",
    "Judged",
    "Limit",
    "Loss",
    "Lowered",
    "Part",
    "PerEvent",
    "Printed",
    "Rule",
    "SampleRule",
    "Slots",
    "Tiers",
    "Truth",
    "Unstated",
    "demanded",
    "lower_condition",
]
