"""临城市: the assessments that the city published, one folder each."""

from collections.abc import Sequence

from opengov_rules import SchemeFiles, hookimpl


@hookimpl
def opengov_schemes() -> Sequence[SchemeFiles]:
    """The editions in this package."""
    return [SchemeFiles(__name__, "lincheng-2024")]
