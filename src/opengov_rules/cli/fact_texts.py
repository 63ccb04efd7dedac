"""Declared facts in words: everything that `[facts."NAME"]` says, a line each."""

from collections.abc import Iterator
from typing import Final

from ..facts import Fact, FactType, Peers
from ..points import to_text
from ..saying import say
from ..words import Language
from .node_texts import left_out

_TYPES: Final = {
    "zh": {
        FactType.YES_NO: "是否",
        FactType.COUNT: "个数",
        FactType.QUANTITY: "数量",
        FactType.DATE: "日期",
        FactType.SAMPLE: "抽查结果",
        FactType.SHARE: "占比",
        FactType.CHOICE: "选项",
        FactType.POINTS: "评分",
    },
    "en": {kind: kind.value for kind in FactType},
}
_TAKES: Final = {
    "zh": {
        "sum": "合计",
        "min": "取最小",
        "max": "取最大",
        "count": "不为零的个数",
        "mean": "取平均",
        "median": "取中位数",
        "distinct": "不同答案的个数",
    },
    "en": {
        "sum": "sum",
        "min": "least",
        "max": "greatest",
        "count": "how many are not zero",
        "mean": "mean",
        "median": "median",
        "distinct": "how many different answers",
    },
}
_WORDS: Final = {
    "zh": {
        "min": "不小于 {value}",
        "max": "不大于 {value}",
        "step": "步长 {value}",
        "never": "可答“从未”",
        "per": "每个{asset}各答一次",
        "of": "由“{fact}”的答案得出",
        "absent": "未列即为没有",
    },
    "en": {
        "min": "at least {value}",
        "max": "at most {value}",
        "step": "in steps of {value}",
        "never": 'may be "never"',
        "per": "one answer per {asset}",
        "of": "from the answers to {fact}",
        "absent": "not named means none",
    },
}
_NONE: Final = {
    "zh": {"open": "0/0 待裁定", "full": "0/0 按 100%", "zero": "0/0 按 0%"},
    "en": {"open": "0/0 is open until somebody rules", "full": "0/0 is 100%", "zero": "0/0 is 0%"},
}
_PEERS: Final = {
    "zh": {"mean": "平均", "median": "中位数", "most": "最大值", "least": "最小值", "rank": "名次"},
    "en": {"mean": "mean", "median": "median", "most": "greatest", "least": "least", "rank": "place by the greatest"},
}


def fact_text(fact: Fact, lang: Language) -> str:
    """A fact's name, what kind of answer it takes, and what becomes of the answers."""
    measure = f"({fact.measure})" if lang == "zh" and fact.measure else f" ({fact.measure})" if fact.measure else ""
    choices = ": " + ("、" if lang == "zh" else ", ").join(fact.choices) if fact.choices else ""
    ask = [fact.ask] if fact.ask else []
    return "  ".join((fact.name, f"{_TYPES[lang][fact.type]}{measure}{choices}", *_parts(fact, lang), *ask))


def _parts(fact: Fact, lang: Language) -> Iterator[str]:
    words = _WORDS[lang]
    for key, value in (("min", fact.min), ("max", fact.max), ("step", fact.step)):
        if value is not None:
            yield words[key].format(value=to_text(value))
    if fact.never:
        yield words["never"]
    if fact.of:
        yield words["of"].format(fact=fact.of)
    if fact.per:
        yield words["per"].format(asset=fact.per)
    if fact.take is not None:
        yield _TAKES[lang][fact.take]
    yield from left_out(fact.trim, fact.best, lang)
    if fact.peers is not None:
        yield _peers(fact.peers, lang)
    if fact.none:
        yield _NONE[lang][fact.none]
    if fact.absent:
        yield words["absent"]


def _peers(peers: Peers, lang: Language) -> str:
    """From which units a value is reckoned, and how."""
    of, take, none = say(peers.of, lang), _PEERS[lang][peers.take], peers.none
    if lang == "zh":
        among = "同一指标表" if peers.among == "rubric" else "同类"
        own = "" if peers.own else "其他"
        last = "" if none is None else f",没有其他单位时为 {to_text(none)}"
        return f"{among}{own}单位的 {of} 之{take}{last}"
    among = "of the rubric" if peers.among == "rubric" else "of the kind"
    last = "" if none is None else f", {to_text(none)} where there are none"
    return f"{take} of {of} among {'' if peers.own else 'other '}units {among}{last}"
