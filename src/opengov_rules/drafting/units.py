"""Who is assessed, as far as the notice lists it: kinds of unit with their names, and short names for them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from ..provenance import Citation
from .notice import Span, flat, quote

_UNIT: Final = r"(?:局|委|办|中心|院|厅|处|政府|街道|镇|乡|县|市|区|旗|部|会|社|队|站|室|所|司|馆|校|学院|集团|银行)"
_LIST: Final = re.compile(
    r"^(?P<kind>[^:,;。、]{1,16}?)\s*\(?(?:共|计)?\s*(?P<n>\d{1,3})\s*(?:家|个|户)?(?:单位)?\)?"
    r"\s*(?:分别)?(?:为|是|包括)?\s*:\s*"
)
_PLAIN: Final = re.compile(r"^(?P<kind>[^:,;。、]{1,12}?)\s*:\s*")
_TOTAL: Final = re.compile(r"(?:等?,?\s*(?:共|共计|合计)\s*\d+\s*(?:个|家)(?:单位)?)$")
_NUMBERING: Final = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、])\s*")
_KIND: Final = re.compile(r"部门|单位|机构|县|市|区|乡|镇|街道|院校|企业|学校|医院")


@frozen(kw_only=True)
class Listed:
    """One kind of unit: its name without blanks, the names in the notice's order, and the count if one is printed."""

    kind: str
    units: tuple[str, ...]
    count: int | None
    cite: Citation


def rosters(spans: Iterable[Span]) -> tuple[Listed, ...]:
    """The lists of units: 县 市 区8家:甲县、乙县. A list of other things has other endings, and is none."""
    found = list[Listed]()
    for span in spans:
        text = span.flat
        start = match.end() if (match := _NUMBERING.match(text)) else 0
        head = _LIST.match(text[start:]) or _PLAIN.match(text[start:])
        if head is None:
            continue
        listed = _TOTAL.sub("", text[start + head.end() :].rstrip("。;. "))
        names = [re.sub(r"\s", "", name) for name in re.split("[、,;]", listed)]
        names = [name for name in names if name]
        units = [name for name in names if re.search(_UNIT + r"(?:\([^)]*\))?$", name) and len(name) <= 24]
        if (
            len(names) < 2
            or len(units) < len(names)
            or _KIND.search(head["kind"]) is None
            or len(set(names)) != len(names)
        ):
            continue
        count = int(head["n"]) if "n" in head.groupdict() else None
        kind = re.sub(r"\s", "", head["kind"])
        if any(other.kind == kind for other in found):
            continue
        cite = quote(span.cut(start, start + head.end()), whole=True)
        found.append(Listed(kind=kind, units=tuple(names), count=count if count == len(names) else None, cite=cite))
    return tuple(found)


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
