"""安康市: the laws that every scheme must keep."""

from opengov_rules.testing import SchemeContract


class TestAnkang2019(SchemeContract):
    """Every law of the contract, on this edition."""

    scheme = "ankang-2019"
