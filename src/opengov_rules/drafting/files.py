"""A notice's file: its bytes, and the text in them."""

from pathlib import Path
from typing import Final

from ..problems import Invalid, Problem, SchemeError
from ..provenance import Location
from ..text_files import decoded, read_bytes

_LARGEST: Final = 4 << 20
_DOCUMENTS: Final = (
    (b"PK\x03\x04", "Word(docx)"),
    (b"\xd0\xcf\x11\xe0", "Word(doc)"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
)


def read_notice(file: Path) -> tuple[bytes, str]:
    """The bytes and the text of a notice. Raises `SchemeError` where the file is no plain text, and OSError."""
    data = read_bytes(file, _LARGEST)
    if isinstance(data, Problem):
        raise SchemeError([data])
    for start, looks in _DOCUMENTS:
        if data.startswith(start):
            raise SchemeError([Invalid("draft-document", file=file.name, looks=looks).at(Location(file.name))])
    text = decoded(data, file.name)
    if isinstance(text, Problem):
        raise SchemeError([text])
    return data, text
