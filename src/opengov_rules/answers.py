"""Plain answers to observations: the shapes that callers and files may write, checked against the facts asked."""

from collections.abc import Iterator, Mapping, Set
from typing import Any, Final

from attrs import evolve, frozen

from .conditions import facts_of
from .evidence import Evidence, Observation, Status
from .facts import Fact, FactType, read_date, read_value
from .problems import EvidenceError, Invalid, Problem, suggestion
from .provenance import Location

_ENTRY: Final = frozenset({"value", "status", "time", "source", "method", "note"})
_TEXTS: Final = ("source", "method", "note")


@frozen
class Asked:
    """What may be answered for one unit: its facts, and why other facts of the scheme are not among them."""

    facts: Mapping[str, Fact]
    elsewhere: frozenset[str] = frozenset()
    may_not_apply: frozenset[str] = frozenset()
    """Facts for which the scheme says what `not_applicable` means."""

    def without(self, names: Set[str]) -> "Asked":
        """The same without these facts, and without those of their samples' single assets."""
        if not names:
            return self
        inner = {fact for name in names if (hit := self.facts[name].hit_when) is not None for fact in facts_of(hit)}
        kept = [fact for name, fact in self.facts.items() if name not in names]
        left_out = {*names, *inner} - {fact for f in kept if f.hit_when is not None for fact in facts_of(f.hit_when)}
        return evolve(
            self,
            facts={fact.name: fact for fact in kept if fact.name not in left_out},
            elsewhere=self.elsewhere | left_out,
        )

    def fact(self, name: object) -> Fact:
        """The fact of this name. Raises `Invalid`, with the nearest name."""
        fact = self.facts.get(name) if isinstance(name, str) else None
        if fact is None:
            if name in self.elsewhere:
                raise Invalid("fact-elsewhere", fact=name)
            raise Invalid("fact-unknown", fact=name, near=suggestion(str(name), self.facts))
        return fact


class Reader:
    """Reads answers one by one and gathers observations and problems."""

    def __init__(self, asked: Asked) -> None:
        self.observations: list[Observation] = []
        self.problems: list[Problem] = []
        self._asked = asked
        self._seen: set[tuple[str, str]] = set()

    def answers(self, answers: Mapping[str, Any], path: tuple[str, ...], where: Location | None = None) -> None:
        """Every answer of one unit: fact → value, entry with a status, or asset → value or entry."""
        for name, raw in answers.items():
            try:
                fact = self._asked.fact(name)
            except Invalid as error:
                self.problems.append(error.at(where, (*path, str(name))))
                continue
            for part, entry in _entries(fact, raw):
                self.entry(fact.name, part, entry, (*path, fact.name, *((part,) if part else ())), where)

    def entry(
        self, name: object, part: str, entry: Mapping[str, Any], path: tuple[str, ...], where: Location | None = None
    ) -> None:
        """One answer, as a mapping of `value`, `status`, `time`, `source`, `method` and `note`."""
        try:
            observation = self._observation(self._asked.fact(name), part, entry)
            if (observation.fact, part) in self._seen:
                raise Invalid("answer-twice", fact=observation.fact, part=part)
            self._seen.add((observation.fact, part))
            self.observations.append(observation)
        except Invalid as error:
            self.problems.append(error.at(where, path))

    def _finish(self, path: tuple[str, ...], where: Location | None) -> None:
        """Checks that need all answers of the unit."""
        given = {observation.fact for observation in self.observations}
        for fact in self._asked.facts.values():
            if fact.hit_when is None or fact.draw is None:
                continue
            inputs = facts_of(fact.hit_when)
            parts = {o.part for o in self.observations if o.fact in inputs and o.part}
            if fact.name in given and parts:
                self.problems.append(Invalid("sample-twice", fact=fact.name).at(where, (*path, fact.name)))
            elif len(parts) > fact.draw:
                error = Invalid("sample-drawn", fact=fact.name, drawn=len(parts), draw=fact.draw)
                self.problems.append(error.at(where, (*path, fact.name)))

    def evidence(self, unit: str, where: Location | None = None) -> Evidence:
        """What was read, as the evidence of a unit. Raises `EvidenceError` with every problem."""
        self._finish((unit,), where)
        if self.problems:
            raise EvidenceError(self.problems)
        return Evidence(unit, tuple(self.observations), checked_for=self._asked)

    def _observation(self, fact: Fact, part: str, entry: Mapping[str, Any]) -> Observation:
        for key in entry:
            if key not in _ENTRY:
                raise Invalid("key-unknown", key=key, near=suggestion(str(key), _ENTRY))
        status = _status(entry.get("status"))
        if status is Status.NOT_APPLICABLE and fact.name not in self._asked.may_not_apply:
            raise Invalid("not-applicable-refused", fact=fact.name)
        per_part = bool(fact.per) and fact.type is not FactType.SAMPLE
        if bool(part) != per_part and (part or status is Status.OBSERVED):
            raise Invalid("part-missing" if fact.per and not part else "part-refused", fact=fact.name, per=fact.per)
        value = entry.get("value")
        if status is not Status.OBSERVED and value is not None:
            raise Invalid("value-with-status", fact=fact.name, status=status.value)
        if status is Status.OBSERVED and value is None:
            raise Invalid("value-missing", fact=fact.name)
        texts = {key: entry.get(key) or "" for key in _TEXTS}
        if fact.ruled and status is Status.OBSERVED and not texts["source"]:
            raise Invalid("ruling-source", fact=fact.name)
        for key, text in texts.items():
            if not isinstance(text, str):
                raise Invalid("text-wanted", value=f"{key}: {text}")
        time = entry.get("time")
        return Observation(
            fact=fact.name,
            part=part,
            value=None if value is None else read_value(fact, value),
            status=status,
            time=None if time is None else read_date(f"{fact.name} time", time),
            **texts,
        )


def _entries(fact: Fact, raw: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The answer, or one per asset, each as an entry."""
    if isinstance(raw, Mapping) and _is_entry(raw):
        value, rest = raw.get("value"), {key: item for key, item in raw.items() if key != "value"}
        if fact.per and isinstance(value, Mapping) and fact.type is not FactType.SAMPLE:
            for part, inner in value.items():
                yield str(part), rest | (dict(inner) if _is_entry(inner) else {"value": inner})
        else:
            yield "", raw
    elif fact.per and isinstance(raw, Mapping) and fact.type is not FactType.SAMPLE:
        for part, inner in raw.items():
            yield str(part), inner if _is_entry(inner) else {"value": inner}
    else:
        yield "", {"value": raw}


def _is_entry(raw: object) -> bool:
    return isinstance(raw, Mapping) and ("value" in raw or "status" in raw)


def _status(raw: object) -> Status:
    if raw is None or raw == "":
        return Status.OBSERVED
    if isinstance(raw, Status):
        return raw
    known = [status.value for status in Status]
    if raw not in known:
        raise Invalid("choice-unknown", value=raw, near=suggestion(str(raw), known), known=", ".join(known))
    return Status(raw)
