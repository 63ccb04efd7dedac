"""Who computes the total of a rubric, each over the same units, and each with facts in the form it likes best."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypeAlias

from attrs import frozen

import decimal_walk
from jsonlogic import HUNDREDTHS, JsonLogic
from opengov_rules import Evidence, Program
from opengov_rules.facts import FactType
from pairing import Run
from rubric_trees import Tree, rubric_tree
from unit_facts import Plain, peer_facts, plain_facts

Totals: TypeAlias = Mapping[str, Run]

WALK: Final = "walk"
DATALOGIC: Final = "datalogic"
PREPARSED: Final = "datalogic, data parsed before"
FACTS: Final = "total(facts)"
EVIDENCE: Final = "total(evidence)"
FIRST: Final = "total(evidence), the first time"
SCORE: Final = "score(facts).total"
EXPLAINED: Final = "score(facts), every line and reason"
JSON: Final = "score(facts).to_dict"


class WrongAnswer(Exception):
    """A contestant does not compute what the engine computes; its time would mean nothing."""


@frozen
class Units:
    """One unit of a program with varied answers, in every form that is read."""

    program: Program
    unit: str
    answers: Sequence[Plain]
    evidence: Sequence[Evidence]
    tree: Tree
    peer: Sequence[Plain]

    @classmethod
    def of(cls, program: Program, unit: str, count: int, *, items: bool = False) -> "Units":
        """So many answers, drawn as ever."""
        rubric = next(rubric for rubric in program.scheme.rubrics if rubric.id == program.rubric_of(unit))
        answers = plain_facts(program, unit, count, items=items)
        return cls(
            program=program,
            unit=unit,
            answers=answers,
            evidence=[program.score(unit, facts).evidence for facts in answers],
            tree=rubric_tree(rubric),
            peer=[peer_facts(program, unit, facts) for facts in answers],
        )

    # What everyone computes: the total of every unit, as a list

    def facts_totals(self) -> list[Any]:
        """The engine, from plain facts."""
        total, unit = self.program.total, self.unit
        return [total(unit, facts) for facts in self.answers]

    def evidence_totals(self) -> list[Any]:
        """The engine, from evidence that was checked before."""
        total: Any = self.program.total
        unit = self.unit
        return [total(unit, evidence) for evidence in self.evidence]

    def first_totals(self) -> list[Any]:
        """The same, from evidence that nobody has scored before; making it is timed too."""
        total: Any = self.program.total
        unit = self.unit
        return [total(unit, Evidence.checked(unit, e.observations, e.checked_for)) for e in self.evidence]

    def score_totals(self) -> list[Any]:
        """The engine's result, asked for its total."""
        score, unit = self.program.score, self.unit
        return [score(unit, facts).total for facts in self.answers]

    def explained(self) -> list[Any]:
        """The numbers of every line, and every cause with its reason in Chinese."""
        score, unit = self.program.score, self.unit
        return [
            [
                (line.code, line.name, line.points, line.maximum, [(c.amount, c.reason("zh")) for c in line.causes])
                for line in score(unit, facts).lines
            ]
            for facts in self.answers
        ]

    def as_json(self) -> list[Any]:
        """The whole result as data, its fingerprint included."""
        score, unit = self.program.score, self.unit
        return [score(unit, facts).to_dict("zh") for facts in self.answers]

    def walk_totals(self) -> list[Any]:
        """The tree, walked."""
        total, tree = decimal_walk.total, self.tree
        return [total(tree, facts) for facts in self.peer]

    def json_logic(self) -> JsonLogic:
        """The JSONLogic engine. Raises ImportError where it is not installed."""
        asked = self.program.facts(self.unit)
        marks = [fact.name for fact in asked if fact.type in (FactType.POINTS, FactType.QUANTITY)]
        return JsonLogic(self.tree, [fact.name for fact in asked], marks)

    def engine(self) -> dict[str, Run]:
        """The ways to ask the engine; the one over evidence only where the engine takes it."""
        found: dict[str, Run] = {FACTS: self.facts_totals, SCORE: self.score_totals}
        try:
            self.evidence_totals()
        except (AttributeError, TypeError):
            return found
        return found | {EVIDENCE: self.evidence_totals, FIRST: self.first_totals}

    def peers(self) -> dict[str, Run]:
        """The peers that are installed."""
        found: dict[str, Run] = {WALK: self.walk_totals}
        try:
            logic = self.json_logic()
        except ImportError:
            return found
        inputs = [logic.facts(facts) for facts in self.peer]
        parsed = [logic.parsed(facts) for facts in inputs]
        total, parsed_total = logic.total, logic.parsed_total
        found[DATALOGIC] = lambda: [total(facts) for facts in inputs]
        found[PREPARSED] = lambda: [parsed_total(data) for data in parsed]
        return found

    def check(self, contestants: Totals) -> None:
        """Raises `WrongAnswer` unless everyone computes exactly the same totals."""
        wanted = [Fraction(total) for total in self.facts_totals()]
        for name, run in contestants.items():
            scale = HUNDREDTHS if name in (DATALOGIC, PREPARSED) else 1
            found = [Fraction(total) / scale for total in run()]
            if found != wanted:
                raise WrongAnswer(f"{name}: {found} instead of {wanted}")
