"""Markdown with anchors: what the generated pages are made of."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Final

from opengov_rules.provenance import Citation

WRITTEN: Final = "<!-- written by docs/tools/write.py -->\n\n"
_MARKS: Final = re.compile(r"[\\`*_\[\]{}|~$#^<>]")


def text(words: str) -> str:
    """Words as they are, whatever they hold, also inside a table."""
    return _MARKS.sub(lambda match: f"&#{ord(match[0])};", words.replace("&", "&amp;"))


def code(words: str) -> str:
    """Words in the letters of code, also inside a table."""
    fence = "``" if "`" in words else "`"
    space = " " if fence != "`" else ""
    return f"{fence}{space}{words.replace('|', chr(92) + '|')}{space}{fence}"


def anchor(id: str) -> str:
    """A place that links lead to."""
    return f'<a id="{html.escape(id)}"></a>'


def link(words: str, to: str, kind: str = "") -> str:
    """A link to an anchor (`#id`) or page; `kind` is a class of the style sheet. The words are plain."""
    styled = f' class="{kind}"' if kind else ""
    return f'<a{styled} href="{html.escape(to)}">{text(words)}</a>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def quoted(cite: Citation) -> str:
    """The notice's words, with their line."""
    return f"{text(cite.quote)} (line {cite.line})"


def path_text(path: Iterable[str]) -> str:
    """A path of keys as readings write it: a key with a dot or a space is quoted."""
    return ".".join(f'"{key}"' if "." in key or " " in key else key for key in path)
