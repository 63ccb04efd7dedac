"""Who uses a fact: the rules that give points by it, and the values in which its name stands."""

from collections.abc import Iterator, Mapping

from ..conditions import facts_of
from ..scheme import Indicator


def scored(body: Indicator) -> Iterator[tuple[str, str]]:
    """The facts by which a rule gives points, each with the key that names it."""
    if body.rule is None:
        return
    seen = set[str]()
    keys = {"deduct": "faults", "per_event": "events", "sample": "fact", "judged": "fact", "printed": "fact"}
    told_facts = [(fact.name, keys.get(body.rule.kind, "rule")) for fact in body.rule.facts(body.points)]
    read = [
        (name, "value" if body.rule.kind == "measure" else key)
        for key, part in body.rule.reads()
        for name in facts_of(part)
    ]
    for name, key in (*told_facts, *read):
        if name not in seen:
            seen.add(name)
            yield name, key


def texts(value: object) -> Iterator[str]:
    """Every text in a value of a file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from map(str, value)
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
