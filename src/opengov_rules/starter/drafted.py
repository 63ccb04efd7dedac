"""A notice in the example's place: its copy, the draft of its scheme, and a first case for every table."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import tomli
from attrs import evolve, frozen

from ..codec import read_scheme
from ..drafting import read_draft
from ..drafting.files import read_notice
from ..drafting.report import report
from ..problems import Problem, SchemeError
from ..program import Program, compile_scheme
from ..words import NUMBERS
from .naming import Names

PLACEHOLDER: Final = """\
> **占位示例 Placeholder.** 通知、指标、单位和数据都是编写的示例,不是{name}的规定;请逐项换成本市的通知,再删去这一段。
> Notice, indicators, units and data are invented and are not the city's; replace them all, then delete this paragraph.
"""
"""What the template's README says of itself."""
_DRAFT: Final = """\
> **草稿 Draft.** 方案由通知的文字自动起草,没有人核对过:请逐项对照原文,补上标着 todo 的条目,再删去这一段。
> The scheme was drafted from the notice's text and nobody has checked it: compare every item with the notice, fill in
> what is marked todo, then delete this paragraph.
"""
_CASES: Final = """\
#:schema ../schemas/cases.json
# 手算的例子:证据 → 各指标得分。请为每项指标补写;由 pytest 逐条运行。
# Worked by hand: evidence → points of each indicator. Add some for every indicator; pytest runs every one.
scheme = "{edition}"
unit = "{unit}"

{first}

# [[case]]
# name = "空白栏目3个"
# cite = "18: 每发现一个空白栏目扣2分"
# why = "20 - 3 × 2 = 14"
# evidence = {{ "空白栏目" = 3 }}
# expect = {{ "2.1" = 14 }}
"""
_NOBODY: Final = "(待填)"
"""Stands for a unit where the draft found no roster."""
_FIRST: Final = """\
[[case]]
name = "什么都没查,总分未定,而不是零分"
evidence = {}
status = "provisional\""""
_REFUSED: Final = f"""\
# 方案里还没有名单,任何单位都不认得。录入名单后,请把上面的 unit 换成其中一个单位,并删去本例。
# The scheme has no roster yet and knows no unit. Once it has, name one of its units above, and delete this case.
[[case]]
name = "名单待填"
evidence = {{}}
refused = ["{NUMBERS["unit-unknown"]}"]"""
"""What holds of a scheme without units, and goes on holding until somebody names one."""


@frozen(kw_only=True)
class Notice:
    """A notice: its bytes, the files of the scheme drafted from it, and what the draft found."""

    data: bytes
    scheme: Mapping[str, str]
    figures: Mapping[str, Any]

    def named(self, names: Names) -> Names:
        """The names with the city's own as the notice has it, where none was given."""
        city = tomli.loads(self.scheme["scheme.toml"])["city"]
        found = evolve(names, name=city)
        known = names.name != names.city or "待填" in city or any(found.problems())
        return names if known else found


def drafted_notice(file: Path, names: Names) -> Notice | tuple[Problem, ...]:
    """A notice with its draft, or why there is none. Raises OSError."""
    copy = f"{names.edition}.txt"
    try:
        data, text = read_notice(file)
        sha256 = hashlib.sha256(data).hexdigest()
        given = "" if names.name == names.city else names.name
        found = read_draft(text, id=names.edition, city=given, file=copy, sha256=sha256)
    except SchemeError as error:
        return tuple(_about(one, copy, file.name) for one in error.problems)
    return Notice(data=data, scheme=found.files, figures=report(found))


def _about(problem: Problem, copy: str, file: str) -> Problem:
    """A problem of the notice's copy, which was never written, as one of the file that was given."""
    params = {key: value.replace(copy, file) for key, value in problem.params.items()}
    where = None if problem.where is None else evolve(problem.where, file=problem.where.file.replace(copy, file))
    return evolve(problem, params=params, where=where)


def drafted(package: Mapping[str, bytes], names: Names, notice: Notice) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The package with the notice and the draft of its scheme, and what keeps that from being compiled."""
    folder = f"src/{names.module}/{names.edition}/"
    kept = {path: data for path, data in package.items() if not path.startswith((folder, "cases/", "sources/"))}
    program, problems = _compiled(names.edition, notice.scheme)
    texts = {"README.md": kept["README.md"].decode().replace(PLACEHOLDER.format(name=names.name), _DRAFT)}
    texts |= {f"{folder}{name}": text for name, text in notice.scheme.items()}
    texts |= {f"cases/{name}": text for name, text in _first_cases(names.edition, notice.scheme, program)}
    new = {path: text.encode() for path, text in texts.items()}
    return {**kept, **new, f"sources/{names.edition}.txt": notice.data}, problems


def _compiled(edition: str, scheme: Mapping[str, str]) -> tuple[Program | None, tuple[Problem, ...]]:
    """The draft as a program, or what is wrong with it."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / edition
        folder.mkdir()
        for name, text in scheme.items():
            (folder / name).write_text(text, encoding="utf-8")
        try:
            return compile_scheme(read_scheme(folder)), ()
        except SchemeError as error:
            return None, error.problems


def _first_cases(edition: str, scheme: Mapping[str, str], program: Program | None) -> Iterator[tuple[str, str]]:
    """A file of cases for every rubric, by its name: what is sure before anybody has looked."""
    kinds = {} if program is None else {f"{one.rubric.id}.toml": one.rubric.kinds for one in program.rubrics}
    units = () if program is None else program.scheme.roster.units
    for name in (name for name in scheme if name != "scheme.toml"):
        unit = next((unit.name for unit in units if unit.kind in kinds[name]), None)
        first = _REFUSED if unit is None else _FIRST
        yield name, _CASES.format(edition=edition, unit=unit or _NOBODY, first=first)
