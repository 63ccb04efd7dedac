"""条件与数量: what awards, vetoes, gates and grades ask, as data: quantities compared, joined to any depth."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from attrs import frozen

from .points import to_text

Comparison: TypeAlias = Literal["over", "at_least", "under", "at_most", "is"]
COMPARISONS: Final[tuple[Comparison, ...]] = ("over", "at_least", "under", "at_most", "is")


@frozen
class Constant:
    """A number, a date (as its day number), or a percentage (as a fraction); `text` as written."""

    value: Fraction
    text: str
    is_date: bool = False


@frozen
class Word:
    """One of the words of a choice fact."""

    text: str


@frozen
class FactSum:
    """A weighted sum of facts; of one fact with weight 1, that fact."""

    weights: tuple[tuple[str, Fraction], ...]

    @property
    def single(self) -> str | None:
        """The fact's name, if the sum is one plain fact."""
        (fact, weight), *rest = self.weights
        return fact if not rest and weight == 1 else None


@frozen
class NodeResult:
    """Another node's points, or with `share` its points over its maximum."""

    node: str
    share: bool = False


@frozen
class Sum:
    """The quantities added up."""

    terms: tuple["Quantity", ...]


@frozen
class Product:
    """The quantities multiplied."""

    factors: tuple["Quantity", ...]


@frozen
class Ratio:
    """The first over the second; undefined where the second is not above 0."""

    part: "Quantity"
    whole: "Quantity"


@frozen
class Excess:
    """The first less the second, not below 0."""

    of: "Quantity"
    over: "Quantity"


@frozen
class Extreme:
    """The least or the greatest of the quantities."""

    how: Literal["least", "most"]
    items: tuple["Quantity", ...]


@frozen
class Steps:
    """How many steps fit in a quantity: only full ones, or those begun too."""

    of: "Quantity"
    step: Constant
    count: Literal["full", "started"] = "full"


@frozen
class Curve:
    """Straight lines through points, the first and the last value beyond them."""

    of: "Quantity"
    through: tuple[tuple[Constant, Constant], ...]


@frozen
class Cases:
    """The value of the first case that holds."""

    cases: tuple[tuple["Condition", "Quantity"], ...]
    otherwise: "Quantity"


Quantity: TypeAlias = (
    Constant | Word | FactSum | NodeResult | Sum | Product | Ratio | Excess | Extreme | Steps | Curve | Cases
)


@frozen
class Holds:
    """A yes/no fact that is yes."""

    fact: str


@frozen
class Identity:
    """Who the unit is: one of these, by any of their names, or of one of these kinds."""

    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A name of its own, as no fact has."""
        return f"?{'|'.join(self.units)}?{'|'.join(self.kinds)}"


@frozen
class Compared:
    """`left` stands in the comparison to `right`."""

    comparison: Comparison
    left: Quantity
    right: Quantity


@frozen
class Joined:
    """All, any or none of the parts."""

    how: Literal["all", "any", "none"]
    parts: tuple["Condition", ...]


Condition: TypeAlias = Holds | Identity | Compared | Joined
Leaf: TypeAlias = Holds | Identity | Constant | Word | FactSum | NodeResult
"""What conditions and quantities are made of in the end."""


def questions(condition: Condition) -> Iterator[Holds | Identity | Compared]:
    """The single questions of a condition, from left to right; not those inside quantities."""
    if isinstance(condition, Joined):
        for part in condition.parts:
            yield from questions(part)
    else:
        yield condition


def inside(part: Condition | Quantity) -> tuple[Condition | Quantity, ...]:
    """The conditions and quantities directly inside."""
    match part:
        case Joined(_, inner) | Sum(inner) | Product(inner) | Extreme(_, inner):
            return inner
        case Compared(_, left, right) | Ratio(left, right) | Excess(left, right):
            return left, right
        case Steps(of, step, _):
            return of, step
        case Curve(of, _):
            return (of,)
        case Cases(cases, otherwise):
            return (*(item for case in cases for item in case), otherwise)
        case _:
            return ()


def walk(part: Condition | Quantity) -> Iterator[Condition | Quantity]:
    """A condition or quantity and all inside it, from left to right."""
    yield part
    for inner in inside(part):
        yield from walk(inner)


def facts_of(part: Condition | Quantity) -> tuple[str, ...]:
    """The facts that a condition or quantity reads, each once, in order."""
    found = dict[str, None]()
    for leaf in walk(part):
        if isinstance(leaf, Holds):
            found[leaf.fact] = None
        elif isinstance(leaf, FactSum):
            found.update(dict.fromkeys(fact for fact, _ in leaf.weights))
    return tuple(found)


def nodes_of(part: Condition | Quantity) -> tuple[str, ...]:
    """The nodes whose results a condition or quantity reads."""
    return tuple(dict.fromkeys(leaf.node for leaf in walk(part) if isinstance(leaf, NodeResult)))


def identities_of(part: Condition | Quantity) -> tuple[Identity, ...]:
    """What a condition or quantity asks of who the unit is."""
    return tuple(dict.fromkeys(leaf for leaf in walk(part) if isinstance(leaf, Identity)))


def reckoned(part: Condition | Quantity) -> tuple[str, ...]:
    """The facts that are reckoned with, not only compared or asked."""
    found = dict[str, None]()
    for one in walk(part):
        if isinstance(one, Holds | Identity | Joined):
            continue
        for inner in inside(one) if not isinstance(one, Compared | Cases) else ():
            if isinstance(inner, FactSum):
                found.update(dict.fromkeys(fact for fact, _ in inner.weights))
        if isinstance(one, Cases):
            values = (*(value for _, value in one.cases), one.otherwise)
            found.update(dict.fromkeys(f for value in values if isinstance(value, FactSum) for f, _ in value.weights))
    if isinstance(part, FactSum):
        found.update(dict.fromkeys(fact for fact, _ in part.weights))
    return tuple(found)


def constants_of(part: Condition | Quantity) -> tuple[Constant, ...]:
    """The numbers and dates that a condition or quantity compares and reckons with."""
    found = list[Constant]()
    for leaf in walk(part):
        match leaf:
            case Constant():
                found.append(leaf)
            case FactSum(weights):
                found += [constant(weight) for _, weight in weights if weight != 1]
            case Curve(_, through):
                found += [number for point in through for number in point]
    return tuple(found)


def constant(value: Fraction) -> Constant:
    """A number as it would be written."""
    return Constant(value, to_text(value))
