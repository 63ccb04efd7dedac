"""From the text of a notice to a proposal for its scheme: indicators, points, and the rules that its phrases name.

`read_draft` keeps what was understood and what was not; `draft` is the files alone.
"""

from attrs import frozen

from ..problems import Invalid, SchemeError
from ..provenance import Location
from .assembly import Draft, Head
from .checking import settled
from .grades import grades_of
from .heads import city_of, scoring_of, title_of, vetoes_of, window_of, year_of
from .notice import spans
from .regions import outlines
from .units import roster_of

__all__ = ["Draft", "Drafted", "draft", "read_draft"]


@frozen(kw_only=True)
class Drafted:
    """A draft with its files (by name), and the lines of the notice that are no part of its tables."""

    draft: Draft
    files: dict[str, str]
    unread: tuple[int, ...]


def draft(text: str, *, id: str, city: str = "", title: str = "", file: str, sha256: str) -> dict[str, str]:
    """The files of a scheme for this notice: `scheme.toml` and one per rubric, by name.

    `file` and `sha256` are the notice's own; city and title are the notice's where they are not given.
    Raises `SchemeError` where there is no indicator table.
    """
    return read_draft(text, id=id, city=city, title=title, file=file, sha256=sha256).files


def read_draft(text: str, *, id: str, city: str = "", title: str = "", file: str, sha256: str) -> Drafted:
    """The same, with what was understood and what was not."""
    lines = spans(text)
    found = outlines(lines)
    if not found:
        raise SchemeError([Invalid("draft-no-table", file=file).at(Location(file))])
    used = frozenset(line for outline in found for line in outline.lines)
    others = tuple(span for span in lines if span.line not in used)
    title = title or title_of(lines)
    window, doubtful = window_of(others)
    grades, unread = grades_of(others)
    roster = roster_of(others)
    doubtful = (*roster.doubtful, *doubtful, *unread, *vetoes_of(others))
    told = {cite.line for cite, _ in doubtful} | {cite.line for grade in grades for cite in grade.cites}
    head = Head(
        id=id,
        city=city or city_of(title, lines) or "(待填)",
        edition=year_of(title, id) or "(待填)",
        title=title,
        file=file,
        sha256=sha256,
        rosters=roster.lists,
        excluded=roster.excluded,
        window=window,
        grades=grades,
        doubtful=tuple(sorted((*doubtful, *scoring_of(others, told)), key=lambda doubt: doubt[0].line)),
    )
    settled_draft, files = settled(head, found)
    return Drafted(draft=settled_draft, files=files, unread=tuple(span.line for span in others))
