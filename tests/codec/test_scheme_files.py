"""A scheme folder to data: what its files may look like, and what is said about one that does not."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from drafts import COLUMNS, HEAD, write
from opengov_rules import SchemeError, compile_scheme, read_scheme
from opengov_rules.codec import read_document
from opengov_rules.codec.places import places_in
from opengov_rules.codec.scheme_files import MAX_BYTES
from opengov_rules.problems import Problem
from opengov_rules.provenance import Location

Edit = Callable[[Path], object]


def problems(folder: Path | str) -> list[Problem]:
    with pytest.raises(SchemeError) as caught:
        read_scheme(folder)
    return list(caught.value.problems)


# Good folders -------------------------------------------------------------------------------------


def test_a_folder_is_read_by_path_or_by_name(tmp_path: Path) -> None:
    folder = write(tmp_path)
    assert read_scheme(folder).id == read_scheme(str(folder)).id == "draft-2024"


def test_numbers_are_read_exactly(tmp_path: Path) -> None:
    document, _ = read_document(write(tmp_path, COLUMNS.replace("20", "20.10")))
    assert document["county"]["1"]["points"] == Decimal("20.10")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    folder = write(tmp_path)
    head = folder / "scheme.toml"
    head.write_bytes(b"\xef\xbb\xbf" + head.read_bytes())
    assert read_scheme(folder).id == "draft-2024"


def test_windows_line_ends_move_no_line(tmp_path: Path) -> None:
    folder = write(tmp_path)
    county = folder / "county.toml"
    county.write_bytes(county.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(SchemeError) as caught:
        compile_scheme(read_scheme(folder))
    assert [str(problem.where) for problem in caught.value.problems] == ["county.toml:5:1", "county.toml:7:1"]


@pytest.mark.parametrize("name", ["en.toml", "sample.json", "published.json", ".git", "__init__.py", "__pycache__"])
def test_files_that_are_not_the_schemes_are_left_alone(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path)
    (folder / name).write_text("not toml [")
    assert read_scheme(folder).id == "draft-2024"


# Bad folders --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "code", "where", "words"),
    [
        pytest.param(
            lambda folder: (folder / "scheme.toml").unlink(), "file-missing", "draft-2024", "scheme.toml", id="no head"
        ),
        pytest.param(
            lambda folder: (folder / "notes.txt").touch(), "file-stray", "notes.txt", "notes.txt", id="a stray file"
        ),
        pytest.param(
            lambda folder: (folder / "county.toml").write_bytes("name = '空白栏目'".encode("gbk")),
            "file-encoding",
            "county.toml",
            "UTF-8",
            id="GBK bytes",
        ),
        pytest.param(
            lambda folder: (folder / "county.toml").write_bytes(b"#" * (MAX_BYTES + 1)),
            "file-large",
            "county.toml",
            "1048576",
            id="a huge file",
        ),
        pytest.param(
            lambda folder: (folder / "county.toml").write_text("kinds = []\n[1]\nname =\n"),
            "toml-text",
            "county.toml:3:7",
            "TOML",
            id="a syntax error",
        ),
        pytest.param(
            lambda folder: (folder / "county.toml").write_text("[1]\nname = 'x'\n[1]\nname = 'y'\n"),
            "toml-text",
            "county.toml:3:3",
            "TOML",
            id="a code twice",
        ),
        pytest.param(
            lambda folder: (folder / "county.toml").write_text("x = " + "[" * 5000 + "]" * 5000),
            "too-deep",
            "county.toml",
            "128",
            id="nesting beyond sense",
        ),
        pytest.param(
            lambda folder: (folder / "county.toml").write_text("x = " + "9" * 5000),
            "number-range",
            "county.toml:1:5",
            "9999",
            id="a number beyond sense",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, edit: Edit, code: str, where: str, words: str) -> None:
    folder = write(tmp_path)
    edit(folder)
    (problem,) = problems(folder)
    assert problem.code == code
    assert str(problem.where).startswith(where)
    assert words in problem.message("zh")


def test_a_folder_that_is_not_there_lacks_its_head(tmp_path: Path) -> None:
    assert [problem.code for problem in problems(tmp_path / "nowhere")] == ["file-missing"]


def test_the_id_is_the_folders_name(tmp_path: Path) -> None:
    folder = write(tmp_path)
    moved = folder.rename(tmp_path / "draft-2025")
    problem = problems(moved)[-1]  # the county file's uncited numbers come first
    assert (problem.code, str(problem.where)) == ("id-folder", "scheme.toml:1:1")


def test_problems_of_several_files_come_together(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "notes.txt").touch()
    (folder / "county.toml").write_text("[")
    (folder / "town.toml").write_bytes(b"\xff")
    assert [problem.code for problem in problems(folder)] == ["toml-text", "file-stray", "file-bytes"]


def test_a_problem_inside_a_file_names_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path, COLUMNS.replace("points = 20", 'points = "many"'))
    (problem,) = problems(folder)
    # kinds, a blank line, [1], name, points
    assert (problem.code, problem.where) == ("number-text", Location("county.toml", 5, 1))
    assert (
        problem.message("en") == "county.toml:5:1: OGR103 'many' is not a numeral; write plain digits such as 3 or 0.5"
    )


# Places -------------------------------------------------------------------------------------------


def test_every_table_and_key_has_its_line_and_column() -> None:
    text = HEAD + '[facts."空白栏目"]\n  ask = "几个?"\n[[list]]\nsource.file = 1\n[a . "b.c"] # why\n\'d\' = 2\n'
    places = places_in(text, "scheme.toml", "scheme", {"list": [{"units": ["甲局", "乙局"], "source": {"file": 1}}]})
    assert places["scheme",] == Location("scheme.toml", 1, 1)
    assert places["scheme", "city"] == Location("scheme.toml", 2, 1)
    assert places["scheme", "facts", "空白栏目"] == Location("scheme.toml", 6, 1)
    assert places["scheme", "facts", "空白栏目", "ask"] == Location("scheme.toml", 7, 3)
    assert places["scheme", "list", "甲局"] == Location("scheme.toml", 8, 1)
    assert places["scheme", "list", "甲局", "source", "file"] == Location("scheme.toml", 9, 1)
    assert places["scheme", "a", "b.c", "d"] == Location("scheme.toml", 11, 1)


def test_a_key_that_stands_twice_keeps_its_first_place() -> None:
    places = places_in("a = 1\na = 2\n", "x.toml", "x", {})
    assert places["x", "a"].line == 1


def test_a_condition_as_deep_as_allowed_is_read_compiled_and_scored(tmp_path: Path) -> None:
    deep = '{ none = ["明确机构"] }'
    for _ in range(31):
        deep = f"{{ none = [{deep}] }}"
    county = f'[1]\nname = "机构"\npoints = 2\ncite = "1: 2分"\nrule = "award"\nwhen = {deep}\n'
    program = compile_scheme(read_scheme(write(tmp_path, county)))
    # 32 times "none": what holds holds again
    assert [program.total("甲县", {"明确机构": yes}) for yes in (True, False)] == [2, 0]


def test_what_is_well_formed_is_checked_beside_what_is_not_and_no_consequence_is_told(tmp_path: Path) -> None:
    county = """
[1]
name = "栏目"
points = 5
[1.1]
name = "空白栏目"
points = "二"
rule = "deduct"
faults = { "空白栏目" = 2 }
[1.2]
name = "机构"
points = 3
rule = "award"
when = "明确机构"
"""
    # 1.1 has no points now: that the children of 1 no longer add up, and that 2 is cited nowhere, would be noise.
    assert [(p.code, p.where and p.where.line) for p in problems(write(tmp_path, county))] == [
        ("number-text", 8),
        ("uncited", 13),
    ]


def test_a_file_in_gbk_is_told_from_one_with_a_broken_byte(tmp_path: Path) -> None:
    folder = write(tmp_path)
    county = folder / "county.toml"
    text = county.read_text(encoding="utf-8")
    county.write_bytes(text.encode("gbk"))
    assert [(p.code, p.params, str(p.where)) for p in problems(folder)] == [
        ("file-encoding", {"looks": "GBK"}, "county.toml:1:11")
    ]
    county.write_bytes(text.encode() + b"\xff")
    assert [(p.code, p.params) for p in problems(folder)] == [("file-bytes", {"byte": "0xFF"})]


def test_a_large_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path)
    (folder / "scheme.toml").unlink()
    with (folder / "county.toml").open("r+b") as stream:
        stream.truncate(MAX_BYTES + 1)

    def refuse(*_: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", refuse)
    assert [problem.code for problem in problems(folder)] == ["file-missing", "file-large"]
