"""One clause at a time: the rule that its phrases name, or none where a number or a word of it would be lost."""

from decimal import Decimal
from functools import cache
from typing import Any, Final

import pytest
import tomli

from opengov_rules.drafting import draft

PLACED: Final = [
    ("公开年报,得4分。", 4, {"rule": "award", "when": "公开年报"}),
    ("开设专栏,并及时更新,得4分。", 4, {"rule": "award", "when": ["开设专栏", "及时更新"]}),
    ("开展1次培训得2分。", 2, {"rule": "award", "when": "开展培训"}),
    ("在5个工作日内回复的得满分。", 5, {"rule": "award", "when": "在5个工作日内回复"}),
    ("全年培训不少于6次得5分。", 5, {"rule": "award", "when": {"fact": "全年培训次数", "at_least": 6}}),
    ("集中公开目录得3分;标注有效性得2分。", 5, {"rule": "checklist", "parts": {"集中公开目录": 3, "标注有效性": 2}}),
    ("设置专栏、邮箱和热线各得2分。", 6, {"rule": "checklist", "parts": {"设置专栏": 2, "设置邮箱": 2, "设置热线": 2}}),
    ("随机抽查5件答复,符合要求1件得2分。", 10, {"rule": "sample", "fact": "甲项抽查", "draw": 5, "each": 2}),
    ("抽查3个栏目,全部规范的得4分,否则不得分。", 4, {"rule": "sample", "fact": "甲项抽查", "draw": 3, "all_hit": True}),
    ("抽查3个栏目,全部公开得4分,未公开不得分。", 4, {"rule": "sample", "fact": "甲项抽查", "draw": 3, "all_hit": True}),
    ("空白栏目每发现一个扣1分,扣完为止。", 5, {"rule": "deduct", "faults": {"空白栏目": 1}}),
    ("按时报送得3分,每迟报一次扣1分。", 3, {"rule": "deduct", "faults": {"甲项迟报": 1}}),
    (
        "未设置专栏的,扣2分;内容不更新的,每条扣1分。",
        10,
        {
            "rule": "tally",
            "start": 10,
            "entries": [
                {"name": "未设置专栏", "when": "未设置专栏", "points": -2},
                {"name": "内容不更新", "count": {"fact": "内容不更新"}, "points": -1},
            ],
        },
    ),
    ("每篇得0.5分,最高4分。", 4, {"rule": "per_event", "events": {"甲项次数": Decimal("0.5")}}),
    (
        "采用图文、音视频等形式解读,每采用一种形式得2分,最高6分。",
        6,
        {"rule": "per_event", "events": {"图文解读": 2, "音视频解读": 2, "其他形式解读": 2}, "take": "distinct"},
    ),
    (
        "三个工作日内答复得五分,五个工作日内答复得三分。",
        5,
        {
            "rule": "tiers",
            "fact": "答复工作日",
            "limits": [{"at_most": 3, "points": 5}, {"at_most": 5, "points": 3}],
        },
    ),
    (
        "公开率90%以上得5分,80%(含)—90%得3分,低于80%不得分。",
        5,
        {
            "rule": "tiers",
            "fact": "甲项公开率",
            "limits": [{"at_least": "90%", "points": 5}, {"at_least": "80%", "points": 3}],
        },
    ),
    (
        "完整公开得5分,部分公开得3分,未公开不得分。",
        5,
        {
            "rule": "tiers",
            "limits": [{"when": "完整公开", "points": 5}, {"when": "部分公开", "points": 3}],
        },
    ),
    (
        "根据材料酌情赋分,最高5分。",
        5,
        {"rule": "judged", "fact": "甲项评分", "step": Decimal("0.01")},
    ),
    ("视情况得1—5分。", 5, {"rule": "judged", "fact": "甲项评分", "step": Decimal("0.01")}),
    (
        "被国家级、省级推广的,每次分别得3分、2分。",
        5,
        {"rule": "per_event", "events": {"被国家级推广": 3, "被省级推广": 2}},
    ),
    (
        "获国家级或省级表彰的,分别加5分、3分,同一事项不重复加分。",
        8,
        {"rule": "per_event", "events": {"获国家级表彰": 5, "获省级表彰": 3}},
    ),
    (
        "指南、目录、年报,每公开一类得2分,共6分。",
        6,
        {"rule": "checklist", "parts": {"公开指南": 2, "公开目录": 2, "公开年报": 2}},
    ),
    (
        "公开预算、决算各得1分;公开三公经费,得2分。",
        4,
        {"rule": "checklist", "parts": {"公开预算": 1, "公开决算": 1, "公开三公经费": 2}},
    ),
    ("随机测试3个关键词,准确返回的1个得1分。", 3, {"rule": "sample", "fact": "甲项抽查", "draw": 3, "each": 1}),
    ("培训不少于4次,每少1次扣1分。", 4, {"rule": "deduct", "faults": {"培训缺少次数": 1}}),
    (
        "权重不低于4%的得2分,低于4%高于2%的得1分,2%以下的不得分。",
        2,
        {"rule": "tiers", "fact": "甲项权重", "limits": [{"at_least": "4%", "points": 2}, {"over": "2%", "points": 1}]},
    ),
    (
        "纳入考核,5日内办结,办结率90%以上得5分,80%以上得3分。",
        5,
        {
            "rule": "tiers",
            "fact": "5日内办结率",
            "limits": [{"at_least": "90%", "points": 5}, {"at_least": "80%", "points": 3}],
            "only_if": "纳入考核",
        },
    ),
    (
        "图表、视频、问答,采用两种以上得3分,一种得1分。",
        3,
        {
            "rule": "tiers",
            "fact": "采用图表视频问答种数",
            "limits": [{"at_least": 2, "points": 3}, {"at_least": 1, "points": 1}],
        },
    ),
    (
        "由专家综合评定,分优(4分)、良(3分)、差(0分)三档。",
        4,
        {
            "rule": "tiers",
            "limits": [
                {"when": {"fact": "甲项评定档次", "is": "优"}, "points": 4},
                {"when": {"fact": "甲项评定档次", "is": "良"}, "points": 3},
            ],
        },
    ),
    (
        "材料与文件相互关联,全部关联得2分,部分关联得1分,未关联不得分。",
        2,
        {
            "rule": "tiers",
            "limits": [{"when": "材料与文件全部关联", "points": 2}, {"when": "材料与文件部分关联", "points": 1}],
        },
    ),
    (
        "抽看10个事项,内容一致的达到10个给2分,8至9个给1分,7个及以下不给分。",
        2,
        {
            "rule": "tiers",
            "fact": "内容一致个数",
            "limits": [{"at_least": 10, "points": 2}, {"at_least": 8, "points": 1}],
        },
    ),
    (
        "考核权重,4%及以上的给3分,3%及以上、不足4%的给2分,不足3%的不给分。",
        3,
        {
            "rule": "tiers",
            "fact": "考核权重",
            "limits": [{"at_least": "4%", "points": 3}, {"at_least": "3%", "points": 2}],
        },
    ),
    (
        "每周查看一次,没有新信息的每次减0.5分。",
        2,
        {"rule": "deduct", "faults": {"每周查看一次没有新信息": Decimal("0.5")}},
    ),
    ("被判败诉的,每件减1分。年内没有此类案件的给满分。", 3, {"rule": "deduct", "faults": {"被判败诉": 1}}),
    ("邀请代表列席会议,每开展1次给1分,3次封顶。", 3, {"rule": "per_event", "events": {"邀请代表列席会议开展": 1}}),
    ("完整公开目录得6分,每缺一项扣2分。", 6, {"rule": "deduct", "faults": {"甲项缺少项数": 2}}),
    ("公开名单得4分;弄虚作假的,不得分。", 4, {"rule": "award", "when": "公开名单", "zero_if": "弄虚作假"}),
]
LEFT: Final = [
    ("公开年报。", 4, "没有认得的计分用语"),
    ("公开年报,得5分。", 4, "得5分,与分值4不符"),
    ("公开年报得2分;公开指南得1分。", 4, "各项得分合计3分,与分值4不符"),
    ("完整公开得3分,部分公开得2分。", 5, "各项得分是择一还是相加,看不准"),
    ("每处扣1分,最多扣5分。", 10, "扣分以5分为限,与分值10不同,请用 floor 录入"),
    ("公开目录得5分,但涉密信息除外。", 5, "后面另有规定:但涉密信息除外"),
    ("每5个错链扣1分。", 10, "每若干个计一次分,请用 steps 录入"),
    ("公开情况好的,得1—3分。", 3, "分数是一个区间,原文未说怎样定"),
    ("视情况得1—3分。", 5, "酌情评分,但所印3分与分值5不符"),
    ("一种形式得分,最高得3分。", 3, "有“得分”“扣分”而未印分数"),
    ("被国家级推广的,每次分别得3分、2分。", 5, "“2分”是什么的分数,看不准"),
    ("获省级或市级表彰的,分别得3分、2分。", 5, "几类加分是累计还是取最高,原文未说"),
    ("权重不低于4%得3分;不足4%的,按实际权重÷4%×3计。", 3, "另有计分规定:按实际权重÷4%×3计"),
    ("各账号更新及时得6分,有多个账号的取平均分。", 6, "另有计分规定:有多个账号的取平均分"),
    ("公开年报得4分,得分保留1位小数。", 4, "另有计分规定:得分保留1位小数"),
    ("抽查3件,每件得1分。无申请的,分值按比例折算。", 3, "按比例得分,又有定额得分或扣分"),
    ("答复规范得4分。未收到申请的不计此项。", 4, "另有计分规定:未收到申请的不计此项"),
    ("每迟报一次扣1分;造成严重后果的,本条(乙类)计0分。", 3, "不得分的是哪一级指标,看不准"),
    ("由专家综合评定,分优(5分)、良(3分)、差(0分)三档。", 4, "各档的分数看不准"),
    ("每次扣2分,并取消附加分。", 4, "deduct 已读懂,否决的条件或范围看不准"),
    ("权重4%以上得3分,低于3%高于1%得1分。", 3, "像是分档,但各档并不衔接"),
    ("按期答复率每降低1个百分点扣1分。", 10, "按百分点增减,请用 tally 录入"),
    ("24小时内回应得5分;未回应的,每次扣1分。", 5, "得分与扣分并列,怎样合计看不准"),
    ("抽查3件,每件得2分。", 10, "抽查3个,每个2分,与分值10不符"),
    ("空白栏目每个扣1分,情节严重的一票否决。", 5, "deduct 已读懂,否决的条件或范围看不准"),
    ("被省级采用的加2分,被市级采用的加1分。", 5, "各项得分合计3分,与分值5不符"),
    ("内容和格式符合规定,得2分;每发现一处数据错误扣0.5分。", 2, "得分与扣分并列,怎样合计看不准"),
    ("1月31日前发布的给满分,2月1日至2月28日发布的给60%。", 3, "另有计分规定:2月1日至2月28日发布的给60%"),
    ("公布目录的给4分,没有调整的视为已完成。", 4, "另有计分规定:没有调整的视为已完成"),
    ("文书每有一处不规范减0.4分,单件至多减1分。", 4, "扣分以1分为限,与分值4不同,请用 floor 录入"),
    ("文书每有一处不规范减0.2分,单件至多减2分。", 2, "“单件…2分”是什么的上限,看不准"),
    ("答复规范每合格1件,给本项分值的三分之一。", 3, "没有认得的计分用语"),
    ("邀请代表列席会议,每开展1次给1分,2次封顶。", 3, "规则里没有:2次封顶"),
    ("被判败诉的,每件减1分;先复议后诉讼的,只计一件。", 3, "规则里没有:只计一件"),
    ("抽2个镇,每个镇抽3个村,均已公示的每村给0.5分。", 3, "per_event 的条件看不准:每个镇抽3个村,均已公示的"),
    ("空白栏目每个减1分,属于重点栏目的加倍减分。", 4, "另有计分规定:属于重点栏目的加倍减分"),
    ("抽查5件,每件合格得1分,其中涉密件不计。", 5, "规则里没有:其中涉密件不计"),
    ("更新及时得3分,上限由各单位自定。", 3, "规则里没有:上限由各单位自定"),
    ("错链每个扣0.5分,首页错链加扣1分。", 5, "在别的扣分之外再扣,看不准:首页错链加"),
    ("公开清单得4分,经核查不实的视情扣分。", 4, "酌情扣分或加分,扣多少原文未说"),
    ("公开率低于90%的扣1分,低于80%的扣2分。", 4, "像是按数量分档扣分,看不准"),
    ("超过2件的不得分,公开得4分。", 4, "不得分的条件里有数量,看不准是哪个数"),
]


@cache
def leaf(clause: str, points: int) -> tuple[dict[str, Any], str]:
    """The leaf drafted for a clause, and the remark above it."""
    rows = [("甲项", points, clause), ("乙项", 20, "公开乙信息,得20分。"), ("丙项", 10, "公开丙信息,得10分。")]
    table = "".join(f"{name}\t{number}\t{text}\n" for name, number, text in rows)
    notice = f"临城市2024年度政务公开考评指标\n考评项目\t分值\t评分标准\n{table}"
    text = draft(notice, id="lincheng-2024", file="notice.txt", sha256="00")["rubric.toml"]
    above = text[: text.index("[1]")].splitlines()[-1]
    return tomli.loads(text, parse_float=Decimal)["1"], above.removeprefix("# 待录入:")


@pytest.mark.parametrize(("clause", "points", "expected"), PLACED, ids=lambda value: str(value)[:24])
def test_a_clause_that_is_understood_gets_its_rule(clause: str, points: int, expected: dict[str, Any]) -> None:
    found, _ = leaf(clause, points)
    assert {key: value for key, value in found.items() if key not in ("name", "points", "cite", "assumed")} == expected


@pytest.mark.parametrize(("clause", "points", "why"), LEFT, ids=lambda value: str(value)[:24])
def test_a_clause_that_is_half_understood_is_left_to_do_with_the_reason(clause: str, points: int, why: str) -> None:
    found, remark = leaf(clause, points)
    assert "rule" not in found
    assert found["todo"] == [f"3: {clause.rstrip('。')}"]
    assert remark == why


def test_what_only_describes_and_is_in_no_rule_is_remarked() -> None:
    """随机抽查5件: the faults are counted, the sample is not."""
    found, above = leaf("文件标注有效性,随机抽查5件,每件不符合要求扣1分。", 5)
    assert found["faults"] == {"文件标注有效性不符合要求": 1}
    assert above == "# 待核:规则里没有“随机抽查5件”"


def test_an_answer_that_never_came_is_one_that_may_be_given() -> None:
    """未答复的不得分, beside tiers of days."""
    text = draft(
        "临城市2024年度政务公开考评指标\n考评项目\t分值\t评分标准\n"
        "申请答复\t4\t5个工作日内答复的得4分,10个工作日内答复的得2分,超过10个工作日或者未答复的不得分。\n"
        "乙项\t48\t公开乙信息,得48分。\n丙项\t48\t公开丙信息,得48分。\n",
        id="lincheng-2024",
        file="notice.txt",
        sha256="00",
    )["scheme.toml"]
    assert tomli.loads(text)["facts"]["答复工作日"] == {"type": "count", "never": True}
