"""The line and column of keys and items of a JSON file, so that problems can point at them.

The file is known to be JSON and is scanned only where it has problems, for the paths that these name.
"""

import json
import re
from collections.abc import Container
from typing import Final

from ..provenance import Location

_TOKEN: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[][{}:,]|[^][{}:,"\s]++|\n')


def json_places(text: str, file: str, wanted: Container[tuple[str, ...]]) -> dict[tuple[str, ...], Location]:
    """Where each wanted path stands: a key (the last of several), or an item of a list by its number from 0."""
    places = dict[tuple[str, ...], Location]()
    path = list[str]()
    around = list[int | None]()  # for every list around, the number of its item; None for an object
    line, begins, wants_key = 1, 0, False

    def enter(name: str, start: int) -> None:
        path.append(name)
        if tuple(path) in wanted:
            places[tuple(path)] = Location(file, line, start - begins + 1)

    for token in _TOKEN.finditer(text):
        match token[0]:
            case "\n":
                line, begins = line + 1, token.end()
            case ":":
                pass
            case ",":
                number = around[-1]
                around[-1], wants_key = (None, True) if number is None else (number + 1, False)
            case "]" | "}":
                around.pop()
                path[-1:] = []
            case key if wants_key:
                enter(json.loads(key), token.start())
                wants_key = False
            case value:
                if around and around[-1] is not None:
                    enter(str(around[-1]), token.start())
                if value in "[{":
                    around.append(0 if value == "[" else None)
                    wants_key = value == "{"
                else:
                    path[-1:] = []
    return places
