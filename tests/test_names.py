"""What names and texts may be made of, and which names look alike."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from opengov_rules.characters import control, denormalized, folded, hidden, shown
from opengov_rules.names import alike, check_name, obviously_apart
from opengov_rules.problems import Invalid, suggestion
from opengov_rules.words import short


@pytest.mark.parametrize(
    "name", ["空白栏目", "县(区)", "A级 1", "荆州区", "\U00020000县", "\ue000县", "😀", "全角　空格"]
)
def test_what_can_be_seen_is_a_name(name: str) -> None:
    check_name(name)
    assert (hidden(name), denormalized(name), shown(name)) == ("", "", name)


@pytest.mark.parametrize(
    ("name", "code", "char"),
    [
        ("空白\u200b栏目", "name-hidden", "U+200B"),
        ("\ufeff甲县", "name-hidden", "U+FEFF"),
        ("甲\u202e县", "name-hidden", "U+202E"),
        ("甲\n县", "name-hidden", "U+000A"),
        ("甲县\ufffd", "name-hidden", "U+FFFD"),
        ("甲\ud800县", "name-hidden", "U+D800"),
        ("甲\ufe0f县", "name-hidden", "U+FE0F"),
        ("甲\u3164县", "name-hidden", "U+3164"),
        ("Cafe\u0301", "name-nfc", "U+0301"),
        ("\uf96e县", "name-nfc", "U+F96E"),
        ("", "name-blank", None),
        (" 甲县", "name-blank", None),
        ("甲县\u3000", "name-blank", None),
    ],
)
def test_what_cannot_be_seen_is_named_by_its_number(name: str, code: str, char: str | None) -> None:
    with pytest.raises(Invalid) as caught:
        check_name(name)
    assert (caught.value.code, caught.value.params.get("char")) == (code, char)


def test_a_free_text_holds_lines_and_emoji_but_no_control_characters() -> None:
    assert control("第一行\n\t第二行 👨\u200d💻 ❤\ufe0f\u200b") == ""
    assert [control(text) for text in ("\x1b[2J", "\u202e倒", "\ud800", "\x00")] == ["\x1b", "\u202e", "\ud800", "\x00"]


def test_names_are_alike_that_differ_in_width_case_or_compatible_forms() -> None:
    assert folded("ＡＰＰ") == folded("app") == "app"
    assert folded("⾼县") == folded("高县")
    assert folded("甲县（东）") == folded("甲县(东)")
    assert folded("甲县") != folded("乙县")
    assert list(alike(["甲(东)", "乙", "甲（东）", "甲(东)"])) == [("甲（东）", "甲(东)")]


def test_the_quick_answer_is_never_yes_where_the_slow_one_is_no() -> None:
    assert obviously_apart(["政务微博", "微信2", "App"])
    for names in ([], [""], ["a", "A"], ["甲\u200b"], ["Ａ"], ["甲 "], [3], ["é"]):
        assert not obviously_apart(names)


def test_a_message_spells_out_what_cannot_be_seen_and_is_not_endless() -> None:
    message = Invalid("unit-unknown", unit="甲\u202e县\n", near="").at(path=("甲\u202e县\n",)).message("en")
    assert message == "甲<U+202E>县<U+000A>: OGR403 甲<U+202E>县<U+000A> is not in the roster"
    assert len(Invalid("unit-unknown", unit="甲" * 10_000).at().message("zh")) < 500


def test_a_parameter_that_looks_like_a_placeholder_is_not_filled_in() -> None:
    assert Invalid("value-range", fact="{value}", value="{limits}", limits="0–1").at().message("en") == (
        "OGR418 {value} = {limits} is outside 0–1"
    )


@pytest.mark.parametrize(
    "garbled",
    [
        "市公安局".encode().decode("gb18030"),
        "市公安局".encode().decode("latin-1"),
        "市公安局".encode("gb18030").decode("gb18030"),
        "市公安",
    ],
    ids=["UTF-8 read as GBK", "UTF-8 read as Latin letters", "not garbled", "cut short"],
)
def test_a_garbled_name_is_recognised(garbled: str) -> None:
    assert suggestion(garbled, ["市财政局", "市公安局", "县公安局"]) == "市公安局"


def test_a_name_of_endless_length_is_near_to_nothing() -> None:
    assert suggestion("市公安局" * 1000, ["市公安局", "市公安局" * 999]) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("1E+999999"), "1E+999999"),
        ([Decimal("0.10"), Fraction(1, 2), dt.date(2025, 1, 31), 3], "[0.10, 1/2, 2025-01-31, 3]"),
        (10**5000, "int …"),
        ([10**5000], "[int …]"),
        (Fraction(1, 10**5000), "Fraction …"),
        (object(), "<object>"),
        ("是" * 100, "是" * 57 + "..."),
    ],
    ids=[
        "decimals",
        "an exponent",
        "a list",
        "an integer",
        "an integer in a list",
        "a fraction",
        "an object",
        "a text",
    ],
)
def test_a_value_is_shown_as_people_write_it_and_cut_where_it_is_long(value: object, words: str) -> None:
    assert short(value) == words
