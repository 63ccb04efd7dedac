"""Plain data to schemes: what is accepted, and every problem that is refused with its code and its path."""

import datetime as dt
from fractions import Fraction

import pytest

from drafts import COLUMNS, document, found, problems_in, scheme_of
from opengov_rules.conditions import Compared, Condition, Constant, FactSum, Holds, Joined, NodeResult
from opengov_rules.facts import FactType
from opengov_rules.problems import Invalid, SchemeError
from opengov_rules.provenance import Citation, Location, Patch
from opengov_rules.rules import Award, Checklist, Deduct, Judged, PerEvent, Printed, SampleRule, Tiers
from opengov_rules.structure import parse_condition, parse_path, patched, structure_scheme
from opengov_rules.structure.conditions import MAX_DEPTH

# What is accepted ---------------------------------------------------------------------------------


def test_the_head_becomes_identity_source_and_roster() -> None:
    scheme = scheme_of()
    assert (scheme.id, scheme.city, scheme.edition) == ("draft-2024", "拟定市", "2024")
    assert (scheme.source.file, scheme.source.sha256) == ("notice.txt", "00")
    assert [(unit.name, unit.kind) for unit in scheme.roster.units] == [("甲县", "县"), ("乙县", "县"), ("丙县", "县")]


def test_aliases_belong_to_their_unit_and_excluded_units_are_listed() -> None:
    scheme = scheme_of(scheme='[aliases]\n"甲县" = ["甲"]\n[excluded]\n"丁县" = "撤县设区"\n')
    assert scheme.roster["甲"].name == "甲县"
    assert scheme.roster.excluded == (("丁县", "撤县设区"),)


def test_nodes_nest_by_their_header_and_keep_the_notices_order() -> None:
    scheme = scheme_of(
        """
[2]
name = "乙"
[2.1]
name = "乙一"
points = 3
rule = "award"
when = "事实乙"
[1]
name = "甲"
[1.A]
name = "甲A"
points = 2
rule = "award"
when = "事实甲"
"""
    )
    assert [node.code for node in scheme.rubrics[0].walk()] == ["2", "2.1", "1", "1.A"]
    assert [node.code for node in scheme.rubrics[0].leaves()] == ["2.1", "1.A"]


def test_each_rule_kind_is_written_flat_in_its_node() -> None:
    scheme = scheme_of(
        """
[1]
name = "award"
points = 1
rule = "award"
when = "甲"
[2]
name = "checklist"
points = 3
rule = "checklist"
parts = { "乙" = 1, "丙" = 2 }
[3]
name = "sample"
points = 3
rule = "sample"
fact = "丁"
draw = 3
each = 1
[4]
name = "deduct"
points = 5
rule = "deduct"
faults = { "戊" = 0.5 }
[5]
name = "tiers"
points = 2
rule = "tiers"
fact = "己"
limits = [{ at_most = 3, points = 2 }, { at_most = 5, points = 1 }]
[6]
name = "judged"
points = 4
rule = "judged"
fact = "庚"
step = 0.5
[7]
name = "per_event"
points = 3
rule = "per_event"
events = { "辛" = 1 }
[8]
name = "printed"
rule = "printed"
fact = "壬"
"""
    )
    kinds = [type(node.rule) for node in scheme.rubrics[0].leaves()]
    assert kinds == [Award, Checklist, SampleRule, Deduct, Tiers, Judged, PerEvent, Printed]
    rules = [node.rule for node in scheme.rubrics[0].leaves()]
    assert rules[3] == Deduct(faults=(("戊", Fraction(1, 2)),))
    assert isinstance(rules[4], Tiers)
    days = FactSum((("己", Fraction(1)),))
    assert rules[4].limits[0].when == Compared("at_most", days, Constant(Fraction(3), "3"))
    assert isinstance(rules[1], Checklist)
    assert [(part.name, part.when) for part in rules[1].parts] == [("乙", Holds("乙")), ("丙", Holds("丙"))]


def test_parts_of_a_checklist_and_limits_of_tiers_may_have_conditions_of_their_own() -> None:
    scheme = scheme_of(
        """
[1]
name = "栏目与更新"
points = 2
rule = "checklist"
parts = [{ name = "更新", when = { fact = "更新次数", at_least = 6 }, points = 2 }]
[2]
name = "答复"
points = 2
rule = "tiers"
limits = [{ when = ["书面", "及时"], points = 2 }]
"""
    )
    one, two = (node.rule for node in scheme.rubrics[0].leaves())
    assert isinstance(one, Checklist)
    assert one.parts[0].name == "更新"
    assert isinstance(two, Tiers)
    assert two.limits[0].when == Joined("all", (Holds("书面"), Holds("及时")))


def test_citations_are_one_text_or_a_list() -> None:
    scheme = scheme_of(COLUMNS + 'cite = ["34: 扣2分", "33: (20分)"]\n')
    assert scheme.rubrics[0].indicators[0].cite == (Citation(34, "扣2分"), Citation(33, "(20分)"))


def test_grades_named_lists_window_and_total_are_read() -> None:
    scheme = scheme_of(
        COLUMNS + "[total]\nfloor = 0\ncap = 100\n",
        '[grades]\n"优秀" = { at_least = 18, gates = [{ share_of = "1", at_least = "60%" }] }\n"合格" = {}\n'
        '[named."较差"]\nwhen = { points_of = "total", is = 0 }\n[window]\ndue = 2025-01-10\n',
    )
    assert [(grade.name, grade.at_least) for grade in scheme.grades] == [("优秀", Fraction(18)), ("合格", None)]
    assert scheme.grades[0].gates == (
        Compared("at_least", NodeResult("1", share=True), Constant(Fraction(3, 5), "60%")),
    )
    assert scheme.named[0].name == "较差"
    assert scheme.window.due == dt.date(2025, 1, 10)
    assert (scheme.rubrics[0].total.floor, scheme.rubrics[0].total.cap) == (Fraction(0), Fraction(100))


def test_a_fact_without_a_type_has_the_one_that_its_rule_implies() -> None:
    scheme = scheme_of(
        COLUMNS + '[vetoes.v]\nwhen = "造假"\nscope = "1"\neffect = { points = 0 }\n',
        '[facts]\n"空白栏目" = { ask = "有几个?", absent = "none" }\n"造假" = { ask = "有造假吗?" }\n',
    )
    assert [(fact.name, fact.type, fact.absent) for fact in scheme.facts] == [
        ("空白栏目", FactType.COUNT, True),
        ("造假", FactType.YES_NO, False),
    ]


def test_the_type_of_a_fact_of_single_assets_follows_from_the_sample_that_asks_it() -> None:
    scheme = scheme_of(
        """
[1]
name = "征集"
points = 3
rule = "sample"
fact = "征集抽查"
draw = 3
all_hit = true
per = "决策"
when = { fact = "征集天数", at_least = 30 }
only_if = "有专栏"
""",
        '[facts]\n"征集天数" = { measure = "天" }\n"有专栏" = { ask = "有专栏吗?" }\n',
    )
    assert [fact.type for fact in scheme.facts] == [FactType.COUNT, FactType.YES_NO]


# What is refused ----------------------------------------------------------------------------------

LEAF = '[1]\nname = "项"\npoints = 2\n'


@pytest.mark.parametrize(
    ("county", "expected"),
    [
        pytest.param('[1]\npoints = 2\nrule = "award"\nwhen = "甲"\n', ("key-missing", "county.1"), id="no name"),
        pytest.param(LEAF + 'rule = "award"\n', ("key-missing", "county.1"), id="a parameter missing"),
        pytest.param(LEAF + 'rule = "awrd"\nwhen = "甲"\n', ("rule-unknown", "county.1.rule"), id="unknown rule"),
        pytest.param(LEAF + "rule = 3\n", ("text-wanted", "county.1.rule"), id="a rule that is no word"),
        pytest.param(
            LEAF + 'rule = "award"\nwhen = "甲"\nwhan = 1\n', ("key-unknown", "county.1.whan"), id="stray key"
        ),
        pytest.param("1 = 3\n", ("table-wanted", "county.1"), id="a node that is no table"),
        pytest.param(
            '[1]\nname = 3\npoints = 2\nrule = "award"\nwhen = "甲"\n',
            ("text-wanted", "county.1.name"),
            id="name no text",
        ),
        pytest.param(
            LEAF.replace("2", "true") + 'rule = "award"\nwhen = "甲"\n',
            ("number-type", "county.1.points"),
            id="points no number",
        ),
        pytest.param(
            LEAF.replace("2", "1234567") + 'rule = "award"\nwhen = "甲"\n',
            ("number-range", "county.1.points"),
            id="points too great",
        ),
        pytest.param(
            LEAF.replace("2", "inf") + 'rule = "award"\nwhen = "甲"\n',
            ("number-text", "county.1.points"),
            id="points infinite",
        ),
        pytest.param(
            LEAF + 'rule = "award"\nwhen = "甲"\nrole = "extra"\n',
            ("choice-unknown", "county.1.role"),
            id="role unknown",
        ),
        pytest.param(
            LEAF + 'rule = "award"\nwhen = "甲"\nneeds_evidence = "yes"\n',
            ("true-false-wanted", "county.1.needs_evidence"),
            id="a flag that is no flag",
        ),
        pytest.param(
            LEAF + 'rule = "award"\nwhen = "甲"\ncite = "得2分"\n', ("cite-text", "county.1.cite"), id="cite no line"
        ),
        pytest.param(
            LEAF + 'rule = "award"\nwhen = "甲"\ncite = [34]\n', ("text-wanted", "county.1.cite"), id="cite no text"
        ),
        pytest.param(
            LEAF + 'rule = "award"\nwhen = "甲"\ncite = 34\n', ("cite-text", "county.1.cite"), id="cite no list"
        ),
        pytest.param(
            LEAF + 'rule = "deduct"\nfaults = ["甲"]\n', ("pairs-wanted", "county.1.faults"), id="faults no table"
        ),
        pytest.param(LEAF + 'rule = "deduct"\nfaults = {}\n', ("pairs-wanted", "county.1.faults"), id="no fault"),
        pytest.param(
            LEAF + 'rule = "sample"\nfact = "甲"\ndraw = 2.5\neach = 1\n',
            ("integer-wanted", "county.1.draw"),
            id="draw no integer",
        ),
        pytest.param(
            LEAF + 'rule = "tiers"\nfact = "甲"\nlimits = [{ at_most = "x", points = 2 }]\n',
            ("word-alone", "county.1.limits.0.when"),
            id="limit no number",
        ),
        pytest.param(
            LEAF + 'rule = "tiers"\nlimits = [{ at_most = 3, points = 2 }]\n',
            ("key-missing", "county.1.limits.0"),
            id="tiers without a fact",
        ),
        pytest.param(
            LEAF + 'rule = "tiers"\nfact = "甲"\nlimits = 3\n', ("list-wanted", "county.1.limits"), id="limits no list"
        ),
        pytest.param(
            LEAF + 'rule = "award"\nwhen = "甲"\nonly_if = []\n', ("list-empty", "county.1.only_if"), id="empty list"
        ),
        pytest.param('kinds = "县"\n' + COLUMNS, ("list-wanted", "county.kinds"), id="kinds no list"),
        pytest.param('kinds = []\nkind = "县"\n' + COLUMNS, ("key-unknown", "county.kind"), id="stray key of a rubric"),
        pytest.param(
            COLUMNS + '[vetoes.v]\nwhen = "甲"\nscope = "1"\neffect = {}\n',
            ("effect-empty", "county.vetoes.v.effect"),
            id="a veto without effect",
        ),
    ],
)
def test_a_bad_rubric_file_is_refused_with_code_and_path(county: str, expected: tuple[str, str]) -> None:
    assert expected in found(county)


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        pytest.param('cty = "x"\n', ("key-unknown", "scheme.cty"), id="stray key"),
        pytest.param("[window]\ndue = 3\n", ("date-wanted", "scheme.window.due"), id="due no date"),
        pytest.param(
            "[window]\ndue = 2025-01-10T08:00:00\n", ("date-wanted", "scheme.window.due"), id="due with a time of day"
        ),
        pytest.param("window = 3\n", ("table-wanted", "scheme.window"), id="window no table"),
        pytest.param('[roster]\n"县" = "甲县"\n', ("list-wanted", "scheme.roster.县"), id="roster no list"),
        pytest.param(
            '[facts]\n"空白栏目" = { type = "cuont" }\n', ("choice-unknown", "scheme.facts.空白栏目.type"), id="type"
        ),
        pytest.param(
            '[facts]\n"空白栏目" = { take = "average" }\n', ("choice-unknown", "scheme.facts.空白栏目.take"), id="take"
        ),
        pytest.param(
            '[facts]\n"空白栏目" = { absent = true }\n', ("choice-unknown", "scheme.facts.空白栏目.absent"), id="absent"
        ),
        pytest.param('[facts]\n"空白栏" = {}\n', ("fact-idle", "scheme.facts.空白栏"), id="a fact nobody asks"),
        pytest.param('[grades]\n"优" = { at_leest = 3 }\n', ("key-unknown", "scheme.grades.优.at_leest"), id="grade"),
        pytest.param('[named."较差"]\n', ("key-missing", "scheme.named.较差"), id="named without a condition"),
        pytest.param(
            '[discrepancies.d]\nat = "county.1"\nsays = "3: x"\n',
            ("key-missing", "scheme.discrepancies.d"),
            id="a discrepancy without what was taken",
        ),
        pytest.param(
            '[readings.r]\nask = "?"\ncite = "3: x"\nchosen = "A"\noption."B" = { set = { "county..1" = 3 } }\n',
            ("path-text", "scheme.readings.r.option.B.set.county..1"),
            id="a path that is none",
        ),
        pytest.param(
            '[readings.r]\nask = "?"\ncite = "3: x"\nchosen = "A"\noption."B" = { put = {} }\n',
            ("key-missing", "scheme.readings.r.option.B"),
            id="an option without set",
        ),
    ],
)
def test_a_bad_head_is_refused_with_code_and_path(scheme: str, expected: tuple[str, str]) -> None:
    assert expected in found(scheme=scheme)


def test_a_document_without_a_head_is_refused() -> None:
    with pytest.raises(SchemeError) as caught:
        structure_scheme({"county": document()["county"]})
    assert [problem.code for problem in caught.value.problems] == ["file-missing"]


def test_a_float_is_refused_wherever_a_number_stands() -> None:
    draft = document()
    draft["county"]["1"]["points"] = 20.0
    assert [(p.code, p.path) for p in problems_in(draft)] == [("number-float", ("county", "1", "points"))]


def test_all_problems_are_reported_at_once() -> None:
    problems = found('[1]\nrule = "awrd"\n[2]\nname = 7\n', 'cty = "x"\n[window]\ndue = "soon"\n')
    assert sorted(problems) == [
        ("date-wanted", "scheme.window.due"),
        ("key-missing", "county.1"),
        ("key-unknown", "scheme.cty"),
        ("rule-unknown", "county.1.rule"),
        ("text-wanted", "county.2.name"),
    ]


@pytest.mark.parametrize(
    ("county", "scheme", "near"),
    [
        ('[1]\nname = "项"\nrule = "dedukt"\n', "", "deduct"),
        (COLUMNS + "falts = 3\n", "", "faults"),
        ('[1]\nname = "项"\nonlyif = "x"\n[1.1]\nname = "y"\n', "", "only_if"),
        (COLUMNS, "[grade]\n", "grades"),
        (COLUMNS, '[facts]\n"空白栏" = {}\n', "空白栏目"),
        (COLUMNS + 'zero_if = { fact = "x", at_mots = 3 }\n', "", "at_most"),
        (COLUMNS + 'role = "bonsu"\n', "", "bonus"),
    ],
)
def test_an_unknown_word_comes_with_the_nearest_known_one(county: str, scheme: str, near: str) -> None:
    messages = [problem.message("en") for problem in problems_in(document(county, scheme))]
    assert any(f"did you mean {near}?" in message for message in messages), messages


def test_a_problem_stands_at_the_line_of_its_key_or_of_the_nearest_table() -> None:
    places = {("county", "1"): Location("county.toml", 2, 1), ("county", "1", "points"): Location("county.toml", 4, 1)}
    draft = document()
    draft["county"]["1"] |= {"points": "many", "rule": "none"}
    with pytest.raises(SchemeError) as caught:
        structure_scheme(draft, places)
    assert {str(problem.where) for problem in caught.value.problems} == {"county.toml:4:1", "county.toml:2:1"}


# Conditions ---------------------------------------------------------------------------------------

EMPTY = FactSum((("空白栏目", Fraction(1)),))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("甲", Holds("甲")),
        (["甲"], Holds("甲")),
        (["甲", "乙"], Joined("all", (Holds("甲"), Holds("乙")))),
        ({"any": ["甲", "乙"]}, Joined("any", (Holds("甲"), Holds("乙")))),
        ({"none": ["甲"]}, Joined("none", (Holds("甲"),))),
        ({"fact": "空白栏目", "over": 5}, Compared("over", EMPTY, Constant(Fraction(5), "5"))),
        ({"fact": "空白栏目", "is": "0.50"}, Compared("is", EMPTY, Constant(Fraction(1, 2), "0.5"))),
        (
            {"fact": "空白栏目", "at_least": 1, "under": 3},
            Joined(
                "all",
                (
                    Compared("at_least", EMPTY, Constant(Fraction(1), "1")),
                    Compared("under", EMPTY, Constant(Fraction(3), "3")),
                ),
            ),
        ),
        (
            {"fact": "空白栏目", "at_most": 3, "excused_if": "已说明"},
            Joined("any", (Compared("at_most", EMPTY, Constant(Fraction(3), "3")), Holds("已说明"))),
        ),
        (
            {"sum": {"甲": 1, "乙": "0.5"}, "at_least": {"fact": "空白栏目"}},
            Compared("at_least", FactSum((("甲", Fraction(1)), ("乙", Fraction(1, 2)))), EMPTY),
        ),
        ({"points_of": "2.1", "is": 0}, Compared("is", NodeResult("2.1"), Constant(Fraction(0), "0"))),
        (
            {"share_of": "2", "at_least": "60%"},
            Compared("at_least", NodeResult("2", share=True), Constant(Fraction(3, 5), "60%")),
        ),
        (
            {"fact": "空白栏目", "at_most": dt.date(2021, 1, 31)},
            # 2021-01-31 is day 737821 of the calendar.
            Compared("at_most", EMPTY, Constant(Fraction(737821), "2021-01-31", is_date=True)),
        ),
    ],
)
def test_a_condition_is_a_fact_a_list_or_a_comparison(written: object, meant: Condition) -> None:
    assert parse_condition(written) == meant


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (3, "condition-text"),
        (None, "condition-text"),
        ([], "list-empty"),
        ({"all": []}, "list-empty"),
        ({"any": "甲"}, "list-wanted"),
        ({}, "quantity-text"),
        ({"fact": "甲"}, "comparison-missing"),
        ({"fact": 3, "over": 5}, "text-wanted"),
        ({"fact": "甲", "sum": {"乙": 1}, "over": 5}, "quantity-text"),
        ({"over": 5}, "quantity-text"),
        ({"sum": {}, "over": 5}, "pairs-wanted"),
        ({"fact": "甲", "ovr": 5}, "key-unknown"),
        ({"fact": "甲", "over": 5.0}, "number-float"),
        ({"fact": "甲", "over": "五"}, "word-alone"),
        ({"fact": "甲", "over": "x%"}, "number-text"),
        ({"fact": "甲", "over": {"fact": 3}}, "text-wanted"),
        ({"fact": "甲", "over": dt.datetime(2021, 1, 31, 8, tzinfo=dt.UTC)}, "quantity-text"),
    ],
)
def test_anything_else_is_no_condition(written: object, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_condition(written)
    assert caught.value.code == code


def test_conditions_nest_up_to_the_limit_and_no_further() -> None:
    def nested(levels: int) -> object:
        condition: object = "甲"
        for _ in range(levels):
            condition = {"none": [condition]}
        return condition

    parse_condition(nested(MAX_DEPTH))
    with pytest.raises(Invalid) as caught:
        parse_condition(nested(MAX_DEPTH + 1))
    assert (caught.value.code, caught.value.params) == ("too-deep", {"limit": "32"})


def test_a_condition_nested_too_deeply_in_a_file_is_a_problem_at_its_key() -> None:
    condition = '"甲"'
    for _ in range(40):
        condition = f"{{ none = [{condition}] }}"
    assert found(LEAF + f'rule = "award"\nwhen = {condition}\n') == [("too-deep", "county.1.when")]


# Paths and patches --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("county", ("county",)),
        ("county.2.1.3.draw", ("county", "2", "1", "3", "draw")),
        ('scheme.facts."问题账号".take', ("scheme", "facts", "问题账号", "take")),
        ('scheme.facts."a.b"', ("scheme", "facts", "a.b")),
    ],
)
def test_a_path_is_the_keys_as_toml_writes_them(text: str, keys: tuple[str, ...]) -> None:
    assert parse_path(text) == keys


@pytest.mark.parametrize("text", ["", ".", "county.", ".county", "a..b", '"a"b', 'a."b'])
def test_what_is_not_a_path_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_path(text)
    assert caught.value.code == "path-text"


def test_a_patch_changes_a_copy_and_makes_the_tables_it_names() -> None:
    before = document()
    after = patched(
        before,
        [
            Patch(path=("county", "1", "points"), value=10),
            Patch(path=("county", "total", "floor"), value=0),
        ],
    )
    assert (after["county"]["1"]["points"], after["county"]["total"]) == (10, {"floor": 0})
    assert before == document()


def test_a_patch_below_something_that_is_no_table_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        patched(document(), [Patch(path=("county", "1", "points", "x"), value=1)])
    assert (caught.value.code, caught.value.params) == ("patch-path", {"path": "county.1.points.x"})
