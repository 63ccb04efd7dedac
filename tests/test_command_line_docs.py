"""The page of the command line has every command with its arguments and options, and no other."""

import argparse
import re
from pathlib import Path
from typing import Final

import pytest

from opengov_rules.cli import _HELP, _parser

PAGE: Final = (Path(__file__).parents[1] / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
_ROW: Final = re.compile(r"^\| `([a-z]+)\b[^|]*?` \| .*$", re.MULTILINE)
ROWS: Final = {
    name: "\n".join(match[0] for match in _ROW.finditer(PAGE.replace("\\|", "¦")) if match[1] == name)
    for name in _ROW.findall(PAGE)
}
"""The line of each command, or its lines."""
OUTSIDE: Final = "\n".join(line for line in PAGE.splitlines() if not line.startswith("|"))
"""What is said of several commands at once."""
_OPTION: Final = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
CHOICES: Final = next(action.choices or {} for action in _parser()._actions if action.dest == "command")
COMMANDS: Final[dict[str, argparse.ArgumentParser]] = dict(CHOICES)


def options(command: argparse.ArgumentParser) -> set[str]:
    """The options of a command, each by its longest name."""
    return {max(action.option_strings, key=len) for action in command._actions if action.option_strings} - {"--help"}


def spellings(command: argparse.ArgumentParser) -> set[str]:
    return {text for action in command._actions for text in action.option_strings}


def test_the_page_has_every_command_and_no_other() -> None:
    assert sorted(ROWS) == sorted(COMMANDS) == sorted(_HELP)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_options_on_the_page(name: str) -> None:
    """In its own line, or where the page speaks of several commands."""
    told = {*_OPTION.findall(ROWS[name]), *_OPTION.findall(OUTSIDE)}
    missing = [option for option in options(COMMANDS[name]) if option not in told]
    assert [option for option in missing if told.isdisjoint(_short(COMMANDS[name], option))] == []


def _short(command: argparse.ArgumentParser, option: str) -> set[str]:
    """The other names of an option, such as `-o`."""
    return next({*action.option_strings} for action in command._actions if option in action.option_strings)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_tells_no_option_that_it_has_not(name: str) -> None:
    assert sorted({*_OPTION.findall(ROWS[name])} - spellings(COMMANDS[name])) == []


def test_the_page_tells_no_option_that_there_is_not() -> None:
    known = set[str]().union(*map(spellings, COMMANDS.values()))
    assert sorted({*_OPTION.findall(OUTSIDE.replace("python -m ", ""))} - known) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_arguments_on_the_page(name: str) -> None:
    usage = re.sub(r"--?[a-z-]+(?: [A-Z]+)?", "", re.findall("`([^`]*)`", ROWS[name])[0])  # of the first line
    wanted = [str(action.metavar) for action in COMMANDS[name]._actions if not action.option_strings]
    assert re.findall("[A-Z]+", usage) == wanted
