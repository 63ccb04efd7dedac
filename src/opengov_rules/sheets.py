"""One unit's sheet: what it is asked, and its answers on their way to the numbers that formulas read."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from .answers import Asked, Reader
from .compiler import CONCERNED, EXACT, FLAGS, CompiledRubric, UnitRubric
from .evidence import Evidence, Observation, Status
from .facts import read_value
from .fingerprints import digest
from .formula import TRUE, Formula, Function, Points, Range, assuming
from .intake import Intake
from .parts import answers_of_parts, assets, evidence_of
from .problems import EvidenceError, Invalid
from .scheme import Scheme
from .settling import NONE_READY, Answer, Settled, settle
from .units import Unit


@frozen(eq=False)
class Basis:
    """The scheme that scores rest on, with the readings taken."""

    scheme: Scheme

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the scheme's content with the readings taken: no paths, no clock."""
        return digest({"scheme": self.scheme.document, "readings": self.scheme.taken})


@frozen(kw_only=True, eq=False)
class Sheet:
    """One unit's part of a program."""

    basis: Basis = field(repr=False)
    unit: Unit
    compiled: CompiledRubric = field(repr=False)
    whose: str = ""
    """The unit whose asset this is, where it is one."""

    @property
    def rubric(self) -> UnitRubric:
        """The rubric as it stands for this unit."""
        return self.compiled.units[self.whose or self.unit.name]

    @property
    def asked(self) -> Asked:
        """What may be answered."""
        return self.rubric.asked

    def read(self, facts: Mapping[str, Any]) -> Evidence:
        """Plain answers as evidence. Raises `EvidenceError` with every problem."""
        reader = Reader(self.asked)
        reader.answers(facts, (self.unit.name,))
        return reader.evidence(self.unit.name)

    def checked(self, evidence: Evidence) -> Evidence:
        """Evidence checked like every other answer; what a reader has checked already is taken as it is."""
        if self.basis.scheme.roster.find(evidence.unit) != self.unit:
            error = Invalid("evidence-unit", found=evidence.unit, wanted=self.unit.name)
            raise EvidenceError([error.at(path=(self.unit.name,))])
        if evidence.checked_for is self.asked:
            return evidence
        reader = Reader(self.asked)
        for o in evidence.observations:
            entry: dict[str, object] = {"value": o.value, "status": o.status, "time": o.time}
            entry |= {"source": o.source, "method": o.method, "note": o.note}
            reader.entry(o.fact, o.part, entry, (self.unit.name, o.fact, *([o.part] if o.part else [])))
        return reader.evidence(self.unit.name)

    def numbers_of_facts(self, facts: Mapping[str, Any]) -> tuple[int, ...] | None:
        """The integers of plain answers to everything, in the order in which `exact` takes them.

        None while something else is said, or there are problems.
        """
        return None if self._intake is None else self._intake.numbers(facts)

    def numbers(self, evidence: Evidence) -> tuple[int, ...] | None:
        """The same of checked evidence; None while a fact is not observed."""
        return evidence.kept(self, self._settle)[1]

    def copied(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """Plain answers that gave numbers, safe from later changes by the caller."""
        return facts if self._intake is None else self._intake.copied(facts)

    def evidence(self, given: Evidence | Mapping[str, Any]) -> Evidence:
        """What was given as checked evidence. Raises `EvidenceError` with every problem."""
        return self.checked(given) if isinstance(given, Evidence) else self.read(given)

    def missing(self, evidence: Evidence) -> list[str]:
        """The facts that nobody looked at."""
        answers = self.settled(evidence).answers
        return [name for name, answer in answers.items() if answer.status is Status.NOT_ASSESSED]

    def settled(self, evidence: Evidence, ready: Mapping[str, Answer] = NONE_READY) -> Settled:
        """The evidence as slots; it must be checked. `ready`: what is reckoned from all units together."""
        return self._settle(evidence, ready)[0] if ready else evidence.kept(self, self._settle)[0]

    def parts(self, evidence: Evidence, code: str) -> Mapping[str, tuple["Sheet", Evidence]]:
        """The sheet and the evidence of every asset that a node is evaluated for."""
        plan = self.compiled.each.get(code)
        if plan is None:
            return {}
        names = assets(self.compiled, self.rubric, evidence, code)
        unit = Unit("", self.unit.kind)
        return {
            name: (
                Sheet(basis=self.basis, unit=evolve(unit, name=name), compiled=plan.inner, whose=self.unit.name),
                evidence_of(plan, evidence, name),
            )
            for name in names
        }

    def answer(self, name: str, facts: Mapping[str, Any]) -> Answer:
        """One fact for explanations, from plain answers that `numbers` took."""
        fact = self.asked.facts[name]
        raw = facts.get(name)
        parts = raw if fact.take is not None and isinstance(raw, Mapping) else {} if raw is None else {"": raw}
        observations = tuple(Observation(fact=name, part=part, value=read_value(fact, v)) for part, v in parts.items())
        return Answer(fact=fact, ends=(), status=Status.OBSERVED, observations=observations)

    def exact(self, numbers: tuple[int, ...]) -> Fraction:
        """The total."""
        return self._total.value(0, self._total.run(numbers)[0])

    @cached_property
    def always_told(self) -> bool:
        """Whether there is a total once everything is answered, and nothing withholds it."""
        return self.compiled.always_told and self.always_concerned

    @cached_property
    def always_concerned(self) -> bool:
        """Whether something applies to the unit once everything is answered."""
        return self._answered[CONCERNED] == TRUE

    def slots(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        """The same numbers in the order of all slots, every answer given."""
        values = (*numbers, 0, 1)
        return tuple([values[place] for place in self._places])

    def _settle(
        self, evidence: Evidence, ready: Mapping[str, Answer] = NONE_READY
    ) -> tuple[Settled, tuple[int, ...] | None]:
        due, name = self.basis.scheme.window.due, self.whose or self.unit.name
        if self.compiled.each:
            ready = {**ready, **answers_of_parts(self.compiled, name, self.rubric, evidence, due)}
        settled = settle(self.compiled, self.rubric, evidence, due, ready)
        if self._intake is None or any(answer.status is not Status.OBSERVED for answer in settled.answers.values()):
            return settled, None
        slots = settled.best
        return settled, tuple(slots[slot] if slot < len(slots) else 0 for slot in self._intake.order)

    @cached_property
    def _intake(self) -> Intake | None:
        return Intake.of(self.compiled, self.rubric)

    @cached_property
    def _total(self) -> Function:
        """The total of a unit that answered everything."""
        order = () if self._intake is None else self._intake.order
        return Function(order, self._answered, (Points(EXACT),))

    @cached_property
    def _answered(self) -> Mapping[str, Formula]:
        """The stages of a unit that answered everything."""
        domains = dict(self.compiled.domains) | {
            slot: Range.point(Fraction(self._is_set(name, part)))
            for (name, part), slot in self.compiled.slots.items()
            if part in FLAGS
        }
        return assuming(self.compiled.stages, domains)

    @cached_property
    def _places(self) -> tuple[int, ...]:
        """For every slot, where its value stands among the numbers; a 0 and a 1 for flags stand behind them."""
        order = () if self._intake is None else self._intake.order
        at = {slot: position for position, slot in enumerate(order)}
        zero, one = len(order), len(order) + 1
        return tuple(
            (one if self._is_set(name, part) else zero) if part in FLAGS else at.get(slot, zero)
            for (name, part), slot in self.compiled.slots.items()
        )

    def _is_set(self, name: str, part: str) -> bool:
        """Whether a flag is set when everything is answered."""
        return name in (self.rubric.selected if part == "selected" else self.asked.facts)
