"""Laws of standings: ranks, shares, rates, and what stays possible while facts are open, against every completion."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any, Final, TypeAlias

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import FEW, MANY
from drafts import program_of
from opengov_rules import Program, Standings
from opengov_rules.points import largest_remainder
from opengov_rules.scheme import Ties
from opengov_rules.standings import Row
from orders import RANKED, Value, within_quota

UNITS: Final = ("甲", "乙", "丙", "丁", "戊", "己", "庚")
TIES: Final[tuple[Ties, ...]] = ("competition", "dense", "ordinal")
Answers: TypeAlias = dict[str, Any]

PRINTED: Final = '[1]\nname = "得分"\nrule = "printed"\nfact = "得分"\n'
BANDS: Final = '[grades]\n"优秀" = { at_least = 8 }\n"良好" = { at_least = 5 }\n"合格" = { at_least = 2 }\n'


def roster(units: Sequence[str]) -> str:
    names = ", ".join(f'"{unit}"' for unit in units)
    return f'[roster]\n"县" = [{names}]\n'


@cache
def printed(units: tuple[str, ...], then: str = "") -> Program:
    """Units with the scores that a source prints, in bands that leave the lowest without a grade."""
    return program_of(PRINTED, f"ungraded = true\n{BANDS}{then}{roster(units)}")


def standings(scores: Mapping[str, Any], units: tuple[str, ...] = UNITS, *, ties: Ties | None = None) -> Standings:
    """The standings of units with these scores; the roster may hold more."""
    return printed(units).assess({unit: {"得分": score} for unit, score in scores.items()}, ties=ties)["county"]


SCORES: Final = st.integers(0, 20).map(lambda half: Fraction(half, 2))
GROUPS: Final = st.dictionaries(st.sampled_from(UNITS), SCORES, min_size=1)


class TestRanks:
    """“Equal totals share a rank, in the roster's order.”"""

    @FEW
    @given(GROUPS, st.sampled_from(TIES))
    def test_are_those_of_the_definition(self, scores: dict[str, Fraction], ties: Ties) -> None:
        found = standings(scores, ties=ties)
        order = sorted(scores, key=UNITS.index)
        values = [(scores[unit],) for unit in order]
        assert {row.unit: row.rank for row in found} == dict(zip(order, RANKED[ties](values), strict=True))
        assert all(row.ranks == (row.rank, row.rank) for row in found)
        assert [row.result.exact for row in found] == sorted(scores.values(), reverse=True)

    @FEW
    @given(GROUPS)
    def test_by_competition_count_those_above_and_by_density_the_totals_above(
        self, scores: dict[str, Fraction]
    ) -> None:
        shared, packed = standings(scores), standings(scores, ties="dense")
        for unit, score in scores.items():
            assert shared[unit].rank == 1 + sum(other > score for other in scores.values())
            assert packed[unit].rank == 1 + len({other for other in scores.values() if other > score})
        assert sorted(row.rank or 0 for row in standings(scores, ties="ordinal")) == list(range(1, len(scores) + 1))

    @FEW
    @given(GROUPS, st.permutations(UNITS), st.sampled_from(("competition", "dense")))
    def test_do_not_depend_on_the_order_of_units(
        self, scores: dict[str, Fraction], other: list[str], ties: Ties
    ) -> None:
        """Permuting the roster and the evidence changes nothing but the order among equals."""
        shuffled = {unit: scores[unit] for unit in other if unit in scores}
        one, two = standings(scores, ties=ties), standings(shuffled, tuple(other), ties=ties)
        assert {row.unit: (row.rank, row.grade) for row in one} == {row.unit: (row.rank, row.grade) for row in two}
        assert (one.grades, one.mean, one.median, one.stdev, one.above_mean) == (
            two.grades,
            two.mean,
            two.median,
            two.stdev,
            two.above_mean,
        )
        assert one.indicators == two.indicators

    @FEW
    @given(GROUPS, SCORES)
    def test_of_others_fall_at_most_by_one_when_somebody_comes_and_nobodys_score_moves(
        self, scores: dict[str, Fraction], score: Fraction
    ) -> None:
        units = (*UNITS, "新")
        one, two = standings(scores, units), standings(scores | {"新": score}, units)
        for unit, own in scores.items():
            assert one[unit].result.to_dict() == two[unit].result.to_dict()
            assert two[unit].rank == (one[unit].rank or 0) + (score > own)

    @FEW
    @given(GROUPS, st.integers(1, 40).map(lambda tenth: Fraction(tenth, 10)), st.sampled_from(TIES))
    def test_do_not_change_where_all_points_are_scaled(
        self, scores: dict[str, Fraction], factor: Fraction, ties: Ties
    ) -> None:
        one = standings(scores, ties=ties)
        two = standings({unit: score * factor for unit, score in scores.items()}, ties=ties)
        assert [(row.unit, row.rank) for row in one] == [(row.unit, row.rank) for row in two]

    @FEW
    @given(GROUPS, st.integers(1, 8))
    def test_of_the_first_n_are_at_most_n(self, scores: dict[str, Fraction], count: int) -> None:
        found = standings(scores)
        assert [row.unit for row in found.top(count)] == [row.unit for row in found if (row.rank or 99) <= count]
        assert len(found.top(count)) >= min(count, len(scores))


class TestFigures:
    """“Mean, median, standard deviation, count and share strictly above the mean.”"""

    @FEW
    @given(GROUPS)
    def test_of_totals_are_those_of_the_definitions(self, scores: dict[str, Fraction]) -> None:
        found, values = standings(scores), sorted(scores.values())
        mean = sum(values, Fraction(0)) / len(values)
        assert (found.mean, found.totals) == (mean, tuple(reversed(values)))
        assert found.median == (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
        assert found.above_mean == sum(value > mean for value in values)
        assert found.stdev is not None
        variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values)
        assert abs(Fraction(found.stdev) ** 2 - variance) <= Fraction(2 * found.stdev + 1) / 100
        (one,) = found.indicators
        assert (one.above or 0) + (one.below or 0) + sum(value == mean for value in values) == one.units == len(values)
        assert (one.least, one.most, one.mean, one.stdev) == (values[0], values[-1], mean, found.stdev)


class TestShares:
    """“Shares by largest remainder (ties to the earlier band), so 41.67/41.67/16.66.”"""

    @FEW
    @given(st.lists(st.integers(0, 60), min_size=1, max_size=7).filter(any))
    def test_add_up_to_a_hundred_and_stay_close(self, counts: list[int]) -> None:
        shares = largest_remainder(tuple(counts))
        assert sum(shares) == Decimal("100.00")
        exact = [Fraction(100 * count, sum(counts)) for count in counts]
        assert all(abs(Fraction(share) - true) < Fraction(1, 100) for share, true in zip(shares, exact, strict=True))
        assert all((share == 0) == (count == 0) for share, count in zip(shares, counts, strict=True))
        assert {share.as_tuple().exponent for share in shares} == {-2}
        for i, j in product(range(len(counts)), repeat=2):
            if counts[i] > counts[j] or (counts[i] == counts[j] and i < j):
                assert shares[i] >= shares[j]

    @FEW
    @given(GROUPS)
    def test_of_grades_leave_the_rest_to_those_without(self, scores: dict[str, Fraction]) -> None:
        found = standings(scores)
        counts = [sum(low <= score < high for score in scores.values()) for low, high in ((8, 99), (5, 8), (2, 5))]
        assert [count for _, count, _ in found.grades] == counts
        shares = [share for _, _, share in found.grades if share is not None]
        assert len(shares) == len(counts)
        rest = len(scores) - sum(counts)
        left = 100 - sum(map(Fraction, shares))
        assert abs(left - Fraction(100 * rest, len(scores))) < Fraction(1, 100)
        assert (left == 0) == (rest == 0)


TWO: Final = """
[1]
name = "评分"
points = 3
rule = "judged"
fact = "评分"
step = 1
not_applicable = "drop"
[2]
name = "机构"
points = 2
rule = "award"
when = "机构"
not_applicable = "drop"
"""
OFF: Final = {"status": "not_applicable"}


class TestRates:
    """“得分率: earned over possible, units to which it does not apply left out.”"""

    @FEW
    @given(
        st.dictionaries(
            st.sampled_from(UNITS),
            st.tuples(st.none() | st.integers(0, 3), st.none() | st.booleans()).filter(any),
            min_size=1,
        )
    )
    def test_are_earned_over_possible_where_the_indicator_applies(
        self, found: dict[str, tuple[int | None, bool | None]]
    ) -> None:
        answers: dict[str, Answers] = {
            unit: {"评分": OFF if mark is None else mark, "机构": OFF if office is None else office}
            for unit, (mark, office) in found.items()
        }
        group = rated().assess(answers)["county"]
        marks = [mark for mark, _ in found.values() if mark is not None]
        offices = [office for _, office in found.values() if office is not None]
        rates = {code: rate for code, _, rate in group.rates}
        assert rates["1"] == (Fraction(sum(marks), 3 * len(marks)) if marks else None)
        assert rates["2"] == (Fraction(2 * sum(offices), 2 * len(offices)) if offices else None)
        assert [one.units for one in group.indicators] == [len(marks), len(offices)]
        assert all(rate is None or 0 <= rate <= 1 for rate in rates.values())
        for one in group.indicators:
            if one.mean is not None:
                earned = marks if one.code == "1" else [2 * office for office in offices]
                assert one.above == sum(value > one.mean for value in earned)
                assert one.below == sum(value < one.mean for value in earned)


@cache
def rated() -> Program:
    return program_of(TWO, roster(UNITS))


# While facts are open -----------------------------------------------------------------------------

COUNTY: Final = """
[1]
name = "评分"
points = 3
rule = "judged"
fact = "评分"
step = 1
[2]
name = "机构"
points = 1
rule = "award"
when = "机构"
[vetoes.withheld]
when = "有异议"
effect = { withhold = true }
"""
SCHEME: Final = f"""
[facts]
"采用" = {{ type = "count", max = 1 }}
"报送" = {{ type = "count", max = 2 }}
[grades]
"优秀" = {{ at_least = 2, quota = 1, gates = ["前提"] }}
"良好" = {{ at_least = 1 }}
"其余" = {{}}
[rankings."采用率"]
by = {{ ratio = [{{ fact = "采用" }}, {{ fact = "报送" }}] }}
{roster(UNITS[:3])}"""
DOMAINS: Final[Mapping[str, tuple[Any, ...]]] = {
    "评分": (0, 1, 2, 3),
    "机构": (False, True),
    "有异议": (False, True),
    "前提": (False, True),
    "采用": (0, 1),
    "报送": (0, 1, 2),
}
LIKELY: Final = {"有异议": (False, False, False, True), "前提": (True, True, False)}
"""What is drawn where it is answered."""


@cache
def small(then: str) -> Program:
    """Three units, with another tie-breaker."""
    return program_of(COUNTY, f'[rankings."总分"]\nthen = {then}\n{SCHEME}')


@frozen
class Truth:
    """What is true of one unit once everything is answered."""

    answers: Answers

    @property
    def total(self) -> int:
        return int(self.answers["评分"]) + int(self.answers["机构"])

    @property
    def told(self) -> bool:
        return not self.answers["有异议"]

    @property
    def rate(self) -> Fraction | None:
        """采用 over 报送; undefined where nothing was sent."""
        return Fraction(self.answers["采用"], self.answers["报送"]) if self.answers["报送"] else None

    def key(self, then: str) -> Value:
        if "ratio" in then:
            return Fraction(self.total), Fraction(self.rate is not None), self.rate or Fraction(0)
        return (Fraction(self.total), *([Fraction(self.answers["采用"])] if "采用" in then else []))


World: TypeAlias = dict[str, Truth]


def completions(known: Mapping[str, Answers]) -> Iterator[World]:
    """Every way in which the open facts may be answered."""
    choices = [
        [
            dict(zip(DOMAINS, values, strict=True))
            for values in product(*([found[f]] if f in found else DOMAINS[f] for f in DOMAINS))
        ]
        for found in known.values()
    ]
    for answers in product(*choices):
        yield {unit: Truth(found) for unit, found in zip(known, answers, strict=True)}


def ranks_in(world: World, ties: Ties, then: str) -> dict[str, int]:
    """The ranks of those whose total is told."""
    told = [unit for unit in world if world[unit].told]
    return dict(zip(told, RANKED[ties]([world[unit].key(then) for unit in told]), strict=True))


def grades_in(world: World, ranks: Mapping[str, int]) -> dict[str, str | None]:
    """The grades; one unit may be 优秀, and equals get it together or not at all, however ties are shown."""
    wanting = {unit: world[unit].total >= 2 and world[unit].answers["前提"] for unit in ranks}
    best = within_quota(ranks, wanting, 1)
    others = {unit: "良好" if world[unit].total >= 1 else "其余" for unit in ranks}
    return {unit: None if unit not in ranks else "优秀" if unit in best else others[unit] for unit in world}


@st.composite
def open_rounds(draw: st.DrawFn) -> dict[str, Answers]:
    """Answers of three units; of each at most two are open."""
    found = dict[str, Answers]()
    for unit in UNITS[:3]:
        answers = {fact: draw(st.sampled_from(LIKELY.get(fact, values))) for fact, values in DOMAINS.items()}
        for fact in draw(st.permutations(list(DOMAINS)))[: draw(st.sampled_from((0, 1, 2, 2)))]:
            del answers[fact]
        found[unit] = answers
    return found


def check_places(known: Mapping[str, Answers], ties: Ties, then: str, *, exactly: bool) -> None:
    """Ranks, their limits, grades and the first ones, against all completions."""
    group = small(then).assess(known, ties=ties)["county"]
    worlds = list(completions(known))
    ranked = [ranks_in(world, ties, then) for world in worlds]
    graded = [grades_in(world, ranks_in(world, "competition", then)) for world in worlds]
    for row in group:
        possible = {ranks[row.unit] for ranks in ranked if row.unit in ranks}
        assert row.is_placed == bool(possible)
        check_row(row, possible, exactly=exactly)
        if row.rank is not None:
            assert all(ranks.get(row.unit) == row.rank for ranks in ranked)
        if row.graded:
            assert {found[row.unit] for found in graded} == {row.grade}
        else:
            assert row.grade is None
    for count in (1, 2):
        for row in group.top(count):
            assert all(ranks.get(row.unit, 1) <= count for ranks in ranked)


def check_row(row: Row, possible: set[int], *, exactly: bool) -> None:
    if possible:
        best, worst = row.ranks
        assert best <= min(possible)
        assert max(possible) <= worst
        assert not exactly or (best, worst) == (min(possible), max(possible))


def check_second_ranking(known: Mapping[str, Answers]) -> None:
    """The ranking by another quantity, which may be undefined, against all completions."""
    group = small("[]").assess(known)["county"]
    listed = {one.unit: one for one in group.rankings["采用率"]}
    for world in completions(known):
        rates = {unit: truth.rate for unit, truth in world.items() if truth.rate is not None}
        for unit, rate in rates.items():
            assert unit in listed
            place = 1 + sum(other > rate for other in rates.values())
            assert listed[unit].ranks[0] <= place <= listed[unit].ranks[1]
            assert listed[unit].rank in (None, place)
            assert listed[unit].value in (None, rate)


BY_FACT, BY_RATIO, NOTHING = '[{ fact = "采用" }]', '[{ ratio = [{ fact = "采用" }, { fact = "报送" }] }]', "[]"
OPEN: Final = settings(FEW, max_examples=20)


class TestOpen:
    """“Undetermined units with their rank interval”: against every completion of what is open."""

    @OPEN
    @given(open_rounds(), st.sampled_from(("competition", "ordinal")), st.sampled_from((BY_FACT, NOTHING)))
    def test_places_are_exactly_those_that_completions_give(
        self, known: dict[str, Answers], ties: Ties, then: str
    ) -> None:
        check_places(known, ties, then, exactly=True)

    @OPEN
    @given(open_rounds(), st.sampled_from(TIES), st.sampled_from((BY_RATIO, BY_FACT)))
    def test_places_hold_all_that_completions_give(self, known: dict[str, Answers], ties: Ties, then: str) -> None:
        check_places(known, ties, then, exactly=False)

    @pytest.mark.parametrize("ties", TIES)
    def test_equals_are_refused_a_quota_of_one_however_ties_are_shown(self, ties: Ties) -> None:
        best = {"评分": 3, "机构": True, "有异议": False, "前提": True, "采用": 0, "报送": 1}
        known = {"甲": best, "乙": best, "丙": {**best, "评分": 2}}
        check_places(known, ties, NOTHING, exactly=True)
        assert [row.grade for row in small(NOTHING).assess(known, ties=ties)["county"]] == ["良好"] * 3

    @OPEN
    @given(open_rounds())
    def test_places_by_something_else_hold_all_that_completions_give(self, known: dict[str, Answers]) -> None:
        check_second_ranking(known)

    @pytest.mark.law
    @MANY
    @given(open_rounds(), st.sampled_from(TIES), st.sampled_from((BY_RATIO, BY_FACT, NOTHING)))
    def test_places_of_many_rounds(self, known: dict[str, Answers], ties: Ties, then: str) -> None:
        check_places(known, ties, then, exactly=ties != "dense" and then != BY_RATIO)
        check_second_ranking(known)
