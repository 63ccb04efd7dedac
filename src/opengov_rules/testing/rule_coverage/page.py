"""The notice's own text as a page, every line marked by what the cases show of it. Plain HTML, without scripts."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from ...scheme import Scheme
from ...words import Language
from .measuring import Covered, RuleCoverage
from .targets import MEANINGS
from .texts import percent, section_counts

_MARKS: Final = ("all", "some", "none", "rest")
_LISTED: Final = 3
_HOVERED: Final = 20
"""So many cases are named with a target, and where one points at a line."""
_STYLE: Final = """
body{font:16px/1.7 "Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;max-width:62em;margin:2em auto;padding:0 1em;
color:#222}
h1{font-size:1.3em}table{border-collapse:collapse;font-size:.9em}td,th{padding:.1em .8em;text-align:right;
border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}
.line{display:flex;border-left:.4em solid transparent;padding-left:.5em;min-height:1.7em}
.line>span{color:#999;width:3.5em;flex:none;font-size:.8em}
.line details{flex:1}.line summary{cursor:pointer;list-style:none}.line ul{font-size:.85em;margin:.2em 0 .6em;
padding-left:1.2em;list-style:none}
.all{border-color:#2a7;background:#f1faf5}.some{border-color:#da0;background:#fff9e8}.none{border-color:#c33;
background:#fdf0f0}
.rest{border-color:#999;background:#f2f2f2}.off::before{content:"– ";color:#999}
.yes::before{content:"✔ ";color:#2a7}.no::before{content:"✘ ";color:#c33}
.key span{padding:.1em .6em;margin-right:1em;border-left:.4em solid}
.key .all{border-color:#2a7}.key .some{border-color:#da0}.key .none{border-color:#c33}
.key .rest{border-color:#999}
"""
_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "title": "条文覆盖",
        "all": "全部覆盖",
        "some": "部分覆盖",
        "none": "未覆盖",
        "rest": "用例考不到(名额、排名、名单等涉及全部单位)",
        "off": "用例考不到",
        "section": "部分",
        "covered": "已覆盖",
        "total": "应覆盖",
        "cases": "个用例",
        "more": "另 {} 个",
        "quotes": "未提供原文,只列所引各行。",
        "unreachable": "已证明任何数据都达不到的情形:",
    },
    "en": {
        "title": "rule coverage",
        "all": "all covered",
        "some": "partly covered",
        "none": "not covered",
        "rest": "not testable by a case (quotas, rankings, rosters: what is about all units)",
        "off": "not testable by a case",
        "section": "section",
        "covered": "covered",
        "total": "of",
        "cases": "cases",
        "more": "{} more",
        "quotes": "Without the notice's text: only the lines that are cited.",
        "unreachable": "What no evidence can reach, by proof:",
    },
}


def coverage_page(coverage: RuleCoverage, scheme: Scheme, notice: str | None, lang: Language) -> str:
    """The page; without the text of the notice the cited quotes alone."""
    words = _WORDS[lang]
    title = escape(f"{scheme.title or scheme.id} · {words['title']}")
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{title}</title>',
        f"<style>{_STYLE}</style></head>\n<body>\n<h1>{title}</h1>",
        f"<p>{coverage.covered}/{len(coverage.targets)} = {percent(coverage)}, {coverage.cases} {words['cases']}</p>",
        '<p class="key">' + "".join(f'<span class="{mark}">{words[mark]}</span>' for mark in _MARKS),
        "</p>",
        *_sections(coverage, words),
        *([] if notice is not None else [f"<p>{words['quotes']}</p>"]),
        *_lines(coverage, notice, lang),
        *_unreachable(coverage, lang),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _sections(coverage: RuleCoverage, words: Mapping[str, str]) -> Iterator[str]:
    yield f"<table><tr><th>{words['section']}</th><th>{words['covered']}</th><th>{words['total']}</th></tr>"
    for name, covered, total in section_counts(coverage):
        yield f"<tr><td>{escape(name)}</td><td>{covered}</td><td>{total}</td></tr>"
    yield "</table>"


def _lines(coverage: RuleCoverage, notice: str | None, lang: Language) -> Iterator[str]:
    """Every line of the notice, or of the quotes, with what is to be shown of it."""
    marks, rests, quotes = dict[int, list[Covered]](), dict[int, list[str]](), dict[int, str]()
    cited = [cite for found in coverage.targets for cite in found.target.cite]
    for cite in (*cited, *(cite for part in coverage.untestable for cite in part.cite)):
        quotes.setdefault(cite.line, cite.quote)
    for found in coverage.targets:
        for line in dict.fromkeys(cite.line for cite in found.target.cite):
            marks.setdefault(line, []).append(found)
    for part in coverage.untestable:
        for line in dict.fromkeys(cite.line for cite in part.cite):
            rests.setdefault(line, []).append(f"{part.what[0 if lang == 'zh' else 1]}: {_WORDS[lang]['off']}")
    texts = quotes if notice is None else dict(enumerate(notice.replace("\r\n", "\n").rstrip("\n").split("\n"), 1))
    for number in sorted(texts):
        yield _line(number, texts[number], marks.get(number, ()), rests.get(number, ()), lang)


def _line(number: int, text: str, found: Sequence[Covered], rest: Sequence[str], lang: Language) -> str:
    """A line with its mark: green only where all that is cited of it has targets, and every target is covered."""
    head = f"<span>{number}</span>"
    if not found and not rest:
        return f'<div class="line">{head}<div>{escape(text)}</div></div>'
    covered = sum(bool(one.by) for one in found)
    full = "rest" if rest else "all"
    mark = full if covered == len(found) else "some" if covered else "none"
    items = "".join(f'<li class="{"yes" if one.by else "no"}">{escape(_item(one, lang))}</li>' for one in found)
    items += "".join(f'<li class="off">{escape(what)}</li>' for what in rest)
    missing = [_item(one, lang) for one in found if not one.by]
    cases = dict.fromkeys(name for one in found for name in one.by)
    told = (f"{covered}/{len(found)}", *missing, *rest, *_named(tuple(cases), _HOVERED, lang))
    hover = escape("\n".join(told), quote=True)
    return (
        f'<div class="line {mark}" title="{hover}">{head}<details><summary>{escape(text)}</summary>'
        f"<ul>{items}</ul></details></div>"
    )


def _item(found: Covered, lang: Language) -> str:
    """A target with some of the cases that show it."""
    target, at = found.target, 0 if lang == "zh" else 1
    text = f"{target.code} {MEANINGS[target.kind][at]}: {target.what[at]}"
    return f"{text} ← {', '.join(_named(found.by, _LISTED, lang))}" if found.by else text


def _named(cases: tuple[str, ...], most: int, lang: Language) -> list[str]:
    """So many of the cases, and how many there are."""
    rest = len(cases) - most
    return [*cases[:most], *([_WORDS[lang]["more"].format(rest)] if rest > 0 else [])]


def _unreachable(coverage: RuleCoverage, lang: Language) -> Iterator[str]:
    if coverage.unreachable:
        yield f"<p>{_WORDS[lang]['unreachable']}</p><ul>"
        yield from (
            f"<li>{escape(target.rubric)} {escape(target.message(lang))}</li>" for target in coverage.unreachable
        )
        yield "</ul>"
