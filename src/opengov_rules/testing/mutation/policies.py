"""Mutants of policies: the words by which a scheme says how something counts, each exchanged for the others."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, get_args

from ...facts import Take
from ...formula import Rounding
from ...points import to_text
from ...scheme import Combine, Indicator, NotApplicable, Role, Ties
from .mutants import ABSENT, Mutant, Steps
from .places import Table, values_in

_FOLDS: Final = ("sum", "mean", "median", "best", "worst")
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "not_applicable": get_args(NotApplicable),
    "combine": get_args(Combine),
    "how": get_args(Rounding),
    "ties": get_args(Ties),
    "better": ("higher", "lower"),
    "graded": ("exact", "rounded"),
    "count": ("full", "started"),
    "fewer": ("full", "zero"),
    "none": ("open", "full", "zero"),
    "fold": _FOLDS,
}
"""The keys whose values are words of a closed list, wherever they stand."""
_FLAGS: Final = ("needs_evidence", "never", "withhold")
_EVENTS: Final = ("sum", "best", "distinct")


def policies(table: Table) -> Iterator[Mutant]:
    """Every policy that is written exchanged for the others, and those that stand unwritten at their defaults."""
    for steps, value in values_in(table.own):
        if not steps:
            continue
        key = steps[-1]
        if isinstance(value, str):
            for word in _choices(table, steps):
                if word != value:
                    yield table.changed("policy", steps, value, word)
        elif isinstance(value, bool) and key in _FLAGS:
            yield table.changed("policy", steps, value, not value)
    yield from _unwritten(table)
    yield from _exchanged(table)


def _choices(table: Table, steps: Steps) -> tuple[str, ...]:
    key = steps[-1]
    if key == "take":
        takes = {"fact": get_args(Take), "node": _EVENTS, "variant": _EVENTS}
        return takes.get(table.kind, ()) if len(steps) == 1 else _FOLDS if steps[0] == "fold" else ()
    if key == "role":
        return get_args(Role) if table.kind == "node" else ()
    return _WORDS.get(str(key), ())


def _unwritten(table: Table) -> Iterator[Mutant]:
    """Policies that are not written, where another one could be."""
    top = table.kind == "node" and len(table.steps) == 2
    added = dict[str, tuple[Any, ...]]()
    if top:
        added["not_applicable"] = ("drop", "full", "zero")
        added["needs_evidence"] = (True,)
        added["role"] = ("bonus", "penalty", "unscored")
    if table.kind == "node" and isinstance(table.part, Indicator) and len(table.part.children) > 1:
        added["combine"] = ("best", "worst", "ladder", "mean")
    if table.rule == "per_event":
        added["take"] = ("best", "distinct")
    if table.kind == "fact":
        added["absent"] = ("none",)
    for key, values in added.items():
        for value in values if key not in table.written else ():
            yield table.changed("policy", (key,), ABSENT, value)
    for key in ("not_applicable", "absent", "otherwise"):
        if key in table.own:
            yield table.changed("policy", (key,), table.own[key], ABSENT)


def _exchanged(table: Table) -> Iterator[Mutant]:
    """A sample per hit that becomes all or nothing, and the other way round; a veto that withholds the score."""
    written, part = table.written, table.part
    if table.rule == "sample" and isinstance(part, Indicator) and part.points is not None:
        if "each" in written:
            new = {**{key: value for key, value in written.items() if key != "each"}, "all_hit": True}
            yield table.changed("policy", (), written, new, "each → all_hit")
        elif written.get("all_hit") is True:
            each = Decimal(to_text(Fraction(int(part.points * 1000 / int(written["draw"])), 1000)))
            kept = {key: value for key, value in written.items() if key not in ("all_hit", "fewer", "none")}
            yield table.changed("policy", (), written, {**kept, "each": each}, "all_hit → each")
    if table.kind == "veto" and "withhold" not in written["effect"]:
        yield table.changed("policy", ("effect",), written["effect"], {"withhold": True})
