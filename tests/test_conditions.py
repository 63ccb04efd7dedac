"""What a condition reads, and how it is said."""

import pytest

from opengov_rules.conditions import Compared, Holds, constants_of, facts_of, nodes_of, walk
from opengov_rules.saying import say
from opengov_rules.structure import parse_condition

MANY = parse_condition(
    {
        "any": [
            "甲",
            {"all": ["乙", {"fact": "甲", "over": 5}]},
            {"sum": {"丙": 2, "丁": 1}, "at_most": {"fact": "戊"}},
            {"share_of": "2", "at_least": "60%"},
            {"points_of": "total", "is": {"points_of": "2"}},
        ]
    }
)


def test_a_condition_knows_what_it_reads_each_once_in_order() -> None:
    assert facts_of(MANY) == ("甲", "乙", "丙", "丁", "戊")
    assert nodes_of(MANY) == ("2", "total")
    assert [constant.text for constant in constants_of(MANY)] == ["5", "2", "60%"]
    questions = [part for part in walk(MANY) if isinstance(part, Holds | Compared)]
    assert len(questions) == 6


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("甲", "甲", "甲"),
        (["甲", "乙"], "甲且乙", "甲 and 乙"),
        ({"any": ["甲", ["乙", "丙"]]}, "甲或(乙且丙)", "甲 or (乙 and 丙)"),
        ({"none": ["甲"]}, "非(甲)", "not (甲)"),
        ({"none": ["甲", "乙"]}, "非(甲或乙)", "not (甲 or 乙)"),
        ({"all": ["甲", {"none": ["乙"]}]}, "甲且非(乙)", "甲 and not (乙)"),
        ({"fact": "天数", "under": 3}, "天数 < 3", "天数 < 3"),
        ({"fact": "天数", "is": 3}, "天数 = 3", "天数 = 3"),
        ({"sum": {"甲": 2, "乙": 1}, "over": {"fact": "丙"}}, "2×甲 + 乙 > 丙", "2×甲 + 乙 > 丙"),
        ({"points_of": "2.1", "over": 3}, "指标 2.1 的得分 > 3", "points of 2.1 > 3"),
        ({"share_of": "2", "at_least": "60%"}, "指标 2 的得分率 ≥ 60%", "share of 2 ≥ 60%"),
        ({"points_of": "total", "over": 3}, "总分的得分 > 3", "points of the total > 3"),
        ({"sum": [5, {"product": [-1, {"fact": "甲"}]}], "over": 3}, "5 - 1×甲 > 3", "5 - 1×甲 > 3"),
        ({"sum": {"甲": 2, "乙": -1}, "over": 3}, "2×甲 - 1×乙 > 3", "2×甲 - 1×乙 > 3"),
    ],
)
def test_a_condition_is_said_in_both_languages(written: object, chinese: str, english: str) -> None:
    condition = parse_condition(written)
    assert (say(condition, "zh"), say(condition, "en")) == (chinese, english)
