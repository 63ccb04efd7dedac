"""Files of cases: what is read, what is wrong with one, and what a case says that came out otherwise."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import FEW
from opengov_rules import Host, Program, compile_scheme, read_scheme
from opengov_rules.problems import Problem
from opengov_rules.provenance import Citation
from opengov_rules.testing.cases import (
    Case,
    CaseError,
    case_files,
    case_problems,
    cases_for,
    read_cases,
    scheme_of,
)
from tiny import CASES, HEAD, write_tiny


def written(folder: Path, text: str) -> Path:
    file = folder / "made.toml"
    file.write_text(text, encoding="utf-8")
    return file


def problems(folder: Path, text: str, lang: str = "en") -> list[str]:
    """Everything said about a file that is wrong by its shape."""
    with pytest.raises(CaseError) as told:
        read_cases(written(folder, text))
    return [problem.message("zh" if lang == "zh" else "en") for problem in told.value.problems]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return compile_scheme(read_scheme(write_tiny(tmp_path)))


def named(cases: tuple[Case, ...], name: str) -> Case:
    return next(case for case in cases if case.name == name)


# reading ------------------------------------------------------------------------------------------


def test_a_case_holds_what_its_table_says(tmp_path: Path) -> None:
    cases = read_cases(written(tmp_path, CASES))
    case = named(cases.cases, "空白栏目1个")
    assert (cases.scheme, cases.scheme_id, len(cases.cases)) == ("../mini-2024", "mini-2024", 7)
    assert (case.unit, case.evidence, case.expect) == ("甲县", {"空白栏目": 1}, {"2": Fraction(4)})
    assert (case.why, case.cite) == ("6 - 2 = 4", (Citation(3, "每个空白栏目扣2分"),))
    assert str(case.where) == "made.toml:19:1"
    assert (case.grade, case.status, case.vetoes, case.named, case.refused) == (None, None, None, None, ())


def test_a_fraction_is_read_exactly_and_an_end_without_limit_is_none(tmp_path: Path) -> None:
    text = (
        HEAD
        + '[[case]]\nname = "x"\nexpect = { "1" = 0.1, "2" = "1/3", "total" = "open" }\n'
        + 'bounds = { "1" = [0, "none"] }\n'
    )
    (case,) = read_cases(written(tmp_path, text)).cases
    assert case.expect == {"1": Fraction(1, 10), "2": Fraction(1, 3), "total": "open"}
    assert case.bounds == {"1": (Fraction(0), None)}


def test_a_case_has_the_evidence_of_its_file_unless_it_says_otherwise(tmp_path: Path) -> None:
    text = (
        HEAD
        + '[evidence]\n"机构" = true\n"方案" = true\n'
        + '[[case]]\nname = "x"\nevidence = { "方案" = false }\nexpect = { "1" = 0 }\n'
    )
    (case,) = read_cases(written(tmp_path, text)).cases
    assert case.evidence == {"机构": True, "方案": False}


def test_every_problem_of_a_file_is_told_at_its_place(tmp_path: Path) -> None:
    text = """scheme = "mini-2024"
uint = "甲县"

[[case]]
name = "一"
unit = "甲县"
expect = { "1" = "许多", "total" = "opne" }

[[case]]
name = "一"
unit = "甲县"
refused = ["ogr406"]
expect = { "1" = 4 }

[[case]]
unit = "甲县"
bounds = { "1" = [0] }
cite = "第三行"
vetoes = "blank"

[[case]]
name = "二"
grade = 90
evidence = true
"""
    assert problems(tmp_path, text) == [
        "made.toml:2:1: OGR132 unknown key uint; did you mean unit?",
        'made.toml:7:12: OGR906 许多 is no score; write a number, or one of "open", "not_applicable", "withheld"',
        'made.toml:7:24: OGR906 opne is no score; write a number, or one of "open", "not_applicable", "withheld";'
        " did you mean open?",
        "made.toml:10:1: OGR903 two cases are called '一' (the other at line 4); rename one",
        "made.toml:12:1: OGR142 unknown: ogr406; one of OGR…; did you mean OGR406?",
        "made.toml:13:1: OGR905 a case whose evidence is refused cannot have expect too",
        "made.toml:15:1: OGR131 name is missing",
        'made.toml:17:12: OGR907 bounds read [low, high], with "none" for an end without limit, not [0]',
        'made.toml:18:1: OGR144 a citation reads "LINE: QUOTE", not 第三行',
        "made.toml:19:1: OGR138 a list […] was expected here, not blank",
        "made.toml:21:1: OGR131 unit is missing",
        "made.toml:23:1: OGR135 text was expected here, not 90",
        "made.toml:24:1: OGR140 a table of keys was expected here, not True",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "OGR901 the file holds no case; each begins with [[case]]"),
        (HEAD, "OGR901 the file holds no case"),
        (HEAD + '# [[case]]\n# name = "x"\n', "and what stands behind # is none"),
        (HEAD + "case = 3\n", "OGR901 the file holds no case"),
        (HEAD + "case = [3]\n", "OGR140 a table of keys was expected here, not 3"),
        (HEAD + '[[case]]\nname = "x"\n', "OGR904 the case expects nothing"),
        (HEAD + "[[case]\n", "OGR128 TOML syntax"),
        (HEAD + '[[case]]\nname = "x"\nexpect = { "1" = 1234567 }\n', "OGR102 1234567 is out of range"),
        (HEAD + '[[case]]\nname = "x"\nexpect = { "1" = 1e999999999999 }\n', "OGR102"),
        (HEAD + '[[case]]\nname = "x"\nbounds = { "1" = [0, true] }\n', "OGR104 a number was expected here, not True"),
        (HEAD + '[[case]]\nname = "x"\nstatus = "finale"\n', "did you mean final?"),
    ],
)
def test_what_cannot_be_a_file_of_cases_is_told(tmp_path: Path, text: str, told: str) -> None:
    assert any(told in line for line in problems(tmp_path, text)), problems(tmp_path, text)


@FEW
@given(st.text(alphabet='[]{}="case\n 甲.#0', max_size=60))
def test_whatever_the_text_a_file_is_read_or_refused_with_problems(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = written(tmp_path_factory.mktemp("cases"), HEAD + text)
    found, told = None, tuple[Problem, ...]()
    try:
        found = read_cases(file)
    except CaseError as error:
        told = error.problems
    assert found is not None or told
    assert all(problem.message("zh") and problem.where is not None for problem in told)


def test_a_folder_without_files_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="OGR902"):
        case_files(tmp_path)
    with pytest.raises(CaseError, match="OGR902"):
        case_files(tmp_path / "nowhere")


# the scheme's names -------------------------------------------------------------------------------


def test_names_and_answers_that_the_scheme_does_not_know_are_told_at_their_places(
    tmp_path: Path, program: Program
) -> None:
    text = """scheme = "mini-2024"

[[case]]
name = "别的单位"
unit = "丙县"
expect = { "1" = 4 }

[[case]]
name = "别的名称"
unit = "甲县"
evidence = { "机构" = true, "空栏目" = 2, "空白栏目" = "many" }
expect = { "1" = 4, "1.1" = 4 }
bounds = { "3" = [0, 1] }
grade = "优秀"
vetoes = ["blanks"]
named = ["表扬"]

[[case]]
name = "应被拒收"
unit = "甲县"
evidence = { "空栏目" = 2 }
refused = ["OGR406"]
"""
    found = case_problems(read_cases(written(tmp_path, text)), program)
    assert [problem.message("en") for problem in found] == [
        "made.toml:5:1: OGR403 丙县 is not in the roster; did you mean 甲县?",
        "made.toml:11:27: OGR406 there is no fact 空栏目; did you mean 空白栏目?",
        "made.toml:11:38: OGR103 'many' is not a numeral; write plain digits such as 3 or 0.5",
        "made.toml:12:21: OGR255 there is no indicator 1.1; did you mean 1?",
        "made.toml:13:12: OGR255 there is no indicator 3",
        "made.toml:14:1: OGR142 unknown: 优秀; one of none",
        "made.toml:15:1: OGR142 unknown: blanks; one of blank; did you mean blank?",
        "made.toml:16:1: OGR142 unknown: 表扬; one of –",
    ]


def test_a_scheme_is_a_folder_beside_the_file_or_an_installed_edition(tmp_path: Path) -> None:
    write_tiny(tmp_path)
    cases, host = read_cases(tmp_path / "cases" / "county.toml"), Host.discover()
    assert scheme_of(cases, host).scheme.id == "mini-2024"
    installed = read_cases(written(tmp_path, CASES.replace("../mini-2024", "yanshi-2019")))
    assert scheme_of(installed, host).scheme.id == "yanshi-2019"
    unknown = read_cases(written(tmp_path, CASES.replace("../mini-2024", "nowhere-2024")))
    with pytest.raises(CaseError, match=r"made.toml:1:1: OGR908 .*nowhere-2024"):
        scheme_of(unknown, host)


def test_the_cases_of_an_edition_are_gathered_and_those_of_others_passed_over(tmp_path: Path) -> None:
    program = compile_scheme(read_scheme(write_tiny(tmp_path)))
    other = CASES.replace("../mini-2024", "other-2024").replace("甲县", "丁县")
    (tmp_path / "cases" / "other.toml").write_text(other, encoding="utf-8")
    assert len(cases_for(program, [tmp_path / "cases"])) == 7
    assert len(cases_for(program, [tmp_path / "cases" / "county.toml"])) == 7
    with pytest.raises(CaseError, match=r"other.toml:1:1: OGR401 .*other-2024.*mini-2024"):
        cases_for(program, [tmp_path / "cases" / "other.toml"])
    (tmp_path / "cases" / "broken.toml").write_text("scheme = 3", encoding="utf-8")
    with pytest.raises(CaseError) as told:
        cases_for(program, [tmp_path / "cases", tmp_path / "empty"])
    assert {problem.number for problem in told.value.problems} == {"OGR901", "OGR902", "OGR135"}


# what comes out otherwise -------------------------------------------------------------------------


def made(tmp_path: Path, lines: str) -> Case:
    text = f'{HEAD}[[case]]\nname = "x"\nevidence = {{ "机构" = true, "方案" = false, "空白栏目" = 5 }}\n{lines}\n'
    (case,) = read_cases(written(tmp_path, text)).cases
    return case


def test_all_hand_worked_cases_of_the_tiny_scheme_hold(tmp_path: Path, program: Program) -> None:
    for case in read_cases(tmp_path / "cases" / "county.toml").cases:
        assert case.failures(program) == (), case.name


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('expect = { "1" = 4 }', "1 日常工作: 4 expected, got 0\n    -4: not met: 方案 [2: 有机构、有方案得4分]"),
        (
            'expect = { "total" = 3 }',
            "total 总分: 3 expected, got 0\n    -4: not met: 方案 [2: 有机构、有方案得4分]\n"
            "    -6: 空白栏目: 5, 2 off each [3: 每个空白栏目扣2分(6分)]\n"
            "    0: veto: 空白栏目 > 4 [4: 超过4个的一票否决]",
        ),
        (
            'bounds = { "1" = [0, 4] }',
            "1 日常工作: [0, 4] expected, got [0, 0]\n    -4: not met: 方案 [2: 有机构、有方案得4分]",
        ),
        (
            'expect = { "base" = 6 }',
            "base: 6 expected, got 0\n    -4: not met: 方案 [2: 有机构、有方案得4分]\n"
            "    -6: 空白栏目: 5, 2 off each [3: 每个空白栏目扣2分(6分)]",
        ),
        (
            'expect = { "2" = "open" }',
            "2 空白栏目: open expected, got 0\n    -6: 空白栏目: 5, 2 off each [3: 每个空白栏目扣2分(6分)]",
        ),
        ('grade = "优秀"', "grade: 优秀 expected, got none"),
        ('status = "provisional"', "status: provisional expected, got final"),
        ("vetoes = []", "vetoes: none expected, got blank"),
        ('named = ["表扬"]', "named: 表扬 expected, got none"),
        ('refused = ["OGR406"]', "evidence: OGR406 expected, got –"),
    ],
)
def test_a_mismatch_says_the_clause_what_was_expected_what_came_out_and_why(
    tmp_path: Path, program: Program, lines: str, said: str
) -> None:
    assert [mismatch.message("en") for mismatch in made(tmp_path, lines).failures(program)] == [said]


def test_what_is_as_expected_is_no_mismatch(tmp_path: Path, program: Program) -> None:
    lines = (
        'expect = { "1" = 0, "base" = 0, "bonus" = 0, "total" = 0 }\nbounds = { "total" = [0, 0] }\nvetoes = ["blank"]'
    )
    assert made(tmp_path, lines).failures(program) == ()


def test_evidence_that_is_refused_otherwise_than_expected_is_a_mismatch(tmp_path: Path, program: Program) -> None:
    text = HEAD + '[[case]]\nname = "x"\nevidence = { "空栏目" = 2 }\n'
    refused = [
        read_cases(written(tmp_path, text + line)).cases[0].failures(program)
        for line in ('refused = ["OGR406"]', 'refused = ["OGR103"]', 'expect = { "1" = 0 }')
    ]
    assert refused[0] == ()
    why = "甲县.空栏目: OGR406 there is no fact 空栏目; did you mean 空白栏目?"
    assert [m.message("en") for m in refused[1]] == [f"evidence: OGR103 expected, got OGR406\n    {why}"]
    assert [m.message("en") for m in refused[2]] == [f"evidence: – expected, got OGR406\n    {why}"]


def test_groups_are_open_while_a_part_is(tmp_path: Path, program: Program) -> None:
    text = (
        HEAD
        + '[[case]]\nname = "x"\nevidence = { "机构" = false }\n'
        + 'expect = { "base" = "open" }\nbounds = { "base" = [0, 6] }\n'
    )
    (case,) = read_cases(written(tmp_path, text)).cases
    assert case.failures(program) == ()
