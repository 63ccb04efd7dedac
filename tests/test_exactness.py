"""No float on the way to a score: the syntax tree of the product is walked.

"Decimal in the API and files where the number has one, else Fraction; integers inside; no float on the way to a score
(a test walks the syntax tree)." (DESIGN §7)
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import opengov_rules

ROOT: Final = Path(opengov_rules.__file__).parent
FILES: Final = sorted(ROOT.rglob("*.py"))
EXACT_MATH: Final = {"gcd", "lcm", "isqrt", "comb", "perm", "prod"}
"""What of `math` stays with integers."""
NO_SCORES: Final = {"plugins/loading.py": {2.0}, "problems.py": {0.5}, "verifier/slips.py": {0.75}}
"""Seconds that a plugin may take to load, and how alike two words must be."""
DRAWS: Final = ("testing/dice.py", "testing/mutation/operators.py")
"""What draws evidence and mutants at random, in whole numbers."""


def inexact(tree: ast.AST, file: str = "") -> Iterator[str]:
    """Float literals, `float` and `round`, and the parts of `math` that give floats."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(float() | complex() as value) if value not in NO_SCORES.get(file, ()):
                yield f"{node.lineno}: {value}"
            case ast.Call(ast.Name("float" | "round" | "complex" as name)):
                yield f"{node.lineno}: {name}()"
            case ast.Attribute(ast.Name("math" | "cmath" | "statistics" | "random" as module), name) if (
                name not in EXACT_MATH
            ):
                yield f"{node.lineno}: {module}.{name}"
            case ast.ImportFrom("math", names):
                yield from (f"{node.lineno}: math.{one.name}" for one in names if one.name not in EXACT_MATH)
            case ast.ImportFrom("random") if file in DRAWS:
                pass
            case ast.ImportFrom("cmath" | "statistics" | "random" as module):
                yield f"{node.lineno}: {module}"
            case ast.Call(ast.Attribute(_, "from_float" | "as_integer_ratio" as name)):
                yield f"{node.lineno}: {name}()"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_float_is_written_made_or_rounded(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert list(inexact(tree, file.relative_to(ROOT).as_posix())) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_assert_is_control_flow_and_only_the_command_line_prints(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)] == []
    if file.parent.name not in ("cli", "testing"):
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        assert [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_file_is_read_and_written_as_utf8(file: Path) -> None:
    """A console's own encoding (GBK) never decides what a file says."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(ast.Attribute(ast.Name("distribution"), "read_text")):
                pass  # `importlib.metadata` reads UTF-8 and takes no encoding
            case ast.Call(ast.Attribute(_, "read_text" | "write_text"), _, keywords) | ast.Call(
                ast.Name("open"), _, keywords
            ):
                assert "encoding" in {keyword.arg for keyword in keywords}, node.lineno


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x = 0.5", ["1: 0.5"]),
        ("x = float('1')", ["1: float()"]),
        ("x = round(y, 2)", ["1: round()"]),
        ("import math\nx = math.floor(y)", ["2: math.floor"]),
        ("from math import sqrt", ["1: math.sqrt"]),
        ("import statistics\nx = statistics.mean(y)", ["2: statistics.mean"]),
        ("from statistics import mean", ["1: statistics"]),
        ("x = Fraction.from_float(y)", ["1: from_float()"]),
        ("from math import gcd\nx = 5 // 2", []),
    ],
)
def test_the_walk_finds_what_it_looks_for(text: str, found: list[str]) -> None:
    assert list(inexact(ast.parse(text))) == found
