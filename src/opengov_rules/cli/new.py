"""`opengov-rules new`: a city's package written, and what to do next."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from ..plugins import installed
from ..starter import NewPackage, new_package
from ..words import Language
from .draft import bad_lines
from .round_texts import problem_dict

_MADE: Final = {
    "zh": (
        "已写入 {folder}({count} 个文件)。现在是占位示例,请逐项换成本市的通知。",
        "已写入 {folder}({count} 个文件)。方案是由通知起草的草稿,请逐项对照原文核对。",
    ),
    "en": (
        "{folder} is written ({count} files). It holds a placeholder: put your city's own notice in its place.",
        "{folder} is written ({count} files). The scheme is a draft: compare it with the notice item by item.",
    ),
}
_FOUND: Final = {
    "zh": "指标表 {id}:末级{leaves}处,读出规则的{with_rules}处,其余待录入",
    "en": "rubric {id}: {leaves} leaves, {with_rules} with a rule, the others to do",
}
_TAKEN: Final = {
    "zh": "注意:已安装同名插件 {city}({other}),两者不能并存;若是同一城市,请把新版本的文件夹加进原插件。",
    "en": "Note: a plugin {city} is installed already ({other}), and two of one name cannot be; for the same city, add "
    "the edition's folder to that plugin.",
}
_MEND: Final = {
    "zh": "草稿中先要改正:",
    "en": "To be mended in the draft first:",
}
_NEXT: Final = {
    "zh": """
接下来:
  cd {folder}
  python -m pip install -e ".[test]"
      安装一次;之后改文件不必重装
  opengov-rules check {edition} --sources sources
      检查方案,逐条核对引文
  opengov-rules show {edition}
      用文字列出指标和规则
  python -m pytest
      每个方案都要遵守的规律,和手算的例子
要改的:
  sources/{edition}.txt
      通知原文(UTF-8);出处的行号按它数
  src/{module}/{edition}/
      方案;每个数字写明行号和原文
  cases/
      手算的例子
  README.md
      来源、已录入、已核对、未录入的,凡“待填”处""",
    "en": """
Next:
  cd {folder}
  python -m pip install -e ".[test]"
      once; edited files count at once
  opengov-rules check {edition} --sources sources
      the scheme's files, and every quote
  opengov-rules show {edition}
      the indicators, with their rules in words
  python -m pytest
      the laws that every scheme obeys, and the cases worked by hand
To edit:
  sources/{edition}.txt
      the notice (UTF-8); citations count its lines
  src/{module}/{edition}/
      the scheme; every number cites line and quote
  cases/
      cases worked by hand
  README.md
      source, coverage, checks and limits, wherever it says 待填""",
}


def new_arguments(sub: argparse.ArgumentParser) -> None:
    """Whose package, for which year, and where."""
    sub.add_argument("city", metavar="CITY", help="城市代号,如 lincheng / the city's name in ASCII")
    sub.add_argument("--year", required=True, metavar="Y", help="年份 / the edition's year")
    sub.add_argument("--name", default="", metavar="NAME", help="城市名,如 临城市 / the city's own name")
    sub.add_argument(
        "--notice", metavar="FILE", help="通知原文,据此起草方案 / the notice's text, to draft a scheme from"
    )
    sub.add_argument("-o", "--output", default=".", metavar="DIR", help="写到哪个文件夹 / the folder to write in")


def new(arguments: argparse.Namespace) -> tuple[int, Iterable[str] | dict[str, Any]]:
    """A new package; 1 if the draft in it cannot be compiled yet."""
    notice = None if arguments.notice is None else Path(arguments.notice)
    made = new_package(
        Path(arguments.output), city=arguments.city, year=arguments.year, name=arguments.name, notice=notice
    )
    code = int(bool(made.findings))
    if arguments.json:
        findings = [problem_dict(problem) for problem in made.findings]
        figures = {"folder": str(made.folder), "scheme": made.edition, "files": [*made.files], "findings": findings}
        return code, figures if made.draft is None else figures | {"badly_read": made.draft["badly_read"]}
    return code, _told(made, arguments.city, arguments.lang)


def _told(made: NewPackage, city: str, lang: Language) -> Iterator[str]:
    """What was written, what is wrong with it, and what to do next."""
    yield _MADE[lang][made.draft is not None].format(folder=made.folder, count=len(made.files))
    if made.draft is not None:
        yield from (_FOUND[lang].format(**rubric) for rubric in made.draft["rubrics"])
        yield from bad_lines(made.draft, lang)
    taken = [point.dist for point in installed()[0] if point.name == city]
    if taken:
        yield _TAKEN[lang].format(city=city, other=", ".join(dist.name for dist in taken if dist is not None))
    if made.findings:
        yield _MEND[lang]
        yield from (f"  {problem.message(lang)}" for problem in made.findings)
    folder = f'"{made.folder}"' if " " in str(made.folder) else made.folder
    yield _NEXT[lang].format(folder=folder, edition=made.edition, module=made.folder.name.replace("-", "_"))
