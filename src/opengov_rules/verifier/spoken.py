"""To whom a notice speaks: of 县区给0.5分、部门给1分 a leaf of counties hears the first."""

import re
from collections.abc import Sequence
from typing import Final

from ..scheme import Indicator, Rubric
from .looking import Looked
from .phrases import Amount

_REST: Final = re.compile(r"(?:类?单位)?的?(?:每[^每]{0,3}|各|均)?[:：]?")
"""What may stand between a unit, or a kind of units, and the points that it gets."""


def spoken_to(looked: Looked, rubric: Rubric, body: Indicator, said: Sequence[Amount]) -> list[Amount]:
    """The amounts without those of other units, where the words have one for this leaf's own beside them."""
    names = _names(looked, rubric, body)
    to = [_addressed(one.lead, names) for one in said]
    own_too = any(name is not None and names[name] for name in to)
    return [one for one, name in zip(said, to, strict=True) if not own_too or name is None or names[name]]


def _names(looked: Looked, rubric: Rubric, body: Indicator) -> dict[str, bool]:
    """Every unit and kind of units, and whether the leaf is theirs."""
    named = set(body.units)
    kinds = set(body.kinds or (() if named else rubric.kinds))
    found = {kind: kind in kinds for one in looked.scheme.rubrics for kind in one.kinds}
    for unit in looked.scheme.roster.units:
        mine = unit.kind in kinds or not named.isdisjoint((unit.name, *unit.aliases))
        found[unit.kind] = found.get(unit.kind, False) or mine
        found |= dict.fromkeys((unit.name, *unit.aliases), mine)
    return found


def _addressed(lead: str, names: dict[str, bool]) -> str | None:
    """The longest of these names with which a piece of a clause begins, if nothing else is said before the points."""
    fitting = [name for name in names if lead.startswith(name) and _REST.fullmatch(lead, len(name))]
    return max(fitting, key=len, default=None)
