"""Cases as values, and where a program gives something else than a case expects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from attrs import field, frozen

from ...compiler import GROUPS
from ...points import to_text
from ...problems import EvidenceError, Invalid, Problem, ProblemsError, suggestion
from ...program import Program
from ...provenance import Citation, Location
from ...scoring import Result, ResultLine
from ...units import Roster
from ...words import Language

State: TypeAlias = Literal["open", "not_applicable", "withheld"]
STATES: Final[tuple[State, ...]] = get_args(State)
"""What a line may be instead of a number: undecided, not applicable to the unit, or not told."""
Expected: TypeAlias = Fraction | State
Ends: TypeAlias = tuple[Fraction | None, Fraction | None]
_Listed: TypeAlias = str | tuple[str, ...] | None
NONE: Final = "none"
"""No grade, or a bound without limit."""
_BEFORE_QUOTAS: Final = (
    "有等次设名额:名额在全部单位中分配,这里比较的是分配名额之前够得上的等次",
    "some grades have quotas, which all units of a round share: compared is the grade that is met before quotas",
)


class CaseError(ProblemsError):
    """Files of cases that cannot be used; `problems` holds all of them."""


@frozen(kw_only=True)
class Mismatch:
    """One thing that came out otherwise: a clause's code and name, what was expected and got, and the causes of it."""

    code: str
    name: str
    expected: str
    got: str
    why: tuple[tuple[str, str], ...] = ()
    """In Chinese and English, each cause with its clause."""

    def message(self, lang: Language = "zh") -> str:
        """The clause, expected and got in one line, and below it a line for each cause."""
        head = f"{self.code} {self.name}".rstrip()
        said = {
            "zh": f"{head}: 应为 {self.expected},算得 {self.got}",
            "en": f"{head}: {self.expected} expected, got {self.got}",
        }
        return "\n".join((said[lang], *(f"    {reason[0 if lang == 'zh' else 1]}" for reason in self.why)))


def _exactly(expect: Mapping[str, Expected | int | Decimal]) -> Mapping[str, Expected]:
    return {code: value if isinstance(value, str) else Fraction(value) for code, value in expect.items()}


def _exact_ends(bounds: Mapping[str, Sequence[Fraction | int | Decimal | None]]) -> Mapping[str, Ends]:
    return {code: (_exact(low), _exact(high)) for code, (low, high) in bounds.items()}


@frozen(kw_only=True)
class Case:
    """One unit's evidence, as evidence files write it, and what it must come to; what it leaves out is not compared."""

    name: str
    unit: str
    evidence: Mapping[str, Any] = field(factory=dict)
    expect: Mapping[str, Expected] = field(factory=dict, converter=_exactly)
    """Points by clause, or by `base`, `bonus`, `penalty` and `total`."""
    bounds: Mapping[str, Ends] = field(factory=dict, converter=_exact_ends)
    grade: str | None = None
    """Before quotas: the grade whose threshold and gates the unit meets."""
    status: str | None = None
    vetoes: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    refused: tuple[str, ...] = ()
    """The numbers of the problems with which this evidence must be refused."""
    cite: tuple[Citation, ...] = ()
    why: str = ""
    where: Location | None = field(default=None, eq=False)
    places: Mapping[tuple[str, ...], Location] = field(factory=dict, eq=False, repr=False)

    def failures(self, program: Program, *, causes: bool = True) -> tuple[Mismatch, ...]:
        """Everything that the program gives otherwise; nothing where all is as expected.

        Without `causes` it is told sooner and does not say why. Raises `UnknownUnit`, unless the case is of a refusal.
        """
        stranger = unit_error(self.unit, program.scheme.roster) if self.refused else None
        if stranger is not None:
            return tuple(self._refusal((stranger.at(),)))
        try:
            result = program.score(self.unit, self.evidence)
        except EvidenceError as error:
            return tuple(self._refusal(error.problems))
        if self.refused:
            return (_otherwise("evidence", ", ".join(self.refused), "–", ()),)
        return tuple(self._differences(result, program, causes=causes))

    def _refusal(self, problems: tuple[Problem, ...]) -> Iterator[Mismatch]:
        numbers = tuple(sorted(problem.number for problem in problems))
        if numbers != tuple(sorted(self.refused)):
            why = tuple((problem.message("zh"), problem.message("en")) for problem in problems)
            yield _otherwise("evidence", ", ".join(self.refused) or "–", ", ".join(numbers), why)

    def _differences(self, result: Result, program: Program, *, causes: bool) -> Iterator[Mismatch]:
        for code in dict.fromkeys((*self.expect, *self.bounds)):
            seen = _Seen.of(code, result, program)
            wanted, ends = self.expect.get(code, seen.state), self.bounds.get(code, seen.bounds)
            if wanted != seen.state or ends != seen.bounds:
                differ = wanted != seen.state
                said = (_said(wanted), _said(seen.state)) if differ else (_between(ends), _between(seen.bounds))
                name = seen.lines[0].name if code not in GROUPS else ""
                why = tuple(_causes(seen.lines, result)) if causes else ()
                yield Mismatch(code=code, name=name, expected=said[0], got=said[1], why=why)
        if self.grade is not None and self.grade != (grade := earned(result) or NONE):
            quotas = any(one.quota is not None for one in program.scheme.grades)
            yield _otherwise("grade", self.grade, grade, (_BEFORE_QUOTAS,) if quotas else ())
        asked: Mapping[str, _Listed] = {"status": self.status, "vetoes": self.vetoes, "named": self.named}
        for what, named in asked.items():
            found = None if named is None else getattr(result, what)
            if named != found:
                yield _otherwise(what, _listed(named), _listed(found), ())


def unit_error(name: str, roster: Roster) -> Invalid | None:
    """Why a unit of this name cannot be scored: it is not in the roster, or is listed and not assessed."""
    if roster.find(name) is not None:
        return None
    why = dict(roster.excluded).get(name)
    if why is not None:
        return Invalid("unit-excluded", unit=name, why=why)
    return Invalid("unit-unknown", unit=name, near=suggestion(name, roster.names()))


def earned(result: Result) -> str | None:
    """The grade whose threshold and gates the unit meets, before quotas: those are shared out among all units."""
    grade, holds = next(((grade, holds) for grade, holds in result.reaches if holds is not False), (None, False))
    return grade.name if grade is not None and holds else None


@frozen(kw_only=True)
class Cases:
    """The cases of one file, all of one edition."""

    file: Path
    scheme: str
    """An installed edition, or a folder relative to the file."""
    cases: tuple[Case, ...]
    where: Location | None = field(default=None, eq=False)
    """Where the file names its scheme."""

    @property
    def scheme_id(self) -> str:
        """The edition's id, which is also the name of its folder."""
        return self.scheme.replace("\\", "/").rstrip("/").rpartition("/")[2]


@frozen
class _Seen:
    """What came out for one code."""

    state: Expected
    bounds: Ends
    lines: tuple[ResultLine, ...]

    @classmethod
    def of(cls, code: str, result: Result, program: Program) -> "_Seen":
        if code not in GROUPS:
            line = result[code]
            low, high = line.bounds
            return cls(_state(line), (_exact(low), _exact(high)), (line,))
        rubric = next(compiled.rubric for compiled in program.rubrics if compiled.rubric.id == result.rubric)
        members = (result[node.code] for node in rubric.indicators if (node.role or "base") == code)
        lines = tuple(line for line in members if line.applies)
        exact = [line.exact for line in lines]
        lows, highs = zip(*(line.bounds for line in lines), strict=True) if lines else ((), ())
        total = _sum(exact)
        return cls("open" if total is None else total, (_sum(lows), _sum(highs)), lines)


def _state(line: ResultLine) -> Expected:
    if line.exact is not None:
        return line.exact
    return line.status if line.status in ("not_applicable", "withheld") else "open"


def _exact(value: Decimal | Fraction | int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _sum(values: Sequence[Decimal | Fraction | None]) -> Fraction | None:
    known = [Fraction(value) for value in values if value is not None]
    return sum(known, Fraction(0)) if len(known) == len(values) else None


def _said(value: Expected) -> str:
    return to_text(value) if isinstance(value, Fraction) else value


def _between(ends: Ends) -> str:
    low, high = (NONE if end is None else to_text(end) for end in ends)
    return f"[{low}, {high}]"


def _listed(value: _Listed) -> str:
    return value if isinstance(value, str) else "、".join(value or ()) or NONE


def _otherwise(what: str, expected: str, got: str, why: tuple[tuple[str, str], ...]) -> Mismatch:
    return Mismatch(code=what, name="", expected=expected, got=got, why=why)


def _causes(lines: Iterable[ResultLine], result: Result) -> Iterator[tuple[str, str]]:
    """The causes of the lines below these and of their own, each with its clause."""
    for line in lines:
        yield from _causes((result[child] for child in line.children), result)
        for cause in line.causes:
            amount = "?" if cause.amount is None else to_text(-Fraction(cause.amount))
            quote = f" [{cause.cite}]" if cause.cite else ""
            yield f"{amount}: {cause.reason('zh')}{quote}", f"{amount}: {cause.reason('en')}{quote}"
