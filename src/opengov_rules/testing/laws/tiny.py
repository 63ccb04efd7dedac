"""Tiny schemes for the places where a law is false: a rubric in a few lines, for three counties."""

from typing import Any, Final

from ...codec.scheme_files import parse_toml
from ...program import Program, compile_scheme
from ...scoring import Result
from ...structure import structure_scheme
from ..generating import cited

UNITS: Final = ("甲县", "乙县", "丙县")
_HEAD: Final = {
    "id": "tiny-2024",
    "city": "小市",
    "edition": "2024",
    "title": "小市2024年度政务公开考评通知",
    "source": {"file": "tiny-2024.txt", "sha256": "0" * 64},
    "roster": {"县": list(UNITS)},
}


def tiny(rubric: str, scheme: str = "") -> Program:
    """A scheme with one rubric of these tables, for 甲县, 乙县 and 丙县; `scheme` may hold tables of `scheme.toml`."""
    head: dict[str, Any] = {**_HEAD, **parse_toml(scheme, "scheme.toml")}
    for key in ("grades", "named", "rankings"):
        head |= {key: {name: cited(table) for name, table in head[key].items()}} if key in head else {}
    return compile_scheme(structure_scheme({"scheme": head, "county": cited({"kinds": ["县"], **_tables(rubric)})}))


def _tables(text: str) -> dict[str, Any]:
    """The tables with a name for each indicator that has none."""
    return _named(parse_toml(text, "county.toml"))


def _named(table: dict[str, Any]) -> dict[str, Any]:
    for key, value in table.items():
        if isinstance(value, dict) and (key.isdecimal() or key[:1] in ("B", "P")):
            value.setdefault("name", f"指标{key}")
            _named(value)
    return table


def scored(program: Program, **answers: Any) -> Result:
    """甲县's result by these answers."""
    return program.score("甲县", answers)


COLUMNS: Final = '[1]\npoints = 20\nrule = "deduct"\nfaults = { "空白栏目" = 2 }\n'
"""One leaf of 20 points, 2 off for every empty column."""
OFFICE: Final = '[2]\npoints = 10\nrule = "award"\nwhen = "明确机构"\n'
"""One leaf of 10 points, for naming an office."""
