"""What an author of a kind of rule needs, in one place.

A kind is a frozen attrs class with the methods of `Rule`; a plugin offers it through the hook `opengov_rule_kinds`.
"""

from .conditions import Condition, Quantity, facts_of
from .facts import Fact, FactType
from .formula import (
    Formula,
    Rounding,
    add,
    all_of,
    any_of,
    choose,
    compare,
    const,
    highest,
    lowest,
    minus,
    negate,
    quotient,
    rounded,
    times,
)
from .points import to_text
from .problems import Invalid
from .rules import Loss, Lowered, Rule, Slots, lower_condition, lower_quantity, shortfall
from .saying import say
from .words import Language

__all__ = [
    "Condition",
    "Fact",
    "FactType",
    "Formula",
    "Invalid",
    "Language",
    "Loss",
    "Lowered",
    "Quantity",
    "Rounding",
    "Rule",
    "Slots",
    "add",
    "all_of",
    "any_of",
    "choose",
    "compare",
    "const",
    "facts_of",
    "highest",
    "lower_condition",
    "lower_quantity",
    "lowest",
    "minus",
    "negate",
    "quotient",
    "rounded",
    "say",
    "shortfall",
    "times",
    "to_text",
]
