"""Lines that were copied from others, and cut short."""

import re
from collections.abc import Iterator

from ...problems import Invalid, Problem
from ..looking import Looked
from ..notices import Notice
from .headings import rows
from .telling import tell


def titles(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """A heading that is another one cut short, or that its own text elsewhere goes on."""
    headings, _, _ = rows(notice)
    names = {row.name for row in headings} | {node.name for rubric in looked.scheme.rubrics for node in rubric.walk()}
    for row in headings:
        longer = next(
            (name for name in sorted(names) if name.startswith(row.name) and len(name) == len(row.name) + 1), None
        )
        if longer is not None:
            yield from tell(
                looked, notice, row.line, Invalid("notice-title", line=row.line, name=row.name, longer=longer), row.name
            )


def shorter(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """An item whose words another one repeats and takes further, by points of its own."""
    items = [(line, text.strip().rstrip("。;；")) for line, text in notice.numbered() if len(text.strip()) > 20]
    for line, text in items:
        for other, longer in items:
            rest = longer[len(text) :]
            if (
                other != line
                and longer.startswith(text)
                and re.search(r"\d分", text)
                and re.search(r"[得给加扣减]\d", rest)
            ):
                yield from tell(
                    looked,
                    notice,
                    line,
                    Invalid("notice-shorter", line=line, other=other, rest=rest),
                    text[-12:],
                    severity="info",
                )
                break
