import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import FEW, SCALE, Case, cases, differences, jingzhou_cases
from opengov_rules.testing import evidence

SCHEMES = settings(FEW, max_examples=150 * SCALE)
EVIDENCES = settings(FEW, max_examples=250 * SCALE)
UNITS = ("荆州区", "荆州开发区", "市教育局", "市经济和信息化局")
"""Of both rubrics, with clauses of their own and without."""


class TestEnginesEqualTheOracle:
    """“An independent, slow, obvious evaluator over `Fraction` lives in the tests as the oracle: all engines equal it,
    always.”

    `test_oracle_scale.py` and `test_small_world.py` try far more; what Hypothesis adds is that it shrinks.
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
    @SCHEMES
    @given(cases(statuses=True))
    def test_in_many_schemes(self, case: Case) -> None:
        equals_oracle(case)

    @pytest.mark.law
    @EVIDENCES
    @given(jingzhou_cases(statuses=True, units=UNITS))
    def test_in_jingzhou_for_many_evidences(self, case: Case) -> None:
        equals_oracle(case)


def equals_oracle(case: Case) -> None:
    case.true_points()
    assert differences(case.score(), case.truth()) == {}
