"""Who may import whom: rooms from the bottom to the top; a module imports only from rooms below its own.

"A module imports only from rows below its own (siblings on a row are strangers). A test enforces it, `__getattr__`
targets included. No cycles, and no imports hidden inside functions except to keep an optional or heavy dependency
lazy." (DESIGN §3)
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

import pytest
from attrs import frozen

import opengov_rules

ROOT: Final = Path(opengov_rules.__file__).parent
ROOMS: Final = (
    ("characters",),
    ("words", "provenance"),
    ("problems",),
    ("names", "paths", "text_files", "workdays"),
    ("points",),
    ("formula",),
    ("units",),
    ("evidence",),
    ("conditions",),
    ("saying", "facts"),
    ("rules",),
    ("scheme",),
    ("answers", "fingerprints"),
    ("structure",),
    ("compiler",),
    ("settling",),
    ("intake", "causes", "outlook"),
    ("parts",),
    ("sheets",),
    ("scoring",),
    ("ranking", "peers"),
    ("standings",),
    ("figures",),
    ("assessment",),
    ("program",),
    ("windows",),
    ("overrides", "studies"),
    ("verifier", "codec", "json_schema", "hookspecs", "kinds"),
    ("explanations",),
    ("plugins",),
    ("host",),
    ("__init__",),
    ("testing", "drafting"),
    ("starter",),
    ("cli",),
    ("__main__",),
)
"""Rows from the bottom to the top; names on one row are strangers."""
LAZY: Final = "# lazy"


@frozen
class Import:
    """One import of our own: from which module, of which module, on which line, and whether inside a function."""

    file: str
    line: int
    module: str
    target: str
    hidden: bool
    excused: bool

    @property
    def room(self) -> str:
        return self.module.partition(".")[0]

    @property
    def target_room(self) -> str:
        return self.target.partition(".")[0]


def module_of(file: Path, root: Path) -> str:
    """`rules/award.py` is `rules.award`, a package's `__init__.py` the package itself."""
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports_of(root: Path, package: str) -> Iterator[Import]:
    """Every import of the package's own modules, `_HOMES` included."""
    modules = {module_of(file, root): file for file in sorted(root.rglob("*.py"))}
    for module, file in modules.items():
        text = file.read_text(encoding="utf-8")
        tree, lines = ast.parse(text), text.splitlines()
        hidden = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for node in ast.walk(function)
        }
        for node in (node for node in ast.walk(tree) if isinstance(node, ast.stmt)):
            for target in targets_of(node, module, file, package, set(modules)):
                yield Import(
                    file.relative_to(root).as_posix(),
                    node.lineno,
                    module,
                    target,
                    id(node) in hidden,
                    LAZY in lines[node.lineno - 1],
                )


def targets_of(node: ast.AST, module: str, file: Path, package: str, modules: set[str]) -> Iterator[str]:
    """The package's own modules that a statement imports, or names as the home of a public name."""
    match node:
        case ast.Import(names):
            for name in names:
                if name.name == package or name.name.startswith(f"{package}."):
                    yield name.name.removeprefix(package).removeprefix(".") or "__init__"
        case ast.ImportFrom(base, names, level) if level or (base or "").split(".")[0] == package:
            above = module.split(".") if file.name == "__init__.py" else module.split(".")[:-1]
            above = [] if module == "__init__" else above[: len(above) - (level - 1)]
            start = ".".join([*above, *([base] if base else [])]) if level else (base or "").partition(".")[2]
            for name in names:
                inner = f"{start}.{name.name}".strip(".")
                yield inner if inner in modules else start or "__init__"
        case ast.Assign([ast.Name("_HOMES")], ast.Dict(keys)) | ast.AnnAssign(ast.Name("_HOMES"), _, ast.Dict(keys)):
            for key in keys:
                if isinstance(key, ast.Constant):
                    yield str(key.value)


def violations(root: Path, package: str, rooms: tuple[tuple[str, ...], ...]) -> list[str]:
    """Everything that breaks the law, as `file:line: why`."""
    row = {name: number for number, names in enumerate(rooms) for name in names}
    found, graph = list[str](), dict[str, set[str]]()
    for one in imports_of(root, package):
        at = f"{one.file}:{one.line}"
        if one.room not in row:
            found.append(f"{at}: {one.room} has no room")
        elif one.target_room not in row:
            found.append(f"{at}: {one.target_room} has no room")
        elif one.room != one.target_room and row[one.target_room] >= row[one.room]:
            found.append(f"{at}: {one.room} imports {one.target_room}, which is not below it")
        if one.hidden and not one.excused:
            found.append(f"{at}: an import hidden in a function")
        if not one.hidden and one.target != one.module and not one.module.startswith(f"{one.target}."):
            graph.setdefault(one.module, set()).add(one.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found.append(f"cycle: {' → '.join(error.args[1])}")
    return found


def test_every_module_imports_only_from_rooms_below_its_own() -> None:
    assert violations(ROOT, "opengov_rules", ROOMS) == []


def test_every_module_has_a_room() -> None:
    present = {module_of(file, ROOT).partition(".")[0] for file in ROOT.rglob("*.py")}
    assert present <= {name for names in ROOMS for name in names}


def test_the_homes_of_public_names_are_imports_too() -> None:
    homes = {one.target for one in imports_of(ROOT, "opengov_rules") if one.module == "__init__"}
    assert {"codec", "host", "problems", "program", "scheme", "scoring", "standings"} <= homes


# The checker itself, on small trees ---------------------------------------------------------------

SMALL = (("low", "beside"), ("middle",), ("__init__",), ("top",))
SOUND = {
    "__init__.py": '_HOMES = {"middle": ("thing",)}\n',
    "low.py": "import os\n",
    "beside.py": "",
    "middle/__init__.py": "from .inner import thing\nfrom ..low import os\n",
    "middle/inner.py": "from ..low import os\nthing = 1\n",
    "top.py": "from fake import thing\nfrom fake.middle import inner\nimport fake.low\n",
}


def grown(root: Path, changes: dict[str, str]) -> list[str]:
    for name, text in {**SOUND, **changes}.items():
        file = root / "fake" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return violations(root / "fake", "fake", SMALL)


def test_a_sound_tree_passes(tmp_path: Path) -> None:
    assert grown(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        pytest.param(
            {"low.py": "from .middle import thing\n"},
            "low.py:1: low imports middle, which is not below it",
            id="upward",
        ),
        pytest.param(
            {"low.py": "from . import beside\n"}, "low.py:1: low imports beside, which is not below it", id="a sibling"
        ),
        pytest.param(
            {"low.py": "import fake.beside\n"},
            "low.py:1: low imports beside, which is not below it",
            id="a sibling by its full name",
        ),
        pytest.param(
            {"low.py": "import fake\n"}, "low.py:1: low imports __init__, which is not below it", id="the whole package"
        ),
        pytest.param(
            {"low.py": "from fake.top import x\n"}, "low.py:1: low imports top, which is not below it", id="full name"
        ),
        pytest.param(
            {"middle/inner.py": "from .. import top\n"},
            "middle/inner.py:1: middle imports top, which is not below it",
            id="from inside a package",
        ),
        pytest.param(
            {"__init__.py": '_HOMES = {"top": ("x",)}\n'},
            "__init__.py:1: __init__ imports top, which is not below it",
            id="a home above",
        ),
        pytest.param(
            {"__init__.py": 'from typing import Final\n_HOMES: Final = {"top": ("x",)}\n'},
            "__init__.py:2: __init__ imports top, which is not below it",
            id="an annotated home above",
        ),
        pytest.param(
            {"low.py": "if True:\n    from .middle import thing\n"},
            "low.py:2: low imports middle, which is not below it",
            id="behind a condition",
        ),
        pytest.param(
            {"top.py": "def f():\n    from fake import low\n"}, "top.py:2: an import hidden in a function", id="hidden"
        ),
        pytest.param({"new.py": "from .low import x\n"}, "new.py:1: new has no room", id="a module that nobody placed"),
        pytest.param({"top.py": "from .new import x\n", "new.py": ""}, "top.py:1: new has no room", id="its importer"),
        pytest.param(
            {"middle/inner.py": "from .other import x\n", "middle/other.py": "from .inner import y\n"},
            "cycle: ",
            id="a cycle inside a room",
        ),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, changes: dict[str, str], why: str) -> None:
    found = grown(tmp_path, changes)
    assert found[0].startswith(why)


def test_an_import_inside_a_function_may_be_marked_lazy_but_not_go_upward(tmp_path: Path) -> None:
    down = "def f():\n    from .low import os  # lazy: heavy\n"
    assert grown(tmp_path / "a", {"middle/inner.py": down.replace(".low", "..low")}) == []
    up = "def f():\n    from .middle import thing  # lazy: heavy\n"
    assert grown(tmp_path / "b", {"low.py": up}) == ["low.py:2: low imports middle, which is not below it"]
