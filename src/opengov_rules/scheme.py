"""One city's edition as published: rubrics, roster, grades, facts, sources, discrepancies and readings."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from .conditions import Condition, Constant, Quantity
from .facts import Fact
from .formula import Rounding
from .problems import Invalid
from .provenance import Citation, Discrepancy, Location, Patch, Places, Profile, Reading, Source
from .rules import KINDS, Rule
from .units import Roster, Unit

Role: TypeAlias = Literal["base", "bonus", "penalty", "unscored"]
NotApplicable: TypeAlias = Literal["drop", "full", "zero", "rescale", "spread"]
Ties: TypeAlias = Literal["competition", "dense", "ordinal"]
"""并列: 1 2 2 4, 1 2 2 3, or 1 2 3 4 in the roster's order."""
Combine: TypeAlias = Literal["sum", "mean", "best", "worst", "ladder"]
Reasons: TypeAlias = tuple[tuple[str, str], ...]
"""Keys and why their value is not printed in the notice."""


@frozen(kw_only=True)
class Cited:
    """What every table with numbers carries: the notice's words, or why a number is not among them."""

    cite: tuple[Citation, ...] = ()
    inferred: Reasons = ()
    assumed: Reasons = ()
    where: Location | None = field(default=None, eq=False)
    path: tuple[str, ...] = field(default=(), eq=False)


@frozen(kw_only=True)
class Rounded:
    """保留小数: to whole steps, halves as declared."""

    to: Fraction
    how: Rounding = "half_up"


@frozen(kw_only=True)
class Shaped(Cited):
    """What a value passes on its way through a node: (value + `offset`) × `factor`, within its limits, rounded."""

    offset: Fraction = Fraction(0)
    factor: Fraction = Fraction(1)
    floor: Fraction | None = None
    cap: Fraction | None = None
    round: Rounded | None = None


@frozen(kw_only=True)
class Fold:
    """How the values of assets make one; before a sum or mean `trim` and `best` leave some out, as for facts."""

    take: Literal["sum", "mean", "median", "best", "worst"]
    trim: int = 0
    best: int | None = None


@frozen(kw_only=True)
class Indicator(Shaped):
    """指标: a node of the tree. A leaf has a rule, or variants; `points` is None where the notice prints none.

    `combine` says how the children make up an inner node, `weight` how much a child counts in a mean. With `for_each`
    the node is evaluated for every asset of that kind by itself, and `fold` makes one value of theirs.
    `needs_evidence` and `not_applicable` are None where they are inherited. A variant is a leaf with its node's code,
    for the `units` (by any of their names) and `kinds` that it lists; `otherwise` is the leaf of all other units.
    `todo`: clauses that nobody has put into a rule yet; until then the leaf's rule asks for a ruling.
    """

    code: str
    name: str
    points: Fraction | None = None
    role: Role | None = None
    combine: Combine = "sum"
    weight: Quantity | None = None
    for_each: str = ""
    fold: Fold | None = None
    rule: Rule | None = None
    todo: tuple[Citation, ...] = ()
    applies_if: Condition | None = None
    only_if: Condition | None = None
    zero_if: Condition | None = None
    excused_if: Condition | None = None
    needs_evidence: bool | None = None
    not_applicable: NotApplicable | None = None
    children: tuple["Indicator", ...] = ()
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    variants: tuple["Indicator", ...] = ()
    otherwise: "Indicator | None" = None

    @property
    def bodies(self) -> tuple["Indicator", ...]:
        """The leaves that stand here for one unit or another; the node itself where it has no variants."""
        others = () if self.otherwise is None else (self.otherwise,)
        return (*self.variants, *others) or (self,)

    def choice(self, unit: Unit) -> int:
        """Which of the bodies is this unit's. Raises `Invalid` unless exactly one is."""
        if not self.variants:
            return 0
        names = {unit.name, *unit.aliases}
        found = [i for i, v in enumerate(self.variants) if unit.kind in v.kinds or not names.isdisjoint(v.units)]
        if not found and self.otherwise is not None:
            return len(self.variants)
        if not found:
            raise Invalid("variant-missing", code=self.code, unit=unit.name)
        if len(found) > 1:
            named = ("、".join((*self.variants[i].units, *self.variants[i].kinds)) for i in found)
            raise Invalid("variant-twice", code=self.code, unit=unit.name, variants=" | ".join(named))
        return found[0]

    def walk(self) -> Iterator["Indicator"]:
        """This node and all below it, in the notice's order."""
        yield self
        for child in self.children:
            yield from child.walk()


@frozen(kw_only=True)
class Effect:
    """What a veto does: the scope's points fall to `points` (never rise), become `replace`, or are at most `at_most`;
    the score is withheld; the grade is at best `grade`."""

    points: Fraction | None = None
    replace: Fraction | None = None
    at_most: Quantity | None = None
    withhold: bool = False
    grade: str | None = None

    @property
    def scoped(self) -> bool:
        """Whether it acts on the points of a node."""
        return (self.points, self.replace, self.at_most) != (None, None, None)


@frozen(kw_only=True)
class Veto(Cited):
    """一票否决, 一票否优, 封顶: what a condition (none: always) does to a scope's points, to the score or the grade."""

    key: str
    effect: Effect
    when: Condition | None = None
    scope: str = "total"


@frozen(kw_only=True)
class Total(Shaped):
    """The last node: the sum of base, bonus and penalties, bounded only where that is declared.

    `graded`: thresholds of grades look at the exact total, or at the rounded one.
    """

    graded: Literal["exact", "rounded"] = "exact"


@frozen(kw_only=True)
class Rubric(Cited):
    """评估指标(县市区)/(市直部门): the indicator tree that applies to some kinds of unit."""

    id: str
    kinds: tuple[str, ...]
    points: Fraction | None = None
    indicators: tuple[Indicator, ...]
    vetoes: tuple[Veto, ...] = ()
    total: Total = Total()
    better: Literal["higher", "lower"] = "higher"
    unpublished: bool = False
    """The notice prints no points: nothing is scored until a host supplies them."""

    @property
    def scored(self) -> bool:
        """Whether there is a total: not where every indicator is unscored."""
        return any(node.role != "unscored" for node in self.indicators)

    @property
    def awaits_points(self) -> bool:
        """Whether nothing is scored because the notice prints no points, and nobody has supplied them."""
        return self.unpublished and not self.scored

    def walk(self) -> Iterator[Indicator]:
        """All nodes, in the notice's order."""
        for indicator in self.indicators:
            yield from indicator.walk()

    def leaves(self) -> Iterator[Indicator]:
        """The nodes without children, in the notice's order."""
        return (node for node in self.walk() if not node.children)

    def bodies(self) -> Iterator[Indicator]:
        """All nodes, and after each the variants that stand there for some units."""
        for node in self.walk():
            yield node
            yield from (body for body in node.bodies if body is not node)


@frozen(kw_only=True)
class Grade(Cited):
    """等次: the first from the top whose threshold, gates and quota hold; one with `when` goes before all of these.

    `quota`: at most this share of the units, or this many, that are ranked together.
    """

    name: str
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    when: Condition | None = None
    gates: tuple[Condition, ...] = ()
    quota: Constant | None = None

    @property
    def has_threshold(self) -> bool:
        """Whether it looks at the total."""
        return self.at_least is not None or self.at_most is not None


@frozen(kw_only=True)
class Ranking(Cited):
    """排名: by what units are ranked; without `by` the total, which is the main ranking.

    `then`: what decides between equals, the first that tells them apart. `ties`: what equals do to the places below.
    """

    name: str
    by: Quantity | None = None
    then: tuple[Quantity, ...] = ()
    ties: Ties = "competition"
    better: Literal["higher", "lower"] = "higher"


@frozen(kw_only=True)
class RosterSize(Cited):
    """How many units of a kind the notice counts, whether or not it names them."""

    kind: str
    count: int


@frozen(kw_only=True)
class Supplied:
    """What the notice does not print and somebody put in its place: `what` says it to readers of every result."""

    what: str
    patches: tuple[Patch, ...]


@frozen(kw_only=True)
class NamedRule(Cited):
    """Units that a bulletin names (表现较好 …), by a condition on their results."""

    name: str
    when: Condition


@frozen(kw_only=True)
class Window(Cited):
    """采集时间: what is collected from `from_` until `until`, the first and the last day; an observation of another day
    is reported and counts.

    `due`: the last day on which evidence under `needs_evidence` counts as submitted.
    """

    from_: dt.date | None = None
    until: dt.date | None = None
    due: dt.date | None = None


@frozen(kw_only=True)
class Valid(Cited):
    """有效期: the first and the last day on which the edition holds, where the notice or a later one says so."""

    from_: dt.date | None = None
    until: dt.date | None = None


@frozen(kw_only=True)
class Changes:
    """What a host wants otherwise: see `Program.with_`."""

    readings: Mapping[str, str] = field(factory=dict)
    points: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    roster: Mapping[str, Sequence[str]] = field(factory=dict)
    profile: str | None = None


@frozen(kw_only=True)
class Scheme:
    """考评方案: everything one notice says, as data. `document` is the plain data it was read from, by file, and
    `kinds` are the kinds of rule that it may name.
    `ungraded`: units that reach no grade have none, and that is meant.
    """

    id: str
    city: str
    edition: str
    title: str
    source: Source
    rubrics: tuple[Rubric, ...]
    roster: Roster = field(factory=Roster)
    facts: tuple[Fact, ...] = ()
    window: Window = Window()
    valid: Valid = Valid()
    grades: tuple[Grade, ...] = ()
    ungraded: bool = False
    named: tuple[NamedRule, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    sizes: tuple[RosterSize, ...] = ()
    restricted: tuple[Citation, ...] = ()
    """Where the notice says that results are not made public; standings then show grades alone."""
    profiles: tuple[Profile, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    readings: tuple[Reading, ...] = ()
    document: Mapping[str, Mapping[str, Any]] = field(factory=dict, eq=False, repr=False)
    places: Places = field(factory=dict, eq=False, repr=False)
    kinds: tuple[type[Rule], ...] = field(default=KINDS, eq=False, repr=False)
    taken: tuple[tuple[str, str], ...] = ()
    """Readings other than the chosen ones that were applied to the document, as (key, option)."""
    supplied: tuple[Supplied, ...] = ()
    """What a host put in place of what is not published."""

    @property
    def ranking(self) -> Ranking:
        """The main ranking, by the total."""
        return next((ranking for ranking in self.rankings if ranking.by is None), Ranking(name=""))

    def size(self, kind: str) -> int:
        """How many units of a kind there are: as counted in the notice, else as named."""
        counted = next((size.count for size in self.sizes if size.kind == kind), None)
        return sum(unit.kind == kind for unit in self.roster.units) if counted is None else counted

    def reading(self, key: str) -> Reading | None:
        """The reading of this key."""
        return next((reading for reading in self.readings if reading.key == key), None)

    def patched_paths(self) -> frozenset[tuple[str, ...]]:
        """The paths that readings taken have changed, or that a host has filled; the rubric need not cite for them."""
        chosen = [(self.reading(key), option) for key, option in self.taken]
        patches = [patch for reading, option in chosen if reading for patch in reading.option(option)]
        return frozenset(patch.path for patch in (*patches, *(p for one in self.supplied for p in one.patches)))

    def cited(self) -> Iterator[Cited]:
        """Every part that cites the notice."""
        yield self.window
        yield self.valid
        yield from self.sizes
        yield from self.grades
        yield from self.named
        yield from self.rankings
        for rubric in self.rubrics:
            yield rubric
            yield rubric.total
            yield from rubric.bodies()
            yield from rubric.vetoes

    def citations(self) -> Iterator[tuple[Citation, Location | None]]:
        """Every quote of the notice, with the place in our files that holds it."""
        seen = set[tuple[str, str, Citation]]()
        for part in self.cited():
            todo = part.todo if isinstance(part, Indicator) else ()
            for cite in (*part.cite, *todo):
                # A variant repeats its node's citations.
                code = part.code if isinstance(part, Indicator) else ""
                if not code or (key := (part.path[0] if part.path else "", code, cite)) not in seen:
                    seen |= {key} if code else set()
                    yield cite, part.where
        for cite in self.restricted:
            yield cite, self.places.get(("scheme", "restricted"))
        for discrepancy in self.discrepancies:
            for cite in (*discrepancy.says, *discrepancy.but):
                yield cite, self.places.get(("scheme", "discrepancies", discrepancy.key))
        for reading in self.readings:
            for cite in reading.cite:
                yield cite, self.places.get(("scheme", "readings", reading.key))
