"""The tables of a scheme file as they are written: one small class each, whose fields are the keys."""

import datetime as dt
from fractions import Fraction
from typing import Any, Literal

from attrs import field, frozen

from ..conditions import Condition, Constant, Quantity
from ..facts import FactType, Peers, Take
from ..provenance import Citation, Source
from ..scheme import Combine, Effect, Fold, NotApplicable, Role, Rounded, Ties


@frozen(kw_only=True)
class CitedTable:
    """What every table with numbers may say of where they come from."""

    cite: tuple[Citation, ...] = ()
    inferred: dict[str, str] = field(factory=dict)
    assumed: dict[str, str] = field(factory=dict)


@frozen(kw_only=True)
class ShapedTable(CitedTable):
    """What an indicator and the total share."""

    offset: Fraction = Fraction(0)
    factor: Fraction = Fraction(1)
    floor: Fraction | None = None
    cap: Fraction | None = None
    round: Rounded | None = None


@frozen(kw_only=True)
class NodeTable(ShapedTable):
    """`[3.1.1]`: an indicator, without its rule's parameters and its children."""

    name: str
    points: Fraction | None = None
    role: Role | None = None
    combine: Combine = "sum"
    weight: Quantity | None = None
    for_each: str = ""
    fold: Fold | None = None
    rule: str | None = None
    todo: tuple[Citation, ...] = ()
    applies_if: Condition | None = None
    only_if: Condition | None = None
    zero_if: Condition | None = None
    excused_if: Condition | None = None
    needs_evidence: bool | None = None
    not_applicable: NotApplicable | None = None
    otherwise: Literal["unstated"] | None = None


@frozen(kw_only=True)
class VariantTable(NodeTable):
    """`[[3.1.1.variant]]`: the leaf that stands there for some units."""

    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@frozen(kw_only=True)
class VetoTable(CitedTable):
    """`[vetoes.KEY]`."""

    when: Condition | None = None
    scope: str | None = None
    effect: Effect


@frozen(kw_only=True)
class TotalTable(ShapedTable):
    """`[total]`."""

    graded: Literal["exact", "rounded"] = "exact"


@frozen(kw_only=True)
class RubricTable(CitedTable):
    """The top of a rubric file."""

    kinds: tuple[str, ...]
    points: Fraction | None = None
    vetoes: dict[str, VetoTable] = field(factory=dict)
    total: TotalTable = TotalTable()
    better: Literal["higher", "lower"] = "higher"


@frozen(kw_only=True)
class FactTable:
    """`[facts."NAME"]`."""

    type: FactType | None = None
    ask: str = ""
    measure: str = ""
    min: Fraction | None = None
    max: Fraction | None = None
    step: Fraction | None = None
    never: bool = False
    per: str = ""
    take: Take | None = None
    trim: int = 0
    best: int | None = None
    choices: tuple[str, ...] = ()
    peers: Peers | None = None
    of: str = ""
    none: Literal["open", "full", "zero"] | None = None
    absent: Literal["none"] | None = None


@frozen(kw_only=True)
class WindowTable(CitedTable):
    """`[window]`; `from` is a word of Python, hence the underscore."""

    from_: dt.date | None = None
    until: dt.date | None = None
    due: dt.date | None = None


@frozen(kw_only=True)
class ValidTable(CitedTable):
    """`[valid]`; `from` as in `[window]`."""

    from_: dt.date | None = None
    until: dt.date | None = None


@frozen(kw_only=True)
class GradeTable(CitedTable):
    """`[grades."NAME"]`."""

    at_least: Fraction | None = None
    at_most: Fraction | None = None
    when: Condition | None = None
    gates: tuple[Condition, ...] = ()
    quota: Constant | None = None


@frozen(kw_only=True)
class NamedTable(CitedTable):
    """`[named."NAME"]`."""

    when: Condition


@frozen(kw_only=True)
class RankingTable(CitedTable):
    """`[rankings."NAME"]`."""

    by: Quantity | None = None
    then: tuple[Quantity, ...] = ()
    ties: Ties = "competition"
    better: Literal["higher", "lower"] = "higher"


@frozen(kw_only=True)
class RosterTable(CitedTable):
    """`[roster]` KIND: a list of names, or a table with their `count`, which has `names` where they are printed."""

    names: tuple[str, ...] = ()
    count: int | None = None


@frozen(kw_only=True)
class ProfileTable:
    """`[profiles."NAME"]`."""

    why: str
    set: dict[str, Any]


@frozen(kw_only=True)
class DiscrepancyTable:
    """`[discrepancies.KEY]`."""

    at: str
    says: tuple[Citation, ...]
    but: tuple[Citation, ...] = ()
    taken: str


@frozen(kw_only=True)
class OptionTable:
    """`option."NAME"` of a reading."""

    set: dict[str, Any]


@frozen(kw_only=True)
class ReadingTable:
    """`[readings.KEY]`."""

    ask: str
    cite: tuple[Citation, ...]
    chosen: str
    option: dict[str, OptionTable] = field(factory=dict)


@frozen(kw_only=True)
class SchemeTable:
    """`scheme.toml`."""

    id: str
    city: str
    edition: str
    title: str
    source: Source
    window: WindowTable = WindowTable()
    valid: ValidTable = ValidTable()
    restricted: tuple[Citation, ...] = ()
    roster: dict[str, RosterTable] = field(factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(factory=dict)
    excluded: dict[str, str] = field(factory=dict)
    facts: dict[str, FactTable] = field(factory=dict)
    grades: dict[str, GradeTable] = field(factory=dict)
    ungraded: bool = False
    named: dict[str, NamedTable] = field(factory=dict)
    rankings: dict[str, RankingTable] = field(factory=dict)
    profiles: dict[str, ProfileTable] = field(factory=dict)
    discrepancies: dict[str, DiscrepancyTable] = field(factory=dict)
    readings: dict[str, ReadingTable] = field(factory=dict)
