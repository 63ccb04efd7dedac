"""Text files: read within a limit as UTF-8, or a word on what it looks like instead; written whole or not at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory

from .problems import Invalid, Problem
from .provenance import Location


def read_text(file: Path | Traversable, limit: int) -> str | Problem:
    """The text of a UTF-8 file, without its byte order mark; else what is wrong with the file. Raises OSError."""
    data = read_bytes(file, limit)
    return data if isinstance(data, Problem) else decoded(data, file.name)


def read_bytes(file: Path | Traversable, limit: int) -> bytes | Problem:
    """All of a file that is within the limit; a larger one is not read. Raises OSError."""
    size = file.stat().st_size if isinstance(file, Path) else 0
    if size <= limit:
        with file.open("rb") as stream:
            data = stream.read(limit + 1)
        if len(data) <= limit:
            return data
        size = len(data)
    return Invalid("file-large", size=size, limit=limit).at(Location(file.name))


def decoded(data: bytes, name: str) -> str | Problem:
    """The text of a file's bytes, or what they look like if not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        return Invalid("file-encoding", looks="UTF-16").at(Location(name, 1, 1))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        looks_gbk = _is_gbk(data) and not _is_chinese(data[: error.start])
        byte = f"0x{data[error.start]:02X}"
        wrong = Invalid("file-encoding", looks="GBK") if looks_gbk else Invalid("file-bytes", byte=byte)
        return wrong.at(_place(name, data, error.start))


def write_text(file: Path, text: str) -> None:
    """The text as UTF-8 in a file, new or in place of the old one, which else stays as it was. Raises OSError."""
    with _aside(file) as draft:
        draft.write_bytes(text.encode())


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """All of the files, by their paths in a folder that did not exist; else there is none of them. Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _aside(folder) as draft:
        draft.mkdir()
        for path, data in files.items():
            file = draft / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """A place on the same disk for what is moved to the path once it is complete."""
    with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as scratch:
        draft = Path(scratch) / path.name
        yield draft
        draft.replace(path)


def _place(name: str, data: bytes, start: int) -> Location:
    """The line and column of a byte, as far as what stands before it can be read."""
    before = data[:start].decode("utf-8-sig", "replace")
    return Location(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _is_chinese(data: bytes) -> bool:
    """Whether these bytes hold Chinese in UTF-8; GBK may pass for UTF-8 for a while, but only for letters below."""
    return max(data.decode("utf-8", "replace"), default="") >= "\u0800"
