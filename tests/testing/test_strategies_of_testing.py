"""The shipped strategies: what is drawn is valid, stands at boundaries, and is registered for its types."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import FEW
from opengov_rules import Evidence, Program, Result, Scheme, SchemeError, compile_scheme
from opengov_rules.rules import KINDS, Rule
from opengov_rules.scheme import Indicator, Rubric
from opengov_rules.structure import structure_scheme
from opengov_rules.testing import broken_schemes, near_edges, one_more_fault, rubrics, rules, schemes
from opengov_rules.testing.dice import Rolled
from opengov_rules.testing.generating import document, mended, planted
from opengov_rules.testing.generating.planting import FAULTS
from opengov_rules.testing.laws.tiny import COLUMNS, tiny

BRIEF = settings(FEW, max_examples=5)
LIMITS = """
[1]
points = 10
rule = "tiers"
fact = "答复天数"
limits = [{ at_most = 7, points = 10 }, { under = 20, points = 4 }]
"""


class TestSchemes:
    @BRIEF
    @given(schemes())
    def test_compile_again_from_their_own_documents(self, scheme: Scheme) -> None:
        assert compile_scheme(structure_scheme(scheme.document)).scheme == scheme

    @BRIEF
    @given(schemes(mixed=True))
    def test_compile_also_where_facts_may_help_and_hurt(self, scheme: Scheme) -> None:
        assert compile_scheme(scheme).rubrics

    @BRIEF
    @given(rubrics(), rules())
    def test_hold_rubrics_and_rules(self, rubric: Rubric, rule: Rule) -> None:
        assert rubric.indicators
        assert isinstance(rule, KINDS)

    @BRIEF
    @given(broken_schemes())
    def test_that_are_broken_are_refused_for_the_fault_that_was_planted(
        self, broken: tuple[dict[str, Any], str]
    ) -> None:
        files, code = broken
        with pytest.raises(SchemeError) as caught:
            compile_scheme(structure_scheme(files))
        assert code in {problem.code for problem in caught.value.problems}

    @pytest.mark.law
    def test_of_many_seeds_all_compile_and_every_fault_is_found(self) -> None:
        met = set[str]()
        for seed in range(60):
            dice = Rolled.of(seed)
            program = mended(document(dice, mixed=seed % 2 == 1, wide=seed % 4 > 1))
            files, code = planted(dice, program.scheme)
            with pytest.raises(SchemeError) as caught:
                compile_scheme(structure_scheme(files))
            assert code in {problem.code for problem in caught.value.problems}
            met.add(code)
        assert met == FAULTS.keys()


class TestNearEdges:
    def test_meet_every_boundary_and_both_sides_of_it(self) -> None:
        program, met = tiny(LIMITS), set[Any]()

        @settings(FEW, max_examples=150, database=None)
        @given(near_edges(program, "甲县"))
        def drawn(found: Evidence) -> None:
            (answer,) = found["答复天数"]
            met.add(answer.value)
            assert program.score("甲县", found).status == "final"

        drawn()
        assert {6, 7, 8, 19, 20, 21} <= met


class TestOneMoreFault:
    def test_is_nothing_where_there_are_no_faults(self) -> None:
        assert one_more_fault(tiny(LIMITS), "甲县").is_empty

    @BRIEF
    @given(one_more_fault(tiny(COLUMNS), "甲县"))
    def test_differs_in_one_fact_by_one(self, pair: tuple[Evidence, Evidence, str]) -> None:
        few, more, name = pair
        (one,), (two,) = few[name], more[name]
        assert two.value == one.value + 1  # type: ignore[operator]


class TestTypes:
    """The `hypothesis` entry point."""

    @settings(FEW, max_examples=2)
    @given(st.data())
    def test_of_ours_are_drawn_by_from_type(self, data: st.DataObject) -> None:
        for kind in (Scheme, Rubric, Indicator, Program, Result, Evidence):
            assert isinstance(data.draw(st.from_type(kind)), kind)

    def test_cost_nothing_until_they_are_asked_for(self) -> None:
        heavy = "attrs", "cattrs", "tomli", "pluggy", "opengov_rules"
        code = f"import hypothesis, sys; print([m for m in {heavy!r} if m in sys.modules])"
        found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
        assert found.stdout.strip() == "[]"

    def test_of_others_are_not_ours(self) -> None:
        from _opengov_rules_hypothesis import strategy_of

        assert strategy_of(int) is None
        assert strategy_of(Rolled) is None
