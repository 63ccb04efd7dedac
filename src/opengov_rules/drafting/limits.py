"""Comparisons in a clause: 3个工作日内, 30天以上, 90%以上, 不少于6次, 超过5个."""

import re
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from .notice import NUMBER, number

Side: TypeAlias = Literal["at_least", "over", "at_most", "under"]

_MEASURE: Final = (
    r"(?P<m>%|个百分点|个工作日|工作日|个小时|小时|分钟|个月|天|日|次|个|条|篇|项|件|家|期|分|人|场|种|类|份|万)"
)
_NOT: Final = r"(?:不[得应能]?|未|没有?)"
_N: Final = rf"(?P<n>{NUMBER})\s*{_MEASURE}"
_SIDES: Final[tuple[tuple[Side, re.Pattern[str]], ...]] = (
    ("at_least", re.compile(rf"(?:超过|大于|高于)\s*\(含\)\s*{_N}(?:\(含\))?")),
    ("at_most", re.compile(rf"(?:{_NOT}(?:超过|超出|多于|大于|高于)|小于等于|≤|最多)\s*{_N}")),
    ("under", re.compile(rf"{_NOT}(?:达到?|满|到)\s*{_N}")),
    (
        "at_least",
        re.compile(
            rf"(?:达到?|{_NOT}(?:少于|低于|小于)|至少|大于等于|≥|满)\s*{_N}(?!\s*[-—~至到])(?:\(含\))?\s*(?:及?以上)?"
        ),
    ),
    ("at_least", re.compile(rf"{_N}\s*(?:\(含\s*{NUMBER}?[^)]{{0,3}}\))?\s*(?:及|及其)?\s*以上(?:\(含\))?")),
    (
        "at_least",
        re.compile(
            rf"(?P<n>{NUMBER})\s*%?\s*(?:\(含\))?\s*(?:-|—|–|~|至|到)+\s*(?P<high>{NUMBER})\s*{_MEASURE}(?:\((?:不含)?\))?(?:之间)?"
        ),
    ),
    ("over", re.compile(rf"(?:超过|超出|大于|多于|高于|>)\s*{_N}")),
    ("under", re.compile(rf"(?:低于|少于|不足|小于|<)\s*{_N}")),
    ("at_most", re.compile(rf"{_N}\s*(?:\(含\))?\s*(?:之|以)?内")),
    ("at_most", re.compile(rf"{_N}\s*(?:\(含\))?\s*(?:及)?以下")),
)
_BARE: Final = re.compile(rf"(?<![\d.])(?P<n>{NUMBER})\s*(?P<m>%|次|个|条|篇|期|场|项|件|家|种|类)(?:的)?$")
_COMPARED: Final = re.compile(r"低于|高于|超过|不足|不到|大于|小于|以上|以下|以内|达到|至少|不少于")
_BAND: Final = re.compile(
    rf"(?:低于|不足|少于|不到)\s*(?P<top>{NUMBER})\s*{_MEASURE}\s*[,且但并]*\s*(?:(?P<over>高于|超过|多于|大于)|不低于|不少于|达到?)"
    rf"\s*(?P<low>{NUMBER})\s*(?P=m)(?!以内)(?:\(含\))?$"
)
_BAND_DOWN: Final = re.compile(
    rf"(?P<top>{NUMBER})\s*{_MEASURE}\s*以下\s*[,且但并]*\s*(?P<over>高于|超过)?(?P<low>{NUMBER})\s*(?P=m)\s*(?:\(含\))?(?:及?以上)?$"
)
_BAND_UP: Final = re.compile(
    rf"(?P<low>{NUMBER})\s*{_MEASURE}\s*(?:\(含\))?(?:及其?)?以上\s*[、,且但并]*\s*(?:低于|不足|少于|不到|未满|未达到?)\s*(?P<top>{NUMBER})\s*(?P=m)$"
)
_WORDS: Final = re.compile(r"^[,的\s]+|[,的\s]+$")


@frozen(kw_only=True)
class Limit:
    """A quantity compared with a number: the words for the quantity, and what is measured."""

    side: Side
    bound: Decimal
    measure: str
    subject: str

    @property
    def table(self) -> dict[str, Any]:
        """The comparison as a scheme file writes it, without the fact."""
        return {self.side: f"{self.bound}%" if self.measure == "%" else self.bound}

    @property
    def kind(self) -> str:
        """The type of the fact that is compared."""
        return "share" if self.measure == "%" else "count"


def limit_in(words: str) -> Limit | None:
    """The one comparison in these words; none where there is another number or another comparison beside it."""
    for side, pattern in _SIDES:
        match = pattern.search(words)
        if match is None:
            continue
        before, after = words[: match.start()], words[match.end() :]
        if any(other.search(before + " " + after) for _, other in _SIDES):
            return None
        subject = _WORDS.sub("", f"{before.rstrip('在于')}{after}")
        return Limit(side=side, bound=number(match["n"]), measure=match["m"], subject=subject)
    return None


def band_in(words: str) -> tuple[Limit, Decimal] | None:
    """低于4%高于2%, 90%以下80%以上: the comparison from below, and the number where the tier above begins."""
    match = _BAND.search(words) or _BAND_DOWN.search(words) or _BAND_UP.search(words)
    if match is None:
        return None
    side: Side = "over" if match.groupdict().get("over") else "at_least"
    subject = _WORDS.sub("", words[: match.start()])
    return Limit(side=side, bound=number(match["low"]), measure=match["m"], subject=subject), number(match["top"])


def count_in(words: str) -> Limit | None:
    """A bare count at the end of words, 1次, which beside 2次以上 means at least so many."""
    match = _BARE.search(words)
    if match is None or _COMPARED.search(words):
        return None
    subject = _WORDS.sub("", words[: match.start()])
    return Limit(side="at_least", bound=number(match["n"]), measure=match["m"], subject=subject)


def falling(limits: list[Limit], worths: list[Decimal]) -> bool:
    """Whether these are tiers: of one measure, to one side, the best first and each later one easier."""
    if len({limit.measure for limit in limits}) != 1 or worths != sorted(set(worths), reverse=True):
        return False
    bounds = [limit.bound for limit in limits]
    upwards = {limit.side for limit in limits} <= {"at_least", "over"}
    downwards = {limit.side for limit in limits} <= {"at_most", "under"}
    return (upwards and bounds == sorted(set(bounds), reverse=True)) or (downwards and bounds == sorted(set(bounds)))
