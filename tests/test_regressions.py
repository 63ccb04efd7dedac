"""Faults that were found by hand once and must not come back."""

from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from drafts import COLUMNS, program_of
from opengov_rules import Evidence, EvidenceError, Host, Observation, Sample, SchemeError

ASKED_OFF_THE_ENDS = """
[1]
name = "抽查"
points = 3
rule = "sample"
fact = "决策抽查"
draw = 3
each = 1
per = "决策"
when = [{ fact = "征集天数", is = 3 }, "有说明"]
"""


def test_an_asset_that_may_be_a_hit_between_the_ends_keeps_the_sample_open() -> None:
    """征集天数 is 3 exactly: neither end of 0 … 5 is a hit, but 3 is."""
    scored = program_of(ASKED_OFF_THE_ENDS, '[facts]\n"征集天数" = { max = 5 }\n')
    result = scored.score("甲县", {"有说明": {"A": True}})
    assert [str(end) for end in result.bounds] == ["0", "1"]
    assert [fact.parts for fact in result.open_facts] == [("征集天数(A)",)]
    with pytest.raises(EvidenceError):
        scored.total("甲县", {"有说明": {"A": True}})


def test_a_fact_per_asset_that_only_a_veto_reads_needs_a_fold() -> None:
    veto = """
[1]
name = "栏目"
points = 20
rule = "deduct"
faults = { "空白栏目" = 1 }
[vetoes.accounts]
when = { fact = "问题账号", over = 2 }
scope = "1"
effect = { points = 0 }
"""
    with pytest.raises(SchemeError) as caught:
        program_of(veto, '[facts]\n"问题账号" = { per = "账号", type = "count" }\n')
    assert [problem.code for problem in caught.value.problems] == ["take-missing"]


def test_an_asset_that_one_fact_names_and_another_leaves_out_is_open_there() -> None:
    two = """
[1]
name = "问题"
points = 2
rule = "deduct"
faults = { "问题账号" = 1 }
[2]
name = "间隔"
points = 2
rule = "tiers"
fact = "间隔"
limits = [{ at_most = 7, points = 2 }]
"""
    facts = '[facts]\n"问题账号" = { per = "账号", take = "count" }\n"间隔" = { per = "账号", take = "max" }\n'
    result = program_of(two, facts).score("甲县", {"问题账号": {"A": 0}, "间隔": {"A": 1, "B": 2}})
    assert [str(end) for end in result["1"].bounds] == ["1", "2"]  # 2 - 1 if B has a problem, else 2
    assert result["2"].points == 2


def test_evidence_of_another_unit_is_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        program_of(ASKED_OFF_THE_ENDS).score("甲县", Evidence("乙县"))
    assert caught.value.problems[0].code == "evidence-unit"


def test_an_exponent_beyond_decimal_is_a_problem(tmp_path: Path) -> None:
    from opengov_rules import read_evidence

    scored = program_of(ASKED_OFF_THE_ENDS)
    file = tmp_path / "round.json"
    file.write_text(
        f'{{"scheme": "{scored.scheme.id}", "units": {{"甲县": {{"征集天数": 1e99999999999999999999}}}}}}',
        encoding="utf-8",
    )
    with pytest.raises(EvidenceError) as caught:
        read_evidence(file, scored)
    assert caught.value.problems[0].code == "number-range"


def test_a_total_is_decimal_where_it_has_one() -> None:
    assert program_of(ASKED_OFF_THE_ENDS).score("甲县", {"决策抽查": "2/3"}).total == Decimal(2)


def test_evidence_objects_are_checked_like_plain_answers() -> None:
    scored = program_of(ASKED_OFF_THE_ENDS)
    for value in (Sample(9, 9), Sample(2, 3), True):
        with pytest.raises(EvidenceError):
            scored.score("甲县", Evidence("甲县", (Observation(fact="决策抽查", value=value),)))
    twice = (Observation(fact="决策抽查", value=Sample(3, 0)), Observation(fact="决策抽查", value=Sample(3, 3)))
    with pytest.raises(EvidenceError):
        scored.score("甲县", Evidence("甲县", twice))


def test_readings_taken_in_another_order_are_the_same_program() -> None:
    base = Host.discover().scheme("jingzhou-2021")
    one = base.with_(readings={"site-veto": "整个总分"}).with_(readings={"media-levels": "累计"})
    other = base.with_(readings={"media-levels": "累计", "site-veto": "整个总分"})
    assert one.digest == other.digest


@pytest.mark.parametrize(
    ("keys", "code"),
    [('take = "sum"', "take-alone"), ("never = true", "fact-key"), ("max = 3", "fact-key"), ("step = 1", "fact-key")],
)
def test_a_key_that_a_fact_cannot_use_is_refused(keys: str, code: str) -> None:
    award = """
[1]
name = "机构"
points = 3
rule = "award"
when = "明确机构"
"""
    with pytest.raises(SchemeError) as caught:
        program_of(award, f'[facts]\n"明确机构" = {{ {keys} }}\n')
    assert {problem.code for problem in caught.value.problems} == {code}


@pytest.mark.parametrize(("parent", "children"), [(10, 4), (10, 6)])
def test_causes_add_up_where_the_notice_does_not(parent: int, children: int) -> None:
    """Two children that do not add up to their parent, on record as a discrepancy: the difference is an entry."""
    text = f"""
[1]
name = "网站"
points = {parent}
[1.1]
name = "甲"
points = {children}
rule = "award"
when = "甲"
[1.2]
name = "乙"
points = {children}
rule = "award"
when = "乙"
"""
    says = '[discrepancies.sum]\nat = "county.1"\nsays = "1: 网站"\ntaken = "照印"\n'
    result = program_of(text, says).score("甲县", {"甲": True, "乙": False})
    own = sum(Fraction(cause.amount or 0) for cause in result["1"].causes)
    lost = sum(Fraction(result[code].lost or 0) for code in ("1.1", "1.2"))
    assert result["1"].points == children
    assert own + lost == parent - children


def test_a_yes_no_fact_counted_over_assets_is_a_condition() -> None:
    text = """
[1]
name = "问题"
points = 5
rule = "award"
when = "已整改"
zero_if = "有问题"
"""
    facts = '[facts]\n"有问题" = { type = "yes_no", per = "账号", take = "count" }\n'
    answers = {"已整改": True, "有问题": {"A": True, "B": True, "C": True}}
    assert program_of(text, facts).score("甲县", answers).total == 0


def test_parts_above_a_printed_cap_are_no_fault_and_causes_still_add_up() -> None:
    """Two parts of 2 under a cap of 3: both give 3, one gives 2."""
    text = """
[1]
name = "渠道"
points = 3
cap = 3
rule = "checklist"
parts = { "甲" = 2, "乙" = 2 }
"""
    scored = program_of(text)
    for answers, points in (({"甲": True, "乙": True}, 3), ({"甲": True, "乙": False}, 2)):
        line = scored.score("甲县", answers)["1"]
        assert line.points == points
        assert sum(Fraction(cause.amount or 0) for cause in line.causes) == 3 - points


# Found by a reviewer of the search for bounds and of the short way -----------------------------------


def bounds(text: str, code: str = "total", scheme: str = "") -> list[str]:
    return [str(end) for end in program_of(text, scheme).score("甲县", {})[code].bounds]


def test_an_open_equality_of_two_unlimited_counts_is_bounded_at_once() -> None:
    award = '[1]\nname = "数量"\npoints = 4\nrule = "award"\nwhen = { fact = "应有", is = { fact = "实有" } }\n'
    assert bounds(award) == ["0", "4"]


def test_a_line_has_its_own_bounds_where_the_total_does_not_move() -> None:
    """The total is capped at 0, so no fault moves it; the line still goes from 0 to 3."""
    text = '[1]\nname = "差错"\npoints = 3\nrule = "deduct"\nfaults = { "差错" = 1 }\n[total]\ncap = 0\n'
    assert bounds(text, "1", "") == ["0", "3"]
    assert bounds(text) == ["0", "0"]


def test_hits_and_misses_of_an_open_sample_share_its_draw() -> None:
    """2 drawn. Each hit earns 1; all hit costs 5: 2 − 5, 1 and 0; two hits and a miss do not exist."""
    text = """
[1]
name = "抽查"
points = 2
rule = "sample"
fact = "抽查"
draw = 2
each = 1
[P]
name = "扣分"
role = "penalty"
[P.1]
name = "全部"
points = 5
rule = "sample"
fact = "抽查"
draw = 2
all_hit = true
none = "zero"
"""
    assert bounds(text) == ["-4", "1"]


def test_never_beyond_a_maximum_leaves_nothing_between() -> None:
    """0, 1, 2 or never: none of them is over 2 and under 9."""
    text = """
[1]
name = "次数"
points = 4
rule = "award"
when = [{ fact = "次数", over = 2 }, { fact = "次数", under = 9 }]
"""
    assert bounds(text, scheme='[facts]\n"次数" = { max = 2, never = true }\n') == ["0", "0"]


def test_nothing_is_asked_once_no_grade_is_reached_for_sure() -> None:
    text = '[1]\nname = "差错"\npoints = 3\nrule = "deduct"\nfaults = { "差错" = 1 }\n[total]\ncap = 0\n'
    result = program_of(text, 'ungraded = true\n[grades]\n"优" = { at_least = 2 }\n').score("甲县", {})
    assert result.total == 0
    assert result.grade is None
    assert result.open_facts == ()


def test_not_submitting_never_pays_in_tiers() -> None:
    """More than 5 faults: 0, whatever else; so faults that were not submitted leave nothing either."""
    text = """
[1]
name = "公开"
points = 2
rule = "tiers"
limits = [{ when = { fact = "差错", over = 5 }, points = 0 }, { when = "已公开", points = 2 }]
"""
    program = program_of(text)
    totals = [
        program.score("甲县", {"差错": faults, "已公开": True}).total for faults in (6, 0, {"status": "not_submitted"})
    ]
    assert [str(total) for total in totals] == ["0", "2", "0"]


@pytest.mark.parametrize(
    "answers",
    [Counter({"空白栏目": 1, "别的": 2}), defaultdict(int, {"别的": 2}), {"空白栏目": Decimal("sNaN")}],
    ids=["Counter", "defaultdict", "signalling NaN"],
)
def test_no_mapping_invents_answers(answers: dict[str, Any]) -> None:
    with pytest.raises(EvidenceError):
        program_of().total("甲县", answers)


def test_evidence_that_was_evolved_is_checked_anew() -> None:
    program = program_of()
    checked = program.score("甲县", {"空白栏目": 1}).evidence
    evolved = attrs.evolve(checked, observations=(Observation(fact="空白栏目", value=Fraction(-5)),))
    with pytest.raises(EvidenceError):
        program.score("甲县", evolved)


def test_many_vetoes_of_one_scope_compile_in_a_moment() -> None:
    """Each veto reads the value twice; without shared work sixteen of them would take 2¹⁶ times as long as one."""
    vetoes = "".join(
        f'[vetoes.v{i}]\nwhen = {{ fact = "问题{i}", over = {i} }}\nscope = "total"\neffect = {{ points = 0 }}\n'
        for i in range(24)
    )
    assert program_of(COLUMNS + vetoes).score("甲县", {"空白栏目": 0}).bounds[1] == 20


def test_the_words_of_a_source_are_no_placeholders() -> None:
    program = program_of('[1]\nname = "创新"\npoints = 3\nrule = "unstated"\n')
    (cause,) = program.score("甲县", {"1": {"value": 1, "source": "见{named}"}}).causes
    assert cause.reason() == "原文无条款,裁定得 1 分(见{named})"


def test_a_named_list_may_go_by_who_the_unit_is() -> None:
    """A condition on identity that stood in a named list alone held for nobody."""
    program = program_of(COLUMNS, '[named."点名"]\nwhen = { units = ["乙县"] }\n')
    assert [program.score(unit, {}).named for unit in ("甲县", "乙县", "丙县")] == [(), ("点名",), ()]


def test_a_cap_below_the_floor_gives_the_floor_whatever_is_known_of_the_value() -> None:
    """扣分 of 0 or more, capped at −2 and not below 0, is 0; it must not turn into points."""
    reports = '[P]\nname = "通报"\nrole = "penalty"\ncap = -2\nrule = "per_event"\nevents = { "通报" = 5 }\n'
    result = program_of(COLUMNS + reports).score("甲县", {"空白栏目": 0, "通报": 1})
    assert (str(result["P"].points), str(result.total)) == ("0", "20")


def test_a_fold_of_another_fact_may_stand_under_needs_evidence() -> None:
    worst = (
        '[1]\nname = "错字"\npoints = 5\nrule = "deduct"\nfaults = { "错字" = 1 }\n'
        '[2]\nname = "最差"\npoints = 5\nneeds_evidence = true\nrule = "award"\nwhen = { fact = "最多", under = 3 }\n'
    )
    facts = '[facts]\n"错字" = { per = "账号", take = "sum", type = "count" }\n"最多" = { of = "错字", take = "max" }\n'
    program = program_of(worst, facts + "[window]\ndue = 2024-01-31\n")
    answers = {"错字": {"甲": {"value": 2, "time": "2024-01-30"}, "乙": {"value": 1, "time": "2024-01-30"}}}
    assert program.score("甲县", answers).total == 7
    answers["错字"]["乙"]["time"] = "2024-02-01"
    assert program.score("甲县", answers).total == 2


def test_a_veto_that_keeps_the_score_back_may_read_what_is_not_scored() -> None:
    """Such a node is no part of the total, and was worked out after it."""
    unscored = (
        '[U]\nname = "参考"\nrole = "unscored"\n[U.1]\nname = "甲"\n[U.1.1]\nname = "乙"\n'
        '[U.1.1.1]\nname = "有网站"\npoints = 3\nrule = "award"\nwhen = "有网站"\n'
        '[vetoes.none]\nwhen = { share_of = "U", at_most = "0%" }\nscope = "total"\neffect = { withhold = true }\n'
    )
    program = program_of(COLUMNS + unscored)
    found = {answer: program.score("甲县", {"空白栏目": 0, "有网站": answer}).status for answer in (True, False)}
    assert found == {True: "final", False: "withheld"}


def test_a_section_of_which_no_more_than_so_much_counts_has_that_for_its_maximum() -> None:
    """加分最高6分, of 5 and 6: not 0 of 11."""
    bonus = (
        '[B]\nname = "加分"\nrole = "bonus"\npoints = 6\ncap = 6\n'
        '[B.1]\nname = "批示"\npoints = 5\nrule = "award"\nwhen = "批示"\n'
        '[B.2]\nname = "经验"\npoints = 6\nrule = "award"\nwhen = "经验"\n'
    )
    program = program_of(COLUMNS + bonus)
    both = program.score("甲县", {"空白栏目": 0, "批示": True, "经验": True})
    assert [both["B"].points, both["B"].maximum, both.total, both.maximum] == [6, 6, 26, 26]
    first = program.score("甲县", {"空白栏目": 0, "批示": True, "经验": False})
    assert [first["B"].points, first["B"].maximum, first.total] == [5, 6, 25]
    with pytest.raises(SchemeError) as told:  # parts that do not come to 6 at all are a slip
        program_of(COLUMNS + bonus.replace("points = 6\nrule", "points = 0.5\nrule"))
    assert {problem.code for problem in told.value.problems} == {"children-sum"}


def test_what_is_excused_need_not_be_worked_out() -> None:
    """办结率 of 0 of 0 has no value; 年内没有交办 excuses it, but not that the figures were never sent in."""
    rate = (
        '[1]\nname = "办结率"\npoints = 4\nrule = "measure"\nexcused_if = "年内没有交办"\n'
        'value = { product = [4, { ratio = [{ fact = "办结" }, { fact = "交办" }] }] }\n'
    )
    facts = '[facts]\n"办结" = { type = "count" }\n"交办" = { type = "count" }\n'
    program = program_of(rate, facts)

    def points(done: Any, asked: Any, excused: bool) -> Any:
        return program.score("甲县", {"办结": done, "交办": asked, "年内没有交办": excused}).total

    assert [points(3, 4, False), points(3, 4, True), points(0, 0, False), points(0, 0, True)] == [3, 4, 0, 4]
    assert points({"status": "not_submitted"}, 4, True) == 0
