"""Laws of purity: a score depends on the scheme and the evidence, and on nothing else."""

import builtins
import locale
import os
import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from copy import deepcopy
from decimal import ROUND_UP, Decimal, Inexact, localcontext
from unittest import mock

from attrs import evolve

from ...evidence import Evidence
from ...scoring import Result
from ..drawing import draw_answers
from .law import Finding, law
from .specimens import Specimen
from .tiny import COLUMNS, scored, tiny


def _named_in_order() -> bool:
    program = tiny(COLUMNS, '[facts]\n"空白栏目" = { type = "count", per = "网站", take = "sum" }\n')
    orders = {"甲": 1, "乙": 2}, {"乙": 2, "甲": 1}
    one, two = (scored(program, 空白栏目=given).causes[0].reason() for given in orders)
    return one != two and sorted(one) == sorted(two)


def _summary(result: Result) -> object:
    """What a result says, but for its causes."""
    lines = [(line.points, line.bounds, line.status) for line in result]
    return result.fingerprint, result.status, result.grade, result.vetoes, lines


@law("open", fails=_named_in_order)
def the_order_of_facts_is_irrelevant(specimen: Specimen) -> Iterator[Finding]:
    """In whatever order facts are given, points, bounds, status and fingerprint are the same.

    Holds when: the same answers are given.
    Does not hold when: causes are compared as text: assets are named in the order in which they came.
    """
    observations = list(specimen.evidence.observations)
    names = list(dict.fromkeys(o.fact for o in observations))
    shuffled = specimen.dice.some(names, len(names))
    again = Evidence(specimen.unit, tuple(o for name in shuffled for o in specimen.evidence[name]))
    if _summary(specimen.result) != _summary(specimen.scored(again)):
        yield "次序不同而结果不同 (in another order, another result)", ()


@law(
    "whole", fails=lambda: scored(tiny(COLUMNS), 空白栏目=1).evidence is not scored(tiny(COLUMNS), 空白栏目=1).evidence
)
def scoring_leaves_its_inputs_alone(specimen: Specimen) -> Iterator[Finding]:
    """Answers are the same after scoring as before.

    Holds when: they are compared by value.
    Does not hold when: objects are compared: a result gives `Evidence` back, not the answers as they were written.
    """
    plain = specimen.plain()
    kept = deepcopy(plain)
    result = specimen.scored(plain)
    text = result.to_dict()
    if plain != kept:
        yield "答案被改动 (the answers were changed)", ()
    for value in plain.values():
        if isinstance(value, dict):
            value.clear()
    plain.clear()
    if result.to_dict() != text:
        yield "事后改动答案影响了结果 (a later change of the answers reached the result)", ()


def _shown_in_context() -> bool:
    with localcontext(prec=3, rounding=ROUND_UP):
        return Decimal("87.655") + 0 != Decimal("87.655")


@law("told", fails=_shown_in_context)
def the_decimal_context_is_irrelevant(specimen: Specimen) -> Iterator[Finding]:
    """Whatever decimal context the host has set, the result is the same.

    Holds when: the engine reckons; it uses integers and fractions.
    Does not hold when: the host reckons on: its own sums of Decimals follow its context.
    """
    text = specimen.told
    with localcontext(prec=2, rounding=ROUND_UP) as context:
        context.traps[Inexact] = True
        try:
            found = specimen.scored(specimen.evidence).to_dict()
        except Inexact:
            found = {}
    if found != text:
        yield "十进制环境改变了结果 (the decimal context changed the result)", ()


class Consulted(Exception):
    """Something outside was asked while a unit was scored."""


def _refusing(name: str) -> Callable[..., object]:
    def refuse(*_: object, **__: object) -> object:
        raise Consulted(name)

    return refuse


_OUTSIDE = (
    (time, "time"),
    (time, "time_ns"),
    (time, "monotonic"),
    (time, "localtime"),
    (time, "gmtime"),
    (random, "random"),
    (random, "choice"),
    (socket, "socket"),
    (socket, "getaddrinfo"),
    (os, "getenv"),
    (locale, "localeconv"),
    (locale, "getlocale"),
    (builtins, "open"),
    (builtins, "input"),
)


def _dated() -> bool:
    due = '[window]\ndue = 2025-01-10\ncite = "1: 2025年1月10日"\n'
    program = tiny(COLUMNS + "needs_evidence = true\n", due)
    days = ("2025-01-10", "2025-01-11")
    found = {scored(program, 空白栏目={"value": 0, "time": day}).exact for day in days}
    return len(found) == 2


@law("told", fails=_dated)
def nothing_outside_is_consulted(specimen: Specimen) -> Iterator[Finding]:
    """Scoring asks no clock, no locale, no environment, no network, no file and no chance.

    Holds when: a program is compiled and evidence is at hand.
    Does not hold when: time is part of the evidence: a day stated there may be too late.
    """
    program = specimen.program
    text = specimen.told
    with ExitStack() as outside:
        for module, name in _OUTSIDE:
            outside.enter_context(mock.patch.object(module, name, _refusing(name)))
        outside.enter_context(mock.patch.dict(os.environ, {"TZ": "Pacific/Kiritimati", "LANG": "C"}, clear=True))
        try:
            found = program.score(specimen.unit, Evidence(specimen.unit, specimen.evidence.observations)).to_dict()
        except Consulted as asked:
            yield f"算分时问了 {asked} (asked while scoring)", ()
            return
    if found != text:
        yield "环境改变了结果 (the environment changed the result)", ()


@law("told", fails=lambda: scored(tiny(COLUMNS), 空白栏目=1).exact != scored(tiny(COLUMNS), 空白栏目=2).exact)
def nothing_is_remembered_from_other_evidence(specimen: Specimen) -> Iterator[Finding]:
    """Scoring other evidence in between changes nothing.

    Holds when: the same evidence is scored again.
    Does not hold when: other evidence is scored: then the result is that of the other evidence.
    """
    text = specimen.told
    other = specimen.asked.read(draw_answers(specimen.dice, specimen.asked))
    _ = specimen.scored(other).to_dict()
    found = specimen.scored(Evidence(specimen.unit, specimen.evidence.observations)).to_dict()
    if found != text:
        yield "先算别的证据影响了结果 (scoring other evidence first changed the result)", ()


def _noted() -> bool:
    program = tiny(COLUMNS)
    one, two = (scored(program, 空白栏目={"value": 1, "note": note}) for note in ("", "附图"))
    return one.exact == two.exact and one.fingerprint != two.fingerprint


@law("whole", fails=_noted)
def a_fingerprint_tells_evidence_apart(specimen: Specimen) -> Iterator[Finding]:
    """Equal evidence has equal fingerprints, and a changed, added or dropped observation another one.

    Holds when: anything of an observation differs, its note and source too.
    Does not hold when: scores are compared: other evidence may well score the same.
    """
    observations = specimen.evidence.observations
    mark = specimen.result.fingerprint
    if specimen.scored(Evidence(specimen.unit, tuple(observations))).fingerprint != mark:
        yield "同样的证据指纹不同 (equal evidence, another fingerprint)", ()
    for o in observations[:1]:
        noted = specimen.scored(specimen.evidence.replace([evolve(o, note="再查")])) if not o.part else None
        fewer = specimen.scored(Evidence(specimen.unit, observations[1:]))
        if fewer.fingerprint == mark or (noted is not None and noted.fingerprint == mark):
            yield f"{o.fact}: 改了证据而指纹不变 (other evidence, the same fingerprint)", ()
