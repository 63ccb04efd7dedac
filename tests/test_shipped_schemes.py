"""The shipped cities against their notices: true quotes, TOML 1.0, no personal data."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from opengov_rules import Host
from opengov_rules.verifier import quote_problems

ROOT = Path(__file__).parents[1]
SOURCES = Path(os.environ.get("OPENGOV_RULES_SOURCES", ROOT.parent / "shared" / "sources"))
SCHEMES = ["ankang-2019", "baoji-2020", "jingzhou-2021", "wuwei-2023", "yanshi-2019"]
FILES = sorted(ROOT.glob("plugins/*/src/*/*/*.toml"))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_quote_stands_in_its_line_of_the_notice(scheme: str) -> None:
    data = Host.discover().read(scheme)
    source = SOURCES / data.source.file
    if not source.is_file():
        pytest.skip("the notices are not here: set OPENGOV_RULES_SOURCES to their folder")
    assert [problem.message("en") for problem in quote_problems(data, SOURCES)] == []


def test_a_changed_character_in_a_quoted_line_is_found(tmp_path: Path) -> None:
    data = Host.discover().read("yanshi-2019")
    source = SOURCES / data.source.file
    if not source.is_file():
        pytest.skip("the notices are not here: set OPENGOV_RULES_SOURCES to their folder")
    copy = tmp_path / data.source.file
    copy.write_text(source.read_text(encoding="utf-8").replace("缙氏镇", "猴氏镇"), encoding="utf-8")
    found = {(problem.code, problem.params.get("line")) for problem in quote_problems(data, tmp_path)}
    assert ("source-hash", None) in found
    assert ("quote-missing", "16") in found


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_shipped_file_is_toml_1_0(file: Path) -> None:
    """The standard library's parser knows 1.0 only."""
    assert tomllib.loads(file.read_text(encoding="utf-8"))


def test_no_telephone_number_or_mail_address_is_shipped() -> None:
    for file in ROOT.glob("plugins/*/src/*/*/*"):
        text = re.sub(r"[0-9a-f]{64}", "", file.read_text(encoding="utf-8"))
        assert not re.search(r"\d{7,}|[\w.]+@[\w.]+\.\w+", text), file.name
