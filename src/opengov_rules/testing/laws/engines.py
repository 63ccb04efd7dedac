"""Laws of agreement: every way to a score gives the same score."""

import json
import pickle
from collections.abc import Iterator
from fractions import Fraction

from ...points import read_number
from ...program import Program, compile_scheme
from ...structure import structure_scheme
from .law import Finding, law
from .limits import unscored
from .sides import TOTAL, lines_apart, sides
from .specimens import Specimen
from .tiny import COLUMNS, scored, tiny

_THIRDS = '[1]\npoints = 10\nrule = "deduct"\nfaults = { "空白栏目" = 3 }\n[total]\nround = { to = 5 }\n'


@law(
    "whole",
    applies=unscored,
    fails=lambda: scored(tiny(_THIRDS), 空白栏目=1).total != tiny(_THIRDS).total("甲县", {"空白栏目": 1}),
)
def every_engine_agrees(specimen: Specimen) -> Iterator[Finding]:
    """The result, the fast total, plain answers and evidence, and the standings all give the same exact total.

    Holds when: everything is answered and the score is told.
    Does not hold when: the published total is meant, which is rounded: `total()` is exact.
    """
    exact = specimen.result.exact
    if exact is None:
        return
    program, plain = specimen.program, specimen.plain()
    lines = specimen.scored(plain)
    found = {
        "score(plain)": lines.exact,
        "total(evidence)": program.total(specimen.unit, specimen.evidence),
        "total(plain)": program.total(specimen.unit, plain),
    }
    if not specimen.compiled.peers:
        found["assess"] = program.assess({specimen.unit: specimen.evidence})[specimen.rubric.id][
            specimen.unit
        ].result.exact
    for way, other in found.items():
        if other != exact:
            yield sides(TOTAL, ("score(evidence)", exact), "≠", (way, other)), ("total",)
    for one, two in zip(specimen.result, lines, strict=True):
        if one != two:
            yield lines_apart(("score(evidence)", one), ("score(plain)", two)), (one.code,)


_PEERS = (
    '[1]\npoints = 10\nrule = "award"\nwhen = [{ fact = "采用", at_least = { fact = "平均采用" } }]\n',
    '[facts]\n"采用" = { type = "count" }\n'
    '"平均采用" = { type = "quantity", peers = { of = { fact = "采用" }, take = "mean" } }\n',
)


def _relative() -> bool:
    program = tiny(*_PEERS)
    alone = program.assess({"甲县": {"采用": 3}})["county"]["甲县"].result.exact
    beside = program.assess({"甲县": {"采用": 3}, "乙县": {"采用": 9}})["county"]["甲县"].result.exact
    return [alone, beside] == [10, 0]


def _peers(specimen: Specimen) -> str:
    return "有依赖其他单位的事实 (a fact rests on other units)" if specimen.compiled.peers else ""


@law("rounds", applies=_peers, fails=_relative)
def a_round_scores_each_as_alone(specimen: Specimen) -> Iterator[Finding]:
    """Every unit scores the same in a round as by itself: another unit more or less changes nobody's score.

    Holds when: no fact is reckoned from all units together.
    Does not hold when: one is: who is above the mean alone may be below it among others.
    """
    together = specimen.program.assess({one.unit: one.evidence for one in specimen.units})
    for group in together.values():
        for row in group:
            alone = next(one for one in specimen.units if one.unit == row.unit).result
            beside, by_itself = "同批 (in the round)", "单独 (alone)"
            if row.result.exact_bounds != alone.exact_bounds:
                yield sides(row.unit, (beside, row.result.exact_bounds), "≠", (by_itself, alone.exact_bounds)), ()
            for one, two in zip(row.result, alone, strict=True):
                if one != two:
                    yield f"{row.unit} {lines_apart((beside, one), (by_itself, two))}", (one.code,)


def again(specimen: Specimen) -> Program:
    """The program compiled anew from the scheme's own document."""

    def make() -> Program:
        scheme = specimen.program.scheme
        if scheme.taken or scheme.supplied:
            return specimen.program.with_()
        return compile_scheme(structure_scheme(scheme.document, scheme.places, scheme.kinds))

    return specimen.made("again", make)


def _other_reading() -> bool:
    reading = (
        '[readings.rate]\nask = "扣几分?"\ncite = "1: 原文 2 3"\nchosen = "两分"\n'
        '[readings.rate.option."三分"]\nset = { "county.1.faults.空白栏目" = 3 }\n'
    )
    program = tiny(COLUMNS, reading.replace("空白栏目", '\\"空白栏目\\"'))
    return scored(program.with_(readings={"rate": "三分"}), 空白栏目=1).exact != scored(program, 空白栏目=1).exact


@law("program", fails=_other_reading)
def the_scheme_survives_a_round_trip(specimen: Specimen) -> Iterator[Finding]:
    """The scheme read anew from its own document is the same scheme, with the same digest, and scores the same.

    Holds when: the same readings are taken and the same values supplied.
    Does not hold when: another reading is taken: that is another scheme.
    """
    fresh = again(specimen)
    if fresh.scheme != specimen.program.scheme:
        yield "重新读出的方案不同 (read anew, it is another scheme)", ()
    if fresh.digest != specimen.program.digest:
        yield "摘要不同 (another digest)", ()


def _objects() -> bool:
    program = tiny(COLUMNS)
    return scored(program, 空白栏目=1) != scored(program, 空白栏目=1)


@law("told", fails=_objects)
def a_program_compiled_anew_scores_the_same(specimen: Specimen) -> Iterator[Finding]:
    """Two programs of one scheme give the same result for the same evidence, to the last cause and the fingerprint.

    Holds when: results are compared by what they say.
    Does not hold when: they are compared as objects: a result is equal to itself alone.
    """
    if again(specimen).score(specimen.unit, specimen.evidence).to_dict() != specimen.told:
        yield "重新编译后结果不同 (compiled anew, the result differs)", ()


def _defaults(specimen: Specimen) -> str:
    scheme = specimen.program.scheme
    if not scheme.readings:
        return "方案没有解释口径 (the scheme has no readings)"
    return "已另选口径 (other readings are taken)" if scheme.taken or scheme.supplied else ""


@law("told", applies=_defaults, fails=_other_reading)
def the_chosen_readings_are_the_scheme(specimen: Specimen) -> Iterator[Finding]:
    """Taking every reading as it was chosen changes nothing.

    Holds when: the option taken is the one that the scheme chose.
    Does not hold when: it is another: then points may differ.
    """
    chosen = {reading.key: reading.chosen for reading in specimen.program.scheme.readings}
    found = specimen.made("chosen", lambda: specimen.program.with_(readings=chosen))
    if found.score(specimen.unit, specimen.evidence).to_dict() != specimen.told:
        yield "取默认口径而结果不同 (with the readings as chosen the result differs)", ()


def pickled(specimen: Specimen) -> Program:
    """The program through pickle, once for all."""
    return specimen.made("pickled", lambda: pickle.loads(pickle.dumps(specimen.program)))  # noqa: S301 - our own bytes


@law("told", fails=lambda: pickle.loads(pickle.dumps(tiny(COLUMNS))) != tiny(COLUMNS))  # noqa: S301
def pickling_changes_nothing(specimen: Specimen) -> Iterator[Finding]:
    """A program and evidence that went through pickle score as before.

    Holds when: kinds of rule of a plugin's own can be imported at the other end.
    Does not hold when: programs are compared as objects: a program is equal to itself alone.
    """
    evidence = pickle.loads(pickle.dumps(specimen.evidence))  # noqa: S301 - our own bytes
    if pickled(specimen).score(specimen.unit, evidence).to_dict() != specimen.told:
        yield "序列化后结果不同 (through pickle, the result differs)", ()


def _spelled() -> bool:
    one, two = "81.50", "81.5"
    return read_number(one) == read_number(two) and one != two


@law("told", fails=_spelled)
def a_result_survives_a_round_trip(specimen: Specimen) -> Iterator[Finding]:
    """A result written as JSON reads back the same, and its numbers are exactly the engine's.

    Holds when: numbers are read as texts, by their value.
    Does not hold when: texts are compared: 81.50 and 81.5 are one number.
    """
    data = specimen.told
    back = json.loads(json.dumps(data, ensure_ascii=False))
    if back != data:
        yield "JSON 读回不同 (JSON reads back otherwise)", ()
    for line, told in zip(specimen.result, back["lines"], strict=True):
        if line.exact is not None and (told["points"] is None or Fraction(told["points"]) != line.exact):
            yield sides(line.code, ("JSON", told["points"]), "≠", ("得分 (points)", line.exact)), (line.code,)
