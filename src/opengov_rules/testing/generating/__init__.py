"""Small valid schemes as plain data, over the whole vocabulary, thrown with dice."""

from .citing import Table, cited
from .facts import EDGES
from .mending import mended
from .planting import planted
from .rules import ROUNDINGS
from .schemes import REFUSED, SchemeWriter, document, published
from .trees import POLICIES

__all__ = [
    "EDGES",
    "POLICIES",
    "REFUSED",
    "ROUNDINGS",
    "SchemeWriter",
    "Table",
    "cited",
    "document",
    "mended",
    "planted",
    "published",
]
