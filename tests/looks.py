"""What the verifier says of a small scheme with a notice of a few lines."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from drafts import program_of
from opengov_rules.problems import Problem
from opengov_rules.verifier import verify

HEAD: Final = "通知\n2024年11月18日\n"
"""Lines 1 and 2 of a notice: issued on 18 November 2024."""


def leaf(quote: str, rule: str, points: int = 6) -> str:
    """One leaf that cites line 3."""
    return f'[1]\nname = "公开"\npoints = {points}\ncite = "3: {quote}"\n{rule}\n'


def problems(code: str, notice: str, county: str, scheme: str = "") -> list[Problem]:
    """Everything of one code that is said of the draft `county`; lines of the notice count from 1."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "notice.txt").write_text(notice, encoding="utf-8")
        said = verify(program_of(county, scheme), sources=Path(folder), options=False)
    assert [one.message("en") for one in said if one.code == "quote-missing"] == []  # the example quotes truly
    return [one for one in said if one.code == code]


def places(code: str, notice: str, county: str, scheme: str = "") -> list[str]:
    """Where one code is said: the key of the scheme, or the line of the notice."""
    return [
        ".".join(one.path) or f"line {one.where.line if one.where is not None else 0}"
        for one in problems(code, notice, county, scheme)
    ]
