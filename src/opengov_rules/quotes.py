"""Whether a scheme quotes its notice truly: every quote stands in its line, and the file is the one that was read."""

import hashlib
from pathlib import Path

from .problems import Invalid, Problem
from .scheme import Scheme


def quote_problems(scheme: Scheme, source: Path) -> list[Problem]:
    """Every quote that its line does not hold, and a source whose bytes are not those recorded."""
    data = source.read_bytes()
    problems = list[Problem]()
    if hashlib.sha256(data).hexdigest() != scheme.source.sha256:
        error = Invalid("source-hash", file=source.name)
        problems.append(error.at(scheme.places.get(("scheme", "source")), ("scheme", "source")))
    lines = data.decode("utf-8").splitlines()
    for cite, where in scheme.citations():
        text = lines[cite.line - 1] if 0 < cite.line <= len(lines) else ""
        if not cite.stands_in(text):
            problems.append(Invalid("quote-missing", line=cite.line, quote=cite.quote).at(where))
    return problems
