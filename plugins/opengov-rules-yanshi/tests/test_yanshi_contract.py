"""偃师市: the laws that every scheme must keep."""

from opengov_rules.testing import SchemeContract


class TestYanshi2019(SchemeContract):
    """Every law of the contract, on this edition."""

    scheme = "yanshi-2019"
