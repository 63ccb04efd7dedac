"""等次: from how many points, on what other conditions, for how many units at most, as one paragraph prints them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from attrs import evolve, field, frozen

from ..provenance import Citation
from .headings import style_of
from .notice import Span, quote

_LONG: Final = (
    r"优秀|良好|中等|较好|一般|基本合格|不合格|合格|基本达标|不达标|达标|不及格|及格|较差|[一二三四五]档(?!:|等?次)"
)
_SHORT: Final = r"(?<=[为是“\"(、,;])(?:优|良|中|差|好)(?=[”\"(),;。、:的等档级]|$)"
_NAMES: Final = re.compile(rf"(?P<name>{_LONG}|{_SHORT})(?![\u4e00-\u9fff]?[\u4e00-\u9fff]?率)")
_N: Final = r"(?<![\d.])(?P<{}>\d{{1,3}}(?:\.\d+)?)(?![\d.]*\s*%)"
_LOW: Final = re.compile(
    _N.format("n") + r"\s*分?\s*(?:\(?含[^),]{0,8}\)?)?\s*(?:及其?)?\s*(?:以上|-|—|–|~|至(?!少)|到)"
    r"|(?:≥|>=|不低于|达到?|高于等于)\s*" + _N.format("n2") + r"\s*分?(?:\(含\))?(?:及?以上)?"
)
_HIGH: Final = re.compile(
    _N.format("h") + r"\s*分?\s*(?:\([^)]*\))?\s*以下|(?:低于|不足|<|不满|未达到?)\s*" + _N.format("h2")
)
_UNDER: Final = re.compile(r"^[、,且但并\s]*(?:不足|低于|不满|未达到?)\s*" + _N.format("h") + r"\s*分?")
"""What stands after a low bound and only repeats the one above: 80分及以上、不足90分."""
_TO: Final = re.compile(r"^[-—–~至到\s]*" + _N.format("h") + r"\s*分?\s*(?:\(不?含[^)]*\))?(?:之间)?")
_REST: Final = re.compile(r"其余|其他")
_CLOSE: Final = 4
"""So near a number stands the name that it belongs to: 优秀(90分以上)."""
_BETWEEN: Final = re.compile(
    r"^[\s,()的者]*(?:并且|而且|同时|且|并)?|(?:的|者|,|\s|[“\"(]|评定为|确定为|评为|定为|列为|[为是])*$"
)
_SCORE: Final = re.compile(
    r"^(?:[\s,、:(]|年度|综合|最终|最后|考[核评]|评估|总|得?分|成绩|分数|结果|单位|在|为|达到?|即|其中)*$"
)
_RATE: Final = re.compile(
    r"^(?P<heads>.+?)(?:[一二两三四五六七八九十\d]+个?(?:部分|项|方面|板块|指标))?的?得分率均?(?:不低于|达到?|在)"
    r"(?P<n>\d+(?:\.\d+)?%)(?:\(含\))?(?:及?以上)?$"
)
_QUOTA: Final = re.compile(
    r"^[^,。;]*?(?:不(?:得|应)?超过|控制在)[^,。;\d]{0,16}?(?P<n>\d+(?:\.\d+)?%|\d+(?=[个家名]))(?:[个家名]|以内|单位)*$"
)
_ONE: Final = r"^(?:被?(?:评定?|定|列)为|获评|获得)?[“\"]?{}[”\"]?(?:等次|等级|档次)?(?:的?单位)?(?:的|者)?,?"
_BEARS: Final = re.compile(r"^(?:并且|且|同时|并)|\d|不超过|控制在|比例|名额|取消|不得|除外|分别评定")
"""Beside the grades' own words these tell that something is ruled on them."""
_LEFT: Final = re.compile(r"(?:其余|其他)[^,;。]{0,4}$")
_STRIPS: Final = re.compile(r"取消|不得(?:评|定|列)|不能(?:评|定|列)|降[低为一]")
_RULED: Final = re.compile(r"名额|不[多超][于过]|控制在|直接[定评列]为|比例")
_EQUAL: Final = re.compile(r"(?:总分|得分|分数|成绩)(?:相同|相等)[^。;]{0,30}(?:前|优先|高)")

Doubt = tuple[Citation, str]


@frozen(kw_only=True)
class Demand:
    """What a grade asks for beside its points; if it is a rate of points, the headings and the rate."""

    words: str
    headings: tuple[str, ...] = ()
    rate: str = ""


@frozen(kw_only=True)
class DraftedGrade:
    """One grade: from how many points, or the rest; what else it asks for; how many units may have it."""

    name: str
    at_least: Decimal | None
    cites: tuple[Citation, ...]
    demands: tuple[Demand, ...] = ()
    quota: Decimal | str | None = None
    high: Decimal | None = field(default=None, eq=False)
    """Where the notice says the grade ends."""


def grades_of(spans: Iterable[Span]) -> tuple[tuple[DraftedGrade, ...], tuple[Doubt, ...]]:
    """The grades, from the top, the last one the rest; and what is said of them that could not be read."""
    found, doubts = tuple[DraftedGrade, ...](), list[Doubt]()
    for span in spans:
        names = {match["name"] for match in _NAMES.finditer(span.flat)}
        if not found and len(names) > 1 and re.search(r"\d\s*分?.{0,8}(以上|以下)", span.flat):
            grades = _grades(span)
            if why := _broken(grades):
                doubts.append((quote(span), why))
            else:
                found, others = _with_rest(span, grades)
                doubts += others
        elif names and found and _RULED.search(span.flat):
            doubts.append((quote(span), "关于等次的规定,未录入"))
        elif names and _STRIPS.search(span.flat):
            doubts.append((quote(span), "影响等次的情形,未录入"))
        elif _EQUAL.search(span.flat):
            doubts.append((quote(span), "总分相同时的次序,未录入,请用 rankings"))
    return found, tuple(doubts)


def _grades(span: Span) -> tuple[DraftedGrade, ...]:
    """The grades of one line: 90分以上为优秀,其余为合格; or 优秀(90分以上)、…"""
    text = span.flat
    names, first = list(_NAMES.finditer(text)), _LOW.search(text)
    leading = [text[name.end() : first.start()] for name in names if first and name.end() <= first.start()]
    names_lead = any(len(between) <= _CLOSE and not re.search("[。;]", between) for between in leading)
    found, edge = list[DraftedGrade](), style_of(text)[1]
    for index, name in enumerate(names):
        if names_lead:
            until = names[index + 1].start() if index + 1 < len(names) else len(text)
            start, end = name.end(), name.end() + len(re.split("[。;]", text[name.end() : until])[0])
            cited = span.cut(name.start(), end)
            if left := _LEFT.search(text[: name.start()]):  # 优秀:90分以上;其余为合格
                start, end = left.start(), name.start()
                cited = span.cut(start, name.end())
        else:
            start, end = edge + len(text[edge : name.start()]) - len(_last(text[edge : name.start()])), name.start()
            edge = name.end()
            cited = span.cut(start, edge)
        if grade := _grade(name["name"], text[start:end], quote(cited.trimmed('、,。;"” '), whole=True)):
            found.append(grade)
    return tuple(found)


def _last(words: str) -> str:
    return re.split("[。;]", words)[-1]


def _grade(name: str, words: str, cite: Citation) -> DraftedGrade | None:
    """One grade from the words beside its name; none where they hold no number of points and are not the rest."""
    low, high = _LOW.search(words), _HIGH.search(words)
    if low is None:
        bound = Decimal(high["h"] or high["h2"]) if high else None
        is_rest = high is not None or _REST.search(words) is not None
        return DraftedGrade(name=name, at_least=None, cites=(cite,), high=bound) if is_rest else None
    top = _TO.match(words[low.end() :]) or _UNDER.match(words[low.end() :])
    after = words[low.end() + (top.end() if top else 0) :]
    before = words[: low.start()].rpartition(":")[2]
    asked = ("" if _SCORE.match(before) else before, after)
    demands = tuple(_demand(part) for part in (_BETWEEN.sub("", part) for part in asked) if len(part) > 1)
    return DraftedGrade(
        name=name,
        at_least=Decimal(low["n"] or low["n2"]),
        cites=(cite,),
        demands=demands,
        high=Decimal(top["h"]) if top else Decimal(high["h"] or high["h2"]) if high else None,
    )


def _demand(words: str) -> Demand:
    words = words.strip(' ,;。、()“”"')
    match = _RATE.match(words)
    if match is None:
        return Demand(words=words)
    return Demand(words=words, headings=tuple(re.split("[、和及与]", match["heads"])), rate=match["n"])


def _broken(grades: Sequence[DraftedGrade]) -> str:
    """Why these are no grades: each begins where the one above it ends, and the last one is the rest."""
    bounds = [grade.at_least for grade in grades[:-1] if grade.at_least is not None]
    if len(grades) < 2 or len(bounds) < len(grades) - 1 or len({grade.name for grade in grades}) < len(grades):
        return "等次的分数线看不准"
    if grades[-1].at_least is not None:
        return "最末一档以下是什么等次,原文未说"
    if bounds != sorted(set(bounds), reverse=True):
        return "等次的分数线看不准"
    for above, grade in zip(bounds, grades[1:], strict=True):
        if grade.high is not None and not above - 1 <= grade.high <= above:
            return f"{grade.high}分至{above}分之间没有等次"
    return ""


def _with_rest(span: Span, grades: tuple[DraftedGrade, ...]) -> tuple[tuple[DraftedGrade, ...], list[Doubt]]:
    """The grades with what further sentences say of one of them: its quota, a rate that it asks for."""
    found, doubts = list(grades), list[Doubt]()
    for sentence in _left(span, grades):
        text = sentence.flat
        names = {match["name"] for match in _NAMES.finditer(text)}
        place = next((i for i, grade in enumerate(found) if {grade.name} == names), None)
        cite = quote(sentence, whole=True)
        if place is None:
            if _BEARS.search(text):
                doubts.append((cite, "关于等次的规定,未录入"))
            continue
        grade = found[place]
        rest = re.sub(_ONE.format(grade.name), "", text)
        demand, quota = _demand(rest), _QUOTA.match(text)
        if demand.rate and rest != text:
            found[place] = evolve(grade, demands=(*grade.demands, demand), cites=(*grade.cites, cite))
        elif quota is not None and not re.search("各|分别", text):
            share = quota["n"] if "%" in quota["n"] else Decimal(quota["n"])
            found[place] = evolve(grade, quota=share, cites=(*grade.cites, cite))
        else:
            doubts.append((cite, f"关于“{grade.name}”的规定,未录入"))
    return tuple(found), doubts


def _left(span: Span, grades: Sequence[DraftedGrade]) -> Iterator[Span]:
    """What a paragraph says beside the grades' own words, sentence by sentence."""
    text = span.text
    for cite in (cite for grade in grades for cite in grade.cites):
        text = text.replace(cite.quote, "。" * len(cite.quote), 1)
    for match in re.finditer("[^。;；]+", text):
        sentence = span.cut(match.start(), match.end()).trimmed(' ,、”"')
        if len(sentence.text) > _CLOSE:
            yield sentence
