"""The Python printer: exact at every size and scale, and made of nothing but integers and our own names."""

import ast
import io
import keyword
import pickle
import re
import tokenize
from fractions import Fraction
from pathlib import Path
from types import FunctionType
from typing import Final

import pytest

import opengov_rules
from drafts import program_of
from opengov_rules.formula import (
    Choose,
    Formula,
    Function,
    Given,
    Points,
    Value,
    add,
    all_of,
    any_of,
    choose,
    compare,
    const,
    highest,
    lowest,
    minus,
    negate,
    times,
)
from opengov_rules.structure.conditions import MAX_DEPTH

X, Y = Value(0), Value(1)
HALF: Final = Fraction(1, 2)


def value(formula: Formula, *slots: int) -> Fraction:
    return Function(len(slots), {}, (formula,))(slots)[0]


# Exact --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "slots", "result"),
    [
        (const(0), (), Fraction(0)),
        (const(Fraction(-7, 3)), (), Fraction(-7, 3)),
        (X, (5,), Fraction(5)),
        (Value(0, HALF), (5,), Fraction(5, 2)),
        (times(const(-2), X), (5,), Fraction(-10)),
        # 7/2 − 3 × 2/3 = 3/2
        (minus(const(Fraction(7, 2)), times(const(Fraction(2, 3)), X)), (3,), Fraction(3, 2)),
        # 5/2 × 3/10
        (times(Value(0, HALF), Value(1, Fraction(1, 10))), (5, 3), Fraction(3, 4)),
        # −3 × −4
        (times(times(const(-1), X), times(const(-1), Y)), (3, 4), Fraction(12)),
        (lowest([X, Y]), (3, 4), Fraction(3)),
        (lowest([times(const(-2), X), times(const(3), Y)]), (3, -4), Fraction(-12)),
        (lowest([Value(0, HALF), Value(1, Fraction(1, 3))]), (3, 4), Fraction(4, 3)),
        (lowest([X, const(-5)]), (3,), Fraction(-5)),
        (highest([times(const(-1), X), const(-5)]), (3,), Fraction(-3)),
        (highest([X, Y, const(HALF)]), (-3, 0), HALF),
        (compare("over", times(const(-1), X), const(-4)), (3,), Fraction(1)),
        (compare("at_least", Value(0, Fraction(1, 3)), Value(1, HALF)), (3, 2), Fraction(1)),
        (compare("over", Value(0, Fraction(1, 3)), Value(1, HALF)), (3, 2), Fraction(0)),
        (compare("is", Value(0, Fraction(1, 3)), const(Fraction(2, 3))), (2,), Fraction(1)),
        (choose([(Given(0), const(2))], const(HALF)), (1,), Fraction(2)),
        (choose([(Given(0), const(2))], const(HALF)), (0,), HALF),
        (choose([(Given(0), Y)], times(const(-1), Y)), (0, 4), Fraction(-4)),
        (Choose(((Given(0), const(0)),), const(0)), (1,), Fraction(0)),
    ],
)
def test_values_are_exact_with_any_sign_and_scale(formula: Formula, slots: tuple[int, ...], result: Fraction) -> None:
    assert value(formula, *slots) == result


def test_a_stage_is_computed_once_and_read_by_name() -> None:
    stages = {"1.1": times(const(HALF), X), "1": add([Points("1.1"), const(3)])}
    function = Function(1, stages, (Points("1"), Points("1.1")))
    # 5/2 + 3
    assert function([5]) == (Fraction(11, 2), Fraction(5, 2))


def test_a_stage_that_is_a_constant_is_one() -> None:
    assert Function(0, {"max": const(20)}, (Points("max"),))([]) == (Fraction(20),)


def test_what_two_outputs_share_is_computed_once() -> None:
    common = lowest([add([X, Y]), const(9)])
    function = Function(2, {}, (common, times(const(2), common)))
    assert function([3, 4]) == (Fraction(7), Fraction(14))
    assert function.source.count("v0+v1") == 1


def test_large_numbers_do_not_overflow() -> None:
    assert value(times(X, Y), 10**24, 10**24) == 10**48


# Size ---------------------------------------------------------------------------------------------


def test_a_sum_of_three_thousand_terms_compiles() -> None:
    terms = [times(const(Fraction(i % 7 + 1, 3)), Value(i)) for i in range(3000)]
    # Seven in a row weigh (1 + … + 7) / 3 = 28/3; 3000 = 428 × 7 + 4, and the last four weigh 10/3.
    assert value(add(terms), *[1] * 3000) == 428 * Fraction(28, 3) + Fraction(10, 3)


@pytest.mark.parametrize("count", [2, 3, 64, 65, 3000])
def test_the_least_and_greatest_of_many_are_found(count: int) -> None:
    items = [Value(i) for i in range(count)]
    slots = [(i * 7919) % 3001 - 1500 for i in range(count)]
    assert value(lowest(items), *slots) == min(slots)
    assert value(highest(items), *slots) == max(slots)


def test_three_hundred_branches_compile() -> None:
    tiers = choose([(compare("over", X, const(i)), const(i)) for i in range(300, 0, -1)], const(-1))
    assert [value(tiers, n) for n in (0, 1, 2, 150, 300, 301, 999)] == [-1, -1, 1, 149, 299, 300, 300]


def test_many_nested_minima_compile() -> None:
    formula: Formula = X
    for i in range(60):
        formula = add([lowest([formula, const(100 + i)]), const(1)])
    # 5 + 60, below every limit on the way
    assert value(formula, 5) == 65


def test_conditions_as_deep_as_files_allow_compile_and_score() -> None:
    condition = '"甲"'
    for level in range(MAX_DEPTH):
        condition = f'{{ {"any" if level % 2 else "all"} = [{condition}, "乙{level}"] }}'
    program = program_of(f'[1]\nname = "深"\npoints = 1\nrule = "award"\nwhen = {condition}\n')
    facts = {"甲": True} | {f"乙{level}": level % 2 == 0 for level in range(MAX_DEPTH)}
    assert program.total("甲县", facts) == 1
    assert program.total("甲县", facts | {"甲": False}) == 0


def test_negations_as_deep_as_files_allow_compile_and_score() -> None:
    condition = '"甲"'
    for _ in range(MAX_DEPTH):
        condition = f"{{ none = [{condition}] }}"
    program = program_of(f'[1]\nname = "深"\npoints = 1\nrule = "award"\nwhen = {condition}\n')
    # An even number of times not
    assert program.total("甲县", {"甲": True}) == 1
    assert program.total("甲县", {"甲": False}) == 0


# Safe ---------------------------------------------------------------------------------------------

NAME: Final = re.compile(r"[vt]\d+", re.ASCII)
WORDS: Final = {"run", "slots", "min", "max"}


def strangers(source: str) -> list[str]:
    """Every token of generated code that is neither a whole number, a name of ours, a keyword nor a sign."""
    found = list[str]()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        match token.type:
            case tokenize.NUMBER:
                ours = token.string.isdigit()
            case tokenize.NAME:
                ours = (
                    NAME.fullmatch(token.string) is not None or token.string in WORDS or keyword.iskeyword(token.string)
                )
            case tokenize.STRING:
                ours = False
            case _:
                ours = True
        if not ours:
            found.append(token.string)
    return found


def test_generated_code_holds_whole_numbers_and_our_own_names_only() -> None:
    program = program_of(
        "[1]\nname = \"__import__('os').system('true')\"\npoints = 20\nrule = \"deduct\"\n"
        'faults = { "); import os; (" = 0.5 }\n[2]\nname = "甲"\npoints = 2\nrule = "award"\nwhen = ["v0", "t1"]\n'
        '[vetoes.v]\nwhen = { fact = "); import os; (", over = 5 }\nscope = "total"\neffect = { points = 0 }\n'
    )
    for compiled in program.rubrics:
        for function in (compiled.results, compiled.total, compiled.reasons):
            assert strangers(function.source) == []


def test_the_walk_would_find_a_stranger() -> None:
    assert strangers("def run(slots):\n v0,=slots\n return (v0*1.5, os, 'x')\n") == ["1.5", "os", "'x'"]


def test_the_library_executes_generated_code_in_exactly_one_place() -> None:
    calls = list[str]()
    for file in Path(opengov_rules.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Name("exec" | "eval" | "compile" | "__import__" as name)):
                    calls.append(f"{file.name}:{name}")
    assert sorted(calls) == ["python.py:compile", "python.py:exec"]


def test_generated_code_reaches_no_builtins_but_min_and_max() -> None:
    function = Function(2, {}, (lowest([X, Y, const(1)]),))
    assert isinstance(function.run, FunctionType)
    assert set(function.run.__globals__["__builtins__"]) == {"min", "max"}


def test_a_function_is_pickled_as_its_formulas() -> None:
    function = Function(2, {"1": add([X, Y])}, (Points("1"), all_of([Given(0), any_of([Given(1), negate(Given(0))])])))
    copy = pickle.loads(pickle.dumps(function))  # noqa: S301
    assert copy == function
    assert copy([1, 1]) == function([1, 1]) == (Fraction(2), Fraction(1))
    assert b"def run" not in pickle.dumps(function)
