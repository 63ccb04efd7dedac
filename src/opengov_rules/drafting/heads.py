"""What a notice says outside its tables: title, city, year, the day by which evidence is due, the grades."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from attrs import frozen

from ..provenance import Citation
from .notice import NUMBER, Span, number, quote

_KIND: Final = re.compile(r"(?:通知|通报|方案|办法|细则|意见|标准|指标|指标体系)(?:\([^)]*\))?$")
_CITY: Final = re.compile(
    r"^(?:关于)?(?:印发|开展)?《?(?:\d{4}年度?)?(?P<city>[\u4e00-\u9fff]{1,6}?(?:自治[州县]|[市县区盟旗]))"
)
_OFFICE: Final = re.compile(r"^(?P<city>[\u4e00-\u9fff]{1,6}?(?:自治[州县]|[市县区盟旗]))(?:人民政府|政务公开|政府)")
_BODY: Final = re.compile(r"^[^,。;::\d]{2,24}(?:政府|办公室|委员会|局|中心)$")
_DAY: Final = re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")
_DUE: Final = re.compile(
    r"(?:(?P<y>\d{4})\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]\s*(?:\([^)]*\))?\s*(?:下班|\d{1,2}[::时]\d{0,2})?(?:之|以)?前"
    r"[^。;]{0,30}?(?:报送|上报|提交|报[^道告名考纸刊(][^。;,(]{0,20}|上传|填报)"
)
_GRADE: Final = r"优秀|良好|中等|较好|一般|基本合格|合格|基本达标|达标|不合格|不达标|不及格|及格|较差|优|良|中|差|好"
_NAMES: Final = re.compile(
    rf"[“\"]?(?P<name>{_GRADE})(?P<level>[”\"]?(?:等次|等级|档次|单位|级|档)?)(?![\u4e00-\u9fff]?[\u4e00-\u9fff]{{0,1}}率)"
)
_LOW: Final = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)\s*分?\s*(?:\(含[^)]*\))?\s*(?:\(?含\)?|及|及其)?\s*(?:以上|-|—|–|~|至(?!少)|到)|(?:≥|>=|不低于|达到?|高于等于)\s*(?P<n2>\d+(?:\.\d+)?)\s*分?"
)
_CLOSE: Final = 4
"""So near a number stands the name that it belongs to: 优秀(90分以上)."""
_HIGH: Final = re.compile(r"\d+(?:\.\d+)?\s*分?\s*(?:\([^)]*\))?\s*以下|(?:低于|不足|<|不满|未达到?)\s*\d+")


@frozen(kw_only=True)
class Due:
    """The last day for evidence, and the words that say so."""

    day: dt.date
    cite: Citation


@frozen(kw_only=True)
class DraftedGrade:
    """One grade: from how many points, or the rest."""

    name: str
    at_least: Decimal | None
    cite: Citation


def title_of(spans: Sequence[Span]) -> str:
    """The notice's title: the first line that ends as titles do."""
    before = ""
    for span in spans[:40]:
        text = re.sub(r"\s+", "", span.text)
        if text.startswith("关于") and _BODY.search(before):
            text = before + text
        before = text
        if (
            10 <= len(text) <= 90
            and _KIND.search(span.flat)
            and "。" not in text
            and not re.match(r"附件|[一二三四五六]、|\(|\d", span.flat)
        ):
            return text
    return next((re.sub(r"\s+", "", span.text)[:80] for span in spans), "")


def city_of(title: str, spans: Iterable[Span]) -> str:
    """Who publishes: the city or county at the head of the title, or of a line that names its government."""
    match = _CITY.match(title)
    for span in spans:
        match = match or _OFFICE.match(span.flat)
    return match["city"] if match else ""


def year_of(title: str, id: str) -> str:
    """The year assessed, as the title or the id has it."""
    found = re.search(r"(20\d{2})\s*年", title) or re.search(r"(20\d{2})", id) or re.search(r"(20\d{2})", title)
    return found[1] if found else ""


def due_of(spans: Sequence[Span]) -> tuple[Due | None, tuple[tuple[Citation, str], ...]]:
    """The day by which evidence is due; and what looked like one and cannot be it, with the reason."""
    printed = [
        day
        for span in spans
        if (match := _DAY.fullmatch(span.flat.strip())) and (day := _date(match["y"], match["m"], match["d"]))
    ]
    issued, doubtful = max(printed, default=None), list[tuple[Citation, str]]()
    for span in spans:
        match = _DUE.search(span.flat)
        if match is None:
            continue
        cite = quote(span.cut(match.start(), match.end()), whole=True)
        day = _date(match["y"], match["m"], match["d"]) if match["y"] else None
        if day is None:
            doubtful.append((cite, "报送期限未印年份"))
        elif issued is not None and day < issued:
            doubtful.append((cite, f"报送期限早于落款日期{issued.isoformat()},疑为笔误"))
        else:
            return Due(day=day, cite=cite), tuple(doubtful)
    return None, tuple(doubtful)


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def grades_of(spans: Iterable[Span]) -> tuple[tuple[DraftedGrade, ...], tuple[Citation, ...]]:
    """The grades, from the top, the last one the rest; or the lines that speak of them and could not be read."""
    unread = list[Citation]()
    for span in spans:
        if (
            not re.search(r"\d\s*分?.{0,8}(以上|以下)", span.flat)
            or len({m["name"] for m in _NAMES.finditer(span.flat)}) < 2
        ):
            continue
        grades = _grades(span)
        if grades:
            return grades, ()
        unread.append(quote(span))
    return (), tuple(unread)


def _grades(span: Span) -> tuple[DraftedGrade, ...]:
    """The grades of one line: 90分以上为优秀,60分以下为不合格; or 优秀(90分以上)、…"""
    text = span.flat
    names, first = list(_NAMES.finditer(text)), _LOW.search(text)
    if first is None:
        return ()
    leading = (text[name.end() : first.start()] for name in names if name.end() <= first.start())
    names_lead = any(len(between) <= _CLOSE and not re.search(r"[。;]", between) for between in leading)
    found, edge = list[DraftedGrade](), 0
    for index, name in enumerate(names):
        if names_lead:
            start = name.start()
            end = names[index + 1].start() if index + 1 < len(names) else _end(text, name.end())
            chunk = (start, end, text[name.end() : end])
        else:
            chunk = (edge, name.end(), text[edge : name.start()])
            edge = name.end()
        low, high = _LOW.search(chunk[2]), _HIGH.search(chunk[2])
        if low is None and high is None and not (names_lead and re.search("其余|其他", chunk[2])):
            continue
        bound = number(low["n"] or low["n2"]) if low else None
        begin = chunk[0] + (0 if names_lead else _begin(chunk[2]))
        found.append(DraftedGrade(name=name["name"], at_least=bound, cite=quote(span.cut(begin, chunk[1]), whole=True)))
    bounds = [grade.at_least for grade in found[:-1]]
    falls = None not in bounds and bounds == sorted(set(bounds), key=lambda b: -(b or 0))
    rest = len(found) >= 2 and found[-1].at_least is None and len({grade.name for grade in found}) == len(found)
    return tuple(found) if falls and rest else ()


def _end(text: str, start: int) -> int:
    match = re.search(r"[。;]", text[start:])
    return start + match.start() if match else len(text)


def _begin(chunk: str) -> int:
    """Where in the words before a name its own clause begins."""
    numbers = [
        match.start()
        for match in re.finditer(rf"(?<![\d.]){NUMBER}\s*分?|≥|不低于|低于|不足|达到", chunk)
        if re.match(r"\d|≥|不|低|达", chunk[match.start() :])
    ]
    return numbers[0] if numbers else 0
