"""市教育局:公开招生信息,得4分: clauses of one leaf that are for some units each."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from .items import Item
from .notice import Span
from .units import unit_named

_FOR: Final = re.compile(r"^(?P<units>[^,;。:]{2,200}?)\s*:")


@frozen(kw_only=True)
class Share:
    """One clause for some units: the words that name them, the units found, and the item that it makes."""

    units: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...]
    item: Item
    span: Span


def shares(
    item: Item,
    units: Sequence[str],
    kinds: Mapping[str, tuple[str, ...]],
    city: str,
    others: Mapping[str, tuple[str, ...]],
) -> tuple[Share, ...]:
    """The clauses of a leaf, each with its units; none unless every clause names units of the roster.

    A clause for units of `others`, the kinds of another rubric, is not for this one.
    """
    found, foreign = list[Share](), False
    strangers = {name for kind, names in others.items() for name in (kind, *names)}
    for span in item.clauses:
        match = _FOR.match(span.flat)
        words = match["units"].split("、") if match else []
        if words and strangers.issuperset(words):
            foreign = True
            continue
        named = [kinds.get(word) or (unit_named(word, units, city),) for word in words]
        known = [name for each in named for name in each if name is not None]
        if match is None or len(known) != sum(len(each) for each in named) or not known:
            return ()
        pairs = [(each[0], word) for each, word in zip(named, words, strict=True) if word not in kinds]
        aliases = tuple((name, word) for name, word in pairs if name is not None and name != word)
        one = evolve(item, clauses=(span.cut(match.end()),), notes=())
        found.append(Share(units=tuple(dict.fromkeys(known)), aliases=aliases, item=one, span=span))
    return tuple(found) if len(found) > 1 or (found and foreign) else ()
