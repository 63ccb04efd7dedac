"""Which readings touch what: the nodes, grades and answers that another option may change, read off its patches.

A node rests on its own table, on those above, beside and directly below it, on the vetoes that act on it, and on the
facts that all of these name; on other nodes only through what the graph holds of them. Whatever may touch a place is
counted as touching it, so that no combination is missed.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Final

from ...compiler import GROUPS, TOTAL, Draft, ordered, stage_reads
from ...conditions import facts_of
from ...problems import Invalid
from .choices import Axis, Combination, joined
from .places import Place, words_of_tables
from .versions import Versions

_INHERITED: Final = frozenset({"role", "not_applicable", "needs_evidence", "applies_if", "for_each"})
"""Keys of a node that count for all nodes below it."""
_PASSED: Final = frozenset({"points", "role", "weight", "not_applicable", "applies_if", "for_each", "fold"})
"""Keys of a node that the one above looks at; the rest it meets only in what the graph holds of the node."""
_CONDITIONS: Final = ("applies_if", "weight", "spread")
"""What a node reads of the facts that other tables name: whether it or they apply, and how much they count."""


class Touching:
    """The readings that touch each part of one rubric, as far as the files under every single option tell."""

    def __init__(self, versions: Versions, rubric: str) -> None:
        self.rubric = rubric
        self._versions = versions
        self._places = {axis.key: _places(versions, axis) for axis in versions.axes}
        singles = ({axis.key: at} for axis in versions.axes for at in range(1, len(axis)))
        self._singles: list[dict[str, int]] = [{}, *singles]
        documents = [versions.document(single) for single in self._singles]
        self._words = words_of_tables(documents)
        declared = documents[0]["scheme"].get("facts", {})
        mine = frozenset[str]().union(*(words for (file, _), words in self._words.items() if file == rubric))
        self._untyped = {name for name, table in declared.items() if "type" not in table} & mine
        """Facts whose type follows from the rules that ask them, in this rubric or another one."""
        self.concerned = self._with(self._concerns)

    def _concerns(self, place: Place) -> bool:
        """Whether a place may change anything of the rubric."""
        here = place.file in (self.rubric, "scheme")
        return here or not self._untyped.isdisjoint(self._held(place))

    @cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """The rubric as it is, and under every single option."""
        return tuple({id(draft): draft for draft in map(self._at, self._singles)}.values())

    @cached_property
    def order(self) -> list[str] | None:
        """Every node after those that it reads under some option; None where they read each other."""
        reads = dict[str, set[str]]()
        for draft in self.drafts:
            for code, nodes in stage_reads(draft.pruned).items():
                reads.setdefault(code, set()).update(nodes)
        try:
            return ordered(reads)
        except Invalid:
            return None

    @property
    def concerning(self) -> tuple[Axis, ...]:
        """The readings that speak of the rubric, or of facts and grades that it has."""

        def speaks(place: Place) -> bool:
            mine = place.kind != "fact" or place.name in self._facts
            return place.file == self.rubric or (place.file == "scheme" and mine)

        return self._with(speaks)

    @property
    def rearranging(self) -> tuple[Axis, ...]:
        """The readings that change who is assessed, by which rubric, or which grades there are."""
        return self._with(lambda place: place.kind == "other" and place.file in (self.rubric, "scheme"))

    def node(self, code: str) -> tuple[Axis, ...]:
        """The readings that touch a node, a group of top-level nodes, or the total."""
        tables = [
            one
            for one in self._codes
            if any(key in self._words[self.rubric, one] and self._reads(code, one, key) for key in _CONDITIONS)
        ]
        tables += [*self._inside(code), *(self._vetoes if code in self._scopes else ())]

        def touches(place: Place) -> bool:
            if place.file != self.rubric:
                return False
            if place.kind == "node":
                return place.key == "role" or self._reads(code, self._outside(place.name), place.key)
            return (place.kind == "veto" and code in self._scopes) or (place.kind == "total" and code == TOTAL)

        return joined(self.concerned, [self._with(touches), *map(self._declaring, self._named(tables))])

    def _reads(self, code: str, other: str, key: str) -> bool:
        """Whether a node looks at a key of another node's table, or of its own; "" stands for any key."""
        if code == other:
            return True
        parent, mine = (text.rpartition(".")[0] for text in (other, code))
        if not key and not parent:
            return True  # it may have another role
        above = code.startswith(f"{other}.") and (not key or key in _INHERITED)
        below = parent == code or (not parent and code in GROUPS)
        beside = parent == mine and code not in (*GROUPS, TOTAL) and self._spreads
        return above or (below and (not key or key in _PASSED)) or beside

    def _inside(self, code: str) -> list[str]:
        """The tables that make up one node of the graph: its own, and all below if every asset is evaluated by it."""
        below = [one for one in self._codes if one.startswith(f"{code}.")] if code in self._each else []
        return [code, *below]

    def _named(self, tables: Iterable[str]) -> set[str]:
        """The facts that some tables of the rubric name."""
        return {word for name in tables for word in self._words.get((self.rubric, name), ())} & self._facts

    @cached_property
    def _spreads(self) -> bool:
        """Whether some node may leave its points to those beside it, which then look at each other."""
        return any("spread" in words for (file, _), words in self._words.items() if file == self.rubric)

    def grades(self) -> tuple[Axis, ...]:
        """The readings that touch the conditions of grades."""
        tables = [("scheme", "grades"), *((self.rubric, veto) for veto in self._vetoes)]
        names = {word for table in tables for word in self._words.get(table, ())} & self._facts

        def touches(place: Place) -> bool:
            mine = place.file == self.rubric and (place.kind in ("veto", "total") or place.key == "role")
            return mine or place.kind == "grades"

        return joined(self.concerned, [self._with(touches), *map(self._declaring, names)])

    def answer(self, name: str) -> tuple[Axis, ...]:
        """The readings that touch how one fact is answered, whether it is asked, or which variant is a unit's."""
        code = name.partition("#")[0]
        names = {name} if name in self._facts else set[str]()
        if code in self._each:
            names |= self._named(self._inside(code))
        names |= {inner for fact in tuple(names) for inner in self._inputs.get(fact, ())}
        readers = {one for one in self._codes if not names.isdisjoint(self._words[self.rubric, one])}
        readers |= {code} if code in self._codes else set()
        if not names and not readers:
            return self._asking_who(name)

        def touches(place: Place) -> bool:
            if place.kind == "node":
                held, passes = self._outside(place.name), not place.key or place.key in _INHERITED
                below = passes and any(reader.startswith(f"{held}.") for reader in readers)
                return place.file == self.rubric and (held in readers or below)
            return place.kind == "window" and bool(names)

        shared = self._regrouping if name in self._per_asset or code in self._each else ()
        return joined(self.concerned, [self._with(touches), shared, *map(self._declaring, names)])

    def _declaring(self, fact: str) -> tuple[Axis, ...]:
        """The readings that touch what a fact is: its declaration, and the tables that name it, in whatever rubric."""
        beside = self._words.get(("scheme", f"fact {fact}"), frozenset()) & self._facts

        def touches(place: Place) -> bool:
            if place.kind == "fact":
                return place.name in {fact, *beside}
            if place.file not in (self.rubric, "scheme") and self._untyped.isdisjoint({fact, *beside}):
                return False
            words = self._held(place)
            return place.name == fact or fact in words or not beside.isdisjoint(words)

        return self._with(touches)

    def _held(self, place: Place) -> frozenset[str]:
        """The names that the table of a patch holds under any of the options; if it is a whole one, those below too."""
        found = self._words.get((place.file, place.name), frozenset())
        if place.key:
            return found
        below = (f"{place.name}.", f"{place.name} ")
        return found.union(
            *(w for (file, name), w in self._words.items() if file == place.file and name.startswith(below))
        )

    def _with(self, touches: Callable[[Place], bool]) -> tuple[Axis, ...]:
        return tuple(axis for axis in self._versions.axes if any(map(touches, self._places[axis.key])))

    def _outside(self, code: str) -> str:
        """The node of the graph that a table belongs to: nothing below a node that is evaluated for every asset."""
        return next((one for one in self._each if code.startswith(f"{one}.")), code)

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(node.code for draft in self.drafts for node in draft.whole.walk())

    @cached_property
    def _each(self) -> frozenset[str]:
        return frozenset(code for draft in self.drafts for code in draft.each)

    @cached_property
    def _vetoes(self) -> frozenset[str]:
        return frozenset(f"veto {veto.key}" for draft in self.drafts for veto in draft.whole.vetoes)

    @cached_property
    def _scopes(self) -> frozenset[str]:
        """The nodes on which some veto acts under some option."""
        return frozenset(veto.scope for draft in self.drafts for veto in draft.whole.vetoes)

    @cached_property
    def _facts(self) -> frozenset[str]:
        of_assets = (name for draft in self.drafts for plan in draft.each.values() for name in plan.inner.read)
        return frozenset((*of_assets, *(name for draft in self.drafts for name in (*draft.read, *draft.inputs))))

    @cached_property
    def _inputs(self) -> Mapping[str, frozenset[str]]:
        """For every sample the facts of its assets that may tell it."""
        found = dict[str, frozenset[str]]()
        for draft in self.drafts:
            for name, fact in draft.read.items():
                if fact.hit_when is not None:
                    found[name] = found.get(name, frozenset()) | frozenset(facts_of(fact.hit_when))
        return found

    @cached_property
    def _per_asset(self) -> frozenset[str]:
        """The facts that are asked, under some option, of assets which other facts may name too."""
        return frozenset(name for draft in self.drafts for name, fact in draft.read.items() if fact.per)

    def _asking_who(self, identity: str) -> tuple[Axis, ...]:
        """The readings under which a condition asks who the unit is; where none does, nobody is told to be it."""
        asked = [any(identity in unit.selected for unit in self._at(single).units.values()) for single in self._singles]
        changing = {
            key for single, asks in zip(self._singles, asked, strict=True) if asks != asked[0] for key in single
        }
        return tuple(axis for axis in self._versions.axes if axis.key in changing)

    def _at(self, single: Combination) -> Draft:
        return self._versions.draft(self.rubric, single, self.concerned)

    @cached_property
    def _regrouping(self) -> tuple[Axis, ...]:
        """The readings that change which facts are asked of which assets of a unit."""

        def asked(single: Combination) -> set[tuple[str, str, str]]:
            units = self._at(single).units
            return {(unit, f.name, f.per) for unit in units for f in units[unit].asked.facts.values() if f.per}

        changing = {key for single in self._singles for key in single if asked(single) != asked({})}
        return tuple(axis for axis in self._versions.axes if axis.key in changing)


def _places(versions: Versions, axis: Axis) -> tuple[Place, ...]:
    """Where the options of a reading differ: what any of them, or the one that is given up, patches."""
    reading = versions.program.published.reading(axis.key)
    patches = [patch for option in axis.options for patch in reading.option(option)] if reading is not None else []
    return tuple(dict.fromkeys(place for patch in patches if (place := Place.of(patch.path)) is not None))
