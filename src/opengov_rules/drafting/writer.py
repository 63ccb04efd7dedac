"""Tables and keys as TOML text: the same input gives the same text, in the order in which authors write."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from ..provenance import Citation

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\t": "\\t"}
_WIDE: Final = 150


@frozen(kw_only=True)
class Table:
    """One table of a file: its header (none: the file's top), remarks above it, its keys, and remarks among them."""

    header: str = ""
    remarks: tuple[str, ...] = ()
    keys: tuple[tuple[str, Any], ...] = ()


def write(schema: str, about: Sequence[str], tables: Sequence[Table]) -> str:
    """A file: the line that names its schema, what it is, and its tables."""
    lines = [f"#:schema ../../../schemas/{schema}.json", *(f"# {_remark(line)}" for line in about), ""]
    for table in tables:
        lines += [f"# {_remark(line)}" for line in table.remarks]
        lines += [table.header] if table.header else []
        lines += [f"{key} = {value_text(value, len(key))}" for key, value in table.keys]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def value_text(value: Any, indent: int = 0) -> str:
    """A value on one line; a list that gets too wide has a line for each of its members."""
    text = _inline(value)
    if isinstance(value, list | tuple) and len(value) > 1 and len(text) + indent > _WIDE:
        return "[\n" + "".join(f"    {_inline(item)},\n" for item in value) + "]"
    return text


def key_text(key: str) -> str:
    """A key: our own words bare, the notice's in quotation marks."""
    return key if _BARE.fullmatch(key) else _string(key)


def _inline(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case dt.date():
            return value.isoformat()
        case Citation() | str():
            return _string(str(value))
        case Mapping():
            return (
                "{ " + ", ".join(f"{key_text(str(k))} = {_inline(v)}" for k, v in value.items()) + " }"
                if value
                else "{}"
            )
        case _:
            return f"[{', '.join(_inline(item) for item in value)}]"


def _string(text: str) -> str:
    return f'"{"".join(_ESCAPES.get(char, char) for char in text)}"'


def _remark(text: str) -> str:
    """A comment on one line."""
    return "".join(char if char.isprintable() else " " for char in text)
