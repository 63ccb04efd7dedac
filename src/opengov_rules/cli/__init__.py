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
from . import commands
from .arguments import day, positive
from .coverage import coverage, coverage_arguments
from .demo import demo
from .draft import draft, draft_arguments
from .explaining import or_explained
from .mutate import mutate, mutate_arguments
from .new import new

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
        print(f"读不了文件 (cannot read) {error.filename}: {error.strerror}", file=sys.stderr)
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

    def command(name: str, run: Callable[[argparse.Namespace], commands.Outcome]) -> argparse.ArgumentParser:
        sub = subparsers.add_parser(name, help=_HELP[name], description=_HELP[name])
        sub.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        sub.set_defaults(run=run)
        if name != "demo":
            sub.add_argument("--json", action="store_true", help="JSON")
        return sub

    command("schemes", commands.schemes)
    show = command("show", commands.show)
    _scheme(show)
    show.add_argument("--rubric", help="只看一张指标表 / one rubric only")
    _checking(command("check", or_explained(commands.check)))
    score = command("score", commands.score)
    _evidence(score)
    score.add_argument("--unit", action="append", default=[], help="只算这个单位 / this unit only")
    explain = command("explain", commands.explain)
    _evidence(explain)
    explain.add_argument("--unit", required=True, help="单位 / the unit")
    standings = command("standings", commands.standings)
    _evidence(standings)
    standings.add_argument(
        "--by", choices=("rubric", "kind", "all"), default="rubric", help="分组 / who is ranked together"
    )
    standings.add_argument(
        "--ties", choices=("competition", "dense", "ordinal"), help="并列名次 / what equals do to the places below"
    )
    standings.add_argument("--top", type=positive, metavar="N", help="只列前 N 名 / the first N only")
    _disclosing(standings)
    policies = command("policies", commands.policies)
    _evidence(policies)
    policies.add_argument("--every", action="store_true", help="列出全部单位 / all units, not only those concerned")
    _disclosing(policies)
    robust = command("robustness", commands.robustness)
    _evidence(robust)
    _disclosing(robust)
    diff = command("diff", commands.diff)
    diff.add_argument(
        "before",
        metavar="A",
        help="前一次:数据文件、方案(其公布数据)或 方案:sample / a file, SCHEME (its published record) or SCHEME:sample",
    )
    diff.add_argument("after", metavar="B", help="后一次,写法同上 / the later one, likewise")
    diff.add_argument(
        "--scheme",
        dest="schemes",
        action="append",
        default=[],
        metavar="SCHEME",
        help="数据文件的方案;写两次分别用于 A、B / the scheme of files; twice: of A and of B",
    )
    _disclosing(diff)
    mutate_arguments(command("mutate", mutate))
    start = command("new", new)
    start.add_argument("city", metavar="CITY", help="城市代号,如 lincheng / the city's name in ASCII")
    start.add_argument("--year", required=True, metavar="Y", help="年份 / the edition's year")
    start.add_argument("--name", default="", metavar="NAME", help="城市名,如 临城市 / the city's own name")
    start.add_argument(
        "--notice", metavar="FILE", help="通知原文,据此起草方案 / the notice's text, to draft a scheme from"
    )
    start.add_argument("-o", "--output", default=".", metavar="DIR", help="写到哪个文件夹 / the folder to write in")
    draft_arguments(command("draft", draft))
    coverage_arguments(command("coverage", coverage))
    command("plugins", commands.plugins)
    command("demo", demo)
    return parser


def _scheme(sub: argparse.ArgumentParser) -> None:
    """Which scheme."""
    sub.add_argument("scheme", metavar="SCHEME", help="方案编号或文件夹 / a scheme's id or folder")


def _checking(sub: argparse.ArgumentParser) -> None:
    """Which scheme is checked, with what, or which code is explained."""
    sub.add_argument("scheme", metavar="SCHEME", nargs="?", help="方案编号或文件夹 / a scheme's id or folder")
    sub.add_argument("--sources", metavar="DIR", help="原文所在文件夹 / the folder that holds the notices")
    sub.add_argument("--today", type=day, metavar="DATE", help="按哪一天判断有效期 / by which day editions hold")
    sub.add_argument("--explain", metavar="CODE", help="说明一个代码,如 OGR233 / what is behind a code")


def _evidence(sub: argparse.ArgumentParser) -> None:
    """Which scheme, with what evidence, and read how."""
    _scheme(sub)
    sub.add_argument("evidence", metavar="EVIDENCE", nargs="?", help="JSON 或 CSV / a JSON or CSV file")
    sub.add_argument("--sample", action="store_true", help="用方案自带的示例数据 / the edition's invented sample")
    sub.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="KEY=OPTION",
        help="另取一种解释口径 / take another reading",
    )
    sub.add_argument("--profile", metavar="NAME", help="选用试用方案(假定值) / take a profile of assumed values")
    sub.add_argument(
        "--supply", metavar="FILE", help="原文未公布的分值和名单(JSON) / points and roster that are not published"
    )


def _disclosing(sub: argparse.ArgumentParser) -> None:
    """Whether scores that the notice keeps back are shown."""
    sub.add_argument(
        "--disclose", action="store_true", help="列出原文不予公开的得分 / show scores that the notice keeps back"
    )


if __name__ == "__main__":
    sys.exit(main())
