"""Two notices in styles that the rules were not made for: no leaf may be wrong, whatever is left to do."""

import hashlib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import tomli

from opengov_rules import read_scheme
from opengov_rules.drafting import Drafted, read_draft
from opengov_rules.program import compile_scheme
from opengov_rules.verifier.quotes import quote_problems

NOTICES: Final = Path(__file__).parent / "notices"
Key = dict[int, tuple[str, int | None]]
TODO: Final = "todo"
"""No single rule on that leaf says what its clause says: there it is right to leave it."""

YUCHUAN: Final[Key] = {
    60: ("checklist", 2),  # 明确…得1分;配备…得1分
    64: ("award", 2),
    68: ("tiers", 2),  # 不低于4%得2分;低于4%高于2%得1分
    74: ("tiers", 2),
    78: ("deduct", 2),
    84: ("award", 2),
    88: ("deduct", 2),  # beside 内容和格式符合规定,得2分, which nobody says how to add
    96: ("award", 3),
    100: ("sample", 4),  # 4条 × 1分
    104: ("deduct", 5),
    108: ("checklist", 4),  # 1 + 1 + 2
    114: (TODO, 12),  # 4分,另抽查4所 × 2分
    115: ("checklist", 12),
    116: ("per_event", 12),
    117: ("deduct", 12),
    118: ("checklist", 12),
    119: ("checklist", 12),
    125: ("tally", 5),  # 每低10个百分点扣1分
    129: ("per_event", 3),
    133: ("tiers", 2),
    141: ("award", 2),
    145: ("tiers", 4),
    149: ("sample", 3),  # 未收到申请的不计此项,分值按比例折算
    153: ("deduct", 3),
    161: ("deduct", 5),
    165: ("deduct", 4),
    169: ("deduct", 5),
    175: ("tiers", 4),
    179: ("deduct", 4),
    185: ("checklist", 3),
    189: ("award", 1),
    197: ("award", 2),
    201: (TODO, 4),  # 多个账号的按最差账号计
    205: ("judged", 4),
    211: ("per_event", 5),
    213: ("per_event", None),
    217: ("per_event", None),
    219: ("per_event", 4),
}
LANYU: Final[Key] = {
    19: ("deduct", 4),
    21: ("deduct", 6),
    23: ("deduct", 4),
    25: ("sample", 3),
    27: ("tiers", 3),  # 两项均完成,完成一项
    29: ("tiers", 6),  # 多个账号的取平均分
    31: (TODO, 4),  # 市级单位不考评,满分计入第4项
    37: ("checklist", 6),  # 3类 × 2分,共6分
    39: ("tiers", 4),
    41: ("tiers", 3),
    43: (TODO, 3),  # 区县一种,市级单位另一种
    47: ("deduct", 6),
    49: ("sample", 4),
    51: (TODO, 4),  # 同第6项方法
    53: ("tiers", 4),  # 优4、良3、中2、差0
    57: ("tiers", 4),
    59: ("tiers", 2),  # (a + b) ÷ c
    63: ("ratio", 6),  # 得分 = 6 × 解读率
    65: ("measure", 4),  # 取平均值
    67: ("tiers", 3),
    69: ("tiers", 3),
    71: ("deduct", 4),
    75: ("tiers", 2),
    77: ("per_event", 2),
    79: ("measure", 3),  # 不足4%的,按实际权重÷4%×3计
    81: ("tiers", 3),  # 按采用数在全市排名
    85: ("per_event", None),
    87: ("per_event", None),
    89: ("per_event", 3),
    93: ("per_event", None),  # 情节严重的,直接定为“较差”
    95: ("per_event", None),  # 并取消附加分
}
KEYS: Final = {"yuchuan-2024": YUCHUAN, "lanyu-2023": LANYU}


@cache
def drafted(name: str) -> Drafted:
    data = (NOTICES / f"{name}.txt").read_bytes()
    return read_draft(data.decode(), id=name, file=f"{name}.txt", sha256=hashlib.sha256(data).hexdigest())


@cache
def rubric(name: str) -> dict[str, Any]:
    return tomli.loads(drafted(name).files["rubric.toml"])


@cache
def head(name: str) -> dict[str, Any]:
    return tomli.loads(drafted(name).files["scheme.toml"])


def leaves(name: str) -> dict[int, dict[str, Any]]:
    """Every leaf, and every clause for some units, by the line of its clause."""
    found = dict[int, dict[str, Any]]()
    waiting = [rubric(name)]
    while waiting:
        table = waiting.pop()
        below = [value for key, value in table.items() if key[0].isdigit() or key[0].isupper()]
        for leaf in table.get("variant", [] if below else [table]):
            cites = leaf.get("todo") or leaf["cite"]
            first = cites if isinstance(cites, str) else cites[0]
            found[int(first.partition(":")[0])] = {"points": table.get("points")} | leaf
        waiting += below
    return found


def outcomes(name: str) -> dict[int, str]:
    """What became of every leaf of the key; one that nobody prints is wrong too."""
    proposed, found = leaves(name), dict[int, str]()
    for line, (kind, points) in KEYS[name].items():
        leaf = proposed.pop(line, None)
        if leaf is None or leaf.get("points") != points:
            found[line] = "wrong"
        elif "todo" in leaf:
            found[line] = "right" if kind == TODO else "left"
        else:
            found[line] = "right" if leaf["rule"] == kind else "wrong"
    return found | dict.fromkeys(proposed, "wrong")


@pytest.mark.parametrize(
    ("name", "right", "left"),
    [("yuchuan-2024", 35, {88, 125, 149}), ("lanyu-2023", 22, {27, 29, 59, 63, 65, 79, 81, 93, 95})],
)
def test_no_leaf_of_a_strange_notice_is_wrong_and_most_are_right(name: str, right: int, left: set[int]) -> None:
    """38 leaves, 31 leaves; what is left has a rule that people can write, and the draft could not."""
    found = outcomes(name)
    assert {line for line, what in found.items() if what == "wrong"} == set()
    assert {line for line, what in found.items() if what == "left"} == left
    assert Counter(found.values())["right"] == right


@pytest.mark.parametrize("name", KEYS)
def test_the_draft_of_a_strange_notice_compiles_and_quotes_it_truly(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    for file, text in drafted(name).files.items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    scheme = read_scheme(folder)
    compile_scheme(scheme)
    assert quote_problems(scheme, NOTICES) == []


def test_articles_are_headings_and_those_without_points_end_the_table() -> None:
    """第三条 平台建设(30分) … 第七条 附加分(不超过10分), 第八条 违规扣分; 第九条 等次 is no indicator."""
    tables = {code: top for code, top in rubric("lanyu-2023").items() if len(code) == 1}
    tops = {code: (top["name"], top.get("role"), top.get("points")) for code, top in tables.items()}
    assert tops == {
        "1": ("平台建设", None, 30),
        "2": ("信息公开", None, 40),
        "3": ("解读回应", None, 20),
        "4": ("监督保障", None, 10),
        "B": ("附加分", "bonus", 10),
        "P": ("违规扣分", "penalty", None),
    }


def test_what_strikes_a_heading_is_a_veto_on_it_and_not_on_the_leaf() -> None:
    """达到8个的,“平台建设”按0分计 (21); 本条(解读回应)计0分 (71); 超过6个的,网站建设一票否决 (yuchuan 161)."""
    vetoes = [(veto["scope"], veto["when"]) for veto in rubric("lanyu-2023")["vetoes"].values()]
    assert vetoes == [("1", {"fact": "超过3个月未更新的动态栏目", "at_least": 8}), ("3", "造成重大负面影响")]
    assert "zero_if" not in leaves("lanyu-2023")[71]
    (veto,) = rubric("yuchuan-2024")["vetoes"].values()
    assert (veto["scope"], veto["when"]) == ("4", {"fact": "首页栏目两周内无更新", "over": 6})


def test_closed_marks_are_a_choice() -> None:
    """分优(4分)、良(3分)、中(2分)、差(0分)四档."""
    assert head("lanyu-2023")["facts"]["生态环境与食品药品安全评定档次"] == {
        "type": "choice",
        "choices": ["优", "良", "中", "差"],
    }
    assert [limit["points"] for limit in leaves("lanyu-2023")[53]["limits"]] == [4, 3, 2]


def test_one_matter_is_counted_once_and_not_the_best_of_all() -> None:
    """分别加5分、3分,同一事项不重复加分: two matters of two kinds are 5 + 3."""
    leaf = leaves("lanyu-2023")[85]
    assert leaf["events"] == {"获国务院部门表彰": 5, "获省政府表彰": 3}
    assert "take" not in leaf
    assert "# 同一事项只按其中一类计数,不重复" in drafted("lanyu-2023").files["rubric.toml"]


def test_a_bonus_that_does_not_say_how_often_is_marked() -> None:
    """省级以上现场会在本地召开的,加2分: for every one, or once?"""
    assert "# 几次是否累计,原文未说,现按次计,请核定\n[B.2]" in drafted("lanyu-2023").files["rubric.toml"]


def test_several_lists_of_units_may_stand_in_one_paragraph() -> None:
    """区县(8个):…;功能区(3个):…。"""
    assert {kind: len(one["names"]) for kind, one in head("lanyu-2023")["roster"].items()} == {
        "区县": 8,
        "功能区": 3,
        "市级单位": 14,
    }
    assert {kind: len(one["names"]) for kind, one in head("yuchuan-2024")["roster"].items()} == {
        "县区": 6,
        "市直部门": 9,
    }


def test_a_unit_that_does_not_take_part_is_excluded() -> None:
    """…、市统计局。市保密局不参加考核。"""
    assert head("yuchuan-2024")["excluded"] == {"市保密局": "不参加考核(原文第21行)"}


def test_a_clause_for_a_kind_of_unit_is_for_all_units_of_that_kind() -> None:
    """县区:公开征地补偿信息,…"""
    assert leaves("yuchuan-2024")[119]["kinds"] == ["县区"]


def test_grades_have_their_gates_and_quotas() -> None:
    """90分以上且网站建设得分率达到80%的为优秀…优秀等次不超过参评单位的30%; 三部分得分率均不低于70%."""
    best = head("yuchuan-2024")["grades"]["优秀"]
    assert (best["at_least"], best["gates"], best["quota"]) == (90, [{"share_of": "4", "at_least": "80%"}], "30%")
    grades = head("lanyu-2023")["grades"]
    assert [(name, grade.get("at_least")) for name, grade in grades.items()] == [
        ("好", 85),
        ("较好", 70),
        ("一般", 60),
        ("较差", None),
    ]
    assert [gate["share_of"] for gate in grades["好"]["gates"]] == ["1", "2", "3"]


def test_what_is_ruled_on_grades_and_not_taken_is_told() -> None:
    """“好”的比例各不超过40% is for each kind by itself; 取消优秀等次资格; 总分相同的,以主动公开得分高者列前."""
    assert "quota" not in head("lanyu-2023")["grades"]["好"]
    assert "“好”的比例各不超过40%:关于“好”的规定,未录入" in drafted("lanyu-2023").files["scheme.toml"]
    told = drafted("yuchuan-2024").files["scheme.toml"]
    assert "取消优秀等次资格:影响等次的情形,未录入" in told
    assert "总分相同时的次序,未录入" in told


def test_the_day_by_which_evidence_is_due_may_be_called_so() -> None:
    """材料报送截止时间为2023年12月8日."""
    assert str(head("lanyu-2023")["window"]["due"]) == "2023-12-08"


def test_facts_that_differ_in_one_letter_are_declared_as_two() -> None:
    """公开预算、决算各得1分."""
    facts = head("yuchuan-2024")["facts"]
    assert (facts["公开预算"], facts["公开决算"]) == ({"type": "yes_no"}, {"type": "yes_no"})


def test_facts_are_questions_and_not_pieces_of_sentences() -> None:
    """由考核组酌情评分; 随机抽取10天,少更新1天; 每少1次; 在5个工作日内办结,办结率95%以上."""
    assert leaves("yuchuan-2024")[205]["fact"] == "评论回复情况评分"
    assert leaves("lanyu-2023")[19]["faults"] == {"采集期内少更新天数": 0.4}
    assert leaves("yuchuan-2024")[179]["faults"] == {"年内开展网上征集调查缺少次数": 1}
    assert leaves("yuchuan-2024")[175]["fact"] == "网民留言在5个工作日内办结率"
