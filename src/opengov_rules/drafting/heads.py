"""What a notice says of itself: title, city, year, and the day by which evidence is due."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from ..provenance import Citation
from ..scheme import Window
from .notice import Span, quote
from .phrases import elsewhere, is_rated

_KIND: Final = re.compile(r"(?:通知|通报|方案|办法|细则|意见|标准|指标|指标体系)(?:\([^)]*\))?$")
_CITY: Final = re.compile(
    r"^(?:关于)?(?:印发|开展)?《?(?:\d{4}年度?)?(?P<city>[\u4e00-\u9fff]{1,6}?(?:自治[州县]|[市县区盟旗]))"
)
_OFFICE: Final = re.compile(r"^(?P<city>[\u4e00-\u9fff]{1,6}?(?:自治[州县]|[市县区盟旗]))(?:人民政府|政务公开|政府)")
_BODY: Final = re.compile(r"^[^,。;::\d]{2,24}(?:政府|办公室|委员会|局|中心)$")
_DAY: Final = re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")
_DUE: Final = re.compile(
    r"(?:报送|上报|提交|填报)[^,;。\d]{0,8}(?:截止|期限)[^,;。\d]{0,6}"
    r"(?P<y1>\d{4})\s*年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*[日号]|"
    r"(?:(?P<y>\d{4})\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]\s*(?:\([^)]*\))?\s*(?:下班|\d{1,2}[::时]\d{0,2})?(?:之|以)?前"
    r"[^。;]{0,30}?(?:报送|上报|提交|报[^道告名考纸刊(][^。;,(]{0,20}|上传|填报)"
)
_PERIOD: Final = re.compile(
    r"(?:采集|取数|监测)[^,;。\d]{0,14}(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日起?\s*(?:至|到|-|—|–|~)+\s*"
    r"(?:(?P<y2>\d{4})\s*年\s*)?(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*日"
)
"""数据采集期为2024年1月1日至11月30日. What a period of assessment is for, 考核, is another matter."""
_LIMITED: Final = re.compile(r"[加扣减]分[^,;。\d]{0,8}(?:不超过|最高|最多|至多)|[加扣减]分[^,;。]{0,4}\d\s*分为限")
_VETO: Final = re.compile(r"(?<=.{6})一票否决")


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


def due_of(spans: Sequence[Span]) -> tuple[tuple[dt.date, Citation] | None, tuple[tuple[Citation, str], ...]]:
    """The day by which evidence is due and the words that say so; and what looked like one and cannot be, with why."""
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
        year, month, day_of = (match[key] or match[f"{key}1"] for key in "ymd")
        day = _date(year, month, day_of) if year else None
        if day is None:
            doubtful.append((cite, "报送期限未印年份"))
        elif issued is not None and day < issued:
            doubtful.append((cite, f"报送期限早于落款日期{issued.isoformat()},疑为笔误"))
        else:
            return (day, cite), tuple(doubtful)
    return None, tuple(doubtful)


def window_of(spans: Sequence[Span]) -> tuple[Window | None, tuple[tuple[Citation, str], ...]]:
    """When is collected, from which day to which, and by when evidence is due; and what cannot be it."""
    due, doubtful = due_of(spans)
    periods = [(span, match) for span in spans for match in _PERIOD.finditer(span.flat)]
    days = {(_date(*match.group("y", "m", "d")), _until(match)) for _, match in periods}
    start, end = next(iter(days)) if len(days) == 1 else (None, None)
    cites = tuple(quote(span.cut(match.start(), match.end()), whole=True) for span, match in periods)
    if start is None or end is None or start > end:
        doubtful = (*doubtful, *((cite, "采集时间看不准") for cite in cites))
        start, end, cites = None, None, ()
    day, *said = due or (None,)
    window = Window(from_=start, until=end, due=day, cite=(*cites[:1], *said))
    return (window if window.cite else None), doubtful


def _until(match: re.Match[str]) -> dt.date | None:
    return _date(match["y2"] or match["y"], match["m2"], match["d2"])


def vetoes_of(spans: Iterable[Span]) -> tuple[tuple[Citation, str], ...]:
    """What is vetoed outside the tables; whom and how much it strikes is a reading."""
    return tuple((quote(span), "一票否决的情形,未录入") for span in spans if _VETO.search(span.flat))


def scoring_of(spans: Iterable[Span], told: Collection[int]) -> tuple[tuple[Citation, str], ...]:
    """What bears on points outside the tables, but for the lines that are `told` of: 加分以6分为限, 每项加3分."""
    lines = (span for span in spans if span.line not in told and not _DUE.search(span.flat))
    return tuple(
        (quote(span), "表外关于计分的规定,未录入")
        for span in lines
        if is_rated(span.flat) or _LIMITED.search(span.flat) or elsewhere([span])
    )


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
