"""Plain data to `Scheme`: strict, every problem at once, and the only place that knows the words of the files.

Readings are patches to the plain data, so choosing one comes through here again.
"""

from collections.abc import Iterable

from ..problems import SchemeError
from ..provenance import Places
from ..rules import KINDS, Rule
from ..scheme import Scheme
from .builder import Builder, Document
from .conditions import parse_condition
from .patches import parse_path, patched

__all__ = ["Document", "parse_condition", "parse_path", "patched", "structure_scheme"]


def structure_scheme(document: Document, places: Places | None = None, kinds: Iterable[type[Rule]] = KINDS) -> Scheme:
    """The scheme that the parsed files describe.

    `places` maps paths of keys to places in the files, for problems. Raises `SchemeError` with every problem of
    structure; what a well-formed scheme may still get wrong is the compiler's business.
    """
    builder = Builder(places or {}, {kind.kind: kind for kind in kinds})
    scheme = builder.scheme(document)
    if builder.problems or scheme is None:
        raise SchemeError(builder.problems)
    return scheme
