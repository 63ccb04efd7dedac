"""Formulas in which other formulas stand for some slots."""

from collections.abc import Iterable, Mapping

from .nodes import (
    Add,
    Choose,
    Compare,
    Const,
    Formula,
    Given,
    Max,
    Min,
    Mul,
    Points,
    Quotient,
    Round,
    Value,
    const,
    parts,
    times,
)


def replaced(stages: Mapping[str, Formula], values: Mapping[int, Formula]) -> dict[str, Formula]:
    """The same graph with a formula in the place of each of these slots; its value is the integer of the slot."""
    done = dict[Formula, Formula]()

    def of(f: Formula) -> Formula:
        if f not in done:
            done[f] = inner(f)
        return done[f]

    def inner(f: Formula) -> Formula:
        match f:
            case Value(slot, step) if slot in values:
                return times(const(step), values[slot])
            case Given(slot) if slot in values:
                return values[slot]
            case Const() | Value() | Given() | Points():
                return f
            case Add(terms):
                return Add(tuple(map(of, terms)))
            case Mul(left, right):
                return Mul(of(left), of(right))
            case Quotient(left, right):
                return Quotient(of(left), of(right))
            case Round(part, step, how):
                return Round(of(part), step, how)
            case Min(items):
                return Min(tuple(map(of, items)))
            case Max(items):
                return Max(tuple(map(of, items)))
            case Compare(relation, left, right):
                return Compare(relation, of(left), of(right))
            case Choose(branches, otherwise):
                return Choose(tuple((of(condition), of(value)) for condition, value in branches), of(otherwise))

    return {name: of(formula) for name, formula in stages.items()}


def reached(stages: Mapping[str, Formula], outputs: Iterable[Formula]) -> dict[str, Formula]:
    """The stages that the outputs rest on, in order."""
    seen = inside(stages, outputs)
    return {name: formula for name, formula in stages.items() if Points(name) in seen}


def inside(stages: Mapping[str, Formula], outputs: Iterable[Formula]) -> set[Formula]:
    """Every formula that the outputs are made of, those of the stages that they rest on among them."""
    seen, waiting = set[Formula](), list(outputs)
    while waiting:
        formula = waiting.pop()
        if formula not in seen:
            seen.add(formula)
            waiting += [stages[formula.stage]] if isinstance(formula, Points) else parts(formula)
    return seen
