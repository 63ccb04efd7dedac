"""A scheme in words for a terminal: what an author compares with the notice."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import evolve

from ..codec.scheme_json import path_text
from ..points import to_text
from ..program import Program
from ..provenance import Patch
from ..saying import say
from ..scheme import Grade, Ranking, RosterSize, Scheme, Valid, Window
from ..words import Language
from .fact_texts import fact_text
from .node_texts import basis_of, rubric_text
from .texts import cited

_WORDS: Final = {
    "zh": {
        "readings": "解释口径",
        "discrepancies": "原文矛盾",
        "roster": "名单",
        "excluded": "不参加考核",
        "unnamed": "原文未列名",
        "facts": "另有说明的事实",
        "window": "采集时间",
        "due": "报送截止",
        "valid": "有效期",
        "grade": "等次",
        "quota": "名额",
        "gates": "还须",
        "ungraded": "未达任何等次的没有等次",
        "named": "点名",
        "ranking": "排名",
        "total": "总分",
        "then": "再按",
        "dense": "并列不占后面的名次(1 2 2 3)",
        "ordinal": "并列按名单次序排(1 2 3 4)",
        "lower": "小者在前",
        "restricted": "得分不予公开",
        "profile": "试用方案(假定值)",
        "sets": "改",
    },
    "en": {
        "readings": "readings",
        "discrepancies": "discrepancies",
        "roster": "roster",
        "excluded": "excluded",
        "unnamed": "not named in the notice",
        "facts": "facts declared",
        "window": "window",
        "due": "due",
        "valid": "valid",
        "grade": "grade",
        "quota": "quota",
        "gates": "only if",
        "ungraded": "units below have no grade",
        "named": "named",
        "ranking": "ranking",
        "total": "total",
        "then": "then by",
        "dense": "equals leave no gap (1 2 2 3)",
        "ordinal": "equals in the roster's order (1 2 3 4)",
        "lower": "the lower stands first",
        "restricted": "scores are kept back",
        "profile": "profile (assumed values)",
        "sets": "sets",
    },
}


def scheme_text(program: Program, lang: Language, rubric: str | None = None) -> Iterator[str]:
    """A scheme as a tree of indicators with their rules in words, then who is assessed, what comes of the points, and
    what is doubtful in it."""
    words, scheme = _WORDS[lang], program.scheme
    yield f"{scheme.id} · {scheme.city} {scheme.edition}"
    yield scheme.title
    yield f"{scheme.source.file} sha256 {scheme.source.sha256[:12]}…"
    for compiled in program.rubrics:
        if rubric in (None, compiled.rubric.id):
            yield ""
            yield from rubric_text(compiled, lang)
    yield from _roster(scheme, lang)
    yield from _days(scheme.window, "window", lang)
    yield from _days(scheme.valid, "valid", lang)
    yield from (_grade(grade, lang) for grade in scheme.grades)
    yield from [words["ungraded"]] if scheme.ungraded else []
    for rule in scheme.named:
        yield "  ".join((f"{words['named']} {rule.name}: {say(rule.when, lang)}", *basis_of(rule, lang)))
    yield from (_ranking(ranking, lang) for ranking in scheme.rankings)
    for cite in scheme.restricted:
        yield f"{words['restricted']} {cited(cite, lang)}"
    for profile in scheme.profiles:
        yield f"{words['profile']} {profile.key}: {profile.why}"
        yield f"  {_sets(profile.patches, lang)}"
    if scheme.facts:
        yield f"{words['facts']} ({len(scheme.facts)}):"
        yield from (f"  {fact_text(fact, lang)}" for fact in scheme.facts)
    yield f"{words['discrepancies']} ({len(scheme.discrepancies)}):"
    for one in scheme.discrepancies:
        sides = " ↔ ".join(cited(cite, lang) for cite in (*one.says, *one.but))
        yield f"  {one.key} @ {one.at}: {one.taken} {sides}"
    yield f"{words['readings']} ({len(scheme.readings)}):"
    for reading in scheme.readings:
        others = " | ".join(name for name, _ in reading.options)
        told = f"  {reading.key}: {reading.ask} → {reading.chosen}" + (f" | {others}" if others else "")
        yield " ".join((told, *(cited(cite, lang) for cite in reading.cite)))
        yield from (f"    {name}: {_sets(patches, lang)}" for name, patches in reading.options)


def _sets(patches: Iterable[Patch], lang: Language) -> str:
    """What an option or a profile sets, as the files write it; paths that get the same value stand together."""
    paths = dict[str, list[str]]()
    for patch in patches:
        paths.setdefault(_value(patch.value), []).append(path_text(patch.path))
    comma = "、" if lang == "zh" else ", "
    told = "; ".join(f"{comma.join(at)} = {value}" for value, at in paths.items())
    return f"{_WORDS[lang]['sets']} {told}"


def _value(value: object) -> str:
    """A value as TOML writes it on one line."""
    match value:
        case bool():
            return str(value).lower()
        case int() | Decimal():
            return to_text(Fraction(value))
        case dt.date():
            return value.isoformat()
        case Mapping():
            return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            return json.dumps(str(value), ensure_ascii=False)


def _roster(scheme: Scheme, lang: Language) -> Iterator[str]:
    """Who is assessed and who is not; where the notice names nobody, how many it counts."""
    words = _WORDS[lang]
    kinds = dict.fromkeys(unit.kind for unit in scheme.roster.units)
    for kind in kinds:
        units = [unit for unit in scheme.roster.units if unit.kind == kind]
        names = [f"{unit.name}({'、'.join(unit.aliases)})" if unit.aliases else unit.name for unit in units]
        basis = [part for size in scheme.sizes if size.kind == kind for part in _basis(size, lang)]
        yield "  ".join((f"{words['roster']} {kind} ({len(names)}): {'、'.join(names)}", *basis))
    for size in (size for size in scheme.sizes if size.kind not in kinds):
        yield "  ".join((f"{words['roster']} {size.kind} ({size.count}): {words['unnamed']}", *_basis(size, lang)))
    for unit, why in scheme.roster.excluded:
        yield f"{words['excluded']}: {unit} ({why})"


def _basis(size: RosterSize, lang: Language) -> Iterator[str]:
    """Why the notice does not print a count, or where it does."""
    yield from basis_of(evolve(size, cite=()), lang)
    yield from (cited(cite, lang) for cite in size.cite)


def _days(days: Window | Valid, name: str, lang: Language) -> Iterator[str]:
    """From when to when, as far as the notice says, and by when evidence is due."""
    words = _WORDS[lang]
    due = days.due if isinstance(days, Window) else None
    told = [f"{words[name]}: {_day(days.from_)} – {_day(days.until)}"] if days.from_ or days.until else []
    told += [f"{words['due']}: {_day(due)}"] if due else []
    if told:
        yield "  ".join((*told, *basis_of(days, lang)))


def _day(day: dt.date | None) -> str:
    return "…" if day is None else day.isoformat()


def _grade(grade: Grade, lang: Language) -> str:
    words = _WORDS[lang]
    told = f"{words['grade']} {grade.name}"
    told += "" if grade.at_least is None else f" ≥ {to_text(grade.at_least)}"
    told += "" if grade.at_most is None else f" ≤ {to_text(grade.at_most)}"
    told += "" if grade.when is None else f": {say(grade.when, lang)}"
    told += "" if grade.quota is None else f" ({words['quota']} {grade.quota.text})"
    gates = [f"{words['gates']}: {say(gate, lang)}" for gate in grade.gates]
    return "  ".join((told, *gates, *basis_of(grade, lang)))


def _ranking(ranking: Ranking, lang: Language) -> str:
    words = _WORDS[lang]
    by = words["total"] if ranking.by is None else say(ranking.by, lang)
    then = "".join(f" {words['then']} {say(part, lang)}" for part in ranking.then)
    told = f"{words['ranking']} {ranking.name}: {by}{then}"
    ties = [] if ranking.ties == "competition" else [words[ranking.ties]]
    better = [words["lower"]] if ranking.better == "lower" else []
    return "  ".join((told, *ties, *better, *basis_of(ranking, lang)))
