"""The schemas accept exactly what the loader's check of structure accepts, but for what JSON Schema cannot say."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from typing import Any, Final, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging import ALWAYS, HEAD, SOMETIMES, as_json, judge, problems_of, unsaid
from opengov_rules.json_schema import UNSAID
from written import CONDITIONS, HEADS, NODES, QUANTITIES, RUBRICS, scribbled


def in_a_rubric(node: Any) -> dict[str, Any]:
    return {"kinds": ["县"], "1": node}


DOCUMENTS: Final[Mapping[str, tuple[str, st.SearchStrategy[Any]]]] = {
    "rubrics": ("rubric.json", scribbled(RUBRICS)),
    "heads": ("scheme.json", scribbled(HEADS)),
    "leaves": ("rubric.json", scribbled(NODES).map(in_a_rubric)),
    "conditions": ("rubric.json", scribbled(CONDITIONS).map(lambda c: in_a_rubric({"name": "甲", "only_if": c}))),
    "quantities": ("rubric.json", scribbled(QUANTITIES).map(lambda q: in_a_rubric({"name": "甲", "weight": q}))),
}


def assert_one_verdict(name: str, document: Any) -> None:
    problems = problems_of(name, document)
    errors = [f"{list(error.path)}: {error.message}" for error in judge(name).iter_errors(as_json(document))]
    if not problems:
        assert errors == []
    elif not all(unsaid(problem) for problem in problems):
        assert errors, [problem.message("en") for problem in problems]


@pytest.mark.law
@pytest.mark.parametrize("which", DOCUMENTS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_loader_and_the_schema_have_one_verdict(which: str, data: st.DataObject) -> None:
    name, documents = DOCUMENTS[which]
    assert_one_verdict(name, data.draw(documents))


@pytest.mark.long
@pytest.mark.parametrize("which", DOCUMENTS)
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_the_loader_and_the_schema_have_one_verdict_at_large(which: str, data: st.DataObject) -> None:
    name, documents = DOCUMENTS[which]
    assert_one_verdict(name, data.draw(documents))


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("scheme.json", {**HEAD, "facts": {"title": {"type": "count", "per": "网站\u200b"}}}),
        ("scheme.json", {**HEAD, "roster": {"cite": ["甲县\u200b"]}}),
        ("rubric.json", {"kinds": ["县"], "vetoes": {"why": {"scope": "1\u200b", "effect": {"points": 0}}}}),
    ],
)
def test_a_name_that_is_one_of_our_words_frees_no_text(name: str, document: Any) -> None:
    assert {problem.code for problem in problems_of(name, document)} == {"name-hidden"}
    assert not judge(name).is_valid(document)


# What JSON Schema cannot say ----------------------------------------------------------------------

DEEP: Final = reduce(lambda inner, _: {"none": [inner]}, range(33), cast(Any, "甲项"))
CURVE: Final = {"curve": {"fact": "甲项"}, "through": [[3, 0], [2, 1]]}
UNSEEN: Final[Mapping[str, tuple[tuple[str, Any], ...]]] = {
    "too-deep": (("rubric.json", in_a_rubric({"name": "甲", "only_if": DEEP})),),
    "name-nfc": (("rubric.json", in_a_rubric({"name": "e\u0301"})),),
    "name-hidden": (("rubric.json", in_a_rubric({"name": "甲\U000e0001"})),),
    "curve-order": (("rubric.json", in_a_rubric({"name": "甲", "weight": CURVE})),),
    "number-range": tuple(
        ("rubric.json", in_a_rubric({"name": "甲", "points": points}))
        for points in (Decimal("0.1234567"), Decimal("0E-40"), "999999/0.5")
    ),
    "number-text": (
        ("rubric.json", in_a_rubric({"name": "甲", "points": Decimal("NaN")})),
        ("rubric.json", in_a_rubric({"name": "甲", "only_if": {"fact": "乙", "over": "2024-01-01"}})),
    ),
    "integer-wanted": (("scheme.json", {**HEAD, "roster": {"县": {"count": Decimal("4.0")}}}),),
    "date-wanted": (("scheme.json", {**HEAD, "window": {"due": "2024-01-01"}}),),
    "text-wanted": tuple(("scheme.json", {**HEAD, "title": when}) for when in (dt.date(2024, 1, 1), dt.time(1))),
    "condition-text": (("rubric.json", in_a_rubric({"name": "甲", "only_if": dt.date(2024, 1, 1)})),),
    "quantity-text": (("rubric.json", in_a_rubric({"name": "甲", "only_if": {"fact": "乙", "is": dt.time(1)}})),),
    "fact-idle": (("scheme.json", {**HEAD, "facts": {"丙": {}}}),),
}


def test_the_list_of_what_cannot_be_said_is_whole() -> None:
    assert UNSEEN.keys() == UNSAID.keys()
    assert ALWAYS | SOMETIMES.keys() <= UNSAID.keys()


@pytest.mark.parametrize(("code", "example"), [(code, one) for code, several in UNSEEN.items() for one in several])
def test_what_a_schema_cannot_say_the_loader_still_refuses(code: str, example: tuple[str, Any]) -> None:
    name, document = example
    assert {problem.code for problem in problems_of(name, document)} == {code}
    assert judge(name).is_valid(as_json(document))
