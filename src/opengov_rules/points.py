"""Exact numbers: the one door through which they come in, and the ways they are printed.

Decimal or text outside, Fraction and integers inside, a float never.
"""

import re
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from typing import Final

from .problems import Invalid
from .words import short

NUMERAL: Final = re.compile(r"-?\d{1,6}(?:\.\d{1,6})?", re.ASCII)
_LONG_NUMERAL: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
FINEST: Final = Fraction(1, 10**6)
"""The finest step a numeral can express; also the step of a fact that declares none."""
LIMIT: Final = 10**6
"""No numeral reaches this; `never` (an answer that never came) is read as this value."""
_FINEST_FRACTION: Final = 10**18
"""No quotient of two numerals has a greater numerator or denominator."""


def read_number(value: object) -> Fraction:
    """An exact number from a caller or a file: int, Decimal, Fraction, or text such as "0.5" or "244/3".

    Raises `Invalid`: a float or bool, text that is no numeral, more than 6 digits or 6 decimals, NaN, infinity.
    An `Invalid` that a parser left in place of a number it could not hold is raised itself.
    """
    match value:
        case Invalid():
            raise value
        case bool():
            raise Invalid("number-type", value=value)
        case int():
            if abs(value) >= LIMIT:
                raise Invalid("number-range", value=short(value))
            return Fraction(value)
        case Decimal():
            return _from_decimal(value)
        case Fraction():
            return _within(value)
        case float():
            raise Invalid("number-float", value=value)
        case str():
            return _from_text(value)
        case _:
            raise Invalid("number-type", value=short(value))


def _from_decimal(value: Decimal) -> Fraction:
    if not value.is_finite():
        raise Invalid("number-text", value=value)
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not -30 <= exponent <= 6 or len(digits) > 36:
        raise Invalid("number-range", value=short(value))
    exact = Fraction(value)
    if abs(exact) >= LIMIT or (exact / FINEST).denominator != 1:
        raise Invalid("number-range", value=short(value))
    return exact


def _from_text(text: str) -> Fraction:
    numerator, slash, denominator = text.partition("/")
    if slash and NUMERAL.fullmatch(numerator) and NUMERAL.fullmatch(denominator) and Fraction(denominator):
        return _within(Fraction(numerator) / Fraction(denominator))
    if NUMERAL.fullmatch(text) is None:
        raise Invalid("number-range" if _LONG_NUMERAL.fullmatch(text) else "number-text", value=short(text))
    return Fraction(text)


def _within(value: Fraction) -> Fraction:
    if abs(value) >= LIMIT or max(abs(value.numerator), value.denominator) > _FINEST_FRACTION:
        raise Invalid("number-range", value=short(value))
    return value


def to_decimal(value: Fraction) -> Decimal | None:
    """The number as a finite decimal, or None where it has none (1/3)."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    two, five, rest = 0, 0, value.denominator
    while rest % 2 == 0:
        rest, two = rest // 2, two + 1
    while rest % 5 == 0:
        rest, five = rest // 5, five + 1
    if rest != 1:
        return None
    places = max(two, five)
    return Decimal(f"{value.numerator * 10**places // value.denominator}E-{places}")


def _digits(number: int) -> tuple[int, ...]:
    return tuple(int(digit) for digit in str(number))


def as_number(value: Fraction) -> Decimal | Fraction:
    """The number as callers meet it: a Decimal where it has one, else the Fraction."""
    decimal = to_decimal(value)
    return value if decimal is None else decimal


def to_text(value: Fraction) -> str:
    """The number as text that reads back to the same number: "2.5", "81", "244/3"."""
    if value.denominator == 1:
        return str(value.numerator)
    decimal = to_decimal(value)
    return f"{value.numerator}/{value.denominator}" if decimal is None else f"{decimal:f}"


def round_half_up(value: Fraction, places: int) -> Decimal:
    """四舍五入 to so many decimals: half away from zero."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal((int(value < 0 and whole != 0), _digits(whole), -places))


def square_root(value: Fraction, places: int) -> Decimal:
    """The square root of a number ≥ 0, rounded half up, by integers alone."""
    scaled = value * 100 ** (places + 1)
    tenths = isqrt(scaled.numerator // scaled.denominator)
    return round_half_up(Fraction(tenths, 10 ** (places + 1)), places)


def largest_remainder(counts: tuple[int, ...], places: int = 2) -> tuple[Decimal, ...]:
    """Shares of the total in per cent that add up to exactly 100; of equal remainders the earlier one is raised."""
    total = sum(counts)
    if total == 0:
        return tuple(Decimal(0) for _ in counts)
    parts = [divmod(count * 100 * 10**places, total) for count in counts]
    missing = 100 * 10**places - sum(whole for whole, _ in parts)
    raised = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))[:missing]
    return tuple(Decimal((0, _digits(whole + (i in raised)), -places)) for i, (whole, _) in enumerate(parts))
