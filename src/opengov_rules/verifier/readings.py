"""Readings, profiles and discrepancies that change or say nothing; clauses that nobody has put into a rule yet."""

from collections.abc import Iterator

from ..problems import Invalid, Problem
from .looking import Looked, told, told_at


def discrepancies(looked: Looked) -> Iterator[Problem]:
    """A discrepancy between a quote and itself."""
    for one in looked.scheme.discrepancies:
        if one.but and set(one.but) <= set(one.says):
            path = ("scheme", "discrepancies", one.key, "but")
            yield told_at(path, Invalid("discrepancy-same", quote=" | ".join(map(str, one.but))))


def left_to_do(looked: Looked) -> Iterator[Problem]:
    """Every leaf that still waits for its rule."""
    for rubric in looked.scheme.rubrics:
        for body in rubric.bodies():
            if body.todo:
                yield told(body, Invalid("todo-left", code=body.code, quotes=" | ".join(map(str, body.todo))), "todo")
