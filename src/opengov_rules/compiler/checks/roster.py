"""Who is assessed: every unit and every kind stands once, and is known wherever it is named."""

from collections import Counter
from collections.abc import Iterator

from ...conditions import Condition, Quantity, identities_of
from ...problems import Invalid, Problem, suggestion
from ...scheme import Cited, Scheme
from ..asking import effect_reads, grade_reads, ranking_reads, reads
from ..placing import at_key, in_
from .naming import unit_names


def roster(scheme: Scheme) -> Iterator[Problem]:
    """Every unit stands once, has one rubric, and answers to names that nobody else has."""
    seen = set[str]()
    for name, path in unit_names(scheme):
        if name in seen:
            yield at_key(scheme, Invalid("unit-twice", unit=name), path)
        seen.add(name)
    for size in scheme.sizes:
        named = sum(unit.kind == size.kind for unit in scheme.roster.units)
        if size.count < 1:
            yield in_(size, Invalid("roster-size", kind=size.kind, count=size.count), "count")
        elif named not in (0, size.count):
            yield in_(size, Invalid("roster-count", kind=size.kind, named=named, count=size.count), "count")
    known = {unit.name for unit in scheme.roster.units}
    document = scheme.document.get("scheme")
    aliased = document.get("aliases", {}) if isinstance(document, dict) else {}
    for name in aliased:
        if name not in known:
            error = Invalid("alias-unit", unit=name, near=suggestion(name, known))
            yield at_key(scheme, error, ("scheme", "aliases", name))
    claimed = Counter(kind for rubric in scheme.rubrics for kind in rubric.kinds)
    for kind in dict.fromkeys((*(unit.kind for unit in scheme.roster.units), *(size.kind for size in scheme.sizes))):
        if claimed[kind] != 1:
            code = "kind-unclaimed" if claimed[kind] == 0 else "kind-twice"
            near = "" if claimed[kind] else suggestion(kind, claimed)
            error = Invalid(code, kind=kind, near=near)
            yield at_key(scheme, error, ("scheme", "roster", kind))


def identities(scheme: Scheme) -> Iterator[Problem]:
    """Conditions on who the unit is name units and kinds of the roster."""
    units = {name for unit in scheme.roster.units for name in (unit.name, *unit.aliases)}
    kinds = {kind for rubric in scheme.rubrics for kind in rubric.kinds}

    def unknown(part: Cited, key: str, read: Condition | Quantity) -> Iterator[Problem]:
        for identity in identities_of(read):
            for sort, given, known in (("units", identity.units, units), ("kinds", identity.kinds, kinds)):
                for name in (name for name in given if name not in known):
                    error = Invalid("identity-unknown", name=name, sort=sort, near=suggestion(name, known))
                    yield in_(part, error, key)

    for rubric in scheme.rubrics:
        for node in rubric.bodies():
            yield from (problem for key, read in reads(node) for problem in unknown(node, key, read))
        for veto in rubric.vetoes:
            yield from (problem for key, read in effect_reads(veto) for problem in unknown(veto, key, read))
    for grade in scheme.grades:
        yield from (problem for key, read in grade_reads(grade) for problem in unknown(grade, key, read))
    for rule in scheme.named:
        yield from unknown(rule, "when", rule.when)
    for ranking in scheme.rankings:
        yield from (problem for key, read in ranking_reads(ranking) for problem in unknown(ranking, key, read))
