"""The page on plugins and the code hold the same hooks, the same faults and the same settings."""

import re
from inspect import isfunction
from pathlib import Path
from typing import Final

from opengov_rules import hookspecs, kinds
from opengov_rules.plugins.failures import FAULTS, PluginFailure
from opengov_rules.plugins.isolation import SETTINGS

PAGE: Final = (Path(__file__).parents[2] / "docs" / "reference" / "plugins.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading line."""
    _, _, rest = PAGE.partition(f"{heading}\n")
    lines = rest.splitlines()[1:]
    table = lines[: next(number for number, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_page_has_every_fault_with_its_stage_words_and_cure_and_no_other() -> None:
    written = []
    for code, fault in FAULTS.items():
        cure = PluginFailure(name="NAME", distribution="", code=code, detail="").cure
        zh, en = fault.wrong
        written.append([fault.stage, f"{zh} ({en})", cure])
    page = [
        [stage, *(re.sub("<br>(.*)", r" (\1)", cell.replace("`", "")) for cell in cells)]
        for stage, *cells in rows(STAGES)
    ]
    assert page == written


def test_the_page_lists_every_setting_and_no_other() -> None:
    _, _, rest = PAGE.partition("## What a plugin must leave alone")
    assert re.findall(r"^- `(.+?)`", rest, re.MULTILINE) == [one.name.replace("{}", "…") for one in SETTINGS]


def test_the_page_has_every_hook_and_no_other() -> None:
    hooks = {name for name in dir(hookspecs) if hasattr(getattr(hookspecs, name), f"{hookspecs.PROJECT}_spec")}
    assert {row[0] for row in rows("| hook | returns |")} == {f"`{name}()`" for name in hooks}


def test_the_page_has_every_method_of_a_kind_and_no_other() -> None:
    methods = {row[0].partition("(")[0].strip("`") for row in rows("| method | says |")}
    assert methods == {name for name, member in vars(kinds.Rule).items() if isfunction(member) and name[0] != "_"}


def test_the_page_has_every_name_for_authors_of_kinds_and_no_other() -> None:
    first = [row[0].replace("`", "").replace(",", "") for row in rows("| names | what they are |")]
    assert sorted(name for names in first for name in names.split()) == sorted(kinds.__all__)
    gives = re.findall(r"`(\w+)`", next(row[1] for row in rows("| names | what they are |") if "`Slots`" in row[0]))
    assert gives[1:] == [name for name, member in vars(kinds.Slots).items() if isfunction(member) and name[0] != "_"]


def test_the_page_says_what_the_documentation_of_a_stage_says() -> None:
    stages = list(dict.fromkeys(fault.stage for fault in FAULTS.values()))
    listed = re.findall(r"\w+", (PluginFailure.stage.__doc__ or "").partition(": ")[2].replace(" or ", " "))
    assert listed == stages


STAGES: Final = "| stage | what is wrong | the likeliest cure |"
