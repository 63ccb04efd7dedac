"""The ledger as pages: each notice line by line with its numerals, and the data that they lead to."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from os.path import relpath
from pathlib import Path
from typing import Final

from claims import Datum, Kind
from editions import ROOT, Edition
from ledger import Entry
from markup import WRITTEN, anchor, code, link, path_text, quoted, table, text
from numerals import ADDRESS, HIDDEN, REASONS

HERE: Final = ROOT / "docs" / "reference" / "ledger"
AROUND: Final = 7
"""So many characters of the notice stand on each side of a numeral."""
WIDTH: Final = 110
_HID: Final = "▒"
SAYS: Final = {
    Kind.DERIVED: "the engine computes it; the expression stands beside the datum",
    Kind.GIVEN: "data of ours that cite these words",
    Kind.ROUNDED: "the engine computes it, by a rounding that has a name",
    Kind.CONTRADICTION: "it stands in one of two passages that cannot both be right, and no datum takes it",
    Kind.NOT_A_QUANTITY: "one of: " + ", ".join(REASONS),
    Kind.UNACCOUNTED: "none of these; a test fails",
}

# The first page ------------------------------------------------------------------------------------

INDEX: Final = """# Ledger of numerals 数字台账

Every numeral of the notices (`\\d+(?:\\.\\d+)?`; Chinese numerals are left out) stands in exactly one class, and leads
to the datum that holds it. A figure of a notice that the data had forgotten would show here, and fail a test.

{counts}

{classes}

A quote in the data covers the characters of its line, and so the numerals among them; the part that cites them claims
them. The best claim wins: the datum that is this very number, computed rather than given; then a contradiction; then
what stands deepest in the data. What nobody claims must be no quantity, by a pattern (`docs/tools/numerals.py`) or by
hand ([not-quantities.toml](not-quantities.toml)). Telephones and addresses are not shown. Of the notices only a few
characters around each numeral are quoted; they are no part of the project.

A test changes each accounted numeral in a copy of its notice: `opengov-rules check SCHEME --sources DIR` then names the
datum. Written by `python docs/tools/write.py DIR`, where DIR holds the notices; a test compares.

```{{toctree}}
:maxdepth: 1

{pages}
```
"""


def index(pages: Sequence[tuple[Edition, Sequence[Entry]]]) -> str:
    """The page of counts."""
    counts = [[f"[{e.title}]({e.id}.md)", *_counts(entries), str(len(entries))] for e, entries in pages]
    everything = [entry for _, entries in pages for entry in entries]
    counts.append(["**all**", *_counts(everything), f"**{len(everything)}**"])
    kinds = [[_marked(kind.value, kind), SAYS[kind]] for kind in Kind]
    return WRITTEN + INDEX.format(
        counts=table(["notice", *(kind.value for kind in Kind), "numerals"], counts),
        classes=table(["class", "meaning"], kinds),
        pages="\n".join(edition.id for edition, _ in pages),
    )


def _counts(entries: Sequence[Entry]) -> list[str]:
    count = Counter(entry.kind for entry in entries)
    return [str(count[kind]) for kind in Kind]


def _marked(words: str, kind: Kind) -> str:
    return f'<span class="{_style(kind)}">{text(words)}</span>'


def _style(kind: Kind) -> str:
    return f"ledger {kind.value.replace(' ', '-')}"


# A notice -----------------------------------------------------------------------------------------

PAGE: Final = """# {title}

{source}: {count} numerals.

{counts}

Our files: {files}.

## The notice, line by line

Every numeral leads to its row below.

{lines}
{sections}"""


def page(edition: Edition, entries: Sequence[Entry], lines: Sequence[str]) -> str:
    """One notice's page."""
    scheme = edition.program.scheme
    present = [kind for kind in Kind if any(entry.kind is kind for entry in entries)]
    counts = Counter(entry.kind for entry in entries)
    by_line = defaultdict[int, list[Entry]](list)
    for entry in entries:
        by_line[entry.numeral.line].append(entry)
    return WRITTEN + PAGE.format(
        title=f"{edition.title} ({edition.id})",
        source=f"{text(scheme.title)}, `{scheme.source.file}`, SHA-256 `{scheme.source.sha256[:16]}…`",
        count=len(entries),
        counts=table(
            ["class", "numerals"], [[link(kind.value, f"#{_id(kind)}"), str(counts[kind])] for kind in present]
        ),
        files=", ".join(f"[{file.name}]({relpath(file, HERE)})" for file in _files(edition)),
        lines=table(["line", "numerals"], (_row(n, lines[n - 1], found) for n, found in by_line.items())),
        sections="\n".join(_section(edition, kind, entries) for kind in present),
    )


def _files(edition: Edition) -> list[Path]:
    return sorted(file for file in edition.folder.iterdir() if file.suffix in (".toml", ".json"))


def _row(number: int, line: str, entries: Sequence[Entry]) -> list[str]:
    """A line of the notice: each numeral as a link, with a few characters around it."""
    line = re.sub(HIDDEN, lambda match: _HID * len(match[0]), line)
    shown, at = "", 0
    for entry in entries:
        shown += _between(line[at : entry.numeral.start], AROUND if at else 0, AROUND)
        words = _HID if entry.reason == ADDRESS else entry.numeral.text
        shown += link(words, f"#{_target(entry)}", _style(entry.kind))
        at = entry.numeral.end
    return [f"{anchor(f'L{number}')}{number}", shown + _between(line[at:], AROUND, 0)]


def _between(words: str, left: int, right: int) -> str:
    """What stands between two numerals, its middle left out where it is long."""
    if len(words) > left + right:
        words = f"{words[:left]}…{words[len(words) - right :]}"
    return text(re.sub(f"{_HID}+", _HID, words.replace("\t", " ")))


def _target(entry: Entry) -> str:
    """The anchor of the row that a numeral leads to."""
    if entry.kind is Kind.NOT_A_QUANTITY:
        return _reason_id(entry.reason)
    return _id(entry.kind) if entry.datum is None else _datum_id(entry.datum)


def _id(kind: Kind) -> str:
    return kind.value.replace(" ", "-")


def _reason_id(reason: str) -> str:
    return reason.replace(" ", "-")


def _datum_id(datum: Datum) -> str:
    return ".".join(datum.path).replace(" ", "_")


# What the numerals lead to ------------------------------------------------------------------------


def _section(edition: Edition, kind: Kind, entries: Sequence[Entry]) -> str:
    mine = [entry for entry in entries if entry.kind is kind]
    match kind:
        case Kind.NOT_A_QUANTITY:
            body = table(["reason", "count", "numerals"], _reasons(edition, mine))
        case Kind.UNACCOUNTED:
            body = table(["numerals"], [[_back(edition, entry)] for entry in mine])
        case Kind.CONTRADICTION:
            body = table(["contradiction", "one side", "the other", "numerals"], _contradictions(edition, mine))
        case _:
            computed = ["computed as"] if kind is not Kind.GIVEN else []
            body = table(["datum", *computed, "our file", "numerals"], _data(edition, mine, computed=bool(computed)))
    return f"## {kind.value.capitalize()}\n\n{SAYS[kind].capitalize()}.\n\n{body}"


def _data(edition: Edition, entries: Iterable[Entry], *, computed: bool) -> Iterator[list[str]]:
    for datum, mine in _by_datum(entries).items():
        name = anchor(_datum_id(datum)) + code(path_text(datum.path))
        yield [name, *([text(datum.expression)] if computed else []), _place(edition, datum), _backs(edition, mine)]


def _contradictions(edition: Edition, entries: Iterable[Entry]) -> Iterator[list[str]]:
    known = {discrepancy.key: discrepancy for discrepancy in edition.program.scheme.discrepancies}
    for datum, mine in _by_datum(entries).items():
        discrepancy = known[datum.path[-1]]
        says, but = (" ".join(map(quoted, side)) for side in (discrepancy.says, discrepancy.but))
        name = anchor(_datum_id(datum)) + _registered(edition, discrepancy.key)
        yield [name, says, but or "–", _backs(edition, mine)]


def _reasons(edition: Edition, entries: Sequence[Entry]) -> Iterator[list[str]]:
    for reason in REASONS:
        mine = [entry for entry in entries if entry.reason == reason]
        if mine:
            notes = "".join(f"; line {entry.numeral.line}: {text(entry.note)}" for entry in mine if entry.note)
            yield [anchor(_reason_id(reason)) + reason, str(len(mine)), _backs(edition, mine) + notes]


def _by_datum(entries: Iterable[Entry]) -> dict[Datum, list[Entry]]:
    found = defaultdict[Datum, list[Entry]](list)
    for entry in entries:
        if entry.datum is not None:
            found[entry.datum].append(entry)
    return found


def _place(edition: Edition, datum: Datum) -> str:
    """Where a datum stands in our files, and what stands there."""
    if datum.where is None:
        return "–"
    line = edition.line(datum.where)
    return f"{datum.where.file}:{datum.where.line} {code(line if len(line) <= WIDTH else line[:WIDTH] + '…')}"


def _backs(edition: Edition, entries: Iterable[Entry]) -> str:
    return ", ".join(_back(edition, entry) for entry in entries)


def _back(edition: Edition, entry: Entry) -> str:
    """A numeral and its line, as a link there."""
    words = _HID if entry.reason == ADDRESS else entry.numeral.text
    sides = "".join(f", one side of {_registered(edition, datum.path[-1])}" for datum in entry.disputed)
    return f"{text(words)} ({link(f'line {entry.numeral.line}', f'#L{entry.numeral.line}')}{sides})"


def _registered(edition: Edition, key: str) -> str:
    return f"[{key}](#register-{edition.id}-{key})"
