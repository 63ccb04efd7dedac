"""The line and column of keys and items of a JSON file."""

from opengov_rules.codec.json_places import json_places
from opengov_rules.provenance import Location

TEXT = """\
{"a": 1, "b": {"甲": [true,
   {"c": "x\\"}{,:", "\\u4e59": null}, -1e3]},
 "a": [[], [2, {"d": {}}]]
}"""


def test_every_wanted_path_has_its_place_and_no_other() -> None:
    wanted = {("b",), ("b", "甲"), ("b", "甲", "0"), ("b", "甲", "1", "c"), ("b", "甲", "1", "乙"), ("b", "甲", "2")}
    assert json_places(TEXT, "x.json", wanted) == {
        ("b",): Location("x.json", 1, 10),
        ("b", "甲"): Location("x.json", 1, 16),
        ("b", "甲", "0"): Location("x.json", 1, 22),
        ("b", "甲", "1", "c"): Location("x.json", 2, 5),
        ("b", "甲", "1", "乙"): Location("x.json", 2, 21),
        ("b", "甲", "2"): Location("x.json", 2, 38),
    }


def test_a_key_that_stands_twice_is_found_where_it_stands_last() -> None:
    assert json_places(TEXT, "x.json", {("a",), ("a", "1", "1", "d")}) == {
        ("a",): Location("x.json", 3, 2),
        ("a", "1", "1", "d"): Location("x.json", 3, 17),
    }


def test_a_file_without_keys_has_no_places() -> None:
    assert json_places("3", "x.json", {("a",)}) == {}
    assert json_places("[]", "x.json", {("0",)}) == {}
