"""荆州市: the laws that every scheme must keep."""

import pytest

from opengov_rules.testing import SchemeContract


@pytest.mark.law
class TestJingzhou2021(SchemeContract):
    """Every law of the contract, on this edition."""

    scheme = "jingzhou-2021"


class TestJingzhou2021Briefly(SchemeContract):
    """The same with little evidence, where every line is traced."""

    scheme = "jingzhou-2021"
    examples = 3
    units = ("荆州区", "市教育局")
