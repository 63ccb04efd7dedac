"""Whether a scheme quotes its notice truly: every quote stands in its line, and the file is the one that was read."""

import hashlib
from itertools import chain
from pathlib import Path
from typing import Final

from ..evidence import FIGURES, Round
from ..points import read_number, to_text
from ..problems import Invalid, Problem
from ..scheme import Scheme
from ..text_files import decoded, read_bytes
from .notices import Notice

MAX_BYTES: Final = 16 << 20


def figure_problems(published: Round) -> list[Problem]:
    """Every number of a record that its own quote does not print, and that is not said to be inferred."""
    problems = list[Problem]()
    for figure in published.published:
        printed = figure.cite.numerals()
        counted = {} if figure.inferred else {"count": figure.count}
        numbers = counted | ({"value": figure.value} if figure.what in FIGURES and figure.what != "order" else {})
        for key, text in numbers.items():
            if text and to_text(read_number(text)) not in printed:
                error = Invalid("figure-uncited", key=key, value=text, quote=str(figure.cite))
                problems.append(error.at(figure.where))
    return problems


def read_notice(scheme: Scheme, folder: Path) -> tuple[Notice | None, list[Problem]]:
    """The notice of a scheme in a folder, and what is wrong with the file: missing, unreadable, or another one."""
    source = folder / scheme.source.file
    where, path = scheme.places.get(("scheme", "source")), ("scheme", "source")
    if not source.is_file():
        return None, [Invalid("source-missing", folder=folder, file=scheme.source.file).at(where, path)]
    data = read_bytes(source, MAX_BYTES)
    if isinstance(data, Problem):
        return None, [data]
    problems = list[Problem]()
    if hashlib.sha256(data).hexdigest() != scheme.source.sha256:
        error = Invalid("source-hash", file=source.name, actual=hashlib.sha256(data).hexdigest())
        problems.append(error.at(where, path))
    text = decoded(data, source.name)
    if isinstance(text, Problem):
        return None, [*problems, text]
    return Notice.of(source.name, text), problems


def quote_problems(scheme: Scheme, folder: Path, published: Round | None = None) -> list[Problem]:
    """Every quote that its line of the notice does not hold, or a notice in `folder` that is missing or another one.

    With `published` the quotes of that record's figures too.
    """
    notice, problems = read_notice(scheme, folder)
    return problems if notice is None else [*problems, *missing_quotes(scheme, notice, published)]


def missing_quotes(scheme: Scheme, notice: Notice, published: Round | None = None) -> list[Problem]:
    """Every quote that its line of the notice does not hold."""
    problems = list[Problem]()
    figures = () if published is None else published.published
    for cite, where in chain(scheme.citations(), ((figure.cite, figure.where) for figure in figures)):
        if not cite.stands_in(notice[cite.line]):
            elsewhere = [str(number) for number, line in enumerate(notice.lines, start=1) if cite.stands_in(line)]
            found = ", ".join(elsewhere) or "–"
            problems.append(Invalid("quote-missing", line=cite.line, quote=cite.quote, found=found).at(where))
    return problems
