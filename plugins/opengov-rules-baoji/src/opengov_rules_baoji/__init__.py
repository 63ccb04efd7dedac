"""宝鸡市 Baoji: the assessments that the city published, one folder each."""

from collections.abc import Sequence

from opengov_rules import SchemeFiles, hookimpl


@hookimpl
def opengov_schemes() -> Sequence[SchemeFiles]:
    """The editions in this package."""
    return [SchemeFiles(__name__, "baoji-2020")]
