"""Jingzhou 2021, counties: the shape of the rubric and every reading; the cases worked by hand stand in `cases/`."""

import pytest

from opengov_rules import Host, Program


@pytest.fixture(scope="module")
def program() -> Program:
    return Host.discover().scheme("jingzhou-2021")


def test_the_county_rubric_has_66_leaves_and_100_points(program: Program) -> None:
    (compiled,) = (c for c in program.rubrics if c.rubric.id == "county")
    rubric = compiled.rubric
    roles = ("base", "bonus", "penalty")
    by_role = {role: [n for n in rubric.indicators if (n.role or "base") == role] for role in roles}
    leaves = {role: [n for top in tops for n in top.walk() if not n.children] for role, tops in by_role.items()}
    assert {role: len(found) for role, found in leaves.items()} == {"base": 66, "bonus": 5, "penalty": 1}
    assert rubric.points == 100
    # 15 + 50 + 25 + 10, lines 63, 106, 292, 380; bonus 20, line 414
    assert [node.points for node in by_role["base"]] == [15, 50, 25, 10]
    assert [node.points for node in by_role["bonus"]] == [20]
    assert all(node.cite for node in rubric.walk())


def test_eight_counties_and_three_zones_are_assessed(program: Program) -> None:
    """Lines 41 and 43."""
    units = [(unit.kind, unit.name) for unit in program.scheme.roster.units if unit.kind != "市直部门"]
    assert units == [
        *(("县市区", n) for n in ("荆州区", "沙市区", "江陵县", "松滋市", "公安县", "石首市", "监利市", "洪湖市")),
        *(("功能区", n) for n in ("荆州开发区", "荆州高新区", "纪南文旅区")),
    ]


def test_with_the_whole_score_as_scope_a_veto_settles_the_total(program: Program) -> None:
    """Line 296 read the other way: 6 empty columns bring whatever the total is down to 0, but never up."""
    strict = program.with_(readings={"site-veto": "整个总分"})
    assert strict.score("荆州区", {"空白栏目": 6}).total == 0
    assert program.score("荆州区", {"空白栏目": 6}).total is None


def test_no_grades_are_invented(program: Program) -> None:
    assert program.scheme.grades == ()
    assert program.scheme.named == ()


def test_the_sample_covers_both_vetoes_and_open_and_unsubmitted_facts() -> None:
    host = Host.discover()
    program, sample = host.scheme("jingzhou-2021"), host.sample("jingzhou-2021")
    standings = program.assess(sample)["county"]
    assert sample.label == "示例数据"
    assert len(standings.rows) == 11
    assert {veto for row in standings for veto in row.result.vetoes} == {"blank", "overdue"}
    assert any(row.result.status == "provisional" for row in standings)
    kinds = {cause.kind for row in standings for cause in row.result.causes}
    assert {"missed", "deduction", "unearned", "penalty", "not_submitted", "zero_if", "only_if", "veto"} <= kinds
