"""Bad input is named: every problem at its place with its culprit, nothing else said, and never a traceback."""

import json
import subprocess
import sys
from functools import cache
from typing import Any, Final

import pytest

from bad.api import CASES
from bad.cases import HERE, Call, Case, Told, cases, found_in, good, unexpected
from bad.limits import SECONDS
from bad.snapshots import LANGUAGES, text, written
from opengov_rules import Program
from opengov_rules.words import Language

MEBIBYTES: Final = 64
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


@cache
def program() -> Program:
    return good()


@cache
def found(case: Case | Call) -> tuple[Told, ...]:
    return found_in(case, program())


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, Any]]:
    """What every case costs, and what the command line says to it, in a process of its own."""
    run = [sys.executable, "-m", "bad.limits"]
    done = subprocess.run(run, cwd=HERE.parent, capture_output=True, encoding="utf-8", timeout=600, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return {line["id"]: line for line in map(json.loads, done.stdout.splitlines())}


def test_the_scheme_that_the_cases_spoil_is_sound_and_every_case_has_a_name() -> None:
    assert len(program().rubrics) == 3
    assert len({case.id for case in CASES}) == len(CASES)


@each_case
def test_every_problem_is_named_with_code_place_and_culprit_and_no_other(case: Case | Call) -> None:
    assert case.expect != ()
    assert unexpected(case.expect, found(case)) == ([], [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_messages_are_those_that_were_reviewed(lang: Language) -> None:
    """`python -m bad.snapshots` in `tests` writes them anew."""
    assert text({case.id: found(case) for case in CASES}, lang) == written(lang)


@pytest.mark.law
@each_case
def test_every_case_is_refused_quickly_and_in_little_memory(
    case: Case | Call, measured: dict[str, dict[str, Any]]
) -> None:
    assert measured[case.id]["seconds"] <= SECONDS
    assert measured[case.id]["kibibytes"] <= MEBIBYTES * 1024


@pytest.mark.law
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_the_command_line_names_every_culprit_and_exits_with_1_or_2(
    case: Case, measured: dict[str, dict[str, Any]]
) -> None:
    wanted = [code for _, code in case.commands(HERE)]
    for command, code in zip(measured[case.id]["commands"], wanted, strict=True):
        assert command["code"] == code
        assert [told.words for told in case.expect if told.words[0] not in command["said"]] == []
        assert "Traceback" not in command["said"]


@pytest.mark.law
def test_no_case_leaves_a_trace(measured: dict[str, dict[str, Any]]) -> None:
    """After all of them the good scheme and the good evidence read as before."""
    assert measured["afterwards"]["untouched"]
    assert [command["code"] for command in measured["afterwards"]["commands"]] == [0]


# The checker itself -------------------------------------------------------------------------------


def test_a_case_with_another_code_place_or_culprit_would_fail() -> None:
    said = (Told("key-missing", "x.toml:1:1", ("缺少 name", "name is missing")),)
    for expected in ("key-unknown x.toml:1:1 name", "key-missing x.toml:2:1 name", "key-missing x.toml:1:1 names"):
        assert unexpected((Told.expected(expected),), said) == ([Told.expected(expected)], list(said))
    right = Told.expected("key-missing x.toml:1:1 name")
    assert unexpected((right,), said) == ([], [])
    assert unexpected((right, right), said) == ([right], [])
    assert unexpected((), said) == ([], list(said))
