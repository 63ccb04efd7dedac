"""One unit's score: points per indicator, bounds while something is open, and the cause of every lost point."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from attrs import field, frozen

from .causes import Cause, cite_dict, text_of
from .compiler import WIDTH, CompiledRubric, Plan
from .conditions import Condition, facts_of, nodes_of
from .evidence import Evidence, Sample
from .fingerprints import fingerprint
from .formula import Formula, Number
from .outlook import Limits, Outlook
from .points import as_number
from .provenance import Citation
from .rules import Amount, Judged, Loss
from .scheme import Cited, Grade, Indicator
from .settling import NONE_READY, Answer, Settled
from .sheets import Sheet
from .units import Unit
from .words import Language

Status = Literal["final", "provisional", "not_applicable", "withheld"]
LineStatus = Literal["final", "provisional", "not_applicable", "withheld", "unpublished"]


@frozen(kw_only=True)
class ResultLine:
    """One indicator's result. A line that does not apply has neither points, nor bounds, nor a maximum."""

    code: str
    name: str
    applies: bool
    counted: bool
    cite: Citation | None
    children: tuple[str, ...] = ()
    _limits: Limits = field(alias="limits")
    _most: Fraction | None = field(alias="most")
    _sure: bool = field(default=True, alias="sure", repr=False)
    """Whether it is decided that it applies, or does not."""
    _down: bool = field(default=False, alias="down", repr=False)
    """Whether less is better."""
    _withheld: bool = field(default=False, alias="withheld", repr=False)
    _unpublished: bool = field(default=False, alias="unpublished", repr=False)
    """Whether no points are published, so that there is nothing to earn."""
    _result: "Result" = field(repr=False, eq=False, alias="result")

    @property
    def exact(self) -> Fraction | None:
        """The points as a fraction; None while undecided."""
        low, high = self._limits
        same = low is high or low == high
        return low if same and self.applies and self._sure else None

    @property
    def points(self) -> Decimal | Fraction | None:
        """The points; None while undecided."""
        return _number(self.exact)

    @property
    def bounds(self) -> tuple[Decimal | Fraction | None, Decimal | Fraction | None]:
        """The least and greatest points that some answer to the open facts gives; None is "no limit"."""
        low, high = self._limits
        return (_number(low), _number(high)) if self.applies else (None, None)

    @property
    def maximum(self) -> Decimal | Fraction | None:
        """The most that counts here; None where the notice prints none."""
        return _number(self._most) if self.applies else None

    @property
    def lost(self) -> Decimal | Fraction | None:
        """maximum − points, where both are known; points − maximum where less is better."""
        return _number(self._lost)

    @property
    def _lost(self) -> Fraction | None:
        if self.exact is None or self._most is None:
            return None
        return self.exact - self._most if self._down else self._most - self.exact

    @property
    def status(self) -> LineStatus:
        """`final` as soon as every answer to the open facts gives the same points; see `Rubric.awaits_points`."""
        if self._unpublished:
            return "unpublished"
        if not self.applies:
            return "not_applicable"
        if self._withheld:
            return "withheld"
        return "provisional" if self.exact is None else "final"

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Where this indicator's own points went; its children list theirs."""
        return self._result.causes_of(self.code)

    @cached_property
    def parts(self) -> Mapping[str, "Result"]:
        """The result of every asset by its name, where the indicator is evaluated for each by itself; else none."""
        return self._result.parts_of(self.code)

    def to_dict(self, lang: Language, file: str) -> dict[str, Any]:
        """The line as JSON-ready data; `file` is the notice's."""
        return {
            "code": self.code,
            "name": self.name,
            "points": text_of(self.exact),
            "maximum": text_of(self._most if self.applies else None),
            "lost": text_of(self._lost),
            "counted": self.counted,
            "status": self.status,
            "cite": cite_dict(self.cite, file),
            "causes": [cause.to_dict(lang, file) for cause in self.causes],
        }


@frozen(kw_only=True)
class OpenFact:
    """A fact that is not decided, and how far it alone may move the total; None is "without limit".

    `parts`: the assets whose answers are open, "" for the fact as a whole. `none_exists`: nothing could be drawn, the
    notice does not say what that is worth, and somebody has to rule. `ruling`: the notice has no clause at all.
    """

    name: str
    ask: str
    parts: tuple[str, ...]
    swing: Decimal | Fraction | None
    none_exists: bool = False
    ruling: bool = False


@frozen(kw_only=True, eq=False, repr=False)
class Result:
    """得分表: one unit's score. `result["3.1"]` is an indicator's line, `result["total"]` the last one.

    Nothing is computed until somebody asks.
    """

    label: str | None
    _sheet: Sheet = field(repr=False, alias="sheet")
    _given: Evidence | Mapping[str, Any] = field(repr=False, alias="given")
    _numbers: tuple[int, ...] | None = field(repr=False, alias="numbers")
    """The answers as integers, where everything is answered."""
    _ready: Mapping[str, Answer] = field(repr=False, alias="ready", default=NONE_READY)
    """What is reckoned from all units together."""
    _shown: dict[str, Answer] = field(repr=False, init=False, factory=dict)

    def __repr__(self) -> str:
        return f"Result({self.scheme} {self.unit.name}: {self.total if self.total is not None else self.bounds})"

    @property
    def unit(self) -> Unit:
        """Who was scored."""
        return self._sheet.unit

    @property
    def scheme(self) -> str:
        """The scheme's id."""
        return self._sheet.basis.scheme.id

    @property
    def source(self) -> str:
        """The notice's file, for citations."""
        return self._sheet.basis.scheme.source.file

    @property
    def rubric(self) -> str:
        """The id of the rubric that applied."""
        return self._compiled.rubric.id

    @cached_property
    def evidence(self) -> Evidence:
        """What the score rests on."""
        return self._given if isinstance(self._given, Evidence) else self._sheet.read(self._given)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over what the score rests on: scheme, readings taken, evidence, and the engine's meaning."""
        ready = {name: str(answer.ends) for name, answer in self._ready.items()}
        return fingerprint(self._sheet.basis.digest, self.evidence, ready)

    @property
    def _compiled(self) -> CompiledRubric:
        return self._sheet.compiled

    @cached_property
    def _settled(self) -> Settled:
        return self._sheet.settled(self.evidence, self._ready)

    @cached_property
    def _outlook(self) -> Outlook:
        return Outlook(self._settled)

    @cached_property
    def _slots(self) -> tuple[int, ...] | None:
        """The answers in the order of all slots; None while something is open."""
        if self._numbers is not None:
            return self._sheet.slots(self._numbers)
        return self._settled.best if self._settled.known else None

    @cached_property
    def _outputs(self) -> tuple[Number, ...] | None:
        """All outputs of a result without open facts, as numbers."""
        return None if self._slots is None else self._compiled.results.run(self._slots)

    def _limits(self, output: int) -> Limits:
        if self._outputs is None:
            return self._outlook.limits(output)
        exact = self._compiled.results.value(output, self._outputs[output])
        return exact, exact

    def _may(self, output: int) -> bool:
        """Whether an output that is a condition can hold."""
        return (self._outlook.limits(output)[1] if self._outputs is None else self._outputs[output]) != 0

    def _must(self, output: int) -> bool:
        """Whether an output that is a condition surely holds."""
        return (self._outlook.limits(output)[0] if self._outputs is None else self._outputs[output]) != 0

    @cached_property
    def _total(self) -> Limits:
        return self._limits(self._compiled.total_at)

    @cached_property
    def _withheld(self) -> bool | None:
        """Whether a veto withholds the score; None while that is not decided."""
        vetoes = self._compiled.vetoes
        start = self._compiled.truths_at
        truths = {self._truth(start + i, holds) for i, (veto, holds) in enumerate(vetoes) if veto.effect.withhold}
        return True if True in truths else None if None in truths else False

    @property
    def is_scored(self) -> bool:
        """Whether there is a total, told or not: not where every indicator is unscored."""
        return self._compiled.rubric.scored

    @cached_property
    def _concerned(self) -> bool | None:
        """Whether anything of the base applies to the unit; None while that is not decided."""
        compiled = self._compiled
        if compiled.always_concerned or (self._numbers is not None and self._sheet.always_concerned):
            return True
        at = compiled.concerned_at
        return True if self._must(at) else None if self._may(at) else False

    @property
    def _scored(self) -> bool:
        """Whether there is a total that may be told."""
        return self.is_scored and self._withheld is not True and self._concerned is not False

    @property
    def is_told(self) -> bool:
        """Whether it is decided that there is a total that may be told; which one may still be open."""
        return self.is_scored and self._withheld is False and self._concerned is True

    @property
    def exact(self) -> Fraction | None:
        """The total, unrounded; None while it is not decided, where it is withheld, or where there is none."""
        if not self.is_told:
            return None
        if self._numbers is not None:
            return self._sheet.exact(self._numbers)
        low, high = self.exact_bounds
        return low if low is not None and low == high else None

    @property
    def exact_bounds(self) -> Limits:
        """The least and greatest total before rounding; None is "no limit"."""
        return self._limits(self._compiled.exact_at) if self._scored else (None, None)

    @property
    def total(self) -> Decimal | Fraction | None:
        """The total as published; None where `exact` is, unless rounding decides it."""
        low, high = self._total if self.is_told else (None, None)
        return _number(low) if low is not None and low == high else None

    @property
    def bounds(self) -> tuple[Decimal | Fraction | None, Decimal | Fraction | None]:
        """The least and greatest total that some answer to the open facts gives; None is "no limit"."""
        low, high = self._total if self._scored else (None, None)
        return _number(low), _number(high)

    @property
    def status(self) -> Status:
        """`final` as soon as every answer to the open facts gives the same total; without one, the same grade.

        `not_applicable` where no indicator of the base applies to the unit, whatever policies make of that: such a unit
        has neither total nor grade.
        """
        if self._concerned is False:
            return "not_applicable"
        if self._withheld:
            return "withheld"
        decided = self.exact is not None if self._compiled.rubric.scored else self._grade[0]
        return "final" if decided else "provisional"

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
        if self._concerned is False:
            return ()
        return tuple(cause for line in self.lines if line.counted for cause in line.causes)

    @cached_property
    def vetoes(self) -> tuple[str, ...]:
        """The keys of the vetoes that surely hold."""
        start = self._compiled.truths_at
        return tuple(
            veto.key for i, (veto, formula) in enumerate(self._compiled.vetoes) if self._truth(start + i, formula)
        )

    @property
    def grade(self) -> str | None:
        """The grade of a final result, where the notice prints grades."""
        return self._grade[1]

    @cached_property
    def _grade(self) -> tuple[bool, str | None]:
        """Whether the grade is decided, and which it is: None where no grade's threshold and gates hold.

        A grade with a quota is decided among all units; see `reaches`.
        """
        if self._concerned is False:
            return True, None
        for grade, holds in self.reaches:
            if holds is not False:
                decided = holds is True and grade.quota is None
                return decided, grade.name if decided else None
        return self._settles_grades, None

    @cached_property
    def reaches(self) -> tuple[tuple[Grade, bool | None], ...]:
        """Every grade that may be given, from the first: whether its threshold and gates hold; None is "undecided".

        Grades by condition need no score; the others wait until the total is decided, and are not given where it is
        withheld; where nothing is scored, those with a threshold are not given either.
        """
        if self._concerned is False:
            return ()
        start, rubric = self._compiled.truths_at + len(self._compiled.vetoes), self._compiled.rubric
        settled = self._settles_grades  # to look for what holds takes long while facts are open

        def reached(at: int, grade: Grade, holds: Formula) -> bool | None:
            known = settled or (grade.when is not None and self._concerned)
            return self._awaiting(self._truth(at, holds), grade.when, *grade.gates) if known else None

        return tuple(
            (grade, reached(start + i, grade, holds))
            for i, (grade, holds) in enumerate(self._compiled.grades)
            if grade.when is not None
            or (not self._withheld and (rubric.scored or rubric.awaits_points or not grade.has_threshold))
        )

    def _awaiting(self, holds: bool | None, *read: Condition | None) -> bool | None:
        """The same; what reads points that nobody has published does not fail, but is not decided."""
        awaits = self._compiled.rubric.awaits_points and any(part is not None and nodes_of(part) for part in read)
        return None if awaits and not holds else holds

    @property
    def _settles_grades(self) -> bool:
        """Whether what is known of the score is all that grades wait for."""
        if self._concerned is None:
            return False
        if self._compiled.rubric.awaits_points:
            return all(grade.when is not None for grade, _ in self._compiled.grades)
        return self._withheld is True or not self._compiled.rubric.scored or self.exact is not None

    @property
    def named(self) -> tuple[str, ...]:
        """The bulletin's lists that this unit surely stands on."""
        return tuple(name for name, holds in self._names if holds)

    @property
    def perhaps_named(self) -> tuple[str, ...]:
        """The bulletin's lists of which it is not decided whether this unit stands on them."""
        return tuple(name for name, holds in self._names if holds is None)

    @cached_property
    def _names(self) -> tuple[tuple[str, bool | None], ...]:
        """Every list of the bulletin, and whether this unit stands on it; None while that is not decided."""
        if self._concerned is False:
            return ()
        start = self._compiled.truths_at + len(self._compiled.vetoes) + len(self._compiled.grades)
        rules = {rule.name: rule.when for rule in self._sheet.basis.scheme.named}
        return tuple(
            (name, self._awaiting(self._truth(start + i, holds), rules.get(name)))
            for i, (name, holds) in enumerate(self._compiled.named)
        )

    @property
    def assumed(self) -> tuple[str, ...]:
        """The values that the notice does not print and the scheme assumes, each as `code.key: why`."""
        rubric = self._compiled.rubric
        bodies = self._sheet.rubric.bodies
        nodes: list[tuple[str, Cited]] = [("", rubric)]
        nodes += [(node.code, bodies.get(node.code, node)) for node in rubric.walk()]
        nodes += [("total", rubric.total), *((veto.key, veto) for veto in rubric.vetoes)]
        scheme = self._sheet.basis.scheme
        nodes += [("window", scheme.window)] if self._sheet.rubric.due else []
        nodes += [(f"grades.{grade.name}", grade) for grade in scheme.grades]
        here = ("scheme", rubric.id)
        mine = (one for one in scheme.supplied if any(patch.path[0] in here for patch in one.patches))
        supplied = tuple(dict.fromkeys(one.what for one in mine))
        return supplied + tuple(
            f"{code}.{key}: {why}".lstrip(".")
            for code, node in nodes
            for key, why in node.assumed
            if not (key == "step" and isinstance(node, Indicator) and self._is_unmarked(node))
        )

    def _is_unmarked(self, node: Indicator) -> bool:
        """Whether a judged leaf is decided without any mark, so that its steps play no part."""
        if not isinstance(node.rule, Judged) or node.rule.full_if is None:
            return False
        answer = self._settled.answers.get(node.rule.fact)
        given = answer is None or any(one.value is not None for one in answer.observations)
        return not given and self[node.code].exact is not None

    @cached_property
    def open_facts(self) -> tuple[OpenFact, ...]:
        """What to find out next, the most telling first; nothing once the total and the grade are decided."""
        if self._grade[0]:
            return ()
        undecided = {
            fact for plan in self._compiled.plans if self[plan.code].status == "provisional" for fact in plan.facts
        }
        may_matter = undecided | self._compiled.watched  # others are asked by settled lines alone
        if self._concerned is None:
            bodies = (body for node in self._compiled.rubric.walk() for body in node.bodies)
            gates = (gate for body in bodies for gate in (body.applies_if, body.weight) if gate is not None)
            may_matter = may_matter.union(*map(facts_of, gates))
        found = [self._open(a) for a in self._settled.answers.values() if a.open and a.fact.name in may_matter]
        return tuple(sorted(found, key=lambda fact: (fact.swing is not None, -(fact.swing or 0))))

    def _open(self, answer: Answer) -> OpenFact:
        value = next((o.value for o in answer.observations), None)
        return OpenFact(
            name=answer.fact.name,
            ask=answer.fact.ask or answer.fact.name,
            parts=answer.open,
            swing=_number(self._outlook.swing(answer.fact.name)),
            none_exists=isinstance(value, Sample) and value.drawn == 0,
            ruling=answer.fact.ruled,
        )

    def _truth(self, output: int, formula: Formula) -> bool | None:
        """Whether a condition holds; None while that is not decided."""
        return self._outlook.truth(formula) if self._outputs is None else self._outputs[output] != 0

    def _lines(self) -> Iterator[ResultLine]:
        counted = dict[str, bool]()
        down, awaiting = self._compiled.rubric.better == "lower", self._compiled.rubric.awaits_points
        for i, plan in enumerate(self._compiled.plans):
            at = WIDTH * i
            whole = plan.indicator is None
            applies = self._may(at + 3) and not (whole and (not self.is_scored or self._concerned is False))
            above = counted.get(plan.code, True) and self._must(at + 4)
            body = self._sheet.rubric.bodies.get(plan.code)
            counted |= dict.fromkeys(plan.children, applies and above)
            least, most = self._limits(at + 1) if self._must(at + 2) else (None, None)
            yield ResultLine(
                code=plan.code,
                name=plan.name if body is None else body.name,
                applies=applies,
                counted=applies and above,
                cite=self._cite(plan),
                children=plan.children,
                limits=(None, None) if awaiting or (whole and not self._scored) else self._limits(at),
                most=most if most == least else None,
                sure=not applies or (self._must(at + 3) and not (whole and self._concerned is None)),
                down=down,
                withheld=whole and self._withheld is True,
                unpublished=awaiting,
                result=self,
            )

    @cached_property
    def _reasons(self) -> tuple[Number, ...] | None:
        """The numbers behind all causes of a result without open facts."""
        return None if self._slots is None else self._compiled.reasons.run(self._slots)

    @cached_property
    def _late(self) -> frozenset[str]:
        """The facts whose answers came too late; plain answers have no date."""
        if not isinstance(self._given, Evidence):
            return frozenset()
        return frozenset(name for name, answer in self._settled.answers.items() if answer.late)

    @cached_property
    def _active(self) -> Mapping[str, list[tuple[int, Loss]]]:
        """The entries that hold, by node; with open facts, those that surely do."""
        found = dict[str, list[tuple[int, Loss]]]()
        for code, at, loss in self._compiled.reasons_at:
            if self._outlook.range(loss.active).known == 1 if self._reasons is None else self._reasons[at]:
                found.setdefault(code, []).append((at, loss))
        return found

    def causes_of(self, code: str) -> tuple[Cause, ...]:
        """The active entries of one node. With open facts, only what is sure; amounts that are not decided are None."""
        clause = self._cite(self._compiled.plans[self._compiled.position[code]])
        return tuple(
            Cause(
                code=code,
                kind=loss.kind,
                exact=self._reason(at + 1, loss.amount),
                facts=loss.facts,
                cite=loss.cite or clause,
                loss=loss,
                answer=self._answer,
                details=tuple(i for i, d in enumerate(loss.details) if self._reason(at + 2 + i, d.holds) == 1),
                late=any(fact in self._late for fact in loss.facts),
            )
            for at, loss in self._active.get(code, ())
        )

    def _reason(self, output: int, formula: Formula) -> Fraction | None:
        """The value of one part of an entry; None while it is not decided."""
        if self._reasons is None:
            return self._outlook.range(formula).known
        return self._compiled.reasons.value(output, self._reasons[output])

    def _answer(self, fact: str) -> Answer | None:
        """One fact's answer, where the unit is asked it."""
        if fact in self._compiled.each or (fact in self._compiled.read and self._compiled.read[fact].of):
            return self._settled.answers.get(fact)
        if fact not in self._compiled.read or fact not in self._sheet.asked.facts:
            return None
        if self._numbers is None or isinstance(self._given, Evidence):
            return self._settled.answers[fact]
        if fact not in self._shown:
            self._shown[fact] = self._sheet.answer(fact, self._given)
        return self._shown[fact]

    def parts_of(self, code: str) -> Mapping[str, "Result"]:
        """The result of every asset by its name, where a node is evaluated for each by itself; else none."""
        return {
            name: Result(sheet=sheet, label=self.label, given=evidence, numbers=None)
            for name, (sheet, evidence) in self._sheet.parts(self.evidence, code).items()
        }

    def reckon(self, amount: Amount) -> Limits | None:
        """The limits of a quantity over this unit's evidence; None where it is surely undefined."""
        defined = self._outlook.range(amount.defined)
        if defined.high == 0:
            return None
        found = self._outlook.range(amount.value)
        return (found.low, found.high) if defined.low == 1 else (None, None)

    def knowing(self, answers: Mapping[str, Answer]) -> "Result":
        """The same with what is reckoned from all units together."""
        ready = {**self._ready, **answers}
        return Result(sheet=self._sheet, label=self.label, given=self.evidence, numbers=self._numbers, ready=ready)

    def _cite(self, plan: Plan) -> Citation | None:
        """The clause of a node, for this unit."""
        node = self._sheet.rubric.bodies.get(plan.code, plan.indicator)
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
            "lines": [line.to_dict(lang, self.source) for line in self.lines],
            "fingerprint": self.fingerprint,
        }


def _number(value: Fraction | None) -> Decimal | Fraction | None:
    return None if value is None else as_number(value)
