"""The schemes of examples/schemes: rounds as worked by hand, and true quotes of our own texts; cases stand there."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from opengov_rules import Program, compile_scheme, read_scheme
from opengov_rules.standings import Row
from opengov_rules.testing.cases import cases_for
from opengov_rules.verifier import quote_problems

SCHEMES = Path(__file__).parents[1] / "examples" / "schemes"
ENDING = ".rounds.toml"
IDS = sorted(folder.parent.name for folder in SCHEMES.glob("*/scheme.toml"))


@cache
def program(scheme: str) -> Program:
    return compile_scheme(read_scheme(SCHEMES / scheme))


def rounds() -> Iterator[Any]:
    """Every round of every scheme, under a readable id; facts that it does not give are the usual ones of its file."""
    for file in sorted(SCHEMES.glob(f"*{ENDING}")):
        scheme, tables = file.name.removesuffix(ENDING), tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
        for table in tables["round"]:
            table["units"] = {unit: tables.get("usual", {}) | facts for unit, facts in table["units"].items()}
            yield pytest.param(scheme, table, id=f"{scheme}: {table['title']}")


def exact(value: Decimal | Fraction | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def grade_of(row: Row) -> str | None:
    """A unit's grade in its standings, where quotas are decided."""
    found: str | None = getattr(row, "grade", row.result.grade)
    return found


def test_where_nothing_is_scored_there_is_no_total() -> None:
    """A driving test is passed or failed, whatever the faults; none of them is points."""
    facts = {"Serious faults": 0, "Dangerous faults": 1, "Driving faults": {"Mirrors": 0}}
    done = {"Number plate read": True, "How the test ended": "completed"}
    result = program("driving-test").score("Candidate A", facts | done)
    assert (result.grade, result.total, result.maximum) == ("Fail", None, None)


@pytest.mark.parametrize(("scheme", "table"), list(rounds()))
def test_a_round_ranks_as_worked_by_hand(scheme: str, table: Mapping[str, Any]) -> None:
    assessment = program(scheme).assess(table["units"])
    rows = {row.unit: row for standings in assessment.values() for row in standings}
    assert rows.keys() == table["units"].keys()
    ranks = table["expect_rank"]
    assert {unit: rows[unit].rank for unit in ranks} == ranks
    totals = {unit: Fraction(total) for unit, total in table.get("expect_total", {}).items()}
    assert {unit: exact(rows[unit].result.total) for unit in totals} == totals
    grades = {unit: None if grade == "none" else grade for unit, grade in table.get("expect_grade", {}).items()}
    assert {unit: grade_of(rows[unit]) for unit in grades} == grades


@pytest.mark.parametrize("scheme", IDS)
def test_every_quote_stands_in_its_line_of_our_text(scheme: str) -> None:
    assert [problem.message("en") for problem in quote_problems(read_scheme(SCHEMES / scheme), SCHEMES)] == []


@pytest.mark.parametrize("scheme", IDS)
def test_every_scheme_has_its_text_and_six_cases_or_more(scheme: str) -> None:
    assert (SCHEMES / f"{scheme}.txt").is_file()
    assert len(cases_for(program(scheme), [SCHEMES / "cases" / f"{scheme}.toml"])) >= 6


@pytest.mark.parametrize("file", sorted(SCHEMES.glob("*/*.toml")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_scheme_file_is_toml_1_0(file: Path) -> None:
    """The standard library's parser knows 1.0 only."""
    assert tomllib.loads(file.read_text(encoding="utf-8"))
