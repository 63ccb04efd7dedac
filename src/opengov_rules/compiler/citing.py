"""Whether every number of a scheme stands in the words that its table quotes."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from itertools import chain
from typing import Final

from ..conditions import Constant, constants_of
from ..paths import parse_path
from ..points import to_text
from ..problems import Invalid, Problem, suggestion
from ..scheme import (
    Cited,
    Grade,
    Indicator,
    NamedRule,
    Ranking,
    RosterSize,
    Rubric,
    Scheme,
    Shaped,
    Total,
    Valid,
    Veto,
    Window,
)
from .asking import effect_reads, grade_reads, ranking_reads, reads
from .placing import in_

_TITLE: Final = re.compile(r"[((](\d+(?:\.\d+)?)分[))]")
_DAY: Final = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")


def citations(scheme: Scheme) -> Iterator[Problem]:
    """Every number and date stands in the words that its table quotes, or says why not."""
    patched = scheme.patched_paths()
    for part in scheme.cited():
        reasons = dict((*part.inferred, *part.assumed))
        printed = frozenset(chain.from_iterable(cite.numerals() for cite in part.cite))
        keys = set[str]()
        if isinstance(part, Indicator | Rubric) and part.points is not None:
            yield from _contradicted(scheme, part, part.points, reasons)
            keys.add("points")
        for key, constant in constants_in(part):
            keys.add(key)
            exempt = key in reasons or constant.value == 0 or any(_patches(path, part.path) for path in patched)
            if not exempt and not _printed(constant, printed, (cite.quote for cite in part.cite)):
                quotes = " | ".join(str(cite) for cite in part.cite) or "–"
                yield in_(part, Invalid("uncited", key=key, value=constant.text, quotes=quotes), key)
        for key in reasons:
            if key not in keys and (*part.path, key) not in patched:  # an option may leave no number to explain
                idle = Invalid("reason-idle", key=key, near=suggestion(key, keys))
                table = "inferred" if key in dict(part.inferred) else "assumed"
                yield idle.at(part.where, (*part.path, table, key))


def _patches(patch: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether a patch changed something in a part; the variants of a node are one, since patches may rename them."""
    stem = part[: part.index("variant")] if "variant" in part else part
    return patch[: len(stem)] == stem


def _contradicted(
    scheme: Scheme, part: Indicator | Rubric, points: Fraction, reasons: Mapping[str, str]
) -> Iterator[Problem]:
    """Points that the quotes print otherwise: "二、信息公开(40分)" for a node worth 45."""
    titles = [match[1] for cite in part.cite for match in _TITLE.finditer(cite.quote)]
    if titles and to_text(points) not in titles and "points" not in reasons and part.path not in admitted(scheme):
        error = Invalid("points-differ", printed="、".join(titles), points=to_text(points))
        yield in_(part, error, "points")


def admitted(scheme: Scheme) -> set[tuple[str, ...]]:
    """The places where the notice is known to contradict itself."""
    found = set[tuple[str, ...]]()
    for discrepancy in scheme.discrepancies:
        with suppress(Invalid):  # `references` tells what is no path
            found.add(parse_path(discrepancy.at))
    return found


def _printed(constant: Constant, numerals: frozenset[str], quotes: Iterable[str]) -> bool:
    if constant.is_date:
        day = dt.date.fromordinal(int(constant.value))
        years = {numeral for numeral in numerals if len(numeral) == 4}
        days = {(int(month), int(date)) for quote in quotes for month, date in _DAY.findall(quote)}
        as_printed = (day.month, day.day) in days if days else {str(day.month), str(day.day)} <= numerals
        return as_printed and (not years or str(day.year) in years)
    return constant.text.removesuffix("%").removeprefix("-") in numerals


def constants_in(part: Cited) -> Iterator[tuple[str, Constant]]:
    """The numbers and dates of a table under their keys; points that only add up what stands below are left out."""
    match part:
        case Indicator():
            rule_numbers = list(part.rule.numbers()) if part.rule is not None else []
            added_up = sum((value for key, value in rule_numbers if key == "parts"), Fraction(0))
            added_up = added_up or sum((child.points or Fraction(0) for child in part.children), Fraction(0))
            yield from _numbers(points=None if part.points == added_up else part.points)
            yield from _shape(part)
            for key, value in rule_numbers:
                yield key, Constant(value, to_text(value))
            for fact in part.rule.facts(part.points) if part.rule is not None else ():
                if fact.hit_when is not None:
                    yield from (("when", constant) for constant in constants_of(fact.hit_when))
            for key, read in reads(part):
                yield from ((key, constant) for constant in constants_of(read))
        case Rubric():
            base = (node.points or Fraction(0) for node in part.indicators if (node.role or "base") == "base")
            yield from _numbers(points=None if part.points == sum(base, Fraction(0)) else part.points)
        case Total():
            yield from _shape(part)
        case Veto():
            yield from _numbers(effect=part.effect.points)
            yield from _numbers(effect=part.effect.replace)
            yield from ((key, constant) for key, read in effect_reads(part) for constant in constants_of(read))
        case Grade():
            yield from _numbers(at_least=part.at_least, at_most=part.at_most)
            if part.quota is not None:
                yield "quota", part.quota
            yield from ((key, constant) for key, read in grade_reads(part) for constant in constants_of(read))
        case RosterSize():
            yield "count", Constant(Fraction(part.count), str(part.count))
        case Ranking():
            yield from ((key, constant) for key, read in ranking_reads(part) for constant in constants_of(read))
        case NamedRule():
            yield from (("when", constant) for constant in constants_of(part.when))
        case Window() | Valid():
            due = part.due if isinstance(part, Window) else None
            for key, day in (("from", part.from_), ("until", part.until), ("due", due)):
                if day is not None:
                    yield key, Constant(Fraction(day.toordinal()), day.isoformat(), is_date=True)


def _shape(part: Shaped) -> Iterator[tuple[str, Constant]]:
    yield from _numbers(floor=part.floor, cap=part.cap)
    yield from _numbers(offset=part.offset or None, factor=None if part.factor == 1 else part.factor)
    yield from _numbers(round=None if part.round is None else part.round.to)


def _numbers(**values: Fraction | None) -> Iterator[tuple[str, Constant]]:
    return ((key, Constant(value, to_text(value))) for key, value in values.items() if value is not None)
