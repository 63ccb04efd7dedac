"""The Python printer: a graph of formulas becomes one function over a tuple of integers.

Every printed expression is an integer and carries a scale: value = integer × scale. Constants are folded into scales
and integers here, so the generated code adds, multiplies and compares plain ints. The text is made of integers, indices
and our own keywords only; no name or word of a file ever enters it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Final, NamedTuple, TypeAlias

from attrs import field, frozen

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
    Rounding,
    Value,
    parts,
)
from .replacing import reached

_WIDTH: Final = 64
"""Terms of one printed sum, minimum or maximum; more are gathered in partial results."""
_DEPTH: Final = 24
"""Nesting of one printed expression; CPython's parser gives up at 200 parentheses."""


def _numbered(slots: int | Sequence[int]) -> tuple[int, ...]:
    return tuple(range(slots)) if isinstance(slots, int) else tuple(slots)


Number: TypeAlias = int | tuple[int, int]
"""An integer, or dividend and divisor where an output is a quotient by facts."""


@frozen
class Function:
    """A printed function: values of slots in, one number per output out; an output's value is number × scale.

    `slots` are the slots in the order in which their values are passed; a number stands for that many from 0.
    """

    slots: tuple[int, ...] = field(converter=_numbered)
    stages: Mapping[str, Formula] = field(repr=False)
    outputs: tuple[Formula, ...] = field(repr=False)
    run: Callable[[Sequence[int]], tuple[Number, ...]] = field(init=False, eq=False, repr=False)
    scales: tuple[Fraction, ...] = field(init=False, repr=False)
    source: str = field(init=False, eq=False, repr=False)
    quotients: tuple[bool, ...] = field(init=False, eq=False, repr=False)
    """For every output, whether it is a quotient by facts."""
    _ratios: tuple[tuple[int, int], ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        run, printed, source = _compiled(self.slots, self.stages, self.outputs)
        scales = tuple(one.scale for one in printed)
        object.__setattr__(self, "run", run)
        object.__setattr__(self, "quotients", tuple(one.over != "" for one in printed))
        object.__setattr__(self, "scales", scales)
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "_ratios", tuple((scale.numerator, scale.denominator) for scale in scales))

    def __call__(self, slots: Sequence[int]) -> tuple[Fraction, ...]:
        """The exact values of all outputs."""
        return tuple([self.value(output, number) for output, number in enumerate(self.run(slots))])

    def value(self, output: int, number: Number) -> Fraction:
        """The exact value of one output, from the number that `run` gave for it."""
        top, below = self._ratios[output]
        if isinstance(number, tuple):
            return Fraction(number[0] * top, number[1] * below)
        return Fraction(number * top, below)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled as formulas and printed anew, so that no code travels."""
        return Function, (self.slots, self.stages, self.outputs)


def _compiled(
    slots: Sequence[int], stages: Mapping[str, Formula], outputs: Sequence[Formula]
) -> tuple[Callable[[Sequence[int]], tuple[Number, ...]], "list[_Printed]", str]:
    stages = reached(stages, outputs)
    printer = _Printer(_shared((*stages.values(), *outputs)))
    for name, formula in stages.items():
        printer.stage(name, formula)
    results = [printer.expression(output) for output in outputs]
    unpack = "".join(f"v{slot}," for slot in slots)
    head = f"{unpack}=slots" if slots else "pass"
    body = "".join(f" {line}\n" for line in printer.lines)
    returned = "".join(f"({p.text},{p.over})," if p.over else f"{p.text}," for p in results)
    source = f"def run(slots):\n {head}\n{body} return ({returned})\n"
    namespace: dict[str, Callable[[Sequence[int]], tuple[Number, ...]]] = {}
    exec(compile(source, "<rubric>", "exec"), {"__builtins__": {"min": min, "max": max}}, namespace)  # noqa: S102
    return namespace["run"], results, source


class _Printed(NamedTuple):
    """Expression text, its scale, how deeply it nests, and the name of its divisor ("" for 1)."""

    text: str
    scale: Fraction
    depth: int
    over: str = ""


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
        self._products: dict[str, str] = {}
        self._locals = 0

    def stage(self, name: str, formula: Formula) -> None:
        self._stages[name] = self._named(self.expression(formula))

    def expression(self, formula: Formula) -> _Printed:
        if formula in self._done:
            return self._done[formula]
        printed = self._print(formula)
        if formula in self._shared:
            self._done[formula] = printed = self._named(printed)
        return self._named(printed) if printed.depth > _DEPTH else printed

    def _named(self, printed: _Printed) -> _Printed:
        if printed.depth == 0:
            return printed
        return printed._replace(text=self._local(printed.text), depth=0)

    def _local(self, text: str) -> str:
        name = f"t{self._locals}"
        self._locals += 1
        self.lines.append(f"{name}={text}")
        return name

    def _print(self, formula: Formula) -> _Printed:
        match formula:
            case Const(value):
                return _Printed("0", Fraction(1), 0) if value == 0 else _Printed("1", value, 0)
            case Value(slot, step):
                return _Printed(f"v{slot}", step, 0)
            case Given(slot):
                return _Printed(f"v{slot}", Fraction(1), 0)
            case Points(stage):
                return self._stages[stage]
            case Mul(Const(factor), inner):
                printed = self.expression(inner)
                return printed._replace(scale=printed.scale * factor)
            case Mul(left, right):
                a, b = self.expression(left), self.expression(right)
                over = self._product([over for over in (a.over, b.over) if over])
                return _Printed(f"({a.text}*{b.text})", a.scale * b.scale, max(a.depth, b.depth) + 1, over)
            case Quotient(left, right):
                a, b = self.expression(left), self._named(self.expression(right))
                if b.scale < 0:  # a divisor is above 0, and so must be its integer
                    b = b._replace(text=self._local(f"-{b.text}"), scale=-b.scale)
                text, depth = (f"({a.text}*{b.over})", a.depth + 1) if b.over else (a.text, a.depth)
                return _Printed(text, a.scale / b.scale, depth, self._product([o for o in (a.over, b.text) if o]))
            case Round(inner, step, how):
                return self._round(self.expression(inner), step, how)
            case Add(terms):
                return self._sum(terms)
            case Min(items):
                return self._extreme("min", items)
            case Max(items):
                return self._extreme("max", items)
            case Compare(relation, left, right):
                (first, second), _, depth, _ = self._aligned([left, right])
                sign = {"over": ">", "at_least": ">=", "is": "=="}[relation]
                return _Printed(f"({first}{sign}{second})", Fraction(1), depth + 1)
            case Choose(branches, otherwise):
                return self._choose(branches, otherwise)

    def _round(self, inner: _Printed, step: Fraction, how: Rounding) -> _Printed:
        """Whole steps, by one division that rounds down; where it is not read the divisor may be 0."""
        scale = inner.scale / step
        n = self._local(f"{scale.numerator}*{inner.text}")
        d = self._local(f"{scale.denominator}*({inner.over} or 1)") if inner.over else str(scale.denominator)
        match how:
            case "truncate":
                text = f"({n}//{d} if {n}>=0 else -(-{n}//{d}))"
            case "ceiling":
                text = f"(-(-{n}//{d}))"
            case "half_up":
                text = f"((2*{n}+{d})//(2*{d}) if {n}>=0 else -((2*-{n}+{d})//(2*{d})))"
            case "half_even":
                k = self._local(f"(2*{n}+{d})//(2*{d})")
                text = f"({k}-({k}%2 if (2*{n}+{d})%(2*{d})==0 else 0))"
        return _Printed(text, step, 2)

    def _sum(self, terms: Sequence[Formula]) -> _Printed:
        texts, scale, depth, over = self._aligned(terms)
        while len(texts) > _WIDTH:
            chunks = [texts[i : i + _WIDTH] for i in range(0, len(texts), _WIDTH)]
            texts = [self._local("+".join(chunk)) for chunk in chunks]
        return _Printed(f"({'+'.join(texts)})", scale, depth + 1, over)

    def _extreme(self, word: str, items: Sequence[Formula]) -> _Printed:
        texts, scale, depth, over = self._aligned(items)
        if len(texts) != 2:
            return _Printed(f"{word}({','.join(texts)})", scale, depth + 1, over)
        # A conditional is several times faster than a call of min or max; both sides are named, so nothing runs twice.
        a, b = (text if text.lstrip("-").isalnum() else self._local(text) for text in texts)
        return _Printed(f"({a} if {a}{'<' if word == 'min' else '>'}{b} else {b})", scale, 1, over)

    def _choose(self, branches: Sequence[tuple[Formula, Formula]], otherwise: Formula) -> _Printed:
        """Each branch keeps its own divisor, which is chosen beside it: that of another branch may be 0 here."""
        conditions = [self._condition(condition) for condition, _ in branches]
        printed = [self.expression(value) for value in (*(value for _, value in branches), otherwise)]
        scale = _common([p.scale for p in printed if p.text != "0"])
        texts = [_scaled(p, scale) for p in printed]
        depth = max(*(p.depth for p in printed), *(d for _, d in conditions))
        overs = [p.over or "1" for p in printed]
        over = ""
        if any(p.over for p in printed):
            conditions = [(self._local(text), 0) for text, _ in conditions]
            over = self._local(self._branches(conditions, overs, depth)[0])
        text, depth = self._branches(conditions, texts, depth)
        return _Printed(text, scale, depth, over)

    def _branches(self, conditions: Sequence[tuple[str, int]], texts: Sequence[str], depth: int) -> tuple[str, int]:
        *values, last = texts
        for (condition, _), value in zip(reversed(conditions), reversed(values), strict=True):
            last = f"({value} if {condition} else {last})"
            depth += 1
            if depth > _DEPTH:
                last, depth = self._local(last), 0
        return last, depth

    def _product(self, overs: Sequence[str]) -> str:
        """The product of divisors, under a name."""
        if len(overs) < 2:
            return overs[0] if overs else ""
        text = "*".join(overs)
        if text not in self._products:
            self._products[text] = self._local(text)
        return self._products[text]

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
        printed = self.expression(formula)
        return printed.text, printed.depth

    def _named_condition(self, text: str, depth: int) -> tuple[str, int]:
        return (text, depth) if depth <= _DEPTH else (self._local(text), 0)

    def _aligned(self, formulas: Sequence[Formula]) -> tuple[list[str], Fraction, int, str]:
        """The expressions over their common scale and their common divisor."""
        printed = [self.expression(formula) for formula in formulas]
        scale = _common([p.scale for p in printed if p.text != "0"])
        overs = list(dict.fromkeys(p.over for p in printed if p.over))
        texts = [
            "*".join([_scaled(p, scale), *(over for over in overs if over != p.over)]) if p.text != "0" else "0"
            for p in printed
        ]
        return texts, scale, max((p.depth for p in printed), default=0), self._product(overs)


def _scaled(printed: _Printed, scale: Fraction) -> str:
    """The expression as a multiple of a scale that divides its own."""
    factor = printed.scale / scale
    if printed.text == "1":
        return str(int(factor))
    return printed.text if factor == 1 or printed.text == "0" else f"{int(factor)}*{printed.text}"


def _common(scales: Sequence[Fraction]) -> Fraction:
    """The greatest scale of which all are whole multiples."""
    if not scales:
        return Fraction(1)
    return Fraction(gcd(*(s.numerator for s in scales)), lcm(*(s.denominator for s in scales)))
