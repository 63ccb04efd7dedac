"""The command line: `opengov-rules`. Exit 0 done, 1 findings, 2 bad input."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from ..plugins import PluginFailure
from ..problems import OpenGovError, ProblemsError
from ..words import Language
from .catalogue import plugins, schemes, show, show_arguments
from .check import check, check_arguments
from .commands import Outcome
from .coverage import coverage, coverage_arguments
from .demo import demo
from .diff import diff, diff_arguments
from .draft import draft, draft_arguments
from .mutate import mutate, mutate_arguments
from .new import new, new_arguments
from .scores import (
    explain,
    explain_arguments,
    policies,
    policies_arguments,
    robustness,
    robustness_arguments,
    score,
    score_arguments,
    standings,
    standings_arguments,
)

_HELP: Final = {
    "schemes": "已安装的方案 / the installed schemes",
    "show": "方案的指标、规则、名单与口径 / a scheme's indicators, rules, roster and readings",
    "check": "检查方案文件 / check a scheme's files",
    "score": "逐单位计分 / score units",
    "explain": "逐项说明一个单位的得失分 / where one unit lost points, and why",
    "standings": "名次与统计 / ranks and figures of every group",
    "policies": "不适用如何计:各种计法下的得分 / units under each policy for what does not apply",
    "robustness": "各种解释口径组合下的总分、等次与名次 / totals, grades and ranks under every combination of readings",
    "diff": "比较两次考评或两个版本 / two rounds or editions, and what every change came from",
    "mutate": "变异规则,看用例能否发现 / rules changed one by one: do the cases notice",
    "new": "新建城市插件 / a city's package, complete, to begin with",
    "draft": "由通知全文草拟方案 / a scheme proposed from the text of a notice",
    "coverage": "条文覆盖:用例考到了通知的哪些条文 / what of a notice the cases exercise",
    "plugins": "已安装的插件及其状态 / the installed plugins and their state",
    "demo": "演示:五个真实城市 / the five real cities, end to end",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console shows "?" for what it lacks
    arguments = _parser().parse_args(argv)
    lang: Language = arguments.lang
    try:
        code, output = arguments.run(arguments)
        _print(output, as_json=getattr(arguments, "json", False))
        return int(code)
    except ProblemsError as error:
        for problem in error.problems:
            print(problem.message(lang), file=sys.stderr)
    except PluginFailure as error:
        print(error.message(lang), file=sys.stderr)
    except BrokenPipeError:  # the reader of a pipe (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"读写不了文件 (cannot read or write) {error.filename}: {error.strerror}", file=sys.stderr)
    except (OpenGovError, LookupError) as error:
        print(error.args[0] if error.args else error, file=sys.stderr)
    return 2


def _print(output: Iterable[str] | dict[str, Any] | list[Any], *, as_json: bool) -> None:
    """Lines as they come; data as JSON, in plain ASCII where the console cannot show Chinese."""
    if as_json:
        ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") not in ("utf8", "utf16")
        print(json.dumps(output, ensure_ascii=ascii_only, indent=1))
        return
    for line in output:
        print(line)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="opengov-rules", description="政务公开考评:方案即数据,计分可复核 / open-government assessment as data"
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="输出语言 / language of the output")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], Outcome]) -> argparse.ArgumentParser:
        sub = subparsers.add_parser(name, help=_HELP[name], description=_HELP[name])
        sub.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        sub.set_defaults(run=run)
        if name != "demo":
            sub.add_argument("--json", action="store_true", help="JSON")
        return sub

    command("schemes", schemes)
    show_arguments(command("show", show))
    check_arguments(command("check", check))
    score_arguments(command("score", score))
    explain_arguments(command("explain", explain))
    standings_arguments(command("standings", standings))
    policies_arguments(command("policies", policies))
    robustness_arguments(command("robustness", robustness))
    diff_arguments(command("diff", diff))
    mutate_arguments(command("mutate", mutate))
    new_arguments(command("new", new))
    draft_arguments(command("draft", draft))
    coverage_arguments(command("coverage", coverage))
    command("plugins", plugins)
    command("demo", demo)
    return parser
