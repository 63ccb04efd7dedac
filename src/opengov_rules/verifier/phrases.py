"""What a notice's own phrases say in numbers: 得2分, 给2分, 最高得6分, 超过5个, 3个工作日内, 随机抽查5个."""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from ..conditions import Comparison

Verb: TypeAlias = Literal["gives", "takes", "start", "most"]

_NUMBER: Final = r"(\d+(?:\.\d+)?)"
_AMOUNT: Final = re.compile(
    r"(?P<most>(?:最高|最多|至多|不超过|累计不超过)(?:不超过|得|加|计|赋|给|扣|减)?)\s*(?P<m>\d+(?:\.\d+)?)\s*分"
    r"|(?P<start>基础分|起评分)(?:为|得)?\s*(?P<s>\d+(?:\.\d+)?)\s*分"
    r"|(?<!不)(?P<verb>得|加|计|赋|给|扣|减)\s*(?P<n>\d+(?:\.\d+)?)\s*分(?!为|以)"
)
_PERCENT: Final = r"(\d+(?:\.\d+)?%?)"
_NOT: Final = r"(?:不[得应能]?|未|没有?)"
_AFTER: Final[tuple[tuple[str, Comparison], ...]] = (
    (r"超过[（(]含[)）]\s*" + _PERCENT, "at_least"),
    (rf"(?:{_NOT}(?:超过|超出|多于|高于|大于)|至多)\s*" + _PERCENT, "at_most"),
    (rf"{_NOT}(?:少于|低于|小于)\s*" + _PERCENT, "at_least"),
    (rf"{_NOT}(?:达到?|满|到)\s*" + _PERCENT, "under"),
    (r"(?:超过|超出|多于|高于|大于)\s*" + _PERCENT, "over"),
    (r"(?:达到|至少)\s*" + _PERCENT, "at_least"),
    (r"(?:少于|低于|不足|小于)\s*" + _PERCENT, "under"),
    (_PERCENT + r"[^\d,;。，；、]{0,4}?(?:及以上|以上)", "at_least"),
    (_PERCENT + r"[（(]含[)）]\s*(?:至|到|[-—–~～])", "at_least"),
    (_PERCENT + r"\s*个?(?:工作日|日|天|周|小时|个月)(?:以)?内", "at_most"),
    (_PERCENT + r"[^\d,;。，；、]{0,4}?(?:及以下)", "at_most"),
    (_PERCENT + r"[^\d,;。，；、]{0,4}?(?:以下)", "under"),
    (r"\bat most " + _PERCENT, "at_most"),
    (r"\b(?:more than|over) " + _PERCENT, "over"),
    (r"\bat least " + _PERCENT, "at_least"),
    (r"\bless than " + _PERCENT, "under"),
)
"""Which comparison words are, before the number or after it; the first that fits a number is the one."""
_LIMITS: Final = tuple((re.compile(pattern), comparison) for pattern, comparison in _AFTER)
_DRAWN: Final = re.compile(r"抽查[^,;。，；]{0,16}?" + _NUMBER + r"\s*(?:个|条|家|篇|件|份|项|名|次)")
_STEP: Final = re.compile(
    r"每\s*" + _NUMBER + r"\s*(%|分)[^,;。，；]{0,3}?(?:一级|一档|计分|为一)|最小\s*" + _NUMBER + r"\s*(分)"
)
_FULL: Final = re.compile(r"达到?\s*" + _NUMBER + "%")
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?%?|[一二两三四五六七八九](?=[种次个项类家篇条件期场处起])")
_NUMERALS: Final = {"两": "2"} | {numeral: str(value) for value, numeral in enumerate("一二三四五六七八九", start=1)}
_FOR_EACH: Final = re.compile(r"各|每|均|分别|(?<![第\d.])[一1][种次个项类家篇条件期场处起份户]的?$")
_OF_ONE: Final = re.compile(r"(?:单|同一|每(?!年|个?单位|家单位))[一-鿿]")
_PIECE: Final = re.compile(r"[,;。，；、(（]")
_LISTED: Final = re.compile(r"[、和与及]")
_SHARE_GIVEN: Final = re.compile(r"(?<!不)[得给]\s*(\d+(?:\.\d+)?)%(?!\s*的?[及以])")
_FURTHER: Final = re.compile(r"\s*[、和]\s*(\d+(?:\.\d+)?)\s*分")
_ENDS: Final = re.compile(r"[,;。，；]")


@frozen
class Amount:
    """Points that a text gives, takes off, begins with or limits; `numbers` are those printed since the last one.

    With `for_each` they are those of each of several things: 各得1分, 每具备一项得1分, 公开一类得1分. `lead` is the
    piece of the clause before them.
    """

    verb: Verb
    points: Fraction
    numbers: tuple[str, ...]
    for_each: bool = False
    lead: str = ""

    @property
    def of_one(self) -> bool:
        """Whether they limit what one event or thing comes to, and not the whole: 单件最多扣1分."""
        return self.verb == "most" and _OF_ONE.match(self.lead) is not None


@frozen
class Bound:
    """A number that a text compares with."""

    number: str
    comparison: Comparison
    clause: str


def amounts(texts: Iterable[str]) -> list[Amount]:
    """The points of several texts, in order."""
    found = list[Amount]()
    for text in texts:
        before = 0
        for match in _AMOUNT.finditer(text):
            points = Fraction(match["m"] or match["s"] or match["n"])
            verb: Verb = "most" if match["most"] else "start" if match["start"] else "gives"
            if match["verb"] in ("扣", "减"):
                verb = "takes"
            since = _clauses(text[before : match.start()])
            numbers = tuple(_NUMERALS.get(number, number) for number in _DIGITS.findall(since))
            lead = _PIECE.split(since)[-1].strip()
            found.append(Amount(verb, points, numbers, for_each=_FOR_EACH.search(since) is not None, lead=lead))
            before = match.end()
            if "分别" in since:  # 县区、部门分别加5分、3分
                further = list[Amount]()
                while after := _FURTHER.match(text, before):
                    further.append(Amount(verb, Fraction(after[1]), numbers))
                    before = after.end()
                leads = _LISTED.split(_ENDS.split(since)[-1].partition("分别")[0])
                if len(leads) == len(further) + 1:
                    further = [evolve(one, lead=lead) for one, lead in zip((found.pop(), *further), leads, strict=True)]
                found += further
    return found


def shares_given(texts: Iterable[str]) -> list[Fraction]:
    """The shares of its points that a text gives: 给80%."""
    return [Fraction(match[1]) / 100 for text in texts for match in _SHARE_GIVEN.finditer(text)]


def _clauses(text: str) -> str:
    """A piece of text without its ordinal."""
    return re.sub(r"^\s*\d{1,2}[.、](?!\d)", "", text)


def bounds(texts: Iterable[str]) -> list[Bound]:
    """The numbers that texts compare with. A limit of points (最高不超过4分) is none, but 90分以上 is."""
    found = list[Bound]()
    for text in texts:
        taken = set[int]()
        for pattern, comparison in _LIMITS:
            for match in pattern.finditer(text):
                points = re.match(r"\s*(?:分(?!以)|points?\b)", text[match.end(1) :])
                if match.start(1) not in taken and not points:
                    taken.add(match.start(1))
                    found.append(Bound(match[1], comparison, _clause(text, match.start())))
    return found


def _clause(text: str, at: int) -> str:
    """The clause around a place, to its stops."""
    begin = max((m.end() for m in _ENDS.finditer(text, 0, at)), default=0)
    end = _ENDS.search(text, at)
    return text[begin : end.start() if end else len(text)]


def clauses(texts: Iterable[str]) -> Iterator[str]:
    """Texts cut at their stops."""
    for text in texts:
        yield from (piece for piece in _ENDS.split(text) if piece)


def drawn(texts: Iterable[str]) -> list[int]:
    """How many a text draws."""
    return [int(Fraction(match[1])) for text in texts for match in _DRAWN.finditer(text)]


def steps(texts: Iterable[str]) -> list[str]:
    """The steps in which a text counts: 0.5 (分) or 5%."""
    found = (match for text in texts for match in _STEP.finditer(text))
    return [f"{match[1]}%" if match[2] == "%" else match[1] or match[3] for match in found]


def full_shares(texts: Sequence[str]) -> list[str]:
    """From which share on a text gives all points."""
    return [f"{match[1]}%" for text in texts for match in _FULL.finditer(text)]
