"""Settings of the whole process that a plugin must leave alone: how each is read, and how it is put back.

An accident of a plugin must not change what another computes, prints or finds. This is no sandbox: a plugin runs with
the rights of its host, and what it does to files, threads, memory or other modules is beyond this list.
"""

import builtins
import decimal
import locale
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from typing import Any, Final

from attrs import frozen


@frozen
class Setting:
    """One setting, or several of a kind by key: how it is named (`{}` is the key), read, and put back."""

    name: str
    read: Callable[[], Mapping[str, object]]
    put_back: Callable[[Mapping[str, Any]], object]


def _attributes(name: str, holder: Callable[[], object], *keys: str) -> Setting:
    def put_back(before: Mapping[str, Any]) -> None:
        for key, value in before.items():
            setattr(holder(), key, value)

    return Setting(name, lambda: {key: getattr(holder(), key) for key in keys}, put_back)


def _list(name: str, holder: object, key: str) -> Setting:
    """A list that others hold too: the object itself gets its entries back."""

    def put_back(before: Mapping[str, Any]) -> None:
        values, entries = before[""]
        values[:] = entries
        setattr(holder, key, values)

    def read() -> Mapping[str, object]:
        values = getattr(holder, key)
        return {"": (values, tuple(values))}

    return Setting(name, read, put_back)


def _mapping(name: str, values: MutableMapping[str, Any]) -> Setting:
    def put_back(before: Mapping[str, Any]) -> None:
        for key in set(values) - set(before):
            del values[key]
        for key, value in before.items():
            if key not in values or values[key] != value:
                values[key] = value

    return Setting(name, lambda: dict(values), put_back)


def _decimal(name: str, context: Callable[[], decimal.Context]) -> Setting:
    """What decides results; flags only record what was computed."""
    keys = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp")
    plain = _attributes(name, context, *keys)

    def put_back(before: Mapping[str, Any]) -> None:
        plain.put_back({key: before[key] for key in keys})
        context().traps.update(before["traps"])

    return Setting(name, lambda: {**plain.read(), "traps": dict(context().traps)}, put_back)


def _folder() -> Mapping[str, object]:
    try:
        return {"": os.getcwd()}
    except OSError:  # it was removed
        return {"": None}


def _go_back(before: Mapping[str, Any]) -> None:
    if before[""] is not None:
        os.chdir(before[""])


def _filter_warnings(before: Mapping[str, Any]) -> None:
    warnings.resetwarnings()  # tells the interpreter that its memory of filters is stale
    _FILTERS.put_back(before)


def _handle_signals(before: Mapping[str, Any]) -> None:
    if threading.current_thread() is threading.main_thread():  # Python allows no other to
        for name, handler in before.items():
            if handler is not None and signal.getsignal(signal.Signals[name]) is not handler:
                signal.signal(signal.Signals[name], handler)


def _silenced() -> Mapping[str, object]:
    """The loggers that are switched off: `logging.config` does that to all that it does not name."""
    loggers = tuple(logging.root.manager.loggerDict.items())
    return {name: True for name, one in loggers if isinstance(one, logging.Logger) and one.disabled}


def _let_speak(before: Mapping[str, Any]) -> None:
    for name in set(_silenced()) - set(before):
        logging.getLogger(name).disabled = False


_FILTERS: Final = _list("warnings.filters", warnings, "filters")
SETTINGS: Final = (
    _decimal("decimal.getcontext().{}", decimal.getcontext),
    _decimal("decimal.DefaultContext.{}", lambda: decimal.DefaultContext),
    Setting(
        "locale.setlocale(LC_ALL)",
        lambda: {"": locale.setlocale(locale.LC_ALL)},
        lambda before: locale.setlocale(locale.LC_ALL, before[""]),
    ),
    _list("sys.path", sys, "path"),
    _attributes("sys.{}", lambda: sys, "stdin", "stdout", "stderr", "excepthook"),
    Setting(
        "sys.setrecursionlimit()",
        lambda: {"": sys.getrecursionlimit()},
        lambda before: sys.setrecursionlimit(before[""]),
    ),
    _mapping("os.environ[{}]", os.environ),
    Setting("os.getcwd()", _folder, _go_back),
    _mapping("builtins.{}", vars(builtins)),
    Setting("warnings.filters", _FILTERS.read, _filter_warnings),
    Setting(
        "signal.signal({})",
        lambda: {one.name: signal.getsignal(one) for one in signal.Signals},
        _handle_signals,
    ),
    Setting(
        "logging.root.level",
        lambda: {"": logging.root.level},
        lambda before: logging.root.setLevel(before[""]),  # which also empties what loggers remember
    ),
    _list("logging.root.handlers", logging.root, "handlers"),
    Setting(
        "logging.disable()",
        lambda: {"": logging.root.manager.disable},
        lambda before: logging.disable(before[""]),
    ),
    Setting("logging.getLogger({}).disabled", _silenced, _let_speak),
)
"""Everything that is compared and put back, in one place."""


@contextmanager
def unchanged() -> Iterator[list[str]]:
    """Run code in here, and every setting is afterwards as it was; the list then names those that were not.

    The settings belong to the process: what another thread changes at the same time is taken for the code's doing.
    """
    before = [setting.read() for setting in SETTINGS]
    changes = list[str]()
    try:
        yield changes
    finally:
        for setting, was in zip(SETTINGS, before, strict=True):
            changes += _undo(setting, was)


def _undo(setting: Setting, before: Mapping[str, object]) -> list[str]:
    """Put one setting back if it differs; what differs, by name."""
    keys = _differences(setting, before)
    if keys:
        with suppress(Exception):  # what cannot be put back is named below
            setting.put_back(before)
    stuck = _differences(setting, before) if keys else []
    return [setting.name.format(key) + " (无法还原, not put back)" * (key in stuck) for key in keys]


def _differences(setting: Setting, before: Mapping[str, object]) -> list[str]:
    try:
        now = setting.read()
        return [key for key in {**before, **now} if key not in before or key not in now or before[key] != now[key]]
    except Exception:  # a value that can no longer be read or compared is not the one that was there
        return list(before)
