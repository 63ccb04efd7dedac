"""What a city plugin may offer, and the markers it does so with."""

from collections.abc import Sequence
from typing import Final

import pluggy
from attrs import frozen

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
