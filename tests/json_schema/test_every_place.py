"""Every place of the worked examples, which use nearly every key, with every kind of odd value put there."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
import tomli

from judging import HEAD, as_json, judge, problems_of, unsaid
from pages import examples, split
from written import changed, places

PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "worked-examples.md"
VALUES: Final[tuple[Any, ...]] = (10**6, Decimal("0.5"), True, "甲", "1/0", "空白\u200b栏目", [], {})
KEYS: Final = ("nothing", "空白\u200b栏目")


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """The rubrics and heads of the page."""
    for example in examples(PAGE):
        rubric, scheme = (tomli.loads(text, parse_float=Decimal) for text in split(example.toml))
        yield "rubric.json", {"kinds": ["县"], "vetoes": {}, "inferred": {"points": "-"}, **rubric}
        if scheme:
            yield "scheme.json", {**HEAD, **scheme}


def variations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The document with one thing changed, in every way and at every place."""
    for path in places(document):
        yield changed(document, path, "leave out", None, "")
        for value in VALUES:
            yield changed(document, path, "replace", value, "")
        for key in KEYS:
            yield changed(document, path, "rename", None, key)
            yield changed(document, path, "add", "甲", key)


@pytest.mark.long
@pytest.mark.parametrize(("name", "document"), list(documents()))
def test_no_odd_value_at_any_place_has_two_verdicts(name: str, document: dict[str, Any]) -> None:
    for variation in variations(document):
        problems = problems_of(name, variation)
        if not problems or not all(unsaid(problem) for problem in problems):
            assert judge(name).is_valid(as_json(variation)) == (not problems), (variation, problems)
