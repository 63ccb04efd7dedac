"""The Python printer: a graph of formulas becomes one function over a tuple of integers.

Every printed expression is an integer and carries a scale: value = integer × scale. Constants are folded into scales
and integers here, so the generated code adds, multiplies and compares plain ints. The text is made of integers, indices
and our own keywords only; no name or word of a file ever enters it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Final

from attrs import field, frozen

from .nodes import Add, Choose, Compare, Const, Formula, Given, Max, Min, Mul, Points, Value, parts

_WIDTH: Final = 64
"""Terms of one printed sum, minimum or maximum; more are gathered in partial results."""
_DEPTH: Final = 24
"""Nesting of one printed expression; CPython's parser gives up at 200 parentheses."""


def _numbered(slots: int | Sequence[int]) -> tuple[int, ...]:
    return tuple(range(slots)) if isinstance(slots, int) else tuple(slots)


@frozen
class Function:
    """A printed function: values of slots in, one integer per output out; an output's value is integer × scale.

    `slots` are the slots in the order in which their values are passed; a number stands for that many from 0.
    """

    slots: tuple[int, ...] = field(converter=_numbered)
    stages: Mapping[str, Formula] = field(repr=False)
    outputs: tuple[Formula, ...] = field(repr=False)
    run: Callable[[Sequence[int]], tuple[int, ...]] = field(init=False, eq=False, repr=False)
    scales: tuple[Fraction, ...] = field(init=False, repr=False)
    source: str = field(init=False, eq=False, repr=False)
    _ratios: tuple[tuple[int, int], ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        run, scales, source = _compiled(self.slots, self.stages, self.outputs)
        object.__setattr__(self, "run", run)
        object.__setattr__(self, "scales", scales)
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "_ratios", tuple((scale.numerator, scale.denominator) for scale in scales))

    def __call__(self, slots: Sequence[int]) -> tuple[Fraction, ...]:
        """The exact values of all outputs."""
        return tuple(
            [Fraction(number * top, below) for number, (top, below) in zip(self.run(slots), self._ratios, strict=True)]
        )

    def value(self, output: int, number: int) -> Fraction:
        """The exact value of one output, from the integer that `run` gave for it."""
        top, below = self._ratios[output]
        return Fraction(number * top, below)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled as formulas and printed anew, so that no code travels."""
        return Function, (self.slots, self.stages, self.outputs)


def _compiled(
    slots: Sequence[int], stages: Mapping[str, Formula], outputs: Sequence[Formula]
) -> tuple[Callable[[Sequence[int]], tuple[int, ...]], tuple[Fraction, ...], str]:
    stages = _reached(stages, outputs)
    printer = _Printer(_shared((*stages.values(), *outputs)))
    for name, formula in stages.items():
        printer.stage(name, formula)
    results = [printer.expression(output) for output in outputs]
    unpack = "".join(f"v{slot}," for slot in slots)
    head = f"{unpack}=slots" if slots else "pass"
    body = "".join(f" {line}\n" for line in printer.lines)
    returned = "".join(f"{text}," for text, _, _ in results)
    source = f"def run(slots):\n {head}\n{body} return ({returned})\n"
    namespace: dict[str, Callable[[Sequence[int]], tuple[int, ...]]] = {}
    exec(compile(source, "<rubric>", "exec"), {"__builtins__": {"min": min, "max": max}}, namespace)  # noqa: S102
    return namespace["run"], tuple(scale for _, scale, _ in results), source


_Printed = tuple[str, Fraction, int]
"""Expression text, its scale, and how deeply it nests."""


def _reached(stages: Mapping[str, Formula], outputs: Sequence[Formula]) -> dict[str, Formula]:
    """The stages that the outputs rest on, in order."""
    seen, waiting = set[Formula](), list(outputs)
    while waiting:
        formula = waiting.pop()
        if formula not in seen:
            seen.add(formula)
            waiting += [stages[formula.stage]] if isinstance(formula, Points) else parts(formula)
    return {name: formula for name, formula in stages.items() if Points(name) in seen}


def _shared(roots: Iterable[Formula]) -> frozenset[Formula]:
    """The compound formulas that are read more than once: each is computed once and named."""
    seen, shared = set[Formula](), set[Formula]()
    waiting = list(roots)
    while waiting:
        formula = waiting.pop()
        if formula in seen:
            shared.add(formula)
            continue
        inner = parts(formula)
        if inner:
            seen.add(formula)
            waiting += inner
    return frozenset(shared)


class _Printer:
    def __init__(self, shared: frozenset[Formula]) -> None:
        self.lines: list[str] = []
        self._shared = shared
        self._done: dict[Formula, _Printed] = {}
        self._stages: dict[str, _Printed] = {}
        self._locals = 0

    def stage(self, name: str, formula: Formula) -> None:
        self._stages[name] = self._named(self.expression(formula))

    def expression(self, formula: Formula) -> _Printed:
        if formula in self._done:
            return self._done[formula]
        printed = self._print(formula)
        if formula in self._shared:
            self._done[formula] = printed = self._named(printed)
        return self._named(printed) if printed[2] > _DEPTH else printed

    def _named(self, printed: _Printed) -> _Printed:
        text, scale, depth = printed
        if depth == 0:
            return printed
        name = f"t{self._locals}"
        self._locals += 1
        self.lines.append(f"{name}={text}")
        return name, scale, 0

    def _print(self, formula: Formula) -> _Printed:
        match formula:
            case Const(value):
                return ("0", Fraction(1), 0) if value == 0 else ("1", value, 0)
            case Value(slot, step):
                return f"v{slot}", step, 0
            case Given(slot):
                return f"v{slot}", Fraction(1), 0
            case Points(stage):
                return self._stages[stage]
            case Mul(Const(factor), inner):
                text, scale, depth = self.expression(inner)
                return text, scale * factor, depth
            case Mul(left, right):
                (a, x, i), (b, y, j) = self.expression(left), self.expression(right)
                return f"({a}*{b})", x * y, max(i, j) + 1
            case Add(terms):
                return self._sum(terms)
            case Min(items):
                return self._extreme("min", items)
            case Max(items):
                return self._extreme("max", items)
            case Compare(relation, left, right):
                (a, b), _, depth = self._aligned([left, right])
                sign = {"over": ">", "at_least": ">=", "is": "=="}[relation]
                return f"({a}{sign}{b})", Fraction(1), depth + 1
            case Choose(branches, otherwise):
                return self._choose(branches, otherwise)

    def _sum(self, terms: Sequence[Formula]) -> _Printed:
        texts, scale, depth = self._aligned(terms)
        while len(texts) > _WIDTH:
            chunks = [texts[i : i + _WIDTH] for i in range(0, len(texts), _WIDTH)]
            texts = [self._named(("+".join(chunk), scale, 1))[0] for chunk in chunks]
        return f"({'+'.join(texts)})", scale, depth + 1

    def _extreme(self, word: str, items: Sequence[Formula]) -> _Printed:
        texts, scale, depth = self._aligned(items)
        if len(texts) != 2:
            return f"{word}({','.join(texts)})", scale, depth + 1
        # A conditional is several times faster than a call of min or max; both sides are named, so nothing runs twice.
        a, b = (self._named((text, scale, 0 if text.lstrip("-").isalnum() else 1))[0] for text in texts)
        return f"({a} if {a}{'<' if word == 'min' else '>'}{b} else {b})", scale, 1

    def _choose(self, branches: Sequence[tuple[Formula, Formula]], otherwise: Formula) -> _Printed:
        conditions = [self._condition(condition) for condition, _ in branches]
        texts, scale, depth = self._aligned([*(value for _, value in branches), otherwise])
        *values, last = texts
        depth = max(depth, *(d for _, d in conditions))
        for (condition, _), value in zip(reversed(conditions), reversed(values), strict=True):
            last = f"({value} if {condition} else {last})"
            depth += 1
            if depth > _DEPTH:
                last, _, depth = self._named((last, scale, depth))
        return last, scale, depth

    def _condition(self, formula: Formula) -> tuple[str, int]:
        """A condition where only its truth is asked: `and`, `or` and `not` are faster than numbers, and stop early."""
        if formula not in self._shared and formula not in self._done:
            match formula:
                case Min(items) | Max(items):
                    texts, depths = zip(*(self._condition(item) for item in items), strict=True)
                    joint = " and " if isinstance(formula, Min) else " or "
                    return self._named_condition(f"({joint.join(texts)})", max(depths) + 1)
                case Add((Mul(Const(factor), inner), Const(one))) if factor == -1 and one == 1:
                    text, depth = self._condition(inner)
                    return self._named_condition(f"(not {text})", depth + 1)
        text, _, depth = self.expression(formula)
        return text, depth

    def _named_condition(self, text: str, depth: int) -> tuple[str, int]:
        if depth <= _DEPTH:
            return text, depth
        text, _, depth = self._named((text, Fraction(1), depth))
        return text, depth

    def _aligned(self, formulas: Sequence[Formula]) -> tuple[list[str], Fraction, int]:
        """The expressions over their common scale."""
        printed = [self.expression(formula) for formula in formulas]
        scale = _common([scale for text, scale, _ in printed if text != "0"])
        texts, depth = list[str](), 0
        for text, own, nested in printed:
            factor = own / scale
            if text == "1":
                texts.append(str(int(factor)))
            elif factor == 1 or text == "0":
                texts.append(text)
            else:
                texts.append(f"{int(factor)}*{text}")
            depth = max(depth, nested)
        return texts, scale, depth


def _common(scales: Sequence[Fraction]) -> Fraction:
    """The greatest scale of which all are whole multiples."""
    if not scales:
        return Fraction(1)
    return Fraction(gcd(*(s.numerator for s in scales)), lcm(*(s.denominator for s in scales)))
