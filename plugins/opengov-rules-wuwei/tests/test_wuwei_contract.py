"""武威市: the laws that every scheme must keep."""

from opengov_rules.testing import SchemeContract


class TestWuwei2023(SchemeContract):
    """Every law of the contract, on this edition."""

    scheme = "wuwei-2023"
