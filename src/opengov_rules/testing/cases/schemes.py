"""Which program the cases of a file are for: an installed edition, or a folder relative to the file."""

from ...codec import read_scheme
from ...host import Host
from ...problems import Invalid, ProblemsError, UnknownScheme
from ...program import Program, compile_scheme
from .values import CaseError, Cases


def scheme_of(cases: Cases, host: Host) -> Program:
    """The compiled scheme that the file names. Raises `CaseError`, or `PluginFailure` where a plugin is broken."""
    folder = (cases.file.parent / cases.scheme).resolve()
    if (folder / "scheme.toml").is_file():
        try:
            return compile_scheme(read_scheme(folder))
        except ProblemsError as error:
            raise CaseError(error.problems) from None
    try:
        return host.scheme(cases.scheme)
    except UnknownScheme:
        raise CaseError([Invalid("case-scheme", scheme=cases.scheme).at(cases.where, ("scheme",))]) from None
