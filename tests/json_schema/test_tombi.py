"""The editor's checker, tombi, finds the schema through a file's first line, and is of one mind with the loader."""

import json
import subprocess
import sysconfig
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging import problems_of, shipped_files
from schema_files import SCHEMAS
from written import HEADS, RUBRICS, scribbled, toml_of

TOMBI: Final = Path(sysconfig.get_path("scripts")) / "tombi"
UNSEEN: Final = {"too-deep", "name-nfc", "curve-order", "fact-idle", "file-missing", "number-range"}
"""What tombi cannot see either; dates and whole decimals it can tell."""


def errors_of(files: Iterable[Path]) -> dict[Path, list[str]]:
    """What tombi finds in each file, with its line, without a network."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        names = [str(file) for file in files]
        form = ["--diagnostics-format", "json", "--diagnostics-file", str(told)]
        done = subprocess.run(  # noqa: S603
            [TOMBI, "lint", "--offline", "--quiet", *form, *names], capture_output=True, text=True, check=False
        )
        assert done.returncode in (0, 1), done.stderr
        found = json.loads(told.read_text(encoding="utf-8"))
    errors = dict[Path, list[str]]()
    for one in found:
        errors.setdefault(Path(one["path"]), []).append(f"{one['range']['start']['line']}: {one['message']}")
    return errors


def test_tombi_passes_every_shipped_file_offline_without_a_warning() -> None:
    assert errors_of(shipped_files()) == {}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('rule = "awrd"', "the value must be one of"),
        ("poinst = 5", "key must match the pattern"),
        ('points = "five"', "does not match the pattern"),
        ('cite = "得5分"', "does not match the pattern"),
        ("needs_evidence = 1", "expected a value of type Boolean"),
    ],
)
def test_a_mistake_is_found_through_the_first_line(line: str, told: str, tmp_path: Path) -> None:
    """Not silently left unchecked: the same file without the line passes."""
    file = tmp_path / "county.toml"
    text = f'kinds = ["县"]\n[1]\nname = "甲"\n{line}\n'
    file.write_text(text, encoding="utf-8")
    assert errors_of([file]) == {}
    file.write_text(f"#:schema {SCHEMAS / 'rubric.json'}\n{text}", encoding="utf-8")
    (error,) = errors_of([file])[file]
    assert error.startswith("5: ")
    assert told in error


@pytest.mark.law
@pytest.mark.parametrize(("schema", "documents"), [("rubric.json", RUBRICS), ("scheme.json", HEADS)])
def test_tombi_and_the_loader_have_one_verdict(schema: str, documents: st.SearchStrategy[Any], tmp_path: Path) -> None:
    drawn = list[Any]()

    @settings(max_examples=150, deadline=None)
    @given(scribbled(documents))
    def draw(document: Any) -> None:
        drawn.append(document)

    draw()
    files = dict[Path, Any]()
    for number, document in enumerate(drawn):
        file = tmp_path / f"{number}.toml"
        file.write_text(f"#:schema {SCHEMAS / schema}\n{toml_of(document)}", encoding="utf-8")
        files[file] = document
    errors = errors_of(files)
    verdicts = Counter[bool]()
    for file, document in files.items():
        problems = problems_of(schema, document)
        if not all(problem.code in UNSEEN for problem in problems) or not problems:
            assert (file in errors) == bool(problems), (file.read_text(encoding="utf-8"), errors.get(file), problems)
            verdicts[bool(problems)] += 1
    assert min(verdicts.values()) > 20
