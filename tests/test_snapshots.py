"""What the engine makes of every shipped scheme's own data is what the committed snapshots hold."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from opengov_rules.testing.snapshots import COMMAND, difference, main, snapshots

ROOT = Path(__file__).parents[1]
FOLDERS = [*sorted(ROOT.glob("plugins/opengov-rules-*")), ROOT / "examples" / "schemes"]


@cache
def found(folder: Path) -> dict[Path, str]:
    return snapshots(folder)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_results_are_those_of_the_committed_snapshots(folder: Path) -> None:
    texts = found(folder)
    committed = next(iter(texts)).parent
    assert {file.name for file in texts} == {file.name for file in committed.iterdir()}
    apart = [f"{file.name}:\n{short}" for file, text in texts.items() if (short := difference(file, text))]
    again = f"if that is meant: {COMMAND} {folder.relative_to(ROOT).as_posix()}"
    assert not apart, "\n".join([*apart, again])


def test_every_shipped_scheme_has_one() -> None:
    ids = {file.stem for folder in FOLDERS for file in found(folder)}
    assert len(ids) == 11
    assert {"ankang-2019", "baoji-2020", "jingzhou-2021", "wuwei-2023", "yanshi-2019"} < ids


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder of one scheme."""
    shutil.copytree(ROOT / "examples" / "schemes" / "diving", tmp_path / "diving")
    return tmp_path


def test_the_command_names_what_has_changed_and_is_silent_the_second_time(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = copied / "snapshots" / "diving.txt"
    main([str(copied)])
    assert capsys.readouterr().out == f"{file}\n"
    main([str(copied)])
    assert capsys.readouterr().out == ""
    assert [entry.name for entry in file.parent.iterdir()] == ["diving.txt"]


def test_a_change_shows_in_the_row_the_line_and_the_total(copied: Path) -> None:
    """Diver B's first dive: 3 × 8 × 2.5 = 60, and with a difficulty of 2 it is 48; 180 - 12 = 168, behind 176.4."""
    main([str(copied)])
    file = copied / "diving" / "sample.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"Difficulty, dive 1": "2.5"', '"Difficulty, dive 1": "2"'), encoding="utf-8")
    (committed, now), *_ = snapshots(copied).items()
    changed = {line for line in difference(committed, now).splitlines()[2:] if line[0] in "+-"}
    assert {"-2 Diver B 180 Final", "+3 Diver B 168 Out"} <= changed
    assert {"-1 60", "+1 48", "-total 180", "+total 168"} <= changed


def test_a_long_difference_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("".join(f"{number}\n" for number in range(50)), encoding="utf-8")
    told = difference(file, "".join(f"{number}.\n" for number in range(50))).splitlines()
    assert told[:4] == ["--- committed", "+++ now", "@@ -1,50 +1,50 @@", "-0"]
    assert len(told) == 21
    assert told[-1] == "… 83 more lines"  # 3 of the head and 100 changed: 103 - 20


def test_the_lines_that_the_docs_show_are_there() -> None:
    page = (ROOT / "docs" / "how-to" / "test-rules.md").read_text(encoding="utf-8")
    shown = page.partition("```text\n### ")[2].partition("\n```")[0].splitlines()
    committed = (ROOT / "plugins/opengov-rules-jingzhou/tests/snapshots/jingzhou-2021.txt").read_text(encoding="utf-8")
    unit = committed.partition(f"### {shown[0]}\n")[2].partition("###")[0].splitlines()
    assert len(shown) == 3
    assert set(shown[1:]) <= set(unit)
