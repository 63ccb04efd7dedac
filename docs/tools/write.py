"""Write what is generated and committed: `python docs/tools/write.py DIR`, where DIR holds the notices.

These are the ledger, the register, the JSON Schemas, the page of laws and the pages of the codes; the ledger only where
the notices are.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import codes
import laws
import ledger_pages
from editions import ROOT, Edition, editions
from ledger import Entry, ledger
from numerals import by_hand, lines_of
from register import effects, register
from schema_files import schema_files

REFERENCE: Final = ROOT / "docs" / "reference"
BY_HAND: Final = REFERENCE / "ledger" / "not-quantities.toml"
SOURCES: Final = Path(os.environ.get("OPENGOV_RULES_SOURCES", ROOT.parent / "shared" / "sources"))
"""The folder of the notices, which are no part of the project."""


def ledger_files(sources: Path) -> Iterator[tuple[Path, str]]:
    """The pages of the ledger."""
    pages = list[tuple[Edition, list[Entry]]]()
    for edition in editions():
        lines = lines_of(sources / edition.program.scheme.source.file)
        entries = list(ledger(edition, lines, by_hand(BY_HAND, edition.id)))
        pages.append((edition, entries))
        yield REFERENCE / "ledger" / f"{edition.id}.md", ledger_pages.page(edition, entries, lines)
    yield REFERENCE / "ledger" / "index.md", ledger_pages.index(pages)


def register_files() -> Iterator[tuple[Path, str]]:
    """The register's page; it needs no notices."""
    found = list(editions())
    told = {edition.id: effects(edition.program, edition.sample) for edition in found if edition.sample is not None}
    yield REFERENCE / "register.md", register(found, told)


def main() -> None:
    """Write all of it."""
    sources = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCES
    ledgers = ledger_files(sources) if sources.is_dir() else ()
    for file, text in (*ledgers, *register_files(), *schema_files(), *laws.law_files()):
        file.write_text(text, encoding="utf-8")
    codes.write()


if __name__ == "__main__":
    main()
