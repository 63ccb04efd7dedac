"""Ankang 2019: the laws that every scheme must obey."""

from opengov_rules.testing import SchemeContract


class TestAnkang2019(SchemeContract):
    """Every law of the contract, on this edition."""

    scheme = "ankang-2019"
