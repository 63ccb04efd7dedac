"""Which targets the cases show: every case run, every target asked, and what no evidence can show left out by proof."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import field, frozen

from ...compiler import GROUPS, TOTAL, CompiledRubric
from ...problems import EvidenceError
from ...program import Program
from ...scheme import Rubric, Scheme
from ...sheets import Basis, Sheet
from ..cases import Case
from .leaves import of_nodes
from .points import Ground, Point
from .proofs import never_holds
from .seen import Seen
from .targets import Target
from .untestable import Untestable, untestable
from .verdicts import DUE, GRADE, NAMED, VETOES, of_verdicts


@frozen(kw_only=True)
class Covered:
    """A target with the names of the cases that show it."""

    target: Target
    by: tuple[str, ...]


@frozen(kw_only=True)
class RuleCoverage:
    """What the cases show of a scheme. `unreachable`: targets of which it is proved that no evidence shows them.

    `untestable`: what the notice rules about all units together, which is no target.
    """

    scheme: str
    targets: tuple[Covered, ...]
    unreachable: tuple[Target, ...] = ()
    untestable: tuple[Untestable, ...] = ()
    cases: int = 0

    @property
    def covered(self) -> int:
        """How many targets some case shows."""
        return sum(bool(found.by) for found in self.targets)

    @property
    def missing(self) -> tuple[Target, ...]:
        """The targets that no case shows."""
        return tuple(found.target for found in self.targets if not found.by)

    @property
    def share(self) -> Fraction:
        """The share of targets that are covered; of none, all."""
        return Fraction(self.covered, len(self.targets)) if self.targets else Fraction(1)


def rule_coverage(program: Program, cases: Iterable[Case]) -> RuleCoverage:
    """What these cases show of a scheme.

    A case shows something of the clauses whose points it states, and of those below them; a refusal shows nothing.
    """
    surveys = {compiled.rubric.id: Survey.of(program.scheme, compiled) for compiled in program.rubrics}
    told = 0
    for case in cases:
        told += 1
        if not case.refused:
            surveys[program.rubric_of(case.unit)].take(case, program)
    found = [told for survey in surveys.values() for told in survey.found()]
    proved = {id(point) for survey, point, by in found if not by and survey.never(point)}
    return RuleCoverage(
        scheme=program.scheme.id,
        targets=tuple(Covered(target=p.target, by=by) for _, p, by in found if id(p) not in proved),
        unreachable=tuple(p.target for _, p, _ in found if id(p) in proved),
        untestable=untestable(program.scheme, dated=any(p.target.code == DUE for _, p, _ in found)),
        cases=told,
    )


@frozen(eq=False)
class Survey:
    """The targets of one rubric, and below it those of single assets, with what has been shown of them."""

    ground: Ground
    points: tuple[Point, ...]
    inner: Mapping[str, "Survey"]
    shown: dict[int, dict[str, None]] = field(factory=dict)
    sheets: dict[str, Sheet] = field(factory=dict)

    @classmethod
    def of(cls, scheme: Scheme, compiled: CompiledRubric, above: Ground | None = None) -> "Survey":
        ground = Ground.of(scheme, compiled, above)
        points = [] if ground.rubric.awaits_points else [*of_nodes(ground)]
        points += [*of_verdicts(ground)] if above is None else []
        inner = {code: cls.of(scheme, plan.inner, above or ground) for code, plan in compiled.each.items()}
        return cls(ground, tuple(points), inner)

    def take(self, case: Case, program: Program) -> None:
        """Note what a case shows."""
        if case.refused:
            return
        sheet = self._sheet(program, case.unit)
        try:
            evidence = sheet.read(case.evidence)
        except EvidenceError:
            return
        looked = looked_at(case, self.ground.compiled.rubric)
        self._note(Seen(sheet, evidence, self.ground.table), looked, case)

    def _sheet(self, program: Program, name: str) -> Sheet:
        """A unit's sheet, made once."""
        if name not in self.sheets:
            unit = program.scheme.roster[name]
            self.sheets[name] = Sheet(basis=Basis(program.scheme), unit=unit, compiled=self.ground.compiled)
        return self.sheets[name]

    def _note(self, seen: Seen, looked: frozenset[str], case: Case) -> None:
        named = {observation.fact for observation in seen.evidence.observations}
        for number, point in enumerate(self.points):
            asked = not point.shown_at or not looked.isdisjoint(point.shown_at)
            if asked and (not point.facts or not point.facts.isdisjoint(named)) and point.shown(seen):
                self.shown.setdefault(number, {})[case.name] = None
        for code, survey in self.inner.items():
            for sheet, evidence in seen.assets(code).values():
                survey._note(Seen(sheet, evidence, survey.ground.table), looked, case)

    def found(self) -> Iterator[tuple["Survey", Point, tuple[str, ...]]]:
        """Every target with its survey and the cases that show it."""
        yield from ((self, point, tuple(self.shown.get(number, ()))) for number, point in enumerate(self.points))
        for survey in self.inner.values():
            yield from survey.found()

    def never(self, point: Point) -> bool:
        """Whether it is proved that no evidence shows it."""
        stages, table = self.ground.compiled.stages, self.ground.table
        if point.needs and all(never_holds(formula, stages, table) for formula in point.needs):
            return True
        return point.formula is not None and never_holds(point.formula, stages, table)


def looked_at(case: Case, rubric: Rubric) -> frozenset[str]:
    """What a case states something about: its clauses with all below them, and grade, vetoes and lists."""
    stated = {*case.expect, *case.bounds}
    found = {TOTAL} & stated
    for top in rubric.indicators:
        for node in top.walk():
            if stated & {node.code, top.role or "base", TOTAL} or node.code in found:
                found |= {below.code for below in node.walk()}
    found |= {group for group in GROUPS if group in stated}
    verdicts = TOTAL in stated or (case.vetoes, case.grade, case.status) != (None, None, None)
    told = ((GRADE, case.grade is not None), (VETOES, verdicts), (NAMED, case.named is not None))
    return frozenset(found | {what for what, is_told in told if is_told})
