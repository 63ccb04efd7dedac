"""What a city plugin may offer, and the markers it does so with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pluggy
from attrs import frozen

if TYPE_CHECKING:
    from .rules import Rule

PROJECT: Final = "opengov_rules"
FAMILY: Final = "opengov_rules.v"
"""What the entry-point groups of all versions of the hooks begin with."""
API: Final = "opengov_rules.v1"
"""The entry-point group of this version of the hooks."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@frozen
class SchemeFiles:
    """What a plugin offers: a package and the folder in it that holds one edition. Nothing is read until asked."""

    package: str
    folder: str


@hookspec
def opengov_schemes() -> Sequence[SchemeFiles]:  # type: ignore[empty-body]
    """The editions that this plugin offers, each a folder of TOML inside the plugin's package."""


@hookspec
def opengov_rule_kinds() -> "Sequence[type[Rule]]":  # type: ignore[empty-body]
    """The kinds of rule of this plugin's own, each a frozen attrs class as `opengov_rules.kinds` describes.

    They serve this plugin's schemes and no other's. Optional; asked once, when the plugin is loaded.
    """
