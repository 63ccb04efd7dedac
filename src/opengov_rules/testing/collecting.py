"""Files of cases as pytest collects them: every case an item, every scheme compiled once a session."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest
from _pytest._code.code import ExceptionInfo, TerminalRepr
from attrs import field, frozen

from ..host import Host
from ..problems import OpenGovError, ProblemsError
from ..program import Program
from .cases import Case, Cases, Mismatch, case_problems, folder_of, read_cases, scheme_of
from .rule_coverage import rule_coverage, summary


@frozen
class _Session:
    """What a session has read so far: programs by edition, and the cases of each."""

    host: Host = field(factory=Host.discover)
    programs: dict[str, Program] = field(factory=dict)
    cases: dict[str, list[Case]] = field(factory=dict)

    def program(self, cases: Cases) -> Program:
        """The edition that a file names, compiled once."""
        key = self._key(cases)
        if key not in self.programs:
            self.programs[key] = scheme_of(cases, self.host)
        return self.programs[key]

    def note(self, cases: Cases) -> None:
        """Remember cases without problems, for the summary."""
        self.cases.setdefault(self._key(cases), []).extend(cases.cases)

    def _key(self, cases: Cases) -> str:
        return str(folder_of(cases) or cases.scheme)


_SESSION: Final = pytest.StashKey[_Session]()


def _session(config: pytest.Config) -> _Session:
    if _SESSION not in config.stash:
        config.stash[_SESSION] = _Session()
    return config.stash[_SESSION]


class CaseFile(pytest.File):
    """One file of cases."""

    def collect(self) -> Iterator["CaseItem"]:
        try:
            cases = read_cases(self.path)
            session = _session(self.config)
            program = session.program(cases)
            problems = case_problems(cases, program)
        except ProblemsError as error:
            raise self.CollectError(_told(error)) from None
        except OpenGovError as error:
            raise self.CollectError(str(error)) from None
        if problems:
            raise self.CollectError(_told(ProblemsError(problems)))
        session.note(cases)
        for case in cases.cases:
            yield CaseItem.from_parent(self, name=case.name, case=case, program=program)


def _told(error: ProblemsError) -> str:
    return "\n".join(f"{problem.message('zh')}\n    {problem.message('en')}" for problem in error.problems)


class CaseFailed(Exception):
    """A case that came out otherwise."""

    def __init__(self, mismatches: tuple[Mismatch, ...]) -> None:
        self.mismatches = mismatches
        super().__init__(mismatches)


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: Case, program: Program, name: str, parent: CaseFile) -> None:
        super().__init__(name, parent)
        self._case, self._program = case, program

    def runtest(self) -> None:
        mismatches = self._case.failures(self._program)
        if mismatches:
            raise CaseFailed(mismatches)

    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: str | None = None) -> str | TerminalRepr:
        """The clauses that came out otherwise, with the case's arithmetic and quotes; of other errors all there is."""
        if not isinstance(excinfo.value, CaseFailed):
            return super().repr_failure(excinfo)
        case = self._case
        texts = [f"{case.where}: {case.name} ({case.unit})"]
        texts += [mismatch.message(lang) for lang in ("zh", "en") for mismatch in excinfo.value.mismatches]
        texts += [f"why: {case.why}"] if case.why else []
        texts += [f"cite: {cite}" for cite in case.cite]
        return "\n".join(texts)

    def reportinfo(self) -> tuple[os.PathLike[str], int | None, str]:
        line = self._case.where.line if self._case.where is not None else None
        return Path(self.path), None if line is None else line - 1, self.name


def coverage_summary(config: pytest.Config) -> Iterable[str]:
    """What of every notice the collected cases exercise."""
    session = _session(config)
    for key, cases in session.cases.items():
        yield from summary(rule_coverage(session.programs[key], cases), "zh")
