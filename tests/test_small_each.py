"""Exhaustive small worlds of nodes that are evaluated for every asset, with one asset or two: engine against oracle.

Bounds are exact where it is known which assets count; where that is open they hold every completion.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Final, TypeAlias

import pytest
from attrs import field, frozen

from cases import contain
from opengov_rules import Evidence, Observation, Program, Status, compile_scheme
from opengov_rules.evidence import FactValue
from opengov_rules.structure import structure_scheme
from opengov_rules.testing.generating import Table, cited
from oracle_each import each_points
from oracle_quantities import Number

pytestmark = pytest.mark.law

Given: TypeAlias = tuple[Observation, ...]

FOLDS: Final = ("sum", "mean", "best", "worst")
FACTS: Final[dict[str, Table]] = {
    "错": {"type": "count", "max": 1, "per": "站"},
    "好": {"type": "yes_no", "per": "站"},
    "有": {"type": "yes_no", "per": "站"},
    "前提": {"type": "yes_no"},
}
DEDUCT: Final[Table] = {"name": "扣", "points": 2, "rule": "deduct", "faults": {"错": 1}}
TALLY: Final[Table] = {
    "name": "计",
    "rule": "tally",
    "entries": [{"name": "错", "count": {"fact": "错"}, "points": 1}, {"name": "好", "when": "好", "points": -2}],
}
AWARD: Final[Table] = {"name": "奖", "points": 1, "rule": "award", "when": "好"}


def nodes() -> Iterator[Table]:
    """A leaf, or a node of two leaves, shaped in 7 ways, folded in 4, as base and as penalty; or less is better."""
    shapes: list[Table] = [{}, {"applies_if": "有"}, {"only_if": "前提"}, {"offset": -1, "floor": -1}]
    shapes += [{"factor": 2, "cap": 3}, {"combine": "best"}, {"round": {"to": 2}}]
    for fold, shape in product(FOLDS, shapes):
        head = {"name": "每", "for_each": "站", "fold": fold, **shape}
        yield {"1": head | {"1": DEDUCT, "2": AWARD}}
        yield {"1": head | {"1": TALLY | {"points": 2}, "2": AWARD}, "better": "lower"}
        if "combine" not in shape and "offset" not in shape:
            yield {"1": head | DEDUCT}
        if "combine" not in shape:
            yield {"1": head | TALLY}
            yield {"P": head | TALLY | {"role": "penalty"}}


def program_of(rubric: Table) -> Program:
    head: Table = {
        "id": "xiaoshi-2024",
        "city": "小市",
        "edition": "2024",
        "title": "评估指标",
        "source": {"file": "xiaoshi-2024.txt", "sha256": "0" * 64},
        "roster": {"县": ["甲县"]},
        "facts": FACTS,
    }
    return compile_scheme(structure_scheme({"scheme": head, "county": cited({"kinds": ["县"], **rubric})}))


def answers(program: Program, assets: tuple[str, ...]) -> Iterator[Given]:
    """For every question its values, then what else may be said; of a single asset also that nothing was submitted."""
    for fact in program.facts("甲县"):
        for part in assets if fact.per else ("",):
            values: tuple[FactValue, ...] = (Fraction(0), Fraction(1)) if fact.name == "错" else (False, True)
            yield tuple(Observation(fact=fact.name, part=part, value=value) for value in values)
            silent = [Status.NOT_ASSESSED, *([Status.NOT_SUBMITTED] if len(assets) == 1 or not part else [])]
            yield tuple(Observation(fact=fact.name, part=part, status=status) for status in silent)


@frozen
class World:
    """One rubric with these assets, and the oracle's results as they are asked."""

    program: Program
    options: tuple[tuple[Given, Given], ...]
    """For every question its values, and what else may be said."""
    truths: dict[Given, tuple[Number, ...]] = field(factory=dict)

    @classmethod
    def of(cls, rubric: Table, assets: tuple[str, ...]) -> "World":
        program = program_of(rubric)
        asked = list(answers(program, assets))
        return cls(program, tuple(zip(asked[::2], asked[1::2], strict=True)))

    def truth(self, given: Given) -> tuple[Number, ...]:
        """What every node is worth, and the total."""
        if given not in self.truths:
            scheme, (rubric,) = self.program.scheme, self.program.scheme.rubrics
            kin = {fact.name for fact in self.program.facts("甲县") if fact.per}
            evidence = Evidence("甲县", given)
            points = [each_points(scheme, rubric, top, evidence, kin) for top in rubric.indicators]
            known = [number for number in points if number is not None]
            self.truths[given] = (*points, sum(known, Fraction(0)) if known else None)
        return self.truths[given]

    def wrong(self) -> Iterator[tuple[Given, str, object, object]]:
        """Where the engine's points or bounds are not the oracle's."""
        for given in product(*((*values, *others) for values, others in self.options)):
            open_ones = [o.status is Status.NOT_ASSESSED for o in given]
            filled = (
                values if is_open else (o,)
                for is_open, o, (values, _) in zip(open_ones, given, self.options, strict=True)
            )
            truths = [self.truth(completion) for completion in product(*filled)]
            result = self.program.score("甲县", Evidence("甲县", given))
            codes = [*(node.code for node in self.program.scheme.rubrics[0].indicators), "total"]
            loose = any(is_open and o.fact == "有" for is_open, o in zip(open_ones, given, strict=True))
            for code, reached in zip(codes, zip(*truths, strict=True), strict=True):
                numbers = [number for number in reached if number is not None]
                ends = (min(numbers), max(numbers)) if numbers else (None, None)
                bounds = result[code].bounds
                if bounds != ends and not (loose and contain(bounds, numbers)):
                    yield given, code, bounds, ends


@pytest.mark.parametrize("assets", [("甲",), ("甲", "乙")], ids=["one asset", "two assets in every third"])
def test_every_evidence_of_assets_has_the_points_and_bounds_of_the_oracle(assets: tuple[str, ...]) -> None:
    rubrics = list(nodes())[:: 1 if len(assets) == 1 else 3]
    found = [(rubric, where) for rubric in rubrics for where in World.of(rubric, assets).wrong()]
    assert found[:3] == []
