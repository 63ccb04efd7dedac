"""Short names for indicators and facts, in the notice's own words."""

import re
from collections.abc import Iterator
from typing import Final

from attrs import define, field

from ..characters import hidden
from ..names import check_name
from ..problems import Invalid

LONGEST: Final = 24
"""Of an indicator's name; a fact may have a few letters more."""
_FACT: Final = 30
_LEAST: Final = 3
_SHORTEST: Final = 10
_ORDINAL: Final = re.compile(r"^(?:[一二三四五六七八九十]+[是、.]|\d{1,2}[.、](?!\d)|\(\d+\)|[①-⑳])\s*")
_BRACKETS: Final = re.compile(r"\([^()]*\)|【[^】]*】|\[[^]]*\]")
_MARKS: Final = re.compile(r"[\s,;。、::!?“”\"'‘’《》〈〉<>()\[\]…·|*#-]+")
_LIST: Final = re.compile(r"[^、,;。]{1,14}(?:、[^、,;。]{1,16})+?等(?:的|各类|方面|多种)?")
_HEAD: Final = re.compile(
    r"^(?:并且?|且|同时|以及|及时?(?=公开)|其中|对于?|如|若|凡|则|的|能够?|应当|均|都|按要求)(?=.{4})"
)
_TAIL: Final = re.compile(r"(?:的|(?<=.{4})(?:情况|等|者|方面|工作|进行))$")
_VERB: Final = re.compile(r"^(?:公开|发布|提供|设置|开设|建立|开展|公示|明确|通过|考察|检查)")


def shortened(text: str, longest: int = LONGEST) -> str:
    """A phrase without marks, brackets and lists of examples; a long one is cut, after a word if possible."""
    text = _BRACKETS.sub("", _ORDINAL.sub("", text.strip()))
    if len(_MARKS.sub("", text)) > longest:
        verb = _VERB.match(text)
        brief = _LIST.sub(lambda match: verb[0] if verb and match.start() == 0 else "", text, count=1)
        text = brief if len(_MARKS.sub("", brief)) >= _SHORTEST else text
    text = _MARKS.sub("", _HEAD.sub("", text))
    text = "".join(char for char in text if not hidden(char))
    while len(text) > 2 and (tail := _TAIL.search(text)):
        text = text[: tail.start()]
    if len(text) <= longest:
        return text
    cut = max(text.rfind(mark, _SHORTEST, longest) for mark in "和及与或")
    return text[:cut] if cut > 0 else text[:longest]


@define
class Names:
    """The facts of a scheme: each name stands for one question, and within a rubric for one leaf."""

    _meaning: dict[str, tuple[str, str]] = field(factory=dict)
    """By name, its type and the words it is short for."""
    _askers: dict[str, set[tuple[str, str]]] = field(factory=dict)
    """By name, the leaves that ask it, as (rubric, leaf)."""
    asks: dict[str, str] = field(factory=dict)
    """The whole words of names that had to be shortened."""
    choices: dict[str, tuple[str, ...]] = field(factory=dict)
    """By name, the answers to choose from."""
    never: set[str] = field(factory=set)
    """The numbers of days after which what is awaited may never have come."""

    def fact(self, words: str, kind: str, leaf: "Place", short: str = "") -> str:
        """The name of the question that these words put; `short` where the words are too many for one."""
        words = words.strip(" ,;。、:")
        for name in self._proposals(short or words, kind, leaf):
            if self._fits(name, words, kind, leaf):
                self._meaning[name] = (kind, words)
                self._askers.setdefault(name, set()).add((leaf.rubric, leaf.key))
                if len(_MARKS.sub("", words)) > len(name) + 3:
                    self.asks[name] = words
                return name
        raise LookupError(words)

    def choice(self, words: str, choices: tuple[str, ...], leaf: "Place") -> str:
        """The name of a question that is answered with one of these."""
        name = self.fact(words, "choice", leaf)
        self.choices[name] = choices
        return name

    def meaning(self, name: str) -> tuple[str, str]:
        """What a name asks: its type, and the words that it is short for; nothing for a word that is no fact."""
        return self._meaning.get(name, ("", ""))

    def _proposals(self, words: str, kind: str, leaf: "Place") -> Iterator[str]:
        short = shortened(words, _FACT)
        named = kind == "count" and not short.startswith(("未", "不"))
        if len(short) >= _LEAST + (not named) and not re.fullmatch(r"[\d.]+", short):
            yield short
        heads = [shortened(head, 14) for head in leaf.heads if head]
        for head in heads:
            yield head if kind == "count" and short in head else short if short.startswith(head) else f"{head}{short}"
        yield from (f"{'·'.join(dict.fromkeys(heads[::-1]))}·{short}{n or ''}" for n in ("", *range(2, 99)))

    def _fits(self, name: str, words: str, kind: str, leaf: "Place") -> bool:
        try:
            check_name(name)
        except Invalid:
            return False
        askers = {key for rubric, key in self._askers.get(name, ()) if rubric == leaf.rubric}
        return self._meaning.get(name, (kind, words)) == (kind, words) and askers <= {leaf.key}


@define
class Place:
    """Where a leaf stands: its rubric, a key of its own, and the names of the leaf and the headings above it."""

    rubric: str
    key: str
    heads: tuple[str, ...]
