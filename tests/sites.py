"""Plugins as pip would have installed them, generated in a temporary folder: a package, and its `.dist-info`."""

import sys
from pathlib import Path
from typing import Final

from attrs import frozen

from drafts import COLUMNS, write
from opengov_rules import Host, PluginFailure
from opengov_rules.hookspecs import API

SOUND: Final = COLUMNS + 'cite = "34: 每个空白栏目扣2分,扣完为止。(20分)"\n'
"""A rubric that compiles: one leaf of 20 points, 2 off for every empty column."""


def offer(*folders: str, before: str = "", inside: str = "pass") -> str:
    """A plugin's `__init__.py` that offers these editions, with code before it and inside its hook."""
    editions = ", ".join(f'SchemeFiles(__name__, "{folder}")' for folder in folders)
    return f"""
from opengov_rules import SchemeFiles, hookimpl
{before}

@hookimpl
def opengov_schemes():
    {inside}
    return [{editions}]
"""


@frozen
class Site:
    """A folder on `sys.path`."""

    root: Path

    def install(self, name: str, code: str = "", *, distribution: str = "", group: str = API, value: str = "") -> Path:
        """A distribution with one entry point, and its package with this code; returns the package's folder."""
        distribution = distribution or f"fake-{name}"
        module = module_of(distribution)
        package = self.root / module
        package.mkdir()
        (package / "__init__.py").write_text(code, encoding="utf-8")
        self.register(distribution, f"[{group}]\n{name} = {value or module}\n")
        return package

    def register(self, distribution: str, entry_points: str) -> Path:
        """The `.dist-info` alone; returns it."""
        info = self.root / f"{distribution.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        (info / "entry_points.txt").write_text(entry_points, encoding="utf-8")
        return info

    def city(self, name: str, *years: int | str, code: str = "", distribution: str = "") -> Path:
        """A plugin with an edition for each year: 20 points, less 2 for every empty column."""
        folders = [f"{name}-{year}" for year in years]
        package = self.install(name, code or offer(*folders), distribution=distribution)
        for folder in folders:
            write(package, SOUND, name=folder)
        return package


def module_of(distribution: str) -> str:
    return distribution.replace("-", "_")


def loaded() -> set[str]:
    """The generated plugins that are imported, by their distribution's name without `fake_`."""
    return {name.removeprefix("fake_") for name in sys.modules if name.startswith("fake_") and "." not in name}


def failures_of(host: Host, name: str) -> list[PluginFailure]:
    return [failure for failure in host.failures if failure.name == name]
