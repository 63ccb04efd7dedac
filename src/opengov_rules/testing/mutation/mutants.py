"""A mutant: one change to a scheme's plain data, with its place and the notice's words there."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from ...provenance import Citation, Location, item_name
from ...structure import Document
from ...words import short

Steps: TypeAlias = tuple[str | int, ...]
"""The way to a value from the file's name down: keys of tables and places in lists."""
_LONGEST: Final = 60


class Absent(Enum):
    """What stands where there is nothing: a key that is added had it before, one that is deleted has it after."""

    ABSENT = "–"


ABSENT: Final = Absent.ABSENT


@frozen(kw_only=True)
class Mutant:
    """`old` at `steps` becomes `new`; either is `ABSENT` where a key is added or deleted.

    `says` is the change in a few words; with the operator and the path it makes the `key`, the same in every run.
    """

    operator: str
    steps: Steps
    old: object = field(hash=False, repr=False)
    new: object = field(hash=False, repr=False)
    path: tuple[str, ...]
    says: str
    code: str = ""
    """The indicator that the change stands in, "" elsewhere."""
    where: Location | None = field(default=None, eq=False)
    cite: Citation | None = field(default=None, eq=False)

    @property
    def key(self) -> str:
        """The name under which it is argued and told."""
        return f"{self.operator} {'.'.join(self.path)}: {self.says}"

    @property
    def file(self) -> str:
        """The file's name without its ending: `scheme`, or a rubric's id."""
        return self.path[0]

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where is not None else ""
        quote = f" [{self.cite}]" if self.cite is not None else ""
        return f"{place}{self.key}{quote}"


def at(document: object, steps: Steps) -> Any:
    """The value that stands at the steps. LookupError where there is none."""
    for step in steps:
        if not isinstance(document, Mapping | list):
            raise LookupError(step)
        document = document[step]  # type: ignore[index]
    return document


def edited(document: Document, mutant: Mutant) -> Document:
    """A copy of the document with the one change; what is not on its way is shared."""
    return _edited(document, mutant.steps, mutant.new)  # type: ignore[no-any-return]


def _edited(table: Any, steps: Steps, new: object) -> Any:
    if not steps:
        return new
    step, *rest = steps
    if isinstance(step, int):
        inner = _edited(table[step], tuple(rest), new)
        return [*table[:step], *([] if inner is ABSENT else [inner]), *table[step + 1 :]]
    inner = _edited(table.get(step, {}), tuple(rest), new)
    if inner is ABSENT:
        return {key: value for key, value in table.items() if key != step}
    return {**table, step: inner}


def named_path(document: object, steps: Steps) -> tuple[str, ...]:
    """The steps as paths name them: a table in a list by its first unit, or by its place."""
    found = list[str]()
    for step in steps:
        if isinstance(step, int):
            item = document[step] if isinstance(document, list) else None
            found.append(item_name(item, step))
            document = item
        else:
            found.append(step)
            document = document.get(step) if isinstance(document, Mapping) else None
    return tuple(found)


def shown(value: object) -> str:
    """A value of a scheme file in a few characters, much as TOML writes it."""
    match value:
        case Absent():
            return value.value
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"' if len(value) <= _LONGEST else f'"{short(value)}"'
        case int() | Decimal():
            return str(value)
        case dt.date():
            return value.isoformat()
        case Mapping():
            text = "{ " + ", ".join(f"{key} = {shown(item)}" for key, item in value.items()) + " }"
        case list():
            text = "[" + ", ".join(map(shown, value)) + "]"
        case _:
            text = str(value)
    return text if len(text) <= 2 * _LONGEST else text[: 2 * _LONGEST - 1] + "…"
