"""What was found: observations by fact, and answers put in the place of others."""

from fractions import Fraction

from opengov_rules import Evidence, Observation

ONE = Observation(fact="问题", part="微信", value=Fraction(1))
TWO = Observation(fact="问题", part="微博", value=Fraction(2))
OTHER = Observation(fact="空白栏目", value=Fraction(3))


def test_evidence_finds_the_observations_of_a_fact() -> None:
    evidence = Evidence("甲县", (ONE, OTHER, TWO))
    assert evidence["问题"] == (ONE, TWO)
    assert evidence["错链"] == ()
    assert "空白栏目" in evidence
    assert "错链" not in evidence


def test_a_fact_is_answered_anew_as_a_whole() -> None:
    before = Evidence("甲县", (ONE, OTHER, TWO))
    new = Observation(fact="问题", part="抖音", value=Fraction(0))
    assert before.replace([new]) == Evidence("甲县", (OTHER, new))
    assert before["问题"] == (ONE, TWO)


def test_evidence_is_equal_by_its_observations() -> None:
    assert Evidence("甲县", (ONE,)) == Evidence("甲县", (ONE,))
    assert Evidence("甲县", (ONE,)) != Evidence("乙县", (ONE,))
