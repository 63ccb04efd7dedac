"""The page of the vocabulary has every word of the files and no other, and a worked example of every kind of rule."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import frozen

from opengov_rules.conditions import COMPARISONS
from opengov_rules.json_schema import schemas
from opengov_rules.points import read_number
from opengov_rules.rules import KINDS
from opengov_rules.structure.conditions import QUANTITIES
from pages import compiled, facts

PAGE: Final = (Path(__file__).parents[1] / "docs" / "reference" / "vocabulary.md").read_text(encoding="utf-8")
FORMULAS: Final = "| `rule` | formula | keys | answers | worth |\n"
WORDS: Final = frozenset(
    word for span in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"(?<![\w.])[a-z][a-z0-9_]*", span)
)
"""Every word of ours that the page's text sets in type."""
BLOCKS: Final = frozenset(
    word for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) for word in re.findall(r"[a-z_]+", block)
)


def tables() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table of the files that authors write, with its keys."""
    for name in ("scheme.json", "rubric.json"):
        schema = schemas()[name]
        waiting: list[tuple[str, Any]] = [(name, schema)]
        while waiting:
            where, part = waiting.pop()
            if isinstance(part, dict) and isinstance(part.get("properties"), dict):
                yield where, part["properties"]
            inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
            waiting += [(f"{where}/{key}", value) for key, value in inner]


KEYS: Final = frozenset(key for _, keys in tables() for key in keys)
CHOICES: Final = frozenset(
    word
    for _, keys in tables()
    for schema in keys.values()
    if isinstance(schema, dict)
    for word in (schema.get("enum") or ())
    if isinstance(word, str)
)


def test_the_page_has_every_key_of_every_table() -> None:
    assert sorted(KEYS - WORDS - BLOCKS) == []


def test_the_page_has_every_choice_of_every_key() -> None:
    assert sorted(CHOICES - WORDS - BLOCKS) == []


def test_the_page_has_every_comparison_and_every_word_of_a_quantity() -> None:
    assert {*COMPARISONS, *QUANTITIES} <= WORDS


def first_cells() -> Iterator[str]:
    """The words in the first column of every table of the page that lists keys."""
    for line in PAGE.splitlines():
        if line.startswith("| `"):
            cell = line[2:].split(" | ", 1)[0]
            for span in re.findall(r"`([^`]+)`", cell):
                bare = re.sub(r"\"[^\"]*\"", "", span)
                yield from re.findall(r"(?<![\w.])[a-z][a-z0-9_]*", bare)


def test_the_page_explains_no_key_that_there_is_not() -> None:
    assert sorted({*first_cells()} - KEYS - CHOICES - {kind.kind for kind in KINDS} - {"true", "false"}) == []


# The kinds of rule --------------------------------------------------------------------------------


@frozen
class Worked:
    """One line of the table of formulas."""

    kind: str
    keys: str
    answers: str
    worth: str


def worked() -> Iterator[Worked]:
    _, _, rest = PAGE.partition(FORMULAS)
    for line in rest.splitlines()[1:]:
        if not line.startswith("|"):
            return
        kind, _, keys, answers, worth = (cell.strip().strip("`") for cell in line.strip("|").split(" | "))
        yield Worked(kind, keys, answers, worth)


WORKED: Final = list(worked())


def test_every_kind_of_rule_has_its_formula_and_example_in_the_order_of_the_code() -> None:
    assert [one.kind for one in WORKED] == [kind.kind for kind in KINDS]


def test_every_kind_of_rule_is_told_with_its_parameters() -> None:
    _, _, rest = PAGE.partition("| `rule` | parameters | worth |\n")
    told = re.findall(r"^\| `(\w+)` \|", rest.partition("\n\n")[0], re.MULTILINE)
    assert told == [kind.kind for kind in KINDS]


@pytest.mark.parametrize("one", WORKED, ids=[one.kind for one in WORKED])
def test_an_example_of_a_rule_is_worth_what_the_page_says(one: Worked) -> None:
    """The arithmetic of the cell holds, and the engine comes to its result."""
    *sums, result = one.worth.split(" = ")
    assert all(reckoned(text) == read_number(result) for text in sums)
    program = compiled(f'1 = {{ name = "甲", rule = "{one.kind}", {one.keys} }}\n')
    found = program.score("甲县", facts(one.answers))
    assert found.total is not None
    assert Fraction(found.total) == read_number(result)


def reckoned(text: str) -> Fraction:
    """`6 − 1 × 2 − 3 × 0.5`: products and quotients before sums, from left to right."""
    total = Fraction(0)
    for sign, product in re.findall(r"(?:^|([−+]) )([^−+]+)", text):
        value = Fraction(1)
        for how, number in re.findall(r"(?:^|([×÷]) )([\d.]+)", product):
            value = value / read_number(number) if how == "÷" else value * read_number(number)
        total += -value if sign == "−" else value
    return total
