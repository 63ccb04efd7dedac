"""Cases worked by hand: named evidence and what it must come to, in files that a lawyer can read."""

from .gathering import cases_for
from .naming import case_problems
from .reading import case_files, read_cases
from .schemes import folder_of, scheme_of
from .values import Case, CaseError, Cases, Mismatch

__all__ = [
    "Case",
    "CaseError",
    "Cases",
    "Mismatch",
    "case_files",
    "case_problems",
    "cases_for",
    "folder_of",
    "read_cases",
    "scheme_of",
]
