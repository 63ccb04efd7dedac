"""One application's registry of plugins: discovered lazily, loaded one by one, a broken one never hurting another."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from importlib.resources import files
from importlib.resources.abc import Traversable
from logging import getLogger
from typing import TYPE_CHECKING, Final

from attrs import frozen

from .hookspecs import SchemeFiles
from .plugins import PluginFailure, admit, distribution_of, failure_of, installed, load, raised_by
from .problems import OpenGovError, SchemeError, UnknownScheme, suggestion
from .words import PROBLEMS

if TYPE_CHECKING:
    from .evidence import Round
    from .program import Program
    from .rules import Rule
    from .scheme import Scheme

_LOG: Final = getLogger("opengov_rules")


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
    """An installed plugin: entry point, distribution, `ok` or why it cannot be used, and all that is wrong with it."""

    name: str
    distribution: str
    status: str
    schemes: tuple[str, ...] = ()
    failures: tuple[PluginFailure, ...] = ()


class Host:
    """The schemes that one application can use. Several hosts live side by side; each holds its own programs."""

    def __init__(self, points: Iterable[EntryPoint] = (), failures: Iterable[PluginFailure] = ()) -> None:
        self._plugins: dict[str, Mapping[str, SchemeFiles]] = {}
        self._kinds: dict[str, tuple[type[Rule], ...]] = {}
        self._programs: dict[str, Program] = {}
        self._failures: list[PluginFailure] = []
        self._lock = threading.RLock()
        self._points, refused = admit(points)
        self._note((*failures, *refused))

    @classmethod
    def discover(cls) -> "Host":
        """A host for all installed plugins. Imports none of them, and never raises because of one."""
        return cls(*installed())

    @property
    def failures(self) -> tuple[PluginFailure, ...]:
        """Everything that is wrong with a plugin, by name; loads all plugins."""
        self._load_all()
        return tuple(sorted(self._failures, key=lambda failure: (failure.name, failure.distribution)))

    def plugins(self) -> tuple[PluginEntry, ...]:
        """Every installed plugin, by name; loads all plugins."""
        found = dict[tuple[str, str], list[PluginFailure]]()
        for failure in self.failures:
            found.setdefault((failure.name, failure.distribution), []).append(failure)
        working = {(name, distribution_of(self._points[name].dist)): name for name in self._plugins}
        for key in working:
            found.setdefault(key, [])
        return tuple(
            PluginEntry(
                name=key[0],
                distribution=key[1],
                status="ok" if key in working else str(failures[0]),
                schemes=tuple(sorted(self._plugins[working[key]])) if key in working else (),
                failures=tuple(failures),
            )
            for key, failures in sorted(found.items())
        )

    def schemes(self) -> tuple[SchemeEntry, ...]:
        """Every scheme that a working plugin offers, by id, broken ones with the reason."""
        self._load_all()
        return tuple(self._entry(id) for id in sorted(self._ids()))

    def scheme(self, id: str) -> "Program":
        """The scheme of this id, compiled once. Loads only the plugin it belongs to.

        Raises `UnknownScheme` if no working plugin offers it, `SchemeError` if its files have problems, and
        `PluginFailure` if a kind of rule of the plugin's own fails over them.
        """
        with self._lock:
            if id not in self._programs:
                from .program import compile_scheme  # lazy: needed once a scheme is asked for

                scheme = self.read(id)
                with self._blaming(self._owner(id)):
                    self._programs[id] = compile_scheme(scheme)
            return self._programs[id]

    def read(self, id: str) -> "Scheme":
        """The scheme of this id as data, not compiled. Raises as `scheme`."""
        from .codec import read_scheme  # lazy: needed once a scheme is asked for

        owner = self._owner(id)
        with self._blaming(owner):
            return read_scheme(self._folder(id), kinds=self._kinds[owner])

    def published(self, id: str) -> "Round":
        """The round that the source itself publishes. Raises LookupError where the edition holds none."""
        return self._round(id, "published.json")

    def sample(self, id: str) -> "Round":
        """The edition's invented sample round, labelled so. Raises LookupError where the edition holds none."""
        return self._round(id, "sample.json")

    def _round(self, id: str, name: str) -> "Round":
        file = self._folder(id).joinpath(name)
        if not file.is_file():
            raise LookupError(f"{id}: 没有 (there is no) {name}")
        from .codec import read_evidence  # lazy: needed once evidence is asked for

        return read_evidence(file, self.scheme(id))

    def _folder(self, id: str) -> Traversable:
        edition = self._plugins[self._owner(id)][id]
        return files(edition.package).joinpath(edition.folder)

    @contextmanager
    def _blaming(self, name: str) -> Iterator[None]:
        """What kinds of rule of the plugin's own raise in here is its fault, and so is a problem without words."""
        try:
            yield
        except SchemeError as error:
            strange = [problem.code for problem in error.problems if problem.code not in PROBLEMS]
            if not strange:
                raise
            wordless = LookupError(f"没有这种问题 (no such problem): {', '.join(strange)}")
            raise raised_by(self._points[name], wordless) from error
        except Exception as error:
            if not self._kinds[name] or isinstance(error, OpenGovError | OSError):
                raise
            raise raised_by(self._points[name], error) from error

    def _owner(self, id: str) -> str:
        """The plugin with the longest name that the id begins with, among those that offer it."""
        with self._lock:
            for name in sorted(_owners(id, self._points), key=len, reverse=True):
                editions = self._load(name)
                if editions is not None and id in editions:
                    return name
            self._load_all()
            raise UnknownScheme(f"没有方案 (no scheme) {id}{self._hint(id)}")

    def _hint(self, id: str) -> str:
        """The failure of the plugin that should offer the id, or the nearest id that there is."""
        unusable = [failure for failure in self._failures if failure.name not in self._plugins]
        owner = max(_owners(id, (failure.name for failure in unusable)), key=len, default="")
        if owner:
            return f";{next(failure for failure in unusable if failure.name == owner)}"
        near = suggestion(id, self._ids())
        return f";您是否指 (did you mean) {near}?" if near else ""

    def _ids(self) -> Iterator[str]:
        return (id for editions in self._plugins.values() for id in editions)

    def _entry(self, id: str) -> SchemeEntry:
        try:
            scheme = self.scheme(id).scheme
            return SchemeEntry(id=id, city=scheme.city, edition=scheme.edition, title=scheme.title, status="ok")
        except (OpenGovError, OSError) as error:
            status = str(error)
        except Exception as error:  # a fault of ours that one city's files bring to light must not hide the others
            status = f"内部错误 (internal error): {type(error).__name__}: {error}"
        return SchemeEntry(id=id, city="", edition="", title="", status=status)

    def _load_all(self) -> None:
        with self._lock:
            for name in tuple(self._points):
                self._load(name)
            self._settle_ids()

    def _load(self, name: str) -> Mapping[str, SchemeFiles] | None:
        with self._lock:
            if name in self._points and name not in self._plugins:
                loaded = load(self._points[name])
                self._note(loaded.failures)
                if loaded.editions is None:
                    del self._points[name]
                else:
                    self._plugins[name], self._kinds[name] = loaded.editions, loaded.kinds
            return self._plugins.get(name)

    def _settle_ids(self) -> None:
        """An id that two plugins offer is the longer name's, as `scheme` has it; the other is named and loses it."""
        offers = dict[str, list[str]]()
        for name, editions in self._plugins.items():
            for id in editions:
                offers.setdefault(id, []).append(name)
        for id, names in offers.items():
            *losers, owner = sorted(names, key=len)
            for name in losers:
                self._plugins[name] = {other: one for other, one in self._plugins[name].items() if other != id}
                who = f"{owner} ({distribution_of(self._points[owner].dist)})"
                self._note([failure_of(self._points[name], "duplicate-id", f"{id}: {who}")])

    def _note(self, failures: Iterable[PluginFailure]) -> None:
        for failure in failures:
            self._failures.append(failure)
            _LOG.warning("plugin %s", failure)


def _owners(id: str, names: Iterable[str]) -> Iterator[str]:
    """The names that the id begins with."""
    return (name for name in names if id.startswith(f"{name}-"))
