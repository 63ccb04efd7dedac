"""What can be wrong, as data: a `Problem` is a code with parameters; its words are rendered per language."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Literal

from attrs import field, frozen

from .provenance import Citation, Location
from .words import Language, render

Severity = Literal["error", "warning"]


@frozen(kw_only=True)
class Problem:
    """One diagnosis: a stable code, what fills its words, where it stands, and the notice's words concerned."""

    code: str
    params: Mapping[str, str] = field(factory=dict, hash=False)
    where: Location | None = None
    path: tuple[str, ...] = ()
    cite: Citation | None = None
    severity: Severity = "error"

    def message(self, lang: Language = "zh") -> str:
        """What is wrong, what was expected, and the likeliest fix, in one line."""
        text = render(self.code, lang, self.params)
        pointed = self.where is not None and self.where.line is not None
        keys = [".".join(self.path)] if self.path and not pointed else []
        place = ": ".join([str(self.where)] * (self.where is not None) + keys)
        quote = f" [{self.cite}]" if self.cite else ""
        return f"{place}: {text}{quote}" if place else f"{text}{quote}"


class OpenGovError(Exception):
    """The root of every error this library raises on purpose."""


class ProblemsError(OpenGovError):
    """Bad input, with every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.message() for problem in self.problems)


class SchemeError(ProblemsError):
    """A scheme that cannot be used; `problems` holds all of them."""


class EvidenceError(ProblemsError):
    """Evidence that cannot be used; `problems` holds all of them."""


class ScoringRefused(OpenGovError):
    """The scheme does not publish what a score would need, and the library never invents it."""


class UnknownScheme(OpenGovError, LookupError):
    """No healthy plugin offers this scheme."""


class UnknownUnit(OpenGovError, LookupError):
    """The unit is not in the scheme's roster (or is listed there as not assessed)."""


class Invalid(ValueError):
    """A value that cannot be used where it stands: a `Problem` that does not know its place yet."""

    def __init__(self, code: str, /, **params: object) -> None:
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}
        super().__init__(code, self.params)

    def at(self, where: Location | None = None, path: tuple[str, ...] = ()) -> Problem:
        """The problem, now that its place is known."""
        return Problem(code=self.code, params=self.params, where=where, path=path)


def suggestion(word: str, known: Iterable[str]) -> str:
    """The nearest known word, or "" when none is near."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), "")
