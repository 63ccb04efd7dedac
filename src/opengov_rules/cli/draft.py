"""`draft`: the text of a notice to a proposed scheme folder, and a short report."""

import argparse
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ..drafting import Drafted, read_draft
from ..drafting.files import read_notice
from ..drafting.report import report
from ..names import ID
from ..problems import Invalid, SchemeError
from ..text_files import write_folder
from ..words import Language
from .commands import Outcome

_WORDS: Final = {
    "zh": {
        "bad": "没有读好 {id}:末级{leaves}处,有分值的{with_points}处,读出规则的{with_rules}处。"
        "指标表没有认出或没有认全,这份草稿不能照着改用;请对照原文把表格整理成每行一个指标、"
        "单元格用制表符隔开,合并单元格留空(见 docs/how-to/draft-a-scheme.md),再起草;或者直接手工录入",
        "rubric": "指标表 {id}({kinds}):指标{indicators}个,末级{leaves}个,{points}",
        "points": "基础分{points}分",
        "no-points": "分值不全",
        "section": "  {code} {name} {points} 末级{leaves}个",
        "rules": "  规则:{rules}",
        "vetoes": "  一票否决:{vetoes}条",
        "todo": "  待录入 {code} {name}:{why} [{cite}]",
        "roster": "名单:{roster}",
        "grades": "等次:{grades}",
        "doubtful": "待核 {cite}:{why}",
        "discrepancy": "原文矛盾 {at}:{taken}",
        "unread": "未作为指标表读取的行:{lines}(名单、时间、等次即从这些行中读取)",
        "written": "已写入 {folder};接着运行 opengov-rules check {folder} --sources {sources}",
        "unwritten": "未写文件;加 -o 文件夹 即写入",
        "none": "无",
    },
    "en": {
        "bad": "BADLY READ {id}: {leaves} leaves, {with_points} with points, {with_rules} with a rule. The "
        "indicator table was not recognised, or hardly: do not build on this draft. Put the table into one indicator "
        "a line, tabs between cells, merged cells left empty (docs/how-to/draft-a-scheme.md), and draft again; or "
        "write the scheme by hand",
        "rubric": "rubric {id} ({kinds}): {indicators} indicators, {leaves} leaves, {points}",
        "points": "{points} points of base",
        "no-points": "points incomplete",
        "section": "  {code} {name} {points} leaves: {leaves}",
        "rules": "  rules: {rules}",
        "vetoes": "  vetoes: {vetoes}",
        "todo": "  to do {code} {name}: {why} [{cite}]",
        "roster": "roster: {roster}",
        "grades": "grades: {grades}",
        "doubtful": "to check {cite}: {why}",
        "discrepancy": "the notice contradicts itself at {at}: {taken}",
        "unread": "lines not read as part of a table: {lines} (roster, days and grades are taken from these)",
        "written": "written to {folder}; next: opengov-rules check {folder} --sources {sources}",
        "unwritten": "nothing written; add -o FOLDER to write it",
        "none": "none",
    },
}


def draft_arguments(sub: argparse.ArgumentParser) -> None:
    """What `draft` takes."""
    sub.add_argument("file", metavar="FILE", help="通知全文,纯文本 / the notice, as plain text")
    sub.add_argument("-o", "--output", metavar="FOLDER", help="写入这个新文件夹 / write to this new folder")
    sub.add_argument("--id", metavar="ID", help="方案编号,如 lincheng-2024 / the scheme's id")
    sub.add_argument("--city", default="", metavar="NAME", help="发布单位,如 临城市 / who publishes")
    sub.add_argument("--title", default="", metavar="TITLE", help="通知标题 / the notice's title")


def draft(arguments: argparse.Namespace) -> Outcome:
    """A proposed scheme for a notice."""
    file = Path(arguments.file)
    folder = Path(arguments.output) if arguments.output else None
    id = arguments.id or _id(file, folder)
    if ID.fullmatch(id) is None:
        raise SchemeError([Invalid("id-text", id=id).at()])
    if folder is not None and folder.exists():
        raise SchemeError([Invalid("draft-exists", folder=str(folder)).at()])
    if folder is not None and folder.name != id:
        raise SchemeError([Invalid("id-folder", id=id, folder=folder.name).at()])
    found = _drafted(file, id, arguments)
    if folder is not None:
        write_folder(folder, {name: text.encode() for name, text in found.files.items()})
    figures = report(found)
    if arguments.json:
        return 0, figures | {"folder": None if folder is None else str(folder)}
    return 0, _lines(figures, folder, file, arguments.lang)


def _id(file: Path, folder: Path | None) -> str:
    """The folder's name, or the file's where that can be an id."""
    if folder is not None:
        return folder.name
    stem = file.stem.lower().replace("_", "-")
    return stem if ID.fullmatch(stem) else "draft"


def _drafted(file: Path, id: str, arguments: argparse.Namespace) -> Drafted:
    data, text = read_notice(file)
    sha256 = hashlib.sha256(data).hexdigest()
    return read_draft(text, id=id, city=arguments.city, title=arguments.title, file=file.name, sha256=sha256)


def _lines(figures: Mapping[str, Any], folder: Path | None, file: Path, lang: Language) -> Iterator[str]:
    words = _WORDS[lang]
    yield f"{figures['id']} · {figures['city']} · {figures['title']}"
    for rubric in figures["rubrics"]:
        points = words["no-points"] if rubric["points"] is None else words["points"].format(points=rubric["points"])
        kinds = "、".join(rubric["kinds"])
        yield words["rubric"].format(**rubric | {"kinds": kinds, "points": points})
        for section in rubric["sections"]:
            yield words["section"].format(
                **section | {"points": "–" if section["points"] is None else section["points"]}
            )
        rules = ", ".join(f"{kind} {count}" for kind, count in rubric["rules"].items()) or words["none"]
        yield words["rules"].format(rules=rules)
        if rubric["vetoes"]:
            yield words["vetoes"].format(vetoes=rubric["vetoes"])
        for todo in rubric["todo"]:
            named = f"{todo['name']}({'、'.join(todo['units'])})" if todo["units"] else todo["name"]
            yield words["todo"].format(**todo | {"name": named, "cite": " | ".join(map(_brief, todo["cite"]))})
    roster = "、".join(f"{kind} {count}" for kind, count in figures["roster"].items()) or words["none"]
    yield words["roster"].format(roster=roster)
    yield words["grades"].format(grades="、".join(figures["grades"]) or words["none"])
    yield from (words["doubtful"].format(**one) for one in figures["doubtful"])
    yield from (words["discrepancy"].format(**one) for one in figures["discrepancies"])
    runs = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in figures["unread"]) or words["none"]
    yield words["unread"].format(lines=runs)
    yield from bad_lines(figures, lang)
    if folder is None:
        yield words["unwritten"]
    else:
        yield words["written"].format(folder=folder, sources=file.parent)


def bad_lines(figures: Mapping[str, Any], lang: Language) -> Iterator[str]:
    """What is said of every table that was hardly recognised."""
    for rubric in figures["rubrics"]:
        if rubric["id"] in figures["badly_read"]:
            yield _WORDS[lang]["bad"].format(**rubric)


def _brief(quote: str) -> str:
    """The beginning of a long quote."""
    return quote if len(quote) <= 60 else re.sub(r"\s+$", "", quote[:57]) + "..."
