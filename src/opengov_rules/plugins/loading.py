"""One plugin: imported, asked for its editions and kinds of rule, checked, and kept from changing anything else.

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
from typing import TYPE_CHECKING, Any, Final

import pluggy
from attrs import evolve, frozen

from .. import hookspecs
from ..hookspecs import SchemeFiles
from ..names import ID
from .discovery import failure_of
from .failures import PluginFailure
from .isolation import unchanged

if TYPE_CHECKING:
    from ..rules import Rule

SLOW: Final = 2.0
"""The seconds that a plugin may take without being named."""
_HOOK: Final = "opengov_schemes"
_KINDS: Final = "opengov_rule_kinds"
_HOOKS: Final = (_HOOK, _KINDS)
_LONGEST: Final = 300


@frozen(kw_only=True)
class Loaded:
    """What came of a plugin: editions by id, none if it cannot be used; kinds of rule; and what is wrong with it."""

    editions: Mapping[str, SchemeFiles] | None
    kinds: "tuple[type[Rule], ...]" = ()
    failures: tuple[PluginFailure, ...] = ()


class _Refused(Exception):
    """The plugin has this fault."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(code, detail)


def load(point: EntryPoint) -> Loaded:
    """Import a plugin and take what it offers. Raises nothing but KeyboardInterrupt, and changes nothing.

    What the plugin prints goes to stderr: a host's stdout may be JSON, or a protocol.
    """
    modules, started = set(sys.modules), time.monotonic()
    loaded, found = Loaded(editions=None), list[tuple[str, str]]()
    with redirect_stdout(sys.stderr), unchanged() as changes:
        try:
            loaded = _offers(point)
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
    return evolve(loaded, failures=failures) if usable else Loaded(editions=None, failures=failures)


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


def _offers(point: EntryPoint) -> Loaded:
    module = _import(point)
    with _blaming("hook-raised", point):
        _check_hooks(point, module)
        offered, kinds = _ask(point, module)
    editions = dict[str, SchemeFiles]()
    for edition in offered:
        _check_edition(point, edition)
        if edition.folder in editions:
            raise _Refused("edition-twice", edition.folder)
        editions[edition.folder] = edition
    return Loaded(editions=editions, kinds=kinds)


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


def _check_hooks(point: EntryPoint, module: object) -> None:
    """What pluggy would take silently, or refuse in words that name the machine's folders."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    marked = {name: options for name in dir(module) if (options := manager.parse_hookimpl_opts(module, name))}
    unknown = sorted(set(marked) - {*_HOOKS})
    unmarked = [name for name in _HOOKS if name not in marked and hasattr(module, name)]
    given = sorted({key for options in marked.values() for key, value in options.items() if value})
    if given:
        raise _Refused("hook-options", ", ".join(given))
    if unknown:
        raise _Refused("hook-unknown", ", ".join(unknown))
    if unmarked:
        raise _Refused("hook-unmarked", ", ".join(f"{_module(point)}.{name}" for name in unmarked))
    if _HOOK not in marked:
        raise _Refused("hook-absent", _module(point))


def _ask(point: EntryPoint, module: object) -> "tuple[list[SchemeFiles], tuple[type[Rule], ...]]":
    """What the hooks offer, on a manager of its own."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module, name=point.name)
    except pluggy.PluginValidationError as error:
        taken = [f"{name}{signed}" for name in _HOOKS if (signed := _signed(module, name)) != "()"]
        raise _Refused("hook-arguments", ", ".join(taken)) from error
    editions = _taken(_answer(manager.hook.opengov_schemes))
    has_kinds = manager.hook.opengov_rule_kinds.get_hookimpls()
    return editions, _kinds(_answer(manager.hook.opengov_rule_kinds)) if has_kinds else ()


def _answer(hook: pluggy.HookCaller) -> Any:
    """What the plugin's one function returns; pluggy passes over a None."""
    answers = hook()
    return answers[0] if answers else None


def _signed(module: object, name: str) -> str:
    """The parameters of a hook as they are written."""
    return str(signature(getattr(module, name))).partition(" ->")[0] if hasattr(module, name) else "()"


def _taken(offered: object) -> list[SchemeFiles]:
    """The editions that the hook offers, as exact texts whatever class they came in."""
    if not isinstance(offered, list | tuple):
        raise _Refused("hook-returned", type(offered).__name__)
    editions = list[SchemeFiles]()
    for one in offered:
        package, folder = (one.package, one.folder) if isinstance(one, SchemeFiles) else (None, None)
        if not isinstance(package, str) or not isinstance(folder, str):
            raise _Refused("hook-returned", f"{type(offered).__name__}[{type(one).__name__}]")
        editions.append(SchemeFiles(str.__str__(package), str.__str__(folder)))
    return editions


def _kinds(offered: Any) -> "tuple[type[Rule], ...]":
    """The kinds of rule that the hook offers."""
    from .kinds import kind_faults  # lazy: few plugins have kinds, and without them no rules are needed

    fault = next(kind_faults(offered), None)
    if fault is not None:
        code, detail = fault
        raise _Refused(code, " ".join(detail.split())[:_LONGEST])
    return tuple(offered)


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


def raised_by(point: EntryPoint, error: Exception) -> PluginFailure:
    """The fault of a plugin whose kind of rule has raised this while a scheme was read or compiled."""
    return failure_of(point, "kind-raised", _words_of(error, _root(point)))


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
