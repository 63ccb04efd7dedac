"""What a city plugin may offer, and the markers it does so with."""

from collections.abc import Sequence
from typing import Final, Protocol

import pluggy

from .scheme import SchemeFiles

PROJECT: Final = "opengov_rules"
API: Final = "opengov_rules.v1"
"""The entry-point group of this version of the hooks."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def opengov_schemes() -> Sequence[SchemeFiles]:  # type: ignore[empty-body]
    """The editions that this plugin offers, each a folder of TOML inside the plugin's package."""


class CityPlugin(Protocol):
    """What a plugin module looks like, for type checkers; `Host` checks the same when it loads one."""

    def opengov_schemes(self) -> Sequence[SchemeFiles]:
        """The editions that this plugin offers."""
