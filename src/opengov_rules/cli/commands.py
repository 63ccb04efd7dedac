"""What each command does: arguments in, an exit code and lines or data out."""

import argparse
import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from ..codec import describe, read_evidence, read_scheme, read_supplies, scheme_named
from ..evidence import Round
from ..host import Host, PluginEntry
from ..problems import EvidenceError, Problem, SchemeError, ScoringRefused, UnknownScheme, UnknownUnit
from ..program import Program, compile_scheme
from ..scheme import Scheme
from ..scoring import Result
from ..studies.comparison import compare
from ..studies.policies import policies as under_each_policy
from ..studies.robustness import robustness as over_all_readings
from ..verifier import verify
from ..words import Language
from . import texts
from .diff_texts import diff_text
from .policy_texts import policies_text
from .robustness_texts import robustness_text
from .round_texts import RoundNotes, problem_dict
from .standings_texts import standings_text

_NO_RECORD: Final = "没有公布数据;请给出 EVIDENCE 或 --sample (no published record: name EVIDENCE or use --sample)"
_MARKS: Final = {
    "error": {"zh": "", "en": ""},
    "warning": {"zh": " (警告)", "en": " (warning)"},
    "info": {"zh": " (提示)", "en": " (info)"},
}
"""What follows a message that is no error."""
Outcome: TypeAlias = tuple[int, Iterable[str] | dict[str, Any] | list[Any]]


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


def _given(arguments: argparse.Namespace) -> tuple[Program, Round]:
    """The program and the evidence that a command names."""
    source = SchemeSource.of(arguments.scheme)
    program = source.program()
    if arguments.reading or arguments.profile or arguments.supply:
        chosen = dict(text.partition("=")[::2] for text in arguments.reading)
        supplied = read_supplies(arguments.supply) if arguments.supply else {}
        program = program.with_(readings=chosen, profile=arguments.profile, **supplied)
    if arguments.evidence is not None:
        return program, read_evidence(arguments.evidence, program)
    if arguments.sample:
        return program, source.round("sample", program)
    try:
        return program, source.round("published", program)
    except LookupError:
        raise LookupError(f"{arguments.scheme}: {_NO_RECORD}") from None


def schemes(arguments: argparse.Namespace) -> Outcome:
    """The catalogue."""
    entries = Host.discover().schemes()
    if arguments.json:
        keys = ("id", "city", "edition", "title", "status")
        return 0, [{key: getattr(entry, key) for key in keys} for entry in entries]
    return 0, [f"{entry.id}  {entry.city}  {entry.title}  [{entry.status}]" for entry in entries]


def show(arguments: argparse.Namespace) -> Outcome:
    """One scheme, whole or one rubric of it."""
    program = SchemeSource.of(arguments.scheme).program()
    known = [compiled.rubric.id for compiled in program.rubrics]
    if arguments.rubric is not None and arguments.rubric not in known:
        raise LookupError(f"没有指标表 (no rubric) {arguments.rubric}: {', '.join(known)}")
    if not arguments.json:
        return 0, texts.scheme_text(program, arguments.lang, arguments.rubric)
    described = describe(program)
    if arguments.rubric is not None:
        described["rubrics"] = [rubric for rubric in described["rubrics"] if rubric["id"] == arguments.rubric]
    return 0, described


def check(arguments: argparse.Namespace) -> Outcome:
    """All problems of a scheme and of its published record, what looks wrong, and whether their quotes stand in the
    notice; 1 if there is more than information.
    """
    problems, note = list[Problem](), ""
    try:
        source = SchemeSource.of(arguments.scheme)
        program = compile_scheme(source.scheme())
        folder = arguments.sources or os.environ.get("OPENGOV_RULES_SOURCES")
        sources, today = (Path(folder) if folder else None), arguments.today or dt.date.today()
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


def _scored(program: Program, evidence: Round, names: Iterable[str]) -> list[Result]:
    """The results of the units named, or of all in the round."""
    if not evidence.units and not names:  # the record holds figures alone
        raise LookupError(f"{program.scheme.id}: {_NO_RECORD}")
    units = [program.scheme.roster[name].name for name in names] or list(evidence)
    for unit in units:
        if unit not in evidence:
            raise UnknownUnit(f"数据中没有 (not in the evidence): {unit}")
    if any(compiled.peers for compiled in program.rubrics):  # what a unit is worth rests on all of them
        rows = (row for standings in program.assess(evidence).values() for row in standings)
        together = {row.unit: row.result for row in rows}  # a unit to which nothing applies has no row
    else:
        together = {}
    return [together.get(unit) or program.score(unit, evidence[unit], label=evidence.label) for unit in units]


def score(arguments: argparse.Namespace) -> Outcome:
    """Every unit's score with its lines."""
    program, evidence = _given(arguments)
    results = _scored(program, evidence, arguments.unit)
    about = RoundNotes.of(program, evidence).only({result.unit.name for result in results})
    if arguments.json:
        return 0, _results(program, evidence, results, arguments.lang) | about.to_dict()
    lines = (line for result in results for line in (*texts.result_text(result, arguments.lang, every_line=False), ""))
    return 0, chain(lines, about.text(arguments.lang))


def _results(program: Program, evidence: Round, results: list[Result], lang: Language) -> dict[str, Any]:
    found = [result.to_dict(lang) for result in results]
    return {"scheme": program.scheme.id, "label": evidence.label, "results": found}


def explain(arguments: argparse.Namespace) -> Outcome:
    """One unit line by line."""
    program, evidence = _given(arguments)
    results = _scored(program, evidence, [arguments.unit])
    if arguments.json:
        return 0, _results(program, evidence, results, arguments.lang)
    return 0, texts.result_text(results[0], arguments.lang)


def standings(arguments: argparse.Namespace) -> Outcome:
    """Ranks and figures of every group; 1 if a published figure is not met."""
    program, evidence = _given(arguments)
    if program.scheme.taken:
        _must_disclose(arguments, program)
    assessment = program.assess(evidence, by=arguments.by, ties=arguments.ties)
    disclose = arguments.disclose
    differs = any(check.agrees is False for check in assessment.told(disclose=disclose))
    about = RoundNotes.of(program, evidence, by=arguments.by, ties=arguments.ties, disclose=disclose)
    if arguments.json:
        return int(differs), assessment.to_dict(disclose=disclose, top=arguments.top) | about.to_dict()
    lines = standings_text(assessment, arguments.lang, disclose=disclose, top=arguments.top)
    return int(differs), chain(lines, about.text(arguments.lang))


def policies(arguments: argparse.Namespace) -> Outcome:
    """Units under each not-applicable policy."""
    program, evidence = _given(arguments)
    _must_disclose(arguments, program)
    found = under_each_policy(program, evidence, every=arguments.every)
    if arguments.json:
        units = [one.to_dict(arguments.lang) for one in found]
        assumed = {
            text: None for one in found for o in one.outcomes if o.result is not None for text in o.result.assumed
        }
        return 0, {"scheme": program.scheme.id, "label": evidence.label, "units": units, "assumed": list(assumed)}
    return 0, policies_text(found, arguments.lang)


def _must_disclose(arguments: argparse.Namespace, program: Program) -> None:
    """Raise `ScoringRefused` where results are kept back: grades under several rules narrow a score down."""
    if program.scheme.restricted and not arguments.disclose:
        raise ScoringRefused(
            f"{program.scheme.id}: 得分不予公开;几种计法或口径下的等次会透露得分,确需列出请加 --disclose "
            "(scores are kept back, and grades under several rules or readings would tell them: add --disclose)"
        )


def robustness(arguments: argparse.Namespace) -> Outcome:
    """Every unit under every combination of readings."""
    program, evidence = _given(arguments)
    _must_disclose(arguments, program)
    found = over_all_readings(program, evidence)
    if arguments.json:
        return 0, found.to_dict(disclose=arguments.disclose)
    return 0, robustness_text(found, arguments.lang, disclose=arguments.disclose)


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


def plugins(arguments: argparse.Namespace) -> Outcome:
    """Every installed plugin; 1 if something is wrong with one."""
    entries = Host.discover().plugins()
    code = int(any(entry.failures for entry in entries))
    return code, [_plugin(entry) for entry in entries] if arguments.json else chain.from_iterable(map(_lines, entries))


def _plugin(entry: PluginEntry) -> dict[str, Any]:
    failures = [
        {"stage": failure.stage, "zh": failure.message("zh"), "en": failure.message("en")} for failure in entry.failures
    ]
    return {
        "name": entry.name,
        "distribution": entry.distribution,
        "status": entry.status,
        "schemes": list(entry.schemes),
        "failures": failures,
    }


def _lines(entry: PluginEntry) -> Iterator[str]:
    """One line a plugin, and one for all that its status does not say; Chinese and English, whatever the language."""
    yield f"{entry.name}  {entry.distribution}  {', '.join(entry.schemes)}  [{entry.status}]"
    yield from (f"  {failure}" for failure in entry.failures if str(failure) != entry.status)
