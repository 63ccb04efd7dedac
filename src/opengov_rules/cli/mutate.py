"""`opengov-rules mutate`: whether the cases of a scheme notice each small change to its rules."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..codec import read_supplies
from ..problems import ProblemsError
from ..words import Language
from .arguments import per_cent, positive
from .commands import scheme_argument, supply_argument
from .progress import progress
from .scheme_source import SchemeSource

if TYPE_CHECKING:
    from ..testing.mutation import Outcome, Report

_COLUMNS: Final = {
    "zh": ("变异", "共计", "编译拒绝", "杀死", "证明等效", "论证等效", "幸存"),
    "en": ("operator", "mutants", "refused", "killed", "proved", "argued", "survived"),
}

_UNFOUND: Final = {"zh": "没有找到能区分的数据", "en": "no evidence was found that tells it apart"}
_UNTRIED: Final = {"zh": "时间用完,定律没有全部试过", "en": "its time was up before all laws were tried"}
_INTERRUPTED: Final = 130
"""The exit code of what Ctrl-C ended."""


def mutate_arguments(sub: argparse.ArgumentParser) -> None:
    """Which scheme, which cases, and how many mutants."""
    scheme_argument(sub)
    sub.add_argument(
        "--cases", action="append", default=[], metavar="PATH", help="用例文件或文件夹 / a file or folder of cases"
    )
    supply_argument(sub)
    sub.add_argument("--max", type=positive, metavar="N", help="随机抽 N 个变异 / so many mutants, drawn at random")
    sub.add_argument("--seed", type=int, default=0, metavar="N", help="抽取的种子 / which ones are drawn")
    sub.add_argument("--only", metavar="OPERATOR", help="只做一种变异,如 number / one kind of change, such as number")
    sub.add_argument("--jobs", type=positive, default=1, metavar="N", help="进程数 / how many processes")
    sub.add_argument(
        "--fail-under", type=per_cent, default=95, metavar="N", help="杀死率低于 N%% 时退出码为 1 / exit 1 below N%%"
    )


def mutate(arguments: argparse.Namespace) -> tuple[int, Iterator[str] | dict[str, Any]]:
    """Mutants by operator and fate, and each survivor with a case that would kill it; 1 where too few are killed."""
    from ..testing.cases import cases_for  # lazy: the testing kit is an extra
    from ..testing.mutation import (  # lazy
        OPERATORS,
        CaseKiller,
        LawKiller,
        RecordKiller,
        Trial,
        mutants,
        read_arguments,
        run_mutants,
        sampled,
        unknown,
    )

    if arguments.only not in (None, *OPERATORS):
        raise LookupError(f"没有这种变异 (no such operator) {arguments.only}: {', '.join(OPERATORS)}")
    source = SchemeSource.of(arguments.scheme)
    program = source.program()
    if arguments.supply:
        program = program.with_(**read_supplies(arguments.supply))
    folders = [Path(folder) for folder in arguments.cases]
    cases = cases_for(program, folders)
    wrong = [case.name for case in cases if case.failures(program, causes=False)]
    if wrong:  # they would fail under every mutant too
        raise LookupError(f"这些用例在原方案上就不成立 (cases that fail on the scheme itself): {'、'.join(wrong)}")
    killers: list[tuple[str, Any]] = [("cases", CaseKiller(program, cases))] if folders else []
    record = source.record(program)
    if record is not None:
        killers.append(("record", RecordKiller(program, record)))
    argued = {key: argument for folder in folders for key, argument in read_arguments(folder).items()}
    every = mutants(program.scheme)
    strangers = list(unknown(argued, every))
    if strangers:
        raise ProblemsError(strangers)
    chosen = [mutant for mutant in every if arguments.only in (None, mutant.operator)]
    found = sampled(chosen, arguments.max, arguments.seed)
    trial = Trial(program=program, killers=tuple(killers), arguments=argued, laws=LawKiller())
    report = run_mutants(trial, found, jobs=arguments.jobs, told=progress())
    if report.problems:
        raise ProblemsError(report.problems)
    code = int(report.rate is not None and report.rate * 100 < arguments.fail_under)
    told = _dict(report) if arguments.json else _lines(report, len(found), program.scheme.id, arguments.lang)
    return _INTERRUPTED if report.interrupted else code, told


def _lines(report: "Report", total: int, scheme: str, lang: Language) -> Iterator[str]:
    from ..testing.mutation import FATES  # lazy

    if report.interrupted:
        done = len(report.outcomes)
        yield {"zh": f"已中断:{total} 个变异试了 {done} 个", "en": f"interrupted: {done} of {total} tried"}[lang]
    yield "  ".join(_COLUMNS[lang])
    operators = dict.fromkeys(outcome.mutant.operator for outcome in report.outcomes)
    for operator in (*operators, None):
        counts = [report.count(fate, operator) for fate in FATES]
        yield "  ".join((operator or {"zh": "合计", "en": "all"}[lang], str(sum(counts)), *map(str, counts)))
    by = "、".join(f"{name} {count}" for name, count in report.by_killer.items()) or "–"
    rate = "–" if report.rate is None else f"{_percent(report)}%"
    yield {"zh": f"杀死率 {rate}(由 {by})", "en": f"killed: {rate} (by {by})"}[lang]
    if report.survivors:
        yield ""
        yield f'scheme = "{scheme}"'
    for outcome in report.survivors:
        yield ""
        if outcome.killer:
            yield f"# {_UNTRIED[lang]}"
        yield outcome.case.rstrip() or f"# {outcome.mutant}\n# {_UNFOUND[lang]}"


def _dict(report: "Report") -> dict[str, Any]:
    from ..testing.mutation import FATES  # lazy

    operators = dict.fromkeys(outcome.mutant.operator for outcome in report.outcomes)
    return {
        "interrupted": report.interrupted,
        "rate": None if report.rate is None else _percent(report),
        "counts": {fate: report.count(fate) for fate in FATES},
        "operators": {name: {fate: report.count(fate, name) for fate in FATES} for name in operators},
        "killers": dict(report.by_killer),
        "mutants": [_outcome(outcome) for outcome in report.outcomes],
    }


def _outcome(outcome: "Outcome") -> dict[str, Any]:
    mutant = outcome.mutant
    return {
        "mutant": mutant.key,
        "operator": mutant.operator,
        "where": None if mutant.where is None else str(mutant.where),
        "fate": outcome.fate,
        "killer": outcome.killer or None,
        "by": outcome.by or None,
        "case": outcome.case or None,
    }


def _percent(report: "Report") -> str:
    """Killed of those that count, rounded down, so that 95.00 says no less."""
    whole, rest = divmod(int((report.rate or 0) * 10_000), 100)
    return f"{whole}.{rest:02d}"
