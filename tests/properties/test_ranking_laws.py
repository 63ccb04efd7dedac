"""Places against brute force: every value that open limits allow, tried on small groups."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases import FEW, SCALE
from opengov_rules.outlook import Limits
from opengov_rules.ranking import Key, Place, places
from opengov_rules.scheme import Ties
from orders import RANKED, Value

ENDS: Final = (Fraction(0), Fraction(1), Fraction(2))
BEYOND: Final = 10
"""Stands for "no limit": far above, and below zero far below, all ends."""
MORE: Final = settings(FEW, max_examples=300 * SCALE)


def values_within(limits: Limits, unit: int, *, few: bool) -> Iterator[Fraction]:
    """Values of an amount: its ends, every end of others, and between any two one that no other unit has."""
    low, high = limits
    tried = {*ENDS, *(end + Fraction(unit + 1, 8) for end in ENDS)} | {end for end in limits if end is not None}
    tried |= {sign * (far + Fraction(unit, 8)) for sign in (1, -1) for far in (3, BEYOND)}
    within = sorted(v for v in tried if (low is None or low <= v) and (high is None or v <= high))
    return iter(within if not few else sorted({within[0], within[len(within) // 2], within[-1]}))


def by_force(keys: Sequence[Key], ties: Ties, *, few: bool = False, doubtful: Collection[int] = ()) -> list[Place]:
    """Everybody's best and worst place over all values that the keys may have, with the doubtful and without."""
    choices = list[list[Value | None]]()
    for at, key in enumerate(keys):
        values = product(*(values_within(limits, at, few=few) for limits in key))
        choices.append([*values, *([None] if at in doubtful else [])])
    found: list[set[int]] = [set() for _ in keys]
    for world in product(*choices):
        there = {at: value for at, value in enumerate(world) if value is not None}
        for at, rank in zip(there, RANKED[ties](list(there.values())), strict=True):
            found[at].add(rank)
    return [Place(min(ranks), max(ranks)) for ranks in found]


# What is drawn ------------------------------------------------------------------------------------


@st.composite
def limits(draw: st.DrawFn, *, decided: bool = False) -> Limits:
    """One value, or an interval, perhaps without an end."""
    low = draw(st.sampled_from(ENDS))
    if decided or draw(st.booleans()):
        return low, low
    high = draw(st.sampled_from([end for end in ENDS if end >= low]))
    return (None if draw(st.booleans()) else low), (None if draw(st.booleans()) else high)


def groups(most: int, *amounts: st.SearchStrategy[Limits]) -> st.SearchStrategy[list[Key]]:
    return st.lists(st.tuples(*amounts), min_size=2, max_size=most)


OPEN: Final = limits()
DECIDED: Final = limits(decided=True)
SINGLE: Final = groups(4, OPEN)
THEN_DECIDED: Final = groups(4, OPEN, DECIDED)
BOTH_OPEN: Final = groups(3, OPEN, OPEN)


def equals_brute_force(keys: Sequence[Key], ties: Ties, *, few: bool = False) -> None:
    assert list(places(keys, ties)) == by_force(keys, ties, few=few)


def contains_brute_force(keys: Sequence[Key], ties: Ties) -> None:
    for place, true in zip(places(keys, ties), by_force(keys, ties), strict=True):
        assert place.best <= true.best
        assert true.worst <= place.worst


class TestPlaces:
    """“With open limits the places are those of all values within them, each taken freely.”"""

    @FEW
    @given(SINGLE, st.sampled_from(list(RANKED)))
    def test_by_one_amount_are_exactly_those_of_all_values(self, keys: list[Key], ties: Ties) -> None:
        equals_brute_force(keys, ties)

    @FEW
    @given(THEN_DECIDED, st.sampled_from(["competition", "ordinal"]))
    def test_with_a_tie_breaker_are_exactly_those_of_all_values(self, keys: list[Key], ties: Ties) -> None:
        equals_brute_force(keys, ties)

    @FEW
    @given(BOTH_OPEN, st.sampled_from(["competition", "ordinal"]))
    def test_with_an_open_tie_breaker_are_exactly_those_of_all_values(self, keys: list[Key], ties: Ties) -> None:
        equals_brute_force(keys, ties, few=True)

    @FEW
    @given(THEN_DECIDED)
    def test_that_are_dense_with_a_tie_breaker_hold_those_of_all_values(self, keys: list[Key]) -> None:
        contains_brute_force(keys, "dense")

    @FEW
    @given(groups(3, OPEN), st.sets(st.integers(0, 2)), st.sampled_from(list(RANKED)))
    def test_allow_for_those_who_may_turn_out_to_have_none(
        self, keys: list[Key], doubtful: set[int], ties: Ties
    ) -> None:
        assert list(places(keys, ties, doubtful)) == by_force(keys, ties, doubtful=doubtful)

    @pytest.mark.law
    @MORE
    @given(SINGLE, st.sampled_from(list(RANKED)))
    def test_by_one_amount_in_many_groups(self, keys: list[Key], ties: Ties) -> None:
        equals_brute_force(keys, ties)

    @pytest.mark.law
    @MORE
    @given(THEN_DECIDED)
    def test_with_a_tie_breaker_in_many_groups(self, keys: list[Key]) -> None:
        equals_brute_force(keys, "competition")
        equals_brute_force(keys, "ordinal")
        contains_brute_force(keys, "dense")

    @FEW
    @given(st.lists(st.none() | st.tuples(OPEN), min_size=1, max_size=5), st.sampled_from(list(RANKED)))
    def test_of_who_has_no_key_are_anywhere_and_change_no_other(self, keys: list[Key | None], ties: Ties) -> None:
        ranked = [key for key in keys if key is not None]
        alone = iter(places(ranked, ties))
        anywhere = Place(1, 1 + len(ranked))
        assert list(places(keys, ties)) == [anywhere if key is None else next(alone) for key in keys]

    @FEW
    @given(groups(6, OPEN, OPEN), st.data(), st.sampled_from(list(RANKED)))
    def test_only_narrow_as_more_becomes_known(self, keys: list[Key], data: st.DataObject, ties: Ties) -> None:
        at = data.draw(st.integers(0, len(keys) - 1))
        low, high = keys[at][0]
        inner = [end for end in ENDS if (low is None or low <= end) and (high is None or end <= high)]
        assume(inner)
        end = data.draw(st.sampled_from(inner))
        narrowed = (low, end) if data.draw(st.booleans()) else (end, end)
        before = places(keys, ties)
        after = places([*keys[:at], (narrowed, keys[at][1]), *keys[at + 1 :]], ties)
        for was, now in zip(before, after, strict=True):
            assert was.best <= now.best <= now.worst <= was.worst

    @FEW
    @given(groups(6, DECIDED, DECIDED), st.sampled_from(list(RANKED)))
    def test_of_decided_amounts_are_the_definitions_own(self, keys: list[Key], ties: Ties) -> None:
        values = [tuple(low for low, _ in key if low is not None) for key in keys]
        assert [place.best for place in places(keys, ties)] == RANKED[ties](values)
        assert [place.worst for place in places(keys, ties)] == RANKED[ties](values)

    @FEW
    @given(groups(6, DECIDED), st.randoms(use_true_random=False), st.sampled_from(["competition", "dense"]))
    def test_do_not_depend_on_the_order_of_units(self, keys: list[Key], random: object, ties: Ties) -> None:
        shuffled = list(enumerate(keys))
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        found = dict(zip((at for at, _ in shuffled), places([key for _, key in shuffled], ties), strict=True))
        assert [found[at] for at in range(len(keys))] == list(places(keys, ties))


def test_with_several_open_amounts_a_dense_place_may_be_wider_than_need_be() -> None:
    """The two above can be equal in the first amount and never in the second: three different keys, told as 2 to 3."""
    zero, five, six = ((Fraction(number), Fraction(number)) for number in (0, 5, 6))
    anywhere = (Fraction(1), Fraction(2))
    keys: list[Key] = [(anywhere, five), (anywhere, six), (zero, zero)]
    assert by_force(keys, "dense")[2] == Place(3, 3)
    assert places(keys, "dense")[2] == Place(2, 3)


def test_a_group_of_a_thousand_is_ranked_at_once() -> None:
    """No depth and no square: every unit above the next."""
    keys = [((Fraction(-at), Fraction(-at)),) for at in range(1000)]
    for ties in RANKED:
        assert [place.best for place in places(keys, ties)] == list(range(1, 1001))


def test_nobody_has_no_place() -> None:
    assert places([]) == ()
    assert places([None, None], "dense") == (Place(1, 1), Place(1, 1))
