"""The pages on files, cases and evidence name every key that the readers know, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from opengov_rules import answers, overrides
from opengov_rules.codec import evidence_files, scheme_files, supply_files
from opengov_rules.evidence import FIGURES, Status
from opengov_rules.json_schema import UNSAID, schemas

REFERENCE: Final = Path(__file__).parents[1] / "docs" / "reference"
FILES: Final = (REFERENCE / "files.md").read_text(encoding="utf-8")
CASES: Final = (REFERENCE / "cases.md").read_text(encoding="utf-8")
EVIDENCE: Final = (REFERENCE / "evidence.md").read_text(encoding="utf-8")


def rows(page: str, head: str) -> Iterator[list[str]]:
    """The cells of the table with this head."""
    _, _, rest = page.partition(f"\n| {head}")
    assert rest, head
    for line in rest.splitlines()[2:]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split(" | ")]


def keys(page: str, head: str) -> list[str]:
    """The words of the first column."""
    return [word for first, *_ in rows(page, head) for word in re.findall("`([^`]+)`", first)]


def test_the_page_lists_what_a_schema_cannot_say() -> None:
    assert keys(FILES, "problem |") == [*UNSAID]


def test_the_page_lists_every_schema() -> None:
    assert [word for *_, last in rows(FILES, "file |") for word in re.findall("`(.+)`", last)] == [*schemas()]


def test_the_page_lists_every_file_of_an_edition() -> None:
    told = {*keys(FILES, "file |"), *re.findall(r"and `([a-z.]+)`, which is kept", FILES)}
    assert {*scheme_files._OTHERS, scheme_files._HEAD} <= told


def test_the_page_lists_the_keys_of_cases_and_supplies() -> None:
    schema = schemas()["cases.json"]
    _, whole, of_a_case = CASES.split("\n## Of ", 2)
    assert [key.strip("[]") for key in keys(whole, "key |")] == [*schema["properties"]]
    assert keys(of_a_case, "key |") == [*schema["definitions"]["case"]["properties"]]
    supplies = FILES.partition("## Supplies")[2]
    assert all(f"`{key}`" in supplies and f'"{key}": {{' in supplies for key in supply_files._KEYS)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(evidence_files._KEYS, id="a file's head"),
        pytest.param(sorted(answers._ENTRY | answers._DATES), id="an answer"),
        pytest.param(overrides._KEYS, id="an override"),
        pytest.param([*evidence_files._STATUS, *evidence_files._YES_NO], id="words of a cell"),
    ],
)
def test_the_page_on_evidence_has_every_word(words: list[str]) -> None:
    assert [word for word in words if not re.search(rf"[`\"]{word}[`\"=]", EVIDENCE)] == []


def test_the_page_on_evidence_has_every_status_and_no_other() -> None:
    assert keys(EVIDENCE, "status |") == [status.value for status in Status]


def test_the_page_on_evidence_has_the_header_in_both_languages() -> None:
    assert ",".join(evidence_files._HEADER) in EVIDENCE
    assert ",".join(evidence_files._HEADER_ZH) in EVIDENCE


def test_the_page_on_evidence_has_every_figure_with_its_keys_and_no_other() -> None:
    told = {
        word: {*re.findall("`([a-z]+)`", second)}
        for first, second, *_ in rows(EVIDENCE, "`what` |")
        for word in re.findall("`([a-z-]+)`", first)
    }
    assert told.keys() == FIGURES.keys()
    assert [what for what, needed in FIGURES.items() if not {*needed} <= told[what]] == []
