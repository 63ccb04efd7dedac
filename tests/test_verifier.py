"""The verifier on what is shipped: no false alarm, and the notice's own mistakes found in its text alone."""

import datetime as dt
import re
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from opengov_rules import Host, compile_scheme, read_scheme
from opengov_rules.cli import main
from opengov_rules.problems import Problem
from opengov_rules.verifier import verify
from planted.planting import ROOT, base_of

SOURCES = ROOT.parent / "shared" / "sources"
CITIES = [
    "ankang-2019",
    "baoji-2020",
    "wuwei-2023",
    "yanshi-2019",
    pytest.param("jingzhou-2021", marks=pytest.mark.law),
]  # the largest takes ten times as long
EXAMPLES = sorted(file.parent.name for file in ROOT.glob("examples/schemes/*/scheme.toml"))
DRAFTED = [*sorted(ROOT.glob("tests/drafting/notices/*.txt")), ROOT / "docs" / "tutorial" / "lincheng-2024.txt"]
notices = pytest.mark.skipif(not SOURCES.is_dir(), reason="the notices are not here")


def told(problems: list[Problem], severity: str) -> list[str]:
    return [problem.message("en") for problem in problems if problem.severity == severity]


@notices
@pytest.mark.parametrize("city", CITIES)
def test_no_false_alarm_on_the_shipped_cities(city: str) -> None:
    """One information a city: how many of its quotes stand in other lines too, which is so."""
    problems = verify(Host.discover().scheme(city), sources=SOURCES, today=dt.date(2026, 1, 1))
    assert told(problems, "error") == told(problems, "warning") == []
    assert [problem.code for problem in problems] == ["quote-repeated"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_false_alarm_on_the_examples(example: str) -> None:
    folder, sources = base_of(example)
    problems = verify(compile_scheme(read_scheme(folder)), sources=sources)
    assert told(problems, "error") == told(problems, "warning") == []
    assert {problem.code for problem in problems} <= {"quote-repeated"}


def test_nothing_is_said_about_the_template() -> None:
    template = ROOT / "plugins" / "_template"
    (folder,) = (file.parent for file in template.glob("src/*/*/scheme.toml"))
    assert verify(compile_scheme(read_scheme(folder)), sources=template / "sources") == []


@pytest.mark.parametrize("notice", DRAFTED, ids=lambda notice: notice.stem)
def test_no_false_alarm_on_a_draft_of_a_notice(notice: Path, tmp_path: Path) -> None:
    """What is left to do is told, and nothing else is warned of: the notices are sound."""
    assert main(["draft", str(notice), "--id", "drafted-2024", "-o", str(tmp_path / "drafted-2024")]) == 0
    problems = verify(compile_scheme(read_scheme(tmp_path / "drafted-2024")), sources=notice.parent)
    assert [one.message("en") for one in problems if one.severity != "info" and one.code != "todo-left"] == []


def test_a_scheme_of_which_there_are_only_informations_is_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "drafted-2024"
    (notice,) = (one for one in DRAFTED if one.stem == "bars")
    assert main(["draft", str(notice), "--id", "drafted-2024", "-o", str(folder)]) == 0
    assert {one.severity for one in verify(compile_scheme(read_scheme(folder)), sources=notice.parent)} == {"info"}
    assert main(["check", str(folder), "--sources", str(notice.parent)]) == 0


@pytest.mark.law
@pytest.mark.parametrize("city", CITIES)
def test_nothing_is_said_without_the_notice_either(city: str) -> None:
    assert verify(Host.discover().scheme(city)) == []


@cache
def without_records(root: Path) -> list[tuple[str, str, int, str]]:
    """What is said of Jingzhou once nobody has recorded a discrepancy or a reading: code, node, line, severity."""
    folder = root / "jingzhou-2021"
    copytree(base_of("jingzhou-2021")[0], folder)
    head = folder / "scheme.toml"
    text = head.read_text(encoding="utf-8")
    head.write_text(re.split(r"^\[discrepancies\.", text, maxsplit=1, flags=re.MULTILINE)[0], encoding="utf-8")
    found = verify(compile_scheme(read_scheme(folder)), sources=SOURCES)
    return [
        (one.code, ".".join(one.path), int(one.params.get("line", 0)), one.severity)
        for one in found
        if one.code != "quote-repeated"
    ]


@pytest.fixture(scope="module")
def stripped(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, int, str]]:
    return without_records(tmp_path_factory.mktemp("stripped"))


MISTAKES = [
    pytest.param(
        "notice-deadline", "scheme.window.cite", 27, id="a deadline of January 2021 in a notice of December 2021"
    ),
    pytest.param("notice-points", "county.1.3.cite", 92, id="得4分 for an item of 2 points"),
    pytest.param("clause-unread", "county.1.3.cite", 92, id="and nobody quotes that 得4分"),
    pytest.param("notice-numbering", "county.2.1.4.cite", 124, id="items numbered 1, 2, 3, 3"),
    pytest.param("notice-number", "county.2.3.2.cite", 148, id="一种形式得分 without a number"),
    pytest.param("notice-year", "county.B.4.cite", 440, id="2020年度 in an edition of 2021"),
    pytest.param("notice-year", "department.3.4.1.cite", 709, id="2020年 in the departments' table"),
    pytest.param("notice-title", "department.1.1.cite", 473, id="a heading with its last character cut off"),
    pytest.param("notice-shorter", "county.3.8.cite", 364, id="other pages are counted, and have no rate"),
]
OPEN = [
    pytest.param("notice-discretion", "department.1.1.cite", 475, id="酌情赋分"),
    pytest.param("notice-all", "county.2.3.1.cite", 144, id="均被解读"),
    pytest.param("notice-all", "county.4.4.cite", 404, id="全部开设, 未开设"),
    pytest.param("notice-all", "county.4.5.cite", 410, id="全部转载, 未转载"),
    *(
        pytest.param("notice-sample", f"county.{code}.cite", line, id=f"随机抽查, line {line}")
        for code, line in (("2.1.3", 120), ("2.3.1", 144), ("2.3.3", 152), ("4.4", 404), ("4.5", 410))
    ),
]


@notices
@pytest.mark.parametrize(("code", "place", "line"), [*MISTAKES, *OPEN])
def test_jingzhous_own_mistakes_are_found_by_themselves(
    stripped: list[tuple[str, str, int, str]], code: str, place: str, line: int
) -> None:
    """What the authors recorded as discrepancies and readings, found in the notice's text and in nothing else."""
    assert (code, place, line) in [one[:3] for one in stripped]


@notices
def test_jingzhous_unit_of_two_clauses_and_units_of_none_are_found(stripped: list[tuple[str, str, int, str]]) -> None:
    """市医疗保障局 stands in lines 643 and 645; 市经济和信息化局 and 荆州住房公积金中心 in none."""
    codes = [(code, place) for code, place, _, _ in stripped]
    assert ("notice-unit-twice", "department.2.10.variant.市审计局.cite") in codes
    assert ("unit-unstated", "department.2.10.otherwise") in codes


@notices
def test_not_found_by_itself_are_words_that_only_a_reader_understands(
    stripped: list[tuple[str, str, int, str]],
) -> None:
    """That 本地区 of the departments' table (761, 767) means the department: carried over from the counties' table."""
    assert [one for one in stripped if one[2] in (761, 767)] == []


@notices
def test_whatever_else_is_said_of_the_bare_notice_is_an_open_question(
    stripped: list[tuple[str, str, int, str]],
) -> None:
    """No warning beside the mistakes above: what the words leave open is information."""
    known = {one.values[:3] for one in MISTAKES}
    left = [one for one in stripped if one[3] != "info" and one[:3] not in known and one[0] != "notice-unit-twice"]
    assert left == []
