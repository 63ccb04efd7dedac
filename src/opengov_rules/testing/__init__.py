"""What a scheme's own tests need: the contract, its laws, cases and strategies. Install `opengov-rules[testing]`."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .contract import SchemeContract as SchemeContract
    from .laws import LAWS as LAWS
    from .laws import Broken as Broken
    from .laws import Law as Law
    from .laws import LawsBroken as LawsBroken
    from .laws import broken_laws as broken_laws
    from .laws import check_scheme as check_scheme
    from .strategies import broken_schemes as broken_schemes
    from .strategies import evidence as evidence
    from .strategies import facts as facts
    from .strategies import near_edges as near_edges
    from .strategies import one_more_fault as one_more_fault
    from .strategies import programs as programs
    from .strategies import rubrics as rubrics
    from .strategies import rules as rules
    from .strategies import schemes as schemes

_NAMES: Final = {
    "contract": ("SchemeContract",),
    "laws": ("LAWS", "Broken", "Law", "LawsBroken", "broken_laws", "check_scheme"),
    "strategies": (
        "broken_schemes",
        "evidence",
        "facts",
        "near_edges",
        "one_more_fault",
        "programs",
        "rubrics",
        "rules",
        "schemes",
    ),
}
_HOME: Final = {name: module for module, names in _NAMES.items() for name in names}

__all__ = sorted(_HOME)  # noqa: PLE0605


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
