"""Every worked example of the vocabulary is worth what its table says."""

import re
from pathlib import Path
from typing import Final, get_args

import pytest
from attrs import fields

from opengov_rules.conditions import COMPARISONS
from opengov_rules.facts import Peers, Take
from opengov_rules.rules import Entry, Limit, RatioRule, Table, Tally
from opengov_rules.scheme import Combine, Effect, Fold, NotApplicable, Ties
from opengov_rules.structure.conditions import QUANTITIES
from opengov_rules.structure.tables import (
    FactTable,
    GradeTable,
    NodeTable,
    RankingTable,
    TotalTable,
    VariantTable,
    VetoTable,
)
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
                told = worth[place.unit]  # a grade with a quota is the round's to give
                assert place.grade == told or agrees(place.result, told), (place, told)


UNSHOWN: Final = {
    *("cite", "inferred", "assumed", "todo", "ask"),  # said of the notice, and no part of the arithmetic
    *("needs_evidence", "measure", "count"),  # `measure` of a fact; evidence and rosters have pages of their own
    *("competition", "ordinal"),  # ranks: tests/test_ranking.py
}
KEYED: Final = (
    *(NodeTable, VariantTable, TotalTable, VetoTable, Effect, Fold, FactTable, Peers, GradeTable, RankingTable),
    *(Entry, Limit, RatioRule, Table, Tally),
)
CHOICES: Final = (Combine, NotApplicable, Ties, Take)


def test_every_word_of_the_vocabulary_that_needs_one_has_an_example() -> None:
    """Keys, choices, quantities and comparisons; the rules have theirs in the vocabulary."""
    page = PAGE.read_text(encoding="utf-8")
    shown = {*re.findall("[a-z_]+", "".join(re.findall(r"```toml\n(.*?)```", page, re.DOTALL)))} | UNSHOWN
    words = {f.name for kind in KEYED for f in fields(kind)} | {word for kind in CHOICES for word in get_args(kind)}
    words |= {*QUANTITIES, *(key for beside in QUANTITIES.values() for key in beside), *COMPARISONS}
    words |= {"all", "any", "none", "units", "kinds", "one_of", "excused_if"}
    assert sorted(words - shown) == []
