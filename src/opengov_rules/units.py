"""Who is assessed: units, their kinds, their other names, and those listed but not assessed."""

from collections.abc import Mapping

from attrs import field, frozen

from .characters import shown
from .problems import UnknownUnit, suggestion


@frozen
class Unit:
    """考评对象: its roster name, its kind (县市区, 功能区 …), and other printed names."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@frozen
class Roster:
    """考评对象名单, in the notice's order. `excluded`: units that are listed and not assessed, and why."""

    units: tuple[Unit, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    _by_name: Mapping[str, Unit] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        by_name = {alias: unit for unit in self.units for alias in unit.aliases}
        by_name.update({unit.name: unit for unit in self.units})
        object.__setattr__(self, "_by_name", by_name)

    def find(self, name: object) -> Unit | None:
        """The unit of this name or alias."""
        return self._by_name.get(name) if isinstance(name, str) else None

    def __getitem__(self, name: str) -> Unit:
        """The unit of this name or alias. Raises `UnknownUnit`, with the nearest name."""
        unit = self.find(name)
        if unit is None:
            why = dict(self.excluded).get(str(name))
            near = suggestion(str(name), self._by_name)
            hint = f"不参评 (not assessed): {why}" if why else f"您是否指 (did you mean) {near}?" if near else ""
            raise UnknownUnit(f"名单中没有 (not in the roster): {shown(str(name))} {hint}".rstrip())
        return unit

    def names(self) -> tuple[str, ...]:
        """Every name and alias."""
        return tuple(self._by_name)
