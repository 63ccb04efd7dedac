"""What a well-formed scheme may still get wrong: one small bad scheme for each problem, with its code and its place."""

from pathlib import Path

import pytest
from attrs import evolve

from drafts import COLUMNS, KINDS, document, found, problems_in, program_of, scheme_of, write
from opengov_rules import SchemeError, compile_scheme, read_scheme
from opengov_rules.compiler.proofs import sign_problems
from opengov_rules.verifier.options import option_problems

AWARD = '[1]\nname = "机构"\npoints = 2\nrule = "award"\nwhen = "明确机构"\n'


def test_a_sound_scheme_has_no_problems() -> None:
    assert found() == []


# Identity and roster ------------------------------------------------------------------------------


@pytest.mark.parametrize("id", ["Draft-2024", "draft_2024", "2024", "draft-", "拟定-2024"])
def test_a_scheme_id_has_lower_case_letters_digits_and_hyphens(id: str) -> None:
    draft = document()
    draft["scheme"]["id"] = id
    assert ("id-text", ("scheme", "id")) in [(p.code, p.path) for p in problems_in(draft)]


def test_a_rubric_id_has_the_same_grammar() -> None:
    assert ("id-text", "县市区") in found('kinds = ["区"]\n' + COLUMNS, 县市区=KINDS + COLUMNS)


def test_a_scheme_needs_a_rubric() -> None:
    draft = document()
    del draft["county"]
    draft["scheme"]["roster"] = {}
    assert [(p.code, p.path) for p in problems_in(draft)] == [("rubric-missing", ("scheme",))]


@pytest.mark.parametrize(
    "scheme",
    [
        '[roster]\n"县" = ["甲县", "甲县"]\n',
        '[roster]\n"县" = ["甲县", "乙县"]\n[aliases]\n"甲县" = ["乙县"]\n',
        '[roster]\n"县" = ["甲县"]\n[excluded]\n"甲县" = "撤并"\n',
    ],
    ids=["twice in the roster", "as another's alias", "also excluded"],
)
def test_a_name_belongs_to_one_unit(scheme: str) -> None:
    assert [code for code, _ in found(scheme=scheme)] == ["unit-twice"]


def test_aliases_are_for_units_of_the_roster() -> None:
    (problem,) = problems_in(document(COLUMNS + 'cite = "1: 扣2分(20分)"\n', '[aliases]\n"甲" = ["A"]\n'))
    assert (problem.code, problem.path) == ("alias-unit", ("scheme", "aliases", "甲"))
    assert problem.params == {"unit": "甲", "near": "甲县"}


def test_every_kind_of_unit_has_a_rubric() -> None:
    assert found(scheme='[roster]\n"县" = ["甲县"]\n"部门" = ["财政局"]\n') == [
        ("kind-unclaimed", "scheme.roster.部门")
    ]


def test_no_kind_of_unit_has_two_rubrics() -> None:
    assert found(town=KINDS + COLUMNS) == [("kind-twice", "scheme.roster.县")]


# The tree -----------------------------------------------------------------------------------------


def test_an_indicator_code_stands_once() -> None:
    # TOML refuses a table twice, so only a scheme that was built in Python can hold one code twice.
    scheme = scheme_of()
    (rubric,) = scheme.rubrics
    with pytest.raises(SchemeError) as caught:
        compile_scheme(evolve(scheme, rubrics=(evolve(rubric, indicators=rubric.indicators * 2),)))
    assert "code-twice" in {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("county", "expected"),
    [
        pytest.param('[1]\nname = "机构"\npoints = 2\n', [("rule-missing", "county.1")], id="a leaf without a rule"),
        pytest.param(
            AWARD + '[1.1]\nname = "下级"\npoints = 2\nrule = "award"\nwhen = "乙"\n',
            [("rule-with-children", "county.1.rule")],
            id="a rule above children",
        ),
        pytest.param(
            '[1]\nname = "日常"\n[1.1]\nname = "机构"\nrole = "bonus"\npoints = 2\nrule = "award"\nwhen = "甲"\n',
            [("role-nested", "county.1.1.role")],
            id="a role below the top",
        ),
        pytest.param(
            '[1]\nname = "通报"\npoints = -2\nrule = "per_event"\nevents = { "通报" = 2 }\n',
            [("points-negative", "county.1.points")],
            id="negative points",
        ),
        pytest.param(
            AWARD.replace("points = 2\n", ""), [("points-missing", "county.1.rule")], id="an award without points"
        ),
        pytest.param(
            '[1]\nname = "答复"\nrule = "tiers"\nfact = "天数"\nlimits = [{ at_most = 3, points = 2 }]\n',
            [("points-missing", "county.1.rule")],
            id="tiers without points",
        ),
        pytest.param(
            COLUMNS.replace("points = 20\n", ""), [("points-missing", "county.1.rule")], id="a deduction from nothing"
        ),
        pytest.param(
            '[1]\nname = "评分"\nrule = "judged"\nfact = "评分"\nstep = 1\n',
            [("points-missing", "county.1.rule")],
            id="a judgement without a maximum",
        ),
        pytest.param(
            '[1]\nname = "清单"\nrule = "checklist"\nparts = { "甲" = 1 }\n',
            [("points-missing", "county.1.rule")],
            id="a checklist without points",
        ),
        pytest.param(
            '[1]\nname = "抽查"\nrule = "sample"\nfact = "抽查"\ndraw = 3\neach = 1\n',
            [("points-missing", "county.1.rule")],
            id="a sample without points",
        ),
    ],
)
def test_the_tree_is_sound(county: str, expected: list[tuple[str, str]]) -> None:
    assert found(county) == expected


# Sums ---------------------------------------------------------------------------------------------

SPLIT = """
[1]
name = "日常工作"
points = 5
[1.1]
name = "机构"
points = 2
rule = "award"
when = "明确机构"
[1.2]
name = "分工"
points = 2
rule = "award"
when = "列入分工"
"""
ADMITTED = """
[discrepancies.sum]
at = '{at}'
says = "3: 日常工作(5分)"
but = "4: 机构2分,分工2分"
taken = "照录"
"""


def test_children_add_up_to_their_parent() -> None:
    # 2 + 2 = 4, not 5
    assert found(SPLIT) == [("children-sum", "county.1.points")]


def test_a_cited_discrepancy_covers_children_that_do_not_add_up() -> None:
    assert found(SPLIT, ADMITTED.format(at="county.1")) == []


def test_the_place_of_a_discrepancy_may_be_written_with_quoted_keys() -> None:
    assert found(SPLIT, ADMITTED.format(at='county."1"')) == []


def test_a_discrepancy_elsewhere_covers_nothing() -> None:
    assert found(SPLIT, ADMITTED.format(at="county.1.1")) == [("children-sum", "county.1.points")]


def test_the_base_adds_up_to_the_rubric_and_bonus_and_penalty_stand_outside() -> None:
    extras = '[B]\nname = "加分"\nrole = "bonus"\npoints = 5\nrule = "per_event"\nevents = { "表彰" = 5 }\n'
    assert found(KINDS + "points = 20\n" + COLUMNS + extras) == []
    assert found(KINDS + "points = 25\n" + COLUMNS + extras) == [("children-sum", "county.points")]
    assert found(KINDS + "points = 25\n" + COLUMNS, ADMITTED.format(at="county")) == []


@pytest.mark.parametrize(
    ("rule", "total"),
    [
        pytest.param('rule = "checklist"\nparts = { "甲" = 2, "乙" = 2 }\n', "4", id="checklist"),
        pytest.param('rule = "sample"\nfact = "甲"\ndraw = 4\neach = 1\n', "4", id="sample"),
        pytest.param('rule = "tiers"\nfact = "甲"\nlimits = [{ at_most = 3, points = 4 }]\n', "4", id="tiers"),
    ],
)
def test_what_a_rule_can_give_is_its_points_unless_a_discrepancy_covers_it(rule: str, total: str) -> None:
    county = '[1]\nname = "项"\npoints = 3\n' + rule
    assert found(county) == [("parts-sum", "county.1.rule")]
    assert found(county, ADMITTED.format(at="county.1")) == []
    problem = next(problem for problem in problems_in(document(county)) if problem.code == "parts-sum")
    assert problem.params == {"total": total, "points": "3"}
    assert found(county + "cap = 3\n") == []
    assert found(county.replace("points = 3", "points = 5", 1) + "cap = 5\n") == [("parts-sum", "county.1.rule")]


# Rules' own data ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param('rule = "deduct"\nfaults = { "甲" = 0 }\n', ("rate-sign", "county.1.rule"), id="a rate of 0"),
        pytest.param(
            'rule = "deduct"\nfaults = { "甲" = -1 }\n', ("rate-sign", "county.1.rule"), id="a fault that pays"
        ),
        pytest.param(
            'rule = "per_event"\nevents = { "甲" = -1 }\n', ("rate-sign", "county.1.rule"), id="negative event"
        ),
        pytest.param('rule = "sample"\nfact = "甲"\ndraw = 3\n', ("sample-worth", "county.1.rule"), id="neither worth"),
        pytest.param(
            'rule = "sample"\nfact = "甲"\ndraw = 3\neach = 1\nall_hit = true\n',
            ("sample-worth", "county.1.rule"),
            id="both worths",
        ),
        pytest.param(
            'rule = "sample"\nfact = "甲"\ndraw = 3\neach = 1\nper = "决策"\n',
            ("sample-per", "county.1.rule"),
            id="per without when",
        ),
        pytest.param(
            'rule = "sample"\nfact = "甲"\ndraw = 0\nall_hit = true\n', ("value-count", "county.1.rule"), id="no draw"
        ),
        pytest.param(
            'rule = "judged"\nfact = "甲"\nstep = 0.7\n', ("judged-step", "county.1.rule"), id="a step that misses 3"
        ),
        pytest.param('rule = "judged"\nfact = "甲"\nstep = 0\n', ("judged-step", "county.1.rule"), id="a step of 0"),
        pytest.param(
            'rule = "tiers"\nfact = "甲"\nlimits = [{ at_most = 5, points = 3 }, { at_most = 3, points = 2 }]\n',
            ("tier-order", "county.1.limits"),
            id="at_most out of order",
        ),
        pytest.param(
            'rule = "tiers"\nfact = "甲"\nlimits = [{ at_least = 5, points = 3 }, { at_least = 8, points = 2 }]\n',
            ("tier-order", "county.1.limits"),
            id="at_least out of order",
        ),
        pytest.param(
            'rule = "tiers"\nfact = "甲"\nlimits = [{ is = 5, points = 3 }, { is = 5, points = 2 }]\n',
            ("tier-order", "county.1.limits"),
            id="the same value again",
        ),
        pytest.param(
            'rule = "tiers"\nlimits = [{ when = "甲", points = 3 }, { when = "甲", points = 2 }]\n',
            ("tier-order", "county.1.limits"),
            id="the same condition again",
        ),
    ],
)
def test_a_rule_refuses_data_that_make_no_sense(rule: str, expected: tuple[str, str]) -> None:
    assert expected in found('[1]\nname = "项"\npoints = 3\n' + rule)


def test_tiers_in_order_are_accepted() -> None:
    county = '[1]\nname = "项"\npoints = 3\nrule = "tiers"\nfact = "天数"\n'
    assert found(county + "limits = [{ at_most = 3, points = 3 }, { at_most = 5, points = 2 }]\n") == []
    assert found(county + "limits = [{ under = 3, points = 3 }, { at_most = 3, points = 2 }]\n") == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('points = 5\nrule = "deduct"\nfaults = { "通报" = 5 }\n', ("penalty-rule", "county.P.rule")),
        ('points = 5\nrule = "judged"\nfact = "评分"\nstep = 1\n', ("penalty-rule", "county.P.rule")),
        (
            'rule = "per_event"\nevents = { "通报" = 5 }\nexcused_if = "已说明"\n',
            ("penalty-excused", "county.P.excused_if"),
        ),
    ],
)
def test_a_penalty_is_an_amount_that_grows_and_nothing_else(rule: str, expected: tuple[str, str]) -> None:
    assert expected in found(COLUMNS + '[P]\nname = "通报"\nrole = "penalty"\n' + rule)


# Facts --------------------------------------------------------------------------------------------


def test_a_declared_type_that_the_rule_cannot_use_is_refused_in_both_directions() -> None:
    assert found(COLUMNS, '[facts]\n"空白栏目" = { type = "yes_no" }\n') == [("fact-type", "county.1.rule")]
    assert found(AWARD, '[facts]\n"明确机构" = { type = "count" }\n') == [("fact-type", "county.1.rule")]


def test_two_rules_of_one_leaf_cannot_ask_one_fact_in_two_types() -> None:
    assert found(COLUMNS + 'zero_if = "空白栏目"\n') == [("fact-type", "county.1.rule")]


def test_two_leaves_cannot_ask_one_fact_in_two_types() -> None:
    other = '[2]\nname = "栏目"\npoints = 2\nrule = "award"\nwhen = "空白栏目"\n'
    assert found(COLUMNS + other) == [("fact-type", "county.2.rule")]


def test_two_samples_of_one_fact_draw_the_same_number() -> None:
    sample = '[{code}]\nname = "抽查"\npoints = {draw}\nrule = "sample"\nfact = "抽查"\ndraw = {draw}\neach = 1\n'
    assert found(sample.format(code="1", draw=3) + sample.format(code="2", draw=3)) == []
    assert found(sample.format(code="1", draw=3) + sample.format(code="2", draw=4)) == [("fact-draw", "county.2.rule")]


def test_answers_per_asset_need_a_fold() -> None:
    assert found(COLUMNS, '[facts]\n"空白栏目" = { per = "网站" }\n') == [("take-missing", "scheme.facts.空白栏目")]
    assert found(COLUMNS, '[facts]\n"空白栏目" = { per = "网站", take = "sum" }\n') == []


def test_yes_no_answers_per_asset_may_be_counted_by_a_deduction() -> None:
    assert found(COLUMNS, '[facts]\n"空白栏目" = { type = "yes_no", per = "网站", take = "count" }\n') == []


def test_the_limits_of_a_fact_leave_something_between_them() -> None:
    assert found(scheme='[facts]\n"空白栏目" = { min = 5, max = 3 }\n') == [("fact-limits", "scheme.facts.空白栏目")]


HITS = """
[1]
name = "征集"
points = 3
rule = "sample"
fact = "征集抽查"
draw = 3
all_hit = true
per = "决策"
when = { fact = "征集天数", at_least = 30 }
"""


def test_what_decides_a_hit_is_asked_of_the_samples_own_assets() -> None:
    assert found(HITS) == []
    assert found(HITS, '[facts]\n"征集天数" = { per = "网站" }\n') == [("hit-fact", "county.1.when")]


def test_what_decides_a_hit_is_read_nowhere_else() -> None:
    other = '[2]\nname = "天数"\npoints = 2\nrule = "award"\nwhen = { fact = "征集天数", at_least = 7 }\n'
    assert found(HITS + other) == [("hit-fact", "county.2.rule")]


@pytest.mark.parametrize(
    "other",
    ['{ units = ["甲县"] }', '{ units = ["丁县"] }', '{ points_of = "2", over = 0 }', '{ share_of = "2", over = 0 }'],
)
def test_what_decides_a_hit_looks_at_no_unit_and_no_node(other: str) -> None:
    two = '[2]\nname = "天数"\npoints = 2\nrule = "award"\nwhen = "已备案"\n'
    mixed = HITS.replace("when = {", "when = [{").replace("at_least = 30 }", f"at_least = 30 }}, {other}]")
    assert found(mixed + two) == [("hit-when", "county.1.when")]


# References ---------------------------------------------------------------------------------------

VETO = '[vetoes.v]\nwhen = {{ fact = "空白栏目", over = 5 }}\nscope = "{scope}"\neffect = {{ points = 0 }}\n'


@pytest.mark.parametrize("scope", ["2", "base", "1.1", ""])
def test_a_veto_needs_a_scope_that_exists(scope: str) -> None:
    assert found(COLUMNS + VETO.format(scope=scope)) == [("scope-unknown", "county.vetoes.v.scope")]


@pytest.mark.parametrize("scope", ["1", "total"])
def test_a_veto_may_act_on_a_node_or_on_the_total(scope: str) -> None:
    assert found(COLUMNS + VETO.format(scope=scope)) == []


@pytest.mark.parametrize(
    ("county", "scheme", "path"),
    [
        (COLUMNS + 'only_if = { points_of = "9", over = 1 }\n', "", "county.1.only_if"),
        (COLUMNS + VETO.format(scope="1").replace('fact = "空白栏目"', 'points_of = "9"'), "", "county.vetoes.v.when"),
        (COLUMNS, '[named."差"]\nwhen = { share_of = "9", is = 0 }\n', "scheme.named.差.when"),
        (COLUMNS, '[grades]\n"优" = { gates = [{ points_of = "9", over = 1 }] }\n', "scheme.grades.优.gates"),
    ],
    ids=["a gate", "a veto", "a named list", "a grade"],
)
def test_a_condition_reads_indicators_that_exist(county: str, scheme: str, path: str) -> None:
    assert ("node-unknown", path) in found(county, scheme)


@pytest.mark.parametrize("group", ["base", "bonus", "penalty", "total"])
def test_a_named_list_may_read_the_sums_of_roles_and_the_total(group: str) -> None:
    assert found(scheme=f'[named."差"]\nwhen = {{ points_of = "{group}", is = 0 }}\n') == []


@pytest.mark.parametrize(
    ("at", "problems"),
    [
        ("county.1", []),
        ("county.1.points", []),
        ("window.due", []),
        ("scheme.window.due", []),
        ("county.2", [("place-unknown", "scheme.discrepancies.sum.at")]),
        ("window.end", [("place-unknown", "scheme.discrepancies.sum.at")]),
        ("window..due", [("path-text", "scheme.discrepancies.sum.at")]),
        ('county."1".points', []),
    ],
)
def test_a_discrepancy_is_about_a_place_that_exists(at: str, problems: list[tuple[str, str]]) -> None:
    assert found(COLUMNS, "[window]\ndue = 2025-01-10\n" + ADMITTED.format(at=at)) == problems


def test_indicators_that_read_each_other_are_refused() -> None:
    county = """
[1]
name = "甲"
points = 2
rule = "award"
when = { points_of = "2", at_least = 1 }
[2]
name = "乙"
points = 2
rule = "award"
when = { points_of = "1", at_least = 1 }
"""
    (problem,) = problems_in_explained(county)
    assert (problem[0], problem[1]) == ("cycle", "county.1")
    assert set(problem[2].split(" → ")) == {"1", "2"}


def problems_in_explained(county: str) -> list[tuple[str, str, str]]:
    with pytest.raises(SchemeError) as caught:
        program_of(county)
    return [(p.code, ".".join(p.path), p.params.get("nodes", "")) for p in caught.value.problems]


def test_a_node_that_reads_the_total_reads_itself() -> None:
    assert [p[0] for p in problems_in_explained(COLUMNS + 'only_if = { points_of = "total", over = 1 }\n')] == ["cycle"]


# Readings and grades ------------------------------------------------------------------------------

READING = '[readings.{key}]\nask = "?"\ncite = "3: x"\nchosen = "A"\noption."{name}" = {{ set = {{ "{path}" = 3 }} }}\n'


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([("r", "B", "county.1.points")], []),
        ([("r", "A", "county.1.points")], [("option-chosen", "scheme.readings.r.option.A")]),
        ([("r", "B", "town.1.points")], [("patch-path", "scheme.readings.r.option.B")]),
        ([("r", "B", "county.2.points")], [("patch-path", "scheme.readings.r.option.B")]),
        ([("r", "B", "county.total.floor")], []),
        (
            [("r", "B", "county.1.points"), ("s", "B", "county.1.points")],
            [("patch-twice", "scheme.readings.s.option.B")],
        ),
        ([("r", "B", "county.1.points"), ("s", "B", "county.1.cap")], []),
    ],
    ids=[
        "sound",
        "the chosen one again",
        "no such file",
        "no such indicator",
        "a bound of the total that is not there yet",
        "one path, two readings",
        "two paths",
    ],
)
def test_readings_patch_what_exists_and_each_path_once(
    readings: list[tuple[str, str, str]], expected: list[tuple[str, str]]
) -> None:
    scheme = "".join(READING.format(key=key, name=name, path=path) for key, name, path in readings)
    assert found(COLUMNS, scheme) == expected


def test_thresholds_of_grades_fall_from_the_top() -> None:
    scheme = '[grades]\n"优" = {{ at_least = 90 }}\n"良" = {{ at_least = {limit} }}\n"其余" = {{}}\n'
    assert found(scheme=scheme.format(limit=80)) == []
    assert found(scheme=scheme.format(limit=90)) == [("grade-order", "scheme.grades.良.at_least")]


# Citations ----------------------------------------------------------------------------------------


def codes(county: str, scheme: str = "") -> list[tuple[str, str, str]]:
    problems = problems_in(document(county, scheme))
    return [(p.code, ".".join(p.path), p.params.get("value", "")) for p in problems]


def test_every_number_stands_in_the_words_that_its_table_quotes() -> None:
    assert codes(COLUMNS + 'cite = "34: 每个空白栏目扣2分,扣完为止。(20分)"\n') == []
    assert codes(COLUMNS + 'cite = "34: 每个空白栏目扣3分,扣完为止。(20分)"\n') == [("uncited", "county.1.faults", "2")]
    assert codes(COLUMNS) == [("uncited", "county.1.points", "20"), ("uncited", "county.1.faults", "2")]


def test_part_of_a_numeral_is_not_that_number() -> None:
    # 20 holds a 2, and 12 too; neither is the numeral 2.
    assert codes(COLUMNS + 'cite = "34: 共12个栏目(20分)"\n') == [("uncited", "county.1.faults", "2")]


def test_a_leading_ordinal_is_no_number_of_the_clause() -> None:
    assert codes(COLUMNS + 'cite = "34: 2.空白栏目(20分)"\n') == [("uncited", "county.1.faults", "2")]


def test_chinese_numerals_count() -> None:
    assert codes(COLUMNS + 'cite = "34: 每个扣两分,满分二十分"\n') == []


@pytest.mark.parametrize(
    ("county", "scheme", "problems"),
    [
        ('inferred.faults = "x"\ncite = "34: 二、空白栏目(20分)"\n', "", []),
        ('inferred.faults = "x"\ncite = "34: 二、空白栏目(25分),共20项"\n', "", ["points-differ"]),
        ('inferred = { faults = "x", points = "见上" }\ncite = "34: 空白栏目(25分)"\n', "", []),
        (
            'inferred.faults = "x"\ncite = "34: 空白栏目(25分),共20项"\n',
            '[discrepancies.d]\nat = "county.1"\nsays = "34: (25分)"\ntaken = "取20分"\n',
            [],
        ),
    ],
    ids=["as printed", "another title", "with a reason", "an admitted discrepancy"],
)
def test_points_are_those_that_the_title_prints(county: str, scheme: str, problems: list[str]) -> None:
    assert [code for code, _, _ in codes(COLUMNS + county, scheme)] == problems


def test_a_reason_stands_for_a_number_that_is_not_printed() -> None:
    assert codes(COLUMNS + 'cite = "34: (20分)"\nassumed.faults = "原文未写"\n') == []
    assert codes(COLUMNS + 'cite = "34: (20分)"\ninferred.faults = "由上文"\n') == []


def test_a_reason_for_nothing_is_refused_with_the_nearest_key() -> None:
    county = COLUMNS + 'cite = "34: 扣2分(20分)"\ninferred.fault = "由上文"\n'
    (problem,) = problems_in(document(county))
    assert (problem.code, problem.path, problem.params["near"]) == (
        "reason-idle",
        ("county", "1", "inferred", "fault"),
        "faults",
    )


def test_an_option_may_leave_no_number_for_the_reason_that_the_published_text_has() -> None:
    county = COLUMNS + 'factor = 0.5\ncite = "34: 扣2分(20分),折半"\ninferred.factor = "折半"\n'
    options = 'option."不折算" = { set = { "county.1.factor" = %s } }'
    reading = '[readings.half]\nask = "折半吗?"\ncite = "34: 折半"\nchosen = "折半"\n' + options
    for factor in (1, 3):
        program = program_of(county, reading % factor)
        assert program.with_(readings={"half": "不折算"}).score("甲县", {"空白栏目": 5}).total == min(20, 10 * factor)
        assert option_problems(program) == []
    (other,) = problems_in(document(COLUMNS + 'cite = "34: 扣2分(20分)"\ninferred.factor = "折半"\n'))
    assert other.code == "reason-idle"


def test_points_that_add_up_what_stands_below_need_no_quote() -> None:
    county = """
[1]
name = "日常工作"
points = 3
[1.1]
name = "机构"
points = 3
cite = "27: 明确机构得2分;列入分工得1分"
rule = "checklist"
parts = { "明确机构" = 2, "列入分工" = 1 }
"""
    # 3 = 2 + 1, twice
    assert codes(KINDS + "points = 3\n" + county) == []


def test_zero_needs_no_quote() -> None:
    assert (
        codes(COLUMNS + 'cite = "34: 扣2分(20分)"\nfloor = 0\n' + VETO.format(scope="1") + 'cite = "1: 超过5个"\n')
        == []
    )


@pytest.mark.parametrize(
    ("county", "scheme", "expected"),
    [
        ("", "[window]\ndue = 2025-01-10\n", ("uncited", "scheme.window.due", "2025-01-10")),
        ("", 'ungraded = true\n[grades]\n"优" = { at_least = 90 }\n', ("uncited", "scheme.grades.优.at_least", "90")),
        (
            "",
            'ungraded = true\n[grades]\n"优" = { gates = [{ share_of = "1", at_least = "60%" }] }\n',
            ("uncited", "scheme.grades.优.gates", "60%"),
        ),
        ("", '[named."差"]\nwhen = { points_of = "1", under = 3 }\n', ("uncited", "scheme.named.差.when", "3")),
        ("[total]\nfloor = -5\n", "", ("uncited", "county.total.floor", "-5")),
        (VETO.format(scope="1"), "", ("uncited", "county.vetoes.v.when", "5")),
        (
            VETO.format(scope="1").replace("over = 5", "over = 0").replace("points = 0", "points = 4"),
            "",
            ("uncited", "county.vetoes.v.effect", "4"),
        ),
    ],
)
def test_numbers_are_cited_wherever_they_stand(county: str, scheme: str, expected: tuple[str, str, str]) -> None:
    assert codes(COLUMNS + 'cite = "34: 扣2分(20分)"\n' + county, scheme) == [expected]


@pytest.mark.parametrize(
    ("quote", "problems"),
    [
        ("1月10日前报送", []),
        ("2025年1月10日前报送", []),
        ("2024年1月10日前报送", ["uncited"]),
        ("1月11日前报送", ["uncited"]),
        ("10月1日前报送", ["uncited"]),
    ],
    ids=["no year printed", "the year printed", "another year", "another day", "day and month changed over"],
)
def test_a_date_matches_by_the_parts_printed(quote: str, problems: list[str]) -> None:
    scheme = f'[window]\ndue = 2025-01-10\ncite = "12: {quote}"\n'
    assert [code for code, _, _ in codes(COLUMNS + 'cite = "34: 扣2分(20分)"\n', scheme)] == problems


def test_a_percentage_and_a_negative_number_match_their_numeral() -> None:
    scheme = "ungraded = true\n[grades]\n"
    scheme += '"优" = { gates = [{ share_of = "1", at_least = "60%" }], cite = "20: 得分率60%以上" }\n'
    total = '[total]\nfloor = -5\ncite = "21: 最多扣5分"\n'
    assert codes(COLUMNS + 'cite = "34: 扣2分(20分)"\n' + total, scheme) == []


# Proofs -------------------------------------------------------------------------------------------


def test_a_fault_that_is_rewarded_as_an_event_is_refused_at_its_reader() -> None:
    both = '[2]\nname = "活动"\npoints = 3\nrule = "per_event"\nevents = { "空白栏目" = 1 }\n'
    assert found(COLUMNS + both) == [("fault-sign", "county.1")]


def test_a_fault_that_is_rewarded_elsewhere_is_refused() -> None:
    rewarded = '[2]\nname = "整改"\npoints = 3\nrule = "award"\nwhen = { points_of = "1", under = 1 }\n'
    assert found(COLUMNS + rewarded) == [("fault-sign", "county.1")]


def test_a_fact_that_is_no_fault_may_move_the_score_both_ways() -> None:
    award = '[1]\nname = "次数"\npoints = 2\nrule = "award"\nwhen = { fact = "次数", is = 3 }\n'
    assert found(award) == []


def test_a_cap_on_the_total_below_penalties_and_a_veto_leaves_faults_their_direction() -> None:
    rest = """
[P]
name = "通报"
role = "penalty"
rule = "per_event"
events = { "通报次数" = 2 }
[total]
cap = 15
[vetoes.v]
when = { fact = "空白栏目", over = 5 }
scope = "total"
effect = { points = 0 }
"""
    assert found(COLUMNS + rest) == []


def test_a_fault_that_only_raises_the_result_is_refused() -> None:
    # No rule kind of today lowers to such a formula; the proof is there for the kinds to come.
    (compiled,) = program_of().rubrics
    flipped = evolve(compiled, total_signs=tuple(sign and sign.flipped() for sign in compiled.total_signs))
    assert [(p.code, p.path) for p in sign_problems(flipped)] == [("fault-sign", ("county", "1"))]
    assert list(sign_problems(compiled)) == []


# Places in files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("county", "scheme", "expected"),
    [
        (SPLIT, "", "county.toml:5:1: "),
        ('[1]\nname = "机构"\npoints = 2\n', "", "county.toml:2:1: "),
        (COLUMNS + VETO.format(scope="9"), "", "county.toml:9:1: "),
        (COLUMNS, '[roster]\n"县" = ["甲县"]\n"部门" = ["财政局"]\n', "scheme.toml:8:1: "),
        (
            COLUMNS,
            '[readings.r]\nask = "?"\ncite = "3: x"\nchosen = "A"\noption."A" = { set = {} }\n',
            "scheme.toml:10:1: ",
        ),
    ],
    ids=["children-sum", "rule-missing", "scope-unknown", "kind-unclaimed", "option-chosen"],
)
def test_a_problem_of_a_file_names_file_line_and_column(
    tmp_path: Path, county: str, scheme: str, expected: str
) -> None:
    with pytest.raises(SchemeError) as caught:
        compile_scheme(read_scheme(write(tmp_path, county, scheme)))
    assert any(problem.message().startswith(expected) for problem in caught.value.problems), str(caught.value)


def test_a_problem_of_the_proofs_names_its_line_too(tmp_path: Path) -> None:
    county = """
[1]
name = "栏目"
points = 2
cite = "1: 每个扣1分(2分)"
rule = "deduct"
faults = { "空白栏目" = 1 }
[2]
name = "整改"
points = 1
cite = "2: 扣完的得1分"
rule = "award"
when = { points_of = "1", under = 1 }
"""
    scheme = read_scheme(write(tmp_path, county))
    with pytest.raises(SchemeError) as caught:
        compile_scheme(scheme)
    assert [str(problem.where) for problem in caught.value.problems] == ["county.toml:3:1"]


def test_all_problems_of_all_checks_are_reported_together() -> None:
    county = SPLIT + VETO.format(scope="9")
    scheme = (
        '[roster]\n"县" = ["甲县"]\n"部门" = ["财政局"]\n[grades]\n"优" = { at_least = 8 }\n"良" = { at_least = 9 }\n'
    )
    assert {code for code, _ in found(county, scheme)} == {
        "children-sum",
        "scope-unknown",
        "kind-unclaimed",
        "grade-gap",
        "grade-order",
    }
