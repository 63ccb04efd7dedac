"""What the notice itself gets wrong, found in its own text; told unless a discrepancy or a reading quotes the line."""

from collections.abc import Iterator
from typing import Final

from ...problems import Problem
from ..looking import Looked
from .copies import shorter, titles
from .numbering import numbering
from .sums import points
from .wording import deadlines, wording, years

CONTRADICTIONS: Final = (numbering, points, deadlines, wording, years, titles, shorter)


def contradictions(looked: Looked) -> Iterator[Problem]:
    """All of them."""
    for check in CONTRADICTIONS if looked.notice is not None else ():
        if looked.notice is not None:
            yield from check(looked, looked.notice)
