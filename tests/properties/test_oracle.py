import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import FEW, MANY, SOME, Case, cases, jingzhou_cases
from opengov_rules.testing import evidence


class TestEnginesEqualTheOracle:
    """“An independent, slow, obvious evaluator over `Fraction` lives in the tests as the oracle: all engines equal it,
    always.”
    """

    @FEW
    @given(cases(), st.data())
    def test_at_every_node_for_its_points_and_its_maximum(self, case: Case, data: st.DataObject) -> None:
        equals_oracle(case)
        equals_oracle(case.with_(data.draw(evidence(case.program, case.unit, statuses=True))))

    @FEW
    @given(jingzhou_cases(statuses=True))
    def test_in_jingzhou(self, case: Case) -> None:
        equals_oracle(case)

    @pytest.mark.law
    @MANY
    @given(cases(), st.data())
    def test_in_many_schemes(self, case: Case, data: st.DataObject) -> None:
        equals_oracle(case)
        equals_oracle(case.with_(data.draw(evidence(case.program, case.unit, statuses=True))))

    @pytest.mark.law
    @SOME
    @given(jingzhou_cases(statuses=True))
    def test_in_jingzhou_for_many_evidences(self, case: Case) -> None:
        equals_oracle(case)


def equals_oracle(case: Case) -> None:
    points, maxima, result = case.true_points(), case.true_maxima(), case.score()
    assert result.exact == points["total"]
    assert {line.code: line.points for line in result} == {line.code: points[line.code] for line in result}
    assert {line.code: line.maximum for line in result} == {line.code: maxima[line.code] for line in result}
    assert {line.code for line in result} == points.keys() - {"base", "bonus", "penalty"}
