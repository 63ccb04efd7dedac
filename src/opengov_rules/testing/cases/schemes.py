"""Which program the cases of a file are for: an installed edition, or a folder relative to the file."""

from pathlib import Path

from ...codec import read_scheme
from ...host import Host
from ...problems import Invalid, ProblemsError, UnknownScheme
from ...program import Program, compile_scheme
from .values import CaseError, Cases


def folder_of(cases: Cases) -> Path | None:
    """The folder of the scheme that the file names; None where that is an installed edition."""
    folder = (cases.file.parent / cases.scheme).resolve()
    return folder if (folder / "scheme.toml").is_file() else None


def scheme_of(cases: Cases, host: Host) -> Program:
    """The compiled scheme that the file names. Raises `CaseError`, or `PluginFailure` where a plugin is broken."""
    folder = folder_of(cases)
    if folder is not None:
        try:
            return compile_scheme(read_scheme(folder))
        except ProblemsError as error:
            raise CaseError(error.problems) from None
    try:
        return host.scheme(cases.scheme)
    except UnknownScheme:
        raise CaseError([Invalid("case-scheme", scheme=cases.scheme).at(cases.where, ("scheme",))]) from None
