"""The exact limits of a formula that is asked of a rubric's graph from outside."""

from collections.abc import Mapping

from ..formula import Formula, Range, Search, reached


def searched(formula: Formula, stages: Mapping[str, Formula], slots: Mapping[int, Range]) -> Range:
    """The least and greatest value over all answers, statuses among them; the formula's own numbers are tried too."""
    return Search({**reached(stages, (formula,)), "": formula}, slots).range(formula)
