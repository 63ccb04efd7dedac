import pytest
from hypothesis import given

from cases import FEW, MANY, SOME, Case, cases, jingzhou_cases


class TestEnginesEqualTheOracle:
    """“An independent, slow, obvious evaluator over `Fraction` lives in the tests as the oracle: all engines equal it,
    always.”
    """

    @FEW
    @given(cases())
    def test_observed_answers_score_as_the_oracle_says_at_every_node(self, case: Case) -> None:
        equals_oracle(case)

    @FEW
    @given(cases(statuses=True))
    def test_what_is_unsubmitted_late_or_not_applicable_scores_as_the_oracle_says(self, case: Case) -> None:
        equals_oracle(case)

    @FEW
    @given(jingzhou_cases(statuses=True))
    def test_jingzhou_scores_as_the_oracle_says_at_every_node(self, case: Case) -> None:
        equals_oracle(case)

    @pytest.mark.law
    @MANY
    @given(cases())
    def test_many_schemes_score_as_the_oracle_says(self, case: Case) -> None:
        equals_oracle(case)

    @pytest.mark.law
    @MANY
    @given(cases(statuses=True))
    def test_many_schemes_with_statuses_score_as_the_oracle_says(self, case: Case) -> None:
        equals_oracle(case)

    @pytest.mark.law
    @SOME
    @given(jingzhou_cases(statuses=True))
    def test_many_jingzhou_evidences_score_as_the_oracle_says(self, case: Case) -> None:
        equals_oracle(case)


def equals_oracle(case: Case) -> None:
    points, maxima, result = case.true_points(), case.true_maxima(), case.score()
    assert result.exact == points["total"]
    assert {line.code: line.points for line in result} == {line.code: points[line.code] for line in result}
    assert {line.code: line.maximum for line in result} == {line.code: maxima[line.code] for line in result}
    assert {line.code for line in result} == points.keys() - {"base", "bonus", "penalty"}
