"""Conditions and quantities in words, from their own data: 空白栏目 > 5."""

from typing import Final

from .conditions import (
    Cases,
    Compared,
    Condition,
    Constant,
    Curve,
    Excess,
    Extreme,
    FactSum,
    Holds,
    Identity,
    Joined,
    NodeResult,
    Product,
    Quantity,
    Ratio,
    Steps,
    Sum,
    Word,
)
from .points import to_text
from .words import Language

_SIGNS: Final = {"over": ">", "at_least": "≥", "under": "<", "at_most": "≤", "is": "="}
_GROUPS: Final = {
    "zh": {"total": "总分", "base": "基本分", "bonus": "加分", "penalty": "扣分"},
    "en": {"total": "the total", "base": "the base", "bonus": "the bonus", "penalty": "the penalty"},
}
_JOINTS: Final = {"zh": {"all": "且", "any": "或"}, "en": {"all": " and ", "any": " or "}}


def say(part: Condition | Quantity, lang: Language) -> str:
    """A condition or quantity in words."""
    match part:
        case Holds(fact):
            return fact
        case Identity(units, kinds):
            return {"zh": "本单位为", "en": "the unit is "}[lang] + _listed((*units, *kinds), lang)
        case Compared(comparison, left, right):
            return f"{say(left, lang)} {_SIGNS[comparison]} {say(right, lang)}"
        case Joined("none", parts):
            inner = say(Joined("any", parts), lang) if len(parts) > 1 else say(parts[0], lang)
            return f"非({inner})" if lang == "zh" else f"not ({inner})"
        case Joined(how, parts):
            texts = [f"({say(p, lang)})" if isinstance(p, Joined) and len(p.parts) > 1 else say(p, lang) for p in parts]
            return _JOINTS[lang][how].join(texts)
        case _:
            return _quantity(part, lang)


def _quantity(quantity: Quantity, lang: Language) -> str:
    zh = lang == "zh"
    match quantity:
        case Word("never"):
            return "从未" if zh else "never"
        case Constant(text=text) | Word(text):
            return text
        case FactSum(weights):
            return _summed([fact if weight == 1 else f"{to_text(weight)}×{fact}" for fact, weight in weights])
        case NodeResult(node, share):
            named = _GROUPS[lang].get(node)
            if zh:
                return f"{named or f'指标 {node} '}的{'得分率' if share else '得分'}"
            return f"{'share' if share else 'points'} of {named or node}"
        case Sum(terms):
            return _summed([say(term, lang) for term in terms])
        case Product(factors):
            return "×".join(_bracketed(factor, lang) for factor in factors)
        case Ratio(part, whole):
            return f"{_bracketed(part, lang)}÷{_bracketed(whole, lang)}"
        case Excess(of, over):
            first, second = _bracketed(of, lang), _bracketed(over, lang)
            return f"{first}超出{second}的部分" if zh else f"excess of {first} over {second}"
        case Extreme(how, items):
            listed = _listed([say(item, lang) for item in items], lang)
            words = {"zh": {"least": "最小", "most": "最大"}, "en": {"least": "least", "most": "greatest"}}[lang]
            return f"({listed})之{words[how]}者" if zh else f"the {words[how]} of ({listed})"
        case Steps(of, step, count):
            inner = _bracketed(of, lang)
            if zh:
                return f"{inner}每{step.text}计 1 次({ {'full': '不足不计', 'started': '不足按 1 次计'}[count] })"
            return f"{ {'full': 'full', 'started': 'full and started'}[count] } steps of {step.text} in {inner}"
        case Curve(of, through):
            points = ", ".join(f"{x.text}→{y.text}" for x, y in through)
            return f"{_bracketed(of, lang)}按折线({points})" if zh else f"{_bracketed(of, lang)} on the lines {points}"
        case Cases(cases, otherwise):
            texts = [
                f"{say(when, lang)}时为{say(value, lang)}" if zh else f"{say(value, lang)} if {say(when, lang)}"
                for when, value in cases
            ]
            last = f"否则为{say(otherwise, lang)}" if zh else f"else {say(otherwise, lang)}"
            return ("、" if zh else ", ").join((*texts, last))


def _summed(texts: list[str]) -> str:
    """Terms with their signs: 5 - 1×(…)."""
    first, *rest = texts
    return first + "".join(f" - {text[1:]}" if text[0] == "-" else f" + {text}" for text in rest)


def _bracketed(quantity: Quantity, lang: Language) -> str:
    """In brackets where it is made of several."""
    plain = isinstance(quantity, Constant | Word | NodeResult) or (
        isinstance(quantity, FactSum) and len(quantity.weights) == 1
    )
    return say(quantity, lang) if plain else f"({say(quantity, lang)})"


def _listed(texts: tuple[str, ...] | list[str], lang: Language) -> str:
    return ("、" if lang == "zh" else ", ").join(texts)
