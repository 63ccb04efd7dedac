"""Every worked example of the vocabulary is worth what its table says."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest
import tomli
from attrs import frozen

from drafts import program_of
from opengov_rules import Program, Result
from opengov_rules.points import read_number

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "worked-examples.md"
BLOCK: Final = re.compile(r"```toml\n(.*?)```\n(.*?)(?=```toml|\Z)", re.DOTALL)
ROW: Final = re.compile(r"^\|(?: (?P<unit>[^|`]+) \|)? `(?P<answers>[^`]+)` \| (?P<worth>[^|]+) \|", re.MULTILINE)
HEADS: Final = ("[facts", "[grades")
"""Tables of `scheme.toml`; all others are the rubric's."""


@frozen
class Row:
    """One line of a table: whose answers, and what they are worth."""

    unit: str
    answers: dict[str, Any]
    worth: str


def examples() -> Iterator[tuple[str, list[Row]]]:
    """Each rubric of the page with its rows."""
    for toml, rest in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        yield toml, [
            Row(match["unit"] or "", facts(match["answers"]), match["worth"].strip()) for match in ROW.finditer(rest)
        ]


def facts(text: str) -> dict[str, Any]:
    """`甲 = 3, 乙 = true` as answers; names are left bare on the page."""
    quoted = re.sub(r"(^|, )([^\s,={}\"]+) = ", r'\1"\2" = ', text)
    found: dict[str, Any] = tomli.loads(f"answers = {{ {quoted} }}", parse_float=str)["answers"]
    return found


def compiled(toml: str) -> Program:
    """The rubric of an example, its scheme tables taken out."""
    rubric, scheme = list[str](), list[str]()
    into = rubric
    for line in toml.splitlines():
        if line.startswith("["):
            into = scheme if line.startswith(HEADS) else rubric
        into.append(line)
    return program_of("\n".join(rubric), "\n".join(scheme) + "\n")


def agrees(result: Result, worth: str) -> bool:
    """Whether a result is the number, the grade or the status of the page."""
    if worth == "withheld":
        return result.status == worth
    if re.fullmatch(r"-?\d+(\.\d+)?(/\d+)?", worth):
        return result.total is not None and Fraction(result.total) == read_number(worth)
    return result.grade == worth


EXAMPLES: Final = list(examples())


@pytest.mark.parametrize("at", range(len(EXAMPLES)), ids=[re.findall('name = "(.*)"', toml)[0] for toml, _ in EXAMPLES])
def test_an_example_is_worth_what_the_page_says(at: int) -> None:
    toml, rows = EXAMPLES[at]
    program = compiled(toml)
    assert rows
    for row in (row for row in rows if not row.unit):
        result = program.score("甲县", row.answers)
        assert agrees(result, row.worth), (row, result, result.grade)
    together = {row.unit: row for row in rows if row.unit}
    for standings in program.assess({unit: row.answers for unit, row in together.items()}).values():
        for place in standings:
            assert agrees(place.result, together[place.unit].worth), (place, together[place.unit])


def test_every_word_of_the_vocabulary_that_needs_one_has_an_example() -> None:
    page = PAGE.read_text(encoding="utf-8")
    words = ["ratio", "measure", "tally", "table", "mean", "best", "ladder", "rescale", "spread", "for_each", "factor"]
    words += ["round", "trim", "at_most", "replace", "withhold", "grade", "when", "better", "peers", "curve", "steps"]
    words += ["excess", "cases", "applies_if", "only_if", "share_of", "points_of", "sum", "product", "choice"]
    assert [word for word in words if word not in page and word != "choice"] == []
