"""Leaves that stand differently for different units, and leaves for which the notice has no clause."""

from decimal import Decimal

import pytest

from drafts import document, found, program_of
from opengov_rules import EvidenceError, Program, SchemeError, compile_scheme
from opengov_rules.codec import describe
from opengov_rules.structure import structure_scheme

ROSTER = """
[roster]
"部门" = ["甲局", "乙局", "丙局", "丁局"]
[aliases]
"乙局" = ["乙"]
"""
RUBRIC = """
kinds = ["部门"]
[1]
name = "重点领域"
points = 6
otherwise = "unstated"
[[1.variant]]
units = ["甲局"]
rule = "checklist"
parts = { "批准结果公开" = 2, "收费目录公开" = 4 }
[[1.variant]]
units = ["乙", "丙局"]
rule = "award"
when = "相关领域信息公开"
[2]
name = "空白栏目"
points = 4
rule = "deduct"
faults = { "空白栏目" = 1 }
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(RUBRIC, ROSTER)


def test_each_unit_is_asked_what_its_own_variant_asks(program: Program) -> None:
    assert [fact.name for fact in program.facts("甲局")] == ["批准结果公开", "收费目录公开", "空白栏目"]
    assert [fact.name for fact in program.facts("丙局")] == ["相关领域信息公开", "空白栏目"]


def test_a_unit_is_scored_by_its_own_variant(program: Program) -> None:
    """2 of 2 + 4, less one empty column: 2 + 3."""
    result = program.score("甲局", {"批准结果公开": True, "收费目录公开": False, "空白栏目": 1})
    assert [result["1"].points, result["1"].maximum, result.total] == [2, 6, 5]
    assert [(cause.code, cause.fact, str(cause.amount)) for cause in result.causes] == [
        ("1", "收费目录公开", "4"),
        ("2", "空白栏目", "1"),
    ]


def test_a_variant_may_name_a_unit_by_an_alias(program: Program) -> None:
    assert program.score("乙局", {"相关领域信息公开": True, "空白栏目": 0}).total == 10


def test_what_another_variant_asks_may_not_be_answered(program: Program) -> None:
    with pytest.raises(EvidenceError) as caught:
        program.score("乙局", {"批准结果公开": True})
    assert [problem.code for problem in caught.value.problems] == ["fact-elsewhere"]


def test_without_a_clause_the_score_is_an_interval(program: Program) -> None:
    """丁局 has no variant: 0 to 6, and 4 for no empty column."""
    result = program.score("丁局", {"空白栏目": 0})
    assert result.status == "provisional"
    assert [*result.bounds, result.maximum] == [4, 10, 10]
    (open_fact,) = result.open_facts
    assert open_fact.name == "1"
    assert open_fact.swing == 6


def test_a_ruling_with_its_source_settles_it(program: Program) -> None:
    ruling = {"value": "4.5", "source": "考评组会议纪要第3号"}
    result = program.score("丁局", {"空白栏目": 0, "1": ruling})
    assert result.total == Decimal("8.5")
    (cause,) = result["1"].causes
    assert cause.amount == Decimal("1.5")
    assert cause.reason("zh") == "原文无条款,裁定得 4.5 分(考评组会议纪要第3号)"
    assert cause.reason("en") == "no clause in the notice, ruled 4.5 (考评组会议纪要第3号)"


@pytest.mark.parametrize(
    ("answer", "code"),
    [(5, "ruling-source"), ({"value": 5}, "ruling-source"), ({"value": 7, "source": "纪要"}, "value-range")],
)
def test_a_ruling_says_who_ruled_and_stays_within_the_points(program: Program, answer: object, code: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        program.score("丁局", {"1": answer})
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_ruling_of_all_points_is_on_record(program: Program) -> None:
    result = program.score("丁局", {"空白栏目": 0, "1": {"value": 6, "source": "纪要"}})
    (cause,) = result["1"].causes
    assert cause.amount == 0
    assert cause.reason() == "原文无条款,裁定得 6 分(纪要)"


def test_a_ruling_comes_after_the_last_day_for_evidence() -> None:
    """The due date is the unit's; a ruling is made when the assessment is."""
    text = '[1]\nname = "创新"\npoints = 3\nrule = "unstated"\nneeds_evidence = true\n'
    program = program_of(text, '[window]\ndue = 2025-01-10\ninferred.due = "a draft"\n')
    ruling = {"value": 2, "source": "纪要", "time": "2025-02-01"}
    assert program.score("甲县", {"1": ruling}).total == 2


@pytest.mark.parametrize("answer", [{"status": "not_submitted"}, {"value": 2, "source": " "}])
def test_nothing_but_a_source_makes_a_ruling(answer: object) -> None:
    program = program_of('[1]\nname = "创新"\npoints = 3\nrule = "unstated"\n')
    with pytest.raises(EvidenceError) as caught:
        program.score("甲县", {"1": answer})
    assert [problem.code for problem in caught.value.problems] == ["ruling-source"]


def test_single_brackets_are_mended_by_the_message() -> None:
    text = RUBRIC[: RUBRIC.index("[[1.variant]]")] + '[1.variant]\nunits = ["甲局"]\n'
    assert ("variant-single", "county.1.variant") in found(text, ROSTER)


def test_a_leaf_may_be_unstated_for_everybody() -> None:
    program = program_of('[1]\nname = "创新"\npoints = 3\nrule = "unstated"\n')
    assert list(program.score("甲县", {}).bounds) == [0, 3]


def test_a_variant_has_its_nodes_keys_unless_it_gives_its_own() -> None:
    text = """
kinds = ["县"]
[1]
name = "公开"
points = 2
zero_if = "弄虚作假"
[[1.variant]]
kinds = ["县"]
name = "县级公开"
rule = "award"
when = "公开"
"""
    result = program_of(text).score("甲县", {"公开": True, "弄虚作假": False})
    assert result["1"].name == "县级公开"
    assert result.total == 2
    assert program_of(text).score("甲县", {"公开": True, "弄虚作假": True}).total == 0


def test_what_the_node_prints_holds_for_every_variant() -> None:
    """4 points printed for the node, and a variant worth 3."""
    text = """
kinds = ["县"]
[1]
name = "公开"
points = 4
[[1.variant]]
kinds = ["县"]
points = 3
rule = "award"
when = "公开"
"""
    assert found(text) == [("variant-points", "county.1.variant")]


def test_maxima_follow_the_variant() -> None:
    text = """
[1]
name = "公开"
[[1.variant]]
units = ["甲县"]
points = 2
rule = "award"
when = "公开"
[[1.variant]]
units = ["乙县", "丙县"]
points = 5
rule = "deduct"
faults = { "差错" = 2 }
"""
    program = program_of(text)
    assert [list(program.score(unit, {}).bounds) for unit in ("甲县", "乙县")] == [[0, 2], [0, 5]]
    assert [program.score(unit, {}).maximum for unit in ("甲县", "乙县")] == [2, 5]


def test_the_readings_path_names_a_variant_by_its_first_unit() -> None:
    reading = """
[readings.own-clause]
ask = "甲局按哪一条?"
cite = "1: 甲局"
chosen = "自己的条款"
[readings.own-clause.option."一般条款".set]
'county.1.variant."甲局".units' = []
'county.1.variant."乙".units' = ["甲局", "乙局", "丙局"]
"""
    program = program_of(RUBRIC, ROSTER + reading)
    other = program.with_(readings={"own-clause": "一般条款"})
    assert other.score("甲局", {"相关领域信息公开": True, "空白栏目": 0}).total == 10
    assert list(program.with_(readings={}).score("甲局", {}).bounds) == [0, 10]


def test_a_readings_path_to_no_variant_is_refused() -> None:
    reading = """
[readings.own-clause]
ask = "甲局按哪一条?"
cite = "1: 甲局"
chosen = "自己的条款"
option."一般条款" = { set = { 'county.1.variant."戊局".units' = [] } }
"""
    assert ("patch-path", "scheme.readings.own-clause.option.一般条款") in found(RUBRIC, ROSTER + reading)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('units = ["甲局"]', 'units = ["甲局", "丙局"]'), ("variant-twice", "county.1.variant")),
        (('otherwise = "unstated"\n', ""), ("variant-missing", "county.1.variant")),
        (('units = ["甲局"]', 'units = ["甲局", "戊局"]'), ("variant-stranger", "county.1.variant.甲局.units")),
        (('units = ["甲局"]', 'kinds = ["乡镇"]'), ("variant-stranger", "county.1.variant.乡镇.kinds")),
        (('rule = "award"\nwhen = "相关领域信息公开"', ""), ("rule-missing", "county.1.variant.乙")),
        (('otherwise = "unstated"', 'rule = "award"\nwhen = "其他"'), ("variants-alone", "county.1.variant")),
        (('units = ["甲局"]\n', ""), ("key-missing", "county.1.variant.0")),
        (('units = ["甲局"]', 'units = ["甲局"]\nrole = "bonus"'), ("variant-key", "county.1.variant.甲局.role")),
        (('units = ["甲局"]', 'units = ["甲局"]\nrate = 1'), ("key-unknown", "county.1.variant.甲局.rate")),
        (('"批准结果公开" = 2', '"批准结果公开" = 1'), ("parts-sum", "county.1.variant.甲局.rule")),
    ],
)
def test_what_is_wrong_with_a_variant_is_said_where_it_stands(
    change: tuple[str, str], problem: tuple[str, str]
) -> None:
    assert problem in found(RUBRIC.replace(*change), ROSTER)


def test_otherwise_needs_variants() -> None:
    text = RUBRIC[: RUBRIC.index("[[1.variant]]")] + RUBRIC[RUBRIC.index("[2]") :]
    assert ("key-missing", "county.1") in found(text, ROSTER)


def test_an_uncited_number_of_a_variant_is_found_there() -> None:
    draft = structure_scheme(document(RUBRIC, ROSTER))
    with pytest.raises(SchemeError) as caught:
        compile_scheme(draft)
    paths = {".".join(problem.path) for problem in caught.value.problems if problem.code == "uncited"}
    assert "county.1.variant.甲局.parts" in paths


def test_two_variants_read_one_mark_on_one_scale() -> None:
    text = """
[1]
name = "创新"
[[1.variant]]
units = ["甲县"]
points = 3
rule = "judged"
fact = "创新评分"
step = 1
[[1.variant]]
units = ["乙县", "丙县"]
points = 6
rule = "judged"
fact = "创新评分"
step = 0.5
"""
    assert ("fact-scale", "county.1.variant.乙县.rule") in found(text)


def test_what_one_variant_says_of_a_fact_does_not_rule_another_unit() -> None:
    """甲县 must submit the fact in time and may do without it; 乙县 is simply asked."""
    text = """
[1]
name = "公开"
points = 3
[[1.variant]]
units = ["甲县"]
rule = "award"
when = "公开"
needs_evidence = true
not_applicable = "drop"
[[1.variant]]
units = ["乙县", "丙县"]
rule = "award"
when = "公开"
"""
    program = program_of(text, '[window]\ndue = 2025-01-10\ninferred.due = "a draft"\n')
    late = {"公开": {"value": True, "time": "2025-01-11"}}
    assert [str(program.score(unit, late).total) for unit in ("甲县", "乙县")] == ["0", "3"]
    assert program.score("甲县", {"公开": {"status": "not_applicable"}}).status == "not_applicable"
    with pytest.raises(EvidenceError) as caught:
        program.score("乙县", {"公开": {"status": "not_applicable"}})
    assert [problem.code for problem in caught.value.problems] == ["not-applicable-refused"]


def test_a_variant_without_points_leaves_the_other_units_their_maximum() -> None:
    text = """
[1]
name = "得分"
[[1.variant]]
units = ["甲县"]
points = 3
rule = "award"
when = "公开"
[[1.variant]]
units = ["乙县", "丙县"]
rule = "printed"
fact = "公布得分"
"""
    program = program_of(text)
    assert program.score("甲县", {}).maximum == 3
    assert program.score("乙县", {}).maximum is None


def test_a_reading_may_swap_the_units_of_two_variants() -> None:
    reading = """
[readings.swapped]
ask = "哪一条?"
cite = "1: 甲局"
chosen = "如文"
[readings.swapped.option."对调".set]
'county.1.variant."甲局".units' = ["乙", "丙局"]
'county.1.variant."乙".units' = ["甲局"]
"""
    program = program_of(RUBRIC, ROSTER + reading).with_(readings={"swapped": "对调"})
    assert [fact.name for fact in program.facts("甲局")] == ["相关领域信息公开", "空白栏目"]
    assert [fact.name for fact in program.facts("丙局")] == ["批准结果公开", "收费目录公开", "空白栏目"]


def test_the_description_lists_the_variants(program: Program) -> None:
    (rubric,) = describe(program)["rubrics"]
    node = rubric["indicators"][0]
    assert (node["rule"], node["children"]) == (None, [])
    assert [(v["units"], v["rule"]["kind"]) for v in node["variants"]] == [
        (["甲局"], "checklist"),
        (["乙", "丙局"], "award"),
        ([], "unstated"),
    ]
    assert node["facts"] == ["批准结果公开", "收费目录公开", "相关领域信息公开", "1"]
