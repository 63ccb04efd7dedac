"""Facts as they are declared: keys that their type can use, limits that answers can keep, folds that fit."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain
from typing import Final

from ...facts import Fact, FactType, Take
from ...problems import Invalid, Problem
from ...scheme import Scheme
from ..placing import at_key

_FOLDS: Final[Mapping[FactType, tuple[Take, ...]]] = {
    FactType.CHOICE: ("distinct",),
    FactType.DATE: ("min", "max", "median", "distinct"),
}
"""How answers fold that cannot be added up; all others fold in every way."""


def declarations(scheme: Scheme) -> Iterator[Problem]:
    """A declared fact holds nothing that means nothing for it; what is wrong comes under its keys."""
    errors = (_idle_keys, _absent_errors, _limit_errors, _fold_errors, _peers_errors)
    for fact in scheme.facts:
        path = ("scheme", "facts", fact.name)
        for key, wrong in chain.from_iterable(found(fact) for found in errors):
            yield at_key(scheme, wrong, (*path, key) if key else path)


def _idle_keys(fact: Fact) -> Iterator[tuple[str, Invalid]]:
    """The keys that a fact's type cannot use."""
    stepped = fact.type in (FactType.QUANTITY, FactType.POINTS)
    numeric = stepped or fact.type is FactType.COUNT
    used = {
        "min": numeric,
        "max": numeric,
        "step": stepped,
        "never": numeric or fact.type is FactType.DATE,
        "per": fact.type is not FactType.SHARE,
        "take": fact.type not in (FactType.SAMPLE, FactType.SHARE),
        "choices": fact.type is FactType.CHOICE,
        "none": fact.type is FactType.SHARE,
    }
    for key, fits in used.items():
        if getattr(fact, key) not in (None, False, 0, "", ()) and not fits:
            yield key, Invalid("fact-key", fact=fact.name, key=key, type=fact.type.value)


def _absent_errors(fact: Fact) -> Iterator[tuple[str, Invalid]]:
    """What is absent counts as 0, where 0 is an answer."""
    wordless = fact.type in (FactType.CHOICE, FactType.DATE)
    if fact.absent and (wordless or (fact.min is not None and fact.min > 0)):
        yield "absent", Invalid("fact-absent", fact=fact.name)


def _limit_errors(fact: Fact) -> Iterator[tuple[str, Invalid]]:
    """Limits leave room for an answer, and stand on the fact's own steps."""
    ends = [end for end in (fact.min, fact.max) if end is not None]
    crossed = len(ends) == 2 and ends[0] > ends[1]
    off_step = any((end / fact.unit_step).denominator != 1 for end in ends)
    below = fact.take in ("sum", "mean") and min(ends, default=Fraction(0)) < 0
    stuck = fact.step is not None and fact.step <= 0
    if crossed or off_step or below or stuck:
        yield "", Invalid("fact-limits", fact=fact.name)


def _fold_errors(fact: Fact) -> Iterator[tuple[str, Invalid]]:
    """What is wrong with how a fact's answers fold."""
    known = _FOLDS.get(fact.type)
    if fact.take is not None and not (fact.per or fact.of):
        yield "take", Invalid("take-alone", fact=fact.name)
    elif fact.take is not None and known is not None and fact.take not in known:
        yield "take", Invalid("fact-take", fact=fact.name, type=fact.type.value, take=fact.take, known=", ".join(known))
    for key, kept in (("trim", fact.trim or None), ("best", fact.best)):
        if kept is not None and fact.take not in ("sum", "mean"):
            yield key, Invalid("take-sum", fact=fact.name, key=key)
        elif kept is not None and kept <= 0:
            yield key, Invalid("step-positive", key=key, value=kept)
    for word in dict.fromkeys(word for word in fact.choices if fact.choices.count(word) > 1):
        yield "choices", Invalid("choice-twice", fact=fact.name, word=word)


def _peers_errors(fact: Fact) -> Iterator[tuple[str, Invalid]]:
    """What means nothing for a fact that all units together answer."""
    if fact.peers is None:
        return
    if fact.type not in (FactType.QUANTITY, FactType.COUNT, FactType.POINTS):
        yield "type", Invalid("peers-answer", fact=fact.name, key=f'type = "{fact.type.value}"')
    for key in ("per", "take", "absent", "never"):
        if getattr(fact, key):
            yield key, Invalid("peers-answer", fact=fact.name, key=key)
