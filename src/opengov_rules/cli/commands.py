"""What commands have in common: their outcome, and the arguments that several of them take."""

import argparse
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

Outcome: TypeAlias = tuple[int, Iterable[str] | dict[str, Any] | list[Any]]
"""The exit code, and lines or data to be printed."""


def scheme_argument(sub: argparse.ArgumentParser) -> None:
    """Which scheme."""
    sub.add_argument("scheme", metavar="SCHEME", help="方案编号或文件夹 / a scheme's id or folder")


def sources_argument(sub: argparse.ArgumentParser) -> None:
    """Where the notices are."""
    sub.add_argument("--sources", metavar="DIR", help="原文所在文件夹 / the folder that holds the notices")


def sources_of(arguments: argparse.Namespace) -> Path | None:
    """The folder of the notices, as an argument or the environment names it."""
    folder = arguments.sources or os.environ.get("OPENGOV_RULES_SOURCES")
    return Path(folder) if folder else None


def supply_argument(sub: argparse.ArgumentParser) -> None:
    """What the notice does not publish."""
    sub.add_argument(
        "--supply", metavar="FILE", help="原文未公布的分值和名单(JSON) / points and roster that are not published"
    )


def disclose_argument(sub: argparse.ArgumentParser) -> None:
    """Whether scores that the notice keeps back are shown."""
    sub.add_argument(
        "--disclose", action="store_true", help="列出原文不予公开的得分 / show scores that the notice keeps back"
    )
