"""Every worked example of the vocabulary is worth what its table says."""

import re
from pathlib import Path
from typing import Final

import pytest

from pages import Example, agrees, compiled, examples

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "worked-examples.md"
EXAMPLES: Final = list(examples(PAGE))


@pytest.mark.parametrize("example", EXAMPLES, ids=[re.findall('name = "(.*)"', each.toml)[0] for each in EXAMPLES])
def test_an_example_is_worth_what_the_page_says(example: Example) -> None:
    program = compiled(example.toml)
    assert example.rows or example.rounds
    for row in example.rows:
        result = program.score("甲县", row.answers)
        assert agrees(result, row.worth), (row, result, result.grade)
    for together in example.rounds:
        worth = {row.unit: row.worth for row in together}
        for standings in program.assess({row.unit: row.answers for row in together}).values():
            for place in standings:
                assert agrees(place.result, worth[place.unit]), (place, worth[place.unit])


def test_every_word_of_the_vocabulary_that_needs_one_has_an_example() -> None:
    page = PAGE.read_text(encoding="utf-8")
    words = ["ratio", "measure", "tally", "table", "mean", "best", "ladder", "rescale", "spread", "for_each", "factor"]
    words += ["round", "trim", "at_most", "replace", "withhold", "grade", "when", "better", "peers", "curve", "steps"]
    words += ["excess", "cases", "applies_if", "only_if", "share_of", "points_of", "sum", "product", "choice"]
    assert [word for word in words if word not in page and word != "choice"] == []
