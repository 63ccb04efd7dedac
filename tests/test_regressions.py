"""Faults that were found by hand once and must not come back."""

from decimal import Decimal
from pathlib import Path

import pytest

from drafts import program_of
from opengov_rules import Evidence, EvidenceError, SchemeError

ASKED_OFF_THE_ENDS = """
[1]
name = "抽查"
points = 3
rule = "sample"
fact = "决策抽查"
draw = 3
each = 1
per = "决策"
when = [{ fact = "征集天数", is = 3 }, "有说明"]
"""


def test_an_asset_that_may_be_a_hit_between_the_ends_keeps_the_sample_open() -> None:
    """征集天数 is 3 exactly: neither end of 0 … 5 is a hit, but 3 is."""
    scored = program_of(ASKED_OFF_THE_ENDS, '[facts]\n"征集天数" = { max = 5 }\n')
    result = scored.score("甲县", {"有说明": {"A": True}})
    assert [str(end) for end in result.bounds] == ["0", "1"]
    assert [fact.parts for fact in result.open_facts] == [("征集天数(A)",)]
    with pytest.raises(EvidenceError):
        scored.total("甲县", {"有说明": {"A": True}})


def test_a_fact_per_asset_that_only_a_veto_reads_needs_a_fold() -> None:
    veto = """
[1]
name = "栏目"
points = 20
rule = "deduct"
faults = { "空白栏目" = 1 }
[vetoes.accounts]
when = { fact = "问题账号", over = 2 }
scope = "1"
effect = { points = 0 }
"""
    with pytest.raises(SchemeError) as caught:
        program_of(veto, '[facts]\n"问题账号" = { per = "账号", type = "count" }\n')
    assert [problem.code for problem in caught.value.problems] == ["take-missing"]


def test_an_asset_that_one_fact_names_and_another_leaves_out_is_open_there() -> None:
    two = """
[1]
name = "问题"
points = 2
rule = "deduct"
faults = { "问题账号" = 1 }
[2]
name = "间隔"
points = 2
rule = "tiers"
fact = "间隔"
limits = [{ at_most = 7, points = 2 }]
"""
    facts = '[facts]\n"问题账号" = { per = "账号", take = "count" }\n"间隔" = { per = "账号", take = "max" }\n'
    result = program_of(two, facts).score("甲县", {"问题账号": {"A": 0}, "间隔": {"A": 1, "B": 2}})
    assert [str(end) for end in result["1"].bounds] == ["1", "2"]  # 2 - 1 if B has a problem, else 2
    assert result["2"].points == 2


def test_evidence_of_another_unit_is_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        program_of(ASKED_OFF_THE_ENDS).score("甲县", Evidence("乙县"))
    assert caught.value.problems[0].code == "evidence-unit"


def test_an_exponent_beyond_decimal_is_a_problem(tmp_path: Path) -> None:
    from opengov_rules import read_evidence

    scored = program_of(ASKED_OFF_THE_ENDS)
    file = tmp_path / "round.json"
    file.write_text(
        f'{{"scheme": "{scored.scheme.id}", "units": {{"甲县": {{"征集天数": 1e99999999999999999999}}}}}}',
        encoding="utf-8",
    )
    with pytest.raises(EvidenceError) as caught:
        read_evidence(file, scored)
    assert caught.value.problems[0].code == "number-range"


def test_a_total_is_decimal_where_it_has_one() -> None:
    assert program_of(ASKED_OFF_THE_ENDS).score("甲县", {"决策抽查": "2/3"}).total == Decimal(2)
