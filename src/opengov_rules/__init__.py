"""Published rules for assessing open government as data, and one exact engine that scores by them.

from opengov_rules import Host, read_evidence
program = Host.discover().scheme("jingzhou-2021")
result = program.score("荆州区", {"空白栏目": 3})
"""

from importlib import import_module
from logging import NullHandler, getLogger
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .assessment import Assessment as Assessment
    from .causes import Cause as Cause
    from .codec import read_evidence as read_evidence
    from .codec import read_scheme as read_scheme
    from .evidence import NEVER as NEVER
    from .evidence import Evidence as Evidence
    from .evidence import Observation as Observation
    from .evidence import Round as Round
    from .evidence import Sample as Sample
    from .evidence import Status as Status
    from .hookspecs import SchemeFiles as SchemeFiles
    from .hookspecs import hookimpl as hookimpl
    from .host import Host as Host
    from .plugins import PluginFailure as PluginFailure
    from .problems import EvidenceError as EvidenceError
    from .problems import OpenGovError as OpenGovError
    from .problems import Problem as Problem
    from .problems import SchemeError as SchemeError
    from .problems import ScoringRefused as ScoringRefused
    from .problems import UnknownScheme as UnknownScheme
    from .problems import UnknownUnit as UnknownUnit
    from .program import Program as Program
    from .program import compile_scheme as compile_scheme
    from .scheme import Scheme as Scheme
    from .scoring import Result as Result
    from .scoring import ResultLine as ResultLine
    from .standings import Standings as Standings

__version__: Final = "0.1.0"

_HOMES: Final = {
    "assessment": ("Assessment",),
    "causes": ("Cause",),
    "codec": ("read_evidence", "read_scheme"),
    "evidence": ("NEVER", "Evidence", "Observation", "Round", "Sample", "Status"),
    "hookspecs": ("SchemeFiles", "hookimpl"),
    "host": ("Host",),
    "plugins": ("PluginFailure",),
    "problems": (
        "EvidenceError",
        "OpenGovError",
        "Problem",
        "SchemeError",
        "ScoringRefused",
        "UnknownScheme",
        "UnknownUnit",
    ),
    "program": ("Program", "compile_scheme"),
    "scheme": ("Scheme",),
    "scoring": ("Result", "ResultLine"),
    "standings": ("Standings",),
}
_HOME: Final = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)  # noqa: PLE0605

getLogger(__name__).addHandler(NullHandler())


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
