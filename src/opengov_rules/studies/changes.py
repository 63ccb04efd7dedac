"""What changed from one round to another: every unit's total and what its change came from, and the figures of all."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from attrs import field, frozen

from ..causes import text_of
from ..points import round_half_up, to_text
from ..problems import Problem
from ..scheme import Rubric, Scheme
from ..scoring import Result


@frozen(kw_only=True)
class Parts:
    """The change of a total, exactly: `performance + rules + applicability + penalties`.

    `penalties` is what penalties and vetoes take after, less what they took before, for whatever reason. The rest is
    shared out so that it does not matter in which order things changed.
    """

    performance: Fraction
    rules: Fraction
    applicability: Fraction
    penalties: Fraction

    @property
    def total(self) -> Fraction:
        """What the parts add up to: the change of the total."""
        return self.performance + self.rules + self.applicability + self.penalties

    def to_dict(self) -> dict[str, str | None]:
        """The parts as text: a decimal where there is one, else a fraction."""
        return {name: text_of(getattr(self, name)) for name in PARTS}


PARTS: Final = ("performance", "rules", "applicability", "penalties")


@frozen(kw_only=True)
class Place:
    """Where a unit stood in one round."""

    result: Result
    rubric: Rubric = field(repr=False)
    rank: int | None = None
    grade: str | None = None

    @property
    def unit(self) -> str:
        """Its name in that edition."""
        return self.result.unit.name

    def to_dict(self, *, disclose: bool) -> dict[str, Any]:
        """JSON-ready; of a restricted result the grade alone."""
        told = {
            "total": text_of(self.result.total),
            "exact": None if self.result.exact is None else str(self.result.exact),
            "bounds": [text_of(end) for end in self.result.bounds],
            "maximum": text_of(self.result.maximum),
            "rank": self.rank,
        }
        head = {"unit": self.unit, "group": self.rubric.id}
        return head | (told if disclose else dict.fromkeys(told)) | {"grade": self.grade}


@frozen(kw_only=True)
class UnitChange:
    """One unit in both rounds, or in one.

    `change` is that of the total before rounding; None where the totals do not compare. `parts` is None where it is not
    decided what it came from; `why` then says why. `alone` names the facts that each edition answers by itself.
    """

    unit: str
    before: Place | None
    after: Place | None
    change: Fraction | None = None
    parts: Parts | None = None
    why: Problem | None = None
    alone: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it stood, in one round or in both."""
        return tuple(place for place in (self.before, self.after) if place is not None)

    @property
    def group(self) -> str:
        """The rubric by which it was assessed last."""
        return self.places[-1].rubric.id

    def to_dict(self, *, disclose: bool) -> dict[str, Any]:
        """JSON-ready; of restricted results the grades alone."""
        why = self.why
        return {
            "unit": self.unit,
            "group": self.group,
            "before": None if self.before is None else self.before.to_dict(disclose=disclose),
            "after": None if self.after is None else self.after.to_dict(disclose=disclose),
            "change": text_of(self.change) if disclose else None,
            "parts": None if self.parts is None or not disclose else self.parts.to_dict(),
            "incomparable": why
            and {"code": why.code, "number": why.number, "zh": why.text("zh"), "en": why.text("en")},
            "alone": list(self.alone),
        }


@frozen(kw_only=True)
class GroupChange:
    """The units of one rubric together. Means and counts are over the `compared`: those with a change of the total.

    `up` and `down` count totals that rose and fell. `parts` is the mean of the parts, None where one is not decided.
    """

    group: str
    changes: tuple[UnitChange, ...] = field(repr=False)

    @cached_property
    def compared(self) -> tuple[UnitChange, ...]:
        """The units whose totals compare."""
        return tuple(change for change in self.changes if change.change is not None)

    @property
    def before(self) -> Fraction | None:
        """Their mean total before."""
        return _mean([one.before.result.exact for one in self.compared if one.before is not None])

    @property
    def after(self) -> Fraction | None:
        """Their mean total after."""
        return _mean([one.after.result.exact for one in self.compared if one.after is not None])

    @property
    def parts(self) -> Parts | None:
        """The mean of the parts of their changes."""
        known = [one.parts for one in self.compared if one.parts is not None]
        if not known or len(known) < len(self.compared):
            return None
        sums = {name: sum((getattr(parts, name) for parts in known), Fraction(0)) for name in PARTS}
        return Parts(**{name: total / len(known) for name, total in sums.items()})

    @property
    def up(self) -> int:
        """How many totals rose."""
        return sum(one.change is not None and one.change > 0 for one in self.compared)

    @property
    def down(self) -> int:
        """How many totals fell."""
        return sum(one.change is not None and one.change < 0 for one in self.compared)

    @property
    def same(self) -> int:
        """How many totals are as before."""
        return len(self.compared) - self.up - self.down

    @property
    def new(self) -> tuple[str, ...]:
        """The units that were not assessed before."""
        return tuple(one.unit for one in self.changes if one.before is None)

    @property
    def gone(self) -> tuple[str, ...]:
        """The units that are not assessed any more."""
        return tuple(one.unit for one in self.changes if one.after is None)

    def to_dict(self, *, disclose: bool) -> dict[str, Any]:
        """JSON-ready: means with at most two decimals; of restricted results who is new and gone alone."""
        parts = {name: _rounded(getattr(self.parts, name)) for name in PARTS} if self.parts is not None else None
        told = {
            "before": _rounded(self.before),
            "after": _rounded(self.after),
            "parts": parts,
            "up": self.up,
            "down": self.down,
            "same": self.same,
        }
        head = {"group": self.group, "units": len(self.changes), "compared": len(self.compared)}
        return head | (told if disclose else dict.fromkeys(told)) | {"new": list(self.new), "gone": list(self.gone)}


@frozen(kw_only=True, eq=False)
class Comparison:
    """Two rounds side by side, unit by unit, in the later roster's order; those that it does not list stand last."""

    schemes: tuple[Scheme, Scheme] = field(repr=False)
    labels: tuple[str | None, str | None]
    changes: tuple[UnitChange, ...]

    def __iter__(self) -> Iterator[UnitChange]:
        return iter(self.changes)

    def __getitem__(self, unit: str) -> UnitChange:
        for change in self.changes:
            if any(unit in (place.unit, *place.result.unit.aliases) for place in change.places):
                return change
        raise KeyError(unit)

    @cached_property
    def groups(self) -> tuple[GroupChange, ...]:
        """The figures of every rubric's units."""
        names = dict.fromkeys(change.group for change in self.changes)
        return tuple(
            GroupChange(group=name, changes=tuple(one for one in self.changes if one.group == name)) for name in names
        )

    @property
    def restricted(self) -> bool:
        """Whether a notice keeps its results back: then grades alone are shown, unless they are disclosed."""
        return any(scheme.restricted for scheme in self.schemes)

    @property
    def alone(self) -> tuple[str, ...]:
        """Every fact that each edition answers by itself."""
        return tuple(dict.fromkeys(name for change in self.changes for name in change.alone))

    @property
    def assumed(self) -> tuple[str, ...]:
        """The values that no notice prints and the results rest on."""
        results = [place.result for change in self.changes for place in change.places]
        return tuple(dict.fromkeys(text for result in results for text in result.assumed))

    def to_dict(self, *, disclose: bool = False) -> dict[str, Any]:
        """JSON-ready. Of restricted results grades alone, unless `disclose`."""
        disclose = disclose or not self.restricted
        sides = [{"scheme": scheme.id, "label": label} for scheme, label in zip(self.schemes, self.labels, strict=True)]
        return {
            "before": sides[0],
            "after": sides[1],
            "restricted": self.restricted,
            "units": [change.to_dict(disclose=disclose) for change in self.changes],
            "groups": [group.to_dict(disclose=disclose) for group in self.groups],
            "assumed": list(self.assumed),
        }


def _mean(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known and len(known) == len(values) else None


def _rounded(value: Decimal | Fraction | None) -> str | None:
    return None if value is None else to_text(Fraction(round_half_up(Fraction(value), 2)))
