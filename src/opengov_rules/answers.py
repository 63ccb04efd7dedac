"""Plain answers to observations: the shapes that callers and files may write, checked against the facts asked."""

from collections.abc import Iterator, Mapping, Set
from typing import Any, Final, TypeGuard

from attrs import evolve, frozen

from .characters import folded
from .conditions import facts_of
from .evidence import NEVER, Evidence, Observation, Status
from .facts import Fact, FactType, read_date, read_value
from .names import check_name, check_text
from .problems import EvidenceError, Invalid, Problem, suggestion
from .provenance import Location
from .words import short
from .workdays import CHINESE, WORKDAYS, WorkdayCalendar, bases, working_days

_ENTRY: Final = frozenset({"value", "status", "time", "source", "method", "note"})
_TEXTS: Final = ("source", "method", "note")
_DATES: Final = frozenset({"asked", "answered"})
MOST_PROBLEMS: Final = 1000
"""So many problems are told at once; nobody reads more, and each costs a search for the nearest word."""


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
    """Reads answers one by one and gathers observations and problems; several readers may share one list of these.

    `calendar` counts the working days of answers that are given as two dates.
    """

    def __init__(
        self, asked: Asked, problems: list[Problem] | None = None, calendar: WorkdayCalendar = CHINESE
    ) -> None:
        self._calendar = calendar
        self.observations: list[Observation] = []
        self.problems: list[Problem] = [] if problems is None else problems
        self._asked = asked
        self._seen: set[tuple[str, str]] = set()
        self._parts: dict[tuple[str, str], str] = {}
        self._places: dict[str, Location | None] = {}

    def answers(self, answers: object, path: tuple[str, ...], where: Location | None = None) -> None:
        """Every answer of one unit: fact → value, entry with a status, or asset → value or entry."""
        if not isinstance(answers, Mapping):
            shape = Invalid("json-shape", key=path[-1], wanted='{"事实": 取值}')
            self.problems.append((answers if isinstance(answers, Invalid) else shape).at(where, path))
            return
        for name, raw in answers.items():
            if len(self.problems) >= MOST_PROBLEMS:
                return
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
            fact = self._asked.fact(name)
            observation = self._observation(fact, part, entry)
            other = self._parts.setdefault((fact.per, folded(part)), part) if part else part
            if other != part:
                raise Invalid("name-alike", name=part, other=other)
            if (observation.fact, part) in self._seen:
                raise Invalid("answer-twice", answer=f"{observation.fact} {part}".rstrip())
            self._seen.add((observation.fact, part))
            self._places.setdefault(observation.fact, where)
            self.observations.append(observation)
        except Invalid as error:
            self.problems.append(error.at(where, path))

    def check_whole(self, path: tuple[str, ...], where: Location | None = None) -> None:
        """Checks that need all answers of the unit."""
        given = {observation.fact for observation in self.observations}
        for fact in self._asked.facts.values():
            if fact.hit_when is None or fact.draw is None:
                continue
            inputs = facts_of(fact.hit_when)
            parts = {o.part for o in self.observations if o.fact in inputs and o.part}
            first = next((self._places[name] for name in (fact.name, *inputs) if name in self._places), None) or where
            if fact.name in given and parts:
                self.problems.append(Invalid("sample-twice", fact=fact.name).at(first, (*path, fact.name)))
            elif len(parts) > fact.draw:
                error = Invalid("sample-drawn", fact=fact.name, drawn=len(parts), draw=fact.draw)
                self.problems.append(error.at(first, (*path, fact.name)))

    def evidence(self, unit: str) -> Evidence:
        """What was read, as the evidence of a unit. Raises `EvidenceError` with every problem."""
        self.check_whole((unit,))
        if self.problems:
            raise EvidenceError(self.problems)
        return self.found(unit)

    def found(self, unit: str) -> Evidence:
        """The observations so far, as the evidence of a unit."""
        return Evidence.checked(unit, tuple(self.observations), self._asked)

    def _observation(self, fact: Fact, part: str, entry: Mapping[str, Any]) -> Observation:
        for key, item in entry.items():
            if key not in _ENTRY:
                raise Invalid("key-unknown", key=key, near=suggestion(str(key), _ENTRY))
            if isinstance(item, Invalid):  # left here by a parser
                raise item
        status = _status(entry.get("status"))
        if status is Status.NOT_APPLICABLE and fact.name not in self._asked.may_not_apply:
            raise Invalid("not-applicable-refused", fact=fact.name)
        per_part = bool(fact.per) and fact.type is not FactType.SAMPLE
        if bool(part) != per_part and (part or status is Status.OBSERVED):
            raise Invalid("part-missing" if fact.per and not part else "part-refused", fact=fact.name, per=fact.per)
        if part:
            check_name(part)
        value = entry.get("value")
        if status is not Status.OBSERVED and value is not None:
            raise Invalid("value-with-status", fact=fact.name, status=status.value)
        if status is Status.OBSERVED and value is None:
            raise Invalid("value-missing", fact=fact.name)
        texts = {key: "" if entry.get(key) is None else entry[key] for key in _TEXTS}
        for key, text in texts.items():
            if not isinstance(text, str):
                raise Invalid("text-wanted", value=f"{key}: {short(text)}")
            check_text(key, text)
        if fact.ruled and status is not Status.NOT_ASSESSED and not texts["source"].strip():
            raise Invalid("ruling-source", fact=fact.name)
        if _is_dates(value):
            value, counted = self._between(fact, value)
            texts["note"] = ";".join(filter(None, (texts["note"], counted)))
        time = entry.get("time")
        return Observation(
            fact=fact.name,
            part=part,
            value=None if value is None else read_value(fact, value),
            status=status,
            time=None if time is None else read_date(f"{fact.name} time", time),
            **texts,
        )

    def _between(self, fact: Fact, dates: Mapping[str, Any]) -> tuple[object, str]:
        """The working days of `{"asked": …, "answered": …}`, and the dates and what their count rests on as a note."""
        if fact.measure != WORKDAYS:
            raise Invalid("workdays-measure", fact=fact.name, measure=WORKDAYS)
        if dates.keys() != _DATES:
            raise Invalid("workdays-shape", fact=fact.name, value=dates)
        for item in dates.values():
            if isinstance(item, Invalid):  # left here by a parser
                raise item
        asked = read_date(f"{fact.name} asked", dates["asked"])
        if dates["answered"] in ("never", NEVER):
            return NEVER, f"{asked} 提问,始终未答复"
        answered = read_date(f"{fact.name} answered", dates["answered"])
        days = working_days(asked, answered, self._calendar)
        basis = bases(asked, answered, self._calendar)
        return days, f"{asked} 提问,{answered} 答复,不含提问当日 {days} 个工作日(依 {basis})"


def _is_dates(raw: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(raw, Mapping) and not _DATES.isdisjoint(raw)


def _entries(fact: Fact, raw: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The answer, or one per asset, each as an entry."""
    if isinstance(raw, Mapping) and _is_entry(raw):
        value, rest = raw.get("value"), {key: item for key, item in raw.items() if key != "value"}
        if fact.per and isinstance(value, Mapping) and fact.type is not FactType.SAMPLE:
            for part, inner in value.items():
                yield str(part), rest | (dict(inner) if _is_entry(inner) else {"value": inner})
        else:
            yield "", raw
    elif fact.per and isinstance(raw, Mapping) and fact.type is not FactType.SAMPLE and not _is_dates(raw):
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
