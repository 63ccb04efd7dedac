"""Where a SCHEME argument leads: an installed edition, or a folder."""

import os
from pathlib import Path

from attrs import field, frozen

from ..codec import read_evidence, read_scheme
from ..evidence import Round
from ..host import Host
from ..program import Program, compile_scheme
from ..scheme import Scheme


@frozen
class SchemeSource:
    """Where a SCHEME argument leads: an installed edition, or a folder."""

    host: Host
    name: str
    folder: Path | None = field(default=None)

    @classmethod
    def of(cls, name: str) -> "SchemeSource":
        path = Path(name)
        path = path.parent if path.name == "scheme.toml" and path.is_file() else path
        is_folder = path.is_dir() and (os.sep in name or "/" in name or name in (".", "..") or _holds_scheme(path))
        return cls(Host.discover(), name, path.resolve() if is_folder else None)

    def scheme(self) -> Scheme:
        return self.host.read(self.name) if self.folder is None else read_scheme(self.folder)

    def program(self) -> Program:
        return self.host.scheme(self.name) if self.folder is None else compile_scheme(self.scheme())

    def round(self, which: str, program: Program) -> Round:
        """The edition's `sample` or `published` round. Raises LookupError where there is none."""
        if self.folder is None:
            return self.host.sample(self.name) if which == "sample" else self.host.published(self.name)
        file = self.folder / f"{which}.json"
        if not file.is_file():
            raise LookupError(f"{self.name}: 没有 (there is no) {which}.json")
        return read_evidence(file, program)

    def record(self, program: Program) -> Round | None:
        """What the source publishes of its results, where the edition holds that."""
        try:
            return self.round("published", program)
        except LookupError:
            return None


def _holds_scheme(path: Path) -> bool:
    return (path / "scheme.toml").is_file()
