"""`check`: what is wrong with a scheme, or what is behind a code."""

import argparse
import datetime as dt
from typing import Final

from ..problems import EvidenceError, Problem, SchemeError
from ..program import compile_scheme
from ..verifier import verify
from .arguments import day
from .commands import Outcome, sources_argument, sources_of
from .explaining import explained
from .round_texts import problem_dict
from .scheme_source import SchemeSource

_MARKS: Final = {
    "error": {"zh": "", "en": ""},
    "warning": {"zh": " (警告)", "en": " (warning)"},
    "info": {"zh": " (提示)", "en": " (info)"},
}
"""What follows a message that is no error."""


def check_arguments(sub: argparse.ArgumentParser) -> None:
    """Which scheme is checked, with what, or which code is explained."""
    sub.add_argument("scheme", metavar="SCHEME", nargs="?", help="方案编号或文件夹 / a scheme's id or folder")
    sources_argument(sub)
    sub.add_argument("--today", type=day, metavar="DATE", help="按哪一天判断有效期 / by which day editions hold")
    sub.add_argument("--explain", metavar="CODE", help="说明一个代码,如 OGR233 / what is behind a code")


def check(arguments: argparse.Namespace) -> Outcome:
    """A scheme checked, or with `--explain` a code explained. Raises LookupError where neither is named."""
    if arguments.explain is not None:
        return explained(arguments)
    if arguments.scheme is None:
        raise LookupError("请写方案编号或文件夹,或 --explain CODE (name a scheme, or a code with --explain)")
    return _checked(arguments)


def _checked(arguments: argparse.Namespace) -> Outcome:
    """All problems of a scheme and of its published record, what looks wrong, and whether their quotes stand in the
    notice; 1 if there is more than information.
    """
    problems, note = list[Problem](), ""
    try:
        source = SchemeSource.of(arguments.scheme)
        program = compile_scheme(source.scheme())
        sources, today = sources_of(arguments), arguments.today or dt.date.today()
        if sources is None:
            note = "原文未核对 (quotes not compared: name the notices' folder with --sources or OPENGOV_RULES_SOURCES)"
        problems += verify(program, sources=sources, published=source.record(program), today=today)
    except (SchemeError, EvidenceError) as error:
        problems += error.problems
    wrong = [problem for problem in problems if problem.severity != "info"]
    code = 1 if wrong else 0
    if arguments.json:
        return code, [problem_dict(problem) for problem in problems]
    lines = [f"{problem.message(arguments.lang)}{_MARKS[problem.severity][arguments.lang]}" for problem in problems]
    lines += [] if wrong else [f"{arguments.scheme}: 没有问题 (no problems)"]
    return code, [*lines, *([note] if note else [])]
