"""Dates: before the notice was issued, in a year of their own, editions that have expired or are not valid yet."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from ..compiler.asking import effect_reads, grade_reads, reads
from ..conditions import Condition, Quantity, constants_of
from ..problems import Invalid, Problem
from ..scheme import Cited
from .looking import Looked, told, told_at

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEFORE, _AFTER = 2, 2
"""A date lies at most so many years before its edition's year, or after it."""


def window(looked: Looked) -> Iterator[Problem]:
    """The window of a call for material lies after the call; what is due long after it is a slip too."""
    found, notice = looked.scheme.window, looked.notice
    issued = None if notice is None else notice.issued
    given = (("from", found.from_), ("until", found.until), ("due", found.due))
    yield from _years(looked, found, [(key, day) for key, day in given if day is not None])
    if issued is None or found.due is None:  # a bulletin tells of what was collected before it
        return
    for key, day in given:
        early = day is not None and day < issued and (key == "due" or (key == "until" and (issued - day).days > 366))
        if day is not None and early:  # material is collected for a period that may lie before the notice
            yield told(found, Invalid("window-early", day=day.isoformat(), issued=issued.isoformat()), key)
        elif day is not None and (day - issued).days > 366:
            yield told(found, Invalid("date-year", day=day.isoformat(), edition=looked.scheme.edition), key)


def conditions(looked: Looked) -> Iterator[Problem]:
    """Dates that conditions compare with."""
    for part, key, read in _readers(looked):
        days = [dt.date.fromordinal(int(one.value)) for one in constants_of(read) if one.is_date]
        yield from _years(looked, part, [(key, day) for day in days])


def _years(looked: Looked, part: Cited, days: list[tuple[str, dt.date]]) -> Iterator[Problem]:
    edition = looked.scheme.edition
    if not _YEAR.fullmatch(edition):
        return
    for key, day in days:
        if not int(edition) - _BEFORE <= day.year <= int(edition) + _AFTER:
            yield told(part, Invalid("date-year", day=day.isoformat(), edition=edition), key)


def _readers(looked: Looked) -> Iterator[tuple[Cited, str, Condition | Quantity]]:
    for rubric in looked.scheme.rubrics:
        for body in rubric.bodies():
            yield from ((body, key, read) for key, read in reads(body))
        for veto in rubric.vetoes:
            yield from ((veto, key, read) for key, read in effect_reads(veto))
    for grade in looked.scheme.grades:
        yield from ((grade, key, read) for key, read in grade_reads(grade))


def edition(looked: Looked) -> Iterator[Problem]:
    """Id, edition and title name one year."""
    scheme = looked.scheme
    titled, of_id = _YEAR.findall(scheme.title), _YEAR.findall(scheme.id)
    if titled and _YEAR.fullmatch(scheme.edition) and scheme.edition not in titled:
        key = "title" if of_id == [scheme.edition] else "edition"
        yield told_at(("scheme", key), Invalid("edition-differs", edition=scheme.edition, title="、".join(titled)))


def validity(looked: Looked) -> Iterator[Problem]:
    """From and until when an edition holds."""
    valid, today = looked.scheme.valid, looked.today
    if valid.from_ is not None and valid.until is not None and valid.until < valid.from_:
        first, last = valid.from_.isoformat(), valid.until.isoformat()
        yield told(valid, Invalid("valid-order", first=first, last=last), "until")
        return
    if today is None:
        return
    if valid.from_ is not None and today < valid.from_:
        yield told(valid, Invalid("valid-early", day=valid.from_.isoformat(), today=today.isoformat()), "from")
    if valid.until is not None and today > valid.until:
        yield told(valid, Invalid("valid-expired", day=valid.until.isoformat(), today=today.isoformat()), "until")


def evidence(looked: Looked) -> Iterator[Problem]:
    """`needs_evidence` means something only with a last day, and a last day only with `needs_evidence`."""
    scheme = looked.scheme
    marked = [node for rubric in scheme.rubrics for node in rubric.bodies() if node.needs_evidence]
    if scheme.window.due is None:
        for node in {id(node): node for node in marked}.values():
            yield told(node, Invalid("evidence-idle", code=node.code), "needs_evidence")
    elif not marked:
        yield told(scheme.window, Invalid("due-idle", day=scheme.window.due.isoformat()), "due", severity="info")
