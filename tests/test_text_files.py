"""A file's text, or what is wrong with the file."""

import zipfile
from pathlib import Path

import pytest

from opengov_rules.problems import Problem
from opengov_rules.text_files import decoded, read_bytes, read_text


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes("\ufeff甲".encode())
    assert read_text(file, 100) == "甲"


def test_a_file_within_an_archive_is_never_read_beyond_the_limit(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("x.txt", "甲" * 10)
    inside = zipfile.Path(tmp_path / "x.zip", "x.txt")
    assert read_text(inside, 30) == "甲" * 10
    problem = read_bytes(inside, 29)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.params) == ("file-large", {"size": "30", "limit": "29"})


@pytest.mark.parametrize(
    ("data", "told", "place"),
    [
        pytest.param("甲".encode("utf-16"), "UTF-16", "1:1", id="UTF-16"),
        pytest.param("a\n单位".encode("gbk"), "GBK", "2:1", id="GBK"),
        pytest.param("隆回县".encode("gbk"), "GBK", "1:2", id="GBK that begins like UTF-8"),
        pytest.param("单位".encode() + b"\xff", "0xFF", "1:3", id="a byte too many"),
        pytest.param("单位,单".encode()[:-1], "0xE5", "1:4", id="cut off, though it could be read as GBK"),
        pytest.param(b"\xff\xff", "0xFF", "1:1", id="nothing known"),
    ],
)
def test_bytes_that_are_not_utf_8_are_named_with_what_they_look_like(data: bytes, told: str, place: str) -> None:
    problem = decoded(data, "x.txt")
    assert isinstance(problem, Problem)
    assert (*problem.params.values(), str(problem.where)) == (told, f"x.txt:{place}")
