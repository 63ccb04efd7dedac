"""What was found: observations of facts, the evidence of one unit, the round of all."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias, TypeVar

from attrs import field, frozen

from .provenance import Citation, Location

_T = TypeVar("_T")


class Status(Enum):
    """Four different things that are never confused with zero, or with one another."""

    OBSERVED = "observed"
    """已检查: the answer is in `value`."""
    NOT_SUBMITTED = "not_submitted"
    """未报送: asked for and not given."""
    NOT_ASSESSED = "not_assessed"
    """未检查: nobody looked yet."""
    NOT_APPLICABLE = "not_applicable"
    """不适用: only where the scheme says what that means."""


class Never(Enum):
    """The answer that never came (始终未答复, 从未更新): beyond every limit."""

    NEVER = "never"

    def __repr__(self) -> str:
        return "NEVER"


NEVER: Final = Never.NEVER


@frozen
class Sample:
    """A sample as drawn: `drawn` items looked at, `hits` of them as required. 0/0: none exists."""

    drawn: int
    hits: int


FactValue: TypeAlias = bool | Fraction | dt.date | Never | Sample | str
"""A share is a sample of everything; a choice is one of its fact's words."""


@frozen(kw_only=True)
class Observation:
    """One answer to one fact, for one part (account, site, decision) where the fact is asked per part."""

    fact: str
    part: str = ""
    value: FactValue | None = None
    status: Status = Status.OBSERVED
    time: dt.date | None = None
    source: str = ""
    method: str = ""
    note: str = ""


@frozen
class Evidence:
    """One unit's observations; a fact without one is not assessed. `evidence["空白栏目"]` is one fact's."""

    unit: str
    observations: tuple[Observation, ...] = ()
    checked_for: object = field(init=False, default=None, eq=False, repr=False)
    """What the observations were checked against when they were read; anything else is checked when it is scored."""
    _by_fact: Mapping[str, tuple[Observation, ...]] = field(init=False, eq=False, repr=False)
    _kept: tuple[object, object] | None = field(init=False, default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        by_fact = dict[str, list[Observation]]()
        for observation in self.observations:
            by_fact.setdefault(observation.fact, []).append(observation)
        object.__setattr__(self, "_by_fact", {fact: tuple(found) for fact, found in by_fact.items()})

    def __getitem__(self, fact: str) -> tuple[Observation, ...]:
        return self._by_fact.get(fact, ())

    def __contains__(self, fact: object) -> bool:
        return fact in self._by_fact

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled without what it was checked against: elsewhere it is checked anew."""
        return Evidence, (self.unit, self.observations)

    @classmethod
    def checked(cls, unit: str, observations: tuple[Observation, ...], checked_for: object) -> "Evidence":
        """Evidence whose observations its maker has checked, so that scoring need not; for readers of answers."""
        made = cls(unit, observations)
        object.__setattr__(made, "checked_for", checked_for)
        return made

    def kept(self, key: object, make: "Callable[[Evidence], _T]") -> _T:
        """`make(self)`, made once and kept for this key: what is computed from the evidence again and again."""
        kept = self._kept
        if kept is None or kept[0] is not key:
            kept = (key, make(self))
            object.__setattr__(self, "_kept", kept)
        return kept[1]  # type: ignore[return-value]

    def replace(self, observations: Iterable[Observation]) -> "Evidence":
        """This evidence with the facts of `observations` answered by them instead."""
        new = tuple(observations)
        named = {observation.fact for observation in new}
        kept = tuple(o for o in self.observations if o.fact not in named)
        return Evidence(self.unit, kept + new)


FIGURES: Final[Mapping[str, tuple[str, ...]]] = {
    "total": ("units", "value"),
    "order": ("units", "value"),
    "grade": ("name", "units"),
    "grade-count": ("name", "group", "value"),
    "grade-share": ("name", "group", "value"),
    "size": ("group", "value"),
    "mean": ("group", "value"),
    "median": ("group", "value"),
    "above-mean": ("group", "value"),
    "above-mean-share": ("group", "value"),
    "rate": ("group", "code", "value"),
    "share": ("name", "group", "count", "value"),
    "sum": ("name", "of", "value"),
    "figure": ("name", "value"),
}
"""What a source may print of its results, each with the keys that it needs."""


@frozen(kw_only=True)
class Published:
    """One figure that the source itself prints, to compare with what the engine computes.

    `what` is one of `FIGURES`, or the name of a list of the bulletin. `units`: those it is printed for, in order.
    `group`: a rubric, or a kind of unit. `name`: the grade, or what the source calls the figure. `code`: an indicator.
    `count`: the heads behind a share; `of`: what a sum adds up. `inferred`: why one of these is not printed.
    """

    what: str
    cite: Citation
    value: str = ""
    units: tuple[str, ...] = ()
    group: str = ""
    name: str = ""
    code: str = ""
    count: str = ""
    of: tuple[str, ...] = ()
    inferred: str = ""
    note: str = ""
    where: Location | None = field(default=None, eq=False)

    @property
    def text(self) -> str:
        """What is printed: a number, or units."""
        return self.value or "、".join(self.units)


@frozen(kw_only=True)
class Override:
    """申诉改判: one answer changed on appeal, by whom, when, why and by what authority.

    `was`: the answers that it replaced; none where nobody had looked. `now` names the authority as its source.
    """

    unit: str
    now: Observation
    was: tuple[Observation, ...]
    who: str
    when: dt.date
    why: str
    authority: str


@frozen(kw_only=True)
class Round(Mapping[str, Evidence]):
    """一次考评: the evidence of all units, by the unit's roster name. `label` follows every output that rests on it.

    Answers changed by `overrides` are among those of `units`; `before` has the evidence without them.
    """

    scheme: str
    label: str | None = None
    units: Mapping[str, Evidence] = field(factory=dict)
    published: tuple[Published, ...] = ()
    overrides: tuple[Override, ...] = ()
    original: Mapping[str, Evidence] = field(factory=dict, repr=False)
    """The evidence of units with overrides as it was."""

    def before(self, unit: str) -> Evidence:
        """A unit's evidence without overrides."""
        return self.original.get(unit, self.units[unit])

    def __getitem__(self, unit: str) -> Evidence:
        return self.units[unit]

    def __iter__(self) -> Iterator[str]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)
