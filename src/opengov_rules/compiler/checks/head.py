"""A scheme's head: ids that can name folders, a file's name, a window that opens before it closes."""

import re
from collections.abc import Iterator
from typing import Final

from ...names import ID
from ...problems import Invalid, Problem
from ...scheme import Scheme
from ..placing import at_key, in_

_FILE: Final = re.compile(r"[^/\\:]+")


def identity(scheme: Scheme) -> Iterator[Problem]:
    """Ids have a grammar, because they name folders and appear in commands."""
    if ID.fullmatch(scheme.id) is None:
        yield at_key(scheme, Invalid("id-text", id=scheme.id), ("scheme", "id"))
    for rubric in scheme.rubrics:
        if ID.fullmatch(rubric.id) is None:
            yield Invalid("id-text", id=rubric.id).at(rubric.where, rubric.path)
    if not scheme.rubrics:
        yield at_key(scheme, Invalid("rubric-missing"), ("scheme",))
    file = scheme.source.file
    if _FILE.fullmatch(file) is None or not file.strip(". "):
        yield at_key(scheme, Invalid("file-name", file=file), ("scheme", "source", "file"))


def window(scheme: Scheme) -> Iterator[Problem]:
    """The window opens before it closes, and before evidence is due."""
    found = scheme.window
    for key, last in (("until", found.until), ("due", found.due)):
        if found.from_ is not None and last is not None and last < found.from_:
            first, end = found.from_.isoformat(), last.isoformat()
            yield in_(found, Invalid("window-order", first=first, key=key, last=end), key)
