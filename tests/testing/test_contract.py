"""The contract as a user meets it: a test for every law, skips with reasons, failures that say what is broken."""

from pathlib import Path
from textwrap import dedent
from typing import Final

import pytest

from opengov_rules.testing import LAWS, LawsBroken, check_scheme
from opengov_rules.testing.contract import SchemeContract
from opengov_rules.testing.laws import Trial
from opengov_rules.testing.laws.tiny import COLUMNS, OFFICE, tiny
from opengov_rules.testing.laws.trial import peopled

ROOT: Final = Path(__file__).parents[2]
SMALL: Final = tiny(COLUMNS + OFFICE)
HEAD: Final = "from pathlib import Path\nfrom opengov_rules.testing import SchemeContract\n"

pytest_plugins = ["pytester"]


def run(pytester: pytest.Pytester, text: str, *options: str) -> pytest.RunResult:
    """A user's test file, run as a user would, with warnings as errors."""
    pytester.makepyfile(HEAD + dedent(text))
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-W", "error", *options)


FOLDER: Final = f"""
    class TestStars(SchemeContract):
        scheme = Path({str(ROOT / "examples/schemes/hotel-stars")!r})
        examples = 2
"""


def test_every_law_is_a_test_by_name(pytester: pytest.Pytester) -> None:
    found = run(pytester, FOLDER, "--collect-only", "-q").stdout.str()
    for name in LAWS:
        assert f"TestStars::test_{name.replace('-', '_')}" in found


def test_a_sound_scheme_passes_and_no_law_is_passed_over_in_silence(pytester: pytest.Pytester) -> None:
    result = run(pytester, FOLDER, "-rs")
    outcomes = result.parseoutcomes()
    assert outcomes.keys() <= {"passed", "skipped", "warnings"}
    assert outcomes["passed"] + outcomes.get("skipped", 0) == len(LAWS) + 1
    assert "SKIPPED" in result.stdout.str()


def test_k_chooses_laws(pytester: pytest.Pytester) -> None:
    assert run(pytester, FOLDER, "-k", "causes_conserve").parseoutcomes()["passed"] == 1


def test_a_law_may_be_skipped_with_a_reason(pytester: pytest.Pytester) -> None:
    text = FOLDER + '        skip = {"causes-conserve-points": "为了试验"}\n'
    result = run(pytester, text, "-rs", "-k", "causes_conserve")
    assert result.parseoutcomes()["skipped"] == 1
    assert "为了试验" in result.stdout.str()


def test_nothing_is_written_into_the_users_folder(pytester: pytest.Pytester) -> None:
    run(pytester, FOLDER, "-k", "causes_conserve")
    assert {path.name for path in pytester.path.iterdir()} <= {
        "__pycache__",
        *(p.name for p in pytester.path.glob("*.py")),
    }


@pytest.mark.parametrize("skip", [{"causes-conserve": "why"}, {"causes-conserve-points": " "}])
def test_a_skip_without_a_law_or_a_reason_is_refused(skip: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="skip"):
        type("TestIt", (SchemeContract,), {"skip": skip})


def test_a_failure_prints_the_law_and_no_traceback(pytester: pytest.Pytester) -> None:
    text = """
        from attrs import evolve
        from opengov_rules.testing.laws.tiny import COLUMNS, OFFICE, tiny
        from opengov_rules.program import Program
        from opengov_rules.compiler import compile_rubrics

        class TestBroken(SchemeContract):
            examples = 5

            @classmethod
            def program(cls):
                scheme = tiny(COLUMNS + OFFICE).scheme
                leaf, office = scheme.rubrics[0].indicators
                rubric = evolve(scheme.rubrics[0], points=99, indicators=(leaf, office))
                wrong = evolve(scheme, rubrics=(rubric,))
                return Program(wrong, compile_rubrics(wrong, checked=True), wrong)
    """
    result = run(pytester, text, "-k", "points_add_up")
    assert result.parseoutcomes()["failed"] == 1
    out = result.stdout.str()
    assert "points-add-up: The points of an indicator's children add up to its own" in out
    assert "total: 20 + 10 ≠ 99" in out
    assert "Traceback" not in out
    assert "contract.py" not in out


def test_a_scheme_to_which_few_laws_apply_is_told_so(pytester: pytest.Pytester) -> None:
    skip = dict.fromkeys(list(LAWS)[3:], "无关")
    found = run(pytester, FOLDER + f"        skip = {skip!r}\n", "-k", "enough")
    assert found.parseoutcomes()["failed"] == 1


def test_check_scheme_says_the_same_without_pytest() -> None:
    report = check_scheme(SMALL, examples=5)
    assert not report.broken
    assert {*report.kept, *report.skipped} == {*LAWS}
    assert report.skipped["a-veto-brings-its-scope-down"].endswith("(no veto brings points down)")


def test_check_scheme_raises_what_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    from opengov_rules import Result

    monkeypatch.setattr(Result, "status", property(lambda self: "final"))
    with pytest.raises(LawsBroken, match="final-means-that-nothing-can-change") as caught:
        check_scheme(SMALL, examples=2, units=["甲县"])
    assert "final-means-that-nothing-can-change" in {broken.law.name for broken in caught.value.report.broken}


def test_check_scheme_takes_a_folder_and_skips_with_reasons() -> None:
    folder = ROOT / "examples/schemes/diving"
    report = check_scheme(folder, examples=1, laws=["causes-conserve-points"], skip={"causes-conserve-points": "试验"})
    assert report.skipped == {"causes-conserve-points": "试验"}


def test_units_that_a_notice_does_not_name_are_invented() -> None:
    scheme = '[roster]\n"县" = { count = 2, cite = "1: 2个县" }\n'
    program = peopled(tiny(COLUMNS, scheme))
    assert [unit.name for unit in program.scheme.roster.units] == ["县第1", "县第2"]
    assert [bench.unit for bench in Trial(tiny(COLUMNS, scheme)).benches] == ["县第1"]


def test_units_may_be_named() -> None:
    assert [bench.unit for bench in Trial(SMALL, units=("乙县",)).benches] == ["乙县"]
