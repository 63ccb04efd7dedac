"""The glossary has every kind of rule, every role and every word of the interface that a notice has a word for."""

import re
from pathlib import Path
from typing import Final

import opengov_rules
from opengov_rules.rules import KINDS

PAGE: Final = (Path(__file__).parents[1] / "docs/glossary.md").read_text(encoding="utf-8")
WITHOUT_A_WORD_IN_NOTICES: Final = {
    *(
        "EvidenceError",
        "OpenGovError",
        "SchemeError",
        "ScoringRefused",
        "UnknownScheme",
        "UnknownUnit",
        "PluginFailure",
    ),
    *("SchemeFiles", "hookimpl", "compile_scheme", "read_evidence", "read_scheme"),
}


def test_every_kind_of_rule_has_the_phrase_that_it_is_for() -> None:
    (phrases,) = re.findall(r"^## The notice's phrases.*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert {kind.kind for kind in KINDS} <= set(re.findall(r"`(\w+)`", phrases))


def test_every_public_value_is_explained() -> None:
    words = set(re.findall(r"`(\w+)`", PAGE))
    assert set(opengov_rules.__all__) - WITHOUT_A_WORD_IN_NOTICES <= words


def test_every_row_has_all_its_cells() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {3, 4}
    assert not [line for line in rows if "||" in line.replace(" ", "")]
