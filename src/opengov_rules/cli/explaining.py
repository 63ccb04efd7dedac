"""`check --explain CODE`: what is behind a code, for a terminal."""

import argparse
from collections.abc import Iterator
from textwrap import indent
from typing import Any, Final

from ..characters import shown
from ..explanations import FAMILIES_TOLD, Explanation, code_named, explanation
from ..words import Language
from .commands import Outcome

_WORDS: Final = {
    "zh": {"bad": "有误", "said": "提示", "good": "改正", "beside": "另有", "cure": "说明"},
    "en": {"bad": "wrong", "said": "what is said", "good": "right", "beside": "beside it", "cure": "the cure"},
}


def explained(arguments: argparse.Namespace) -> Outcome:
    """What is behind a code. Raises LookupError where there is no such code."""
    found = _found(arguments.explain)
    return 0, _data(found) if arguments.json else _lines(found, arguments.lang)


def _found(name: str) -> Explanation:
    try:
        return explanation(code_named(name))
    except LookupError as error:
        near = error.args[0]
        hint = f";您是否指 (did you mean) {near}?" if near else ""
        raise LookupError(f"没有代码 (there is no code) {shown(name)}{hint}") from None


def _lines(found: Explanation, lang: Language) -> Iterator[str]:
    words = _WORDS[lang]
    severity = f" · {found.severity}" if found.severity else ""
    yield f"{found.number} {found.code} · {FAMILIES_TOLD[found.family][lang]}{severity}"
    yield found.words[lang]
    for key, text in (("bad", found.bad), ("said", "\n".join(found.said[lang])), ("good", found.good)):
        yield f"\n{words[key]}" + (f" ({found.file}):" if key == "bad" else ":")
        yield from indent(text.strip("\n"), "    ").split("\n")
    for name, text in found.beside:
        yield f"\n{words['beside']} ({name}):"
        yield from indent(text, "    ").split("\n")
    yield f"\n{words['cure']}:"
    yield indent(found.cure[lang], "    ")


def _data(found: Explanation) -> dict[str, Any]:
    """JSON-ready, in both languages."""
    return {
        "code": found.code,
        "number": found.number,
        "family": found.family,
        "severity": found.severity,
        "words": dict(found.words),
        "file": found.file,
        "bad": found.bad,
        "said": {lang: list(told) for lang, told in found.said.items()},
        "good": found.good,
        "beside": dict(found.beside),
        "cure": dict(found.cure),
    }
