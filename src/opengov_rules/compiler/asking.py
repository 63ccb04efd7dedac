"""Which facts a rubric asks, with which types, and what its nodes pass down."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from ..conditions import Condition, Identity, Joined, Quantity, nodes_of
from ..facts import Fact, FactType
from ..points import to_text
from ..problems import Invalid
from ..rules import demanded
from ..scheme import Grade, Indicator, NotApplicable, Ranking, Role, Rubric, Scheme, Veto
from ..units import Unit
from .graph import GROUPS, TOTAL


@frozen
class Inherited:
    """What a node passes down. `penalty`: points count against the unit."""

    penalty: bool = False
    bonus: bool = False
    needs_evidence: bool = False
    not_applicable: NotApplicable | None = None

    def into(self, node: Indicator) -> "Inherited":
        """The settings that hold in this node."""
        return Inherited(
            penalty=self.penalty or node.role == "penalty",
            bonus=self.bonus or node.role == "bonus",
            needs_evidence=self.needs_evidence if node.needs_evidence is None else node.needs_evidence,
            not_applicable=node.not_applicable or self.not_applicable,
        )


def settings(rubric: Rubric) -> dict[str, Inherited]:
    """What holds in every node of the rubric by its code, and in every variant by its key."""
    found = dict[str, Inherited]()

    def visit(node: Indicator, above: Inherited) -> None:
        found[node.code] = above.into(node)
        for key, body in keyed(node) if node.variants else ():
            found[key] = found[node.code].into(body)
        for child in node.children:
            visit(child, found[node.code])

    for node in rubric.indicators:
        visit(node, Inherited(penalty=rubric.better == "lower"))
    return found


def keyed(node: Indicator) -> tuple[tuple[str, Indicator], ...]:
    """What stands at a leaf for one unit or another, under keys: its code, or one `code#n` for each variant."""
    if not node.variants:
        return ((node.code, node),)
    return tuple((f"{node.code}#{index}", body) for index, body in enumerate(node.bodies))


def keyed_leaves(rubric: Rubric) -> Iterator[tuple[str, Indicator]]:
    """All leaves of a rubric, variants each by itself, under their keys."""
    return (pair for node in rubric.leaves() for pair in keyed(node))


def pruned(rubric: Rubric) -> Rubric:
    """The rubric without what is evaluated for every asset: of such nodes what comes after the fold."""

    def bare(node: Indicator) -> Indicator:
        if not node.for_each:
            return evolve(node, children=tuple(bare(child) for child in node.children))
        inside = evolve(node, children=(), variants=(), otherwise=None, rule=None, combine="sum")
        inside = evolve(inside, applies_if=None, only_if=None, zero_if=None, excused_if=None)
        limits = (node.floor, node.cap) if node.fold is not None and node.fold.take == "sum" else (None, None)
        return evolve(inside, offset=Fraction(0), factor=Fraction(1), floor=limits[0], cap=limits[1])

    return evolve(rubric, indicators=tuple(bare(node) for node in rubric.indicators))


def of_one_asset(scheme: Scheme, rubric: Rubric, node: Indicator) -> tuple[Scheme, Rubric]:
    """Scheme and rubric of one asset: the node alone up to its fold, its facts asked of the asset."""
    held = settings(rubric)[node.code]
    role: Role = "penalty" if held.penalty and rubric.better == "higher" else "base"
    alone = evolve(
        node,
        for_each="",
        fold=None,
        round=None,
        weight=None,
        role=role,
        needs_evidence=held.needs_evidence,
        not_applicable=held.not_applicable,
    )
    asked = (evolve(fact, peers=None) for fact in scheme.facts)
    facts = tuple(of_asset(fact) if fact.per == node.for_each and not fact.of else fact for fact in asked)
    inner = Rubric(id=rubric.id, kinds=rubric.kinds, indicators=(alone,), better=rubric.better)
    return evolve(scheme, facts=facts, grades=(), named=(), rankings=()), inner


def of_asset(fact: Fact) -> Fact:
    """A fact as one asset is asked it: whatever the answers of all are made of, this is a single one."""
    return evolve(fact, per="", take=None)


def keys_below(node: Indicator) -> Iterator[str]:
    """The keys of all leaves at or below a node."""
    return (key for leaf in node.walk() if not leaf.children for key, _ in keyed(leaf))


def is_one(unit: Unit, identity: Identity) -> bool:
    """Whether the unit is one of these."""
    return unit.kind in identity.kinds or not {unit.name, *unit.aliases}.isdisjoint(identity.units)


def never_applies(node: Indicator, unit: Unit) -> bool:
    """Whether a node does not apply to a unit for no other reason than who it is."""
    return node.applies_if is not None and _who(node.applies_if, unit) is False


def _who(condition: Condition, unit: Unit) -> bool | None:
    """A condition as far as the unit's identity decides it."""
    match condition:
        case Identity():
            return is_one(unit, condition)
        case Joined(how, parts):
            known = {_who(part, unit) for part in parts}
            deciding = how != "all"
            if deciding in known:
                return how == "any"
            return None if None in known else how != "any"
        case _:
            return None


def leaf_facts(node: Indicator, scheme: Scheme) -> tuple[Fact, ...]:
    """The facts that a leaf asks, the scheme's declarations merged with what the rule tells. Raises `Invalid`."""
    declared = {fact.name: fact for fact in scheme.facts}
    asked = list(node.rule.facts(node.points)) if node.rule is not None else []
    asked += [fact for _, part in reads(node) for fact in demanded(part)]
    merged = dict[str, Fact]()
    for fact in asked:
        known = merged.get(fact.name) or declared.get(fact.name)
        merged[fact.name] = fact if known is None else merge(known, fact)
    return tuple(merged.values())


def reads(node: Indicator) -> Iterator[tuple[str, Condition | Quantity]]:
    """Every condition and quantity of a node under its key: the rule's own, and the node's."""
    if node.rule is not None:
        yield from node.rule.reads()
    own = {"applies_if": node.applies_if, "weight": node.weight}
    own |= {"only_if": node.only_if, "zero_if": node.zero_if, "excused_if": node.excused_if}
    for key, part in own.items():
        if part is not None:
            yield key, part


def effect_reads(veto: Veto) -> Iterator[tuple[str, Condition | Quantity]]:
    """The same of a veto."""
    if veto.when is not None:
        yield "when", veto.when
    if veto.effect.at_most is not None:
        yield "effect", veto.effect.at_most


def grade_reads(grade: Grade) -> Iterator[tuple[str, Condition]]:
    """The same of a grade."""
    if grade.when is not None:
        yield "when", grade.when
    yield from (("gates", gate) for gate in grade.gates)


_NUMBERS: Final = {FactType.COUNT, FactType.QUANTITY, FactType.POINTS}
_RECKONED: Final = {*_NUMBERS, FactType.SHARE, FactType.YES_NO}
"""What a quantity may read as a number, beside dates that are not compared with a plain number."""


def _fits(declared: Fact, asked: Fact) -> bool:
    """Whether a fact's type is one that this reader can use."""
    counted = declared.take in ("count", "distinct") or (declared.type is FactType.YES_NO and declared.take == "sum")
    if declared.type is asked.type or (asked.type in _NUMBERS and (declared.type in _NUMBERS or counted)):
        return True
    return bool(asked.guess) and (
        declared.type in _RECKONED or (asked.guess == "any" and declared.type is FactType.DATE)
    )


def merge(declared: Fact, asked: Fact) -> Fact:
    """One fact from its declaration and from what a rule asks of it. Raises `Invalid` where they cannot agree."""
    found, wanted = declared.type.value, asked.type.value
    if declared.guess and (not asked.guess or declared.type is FactType.CHOICE):  # what was only guessed gives way
        declared, asked = asked, declared
    if not _fits(declared, asked):
        raise Invalid("fact-type", fact=asked.name, wanted=wanted, found=found)
    if None not in (declared.draw, asked.draw) and declared.draw != asked.draw:
        raise Invalid("fact-draw", fact=asked.name, draw=declared.draw, other=asked.draw)
    if None not in (declared.draw, asked.draw) and declared.none != asked.none:
        raise Invalid("fact-none", fact=asked.name)
    return evolve(
        declared,
        draw=asked.draw if declared.draw is None else declared.draw,
        none=declared.none or asked.none,
        per=declared.per or asked.per,
        hit_when=declared.hit_when or asked.hit_when,
        ask=declared.ask or asked.ask,
        ruled=declared.ruled or asked.ruled,
        choices=_choices(declared, asked),
        guess=declared.guess and asked.guess and "number",
        max=declared.max if declared.max is not None else asked.max,
        step=declared.step if declared.step is not None else asked.step,
    )


def _choices(declared: Fact, asked: Fact) -> tuple[str, ...]:
    """The words of a choice, in the order declared. Raises `Invalid` where a rule has others."""
    if declared.choices and asked.choices and {*declared.choices} != {*asked.choices}:
        raise Invalid("fact-choices", fact=asked.name, one="、".join(declared.choices), other="、".join(asked.choices))
    return declared.choices or asked.choices


def read_facts(scheme: Scheme, rubric: Rubric, by_leaf: Mapping[str, tuple[Fact, ...]]) -> dict[str, Fact]:
    """The facts that fill slots: asked by leaves, then by conditions of other nodes, vetoes and gates."""
    read = dict[str, Fact]()
    for facts in by_leaf.values():
        for fact in facts:
            known = read.get(fact.name)
            if known is not None:
                _same_scale(known, fact)
            read[fact.name] = fact if known is None else merge(known, fact)
    declared = {fact.name: fact for fact in scheme.facts}
    waiting = [fact for part in watching(scheme, rubric) for fact in demanded(part)]
    told = set[str]()
    while waiting or not told.issuperset(read):
        for fact in waiting:
            known = read.get(fact.name) or declared.get(fact.name)
            read[fact.name] = fact if known is None else merge(known, fact)
        # What is reckoned from all units asks every unit.
        new = [fact.peers for name, fact in read.items() if fact.peers is not None and name not in told]
        told |= set(read)
        waiting = [fact for peers in new for fact in demanded(peers.of)]
    return read


def watching(scheme: Scheme, rubric: Rubric) -> Iterator[Condition | Quantity]:
    """What is read elsewhere than in leaves: by inner nodes, vetoes and grades."""
    for node in rubric.walk():
        if node.children:
            yield from (part for _, part in reads(node))
        elif node.weight is not None:
            yield node.weight
    for veto in rubric.vetoes:
        yield from (part for _, part in effect_reads(veto))
    for grade in scheme.grades:
        yield from (part for _, part in grade_reads(grade))
    for ranking in ranked_in(scheme, rubric):
        yield from (part for _, part in ranking_reads(ranking))


def ranking_reads(ranking: Ranking) -> Iterator[tuple[str, Quantity]]:
    """What a ranking goes by, and then by, with the key of each."""
    if ranking.by is not None:
        yield "by", ranking.by
    yield from (("then", part) for part in ranking.then)


def ranked_in(scheme: Scheme, rubric: Rubric) -> Iterator[Ranking]:
    """The rankings of a rubric's units: those that name no node which it lacks."""
    codes = {*GROUPS, TOTAL, *(node.code for node in rubric.walk())}
    for ranking in scheme.rankings:
        if codes.issuperset(node for _, part in ranking_reads(ranking) for node in nodes_of(part)):
            yield ranking


def _same_scale(one: Fact, other: Fact) -> None:
    """Two leaves that read one mark agree on what it may be. Raises `Invalid`."""
    for a, b in ((one.max, other.max), (one.step, other.step)):
        if a is not None and b is not None and a != b:
            raise Invalid("fact-scale", fact=one.name, one=to_text(a), other=to_text(b))


def folded_facts(scheme: Scheme, read: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts of which others are folds, where nothing else asks them. Raises `Invalid` where they cannot be."""
    declared = {fact.name: fact for fact in scheme.facts}
    found = dict[str, Fact]()
    for fact in (fact for fact in read.values() if fact.of):
        source = read.get(fact.of) or declared.get(fact.of) or Fact(name=fact.of, type=fact.type, per=fact.per)
        alone = not (source.per or fact.per)
        if fact.take is None or source.of or source.peers is not None or alone:
            raise Invalid("fold-of", fact=fact.name, of=fact.of)
        if fact.of not in read:
            found[fact.of] = evolve(source, per=source.per or fact.per)
    return found


def input_facts(scheme: Scheme, read: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts of single assets that samples are derived from. Raises `Invalid` where one belongs to other assets."""
    declared = {fact.name: fact for fact in scheme.facts}
    inputs = dict[str, Fact]()
    for sample in read.values():
        for fact in demanded(sample.hit_when) if sample.hit_when is not None else ():
            known = declared.get(fact.name)
            found = fact if known is None else merge(known, fact)
            if found.per not in ("", sample.per) or fact.name in read:
                raise Invalid("hit-fact", fact=fact.name, sample=sample.name, per=sample.per)
            inputs[fact.name] = evolve(found, per=sample.per)
    return inputs


def facts_under(by_leaf: Mapping[str, tuple[Fact, ...]], read: Mapping[str, Fact], leaves: set[str]) -> frozenset[str]:
    """The facts of these leaves, with the facts that their samples are derived from."""
    names = {fact.name for code, facts in by_leaf.items() if code in leaves for fact in facts}
    names |= {
        fact.name
        for name in names & read.keys()  # a fold of another fact is asked of nobody
        if (condition := read[name].hit_when) is not None
        for fact in demanded(condition)
    }
    return frozenset(names)
