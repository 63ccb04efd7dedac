"""Rule coverage: what of a notice's own text the cases exercise, as targets that are computed from the scheme."""

from .measuring import Covered, RuleCoverage, rule_coverage
from .page import coverage_page
from .targets import MEANINGS, TARGET_KINDS, Target
from .texts import coverage_dict, percent, summary
from .untestable import Untestable

__all__ = [
    "MEANINGS",
    "TARGET_KINDS",
    "Covered",
    "RuleCoverage",
    "Target",
    "Untestable",
    "coverage_dict",
    "coverage_page",
    "percent",
    "rule_coverage",
    "summary",
]
