"""The schemes of examples/schemes: every case and round as worked by hand, and true quotes of our own texts."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from opengov_rules import Program, compile_scheme, read_scheme
from opengov_rules.verifier.quotes import quote_problems
from opengov_rules.standings import Row

SCHEMES = Path(__file__).parents[1] / "examples" / "schemes"
ENDING = ".cases.toml"
IDS = sorted(file.name.removesuffix(ENDING) for file in SCHEMES.glob(f"*{ENDING}"))
WORDS = ("total", "bounds", "grade", "status", "vetoes", "named")
"""What a case may expect besides the points of indicators."""


@cache
def program(scheme: str) -> Program:
    return compile_scheme(read_scheme(SCHEMES / scheme))


def worked(scheme: str) -> dict[str, list[dict[str, Any]]]:
    """The cases and rounds of a scheme; facts that they do not give are the usual ones of their file."""
    tables = tomllib.loads((SCHEMES / f"{scheme}{ENDING}").read_text(encoding="utf-8"), parse_float=Decimal)
    usual = tables.pop("usual", {})
    for case in tables["case"]:
        case["facts"] = usual | case["facts"]
    for table in tables.get("round", []):
        table["units"] = {unit: usual | facts for unit, facts in table["units"].items()}
    return tables


def each(what: str) -> Iterator[Any]:
    """Every case, or every round, of every scheme, under a readable id."""
    for scheme in IDS:
        for table in worked(scheme).get(what, []):
            yield pytest.param(scheme, table, id=f"{scheme}: {table['title']}")


def number(text: str) -> Fraction | None:
    """A number as a case writes it ("87.5", "244/3"), or "none"."""
    return None if text == "none" else Fraction(text)


def exact(value: Decimal | Fraction | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def grade_of(row: Row) -> str | None:
    """A unit's grade in its standings, where quotas are decided."""
    found: str | None = getattr(row, "grade", row.result.grade)
    return found


@pytest.mark.parametrize(("scheme", "case"), list(each("case")))
def test_a_case_scores_as_worked_by_hand(scheme: str, case: Mapping[str, Any]) -> None:
    result = program(scheme).score(case["unit"], case["facts"])
    found: dict[str, Any] = {
        "total": exact(result.total),
        "bounds": [exact(end) for end in result.bounds],
        "grade": result.grade,
        "status": result.status,
        "vetoes": list(result.vetoes),
        "named": list(result.named),
    }
    expected = dict[str, Any]()
    for key, value in case["expect"].items():
        match key:
            case "total":
                expected[key] = number(value)
            case "bounds":
                expected[key] = [number(end) for end in value]
            case "grade":
                expected[key] = None if value == "none" else value
            case "status" | "vetoes" | "named":
                expected[key] = value
            case code:
                expected[code] = number(value)
                found[code] = exact(result[code].points)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(("scheme", "table"), list(each("round")))
def test_a_round_ranks_as_worked_by_hand(scheme: str, table: Mapping[str, Any]) -> None:
    assessment = program(scheme).assess(table["units"])
    rows = {row.unit: row for standings in assessment.values() for row in standings}
    assert rows.keys() == table["units"].keys()
    ranks = table["expect_rank"]
    assert {unit: rows[unit].rank for unit in ranks} == ranks
    totals = {unit: number(total) for unit, total in table.get("expect_total", {}).items()}
    assert {unit: exact(rows[unit].result.total) for unit in totals} == totals
    grades = {unit: None if grade == "none" else grade for unit, grade in table.get("expect_grade", {}).items()}
    assert {unit: grade_of(rows[unit]) for unit in grades} == grades


@pytest.mark.parametrize("scheme", IDS)
def test_every_quote_stands_in_its_line_of_our_text(scheme: str) -> None:
    assert [problem.message("en") for problem in quote_problems(read_scheme(SCHEMES / scheme), SCHEMES)] == []


def test_every_folder_has_its_text_and_six_cases_or_more() -> None:
    folders = sorted(entry.name for entry in SCHEMES.iterdir() if entry.is_dir() and entry.name != "snapshots")
    assert folders == IDS
    for scheme in folders:
        assert (SCHEMES / f"{scheme}.txt").is_file()
        assert len(worked(scheme)["case"]) >= 6


@pytest.mark.parametrize("scheme", IDS)
def test_the_titles_of_a_scheme_are_its_own_and_what_is_expected_is_a_word_or_a_code(scheme: str) -> None:
    tables = [table for what in worked(scheme).values() for table in what]
    titles = [table["title"] for table in tables]
    assert len({*titles}) == len(titles)
    keys = {key for table in tables for key in table.get("expect", {})}
    assert all(key in WORDS or key[0].isdigit() or key[0].isupper() for key in keys)


@pytest.mark.parametrize("file", sorted(SCHEMES.glob("*/*.toml")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_scheme_file_is_toml_1_0(file: Path) -> None:
    """The standard library's parser knows 1.0 only."""
    assert tomllib.loads(file.read_text(encoding="utf-8"))
