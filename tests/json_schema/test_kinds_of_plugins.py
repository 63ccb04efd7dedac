"""Kinds of rule from elsewhere are in the schema too, where they are handed to it."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Final, Literal, cast

import pytest
from attrs import field, frozen
from hypothesis import given, settings

from judging import HEAD, as_json, judge, unsaid, validator
from opengov_rules.conditions import Condition, Quantity
from opengov_rules.json_schema import schemas
from opengov_rules.provenance import Citation
from opengov_rules.rules import KINDS, Rule
from opengov_rules.structure import structure_partly
from written import Drawn, scribbled, table


class Colour(Enum):
    """Two words."""

    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True)
class Inner:
    """A table within a rule."""

    name: str
    worth: tuple[Fraction, ...] = ()


@frozen(kw_only=True)
class Everything:
    """A kind of rule whose fields have every type that a file can hold. (Nothing here is compiled.)"""

    kind: ClassVar[str] = "everything"
    fact: str = field(metadata={"description": "事实。The fact."})
    par: int
    from_: bool = False
    share: Fraction | None = None
    how: Literal["up", "down"] = "up"
    asked: Condition | None = None
    reckoned: Quantity | None = None
    inner: Inner | None = None
    several: tuple[Inner, ...] = ()
    by_name: Mapping[str, Fraction] = field(factory=dict)
    quoted: tuple[Citation, ...] = ()
    colour: Colour = Colour.RED

    def facts(self, points: Fraction | None) -> tuple[()]:
        return ()

    def reads(self) -> tuple[()]:
        return ()


KIND: Final = cast(type[Rule], Everything)
JUDGE: Final = validator(schemas(kinds=[KIND])["rubric.json"])
LEAVES: Final[Drawn] = table(Everything, leave_out=("colour", "from_")).map(
    lambda keys: {"kinds": ["县"], "1": {"name": "甲", "rule": "everything", **keys}}
)


@settings(max_examples=100, deadline=None)
@given(scribbled(LEAVES))
def test_a_kind_of_a_plugin_has_one_verdict_too(document: Any) -> None:
    problems = structure_partly({"scheme": HEAD, "county": document}, kinds=(*KINDS, KIND))[1]
    if not problems or not all(unsaid(problem) for problem in problems):
        assert JUDGE.is_valid(as_json(document)) == (not problems), [p.message("en") for p in problems]


@pytest.mark.parametrize(("colour", "fits"), [("red", True), ("green", False)])
def test_an_enumeration_is_written_by_its_values(colour: str, fits: bool) -> None:
    leaf = {"name": "甲", "rule": "everything", "fact": "乙", "par": 4, "colour": colour, "from_": True}
    assert JUDGE.is_valid({"kinds": ["县"], "1": leaf}) is fits


def test_a_field_explains_itself_in_its_metadata() -> None:
    node = schemas(kinds=[KIND])["rubric.json"]["definitions"]["node"]
    assert "\neverything: 事实。The fact." in node["properties"]["fact"]["description"]


def test_without_the_kind_its_name_is_unknown() -> None:
    leaf = {"name": "甲", "rule": "everything", "fact": "乙", "par": 4}
    assert not judge("rubric.json").is_valid({"kinds": ["县"], "1": leaf})
