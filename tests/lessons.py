"""A page of lessons as steps: commands, what they print, and tables that a reader puts into files."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from attrs import frozen

_BLOCK: Final = re.compile(
    r"^```(?:(?P<sort>sh|text)|\{code-block\} (?:toml|text)\n:caption: (?P<file>\S+))\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_HEADER: Final = re.compile(r"^\[{1,2}(?P<name>[^\]]+)\]{1,2}\s*$", re.MULTILINE)


@frozen
class Step:
    """`run` commands, `printed` by the commands before, or tables to `write` into a file."""

    sort: Literal["run", "printed", "write"]
    text: str
    file: str = ""
    line: int = 0


def steps(page: Path) -> Iterator[Step]:
    """The steps of a page, in its order. Blocks of other languages are for reading only."""
    text = page.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if match["file"]:
            yield Step("write", match["body"].strip("\n") + "\n", match["file"], line)
        else:
            yield Step("run" if match["sort"] == "sh" else "printed", match["body"], line=line)


def prints(output: str, expected: str) -> str | None:
    """The first expected line that the output lacks, in order; `…` stands for anything within a line, or for lines."""
    lines = iter(output.splitlines())
    for wanted in expected.splitlines():
        pattern = ".*".join(re.escape(piece) for piece in wanted.strip().split("…"))
        if pattern != ".*" and not any(re.fullmatch(pattern, line.strip()) for line in lines):
            return wanted
    return None


def with_tables(text: str, tables: str) -> str:
    """A TOML text in which these tables stand in the place of those of the same header, or at the end."""
    for name, table in _tables(tables):
        same = next(((start, end) for known, start, end in _spans(text) if known == name and not _listed(table)), None)
        if same is None:
            text = f"{text.rstrip()}\n\n{table}"
        else:
            text = text[: same[0]] + table + "\n" + text[same[1] :].lstrip("\n")
    return text.rstrip() + "\n"


def _listed(table: str) -> bool:
    return table.startswith("[[")


def _tables(text: str) -> Iterator[tuple[str, str]]:
    for name, start, end in _spans(text):
        yield name, text[start:end].rstrip() + "\n"


def _spans(text: str) -> list[tuple[str, int, int]]:
    """Each table's header with where it begins and ends; a comment right above belongs to it."""
    heads = [(match["name"], _with_comment(text, match.start())) for match in _HEADER.finditer(text)]
    ends = [*(start for _, start in heads[1:]), len(text)]
    return [(name, start, end) for (name, start), end in zip(heads, ends, strict=True)]


def _with_comment(text: str, start: int) -> int:
    above = text[:start]
    while above.endswith("\n") and above[:-1].rpartition("\n")[2].startswith("#"):
        above = above[: above[:-1].rfind("\n") + 1]
    return len(above)
