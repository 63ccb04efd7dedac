"""考评方案的契约: a pytest class with a test for every law, for a scheme that is named in one line."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest

from ..program import Program
from .laws import FEWEST, LAWS, Law, Trial, checked_skips, program_of


class SchemeContract:
    """Every law that a scheme must keep, as tests: `class TestCity(SchemeContract): scheme = "jingzhou-2021"`.

    `scheme`: the id of an installed edition, or a folder as a `Path`; or override `program()`. `examples`: how much
    evidence of each sort is drawn for each unit, always the same for one `seed`. `units`: by default a few of each
    rubric that together meet most of its variants. `skip`: laws to leave out, each with the reason.

    A law that says nothing about the scheme (it has no veto, nothing is scored) is skipped with the reason.
    """

    scheme: ClassVar[str | Path] = ""
    examples: ClassVar[int] = 25
    seed: ClassVar[int] = 0
    units: ClassVar[Sequence[str] | None] = None
    skip: ClassVar[Mapping[str, str]] = {}
    _trial: ClassVar[Trial | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        checked_skips(cls.skip)
        cls._trial = None

    @classmethod
    def program(cls) -> Program:
        """The program under test."""
        return program_of(cls.scheme)

    @classmethod
    def teardown_class(cls) -> None:
        """Lets go of what was drawn."""
        cls._trial = None

    @classmethod
    def trial(cls) -> Trial:
        """What all tests of the class share: the program, and evidence drawn once."""
        if cls._trial is None:
            units = None if cls.units is None else tuple(cls.units)
            cls._trial = Trial(cls.program(), cls.examples, cls.seed, units)
        return cls._trial

    def test_enough_laws_apply(self) -> None:
        """A scheme to which few laws apply is hardly checked."""
        benches = self.trial().benches
        known = {law.name for law in LAWS.values() for bench in benches if not law.applies(bench.plain)} - set(
            self.skip
        )
        if len(known) < FEWEST:
            told = ", ".join(sorted(known)) or "–"
            pytest.fail(f"只有 {len(known)} 条定律适用 (only {len(known)} laws apply): {told}", pytrace=False)


def _test(law: Law) -> Callable[[SchemeContract], None]:
    def test(self: SchemeContract) -> None:
        if law.name in self.skip:
            pytest.skip(self.skip[law.name])
        outcome = self.trial().outcome(law)
        if outcome.broken is not None:
            pytest.fail(outcome.broken.message(), pytrace=False)
        if outcome.skipped:
            pytest.skip(outcome.skipped)

    test.__name__ = f"test_{law.name.replace('-', '_')}"
    test.__qualname__ = f"SchemeContract.{test.__name__}"
    test.__doc__ = law.statement
    return test


for _law in LAWS.values():
    _made = _test(_law)
    setattr(SchemeContract, _made.__name__, _made)
