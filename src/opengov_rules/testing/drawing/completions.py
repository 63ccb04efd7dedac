"""Completions: what is open in evidence answered, all else as it was."""

from collections.abc import Iterable, Iterator, Sequence

from ...evidence import Evidence, Observation, Sample, Status
from ...facts import Fact, FactType
from ..dice import Dice
from .answers import One, Plain
from .questionnaire import Questionnaire


def completed(dice: Dice, asked: Questionnaire, given: Evidence) -> Evidence:
    """Every fact that is open gets an observed value of its domain, for the assets that are named."""
    one = One(dice, asked, unknown=False, statuses=False, kinds=asked.named(given))
    new = Plain()
    kept = list[Observation]()
    for fact in asked.whole:
        inputs = asked.inputs.get(fact.name, ())
        within = [o for name in inputs for o in given[name]]
        parts = tuple(dict.fromkeys(o.part for o in within if o.part))
        if parts and not given[fact.name]:
            for name in inputs:
                kept += _settled(asked.asked.facts[name], given[name])
                new |= _open_parts(one, asked.asked.facts[name], given[name], parts)
        elif given[fact.name] or all(o.status is Status.NOT_ASSESSED for o in within):
            kept += _settled(fact, given[fact.name])
            new |= _open(one, fact, inputs, given[fact.name])
        else:
            kept += within
    return Evidence(given.unit, (*kept, *asked.read(new).observations))


def _settled(fact: Fact, observations: Iterable[Observation]) -> Iterator[Observation]:
    return (o for o in observations if not _is_open(fact, o))


def _is_open(fact: Fact, observation: Observation) -> bool:
    undecided = observation.value == Sample(0, 0) and fact.none == "open"
    return observation.status is Status.NOT_ASSESSED or undecided


def _open(one: One, fact: Fact, inputs: Sequence[str], observations: Sequence[Observation]) -> Plain:
    """Answers for what is open of a fact; for a sample perhaps by facts of its assets."""
    if not observations and fact.absent:
        return {}
    if fact.per and fact.type is not FactType.SAMPLE:
        return _open_parts(one, fact, observations, one.assets(fact.per))
    if observations and not any(_is_open(fact, o) for o in observations):
        return {}
    if inputs and not observations and len(one.assets(fact.per)) <= (fact.draw or 0) and one.often():
        return one.drawn(fact, inputs)
    return {fact.name: one.answer(fact)}


def _open_parts(one: One, fact: Fact, observations: Sequence[Observation], assets: Iterable[str]) -> Plain:
    """Values for the assets that have none; a closed list leaves none open that it does not name."""
    seen = {o.part for o in _settled(fact, observations)}
    if fact.absent and not any(o.part == "" for o in observations):
        assets = [o.part for o in observations]
    values = {asset: one.observed(fact) for asset in assets if asset not in seen and "" not in seen}
    return {fact.name: values} if values else {}
