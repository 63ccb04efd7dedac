"""One unit's score: points per indicator, bounds while something is open, and the cause of every lost point."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from attrs import field, frozen

from .compiler import CompiledRubric, Plan
from .evidence import Evidence, Sample
from .formula import Formula, Range, evaluate_range
from .points import as_number, to_text
from .provenance import Citation
from .rules import Loss
from .scheme import Cited
from .settling import Answer, Settled
from .units import Unit
from .words import Language

LineStatus = Literal["final", "provisional", "not_applicable"]


@frozen(kw_only=True)
class Cause:
    """One signed entry of where points went. `amount` is None while what it takes is not decided.

    `kind` is missed, deduction, unearned, penalty, not_submitted, not_applicable, excused, cap, floor, only_if,
    zero_if or veto.
    """

    code: str
    kind: str
    amount: Decimal | Fraction | None
    facts: tuple[str, ...]
    cite: Citation | None
    _loss: Loss = field(repr=False, alias="loss")
    _answers: Mapping[str, Answer] = field(repr=False, alias="answers", eq=False)
    _details: tuple[int, ...] = field(repr=False, alias="details", default=())

    @property
    def fact(self) -> str | None:
        """The fact, where the cause rests on one."""
        return self.facts[0] if len(self.facts) == 1 else None

    def value(self, lang: Language = "zh") -> str | None:
        """The answer that the cause rests on, in words."""
        answer = self._answers.get(self.fact) if self.fact is not None else None
        return None if answer is None else answer.show(lang)

    def reason(self, lang: Language = "zh") -> str:
        """Why the points went, in words."""
        at = 0 if lang == "zh" else 1
        shown = [self._answers[fact].show(lang) for fact in self.facts if fact in self._answers]
        comma = "、" if lang == "zh" else ", "
        named = [f"{fact} {self._answers[fact].show(lang)}" for fact in self.facts if fact in self._answers]
        text = self._loss.words[at].replace("{value}", comma.join(shown)).replace("{named}", comma.join(named))
        text += comma.join(self._loss.details[i][1][at] for i in self._details)
        if any(self._answers[fact].late for fact in self.facts if fact in self._answers):
            text += {"zh": "(逾期报送)", "en": " (sent too late)"}[lang]
        if self.amount == 0 and self.kind == "deduction":
            text += {"zh": "(已扣完)", "en": " (already at the floor)"}[lang]
        return text


@frozen(kw_only=True)
class ResultLine:
    """One indicator's result. Points are None while undecided; `bounds` are exact, None is "no limit".

    A line that does not apply has neither points, nor bounds, nor a maximum.
    """

    code: str
    name: str
    points: Decimal | Fraction | None
    bounds: tuple[Decimal | Fraction | None, Decimal | Fraction | None]
    maximum: Decimal | Fraction | None
    counted: bool
    status: LineStatus
    cite: Citation | None
    children: tuple[str, ...] = ()
    _result: "Result" = field(repr=False, eq=False, alias="result")

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Where this indicator's own points went; its children list theirs."""
        return self._result.causes_of(self.code)

    @property
    def lost(self) -> Decimal | Fraction | None:
        """maximum − points, where both are known."""
        if self.points is None or self.maximum is None:
            return None
        return as_number(Fraction(self.maximum) - Fraction(self.points))


@frozen(kw_only=True)
class OpenFact:
    """A fact that is not decided, and how far it alone may move the total; None is "without limit".

    `parts`: the assets whose answers are open, "" for the fact as a whole. `none_exists`: nothing could be drawn, the
    notice does not say what that is worth, and somebody has to rule.
    """

    name: str
    ask: str
    parts: tuple[str, ...]
    swing: Decimal | Fraction | None
    none_exists: bool = False


@frozen(kw_only=True, eq=False)
class Result:
    """得分表: one unit's score. `result["3.1"]` is an indicator's line, `result["total"]` the last one."""

    scheme: str
    source: str
    """The notice's file, for citations."""
    unit: Unit
    label: str | None
    evidence: Evidence = field(repr=False)
    fingerprint: str
    _settled: Settled = field(repr=False, alias="settled")

    @property
    def _compiled(self) -> CompiledRubric:
        return self._settled.compiled

    @property
    def rubric(self) -> str:
        """The id of the rubric that applied."""
        return self._compiled.rubric.id

    @cached_property
    def _ends(self) -> tuple[tuple[Fraction, ...], ...]:
        """All outputs at the unit's best and worst, and at both with unlimited answers twice as far."""
        settled, results = self._settled, self._compiled.results
        best = results(settled.best)
        if settled.known:
            return best, best, best, best
        worst = results(settled.worst)
        if not settled.far:
            return best, worst, best, worst
        return best, worst, results(settled.further(settled.best)), results(settled.further(settled.worst))

    def _bounds(self, output: int) -> tuple[Fraction | None, Fraction | None]:
        best, worst, best_further, worst_further = (ends[output] for ends in self._ends)
        return worst if worst == worst_further else None, best if best == best_further else None

    @cached_property
    def _total(self) -> tuple[Fraction | None, Fraction | None]:
        return self._bounds(3 * (len(self._compiled.plans) - 1))

    @property
    def exact(self) -> Fraction | None:
        """The total, unrounded; None while it is not decided."""
        low, high = self._total
        return low if low is not None and low == high else None

    @property
    def total(self) -> Decimal | Fraction | None:
        """The total as published; None while it is not decided."""
        return None if self.exact is None else as_number(self.exact)

    @property
    def bounds(self) -> tuple[Decimal | Fraction | None, Decimal | Fraction | None]:
        """The least and greatest total that some answer to the open facts gives; None is "no limit"."""
        low, high = self._total
        return _number(low), _number(high)

    @property
    def status(self) -> Literal["final", "provisional"]:
        """`final` as soon as every answer to the open facts gives the same total."""
        return "provisional" if self.exact is None else "final"

    @property
    def maximum(self) -> Decimal | Fraction | None:
        """The most that counts for this unit; None where the notice prints no points."""
        return self["total"].maximum

    @cached_property
    def lines(self) -> tuple[ResultLine, ...]:
        """Every indicator in the notice's order; the total stands last."""
        return tuple(self._lines())

    def __getitem__(self, code: str) -> ResultLine:
        return self.lines[self._compiled.position[code]]

    def __iter__(self) -> Iterator[ResultLine]:
        return iter(self.lines)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Where points went, in the notice's order; what was taken from the whole stands last."""
        return tuple(cause for line in self.lines if line.counted for cause in line.causes)

    @cached_property
    def vetoes(self) -> tuple[str, ...]:
        """The keys of the vetoes that surely hold."""
        start = 3 * len(self._compiled.plans)
        return tuple(
            veto.key for i, (veto, formula) in enumerate(self._compiled.vetoes) if self._surely(start + i, formula)
        )

    @cached_property
    def grade(self) -> str | None:
        """The grade of a final result, where the notice prints grades."""
        start = 3 * len(self._compiled.plans) + len(self._compiled.vetoes)
        if self.exact is None:
            return None
        for i, (name, formula) in enumerate(self._compiled.grades):
            if self._surely(start + i, formula):
                return name
            if not self._surely_not(start + i, formula):
                return None
        return None

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The bulletin's lists that this unit surely stands on."""
        start = 3 * len(self._compiled.plans) + len(self._compiled.vetoes) + len(self._compiled.grades)
        return tuple(name for i, (name, formula) in enumerate(self._compiled.named) if self._surely(start + i, formula))

    @property
    def assumed(self) -> tuple[str, ...]:
        """The values that the notice does not print and the scheme assumes, each as `code.key: why`."""
        rubric = self._compiled.rubric
        bodies = self._settled.unit.bodies
        nodes: list[tuple[str, Cited]] = [("", rubric)]
        nodes += [(node.code, bodies.get(node.code, node)) for node in rubric.walk()]
        nodes += [("total", rubric.total), *((veto.key, veto) for veto in rubric.vetoes)]
        return tuple(f"{code}.{key}: {why}".lstrip(".") for code, node in nodes for key, why in node.assumed)

    @cached_property
    def open_facts(self) -> tuple[OpenFact, ...]:
        """What to find out next, the most telling first; nothing once the total and the grade are decided."""
        if self.exact is not None and (self.grade is not None or not self._compiled.grades):
            return ()
        found = [self._open(a) for a in self._settled.answers.values() if a.open and self._may_matter(a.fact.name)]
        return tuple(sorted(found, key=lambda fact: (fact.swing is not None, -(fact.swing or 0))))

    def _may_matter(self, fact: str) -> bool:
        """False for a fact that only settled lines ask."""
        readers = [plan.code for plan in self._compiled.plans if fact in plan.facts]
        return fact in self._compiled.watched or any(self[code].status == "provisional" for code in readers)

    def _open(self, answer: Answer) -> OpenFact:
        """How far the total moves when this fact alone leaves either end; facts that act only together move it by 0."""
        mine = {slot for (name, _), slot in self._compiled.slots.items() if name == answer.fact.name}
        settled, total = self._settled, self._compiled.total

        def moved(start: tuple[int, ...], to: tuple[int, ...]) -> Fraction | None:
            def swing(end: tuple[int, ...]) -> Fraction:
                mixed = tuple(
                    new if slot in mine else old for slot, (old, new) in enumerate(zip(start, end, strict=True))
                )
                return abs(total(mixed)[0] - total(start)[0])

            near, further = swing(to), swing(settled.further(to))
            return near if near == further else None

        swings = (moved(settled.best, settled.worst), moved(settled.worst, settled.best))
        known = [swing for swing in swings if swing is not None]
        value = next((o.value for o in answer.observations), None)
        return OpenFact(
            name=answer.fact.name,
            ask=answer.fact.ask or answer.fact.name,
            parts=answer.open,
            swing=_number(max(known)) if len(known) == len(swings) else None,
            none_exists=isinstance(value, Sample) and value.drawn == 0,
        )

    def _surely(self, output: int, formula: Formula) -> bool:
        return self._ends[0][output] == 1 if self._settled.known else self._range(formula).low == 1

    def _surely_not(self, output: int, formula: Formula) -> bool:
        return self._ends[0][output] == 0 if self._settled.known else self._range(formula).high == 0

    @cached_property
    def _slot_ranges(self) -> tuple[dict[int, Range], dict[str, Range]]:
        """What slots and stages may still be, for a result with open facts."""
        slots = self._settled.ranges()
        stages = dict[str, Range]()
        for name, formula in self._compiled.stages.items():
            stages[name] = evaluate_range(formula, slots, stages)
        return slots, stages

    def _range(self, formula: Formula) -> Range:
        return evaluate_range(formula, *self._slot_ranges)

    def _lines(self) -> Iterator[ResultLine]:
        best = self._ends[0]
        counted = dict[str, bool]()
        for i, plan in enumerate(self._compiled.plans):
            applies = best[3 * i + 2] == 1
            above = counted.get(plan.code, True)
            body = self._settled.unit.bodies.get(plan.code)
            counted |= dict.fromkeys(plan.children, applies and above)
            low, high = self._bounds(3 * i)
            known = low is not None and low == high and applies
            yield ResultLine(
                code=plan.code,
                name=plan.name if body is None else body.name,
                points=_number(low) if known else None,
                bounds=(_number(low), _number(high)) if applies else (None, None),
                maximum=_number(best[3 * i + 1]) if plan.maximum is not None and applies else None,
                counted=applies and above,
                status="final" if known else "provisional" if applies else "not_applicable",
                cite=self._cite(plan),
                children=plan.children,
                result=self,
            )

    @cached_property
    def _reasons(self) -> tuple[Fraction, ...]:
        """The values behind all causes of a result without open facts."""
        return self._compiled.reasons(self._settled.best)

    def causes_of(self, code: str) -> tuple[Cause, ...]:
        """The active entries of one node. With open facts, only what is sure; amounts that are not decided are None."""
        plan = self._compiled.plans[self._compiled.position[code]]
        at = self._compiled.reasons_at[code]
        found = list[Cause]()
        for loss in plan.losses:
            formulas = (loss.active, loss.amount, *(detail for detail, _ in loss.details))
            values = [
                self._reasons[at + i] if self._settled.known else self._range(formula).known
                for i, formula in enumerate(formulas)
            ]
            at += len(formulas)
            if values[0] == 1:
                found.append(
                    Cause(
                        code=code,
                        kind=loss.kind,
                        amount=_number(values[1]),
                        facts=loss.facts,
                        cite=loss.cite or self._cite(plan),
                        loss=loss,
                        answers=self._settled.answers,
                        details=tuple(i for i, value in enumerate(values[2:]) if value == 1),
                    )
                )
        return tuple(found)

    def _cite(self, plan: Plan) -> Citation | None:
        """The clause of a node, for this unit."""
        node = self._settled.unit.bodies.get(plan.code, plan.indicator)
        return None if node is None else next(iter(node.cite), None)

    def to_dict(self, lang: Language = "zh") -> dict[str, Any]:
        """The result as JSON-ready data: numbers as text, `exact` as a fraction."""
        return {
            "unit": self.unit.name,
            "kind": self.unit.kind,
            "rubric": self.rubric,
            "status": self.status,
            "total": text_of(self.total),
            "exact": None if self.exact is None else str(self.exact),
            "bounds": [text_of(end) for end in self.bounds],
            "maximum": text_of(self.maximum),
            "grade": self.grade,
            "vetoes": list(self.vetoes),
            "assumed": list(self.assumed),
            "lines": [_line_dict(line, lang, self.source) for line in self.lines],
            "fingerprint": self.fingerprint,
        }


def _line_dict(line: ResultLine, lang: Language, file: str) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "points": text_of(line.points),
        "maximum": text_of(line.maximum),
        "lost": text_of(line.lost),
        "counted": line.counted,
        "status": line.status,
        "cite": cite_dict(line.cite, file),
        "causes": [
            {
                "kind": cause.kind,
                "amount": text_of(cause.amount),
                "fact": cause.fact,
                "value": cause.value(lang),
                "reason": cause.reason(lang),
                "cite": cite_dict(cause.cite, file),
            }
            for cause in line.causes
        ],
    }


def cite_dict(cite: Citation | None, file: str) -> dict[str, Any] | None:
    """A citation as JSON-ready data."""
    return None if cite is None else {"file": file, "line": cite.line, "quote": cite.quote}


def text_of(value: Decimal | Fraction | None) -> str | None:
    """A number as text, None as None."""
    return None if value is None else to_text(Fraction(value))


def _number(value: Fraction | None) -> Decimal | Fraction | None:
    return None if value is None else as_number(value)
