"""A value on its way through a node: every step that may move points leaves an entry, signed as a loss."""

from collections.abc import Iterable
from typing import Final, Literal

from attrs import evolve, field, frozen

from ..conditions import Condition, Quantity
from ..formula import TRUE, ZERO, Formula, add, all_of, choose, compare, const, lowest, minus, negate, times
from ..provenance import Citation
from ..rules import Loss
from ..saying import say


@frozen
class Step:
    """A value on its way through a node, with the entries left so far."""

    value: Formula
    entries: tuple[Loss, ...]
    sign: Literal[1, -1] = field(default=1)

    def to(
        self, value: Formula, kind: str, active: Formula, words: tuple[str, str], facts: tuple[str, ...] = ()
    ) -> "Step":
        """The next value; the difference is an entry, listed where `active` holds."""
        amount = times(const(self.sign), minus(self.value, value))
        entry = Loss(kind=kind, amount=amount, active=active, words=words, facts=facts)
        return Step(value, (*self.entries, entry), self.sign)

    def citing(self, cite: Citation | None) -> "Step":
        """The same with a clause of its own for the last entry."""
        return evolve(self, entries=(*self.entries[:-1], evolve(self.entries[-1], cite=cite)))

    def gate(self, keeps: Formula, fails: Formula, kind: str, words: tuple[str, str], facts: tuple[str, ...]) -> "Step":
        """This value where `keeps` holds, else 0: an entry for the failure, and one for what was not submitted."""
        held = times(const(self.sign), self.value)
        unsure = minus(negate(keeps), fails)
        entries = tuple(
            Loss(kind=why, amount=choose([(active, held)], ZERO), active=active, words=said, facts=facts)
            for why, active, said in ((kind, fails, words), ("not_submitted", unsure, UNSUBMITTED))
        )
        return Step(choose([(keeps, self.value)], ZERO), (*self.entries, *entries), self.sign)

    def only_where(self, condition: Formula, otherwise: Formula) -> "Step":
        """This value where the condition holds, with no entries where it does not."""
        if condition == TRUE:
            return self
        entries = tuple(
            evolve(entry, amount=choose([(condition, entry.amount)], ZERO), active=all_of((condition, entry.active)))
            for entry in self.entries
        )
        return Step(choose([(condition, self.value)], otherwise), entries, self.sign)

    def moved(self, value: Formula, kind: str, words: tuple[str, str], shift: Formula = ZERO) -> "Step":
        """The next value, listed where it moved; `shift` is how much the maximum grows with it."""
        amount = add((times(const(self.sign), minus(self.value, value)), shift))
        return Step(value, (*self.entries, moved_entry(kind, amount, words)), self.sign)

    def under(self, ceilings: "Iterable[Ceiling]") -> "Step":
        """This value under the lowest of the ceilings; only that one leaves an entry, and only where it bit."""
        limited = [(c, choose([(c.stands, lowest((c.height, self.value)))], self.value)) for c in ceilings]
        if not limited:
            return self
        value = lowest(low for _, low in limited)
        bit = compare("over", self.value, value)
        entries, earlier = list[Loss](), list[Formula]()
        for ceiling, low in limited:
            mine = all_of((bit, compare("at_least", value, low), *earlier))
            amount = choose([(mine, times(const(self.sign), minus(self.value, value)))], ZERO)
            entries.append(
                Loss(
                    kind="ceiling",
                    amount=amount,
                    active=mine,
                    words=ceiling.words,
                    facts=ceiling.facts,
                    cite=ceiling.cite,
                )
            )
            earlier.append(compare("over", low, value))
        return Step(value, (*self.entries, *entries), self.sign)


@frozen
class Ceiling:
    """A height that a value may not pass, where it stands."""

    height: Formula
    stands: Formula
    words: tuple[str, str]
    facts: tuple[str, ...]
    cite: Citation | None


def moved_entry(kind: str, amount: Formula, words: tuple[str, str], facts: tuple[str, ...] = ()) -> Loss:
    """An entry that is listed where it is not 0."""
    return Loss(kind=kind, amount=amount, active=negate(compare("is", amount, ZERO)), words=words, facts=facts)


UNSUBMITTED: Final = ("未按要求报送", "not submitted")


def because(zh: str, en: str, part: Condition | Quantity | None) -> tuple[str, str]:
    """Words with the condition that they rest on."""
    return (zh, en) if part is None else (f"{zh}:{say(part, 'zh')}", f"{en}: {say(part, 'en')}")
