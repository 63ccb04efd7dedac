"""The pages on files, cases and evidence name every key that the readers know, and no other."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
import tomli

from drafts import program_of
from opengov_rules import answers, overrides
from opengov_rules.codec import evidence_files, scheme_files, supply_files
from opengov_rules.evidence import FIGURES, Status
from opengov_rules.json_schema import UNSAID, schemas
from opengov_rules.testing.cases import Case

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


REFUSED: Final = [
    (wrong, such.strip("`"), re.findall(r"\[(OGR\d+)\]", number)) for wrong, such, number in rows(CASES, "wrong |")
]
COUNTY: Final = """
[1]
name = "栏目"
points = 10
rule = "deduct"
faults = { "空白栏目" = 2 }
[2]
name = "机构"
points = 5
rule = "award"
when = "明确机构"
[3]
name = "发布"
points = 5
rule = "award"
when = { fact = "发布日期", at_most = 2024-01-31 }
[4]
name = "更新"
points = 5
rule = "award"
when = { fact = "账号更新间隔", at_most = 14 }
[5]
name = "评分"
points = 10
rule = "judged"
fact = "酌情评分"
step = 0.5
[6]
name = "关联"
points = 2
rule = "award"
when = { fact = "关联情况", is = "全部" }
[7]
name = "抽查"
points = 4
rule = "sample"
fact = "抽查"
draw = 4
each = 1
[8]
name = "重点"
points = 4
[[8.variant]]
units = ["甲县"]
rule = "award"
when = "公开指南"
[[8.variant]]
units = ["乙县", "丙县"]
rule = "deduct"
faults = { "办件数" = 1 }
[9]
name = "其他"
points = 5
rule = "unstated"
"""
SCHEME: Final = """
[facts]
"账号更新间隔" = { type = "count", per = "账号", take = "max" }
"关联情况" = { type = "choice", choices = ["全部", "部分"] }
[excluded]
"保密局" = "不参加考核"
"""


@pytest.mark.parametrize(("such", "numbers"), [pytest.param(such, n, id=wrong) for wrong, such, n in REFUSED])
def test_the_page_on_cases_tells_which_evidence_is_refused_with_which_number(such: str, numbers: list[str]) -> None:
    program, given = program_of(COUNTY, SCHEME), tomli.loads(such, parse_float=Decimal)
    case = Case(name="-", unit=given.pop("unit", "甲县"), evidence=given, refused=tuple(numbers))
    assert case.failures(program) == ()
