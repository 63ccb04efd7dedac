"""Places in the notice and in our files."""

import re

import pytest

from opengov_rules.provenance import Citation, Location, Patch, Reading, nearest


def test_a_location_names_what_it_knows() -> None:
    assert str(Location("county.toml", 12, 3)) == "county.toml:12:3"
    assert str(Location("county.toml", 12)) == "county.toml:12"
    assert str(Location("county.toml")) == "county.toml"


@pytest.mark.parametrize(
    ("text", "line", "quote"),
    [
        ("72: 得2分", 72, "得2分"),
        ("72:得2分", 72, "得2分"),
        (" 72 : 得2分", 72, "得2分"),
        ("72: 2: 得分", 72, "2: 得分"),
        ("72:  得2分", 72, " 得2分"),
    ],
)
def test_a_citation_is_line_and_quote(text: str, line: int, quote: str) -> None:
    assert Citation.parse(text) == Citation(line, quote)


def test_a_citation_prints_as_it_is_written() -> None:
    assert str(Citation(72, "得2分")) == "72: 得2分"


@pytest.mark.parametrize("text", ["", "72", "72:", "得2分", "-1: x", "line 72: x"])
def test_other_text_is_no_citation(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Citation.parse(text)


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("每个空白栏目扣2分", True),
        ("每个…扣2分", True),
        ("…扣完为止", True),
        ("扣2分…每个", False),
        ("每个空白栏目扣3分", False),
        ("扣2分…扣2分", False),
    ],
)
def test_the_pieces_of_a_quote_stand_in_the_line_in_order(quote: str, stands: bool) -> None:
    assert Citation(34, quote).stands_in("2.每个空白栏目扣2分,扣完为止。") is stands


@pytest.mark.parametrize(
    ("quote", "numerals"),
    [
        ("扣2分,共20分", {"2", "20"}),
        ("得0.50分", {"0.5"}),
        ("得02分", {"2"}),
        ("2.每个扣3分", {"3"}),
        ("2、每个扣3分", {"3"}),
        ("2.5分", {"2.5"}),
        ("60%以上", {"60"}),
        ("三个工作日内得两分", {"3", "2"}),
        ("扣半分", {"0.5"}),
        ("十分", {"10"}),
        ("十二分", {"12"}),
        ("二十分", {"20"}),
        ("二十三分", {"23"}),
        ("酌情赋分", set()),
    ],
)
def test_numerals_are_whole_and_a_leading_ordinal_is_none(quote: str, numerals: set[str]) -> None:
    assert Citation(1, quote).numerals() == numerals


def test_the_nearest_place_is_the_keys_or_that_of_the_table_around_it() -> None:
    places = {("county",): Location("county.toml", 1), ("county", "1"): Location("county.toml", 3)}
    assert nearest(places, ("county", "1", "points")) == Location("county.toml", 3)
    assert nearest(places, ("county", "2")) == Location("county.toml", 1)
    assert nearest(places, ("town",)) is None


def test_a_reading_knows_its_options() -> None:
    patch = Patch(path=("county", "vetoes", "v", "scope"), value="total")
    reading = Reading(key="scope", ask="?", cite=(), chosen="本项", options=(("总分", (patch,)),))
    assert reading.option("本项") == ()
    assert reading.option("总分") == (patch,)
    with pytest.raises(LookupError):
        reading.option("其他")
