"""What the notice has and the scheme has not: clauses outside the table, shares nobody takes, shares of nothing."""

from typing import Final

import pytest

from looks import places, problems

TABLE: Final = "通知\n网站建设,合格的得10分\n"
"""Lines 1 and 2 of every notice here."""
SITE: Final = '[1]\nname = "网站建设"\npoints = 10\ncite = "2: 网站建设,合格的得10分"\nrule = "award"\nwhen = "合格"\n'


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("总分相同的,网站得分高者列前。", "总分相同"),
        ("得分相同的并列。", "得分相同"),
        ("有通报的,取消评优资格。", "取消评优资格"),
        ("有通报的,取消优秀等次。", "取消优秀等次"),
        ("优秀单位不超过单位总数的30%。", "不超过单位总数的30%"),
        ("网站得分率达到80%的方可评优。", "得分率达到80%"),
        ("网站得分率低于60%的通报批评。", "得分率低于60%"),
    ],
)
def test_a_clause_that_bears_on_grades_or_places_and_that_nobody_quotes_is_told_at_its_line(
    clause: str, words: str
) -> None:
    (found,) = problems("clause-outside", f"{TABLE}三、其他\n{clause}", SITE)
    assert (found.severity, found.params["words"]) == ("info", words)
    assert f"{found.where}" == "notice.txt:4:1"


@pytest.mark.parametrize(
    "clause", ["会议取消的不计。", "每篇不超过300字。", "网站得分率另行公布。", "总分计至小数点后一位。", "合计100%。"]
)
def test_what_bears_on_neither_is_passed_over(clause: str) -> None:
    assert places("clause-outside", TABLE + clause, SITE) == []


@pytest.mark.parametrize(
    ("clause", "quoting"),
    [
        ("总分相同的,网站得分高者列前。", '[rankings."总分"]\nthen = [{ points_of = "1" }]\ncite = "3: 总分相同的"\n'),
        ("有通报的,取消评优资格。", '[readings.bad]\nask = "通报如何计？"\ncite = "3: 评优资格"\nchosen = "不计"\n'),
        (
            "网站得分率达到80%的为优秀。",
            'ungraded = true\n[grades."优秀"]\nat_least = 90\n'
            'gates = [{ share_of = "1", at_least = "80%" }]\ncite = "3: 得分率达到80%的为优秀"\n',
        ),
    ],
)
def test_it_is_silent_where_a_quote_touches_those_words(clause: str, quoting: str) -> None:
    assert places("clause-outside", TABLE + clause, SITE, quoting) == []


def test_a_quote_of_other_words_of_the_line_does_not_silence_it() -> None:
    """The citation ends before 总分相同 begins."""
    quoting = '[rankings."总分"]\ncite = "3: 按总分排名"\n'
    assert places("clause-outside", f"{TABLE}按总分排名,总分相同的并列。", SITE, quoting) == ["line 3"]


def test_a_line_is_told_once_however_many_of_its_words_bear() -> None:
    clause = "总分相同的并列;有通报的,取消评优资格。"
    assert places("clause-outside", f"{TABLE}{clause}\n得分相同的并列。", SITE) == ["line 3", "line 4"]


# Shares that grades print -------------------------------------------------------------------------

GATED: Final = f"{TABLE}90分以上且网站得分率80%以上的为优秀,名额不超过30%。"
WHOLE: Final = 'cite = "3: 90分以上且网站得分率80%以上的为优秀,名额不超过30%"\n'
GATE: Final = 'gates = [{ share_of = "1", at_least = "80%" }]\n'
EXCELLENT: Final = 'ungraded = true\n[grades."优秀"]\nat_least = 90\n'
QUOTA: Final = 'quota = "30%"\n'


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("", [("得分率80%", "gates"), ("不超过30%", "quota")]),
        (GATE, [("不超过30%", "quota")]),
        (QUOTA, [("得分率80%", "gates")]),
        (GATE + QUOTA, []),
    ],
)
def test_a_share_in_a_grades_quote_wants_a_gate_or_a_quota(keys: str, told: list[tuple[str, str]]) -> None:
    found = problems("share-untaken", GATED, SITE, f"{EXCELLENT}{keys}{WHOLE}")
    assert [(one.params["printed"], one.params["key"]) for one in found] == told
    assert {(one.severity, ".".join(one.path)) for one in found} <= {("warning", "scheme.grades.优秀.cite")}


def test_a_gate_of_another_number_does_not_take_it() -> None:
    """70% is not the 80% that is printed."""
    grade = f"{EXCELLENT}{GATE.replace('80', '70')}{QUOTA}{WHOLE}"
    assert [one.params["printed"] for one in problems("share-untaken", GATED, SITE, grade)] == ["得分率80%"]


def test_a_share_may_be_taken_by_another_grade_that_quotes_the_sentence_too() -> None:
    grades = f'{EXCELLENT}{GATE}{QUOTA}{WHOLE}[grades."良好"]\nat_least = 75\n{WHOLE}'
    assert places("share-untaken", GATED, SITE, grades) == []


def test_a_discrepancy_at_the_grade_settles_it() -> None:
    said = '[discrepancies.share]\nat = "grades.优秀"\nsays = "3: 名额不超过30%"\nbut = "1: 通知"\ntaken = "不设名额"\n'
    grade = f"{EXCELLENT}{GATE}{WHOLE}"
    assert places("share-untaken", GATED, SITE, grade) == ["scheme.grades.优秀.cite"]
    assert places("share-untaken", GATED, SITE, grade + said) == []


def test_a_percentage_that_is_no_share_of_points_or_places_is_passed_over() -> None:
    notice = f"{TABLE}90分以上为优秀,占考评的20%。"
    assert places("share-untaken", notice, SITE, EXCELLENT + 'cite = "3: 90分以上为优秀,占考评的20%"\n') == []


# 0/0 ----------------------------------------------------------------------------------------------

MAIL: Final = "通知\n留言办结率达到95%的得4分\n"
LEAF: Final = '[1]\nname = "留言"\npoints = 4\ncite = "2: 留言办结率达到95%的得4分"\n'
AWARD: Final = f'{LEAF}rule = "award"\nwhen = {{ fact = "办结率", at_least = "95%" }}\n'
SHARE: Final = '[facts."办结率"]\ntype = "share"\n'


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ('rule = "award"\nwhen = { fact = "办结率", at_least = "95%" }\n', "when"),
        ('rule = "tiers"\nfact = "办结率"\nlimits = [{ at_least = "95%", points = 4 }]\n', "limits"),
        ('rule = "measure"\nvalue = { product = [4, { fact = "办结率" }] }\n', "value"),
    ],
)
def test_a_share_of_which_nothing_may_exist_is_told_where_it_is_read(rule: str, key: str) -> None:
    (found,) = problems("share-empty", MAIL, LEAF + rule, SHARE)
    assert (found.severity, ".".join(found.path), found.params["fact"]) == ("info", f"county.1.{key}", "办结率")


@pytest.mark.parametrize("none", ["full", "zero", "open"])
def test_a_fact_that_says_what_nothing_is_worth_is_silent(none: str) -> None:
    assert places("share-empty", MAIL, AWARD, f'{SHARE}none = "{none}"\n') == []


@pytest.mark.parametrize("asked", ['applies_if = "有留言"\nnot_applicable = "full"\n', 'excused_if = "没有留言"\n'])
def test_a_leaf_that_says_when_it_applies_or_is_met_is_silent(asked: str) -> None:
    assert places("share-empty", MAIL, AWARD + asked, SHARE) == []


def test_a_reading_of_the_leafs_words_settles_it_and_one_of_other_words_does_not() -> None:
    reading = '[readings.none]\nask = "没有留言的如何计？"\ncite = "{0}"\nchosen = "不得分"\n'
    assert places("share-empty", MAIL, AWARD, SHARE + reading.format("2: 办结率")) == []
    assert places("share-empty", MAIL, AWARD, SHARE + reading.format("1: 通知")) == ["county.1.when"]


def test_a_discrepancy_about_its_points_settles_nothing_of_it() -> None:
    """4 stands in the column of points; what the share is worth of nothing is another matter."""
    notice, county = MAIL.replace("得4分", "得满分") + "4\n互动(5分)\n", AWARD.replace("得4分", "得满分")
    county = county.replace('cite = "2:', 'cite = ["3: 4", "2:').replace('得满分"', '得满分"]')
    county += '[2]\nname = "互动"\npoints = 5\ncite = "4: 互动(5分)"\nrule = "award"\nwhen = "有互动"\n'
    said = '[discrepancies.sum]\nat = "county.2"\nsays = "3: 4"\nbut = "4: 互动(5分)"\ntaken = "取4分"\n'
    assert places("share-empty", notice, county, SHARE + said) == ["county.1.when"]
    assert places("share-empty", notice, county, SHARE + said.replace("3: 4", "2: 办结率")) == []


def test_what_is_no_share_is_passed_over() -> None:
    award = f'{LEAF}rule = "award"\nwhen = {{ fact = "办结天数", at_most = 5 }}\n'
    assert places("share-empty", MAIL, award, '[facts."办结天数"]\ntype = "count"\n') == []
