"""One plugin: imported, asked for its editions, checked, and kept from changing anything else.

Everything that runs the plugin's own code stands here, so that only what it offers, as plain data, leaves this room.
"""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from importlib.metadata import EntryPoint
from importlib.resources import files
from inspect import signature
from pathlib import Path
from types import TracebackType
from typing import Final

import pluggy
from attrs import frozen

from .. import hookspecs
from ..hookspecs import SchemeFiles
from ..names import ID
from .discovery import failure_of
from .failures import PluginFailure
from .isolation import unchanged

SLOW: Final = 2.0
"""The seconds that a plugin may take without being named."""
_HOOK: Final = "opengov_schemes"
_LONGEST: Final = 300


@frozen(kw_only=True)
class Loaded:
    """What came of a plugin: its editions by id, none if it cannot be used, and what is wrong with it."""

    editions: Mapping[str, SchemeFiles] | None
    failures: tuple[PluginFailure, ...] = ()


class _Refused(Exception):
    """The plugin has this fault."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(code, detail)


def load(point: EntryPoint) -> Loaded:
    """Import a plugin and take its editions. Raises nothing but KeyboardInterrupt, and changes nothing.

    What the plugin prints goes to stderr: a host's stdout may be JSON, or a protocol.
    """
    modules, started = set(sys.modules), time.monotonic()
    editions, found = dict[str, SchemeFiles](), list[tuple[str, str]]()
    with redirect_stdout(sys.stderr), unchanged() as changes:
        try:
            editions = _editions(point)
        except _Refused as refused:
            found.append((refused.code, refused.detail))
    seconds = time.monotonic() - started
    if changes:
        found.append(("state", ", ".join(changes)))
    usable = not found
    if not usable:
        _forget(point, modules)
    elif seconds > SLOW:
        found.append(("slow", f"{seconds:.1f} s"))
    failures = tuple(failure_of(point, code, detail) for code, detail in found)
    return Loaded(editions=editions if usable else None, failures=failures)


def _forget(point: EntryPoint, known: set[str]) -> None:
    """Drop the modules of a refused plugin, so that another host finds the same faults again."""
    root = _root(point)
    for name in set(sys.modules) - known:
        if name == root or name.startswith(f"{root}."):
            del sys.modules[name]


def _module(point: EntryPoint) -> str:
    return point.value.partition(":")[0].strip()


def _root(point: EntryPoint) -> str:
    return _module(point).partition(".")[0]


def _editions(point: EntryPoint) -> dict[str, SchemeFiles]:
    module = _import(point)
    with _blaming("hook-raised", point):
        _check_hook(point, module)
        offered = _ask(point, module)
    editions = dict[str, SchemeFiles]()
    for edition in offered:
        _check_edition(point, edition)
        if edition.folder in editions:
            raise _Refused("edition-twice", edition.folder)
        editions[edition.folder] = edition
    return editions


def _import(point: EntryPoint) -> object:
    with _blaming("import-error", point):
        try:
            return point.load()
        except SystemExit as error:
            raise _Refused("import-exit", _words_of(error, _root(point))) from error
        except ImportError as error:
            own = f"{_module(point)}.".startswith(f"{error.name}.")
            code = "import-absent" if own and isinstance(error, ModuleNotFoundError) else "import-missing"
            raise _Refused(code, _words_of(error, _root(point))) from error


def _check_hook(point: EntryPoint, module: object) -> None:
    """What pluggy would take silently, or refuse in words that name the machine's folders."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    marked = {name: options for name in dir(module) if (options := manager.parse_hookimpl_opts(module, name))}
    unknown = sorted(set(marked) - {_HOOK})
    given = sorted({key for options in marked.values() for key, value in options.items() if value})
    if given:
        raise _Refused("hook-options", ", ".join(given))
    if unknown:
        raise _Refused("hook-unknown", ", ".join(unknown))
    if not marked:
        raise _Refused("hook-unmarked" if hasattr(module, _HOOK) else "hook-absent", _module(point))


def _ask(point: EntryPoint, module: object) -> list[SchemeFiles]:
    """What the hook offers, on a manager of its own, as exact texts whatever class they came in."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module, name=point.name)
    except pluggy.PluginValidationError as error:
        raise _Refused("hook-arguments", f"{_HOOK}{signature(getattr(module, _HOOK))}") from error
    answers = manager.hook.opengov_schemes()
    offered = answers[0] if answers else None
    if not isinstance(offered, list | tuple):
        raise _Refused("hook-returned", type(offered).__name__)
    editions = list[SchemeFiles]()
    for one in offered:
        package, folder = (one.package, one.folder) if isinstance(one, SchemeFiles) else (None, None)
        if not isinstance(package, str) or not isinstance(folder, str):
            raise _Refused("hook-returned", f"{type(offered).__name__}[{type(one).__name__}]")
        editions.append(SchemeFiles(str.__str__(package), str.__str__(folder)))
    return editions


def _check_edition(point: EntryPoint, edition: SchemeFiles) -> None:
    if not edition.folder.startswith(f"{point.name}-") or ID.fullmatch(edition.folder) is None:
        raise _Refused("edition-name", repr(edition.folder))
    with _blaming("files-package", point):
        folder = files(edition.package).joinpath(edition.folder)
        found = folder.joinpath("scheme.toml").is_file()
    if not found:
        raise _Refused("files-missing", f"{edition.package}/{edition.folder}")


@contextmanager
def _blaming(code: str, point: EntryPoint) -> Iterator[None]:
    """Whatever the plugin's code raises in here is its fault; Ctrl-C alone is the user's."""
    try:
        yield
    except (KeyboardInterrupt, _Refused):
        raise
    except BaseException as error:
        raise _Refused(code, _words_of(error, _root(point))) from error


def _words_of(error: BaseException, root: str) -> str:
    """Kind and text of an error on one line, and where in the plugin it was raised."""
    try:
        text = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(":")
        return text[:_LONGEST] + _place_in(error.__traceback__, root)
    except BaseException:  # even the words of an error are the plugin's code
        return "?"


def _place_in(traceback: TracebackType | None, root: str) -> str:
    place = ""
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if str(traceback.tb_frame.f_globals.get("__name__")).partition(".")[0] == root:
            place = f" ({'/'.join(Path(code.co_filename).parts[-2:])}:{traceback.tb_lineno})"
        traceback = traceback.tb_next
    return place
