"""`score`, `explain`, `standings`, `policies` and `robustness`: what a scheme makes of evidence."""

import argparse
from collections.abc import Iterable
from itertools import chain
from typing import Any, Final

from ..codec import read_evidence, read_supplies
from ..evidence import Round
from ..problems import ScoringRefused, UnknownUnit
from ..program import Program
from ..scoring import Result
from ..studies.policies import policies as under_each_policy
from ..studies.robustness import robustness as over_all_readings
from ..words import Language
from . import texts
from .arguments import positive
from .commands import Outcome, disclose_argument, scheme_argument, supply_argument
from .policy_texts import policies_text
from .progress import progress
from .robustness_texts import robustness_text
from .round_texts import RoundNotes
from .scheme_source import SchemeSource
from .standings_texts import standings_text

_NO_RECORD: Final = "没有公布数据;请给出 EVIDENCE 或 --sample (no published record: name EVIDENCE or use --sample)"

_QUIET: Final = 5
"""What takes no more seconds says nothing of how far it is."""


def score_arguments(sub: argparse.ArgumentParser) -> None:
    """Which evidence, and of whom."""
    _evidence_arguments(sub)
    sub.add_argument("--unit", action="append", default=[], help="只算这个单位 / this unit only")


def score(arguments: argparse.Namespace) -> Outcome:
    """Every unit's score with its lines."""
    program, evidence = _given(arguments)
    results = _scored(program, evidence, arguments.unit)
    about = RoundNotes.of(program, evidence).only({result.unit.name for result in results})
    if arguments.json:
        return 0, _results(program, evidence, results, arguments.lang) | about.to_dict()
    lines = (line for result in results for line in (*texts.result_text(result, arguments.lang, every_line=False), ""))
    return 0, chain(lines, about.text(arguments.lang))


def explain_arguments(sub: argparse.ArgumentParser) -> None:
    """Which evidence, and which unit."""
    _evidence_arguments(sub)
    sub.add_argument("--unit", required=True, help="单位 / the unit")


def explain(arguments: argparse.Namespace) -> Outcome:
    """One unit line by line."""
    program, evidence = _given(arguments)
    results = _scored(program, evidence, [arguments.unit])
    if arguments.json:
        return 0, _results(program, evidence, results, arguments.lang)
    return 0, texts.result_text(results[0], arguments.lang)


def standings_arguments(sub: argparse.ArgumentParser) -> None:
    """Which evidence, who is ranked with whom, and how."""
    _evidence_arguments(sub)
    sub.add_argument("--by", choices=("rubric", "kind", "all"), default="rubric", help="分组 / who is ranked together")
    sub.add_argument(
        "--ties", choices=("competition", "dense", "ordinal"), help="并列名次 / what equals do to the places below"
    )
    sub.add_argument("--top", type=positive, metavar="N", help="只列前 N 名 / the first N only")
    disclose_argument(sub)


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


def policies_arguments(sub: argparse.ArgumentParser) -> None:
    """Which evidence, and whether all units."""
    _evidence_arguments(sub)
    sub.add_argument("--every", action="store_true", help="列出全部单位 / all units, not only those concerned")
    disclose_argument(sub)


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


def robustness_arguments(sub: argparse.ArgumentParser) -> None:
    """Which evidence."""
    _evidence_arguments(sub)
    disclose_argument(sub)


def robustness(arguments: argparse.Namespace) -> Outcome:
    """Every unit under every combination of readings."""
    program, evidence = _given(arguments)
    _must_disclose(arguments, program)
    found = over_all_readings(program, evidence, told=progress(quiet=_QUIET))
    if arguments.json:
        return 0, found.to_dict(disclose=arguments.disclose)
    return 0, robustness_text(found, arguments.lang, disclose=arguments.disclose)


def _evidence_arguments(sub: argparse.ArgumentParser) -> None:
    """Which scheme, with what evidence, and read how."""
    scheme_argument(sub)
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
    supply_argument(sub)


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


def _must_disclose(arguments: argparse.Namespace, program: Program) -> None:
    """Raise `ScoringRefused` where results are kept back: grades under several rules narrow a score down."""
    if program.scheme.restricted and not arguments.disclose:
        raise ScoringRefused(
            f"{program.scheme.id}: 得分不予公开;几种计法或口径下的等次会透露得分,确需列出请加 --disclose "
            "(scores are kept back, and grades under several rules or readings would tell them: add --disclose)"
        )


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


def _results(program: Program, evidence: Round, results: list[Result], lang: Language) -> dict[str, Any]:
    found = [result.to_dict(lang) for result in results]
    return {"scheme": program.scheme.id, "label": evidence.label, "results": found}
