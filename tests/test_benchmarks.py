"""The peers that the benchmarks race against compute the same totals as the engine. Nothing is timed here."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache

import pytest

import decimal_walk
import scalar
from contestants import Units, WrongAnswer
from growing import UNIT, document
from jsonlogic import HUNDREDTHS
from opengov_rules import Host, compile_scheme
from opengov_rules.structure import structure_scheme
from pairing import Row


@cache
def county(*, items: bool = False) -> Units:
    return Units.of(Host.discover().scheme(scalar.SCHEME), scalar.COUNTY, 40, items=items)


@cache
def synthetic() -> Units:
    return Units.of(compile_scheme(structure_scheme(document(120))), UNIT, 20)


@pytest.mark.parametrize("units", [county, lambda: county(items=True), synthetic], ids=["county", "items", "synthetic"])
def test_the_walk_computes_the_engines_totals(units: Callable[[], Units]) -> None:
    found = units()
    walked = [Fraction(decimal_walk.total(found.tree, facts)) for facts in found.peer]
    assert walked == [Fraction(total) for total in found.facts_totals()]


@pytest.mark.parametrize("units", [county, synthetic], ids=["county", "synthetic"])
def test_the_json_logic_computes_the_engines_totals(units: Callable[[], Units]) -> None:
    pytest.importorskip("datalogic_py", reason="datalogic-py is not installed (requirements/bench.txt)")
    found = units()
    logic = found.json_logic()
    totals = [Fraction(logic.total(logic.facts(facts))) / HUNDREDTHS for facts in found.peer]
    assert totals == [Fraction(total) for total in found.facts_totals()]


def test_the_units_of_the_race_are_varied() -> None:
    found = county()
    results = [found.program.score(found.unit, facts) for facts in found.answers]
    assert len({result.total for result in results}) == len(results)
    assert {veto for result in results for veto in result.vetoes} == {"blank", "overdue"}
    assert any(not result.vetoes for result in results)
    assert {"zero_if", "only_if", "veto"} <= {cause.kind for result in results for cause in result.causes}
    assert any(facts["单位主要负责同志批示"] * 2 > 4 for facts in found.answers)


def test_a_wrong_answer_is_not_timed() -> None:
    found = county()
    with pytest.raises(WrongAnswer, match="walk"):
        found.check({"walk": lambda: [total + 1 for total in found.walk_totals()]})


def test_a_row_is_judged_by_its_median() -> None:
    kept = Row(name="walk / ours", ratios=(5.0, 7.0, 9.0), want=">=", target=6)
    assert (kept.ratio, kept.verdict) == (7.0, "met")
    assert Row(name="ours / peer", ratios=(1.0, 2.0, 9.0), want="<=", target=1.4).verdict == "MISSED"
    assert "skipped" in Row(name="walk / ours", ratios=(), note="skipped").line()
