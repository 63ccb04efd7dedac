"""What a case of one unit can say of rules about all units, and of units that are not assessed; and what is covered."""

import re
from pathlib import Path

import pytest
from attrs import evolve

from opengov_rules import Program, compile_scheme, read_scheme
from opengov_rules.cli import main
from opengov_rules.testing.cases import Case, case_problems, cases_for, read_cases
from opengov_rules.testing.mutation import CaseKiller, mutants
from opengov_rules.testing.rule_coverage import RuleCoverage, coverage_page, rule_coverage, summary

NOTICE = """考核对象2个县：甲县、乙县。丁县不参加考核
2024年1月1日起采集，2024年12月10日前报送，逾期视为未开展
网站建设（6分）；空白栏目超过6个的，一票否决
每个空白栏目扣1分（5分）
网站标识规范（1分）
依申请公开（4分）
渠道畅通得2分
收到申请的，答复规范得2分，未收到的按比例折算
纳入绩效考核，权重不低于4%得2分
11分以上的为优秀，6分以上的为合格，其余为不合格。优秀不超过30%
按总分排名
"""
SCHEME = """
id = "small-2024"
city = "小城"
edition = "2024"
title = "小城2024年通知"
source = { file = "small.txt", sha256 = "00" }
[window]
from = 2024-01-01
due = 2024-12-10
cite = ["2: 2024年1月1日起采集", "2: 2024年12月10日前报送"]
[roster]
"县" = { count = 2, cite = "1: 2个县", names = ["甲县", "乙县"] }
[excluded]
"丁县" = "1: 丁县不参加考核"
[facts."权重"]
type = "quantity"
max = 1
[grades]
"优秀" = { at_least = 11, quota = "30%", cite = ["10: 11分以上的为优秀", "10: 优秀不超过30%"] }
"合格" = { at_least = 6, cite = "10: 6分以上的为合格" }
"不合格" = { cite = "10: 其余为不合格" }
[rankings."总分"]
cite = "11: 按总分排名"
"""
COUNTY = """
kinds = ["县"]
points = 12

[1]
name = "网站建设"
points = 6
cite = "3: 网站建设（6分）"
[1.1]
name = "空白栏目"
points = 5
cite = "4: 每个空白栏目扣1分（5分）"
rule = "deduct"
faults = { "空白栏目" = 1 }
[1.2]
name = "网站标识"
points = 1
cite = "5: 网站标识规范（1分）"
rule = "award"
when = "网站标识规范"

[2]
name = "依申请公开"
points = 4
cite = "6: 依申请公开（4分）"
[2.1]
name = "渠道"
points = 2
cite = "7: 渠道畅通得2分"
rule = "award"
when = "渠道畅通"
[2.2]
name = "答复"
points = 2
cite = "8: 收到申请的，答复规范得2分，未收到的按比例折算"
applies_if = "收到申请"
not_applicable = "rescale"
rule = "award"
when = "答复规范"

[3]
name = "权重"
points = 2
cite = "9: 权重不低于4%得2分"
needs_evidence = true
rule = "award"
when = { fact = "权重", at_least = "4%" }

[vetoes.stale]
cite = "3: 空白栏目超过6个的，一票否决"
when = { fact = "空白栏目", over = 6 }
scope = "1"
effect = { points = 0 }
"""
ALL = '"网站标识规范" = true, "渠道畅通" = true, "收到申请" = true, "答复规范" = true, "权重" = 0.05'
HEAD = 'scheme = "../small-2024"\nunit = "甲县"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("small-2024", "cases", "sources"):
        (tmp_path / name).mkdir()
    (tmp_path / "small-2024" / "scheme.toml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "small-2024" / "county.toml").write_text(COUNTY, encoding="utf-8")
    (tmp_path / "sources" / "small.txt").write_text(NOTICE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def program(folder: Path) -> Program:
    return compile_scheme(read_scheme(folder / "small-2024"))


def case(folder: Path, said: str) -> Case:
    file = folder / "cases" / "made.toml"
    file.write_text(f'{HEAD}[[case]]\nname = "一例"\n{said}\n', encoding="utf-8")
    (found,) = read_cases(file).cases
    return found


def covered(folder: Path, program: Program, said: str) -> set[str]:
    coverage = rule_coverage(program, [case(folder, said)])
    return {f"{one.target.code} {one.target.kind}: {one.target.what[1]}" for one in coverage.targets if one.by}


# units that are not assessed ----------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "number"), [("丁县", "OGR404"), ("戊县", "OGR403")])
def test_that_a_unit_is_not_assessed_can_be_a_case(folder: Path, program: Program, unit: str, number: str) -> None:
    refused = case(folder, f'unit = "{unit}"\nrefused = ["{number}"]')
    assert case_problems(read_cases(folder / "cases" / "made.toml"), program) == []
    assert refused.failures(program) == ()
    assert rule_coverage(program, [refused]).covered == 0
    assert CaseKiller(program, [refused])(program, mutants(program.scheme)[0]) is None


@pytest.mark.parametrize(("unit", "number"), [("丁县", "OGR404"), ("戊县", "OGR403")])
def test_a_case_of_such_a_unit_that_expects_anything_else_is_a_problem(
    folder: Path, program: Program, unit: str, number: str
) -> None:
    case(folder, f'unit = "{unit}"\nexpect = {{ total = 0 }}')
    (problem,) = case_problems(read_cases(folder / "cases" / "made.toml"), program)
    assert (problem.number, problem.path) == (number, ("unit",))


def test_a_unit_that_is_assessed_is_not_refused(folder: Path, program: Program) -> None:
    (wrong,) = case(folder, 'refused = ["OGR404"]').failures(program)
    assert (wrong.expected, wrong.got) == ("OGR404", "–")


# quotas -------------------------------------------------------------------------------------------


def test_a_case_states_the_grade_before_quotas(folder: Path, program: Program) -> None:
    """5 - 1 + 1 + 4 + 2 = 11 points are 优秀, 5 - 2 + 1 + 4 + 2 = 10 are not, however many others there are."""
    for count, grade in ((1, "优秀"), (2, "合格")):
        said = f'evidence = {{ {ALL}, "空白栏目" = {count} }}\ngrade = '
        assert case(folder, f'{said}"{grade}"').failures(program) == ()
        (wrong,) = case(folder, f'{said}"none"').failures(program)
        assert (wrong.expected, wrong.got) == ("none", grade)
        assert "compared is the grade that is met before quotas" in wrong.message("en")
        assert "分配名额之前" in wrong.message("zh")
    assert case(folder, 'grade = "none"').failures(program) == ()


# coverage -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "vetoes", "shown"), [(6, "[]", "at"), (7, '["stale"]', "beside")])
def test_a_case_that_states_vetoes_shows_their_conditions(
    folder: Path, program: Program, count: int, vetoes: str, shown: str
) -> None:
    said = f'evidence = {{ "空白栏目" = {count} }}\n'
    target = f"vetoes.stale {shown}: 空白栏目 = {count}"
    assert target in covered(folder, program, f"{said}vetoes = {vetoes}")
    assert target in covered(folder, program, f"{said}bounds = {{ total = [0, 11] }}")
    assert target not in covered(folder, program, f'{said}expect = {{ "1.1" = 0 }}')


def test_children_that_together_reach_just_the_points_are_proved_never_to_exceed_them(
    folder: Path, program: Program
) -> None:
    """(2 + 2) ÷ 4 × 4 and 2 ÷ 2 × 4 are 4, the points of the heading."""
    unreachable = [(target.code, target.kind) for target in rule_coverage(program, []).unreachable]
    assert ("2", "acts") in unreachable


@pytest.mark.parametrize(("points", "proved"), [(18, True), (17, False)])
def test_that_is_proved_of_any_number_of_children(folder: Path, points: int, proved: bool) -> None:
    """Nine children of 2 points, each of which may not apply: 18 at most, which is above 17."""
    head = f'kinds = ["县"]\npoints = {points}\n[1]\nname = "项"\npoints = {points}\ncite = "3: {points}"\n'
    leaf = 'points = 2\ncite = "4: 2"\nrule = "award"\nnot_applicable = "rescale"\n'
    leaves = "".join(f'[1.{n}]\nname = "{n}"\nwhen = "甲{n}"\napplies_if = "乙{n}"\n{leaf}' for n in range(1, 10))
    differs = '[discrepancies.sum]\nat = "county.1"\nsays = "3: 17"\ntaken = "17"\n' if points == 17 else ""
    (folder / "small-2024" / "county.toml").write_text(head + leaves, encoding="utf-8")
    (folder / "small-2024" / "scheme.toml").write_text(
        SCHEME.partition("[window]")[0] + f'[roster]\n"县" = ["甲县"]\n{differs}', encoding="utf-8"
    )
    coverage = rule_coverage(compile_scheme(read_scheme(folder / "small-2024")), [])
    above = [target for target in coverage.unreachable if "above the cap" in target.what[1]]
    assert [target.code for target in above] == ["1"] * proved


def test_beyond_a_limit_of_a_number_without_steps_is_any_number_on_that_side(folder: Path, program: Program) -> None:
    assert "3 beside: 权重 < 4%" in covered(folder, program, 'evidence = { "权重" = 0.03 }\nexpect = { "3" = 0 }')
    assert "3 at: 权重 = 4%" in covered(folder, program, 'evidence = { "权重" = 0.04 }\nexpect = { "3" = 2 }')


def everything(folder: Path, program: Program) -> RuleCoverage:
    """As if a case showed every target."""
    coverage = rule_coverage(program, [])
    return evolve(coverage, targets=tuple(evolve(one, by=("x",)) for one in coverage.targets))


def test_a_line_is_green_only_where_cases_can_test_all_of_it(folder: Path, program: Program) -> None:
    page = coverage_page(everything(folder, program), program.scheme, NOTICE, "zh")
    marks = re.findall(r'<div class="line ?(\w*)"[^>]*><span>(\d+)</span>', page)
    assert {line: mark for mark, line in marks} == {
        "1": "rest",  # the roster
        "2": "all",
        "3": "all",
        "4": "all",
        "5": "all",
        "6": "all",  # others take over what does not apply
        "7": "all",
        "8": "all",
        "9": "all",
        "10": "rest",  # the quota
        "11": "rest",  # the ranking
    }
    assert '<li class="off">优秀的名额 30%: 用例考不到</li>' in page
    assert '<span class="rest">用例考不到' in page


def test_a_target_whose_line_is_quoted_twice_stands_there_once(folder: Path, program: Program) -> None:
    page = coverage_page(everything(folder, program), program.scheme, NOTICE, "en")
    assert page.count("submitted on 2024-12-10") == 1


def test_the_summary_names_what_no_case_can_test(folder: Path, program: Program) -> None:
    *_, head, roster, quota, ranking = summary(rule_coverage(program, []), "en")
    assert head == "what no case can test, being about all units:"
    assert [roster, quota, ranking] == [
        "  roster: 县 [1: 2个县]",
        "  quota of 优秀: 30% [10: 优秀不超过30%]",
        "  ranking: 总分 [11: 按总分排名]",
    ]


# mutation -----------------------------------------------------------------------------------------


def test_mutants_are_not_tried_with_cases_that_fail_on_the_scheme_itself(
    folder: Path, program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    case(folder, 'evidence = { "空白栏目" = 1 }\nexpect = { "1.1" = 5 }')
    assert len(cases_for(program, [folder / "cases"])) == 1
    assert main(["mutate", str(folder / "small-2024"), "--cases", str(folder / "cases"), "--max", "1"]) == 2
    assert "cases that fail on the scheme itself): 一例" in capsys.readouterr().err
