"""Quantities, rules, combinations, ceilings and grades: small examples worked by hand, by engine and by oracle."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final, TypeAlias

import pytest
from attrs import frozen

from cases import Case, differences
from drafts import program_of
from opengov_rules import Program, Result, SchemeError
from oracle import Assessment

NOT_SUBMITTED: Final = {"status": "not_submitted"}
NOT_APPLICABLE: Final = {"status": "not_applicable"}
EMPTY: Final = {"count": 0, "of": 0}
"""A share of nothing."""


Number: TypeAlias = Fraction | int | None


@frozen
class Both:
    """A unit as the engine and as the oracle score it, which agree on everything that they tell."""

    result: Result
    truth: Assessment

    def points(self, code: str = "1") -> Number:
        """A node's points; None where it does not apply."""
        assert self.result[code].exact == self.truth.result(code)
        return self.result[code].exact

    def maximum(self, code: str = "1") -> Number:
        assert self.result[code].maximum == self.truth.maximum(code)
        return self.truth.maximum(code)

    @property
    def exact(self) -> Number:
        """The total before it is rounded; None where there is none or it is withheld."""
        assert self.result.exact == self.truth.published()
        return self.result.exact

    @property
    def total(self) -> Number:
        """The total as it is published."""
        told = None if self.truth.withheld() else self.truth.result("total")
        assert self.result.total == told
        return told

    @property
    def grade(self) -> str | None:
        assert self.result.grade == self.truth.grade()
        return self.result.grade


@cache
def compiled(county: str, scheme: str) -> Program:
    return program_of(county, scheme)


def both(county: str, scheme: str = "", unit: str = "甲县", **facts: Any) -> Both:
    """The unit of a draft, scored."""
    program = compiled(county, scheme)
    result = program.score(unit, facts)
    truth = Case(program, unit, result.evidence).truth()
    assert differences(result, truth) == {}
    return Both(result, truth)


def worth(value: str, facts: str = "", more: str = "", points: int = 10, **given: Any) -> Number:
    """What a leaf of 10 points is worth whose points are this quantity."""
    leaf = f'[1]\nname = "量"\npoints = {points}\nrule = "measure"\nvalue = {value}\n{more}'
    return both(leaf, facts and f"[facts]\n{facts}", **given).points()


def leaf(rule: str, facts: str = "", points: int = 10, **given: Any) -> Number:
    """What a leaf of 10 points with this rule is worth."""
    return both(f'[1]\nname = "项"\npoints = {points}\n{rule}', facts and f"[facts]\n{facts}", **given).points()


def measures(*tables: str) -> str:
    """Leaves [1.1], [1.2] … of 10 points or as said, worth the facts 甲, 乙 …, with more keys of each."""
    texts = list[str]()
    for number, (fact, more) in enumerate(zip("甲乙丙丁", tables, strict=False), start=1):
        points = "" if "points" in more else "points = 10\n"
        value = f'rule = "measure"\nvalue = {{ fact = "{fact}" }}'
        texts.append(f'[1.{number}]\nname = "{fact}项"\n{points}{value}\n{more}\n')
    return "".join(texts)


def node(more: str, *tables: str) -> str:
    """An inner node of such leaves."""
    return f'[1]\nname = "合"\n{more}\n{measures(*tables)}'


# Quantities --------------------------------------------------------------------------------------


def test_a_sum_of_quantities_takes_offsets_and_negative_products() -> None:
    value = '{ sum = [{ fact = "甲" }, { product = [-1, { fact = "乙" }] }, 3] }'
    assert worth(value, 甲=5, 乙=2) == 6
    assert worth('{ sum = { "甲" = 1, "乙" = 2.5 } }', 甲=1, 乙=2) == 6


def test_a_product_multiplies() -> None:
    assert worth('{ product = [{ fact = "甲" }, { fact = "乙" }, 0.5] }', 甲=3, 乙=5) == Fraction(15, 2)


def test_a_ratio_is_a_fraction_and_undefined_over_nothing() -> None:
    value = '{ ratio = [{ fact = "甲" }, { fact = "乙" }] }'
    assert worth(value, 甲=1, 乙=3) == Fraction(1, 3)
    assert worth(value, 甲=1, 乙=0) == 0
    assert worth(value, more="floor = 2", 甲=1, 乙=4) == 2
    assert worth(value, more="floor = 2", 甲=1, 乙=0) == 0  # undefined is like not submitted: no floor saves it


def test_a_ratio_over_something_negative_is_undefined() -> None:
    value = '{ ratio = [{ fact = "甲" }, { sum = [{ fact = "乙" }, -3] }] }'
    assert worth(value, 甲=6, 乙=5) == 3
    assert worth(value, more="floor = -9", 甲=6, 乙=2) == 0


def test_an_excess_is_never_below_0() -> None:
    shortfall = '{ excess = [20, { fact = "甲" }] }'
    assert worth(shortfall, 甲=13) == 7
    assert worth(shortfall, 甲=20) == 0
    assert worth(shortfall, more="floor = -5", 甲=25) == 0


def test_least_and_most_are_the_extremes() -> None:
    items = '[{ fact = "甲" }, { fact = "乙" }, 6]'
    assert worth(f"{{ least = {items} }}", 甲=7, 乙=8) == 6
    assert worth(f"{{ least = {items} }}", 甲=7, 乙=5) == 5
    assert worth(f"{{ most = {items} }}", 甲=7, 乙=8) == 8


def test_steps_count_full_or_started_ones() -> None:
    full, started = '{ steps = { fact = "甲" }, of = 10 }', '{ steps = { fact = "甲" }, of = 10, count = "started" }'
    assert [worth(full, 甲=number) for number in (0, 29, 30, 31)] == [0, 2, 3, 3]
    assert [worth(started, 甲=number) for number in (0, 29, 30, 31)] == [0, 3, 3, 4]


def test_steps_of_a_tenth_fit_exactly() -> None:
    value, facts = '{ steps = { fact = "甲" }, of = 0.1 }', '"甲" = { type = "quantity" }'
    assert worth(value, facts, 甲="0.3") == 3
    assert worth(value, facts, 甲="0.299") == 2


def test_full_steps_of_a_negative_number_count_towards_0_and_started_ones_upwards() -> None:
    value = '{ steps = { sum = [{ fact = "甲" }, -20] }, of = 10'
    assert worth(value + " }", more="floor = -5", 甲=0) == -2
    assert worth(value + " }", more="floor = -5", 甲=5) == -1
    assert worth(value + ', count = "started" }', more="floor = -5", 甲=5) == -1


def test_a_curve_is_straight_between_points_and_level_beyond() -> None:
    value = '{ curve = { fact = "甲" }, through = [[0, 1], [60, 4], [100, 5]] }'
    assert [worth(value, 甲=x) for x in (0, 20, 60, 80, 100, 120)] == [1, 2, 4, Fraction(9, 2), 5, 5]
    falling = '{ curve = { fact = "甲" }, through = [[10, 8], [13, 0]] }'
    assert [worth(falling, 甲=x) for x in (3, 10, 11, 13, 99)] == [8, 8, Fraction(16, 3), 0, 0]


CASES: Final = """{ cases = [
  { when = { fact = "甲", at_least = 3 }, value = 9 },
  { when = { fact = "乙", at_least = 3 }, value = { fact = "丙" } },
], otherwise = 2 }"""


def test_cases_take_the_first_that_holds() -> None:
    assert worth(CASES, 甲=3, 乙=3, 丙=7) == 9
    assert worth(CASES, 甲=2, 乙=3, 丙=7) == 7
    assert worth(CASES, 甲=2, 乙=2, 丙=7) == 2


def test_cases_after_one_that_is_unknown_are_undefined() -> None:
    assert worth(CASES, 甲=NOT_SUBMITTED, 乙=3, 丙=7) == 0
    assert worth(CASES, 甲=2, 乙=NOT_SUBMITTED, 丙=7) == 0
    assert worth(CASES, 甲=3, 乙=NOT_SUBMITTED, 丙=NOT_SUBMITTED) == 9


def test_cases_are_undefined_where_the_chosen_value_is() -> None:
    assert worth(CASES, 甲=2, 乙=3, 丙=NOT_SUBMITTED) == 0
    assert worth(CASES, 甲=2, 乙=2, 丙=NOT_SUBMITTED) == 2


def test_a_yes_no_fact_is_0_or_1_in_a_quantity() -> None:
    value, facts = '{ product = [{ fact = "是" }, 4] }', '"是" = { type = "yes_no" }'
    assert worth(value, facts, 是=True) == 4
    assert worth(value, facts, 是=False) == 0


def test_days_late_are_an_excess_of_dates() -> None:
    value = '{ product = [0.5, { excess = [{ fact = "日" }, 2024-02-20] }] }'
    facts = '"日" = { type = "date" }'
    assert worth(value, facts, 日="2024-03-01") == 5  # 10 days in a leap year
    assert worth(value, facts, 日="2024-02-20") == 0
    assert worth(value, facts, 日="2024-01-01") == 0


SHARE: Final = '"份" = { type = "share" }'


def test_a_share_is_its_fraction_and_of_nothing_undefined() -> None:
    value = '{ product = [100, { fact = "份" }] }'
    assert worth(value, SHARE, 份="7/140") == 5
    assert worth(value, SHARE, 份={"count": 1, "of": 30}) == Fraction(10, 3)
    assert worth(value, SHARE, more="floor = 1", 份=EMPTY) == 0
    assert worth(value, SHARE, 份=NOT_SUBMITTED) == 0


def test_a_share_of_nothing_neither_holds_nor_fails() -> None:
    at_least = '{ fact = "份", at_least = "5%" }'
    for given, only, zero in (("7/140", 10, 0), ("6/140", 0, 10), (EMPTY, 0, 0)):
        assert leaf(f'rule = "award"\nwhen = {at_least}', SHARE, 份=given) == only
        assert leaf(f'rule = "award"\nwhen = {{ none = [{at_least}] }}', SHARE, 份=given) == zero
        assert leaf(f'rule = "award"\nwhen = "好"\nzero_if = {at_least}', SHARE, 份=given, 好=True) == zero


OTHER: Final = """
[2]
name = "另"
points = 10
rule = "measure"
value = { product = [10, { share_of = "1" }] }
[3]
name = "又"
points = 10
rule = "measure"
value = { sum = [{ points_of = "1" }, 1] }
"""


def test_a_quantity_reads_the_points_and_the_share_of_another_node() -> None:
    one = '[1]\nname = "本"\npoints = 8\nnot_applicable = "drop"\nrule = "measure"\nvalue = { fact = "甲" }\n'
    found = both(one + OTHER, 甲=6)
    assert (found.points("2"), found.points("3")) == (Fraction(15, 2), 7)
    gone = both(one + OTHER, 甲=NOT_APPLICABLE)
    assert (gone.points("1"), gone.points("2"), gone.points("3")) == (None, 0, 0)


# Conditions --------------------------------------------------------------------------------------

DEGREES: Final = '"度" = { type = "choice", choices = ["轻", "中", "重"] }'


def test_a_choice_is_one_of_its_words() -> None:
    assert leaf('rule = "award"\nwhen = { fact = "度", is = "重" }', DEGREES, 度="重") == 10
    assert leaf('rule = "award"\nwhen = { fact = "度", is = "重" }', DEGREES, 度="中") == 0
    one_of = 'rule = "award"\nwhen = { fact = "度", one_of = ["轻", "重"] }'
    assert [leaf(one_of, DEGREES, 度=word) for word in ("轻", "中", "重", NOT_SUBMITTED)] == [10, 0, 10, 0]


def test_an_answer_that_never_came_is_asked_for_by_its_word() -> None:
    facts = '"日" = { type = "date", never = true }\n"天" = { type = "count", max = 60, never = true }'
    never = 'rule = "award"\nwhen = { fact = "%s", is = "never" }'
    assert [leaf(never % "日", facts, 日=day) for day in ("never", "2024-03-31", NOT_SUBMITTED)] == [10, 0, 0]
    assert [leaf(never % "天", facts, 天=days) for days in ("never", 60, 0, NOT_SUBMITTED)] == [10, 0, 0, 0]
    came = 'rule = "award"\nwhen = { none = [{ fact = "天", is = "never" }] }'
    assert [leaf(came, facts, 天=days) for days in ("never", 60, NOT_SUBMITTED)] == [0, 10, 0]
    limits = '{ when = { fact = "天", is = "never" }, points = 1 }, { when = { fact = "天", over = 20 }, points = 4 }'
    after = f'rule = "tiers"\nlimits = [{limits}]'
    assert [leaf(after, '"天" = { never = true }', 4, 天=days) for days in ("never", 21, 20)] == [1, 4, 0]


def test_an_open_answer_may_have_never_come() -> None:
    facts = '[facts]\n"天" = { type = "count", max = 60, never = true }'
    program = compiled('[1]\nname = "项"\npoints = 10\nrule = "award"\nwhen = { fact = "天", is = "never" }', facts)
    assert program.score("甲县", {}).bounds == (Decimal(0), Decimal(10))
    (cause,) = program.score("甲县", {"天": 3}).causes
    assert cause.reason("zh") == "未符合要求:天 = 从未(天 3)"


@pytest.mark.parametrize("fact", ['{ type = "count" }', '{ type = "count", never = true, per = "网站", take = "sum" }'])
def test_never_is_not_asked_of_what_cannot_be_never(fact: str) -> None:
    rule = '[1]\nname = "项"\npoints = 10\nrule = "award"\nwhen = { fact = "天", is = "never" }'
    with pytest.raises(SchemeError) as refused:
        program_of(rule, f'[facts]\n"天" = {fact}')
    assert "never-refused" in [problem.code for problem in refused.value.problems]


def test_a_choice_not_submitted_neither_is_nor_is_not() -> None:
    rule = 'rule = "award"\nwhen = { none = [{ fact = "度", is = "重" }] }'
    assert [leaf(rule, DEGREES, 度=word) for word in ("轻", "重", NOT_SUBMITTED)] == [10, 0, 0]


def test_one_of_numbers() -> None:
    rule = 'rule = "award"\nwhen = { fact = "甲", one_of = [1, 3] }'
    assert [leaf(rule, 甲=number) for number in (1, 2, 3)] == [10, 0, 10]


WHO: Final = '[roster]\n"县" = ["甲县", "乙县"]\n"区" = ["丙区"]\n[aliases]\n"乙县" = ["乙州"]\n'


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ('{ units = ["甲县", "丙区"] }', [10, 0, 10]),
        ('{ units = ["乙州"] }', [0, 10, 0]),
        ('{ kinds = ["区"] }', [0, 0, 10]),
        ('{ units = ["甲县"], kinds = ["区"] }', [10, 0, 10]),
        ('{ none = [{ kinds = ["县"] }] }', [0, 0, 10]),
    ],
)
def test_a_condition_asks_who_the_unit_is(who: str, expected: list[int]) -> None:
    county = f'kinds = ["县", "区"]\n[1]\nname = "项"\npoints = 10\nrule = "award"\nwhen = {who}\n'
    assert [both(county, WHO, unit).points() for unit in ("甲县", "乙县", "丙区")] == expected


def test_a_comparison_of_two_quantities_is_unknown_where_one_divides_by_nothing() -> None:
    asked = '{ ratio = [{ fact = "甲" }, { fact = "乙" }], at_least = { product = [0.1, { fact = "丙" }] } }'
    rule = 'rule = "award"\nwhen = '
    assert leaf(rule + asked, 甲=1, 乙=2, 丙=5) == 10
    assert leaf(rule + asked, 甲=1, 乙=2, 丙=6) == 0
    assert leaf(rule + asked, 甲=1, 乙=0, 丙=0) == 0
    assert leaf(rule + f"{{ none = [{asked}] }}", 甲=1, 乙=0, 丙=0) == 0


# Many answers ------------------------------------------------------------------------------------


def marks(how: str) -> str:
    return f'"分" = {{ type = "points", min = 0, max = 10, step = 0.5, per = "裁判", {how} }}'


def of_marks(how: str, *given: object) -> Number:
    """What these marks of judges come to."""
    judges = {f"裁判{number}": mark for number, mark in enumerate(given)}
    return worth('{ fact = "分" }', marks(how), points=50, 分=judges)


def test_a_mean_is_over_those_that_were_asked() -> None:
    assert of_marks('take = "mean"', 7, 8, 10) == Fraction(25, 3)
    assert of_marks('take = "mean"', "8.5") == Fraction(17, 2)


def test_trim_leaves_out_the_greatest_and_the_least() -> None:
    assert of_marks('take = "mean", trim = 1', 10, 5, 8, 7, 9) == 8
    assert of_marks('take = "sum", trim = 1', 10, 5, 8, 7, 9) == 24
    assert of_marks('take = "sum", trim = 2', 10, 5, 8, 7, 9) == 8
    assert of_marks('take = "mean", trim = 1', 7, 7, 7) == 7


def test_best_keeps_the_greatest_after_the_trimming() -> None:
    assert of_marks('take = "sum", best = 2', 10, 5, 8, 7, 9) == 19
    assert of_marks('take = "mean", best = 2', 10, 5, 8, 7, 9) == Fraction(19, 2)
    assert of_marks('take = "sum", trim = 1, best = 2', 10, 5, 8, 7, 9) == 17
    assert of_marks('take = "sum", best = 3', 6) == 6


def test_too_few_answers_to_trim_leave_the_result_open() -> None:
    county = '[1]\nname = "量"\npoints = 50\nrule = "measure"\nvalue = { fact = "分" }\n'
    program = program_of(county, "[facts]\n" + marks('take = "mean", trim = 1'))
    result = program.score("甲县", {"分": {"裁判0": 7, "裁判1": 9}})
    assert (result.exact, result.status) == (None, "provisional")
    assert [*result.bounds] == [0, 10]
    with pytest.raises(ValueError, match="too few"):
        Case(program, "甲县", result.evidence).truth().result("1")


def test_a_median_is_in_the_middle_or_between_two() -> None:
    assert of_marks('take = "median"', 8, 1, 3) == 3
    assert of_marks('take = "median"', 8, 1, 2, 5) == Fraction(7, 2)
    assert of_marks('take = "median"', "0.5", 1) == Fraction(3, 4)


def test_distinct_counts_different_answers() -> None:
    assert of_marks('take = "distinct"', 3, 5, 3, 5, 0) == 3
    facts = '"类" = { type = "choice", choices = ["文", "图", "音"], per = "件", take = "distinct" }'
    assert worth('{ fact = "类" }', facts, 类={"一": "图", "二": "文", "三": "图"}) == 2


def test_a_mean_of_nothing_is_undefined() -> None:
    facts = marks('take = "mean", absent = "none"')
    county = '[1]\nname = "量"\npoints = 10\nfloor = 2\nrule = "measure"\nvalue = { fact = "分" }\n'
    county += '[2]\nname = "否"\npoints = 10\nrule = "award"\nwhen = { none = [{ fact = "分", at_least = 5 }] }\n'
    found = both(county, f"[facts]\n{facts}")
    assert (found.points("1"), found.points("2")) == (0, 0)
    given = both(county, f"[facts]\n{facts}", 分={"裁判0": 0, "裁判1": 1})
    assert (given.points("1"), given.points("2")) == (2, 10)


def test_answers_that_do_not_apply_are_left_out_of_a_mean() -> None:
    county = '[1]\nname = "量"\npoints = 10\nnot_applicable = "drop"\nrule = "measure"\nvalue = { fact = "分" }\n'
    facts = "[facts]\n" + marks('take = "mean"')
    assert both(county, facts, 分={"甲": 7, "乙": NOT_APPLICABLE, "丙": 8}).points() == Fraction(15, 2)
    assert both(county, facts, 分={"甲": NOT_APPLICABLE, "乙": NOT_APPLICABLE}).points() is None


# Rules -------------------------------------------------------------------------------------------


def by_ratio(more: str, points: int = 8, **given: Any) -> Number:
    rule = f'rule = "ratio"\npart = {{ fact = "甲" }}\nwhole = {{ fact = "乙" }}\n{more}'
    return leaf(rule, points=points, **given)


def test_a_ratio_earns_all_at_its_goal() -> None:
    goal = 'full_at = "80%"\nnone = "zero"'
    assert [by_ratio(goal, 甲=part, 乙=10) for part in (0, 7, 8, 9)] == [0, 7, 8, 8]
    assert by_ratio('none = "zero"', 甲=1, 乙=3) == Fraction(8, 3)


def test_a_ratio_counts_in_full_or_started_steps() -> None:
    full, started = 'step = "5%"\nnone = "zero"', 'step = "5%"\ncount = "started"\nnone = "zero"'
    assert [by_ratio(full, 100, 甲=part, 乙=100) for part in (4, 5, 94, 95, 99, 100)] == [0, 5, 90, 95, 95, 100]
    assert [by_ratio(started, 100, 甲=part, 乙=100) for part in (0, 1, 5, 91, 95, 96)] == [0, 5, 5, 95, 95, 100]


def test_steps_of_a_ratio_count_before_its_goal() -> None:
    both_ = 'step = "10%"\nfull_at = "80%"\nnone = "zero"'
    assert [by_ratio(both_, 甲=part, 乙=100) for part in (79, 80, 9)] == [7, 8, 0]


def test_a_ratio_of_nothing_is_worth_what_is_said() -> None:
    assert by_ratio('none = "zero"', 甲=0, 乙=0) == 0
    assert by_ratio('none = "full"', 甲=0, 乙=0) == 8
    assert by_ratio('none = "full"', 甲=0, 乙=NOT_SUBMITTED) == 0
    assert by_ratio('none = "full"', 甲=NOT_SUBMITTED, 乙=4) == 0


def test_a_ratio_below_0_is_worth_nothing() -> None:
    rule = 'rule = "ratio"\npart = { sum = [{ fact = "甲" }, -5] }\nwhole = 10\nnone = "full"\nfloor = -5'
    assert [leaf(rule, 甲=part) for part in (0, 5, 6)] == [0, 0, 1]


TALLY: Final = """rule = "tally"
start = 60
entries = [
  { name = "奖", count = { fact = "奖" }, points = 15, most = 40 },
  { name = "报", count = { fact = "报" }, points = -4, most = 10 },
  { name = "责", when = "责", points = -20 },
]
"""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"奖": 2, "报": 2, "责": False}, 82),
        ({"奖": 3, "报": 3, "责": False}, 90),
        ({"奖": 4, "报": 0, "责": False}, 100),
        ({"奖": 0, "报": 9, "责": True}, 30),
        ({"奖": NOT_SUBMITTED, "报": 1, "责": False}, 56),
        ({"奖": 2, "报": NOT_SUBMITTED, "责": False}, 0),
        ({"奖": 2, "报": 0, "责": NOT_SUBMITTED}, 0),
    ],
    ids=["plain", "both limited", "at the limit", "all taken", "nothing added", "unknown taken", "unknown condition"],
)
def test_a_tally_adds_and_takes_off_within_limits(facts: dict[str, Any], expected: int) -> None:
    assert leaf(TALLY, points=100, **facts) == expected


def test_a_tally_ends_at_the_points_and_at_the_floor() -> None:
    rule = 'rule = "tally"\nentries = [{ name = "加", count = { fact = "加" }, points = 3 }, '
    rule += '{ name = "减", count = { fact = "减" }, points = -2 }]\n'
    assert leaf(rule, 加=5, 减=1) == 10
    assert leaf(rule, 加=0, 减=4) == 0
    assert leaf(rule + "floor = -6", 加=0, 减=4) == -6
    assert leaf(rule + "floor = -6", 加=1, 减=4) == -5


def test_a_tally_counts_nothing_below_0_and_starts_from_a_quantity() -> None:
    count = '{ sum = [{ fact = "甲" }, -5] }'
    rule = 'rule = "tally"\nstart = { fact = "起" }\nentries = [{ name = "减", count = ' + count + ", points = -2 }]\n"
    assert leaf(rule, 起=6, 甲=3) == 6
    assert leaf(rule, 起=6, 甲=7) == 2
    assert leaf(rule, 起=NOT_SUBMITTED, 甲=7) == 0


TABLE: Final = """rule = "table"
rows = "度"
columns = "围"
cells = { "轻" = { "小" = 1, "大" = 2.5 }, "重" = { "小" = 4, "大" = 9 } }
"""


def test_a_table_is_worth_the_cell_of_two_answers() -> None:
    found = [leaf(TABLE, 度=row, 围=column) for row in ("轻", "重") for column in ("小", "大")]
    assert found == [1, Fraction(5, 2), 4, 9]
    assert leaf(TABLE, points=8, 度="重", 围="大") == 8
    assert leaf(TABLE, 度="重", 围=NOT_SUBMITTED) == 0


def test_a_table_may_be_a_penalty() -> None:
    found = both(f'[1]\nname = "罚"\nrole = "penalty"\n{TABLE}', 度="重", 围="小")
    assert (found.points(), found.exact, found.maximum()) == (-4, -4, 0)


# Offset, factor, limits, rounding ----------------------------------------------------------------


def test_offset_comes_before_factor_and_both_before_the_limits() -> None:
    more = "offset = -20\nfactor = 0.5"
    assert [worth('{ fact = "甲" }', more=more, 甲=number) for number in (30, 41, 10)] == [5, 10, 0]
    assert worth('{ fact = "甲" }', more=more + "\nfloor = -3", 甲=10) == -3


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("half_up", [3, 4, 2, -3, -2]),
        ("half_even", [2, 4, 2, -2, -2]),
        ("truncate", [2, 3, 2, -2, -1]),
        ("ceiling", [3, 4, 3, -2, -1]),
    ],
)
def test_rounding_says_where_halves_go(how: str, expected: list[int]) -> None:
    more = f'offset = -10\nfloor = -9\ncap = 9\nround = {{ to = 1, how = "{how}" }}'
    facts = '"甲" = { type = "quantity" }'
    found = [worth('{ fact = "甲" }', facts, more, 甲=n) for n in ("12.5", "13.5", "12.25", "7.5", "8.25")]
    assert found == expected  # of 2.5, 3.5, 2.25, -2.5, -1.75


def test_rounding_is_to_steps_of_any_size_and_comes_after_the_cap() -> None:
    value, facts = '{ fact = "甲" }', '"甲" = { type = "quantity" }'
    assert worth(value, facts, 'round = { to = "0.5", how = "half_even" }', 甲="2.25") == 2
    assert worth(value, facts, 'round = { to = "0.5", how = "half_up" }', 甲="2.25") == Fraction(5, 2)
    assert worth(value, facts, "cap = 2.6\nround = { to = 1 }", 甲=9) == 3


def test_an_excused_leaf_is_worth_its_points_before_they_are_scaled() -> None:
    rule = 'rule = "award"\nwhen = "好"\nexcused_if = "免"\noffset = 2\nfactor = 0.5'
    assert leaf(rule, 好=False, 免=True) == 6
    assert leaf(rule, 好=False, 免=False) == 1


def test_what_was_not_submitted_is_0_whatever_the_scale() -> None:
    rule = 'rule = "deduct"\nfaults = { "错" = 1 }\noffset = 2\nfloor = 3'
    assert leaf(rule, 错=4) == 8
    assert leaf(rule, 错=99) == 3
    assert leaf(rule, 错=NOT_SUBMITTED) == 0


def test_gates_close_after_the_scale() -> None:
    assert worth('{ fact = "甲" }', more='offset = 3\nonly_if = "前"', 甲=4, 前=True) == 7
    assert worth('{ fact = "甲" }', more='offset = 3\nonly_if = "前"', 甲=4, 前=False) == 0


def test_an_inner_node_is_scaled_and_rounded_as_a_whole() -> None:
    county = node('points = 20\noffset = 1\nfactor = 1.5\nround = { to = 1, how = "half_even" }', "", "")
    assert both(county, 甲=4, 乙=5).points() == 15
    assert both(county, 甲=4, 乙=4).points() == 14  # 13.5 to the even side
    assert both(county, 甲=4, 乙=6).points() == 16  # 16.5 to the even side
    assert both(county, 甲=9, 乙=9).points() == 20


# Combining ---------------------------------------------------------------------------------------


def test_a_mean_is_weighted_over_the_children_that_apply() -> None:
    county = node('combine = "mean"', "points = 100", "points = 100\nweight = 2\nnot_applicable = 'drop'")
    assert both(county, 甲=60, 乙=90).points() == 80
    assert both(county, 甲=60, 乙=NOT_APPLICABLE).points() == 60


def test_the_maximum_of_a_mean_is_the_mean_of_the_maxima() -> None:
    county = node('combine = "mean"', "points = 10", "points = 40\nweight = 2\nnot_applicable = 'drop'")
    assert both(county, 甲=5, 乙=20).maximum() == 30
    gone = both(county, 甲=5, 乙=NOT_APPLICABLE)
    assert (gone.maximum(), gone.points()) == (10, 5)


def test_a_weight_is_a_quantity_and_nothing_where_it_is_undefined_or_negative() -> None:
    county = node('combine = "mean"', "", 'weight = { sum = [{ fact = "权" }, -2] }')
    assert both(county, 甲=2, 乙=8, 权=4).points() == 6
    assert both(county, 甲=2, 乙=8, 权=2).points() == 2
    assert both(county, 甲=2, 乙=8, 权=0).points() == 2
    assert both(county, 甲=2, 乙=8, 权=NOT_SUBMITTED).points() == 2


def test_a_mean_without_any_weight_does_not_apply() -> None:
    county = node('combine = "mean"', 'weight = { fact = "权" }', 'weight = { fact = "权" }')
    found = both(county, 甲=2, 乙=8, 权=0)
    assert (found.points(), found.maximum(), found.exact) == (None, None, None)


def test_the_best_counts_and_of_equal_ones_the_first() -> None:
    county = node('combine = "best"', "points = 8", "points = 10")
    for first, second, points, maximum in ((3, 6, 6, 10), (7, 6, 7, 8), (6, 6, 6, 8)):
        found = both(county, 甲=first, 乙=second)
        assert (found.points(), found.maximum()) == (points, maximum)


def test_the_worst_counts_and_only_of_those_that_apply() -> None:
    county = node('combine = "worst"', "points = 8", "points = 10\nnot_applicable = 'drop'")
    for first, second, points, maximum in ((3, 6, 3, 8), (7, 6, 6, 10), (6, 6, 6, 8), (7, NOT_APPLICABLE, 7, 8)):
        found = both(county, 甲=first, 乙=second)
        assert (found.points(), found.maximum()) == (points, maximum)


@pytest.mark.parametrize(("how", "expected"), [("best", -3), ("worst", -5)])
def test_the_best_of_penalties_is_the_least(how: str, expected: int) -> None:
    found = both(node(f'role = "penalty"\ncombine = "{how}"', "", ""), 甲=3, 乙=5)
    assert (found.points(), found.exact) == (expected, expected)
    assert (found.points("1.1"), found.points("1.2")) == (-3, -5)


def test_a_ladder_counts_up_to_the_first_that_is_not_full() -> None:
    county = node('points = 30\ncombine = "ladder"', "", "not_applicable = 'drop'", "")
    for given, points in (((10, 10, 4), 24), ((10, 6, 8), 16), ((9, 10, 10), 9), ((10, NOT_APPLICABLE, 7), 17)):
        assert both(county, 甲=given[0], 乙=given[1], 丙=given[2]).points() == points
    assert both(county, 甲=1, 乙=1, 丙=1).maximum() == 30
    assert both(county, 甲=1, 乙=NOT_APPLICABLE, 丙=1).maximum() == 20


THREE: Final = ("points = 40", "points = 35", "points = 25\nnot_applicable = 'rescale'")


def test_the_points_of_what_does_not_apply_are_taken_over_pro_rata() -> None:
    county = node("points = 100", *THREE)
    assert both(county, 甲=35, 乙=26, 丙=9).points() == 70
    found = both(county, 甲=35, 乙=26, 丙=NOT_APPLICABLE)
    assert (found.points("1.1"), found.points("1.3")) == (35, None)
    assert (found.points(), found.exact, found.maximum()) == (Fraction(244, 3), Fraction(244, 3), 100)


def test_top_level_nodes_take_points_over_too() -> None:
    county = measures(*THREE).replace("[1.", "[")
    found = both(county, 甲=35, 乙=26, 丙=NOT_APPLICABLE)
    assert (found.exact, found.maximum("total")) == (Fraction(244, 3), 100)


def test_where_nothing_is_left_to_take_points_over_there_is_nothing() -> None:
    county = measures("not_applicable = 'rescale'", "not_applicable = 'rescale'").replace("[1.", "[")
    found = both(county, 甲=NOT_APPLICABLE, 乙=NOT_APPLICABLE)
    assert (found.exact, found.maximum("total"), found.result.status) == (None, None, "not_applicable")


def test_a_whole_part_that_does_not_apply_leaves_its_points_to_its_siblings() -> None:
    county = (
        '[1]\nname = "总"\npoints = 60\n[1.9]\nname = "另"\npoints = 40\nrule = "measure"\nvalue = { fact = "己" }\n'
    )
    county += '[1.8]\nname = "合"\npoints = 20\nnot_applicable = "rescale"\n'
    county += measures("", "").replace("[1.", "[1.8.")
    assert both(county, 己=30, 甲=4, 乙=5).points() == 39
    one = both(county, 己=30, 甲=4, 乙=NOT_APPLICABLE)
    assert (one.points("1.8"), one.points(), one.maximum()) == (8, 38, 60)
    none = both(county, 己=30, 甲=NOT_APPLICABLE, 乙=NOT_APPLICABLE)
    assert (none.points("1.8"), none.points(), none.maximum()) == (None, 45, 60)


def test_in_a_mean_what_is_rescaled_is_simply_left_out() -> None:
    county = node('combine = "mean"', "", "not_applicable = 'rescale'")
    assert both(county, 甲=4, 乙=NOT_APPLICABLE).points() == 4


def test_a_mean_that_does_not_apply_leaves_the_mean_of_its_maxima() -> None:
    county = '[1]\nname = "总"\n[1.9]\nname = "另"\npoints = 10\nrule = "measure"\nvalue = { fact = "己" }\n'
    county += '[1.8]\nname = "均"\npoints = 10\ncombine = "mean"\nnot_applicable = "rescale"\n'
    county += measures("", "").replace("[1.", "[1.8.")
    assert both(county, 己=6, 甲=8, 乙=4).points() == 12
    found = both(county, 己=6, 甲=NOT_APPLICABLE, 乙=NOT_APPLICABLE)
    assert (found.points(), found.maximum()) == (12, 20)


@pytest.mark.parametrize("policy", ["", "not_applicable = 'drop'"])
def test_the_printed_points_are_the_maximum_where_everything_applies(policy: str) -> None:
    found = both(node("points = 20\nfactor = 2\ncap = 40", "", policy), 甲=4, 乙=5)
    assert (found.points(), found.maximum()) == (18, 20)


def test_an_inner_node_is_left_with_what_its_parts_are_worth() -> None:
    dropped = "points = 15\nnot_applicable = 'drop'"
    assert both(node("points = 25", "", dropped), 甲=9, 乙=NOT_APPLICABLE).maximum() == 10
    assert both(node("points = 25", "", dropped), 甲=9, 乙=1).maximum() == 25
    assert both(node("", "", dropped), 甲=9, 乙=NOT_APPLICABLE).maximum() == 10


POLICY: Final = '[1]\nname = "项"\npoints = 10\nrule = "measure"\nvalue = { fact = "甲" }\napplies_if = "有"\n'


@pytest.mark.parametrize(("has", "expected"), [(True, 4), (False, None), (NOT_SUBMITTED, None)])
def test_a_node_whose_condition_fails_or_is_unknown_is_dropped(has: object, expected: int | None) -> None:
    found = both(POLICY, 甲=4, 有=has)
    assert found.points() == expected
    assert (found.exact, found.maximum("total")) == ((4, 10) if expected else (None, None))


@pytest.mark.parametrize(("policy", "expected"), [("full", 10), ("zero", 0), ("drop", None), ("rescale", None)])
def test_its_policy_says_what_it_is_worth_then(policy: str, expected: int | None) -> None:
    county = POLICY + f'not_applicable = "{policy}"\n'
    assert both(county, 甲=4, 有=False).points() == expected
    assert both(county, 甲=4, 有=NOT_SUBMITTED).points() == expected
    assert both(county, 甲=4, 有=True).points() == 4


def test_a_part_that_does_not_apply_is_left_out_with_all_below_it() -> None:
    county = node('points = 20\napplies_if = { units = ["乙县"] }', "", "")
    county += '[2]\nname = "另"\npoints = 10\nrule = "measure"\nvalue = { fact = "己" }\n'
    found = both(county, 甲=3, 乙=4, 己=5, unit="乙县")
    assert (found.exact, found.maximum("total")) == (12, 30)
    other = both(county, 己=5)
    assert (other.points(), other.points("1.1"), other.exact, other.maximum("total")) == (None, None, 5, 10)


def test_an_unscored_node_has_a_result_and_no_part_in_the_total() -> None:
    county = '[1]\nname = "录"\npoints = 10\nrole = "unscored"\nrule = "measure"\nvalue = { fact = "甲" }\n'
    county += '[2]\nname = "项"\npoints = 5\nrule = "award"\nwhen = { points_of = "1", at_least = 6 }\n'
    found = both(county, 甲=6)
    assert (found.points("1"), found.points("2"), found.exact, found.maximum("total")) == (6, 5, 5, 5)
    assert both(county, 甲=5).exact == 0


# Total, vetoes, ceilings -------------------------------------------------------------------------

HUNDRED: Final = '[1]\nname = "项"\npoints = 100\nrule = "measure"\nvalue = { fact = "甲" }\n'
EXACT: Final = '[facts]\n"甲" = { type = "quantity" }\n'


def test_a_total_is_scaled_before_it_is_bounded_and_rounded() -> None:
    county = HUNDRED + '[total]\noffset = -40\nfactor = 0.5\ncap = 25\nround = { to = 1, how = "half_up" }\n'
    found = both(county, 甲=77)
    assert (found.exact, found.total) == (Fraction(37, 2), 19)
    assert both(county, 甲=100).total == 25
    assert both(county, 甲=30).total == -5


VETO: Final = '[vetoes.v]\nwhen = "否"\n'


def test_a_veto_lets_points_fall_and_never_rise() -> None:
    county = HUNDRED + VETO + 'scope = "1"\neffect = { points = 40 }\n'
    assert both(county, 甲=70, 否=True).exact == 40
    assert both(county, 甲=30, 否=True).exact == 30
    assert both(county, 甲=70, 否=NOT_SUBMITTED).exact == 70


def test_a_veto_replaces_points_upwards_too() -> None:
    county = HUNDRED + VETO + 'scope = "1"\neffect = { replace = 60 }\n'
    assert both(county, 甲=70, 否=True).exact == 60
    assert both(county, 甲=30, 否=True).exact == 60
    assert both(county, 甲=30, 否=False).exact == 30


CEILINGS: Final = """
[vetoes.a]
scope = "total"
effect = { at_most = { product = [20, { fact = "乙" }] } }
[vetoes.b]
when = "否"
scope = "total"
effect = { at_most = 75 }
"""


@pytest.mark.parametrize(
    ("second", "vetoed", "expected"),
    [
        (4, False, 80),
        (4, True, 75),
        (3, True, 60),
        (5, False, 90),
        (NOT_SUBMITTED, True, 75),
        (NOT_SUBMITTED, False, 90),
    ],
)
def test_the_lowest_ceiling_wins_and_one_that_is_undefined_is_void(second: object, vetoed: bool, expected: int) -> None:
    found = both(HUNDRED + CEILINGS, 甲=90, 乙=second, 否=vetoed)
    assert found.exact == expected
    # A ceiling is listed where it bit: one of 20 times the second fact, one of 75.
    assert found.result.vetoes == {80: ("a",), 75: ("b",), 60: ("a",), 90: ()}[expected]


def test_ceilings_hold_after_all_other_vetoes() -> None:
    county = HUNDRED + '[vetoes.a]\nscope = "total"\neffect = { at_most = 50 }\n'
    county += '[vetoes.b]\nwhen = "否"\nscope = "total"\neffect = { replace = 60 }\n'
    assert both(county, 甲=20, 否=True).exact == 50
    assert both(county, 甲=20, 否=False).exact == 20


def test_a_ceiling_comes_after_rounding() -> None:
    county = HUNDRED + '[total]\nround = { to = 1 }\n[vetoes.a]\nscope = "total"\neffect = { at_most = 87.8 }\n'
    found = both(county, EXACT, 甲="87.5")
    assert (found.exact, found.total) == (Fraction(175, 2), Fraction(439, 5))


def test_a_ceiling_is_a_share_of_what_another_node_has() -> None:
    county = HUNDRED + '[2]\nname = "加"\nrole = "bonus"\npoints = 50\nrule = "measure"\nvalue = { fact = "乙" }\n'
    county += '[vetoes.a]\nscope = "2"\neffect = { at_most = { product = [0.1, { points_of = "1" }] } }\n'
    assert both(county, 甲=80, 乙=30).points("2") == 8
    assert both(county, 甲=80, 乙=5).points("2") == 5


def test_a_withheld_total_is_told_nowhere() -> None:
    county = HUNDRED + VETO + "effect = { withhold = true }\n"
    found = both(county, 甲=70, 否=True)
    assert (found.exact, found.total, found.result.status) == (None, None, "withheld")
    assert both(county, 甲=70, 否=False).exact == 70
    assert both(county, 甲=70, 否=NOT_SUBMITTED).exact == 70


# Grades ------------------------------------------------------------------------------------------

GRADES: Final = '[grades."优"]\nat_least = 90\n[grades."良"]\nat_least = 75\n[grades."差"]\n'


def test_grades_look_at_the_exact_total_or_at_the_rounded_one() -> None:
    rounded = '[total]\nround = { to = 1, how = "half_up" }\n'
    assert both(HUNDRED + rounded, EXACT + GRADES, 甲="89.5").grade == "良"
    county = HUNDRED + rounded + 'graded = "rounded"\n'
    assert both(county, EXACT + GRADES, 甲="89.5").grade == "优"
    assert both(county, EXACT + GRADES, 甲="89.4999").grade == "良"


def test_a_veto_bars_the_grades_above_the_one_it_names() -> None:
    county = HUNDRED + VETO + 'effect = { grade = "良" }\n'
    assert both(county, GRADES, 甲=95, 否=True).grade == "良"
    assert both(county, GRADES, 甲=95, 否=False).grade == "优"
    assert both(county, GRADES, 甲=95, 否=NOT_SUBMITTED).grade == "优"
    assert both(county, GRADES, 甲=60, 否=True).grade == "差"


def test_of_two_bars_the_lower_one_stands() -> None:
    county = HUNDRED + VETO + 'effect = { grade = "差" }\n[vetoes.w]\nwhen = "警"\neffect = { grade = "良" }\n'
    assert both(county, GRADES, 甲=95, 否=True, 警=True).grade == "差"
    assert both(county, GRADES, 甲=95, 否=False, 警=True).grade == "良"


DIRECT: Final = GRADES + '[grades."停"]\nwhen = "停"\n[grades."缓"]\nwhen = { points_of = "1", under = 30 }\n'


def test_grades_given_directly_go_first_in_their_order() -> None:
    assert both(HUNDRED, DIRECT, 甲=95, 停=True).grade == "停"
    assert both(HUNDRED, DIRECT, 甲=20, 停=True).grade == "停"
    assert both(HUNDRED, DIRECT, 甲=20, 停=False).grade == "缓"
    assert both(HUNDRED, DIRECT, 甲=95, 停=NOT_SUBMITTED).grade == "优"


def test_a_bar_does_not_reach_a_grade_given_directly() -> None:
    scheme = '[grades."特"]\nwhen = "特"\n' + GRADES
    county = HUNDRED + VETO + 'effect = { grade = "差" }\n'
    assert both(county, scheme, 甲=95, 否=True, 特=True).grade == "特"


def test_a_rubric_that_scores_nothing_gives_only_a_grade() -> None:
    county = '[1]\nname = "项"\nrole = "unscored"\nrule = "checklist"\npoints = 3\n'
    county += 'parts = { "一" = 1, "二" = 1, "三" = 1 }\n'
    scheme = '[grades."三星"]\nwhen = { points_of = "1", at_least = 3 }\n'
    scheme += '[grades."二星"]\nwhen = { points_of = "1", at_least = 2 }\n'
    found = both(county, scheme, 一=True, 二=True, 三=False)
    assert (found.points(), found.exact, found.total, found.grade) == (2, None, None, "二星")
    assert both(county, scheme, 一=True, 二=True, 三=True).grade == "三星"
    assert both(county, scheme, 一=True, 二=False, 三=False).grade is None


LOWER: Final = 'kinds = ["县"]\nbetter = "lower"\n' + measures("points = 5", "").replace("[1.", "[")
BANDS: Final = '[grades."甲级"]\nat_most = 3\n[grades."乙级"]\nat_most = 7\n[grades."丙级"]\n'


@pytest.mark.parametrize(
    ("first", "second", "total", "grade"),
    [(1, 2, 3, "甲级"), (2, 2, 4, "乙级"), (4, 3, 7, "乙级"), (9, 3, 8, "丙级"), (0, 0, 0, "甲级")],
)
def test_where_less_is_better_points_are_added_and_grades_are_at_most(
    first: int, second: int, total: int, grade: str
) -> None:
    found = both(LOWER, BANDS, 甲=first, 乙=second)
    assert (found.exact, found.grade) == (total, grade)
    assert (found.points("1"), found.maximum("1"), found.maximum("total")) == (min(first, 5), 0, 0)


@pytest.mark.parametrize(("how", "expected"), [("best", 3), ("worst", 5)])
def test_where_less_is_better_the_best_is_the_least(how: str, expected: int) -> None:
    county = 'kinds = ["县"]\nbetter = "lower"\n' + node(f'combine = "{how}"', "", "")
    assert both(county, 甲=3, 乙=5).exact == expected
