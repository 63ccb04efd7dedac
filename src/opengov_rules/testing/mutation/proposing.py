"""For a mutant that nothing noticed: evidence on which it parts from the scheme, written as a case."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice, product
from time import monotonic
from typing import Any, Final

from attrs import frozen

from ...compiler import CompiledRubric
from ...conditions import facts_of
from ...facts import Fact
from ...points import to_text
from ...problems import EvidenceError, UnknownUnit
from ...program import Program
from ..cases.values import earned
from .mutants import Mutant
from .trying import STATES, Constants, answers, baseline, late

_TRIES: Final = 250
_UNITS: Final = 3
"""So many rounds of evidence are tried, for each of so many units."""
_PAIRED: Final = 5
_SENT: Final = frozenset({"needs_evidence", "not_applicable", "applies_if", "due"})
"""Keys of what must be submitted, until when, and of what may not apply."""
_NOTE: Final = (
    "待核对:应得分由现方案算出,须有人对照原文核对后才能用作用例 "
    "(worked out by the scheme itself: somebody must check it against the notice)"
)
Seen = Mapping[str, Any]
"""What a program makes of some evidence, under the keys of cases."""


def proposed(original: Program, mutant: Program, change: Mutant, seconds: float = 10) -> str:
    """A `[[case]]` that the original passes and the mutant fails, as TOML; "" where none was found in this time."""
    until = monotonic() + seconds
    for unit in _units(original, change):
        search = _Search(original=original, mutant=mutant, change=change, unit=unit)
        for evidence in search.tries():
            if search.parts(evidence):
                return search.written(search.shortened(evidence))
            if monotonic() > until:
                return ""
    return ""


def _units(program: Program, change: Mutant) -> Iterator[str]:
    """A few units, one for each way in which the rubrics concerned stand for units; the changed variant's first."""
    roster = program.scheme.roster
    named = [unit.name for unit in roster.units if {unit.name, *unit.aliases} & {*change.path}]
    seen = {id(stands): unit for c in program.rubrics if _concerns(change, c) for unit, stands in c.units.items()}
    yield from islice(dict.fromkeys((*named, *seen.values())), _UNITS)


def _concerns(change: Mutant, compiled: CompiledRubric) -> bool:
    return change.file in ("scheme", compiled.rubric.id)


@frozen(kw_only=True)
class _Search:
    original: Program
    mutant: Program
    change: Mutant
    unit: str

    def parts(self, evidence: Mapping[str, Any]) -> list[str]:
        """The keys under which the two programs differ, the changed indicator first."""
        first, second = seen(self.original, self.unit, evidence), seen(self.mutant, self.unit, evidence)
        if "refused" in first and "refused" not in second and not self._clean(first):
            return []
        differ = [key for key in first if first[key] != second.get(key)]
        return sorted(differ, key=lambda key: (key != self.change.code, key == "total", -key.count(".")))

    @staticmethod
    def _clean(found: Seen) -> bool:
        return len(found["refused"]) == 1

    def tries(self) -> Iterator[dict[str, Any]]:
        """Evidence from the plainest on: some facts alone, then each with all others at their best or worst."""
        compiled = next(c for c in self.original.rubrics if self.unit in c.units)
        facts = dict(self.original.asked(self.unit).facts)
        try:
            facts |= self.mutant.asked(self.unit).facts
        except UnknownUnit:
            return
        constants = Constants.near(self.original.scheme.document, self.change)
        near = [facts[name] for name in self._concerned(compiled) if name in facts]
        grounds = [{}, baseline(compiled, facts.values(), best=True), baseline(compiled, facts.values(), best=False)]
        yield from self._sent(grounds[1], near or list(facts.values()))
        yield from islice(self._varied(grounds, near, list(facts.values()), constants), _TRIES)

    def _sent(self, ground: dict[str, Any], near: Iterable[Fact]) -> Iterator[dict[str, Any]]:
        """For a change of what must be submitted, or may not apply: statuses and late days, all else at its best.

        With everything answered scoring is quick, so that all facts have their turn.
        """
        if _SENT.isdisjoint(self.change.path):
            return
        windows = [program.scheme.window.due for program in (self.original, self.mutant)]
        dues = {due for due in windows if due is not None}
        for fact in near:
            for entry in (*STATES, *late(ground.get(fact.name), fact, dues)):
                yield {**ground, fact.name: entry}

    def _varied(
        self, grounds: list[dict[str, Any]], near: list[Fact], every: list[Fact], constants: Constants
    ) -> Iterator[dict[str, Any]]:
        yield from grounds
        for ground in grounds:
            full = ground or {fact.name: next(iter(answers(fact, constants))) for fact in near}
            for fact in near:
                for value in answers(fact, constants):
                    yield {**ground, fact.name: _ruled(fact, value)}
                    if not ground:
                        yield {**full, fact.name: _ruled(fact, value)}
        for ground in grounds[:2]:
            few = near[:_PAIRED]
            for values in islice(product(*(list(answers(fact, constants, states=False))[:6] for fact in few)), 150):
                yield {**ground, **{fact.name: _ruled(fact, value) for fact, value in zip(few, values, strict=True)}}
        for fact in every:
            for value in answers(fact, constants):
                yield {fact.name: _ruled(fact, value)}

    def _concerned(self, compiled: CompiledRubric) -> list[str]:
        """The facts that the changed table reads, in order."""
        found = dict[str, None]()
        own = self.change.code
        for plan in compiled.plans:
            if own and (plan.code == own or plan.code.startswith(f"{own}.")):
                found |= dict.fromkeys(plan.facts)
        for name in (*compiled.asked.facts,):
            if name in self.change.path or name in self.change.says:
                found[name] = None
        for veto in compiled.rubric.vetoes:
            if veto.when is not None and veto.key in self.change.path:
                found |= dict.fromkeys(facts_of(veto.when))
        for name in list(found):
            fact = compiled.asked.facts.get(name)
            if fact is not None and fact.hit_when is not None:
                found |= dict.fromkeys(facts_of(fact.hit_when))
        return list(found)

    def shortened(self, evidence: dict[str, Any]) -> dict[str, Any]:
        """The same difference with as few facts as can be left out one after the other."""
        kept = dict(evidence)
        half = len(kept) // 2
        while half:
            names = list(kept)
            for start in range(0, len(names), half):
                less = {name: value for name, value in kept.items() if name not in names[start : start + half]}
                if self.parts(less):
                    kept = less
            half //= 2
        return kept

    def written(self, evidence: Mapping[str, Any]) -> str:
        """The case as TOML."""
        key, *_ = self.parts(evidence)
        found = seen(self.original, self.unit, evidence)
        lines = [f"# {self.change}", "[[case]]", f"name = {toml(self.change.key)}", f"unit = {toml(self.unit)}"]
        if self.change.cite is not None:
            lines.append(f"cite = {toml(str(self.change.cite))}")
        lines += [f"why = {toml(_NOTE)}", f"evidence = {toml(evidence)}", *_expectation(key, found[key])]
        return "\n".join(lines) + "\n"


def _ruled(fact: Fact, value: Any) -> Any:
    return {"value": value, "source": "裁定"} if fact.ruled and not isinstance(value, Mapping) else value


def seen(program: Program, unit: str, evidence: Mapping[str, Any]) -> Seen:
    """What cases can expect of a unit's evidence: lines by code, grade, status, vetoes and lists; or the refusal."""
    try:
        result = program.score(unit, evidence)
    except EvidenceError as error:
        return {"refused": tuple(sorted(problem.number for problem in error.problems))}
    except UnknownUnit:
        return {"refused": ("",)}
    found: dict[str, Any] = {}
    for line in result.lines:
        state = line.exact if line.exact is not None else line.status
        found[line.code] = state if line.status in ("final", "not_applicable", "withheld") else line.bounds
    if result.status != "provisional":  # to look for it while points are open takes long
        found["grade"] = earned(result)
    return found | {"status": result.status, "vetoes": result.vetoes, "named": result.named}


def _expectation(key: str, value: Any) -> Iterable[str]:
    match key, value:
        case "refused", _:
            return [f"refused = {toml(list(value))}"]
        case "grade", _:
            return [f"grade = {toml(value or 'none')}"]
        case "status", _:
            return [f"status = {toml(value)}"]
        case (("vetoes" | "named"), _):
            return [f"{key} = {toml(list(value))}"]
        case _, (low, high):
            ends = ["none" if end is None else end for end in (low, high)]
            return [f"bounds = {toml({key: ends})}"]
        case _:
            return [f"expect = {toml({key: value})}"]


def toml(value: Any) -> str:
    """A value as TOML writes it on one line."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case Decimal():
            return format(value.normalize(), "f")
        case Fraction():
            text = to_text(value)
            return json.dumps(text) if "/" in text else text
        case date():
            return value.isoformat()
        case Mapping():
            return "{ " + ", ".join(f"{toml(str(key))} = {toml(inner)}" for key, inner in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(map(toml, value)) + "]"
        case _:
            return json.dumps(str(value), ensure_ascii=False)
