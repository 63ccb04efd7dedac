"""`opengov-rules new`: a whole package for any city, or nothing and every reason."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import tomli
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from opengov_rules import compile_scheme, read_evidence, read_scheme
from opengov_rules.cli import main
from opengov_rules.drafting import read_draft
from opengov_rules.names import ID
from opengov_rules.problems import ProblemsError
from opengov_rules.starter import NewPackage, new_package
from opengov_rules.starter.naming import Names
from opengov_rules.starter.package import package_files
from opengov_rules.testing.cases import case_problems, read_cases
from opengov_rules.verifier import quote_problems, verify

CITIES = [("lincheng", "临城市", 2024), ("bei-hai", "北海县", 2031), ("a", "a", 2000), ("x2024", "二0二四区", 2025)]

NOTICE = """\
西河市人民政府办公室关于开展2025年度政务公开考评工作的通知
各县区人民政府:
考评对象为县区3家:甲县、乙县、丙县。
90分以上为优秀,60分以上为合格,其余为不合格。
附件:西河市2025年政务公开评估指标(县区)
一级指标
二级指标
评分标准
分值
日常工作(40分)
工作机构(20分)
明确主管机构,得10分;列入领导分工,得10分
20
依申请公开(20分)
答复规范,得20分
20
网站建设(60分)
空白栏目(30分)
每发现一个空白栏目扣2分,扣完为止
30
政策解读(30分)
随机抽查3个政策文件,有解读的,1个得10分
30
"""
"""A table as it comes out of a document: a cell a line."""


def made(tmp_path: Path, city: str = "bei-hai", name: str = "北海县", year: int = 2031) -> NewPackage:
    return new_package(tmp_path, city=city, name=name, year=year)


def numbers_of(error: ProblemsError) -> list[str]:
    return [problem.number for problem in error.problems]


# What is written ----------------------------------------------------------------------------------


def test_a_package_has_all_that_a_plugin_needs(tmp_path: Path) -> None:
    written = made(tmp_path)
    assert written.folder == tmp_path / "opengov-rules-bei-hai"
    assert written.edition == "bei-hai-2031"
    assert written.findings == ()
    assert list(written.files) == [
        "README.md",
        "cases/department.toml",
        "pyproject.toml",
        "schemas/cases.json",
        "schemas/rubric.json",
        "schemas/scheme.json",
        "sources/bei-hai-2031.txt",
        "src/opengov_rules_bei_hai/__init__.py",
        "src/opengov_rules_bei_hai/bei-hai-2031/department.toml",
        "src/opengov_rules_bei_hai/bei-hai-2031/sample.json",
        "src/opengov_rules_bei_hai/bei-hai-2031/scheme.toml",
        "src/opengov_rules_bei_hai/py.typed",
        "tests/test_bei_hai.py",
    ]
    found = [file.relative_to(written.folder).as_posix() for file in written.folder.rglob("*") if file.is_file()]
    assert sorted(found) == sorted(written.files)
    assert [entry.name for entry in tmp_path.iterdir()] == ["opengov-rules-bei-hai"]


def test_the_entry_point_leads_to_the_package_and_its_folder_begins_with_the_city(tmp_path: Path) -> None:
    folder = made(tmp_path).folder
    project = tomli.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["name"] == "opengov-rules-bei-hai"
    assert project["project"]["entry-points"] == {"opengov_rules.v1": {"bei-hai": "opengov_rules_bei_hai"}}
    code = (folder / "src" / "opengov_rules_bei_hai" / "__init__.py").read_text(encoding="utf-8")
    assert 'SchemeFiles(__name__, "bei-hai-2031")' in code


def test_the_contract_of_a_city_with_a_hyphen_has_a_name_that_python_takes(tmp_path: Path) -> None:
    code = (made(tmp_path).folder / "tests" / "test_bei_hai.py").read_text(encoding="utf-8")
    assert "class TestBeiHai2031(SchemeContract):" in code
    assert 'scheme = "bei-hai-2031"' in code


@pytest.mark.parametrize(("city", "name", "year"), CITIES)
def test_its_scheme_has_no_problem_and_quotes_its_notice_truly(tmp_path: Path, city: str, name: str, year: int) -> None:
    written = made(tmp_path, city, name, year)
    program = compile_scheme(read_scheme(scheme_of(written)))
    assert program.scheme.city == name
    found = verify(program, sources=written.folder / "sources")
    assert [problem.message("en") for problem in found] == []


def scheme_of(written: NewPackage) -> Path:
    (head,) = written.folder.glob("src/*/*/scheme.toml")
    return head.parent


def test_its_sample_scores_as_worked_by_hand(tmp_path: Path) -> None:
    """甲局: 20 + 20 + 20 + 20 + 18.5 + 2. 乙局: 10 (the second came late) + 10 + 14 + 10 + 12 - 3.
    丙局: 10 + 0 + 16 + 5, and from 0 to 20 for what nobody has looked at."""
    folder = scheme_of(made(tmp_path))
    program = compile_scheme(read_scheme(folder))
    rows = program.assess(read_evidence(folder / "sample.json", program))["department"]
    found = {row.unit: (row.result.bounds, row.grade) for row in rows}
    assert found == {
        "甲局": ((Decimal("100.5"), Decimal("100.5")), "优秀"),
        "乙局": ((Decimal(53), Decimal(53)), "不合格"),
        "丙局": ((Decimal(31), Decimal(51)), None),
    }


def test_nothing_of_the_template_is_left_in_another_citys_package() -> None:
    package, _ = package_files(Names(city="bei-hai", name="北海县", year="2031"))
    for path, data in package.items():
        if not path.startswith("schemas/"):
            assert not re.search("lincheng|临城|2024", path + data.decode(), re.IGNORECASE), path


def test_the_name_may_be_left_out(tmp_path: Path) -> None:
    assert read_scheme(scheme_of(new_package(tmp_path, city="xin", year=2025))).city == "xin"


@settings(max_examples=25, deadline=None)
@given(
    city=st.from_regex(ID, fullmatch=True).filter(lambda city: len(city) <= 40),
    name=st.text(st.sampled_from("临城市县区·abc 019甲"), min_size=1, max_size=12).map(str.strip).filter(bool),
    year=st.integers(2000, 2099),
)
def test_any_city_gets_files_that_can_be_read(city: str, name: str, year: int) -> None:
    """Names with digits, or with the template's own words in them, change no number and no quote."""
    names = Names(city=city, name=name, year=str(year))
    assert list(names.problems()) == []
    package, _ = package_files(names)
    edition = f"src/{names.module}/{city}-{year}"
    scheme = tomli.loads(package[f"{edition}/scheme.toml"].decode())
    assert (scheme["id"], scheme["city"], scheme["edition"]) == (f"{city}-{year}", name, str(year))
    notice = package[f"sources/{city}-{year}.txt"].decode().split("\n")
    for quote in quotes_of([scheme, tomli.loads(package[f"{edition}/department.toml"].decode())]):
        line, _, words = quote.partition(": ")
        assert words in notice[int(line) - 1]
    assert tomli.loads(package["pyproject.toml"].decode())["project"]["name"] == f"opengov-rules-{city}"
    assert json.loads(package[f"{edition}/sample.json"])["scheme"] == f"{city}-{year}"
    compile(package[f"tests/test_{city.replace('-', '_')}.py"], "test", "exec")


def quotes_of(value: object) -> Iterator[str]:
    """Every text under a key `cite`."""
    if isinstance(value, list):
        for inner in value:
            yield from quotes_of(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "cite":
                yield from [inner] if isinstance(inner, str) else inner
            else:
                yield from quotes_of(inner)


# With a notice ------------------------------------------------------------------------------------


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "通知 (扫描).txt"
    file.write_bytes(NOTICE.replace("\n", "\r\n").encode())
    return file


def test_a_notice_takes_the_place_of_the_example(tmp_path: Path, notice: Path) -> None:
    """The copy is the notice byte for byte, and its scheme compiles and quotes it truly."""
    written = new_package(tmp_path / "out", city="xihe", year=2025, notice=notice)
    assert written.findings == ()
    assert (written.folder / "sources" / "xihe-2025.txt").read_bytes() == notice.read_bytes()
    program = compile_scheme(read_scheme(scheme_of(written)))
    assert [problem.message("en") for problem in quote_problems(program.scheme, written.folder / "sources")] == []
    text = "".join(
        (written.folder / path).read_text(encoding="utf-8") for path in written.files if "schemas" not in path
    )
    assert "占位示例" not in text
    assert "甲局" not in text


def test_the_draft_knows_what_the_notice_says(tmp_path: Path, notice: Path) -> None:
    """Two empty columns: 30 - 2 × 2 = 26."""
    written = new_package(tmp_path / "out", city="xihe", year=2025, notice=notice)
    program = compile_scheme(read_scheme(scheme_of(written)))
    assert program.score("甲县", {"空白栏目": 2})["2.1"].points == 26


def test_the_citys_name_is_the_one_in_the_notice_unless_another_is_given(tmp_path: Path, notice: Path) -> None:
    written = new_package(tmp_path / "a", city="xihe", year=2025, notice=notice)
    assert "西河市政务公开考评" in (written.folder / "README.md").read_text(encoding="utf-8")
    written = new_package(tmp_path / "b", city="xihe", year=2025, notice=notice, name="河西市")
    assert read_scheme(scheme_of(written)).city == "河西市"


def test_the_readme_of_a_draft_says_that_nobody_has_checked_it(tmp_path: Path, notice: Path) -> None:
    written = new_package(tmp_path / "out", city="xihe", year=2025, notice=notice)
    assert "> **草稿 Draft.**" in (written.folder / "README.md").read_text(encoding="utf-8")


def test_a_draft_has_a_first_case_that_invents_no_number(tmp_path: Path, notice: Path) -> None:
    written = new_package(tmp_path / "out", city="xihe", year=2025, notice=notice)
    (file,) = (written.folder / "cases").iterdir()
    cases = tomli.loads(file.read_text(encoding="utf-8"))
    assert (cases["scheme"], cases["unit"]) == ("xihe-2025", "甲县")
    assert [(case["evidence"], case["status"]) for case in cases["case"]] == [({}, "provisional")]


def test_a_draft_without_a_roster_has_a_first_case_too_and_it_holds(tmp_path: Path, notice: Path) -> None:
    """Nobody is in the roster, so that every unit is refused; the case says what to put in its place."""
    nobody = NOTICE.replace("3家:甲县、乙县、丙县", "")
    notice.write_text(nobody, encoding="utf-8")
    written = new_package(tmp_path / "out", city="xihe", year=2025, notice=notice)
    (file,) = (written.folder / "cases").iterdir()
    text = file.read_text(encoding="utf-8")
    assert text.startswith("#:schema ../schemas/cases.json\n")
    assert "# [[case]]" in text
    cases, program = read_cases(file), compile_scheme(read_scheme(scheme_of(written)))
    assert program.scheme.roster.units == ()
    assert (cases.scheme, [case.unit for case in cases.cases]) == ("xihe-2025", ["(待填)"])
    assert case_problems(cases, program) == []
    assert [case.failures(program) for case in cases.cases] == [()]


def test_a_draft_that_does_not_compile_has_a_place_for_its_cases(
    tmp_path: Path, notice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {"scheme.toml": 'id = "xihe-2025"\ncity = "(待填)"\n', "county.toml": 'kinds = ["县"]\n'}
    found = read_draft(NOTICE, id="xihe-2025", file="xihe-2025.txt", sha256="00")
    monkeypatch.setattr("opengov_rules.starter.drafted.read_draft", lambda text, **head: evolve(found, files=broken))
    written = new_package(tmp_path / "out", city="xihe", year=2025, notice=notice)
    assert written.findings != ()
    assert [case.refused for case in read_cases(written.folder / "cases" / "county.toml").cases] == [("OGR403",)]


def test_a_notice_without_a_table_or_in_another_encoding_is_refused_whole(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    for data, number in (("各县区人民政府:\n".encode(), "OGR951"), (NOTICE.encode("gb18030"), "OGR123")):
        file.write_bytes(data)
        with pytest.raises(ProblemsError) as caught:
            new_package(tmp_path / "out", city="xihe", year=2025, notice=file)
        (problem,) = caught.value.problems
        assert problem.number.startswith(number)
        assert "notice.txt" in problem.message()
        assert "xihe-2025.txt" not in problem.message()
        assert not (tmp_path / "out").exists()


def test_a_draft_that_cannot_be_compiled_is_written_and_what_to_mend_is_told(
    tmp_path: Path, notice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = {"scheme.toml": 'id = "xihe-2025"\ncity = "(待填)"\n', "county.toml": 'kinds = ["县"]\n'}
    monkeypatch.setattr(
        "opengov_rules.starter.drafted.read_draft", lambda text, **head: evolve(read_draft(text, **head), files=broken)
    )
    assert main(["new", "xihe", "--year", "2025", "--notice", str(notice), "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().out
    assert "草稿中先要改正:" in told
    assert "  scheme.toml:1:1: OGR131 缺少 edition" in told
    readme = (tmp_path / "out" / "opengov-rules-xihe" / "README.md").read_text(encoding="utf-8")
    assert "xihe政务公开考评" in readme


def test_a_notice_that_is_not_there_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "none.txt")
    assert main(["new", "xihe", "--year", "2025", "--notice", missing, "-o", str(tmp_path / "out")]) == 2
    assert missing in capsys.readouterr().err


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize("city", ["", "Lincheng", "lin_cheng", "lin cheng", "1lin", "lin-", "临城", "../x", "a" * 41])
def test_a_city_is_a_short_name_in_ascii(tmp_path: Path, city: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        new_package(tmp_path, city=city, year=2024, name="临城市")
    assert numbers_of(caught.value) == ["OGR931"]
    assert list(tmp_path.iterdir()) == []


def test_the_nearest_name_that_would_do_is_offered(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        new_package(tmp_path, city="Lin_Cheng", year=2024)
    assert caught.value.problems[0].message("en").endswith("did you mean lin-cheng?")


@pytest.mark.parametrize("year", [24, 1999, 2100, "二〇二四", "２０２４", "2024年", ""])
def test_a_year_has_four_digits(tmp_path: Path, year: int | str) -> None:
    with pytest.raises(ProblemsError) as caught:
        new_package(tmp_path, city="lincheng", year=year)
    assert numbers_of(caught.value) == ["OGR932"]


@pytest.mark.parametrize(
    ("name", "number"),
    [('临"城', "OGR933"), ("临\\城", "OGR933"), ("临" * 41, "OGR933"), ("临\u200b城", "OGR181"), (" 临城", "OGR184")],
)
def test_a_name_is_one_that_files_can_hold(tmp_path: Path, name: str, number: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        new_package(tmp_path, city="lincheng", year=2024, name=name)
    assert numbers_of(caught.value) == [number]


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        new_package(file / "below", city="X", year=1, name='"')
    assert numbers_of(caught.value) == ["OGR931", "OGR932", "OGR933", "OGR935"]


def test_what_exists_is_not_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / "opengov-rules-lincheng"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        new_package(tmp_path, city="lincheng", year=2024)
    assert numbers_of(caught.value) == ["OGR934"]
    assert [entry.name for entry in mine.iterdir()] == ["notes.txt"]


def test_a_package_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full at the last file."""
    written = Path.write_bytes

    def failing(file: Path, data: bytes) -> int:
        if file.name == "test_lincheng.py":
            raise OSError(28, "No space left on device", str(file))
        return written(file, data)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(OSError, match="No space left"):
        new_package(tmp_path, city="lincheng", year=2024)
    assert list(tmp_path.iterdir()) == []


# On the command line ------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_ends_with_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    assert main(["new", "bei-hai", "--year", "2031", "-o", str(tmp_path / "deep" / "er"), "--lang", lang]) == 0
    told = capsys.readouterr().out
    for command in (
        f"cd {tmp_path / 'deep' / 'er' / 'opengov-rules-bei-hai'}",
        'python -m pip install -e ".[test]"',
        "opengov-rules check bei-hai-2031 --sources sources",
        "python -m pytest",
        "src/opengov_rules_bei_hai/bei-hai-2031/",
    ):
        assert f"  {command}\n" in told


def test_the_command_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "xin", "--year", "2025", "-o", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["folder"], told["scheme"], told["findings"]) == (str(tmp_path / "opengov-rules-xin"), "xin-2025", [])
    assert "pyproject.toml" in told["files"]


def test_a_city_that_is_installed_is_pointed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "jingzhou", "--year", "2022", "-o", str(tmp_path), "--lang", "en"])
    assert "a plugin jingzhou is installed already (opengov-rules-jingzhou)" in capsys.readouterr().out


def test_bad_names_are_exit_code_2_and_nothing_on_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "Xin", "--year", "25", "-o", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert [line[:6] for line in told.err.splitlines()] == ["OGR931", "OGR932"]
