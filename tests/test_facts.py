"""Facts: which answers each type takes, and the integers that they become."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from opengov_rules import NEVER, Sample
from opengov_rules.evidence import FactValue
from opengov_rules.facts import Fact, FactType, read_value, show_value
from opengov_rules.problems import Invalid

YES_NO = Fact(name="明确机构", type=FactType.YES_NO)
COUNT = Fact(name="空白栏目", type=FactType.COUNT)
FEW = Fact(name="账号数", type=FactType.COUNT, min=Fraction(1), max=Fraction(9))
DAYS = Fact(name="天数", type=FactType.QUANTITY, step=Fraction(1, 2), max=Fraction(30), never=True)
DATE = Fact(name="答复日期", type=FactType.DATE)
DATE_OR_NEVER = Fact(name="答复日期", type=FactType.DATE, never=True)
SAMPLE = Fact(name="抽查", type=FactType.SAMPLE, draw=3)
POINTS = Fact(name="评分", type=FactType.POINTS, max=Fraction(4), step=Fraction(1, 100))
FREE = Fact(name="得分", type=FactType.POINTS)


@pytest.mark.parametrize(
    ("fact", "raw", "value", "integers"),
    [
        (YES_NO, True, True, (1,)),
        (YES_NO, False, False, (0,)),
        (COUNT, 0, Fraction(0), (0,)),
        (COUNT, "3", Fraction(3), (3,)),
        (COUNT, Decimal("3.0"), Fraction(3), (3,)),
        (FEW, 1, Fraction(1), (1,)),
        (FEW, 9, Fraction(9), (9,)),
        (DAYS, "2.5", Fraction(5, 2), (5,)),
        (DAYS, "never", NEVER, (2_000_000,)),  # a million in steps of a half
        (DAYS, NEVER, NEVER, (2_000_000,)),
        (DATE, "2021-01-31", dt.date(2021, 1, 31), (737_821,)),
        (DATE, dt.date(2021, 1, 31), dt.date(2021, 1, 31), (737_821,)),
        (DATE_OR_NEVER, "never", NEVER, (4_000_000,)),
        (SAMPLE, {"drawn": 3, "hits": 2}, Sample(3, 2), (2, 1)),
        (SAMPLE, {"hits": "2", "drawn": Decimal(2)}, Sample(2, 2), (2, 0)),
        (SAMPLE, "2/3", Sample(3, 2), (2, 1)),
        (SAMPLE, "0/0", Sample(0, 0), (0, 0)),
        (SAMPLE, Sample(3, 0), Sample(3, 0), (0, 3)),
        (POINTS, "2.75", Fraction(11, 4), (275,)),
        (FREE, "81.000001", Fraction(81_000_001, 1_000_000), (81_000_001,)),
    ],
)
def test_an_answer_becomes_integers(fact: Fact, raw: object, value: FactValue, integers: tuple[int, ...]) -> None:
    assert read_value(fact, raw) == value
    assert fact.encode(value) == integers


@pytest.mark.parametrize(
    ("fact", "raw", "code"),
    [
        (YES_NO, 1, "value-yes-no"),
        (YES_NO, "true", "value-yes-no"),
        (YES_NO, "never", "never-refused"),
        (COUNT, True, "number-type"),
        (COUNT, 3.0, "number-float"),
        (COUNT, "2.5", "value-count"),
        (COUNT, -1, "value-count"),
        (COUNT, {"A": 1}, "number-type"),
        (COUNT, NEVER, "never-refused"),
        (FEW, 0, "value-range"),
        (FEW, 10, "value-range"),
        (DAYS, "30.5", "value-range"),
        (DAYS, "-0.5", "value-range"),
        (DAYS, "0.25", "value-step"),
        (DATE, "2021-1-31", "value-date"),
        (DATE, "2021-02-29", "value-date"),
        (DATE, "20210131", "value-date"),
        (DATE, "2021-W04-7", "value-date"),
        (DATE, dt.datetime(2021, 1, 31, 8, tzinfo=dt.UTC), "value-date"),
        (DATE, 737_821, "value-date"),
        (SAMPLE, 2, "value-sample"),
        (SAMPLE, {"drawn": 3}, "value-sample"),
        (SAMPLE, {"drawn": 3, "hits": 2, "misses": 1}, "value-sample"),
        (SAMPLE, "2/3/4", "value-sample"),
        (SAMPLE, "a/b", "number-text"),
        (SAMPLE, "3/2", "sample-hits"),
        (SAMPLE, Sample(2, 3), "sample-hits"),
        (SAMPLE, "1/4", "sample-drawn"),
        (SAMPLE, {"drawn": 3, "hits": -1}, "value-count"),
        (POINTS, "4.01", "value-range"),
        (POINTS, "0.005", "value-step"),
        (POINTS, Fraction(1, 3), "value-step"),
        (FREE, "-1", "value-range"),
    ],
)
def test_an_answer_of_another_shape_is_refused_by_name(fact: Fact, raw: object, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_value(fact, raw)
    assert caught.value.code == code


def test_a_range_is_shown_with_both_ends_or_its_lower_one() -> None:
    for fact, limits in ((FEW, "1–9"), (FREE, "≥ 0")):
        with pytest.raises(Invalid) as caught:
            read_value(fact, "-1" if fact is FREE else 10)
        assert caught.value.params["limits"] == limits


def test_a_long_answer_is_cut_short_in_its_problem() -> None:
    with pytest.raises(Invalid) as caught:
        read_value(YES_NO, "是" * 100)
    assert caught.value.params["value"] == "是" * 57 + "..."


@pytest.mark.parametrize(
    ("fact", "domain"),
    [
        (YES_NO, ((0, 1),)),
        (COUNT, ((0, None),)),
        (FEW, ((1, 9),)),
        (DAYS, ((0, 2_000_000),)),
        (DATE, ((1, 3_652_059),)),  # 9999-12-31
        (DATE_OR_NEVER, ((1, 4_000_000),)),
        (SAMPLE, ((0, 3), (0, 3))),
        (POINTS, ((0, 400),)),
        (FREE, ((0, None),)),
        (Fact(name="x", type=FactType.YES_NO, per="账号", take="count"), ((0, None),)),
        (Fact(name="x", type=FactType.COUNT, per="账号", take="sum", max=Fraction(9)), ((0, None),)),
        (Fact(name="x", type=FactType.COUNT, per="账号", take="max", max=Fraction(9)), ((0, 9),)),
    ],
)
def test_the_domain_is_what_the_folded_answer_can_be(fact: Fact, domain: tuple[tuple[int, int | None], ...]) -> None:
    assert fact.domain() == domain


def test_nothing_to_draw_from_is_read_as_the_rule_says() -> None:
    full = Fact(name="抽查", type=FactType.SAMPLE, draw=3, none="full")
    assert full.encode(Sample(0, 0)) == (3, 0)
    assert full.encode(Sample(2, 1)) == (1, 1)


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (True, "是", "yes"),
        (False, "否", "no"),
        (NEVER, "从未", "never"),
        (Sample(3, 2), "2/3", "2/3"),
        (dt.date(2021, 1, 31), "2021-01-31", "2021-01-31"),
        (Fraction(5, 2), "2.5", "2.5"),
    ],
)
def test_an_answer_is_shown_in_words(value: FactValue, chinese: str, english: str) -> None:
    assert (show_value(value, "zh"), show_value(value, "en")) == (chinese, english)


def test_never_is_one_thing_with_one_name() -> None:
    assert repr(NEVER) == "NEVER"
