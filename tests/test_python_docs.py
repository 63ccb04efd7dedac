"""The page of the Python interface names what the package exports, and nothing else."""

import re
from pathlib import Path
from typing import Final

import opengov_rules

PAGE: Final = Path(__file__).parents[1] / "docs/reference/python.md"


def test_the_page_holds_every_public_name_once() -> None:
    named = re.findall(
        r"^\.\. (?:auto\w+|decorator):: opengov_rules\.(\w+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(named) == opengov_rules.__all__


def test_every_public_object_has_a_docstring_of_its_own() -> None:
    bare = [
        name
        for name in opengov_rules.__all__
        if isinstance(value := getattr(opengov_rules, name), type) and not (vars(value).get("__doc__") or "").strip()
    ]
    assert not bare
