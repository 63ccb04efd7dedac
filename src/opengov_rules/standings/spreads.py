"""How amounts lie over the units: mean, deviation, rate, who is above or below."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from ..causes import text_of
from ..points import round_half_up, square_root, to_text
from ..scoring import ResultLine


@frozen(kw_only=True)
class Spread:
    """How an indicator's points lie over the units to which it applies; None while one of them is not decided.

    `rate` is 得分率, earned over possible; `above` and `below` count the units strictly above and below the mean.
    """

    code: str
    name: str
    units: int
    rate: Fraction | None
    mean: Fraction | None
    above: int | None
    below: int | None
    least: Fraction | None
    most: Fraction | None
    stdev: Decimal | None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: points as text, the rate in per cent with two decimals."""
        return {
            "code": self.code,
            "name": self.name,
            "units": self.units,
            "rate": None if self.rate is None else per_cent(self.rate),
            "mean": rounded(self.mean),
            "above": self.above,
            "below": self.below,
            "least": text_of(self.least),
            "most": text_of(self.most),
            "stdev": None if self.stdev is None else f"{self.stdev:.2f}",
        }


def spread_of(code: str, name: str, lines: Iterable[ResultLine]) -> Spread:
    """How one indicator's lines lie, one line for each unit."""
    applying = [line for line in lines if line.status != "not_applicable"]
    points = all_known([line.exact for line in applying])
    possible = [None if line.maximum is None else Fraction(line.maximum) for line in applying]
    most, mean = sum((p for p in possible if p is not None), Fraction(0)), mean_of(points)
    rated = points is not None and None not in possible and most > 0
    return Spread(
        code=code,
        name=name,
        units=len(applying),
        rate=sum(points or (), Fraction(0)) / most if rated else None,
        mean=mean,
        above=None if points is None or mean is None else sum(value > mean for value in points),
        below=None if points is None or mean is None else sum(value < mean for value in points),
        least=None if points is None else min(points),
        most=None if points is None else max(points),
        stdev=stdev_of(points),
    )


def all_known(values: Sequence[Fraction | None]) -> tuple[Fraction, ...] | None:
    """The values; None where there are none, or where one of them is not decided."""
    known = tuple(value for value in values if value is not None)
    return known if values and len(known) == len(values) else None


def mean_of(values: Sequence[Fraction] | None) -> Fraction | None:
    """The mean, exact."""
    return None if values is None else sum(values, Fraction(0)) / len(values)


def stdev_of(values: Sequence[Fraction] | None) -> Decimal | None:
    """The population's standard deviation, to two decimals."""
    mean = mean_of(values)
    if values is None or mean is None:
        return None
    return square_root(sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values), 2)


def rounded(value: Fraction | None) -> str | None:
    """A figure with the decimals it needs, at most two."""
    return None if value is None else to_text(Fraction(round_half_up(value, 2)))


def per_cent(share: Fraction) -> str:
    """A share in per cent with two decimals."""
    return f"{round_half_up(100 * share, 2):.2f}"
