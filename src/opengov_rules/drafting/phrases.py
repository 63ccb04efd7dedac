"""The phrases of a clause that say what it is worth: 得N分, 每…扣N分, 扣完为止, 不得分, 酌情, 按比例, 一票否决."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from .notice import NUMBER, Span, flat, number

Worth: TypeAlias = Literal["gain", "add", "cut", "most", "none", "floor", "judged", "range", "ratio", "veto", "open"]

MEASURE: Final = (
    r"(?:个工作日|工作日|人次|件次|个|处|条|次|项|篇|天|日|家|例|件|人|起|期|份|类|种|场|所|批|户|册|周|月)"
)
_ONE: Final = rf"(?<![\d.])(?:一|1)\s*{MEASURE}(?:\s*/\s*{MEASURE})?"
_PATTERNS: Final[tuple[tuple[Worth, str], ...]] = (
    ("veto", r"一票否决|取消[^,;。]{0,8}(?:资格|加分|得分)|直接(?:评|评定|定|认定)为?[“\"]?[^,;。]{1,6}"),
    ("floor", r"[扣减]完[^,;。]{0,6}?(?:为止|即止)|直至扣完|扣至0分(?:为止)?"),
    ("range", rf"(?:得|计|给|赋|扣|加|减)\s*{NUMBER}\s*分?\s*(?:-|—|–|~|至|到)+\s*(?P<high>{NUMBER})\s*分"),
    (
        "most",
        r"(?:最高|最多|至多|累计|合计|总计|上限|总分(?![^,;。\d]{0,4}[扣减加])|满分)[^,;。\d]{0,8}?(?:不超过|不高于|得|加|扣|计|为)?\s*"
        rf"(?P<most>{NUMBER})\s*分(?:为止|封顶)?|(?P<most2>{NUMBER})\s*分(?:封顶|为限)|(?<=[,;。])共计?\s*(?P<most3>{NUMBER})\s*分",
    ),
    (
        "none",
        r"(?:该项|本项|此项|均|一律)?\s*(?:不(?:予)?(?:得|计|给|加)分|(?:得|计|记|为)\s*(?:0|零)\s*分|按\s*(?:0|零)\s*分\s*计?算?|零分)",
    ),
    (
        "ratio",
        r"按(?:照)?[^,;。]{0,20}?(?:比例|比率|百分比|完成率|占比)(?:(?:得|计|赋|给|折算|换算|折)[^,;。]{0,3}分|折算|计算)",
    ),
    ("gain", rf"(?:得|计|记|赋|给|(?<=各)占)(?:基[础本]分)?\s*(?P<gain>{NUMBER})\s*分"),
    ("gain", r"(?:得|计|记|赋|给)\s*(?:满分|全分|该项分)"),
    ("add", rf"(?:另?加|奖励?|增加)\s*(?P<add>{NUMBER})\s*分"),
    ("cut", rf"(?:扣减|扣除|扣|减)(?:去|掉)?\s*(?P<cut>{NUMBER})\s*分"),
    (
        "judged",
        r"(?:酌情|视情况?)(?:[^,;。\d]{0,4}?分)?|综合(?:评定|打分|评价|赋分|评分)"
        r"|(?:进行|予以|给予)?(?:打分|评分|赋分|给分)(?!标准|细则|办法|依据)",
    ),
    (
        "open",
        r"(?<![不评])(?<!就高)(?<!累计)(?<!重复)(?<!最高)(?<!取高)(?<!高项)(?:得|加|扣|计|减)分(?!标准|细则|值|项|指标|办法|率|情况|为止)",
    ),
)
_TOKEN: Final = re.compile("|".join(f"(?P<{kind}_{i}>{pattern})" for i, (kind, pattern) in enumerate(_PATTERNS)))
_AGAIN: Final = re.compile(r"(?<=.{2})(?:再|另|则)$")
_PER: Final = re.compile(rf"^\s*/\s*{MEASURE}")
_EACH: Final = re.compile(
    rf"(?:每(?P<step>\s*{NUMBER}\s*)?(?P<inner>[^,;。]{{0,18}}?)|(?P<verb>(?:发现|出现|存在|有|如有|缺少|缺失|缺|少|漏|超期|超|迟|逾期)?)(?P<one>{_ONE})(?P<noun>[^,;。\d]{{0,8}}?))"
    r"\s*(?:的|者|,)*\s*$"
)
_FEW: Final = re.compile(rf"(?P<few>缺少|缺失|缺|少|漏|超过|超期|超|推迟|延迟|迟|逾期)(?:一|1)?\s*(?P<m>{MEASURE})?")
_LACKS: Final = re.compile(r"缺|少|漏|超|迟|逾期")
_POINTS: Final = re.compile(rf"{NUMBER}\s*分(?!钟|之|别|类|级|公司|管|工|析|布)")
_ELSEWHERE: Final = re.compile(
    r"按[^,;。]{1,20}计(?![划算入机时量])|折算|换算|取平均|平均(?:分|值|得分|计)|改按|[÷×]|四舍五入|位小数|[按取]最[差低]"
    r"|计入(?:第|总分|[该本此]项)|不计[此该本]项|不(?:考评|考核|适用)[此该本]项|[此该本]项(?:不(?:考|适用)|满分)"
    r"|除外(?!\))|不(?:予|再)?扣|免扣|减半|折半|加倍|翻倍|顺延|抵扣|冲抵|另行(?:计|扣|加)"
    r"|视[为同](?!频)|(?:给|得|计|占|赋|减|扣)(?:本?项?分值的?|满分的?)?\s*(?:\d+(?:\.\d+)?\s*%(?!\s*[(及以])|[一二三四五六七八九十]分之|一半)"
    r"|(?<!各)占一半|[该本此]?项?分值的(?:\d|[一二三四五])"
)
"""What bears on points, and is more than any phrase of worth says."""
_FEW_WORDS: Final = {"缺": "缺少", "少": "缺少", "漏": "遗漏", "超": "超过", "迟": "迟延"} | {
    word: word for word in ("缺少", "缺失", "超过", "超期", "推迟", "延迟", "逾期")
}
_OFTEN: Final = re.compile(r"每(?:个)?(?:\d|[一二两三四五六半])?(?:周|月|年|季|天|日|旬|星期|半年|工作日)")
_EACH_ONE: Final = re.compile(r"每(?:一|1)?[个件次处项篇起条份家种类]")
"""What is counted for certain, however often one looks: 每周查看一次,没有新信息的每次扣1分."""
_AT_LEAST: Final = re.compile(r"(?:至少|不少于)[^,;。]{0,6}$")
"""Before 1次 these words tell how many are wanted, and not that every one counts."""
_MANY: Final = re.compile(rf"(?!1\D|一)(?:{NUMBER})\s*{MEASURE}")


@frozen(kw_only=True)
class Piece:
    """One phrase of worth, with the words before it that say for what."""

    kind: Worth
    before: str
    """What stands between the phrase before it and this one; without its 每…一个 where `each` is true."""
    worth: Decimal | None = None
    """The number of points; None where it names full points, or no number."""
    each: bool = False
    """Whether the points are for every one: 每发现一个, 一次, 1个."""
    raw: str = ""
    """The same with its 每…一个."""
    noun: str = ""
    """What is counted, where 每个… names it."""
    many: bool = False
    """Whether the points are for several at once: 每5个."""
    span: Span
    end: int


def pieces(spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The phrases of worth in a clause, in their order."""
    return tuple(piece for span in spans for piece in _pieces(span))


def _pieces(span: Span) -> Iterable[Piece]:
    text, start = span.flat, 0
    for match in _TOKEN.finditer(text):
        kind = next(kind for i, (kind, _) in enumerate(_PATTERNS) if match[f"{kind}_{i}"])
        found = next(
            (match[name] for name in ("high", "most", "most2", "most3", "gain", "add", "cut") if match[name]), None
        )
        before = _AGAIN.sub("", _PER.sub("", text[start : match.start()]).strip(" ,;。、:()"))
        piece = Piece(
            kind=kind,
            before=before,
            raw=before,
            worth=None if found is None else number(found),
            span=span,
            end=match.end(),
        )
        start = match.end()
        if kind in ("gain", "add", "cut", "open"):
            piece = _counted(piece, text[match.end() :])
        yield piece


def _counted(piece: Piece, after: str) -> Piece:
    """A phrase with its 每…一个 taken off, if it has one."""
    last = re.split("[;。]", piece.before)[-1]
    if _PER.match(after):
        return evolve(piece, each=True)
    match = _EACH.search(piece.before)
    often = _OFTEN.search(last) is not None and (match is None or _EACH_ONE.match(match[0]) is None)
    if match is None or often or (match["one"] and _AT_LEAST.search(piece.before[: match.start()])):
        return piece
    counted = match["inner"] if match["one"] is None else match["verb"] + match["one"] + (match["noun"] or "")
    noun = re.sub(r"^(?:发现|出现|存在|如?有|查出|查实)|的$", "", counted or "")
    before = piece.before[: match.start()].strip(" ,;。、:")
    if few := _FEW.fullmatch(noun):
        noun = f"{_FEW_WORDS[few['few']]}{(few['m'] or '项').removeprefix('个')}数" if not _LACKS.search(before) else ""
    noun = re.sub(rf"(?:(?:一|1)\s*{MEASURE}|^{MEASURE})(?:\s*/\s*{MEASURE})?", "", noun)
    several = match["step"] is not None and number(match["step"].strip()) != 1
    many = several or _MANY.search(counted or "") is not None
    if again := re.search(rf"{_ONE}$", before):  # 通报一次1个/次扣0.5分
        before = before[: again.start()]
    return evolve(piece, before=before, each=True, noun=noun.strip(" ,"), many=many)


def text_before(text: str) -> str:
    """A text up to its first phrase of worth; the whole where there is none, or where it begins with one."""
    match = _TOKEN.search(flat(text))
    return text[: match.start()] if match and match.start() else text


def is_scored(text: str) -> bool:
    """Whether a flat text says what something is worth."""
    return _TOKEN.search(text) is not None


def is_rated(text: str) -> bool:
    """Whether a flat text says how points are earned or lost: not only how many there are, or when there are none."""
    kinds = (kind for match in _TOKEN.finditer(text) for kind in match.groupdict() if match[kind])
    return any(kind.partition("_")[0] in ("gain", "add", "cut", "judged", "ratio") for kind in kinds)


def elsewhere(spans: Iterable[Span]) -> str:
    """The first phrase that bears on points beside the phrases of worth: 按实际权重÷4%×3计; "" if there is none."""
    for span in spans:
        text = masked(span.flat)
        if match := _ELSEWHERE.search(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in ",;。") + 1
            return re.split("[,;。]", span.flat[start:])[0].strip()
    return ""


def masked(text: str) -> str:
    """A flat text with a □ in place of every letter of its phrases of worth."""
    return _TOKEN.sub(lambda match: "□" * len(match[0]), text)


def unread(spans: Iterable[Span], own: Decimal | None) -> str:
    """The first number of points that no phrase of worth takes in: the 2分 of 分别加3分、2分; "" if there is none.

    In brackets it may be the leaf's `own`.
    """
    for span in spans:
        taken = {i for match in _TOKEN.finditer(span.flat) for i in range(match.start(), match.end())}
        for match in _POINTS.finditer(span.flat):
            bracketed = span.flat[match.start() - 1 : match.start()] in ("(", "[", "【")
            worth = number(re.split(r"\s*分", match[0])[0])
            if match.start() not in taken and not (bracketed and own in (None, worth)):
                return match[0]
    return ""


def rest(spans: Iterable[Span], found: Iterable[Piece]) -> str:
    """The words after the last phrase of each span."""
    ends = {piece.span: piece.end for piece in found}
    return "。".join(text for span in spans if (text := span.flat[ends.get(span, 0) :].strip(" ,;。、:()")))
