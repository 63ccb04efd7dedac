"""A Stableford round: a scheme, and the kind of rule that its holes need."""

from collections.abc import Sequence

from opengov_rules import SchemeFiles, hookimpl
from opengov_rules.kinds import Rule

from .stableford import Stableford


@hookimpl
def opengov_schemes() -> Sequence[SchemeFiles]:
    """The editions in this package."""
    return [SchemeFiles(__name__, "stableford-example")]


@hookimpl
def opengov_rule_kinds() -> Sequence[type[Rule]]:
    """The kinds of rule that these editions name besides the built-in ones."""
    return [Stableford]
