"""The pytest plugin: files of cases are tests, failures read like a notice, nothing is imported before it must be."""

import subprocess
import sys
from pathlib import Path

import pytest

from opengov_rules import Program, compile_scheme
from opengov_rules.scheme import Scheme
from opengov_rules.testing.cases import Cases, folder_of, schemes
from tiny import CASES, HEAD, write_tiny

WRONG = (
    HEAD
    + """
[[case]]
name = "空白栏目1个"
why = "6 - 2 = 4"
cite = "3: 每个空白栏目扣2分"
evidence = { "空白栏目" = 1 }
expect = { "2" = 5 }
"""
)


def test_every_case_is_a_test_of_its_name(pytester: pytest.Pytester) -> None:
    write_tiny(pytester.path)
    found = pytester.runpytest("-v")
    found.assert_outcomes(passed=7)
    found.stdout.fnmatch_lines(["cases/county.toml::全部符合 PASSED*", "cases/county.toml::空白栏目5个,否决 PASSED*"])


def test_one_case_can_be_asked_for_by_name(pytester: pytest.Pytester) -> None:
    write_tiny(pytester.path)
    pytester.runpytest("cases/county.toml::没有机构").assert_outcomes(passed=1)
    pytester.runpytest("-k", "否决").assert_outcomes(passed=2, deselected=5)


def test_a_failure_shows_the_clause_the_arithmetic_and_the_quote_and_no_traceback(pytester: pytest.Pytester) -> None:
    write_tiny(pytester.path, cases=WRONG)
    found = pytester.runpytest()
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(
        [
            "*空白栏目1个*",
            "county.toml:4:1: 空白栏目1个 (甲县)",
            "2 空白栏目: 应为 5,算得 4",
            "    -2: 空白栏目 1,每发现一个扣 2 分 [[]3: 每个空白栏目扣2分(6分)]",
            "2 空白栏目: 5 expected, got 4",
            "why: 6 - 2 = 4",
            "cite: 3: 每个空白栏目扣2分",
            "FAILED cases/county.toml::空白栏目1个*",
        ],
        consecutive=False,
    )
    found.stdout.no_fnmatch_line("*Traceback*")
    found.stdout.no_fnmatch_line("*.py:*")


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        (HEAD, "*county.toml:1:1: OGR901*"),
        (CASES.replace("../mini-2024", "nowhere-2024"), "*county.toml:1:1: OGR908*nowhere-2024*"),
        (CASES.replace('"2" = 6,', '"22" = 6,'), "*county.toml:7:*OGR255*22*"),
        (CASES.replace("空白栏目5个,否决", "全部符合"), "*OGR903*"),
        ("[[case\n", "*OGR128*"),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error_with_its_place(
    pytester: pytest.Pytester, cases: str, told: str
) -> None:
    write_tiny(pytester.path, cases=cases)
    found = pytester.runpytest()
    found.assert_outcomes(errors=1)
    found.stdout.fnmatch_lines([told])
    found.stdout.no_fnmatch_line("*Traceback*")


def test_a_broken_scheme_is_an_error_with_its_problems(pytester: pytest.Pytester) -> None:
    scheme = write_tiny(pytester.path)
    (scheme / "county.toml").write_text('kinds = ["县"]\n[1]\nname = "x"\nrule = "awrd"\n', encoding="utf-8")
    found = pytester.runpytest()
    found.assert_outcomes(errors=1)
    found.stdout.fnmatch_lines(["*county.toml:4:1: OGR229*"])
    found.stdout.no_fnmatch_line("*Traceback*")


def test_a_folder_of_cases_without_files_is_an_error_where_it_is_asked_for(pytester: pytest.Pytester) -> None:
    (pytester.path / "cases").mkdir()
    found = pytester.runpytest("cases")
    assert found.ret == pytest.ExitCode.USAGE_ERROR
    found.stderr.fnmatch_lines(["*cases: 文件夹里没有用例文件*"])
    (pytester.path / "cases" / "test_other.py").write_text("def test_it():\n    pass\n", encoding="utf-8")
    pytester.runpytest("cases").assert_outcomes(passed=1)


def test_other_toml_files_are_left_alone(pytester: pytest.Pytester) -> None:
    (pytester.path / "case").mkdir()
    (pytester.path / "case" / "x.toml").write_text("[[case\n", encoding="utf-8")
    assert pytester.runpytest().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_scheme_is_compiled_once_for_all_files_of_a_session(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tiny(pytester.path)
    (pytester.path / "cases" / "more.toml").write_text(CASES, encoding="utf-8")
    compiled = list[str]()

    def counting(scheme: Scheme) -> Program:
        compiled.append(scheme.id)
        return compile_scheme(scheme)

    monkeypatch.setattr(schemes, "compile_scheme", counting)
    pytester.runpytest().assert_outcomes(passed=14)
    assert compiled == ["mini-2024"]


def test_only_a_folder_that_holds_a_scheme_is_one(tmp_path: Path) -> None:
    """A folder of an edition's name that holds something else does not make two editions of one."""
    cases = Cases(file=tmp_path / "cases" / "county.toml", scheme="mini-2024", cases=())
    folder = tmp_path / "cases" / "mini-2024"
    folder.mkdir(parents=True)
    assert folder_of(cases) is None
    (folder / "scheme.toml").touch()
    assert folder_of(cases) == folder


def test_the_summary_of_rule_coverage_follows_where_it_is_asked_for(pytester: pytest.Pytester) -> None:
    write_tiny(pytester.path, cases=WRONG)
    pytester.runpytest().stdout.no_fnmatch_line("*条文覆盖*")
    found = pytester.runpytest("--rule-coverage")
    found.stdout.fnmatch_lines(["mini-2024 条文覆盖: 2/14*", "  county 1 日常工作: 0/6", "未覆盖:"])


def run_pytest(folder: Path, *lines: str) -> str:
    """The last line printed by a process that runs pytest in a folder, and then these lines."""
    start = ("import sys, pytest", "assert pytest.main(['-q', '-p', 'no:cacheprovider']) == 0")
    code = "\n".join((*start, *lines))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()[-1]


def test_files_with_problems_are_left_out_of_the_summary(pytester: pytest.Pytester) -> None:
    write_tiny(pytester.path)
    unknown = CASES.replace("甲县", "丙县").replace('"2" = 4', '"22" = 4')
    (pytester.path / "cases" / "broken.toml").write_text(unknown, encoding="utf-8")
    found = pytester.runpytest("--rule-coverage", "--continue-on-collection-errors")
    found.assert_outcomes(passed=7, errors=1)
    found.stdout.fnmatch_lines(["mini-2024 条文覆盖: 14/14 = 100.0% (7 个用例)"])


def test_nothing_of_ours_is_imported_before_a_file_of_cases_is_met(tmp_path: Path) -> None:
    """What a plugin imports at start never counts as run for whoever begins to measure coverage after it."""
    (tmp_path / "test_nothing.py").write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    ours = "[name for name in sys.modules if name.split('.')[0] == 'opengov_rules']"
    loaded = run_pytest(tmp_path, "assert '_opengov_rules_pytest' in sys.modules", f"print({ours})")
    assert loaded == "[]"


def test_lines_that_run_at_import_count_for_who_measures_coverage_from_conftest_on(tmp_path: Path) -> None:
    """As pytest-cov does, which pytest loads beside other plugins."""
    write_tiny(tmp_path)
    measuring = (
        "import coverage\n"
        "measured = coverage.Coverage(source_pkgs=['opengov_rules'], data_file=None)\n"
        "measured.start()\n"
        "def pytest_sessionfinish():\n"
        "    measured.stop()\n"
    )
    (tmp_path / "conftest.py").write_text(measuring, encoding="utf-8")
    executed = run_pytest(
        tmp_path,
        "import opengov_rules.units",
        "measured = next(m.measured for m in sys.modules.values() if hasattr(m, 'measured'))",
        "_, lines, _, missing, _ = measured.analysis2(opengov_rules.units)",
        "print(lines[1] not in missing and len(missing) < len(lines) / 2)",
    )
    assert executed == "True"
