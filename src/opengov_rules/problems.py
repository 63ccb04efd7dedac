"""What can be wrong, as data: a `Problem` is a code with parameters; its words are rendered per language."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePath
from typing import Final, Literal

from attrs import field, frozen

from .characters import shown
from .provenance import Citation, Location
from .words import NUMBERS, Language, render, short

Severity = Literal["error", "warning", "info"]


@frozen(kw_only=True)
class Problem:
    """One diagnosis: a stable code, what fills its words, where it stands, and the notice's words concerned."""

    code: str
    params: Mapping[str, str] = field(factory=dict, hash=False)
    where: Location | None = None
    path: tuple[str, ...] = ()
    cite: Citation | None = None
    severity: Severity = "error"
    inner: "Problem | None" = None
    """What is wrong inside, where this problem only says under which reading it arises."""

    @property
    def number(self) -> str:
        """The code's number, `OGR…`: what `opengov-rules check --explain` and the pages of the docs go by."""
        return NUMBERS.get(self.code, "")

    def message(self, lang: Language = "zh") -> str:
        """What is wrong, what was expected, and the likeliest fix, in one line."""
        pointed = self.where is not None and self.where.line is not None
        keys = [".".join(self.path)] if self.path and not pointed else []
        place = shown(": ".join([str(self.where)] * (self.where is not None) + keys))
        inner = f": {self.inner.message(lang)}" if self.inner else ""
        words = f"{self.number} {self.text(lang)}{self._quote(lang)}{inner}".lstrip()
        return f"{place}: {words}" if place else words

    def text(self, lang: Language = "zh") -> str:
        """The words alone, as a reason within another text: neither place nor number nor quote."""
        return render(self.code, lang, self.params)

    def _quote(self, lang: Language) -> str:
        """The notice's words, unless the problem's own repeat them."""
        return f" [{self.cite}]" if self.cite and self.cite.quote not in self.text(lang) else ""


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | Exception | PurePath) else short(value)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file, line and column; those of one place as they came."""
    nowhere = Location("")
    return sorted(problems, key=lambda p: ((w := p.where or nowhere).file, w.line or 0, w.column or 0))


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
    """There is no score to tell: the scheme publishes too little for one, scores nothing, or withholds it."""


class UnknownScheme(OpenGovError, LookupError):
    """No healthy plugin offers this scheme."""


class UnknownUnit(OpenGovError, LookupError):
    """The unit is not in the scheme's roster (or is listed there as not assessed)."""


class Invalid(ValueError):
    """A value that cannot be used where it stands: a `Problem` that does not know its place yet."""

    def __init__(self, code: str, /, **params: object) -> None:
        self.code = code
        self.params = {name: _text(value) for name, value in params.items()}
        super().__init__(code, self.params)

    def at(self, where: Location | None = None, path: tuple[str, ...] = ()) -> Problem:
        """The problem, now that its place is known."""
        return Problem(code=self.code, params=self.params, where=where, path=path)


_LONGEST: Final = 100


def suggestion(word: str, known: Iterable[str]) -> str:
    """The nearest known word, also to what the word was before a wrong decoding; "" when none is near."""
    words = [other for other in known if len(other) <= _LONGEST]
    guesses = (guess for guess in (word, *_ungarbled(word)) if len(guess) <= _LONGEST)
    return next((near for guess in guesses for near in get_close_matches(guess, words, n=1, cutoff=0.5)), "")


def _ungarbled(word: str) -> Iterator[str]:
    """What the word may have been before its UTF-8 was read as GBK (甲县 → 鐢插幙) or as Latin letters."""
    for encoding in ("gb18030", "cp1252", "latin-1"):
        guess = word.encode(encoding, "ignore").decode("utf-8", "ignore")
        if len(word) <= 3 * len(guess) and guess != word:
            yield guess
