"""Plain data to `Scheme`: strict, every problem at once, and the only place that knows the words of the files.

Readings are patches to the plain data, so choosing one comes through here again.
"""

from collections.abc import Iterable

import cattrs
from attrs import evolve

from ..paths import parse_path
from ..problems import Problem, SchemeError
from ..provenance import Places
from ..rules import KINDS, Rule
from ..scheme import Changes, Scheme
from .builder import Builder, Document, taken_fields
from .changes import changed_document
from .conditions import parse_condition
from .converter import build_converter
from .patches import patched
from .texts import text_problems

__all__ = [
    "Document",
    "build_converter",
    "changed",
    "changed_document",
    "parse_condition",
    "parse_path",
    "patched",
    "structure_partly",
    "structure_scheme",
    "taken_fields",
]


def structure_scheme(
    document: Document,
    places: Places | None = None,
    kinds: Iterable[type[Rule]] = KINDS,
    converter: cattrs.Converter | None = None,
) -> Scheme:
    """The scheme that the parsed files describe.

    `places` maps paths of keys to places in the files, for problems; `converter` is one for these kinds, where several
    schemes share it. Raises `SchemeError` with every problem of structure; what a well-formed scheme may still get
    wrong is the compiler's business.
    """
    scheme, problems = structure_partly(document, places, kinds, converter)
    if problems or scheme is None:
        raise SchemeError(problems)
    return scheme


def structure_partly(
    document: Document,
    places: Places | None = None,
    kinds: Iterable[type[Rule]] = KINDS,
    converter: cattrs.Converter | None = None,
) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """What of the scheme is well formed, and every problem of structure; without problems it is the scheme."""
    builder = Builder(places or {}, {kind.kind: kind for kind in kinds}, converter)
    unreadable = tuple(text_problems(document, places or {}))
    scheme = builder.scheme(document)
    told = {problem.path for problem in unreadable}
    return scheme, (*unreadable, *(problem for problem in builder.problems if problem.path not in told))


def changed(published: Scheme, current: Scheme, changes: Changes) -> Scheme:
    """`current`, itself a change of `published`, changed further. Raises `SchemeError` with every problem."""
    document, record = changed_document(published, current, changes)
    found = structure_scheme(document, published.places, published.kinds)
    return evolve(found, taken=record.taken, supplied=record.supplied)
