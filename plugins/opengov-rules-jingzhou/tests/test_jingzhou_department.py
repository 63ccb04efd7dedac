"""Jingzhou 2021, departments: the shape of the rubric, the roster and the two standings; `cases/` holds cases."""

from pathlib import Path

import pytest

from opengov_rules import Host, Program
from opengov_rules.testing.cases import read_cases

CASES = read_cases(Path(__file__).parents[1] / "cases" / "department.toml").cases

DEPARTMENTS = (  # line 45
    *("市发展和改革委员会", "市教育局", "市科学技术局", "市经济和信息化局", "市公安局", "市民政局", "市司法局"),
    *("市财政局", "市人力资源和社会保障局", "市自然资源和规划局", "市生态环境局", "市住房和城乡建设局"),
    *("市交通运输局", "市农业农村局", "市商务局", "市文化和旅游局", "市卫生健康委员会", "市应急管理局", "市审计局"),
    *("市政府国有资产监督管理委员会", "市市场监督管理局", "市人民防空办公室", "市城市管理委员会"),
    *("荆州住房公积金中心", "市民族宗教事务委员会", "市水利和湖泊局", "市退役军人事务局", "市统计局"),
    *("市医疗保障局", "市乡村振兴局", "市地方金融工作局", "市政务服务和大数据管理局"),
)
AS_PRINTED = {  # lines 601-645, where they differ from line 45
    "市发改委": "市发展和改革委员会",
    "市科技局": "市科学技术局",
    "市人社局": "市人力资源和社会保障局",
    "市住建局": "市住房和城乡建设局",
    "市卫生健康委": "市卫生健康委员会",
    "市国资委": "市政府国有资产监督管理委员会",
    "市市场监管局": "市市场监督管理局",
    "市人防办": "市人民防空办公室",
    "市城管委": "市城市管理委员会",
    "荆州市审计局": "市审计局",
}
WITHOUT_CLAUSE = ("市经济和信息化局", "荆州住房公积金中心")


@pytest.fixture(scope="module")
def program() -> Program:
    return Host.discover().scheme("jingzhou-2021")


def test_the_department_rubric_has_48_leaves_100_points_and_no_bonus(program: Program) -> None:
    (compiled,) = (c for c in program.rubrics if c.rubric.id == "department")
    rubric = compiled.rubric
    tops = {role: [n for n in rubric.indicators if (n.role or "base") == role] for role in ("base", "bonus", "penalty")}
    leaves = {role: [n for top in found for n in top.walk() if not n.children] for role, found in tops.items()}
    assert {role: len(found) for role, found in leaves.items()} == {"base": 48, "bonus": 0, "penalty": 1}
    assert rubric.points == 100
    # 15 + 50 + 25 + 10, lines 470, 497, 677, 755
    assert [node.points for node in tops["base"]] == [15, 50, 25, 10]
    assert all(node.cite for node in rubric.walk())


def test_every_leaf_has_hand_worked_cases_both_settled_and_open(program: Program) -> None:
    (compiled,) = (c for c in program.rubrics if c.rubric.id == "department")
    leaves = {n.code for n in compiled.rubric.walk() if not n.children}
    assert leaves <= {code for case in CASES for code in case.expect}
    assert leaves - {"P.1"} <= {code for case in CASES for code in case.bounds}


def test_every_department_has_hand_worked_cases_of_its_own_clause() -> None:
    """Lines 601-645, and the two departments that they leave out."""
    assert {case.unit for case in CASES if "2.10" in {*case.expect, *case.bounds}} == set(DEPARTMENTS)


def test_32_departments_are_assessed(program: Program) -> None:
    """Line 45."""
    assert tuple(unit.name for unit in program.scheme.roster.units if unit.kind == "市直部门") == DEPARTMENTS
    assert len(DEPARTMENTS) == 32


@pytest.mark.parametrize("name", [*AS_PRINTED, *DEPARTMENTS])
def test_a_department_answers_to_each_name_that_the_notice_prints(program: Program, name: str) -> None:
    unit = program.scheme.roster[name]
    assert (unit.name, unit.kind) == (AS_PRINTED.get(name, name), "市直部门")
    assert program.score(name, {}).unit == unit


def test_counties_and_departments_are_ranked_apart() -> None:
    """Lines 41-45: 11 and 32 units; 100 points and 20 of bonus for the ones, 100 points for the others."""
    host = Host.discover()
    program = host.scheme("jingzhou-2021")
    standings = program.assess(host.sample("jingzhou-2021"))
    assert {group: len(table.rows) for group, table in standings.items()} == {"county": 11, "department": 32}
    assert {group: {row.result.maximum for row in table} for group, table in standings.items()} == {
        "county": {120},
        "department": {100},
    }
    assessed = [row.unit for table in standings.values() for row in table]
    assert sorted(assessed) == sorted(unit.name for unit in program.scheme.roster.units)
    for table in standings.values():
        assert all(1 <= first <= last <= len(table.rows) for first, last in (row.ranks for row in table))


@pytest.mark.parametrize("unit", WITHOUT_CLAUSE)
def test_a_department_without_a_clause_stays_open_until_somebody_rules(program: Program, unit: str) -> None:
    """Line 45 names both, lines 601-645 neither: 6 points that only a ruling can settle."""
    leaf = program.score(unit, {})["2.10"]
    assert leaf.points is None
    assert [str(end) for end in leaf.bounds] == ["0", "6"]
    ruled = program.score(unit, {"2.10": {"value": "4.5", "source": "市政务公开领导小组办公室答复"}})
    assert str(ruled["2.10"].points) == "4.5"
    assert ruled["2.10"].maximum == 6
