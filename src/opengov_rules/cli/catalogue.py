"""`schemes`, `show` and `plugins`: what is installed, and what is in a scheme."""

import argparse
from collections.abc import Iterator
from itertools import chain
from typing import Any

from ..codec import describe
from ..host import Host, PluginEntry
from .commands import Outcome, scheme_argument
from .scheme_source import SchemeSource
from .scheme_texts import scheme_text


def schemes(arguments: argparse.Namespace) -> Outcome:
    """The catalogue."""
    entries = Host.discover().schemes()
    if arguments.json:
        keys = ("id", "city", "edition", "title", "status")
        return 0, [{key: getattr(entry, key) for key in keys} for entry in entries]
    return 0, [f"{entry.id}  {entry.city}  {entry.title}  [{entry.status}]" for entry in entries]


def show_arguments(sub: argparse.ArgumentParser) -> None:
    """Which scheme, and which part of it."""
    scheme_argument(sub)
    sub.add_argument("--rubric", help="只看一张指标表 / one rubric only")


def show(arguments: argparse.Namespace) -> Outcome:
    """One scheme, whole or one rubric of it."""
    program = SchemeSource.of(arguments.scheme).program()
    known = [compiled.rubric.id for compiled in program.rubrics]
    if arguments.rubric is not None and arguments.rubric not in known:
        raise LookupError(f"没有指标表 (no rubric) {arguments.rubric}: {', '.join(known)}")
    if not arguments.json:
        return 0, scheme_text(program, arguments.lang, arguments.rubric)
    described = describe(program)
    if arguments.rubric is not None:
        described["rubrics"] = [rubric for rubric in described["rubrics"] if rubric["id"] == arguments.rubric]
    return 0, described


def plugins(arguments: argparse.Namespace) -> Outcome:
    """Every installed plugin; 1 if something is wrong with one."""
    entries = Host.discover().plugins()
    code = int(any(entry.failures for entry in entries))
    return code, [_plugin(entry) for entry in entries] if arguments.json else chain.from_iterable(map(_lines, entries))


def _plugin(entry: PluginEntry) -> dict[str, Any]:
    failures = [
        {"stage": failure.stage, "zh": failure.message("zh"), "en": failure.message("en")} for failure in entry.failures
    ]
    return {
        "name": entry.name,
        "distribution": entry.distribution,
        "status": entry.status,
        "schemes": list(entry.schemes),
        "failures": failures,
    }


def _lines(entry: PluginEntry) -> Iterator[str]:
    """One line a plugin, and one for all that its status does not say; Chinese and English, whatever the language."""
    yield f"{entry.name}  {entry.distribution}  {', '.join(entry.schemes)}  [{entry.status}]"
    yield from (f"  {failure}" for failure in entry.failures if str(failure) != entry.status)
