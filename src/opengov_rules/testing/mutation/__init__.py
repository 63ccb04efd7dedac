"""Mutation of the rules themselves: every small change to a scheme has to be noticed by its cases or by the laws.

`mutants` lists the changes, `run_mutants` tries each: it is refused when compiled, or killed by a case, by the
edition's published record or by a law, or proved or argued to score everybody as before, or it survives. A survivor
comes with a case that would kill it. Nothing here writes anywhere.
"""

from .arguing import Argument, read_arguments, unknown
from .bench import Bench
from .killers import CaseKiller, Killer, LawKiller, RecordKiller
from .mutants import Mutant
from .operators import OPERATORS, mutants, sampled
from .proposing import proposed
from .running import FATES, Outcome, Report, Trial, run_mutants
from .sameness import proved_same

__all__ = [
    "FATES",
    "OPERATORS",
    "Argument",
    "Bench",
    "CaseKiller",
    "Killer",
    "LawKiller",
    "Mutant",
    "Outcome",
    "RecordKiller",
    "Report",
    "Trial",
    "mutants",
    "proposed",
    "proved_same",
    "read_arguments",
    "run_mutants",
    "sampled",
    "unknown",
]
