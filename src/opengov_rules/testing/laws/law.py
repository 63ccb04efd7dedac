"""A law of scoring as data: its sentence, over what evidence it is tried, when it applies, and where it is false."""

import re
from collections.abc import Callable, Iterator, Mapping
from inspect import cleandoc
from typing import Final, Literal, TypeAlias

from attrs import evolve, field, frozen

from ...problems import OpenGovError
from .specimens import Specimen

Over: TypeAlias = Literal["program", "whole", "told", "open", "nearly", "pairs", "rounds"]
"""What a law looks at: the program alone; evidence of one unit in which everything is observed (`whole`), some is not
submitted or does not apply (`told`), some or nearly everything is open or known (`open`, `nearly`); two evidences that
differ in one more fault (`pairs`); the evidence of several units (`rounds`)."""
Finding: TypeAlias = tuple[str, tuple[str, ...]]
"""What is wrong in words, and the codes of the indicators concerned."""
Check: TypeAlias = Callable[[Specimen], Iterator[Finding]]
_HOLDS: Final = "Holds when: "
_FAILS: Final = "Does not hold when: "


@frozen(kw_only=True)
class Law:
    """One law. `check` yields what breaks it in one specimen; `fails()` is true: the law, where it need not hold."""

    name: str
    statement: str
    holds: str
    fails_when: str
    over: Over
    check: Check = field(repr=False)
    applies: Callable[[Specimen], str] = field(repr=False)
    """Why the law says nothing about a unit; "" where it holds."""
    fails: Callable[[], bool] = field(repr=False)

    def first(self, specimen: Specimen) -> Finding | None:
        """The first thing that breaks the law; drawn evidence that is refused breaks it too."""
        try:
            return next(iter(self.check(specimen)), None)
        except OpenGovError as error:
            return f"被拒绝 (refused): {error}", ()


_LAWS: Final[dict[str, Law]] = {}


def all_laws() -> Mapping[str, Law]:
    """The laws that were defined so far, by name."""
    return _LAWS


def law(
    over: Over, *, fails: Callable[[], bool], applies: Callable[[Specimen], str] = lambda _: ""
) -> Callable[[Check], Check]:
    """Makes a law of a check, whose docstring states the law, when it holds, and where it does not."""

    def make(check: Check) -> Check:
        name = check.__name__.replace("_", "-")
        text = " ".join(cleandoc(check.__doc__ or "").split())
        found = re.fullmatch(f"(.+?) {_HOLDS}(.+?) {_FAILS}(.+)", text)
        if found is None or name in _LAWS:
            raise TypeError(f"{name}: a law has one docstring: its sentence, '{_HOLDS}…', '{_FAILS}…'")
        statement, holds, fails_when = found.groups()
        _LAWS[name] = Law(
            name=name,
            statement=statement,
            holds=holds,
            fails_when=fails_when,
            over=over,
            check=check,
            applies=applies,
            fails=fails,
        )
        return check

    return make


@frozen(kw_only=True)
class Broken:
    """A law that a program breaks: for which unit, by which evidence, and what is wrong."""

    law: Law
    what: str
    codes: tuple[str, ...]
    specimen: Specimen

    def message(self) -> str:
        """The law's sentence, the unit, the evidence and the clauses, in a few lines."""
        lines = [f"{self.law.name}: {self.law.statement}", f"  {self.what}", *self.specimen.shown(self.codes)]
        return "\n".join(lines)

    def minimal(self, tries: int = 200) -> "Broken":
        """The same with evidence as simple as so many tries find it."""
        smallest, again = self, True
        while again:
            again = False
            for simpler in smallest.specimen.simpler():
                tries -= 1
                if tries < 0:
                    return smallest
                found = self.law.first(simpler)
                if found is not None:
                    what, codes = found
                    smallest, again = evolve(smallest, what=what, codes=codes, specimen=simpler), True
                    break
        return smallest
