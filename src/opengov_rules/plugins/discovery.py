"""Which plugins are installed: entry points, read one distribution at a time, nothing imported.

`importlib.metadata.entry_points()` reads all distributions at once, so that one unreadable line anywhere in the
environment would hide every plugin.
"""

import re
from collections.abc import Iterable
from importlib.metadata import Distribution, EntryPoint, distributions
from typing import Final

from ..hookspecs import API, FAMILY
from ..names import ID
from .failures import PluginFailure

_VALUE: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*\s*(:.*)?")


def installed() -> tuple[list[EntryPoint], list[PluginFailure]]:
    """The entry points for any version of our hooks, and the distributions whose entry points cannot be read."""
    points, failures, seen = list[EntryPoint](), list[PluginFailure](), set[str]()
    for distribution in distributions():
        try:
            mine = [point for point in distribution.entry_points if point.group.startswith(FAMILY)]
        except Exception as error:  # metadata may be broken in any way
            if _is_ours(distribution, error):
                who = distribution_of(distribution)
                text = f"{type(error).__name__}: {error}"
                failures.append(PluginFailure(name="?", distribution=who, code="metadata-text", detail=text))
            continue
        name = re.sub(r"[-_.]+", "-", _said(distribution, "Name")).lower() if mine else ""
        if name not in seen:  # the first of a name on sys.path is the one that Python imports
            points += mine
        seen |= {name} - {"", "?"}
    return points, failures


def admit(points: Iterable[EntryPoint]) -> tuple[dict[str, EntryPoint], list[PluginFailure]]:
    """The entry points that may be loaded, by name, and what is wrong with the others."""
    named, failures = dict[str, list[EntryPoint]](), list[PluginFailure]()
    for point in points:
        named.setdefault(point.name, []).append(point)
    for same in named.values():
        failures += [failure_of(point, *fault) for point in same if (fault := _fault(point, same))]
    refused = {(failure.name, failure.distribution) for failure in failures}
    admitted = (point for same in named.values() for point in same if point.group == API)
    return {
        point.name: point for point in admitted if (point.name, distribution_of(point.dist)) not in refused
    }, failures


def _fault(point: EntryPoint, same: list[EntryPoint]) -> tuple[str, str] | None:
    """What is wrong with an entry point beside those of the same name, without importing it."""
    mine = [other for other in same if other.group == API]
    if point not in mine:  # one that serves this version too is only careful
        return None if any(other.dist is point.dist for other in mine) else ("api", point.group)
    if ID.fullmatch(point.name) is None:
        return "metadata-name", repr(point.name)
    if len(mine) > 1:
        return "duplicate-name", ", ".join(distribution_of(other.dist) for other in mine)
    if _VALUE.fullmatch(point.value) is None:
        return "metadata-value", repr(point.value)
    return None


def failure_of(point: EntryPoint, code: str, detail: str) -> PluginFailure:
    """This fault of the plugin behind an entry point."""
    return PluginFailure(name=point.name, distribution=distribution_of(point.dist), code=code, detail=detail)


def distribution_of(distribution: Distribution | None) -> str:
    """A distribution's name and version, `?` where its metadata does not say."""
    if distribution is None or _said(distribution, "Name") == "?":
        return "?"
    return f"{_said(distribution, 'Name')} {_said(distribution, 'Version')}"


def _is_ours(distribution: Distribution, error: Exception) -> bool:
    """Whether unreadable entry points were meant for us."""
    if isinstance(error, UnicodeDecodeError):
        return f"[{FAMILY}".encode() in error.object
    try:
        return f"[{FAMILY}" in (distribution.read_text("entry_points.txt") or "")
    except Exception:  # as above
        return False


def _said(distribution: Distribution, key: str) -> str:
    try:
        return distribution.metadata[key] or "?"
    except Exception:  # as above
        return "?"
