"""OGR812: the scope of a veto against what its words name, and the readings that settle it."""

from typing import Final

import pytest

from looks import places, problems

NOTICE: Final = """\
通知
日常工作(40分)
1.制度健全的得40分。
网站建设(60分)
1.更新及时的得60分;空白栏目超过5个的,网站建设一票否决;造假的,一票否决。
网站建设得分率低于60%的,不得评优。
造假的,总分按0分计。
"""
TABLE: Final = """\
[1]
name = "日常工作"
points = 40
cite = "2: 日常工作(40分)"
[1.1]
name = "制度"
points = 40
cite = "3: 制度健全的得40分"
rule = "award"
when = "制度健全"
[2]
name = "网站建设"
points = 60
cite = "4: 网站建设(60分)"
[2.1]
name = "更新"
points = 60
cite = "5: 更新及时的得60分"
rule = "award"
when = "更新及时"
"""
BLANK: Final = (
    '[vetoes.blank]\nwhen = {{ fact = "空白栏目", over = 5 }}\nscope = "{scope}"\neffect = {{ points = 0 }}\n'
)
SITE: Final = 'cite = "5: 空白栏目超过5个的,网站建设一票否决"\n'
FRAUD: Final = '[vetoes.fraud]\nwhen = "造假"\nscope = "{scope}"\neffect = {{ points = 0 }}\ncite = "{cite}"\n'
GRADES: Final = 'ungraded = true\n[grades."优秀"]\nat_least = 90\n[grades."良好"]\nat_least = 80\n'
SHARE: Final = (
    '[vetoes.share]\nwhen = {{ share_of = "{code}", under = "60%" }}\neffect = {{ grade = "良好" }}\n'
    'cite = "6: 网站建设得分率低于60%的,不得评优"\n'
)


def reading(option: str, cite: str = "5: 网站建设一票否决") -> str:
    """A reading with one option, which sets this."""
    return (
        f'[readings.scope]\nask = "否决到哪里？"\ncite = "{cite}"\nchosen = "如方案所写"\n'
        f'option."另一种" = {{ set = {{ {option} }} }}\n'
    )


def told(veto: str, scheme: str = "") -> list[str]:
    return places("veto-scope", NOTICE, TABLE + veto, scheme)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [("2", []), ("total", []), ("1", ["county.vetoes.blank.scope"]), ("2.1", ["county.vetoes.blank.scope"])],
)
def test_the_words_name_what_falls_and_more_may_fall_with_it(scope: str, expected: list[str]) -> None:
    """网站建设一票否决 names node 2; the whole total is another reading of the same words, and holds node 2."""
    assert told(BLANK.format(scope=scope) + SITE) == expected


def test_what_falls_is_named_in_the_clause_of_the_veto_and_not_in_its_condition() -> None:
    """更新 stands in the quote, and what is said of 一票否决 is 网站建设."""
    whole = 'cite = "5: 更新及时的得60分;空白栏目超过5个的,网站建设一票否决"\n'
    assert told(BLANK.format(scope="2.1") + whole) == ["county.vetoes.blank.scope"]
    assert told(BLANK.format(scope="2") + whole) == []


def test_the_message_says_which_option_silences_it() -> None:
    (found,) = problems("veto-scope", NOTICE, TABLE + BLANK.format(scope="1") + SITE)
    assert found.severity == "warning"
    assert "record a reading with 2 as an option" in found.message("en")
    assert "登记口径,把 2 写成选项" in found.message("zh")


@pytest.mark.parametrize("scope", ["1", "2.1"])
def test_a_reading_with_what_the_words_name_as_an_option_silences_it(scope: str) -> None:
    option = '"county.vetoes.blank.scope" = "2"'
    assert told(BLANK.format(scope=scope) + SITE, reading(option)) == []


@pytest.mark.parametrize(
    "option",
    [
        '"county.vetoes.blank.scope" = "total"',  # neither is what the words name
        '"county.vetoes.blank.effect" = { at_most = 2 }',
        '"county.vetoes.blank.when" = "网站建设"',
    ],
)
def test_a_reading_with_another_option_does_not(option: str) -> None:
    """So a record cannot hide what it is not about."""
    assert told(BLANK.format(scope="1") + SITE, reading(option)) == ["county.vetoes.blank.scope"]


def test_an_option_for_another_veto_does_not() -> None:
    other = FRAUD.format(scope="total", cite="7: 造假的,总分按0分计")
    veto = BLANK.format(scope="1") + SITE + other
    assert told(veto, reading('"county.vetoes.fraud.scope" = "2"')) == ["county.vetoes.blank.scope"]


def test_a_veto_on_the_total_is_read_and_silenced_alike() -> None:
    veto = FRAUD.format(scope="2", cite="7: 造假的,总分按0分计")
    assert told(veto) == ["county.vetoes.fraud.scope"]
    assert told(veto, reading('"county.vetoes.fraud.scope" = "total"', "7: 总分按0分计")) == []


def test_the_share_that_a_veto_looks_at_is_silenced_by_an_option_for_its_condition() -> None:
    """得分率低于60% is said of 网站建设, which is node 2."""
    veto = SHARE.format(code="1")
    assert told(SHARE.format(code="2"), GRADES) == []
    assert told(veto, GRADES) == ["county.vetoes.share.when"]
    cite = "6: 网站建设得分率低于60%"
    for option in (
        '"county.vetoes.share.when" = { share_of = "2", under = "60%" }',
        '"county.vetoes.share.when.share_of" = "2"',
    ):
        assert told(veto, GRADES + reading(option, cite)) == []
    assert told(veto, GRADES + reading('"county.vetoes.share.when.under" = "50%"', cite)) != []


# Words that name nothing: the line is that of an item ---------------------------------------------

UNNAMED: Final = FRAUD.format(scope="1", cite="5: 造假的,一票否决")


def test_words_that_name_nothing_stand_in_the_line_of_an_item_that_should_fall() -> None:
    assert told(FRAUD.format(scope="2", cite="5: 造假的,一票否决")) == []
    assert told(FRAUD.format(scope="2.1", cite="5: 造假的,一票否决")) == []
    assert told(UNNAMED) == ["county.vetoes.fraud.scope"]


@pytest.mark.parametrize("scope", ["2", "2.1"])
def test_there_an_option_that_holds_the_item_silences_it(scope: str) -> None:
    assert told(UNNAMED, reading(f'"county.vetoes.fraud.scope" = "{scope}"', "5: 网站建设一票否决")) == []


def test_and_so_does_any_reading_of_those_words() -> None:
    """They name no scope, so that whoever quotes them has settled what they leave open."""
    plain = '[readings.scope]\nask = "否决到哪里？"\ncite = "5: {0}"\nchosen = "日常工作"\n'
    assert told(UNNAMED, plain.format("造假的,一票否决")) == []
    assert told(UNNAMED, plain.format("更新及时")) == ["county.vetoes.fraud.scope"]


def test_a_discrepancy_at_the_scope_silences_it_too() -> None:
    said = (
        '[discrepancies.scope]\nat = "county.vetoes.blank.scope"\nsays = "5: 网站建设一票否决"\n'
        'but = "2: 日常工作(40分)"\ntaken = "日常工作"\n'
    )
    assert told(BLANK.format(scope="1") + SITE, said) == []
