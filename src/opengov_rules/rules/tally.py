"""基础分加减计分: a start, and what is added and taken off, each with a limit of its own."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Final

from attrs import frozen

from ..conditions import Condition, Constant, Quantity, facts_of
from ..facts import Fact
from ..formula import ZERO, Formula, add, all_of, choose, compare, const, highest, lowest, minus, negate, times
from ..points import to_text
from ..problems import Invalid
from ..saying import say
from ..words import Language
from .base import Loss, Lowered, Slots, Words
from .reading import Amount, lower_condition, lower_quantity

_NOTHING: Final = Constant(Fraction(0), "0")


@frozen(kw_only=True)
class Entry:
    """Points for each `count`, or once where `when` holds; negative points are taken off. `most`: the limit of all."""

    name: str
    points: Fraction
    count: Quantity | None = None
    when: Condition | None = None
    most: Fraction | None = None

    @property
    def read(self) -> Condition | Quantity:
        """The quantity or the condition."""
        return self.when if self.count is None and self.when is not None else self.count or _NOTHING


@frozen(kw_only=True)
class Tally:
    """A start plus every entry. What is added and undefined earns nothing; taken off and undefined, the leaf is 0."""

    kind: ClassVar[str] = "tally"
    entries: tuple[Entry, ...]
    start: Quantity = _NOTHING

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return ()

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        yield "start", self.start
        for entry in self.entries:
            yield "entries", entry.read

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        for entry in self.entries:
            yield "entries", abs(entry.points)
            if entry.most is not None:
                yield "entries", entry.most

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        if not self.entries:
            yield Invalid("list-empty", at="entries", key="entries")
        for entry in self.entries:
            if (entry.count is None) == (entry.when is None):
                yield Invalid("entry-reads", at="entries", name=entry.name)
            if entry.points == 0:
                yield Invalid("entry-zero", at="entries", name=entry.name)
            if entry.most is not None and entry.most <= 0:
                yield Invalid("entry-most", at="entries", name=entry.name, most=to_text(entry.most))

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        start = lower_quantity(self.start, slots)
        value, decided = start.value, [start.defined]
        losses, gains = list[Loss](), list[Loss]()
        facts = facts_of(self.start)
        words = (f"基础分 {say(self.start, 'zh')}", f"the start is {say(self.start, 'en')}")
        if points is not None:
            losses.append(_moved("missed", minus(const(points), start.value), words, facts))
        if start.value != ZERO:
            gains.append(_moved("penalty", start.value, words, facts))
        for entry in self.entries:
            amount = _amount(entry, slots)
            worth = times(const(abs(entry.points)), amount.value)
            if entry.most is not None:
                worth = lowest((const(entry.most), worth))
            if entry.points < 0:
                worth = times(const(-1), worth)
                decided.append(amount.defined)
            else:
                worth = choose([(amount.defined, worth)], ZERO)
            value = add((value, worth))
            kind = "deduction" if entry.points < 0 else "addition"
            losses.append(_moved(kind, times(const(-1), worth), _words(entry), facts_of(entry.read)))
            gains.append(_moved("penalty", worth, _words(entry), facts_of(entry.read)))
        needs = tuple(dict.fromkeys(fact for _, read in self.reads() for fact in facts_of(read)))
        return Lowered(value=value, losses=tuple(losses), gains=tuple(gains), needs=needs, decided=all_of(decided))

    def say(self, lang: Language) -> str:
        told = [_told(entry, _counted(entry, "zh"), _counted(entry, "en")) for entry in self.entries]
        start = say(self.start, lang)
        if lang == "zh":
            return f"基础分 {start};" + ";".join(zh for zh, _ in told)
        return f"{start} to begin with; " + "; ".join(en for _, en in told)


def _amount(entry: Entry, slots: Slots) -> Amount:
    """How often the entry counts, never less than not at all."""
    if entry.when is not None:
        truth = lower_condition(entry.when, slots)
        return Amount(truth.holds, highest((truth.holds, truth.fails)))
    amount = lower_quantity(entry.count or _NOTHING, slots)
    return Amount(highest((ZERO, amount.value)), amount.defined)


def _moved(kind: str, amount: Formula, words: tuple[str, str], facts: tuple[str, ...]) -> Loss:
    """An entry that is listed where it moved something."""
    return Loss(kind=kind, amount=amount, active=negate(compare("is", amount, ZERO)), words=words, facts=facts)


def _counted(entry: Entry, lang: Language) -> str:
    """What an entry counts or asks, where that is not the fact of its name alone."""
    said = say(entry.read, lang)
    return "" if said == entry.name else f"({said})" if lang == "zh" else f" ({said})"


def _words(entry: Entry) -> Words:
    found = " {value}" if facts_of(entry.read) == (entry.name,) else " ({named})"
    return _told(entry, found, found)


def _told(entry: Entry, zh: str, en: str) -> Words:
    """An entry with what stands behind its name: what it counts, or what was found."""
    rate, most = to_text(abs(entry.points)), "" if entry.most is None else to_text(entry.most)
    does, done = ("扣", "off") if entry.points < 0 else ("加", "added")
    each = ("每次", " each") if entry.when is None else ("", "")
    return (
        f"{entry.name}{zh},{each[0]}{does} {rate} 分" + (f",最多 {most} 分" if most else ""),
        f"{entry.name}{en}: {rate} {done}{each[1]}" + (f", at most {most}" if most else ""),
    )
