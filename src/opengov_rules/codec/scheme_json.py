"""A program as JSON-ready data: rubrics, facts, roster, readings and discrepancies, numbers as text."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, cast

from attrs import AttrsInstance, fields, has

from ..causes import cite_dict
from ..compiler import CompiledRubric
from ..conditions import Condition, Quantity
from ..facts import Fact, FactType
from ..points import to_text
from ..program import Program
from ..provenance import Patch
from ..rules import Rule, Unstated
from ..scheme import Cited, Effect, Fold, Grade, Indicator, Ranking, Rubric, Shaped, Valid, Window
from .condition_json import write_condition, write_quantity


def describe(program: Program) -> dict[str, Any]:
    """Everything `show --json` prints."""
    scheme = program.scheme
    facts = dict[str, Fact]()
    for compiled in program.rubrics:
        facts |= compiled.asked.facts
    file = scheme.source.file
    return {
        "id": scheme.id,
        "rubrics": [_rubric(compiled, file) for compiled in program.rubrics],
        "facts": [_fact(fact) for fact in facts.values()],
        "roster": [
            {"name": unit.name, "kind": unit.kind, "aliases": list(unit.aliases)} for unit in scheme.roster.units
        ],
        "readings": [
            {
                "key": reading.key,
                "ask": reading.ask,
                "chosen": reading.chosen,
                "options": [name for name, _ in reading.options],
                "taken": dict(scheme.taken).get(reading.key, reading.chosen),
                "cites": [cite_dict(cite, file) for cite in reading.cite],
                "sets": {name: _sets(patches) for name, patches in reading.options},
            }
            for reading in scheme.readings
        ],
        "discrepancies": [
            {
                "key": discrepancy.key,
                "at": discrepancy.at,
                "says": [cite_dict(cite, file) for cite in discrepancy.says],
                "but": [cite_dict(cite, file) for cite in discrepancy.but],
                "taken": discrepancy.taken,
            }
            for discrepancy in scheme.discrepancies
        ],
        "sizes": [{"kind": size.kind, "count": size.count, **_cites(size, file)} for size in scheme.sizes],
        "rankings": [_ranking(ranking, file) for ranking in scheme.rankings],
        "restricted": cite_dict(next(iter(scheme.restricted), None), file),
        "profiles": [
            {"name": profile.key, "why": profile.why, "sets": _sets(profile.patches)} for profile in scheme.profiles
        ],
        "supplied": [one.what for one in scheme.supplied],
        "folds": [_fact(fact) for fact in scheme.facts if fact.of],  # not asked: other folds of the answers to those
        "excluded": dict(scheme.roster.excluded),
        "window": {**_days(scheme.window), "due": _day(scheme.window.due), **_cites(scheme.window, file)},
        "valid": {**_days(scheme.valid), **_cites(scheme.valid, file)},
        "grades": [_grade(grade, file) for grade in scheme.grades],
        "ungraded": scheme.ungraded,
        "named": [
            {"name": rule.name, "when": write_condition(rule.when), **_cites(rule, file)} for rule in scheme.named
        ],
    }


def path_text(path: Sequence[str]) -> str:
    """A path of keys as readings and profiles write it; a key with a dot is quoted."""
    return ".".join(f'"{key}"' if "." in key else key for key in path)


def _sets(patches: Sequence[Patch]) -> dict[str, Any]:
    """What an option or a profile sets, by path."""
    return {path_text(patch.path): _plain(patch.value) for patch in patches}


def _plain(value: object) -> Any:
    """A value of the files: numbers as text, as everywhere in the export, days in ISO 8601."""
    match value:
        case bool() | str():
            return value
        case int() | Decimal():
            return to_text(Fraction(value))
        case dt.date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return str(value)


def _days(days: Window | Valid) -> dict[str, str | None]:
    return {"from": _day(days.from_), "until": _day(days.until)}


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _grade(grade: Grade, file: str) -> dict[str, Any]:
    return {
        "name": grade.name,
        "at_least": _number(grade.at_least),
        "at_most": _number(grade.at_most),
        "when": None if grade.when is None else write_condition(grade.when),
        "gates": [write_condition(gate) for gate in grade.gates],
        "quota": None if grade.quota is None else grade.quota.text,
        **_cites(grade, file),
    }


def _rubric(compiled: CompiledRubric, file: str) -> dict[str, Any]:
    rubric: Rubric = compiled.rubric
    inner = (plan for each in compiled.each.values() for plan in each.inner.plans)
    asked = {plan.code: _inputs(compiled, plan.facts) for plan in (*inner, *compiled.plans)}
    nodes = [(node.role, _node(node, node.role or "base", asked, file)) for node in rubric.indicators]
    return {
        "id": rubric.id,
        "kinds": list(rubric.kinds),
        "points": _number(rubric.points),
        "indicators": [node for role, node in nodes if role != "penalty"],
        "penalties": [node for role, node in nodes if role == "penalty"],
        "vetoes": [
            {
                "key": veto.key,
                "when": None if veto.when is None else write_condition(veto.when),
                "scope": veto.scope,
                "effect": _effect(veto.effect),
                **_cites(veto, file),
            }
            for veto in rubric.vetoes
        ],
        "unpublished": rubric.unpublished,
        "better": rubric.better,
        "total": {**_shape(rubric.total), "graded": rubric.total.graded, **_cites(rubric.total, file)},
        **_cites(rubric, file),
    }


def _ranking(ranking: Ranking, file: str) -> dict[str, Any]:
    return {
        "name": ranking.name,
        "by": None if ranking.by is None else write_quantity(ranking.by),
        "then": [write_quantity(part) for part in ranking.then],
        "ties": ranking.ties,
        "better": ranking.better,
        **_cites(ranking, file),
    }


def _inputs(compiled: CompiledRubric, names: tuple[str, ...]) -> list[str]:
    """The facts of a leaf, each sample with the facts it may be derived from."""
    found = dict[str, None]()
    for name in names:
        found[name] = None
        if name in compiled.derived:
            found |= dict.fromkeys(compiled.derived[name].facts)
    return list(found)


def _node(node: Indicator, role: str, asked: dict[str, list[str]], file: str) -> dict[str, Any]:
    return {
        "code": node.code,
        "name": node.name,
        "role": role,
        "points": _number(node.points),
        "rule": None if node.rule is None else _rule(node.rule),
        "facts": asked[node.code],
        **_cites(node, file),
        **_todo(node, file),
        **_made(node),
        "children": [_node(child, role, asked, file) for child in node.children],
        **({"variants": [_variant(body, file) for body in node.bodies]} if node.variants else {}),
    }


def _made(node: Indicator) -> dict[str, Any]:
    """How a node's value comes about, by the keys that say something of it."""
    found: dict[str, Any] = {
        "combine": node.combine if node.combine != "sum" else None,
        "weight": node.weight and write_quantity(node.weight),
        "for_each": node.for_each or None,
        "fold": node.fold and _fold(node.fold),
        **_shape(node),
        "needs_evidence": node.needs_evidence,
        "not_applicable": node.not_applicable,
    }
    gates = {"applies_if": node.applies_if, "only_if": node.only_if, "zero_if": node.zero_if}
    gates |= {"excused_if": node.excused_if}
    found |= {key: gate and write_condition(gate) for key, gate in gates.items()}
    return {key: value for key, value in found.items() if value is not None}


def _shape(part: Shaped) -> dict[str, Any]:
    """What a value passes on its way, by the keys that say something of it."""
    found: dict[str, Any] = {
        "offset": _number(part.offset or None),
        "factor": None if part.factor == 1 else to_text(part.factor),
        "floor": _number(part.floor),
        "cap": _number(part.cap),
        "round": part.round and {"to": to_text(part.round.to), "how": part.round.how},
    }
    return {key: value for key, value in found.items() if value is not None}


def _fold(fold: Fold) -> Any:
    """A fold as its file writes it: a word, or a table where some are left out."""
    if not fold.trim and fold.best is None:
        return fold.take
    return {"take": fold.take, "trim": fold.trim or None, "best": fold.best}


def _variant(body: Indicator, file: str) -> dict[str, Any]:
    """The leaf that stands at a node for some units; for all others where it names none."""
    return {
        "units": list(body.units),
        "kinds": list(body.kinds),
        "name": body.name,
        "points": _number(body.points),
        "rule": None if body.rule is None else _rule(body.rule),
        **_cites(body, file),
        **_todo(body, file),
        **_made(body),
    }


def _todo(node: Indicator, file: str) -> dict[str, Any]:
    """The clauses that nobody has put into a rule yet, where there are any."""
    return {"todo": [cite_dict(cite, file) for cite in node.todo]} if node.todo else {}


def _cites(part: Cited, file: str) -> dict[str, Any]:
    cites = [cite_dict(cite, file) for cite in part.cite]
    reasons = {key: dict(why) for key, why in (("inferred", part.inferred), ("assumed", part.assumed)) if why}
    return {"cite": cites[0] if cites else None, "cites": cites, **reasons}


def _fact(fact: Fact) -> dict[str, Any]:
    stepped = fact.type in (FactType.QUANTITY, FactType.POINTS)
    return {
        "name": fact.name,
        "type": fact.type.value,
        "measure": fact.measure or None,
        "step": _number(fact.step) if stepped else None,
        "min": _number(fact.min),
        "max": _number(fact.max) if fact.type is not FactType.SAMPLE else _number(Fraction(fact.draw or 0)),
        "never": fact.never,
        "choices": list(fact.choices) or None,
        "per": fact.per or None,
        "ask": fact.ask or fact.name,
        **_folded(fact),
    }


def _folded(fact: Fact) -> dict[str, Any]:
    """What becomes of a fact's answers, by the keys that say something of it."""
    peers = fact.peers and {
        "of": write_quantity(fact.peers.of),
        "take": fact.peers.take,
        "among": fact.peers.among,
        "own": fact.peers.own,
        "none": _number(fact.peers.none),
    }
    found: dict[str, Any] = {
        "take": fact.take,
        "trim": fact.trim or None,
        "best": fact.best,
        "peers": peers,
        "of": fact.of or None,
        "none": (fact.none or None) if fact.type is FactType.SHARE else None,
        "absent": "none" if fact.absent else None,
    }
    return {key: value for key, value in found.items() if value is not None}


_PAIRS: Final = ("faults", "events")


def _rule(rule: Rule) -> dict[str, Any]:
    """The rule's kind and parameters, as its file writes them."""
    written: dict[str, Any] = {"kind": rule.kind}
    for attribute in fields(cast(type[AttrsInstance], type(rule))):
        value = getattr(rule, attribute.name)
        if value is not None and value != "" and not isinstance(rule, Unstated):
            written[attribute.name] = _parameter(attribute.name, value)
    return written


def _parameter(name: str, value: object) -> Any:
    match value:
        case Fraction():
            return to_text(value)
        case _ if isinstance(value, Condition):
            return write_condition(value)
        case _ if isinstance(value, Quantity):
            return write_quantity(value)
        case tuple() if name in _PAIRS:
            return {fact: to_text(rate) for fact, rate in value}
        case tuple():
            return [_parameter(name, item) for item in value]
        case Mapping():
            return {str(key): _parameter(name, part) for key, part in value.items()}
        case _ if has(type(value)):
            found = {f.name: getattr(value, f.name) for f in fields(cast(type[AttrsInstance], type(value)))}
            return {key: _parameter(key, part) for key, part in found.items() if part is not None}
        case _:
            return value


def _effect(effect: Effect) -> dict[str, Any]:
    """What a veto does, by the keys that it gives."""
    found: dict[str, Any] = {
        "points": _number(effect.points),
        "replace": _number(effect.replace),
        "at_most": None if effect.at_most is None else write_quantity(effect.at_most),
        "withhold": effect.withhold or None,
        "grade": effect.grade,
    }
    return {key: value for key, value in found.items() if value is not None}


def _number(value: Fraction | None) -> str | None:
    return None if value is None else to_text(value)
