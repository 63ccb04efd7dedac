"""Pairs of evidence that differ in one more fault."""

from typing import Any

from ...evidence import Evidence
from ...facts import FactType
from ..dice import Dice
from .answers import draw_answers
from .questionnaire import Questionnaire
from .values import number, steps


def countable_faults(asked: Questionnaire) -> list[str]:
    """The faults that can be counted up by one."""
    return [name for name in asked.faults() if asked.room(asked.asked.facts[name])]


def faulty_pair(dice: Dice, asked: Questionnaire, name: str) -> tuple[Evidence, Evidence]:
    """Evidence, and the same with one more of a fault; asked per asset, one more of one asset."""
    answers = draw_answers(dice, asked)
    fact = asked.asked.facts[name]
    few: Any = False
    more: Any = True
    if fact.type is not FactType.YES_NO:
        found = steps(dice, fact, asked.edges[name], spare=1)
        few, more = number(fact, found), number(fact, found + 1)
    if fact.per:
        asset = dice.one(*sorted(answers[name]))
        few, more = answers[name] | {asset: few}, answers[name] | {asset: more}
    return asked.read(answers | {name: few}), asked.read(answers | {name: more})
