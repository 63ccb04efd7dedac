"""Each kind of rule, worked by hand: points, causes, every status, and its words in both languages."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from drafts import program_of
from opengov_rules import Result

NOT_SUBMITTED = {"status": "not_submitted"}


def leaf(points: int, rule: str, scheme: str = "") -> "Leaf":
    return Leaf(f'[1]\nname = "项"\npoints = {points}\n{rule}', scheme)


def told(result: Result) -> list[tuple[str, Any]]:
    """Kind and amount of every cause."""
    return [(cause.kind, cause.amount) for cause in result.causes]


class Leaf:
    """One leaf with its program."""

    def __init__(self, county: str, scheme: str = "") -> None:
        self.program = program_of(county, scheme)

    def score(self, **facts: Any) -> Result:
        return self.program.score("甲县", facts)

    def points(self, **facts: Any) -> Fraction | None:
        return self.score(**facts).exact

    def kinds(self, **facts: Any) -> list[tuple[str, Any]]:
        return told(self.score(**facts))

    def reasons(self, lang: Any = "zh", **facts: Any) -> list[str]:
        return [cause.reason(lang) for cause in self.score(**facts).causes]

    def says(self) -> tuple[str, str]:
        (node,) = self.program.scheme.rubrics[0].leaves()
        if node.rule is None:
            raise AssertionError
        return node.rule.say("zh"), node.rule.say("en")


# award --------------------------------------------------------------------------------------------

BOTH = leaf(2, 'rule = "award"\nwhen = ["机构", { fact = "会议", at_least = 2 }]\n')


def test_award_gives_all_points_if_everything_holds_and_else_none() -> None:
    assert BOTH.points(机构=True, 会议=2) == 2
    assert BOTH.points(机构=True, 会议=1) == 0
    assert BOTH.points(机构=False, 会议=2) == 0


def test_award_names_what_is_not_met() -> None:
    assert BOTH.kinds(机构=True, 会议=1) == [("missed", 2)]
    assert BOTH.reasons(机构=True, 会议=1) == ["未符合要求:会议 ≥ 2(会议 1)"]
    assert BOTH.reasons("en", 机构=False, 会议=0) == ["not met: 机构, 会议 ≥ 2 (会议 0)"]


def test_award_tells_what_was_not_submitted_from_what_is_not_met() -> None:
    assert BOTH.kinds(机构=NOT_SUBMITTED, 会议=2) == [("not_submitted", 2)]
    assert BOTH.reasons(机构=NOT_SUBMITTED, 会议=2) == ["未按要求报送"]
    # The meetings fail whatever the other would have said.
    assert BOTH.kinds(机构=NOT_SUBMITTED, 会议=1) == [("missed", 2)]


def test_award_by_another_branch_needs_no_submission() -> None:
    either = leaf(2, 'rule = "award"\nwhen = { any = ["机构", "专人"] }\n')
    assert either.points(机构=NOT_SUBMITTED, 专人=True) == 2
    assert either.points(机构=NOT_SUBMITTED, 专人=False) == 0
    assert either.kinds(机构=NOT_SUBMITTED, 专人=False) == [("not_submitted", 2)]


def test_award_unless_something_happened() -> None:
    none = leaf(2, 'rule = "award"\nwhen = { none = ["泄密", "造假"] }\n')
    assert none.points(泄密=False, 造假=False) == 2
    assert none.points(泄密=True, 造假=False) == 0
    assert none.points(泄密=NOT_SUBMITTED, 造假=False) == 0
    assert none.says() == ("符合要求得满分:非(泄密或造假)", "full points if not (泄密 or 造假)")


def test_award_with_an_excuse() -> None:
    """征求意见不少于30天,不足30天应当予以说明."""
    days = leaf(2, 'rule = "award"\nwhen = { fact = "天数", at_least = 30, excused_if = "已说明" }\n')
    assert days.points(天数=30, 已说明=False) == 2
    assert days.points(天数=29, 已说明=True) == 2
    assert days.points(天数=29, 已说明=False) == 0
    # Thirty days are enough whatever was explained.
    assert days.points(天数=30) == 2


def test_award_says_itself() -> None:
    assert BOTH.says() == ("符合要求得满分:机构且会议 ≥ 2", "full points if 机构 and 会议 ≥ 2")


# Comparisons --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comparison", "points"),
    [
        ("over = 5", {4: 0, 5: 0, 6: 2}),
        ("at_least = 5", {4: 0, 5: 2, 6: 2}),
        ("under = 5", {4: 2, 5: 0, 6: 0}),
        ("at_most = 5", {4: 2, 5: 2, 6: 0}),
    ],
)
def test_the_edge_belongs_where_the_word_says(comparison: str, points: dict[int, int]) -> None:
    one = leaf(2, f'rule = "award"\nwhen = {{ fact = "个数", {comparison} }}\n')
    assert {count: one.points(个数=count) for count in points} == points


def test_a_weighted_sum_is_compared_with_another_fact() -> None:
    # 2 × 视频 + 图解 at least 文件
    one = leaf(2, 'rule = "award"\nwhen = { sum = { "视频" = 2, "图解" = 1 }, at_least = { fact = "文件" } }\n')
    assert one.points(视频=2, 图解=1, 文件=5) == 2
    assert one.points(视频=2, 图解=0, 文件=5) == 0
    assert one.says()[0] == "符合要求得满分:2×视频 + 图解 ≥ 文件"


def test_a_date_counts_to_its_last_day() -> None:
    one = leaf(2, 'rule = "award"\nwhen = { fact = "发布日期", at_most = 2021-12-31 }\n')
    assert one.points(发布日期="2021-12-31") == 2
    assert one.points(发布日期="2022-01-01") == 0


def test_an_answer_that_never_came_is_beyond_every_limit() -> None:
    never = '[facts]\n"天数" = { type = "count", never = true }\n'
    late = leaf(2, 'rule = "award"\nwhen = { fact = "天数", at_most = 999999 }\n', never)
    assert late.points(天数=999_999) == 2
    assert late.points(天数="never") == 0


def test_another_nodes_points_and_share_may_decide() -> None:
    county = """
[1]
name = "网站"
points = 10
rule = "deduct"
faults = { "空白栏目" = 1 }
[2]
name = "奖励"
role = "bonus"
points = 1
rule = "award"
when = { share_of = "1", at_least = "60%" }
[3]
name = "再奖励"
role = "bonus"
points = 1
rule = "award"
when = { points_of = "1", over = 6 }
"""
    program = program_of(county)
    # 6 of 10 is 60 %, but not over 6 points.
    assert program.total("甲县", {"空白栏目": 4}) == 6 + 1
    assert program.total("甲县", {"空白栏目": 3}) == 7 + 1 + 1
    assert program.total("甲县", {"空白栏目": 5}) == 5
    rules = [node.rule for node in program.scheme.rubrics[0].leaves()][1:]
    assert [rule and rule.say("zh") for rule in rules] == [
        "符合要求得满分:指标 1 的得分率 ≥ 60%",
        "符合要求得满分:指标 1 的得分 > 6",
    ]
    assert [rule and rule.say("en") for rule in rules] == [
        "full points if share of 1 ≥ 60%",
        "full points if points of 1 > 6",
    ]


def test_the_points_of_a_penalty_are_negative() -> None:
    county = """
[1]
name = "网站"
points = 2
rule = "award"
when = { points_of = "P", over = -10 }
[P]
name = "通报"
role = "penalty"
rule = "per_event"
events = { "省级通报" = 5 }
"""
    program = program_of(county)
    assert program.total("甲县", {"省级通报": 1}) == 2 - 5
    assert program.total("甲县", {"省级通报": 2}) == 0 - 10


# checklist ----------------------------------------------------------------------------------------

LIST = leaf(3, 'rule = "checklist"\nparts = { "主管机构" = 2, "领导分工" = 1 }\n')


def test_checklist_adds_the_parts_that_hold() -> None:
    assert LIST.points(主管机构=True, 领导分工=True) == 3
    assert LIST.points(主管机构=True, 领导分工=False) == 2
    assert LIST.points(主管机构=False, 领导分工=True) == 1
    assert LIST.points(主管机构=False, 领导分工=False) == 0


def test_an_unsubmitted_part_earns_nothing_and_the_others_stay() -> None:
    assert LIST.points(主管机构=NOT_SUBMITTED, 领导分工=True) == 1
    assert LIST.kinds(主管机构=NOT_SUBMITTED, 领导分工=False) == [("not_submitted", 2), ("missed", 1)]
    assert LIST.reasons(主管机构=NOT_SUBMITTED, 领导分工=False) == ["未按要求报送:主管机构", "未符合要求:领导分工"]
    assert LIST.reasons("en", 主管机构=False, 领导分工=NOT_SUBMITTED) == [
        "not met: 主管机构",
        "not submitted: 领导分工",
    ]


def test_checklist_says_itself() -> None:
    assert LIST.says() == ("主管机构得 2 分;领导分工得 1 分", "主管机构: 2; 领导分工: 1")


# sample -------------------------------------------------------------------------------------------

EACH = leaf(3, 'rule = "sample"\nfact = "抽查"\ndraw = 3\neach = 1\n')


def test_each_hit_earns_its_points() -> None:
    """随机抽查3个,符合要求1个得1分."""
    assert [EACH.points(抽查=f"{hits}/3") for hits in range(4)] == [0, 1, 2, 3]
    # Only two exist, and both hit.
    assert EACH.points(抽查="2/2") == 2
    assert EACH.points(抽查="0/0") == 0


def test_a_sample_tells_its_hits() -> None:
    assert EACH.kinds(抽查="2/3") == [("missed", 1)]
    assert EACH.reasons(抽查="2/3") == ["抽查:符合/抽查 2/3(规定抽查 3)"]
    assert EACH.reasons("en", 抽查="2/3") == ["抽查: hits/drawn 2/3 (the rule draws 3)"]
    assert EACH.kinds(抽查=NOT_SUBMITTED) == [("not_submitted", 3)]


@pytest.mark.parametrize(
    ("rule", "points"),
    [
        ("", {"3/3": 2, "2/3": 0, "2/2": 2, "1/2": 0, "1/1": 2, "0/1": 0}),
        ('fewer = "zero"\n', {"3/3": 2, "2/3": 0, "2/2": 0, "1/1": 0}),
        ('none = "full"\n', {"0/0": 2, "3/3": 2, "0/1": 0}),
        ('none = "zero"\n', {"0/0": 0, "1/1": 2}),
    ],
)
def test_all_or_nothing(rule: str, points: dict[str, int]) -> None:
    """随机抽查3个,全部符合要求的得2分."""
    one = leaf(2, f'rule = "sample"\nfact = "抽查"\ndraw = 3\nall_hit = true\n{rule}')
    assert {drawn: one.points(抽查=drawn) for drawn in points} == points


def test_where_nothing_exists_the_leaf_stays_open_until_somebody_rules() -> None:
    one = leaf(2, 'rule = "sample"\nfact = "抽查"\ndraw = 3\nall_hit = true\n')
    result = one.score(抽查="0/0")
    assert (result.status, result.bounds) == ("provisional", (Decimal(0), Decimal(2)))
    assert [fact.name for fact in result.open_facts] == ["抽查"]


def test_sample_says_itself() -> None:
    assert EACH.says() == (
        "抽查:抽查 3 个,符合要求1 个得 1 分",
        "抽查: 3 drawn, 1 for each that meets the requirements",
    )
    hits = 'rule = "sample"\nfact = "抽查"\ndraw = 3\nall_hit = true\nper = "决策"\nwhen = "已公开"\n'
    assert leaf(2, hits).says() == (
        "抽查:抽查 3 个决策,全部符合(已公开)得满分;不足时现有的全部符合即可,一个也没有则待定",
        "抽查: 3 of 决策 drawn, full points if all meet the requirements (已公开); fewer will do, none is open",
    )
    strict = 'rule = "sample"\nfact = "抽查"\ndraw = 3\nall_hit = true\nfewer = "zero"\nnone = "{none}"\n'
    assert leaf(2, strict.format(none="zero")).says() == (
        "抽查:抽查 3 个,全部符合得满分;不足时不得分,一个也没有不得分",
        "抽查: 3 drawn, full points if all meet the requirements; fewer give 0, none gives 0",
    )
    assert leaf(2, strict.format(none="full")).says()[1].endswith("fewer give 0, none gives full points")


def test_a_sample_may_stand_in_a_penalty() -> None:
    program = program_of(
        '[P]\nname = "错漏"\nrole = "penalty"\npoints = 3\nrule = "sample"\nfact = "错漏抽查"\ndraw = 3\neach = 1\n'
    )
    result = program.score("甲县", {"错漏抽查": "2/3"})
    assert result.exact == -2
    assert told(result) == [("penalty", 2)]


# deduct -------------------------------------------------------------------------------------------

FAULTS = leaf(5, 'rule = "deduct"\nfaults = { "错链" = 0.5, "空白栏目" = 2 }\n')


def test_deduct_takes_a_rate_per_fault_down_to_zero() -> None:
    """每发现一个扣N分,扣完为止."""
    assert FAULTS.points(错链=0, 空白栏目=0) == 5
    # 5 − 1.5 − 2
    assert FAULTS.points(错链=3, 空白栏目=1) == Fraction(3, 2)
    # 5 − 10 − 2 → 0
    assert FAULTS.points(错链=20, 空白栏目=1) == 0


def test_deduct_is_worth_nothing_where_a_fault_was_not_submitted() -> None:
    assert FAULTS.points(错链=0, 空白栏目=NOT_SUBMITTED) == 0
    assert FAULTS.kinds(错链=1, 空白栏目=NOT_SUBMITTED) == [("not_submitted", 5)]


def test_deduct_says_itself() -> None:
    assert FAULTS.says() == (
        "错链每发现一个扣 0.5 分;空白栏目每发现一个扣 2 分,扣完为止",
        "full points less 0.5 per 错链, 2 per 空白栏目, not below 0",
    )


# tiers --------------------------------------------------------------------------------------------

TIERS = leaf(
    2, 'rule = "tiers"\nfact = "工作日"\nlimits = [{ at_most = 3, points = 2 }, { at_most = 5, points = 1 }]\n'
)


def test_tiers_give_the_first_limit_that_holds() -> None:
    """3个工作日内得2分;5个工作日内得1分."""
    assert [TIERS.points(工作日=days) for days in (0, 3, 4, 5, 6)] == [2, 2, 1, 1, 0]


def test_tiers_tell_the_answer_that_fell_short() -> None:
    assert TIERS.kinds(工作日=4) == [("missed", 1)]
    assert TIERS.reasons(工作日=6) == ["工作日 6,未达最高一档"]
    assert TIERS.reasons("en", 工作日=6) == ["工作日 6: below the top tier"]
    assert TIERS.kinds(工作日=NOT_SUBMITTED) == [("not_submitted", 2)]


def test_an_open_tier_lies_between_its_worst_and_best() -> None:
    assert TIERS.score().bounds == (Decimal(0), Decimal(2))


def test_tiers_say_themselves() -> None:
    assert TIERS.says() == (
        "工作日 ≤ 3 得 2 分;工作日 ≤ 5 得 1 分;否则不得分",
        "工作日 ≤ 3: 2; 工作日 ≤ 5: 1; else 0",
    )


# judged -------------------------------------------------------------------------------------------

JUDGED = leaf(4, 'rule = "judged"\nfact = "评分"\nstep = 0.5\n')


def test_judged_is_the_assessors_value() -> None:
    assert JUDGED.points(评分="2.5") == Fraction(5, 2)
    assert JUDGED.kinds(评分="2.5") == [("missed", Fraction(3, 2))]
    assert JUDGED.reasons(评分="2.5") == ["评分:评 2.5 分"]
    assert JUDGED.kinds(评分=4) == []
    assert JUDGED.kinds(评分=NOT_SUBMITTED) == [("not_submitted", 4)]


def test_judged_gives_full_points_where_full_if_holds() -> None:
    one = leaf(4, 'rule = "judged"\nfact = "评分"\nstep = 1\nfull_if = "全部转载"\n')
    assert one.points(评分=2, 全部转载=True) == 4
    assert one.points(评分=2, 全部转载=False) == 2
    assert one.says() == (
        "评分:评分,最小单位 1 分;全部转载 得满分",
        "评分: judged in steps of 1; full points if 全部转载",
    )


def test_judged_says_itself() -> None:
    assert JUDGED.says() == ("评分:评分,最小单位 0.5 分", "评分: judged in steps of 0.5")


# per_event ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("take", "points"),
    [
        ("sum", {(0, 0): 0, (1, 1): 3, (1, 3): 4, (3, 0): 4}),
        ("best", {(0, 0): 0, (1, 3): 2, (3, 0): 2, (0, 3): 1}),
        ("distinct", {(0, 0): 0, (1, 3): 3, (3, 0): 2, (0, 3): 1}),
    ],
)
def test_events_count_as_declared_up_to_the_points(take: str, points: dict[tuple[int, int], int]) -> None:
    """省级媒体每篇2分,市级媒体每篇1分,最高4分."""
    one = leaf(4, f'rule = "per_event"\nevents = {{ "省级" = 2, "市级" = 1 }}\ntake = "{take}"\n')
    assert {pair: one.points(省级=pair[0], 市级=pair[1]) for pair in points} == points


def test_an_unsubmitted_event_earns_nothing() -> None:
    one = leaf(4, 'rule = "per_event"\nevents = { "省级" = 2, "市级" = 1 }\n')
    assert one.points(省级=NOT_SUBMITTED, 市级=1) == 1
    assert one.kinds(省级=1, 市级=1) == [("missed", 1)]
    assert one.reasons("en", 省级=1, 市级=1) == ["short of the most that counts: 省级 1, 市级 1"]


def test_a_penalty_adds_up_without_limit_where_none_is_printed() -> None:
    program = program_of(
        '[P]\nname = "通报"\nrole = "penalty"\nrule = "per_event"\nevents = { "省级" = 5, "市级" = 2 }\n'
    )
    result = program.score("甲县", {"省级": 2, "市级": 1})
    assert result.exact == -12
    assert told(result) == [("penalty", 10), ("penalty", 2)]
    assert [c.reason("en") for c in result.causes] == ["省级: 2, 5 each", "市级: 1, 2 each"]


def test_a_penalty_with_points_is_clamped_at_them() -> None:
    program = program_of(
        '[P]\nname = "通报"\nrole = "penalty"\npoints = 6\nrule = "per_event"\nevents = { "省级" = 5, "市级" = 2 }\n'
    )
    result = program.score("甲县", {"省级": 1, "市级": 1})
    # 5, then the one point that is left of 6
    assert result.exact == -6
    assert told(result) == [("penalty", 5), ("penalty", 1)]


@pytest.mark.parametrize(
    ("take", "chinese", "english"),
    [
        ("sum", "省级每次 2 分;市级每次 1 分,累计", "2 per 省级; 1 per 市级; added up"),
        ("best", "省级每次 2 分;市级每次 1 分,取最高一类", "2 per 省级; 1 per 市级; the best type only"),
        ("distinct", "省级每次 2 分;市级每次 1 分,每类计一次", "2 per 省级; 1 per 市级; each type once"),
    ],
)
def test_per_event_says_itself(take: str, chinese: str, english: str) -> None:
    one = leaf(4, f'rule = "per_event"\nevents = {{ "省级" = 2, "市级" = 1 }}\ntake = "{take}"\n')
    assert one.says() == (chinese, english)


# printed ------------------------------------------------------------------------------------------


def test_printed_takes_the_points_as_published() -> None:
    one = Leaf('[1]\nname = "公共服务"\nrule = "printed"\nfact = "得分"\n')
    assert one.points(得分="18.5") == Fraction(37, 2)
    assert one.says() == ("得分:按公布得分", "得分: as published")
    assert one.score(得分="18.5").maximum is None


def test_printed_with_a_maximum_tells_what_is_missing() -> None:
    one = leaf(20, 'rule = "printed"\nfact = "得分"\n')
    assert one.kinds(得分="18.5") == [("missed", Fraction(3, 2))]
    assert one.reasons("en", 得分="18.5") == ["published: 18.5"]


# Penalties by other kinds -------------------------------------------------------------------------


def test_a_checklist_in_a_penalty_lists_what_happened() -> None:
    program = program_of(
        '[P]\nname = "问题"\nrole = "penalty"\npoints = 3\nrule = "checklist"\nparts = { "泄密" = 2, "迟报" = 1 }\n'
    )
    result = program.score("甲县", {"泄密": True, "迟报": False})
    assert result.exact == -2
    assert told(result) == [("penalty", 2)]
    assert result.causes[0].reason("zh") == "泄密"


def test_a_kind_without_gains_of_its_own_has_one_cause_in_a_penalty() -> None:
    program = program_of(
        '[P]\nname = "迟报"\nrole = "penalty"\npoints = 2\nrule = "tiers"\nfact = "天数"\n'
        "limits = [{ over = 10, points = 2 }, { over = 5, points = 1 }]\n"
    )
    assert [program.total("甲县", {"天数": days}) for days in (5, 6, 11)] == [0, -1, -2]
    (cause,) = program.score("甲县", {"天数": 6}).causes
    assert (cause.kind, cause.amount) == ("penalty", Decimal(1))
    assert (cause.reason("zh"), cause.reason("en")) == ("扣分", "penalty")


def test_a_branch_of_penalties_adds_up_amounts() -> None:
    program = program_of(
        '[P]\nname = "通报"\nrole = "penalty"\npoints = 6\n'
        '[P.1]\nname = "省"\npoints = 5\nrule = "per_event"\nevents = { "省级" = 5 }\n'
        '[P.2]\nname = "市"\npoints = 1\nrule = "per_event"\nevents = { "市级" = 1 }\n'
    )
    result = program.score("甲县", {"省级": 1, "市级": 3})
    assert {line.code: line.points for line in result} == {
        "P": Decimal(-6),
        "P.1": Decimal(-5),
        "P.2": Decimal(-1),
        "total": Decimal(-6),
    }
