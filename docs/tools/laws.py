"""The page of laws, from the docstrings of the laws themselves."""

from collections.abc import Iterator
from inspect import getmodule
from pathlib import Path
from typing import Final

from editions import ROOT
from opengov_rules.testing import LAWS, Law
from opengov_rules.testing.laws import ROOMS

PAGE: Final = ROOT / "docs" / "reference" / "laws.md"
_HEAD: Final = f"""# Laws of scoring

{len(LAWS)} laws that [the contract](../how-to/test-rules.md) tries on a scheme. Each is a test by its name
(`pytest -k`), and each says where it does not hold: a tiny scheme in our own tests shows that it is false there.
Generated from the code by `docs/tools/write.py`.
"""


def law_files() -> Iterator[tuple[Path, str]]:
    """The page."""
    yield PAGE, "\n".join([_HEAD, *_sections()])


def _sections() -> Iterator[str]:
    for room in ROOMS:
        title, _, rest = (room.__doc__ or "").strip().partition(": ")
        yield f"## {title}\n\n{rest[:1].upper()}{rest[1:]}\n"
        for law in LAWS.values():
            if getmodule(law.check) is room:
                yield _entry(law)


def _entry(law: Law) -> str:
    return f"### `{law.name}`\n\n{law.statement}\n\n- Holds when {law.holds}\n- Does not hold when {law.fails_when}\n"
