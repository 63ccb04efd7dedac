"""What a notice says outside its tables, paragraph by paragraph: grades, lists of units, days."""

from decimal import Decimal

import pytest

from opengov_rules.drafting import read_draft
from opengov_rules.drafting.grades import grades_of
from opengov_rules.drafting.heads import due_of, vetoes_of
from opengov_rules.drafting.notice import spans
from opengov_rules.drafting.units import roster_of

GRADES = [
    ("90分以上为优秀,75分以上为良好,其余为一般。", ["优秀90", "良好75", "一般"]),
    ("总分90分以上的为优秀,75分以上的为良好,其余为一般。", ["优秀90", "良好75", "一般"]),
    ("85分(含)以上为好,70分(含)至85分为较好,70分以下为差。", ["好85", "较好70", "差"]),
    ("优秀(90分以上)、良好(80—89分)、合格(60—79分)、不合格(60分以下)。", ["优秀90", "良好80", "合格60", "不合格"]),
    ("优秀:90分以上;良好:80分以上;其余为合格。", ["优秀90", "良好80", "合格"]),
    ("分为优秀、合格、不合格三个等次:90分以上为优秀,60分以上为合格,60分以下为不合格。", ["优秀90", "合格60", "不合格"]),
]
UNREAD = [
    ("85分以上为好,70分至85分为较好,60分以下为较差。", "60分至70分之间没有等次"),
    ("90分以上为优秀,80分以上为良好。", "最末一档以下是什么等次,原文未说"),
    ("80分以上为优秀,90分以上为良好,其余为合格。", "等次的分数线看不准"),
    ("评为优秀的,予以表扬;60分以下的约谈;不合格的,限期整改。", "等次的分数线看不准"),
]


@pytest.mark.parametrize(("text", "expected"), GRADES)
def test_grades_are_read_from_the_top_to_the_rest(text: str, expected: list[str]) -> None:
    found, doubts = grades_of(spans(text))
    assert [f"{grade.name}{'' if grade.at_least is None else grade.at_least}" for grade in found] == expected
    assert doubts == ()


@pytest.mark.parametrize(("text", "why"), UNREAD)
def test_grades_that_leave_a_gap_or_no_rest_are_not_taken(text: str, why: str) -> None:
    found, doubts = grades_of(spans(text))
    assert found == ()
    assert [reason for _, reason in doubts] == [why]


def test_what_a_grade_asks_for_beside_its_points_is_kept() -> None:
    found, doubts = grades_of(spans("90分以上且网站建设得分率达到80%的为优秀,且无重大舆情;其余为合格。"))
    (demand,) = found[0].demands
    assert [(cite.quote, why) for cite, why in doubts] == [("且无重大舆情", "关于等次的规定,未录入")]
    assert (demand.headings, demand.rate) == (("网站建设",), "80%")
    found, _ = grades_of(spans("优秀:90分以上,且无重大舆情;合格:60分以上;其余为不合格。"))
    assert [demand.words for demand in found[0].demands] == ["无重大舆情"]


@pytest.mark.parametrize(
    ("text", "quota"),
    [
        ("优秀等次不超过参评单位的30%", "30%"),
        ("其中优秀单位不超过10个", Decimal(10)),
        ("优秀比例控制在20%以内", "20%"),
        ("优秀的比例各不超过30%", None),
        ("县区和部门分别评定,优秀不超过30%", None),
    ],
)
def test_a_quota_is_taken_unless_it_is_for_each_kind_of_unit_by_itself(text: str, quota: Decimal | str | None) -> None:
    found, doubts = grades_of(spans(f"90分以上为优秀,60分以上为合格,其余为不合格。{text}。"))
    assert found[0].quota == quota
    assert bool(doubts) == (quota is None)


def lists(text: str) -> dict[str, tuple[str, ...]]:
    return {one.kind: one.units for one in roster_of(spans(text)).lists}


def test_a_paragraph_may_list_several_kinds_of_unit() -> None:
    expected = {"县区": ("东河县", "西山区"), "市直部门": ("市教育局", "市财政局")}
    assert lists("县区2个:东河县、西山区。市直部门2个:市教育局、市财政局。") == expected
    assert lists("(一)县区(2个):东河县、西山区;市直部门(2个):市教育局、市财政局。") == expected
    assert lists("一、2个县区:东河县、西山区。\n二、市直部门:市教育局、市财政局。以上单位均须参加。") == expected


def test_a_piece_of_a_sentence_is_no_unit() -> None:
    found = roster_of(spans("市直部门3个:市教育局、市财政局、市统计局,以上单位按附件1考核。"))
    assert found.lists == ()
    assert [why for _, why in found.doubtful] == ["“市直部门”的名单看不准:以上单位按附件1考核"]


def test_a_list_shorter_than_its_count_is_told() -> None:
    found = roster_of(spans("区县(8个):临江区、望海区。"))
    assert (found.lists[0].units, found.lists[0].count) == (("临江区", "望海区"), None)
    assert [why for _, why in found.doubtful] == ["“区县”印8家,列出2家"]


def test_units_that_do_not_take_part_are_excluded_with_the_words() -> None:
    found = roster_of(spans("部门2个:市教育局、市财政局;市档案局、市信访局不参与考评。"))
    assert dict(found.excluded) == {"市档案局": "不参与考评(原文第1行)", "市信访局": "不参与考评(原文第1行)"}
    assert found.lists[0].units == ("市教育局", "市财政局")


def test_a_day_may_stand_after_the_word_for_it() -> None:
    due, _ = due_of(spans("材料报送截止时间为2023年12月8日,逾期不计分。"))
    assert due is not None
    day, cite = due
    assert (day.isoformat(), cite.quote) == ("2023-12-08", "报送截止时间为2023年12月8日")


def test_sections_stand_below_chapters() -> None:
    """第二章 考核内容(100分) over 第一节 信息发布(60分): 60 + 40, and not 200."""
    text = (
        "第一章 对象\n第二章 考核内容(100分)\n第一节 信息发布(60分)\n1.公开年报,得60分。\n第二节 互动回应(40分)\n"
        "2.回应来信,得30分。\n3.开展征集,得10分。\n第三章 结果运用\n考核结果予以通报。\n"
    )
    found = read_draft(text, id="lincheng-2024", file="notice.txt", sha256="00")
    (sheet,) = found.draft.sheets
    assert {node.name: str(node.points) for node in sheet.nodes} == {"信息发布": "60", "互动回应": "40"}


def test_a_veto_outside_the_tables_is_told() -> None:
    """四、一票否决事项 is a heading; what stands below it is a rule that nobody has written yet."""
    found = vetoes_of(spans("四、一票否决事项\n发生重大泄密事件的,年度考核一票否决。"))
    assert [(cite.line, why) for cite, why in found] == [(2, "一票否决的情形,未录入")]
