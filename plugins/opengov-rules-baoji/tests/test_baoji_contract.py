"""宝鸡市: the laws that every scheme must keep."""

from opengov_rules.testing import SchemeContract


class TestBaoji2020(SchemeContract):
    """Every law of the contract, on this edition."""

    scheme = "baoji-2020"
