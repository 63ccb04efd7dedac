from fractions import Fraction

import pytest
from hypothesis import given, settings

from cases import FEW, SCALE, SOME, Case, cases, exact, jingzhou_cases
from opengov_rules import Result


class TestCausesConserve:
    """“At every node with a known maximum: counted children's losses + own entries = maximum − points, exactly.”

    Where less is better, points − maximum.
    """

    @FEW
    @given(cases(statuses=True))
    def test_losses_and_entries_add_up_at_every_node(self, case: Case) -> None:
        conserves(case.score(), down=case.rubric.better == "lower")

    @FEW
    @given(jingzhou_cases(statuses=True))
    def test_losses_and_entries_add_up_in_jingzhou(self, case: Case) -> None:
        conserves(case.score(), down=case.rubric.better == "lower")

    @pytest.mark.law
    @settings(FEW, max_examples=150 * SCALE)
    @given(cases(statuses=True))
    def test_losses_and_entries_add_up_in_many_schemes(self, case: Case) -> None:
        conserves(case.score(), down=case.rubric.better == "lower")

    @pytest.mark.law
    @SOME
    @given(jingzhou_cases(statuses=True))
    def test_losses_and_entries_add_up_in_many_jingzhou_results(self, case: Case) -> None:
        conserves(case.score(), down=case.rubric.better == "lower")


class TestReasons:
    """“Every point has a reason. If you cannot say why a unit lost half a point, and by which clause, the design is not
    finished.”
    """

    @FEW
    @given(jingzhou_cases(statuses=True))
    def test_every_cause_in_jingzhou_has_words_and_a_clause(self, case: Case) -> None:
        for cause in case.score().causes:
            assert cause.reason("zh")
            assert cause.reason("en")
            assert cause.cite is not None

    @FEW
    @given(cases(statuses=True))
    def test_of_a_leaf_with_lost_points_there_are_some(self, case: Case) -> None:
        for line in case.score():
            if line.lost and not line.children:
                assert any(cause.amount and cause.reason("zh") and cause.reason("en") for cause in line.causes), line


def conserves(result: Result, *, down: bool) -> None:
    assert result.exact is not None or result.status in ("withheld", "not_applicable") or not result.is_scored
    for line in result:
        passed_over = not line.counted and line.children  # nothing below counts either
        if line.points is None or line.maximum is None or passed_over:
            continue
        children = [result[code] for code in line.children]
        lost = exact(child.lost for child in children if child.counted and child.lost is not None)
        own = [cause.amount for cause in line.causes]
        assert None not in own
        gone = Fraction(line.maximum) - Fraction(line.points)
        assert lost + exact(own) == (-gone if down else gone), line
        assert line.lost == (-gone if down else gone)
