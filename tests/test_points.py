"""Exact numbers: the one door through which they come in, and the ways they are printed."""

from decimal import Decimal
from fractions import Fraction

import pytest

from opengov_rules.points import (
    as_number,
    largest_remainder,
    read_number,
    round_half_up,
    square_root,
    to_decimal,
    to_text,
)
from opengov_rules.problems import Invalid


@pytest.mark.parametrize(
    ("raw", "exact"),
    [
        (0, Fraction(0)),
        (-7, Fraction(-7)),
        (999_999, Fraction(999_999)),
        (Decimal("0.50"), Fraction(1, 2)),
        (Decimal("1E+3"), Fraction(1000)),
        (Decimal("-0.000001"), Fraction(-1, 1_000_000)),
        (Fraction(244, 3), Fraction(244, 3)),
        ("3", Fraction(3)),
        ("007", Fraction(7)),
        ("-0.5", Fraction(-1, 2)),
        ("999999.999999", Fraction(999_999_999_999, 1_000_000)),
        ("244/3", Fraction(244, 3)),
        ("-1/3", Fraction(-1, 3)),
        ("0.5/0.25", Fraction(2)),
    ],
)
def test_a_number_is_read_exactly(raw: object, exact: Fraction) -> None:
    assert read_number(raw) == exact


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (0.5, "number-float"),
        (float("nan"), "number-float"),
        (True, "number-type"),
        (None, "number-type"),
        ([1], "number-type"),
        (1_000_000, "number-range"),
        (-(10**100), "number-range"),
        (Decimal("1000000"), "number-range"),
        (Decimal("0.0000001"), "number-range"),
        (Decimal("1E+999999"), "number-range"),
        (Decimal("1E-999999"), "number-range"),
        (Decimal("0." + "0" * 50 + "1"), "number-range"),
        (Decimal("NaN"), "number-text"),
        (Decimal("-Infinity"), "number-text"),
        ("", "number-text"),
        ("1.", "number-text"),
        (".5", "number-text"),
        ("+1", "number-text"),
        ("1e3", "number-text"),
        ("1_000", "number-text"),
        (" 1", "number-text"),
        ("1,000", "number-text"),
        ("١", "number-text"),
        ("３", "number-text"),
        ("1234567", "number-range"),
        ("0.1234567", "number-range"),
        ("1/0", "number-text"),
        ("1/2/3", "number-text"),
        ("九", "number-text"),
    ],
)
def test_anything_else_is_refused_by_name(raw: object, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_number(raw)
    assert caught.value.code == code


def test_a_float_is_refused_with_what_to_write_instead() -> None:
    with pytest.raises(Invalid) as caught:
        read_number(0.5)
    assert caught.value.at().text("en") == "a float is not exact: write Decimal('0.5') or '0.5' instead of 0.5"


def test_a_huge_number_is_not_printed_in_full() -> None:
    with pytest.raises(Invalid) as caught:
        read_number(10**5000)
    assert len(caught.value.params["value"]) <= 40


@pytest.mark.parametrize(
    ("exact", "decimal", "text"),
    [
        (Fraction(0), Decimal("0"), "0"),
        (Fraction(81), Decimal("81"), "81"),
        (Fraction(-5, 2), Decimal("-2.5"), "-2.5"),
        (Fraction(1, 8), Decimal("0.125"), "0.125"),
        (Fraction(1, 5), Decimal("0.2"), "0.2"),
        (Fraction(3, 40), Decimal("0.075"), "0.075"),
        (Fraction(100), Decimal("100"), "100"),
        (Fraction(1, 3), None, "1/3"),
        (Fraction(-244, 3), None, "-244/3"),
    ],
)
def test_a_number_is_a_decimal_where_it_has_one_and_reads_back_from_its_text(
    exact: Fraction, decimal: Decimal | None, text: str
) -> None:
    assert to_decimal(exact) == decimal
    assert as_number(exact) == (exact if decimal is None else decimal)
    assert to_text(exact) == text
    assert read_number(text) == exact


@pytest.mark.parametrize(
    ("exact", "places", "rounded"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("2.4", 0, "2"),
        ("0.125", 2, "0.13"),
        ("0.124999", 2, "0.12"),
        ("-0.001", 2, "0.00"),
        ("2", 2, "2.00"),
        ("44/3", 2, "14.67"),
    ],
)
def test_rounding_is_half_away_from_zero(exact: str, places: int, rounded: str) -> None:
    """四舍五入."""
    assert str(round_half_up(read_number(exact), places)) == rounded


@pytest.mark.parametrize(
    ("square", "places", "root"),
    [
        ("0", 2, "0.00"),
        ("4", 2, "2.00"),
        ("2", 2, "1.41"),
        ("2", 4, "1.4142"),
        ("2/3", 2, "0.82"),
        # √(728/9) = 8.9938
        ("728/9", 2, "8.99"),
        # 1.005² = 1.010025: the root is exactly half way
        ("1.010025", 2, "1.01"),
    ],
)
def test_a_square_root_is_taken_with_integers_alone(square: str, places: int, root: str) -> None:
    assert str(square_root(read_number(square), places)) == root


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        # 5/12 = 41.666…, 5/12, 2/12 = 16.666…: two hundredths are missing; the first two get them.
        ((5, 5, 2), ("41.67", "41.67", "16.66")),
        ((1, 1, 1), ("33.34", "33.33", "33.33")),
        ((1, 2), ("33.33", "66.67")),
        ((0, 4), ("0.00", "100.00")),
        ((0, 0), ("0", "0")),
        ((), ()),
    ],
)
def test_shares_add_up_to_a_hundred(counts: tuple[int, ...], shares: tuple[str, ...]) -> None:
    found = largest_remainder(counts)
    assert tuple(str(share) for share in found) == shares
    if sum(counts):
        assert sum(found) == Decimal(100)
