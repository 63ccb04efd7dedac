"""Units under each not-applicable policy, in words for a terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from ..studies.policies import Outcome, UnitPolicies
from ..words import Language
from .tables import table
from .texts import label_of, supplied_text, total_text

_WORDS: Final = {
    "zh": {
        "unit": "单位",
        "grade": "等次",
        "none": "方案没有为不适用的指标写明计法,或没有单位有不适用的指标",
        "refused": "不能用",
        "marked": "* 为方案所取的计法",
        "declared": "方案原样",
        "rescale": "折算",
        "drop": "不计入",
        "full": "视为满分",
        "zero": "计0分",
        "spread": "摊给同级",
    },
    "en": {
        "unit": "unit",
        "grade": "grade",
        "none": "the scheme has no policy for what does not apply, or no unit has anything that does not",
        "refused": "refused",
        "marked": "* is the scheme's own",
        "declared": "as declared",
        "rescale": "rescale",
        "drop": "drop",
        "full": "full",
        "zero": "zero",
        "spread": "spread",
    },
}


def policies_text(found: Sequence[UnitPolicies], lang: Language) -> Iterator[str]:
    """A line for each unit, a column for each policy: the total, and the grade where there is one."""
    words = _WORDS[lang]
    if not found:
        yield words["none"]
        return
    told = next(one.result for unit in found for one in unit.outcomes if one.result is not None)
    yield f"{told.scheme} {label_of(told.label)}".rstrip()
    heads = [words[one.policy] + ("*" if one.declared else "") for one in found[0].outcomes]
    rows = [[unit.unit, *(_cell(one, lang) for one in unit.outcomes)] for unit in found]
    yield table([words["unit"], *heads], rows, right=tuple(range(1, len(heads) + 1)))
    yield words["marked"]
    refused = {one.policy: one.refused(lang) for one in found[0].outcomes if one.result is None}
    yield from (f"{words[policy]}: {why}" for policy, why in refused.items())
    yield from supplied_text(told.assumed, lang)


def _cell(outcome: Outcome, lang: Language) -> str:
    if outcome.result is None:
        return _WORDS[lang]["refused"]
    return f"{total_text(outcome.result, lang)} {outcome.grade or ''}".rstrip()
