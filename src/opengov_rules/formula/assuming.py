"""Formulas with some slots known: what these decide is worked out, what cannot bind is left out."""

from collections.abc import Mapping

from .analysis import Range, combined, evaluate_range
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
    add,
    choose,
    compare,
    highest,
    lowest,
    quotient,
    rounded,
    times,
)


def assuming(stages: Mapping[str, Formula], domains: Mapping[int, Range]) -> dict[str, Formula]:
    """The same graph while each slot stays in its domain: of equal value there, and smaller."""
    simpler = dict[str, Formula]()
    ranges = dict[str, Range]()
    for name, formula in stages.items():
        simpler[name] = _simplified(formula, domains, simpler, ranges)
        ranges[name] = evaluate_range(simpler[name], domains, ranges)
    return simpler


def _simplified(
    formula: Formula, domains: Mapping[int, Range], stages: Mapping[str, Formula], ranges: Mapping[str, Range]
) -> Formula:
    done = dict[Formula, Formula]()
    found = dict[Formula, Range]()

    def of(f: Formula) -> Formula:
        if f not in done:
            simpler = inner(f)
            known = range_of(simpler).known
            done[f] = simpler if known is None else Const(known)
        return done[f]

    def range_of(f: Formula) -> Range:
        if f not in found:
            found[f] = ranges[f.stage] if isinstance(f, Points) else combined(f, range_of, domains)
        return found[f]

    def inner(f: Formula) -> Formula:
        match f:
            case Const() | Value() | Given():
                return f
            case Points(stage):
                return stages[stage] if isinstance(stages[stage], Const | Value | Points) else f
            case Add(terms):
                return add(of(term) for term in terms)
            case Mul(left, right):
                return times(of(left), of(right))
            case Quotient(left, right):
                return quotient(of(left), of(right))
            case Round(part, step, how):
                return rounded(of(part), step, how)
            case Min(items):
                return lowest(binding([of(item) for item in items], sign=1))
            case Max(items):
                return highest(binding([of(item) for item in items], sign=-1))
            case Compare(relation, left, right):
                return compare(relation, of(left), of(right))
            case Choose(branches, otherwise):
                return choose([(of(condition), of(value)) for condition, value in branches], of(otherwise))

    def binding(items: list[Formula], sign: int) -> list[Formula]:
        """The items of a minimum (of a maximum for −1) but those that another one always undercuts."""
        kept = list[Formula]()
        for item in items:
            if not any(undercuts(other, item, sign) for other in kept):
                kept = [other for other in kept if not undercuts(item, other, sign)] + [item]
        return kept

    def undercuts(a: Formula, b: Formula, sign: int) -> bool:
        one, other = range_of(a), range_of(b)
        end, start = (one.high, other.low) if sign == 1 else (other.high, one.low)
        return end is not None and start is not None and end <= start

    return of(formula)
