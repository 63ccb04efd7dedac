"""The examples keep the contract: schemes of other fields, in the same vocabulary."""

from pathlib import Path
from typing import Final

from opengov_rules.testing import SchemeContract

EXAMPLES: Final = Path(__file__).parents[2] / "examples/schemes"


class TestDecathlon(SchemeContract):
    """Points by tables and curves, the best of three attempts."""

    scheme = EXAMPLES / "decathlon"
    examples = 10


class TestDiving(SchemeContract):
    """Panels of judges, the highest and the lowest mark struck out."""

    scheme = EXAMPLES / "diving"
    examples = 10


class TestDrivingTest(SchemeContract):
    """Faults by number, and no score."""

    scheme = EXAMPLES / "driving-test"
    examples = 10


class TestEnergyLabel(SchemeContract):
    """Less is better."""

    scheme = EXAMPLES / "energy-label"
    examples = 10


class TestHotelStars(SchemeContract):
    """Minimum requirements beside points."""

    scheme = EXAMPLES / "hotel-stars"
    examples = 10


class TestSupplierReview(SchemeContract):
    """Suppliers among their peers."""

    scheme = EXAMPLES / "supplier-review"
    examples = 10
