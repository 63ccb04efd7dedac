"""A leaf's clause taken apart, with what a recogniser needs to put it into a rule."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from .items import Item
from .limits import Limit
from .naming import LONGEST, Names, Place, shortened
from .notice import NUMBER
from .phrases import MEASURE, Piece, Worth, pieces, rest, text_before

_MEASURES: Final = {"%": "比例", "天": "天数", "日": "天数", "工作日": "工作日", "个工作日": "工作日", "小时": "小时数"}
_RATES: Final = ("率", "比例", "占比", "比重", "权重")
_LEAD: Final = re.compile(r"^(?:围绕|通过|按照?|根据|结合|依托|对于?|针对|利用|以|在|于|从|采取)")
_LOOKING: Final = re.compile(
    r"^(?:随机|重点|每季度?|每月|定期|不定期|实地|现场)*(?:抽查|抽取|抽检|抽看|抽(?=\d)|检查|查看|查阅|查验|核查|考察|听取|模拟|进行(?!中)|登录)(?!结果)"
)
_DOES: Final = re.compile(r"^(?:是否)?(?:公开|发布|提供|开设|设置|建立|公示|开展|规范|及时|准确)")
_EMPTY: Final = re.compile(
    r"^(?:完全|全部|均|都|全)?(?:符合|达到|满足)(?:以?上述?|相关|规定)?(?:要求|规定|标准|条件)?(?:的)?$|^(?:的|其中|否则|反之|合格|达标|评分标准|满分\d*分?)?$"
)
_VERB: Final = re.compile(r"公开|发布|设置|开设|提供|建立|开展|调整|的$")
_BY: Final = re.compile(r"(?<=[^,;。]{4})(?<![自经])由[^,;。由]{1,12}$")
_DRAWN: Final = re.compile(
    rf"^(?:随机)?(?:抽查|抽取|抽检|抽样|测试)\s*{NUMBER}\s*{MEASURE}(?P<what>[^,;。:、]{{2,12}}),(?P<hit>[^,;。:]{{2,14}}?)的?(?:每?[一1]?{MEASURE})?,?$"
)
_EACH_TAIL: Final = re.compile(r"(?<=.{4})(?:的?,?每[^,;。]{0,6}|各|分别)$")
_GOAL: Final = re.compile(r"(?<=[^,;。]{4})(?:不少于|不低于|达到?)\s*\d+(?:\.\d+)?\s*(?:%|[^,;。\d])(?:以上)?,?$")
_DAY: Final = re.compile(r"^(?:20\d\d年)?\d{1,2}月\d{1,2}日(?:之|以)?前(?=.{4})")
_MOST_CONDITIONS: Final = 4


@frozen(kw_only=True)
class Veto:
    """一票否决, as a rubric holds it: when it strikes, and on what."""

    when: Any
    scope: str
    words: str


@frozen(kw_only=True)
class Proposal:
    """A rule for a leaf: its kind and its keys, the leaf's points if only the clause tells them, and remarks."""

    rule: str
    keys: dict[str, Any]
    points: Decimal | None = None
    remarks: tuple[str, ...] = ()
    vetoes: tuple[Veto, ...] = ()

    @property
    def values(self) -> Iterator[Any]:
        """Every word and number in it, from the first; among the words are its facts."""
        waiting: list[Any] = [*self.keys.values(), *(veto.when for veto in self.vetoes)]
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, Mapping):
                waiting = [*one.keys(), *one.values(), *waiting]
            elif isinstance(one, list):
                waiting = [*one, *waiting]
            else:
                yield one


@frozen
class Unplaced:
    """What was understood of a clause that is left to its author."""

    why: str


Outcome: TypeAlias = Proposal | Unplaced | None
"""What a recogniser makes of a clause: a rule, the reason why nobody can, or nothing, so that the next one looks."""


@frozen(kw_only=True)
class Clause:
    """What a leaf's clause says, piece by piece."""

    item: Item
    role: str
    points: Decimal | None
    place: Place
    names: Names
    pieces: tuple[Piece, ...]
    rest: str
    text: str
    heads: dict[str, str] = field(factory=dict)
    """The codes of the headings above, by name."""

    def of(self, *kinds: Worth) -> tuple[Piece, ...]:
        """The pieces of these kinds."""
        return tuple(piece for piece in self.pieces if piece.kind in kinds)

    @property
    def cap(self) -> Decimal | None:
        """最高N分."""
        return next((piece.worth for piece in self.of("most")), None)

    def fact(self, words: str, kind: str) -> str:
        """The name of the question that these words put; else of what is demanded, else of the leaf."""
        named = self.wanted if _EMPTY.match(words.strip(" ,;。、:")) else words
        return self.names.fact(named or f"{self.label}符合要求", kind, self.place)

    @property
    def wanted(self) -> str:
        """What is demanded, where a column of its own says it."""
        return ";".join(span.flat for span in self.item.wanted)

    @property
    def label(self) -> str:
        """The leaf's name, or what its clause begins with."""
        return shortened(self.item.name) or label(self.item)

    def measured(self, limit: Limit, before: str = "") -> str:
        """The fact that a limit compares: named by the words beside or before it, and its measure."""
        subject = limit.subject or before or self.label
        measure = _MEASURES.get(limit.measure, f"{limit.measure}数")
        told = subject.endswith(measure) or (limit.measure == "%" and subject.endswith(_RATES))
        words = subject if told else f"{subject}{measure}"
        return self.names.fact(words, limit.kind, self.place)

    def conditions(self, words: str) -> list[str]:
        """Words as yes/no facts, one a phrase; more than a few are one question, whole."""
        if not phrases(words):
            words = self.wanted
        found = [phrase for phrase in phrases(words) if len(phrase) > 2] or phrases(words)
        if not found or len(found) > _MOST_CONDITIONS:
            short = f"{self.label}符合要求"
            return [self.names.fact(words if found else short, "yes_no", self.place, short)]
        if len(found) == 1:
            return [self.names.fact(words, "yes_no", self.place, found[0])]
        return list(dict.fromkeys(self.fact(phrase, "yes_no") for phrase in found))

    def condition(self, words: str) -> Any:
        """The same as `when` wants it: one name, or a list of all that must hold."""
        found = self.conditions(words)
        return found[0] if len(found) == 1 else found


def clause(item: Item, role: str, place: Place, names: Names, heads: dict[str, str]) -> Clause:
    """The clause of a leaf, taken apart."""
    found = pieces(item.clauses)
    return Clause(
        item=item,
        role=role,
        points=item.points,
        place=place,
        names=names,
        pieces=found,
        rest=rest(item.clauses, found),
        text="。".join(span.flat for span in item.clauses),
        heads=heads,
    )


def phrases(words: str, *, looked: bool = True) -> list[str]:
    """What words demand, phrase by phrase: how one looks left out, an adverbial put before what it belongs to.

    Where nothing else is said and `looked`, it is what one looks at.
    """
    found, lead, objects = list[str](), "", list[str]()
    for phrase in re.split(r"[,;。:]", re.sub(r"\([^()]*\)", "", words)):
        phrase = phrase.strip(" 、()")
        if not phrase or _EMPTY.match(phrase):
            continue
        if looking := _LOOKING.match(phrase):
            phrase = phrase[looking.end() :]
            if not _DOES.match(phrase):
                objects.append(phrase)
                continue
        if _LEAD.match(phrase) and not _VERB.search(phrase[2:]):
            lead += phrase
            continue
        found.append(lead + phrase)
        lead = ""
    return found or [phrase for phrase in (lead, *(objects if looked else ())) if len(phrase) > 3]


def last(words: str) -> str:
    """The last sentence of the words before a phrase, without how one looks; nothing where it says no more."""
    sentence = re.split("[;。]", words.rstrip(" ,;。"))[-1]
    kept = phrases(sentence, looked=False)
    return ",".join(kept) if kept else ""


def label(item: Item, *, brief: bool = False) -> str:
    """A name for an item that prints none: a term in quotation marks, else how its clause begins.

    A `brief` one has no goals and days: 1月31日前…, …不少于2次.
    """
    text = next((span.flat for span in (*item.wanted, *item.clauses)), "")
    begin = re.split("[。;]", text)[0]
    begin = text_before(begin)
    told = _BY.sub("", begin)
    if told != begin:  # 栏目更新情况由考评组酌情评分
        return told if len(told) <= LONGEST else shortened(told)
    if (drawn := _DRAWN.match(begin)) and not _EMPTY.match(drawn["hit"]):
        return shortened(f"{drawn['what']}{drawn['hit']}")
    for tail in (_EACH_TAIL, _GOAL, _DAY) if brief else (_EACH_TAIL,):
        begin = tail.sub("", begin)
    quoted = re.search(r"[开设立置]{2}[^“”]{0,4}“([^”]{2,12})”(?!“)", begin)
    if quoted:
        return quoted[1]
    found = phrases(begin)
    return shortened(found[0] if found else begin) if text else ""
