"""Pages of worked examples: blocks of TOML, each followed by tables of answers and what they are worth."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import tomli
from attrs import field, frozen

from drafts import program_of
from opengov_rules import Program, Result
from opengov_rules.points import read_number

BLOCK: Final = re.compile(r"```toml\n(.*?)```\n(.*?)(?=```toml|\Z)", re.DOTALL)
ROW: Final = re.compile(r"^\|(?: (?P<unit>[^|`]+) \|)? `(?P<answers>[^`]+)` \| (?P<worth>[^|]+) \|")
NUMBER: Final = r"-?\d+(?:\.\d+)?(?:/\d+)?"
SCHEME_TABLES: Final = ("[facts", "[grades", "[rankings", "[roster", "[named", "[readings")
"""Tables of `scheme.toml`; all others are the rubric's."""
SCHEME_KEYS: Final = ("ungraded",)
"""Keys of `scheme.toml` that stand before its tables."""


@frozen
class Row:
    """One line of a table: whose answers, and what they are worth."""

    unit: str
    answers: dict[str, Any]
    worth: str


@frozen
class Example:
    """A rubric, the heading above it, the rows to be scored one by one, and the rounds to be assessed together."""

    heading: str
    toml: str
    rows: list[Row] = field(factory=list[Row])
    rounds: list[list[Row]] = field(factory=list[list[Row]])
    refused: bool = False


def examples(page: Path) -> Iterator[Example]:
    """Each rubric of a page with its rows."""
    text = page.read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        heading = re.findall(r"^##+ (.*)$", text[: block.start()], re.MULTILINE)[-1]
        rest = re.split(r"^#", block[2], maxsplit=1, flags=re.MULTILINE)[0]
        example = Example(heading, block[1], refused="\nRefused.\n" in rest)
        together = list[Row]()
        for line in [*rest.splitlines(), ""]:
            match = ROW.match(line)
            if match:
                row = Row(match["unit"] or "", facts(match["answers"]), match["worth"].strip())
                (together if row.unit else example.rows).append(row)
            elif together:
                example.rounds.append(together)
                together = []
        yield example


def facts(text: str) -> dict[str, Any]:
    """`甲 = 3, 乙 = true` as answers; names are left bare on the page, and `…` is an empty sheet."""
    if text == "…":
        return {}
    quoted = re.sub(r"(^|, )([^\s,={}\"]+) = ", r'\1"\2" = ', text)
    found: dict[str, Any] = tomli.loads(f"answers = {{ {quoted} }}", parse_float=str)["answers"]
    return found


def compiled(toml: str) -> Program:
    """The rubric of an example, its scheme tables taken out."""
    return program_of(*split(toml))


def split(toml: str) -> tuple[str, str]:
    """The rubric and the scheme tables of an example."""
    rubric, scheme = list[str](), list[str]()
    into = rubric
    for line in toml.splitlines():
        if line.startswith("["):
            into = scheme if line.startswith(SCHEME_TABLES) else rubric
        (scheme if line.startswith(SCHEME_KEYS) else into).append(line)
    return "\n".join(rubric), "\n".join(scheme) + "\n"


def is_number(text: str) -> bool:
    """Whether a cell is a number: `7`, `-0.5` or `60/7`."""
    return re.fullmatch(NUMBER, text) is not None


def agrees(result: Result, worth: str) -> bool:
    """Whether a result is the number, the grade or the status of the page."""
    if worth in {"withheld", "provisional"}:
        return result.status == worth
    if is_number(worth):
        return result.total is not None and Fraction(result.total) == read_number(worth)
    return result.grade == worth
