"""What overrides changed: before and after, by hand; and those whose place moved with them."""

import datetime as dt
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import FEW
from drafts import program_of
from opengov_rules import Program, Round
from opengov_rules.overrides import with_overrides
from opengov_rules.studies.appeals import Appeal, Stand, appeals

COUNTY: Final = """
[1]
name = "空白栏目"
points = 20
not_applicable = "drop"
rule = "deduct"
faults = { "空白栏目" = 2 }
"""
SCHEME: Final = """
[roster]
"县" = ["甲县", "乙县", "丙县", "丁县"]
[grades]
"优秀" = { at_least = 15 }
"其余" = { }
"""
GROUNDS: Final = {"who": "复核组", "when": "2025-03-01", "why": "截图为缓存页面", "authority": "复核决定第2号"}
COLUMNS: Final = {"甲县": 5, "乙县": 3, "丙县": 1, "丁县": 6}
"""Totals 10, 14, 18 and 8."""


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(COUNTY, SCHEME)


def round_of(program: Program, columns: dict[str, Any]) -> Round:
    units = {unit: program.score(unit, {"空白栏目": count}).evidence for unit, count in columns.items()}
    return Round(scheme="draft-2024", units=units)


def overridden(program: Program, columns: dict[str, Any], **changes: object) -> Round:
    entries = [
        {"unit": unit, "fact": "空白栏目", **(answer if isinstance(answer, dict) else {"value": answer}), **GROUNDS}
        for unit, answer in changes.items()
    ]
    return with_overrides(program, round_of(program, columns), entries)


def told(stand: Stand) -> tuple[object, ...]:
    return (stand.result.total, stand.rank, stand.grade)


def test_an_appeal_has_the_result_before_and_after_and_the_difference(program: Program) -> None:
    """甲县 rises from 10 to 16, above 乙县's 14 but not 丙县's 18."""
    first, *moved = appeals(program, overridden(program, COLUMNS, 甲县=2))
    assert first.unit == "甲县"
    assert (told(first.before), told(first.after)) == ((Decimal(10), 3, "其余"), (Decimal(16), 2, "优秀"))
    assert first.difference == Decimal(6)
    (override,) = first.overrides
    assert (override.who, override.when, override.authority) == ("复核组", dt.date(2025, 3, 1), "复核决定第2号")
    assert [(appeal.unit, appeal.overrides) for appeal in moved] == [("乙县", ())]


def test_a_unit_that_only_others_moved_is_told_without_overrides_of_its_own(program: Program) -> None:
    (moved,) = [appeal for appeal in appeals(program, overridden(program, COLUMNS, 甲县=2)) if appeal.unit != "甲县"]
    assert (told(moved.before), told(moved.after)) == ((Decimal(14), 2, "其余"), (Decimal(14), 3, "其余"))
    assert moved.difference == 0


def test_an_appeal_may_change_nothing_that_counts(program: Program) -> None:
    """10 columns cost all 20 points, and so do 11."""
    found = overridden(program, COLUMNS | {"丁县": 10}, 丁县=11)
    (only,) = appeals(program, found)
    assert (only.unit, only.difference) == ("丁县", Decimal(0))
    assert told(only.before) == told(only.after)


def test_without_overrides_there_are_no_appeals(program: Program) -> None:
    assert appeals(program, round_of(program, COLUMNS)) == ()


def test_an_appeal_may_leave_the_result_open_or_without_anything_that_applies(program: Program) -> None:
    """甲县 is out of the ranking afterwards, so 丁县 moves from 4 to 3."""
    changes = {"甲县": {"status": "not_applicable"}, "乙县": {"status": "not_assessed"}}
    found = {appeal.unit: appeal for appeal in appeals(program, overridden(program, COLUMNS, **changes))}
    assert (found["甲县"].after.result.status, told(found["甲县"].after)) == ("not_applicable", (None, None, None))
    assert (found["乙县"].after.result.status, told(found["乙县"].after)) == ("provisional", (None, None, None))
    assert (found["甲县"].difference, found["乙县"].difference) == (None, None)
    assert found["丁县"].before.rank == 4


def test_ranks_are_those_of_the_groups_and_ties_asked_for(program: Program) -> None:
    columns = {"甲县": 5, "乙县": 3, "丙县": 3, "丁县": 6}
    found = overridden(program, columns, 丁县=4)  # 10 14 14 8: 丁县 rises to 12
    assert [(a.unit, a.before.rank, a.after.rank) for a in appeals(program, found)] == [("丁县", 4, 3), ("甲县", 3, 4)]
    dense = appeals(program, found, ties="dense")
    assert [(a.unit, a.before.rank, a.after.rank) for a in dense] == [("丁县", 3, 2), ("甲县", 2, 3)]


def test_a_quota_is_decided_anew_for_all() -> None:
    """One place: 甲县 takes it from 丙县."""
    program = program_of(COUNTY, SCHEME.replace("at_least = 15", "at_least = 15, quota = 1"))
    found = {a.unit: a for a in appeals(program, overridden(program, COLUMNS, 甲县=0))}
    assert [(found[unit].before.grade, found[unit].after.grade) for unit in ("甲县", "丙县")] == [
        ("其余", "优秀"),
        ("优秀", "其余"),
    ]


def test_appeals_are_told_as_json_and_kept_back_where_results_are(program: Program) -> None:
    first, *_ = appeals(program, overridden(program, COLUMNS, 甲县=2))
    whole = first.to_dict()
    assert whole == {
        "unit": "甲县",
        "overrides": [
            {
                "fact": "空白栏目",
                "part": None,
                "was": [{"part": None, "status": "observed", "value": "5"}],
                "now": {"part": None, "status": "observed", "value": "2"},
                "who": "复核组",
                "when": "2025-03-01",
                "why": "截图为缓存页面",
                "authority": "复核决定第2号",
            }
        ],
        "before": {"status": "final", "total": "10", "rank": 3, "grade": "其余"},
        "after": {"status": "final", "total": "16", "rank": 2, "grade": "优秀"},
        "difference": "6",
    }
    kept = first.to_dict(disclose=False)
    assert (kept["difference"], kept["before"]["total"], kept["after"]["rank"]) == (None, None, None)
    assert kept["after"]["grade"] == "优秀"
    assert set(kept["overrides"][0]) == {"fact", "part", "who", "when", "why", "authority"}


class TestOverridesAreLikeAnswers:
    """“An override keeps the old value”: after it, everything is as if the new answers had been found at once."""

    @FEW
    @given(
        st.lists(st.integers(0, 11), min_size=4, max_size=4),
        st.dictionaries(st.sampled_from(sorted(COLUMNS)), st.integers(0, 11), min_size=1),
    )
    def test_before_and_after_are_the_two_rounds_assessed_by_themselves(
        self, columns: list[int], changes: dict[str, int]
    ) -> None:
        program = program_of(COUNTY, SCHEME)
        first = dict(zip(COLUMNS, columns, strict=True))
        real = {unit: count for unit, count in changes.items() if first[unit] != count}
        found: dict[str, Appeal] = {a.unit: a for a in appeals(program, overridden(program, first, **real))}
        ends = [program.assess(round_of(program, one))["county"] for one in (first, first | real)]
        for unit in COLUMNS:
            rows = [(end[unit].result.total, end[unit].rank, end[unit].grade) for end in ends]
            if unit in found:
                assert rows == [told(found[unit].before), told(found[unit].after)]
            else:
                assert rows[0] == rows[1]
        assert set(real) <= set(found)
