"""Every phrase of what must be sayable has a scheme that says it, worth what was worked out by hand on the page."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest

from opengov_rules import EvidenceError, Program, Result, SchemeError
from opengov_rules.points import read_number
from pages import NUMBER, Example, Row, agrees, compiled, examples

PAGE: Final = Path(__file__).parent / "sayable.md"
NOT_YET: Final = "(not yet)"
EXAMPLES: Final = [
    pytest.param(
        each, id=each.heading, marks=[pytest.mark.xfail(strict=True)] if each.heading.endswith(NOT_YET) else []
    )
    for each in examples(PAGE)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_phrase_is_sayable(example: Example) -> None:
    if example.refused:
        with pytest.raises(SchemeError):
            compiled(example.toml)
        return
    program = compiled(example.toml)
    assert example.rows or example.rounds
    wrong = [miss for row in example.rows for miss in misses_of(program, row)]
    wrong += [miss for together in example.rounds for miss in misses_of_round(program, together)]
    assert not wrong, "\n".join(wrong)


def misses_of(program: Program, row: Row) -> Iterator[str]:
    """The parts of a row's cell that the engine does not agree with, each with what it found."""
    for part in row.worth.split("; "):
        reading = re.match(r"reading (\S+) = (\S+): ", part)
        asked = program.with_(readings={reading[1]: reading[2]}) if reading else program
        said = part[reading.end() :] if reading else part
        try:
            result = asked.score("甲县", row.answers)
        except EvidenceError as error:
            if said != "refused":
                yield f"{row.answers}: {said} expected, refused: {error}"
            continue
        if not holds(result, said):
            yield f"{row.answers}: {said} expected, found {told(result)}"


def misses_of_round(program: Program, together: list[Row]) -> Iterator[str]:
    """The same for units that are assessed together."""
    rows = {row.unit: row for row in together}
    for standings in program.assess({unit: row.answers for unit, row in rows.items()}).values():
        for place in standings:
            for part in rows[place.unit].worth.split("; "):
                ranks = re.fullmatch(r"ranks? (\d+)(?: to (\d+))?", part)
                if ranks:
                    agreed = place.ranks == (int(ranks[1]), int(ranks[2] or ranks[1]))
                    agreed = agreed and place.rank == (None if ranks[2] else int(ranks[1]))
                else:
                    agreed = place.grade == part or holds(place.result, part)
                if not agreed:
                    yield f"{place.unit}: {part} expected, found {told(place.result)}, ranks {place.ranks}"


def holds(result: Result, said: str) -> bool:
    """Whether one part of a cell is true of a result."""
    match said.partition(" "):
        case ("bounds", _, ends):
            return same(result.bounds, ends)
        case ("maximum", _, number):
            return equal(result.maximum, number)
        case ("named", _, name):
            return name in result.named
        case ("not", _, named):
            return named.removeprefix("named ") not in result.named
        case ("veto", _, key):
            return key in result.vetoes
        case ("asks", _, names):
            return {fact.name for fact in result.open_facts} == (
                set() if names == "nothing" else set(names.split(", "))
            )
        case ("assumes", _, words):
            return any(words in str(each) for each in result.assumed)
        case ("cause", _, cause):
            kind, _, amount = cause.partition(" ")
            return any(each.kind == kind and equal(each.amount, amount) for each in result.causes)
        case ("no", _, "veto"):
            return not result.vetoes
        case ("no", _, "grade"):
            return result.grade is None
        case ("no", _, "score"):
            return result.total is None
        case ("no", _, cause):
            return all(each.kind != cause.removeprefix("cause ") for each in result.causes)
        case ("refused", _, _):
            return False
    line = re.fullmatch(r"\[([\w.]+)\] (.*)", said)
    return of_line(result[line[1]], line[2]) if line else agrees(result, said)


def of_line(line: Any, said: str) -> bool:
    """Whether one part of a cell is true of an indicator's line."""
    match said.partition(" "):
        case ("maximum", _, number):
            return equal(line.maximum, number)
        case ("lost", _, number):
            return equal(line.lost, number)
        case ("parts", _, parts):
            wanted = dict(part.split(" ") for part in parts.split(", "))
            found = dict(line.parts)
            return set(found) == set(wanted) and all(equal(found[name].total, wanted[name]) for name in wanted)
    return not line.applies if said == "does not apply" else equal(line.exact, said)


def same(bounds: Any, ends: str) -> bool:
    """`3 to 7`, or `3 to none`."""
    pairs = zip(bounds, ends.split(" to "), strict=True)
    return all(found is None if end == "none" else equal(found, end) for found, end in pairs)


def equal(found: Any, said: str) -> bool:
    """Whether a number of a result is the number of a cell."""
    return re.fullmatch(NUMBER, said) is not None and found is not None and Fraction(found) == read_number(said)


def told(result: Result) -> str:
    """What a result says, for the reader of a failure."""
    lines = {line.code: (str(line.exact), str(line.maximum), line.applies) for line in result.lines}
    asks = [fact.name for fact in result.open_facts]
    ends = [str(end) for end in result.bounds]
    causes = [(cause.kind, str(cause.amount)) for cause in result.causes]
    return (
        f"{result.status} {result.total} {ends} of {result.maximum}, {result.grade}, vetoes {result.vetoes}, "
        f"named {result.named}, asks {asks}, causes {causes}, {lines}"
    )


def test_the_page_has_each_phrase_once_and_says_what_is_not_yet() -> None:
    headings = re.findall(r"^### (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(headings) == len(set(headings))
    assert set(headings) == {each.heading for each in examples(PAGE)}
    assert all(heading.startswith('"') for heading in headings)
