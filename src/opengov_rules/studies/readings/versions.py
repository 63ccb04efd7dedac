"""The scheme under many combinations of readings, read and asked but not lowered."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from attrs import evolve

from ...compiler import Draft, drafted
from ...problems import Invalid, SchemeError
from ...program import Program
from ...scheme import Changes, Scheme
from .choices import Axis, Combination, combinations, number_of


class Versions:
    """Schemes under combinations of readings, each read once.

    What rests on some of the readings needs a version for each combination of those, whatever the others are: a few
    versions hold them all.
    """

    def __init__(self, program: Program, axes: tuple[Axis, ...]) -> None:
        self.program = program
        self.axes = axes
        singles = ({axis.key: option} for axis in axes for option in range(1, len(axis)))
        full = dict.fromkeys((axis.key for axis in axes), 0)
        self._held: list[dict[str, int]] = [dict(full), *(full | single for single in singles)]
        self._found: dict[tuple[tuple[str, int], ...], int] = {}
        self._schemes: dict[tuple[tuple[str, int], ...], Scheme] = {}
        self._drafts: dict[tuple[str, tuple[tuple[str, int], ...]], Draft] = {}

    def need(self, groups: Iterable[tuple[Axis, ...]]) -> None:
        """Have a version for every combination of each group of readings, in as few as can be."""
        for axes in sorted(set(groups), key=number_of, reverse=True):
            for combination in combinations(axes):
                self._place(combination)

    def holding(self, combination: Combination) -> dict[str, int]:
        """The version that stands for a combination of some readings, told by all of them."""
        return self._held[self._place(combination)]

    def _place(self, combination: Combination) -> int:
        key = tuple(sorted(combination.items()))
        if key not in self._found:
            fits = (at for at, held in enumerate(self._held) if all(held.get(k, o) == o for k, o in key))
            at = next(fits, len(self._held))
            if at == len(self._held):
                self._held.append({})
            self._held[at].update(combination)
            self._found[key] = at
        return self._found[key]

    def document(self, combination: Combination) -> Any:
        """The plain data under a combination."""
        from ...structure import changed_document  # lazy: cattrs is needed only where schemes are read

        return changed_document(self.program.published, self.program.scheme, self._changes(combination))[0]

    def scheme(self, combination: Combination) -> Scheme:
        """The scheme under a combination, which nobody has checked. Raises `SchemeError` where it cannot be read."""
        from ...structure import changed_document, structure_scheme  # lazy: see above

        published = self.program.published
        key = _key(combination)
        if not key:
            return self.program.scheme
        if key not in self._schemes:
            document, record = changed_document(published, self.program.scheme, self._changes(combination))
            scheme = structure_scheme(document, published.places, published.kinds, self._converter)
            self._schemes[key] = evolve(scheme, taken=record.taken, supplied=record.supplied)
        return self._schemes[key]

    def draft(self, rubric: str, combination: Combination, concerned: Iterable[Axis]) -> Draft:
        """One rubric under a combination, which only some readings concern. Raises `SchemeError`."""
        key = rubric, _key({axis.key: combination.get(axis.key, 0) for axis in concerned})
        if key not in self._drafts:
            scheme = self.scheme(combination)
            try:
                self._drafts[key] = drafted(scheme, next(one for one in scheme.rubrics if one.id == rubric))
            except Invalid as error:
                raise SchemeError([error.at(path=(rubric,))]) from None
        return self._drafts[key]

    def _changes(self, combination: Combination) -> Changes:
        options = {axis.key: axis.options for axis in self.axes}
        return Changes(readings={key: options[key][at] for key, at in _in_order(combination, self.axes)})

    @cached_property
    def _converter(self) -> Any:
        from ...structure import build_converter  # lazy: see above

        return build_converter(self.program.published.kinds)


def _key(combination: Combination) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((key, option) for key, option in combination.items() if option))


def _in_order(combination: Combination, axes: Iterable[Axis]) -> list[tuple[str, int]]:
    return [(axis.key, combination[axis.key]) for axis in axes if combination.get(axis.key)]
