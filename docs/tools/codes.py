"""The pages of the codes, and what is said about their examples: `python docs/tools/codes.py [--slow]` writes them.

A page a code, in docs/reference/codes: a bad example, the messages as they were said, the good one, and the cure.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import tomli

from editions import ROOT
from markup import WRITTEN, code, table, text
from opengov_rules.characters import shown
from opengov_rules.explanations import FAMILIES_TOLD, Explanation, explanation, written
from opengov_rules.words import FAMILIES, Language
from trying import BASE, said

PAGES: Final = ROOT / "docs" / "reference" / "codes"
SAID: Final = ROOT / "src" / "opengov_rules" / "explanations" / "said.json"
MOST: Final = 2
"""So many messages of one example are shown."""
_SHOWN_AS: Final = {".toml": "toml", ".json": "json", "python": "py", "command": "console"}
_READERS: Final[Mapping[str, Callable[[str], object]]] = {"toml": tomli.loads, "json": json.loads}
_HEAD: Final = """# {number} {code}

{severity}{family}
"""
_INDEX: Final = """# Codes of problems 问题代码

Every problem has a code, which never changes: in messages, in JSON (`number` and `code`), and here.
`opengov-rules check --explain OGR233` tells the same in a terminal. Pieces of TOML stand in
[a small scheme](scheme.md), whose lines the messages count.

{sections}"""
_SCHEME: Final = "# The scheme of the examples 示例所用的方案\n\nThe notice behind it is made up.\n"


def told(found: Explanation) -> dict[str, Any]:
    """What is said about the bad example, with its own code: severity, and the messages by language."""
    own = [one for one in said(found, bad=True) if one.number == found.number][:MOST]
    severities = {one.severity for one in own} if found.family != "comparisons" else {None}  # there it is a reason
    return {
        "severity": severities.pop() if len(severities) == 1 else None,
        "zh": [one.zh for one in own],
        "en": [one.en for one in own],
    }


def all_told(*, slow: bool = False) -> dict[str, Any]:
    """What is said about every bad example, by code; about slow ones what is on record, unless `slow`."""
    known = json.loads(SAID.read_text(encoding="utf-8"))
    every = [found for family in FAMILIES for found in explained(family)]
    kept = {found.code for found in every if is_slow(found) and not slow} & known.keys()
    return {found.code: known[found.code] if found.code in kept else told(found) for found in every}


def is_slow(found: Explanation) -> bool:
    """Whether an example takes more than a few seconds to try."""
    return bool(found.setting.get("slow"))


def explained(family: str) -> list[Explanation]:
    """The codes of a family that somebody has explained, in the order of their numbers."""
    return [explanation(name) for name in FAMILIES[family] if name in written(family)]


def said_text(found: Mapping[str, Any]) -> str:
    """The file that holds what was said."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def page_files() -> Iterator[tuple[Path, str]]:
    """Every page, and their index, from what is written and what was said."""
    sections = list[str]()
    for family in FAMILIES:
        found = explained(family)
        yield from ((PAGES / f"{one.number}.md", _page(one)) for one in found)
        title = f"{_capital(FAMILIES_TOLD[family]['en'])} {FAMILIES_TOLD[family]['zh']}"
        rows = [
            [f"[{one.number}]({one.number}.md)", code(one.code), _words(one, "zh"), _words(one, "en")] for one in found
        ]
        entries = "\n".join(one.number for one in found)
        toctree = f"```{{toctree}}\n:hidden:\n\n{entries}\n```\n"
        sections.append(f"## {title}\n\n{table(['number', 'code', '中文', 'English'], rows)}\n{toctree}")
    sections.append("```{toctree}\n:hidden:\n\nscheme\n```\n")
    yield PAGES / "index.md", WRITTEN + _INDEX.format(sections="\n".join(sections))
    files = (
        f"## {file.name}\n\n{_block(file.read_text(encoding='utf-8'), file.name)}" for file in sorted(BASE.iterdir())
    )
    yield PAGES / "scheme.md", WRITTEN + "\n".join([_SCHEME, *files])


def _page(found: Explanation) -> str:
    severity = f"{found.severity} · " if found.severity else ""
    family = f"[{FAMILIES_TOLD[found.family]['en']} {FAMILIES_TOLD[found.family]['zh']}](index.md)"
    bad, good = (_block(piece, found.file) for piece in (found.bad, found.good))
    beside = "".join(f"{code(name)}:\n\n{_block(piece, name)}\n" for name, piece in found.beside)
    parts = [
        _HEAD.format(number=found.number, code=found.code, severity=severity, family=family),
        f"## Wrong 有误\n\n{_where(found)}\n\n{bad}\n{_block(_messages(found))}",
        f"## Right 改正\n\n{good}",
        *([f"## Beside it 另有\n\n{beside}"] if beside else []),
        f"## Cure 说明\n\n{text(found.cure['zh'])}\n\n{text(found.cure['en'])}\n",
    ]
    return WRITTEN + "\n".join(parts)


def _where(found: Explanation) -> str:
    """What the example is a piece of."""
    named = {"python": "Python", "command": "命令行 On the command line"}
    return named.get(found.file, f"{code(found.file)}") + ":"


def _messages(found: Explanation) -> str:
    return "\n".join(line for pair in zip(found.said["zh"], found.said["en"], strict=True) for line in pair)


def _block(piece: str, file: str = "") -> str:
    """A piece of a file, coloured where it is whole enough to be read."""
    kind = _SHOWN_AS.get(file, _SHOWN_AS.get(Path(file).suffix, "text"))
    try:
        _READERS.get(kind, str)(piece)
    except ValueError:
        kind = "text"
    lines = "\n".join(shown(line) for line in piece.strip("\n").split("\n"))
    return f"```{kind}\n{lines}\n```\n"


def _words(found: Explanation, lang: Language) -> str:
    return text(found.words[lang])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def write(*, slow: bool = False) -> None:
    """Try every example and write what was said; then write the pages anew."""
    SAID.write_text(said_text(all_told(slow=slow)), encoding="utf-8")
    PAGES.mkdir(exist_ok=True)
    pages = dict(page_files())
    for file in set(PAGES.glob("*.md")) - pages.keys():
        file.unlink()
    for file, words in pages.items():
        file.write_text(words, encoding="utf-8")


if __name__ == "__main__":
    write(slow="--slow" in sys.argv)
