"""`opengov-rules coverage`: what of a notice the cases exercise, in the terminal and as a page."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..problems import SchemeError
from ..scheme import Scheme
from ..text_files import write_text
from ..verifier.quotes import read_notice
from .arguments import per_cent
from .commands import scheme_argument, sources_argument, sources_of
from .scheme_source import SchemeSource


def coverage_arguments(sub: argparse.ArgumentParser) -> None:
    """What the command takes."""
    scheme_argument(sub)
    sub.add_argument(
        "--cases",
        action="extend",
        nargs="+",
        required=True,
        metavar="DIR",
        help="用例文件或文件夹 / files or folders of cases",
    )
    sources_argument(sub)
    sub.add_argument("-o", dest="output", metavar="FILE", help="写出网页 / write the page, line by line")
    sub.add_argument(
        "--fail-under",
        type=per_cent,
        default=0,
        metavar="N",
        help="低于 N%% 时退出码为 1 / exit 1 below N per cent",
    )


def coverage(arguments: argparse.Namespace) -> tuple[int, Iterable[str] | dict[str, Any]]:
    """The coverage of a scheme by its cases; 1 where it is less than wanted."""
    from ..testing.cases import cases_for  # lazy: the testing kit is an extra
    from ..testing.rule_coverage import coverage_dict, coverage_page, rule_coverage, summary  # lazy

    program = SchemeSource.of(arguments.scheme).program()
    found = rule_coverage(program, cases_for(program, arguments.cases))
    if arguments.output is not None:
        folder = sources_of(arguments)
        notice = None if folder is None else _notice(program.scheme, folder)
        _write(Path(arguments.output), coverage_page(found, program.scheme, notice, arguments.lang))
    code = int(found.share * 100 < arguments.fail_under)
    return code, coverage_dict(found, arguments.lang) if arguments.json else summary(found, arguments.lang)


def _notice(scheme: Scheme, folder: Path) -> str:
    """The text of the notice. Raises `SchemeError` where the folder does not hold it, or another one."""
    notice, problems = read_notice(scheme, folder)
    if notice is None or problems:
        raise SchemeError(problems)
    return "\n".join(notice.lines)


def _write(file: Path, page: str) -> None:
    """The page in its file. Raises LookupError for a folder's name."""
    if file.is_dir():
        raise LookupError(f"-o 后请写文件名 (-o takes the name of a file): {file}")
    write_text(file, page)
