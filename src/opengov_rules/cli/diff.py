"""`diff`: two rounds or two editions, and what every change came from."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ..codec import read_evidence, scheme_named
from ..evidence import Round
from ..host import Host
from ..problems import UnknownScheme
from ..program import Program
from ..studies.comparison import compare
from .commands import Outcome, disclose_argument
from .diff_texts import diff_text
from .scheme_source import SchemeSource


def diff_arguments(sub: argparse.ArgumentParser) -> None:
    """What is compared, and by which schemes."""
    sub.add_argument(
        "before",
        metavar="A",
        help="前一次:数据文件、方案(其公布数据)或 方案:sample / a file, SCHEME (its published record) or SCHEME:sample",
    )
    sub.add_argument("after", metavar="B", help="后一次,写法同上 / the later one, likewise")
    sub.add_argument(
        "--scheme",
        dest="schemes",
        action="append",
        default=[],
        metavar="SCHEME",
        help="数据文件的方案;写两次分别用于 A、B / the scheme of files; twice: of A and of B",
    )
    disclose_argument(sub)


def diff(arguments: argparse.Namespace) -> Outcome:
    """Two rounds or two editions, unit by unit, and what every change came from."""
    named = [SchemeSource.of(name) for name in arguments.schemes]
    before = _side(arguments.before, named[:1], named)
    comparison = compare(before, _side(arguments.after, named[-1:], named))
    if arguments.json:
        return 0, comparison.to_dict(disclose=arguments.disclose)
    return 0, diff_text(comparison, arguments.lang, disclose=arguments.disclose)


def _side(text: str, mine: Sequence[SchemeSource], named: Sequence[SchemeSource]) -> tuple[Program, Round]:
    """An evidence file with its scheme, or a scheme with its published record, or with its sample: `SCHEME:sample`."""
    path = Path(text)
    if path.suffix.lower() in (".json", ".csv") or (path.is_file() and path.name != "scheme.toml"):
        wanted = scheme_named(path)
        known = [source.program() for source in (named if wanted else mine)]
        program = next((one for one in known if wanted in (None, one.scheme.id)), None)
        if program is None and wanted is None:
            raise LookupError(f"{text}: 文件未写明方案,请加 --scheme (it names no scheme: add --scheme SCHEME)")
        program = program or _installed(str(wanted), text)
        return program, read_evidence(path, program)
    name, _, which = text.rpartition(":")
    sample = which == "sample" and name != ""
    source = SchemeSource.of(name if sample else text)
    program = source.program()
    found = source.round("sample", program) if sample else source.record(program)
    if found is None:
        hint = f"没有公布数据;可写 {text}:sample,或给出文件 (no published record: write {text}:sample, or name a file)"
        raise LookupError(f"{text}: {hint}")
    return program, found


def _installed(id: str, file: str) -> Program:
    """The scheme that a file names."""
    try:
        return Host.discover().scheme(id)
    except UnknownScheme as error:
        hint = "方案若是文件夹,请加 --scheme (if the scheme is a folder, add --scheme FOLDER)"
        raise UnknownScheme(f"{file}: {error};{hint}") from None
