"""How a mistake of the notice is told: at the part that cites the line, unless somebody recorded it."""

from collections.abc import Iterator

from attrs import evolve

from ...problems import Invalid, Problem, Severity
from ...provenance import Citation
from ..cites import citing
from ..looking import Looked, told_in
from ..notices import Notice


def tell(
    looked: Looked,
    notice: Notice,
    place: int,
    error: Invalid,
    quote: str,
    *,
    severity: Severity = "warning",
) -> Iterator[Problem]:
    """A finding at the part that cites the line, with the words of the notice; none where somebody recorded them."""
    if looked.recorded(place, quote):
        return
    part = citing(looked, place)
    found = told_in(notice, place, error)
    if part is not None:
        found = evolve(found, where=part.where, path=(*part.path, "cite"))
    yield evolve(found, severity=severity, cite=Citation(place, quote))
