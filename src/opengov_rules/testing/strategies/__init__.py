"""Hypothesis strategies: evidence for any program, and small schemes of every kind.

Everything drawn is accepted by the program, or compiles; nothing is filtered. Numbers are drawn as whole steps, and
values next to the constants of the rules are favoured, because that is where scores change.
"""

from .evidences import evidence, facts, near_edges, one_more_fault
from .schemes import broken_schemes, programs, rubrics, rules, schemes

__all__ = [
    "broken_schemes",
    "evidence",
    "facts",
    "near_edges",
    "one_more_fault",
    "programs",
    "rubrics",
    "rules",
    "schemes",
]
