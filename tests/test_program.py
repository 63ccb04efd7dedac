"""The object a host holds: score, total, assess, other readings, and what it asks."""

import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from drafts import COLUMNS, program_of, scheme_of
from opengov_rules import (
    Evidence,
    EvidenceError,
    Observation,
    Program,
    SchemeError,
    UnknownUnit,
    compile_scheme,
)
from opengov_rules.verifier.options import option_problems

COUNTY = (
    COLUMNS
    + """
[2]
name = "机构"
points = 2
rule = "award"
when = "明确机构"
[vetoes.blank]
when = { fact = "空白栏目", over = 5 }
scope = "1"
effect = { points = 0 }
"""
)
TOWN = """
kinds = ["镇"]
[1]
name = "专栏"
points = 1
rule = "award"
when = "有专栏"
"""
SCHEME = """
[roster]
"县" = ["甲县", "乙县"]
"镇" = ["丙镇"]
[aliases]
"甲县" = ["甲县人民政府"]
[excluded]
"丁县" = "已撤并"
[readings.scope]
ask = "一票否决的范围?"
cite = "5: 一票否决"
chosen = "本项"
option."整个总分" = { set = { "county.vetoes.blank.scope" = "total" } }
[readings.limit]
ask = "几个以上?"
cite = "6: 超过8个或10个"
chosen = "5个"
option."8个" = { set = { "county.vetoes.blank.when" = { fact = "空白栏目", over = 8 } } }
option."10个" = { set = { "county.vetoes.blank.when" = { fact = "空白栏目", over = 10 } } }
option."无" = { set = { "county.vetoes.blank.when" = { fact = "空白栏目" } } }
"""
FACTS = {"空白栏目": 6, "明确机构": True}


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(COUNTY, SCHEME, town=TOWN)


# Score and total ----------------------------------------------------------------------------------


def test_plain_facts_and_evidence_give_the_same_result(program: Program) -> None:
    plain = program.score("甲县", FACTS)
    evidence = Evidence(
        "甲县",
        (Observation(fact="空白栏目", value=Fraction(6)), Observation(fact="明确机构", value=True)),
    )
    # 20 − 12 = 8, vetoed to 0; 2 for the office
    assert plain.total == program.score("甲县", evidence).total == Decimal(2)
    assert plain.evidence == evidence
    assert plain.fingerprint == program.score("甲县", evidence).fingerprint


def test_total_is_the_exact_total_of_facts_that_are_all_answered(program: Program) -> None:
    assert program.total("甲县", FACTS) == Fraction(2)
    assert program.total("甲县", FACTS | {"空白栏目": 5}) == Fraction(12)


def test_total_refuses_facts_that_are_missing_and_names_all_of_them(program: Program) -> None:
    with pytest.raises(EvidenceError) as caught:
        program.total("甲县", {})
    assert [(p.code, p.path) for p in caught.value.problems] == [
        ("fact-missing", ("甲县", "空白栏目")),
        ("fact-missing", ("甲县", "明确机构")),
    ]


def test_total_refuses_bad_facts(program: Program) -> None:
    with pytest.raises(EvidenceError) as caught:
        program.total("甲县", {"空白栏目": 0.5})
    assert [problem.code for problem in caught.value.problems] == ["number-float"]


def test_scoring_leaves_what_it_was_given_as_it_was(program: Program) -> None:
    facts: dict[str, Any] = {"空白栏目": {"value": 6, "source": "抽查"}, "明确机构": True}
    program.score("甲县", facts)
    assert facts == {"空白栏目": {"value": 6, "source": "抽查"}, "明确机构": True}


def test_a_unit_is_known_by_its_alias_and_scored_under_its_roster_name(program: Program) -> None:
    assert program.score("甲县人民政府", FACTS).unit.name == "甲县"


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("甲线", "您是否指 (did you mean) 甲县?"),
        ("丁县", "不参评 (not assessed): 已撤并"),
        ("Berlin", "名单中没有 (not in the roster): Berlin"),
    ],
)
def test_a_unit_outside_the_roster_is_unknown_with_a_hint(program: Program, unit: str, words: str) -> None:
    for call in (lambda: program.score(unit, {}), lambda: program.total(unit, {}), lambda: program.facts(unit)):
        with pytest.raises(UnknownUnit) as caught:
            call()
        assert words in str(caught.value)


# What is asked ------------------------------------------------------------------------------------


def test_each_unit_is_asked_the_facts_of_its_rubric(program: Program) -> None:
    assert [fact.name for fact in program.facts("甲县")] == ["空白栏目", "明确机构"]
    assert [fact.name for fact in program.facts("丙镇")] == ["有专栏"]
    assert (program.rubric_of("乙县"), program.rubric_of("丙镇")) == ("county", "town")
    assert program.asked("丙镇").elsewhere == {"空白栏目", "明确机构"}


# Assess -------------------------------------------------------------------------------------------


def test_a_group_is_a_rubric_and_only_groups_with_units_stand(program: Program) -> None:
    both = program.assess({"甲县": FACTS, "丙镇": {"有专栏": True}})
    assert (list(both), len(both)) == (["county", "town"], 2)
    assert list(program.assess({"丙镇": {}})) == ["town"]
    assert list(program.assess({})) == []
    assert both.label is None
    assert both.to_dict()["scheme"] == "draft-2024"


def test_a_unit_that_cannot_be_scored_stops_the_round_or_is_collected(program: Program) -> None:
    evidence = {"甲县": FACTS, "戊县": FACTS, "乙县": {"空白栏": 3}}
    with pytest.raises(UnknownUnit):
        program.assess(evidence)
    found = program.assess(evidence, on_error="collect")
    assert [row.unit for row in found["county"]] == ["甲县"]
    assert {unit: type(error) for unit, error in found.errors.items()} == {"戊县": UnknownUnit, "乙县": EvidenceError}


# Readings -----------------------------------------------------------------------------------------


def test_another_reading_is_another_program(program: Program) -> None:
    other = program.with_(readings={"scope": "整个总分"})
    assert (program.total("甲县", FACTS), other.total("甲县", FACTS)) == (Fraction(2), Fraction(0))
    assert other.scheme.taken == (("scope", "整个总分"),)
    assert program.scheme.taken == ()


def test_readings_add_up_and_can_be_taken_back(program: Program) -> None:
    both = program.with_(readings={"scope": "整个总分"}).with_(readings={"limit": "8个"})
    assert both.scheme.taken == (("limit", "8个"), ("scope", "整个总分"))
    # 20 − 12 + 2: six columns are no longer too many
    assert both.total("甲县", FACTS) == Fraction(10)
    back = both.with_(readings={"scope": "本项", "limit": "5个"})
    assert back.scheme.taken == ()
    assert back.total("甲县", FACTS) == Fraction(2)


def test_one_reading_gives_way_to_another_option_of_its_own(program: Program) -> None:
    ten = program.with_(readings={"limit": "8个"}).with_(readings={"limit": "10个"})
    assert ten.total("甲县", {"空白栏目": 9, "明确机构": True}) == Fraction(4)


def test_readings_change_the_fingerprint_and_the_digest(program: Program) -> None:
    other = program.with_(readings={"scope": "整个总分"})
    clean = FACTS | {"空白栏目": 0}
    assert program.digest != other.digest
    assert program.score("甲县", clean).fingerprint != other.score("甲县", clean).fingerprint
    same = other.with_(readings={"scope": "本项"})
    assert same.score("甲县", clean).fingerprint == program.score("甲县", clean).fingerprint


def test_a_number_that_a_reading_brings_is_cited_by_the_reading(program: Program) -> None:
    # 8 stands in the reading's own quote, not in the veto's: no problem.
    assert program.with_(readings={"limit": "8个"}).scheme.id == "draft-2024"


@pytest.mark.parametrize(
    ("readings", "problem"),
    [
        ({"scop": "本项"}, ("reading-unknown", {"reading": "scop", "near": "scope"})),
        ({"scope": "全部"}, ("option-unknown", {"option": "全部", "reading": "scope", "known": "本项、整个总分"})),
    ],
)
def test_an_unknown_reading_or_option_is_refused_with_what_there_is(
    program: Program, readings: dict[str, str], problem: tuple[str, dict[str, str]]
) -> None:
    with pytest.raises(SchemeError) as caught:
        program.with_(readings=readings)
    assert [(p.code, p.params) for p in caught.value.problems] == [problem]


def test_an_option_that_breaks_the_scheme_is_refused_when_it_is_taken(program: Program) -> None:
    with pytest.raises(SchemeError) as caught:
        program.with_(readings={"limit": "无"})
    assert [problem.code for problem in caught.value.problems] == ["comparison-missing"]


def test_options_that_break_the_scheme_are_found_without_taking_them(program: Program) -> None:
    (problem,) = option_problems(program)
    assert (problem.code, problem.path) == ("option-broken", ("scheme", "readings", "limit", "option", "无"))
    assert problem.params["option"] == "无"
    assert problem.inner is not None
    for lang in ("zh", "en"):
        assert problem.message(lang).endswith(problem.inner.message(lang))
    assert option_problems(program_of(COUNTY)) == []


# Identity -----------------------------------------------------------------------------------------


def test_the_digest_depends_on_content_and_not_on_the_compilation() -> None:
    assert program_of(COUNTY, SCHEME, town=TOWN).digest == program_of(COUNTY, SCHEME, town=TOWN).digest
    assert program_of(COUNTY).digest != program_of(COUNTY.replace("over = 5", "over = 6")).digest


def test_a_program_is_picklable_and_scores_the_same_on_the_other_side(program: Program) -> None:
    for one in (program, program.with_(readings={"scope": "整个总分"})):
        one.score("甲县", FACTS)
        copy = pickle.loads(pickle.dumps(one))  # noqa: S301
        assert copy.score("甲县", FACTS).to_dict() == one.score("甲县", FACTS).to_dict()
        assert copy.with_(readings={"limit": "8个"}).total("甲县", FACTS) == one.with_(readings={"limit": "8个"}).total(
            "甲县", FACTS
        )


def test_a_scheme_compiles_to_a_program_that_keeps_it() -> None:
    scheme = scheme_of()
    assert compile_scheme(scheme).scheme is scheme
