"""The shipped editions beside their notices: what the ledger and the register are written from."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from opengov_rules import Host, Program, Round
from opengov_rules.codec.json_places import json_places
from opengov_rules.provenance import Location

ROOT: Final = Path(__file__).parents[2]
PLUGINS: Final = ("baoji", "ankang", "wuwei", "yanshi", "jingzhou")
"""In the order of their notices."""


@frozen
class Edition:
    """One city's edition: the program, what its source publishes, and its files."""

    program: Program
    published: Round | None
    sample: Round | None
    folder: Path

    @property
    def id(self) -> str:
        """`jingzhou-2021`."""
        return self.program.scheme.id

    @property
    def title(self) -> str:
        """`荆州市 2021`."""
        return f"{self.program.scheme.city} {self.program.scheme.edition}"

    def cells(self) -> dict[tuple[str, ...], Location]:
        """Where the published evidence stands: `units`, unit, fact to a place in `published.json`."""
        answers = () if self.published is None else self.published.items()
        wanted = {("units", unit, answer.fact) for unit, found in answers for answer in found.observations}
        if not wanted:
            return {}
        return json_places((self.folder / "published.json").read_text(encoding="utf-8"), "published.json", wanted)

    def line(self, where: Location) -> str:
        """The line of our file at a place."""
        lines = (self.folder / where.file).read_text(encoding="utf-8").split("\n")
        return lines[(where.line or 1) - 1].strip()


def editions() -> Iterator[Edition]:
    """Every shipped edition, in the order of their notices."""
    host = Host.discover()
    for plugin in PLUGINS:
        for folder in sorted((ROOT / "plugins" / f"opengov-rules-{plugin}").glob(f"src/*/{plugin}-*")):
            id = folder.name
            yield Edition(host.scheme(id), _held(host.published, id), _held(host.sample, id), folder)


def _held(read: Callable[[str], Round], id: str) -> Round | None:
    try:
        return read(id)
    except LookupError:
        return None
