"""What the notice itself gets wrong, found in its own text; told unless a discrepancy or a reading quotes the line."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from ..points import to_text
from ..problems import Invalid, Problem, Severity
from ..provenance import Citation
from ..scheme import Indicator
from .cites import citing
from .looking import Looked, told_in
from .notices import Notice, operative

_HEADING: Final = re.compile(r"^(?P<name>[^0-9].{0,40}?)[（(](?P<points>\d+(?:\.\d+)?)分[)）]$")
_VALUE: Final = re.compile(r"^\d{1,3}(?:\.\d+)?$")
_ITEM: Final = re.compile(r"^(\d{1,2})[.、]")
_SECTION: Final = re.compile(r"^([一二三四五六七八九十]{1,3})、")
_PARAGRAPH: Final = re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[)）]")
_GIVES: Final = re.compile(r"(?<!不)得\s*(\d+(?:\.\d+)?)\s*分")
_NO_NUMBER: Final = re.compile(r"(?:^|[,，;；。])(?!.{0,2}[,，])[^,，;；。]{0,20}(?<!不)(?<!\d)得分(?=[,，;；。]|$)")
_DISCRETION: Final = re.compile(r"酌情[^,，;；。]{0,6}")
_ALL: Final = re.compile(r"(?:全部|均(?=[被有已开公相符满达]))[^,，;；。]{0,12}[,，]?得\s*\d+(?:\.\d+)?\s*分")
_PART: Final = re.compile(r"部分[^,，;；。]{0,12}[,，]?(?:得|计|不得|不计)\s*\d*(?:\.\d+)?\s*分")
_DRAWN: Final = re.compile(r"随机抽查[^,，;；。]{0,16}?\d+\s*(?:个|条|家|篇|件|份)")
_DEADLINE: Final = re.compile(r"^[前止](?:报|提交|上报|完成)?|^以前|^之前")
_YEAR: Final = re.compile(r"(?<![\d〔\[])((?:19|20)\d\d)年")
_WORDINGS: Final[tuple[tuple[re.Pattern[str], Callable[[int, str], Invalid], Severity], ...]] = (
    (_NO_NUMBER, lambda line, words: Invalid("notice-number", line=line, words=words), "warning"),
    (_DISCRETION, lambda line, words: Invalid("notice-discretion", line=line, words=words), "info"),
    (_ALL, lambda line, words: Invalid("notice-all", line=line, words=words), "info"),
    (_DRAWN, lambda line, words: Invalid("notice-sample", line=line, words=words), "info"),
)
_DIGITS: Final = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


@frozen
class _Row:
    """A line of a table of indicators: a heading with points, or an item with what stands in its column of points."""

    line: int
    name: str
    points: Fraction


def numbering(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """1, 2, 3, 3 and 一、三、: numbers that are repeated or left out."""
    last = {"section": 0, "paragraph": 0, "item": 0}
    for line, text in _body(notice):
        plain = text.strip()
        numbered = _numbered(plain, last["item"])
        if numbered is None:
            if _HEADING.match(plain) is not None or plain.startswith("附"):
                last |= {"item": 0} if not plain.startswith("附") else dict.fromkeys(last, 0)
            continue
        kind, number, ordinal = numbered
        before, last[kind] = last[kind], number
        starts = kind == "paragraph" and before == 0 and number > 1
        if (before > 0 and number not in (1, before + 1)) or starts:
            yield from _tell(
                looked, notice, line, Invalid("notice-numbering", line=line, number=number, before=before), ordinal
            )
        last |= {"section": {"paragraph": 0, "item": 0}, "paragraph": {"item": 0}}.get(kind, {})


def _numbered(text: str, items: int) -> tuple[str, int, str] | None:
    """Of what sort of list a line is an item, its number, and that as it is printed."""
    section, paragraph, item = _SECTION.match(text), _PARAGRAPH.match(text), _ITEM.match(text)
    if section is not None:
        return "section", _chinese(section[1]), section[0]
    if paragraph is not None:
        return "paragraph", _chinese(paragraph[1]), paragraph[0]
    if item is None or (text[item.end() : item.end() + 1].isdigit() and int(item[1]) != items + 1):
        return None  # 2.5 is a number, unless it is the second item and begins with 5
    return "item", int(item[1]), item[0]


def _chinese(numeral: str) -> int:
    if "十" not in numeral:
        return _DIGITS[numeral[0]]
    tens, ones = numeral.split("十", 1)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def points(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """得N分 in an item that has fewer points; headings and sections that do not add up."""
    headings, items, texts = _rows(notice)
    for row in items if _points_last(notice, headings, items, texts) else ():
        for line in texts[row.line]:
            for match in _GIVES.finditer(notice[line]):
                if Fraction(match[1]) > row.points:
                    yield from _tell(
                        looked,
                        notice,
                        line,
                        Invalid("notice-points", line=line, given=match[1], points=to_text(row.points)),
                        match[0],
                    )
    for heading, below in _made_of(headings, items) if headings else ():
        if any(_rank(row) == _rank(heading) for row in below) or _speaks(notice, heading, below, headings):
            continue
        made = sum((row.points for row in below), Fraction(0))
        if below and made != heading.points:
            yield from _tell(
                looked,
                notice,
                heading.line,
                Invalid("notice-sum", line=heading.line, points=to_text(heading.points), made=to_text(made)),
                heading.name,
            )


def _rank(row: _Row) -> str:
    """How a heading is numbered: 一、, （一）, 第一条; what is not numbered has a line of its own."""
    match = re.match(r"[（(]?第?[一二三四五六七八九十]+([、)）条章部])", row.name)
    return match[1] if match is not None else f"{row.line}"


def _speaks(notice: Notice, heading: _Row, below: list[_Row], headings: list[_Row]) -> bool:
    """Whether points are printed between a heading and the first heading that it is made of: then it has more."""
    lines = range(heading.line + 1, below[0].line) if below and below[0] in headings else ()
    return any(re.search(r"\d分(?!制)", notice[line]) for line in lines)


def _rows(notice: Notice) -> tuple[list[_Row], list[_Row], dict[int, list[int]]]:
    """Headings, items, and the lines of text of each item by the line of its points."""
    headings, items, texts = list[_Row](), list[_Row](), dict[int, list[int]]()
    waiting = list[int]()
    for line, text in notice.numbered():
        plain = text.strip()
        heading = _HEADING.match(plain)
        if heading is not None and _ITEM.match(plain) is None:
            headings.append(_Row(line, heading["name"], Fraction(heading["points"])))
            waiting = []
        elif _VALUE.match(plain) is not None:
            if headings and waiting:
                items.append(_Row(line, plain, Fraction(plain)))
                texts[line] = waiting
            waiting = []
        else:
            waiting.append(line)
    return headings, items, texts


def _points_last(notice: Notice, headings: list[_Row], items: list[_Row], texts: dict[int, list[int]]) -> bool:
    """Whether an item's points stand after its words: then words that give points precede most headings' first ones."""
    firsts = [next((item for item in items if item.line > heading.line), None) for heading in headings]
    leading = [texts[line] for line in dict.fromkeys(item.line for item in firsts if item is not None)]
    return 2 * sum(any(True for line in lines for _ in operative(notice[line])) for lines in leading) >= len(leading)


def _made_of(headings: list[_Row], items: list[_Row]) -> Iterator[tuple[_Row, list[_Row]]]:
    """Each heading with what its points are made of: its items, headings below it, of a table its sections."""
    ends = [heading.line for heading in headings[1:]] + [10**9]
    own = {h.line: [i for i in items if h.line < i.line < end] for h, end in zip(headings, ends, strict=True)}
    tables = [
        index for index, h in enumerate(headings) if re.match(r"附\s*件|.*评估指标|.*考评指标|.*考核指标", h.name)
    ]
    sections = [
        index
        for index, (h, after) in enumerate(pairwise([*headings, _Row(10**9, "", Fraction(0))]))
        if not own[h.line] and index not in tables and after.line < 10**9
    ]
    for heading in headings:
        if own[heading.line]:
            yield heading, own[heading.line]
    for at, index in enumerate(sections):
        later = [one for one in (*sections[at + 1 :], *tables) if one > index]
        end = min(later, default=len(headings))
        below = headings[index + 1 : end]
        stop = headings[index]
        made = list[_Row]()
        for row in below:  # what stands after the section is full belongs to nobody's section
            if sum((one.points for one in made), Fraction(0)) >= stop.points:
                break
            made.append(row)
        yield stop, made
    for at, index in enumerate(tables):
        end = tables[at + 1] if at + 1 < len(tables) else len(headings)
        tops = [headings[one] for one in sections if index < one < end]
        loose = [h for h in headings[index + 1 : end] if not any(_covers(s, h, headings, sections) for s in sections)]
        bonus = [h for h in (*tops, *loose) if "加分" in h.name]
        yield headings[index], [h for h in (*tops, *loose) if h not in bonus and h.line > headings[index].line]


def _covers(section: int, row: _Row, headings: list[_Row], sections: list[int]) -> bool:
    """Whether a heading is a section or stands within one."""
    if headings.index(row) == section:
        return True
    end = min((one for one in sections if one > section), default=len(headings))
    made = Fraction(0)
    for one in headings[section + 1 : end]:
        if made >= headings[section].points:
            return False
        if one is row:
            return True
        made += one.points
    return False


def deadlines(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """A last day that lies before the day of the notice; what an indicator wants done by a day may be long past."""
    issued = notice.issued
    for line, text in notice.numbered() if issued is not None else ():
        if isinstance(citing(looked, line), Indicator):
            continue
        for day, start, end in notice.dates(line):
            if issued is not None and day < issued and _DEADLINE.match(text[end:]) is not None:
                printed, last = text[start:end], day.isoformat()
                yield from _tell(
                    looked,
                    notice,
                    line,
                    Invalid("notice-deadline", line=line, day=last, issued=issued.isoformat()),
                    printed,
                )


def wording(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """得分 without a number, 酌情, 全部…得N分 with nothing for a part, samples of which there may be too few."""
    for line, text in notice.numbered():
        if not any(isinstance(part, Indicator) for part in [citing(looked, line)]):
            continue
        for pattern, error, severity in _WORDINGS:
            match = pattern.search(text)
            if match is not None and not (pattern is _ALL and _PART.search(text, match.end())):
                words = match[0].strip(",，;；。")
                yield from _tell(looked, notice, line, error(line, words), words, severity=severity)


def years(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """An indicator that speaks of a year before the edition's."""
    edition = looked.scheme.edition
    for line, text in notice.numbered() if edition.isdigit() else ():
        part = citing(looked, line)
        for match in _YEAR.finditer(text) if isinstance(part, Indicator) else ():
            if int(match[1]) < int(edition):
                yield from _tell(
                    looked, notice, line, Invalid("notice-year", line=line, year=match[1], edition=edition), match[0]
                )
                break


def titles(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """A heading that is another one cut short, or that its own text elsewhere goes on."""
    headings, _, _ = _rows(notice)
    names = {row.name for row in headings} | {node.name for rubric in looked.scheme.rubrics for node in rubric.walk()}
    for row in headings:
        longer = next(
            (name for name in sorted(names) if name.startswith(row.name) and len(name) == len(row.name) + 1), None
        )
        if longer is not None:
            yield from _tell(
                looked, notice, row.line, Invalid("notice-title", line=row.line, name=row.name, longer=longer), row.name
            )


def shorter(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """An item whose words another one repeats and takes further, by points of its own."""
    items = [(line, text.strip().rstrip("。;；")) for line, text in notice.numbered() if len(text.strip()) > 20]
    for line, text in items:
        for other, longer in items:
            rest = longer[len(text) :]
            if (
                other != line
                and longer.startswith(text)
                and re.search(r"\d分", text)
                and re.search(r"[扣得加]\d", rest)
            ):
                yield from _tell(
                    looked,
                    notice,
                    line,
                    Invalid("notice-shorter", line=line, other=other, rest=rest),
                    text[-12:],
                    severity="info",
                )
                break


def _body(notice: Notice) -> Iterator[tuple[int, str]]:
    """The lines that are sentences or headings, and not single values."""
    return ((line, text) for line, text in notice.numbered() if _VALUE.match(text.strip()) is None)


def _tell(
    looked: Looked,
    notice: Notice,
    place: int,
    error: Invalid,
    quote: str,
    *,
    severity: Severity = "warning",
) -> Iterator[Problem]:
    """A finding at the part that cites the line, with the words of the notice; none where somebody recorded them."""
    if looked.recorded(place, quote):
        return
    part = citing(looked, place)
    found = told_in(notice, place, error)
    if part is not None:
        found = evolve(found, where=part.where, path=(*part.path, "cite"))
    yield evolve(found, severity=severity, cite=Citation(place, quote))


CONTRADICTIONS: Final = (numbering, points, deadlines, wording, years, titles, shorter)


def contradictions(looked: Looked) -> Iterator[Problem]:
    """All of them."""
    for check in CONTRADICTIONS if looked.notice is not None else ():
        if looked.notice is not None:
            yield from check(looked, looked.notice)
