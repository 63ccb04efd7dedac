"""The register holds every contradiction and reading with both sides, and what the other answers change."""

from fractions import Fraction
from typing import Final

import pytest

from cases import jingzhou
from drafts import COLUMNS, program_of
from editions import editions
from opengov_rules import Evidence, Host, Program, Round
from register import Effect, effects, register
from write import REFERENCE, register_files

PAGE: Final = (REFERENCE / "register.md").read_text(encoding="utf-8")
EDITIONS: Final = list(editions())


def test_the_register_holds_at_least_forty_entries() -> None:
    schemes = [edition.program.scheme for edition in EDITIONS]
    assert sum(len(scheme.discrepancies) + len(scheme.readings) for scheme in schemes) >= 40
    assert len(schemes) == 5
    for edition in EDITIONS:
        scheme = edition.program.scheme
        keys = [*(one.key for one in scheme.discrepancies), *(one.key for one in scheme.readings)]
        for key in keys:
            assert PAGE.count(f"(register-{edition.id}-{key})=\n#### `{key}`\n") == 1


def test_the_register_says_what_the_schemes_say() -> None:
    """Line by line, without the effects, which stand at the end of their lines."""
    lines = register(EDITIONS, {}).split("\n")
    written = PAGE.split("\n")
    assert len(written) == len(lines)
    assert [one for one, line in zip(written, lines, strict=True) if not one.startswith(line)] == []


@pytest.mark.law
def test_the_register_is_what_its_generator_writes() -> None:
    ((file, text),) = register_files()
    assert file.read_text(encoding="utf-8") == text, "python docs/tools/write.py DIR"


# Effects -------------------------------------------------------------------------------------------

READINGS: Final = """
[readings.rate]
ask = "每个扣几分?"
cite = "1: 每个扣2分"
chosen = "2分"
option."3分" = { set = { 'county.1.faults."空白栏目"' = 3 } }
[readings.most]
ask = "满分几分?"
cite = "1: 20分"
chosen = "20分"
option."15分" = { set = { "county.1.points" = 15 } }
option."也是20分" = { set = { "county.1.points" = 20 } }
"""


def sample(program: Program) -> Round:
    """甲 has no empty column, 乙 two; nobody looked at 丙."""
    answers = {"甲县": {"空白栏目": 0}, "乙县": {"空白栏目": 2}}
    found = {unit: program.score(unit, facts).evidence for unit, facts in answers.items()}
    return Round(scheme=program.scheme.id, units={**found, "丙县": Evidence("丙县")})


def test_an_effect_is_told_by_totals_and_by_the_limits_of_open_ones() -> None:
    """20, 16, 0 to 20. At 3 a column: 20, 14, 0 to 20. From 15 points: 15, 11, 0 to 15."""
    program = program_of(COLUMNS, READINGS)
    assert effects(program, sample(program)) == {
        ("rate", "3分"): Effect(3, (Fraction(-2),), 0),
        ("most", "15分"): Effect(3, (Fraction(-5), Fraction(-5)), 1),
        ("most", "也是20分"): Effect(3, (), 0),
    }


def test_a_veto_over_the_whole_total_takes_what_the_vetoed_units_had() -> None:
    """Jingzhou's sample: the other reading of 一票否决 leaves nothing, so that the change is minus the total."""
    program, round = jingzhou(), Host.discover().sample("jingzhou-2021")
    vetoed = [row.result for group in program.assess(round).values() for row in group if row.result.vetoes]
    lost = sorted(-result.exact for result in vetoed if result.exact is not None)
    assert len(lost) == len(vetoed) == 4
    assert (lost[0], lost[-1]) == (Fraction("-70.95"), Fraction("-57.85"))
    assert "整个总分: 4 of 43 totals change by −70.95 to −57.85 points\n" in PAGE


def test_an_answer_that_the_samples_evidence_does_not_fit_says_so() -> None:
    (line,) = (line for line in PAGE.split("\n") if line.startswith("- 另一种 another answer: 按统列条款"))
    assert "does not fit" in line
    assert "医保监管信息公开" in line
