"""`plugins/_template` is what `opengov-rules new` writes, its own tests are green, and no plugin holds more code."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from opengov_rules.cli import main
from opengov_rules.starter import NewPackage, new_package
from sites import Site

PLUGINS = Path(__file__).parents[1] / "plugins"
TEMPLATE = PLUGINS / "_template"
SHIPPED = sorted(PLUGINS.glob("opengov-rules-*"))


def files_below(folder: Path, under: str = "") -> Iterator[str]:
    """The paths of all files, through links too, without what tools leave behind."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and entry.name not in ("__pycache__", ".pytest_cache", ".hypothesis"):
            yield from files_below(entry, f"{under}{entry.name}/")
        elif entry.is_file():
            yield under + entry.name


def test_the_template_is_byte_for_byte_what_the_command_writes(tmp_path: Path) -> None:
    """opengov-rules new lincheng --year 2024 --name 临城市; here `schemas` is a link."""
    written = new_package(tmp_path, city="lincheng", year=2024, name="临城市")
    assert list(files_below(TEMPLATE)) == list(files_below(written.folder))
    for path in written.files:
        assert (TEMPLATE / path).read_bytes() == (written.folder / path).read_bytes(), path


# Its own tests ------------------------------------------------------------------------------------


def own_tests(written: NewPackage, installed: Site, *which: str) -> subprocess.CompletedProcess[str]:
    """A package's own tests, run where it is installed and nothing of ours is configured."""
    (name,) = (path.name for path in (written.folder / "src").iterdir())
    city = written.edition.rpartition("-")[0]
    installed.register(written.folder.name, f"[opengov_rules.v1]\n{city} = {name}\n")
    paths = os.pathsep.join([str(installed.root), str(written.folder / "src")])
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-W", "error", *which],
        cwd=written.folder,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def installed(tmp_path: Path) -> Site:
    (tmp_path / "site").mkdir()
    return Site(tmp_path / "site")


def test_a_new_package_passes_its_own_tests_at_once(tmp_path: Path, installed: Site) -> None:
    written = new_package(tmp_path, city="bei-hai", year=2031, name="北海县")
    done = own_tests(written, installed)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    (passed,) = re.findall(r"(\d+) passed", done.stdout)
    assert int(passed) >= 27 + 30  # the cases, and the laws
    assert done.stdout.count("SKIPPED [1]") == 1  # what does not apply: the example has no such indicator


def test_a_wrong_case_fails_them(tmp_path: Path, installed: Site) -> None:
    """So that green means something: 20 - 3 × 2 is not 15."""
    written = new_package(tmp_path, city="bei-hai", year=2031, name="北海县")
    cases = written.folder / "cases" / "department.toml"
    cases.write_text(cases.read_text(encoding="utf-8").replace('{ "2.1" = 14 }', '{ "2.1" = 15 }'), encoding="utf-8")
    done = own_tests(written, installed, "cases")
    assert done.returncode == 1
    assert "1 failed" in done.stdout
    assert "空白栏目3个" in done.stdout


def test_its_cases_exercise_the_whole_notice(capsys: pytest.CaptureFixture[str]) -> None:
    (scheme,) = TEMPLATE.glob("src/*/*/scheme.toml")
    assert main(["coverage", str(scheme.parent), "--cases", str(TEMPLATE / "cases"), "--lang", "en"]) == 0
    assert "= 100.0%" in capsys.readouterr().out.splitlines()[0]


# The shipped plugins ------------------------------------------------------------------------------


def tree_of(file: Path, city: str) -> str:
    """A module as a tree, with one name for every city and year, and without its docstrings."""
    code = re.sub(rf"{city}-\d{{4}}", "CITY-YEAR", file.read_text(encoding="utf-8"))
    code = re.sub(rf"Test{city}\d{{4}}", "TestCityYear", code, flags=re.IGNORECASE)
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return ast.dump(tree)


@pytest.mark.parametrize("plugin", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_plugin_holds_no_code_that_the_template_does_not(plugin: Path) -> None:
    city = plugin.name.removeprefix("opengov-rules-")
    (module,) = plugin.glob("src/**/*.py")
    (template,) = TEMPLATE.glob("src/opengov_rules_lincheng/*.py")
    assert module.parent.name == f"opengov_rules_{city}"
    assert tree_of(module, city) == tree_of(template, "lincheng")


@pytest.mark.parametrize("plugin", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_plugin_has_the_contract_of_the_template(plugin: Path) -> None:
    city = plugin.name.removeprefix("opengov-rules-")
    contract = plugin / "tests" / f"test_{city}_contract.py"
    assert tree_of(contract, city) == tree_of(TEMPLATE / "tests" / "test_lincheng.py", "lincheng")


@pytest.mark.parametrize("plugin", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_plugin_has_the_files_of_the_template(plugin: Path) -> None:
    city = plugin.name.removeprefix("opengov-rules-")
    (scheme,) = plugin.glob("src/*/*/scheme.toml")
    assert scheme.parent.name.startswith(f"{city}-")
    mine = set(files_below(plugin))
    assert {"README.md", "pyproject.toml", f"src/opengov_rules_{city}/py.typed", "schemas/rubric.json"} <= mine


@pytest.mark.parametrize("plugin", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_plugin_is_built_like_the_template(plugin: Path) -> None:
    city = plugin.name.removeprefix("opengov-rules-")
    mine, template = project_of(plugin, city), project_of(TEMPLATE, "lincheng")
    assert mine["build-system"] == template["build-system"]
    assert mine["tool"]["hatch"] == template["tool"]["hatch"]
    for key in ("name", "requires-python", "dependencies", "entry-points"):
        assert mine["project"][key] == template["project"][key]


def project_of(folder: Path, city: str) -> dict[str, Any]:
    """A package's `pyproject.toml`, with one name for every city."""
    return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8").replace(city, "CITY"))


def test_a_line_more_than_the_template_has_is_found(tmp_path: Path) -> None:
    (template,) = TEMPLATE.glob("src/opengov_rules_lincheng/*.py")
    other = tmp_path / "__init__.py"
    code = template.read_text(encoding="utf-8")
    other.write_text(code.replace("lincheng", "xin").replace("2024", "2025"), encoding="utf-8")
    assert tree_of(other, "xin") == tree_of(template, "lincheng")
    other.write_text(code.replace("    return", "    print()\n    return"), encoding="utf-8")
    assert tree_of(other, "lincheng") != tree_of(template, "lincheng")
