"""The words of a notice against dates, limits and amounts: what is told, and what its own wording settles."""

from typing import Final

import pytest

from looks import HEAD, leaf, places, problems
from opengov_rules.drafting.limits import limit_in
from opengov_rules.verifier.phrases import bounds

SITE: Final = leaf("合格的得6分", 'rule = "award"\nwhen = "合格"')


# The window of a call for material ----------------------------------------------------------------


def window(days: str) -> list[tuple[str, str]]:
    """Code and key of what is said of a window."""
    notice = f"{HEAD}合格的得6分"
    return [
        (code, place.removeprefix("scheme.window."))
        for code in ("window-early", "date-year")
        for place in places(code, notice, SITE, f'[window]\n{days}\ncite = "2: 2024年11月18日"\n')
    ]


@pytest.mark.parametrize(
    "days",
    [
        "from = 2024-01-01\ndue = 2024-12-01",  # what was done since January is collected
        "from = 2024-01-01\nuntil = 2024-10-31\ndue = 2024-12-01",
        "from = 2022-01-01\nuntil = 2023-11-18\ndue = 2024-12-01",  # 366 days before the notice
        "until = 2025-11-19\ndue = 2024-12-01",  # 366 days after it
        "from = 2024-01-01\nuntil = 2024-10-31",  # a bulletin tells of what was collected before it
        "due = 2024-11-18",
    ],
)
def test_material_may_be_collected_for_a_period_before_the_notice(days: str) -> None:
    assert window(days) == []


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("due = 2024-11-17", [("window-early", "due")]),
        ("until = 2023-11-17\ndue = 2024-12-01", [("window-early", "until")]),  # 367 days before
        ("until = 2025-11-20\ndue = 2024-12-01", [("date-year", "until")]),  # 367 days after
        ("from = 2025-11-20\ndue = 2025-11-20", [("date-year", "from"), ("date-year", "due")]),
    ],
)
def test_what_is_due_before_the_notice_or_a_year_away_is_a_slip(days: str, told: list[tuple[str, str]]) -> None:
    assert window(days) == told


# 全部, 部分, 均 --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("全部公开的,得6分。", "全部公开的,得6分"),
        ("均被解读的得6分。", "均被解读的得6分"),
        ("全部公开的,得6分;未公开的不得分。", "全部公开的,得6分"),
        ("全部公开的,得6分;部分人员参加培训。", "全部公开的,得6分"),
        ("全部分类公开的,得6分。", "全部分类公开的,得6分"),
    ],
)
def test_all_or_nothing_with_nothing_for_a_part_is_told(item: str, words: str) -> None:
    (found,) = problems("notice-all", HEAD + item, leaf(item.rstrip("。"), 'rule = "award"\nwhen = "公开"'))
    assert (found.severity, ".".join(found.path), found.params["words"]) == ("info", "county.1.cite", words)


@pytest.mark.parametrize(
    "item",
    [
        "全部公开的,得6分;部分公开的,得3分。",
        "全部公开的,得6分,部分公开计3分。",
        "全部公开的,得6分;部分公开的不得分。",
        "部分公开的,得3分;全部公开的,得6分。",
    ],
)
def test_it_is_silent_where_the_tiers_print_what_a_part_is_worth(item: str) -> None:
    assert places("notice-all", HEAD + item, leaf(item.rstrip("。"), 'rule = "award"\nwhen = "公开"')) == []


# 计0分 --------------------------------------------------------------------------------------------

TIERS: Final = 'rule = "tiers"\nfact = "次数"\nlimits = [{ at_least = 2, points = 6 }, { at_least = 1, points = 3 }]'


@pytest.mark.parametrize("rest", ["其他计0分", "其他得0分", "其他计0.0分"])
def test_that_the_rest_gets_nothing_is_what_tiers_say_anyhow(rest: str) -> None:
    county = leaf("2次的得6分;1次的得3分", TIERS)
    assert places("clause-unread", f"{HEAD}2次的得6分;1次的得3分;{rest}。", county) == []


def test_other_points_of_the_line_are_still_to_be_quoted() -> None:
    """After 其他计0分, which is passed over, 加2分 is not."""
    notice = f"{HEAD}2次的得6分;1次的得3分;其他计0分,有创新的加2分。"
    (found,) = problems("clause-unread", notice, leaf("2次的得6分;1次的得3分", TIERS))
    assert (".".join(found.path), found.params["words"]) == ("county.1.cite", "加2分")


@pytest.mark.parametrize("rest", ["其他计0.5分", "其他计10分"])
def test_a_rest_that_gets_something_is_told(rest: str) -> None:
    county = leaf("2次的得6分;1次的得3分", TIERS)
    assert places("clause-unread", f"{HEAD}2次的得6分;1次的得3分;{rest}。", county) == ["county.1.cite"]


def test_it_is_told_where_another_kind_of_rule_would_give_something() -> None:
    """A deduction leaves 4 of 6 after one fault: that 造假的计0分 is a clause of its own."""
    county = leaf("每缺1项扣2分", 'rule = "deduct"\nfaults = { "缺项" = 2 }')
    assert places("clause-unread", f"{HEAD}每缺1项扣2分,造假的计0分。", county) == ["county.1.cite"]


# Tiers of 0 points --------------------------------------------------------------------------------


@pytest.mark.parametrize(("last", "told"), [(0, []), (1, ["county.1.limits"])])
def test_a_tier_of_nothing_is_the_rest_of_what_the_words_print(last: int, told: list[str]) -> None:
    """Over 10 is where 10天内 ends; with a point of its own it would need words of its own."""
    quote = f"5天内答复的得6分,10天内答复的得3分,其他计{last}分"
    ladder = f"{{ at_most = 5, points = 6 }}, {{ at_most = 10, points = 3 }}, {{ over = 10, points = {last} }}"
    county = leaf(quote, f'rule = "tiers"\nfact = "天数"\nlimits = [{ladder}]')
    assert places("limits-differ", HEAD + quote, county) == told
    assert places("amounts-differ", HEAD + quote, county) == []


def test_a_number_of_an_earlier_tier_may_be_meant_once_more() -> None:
    """逾期 says 20 again: more than 20 and at most 40."""
    quote = "20日内公开的得6分,逾期但在40日内公开的得3分"
    later = '{ when = { all = [{ fact = "天数", over = 20 }, { fact = "天数", at_most = 40 }] }, points = 3 }'
    county = leaf(quote, f'rule = "tiers"\nfact = "天数"\nlimits = [{{ at_most = 20, points = 6 }}, {later}]')
    assert places("limits-differ", HEAD + quote, county) == []
    swapped = county.replace("points = 6 }", "points = 9 }").replace("points = 3 }", "points = 6 }")
    swapped = swapped.replace("points = 9 }", "points = 3 }")
    assert places("limits-differ", HEAD + quote, swapped) == ["county.1.limits"]


# What a step of a ratio is worth ------------------------------------------------------------------


def ratio(full_at: str, step: str) -> str:
    return (
        f'rule = "ratio"\npart = {{ fact = "已公开" }}\nwhole = {{ fact = "应公开" }}\nfull_at = "{full_at}"\n'
        f'step = "{step}"\nnone = "zero"'
    )


@pytest.mark.parametrize(
    ("quote", "full_at", "step"),
    [
        ("公开率每达到20%计1.2分", "100%", "20%"),  # 6 × 20/100
        ("公开率每达到30%计2分", "90%", "30%"),  # 6 × 30/90
        ("公开率达到90%得6分,每达到30%计2分", "90%", "30%"),
        ("公开率达到90%得6分", "90%", "30%"),
    ],
)
def test_a_ratio_may_print_what_its_step_is_worth(quote: str, full_at: str, step: str) -> None:
    county = leaf(quote, ratio(full_at, step))
    for code in ("amounts-differ", "limits-differ", "step-differs"):
        assert places(code, HEAD + quote, county) == []


@pytest.mark.parametrize(
    ("quote", "full_at", "step"),
    [
        ("公开率每达到20%计1分", "100%", "20%"),  # and 6 × 20/100 = 1.2
        ("公开率每达到30%计1.8分", "90%", "30%"),  # 6 × 30%, which forgets that 90% are enough
        ("公开率达到90%得6分,每达到30%计3分", "90%", "30%"),
    ],
)
def test_another_worth_of_a_step_is_told(quote: str, full_at: str, step: str) -> None:
    assert places("amounts-differ", HEAD + quote, leaf(quote, ratio(full_at, step))) != []


def test_the_share_for_full_points_is_not_looked_for_in_the_step() -> None:
    """达到20% is the step; 达到80% is neither the step nor the 90% of the data."""
    step, quote = "每达到30%计2分", "公开率达到80%得6分,每达到30%计2分"
    assert places("limits-differ", HEAD + step, leaf(step, ratio("90%", "30%"))) == []
    assert places("limits-differ", HEAD + quote, leaf(quote, ratio("90%", "30%"))) == ["county.1.full_at"]


# The quota of a grade -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quota", "told"),
    [('quota = "30%"\n', []), ("", ["scheme.grades.优秀.gates"]), ('quota = "20%"\n', ["scheme.grades.优秀.gates"])],
)
def test_the_number_of_a_quota_is_not_taken_for_that_of_a_gate(quota: str, told: list[str]) -> None:
    """不超过30% is how many may have it; without that quota it would be the only limit that the words print."""
    quote = "网站得分率为80%的可评优秀,名额不超过30%"
    gate = '{ share_of = "1", at_least = "80%" }'
    grade = f'ungraded = true\n[grades."优秀"]\ngates = [{gate}]\n{quota}cite = "4: {quote}"\n'
    assert places("limits-differ", f"{HEAD}合格的得6分\n{quote}", SITE, grade) == told


def test_a_threshold_of_a_range_that_says_so_includes_its_number() -> None:
    """60(含)至80: 60 itself belongs to it."""
    quote = "得分60(含)-80分为合格"
    for comparison, told in (("at_least", []), ("over", ["county.1.when"])):
        award = leaf("分数60(含)-80的得6分", f'rule = "award"\nwhen = {{ fact = "分数", {comparison} = 60 }}')
        assert places("limits-differ", f"{HEAD}分数60(含)-80的得6分\n{quote}", award) == told


# Two readers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("空白栏目超过5个", "over"),
        ("空白栏目多于5个", "over"),
        ("空白栏目不超过5个", "at_most"),
        ("空白栏目不多于5个", "at_most"),
        ("答复不高于5天", "at_most"),
        ("5个工作日内答复", "at_most"),
        ("5天以内答复", "at_most"),
        ("培训不少于5次", "at_least"),
        ("培训至少5次", "at_least"),
        ("培训达到5次", "at_least"),
        ("培训5次以上", "at_least"),
        ("培训5次及以上", "at_least"),
        ("公开率不低于5%", "at_least"),
        ("公开率低于5%", "under"),
        ("公开率未达到5%", "under"),
        ("培训少于5次", "under"),
        ("培训不足5次", "under"),
        ("培训不足 5次", "under"),
        ("空白栏目不得超过5个", "at_most"),
        ("空白栏目未超过5个", "at_most"),
        ("空白栏目没有超过5个", "at_most"),
        ("培训不得少于5次", "at_least"),
        ("公开率未低于5%", "at_least"),
        ("公开率未达5%", "under"),
        ("公开率没有达到5%", "under"),
        ("培训未满5次", "under"),
        ("培训不到5次", "under"),
    ],
)
def test_the_drafter_and_the_verifier_read_a_limit_alike(words: str, side: str) -> None:
    """They have patterns of their own, so that a phrase that one misreads does not pass the other."""
    drafted = limit_in(words)
    assert [(one.comparison, one.number.rstrip("%")) for one in bounds([words])] == [(side, "5")]
    assert drafted is not None
    assert f"{drafted.side} {drafted.bound}" == f"{side} 5"


# Names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("甲县、乙县、丙县。", ["scheme.aliases.甲县"]),
        ("东坪办不参评。", ["scheme.aliases.甲县"]),  # an excluded unit is printed, so the notice names units
        ("甲县、甲城,东坪办不参评。", []),
        ("各县。", []),  # it names nobody, so that a name may come from elsewhere
    ],
)
def test_an_alias_that_is_not_printed_is_told_where_the_notice_prints_any_name(line: str, told: list[str]) -> None:
    names = '[aliases]\n"甲县" = ["甲城"]\n[excluded]\n"东坪办" = "不参评"\n'
    assert places("alias-unprinted", f"{HEAD}合格的得6分\n{line}", SITE, names) == told


# Headings in one row of a table -------------------------------------------------------------------


def headings(row: str) -> list[str]:
    """Of two headings over one leaf each, which is said to cite the other's clause: 公开(6分) and 公开."""
    county = (
        '[1]\nname = "信息公开"\npoints = 6\ncite = "3: 公开(6分)"\n'
        + leaf("合格的得6分", 'rule = "award"\nwhen = "合格"').replace("[1]", "[1.1]").replace("3:", "4:")
        + '[2]\nname = "过程公开"\npoints = 6\ncite = "3: 公开"\n'
        + leaf("达标的得6分", 'rule = "award"\nwhen = "达标"').replace("[1]", "[2.1]").replace("3:", "5:")
    )
    return places("cite-shared", f"{HEAD}{row}\n合格的得6分\n达标的得6分", county)


def test_one_heading_within_another_is_told() -> None:
    assert headings("公开(6分)") == ["county.2.cite"]


def test_one_that_stands_beside_the_other_in_its_row_is_not() -> None:
    assert headings("公开(6分) 过程公开") == []


# What points are taken from -----------------------------------------------------------------------


@pytest.mark.parametrize(("start", "told"), [(5, []), (4, ["county.1.entries"])])
def test_points_that_a_tally_begins_with_are_not_one_of_its_entries(start: int, told: list[str]) -> None:
    words = "解读率达到100%,得5分;每低10个百分点扣1分"
    lacking = '{ steps = { excess = ["100%", { fact = "解读率" }] }, of = "10%" }'
    entries = f'entries = [{{ name = "解读率不足", points = -1, count = {lacking} }}]'
    county = leaf(words, f'rule = "tally"\nstart = {start}\n{entries}', points=5)
    assert places("amounts-differ", f"{HEAD}{words}", county) == told


# Whole counts -------------------------------------------------------------------------------------


def counted(rest: str, least: int, scheme: str = "") -> set[str]:
    words = f"10个的给6分,8至9个给3分,{rest}"
    limits = f"[{{ at_least = 10, points = 6 }}, {{ at_least = {least}, points = 3 }}]"
    county = leaf(words, f'rule = "tiers"\nfact = "一致事项"\nlimits = {limits}')
    scheme = scheme or '[facts]\n"一致事项" = { measure = "个" }\n'
    return {*places("limits-differ", f"{HEAD}{words}", county, scheme)}


@pytest.mark.parametrize("rest", ["7个及以下不给分", "7个以下不得分", "不足8个的不给分", "少于8个的不给分"])
def test_what_gets_nothing_says_from_where_on_a_count_gets_something(rest: str) -> None:
    """At most 7 gives nothing, so at least 8 gives something."""
    assert counted(rest, 8) == set()


@pytest.mark.parametrize("rest", ["7个及以下不给分", "7个以下不得分"])
def test_from_another_count_on_it_is_told(rest: str) -> None:
    assert counted(rest, 6) == {"county.1.limits"}
    assert counted(rest, 9) == {"county.1.limits"}


def test_of_what_is_measured_the_number_beside_is_another() -> None:
    """7.5 hours are over 7 and under 8."""
    hours = '[facts]\n"一致事项" = { type = "quantity", step = 0.5 }\n'
    assert counted("7个及以下不给分", 8, hours) == {"county.1.limits"}


def test_the_number_itself_is_below_only_where_it_is_said_to_be() -> None:
    for words, comparison, told in (
        ("不规范5处及以下的得6分", "at_most", []),
        ("不规范5处及以下的得6分", "under", ["county.1.when"]),
        ("不规范5处以下的得6分", "at_most", []),
        ("不规范5处以下的得6分", "under", []),
    ):
        award = leaf(words, f'rule = "award"\nwhen = {{ fact = "不规范", {comparison} = 5 }}')
        assert places("limits-differ", f"{HEAD}{words}", award) == told


def test_a_number_of_percent_is_printed_with_its_sign() -> None:
    words = "权重4%及以上的给6分,2%及以上、不足4%的给3分"
    percent = '[facts]\n"权重" = { type = "quantity", measure = "%" }\n'
    limits = "[{{ at_least = 4, points = 6 }}, {{ at_least = {0}, points = 3 }}]"
    ladder = f'rule = "tiers"\nfact = "权重"\nlimits = {limits}'
    assert places("limits-differ", f"{HEAD}{words}", leaf(words, ladder.format(2)), percent) == []
    assert "county.1.limits" in places("limits-differ", f"{HEAD}{words}", leaf(words, ladder.format(3)), percent)


# Kinds of rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "measure", "told"),
    [
        ("采用图解等形式的,每用一种给1分", "", []),
        ("一种形式得1分", "种", []),
        ("每种给1分", "种", []),
        ("一种形式得1分", "", ["county.1.take"]),
        ("每种给1分", "次", ["county.1.take"]),
        ("每用一种给1分,不累计", "", ["county.1.take"]),
    ],
)
def test_each_kind_that_is_used_is_an_event_and_kinds_may_be_counted(words: str, measure: str, told: list[str]) -> None:
    county = leaf(words, 'rule = "per_event"\nevents = { "解读形式" = 1 }')
    facts = f'[facts]\n"解读形式" = {{ measure = "{measure}" }}\n'
    assert places("rule-words", f"{HEAD}{words}", county, facts) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [("均已公示的,每村给2分", []), ("3个村均已公示的给6分", ["county.1.each"]), ("均已公示的得6分", ["county.1.each"])],
)
def test_all_that_is_asked_of_each_is_not_all_or_nothing(words: str, told: list[str]) -> None:
    county = leaf(words, 'rule = "sample"\nfact = "抽查村"\ndraw = 3\neach = 2')
    assert places("rule-words", f"{HEAD}{words}", county) == told


def test_a_piece_that_gets_nothing_needs_no_condition_of_the_whole() -> None:
    sample = 'rule = "sample"\nfact = "抽查件"\ndraw = 3\neach = 2'
    for words, told in (("每件给2分,有缺项的该件不给分", []), ("每件给2分,造假的不给分", ["county.1.rule"])):
        assert places("words-unused", f"{HEAD}{words}", leaf(words, sample)) == told


# Two halves of one clause -------------------------------------------------------------------------


def halves(words: str, second: str = "决算", above: str = "1") -> list[str]:
    """Who is told to have copied: two leaves that cite the same words, under one heading or two."""

    def half(code: str, name: str) -> str:
        county = leaf(words, f'rule = "deduct"\nfaults = {{ "{name}晚" = 1 }}', points=3)
        return county.replace("[1]", f"[{code}]").replace("公开", name, 1)

    heads = '[1]\nname = "财政"\n' + ('[2]\nname = "审计"\n' if above == "2" else "")
    return places("cite-shared", f"{HEAD}{words}", heads + half("1.1", "预算") + half(f"{above}.2", second))


@pytest.mark.parametrize("words", ["预算、决算各占一半,每晚1日减1分", "预算、决算各3分,分别减完为止,每晚1日减1分"])
def test_words_that_say_that_they_are_of_both_are_cited_by_both(words: str) -> None:
    assert halves(words) == []


def test_words_of_one_are_copied_to_the_other() -> None:
    assert halves("预算每晚1日减1分") == ["county.1.2.cite"]
    assert halves("预算、决算每晚1日减1分") == ["county.1.2.cite"]  # nothing says that each has it by itself
    assert halves("预算、决算各占一半,每晚1日减1分", second="债务") == ["county.1.2.cite"]
    assert halves("预算、决算各占一半,每晚1日减1分", above="2") == ["county.2.2.cite"]
