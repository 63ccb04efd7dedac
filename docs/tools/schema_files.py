"""The JSON Schemas that are shipped, as the code writes them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from opengov_rules.json_schema import schemas, written

SCHEMAS: Final = Path(__file__).resolve().parents[2] / "src" / "opengov_rules" / "schemas"


def schema_files() -> Iterator[tuple[Path, str]]:
    """Each with its text."""
    return ((SCHEMAS / name, written(schema)) for name, schema in schemas().items())
