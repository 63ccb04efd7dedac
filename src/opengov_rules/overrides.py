"""申诉改判: answers that were changed on appeal, put in the place of the old ones, which are kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeGuard

from attrs import evolve

from .answers import MOST_PROBLEMS, Reader
from .evidence import Evidence, Observation, Override, Round, Status
from .facts import read_date
from .names import check_text
from .problems import EvidenceError, Invalid, Problem, suggestion
from .program import Program
from .provenance import Location
from .windows import is_late
from .words import short
from .workdays import CHINESE, WorkdayCalendar

OVERRIDDEN: Final = "改判"
"""The `method` of an overriding observation."""
_ANSWER: Final = ("value", "status")
_TEXTS: Final = ("who", "why", "authority")
_DEMANDED: Final = ("unit", "fact", "who", "when", "why", "authority")
_KEYS: Final = (*_DEMANDED, "part", *_ANSWER)
_ENTRY: Final = '{"unit", "fact", "value", "who", "when", "why", "authority"}'


def with_overrides(
    program: Program,
    found: Round,
    entries: object,
    calendar: WorkdayCalendar = CHINESE,
    where: Location | None = None,
) -> Round:
    """The round with these answers in the place of the old ones.

    Each entry is a mapping with `unit`, `fact`, perhaps `part`, then `value` or `status` as in evidence, and `who`
    changed it, `when`, `why` and by what `authority`, all of which are demanded. The new answer has no `time`, so that
    no due date concerns it. Raises `EvidenceError` with every problem.
    """
    desk = Overriding(program, found, calendar, where, [])
    desk.take_all(entries)
    changed = desk.found()
    if desk.problems:
        raise EvidenceError(desk.problems)
    return changed


class Overriding:
    """Takes overrides one by one and gathers their problems among `problems`; for readers of files.

    Where the evidence itself has problems, overrides are looked at by themselves only.
    """

    def __init__(
        self,
        program: Program,
        found: Round,
        calendar: WorkdayCalendar,
        where: Location | None,
        problems: list[Problem],
    ) -> None:
        self.problems = problems
        self._sound = not problems
        self._program = program
        self._found = found
        self._calendar = calendar
        self._where = where
        self._units = dict(found.units)
        self._taken: list[Override] = list(found.overrides)

    def take_all(self, entries: object) -> None:
        """A list of overrides."""
        if not _is_list(entries):
            wrong = (
                entries
                if isinstance(entries, Invalid)
                else Invalid("json-shape", key="overrides", wanted=f"[{_ENTRY}]")
            )
            self._refuse(wrong, ("overrides",))
            return
        for number, entry in enumerate(entries):
            if len(self.problems) < MOST_PROBLEMS:
                self._take(entry, ("overrides", str(number)))

    def found(self) -> Round:
        """The round as changed; where there are problems, only as far as they let it be known."""
        changed = dict.fromkeys(override.unit for override in self._taken)
        units = dict(self._units)
        for unit in changed:
            reader = Reader(self._program.asked(unit), self.problems, self._calendar)
            reader.observations = list(units[unit].observations)
            reader.check_whole((unit,), self._where)
            units[unit] = reader.found(unit)
        original = {unit: self._found.before(unit) for unit in changed}
        return evolve(self._found, units=units, overrides=tuple(self._taken), original=original)

    def _refuse(self, error: Invalid, path: tuple[str, ...]) -> None:
        self.problems.append(error.at(self._where, path))

    def _take(self, entry: object, path: tuple[str, ...]) -> None:
        """One override, unless something is wrong with it."""
        known = len(self.problems)
        if not isinstance(entry, Mapping):
            shape = Invalid("json-shape", key=".".join(path), wanted=_ENTRY)
            self._refuse(entry if isinstance(entry, Invalid) else shape, path)
            return
        for key, item in entry.items():
            if isinstance(item, Invalid):  # left here by a parser
                self._refuse(item, (*path, key))
            elif key not in _KEYS:
                self._refuse(Invalid("key-unknown", key=key, near=suggestion(str(key), _KEYS)), (*path, str(key)))
        for key in _DEMANDED:
            if _is_missing(entry.get(key)):
                self._refuse(Invalid("override-key", key=key), path)
        grounds = dict(self._grounds(entry, path))
        unit = self._unit(entry.get("unit"), (*path, "unit"))
        now = None if unit is None else self._answer(unit, entry, grounds, path)
        if self._sound and unit is not None and now is not None and len(self.problems) == known:
            self._keep(unit, now, grounds, path)

    def _grounds(self, entry: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        """Who, why, by what authority and on which day, as far as they are sound."""
        for key in (*_TEXTS, "when"):
            item = entry.get(key)
            if isinstance(item, Invalid) or _is_missing(item):
                continue
            try:
                if key == "when":
                    item = read_date("when", item)
                elif not isinstance(item, str):
                    raise Invalid("text-wanted", value=f"{key}: {short(item)}")
                else:
                    check_text(key, item)
                yield key, item
            except Invalid as error:
                self._refuse(error, (*path, key))

    def _unit(self, name: object, path: tuple[str, ...]) -> str | None:
        """The unit's roster name, where there is evidence of it."""
        roster = self._program.scheme.roster
        if _is_missing(name) or isinstance(name, Invalid):
            return None
        found = roster.find(name)
        if found is None:
            self._refuse(Invalid("unit-unknown", unit=name, near=suggestion(str(name), roster.names())), path)
        elif found.name not in self._units:
            self._refuse(Invalid("override-unit", unit=found.name), path)
        else:
            return found.name
        return None

    def _answer(
        self, unit: str, entry: Mapping[str, Any], grounds: Mapping[str, Any], path: tuple[str, ...]
    ) -> Observation | None:
        """The new answer, checked like every other one."""
        fact, part = entry.get("fact"), entry.get("part") or ""
        if _is_missing(fact) or isinstance(fact, Invalid) or isinstance(part, Invalid):
            return None
        if not isinstance(fact, str) or not isinstance(part, str):
            key, item = ("part", part) if isinstance(fact, str) else ("fact", fact)
            self._refuse(Invalid("text-wanted", value=f"{key}: {short(item)}"), (*path, key))
            return None
        answer = {key: entry[key] for key in _ANSWER if entry.get(key) is not None}
        answer["source"] = grounds.get("authority") or "–"  # a ruling is read only with one
        answer["method"] = OVERRIDDEN
        answer["note"] = f"{grounds.get('when')} {grounds.get('who')} {OVERRIDDEN}:{grounds.get('why')}"
        reader = Reader(self._program.asked(unit), self.problems, self._calendar)
        reader.entry(fact, part, answer, path, self._where)
        if not reader.observations:
            return None
        known = _assets(self._program, self._found.before(unit), fact) if part else [part]
        if self._sound and part not in known:
            self._refuse(Invalid("override-part", part=part, fact=fact, near=suggestion(part, known)), (*path, "part"))
        return reader.observations[0]

    def _keep(self, unit: str, now: Observation, grounds: Mapping[str, Any], path: tuple[str, ...]) -> None:
        answer = f"{unit} {now.fact} {now.part}".rstrip()
        mine = [o.now.part for o in self._taken if (o.unit, o.now.fact) == (unit, now.fact)]
        if now.part in mine or "" in mine or (mine and not now.part):
            self._refuse(Invalid("override-twice", answer=answer), path)
            return
        before = self._found.before(unit)
        was = _was(before, now)
        if self._is_same(unit, was, now):
            self._refuse(Invalid("override-same", answer=answer), path)
            return
        self._taken.append(Override(unit=unit, now=now, was=was, **grounds))
        self._units[unit] = _replaced(self._units[unit], now, _assets(self._program, before, now.fact))

    def _is_same(self, unit: str, was: Sequence[Observation], now: Observation) -> bool:
        """Whether nothing changes; the same answer, once it came too late, is another one."""
        if not was:
            return now.status is Status.NOT_ASSESSED
        return all((o.status, o.value) == (now.status, now.value) and not is_late(self._program, unit, o) for o in was)


def _is_missing(item: object) -> bool:
    return item is None or (isinstance(item, str) and not item.strip())


def _is_list(entries: object) -> TypeGuard[Iterable[object]]:
    return isinstance(entries, Sequence) and not isinstance(entries, str)


def _assets(program: Program, evidence: Evidence, fact: str) -> list[str]:
    """The assets of the fact's kind that the unit's evidence names."""
    asked = program.asked(evidence.unit).facts
    kin = {name for name, other in asked.items() if other.per and other.per == asked[fact].per} if fact in asked else ()
    return list(dict.fromkeys(o.part for o in evidence.observations if o.part and o.fact in kin))


def _was(evidence: Evidence, now: Observation) -> tuple[Observation, ...]:
    """What the new answer replaces: of one asset its answer, or what was said of the fact as a whole."""
    mine = evidence[now.fact]
    whole = tuple(o for o in mine if not o.part)
    return whole or tuple(o for o in mine if o.part == now.part) if now.part else mine


def _replaced(evidence: Evidence, now: Observation, assets: Iterable[str]) -> Evidence:
    """The evidence with the new answer; what was said of a whole fact then holds for its other assets one by one."""
    mine = evidence[now.fact] if now.part else ()
    kept = [o for o in mine if o.part and o.part != now.part]
    told = {o.part for o in kept} | {now.part}
    whole = [evolve(o, part=asset) for o in mine if not o.part for asset in assets if asset not in told]
    return evidence.replace((*kept, *whole, now))
