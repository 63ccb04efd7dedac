"""The quotes against the data: how many are drawn, in which steps a rule counts, which share is worth all points."""

from collections.abc import Iterator

from ..points import to_text
from ..problems import Invalid, Problem
from ..rules import Judged, RatioRule, SampleRule
from .looking import Looked, quotes_of, told
from .phrases import drawn, full_shares, steps


def draws(looked: Looked) -> Iterator[Problem]:
    """随机抽查N个, 每N分一档, 达到N%: the other numbers of rules."""
    for _, body in looked.leaves():
        quotes = quotes_of(body)
        if looked.admitted(body.path):
            continue
        match body.rule:
            case SampleRule(draw=draw):
                said = drawn(quotes)
                if said and draw not in said:
                    yield told(body, Invalid("draw-differs", printed="、".join(map(str, said)), draw=draw), "draw")
            case Judged(step=step):
                printed = steps(quotes)
                if printed and to_text(step) not in printed:
                    yield told(body, Invalid("step-differs", printed="、".join(printed), step=to_text(step)), "step")
            case RatioRule():
                printed = steps(quotes)
                step_text = "–" if body.rule.step is None else body.rule.step.text
                if printed and step_text not in printed:
                    yield told(body, Invalid("step-differs", printed="、".join(printed), step=step_text), "step")
                full = [share for share in full_shares(quotes) if share != step_text]
                if full and body.rule.full_at.text not in full:
                    yield told(
                        body, Invalid("limits-differ", printed="、".join(full), data=body.rule.full_at.text), "full_at"
                    )
            case _:
                pass
