"""What a well-formed scheme may still get wrong: a list of functions, each finding one kind of problem."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from itertools import chain
from typing import Final, TypeAlias

from attrs import evolve

from ..conditions import Condition, Constant, constants_of, facts_of, nodes_of
from ..facts import Fact, FactType
from ..names import ID
from ..paths import parse_path
from ..points import to_text
from ..problems import Invalid, Problem, suggestion
from ..provenance import item_name, nearest
from ..scheme import Cited, Grade, Indicator, NamedRule, Rubric, Scheme, Total, Veto, Window
from .asking import conditions, keyed_leaves, leaf_facts, read_facts, settings
from .graph import TOTAL
from .lowering import GROUPS, stage_order
from .naming import names, unit_names

_TITLE: Final = re.compile(r"[((](\d+(?:\.\d+)?)分[))]")
_DAY: Final = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
_FILE: Final = re.compile(r"[^/\\:]+")


def identity(scheme: Scheme) -> Iterator[Problem]:
    """Ids have a grammar, because they name folders and appear in commands."""
    if ID.fullmatch(scheme.id) is None:
        yield _at(scheme, Invalid("id-text", id=scheme.id), ("scheme", "id"))
    for rubric in scheme.rubrics:
        if ID.fullmatch(rubric.id) is None:
            yield Invalid("id-text", id=rubric.id).at(rubric.where, rubric.path)
    if not scheme.rubrics:
        yield _at(scheme, Invalid("rubric-missing"), ("scheme",))
    file = scheme.source.file
    if _FILE.fullmatch(file) is None or not file.strip(". "):
        yield _at(scheme, Invalid("file-name", file=file), ("scheme", "source", "file"))


def roster(scheme: Scheme) -> Iterator[Problem]:
    """Every unit stands once, has one rubric, and answers to names that nobody else has."""
    seen = set[str]()
    for name, path in unit_names(scheme):
        if name in seen:
            yield _at(scheme, Invalid("unit-twice", unit=name), path)
        seen.add(name)
    known = {unit.name for unit in scheme.roster.units}
    document = scheme.document.get("scheme")
    aliased = document.get("aliases", {}) if isinstance(document, dict) else {}
    for name in aliased:
        if name not in known:
            error = Invalid("alias-unit", unit=name, near=suggestion(name, known))
            yield _at(scheme, error, ("scheme", "aliases", name))
    claimed = Counter(kind for rubric in scheme.rubrics for kind in rubric.kinds)
    for kind in dict.fromkeys(unit.kind for unit in scheme.roster.units):
        if claimed[kind] != 1:
            code = "kind-unclaimed" if claimed[kind] == 0 else "kind-twice"
            near = "" if claimed[kind] else suggestion(kind, claimed)
            error = Invalid(code, kind=kind, near=near)
            yield _at(scheme, error, ("scheme", "roster", kind))


def tree(scheme: Scheme) -> Iterator[Problem]:
    """Codes stand once, leaves have rules and others none, roles stand at the top."""
    for rubric in scheme.rubrics:
        held = settings(rubric)
        for code, count in Counter(node.code for node in rubric.walk()).items():
            if count > 1:
                yield Invalid("code-twice", code=code).at(rubric.where, rubric.path)
        for node in rubric.walk():
            if node.children and node.rule is not None:
                yield _in(node, Invalid("rule-with-children", code=node.code), "rule")
            if node.variants and (node.children or node.rule is not None):
                yield _in(node, Invalid("variants-alone", code=node.code), "variant")
            if not node.children and node.rule is None and not node.variants:
                yield _in(node, Invalid("rule-missing", code=node.code))
            if node.role is not None and "." in node.code:
                yield _in(node, Invalid("role-nested", code=node.code), "role")
            if node.points is not None and node.points < 0:
                yield _in(node, Invalid("points-negative", code=node.code), "points")
        for key, body in keyed_leaves(rubric):
            if body.points is None and held[key].not_applicable == "full" and not held[key].penalty:
                yield _in(body, Invalid("points-missing", rule='not_applicable = "full"'), "not_applicable")
            if body.code != key and body.rule is None:
                yield _in(body, Invalid("rule-missing", code=body.code))


def variants(scheme: Scheme) -> Iterator[Problem]:
    """Of the variants of a leaf, exactly one is for each unit, and they name units and kinds that exist."""
    for rubric in scheme.rubrics:
        units = [unit for unit in scheme.roster.units if unit.kind in rubric.kinds]
        names = {name for unit in units for name in (unit.name, *unit.aliases)}
        for node, printed in _under_points(rubric.indicators, rubric.points is not None):
            points = {body.points for body in node.bodies}
            agree = points == {node.points} if node.points is not None else len(points) == 1 or not printed
            if node.variants and not agree:
                shown = "、".join("–" if value is None else to_text(value) for value in (b.points for b in node.bodies))
                yield _in(node, Invalid("variant-points", code=node.code, points=shown), "variant")
        for node in rubric.leaves():
            for variant in node.variants:
                for key, given, known in (("units", variant.units, names), ("kinds", variant.kinds, {*rubric.kinds})):
                    for name in (name for name in given if name not in known):
                        error = Invalid("variant-stranger", name=name, near=suggestion(name, known))
                        yield _in(variant, error, key)
            for unit in units:
                try:
                    node.choice(unit)
                except Invalid as error:
                    yield _in(node, error, "variant")


def _under_points(nodes: Iterable[Indicator], printed: bool) -> Iterator[tuple[Indicator, bool]]:
    """Every node, and whether something above it prints points."""
    for node in nodes:
        yield node, printed
        yield from _under_points(node.children, printed or node.points is not None)


def sums(scheme: Scheme) -> Iterator[Problem]:
    """Children add up to their parent, the base to the rubric, a rule to its leaf; or the notice itself errs there."""
    admitted = _admitted(scheme)

    def off(
        part: Cited, at: tuple[str, ...], points: Fraction | None, children: Iterable[Indicator]
    ) -> Iterator[Problem]:
        parts = [child.points for child in children]
        known = [value for value in parts if value is not None]
        total = sum(known, Fraction(0))
        if points is not None and parts and len(known) == len(parts) and total != points and at not in admitted:
            yield _in(part, Invalid("children-sum", total=to_text(total), points=to_text(points)), "points")

    for rubric in scheme.rubrics:
        held = settings(rubric)
        base = [node for node in rubric.indicators if (node.role or "base") == "base"]
        yield from off(rubric, (rubric.id,), rubric.points, base)
        for node in rubric.walk():
            at = (rubric.id, *node.code.split("."))
            yield from off(node, at, node.points, node.children)
        for key, leaf in keyed_leaves(rubric):
            at = (rubric.id, *leaf.code.split("."))
            for error in leaf.rule.check(leaf.points) if leaf.rule is not None else ():
                summed = leaf.rule is not None and leaf.rule.kind == "checklist"
                unprinted = error.code == "points-missing" and held[key].penalty and summed
                capped = leaf.cap is not None and leaf.cap == leaf.points
                if not unprinted and not (error.code == "parts-sum" and (at in admitted or capped)):
                    yield _in(leaf, error, "rule")


def penalties(scheme: Scheme) -> Iterator[Problem]:
    """A penalty is an amount that grows; full points less something is none."""
    for rubric in scheme.rubrics:
        held = settings(rubric)
        for key, node in keyed_leaves(rubric):
            if node.rule is None or not held[key].penalty:
                continue
            if node.rule.kind in ("deduct", "judged", "unstated"):
                yield _in(node, Invalid("penalty-rule", kind=node.rule.kind), "rule")
            if node.excused_if is not None:
                yield _in(node, Invalid("penalty-excused"), "excused_if")


def facts(scheme: Scheme) -> Iterator[Problem]:
    """Facts agree with what rules ask of them, and those with many answers say how they fold."""
    everywhere = set[str]()
    for rubric in scheme.rubrics:
        by_leaf = dict[str, tuple[Fact, ...]]()
        for key, node in keyed_leaves(rubric):
            try:
                by_leaf[key] = leaf_facts(node, scheme)
            except Invalid as error:
                yield _in(node, error, "rule")
        try:
            read = read_facts(scheme, rubric, by_leaf)
        except Invalid as error:
            names_of = {key: {fact.name for fact in asked} for key, asked in by_leaf.items()}
            asking = [leaf for key, leaf in keyed_leaves(rubric) if error.params["fact"] in names_of.get(key, ())]
            yield _in(asking[-1], error, "rule") if asking else error.at(rubric.where, rubric.path)
            everywhere |= set[str]().union(*names_of.values())
            continue
        everywhere |= set(read)
        for fact in read.values():
            if fact.per and fact.take is None and fact.type is not FactType.SAMPLE:
                yield _at(scheme, Invalid("take-missing", fact=fact.name, per=fact.per), ("scheme", "facts", fact.name))
    for rule in scheme.named:
        for name in facts_of(rule.when):
            if name not in everywhere:
                yield _in(rule, Invalid("fact-idle", fact=name, near=suggestion(name, everywhere)), "when")
    for declared in scheme.facts:
        for key in _idle_keys(declared):
            idle = Invalid("fact-key", fact=declared.name, key=key, type=declared.type.value)
            yield _at(scheme, idle, ("scheme", "facts", declared.name, key))
        ends = [end for end in (declared.min, declared.max) if end is not None]
        if declared.absent and declared.min is not None and declared.min > 0:
            yield _at(scheme, Invalid("fact-absent", fact=declared.name), ("scheme", "facts", declared.name, "absent"))
        crossed = len(ends) == 2 and ends[0] > ends[1]
        off_step = any((end / declared.unit_step).denominator != 1 for end in ends)
        below = declared.take == "sum" and min(ends, default=Fraction(0)) < 0
        stuck = declared.step is not None and declared.step <= 0
        if crossed or off_step or below or stuck:
            yield _at(scheme, Invalid("fact-limits", fact=declared.name), ("scheme", "facts", declared.name))


def _idle_keys(fact: Fact) -> Iterator[str]:
    """The keys of a declared fact that its type cannot use."""
    stepped = fact.type in (FactType.QUANTITY, FactType.POINTS)
    numeric = stepped or fact.type is FactType.COUNT
    used = {
        "min": numeric,
        "max": numeric,
        "step": stepped,
        "never": numeric or fact.type is FactType.DATE,
        "take": bool(fact.per) and fact.type is not FactType.SAMPLE,
    }
    return (key for key, fits in used.items() if getattr(fact, key) not in (None, False) and not fits)


def references(scheme: Scheme) -> Iterator[Problem]:
    """Nodes, scopes and places that are named exist."""
    everywhere = set[str]()
    for rubric in scheme.rubrics:
        codes = {node.code for node in rubric.walk()} | {TOTAL}
        known = codes | set(GROUPS)
        everywhere |= known
        held = settings(rubric)
        for veto in rubric.vetoes:
            if veto.scope in held and held[veto.scope].penalty:
                yield _in(veto, Invalid("veto-penalty", scope=veto.scope), "scope")
            if veto.scope not in codes:
                yield _in(veto, Invalid("scope-unknown", scope=veto.scope, near=suggestion(veto.scope, codes)), "scope")
            yield from _unknown_nodes(veto, "when", veto.when, known)
        for node in rubric.bodies():
            for key, condition in conditions(node):
                yield from _unknown_nodes(node, key, condition, known)
    codes_of = [{node.code for node in rubric.walk()} | {TOTAL, *GROUPS} for rubric in scheme.rubrics]
    in_all = set.intersection(*codes_of) if codes_of else set[str]()
    for rule in scheme.named:
        yield from _unknown_nodes(rule, "when", rule.when, everywhere)
    for grade in scheme.grades:
        for gate in grade.gates:
            yield from _unknown_nodes(grade, "gates", gate, in_all)
    for discrepancy in scheme.discrepancies:
        if not discrepancy.says:
            yield _at(scheme, Invalid("list-empty", key="says"), ("scheme", "discrepancies", discrepancy.key, "says"))
        try:
            path = parse_path(discrepancy.at)
            if not (_stands(scheme, path) or _stands(scheme, ("scheme", *path))):
                raise Invalid("place-unknown", at=discrepancy.at)
        except Invalid as error:
            yield _at(scheme, error, ("scheme", "discrepancies", discrepancy.key, "at"))


def cycles(scheme: Scheme) -> Iterator[Problem]:
    """No node waits for its own result."""
    for rubric in scheme.rubrics:
        try:
            stage_order(rubric)
        except Invalid as error:
            named = error.params["nodes"].split(" → ")
            node = next((node for code in named for node in rubric.walk() if node.code == code), rubric)
            yield _in(node, error)


def readings(scheme: Scheme) -> Iterator[Problem]:
    """Readings patch tables that exist as published, and no two readings patch one path."""
    owners = dict[tuple[str, ...], str]()
    for reading in () if scheme.taken else scheme.readings:
        for name, patches in reading.options:
            place = ("scheme", "readings", reading.key, "option", name)
            if name == reading.chosen:
                yield _at(scheme, Invalid("option-chosen", option=name), place)
            for patch in patches:
                table = patch.path[:-1]
                if not (_table_at(scheme, table) or table[1:] in (("total",), ("inferred",), ("assumed",))):
                    error = Invalid("patch-path", path=".".join(patch.path))
                    yield _at(scheme, error, place)
                if owners.setdefault(patch.path, reading.key) != reading.key:
                    error = Invalid("patch-twice", path=".".join(patch.path), reading=owners[patch.path])
                    yield _at(scheme, error, place)


def grades(scheme: Scheme) -> Iterator[Problem]:
    """Thresholds fall from the top."""
    last: Fraction | None = None
    for grade in scheme.grades:
        if last is not None and grade.at_least is not None and grade.at_least >= last:
            yield _in(grade, Invalid("grade-order", grade=grade.name), "at_least")
        last = grade.at_least if grade.at_least is not None else last


def citations(scheme: Scheme) -> Iterator[Problem]:
    """Every number and date stands in the words that its table quotes, or says why not."""
    patched = scheme.patched_paths()
    for part in scheme.cited():
        reasons = dict((*part.inferred, *part.assumed))
        printed = frozenset(chain.from_iterable(cite.numerals() for cite in part.cite))
        keys = set[str]()
        if isinstance(part, Indicator | Rubric) and part.points is not None:
            yield from _contradicted(scheme, part, part.points, reasons)
            keys.add("points")
        for key, constant in _constants(part):
            keys.add(key)
            exempt = key in reasons or constant.value == 0 or any(_patches(path, part.path) for path in patched)
            if not exempt and not _printed(constant, printed, (cite.quote for cite in part.cite)):
                quotes = " | ".join(str(cite) for cite in part.cite) or "–"
                yield _in(part, Invalid("uncited", key=key, value=constant.text, quotes=quotes), key)
        for key in reasons:
            if key not in keys:
                idle = Invalid("reason-idle", key=key, near=suggestion(key, keys))
                table = "inferred" if key in dict(part.inferred) else "assumed"
                yield idle.at(part.where, (*part.path, table, key))


def _patches(patch: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether a patch changed something in a part; the variants of a node are one, since patches may rename them."""
    stem = part[: part.index("variant")] if "variant" in part else part
    return patch[: len(stem)] == stem


def _contradicted(
    scheme: Scheme, part: Indicator | Rubric, points: Fraction, reasons: Mapping[str, str]
) -> Iterator[Problem]:
    """Points that the quotes print otherwise: "二、信息公开(40分)" for a node worth 45."""
    titles = [match[1] for cite in part.cite for match in _TITLE.finditer(cite.quote)]
    if titles and to_text(points) not in titles and "points" not in reasons and part.path not in _admitted(scheme):
        error = Invalid("points-differ", printed="、".join(titles), points=to_text(points))
        yield _in(part, error, "points")


def _admitted(scheme: Scheme) -> set[tuple[str, ...]]:
    """The places where the notice is known to contradict itself."""
    found = set[tuple[str, ...]]()
    for discrepancy in scheme.discrepancies:
        with suppress(Invalid):  # `references` tells what is no path
            found.add(parse_path(discrepancy.at))
    return found


def _printed(constant: Constant, numerals: frozenset[str], quotes: Iterable[str]) -> bool:
    if constant.is_date:
        day = dt.date.fromordinal(int(constant.value))
        years = {numeral for numeral in numerals if len(numeral) == 4}
        days = {(int(month), int(date)) for quote in quotes for month, date in _DAY.findall(quote)}
        as_printed = (day.month, day.day) in days if days else {str(day.month), str(day.day)} <= numerals
        return as_printed and (not years or str(day.year) in years)
    return constant.text.removesuffix("%").removeprefix("-") in numerals


def _constants(part: Cited) -> Iterator[tuple[str, Constant]]:
    """The numbers and dates of a table under their keys; points that only add up what stands below are left out."""
    match part:
        case Indicator():
            rule_numbers = list(part.rule.numbers()) if part.rule is not None else []
            added_up = sum((value for key, value in rule_numbers if key == "parts"), Fraction(0))
            added_up = added_up or sum((child.points or Fraction(0) for child in part.children), Fraction(0))
            yield from _numbers(points=None if part.points == added_up else part.points, floor=part.floor, cap=part.cap)
            for key, value in rule_numbers:
                yield key, Constant(value, to_text(value))
            for fact in part.rule.facts(part.points) if part.rule is not None else ():
                if fact.hit_when is not None:
                    yield from (("when", constant) for constant in constants_of(fact.hit_when))
            for key, condition in conditions(part):
                yield from ((key, constant) for constant in constants_of(condition))
        case Rubric():
            base = (node.points or Fraction(0) for node in part.indicators if (node.role or "base") == "base")
            yield from _numbers(points=None if part.points == sum(base, Fraction(0)) else part.points)
        case Total():
            yield from _numbers(floor=part.floor, cap=part.cap)
        case Veto():
            yield from _numbers(effect=part.points)
            yield from (("when", constant) for constant in constants_of(part.when))
        case Grade():
            yield from _numbers(at_least=part.at_least)
            yield from (("gates", constant) for gate in part.gates for constant in constants_of(gate))
        case NamedRule():
            yield from (("when", constant) for constant in constants_of(part.when))
        case Window():
            if part.due is not None:
                yield "due", Constant(Fraction(part.due.toordinal()), part.due.isoformat(), is_date=True)


def _numbers(**values: Fraction | None) -> Iterator[tuple[str, Constant]]:
    return ((key, Constant(value, to_text(value))) for key, value in values.items() if value is not None)


def _unknown_nodes(part: Cited, key: str, condition: Condition, known: set[str]) -> Iterator[Problem]:
    for node in nodes_of(condition):
        if node not in known:
            yield _in(part, Invalid("node-unknown", node=node, near=suggestion(node, known)), key)


def _stands(scheme: Scheme, path: tuple[str, ...]) -> bool:
    return not path or path[-1] in _table_at(scheme, path[:-1])


def _table_at(scheme: Scheme, path: tuple[str, ...]) -> Mapping[str, object]:
    """The table of the document at a path; empty where there is none."""
    table: object = scheme.document
    for key in path:
        if isinstance(table, list):
            table = {item_name(item, index): item for index, item in enumerate(table)}
        table = table.get(key) if isinstance(table, Mapping) else None
    return table if isinstance(table, Mapping) else {}


def _in(part: Cited, error: Invalid, key: str = "") -> Problem:
    return error.at(part.where, (*part.path, key) if key else part.path)


def _at(scheme: Scheme, error: Invalid, path: tuple[str, ...]) -> Problem:
    return error.at(nearest(scheme.places, path), path)


_Check: TypeAlias = Callable[[Scheme], Iterator[Problem]]

CHECKS: Final[tuple[_Check, ...]] = (
    identity,
    names,
    roster,
    tree,
    variants,
    sums,
    penalties,
    facts,
    references,
    cycles,
    readings,
    grades,
    citations,
)
_STANDING: Final[tuple[_Check, ...]] = (identity, names, tree, sums, penalties, grades, citations)
"""The checks that need not see all of a scheme."""


def standing_problems(scheme: Scheme, known: Iterable[Problem]) -> Iterator[Problem]:
    """What is wrong with the parts that stand, where other parts of the files could not be structured.

    Nothing is said about a table in which, above which or below which something is known to be wrong.
    """
    wrong = [problem.path for problem in known]
    whole = len(scheme.rubrics) == len(scheme.document) - 1
    for problem in chain.from_iterable(check(scheme) for check in (*_STANDING, *([roster] if whole else []))):
        path = problem.path
        if not any(bad[: len(path) - 1] == path[:-1] or path[: len(bad)] == bad for bad in wrong):
            yield evolve(problem, where=nearest(scheme.places, path) or problem.where)
