"""Conditions that can never hold, or always do, and ratios that are always 1."""

from collections.abc import Iterator

from ..compiler.asking import effect_reads, grade_reads, ranking_reads, reads
from ..compiler.questions import questions_of_asset
from ..compiler.slots import SlotTable
from ..conditions import Cases, Compared, Condition, Holds, Identity, Joined, Quantity, walk
from ..formula import evaluate_range
from ..problems import Invalid, Problem
from ..rules import lower_condition
from ..saying import say
from ..scheme import Cited, Indicator
from .boards import Board, Never
from .looking import Looked, told


def conditions(looked: Looked) -> Iterator[Problem]:
    """Conditions that no answers can meet, and those that all meet, given what may be answered."""
    for board in looked.boards:
        for part, key, read in _own_readers(board):
            if board.knows(read):
                # A tier is told of by `tiers`; that the last one holds for all who reach it is how a ladder ends.
                tier = isinstance(part, Indicator) and key == "limits"
                settled = (one for condition in _outermost(read) for one in board.settled(condition))
                yield from (_settled(part, key, *one) for one in settled if not (tier and one[1] == "always"))
    for part, key, read in _common_readers(looked):  # of all rubrics that have what it reads
        for condition in _outermost(read):
            boards = [board for board in looked.mains if board.knows(condition)]
            told_by = [board.settled(condition) for board in boards]
            yield from (
                (_settled(part, key, *one) for one in told_by[0] if all(one in other for other in told_by))
                if told_by
                else ()
            )
    for part, condition, table in _asset_boards(looked):
        truth = lower_condition(condition, table)
        if evaluate_range(truth.holds, table.domains, {}).high == 0:
            yield _settled(part, "when", condition, "never")
        elif evaluate_range(truth.fails, table.domains, {}).high == 0:
            yield _settled(part, "when", condition, "always")


def _settled(part: Cited, key: str, condition: Condition, how: Never) -> Problem:
    code = "condition-never" if how == "never" else "condition-always"
    return told(part, Invalid(code, condition=say(condition, "zh")), key)


def _own_readers(board: Board) -> Iterator[tuple[Cited, str, Condition | Quantity]]:
    for body in board.rubric.bodies():
        yield from ((body, key, read) for key, read in reads(body))
    for veto in board.rubric.vetoes:
        yield from ((veto, key, read) for key, read in effect_reads(veto))


def _common_readers(looked: Looked) -> Iterator[tuple[Cited, str, Condition | Quantity]]:
    for grade in looked.scheme.grades:
        yield from ((grade, key, read) for key, read in grade_reads(grade))
    for rule in looked.scheme.named:
        yield rule, "when", rule.when
    for ranking in looked.scheme.rankings:
        yield from ((ranking, key, read) for key, read in ranking_reads(ranking))


def _outermost(read: Condition | Quantity) -> Iterator[Condition]:
    """A condition, or those inside a quantity."""
    if isinstance(read, Holds | Identity | Compared | Joined):
        yield read
        return
    for part in walk(read):
        if isinstance(part, Cases):
            yield from (when for when, _ in part.cases)


def same_ratio(looked: Looked) -> Iterator[Problem]:
    """A ratio of something to itself."""
    for _, body in looked.leaves():
        if body.rule is not None and body.rule.kind == "ratio":
            found = dict(body.rule.reads())
            if found["part"] == found["whole"]:
                yield told(body, Invalid("ratio-same", what=say(found["whole"], "zh")), "whole")


def _asset_boards(looked: Looked) -> Iterator[tuple[Indicator, Condition, SlotTable]]:
    """For every sample that is made of facts of its assets: its leaf, the condition, and the slots of one asset."""
    for compiled in looked.program.rubrics:
        for body in compiled.rubric.bodies():
            for fact in body.rule.facts(body.points) if body.rule is not None else ():
                if fact.hit_when is not None and fact.name in compiled.read:
                    yield body, fact.hit_when, questions_of_asset(compiled, compiled.derived[fact.name])
