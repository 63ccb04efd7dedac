"""荆州市: the laws that every scheme must keep."""

from opengov_rules.testing import SchemeContract


class TestJingzhou2021(SchemeContract):
    """Every law of the contract, on this edition."""

    scheme = "jingzhou-2021"
