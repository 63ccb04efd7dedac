"""The register: every contradiction and every reading of the editions, and what the other answers would change."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import frozen

from editions import Edition
from markup import WRITTEN, quoted, table, text
from opengov_rules import Program, Round
from opengov_rules.points import to_text
from opengov_rules.problems import EvidenceError
from opengov_rules.provenance import Citation, Discrepancy, Reading

Spans: TypeAlias = Mapping[str, tuple[Fraction | None, Fraction | None]]
"""The least and the greatest total of every unit; both are one where it is decided."""

PAGE: Final = """# Register of contradictions and readings 原文矛盾与解释口径

Where a notice contradicts itself, both passages are quoted, and what was taken. Where it leaves a question open, the
answer taken is one of several; where another answer is in the data, one word takes it
(`program.with_(readings={{"site-veto": "整个总分"}})`, or `--reading site-veto=整个总分`). Its effect is told in points
on the edition's invented sample, where it has one: a notice that publishes no points has none.

{counts}

Written by `python docs/tools/write.py DIR`; a test compares.

{sections}"""


@frozen
class Effect:
    """What another answer does to the totals of a round."""

    units: int
    changes: tuple[Fraction, ...]
    """By how much totals change, ascending."""
    moved: int
    """Units whose total is open, and whose limits change or who are decided."""
    refused: str = ""


def effects(program: Program, sample: Round) -> dict[tuple[str, str], Effect]:
    """What every other answer changes, by reading and option."""
    before = _spans(program, sample)
    found = dict[tuple[str, str], Effect]()
    for reading in program.scheme.readings:
        for option, _ in reading.options:
            try:
                after = _spans(program.with_(readings={reading.key: option}), sample)
                found[reading.key, option] = _effect(before, after)
            except EvidenceError as error:
                found[reading.key, option] = Effect(len(before), (), 0, error.problems[0].message("zh"))
    return found


def _spans(program: Program, sample: Round) -> Spans:
    return {row.unit: row.result.exact_bounds for group in program.assess(sample).values() for row in group}


def _effect(before: Spans, after: Spans) -> Effect:
    changes, moved = list[Fraction](), 0
    for unit, (low, high) in before.items():
        new_low, new_high = after[unit]
        if (low, high) == (new_low, new_high):
            continue
        if low is not None and low == high and new_low is not None and new_low == new_high:
            changes.append(new_low - low)
        else:
            moved += 1
    return Effect(len(before), tuple(sorted(changes)), moved)


def register(editions: Sequence[Edition], told: Mapping[str, Mapping[tuple[str, str], Effect]]) -> str:
    """The page. `told`: the effects by the edition's id, where it has a sample."""
    schemes = [edition.program.scheme for edition in editions]
    rows = [
        [
            f"[{e.title}](#register-{e.id})",
            str(len(s.discrepancies)),
            str(len(s.readings)),
            str(sum(len(r.options) for r in s.readings)),
        ]
        for e, s in zip(editions, schemes, strict=True)
    ]
    entries = sum(len(scheme.discrepancies) + len(scheme.readings) for scheme in schemes)
    rows.append(
        [f"**all: {entries} entries**", *(f"**{sum(int(row[column]) for row in rows)}**" for column in (1, 2, 3))]
    )
    return WRITTEN + PAGE.format(
        counts=table(["notice", "contradictions 矛盾", "readings 口径", "other answers in the data"], rows),
        sections="\n".join("\n".join(_edition(edition, told.get(edition.id))) for edition in editions),
    )


def _edition(edition: Edition, told: Mapping[tuple[str, str], Effect] | None) -> Iterator[str]:
    scheme = edition.program.scheme
    yield f"(register-{edition.id})=\n## {edition.title}\n"
    if scheme.discrepancies:
        yield "### Contradictions 原文矛盾\n"
    for discrepancy in scheme.discrepancies:
        yield _titled(edition, discrepancy.key)
        yield from _discrepancy(discrepancy)
    if scheme.readings:
        yield "### Readings 解释口径\n"
    for reading in scheme.readings:
        yield _titled(edition, reading.key)
        yield from _reading(reading, told)


def _titled(edition: Edition, key: str) -> str:
    return f"(register-{edition.id}-{key})=\n#### `{key}`\n"


def _discrepancy(discrepancy: Discrepancy) -> Iterator[str]:
    yield f"- 原文 one side: {_quotes(discrepancy.says)}"
    if discrepancy.but:
        yield f"- 又 the other: {_quotes(discrepancy.but)}"
    yield f"- 取 taken: **{text(discrepancy.taken)}** (`{discrepancy.at}`)\n"


def _reading(reading: Reading, told: Mapping[tuple[str, str], Effect] | None) -> Iterator[str]:
    yield f"{text(reading.ask)}\n"
    yield f"- 原文 the notice: {_quotes(reading.cite)}"
    yield f"- 取 taken: **{text(reading.chosen)}**"
    for option, _ in reading.options:
        worth = "" if told is None else f": {_say(told[reading.key, option])}"
        yield f"- 另一种 another answer: {text(option)}{worth}"
    yield ""


def _quotes(cites: Sequence[Citation]) -> str:
    return "; ".join(map(quoted, cites))


def _say(effect: Effect) -> str:
    """An effect in words."""
    if effect.refused:
        return f"the sample's evidence does not fit it ({text(effect.refused)})"
    found = list[str]()
    if effect.changes:
        least, most = _signed(effect.changes[0]), _signed(effect.changes[-1])
        by = f"by {least}" if least == most else f"by {least} to {most}"
        found.append(f"{len(effect.changes)} of {effect.units} totals change {by} points")
    if effect.moved:
        found.append(f"the limits of {effect.moved} open total{'s' * (effect.moved > 1)} change")
    return " and ".join(found) or f"none of the sample's {effect.units} totals changes"


def _signed(points: Fraction) -> str:
    return f"{'+' if points > 0 else '−'}{to_text(abs(points))}"
