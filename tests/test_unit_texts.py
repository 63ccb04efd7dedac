"""What `score` and `show` print of a unit and of a scheme, line by line."""

from fractions import Fraction
from typing import Any, Final

from drafts import program_of
from opengov_rules import Result
from opengov_rules.cli.scheme_texts import scheme_text
from opengov_rules.cli.texts import readable, result_text

LEAF: Final = 'name = "{0}"\npoints = {1}\nrule = "award"\nwhen = "{0}"\n'
SECTIONS: Final = f"""
[1]
name = "公开"
points = 10
[1.1]
{LEAF.format("指南", 6)}
[1.2]
{LEAF.format("目录", 4)}
[2]
name = "网站"
points = 10
[2.1]
{LEAF.format("首页", 7)}
[2.2]
{LEAF.format("栏目", 3)}
[B]
name = "加分"
role = "bonus"
points = 5
rule = "award"
when = "经验推广"
"""
JUDGED: Final = """
[1]
name = "回复"
points = 4
rule = "judged"
fact = "回复得分"
step = 0.5
full_if = "符合要求"
assumed.step = "分档未印"
"""


def scored(county: str, answers: dict[str, Any], scheme: str = "") -> Result:
    return program_of(county, scheme).score("甲县", answers)


def told(result: Result, *, every_line: bool = False) -> list[str]:
    return [line.split(" (第")[0] for line in result_text(result, "zh", every_line=every_line)]


def test_a_section_that_lost_points_is_shown_with_all_its_parts_and_a_full_one_without() -> None:
    """1 loses the 4 points of 1.2, so that 1.1 stands beside it: 6 + 0 = 6; 2 is full: 16 of 20 and 5."""
    found = scored(SECTIONS, {"指南": True, "目录": False, "首页": True, "栏目": True, "经验推广": False})
    assert told(found) == [
        "甲县 · 县 总分 16 / 25",
        "1 公开  6 / 10",
        "  1.1 指南  6 / 6",
        "  1.2 目录  0 / 4",
        "    -4  未符合要求:目录",
        "2 网站  10 / 10",
        "B 加分  0 / 5",
        "  未得 5  未符合要求:经验推广",
        "总分  16 / 25",
    ]


def test_what_is_no_decimal_says_about_how_much_it_is() -> None:
    """22 ÷ 3 is 7.333…"""
    assert (readable(Fraction(22, 3), "zh"), readable(Fraction(22, 3), "en")) == ("22/3(约 7.33)", "22/3 (about 7.33)")
    assert readable(Fraction(5, 2), "zh") == "2.5"


def test_an_assumed_step_is_told_where_a_mark_was_given_and_not_where_nobody_had_to() -> None:
    assert scored(JUDGED, {"符合要求": True}).assumed == ()
    assert scored(JUDGED, {"符合要求": False, "回复得分": Fraction(5, 2)}).assumed == ("1.step: 分档未印",)
    assert scored(JUDGED, {"符合要求": False}).assumed == ("1.step: 分档未印",)  # a mark is still to come


def test_a_scheme_shows_its_window_who_is_excluded_and_what_becomes_of_what_does_not_apply() -> None:
    scheme = """
[window]
from = 2024-01-01
until = 2024-11-30
due = 2024-12-10
[excluded]
"县保密局" = "不参加考核"
"""
    sections = SECTIONS.replace('name = "公开"\n', 'name = "公开"\nnot_applicable = "rescale"\n', 1)
    shown = list(scheme_text(program_of(sections, scheme), "zh"))
    for line in (
        "采集时间: 2024-01-01 – 2024-11-30  报送截止: 2024-12-10",
        "不参加考核: 县保密局 (不参加考核)",
        "1 公开  10  不适用时分值按比例折算到其余各项(以下各项同)",
        "  1.1 指南  6  符合要求得满分:指南",
        "  2.1 首页  7  符合要求得满分:首页",
    ):
        assert any(one.startswith(line) for one in shown)
