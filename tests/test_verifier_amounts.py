"""The points that a notice prints against those of a rule: what is told, and the ways to say the same."""

from typing import Final

import pytest

from looks import HEAD, leaf, places

# 给 and 减 are 得 and 扣 -----------------------------------------------------------------------------


def amounts_told(words: str, rule: str, points: int = 6) -> list[str]:
    """Where a leaf with these words has other points than they print."""
    told = places("amounts-differ", f"{HEAD}{words}", leaf(words, rule, points))
    return [place.removeprefix("county.1.") for place in told]


MET: Final = leaf("合格的得6分", 'rule = "award"\nwhen = "合格"')


@pytest.mark.parametrize("words", ["合格的给6分", "合格的得6分", "合格的计6分"])
def test_points_may_be_given_in_any_word(words: str) -> None:
    assert amounts_told(words, 'rule = "award"\nwhen = "合格"') == []
    assert amounts_told(words, 'rule = "award"\nwhen = "合格"', points=5) == ["points"]


@pytest.mark.parametrize(("verb", "more"), [("减", "给"), ("扣", "得")])
def test_points_may_be_taken_in_any_word(verb: str, more: str) -> None:
    words = f"齐备的{more}6分,每缺1项{verb}2分"
    assert amounts_told(words, 'rule = "deduct"\nfaults = { "缺项" = 2 }') == []
    assert amounts_told(words, 'rule = "deduct"\nfaults = { "缺项" = 1 }') == ["faults"]


@pytest.mark.parametrize("clause", ["有创新的给2分", "最多给2分", "每次至多减2分"])
def test_words_that_give_or_take_so_are_to_be_quoted(clause: str) -> None:
    assert places("clause-unread", f"{HEAD}合格的得6分,{clause}。", MET) == ["county.1.cite"]


def test_a_share_of_the_points_is_what_a_tier_gives() -> None:
    """80% of 6 is 4.8."""
    words = "5天内答复的给满分,10天内答复的给80%,其余不给分"
    ladder = 'rule = "tiers"\nfact = "天数"\nlimits = [{{ at_most = 5, points = 6 }}, {{ at_most = 10, points = {0} }}]'
    assert amounts_told(words, ladder.format(4.8)) == []
    assert amounts_told(words, ladder.format(4)) == ["limits"]


def test_a_share_of_something_else_is_no_points() -> None:
    assert amounts_told("达到95%及以上的得6分,90%及以上的得3分", SHARE_TIERS) == []


SHARE_TIERS: Final = (
    'rule = "tiers"\nlimits = [{ when = { fact = "比例", at_least = "95%" }, points = 6 }, '
    '{ when = { fact = "比例", at_least = "90%" }, points = 3 }]'
)


# What several come to -----------------------------------------------------------------------------

EVENT: Final = 'rule = "per_event"\nevents = { "听取汇报" = 1 }'
HEARD: Final = 'rule = "tally"\nentries = [{ name = "汇报", count = { fact = "听取汇报" }, points = 1, most = 2 }]'
AND_MORE: Final = (
    'rule = "tally"\nentries = [{ name = "汇报", count = { fact = "听取汇报" }, points = 1, most = 2 }, '
    '{ name = "分工", when = "明确分工", points = 1 }]'
)


@pytest.mark.parametrize("rule", [EVENT, HEARD])
@pytest.mark.parametrize("words", ["每次给1分,最多给2分", "每次得1分,最多得2分", "1次给1分,2次及以上给2分", "每次1分"])
def test_a_limit_is_not_one_more_rate(words: str, rule: str) -> None:
    assert amounts_told(words, rule, points=2) == []


@pytest.mark.parametrize(("worth", "told"), [((3, 2, 1), []), ((3, 1, 0.5), ["limits"]), ((3, 2, 2), ["limits"])])
def test_tiers_may_write_out_what_each_time_is_worth(worth: tuple[float, ...], told: list[str]) -> None:
    tiers = ", ".join(f"{{ at_least = {3 - at}, points = {one} }}" for at, one in enumerate(worth))
    rule = f'rule = "tiers"\nfact = "听取汇报"\nlimits = [{tiers}]'
    assert amounts_told("每次给1分,最多给3分", rule, points=3) == told


@pytest.mark.parametrize("words", ["每次给2分,最多给2分", "1次给1分,3次及以上给2分", "1次给1分,2次及以上给3分"])
def test_another_rate_or_what_so_many_do_not_come_to_is_told(words: str) -> None:
    assert amounts_told(words, EVENT, points=2) == ["events"]
    assert amounts_told(words, HEARD, points=2) == ["entries"]


def test_the_most_of_an_entry_is_printed_between_it_and_the_next() -> None:
    words = "每次给1分,最多给2分;明确分工的给1分"
    assert amounts_told(words, AND_MORE, points=3) == []
    assert amounts_told("每次给1分,最多给3分;明确分工的给1分", AND_MORE, points=4) == ["entries"]


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        ('"不规范处数" = 0.4', []),  # how many of one piece count, others have said in their way
        ('"不规范处数" = 0.4, "三处以上的办件" = 1', []),
        ('"不规范处数" = 0.4, "三处以上的办件" = 2', ["faults"]),
        ('"不规范处数" = 0.5', ["faults"]),
    ],
)
def test_the_limit_of_one_piece_is_not_that_of_the_whole(faults: str, told: list[str]) -> None:
    words = "每有一处不规范减0.4分,单件至多减1分"
    assert amounts_told(words, f'rule = "deduct"\nfaults = {{ {faults} }}') == told


# A list of equal parts ----------------------------------------------------------------------------


def parts(*points: int) -> str:
    names = ("征地", "住房", "执法")
    inner = ", ".join(f'"{name}" = {worth}' for name, worth in zip(names, points, strict=True))
    return f'rule = "checklist"\nparts = {{ {inner} }}'


@pytest.mark.parametrize("words", ["征地、住房、执法,公开一类给1分", "征地、住房、执法,完成1项的得1分"])
def test_what_one_of_several_gets_is_what_each_gets(words: str) -> None:
    assert amounts_told(words, parts(1, 1, 1), points=3) == []
    assert amounts_told(words, parts(1, 1, 2), points=4) == ["parts"]


def test_an_ordinal_is_not_one_of_several() -> None:
    assert amounts_told("第一类给1分", parts(1, 1, 1), points=3) == ["parts"]


# To whom the words speak --------------------------------------------------------------------------

BOTH: Final = '[roster]\n"县" = ["甲县", "乙县"]\n"部门" = ["教育局"]\n'


def told_of_both(words: str, county: str, department: str) -> list[str]:
    """Which of two leaves, for counties and for departments, has other points than the words print."""
    variants = "".join(
        f'[[1.variant]]\nkinds = ["{kind}"]\nrule = "per_event"\nevents = {{ {events} }}\n'
        for kind, events in (("县", county), ("部门", department))
    )
    draft = f'kinds = ["县", "部门"]\n[1]\nname = "解读"\npoints = 2\ncite = "3: {words}"\n{variants}'
    return [place.split(".")[3] for place in places("amounts-differ", f"{HEAD}{words}", draft, BOTH)]


@pytest.mark.parametrize(
    "words",
    [
        "每用一种,县给0.5分、部门给1分,给满为止",
        "县每次给0.5分,部门每次给1分",
        "县:给0.5分;部门:给1分",
        "县、部门分别给0.5分、1分",
        "甲县给0.5分,教育局给1分",
    ],
)
def test_points_of_another_kind_of_unit_are_not_this_leafs(words: str) -> None:
    half, one = '"形式种数" = 0.5', '"形式种数" = 1'
    assert told_of_both(words, half, one) == []
    assert told_of_both(words, one, half) == ["县", "部门"]
    assert told_of_both(words, one, one) == ["县"]


def test_a_word_that_is_also_a_kind_is_no_address() -> None:
    """国务院部门采用 speaks of whoever took it up, so that both points are everybody's."""
    words = "国务院部门采用的每篇给2分,县采用的每篇给1分"
    both, wrong = '"部门采用" = 2, "县采用" = 1', '"部门采用" = 3, "县采用" = 1'
    assert told_of_both(words, both, both) == []
    assert told_of_both(words, both, wrong) == ["部门"]


def test_what_is_said_only_to_others_is_not_passed_over() -> None:
    assert told_of_both("部门给1分", '"形式种数" = 0.5', '"形式种数" = 1') == ["县"]
