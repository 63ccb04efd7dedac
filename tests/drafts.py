"""Small schemes for tests, drafted as the files write them: TOML in, documents, programs and folders out.

Every number of a scheme must stand in a quote of the notice. Drafts have no notice, so `explained` gives each uncited
number an `inferred` reason, unless a test asks for the draft as it stands.
"""

from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import tomli

from opengov_rules.compiler.citing import citations
from opengov_rules.problems import Problem, SchemeError
from opengov_rules.program import Program, compile_scheme
from opengov_rules.provenance import item_name
from opengov_rules.scheme import Scheme
from opengov_rules.structure import structure_scheme

ID: Final = "draft-2024"
HEAD: Final = """\
id = "draft-2024"
city = "拟定市"
edition = "2024"
title = "拟定市2024年度政务公开考评通知"
source = { file = "notice.txt", sha256 = "00" }
"""
ROSTER: Final = """
[roster]
"县" = ["甲县", "乙县", "丙县"]
"""
KINDS: Final = 'kinds = ["县"]\n'
COLUMNS: Final = """
[1]
name = "空白栏目"
points = 20
rule = "deduct"
faults = { "空白栏目" = 2 }
"""
"""One leaf of 20 points, 2 off for every empty column."""

Document = dict[str, dict[str, Any]]


def head(scheme: str = "") -> str:
    """`scheme.toml` with these tables; a roster of three counties unless they bring one."""
    return HEAD + scheme + ("" if "[roster]" in scheme else ROSTER)


def rubric(text: str) -> str:
    """A rubric file with these nodes, for counties unless it says otherwise."""
    return text if text.startswith("kinds = ") or "\nkinds = " in text else KINDS + text


def document(county: str = COLUMNS, scheme: str = "", **others: str) -> Document:
    """The parsed files of a draft with one rubric, `county`, and perhaps others."""
    texts = {"scheme": head(scheme), "county": rubric(county), **others}
    return {name: tomli.loads(text, parse_float=Decimal) for name, text in texts.items()}


def explained(draft: Document) -> Document:
    """The draft with an `inferred` reason for each number that no quote holds."""
    for problem in citations(structure_scheme(draft)):
        if problem.code == "uncited":
            *tables, key = problem.path
            table: Any = draft
            for name in tables:
                named = {item_name(item, i): item for i, item in enumerate(table)} if isinstance(table, list) else table
                table = named[name]
            table.setdefault("inferred", {})[key] = "a draft"
    return draft


def scheme_of(county: str = COLUMNS, scheme: str = "", **others: str) -> Scheme:
    """The draft as a scheme."""
    return structure_scheme(explained(document(county, scheme, **others)))


def program_of(county: str = COLUMNS, scheme: str = "", **others: str) -> Program:
    """The draft, compiled."""
    return compile_scheme(scheme_of(county, scheme, **others))


def problems_in(draft: Document) -> tuple[Problem, ...]:
    """Everything that is wrong with the draft as it stands."""
    try:
        compile_scheme(structure_scheme(draft))
    except SchemeError as error:
        return error.problems
    return ()


def found(county: str = COLUMNS, scheme: str = "", **others: str) -> list[tuple[str, str]]:
    """Code and path of every problem of the draft, its numbers explained where it is well formed."""
    draft = document(county, scheme, **others)
    with suppress(SchemeError):
        explained(draft)
    return [(problem.code, ".".join(problem.path)) for problem in problems_in(draft)]


def write(root: Path, county: str = COLUMNS, scheme: str = "", *, name: str = ID, **others: str) -> Path:
    """The draft as a folder of files, its numbers not explained; returns the folder."""
    folder = root / name
    folder.mkdir(parents=True)
    texts = {"scheme": head(scheme).replace(ID, name), "county": rubric(county), **others}
    for stem, text in texts.items():
        (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
    return folder
