"""Faults to plant into valid schemes, each with the code of the problem that must be found."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from ...scheme import Scheme
from ..dice import Dice
from .citing import Table

Document = dict[str, Table]


def planted(dice: Dice, scheme: Scheme) -> tuple[Document, str]:
    """The scheme's document with one fault, and the code of its problem."""
    code = dice.one(
        *(code for code, (fits, _) in FAULTS.items() if any(fits(node) for node in _nodes(scheme.document)))
    )
    document: Document = deepcopy({name: dict(table) for name, table in scheme.document.items()})
    fits, plant = FAULTS[code]
    plant(dice.one(*(node for node in _nodes(document) if fits(node))))
    return document, code


def _nodes(document: Mapping[str, Mapping[str, Any]]) -> Iterator[Any]:
    """Every indicator's table."""
    for name, rubric in document.items():
        if name != "scheme":
            waiting = [value for key, value in rubric.items() if _is_code(key)]
            while waiting:
                node = waiting.pop()
                yield node
                waiting += [value for key, value in node.items() if _is_code(key)]


def _is_code(key: str) -> bool:
    return key.isdecimal() or (key[:1].isupper() and key.isascii())


def _always(_: Table) -> bool:
    return True


def _plain_leaf(node: Table) -> bool:
    return "rule" in node


def _sets(key: str, value: Any) -> Callable[[Table], None]:
    def plant(node: Table) -> None:
        node[key] = value

    return plant


def _drops(key: str) -> Callable[[Table], None]:
    def plant(node: Table) -> None:
        del node[key]

    return plant


def _deducts(node: Table) -> bool:
    return node.get("rule") == "deduct"


def _negative_rate(node: Table) -> None:
    node["faults"] = dict.fromkeys(node["faults"], -1)


FAULTS: Final[Mapping[str, tuple[Callable[[Table], bool], Callable[[Table], None]]]] = {
    "key-unknown": (_always, _sets("naem", "指标")),
    "key-missing": (_always, _drops("name")),
    "rule-unknown": (_plain_leaf, _sets("rule", "dedcut")),
    "number-text": (lambda node: "points" in node and "rule" in node, _sets("points", "五分")),
    "cite-text": (lambda node: "cite" in node, _sets("cite", "第一行")),
    "uncited": (lambda node: "cite" in node and _deducts(node), _drops("cite")),
    "rate-sign": (_deducts, _negative_rate),
    "choice-unknown": (_always, _sets("not_applicable", "ignore")),
}
"""By the problem's code: which indicators the fault fits, and how it is planted there."""
