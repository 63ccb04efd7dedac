"""The tutorial is done as it is written: every command is run, every table put where it says, every output compared."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
import tomli
from attrs import define, evolve

from lessons import prints, steps, with_tables

PAGES: Final = Path(__file__).parents[1] / "docs/tutorial"
PAGE: Final = PAGES / "city-in-an-hour.md"
CHINESE: Final = PAGES / "city-in-an-hour.zh.md"
BIN: Final = Path(sys.executable).parent


@define
class Reader:
    """Somebody who does what the page says, in an empty folder."""

    folder: Path
    site: Path
    output: str = ""

    def run(self, command: str) -> None:
        """One line of a shell. Where pip would install the package, an entry point and a path are put instead."""
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder /= words[1]
        elif words[:4] == ["python", "-m", "pip", "install"]:
            self.install()
        else:
            program = [sys.executable] if words[0] == "python" else [str(BIN / words[0])]
            extra = ["-p", "no:cacheprovider"] if words[1:3] == ["-m", "pytest"] else []
            path = os.pathsep.join(map(str, (self.site, *self.folder.glob("src"))))
            environment = os.environ | {"PYTHONPATH": path, "PYTHONUTF8": "1", "COLUMNS": "200"}
            environment.pop("OPENGOV_RULES_SOURCES", None)
            found = subprocess.run(  # noqa: S603
                [*program, *words[1:], *extra],
                cwd=self.folder,
                env=environment,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            self.output += found.stdout + found.stderr
            assert found.returncode in (0, 1), self.output
            assert "Traceback" not in self.output

    def install(self) -> None:
        project = tomli.loads((self.folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        info = self.site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        info.mkdir(parents=True)
        head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        (info / "METADATA").write_text(head, encoding="utf-8")
        points = "".join(
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in named.items())
            for group, named in project["entry-points"].items()
        )
        (info / "entry_points.txt").write_text(points, encoding="utf-8")


@pytest.mark.law
def test_the_tutorial_works_as_it_is_written(tmp_path: Path) -> None:
    shutil.copy(PAGES / "lincheng-2024.txt", tmp_path)
    reader = Reader(tmp_path, tmp_path / "site")
    for step in steps(PAGE):
        match step.sort:
            case "run":
                reader.output = ""
                for command in step.text.strip().splitlines():
                    reader.run(command)
            case "printed":
                missing = prints(reader.output, step.text)
                assert missing is None, f"line {step.line}: {missing!r} is not in\n{reader.output}"
            case "write":
                file = reader.folder / step.file
                before = file.read_text(encoding="utf-8") if file.exists() else ""
                toml = file.suffix == ".toml"
                file.write_text(with_tables(before, step.text) if toml else step.text, encoding="utf-8")
    assert "OGR" not in reader.output
    assert " passed" in _last_test_run(reader)


def _last_test_run(reader: Reader) -> str:
    reader.output = ""
    reader.run("python -m pytest -q")
    return reader.output


def test_the_chinese_page_has_the_same_steps() -> None:
    chinese, english = ([evolve(step, line=0) for step in steps(page)] for page in (CHINESE, PAGE))
    assert chinese == english


def test_tables_take_the_place_of_those_of_the_same_header_and_others_follow_at_the_end() -> None:
    before = "a = 1\n\n[x]\nb = 1\n\n# about y\n[y]\nc = 1\n"
    assert with_tables(before, "[y]\nc = 2\n[z]\nd = 1\n") == "a = 1\n\n[x]\nb = 1\n\n[y]\nc = 2\n\n[z]\nd = 1\n"
    assert with_tables("[[case]]\nn = 1\n", "[[case]]\nn = 2\n") == "[[case]]\nn = 1\n\n[[case]]\nn = 2\n"


def test_an_ellipsis_stands_for_anything_and_lines_come_in_order() -> None:
    assert prints("a\nb\nc 12 d\n", "a\n…\nc … d") is None
    assert prints("a\nb\n", "b\na") == "a"
    assert prints("a\n", "b") == "b"
