"""The object a host holds: one scheme, compiled; immutable, thread-safe and picklable."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, Literal

from attrs import field, frozen

from .answers import Asked
from .assessment import Assessment, GroupedBy, grouped
from .compiler import CompiledRubric, compile_rubrics
from .evidence import Evidence, Round
from .facts import Fact
from .problems import EvidenceError, Invalid, OpenGovError, ScoringRefused, UnknownUnit
from .scheme import Changes, Scheme, Ties
from .scoring import Result
from .sheets import Basis, Sheet

_NONE: Final[Mapping[str, Any]] = {}
UNPUBLISHED: Final = (
    "原文未公布分值;请以 points= 提供,或选用 profile= "
    "(the notice prints no points: supply them as points=, or take a profile=)"
)
NO_TOTAL: Final = "没有可公布的总分 (there is no total to tell)"


def compile_scheme(scheme: Scheme) -> "Program":
    """Check the scheme and lower its rubrics. Raises `SchemeError` with every problem."""
    return Program(scheme, compile_rubrics(scheme), scheme)


@frozen(eq=False)
class Program:
    """A compiled scheme. Every verb is one line over functions that live elsewhere."""

    scheme: Scheme = field(repr=lambda scheme: scheme.id)
    rubrics: tuple[CompiledRubric, ...] = field(repr=False)
    _published: Scheme = field(repr=False)
    _basis: Basis = field(init=False, repr=False)
    _sheets: dict[str, Sheet] = field(init=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_basis", Basis(self.scheme))

    @property
    def published(self) -> Scheme:
        """The scheme as published: the readings chosen there, and nothing supplied."""
        return self._published

    @property
    def digest(self) -> str:
        """SHA-256 of the scheme's content with the readings taken: no paths, no clock."""
        return self._basis.digest

    def score(self, unit: str, evidence: Evidence | Mapping[str, Any], *, label: str | None = None) -> Result:
        """One unit's result, from its `Evidence` or from plain facts (`{"空白栏目": 3}`).

        Facts that are not named are not assessed, and widen the bounds. Raises `UnknownUnit`, or `EvidenceError` with
        every problem of the plain facts.
        """
        sheet = self._sheet(unit)
        if not isinstance(evidence, Evidence):
            numbers = sheet.numbers_of_facts(evidence)
            if numbers is not None:
                return Result(sheet=sheet, label=label, given=sheet.copied(evidence), numbers=numbers)
        checked = sheet.evidence(evidence)
        return Result(sheet=sheet, label=label, given=checked, numbers=sheet.numbers(checked))

    def total(self, unit: str, evidence: Evidence | Mapping[str, Any]) -> Fraction:
        """The exact total, before rounding, from answers to everything. Raises as `score`, and for what is missing.

        Raises `ScoringRefused` where nothing is scored, nothing applies to the unit, or the score is withheld.
        """
        sheet = self._sheet(unit)
        if not sheet.compiled.rubric.scored:
            raise ScoringRefused(f"{sheet.unit.name}: {UNPUBLISHED if sheet.compiled.rubric.unpublished else NO_TOTAL}")
        told = sheet.always_told
        if told and not isinstance(evidence, Evidence):
            numbers = sheet.numbers_of_facts(evidence)
            if numbers is not None:
                return sheet.exact(numbers)
        checked = sheet.evidence(evidence)
        numbers = sheet.numbers(checked) if told else None
        if numbers is not None:
            return sheet.exact(numbers)
        missing = sheet.missing(checked)
        result = Result(sheet=sheet, label=None, given=checked, numbers=None)
        if result.status in ("withheld", "not_applicable"):
            raise ScoringRefused(f"{sheet.unit.name}: {NO_TOTAL}")
        exact = result.exact
        if missing or exact is None:
            raise EvidenceError(Invalid("fact-missing", fact=name).at(path=(sheet.unit.name, name)) for name in missing)
        return exact

    def assess(
        self,
        evidence: Mapping[str, Evidence | Mapping[str, Any]],
        *,
        by: GroupedBy = "rubric",
        ties: Ties | None = None,
        on_error: Literal["raise", "collect"] = "raise",
    ) -> Assessment:
        """The standings of every group that has units in the round: the units of a rubric, of a `kind`, or `all`.

        `ties` overrides what equal units do to the places below. With `on_error="collect"` a unit that cannot be scored
        is left out and stands in `Assessment.errors`.
        """
        if isinstance(evidence, Round) and evidence.scheme != self.scheme.id:
            other = Invalid("scheme-other", found=evidence.scheme, wanted=self.scheme.id)
            raise EvidenceError([other.at(path=("scheme",))])
        label = evidence.label if isinstance(evidence, Round) else None
        results, errors = dict[str, Result](), dict[str, OpenGovError]()
        for name, found in evidence.items():
            try:
                result = self.score(name, found, label=label)
                if result.unit.name in results:
                    raise EvidenceError([Invalid("unit-repeated", unit=result.unit.name).at(path=(name,))])
                results[result.unit.name] = result
            except OpenGovError as error:
                if on_error == "raise":
                    raise
                known = self.scheme.roster.find(name)
                errors[name if known is None else known.name] = error
        published = evidence.published if isinstance(evidence, Round) else ()
        groups = grouped(self.scheme, self.rubrics, results, errors, by=by, ties=ties, label=label)
        otherwise = published and (by != "rubric" or ties is not None)
        return Assessment(
            scheme=self.scheme,
            label=label,
            groups=groups,
            as_published=grouped(self.scheme, self.rubrics, results, errors) if otherwise else groups,
            published=published,
            errors=errors,
        )

    def with_(
        self,
        *,
        readings: Mapping[str, str] = _NONE,
        points: Mapping[str, Mapping[str, Any]] = _NONE,
        roster: Mapping[str, Sequence[str]] = _NONE,
        profile: str | None = None,
    ) -> "Program":
        """Another program, with other readings taken, or with what the notice does not print.

        `readings`: `{"site-veto": "整个总分"}`. `points`: by rubric and leaf, `{"county": {"1.1": 6}}`, where none are
        published. `roster`: names by kind. `profile`: a set of assumed values that the scheme offers. What is supplied
        or assumed stands in `assumed` of every result. Raises `SchemeError` with every problem.
        """
        from .structure import changed  # lazy: cattrs is needed only here and where files are read

        changes = Changes(readings=readings, points=points, roster=roster, profile=profile)
        scheme = changed(self._published, self.scheme, changes)
        return Program(scheme, compile_rubrics(scheme), self._published)

    def facts(self, unit: str) -> tuple[Fact, ...]:
        """What is asked of this unit."""
        return tuple(self.asked(unit).facts.values())

    def asked(self, unit: str) -> Asked:
        """What may be answered for this unit."""
        return self._sheet(unit).asked

    def rubric_of(self, unit: str) -> str:
        """The id of the rubric that applies to this unit."""
        return self._sheet(unit).compiled.rubric.id

    def _sheet(self, name: str) -> Sheet:
        """A unit's sheet, by any of its names. Raises `UnknownUnit`."""
        found = self._sheets.get(name)
        if found is None:
            unit = self.scheme.roster[name]
            for compiled in self.rubrics:
                if unit.kind in compiled.rubric.kinds:
                    found = Sheet(basis=self._basis, unit=unit, compiled=compiled)
                    return self._sheets.setdefault(name, self._sheets.setdefault(unit.name, found))
            raise UnknownUnit(unit.name)
        return found
