"""One application's registry of plugins: discovered lazily, loaded one by one, a broken one never hurting another."""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from logging import getLogger
from typing import Final

import pluggy
from attrs import field, frozen

from . import hookspecs
from .codec import read_evidence, read_scheme
from .evidence import Round
from .problems import OpenGovError, UnknownScheme, suggestion
from .program import Program, compile_scheme
from .scheme import Scheme, SchemeFiles

_LOG: Final = getLogger("opengov_rules")
_SLOW: Final = 2.0


class PluginFailure(OpenGovError):
    """A plugin that cannot be used: which, at what stage, why, and the likeliest cure."""

    def __init__(self, *, name: str, distribution: str, stage: str, reason: str, cure: str) -> None:
        self.name = name
        self.distribution = distribution
        self.stage = stage
        self.reason = reason
        self.cure = cure
        super().__init__(name, distribution, stage, reason, cure)

    def __reduce__(self) -> tuple[object, ...]:
        fields = {"name": self.name, "distribution": self.distribution, "stage": self.stage}
        return partial(PluginFailure, **fields, reason=self.reason, cure=self.cure), ()

    def __str__(self) -> str:
        return f"{self.name} ({self.distribution}): {self.stage}: {self.reason}; {self.cure}"


@frozen(kw_only=True)
class SchemeEntry:
    """One line of the catalogue. `status` is ok, or why the scheme cannot be used."""

    id: str
    city: str
    edition: str
    title: str
    status: str


@frozen(kw_only=True)
class PluginEntry:
    """An installed plugin: its entry point's name, its distribution, and `ok` or why it cannot be used."""

    name: str
    distribution: str
    status: str
    schemes: tuple[str, ...] = ()


@frozen
class _Plugin:
    """A loaded plugin's editions by id."""

    editions: Mapping[str, SchemeFiles] = field(factory=dict)


class Host:
    """The schemes that one application can use. Several hosts live side by side; each holds its own programs."""

    def __init__(self, points: Iterable[EntryPoint] = ()) -> None:
        self._points: dict[str, EntryPoint] = {}
        self._failures: dict[tuple[str, str], PluginFailure] = {}
        self._plugins: dict[str, _Plugin] = {}
        self._programs: dict[str, Program] = {}
        self._lock = threading.RLock()
        found = dict[str, list[EntryPoint]]()
        for point in points:
            found.setdefault(point.name, []).append(point)
        for name, same in found.items():
            self._admit(name, same)

    @classmethod
    def discover(cls) -> "Host":
        """A host for all installed plugins. Imports none of them, and never raises because of one."""
        every = entry_points()
        groups = [group for group in every.groups if group.startswith("opengov_rules.v")]
        return cls(point for group in groups for point in every.select(group=group))

    def _admit(self, name: str, points: list[EntryPoint]) -> None:
        for point in points:
            if point.group != hookspecs.API:
                self._fail(point, "api", f"wants {point.group}, this is {hookspecs.API}", "install a matching version")
        mine = [point for point in points if point.group == hookspecs.API]
        if len(mine) > 1:
            who = ", ".join(_distribution(point) for point in mine)
            for point in mine:
                self._fail(point, "duplicate", f"entry point {name!r} is claimed by {who}", "uninstall all but one")
        elif mine:
            self._points[name] = mine[0]

    @property
    def failures(self) -> tuple[PluginFailure, ...]:
        """Every plugin that cannot be used; loads all plugins."""
        self._load_all()
        return tuple(failure for _, failure in sorted(self._failures.items()))

    def plugins(self) -> tuple[PluginEntry, ...]:
        """Every installed plugin, by name; loads all plugins."""
        self._load_all()
        working = [
            PluginEntry(
                name=name,
                distribution=_distribution(self._points[name]),
                status="ok",
                schemes=tuple(sorted(plugin.editions)),
            )
            for name, plugin in self._plugins.items()
        ]
        broken = [PluginEntry(name=f.name, distribution=f.distribution, status=str(f)) for f in self.failures]
        return tuple(sorted((*working, *broken), key=lambda entry: entry.name))

    def schemes(self) -> tuple[SchemeEntry, ...]:
        """Every scheme that a working plugin offers, by id, broken ones with the reason."""
        self._load_all()
        return tuple(self._entry(id) for id in sorted(self._ids()))

    def scheme(self, id: str) -> Program:
        """The scheme of this id, compiled once. Loads only the plugin it belongs to.

        Raises `UnknownScheme` if no working plugin offers it, `SchemeError` if its files have problems.
        """
        with self._lock:
            if id not in self._programs:
                self._programs[id] = compile_scheme(self.read(id))
            return self._programs[id]

    def read(self, id: str) -> Scheme:
        """The scheme of this id as data, not compiled. Raises as `scheme`."""
        return read_scheme(self._folder(id))

    def published(self, id: str) -> Round:
        """The round that the source itself publishes. Raises LookupError where the edition holds none."""
        return self._round(id, "published.json")

    def sample(self, id: str) -> Round:
        """The edition's invented sample round, labelled so. Raises LookupError where the edition holds none."""
        return self._round(id, "sample.json")

    def _round(self, id: str, name: str) -> Round:
        file = self._folder(id).joinpath(name)
        if not file.is_file():
            raise LookupError(f"{id}: {name}")
        return read_evidence(file, self.scheme(id))

    def _folder(self, id: str) -> Traversable:
        edition = self._edition(id)
        return files(edition.package).joinpath(edition.folder)

    def _edition(self, id: str) -> SchemeFiles:
        for name in tuple(self._points):
            if id.startswith(f"{name}-"):
                plugin = self._load(name)
                if plugin is not None and id in plugin.editions:
                    return plugin.editions[id]
        self._load_all()
        near = suggestion(id, self._ids())
        reason = next((str(f) for f in self._failures.values() if id.startswith(f"{f.name}-")), "")
        hint = f";{reason}" if reason else f";您是否指 (did you mean) {near}?" if near else ""
        raise UnknownScheme(f"没有方案 (no scheme) {id}{hint}")

    def _ids(self) -> Iterator[str]:
        return (id for plugin in self._plugins.values() for id in plugin.editions)

    def _entry(self, id: str) -> SchemeEntry:
        try:
            scheme = self.scheme(id).scheme
            return SchemeEntry(id=id, city=scheme.city, edition=scheme.edition, title=scheme.title, status="ok")
        except (OpenGovError, OSError) as error:
            return SchemeEntry(id=id, city="", edition="", title="", status=str(error))

    def _load_all(self) -> None:
        for name in tuple(self._points):
            self._load(name)

    def _load(self, name: str) -> _Plugin | None:
        with self._lock:
            point = self._points.get(name)
            if point is None or name in self._plugins:
                return self._plugins.get(name)
            started = time.monotonic()
            try:
                module = import_module(point.value)
            except (Exception, SystemExit) as error:
                cure = (
                    "reinstall it, or ask its author"
                    if not isinstance(error, ImportError)
                    else "install what it imports"
                )
                self._refuse(point, "import", f"{type(error).__name__}: {error}", cure)
                return None
            plugin = self._ask(point, module)
            seconds = time.monotonic() - started
            if plugin is not None and seconds > _SLOW:
                _LOG.warning("plugin %s took %.1f s to load", name, seconds)
            return plugin

    def _ask(self, point: EntryPoint, module: object) -> _Plugin | None:
        """Register the module on a manager of its own, check it, and take its editions."""
        manager = pluggy.PluginManager(hookspecs.PROJECT)
        manager.add_hookspecs(hookspecs)
        try:
            manager.register(module, name=point.name)
            manager.check_pending()
        except pluggy.PluginValidationError as error:
            self._refuse(point, "hook", str(error), "spell the hook opengov_schemes, without arguments")
            return None
        if not manager.hook.opengov_schemes.get_hookimpls():
            unmarked = hasattr(module, "opengov_schemes")
            cure = "mark it with @hookimpl" if unmarked else "define opengov_schemes, marked with @hookimpl"
            self._refuse(point, "hook", "no marked hook opengov_schemes", cure)
            return None
        try:
            (offered,) = manager.hook.opengov_schemes() or (None,)
        except (Exception, SystemExit) as error:
            self._refuse(point, "hook", f"opengov_schemes: {type(error).__name__}: {error}", "ask its author")
            return None
        return self._take(point, offered)

    def _take(self, point: EntryPoint, offered: object) -> _Plugin | None:
        if not isinstance(offered, list | tuple) or not all(_is_edition(one) for one in offered):
            self._refuse(
                point, "hook", f"opengov_schemes returned {type(offered).__name__}", "return a list of SchemeFiles"
            )
            return None
        editions = dict[str, SchemeFiles]()
        for edition in offered:
            if not edition.folder.startswith(f"{point.name}-") or edition.folder in editions:
                reason = f"edition {edition.folder!r}"
                self._refuse(point, "edition", reason, f"name each edition's folder {point.name}-YEAR, once")
                return None
            if not _holds_scheme(edition):
                reason = f"no scheme.toml in {edition.package}/{edition.folder}"
                self._refuse(point, "files", reason, "check that the package's build ships its TOML files")
                return None
            editions[edition.folder] = edition
        self._plugins[point.name] = _Plugin(editions)
        return self._plugins[point.name]

    def _refuse(self, point: EntryPoint, stage: str, reason: str, cure: str) -> None:
        self._fail(point, stage, reason, cure)
        del self._points[point.name]

    def _fail(self, point: EntryPoint, stage: str, reason: str, cure: str) -> None:
        failure = PluginFailure(
            name=point.name, distribution=_distribution(point), stage=stage, reason=reason, cure=cure
        )
        self._failures[point.name, f"{failure.distribution} {point.value}"] = failure
        _LOG.warning("plugin failed: %s", failure)


def _is_edition(offered: object) -> bool:
    return isinstance(offered, SchemeFiles) and isinstance(offered.package, str) and isinstance(offered.folder, str)


def _holds_scheme(edition: SchemeFiles) -> bool:
    try:
        return files(edition.package).joinpath(edition.folder, "scheme.toml").is_file()
    except (ImportError, TypeError, ValueError):
        return False


def _distribution(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist is not None else "?"
