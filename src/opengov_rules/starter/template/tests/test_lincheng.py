"""临城市2024: the laws that every scheme must obey. The points themselves are worked by hand in `cases`."""

from opengov_rules.testing import SchemeContract


class TestLincheng2024(SchemeContract):
    """Every law of the contract, on this edition."""

    scheme = "lincheng-2024"
