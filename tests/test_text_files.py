"""A file's text, or what is wrong with the file; files and folders that are written whole or not at all."""

import re
import zipfile
from pathlib import Path

import pytest

from opengov_rules.problems import Problem
from opengov_rules.text_files import decoded, read_bytes, read_text, write_folder, write_text


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


# Writing ------------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*"))


def test_a_text_is_written_as_it_is_in_place_of_the_old_one(tmp_path: Path) -> None:
    """Its line ends are kept, nothing else is left in the folder, and others may read it as any new file."""
    file, other = tmp_path / "x.txt", tmp_path / "other"
    for text in ("一\r\n二\n", "短"):
        write_text(file, text)
        assert file.read_bytes() == text.encode()
    other.touch()
    assert file.stat().st_mode == other.stat().st_mode
    assert names(tmp_path) == ["other", "x.txt"]


def test_what_a_link_led_to_is_left_alone(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.txt", tmp_path / "link.txt"
    kept.write_bytes(b"old")
    link.symlink_to(kept)
    write_text(link, "new")
    assert (kept.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"old", b"new", False)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every file but empty ones the first byte alone can be written."""

    def failing(file: Path, data: bytes) -> int:
        with file.open("wb") as stream:
            stream.write(data[:1])
        if data:
            raise OSError(28, "No space left on device", str(file))
        return 0

    monkeypatch.setattr(Path, "write_bytes", failing)


@pytest.mark.usefixtures("full_disk")
def test_a_file_stays_as_it_was_where_the_disk_is_full(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("old", encoding="utf-8")
    with pytest.raises(OSError, match="No space left"):
        write_text(file, "new")
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["x.txt"]


@pytest.mark.usefixtures("full_disk")
def test_no_folder_is_left_where_the_disk_is_full(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        write_folder(tmp_path / "new", {"a": b"", "b": b"1"})
    assert names(tmp_path) == []


def test_a_folder_is_written_with_the_folders_above_and_below_it(tmp_path: Path) -> None:
    write_folder(tmp_path / "above" / "new", {"a": b"1", "below/b": "二".encode()})
    assert names(tmp_path) == ["above", "above/new", "above/new/a", "above/new/below", "above/new/below/b"]
    assert (tmp_path / "above" / "new" / "below" / "b").read_bytes() == "二".encode()
    assert (tmp_path / "above" / "new").stat().st_mode == (tmp_path / "above").stat().st_mode


def test_a_folder_may_be_empty(tmp_path: Path) -> None:
    write_folder(tmp_path / "new", {})
    assert names(tmp_path) == ["new"]


def test_a_folder_that_holds_something_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine").touch()
    with pytest.raises(OSError, match="new"):
        write_folder(tmp_path / "new", {"a": b"1"})
    assert names(tmp_path) == ["new", "new/mine"]


def test_a_file_in_the_way_of_the_folder_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(NotADirectoryError, match=re.escape(str(file))):
        write_text(file / "x.txt", "x")
    with pytest.raises(FileExistsError, match=re.escape(str(file))):
        write_folder(file / "new", {"a": b"1"})
    assert names(tmp_path) == ["file"]


def test_a_text_is_not_written_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_text(tmp_path / "none" / "x.txt", "x")
    assert names(tmp_path) == []
