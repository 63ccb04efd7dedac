"""Who is who: the units of two rosters by their printed names."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from ..units import Roster, Unit


@frozen
class Match:
    """A unit by its name in either roster, None where it has none; `perhaps`: those of the other that it may be."""

    names: tuple[str | None, str | None]
    perhaps: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name in the later roster, or else in the earlier one."""
        return self.names[1] or self.names[0] or ""


def matches(before: Roster, after: Roster) -> Iterator[Match]:
    """Every unit, in the later roster's order; those that are only in the earlier one stand last.

    Equal roster names are one unit, and then two units of which each shares a printed name with the other alone.
    """
    both = {unit.name for unit in before.units} & {unit.name for unit in after.units}
    old, new = _by_name(before, both), _by_name(after, both)
    later = {name: _sharing(unit, new.values()) for name, unit in old.items()}
    earlier = {name: _sharing(unit, old.values()) for name, unit in new.items()}
    found = {name: others[0] for name, others in earlier.items() if len(others) == 1 and len(later[others[0]]) == 1}
    for unit in after.units:
        if unit.name in both:
            yield Match((unit.name, unit.name))
        elif unit.name in found:
            yield Match((found[unit.name], unit.name))
        else:
            yield Match((None, unit.name), earlier[unit.name])
    for name in old:
        if name not in found.values():
            yield Match((name, None), later[name])


def _by_name(roster: Roster, but: Iterable[str]) -> Mapping[str, Unit]:
    return {unit.name: unit for unit in roster.units if unit.name not in but}


def _sharing(unit: Unit, others: Iterable[Unit]) -> tuple[str, ...]:
    """The units that share a printed name with this one."""
    mine = {unit.name, *unit.aliases}
    return tuple(other.name for other in others if not mine.isdisjoint((other.name, *other.aliases)))
