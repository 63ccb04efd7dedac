"""The pytest plugin: files of cases worked by hand (`cases/*.toml`) are tests. Imports nothing until it meets one.

pytest loads this module before any measuring of coverage begins; what it imported would count as never run.
"""

from pathlib import Path

import pytest

_FOLDER = "cases"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that adds a summary at the end."""
    parser.getgroup("opengov-rules").addoption(
        "--rule-coverage",
        action="store_true",
        help="what of every notice the collected cases exercise (opengov-rules coverage shows it line by line)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """A folder of cases that is asked for and holds none is a mistake, not a success."""
    for argument in config.args:
        folder = Path(config.invocation_params.dir, argument.partition("::")[0])
        if folder.name == _FOLDER and folder.is_dir() and not any(folder.glob("*.toml")) | any(folder.glob("*.py")):
            raise pytest.UsageError(f"{argument}: 文件夹里没有用例文件(*.toml) (no file of cases in this folder)")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A TOML file in a folder called `cases`."""
    if file_path.suffix != ".toml" or file_path.parent.name != _FOLDER:
        return None
    from opengov_rules.testing.collecting import CaseFile  # lazy: see above

    return CaseFile.from_parent(parent, path=file_path)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The rule coverage of the cases that were collected."""
    if not config.getoption("--rule-coverage"):
        return
    from opengov_rules.testing.collecting import coverage_summary  # lazy: see above

    for line in coverage_summary(config):
        terminalreporter.write_line(line)
