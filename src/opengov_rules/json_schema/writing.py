"""A schema as the text of its file."""

import json

from .types import Schema


def written(schema: Schema) -> str:
    """The schema as its file holds it: readable, the Chinese as it is."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
