"""What a notice does not print: points, profiles and rosters that a host supplies, and what then says so."""

import json
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest

from drafts import document, found, program_of
from opengov_rules import EvidenceError, Program, SchemeError, ScoringRefused
from opengov_rules.codec import read_supplies
from opengov_rules.compiler.citing import citations
from opengov_rules.structure import structure_scheme

COUNTY: Final = """
kinds = ["县"]
points = "unpublished"
[1]
name = "日常工作"
[1.1]
name = "工作机构"
rule = "unstated"
[1.2]
name = "会议"
rule = "award"
when = "开过会"
[2]
name = "网站"
rule = "unstated"
[P]
name = "通报"
role = "penalty"
rule = "per_event"
events = { "省级通报" = 5 }
"""
TOWN: Final = 'kinds = ["镇"]\n[1]\nname = "专栏"\npoints = 10\nrule = "award"\nwhen = "设有专栏"\n'
SCHEME: Final = """
[roster]
"县" = { count = 3, cite = "11: 3个县" }
"镇" = ["丁镇"]
[excluded]
"戊县" = "已撤并"
[grades]
"优秀" = { when = { fact = "评估结果", is = "优秀" } }
[facts]
"评估结果" = { type = "choice", choices = ["优秀", "良好"] }
[profiles."等权"]
why = "三项同分"
set = { "county.1.1.points" = 4, "county.1.2.points" = 4, "county.2.points" = 4 }
[profiles."网站为主"]
why = "网站占一半"
set = { "county.1.1.points" = 3, "county.1.2.points" = 3, "county.2.points" = 6 }
[readings.notice]
ask = "省级通报扣几分?"
cite = "5: 扣5分"
chosen = "5分"
option."8分" = { set = { "county.P.events" = { "省级通报" = 8 } } }
"""
POINTS: Final = {"county": {"1.1": 6, "1.2": "2.5", "2": Decimal("11.5")}}
ROSTER: Final = {"县": ["甲县", "乙县", "丙县"]}
HOST_POINTS: Final = "分值由使用方提供 (points supplied by the host)"
HOST_ROSTER: Final = "名单由使用方提供 (roster supplied by the host)"
ANSWERS: Final[dict[str, Any]] = {
    "1.1": {"value": 4, "source": "评分表"},
    "开过会": True,
    "2": {"value": 3, "source": "评分表"},
    "省级通报": 1,
    "评估结果": "优秀",
}


@pytest.fixture(scope="module")
def bare() -> Program:
    """As published: no names of counties, no points."""
    return program_of(COUNTY, SCHEME, town=TOWN)


@pytest.fixture(scope="module")
def named(bare: Program) -> Program:
    return bare.with_(roster=ROSTER)


@pytest.fixture(scope="module")
def scored(named: Program) -> Program:
    return named.with_(points=POINTS)


def refused(change: Callable[[], object]) -> list[tuple[str, str]]:
    """Code and path of every problem of a change."""
    with pytest.raises(SchemeError) as caught:
        change()
    return [(problem.code, ".".join(problem.path)) for problem in caught.value.problems]


# Unpublished points -------------------------------------------------------------------------------


def test_nothing_is_scored_until_points_are_supplied(named: Program) -> None:
    result = named.score("甲县", {"开过会": True, "评估结果": "优秀"})
    assert (result.is_scored, result.total, result.exact, result.maximum) == (False, None, None, None)
    assert result.bounds == (None, None)
    assert [line.maximum for line in result.lines] == [None] * 6
    assert result.grade == "优秀"  # a grade by condition needs no score


def test_a_total_is_refused_with_what_to_do(named: Program) -> None:
    with pytest.raises(ScoringRefused) as caught:
        named.total("甲县", ANSWERS)
    assert str(caught.value).startswith("甲县: 原文未公布分值")
    for words in ("points=", "profile=", "the notice prints no points"):
        assert words in str(caught.value)


def test_standings_without_points_have_grades_and_no_places(named: Program) -> None:
    group = named.assess({"甲县": {"评估结果": "良好"}, "乙县": {"评估结果": "优秀"}})["county"]
    assert [(row.unit, row.rank, row.grade) for row in group] == [("乙县", None, "优秀"), ("甲县", None, None)]
    told = group.to_dict()
    assert [(row["total"], row["bounds"], row["ranks"]) for row in told["rows"]] == [(None, [None, None], None)] * 2
    assert (told["mean"], told["median"], told["stdev"]) == (None, None, None)
    assert {rate["rate"] for rate in told["rates"]} == {None}


def test_nothing_is_made_of_points_that_are_not_published() -> None:
    """Neither a grade, nor a list, nor a place rests on the total of 0 that nobody has; with points they all do."""
    county = 'kinds = ["县"]\npoints = "unpublished"\n[1]\nname = "会议"\nrule = "award"\nwhen = "开过会"\n'
    read = '[named."较差"]\nwhen = { points_of = "1", under = 6 }\n[rankings."会议"]\nby = { points_of = "1" }\n'
    grades = (
        '[grades."优秀"]\nwhen = { points_of = "1", at_least = 6 }\n[grades."合格"]\nat_least = 3\n[grades."其余"]\n'
    )
    scheme = f'[roster]\n"县" = ["甲县", "乙县"]\n"镇" = ["丁镇"]\n{read}{grades}'
    bare = program_of(county, scheme, town=TOWN)
    answers = {"甲县": {"开过会": True}, "乙县": {"开过会": False}}

    def told(program: Program) -> tuple[object, ...]:
        group = program.assess(answers)["county"]
        ranked = [one.unit for one in group.rankings["会议"]]
        return [(row.unit, row.grade, row.graded) for row in group], group.named["较差"], ranked

    assert told(bare) == ([("甲县", None, False), ("乙县", None, False)], (), [])
    assert [share for _, _, share in bare.assess(answers)["county"].grades] == [None] * 3
    assert told(bare.with_(points={"county": {"1": 6}})) == (
        [("甲县", "优秀", True), ("乙县", "其余", True)],
        ("乙县",),
        ["甲县", "乙县"],
    )


def test_what_is_unscored_for_good_has_grades_without_thresholds() -> None:
    county = 'kinds = ["县"]\n[1]\nname = "会议"\nrole = "unscored"\npoints = 6\nrule = "award"\nwhen = "开过会"\n'
    scheme = '[roster]\n"县" = ["甲县", "乙县"]\n"镇" = ["丁镇"]\n[grades."先进"]\nwhen = "开过会"\n[grades."合格"]\n'
    group = program_of(county, scheme, town=TOWN).assess({"甲县": {"开过会": True}, "乙县": {"开过会": False}})[
        "county"
    ]
    assert [(row.unit, row.grade, row.graded) for row in group] == [("甲县", "先进", True), ("乙县", "合格", True)]


def test_supplied_points_score_and_inner_nodes_add_up(scored: Program) -> None:
    """4 of 6, 2.5 of 2.5, 3 of 11.5, less 5: 4.5 of 20."""
    result = scored.score("甲县", ANSWERS)
    assert (result.total, result.maximum, result["1"].points, result["1"].maximum) == (
        Decimal("4.5"),
        Decimal(20),
        Decimal("6.5"),
        Decimal("8.5"),
    )
    assert scored.total("甲县", ANSWERS) == Fraction(9, 2)


def test_a_rubric_with_points_of_its_own_is_scored_beside_one_without(named: Program) -> None:
    assert named.total("丁镇", {"设有专栏": True, "评估结果": "优秀"}) == 10
    found = named.assess({"甲县": {"开过会": True}, "丁镇": {"设有专栏": True}})
    assert [found["county"].rows[0].rank, found["town"].rows[0].rank] == [None, 1]


def test_a_ruling_stays_within_the_supplied_points(scored: Program) -> None:
    with pytest.raises(EvidenceError):
        scored.score("甲县", {"1.1": {"value": 7, "source": "评分表"}})


def test_points_are_demanded_for_every_leaf_and_all_that_are_missing_are_told(named: Program) -> None:
    assert refused(lambda: named.with_(points={"county": {"1.2": 3}})) == [
        ("supplied-missing", "county.1.1"),
        ("supplied-missing", "county.2"),
    ]


def test_a_leaf_whose_rule_needs_no_points_is_no_exception() -> None:
    county = COUNTY.replace(
        '[2]\nname = "网站"\nrule = "unstated"', '[2]\nname = "网站"\nrule = "printed"\nfact = "网站"'
    )
    assert county != COUNTY
    scheme = SCHEME.partition("[profiles")[0]
    one = program_of(county, scheme, town=TOWN)
    assert refused(lambda: one.with_(points={"county": {"1.1": 1, "1.2": 1}})) == [("supplied-missing", "county.2")]
    assert one.with_(points={"county": {"1.1": 1, "1.2": 1, "2": 0}}, roster=ROSTER).score("甲县", {}).maximum == 2


@pytest.mark.parametrize(
    ("points", "problems"),
    [
        ({"county": {"1.3": 1}}, [("supplied-code", "points.county.1.3")]),
        ({"county": {"1": 1}}, [("supplied-code", "points.county.1")]),
        ({"conty": {"1.1": 1}}, [("supplied-rubric", "points.conty")]),
        ({"town": {"1": 11}}, [("supplied-printed", "points.town.1")]),
        (
            {"county": {"1.1": 0.5, "2": True}},
            [("number-float", "points.county.1.1"), ("number-type", "points.county.2")],
        ),
        ({"county": {"1.1": "六"}}, [("number-text", "points.county.1.1")]),
        ({"county": {"1.1": 10**6}}, [("number-range", "points.county.1.1")]),
        ({"county": {"1.1": None}}, [("number-type", "points.county.1.1")]),
        ({"county": [6, 2]}, [("table-wanted", "points.county")]),
        ({"county": {1.1: 6}}, [("supplied-code", "points.county.1.1")]),
        ({"county": {"1.1": -6, "1.2": 1, "2": 1}}, [("points-negative", "county.1.1.points")]),
    ],
)
def test_bad_points_are_named(named: Program, points: Any, problems: list[tuple[str, str]]) -> None:
    assert refused(lambda: named.with_(points=points)) == problems


def test_points_that_nobody_called_unpublished_cannot_be_supplied() -> None:
    one = program_of('[1]\nname = "得分"\nrule = "printed"\nfact = "得分"\n')
    assert refused(lambda: one.with_(points={"county": {"1": 100}})) == [("supplied-unasked", "points.county.1")]


def test_bad_points_name_the_nearest_leaf_in_both_languages(named: Program) -> None:
    with pytest.raises(SchemeError) as caught:
        named.with_(points={"county": {"1.3": 1}, "town": {"1": 11}})
    one, other = caught.value.problems
    assert one.message("zh") == "points.county.1.3: OGR216 指标表 county 没有末级指标 1.3;您是否指 1.2?"
    assert one.message("en") == "points.county.1.3: OGR216 rubric county has no leaf 1.3; did you mean 1.2?"
    assert other.text("en") == "the notice prints the points of 1 (10); they cannot be supplied"


def test_unpublished_is_said_of_a_rubrics_points_alone() -> None:
    assert found(COUNTY.replace('"unpublished"', '"unpublised"'), SCHEME, town=TOWN)[0] == (
        "number-text",
        "county.points",
    )
    assert ("key-unknown", "county.unpublished") in found("unpublished = true\n[1]\n" + COUNTY.partition("[1]\n")[2])
    leaf = COUNTY.replace('name = "会议"\n', 'name = "会议"\npoints = "unpublished"\n')
    assert ("number-text", "county.1.2.points") in found(leaf, SCHEME, town=TOWN)


def test_a_file_that_prints_some_points_prints_them_all() -> None:
    some = COUNTY.replace('name = "会议"\n', 'name = "会议"\npoints = 3\ncite = "9: 3分"\n')
    assert found(some, SCHEME.partition("[profiles")[0], town=TOWN) == [
        ("supplied-missing", "county.1.1"),
        ("supplied-missing", "county.2"),
    ]


# Profiles -----------------------------------------------------------------------------------------


def test_a_profile_is_named_wherever_something_rests_on_it(named: Program) -> None:
    trial = named.with_(profile="等权")
    result = trial.score("甲县", ANSWERS)
    assert (result.total, result.maximum) == (Decimal(6), Decimal(12))  # 4 + 4 + 3 - 5
    assert result.assumed == (HOST_ROSTER, "等权: 三项同分")
    assert result.to_dict()["assumed"] == list(result.assumed)
    group = trial.assess({"甲县": ANSWERS, "乙县": {}})["county"]
    assert group.assumed == result.assumed
    assert group.to_dict()["assumed"] == list(result.assumed)


def test_a_unit_of_another_rubric_does_not_rest_on_it(named: Program) -> None:
    assert named.with_(profile="等权", points=POINTS).score("丁镇", {}).assumed == (HOST_ROSTER,)


def test_an_unknown_profile_is_named_with_those_there_are(named: Program) -> None:
    with pytest.raises(SchemeError) as caught:
        named.with_(profile="同权")
    (problem,) = caught.value.problems
    assert (problem.code, problem.message("en")) == (
        "profile-unknown",
        "profiles: OGR214 there is no profile 同权; one of: 等权、网站为主",
    )
    assert "–" in str(refused_message(program_of(), profile="等权"))


def refused_message(one: Program, **change: Any) -> str:
    with pytest.raises(SchemeError) as caught:
        one.with_(**change)
    return str(caught.value)


def test_supplied_points_go_before_those_of_a_profile(named: Program) -> None:
    both = named.with_(profile="等权", points={"county": {"2": 10}})
    assert both.score("甲县", {}).maximum == 18
    assert both.score("甲县", {}).assumed == (HOST_ROSTER, "等权: 三项同分", HOST_POINTS)


def test_what_a_profile_sets_or_a_host_supplies_need_not_be_cited(named: Program) -> None:
    for one in (named.with_(profile="网站为主"), named.with_(points=POINTS)):
        assert list(citations(one.scheme)) == []


# Rosters ------------------------------------------------------------------------------------------


def test_a_roster_without_names_counts_its_units(bare: Program) -> None:
    assert [unit.name for unit in bare.scheme.roster.units] == ["丁镇"]
    assert (bare.scheme.size("县"), bare.scheme.size("镇"), bare.scheme.size("乡")) == (3, 1, 0)


def test_supplied_names_are_units(named: Program) -> None:
    assert [unit.name for unit in named.scheme.roster.units] == ["甲县", "乙县", "丙县", "丁镇"]
    assert named.score("乙县", {}).assumed == (HOST_ROSTER,)


@pytest.mark.parametrize(
    ("roster", "problems"),
    [
        ({"县": ["甲县", "乙县"]}, [("roster-count", "scheme.roster.县.count")]),
        ({"县": [*ROSTER["县"], "己县"]}, [("roster-count", "scheme.roster.县.count")]),
        ({"县": ["甲县", "甲县", "乙县"]}, [("unit-twice", "scheme.roster.县")]),
        ({"县": ["甲县", "乙县", "丁镇"]}, [("unit-twice", "scheme.roster.镇")]),
        ({"县": ["甲县", "乙县", "戊县"]}, [("unit-twice", "scheme.excluded.戊县")]),
        ({"县": ["甲县", "乙县", 3]}, [("text-wanted", "scheme.roster.县.names.2")]),
        ({"县": "甲乙丙"}, [("list-wanted", "roster.县")]),
        ({"县": 3}, [("list-wanted", "roster.县")]),
        ({"县区": ["甲县"]}, [("roster-kind", "roster.县区")]),
        ({"镇": ["己镇"]}, [("roster-printed", "roster.镇")]),
        ({"县区": [], "镇": []}, [("roster-kind", "roster.县区"), ("roster-printed", "roster.镇")]),
    ],
)
def test_bad_rosters_are_named(bare: Program, roster: Any, problems: list[tuple[str, str]]) -> None:
    assert refused(lambda: bare.with_(roster=roster)) == problems


def test_a_roster_may_be_supplied_again(named: Program) -> None:
    again = named.with_(roster={"县": ["己县", "庚县", "辛县"]})
    assert [unit.name for unit in again.scheme.roster.units] == ["己县", "庚县", "辛县", "丁镇"]
    assert again.score("己县", {}).assumed == (HOST_ROSTER,)


def test_a_kind_that_no_roster_mentions_may_be_supplied() -> None:
    one = program_of('[1]\nname = "得分"\nrule = "printed"\nfact = "得分"\n', '[roster]\n"县" = []\n')
    assert one.with_(roster={"县": ["甲县"]}).total("甲县", {"得分": 3}) == 3


def test_names_and_their_count_stand_side_by_side() -> None:
    roster = (
        '[roster]\n"县" = { names = ["甲县", "乙县"], count = 2, cite = "18: 2个县" }\n[aliases]\n"甲县" = ["甲"]\n'
    )
    one = program_of(scheme=roster)
    assert (one.scheme.size("县"), one.scheme.roster["甲"].name) == (2, "甲县")
    wrong = found(scheme=roster.replace("count = 2", "count = 3"))
    assert wrong == [("roster-count", "scheme.roster.县.count")]


# Chains -------------------------------------------------------------------------------------------


def test_readings_and_supplied_values_are_kept_when_something_else_changes(bare: Program) -> None:
    one = bare.with_(readings={"notice": "8分"}).with_(roster=ROSTER).with_(points=POINTS)
    other = bare.with_(points=POINTS, roster=ROSTER).with_(readings={"notice": "8分"})
    for program in (one, other):
        # 4 + 2.5 + 3 - 8
        assert program.total("甲县", ANSWERS) == Fraction(3, 2)
        assert program.scheme.taken == (("notice", "8分"),)
        assert set(program.score("甲县", {}).assumed) == {HOST_POINTS, HOST_ROSTER}
    assert one.with_(readings={"notice": "5分"}).total("甲县", ANSWERS) == Fraction(9, 2)


def test_points_may_be_supplied_again_and_are_told_once(scored: Program) -> None:
    again = scored.with_(points={"county": {"2": 4}})
    assert again.score("甲县", {}).maximum == Decimal("12.5")
    assert again.score("甲县", {}).assumed == (HOST_ROSTER, HOST_POINTS)


def test_a_change_leaves_the_program_before_it_as_it_was(bare: Program, named: Program) -> None:
    before = bare.digest, named.digest
    named.with_(points=POINTS, profile="等权")
    assert (bare.digest, named.digest) == before
    assert bare.scheme.supplied == ()


def test_all_that_does_not_fit_is_told_at_once(bare: Program) -> None:
    problems = refused(
        lambda: bare.with_(readings={"notic": "8分"}, points={"county": {"9": 1}}, roster={"乡": []}, profile="没有")
    )
    assert problems == [
        ("reading-unknown", "readings"),
        ("profile-unknown", "profiles"),
        ("supplied-code", "points.county.9"),
        ("roster-kind", "roster.乡"),
    ]


# What results rest on -----------------------------------------------------------------------------


def test_fingerprints_tell_supplied_values_apart(named: Program) -> None:
    ways = [
        named,
        named.with_(points=POINTS),
        named.with_(points={"county": {**POINTS["county"], "1.1": 5}}),
        named.with_(profile="等权"),
        named.with_(profile="网站为主"),
        named.with_(points=POINTS, readings={"notice": "8分"}),
    ]
    prints = [one.score("甲县", {"开过会": True}).fingerprint for one in ways]
    assert len(set(prints)) == len(prints)
    again = named.with_(points=POINTS).score("甲县", {"开过会": True}).fingerprint
    assert again == prints[1]


def test_a_changed_program_is_pickled_whole(scored: Program) -> None:
    again = pickle.loads(pickle.dumps(scored.with_(profile="等权")))  # noqa: S301
    assert isinstance(again, Program)
    assert again.score("甲县", ANSWERS).to_dict() == scored.with_(profile="等权").score("甲县", ANSWERS).to_dict()
    assert again.with_(points={"county": {"2": 1}}).score("甲县", {}).maximum == 9
    assert again.with_(readings={"notice": "8分"}).scheme.supplied == again.scheme.supplied


# Citations ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "problems"),
    [
        ('[roster]\n"县" = { count = 4, cite = "11: 4个县" }\n', []),
        ('[roster]\n"县" = { count = 4, cite = "11: 四个县" }\n', []),
        ('[roster]\n"县" = { count = 4, cite = "11: 14个县" }\n', [("uncited", "scheme.roster.县.count")]),
        ('[roster]\n"县" = { count = 4 }\n', [("uncited", "scheme.roster.县.count")]),
        ('[roster]\n"县" = { count = 4, inferred = { count = "点数" } }\n', []),
        ('[rankings."另排"]\nby = { product = [3, { fact = "采用" }] }\n', [("uncited", "scheme.rankings.另排.by")]),
        ('[rankings."另排"]\nby = { product = [3, { fact = "采用" }] }\ncite = "9: 每条3分"\n', []),
        (
            '[rankings."总"]\nthen = [{ steps = { fact = "采用" }, of = 5 }]\ncite = "9: 每3条"\n',
            [("uncited", "scheme.rankings.总.then")],
        ),
        ('[rankings."总"]\nthen = [{ fact = "采用" }]\n', []),
        ("[window]\ndue = 2025-01-10\n", [("uncited", "scheme.window.due")]),
        ('[window]\nfrom = 2024-10-01\nuntil = 2024-11-30\ncite = "22: 2024年10月1日至11月30日"\n', []),
        (
            '[window]\nfrom = 2024-10-01\nuntil = 2024-11-30\ncite = "22: 2024年10月1日起"\n',
            [("uncited", "scheme.window.until")],
        ),
    ],
)
def test_counts_rankings_and_windows_quote_their_numbers(scheme: str, problems: list[tuple[str, str]]) -> None:
    county = '[1]\nname = "得分"\nrule = "printed"\nfact = "得分"\n'
    scheme_of = structure_scheme(document(county, scheme))
    assert [(problem.code, ".".join(problem.path)) for problem in citations(scheme_of)] == problems


# Files --------------------------------------------------------------------------------------------


def supplies(folder: Path, text: str) -> Any:
    file = folder / "supply.json"
    file.write_text(text, encoding="utf-8")
    return read_supplies(file)


def test_a_file_supplies_points_and_names(tmp_path: Path, bare: Program) -> None:
    text = json.dumps({"points": {"county": {"1.1": 6, "1.2": 2.5, "2": "11.5"}}, "roster": ROSTER})
    assert bare.with_(**supplies(tmp_path, text)).total("甲县", ANSWERS) == Fraction(9, 2)
    assert supplies(tmp_path, "{}") == {}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("[]", "json-shape", "1:1"),
        ("{,}", "json-text", "1:2"),
        ("[" * 3000, "too-deep", ""),
        ('{"points": {}, "rooster": {}}', "key-unknown", "1:16"),
        ('{"points": [6]}', "json-shape", "1:2"),
        ('{"points": {"county": [6]}}', "json-shape", "1:13"),
        ('{"points": {"county": {"1.1": true}}}', "number-type", "1:24"),
        ('{"points": {"county": {"1.1": "六"}}}', "number-text", "1:24"),
        ('{"points": {"county": {"1.1": NaN}}}', "number-text", "1:24"),
        ('{"points": {"county": {"1.1": 1e999999999999}}}', "number-range", "1:24"),
        (f'{{"points": {{"county": {{"1.1": {"9" * 5000}}}}}}}', "number-range", "1:24"),
        ('{"points": {"county": {"1.1": 1, "1.1": 2}}}', "key-twice", "1:34"),
        ('{"roster": {"县": "甲县"}}', "list-wanted", "1:13"),
        ('{"roster": {"县": [1]}}', "text-wanted", "1:13"),
        ('{"roster": {"县": [1e99999999999999999999]}}', "number-range", "1:13"),
        ('{"roster": {"县": [], "县": []}}', "key-twice", "1:22"),
    ],
)
def test_a_bad_file_is_refused_at_its_place(tmp_path: Path, text: str, code: str, place: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        supplies(tmp_path, text)
    assert [(problem.code, str(problem.where)) for problem in caught.value.problems] == [
        (code, f"supply.json:{place}".rstrip(":"))
    ]
