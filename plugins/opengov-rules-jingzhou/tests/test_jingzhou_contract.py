"""Jingzhou 2021: the laws that every scheme must obey."""

from opengov_rules.testing import SchemeContract


class TestJingzhou2021(SchemeContract):
    """Every law of the contract, on this edition."""

    scheme = "jingzhou-2021"
