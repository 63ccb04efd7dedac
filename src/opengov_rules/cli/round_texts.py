"""What a round brings besides answers, in words for a terminal: overrides with what they changed, and warnings."""

from collections.abc import Container, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import evolve, frozen

from ..assessment import GroupedBy
from ..evidence import Observation, Override, Round, Status
from ..facts import show_value
from ..points import to_text
from ..problems import Problem
from ..program import Program
from ..scheme import Ties
from ..studies.appeals import Appeal, appeals
from ..windows import outside_window
from ..words import Language
from .texts import total_text

_WORDS: Final = {
    "zh": {
        "overrides": "改判",
        "warnings": "提示",
        "others": "因他人改判而变动",
        "was": "原",
        "nobody": "未检查",
        "authority": "依据",
        "why": "理由",
        "total": "总分",
        "rank": "名次",
        "grade": "等次",
        "same": "得分、名次、等次不变",
        "same_grade": "等次不变",
        Status.NOT_SUBMITTED: "未报送",
        Status.NOT_ASSESSED: "未检查",
        Status.NOT_APPLICABLE: "不适用",
    },
    "en": {
        "overrides": "overrides",
        "warnings": "warnings",
        "others": "moved by the overrides of others",
        "was": "was",
        "nobody": "not assessed",
        "authority": "by authority of",
        "why": "because",
        "total": "total",
        "rank": "rank",
        "grade": "grade",
        "same": "total, rank and grade as before",
        "same_grade": "grade as before",
        Status.NOT_SUBMITTED: "not submitted",
        Status.NOT_ASSESSED: "not assessed",
        Status.NOT_APPLICABLE: "not applicable",
    },
}


@frozen
class RoundNotes:
    """What stands beside the results of a round; `disclose`: answers and totals may be told."""

    appeals: tuple[Appeal, ...]
    warnings: tuple[Problem, ...]
    disclose: bool

    @classmethod
    def of(
        cls,
        program: Program,
        found: Round,
        *,
        by: GroupedBy = "rubric",
        ties: Ties | None = None,
        disclose: bool = True,
    ) -> "RoundNotes":
        """The notes on a round."""
        told = disclose or not program.scheme.restricted
        changed = appeals(program, found, by=by, ties=ties)
        if not told:  # who only moved is not told either
            changed = tuple(one for one in changed if one.overrides or one.before.grade != one.after.grade)
        return cls(changed, outside_window(program, found), told)

    def only(self, units: Container[str]) -> "RoundNotes":
        """Those on some units."""
        mine = tuple(appeal for appeal in self.appeals if appeal.unit in units)
        return evolve(self, appeals=mine, warnings=tuple(one for one in self.warnings if one.path[0] in units))

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: `overrides` and `warnings`."""
        return {
            "overrides": [appeal.to_dict(disclose=self.disclose) for appeal in self.appeals],
            "warnings": [problem_dict(warning) for warning in self.warnings],
        }

    def text(self, lang: Language) -> Iterator[str]:
        """Both as sections, where there is something to tell."""
        yield from overrides_text(self.appeals, lang, disclose=self.disclose)
        yield from warnings_text(self.warnings, lang)


def problem_dict(problem: Problem) -> dict[str, Any]:
    """A problem as JSON-ready data, in both languages."""
    where = problem.where
    return {
        "code": problem.code,
        "number": problem.number,
        "severity": problem.severity,
        "file": where.file if where else None,
        "line": where.line if where else None,
        "column": where.column if where else None,
        "path": list(problem.path),
        "quote": str(problem.cite) if problem.cite else None,
        "zh": problem.message("zh"),
        "en": problem.message("en"),
    }


def overrides_text(found: Sequence[Appeal], lang: Language, *, disclose: bool = True) -> Iterator[str]:
    """Every override with its grounds, and what became of the unit; without `disclose` neither answers nor totals."""
    if not found:
        return
    words = _WORDS[lang]
    yield f"{words['overrides']} ({sum(len(appeal.overrides) for appeal in found)}):"
    for appeal in found:
        for override in appeal.overrides:
            yield f"  {_override(override, lang, disclose=disclose)}"
        changes = list(_changes(appeal, lang, disclose=disclose))
        if appeal.overrides:
            yield f"    {appeal.unit}: {'  '.join(changes) or words['same' if disclose else 'same_grade']}"
        elif changes:
            yield f"  {appeal.unit} ({words['others']}): {'  '.join(changes)}"
    yield ""


def warnings_text(warnings: Iterable[Problem], lang: Language) -> Iterator[str]:
    """Every warning in a line."""
    told = [f"  {warning.message(lang)}" for warning in warnings]
    if told:
        yield from (f"{_WORDS[lang]['warnings']} ({len(told)}):", *told, "")


def _override(override: Override, lang: Language, *, disclose: bool) -> str:
    words, now = _WORDS[lang], override.now
    asked = f"{override.unit} {now.fact} {now.part}".rstrip()
    was = ", ".join(_answer(o, lang) for o in override.was) or words["nobody"]
    answer = f": {_answer(now, lang)} ({words['was']} {was})" if disclose else ""
    grounds = f"{words['authority']} {override.authority}; {words['why']} {override.why}"
    return f"{asked}{answer} · {override.when} {override.who}; {grounds}"


def _answer(observation: Observation, lang: Language) -> str:
    if observation.value is not None:
        return show_value(observation.value, lang)
    return _WORDS[lang].get(observation.status, observation.status.value)


def _changes(appeal: Appeal, lang: Language, *, disclose: bool) -> Iterator[str]:
    """What differs, each as before → after."""
    words, stands = _WORDS[lang], (appeal.before, appeal.after)
    columns = [("grade", [stand.grade or "-" for stand in stands])]
    if disclose:
        columns.insert(0, ("rank", ["-" if stand.rank is None else str(stand.rank) for stand in stands]))
        columns.insert(0, ("total", [total_text(stand.result, lang) for stand in stands]))
    for key, (was, now) in columns:
        if was != now:
            yield f"{words[key]} {was} → {now}" + (_signed(appeal.difference) if key == "total" else "")


def _signed(difference: Decimal | Fraction | None) -> str:
    if difference is None:
        return ""
    return f" ({'+' if difference > 0 else ''}{to_text(Fraction(difference))})"
