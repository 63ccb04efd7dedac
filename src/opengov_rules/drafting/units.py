"""Who is assessed, as far as the notice lists it: kinds of unit with their names, and who is left out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import frozen

from ..provenance import Citation
from .notice import Span, flat, quote

_UNIT: Final = r"(?:局|委|办|中心|院|厅|处|政府|街道|镇|乡|县|市|区|旗|部|会|社|队|站|室|所|司|馆|校|学院|集团|银行)"
_NUMBERING: Final = r"\s*(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、])?\s*"
_HEAD: Final = re.compile(
    rf"(?:^|(?<=[。;])){_NUMBERING}(?:(?P<n0>\d{{1,3}})\s*[个家])?(?P<kind>[^:,;。、()\d][^:,;。、()]{{0,15}}?)"
    r"(?:\s*\(?(?:共|计)?\s*(?P<n>\d{1,3})\s*(?:家|个|户)?(?:单位)?\)?\s*(?:分别)?(?:为|是|包括)?)?\s*:\s*"
)
_TOTAL: Final = re.compile(r"(?:等?,?\s*(?:共|共计|合计)\s*\d+\s*(?:个|家)(?:单位)?)$")
_KIND: Final = re.compile(r"部门|单位|机构|县|市|区|乡|镇|街道|院校|企业|学校|医院")
_COUNTED: Final = re.compile(r"(?P<kind>[\u4e00-\u9fff]{2,8})\((?:共|计)?(?P<n>\d{1,3})[个家]\)")
_OUT: Final = re.compile(
    r"(?:^|(?<=[。;]))(?P<units>[^,;。:]{2,80}?)(?:等\d*[个家]?单位)?,?"
    r"(?P<why>(?:因[^,;。]{1,20},?)?(?:暂|均|今年)?(?:不(?:参加|参与|纳入|列入)[^,;。]{0,10}(?:考核|考评|评估|测评|评价|范围)|不参[评考]))[^,;。]{0,4}(?=[。;]|$)"
)
_MARKS: Final = re.compile(r"[。:;,\d]")
_LONGEST: Final = 24


@frozen(kw_only=True)
class Listed:
    """One kind of unit: its name without blanks, the names in the notice's order, and the count if one is printed."""

    kind: str
    units: tuple[str, ...]
    count: int | None
    cite: Citation


@frozen(kw_only=True)
class Roster:
    """What a notice says of who is assessed: the lists, who is left out and why, and what could not be read."""

    lists: tuple[Listed, ...]
    excluded: tuple[tuple[str, str], ...]
    doubtful: tuple[tuple[Citation, str], ...]


def roster_of(spans: Iterable[Span]) -> Roster:
    """The lists of units: 县 市 区8家:甲县、乙县. A list of other things has other endings, and is none."""
    lists, excluded, doubtful = list[Listed](), list[tuple[str, str]](), list[tuple[Citation, str]]()
    spans = tuple(spans)
    lists += _columns(spans)
    for span in spans:
        for head, part, cite in _parts(span):
            kind, number = re.sub(r"\s", "", head["kind"]), head["n0"] or head["n"]
            names = _names(part)
            units = [name for name in names if _is_unit(name)]
            if _KIND.search(kind) is None or len(names) < 1 + (number is None) or any(k.kind == kind for k in lists):
                continue
            if len(units) < len(names) or len(set(names)) < len(names):
                if number and 2 * len(units) > len(names):
                    doubtful.append((cite, f"“{kind}”的名单看不准:{'、'.join(n for n in names if n not in units)}"))
                continue
            count = int(number) if number else None
            if count not in (None, len(names)):
                doubtful.append((cite, f"“{kind}”印{count}家,列出{len(names)}家"))
            lists.append(Listed(kind=kind, units=tuple(names), count=count if count == len(names) else None, cite=cite))
        for match in _OUT.finditer(span.flat):
            names = _names(match["units"])
            if all(_is_unit(name) for name in names):
                excluded += [(name, f"{match['why']}(原文第{span.line}行)") for name in names]
    listed = {name for one in lists for name in one.units}
    return Roster(
        lists=tuple(lists),
        excluded=tuple(pair for pair in dict(excluded).items() if pair[0] not in listed) if lists else (),
        doubtful=tuple(doubtful),
    )


def _columns(spans: Sequence[Span]) -> Iterator[Listed]:
    """The lists with one name a line, below a kind and as many as it counts: 县区 / (5家) / 东泽区 / …"""
    for start, span in enumerate(spans):
        after = spans[start + 1].flat if start + 1 < len(spans) else ""
        whole = f"{span.flat}{after}" if after.startswith("(") else ""
        for text, begin in ((span.flat, start + 1), (whole, start + 2)):
            head = _COUNTED.fullmatch(re.sub(r"\s", "", text))
            count = int(head["n"]) if head else 0
            names = [re.sub(r"\s", "", one.text) for one in spans[begin : begin + count]]
            if head and 1 < len(names) == count == len(set(names)) and all(_is_unit(name) for name in names):
                cite = quote(spans[begin - 1], whole=True)
                yield Listed(kind=head["kind"], units=tuple(names), count=count, cite=cite)


def _parts(span: Span) -> Iterator[tuple[re.Match[str], str, Citation]]:
    """The lists of a paragraph, each from its heading to the end of its sentence or to the next heading."""
    text = span.flat
    heads = list(_HEAD.finditer(text))
    for head, after in zip(heads, [*heads, None][1:], strict=True):
        part = text[head.end() : after.start() if after else len(text)]
        begin = head.start("kind")
        yield head, _OUT.sub("", part).partition("。")[0], quote(span.cut(begin, head.end()), whole=True)


def _names(text: str) -> list[str]:
    listed = _TOTAL.sub("", text.rstrip("。;. "))
    names = [re.sub(r"\s", "", name) for name in re.split("[、,;]", listed)]
    return [name for name in names if name]


def _is_unit(name: str) -> bool:
    """Whether a name is one unit's, and no piece of a sentence."""
    ends = re.search(_UNIT + r"(?:\([^)]*\))?$", name) is not None
    return ends and len(name) <= _LONGEST and _MARKS.search(name) is None


def is_kind(word: str) -> bool:
    """Whether a word is one for a kind of unit: 县区, 市直部门."""
    return _KIND.search(word) is not None


def unit_named(word: str, units: Sequence[str], city: str) -> str | None:
    """The one unit of which this is a name: its own, with the city before it, or the letters of it in their order."""
    word = re.sub(r"\s|\([^)]*\)", "", flat(word))
    names = [word, word.removeprefix(city), word.removeprefix(city[:-1]), f"{city[-1:]}{word}"]
    for name in names:
        if name in units:
            return name
    short = [unit for unit in units if len(word) >= 3 and unit[0] == word[0] and _within(word, unit)]
    return short[0] if len(short) == 1 else None


def _within(word: str, unit: str) -> bool:
    """Whether the letters of a short name stand in a long one in their order: 市人社局, 市人力资源和社会保障局."""
    letters = iter(unit)
    return all(letter in letters for letter in word)
