"""条件: what awards, vetoes, gates and grades ask, as data: quantities compared, joined to any depth."""

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


Quantity: TypeAlias = Constant | FactSum | NodeResult


@frozen
class Holds:
    """A yes/no fact that is yes."""

    fact: str


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


Condition: TypeAlias = Holds | Compared | Joined


def walk(condition: Condition) -> Iterator[Holds | Compared]:
    """The single questions of a condition, from left to right."""
    if isinstance(condition, Joined):
        for part in condition.parts:
            yield from walk(part)
    else:
        yield condition


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The facts a condition reads, each once, in order."""
    found = dict[str, None]()
    for question in walk(condition):
        if isinstance(question, Holds):
            found[question.fact] = None
        else:
            for side in (question.left, question.right):
                if isinstance(side, FactSum):
                    found.update(dict.fromkeys(fact for fact, _ in side.weights))
    return tuple(found)


def nodes_of(condition: Condition) -> tuple[str, ...]:
    """The nodes whose results a condition reads."""
    sides = [s for q in walk(condition) if isinstance(q, Compared) for s in (q.left, q.right)]
    return tuple(dict.fromkeys(side.node for side in sides if isinstance(side, NodeResult)))


def constants_of(condition: Condition) -> tuple[Constant, ...]:
    """The numbers and dates a condition compares with."""
    sides = [s for q in walk(condition) if isinstance(q, Compared) for s in (q.left, q.right)]
    return tuple(side for side in sides if isinstance(side, Constant))


_SIGNS: Final = {"over": ">", "at_least": "≥", "under": "<", "at_most": "≤", "is": "="}
_JOINTS: Final = {"zh": {"all": "且", "any": "或"}, "en": {"all": " and ", "any": " or "}}


def say(condition: Condition, lang: Literal["zh", "en"]) -> str:
    """The condition in words: 空白栏目 > 5."""
    match condition:
        case Holds(fact):
            return fact
        case Compared(comparison, left, right):
            return f"{_say_quantity(left, lang)} {_SIGNS[comparison]} {_say_quantity(right, lang)}"
        case Joined("none", parts):
            inner = say(Joined("any", parts), lang) if len(parts) > 1 else say(parts[0], lang)
            return f"非({inner})" if lang == "zh" else f"not ({inner})"
        case Joined(how, parts):
            texts = [f"({say(p, lang)})" if isinstance(p, Joined) and len(p.parts) > 1 else say(p, lang) for p in parts]
            return _JOINTS[lang][how].join(texts)


def _say_quantity(quantity: Quantity, lang: Literal["zh", "en"]) -> str:
    match quantity:
        case Constant(text=text):
            return text
        case FactSum(weights):
            return " + ".join(fact if weight == 1 else f"{to_text(weight)}×{fact}" for fact, weight in weights)
        case NodeResult(node, share):
            word = {"zh": ("得分", "得分率"), "en": (" points", " share")}[lang][share]
            return f"{node}{word}"
