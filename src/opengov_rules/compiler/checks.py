"""What a well-formed scheme may still get wrong: a list of functions, each finding one kind of problem."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain
from typing import Final, TypeAlias

from ..conditions import Condition, Constant, Quantity, facts_of, identities_of, nodes_of, reckoned
from ..facts import Fact, FactType
from ..names import ID
from ..paths import parse_path
from ..points import to_text
from ..problems import Invalid, Problem, suggestion
from ..provenance import item_name, nearest
from ..rules import Deduct
from ..scheme import Cited, Effect, Indicator, Rubric, Scheme
from .asking import (
    effect_reads,
    grade_reads,
    input_facts,
    keyed_leaves,
    keys_below,
    leaf_facts,
    pruned,
    ranking_reads,
    read_facts,
    reads,
    settings,
)
from .citing import admitted, citations, in_
from .graph import GROUPS, TOTAL
from .matching import disagreement, fold_errors, peers_errors, readers, word_errors
from .naming import names, unit_names
from .ordering import siblings, stage_order
from .placing import placed

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
    for size in scheme.sizes:
        named = sum(unit.kind == size.kind for unit in scheme.roster.units)
        if size.count < 1:
            yield in_(size, Invalid("roster-size", kind=size.kind, count=size.count), "count")
        elif named not in (0, size.count):
            yield in_(size, Invalid("roster-count", kind=size.kind, named=named, count=size.count), "count")
    known = {unit.name for unit in scheme.roster.units}
    document = scheme.document.get("scheme")
    aliased = document.get("aliases", {}) if isinstance(document, dict) else {}
    for name in aliased:
        if name not in known:
            error = Invalid("alias-unit", unit=name, near=suggestion(name, known))
            yield _at(scheme, error, ("scheme", "aliases", name))
    claimed = Counter(kind for rubric in scheme.rubrics for kind in rubric.kinds)
    for kind in dict.fromkeys((*(unit.kind for unit in scheme.roster.units), *(size.kind for size in scheme.sizes))):
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
                yield in_(node, Invalid("rule-with-children", code=node.code), "rule")
            if node.variants and (node.children or node.rule is not None):
                yield in_(node, Invalid("variants-alone", code=node.code), "variant")
            if not node.children and node.rule is None and not node.variants:
                yield in_(node, Invalid("rule-missing", code=node.code))
            if node.role is not None and "." in node.code:
                yield in_(node, Invalid("role-nested", code=node.code), "role")
            if node.points is not None and node.points < 0:
                yield in_(node, Invalid("points-negative", code=node.code), "points")
        for key, body in keyed_leaves(rubric):
            if body.points is None and held[key].not_applicable == "full" and not held[key].penalty:
                yield in_(body, Invalid("points-missing", rule='not_applicable = "full"'), "not_applicable")
            if body.code != key and body.rule is None:
                yield in_(body, Invalid("rule-missing", code=body.code))


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
                yield in_(node, Invalid("variant-points", code=node.code, points=shown), "variant")
        for node in rubric.leaves():
            for variant in node.variants:
                for key, given, known in (("units", variant.units, names), ("kinds", variant.kinds, {*rubric.kinds})):
                    for name in (name for name in given if name not in known):
                        error = Invalid("variant-stranger", name=name, near=suggestion(name, known))
                        yield in_(variant, error, key)
            for unit in units:
                try:
                    node.choice(unit)
                except Invalid as error:
                    yield in_(node, error, "variant")


def _under_points(nodes: Iterable[Indicator], printed: bool) -> Iterator[tuple[Indicator, bool]]:
    """Every node, and whether something above it prints points."""
    for node in nodes:
        yield node, printed
        yield from _under_points(node.children, printed or node.points is not None)


def sums(scheme: Scheme) -> Iterator[Problem]:
    """Children add up to their parent, the base to the rubric, a rule to its leaf; or the notice itself errs there."""
    allowed = admitted(scheme)

    def off(
        part: Cited, at: tuple[str, ...], points: Fraction | None, children: Iterable[Indicator]
    ) -> Iterator[Problem]:
        parts = [child.points for child in children]
        known = [value for value in parts if value is not None]
        total = sum(known, Fraction(0))
        if points is not None and parts and len(known) == len(parts) and total != points and at not in allowed:
            yield in_(part, Invalid("children-sum", total=to_text(total), points=to_text(points)), "points")

    for rubric in scheme.rubrics:
        held = settings(rubric)
        base = [node for node in rubric.indicators if (node.role or "base") == "base"]
        yield from off(rubric, (rubric.id,), rubric.points, base)
        for node in rubric.walk():
            at = (rubric.id, *node.code.split("."))
            if node.combine in ("sum", "ladder") and node.offset == 0 and node.factor == 1:
                yield from off(node, at, node.points, node.children)
        for key, leaf in keyed_leaves(rubric):
            at = (rubric.id, *leaf.code.split("."))
            for error in leaf.rule.check(leaf.points) if leaf.rule is not None else ():
                tells = leaf.rule is not None and leaf.rule.kind in ("checklist", "tiers")
                unprinted = error.code == "points-missing" and held[key].penalty and tells
                unprinted = unprinted or (error.code == "points-missing" and rubric.unpublished)
                capped = (leaf.cap is not None and leaf.cap == leaf.points) or leaf.factor != 1 or leaf.offset != 0
                if not unprinted and not (error.code == "parts-sum" and (at in allowed or capped)):
                    yield in_(leaf, error, error.params.get("at", "rule"))


def supplied(scheme: Scheme) -> Iterator[Problem]:
    """Where the notice prints no points, nobody has any or everybody: penalties apart, which need none."""
    for rubric in (rubric for rubric in scheme.rubrics if rubric.unpublished and rubric.scored):
        for top in rubric.indicators:
            for leaf in top.walk() if top.role in (None, "base", "bonus") else ():
                if not leaf.children and any(body.points is None for body in leaf.bodies):
                    yield in_(leaf, Invalid("supplied-missing", code=leaf.code))


def penalties(scheme: Scheme) -> Iterator[Problem]:
    """A penalty is an amount that grows; full points less something is none."""
    for rubric in scheme.rubrics:
        held = settings(rubric)
        for key, node in keyed_leaves(rubric):
            if node.rule is None or not held[key].penalty:
                continue
            full = node.rule.kind == "judged" or (node.rule.kind == "unstated" and not node.todo)
            if node.rule.kind == "deduct" or (full and rubric.better == "higher"):
                yield in_(node, Invalid("penalty-rule", kind=node.rule.kind), "rule")
            if node.excused_if is not None:
                yield in_(node, Invalid("penalty-excused"), "excused_if")


def facts(scheme: Scheme) -> Iterator[Problem]:
    """Facts agree with what rules ask of them, and those with many answers say how they fold."""
    everywhere = set[str]()
    for rubric in scheme.rubrics:
        by_leaf = dict[str, tuple[Fact, ...]]()
        assets = {key for node in rubric.walk() if node.for_each for key in keys_below(node)}
        for key, node in keyed_leaves(rubric):
            try:
                by_leaf[key] = leaf_facts(node, scheme)
            except Invalid as error:
                yield in_(node, error, "rule")
        try:
            read = read_facts(scheme, rubric, by_leaf)
        except Invalid as error:
            yield disagreement(scheme, rubric, by_leaf, error)
            everywhere |= {fact.name for asked in by_leaf.values() for fact in asked}
            continue
        everywhere |= set(read)
        try:
            asked = read | input_facts(scheme, read)
        except Invalid as error:
            yield disagreement(scheme, rubric, by_leaf, error)
            asked = read
        speechless = {fact.name for fact in scheme.facts if fact.type is FactType.CHOICE and not fact.choices}
        asked = {name: fact for name, fact in asked.items() if name not in speechless}
        outside = {name for _, _, part in readers(scheme, pruned(rubric)) for name in facts_of(part)}
        outside |= {fact.name for leaf, asks in by_leaf.items() if leaf not in assets for fact in asks}
        for reader, key, condition in readers(scheme, rubric):
            yield from (in_(reader, wrong, key) for wrong in word_errors(condition, asked))
        for fact in read.values():
            for wrong in _taken_of_nodes(fact, rubric):
                yield _at(scheme, wrong, ("scheme", "facts", fact.name, "peers"))
            if fact.name in speechless and not fact.choices:
                yield _at(scheme, Invalid("choices-missing", fact=fact.name), ("scheme", "facts", fact.name))
            folded = fact.type not in (FactType.SAMPLE, FactType.SHARE) and fact.name in outside
            if fact.per and fact.take is None and folded:
                yield _at(scheme, Invalid("take-missing", fact=fact.name, per=fact.per), ("scheme", "facts", fact.name))
    never = {fact.name for fact in scheme.facts if fact.never}
    for rubric in scheme.rubrics:
        for node in rubric.bodies():
            for key, part in reads(node):
                for name in (name for name in reckoned(part) if name in never):
                    yield in_(node, Invalid("never-reckoned", fact=name), key)
    for ranking in scheme.rankings:
        for key, part in ranking_reads(ranking):
            for name in (name for name in reckoned(part) if name in never):
                yield in_(ranking, Invalid("never-reckoned", fact=name), key)
    for rule in scheme.named:
        for name in facts_of(rule.when):
            if name not in everywhere:
                yield in_(rule, Invalid("fact-idle", fact=name, near=suggestion(name, everywhere)), "when")
    for declared in scheme.facts:
        for key in _idle_keys(declared):
            idle = Invalid("fact-key", fact=declared.name, key=key, type=declared.type.value)
            yield _at(scheme, idle, ("scheme", "facts", declared.name, key))
        ends = [end for end in (declared.min, declared.max) if end is not None]
        wordless = declared.type in (FactType.CHOICE, FactType.DATE)
        if declared.absent and (wordless or (declared.min is not None and declared.min > 0)):
            yield _at(scheme, Invalid("fact-absent", fact=declared.name), ("scheme", "facts", declared.name, "absent"))
        crossed = len(ends) == 2 and ends[0] > ends[1]
        off_step = any((end / declared.unit_step).denominator != 1 for end in ends)
        below = declared.take in ("sum", "mean") and min(ends, default=Fraction(0)) < 0
        stuck = declared.step is not None and declared.step <= 0
        if crossed or off_step or below or stuck:
            yield _at(scheme, Invalid("fact-limits", fact=declared.name), ("scheme", "facts", declared.name))
        for key, wrong in chain(fold_errors(declared), peers_errors(declared)):
            yield _at(scheme, wrong, ("scheme", "facts", declared.name, key))


def _taken_of_nodes(fact: Fact, rubric: Rubric) -> Iterator[Invalid]:
    """What all units of a rubric answer together is taken of nodes that it has."""
    if fact.peers is None:
        return
    codes, within = {*GROUPS, TOTAL, *(node.code for node in rubric.walk())}, _within(rubric)
    for code in nodes_of(fact.peers.of):
        if code not in codes:
            yield Invalid("node-unknown", node=code, near=suggestion(code, codes))
        elif code in within:
            yield Invalid("each-inside", node=code, code=within[code].code)


def _idle_keys(fact: Fact) -> Iterator[str]:
    """The keys of a declared fact that its type cannot use."""
    stepped = fact.type in (FactType.QUANTITY, FactType.POINTS)
    numeric = stepped or fact.type is FactType.COUNT
    used = {
        "min": numeric,
        "max": numeric,
        "step": stepped,
        "never": numeric or fact.type is FactType.DATE,
        "per": fact.type is not FactType.SHARE,
        "take": fact.type not in (FactType.SAMPLE, FactType.SHARE),
        "choices": fact.type is FactType.CHOICE,
        "none": fact.type is FactType.SHARE,
    }
    return (key for key, fits in used.items() if getattr(fact, key) not in (None, False, 0, "", ()) and not fits)


def references(scheme: Scheme) -> Iterator[Problem]:
    """Nodes, scopes and places that are named exist."""
    everywhere = set[str]()
    for rubric in scheme.rubrics:
        codes = {node.code for node in rubric.walk()} | {TOTAL}
        known = codes | set(GROUPS)
        everywhere |= known
        held = settings(rubric)
        for veto in rubric.vetoes:
            lowers = (veto.effect.points, veto.effect.at_most) != (None, None)
            against = rubric.better == "lower" or (veto.scope in held and held[veto.scope].penalty)
            if against and (lowers or (veto.effect.scoped and rubric.better == "higher")):
                yield in_(veto, Invalid("veto-penalty", scope=veto.scope), "scope")
            if veto.scope not in codes:
                yield in_(veto, Invalid("scope-unknown", scope=veto.scope, near=suggestion(veto.scope, codes)), "scope")
            for key, part in effect_reads(veto):
                yield from _unknown_nodes(veto, key, part, known)
        for node in rubric.bodies():
            for key, part in reads(node):
                yield from _unknown_nodes(node, key, part, known)
    codes_of = [{node.code for node in rubric.walk()} | {TOTAL, *GROUPS} for rubric in scheme.rubrics]
    in_all = set.intersection(*codes_of) if codes_of else set[str]()
    for rule in scheme.named:
        yield from _unknown_nodes(rule, "when", rule.when, everywhere)
    for grade in scheme.grades:
        for key, part in grade_reads(grade):
            yield from _unknown_nodes(grade, key, part, in_all)
    for ranking in scheme.rankings:
        for key, part in ranking_reads(ranking):
            yield from _unknown_nodes(ranking, key, part, everywhere)
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
            yield in_(node, error)


def readings(scheme: Scheme) -> Iterator[Problem]:
    """Readings patch tables that exist as published, and no two readings patch one path."""
    owners = dict[tuple[str, ...], str]()
    for reading in () if scheme.taken or scheme.supplied else scheme.readings:
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
    """Thresholds fall from the top, or rise where less is better; a grade by condition has none."""
    lower = {rubric.better == "lower" for rubric in scheme.rubrics}
    last = dict[bool, Fraction]()
    for grade in scheme.grades:
        given = (("at_least", grade.at_least), ("at_most", grade.at_most), ("quota", grade.quota))
        idle = [key for key, value in given if value is not None and grade.when is not None]
        if idle:
            yield in_(grade, Invalid("grade-direct", grade=grade.name, key=", ".join(idle)), "when")
        for key, limit, wrong in (("at_least", grade.at_least, True), ("at_most", grade.at_most, False)):
            if limit is not None and wrong in lower:
                yield in_(grade, Invalid("grade-side", grade=grade.name), key)
        limit = grade.at_least if grade.at_least is not None else grade.at_most
        if limit is None:
            continue
        rising = grade.at_least is None
        if rising in last and (limit <= last[rising] if rising else limit >= last[rising]):
            yield in_(grade, Invalid("grade-order", grade=grade.name), "at_most" if rising else "at_least")
        last[rising] = limit
        if scheme.rubrics and not any(rubric.scored for rubric in scheme.rubrics):
            yield in_(grade, Invalid("grade-unscored", grade=grade.name), "at_most" if rising else "at_least")
    for grade in scheme.grades:
        quota = grade.quota
        if quota is None:
            continue
        part = quota.text.endswith("%")
        if quota.value <= 0 or (quota.value > 1 if part else quota.value.denominator != 1):
            yield in_(grade, Invalid("quota-number", value=quota.text), "quota")


def gaps(scheme: Scheme) -> Iterator[Problem]:
    """The last grade is the rest, unless some units are meant to have none."""
    banded = [grade for grade in scheme.grades if grade.when is None]
    if banded and not scheme.ungraded:
        last = banded[-1]
        if (last.at_least, last.at_most, last.quota) != (None, None, None) or last.gates:
            yield in_(last, Invalid("grade-gap", grade=last.name))


def effects(scheme: Scheme) -> Iterator[Problem]:
    """A veto does something that it can do, to what it names."""
    names = [grade.name for grade in scheme.grades if grade.when is None]
    for rubric in scheme.rubrics:
        for veto in rubric.vetoes:
            effect = veto.effect
            if not effect.scoped and not effect.withhold and effect.grade is None:
                yield in_(veto, Invalid("effect-empty"), "effect")
            if effect.points is not None and effect.replace is not None:
                yield in_(veto, Invalid("effect-both"), "effect")
            if effect.grade is not None and veto.scope != TOTAL and not (effect.scoped or effect.withhold):
                yield in_(veto, Invalid("effect-scope", scope=veto.scope), "scope")
            if veto.when is None and (effect.at_most is None or effect != Effect(at_most=effect.at_most)):
                yield in_(veto, Invalid("key-missing", key="when"))
            if effect.withhold and veto.scope != TOTAL:
                yield in_(veto, Invalid("effect-withhold", scope=veto.scope), "scope")
            if effect.grade is not None and effect.grade not in names:
                near = suggestion(effect.grade, names)
                yield in_(veto, Invalid("effect-grade", grade=effect.grade, near=near), "effect")


def shapes(scheme: Scheme) -> Iterator[Problem]:
    """What a node may pass on its way: factors and steps above 0, and keys where they mean something."""
    for rubric in scheme.rubrics:
        for part in (*rubric.bodies(), rubric.total):
            for key, number in (("factor", part.factor), ("round", None if part.round is None else part.round.to)):
                if number is not None and number <= 0:
                    named = {"round": "round.to"}.get(key, key)
                    yield in_(part, Invalid("step-positive", key=named, value=to_text(number)), key)
        for node in rubric.walk():
            if node.combine != "sum" and not node.children:
                yield in_(node, Invalid("combine-leaf", code=node.code, combine=node.combine), "combine")
            if isinstance(node.weight, Constant) and node.weight.value < 0:
                yield in_(node, Invalid("weight-negative", value=node.weight.text), "weight")
            for child in node.children:
                if child.weight is not None and node.combine != "mean" and not scheme.taken:
                    yield in_(child, Invalid("weight-idle", code=node.code), "weight")
        for node in rubric.indicators:
            if node.weight is not None:
                yield in_(node, Invalid("weight-idle", code=TOTAL), "weight")
            if rubric.better == "lower" and node.role in ("bonus", "penalty"):
                yield in_(node, Invalid("better-role", role=node.role), "role")
        held = settings(rubric)
        for key, body in keyed_leaves(rubric):
            if isinstance(body.rule, Deduct) and body.floor is not None and body.floor < 0:
                yield in_(body, Invalid("deduct-floor"), "floor")
            policy = held[key].not_applicable
            if body.code != key and policy != held[body.code].not_applicable and policy in ("rescale", "spread"):
                yield in_(body, Invalid("variant-key", key="not_applicable"), "not_applicable")


def shared_points(scheme: Scheme) -> Iterator[Problem]:
    """Where points are taken over, or where full marks open the next step, all that take part have points."""
    for rubric in scheme.rubrics:
        held = settings(rubric)
        for beside in {id(nodes): nodes for nodes in siblings(rubric).values()}.values():
            policies = [held[node.code].not_applicable for node in beside]
            policy = next((policy for policy in policies if policy in ("rescale", "spread")), None)
            if any(held[node.code].penalty for node in beside):
                continue
            for node in beside:
                if policy is not None and not _published(node):
                    yield in_(node, Invalid("points-missing", rule=f'not_applicable = "{policy}"'))
        for parent in rubric.walk():
            for node in parent.children if parent.combine == "ladder" else ():
                if not _published(node) and not held[node.code].penalty:
                    yield in_(node, Invalid("points-missing", rule='combine = "ladder"'))


def _published(node: Indicator) -> bool:
    """Whether a node's points are known, if only by what its children add up to."""
    if any(body.points is None for body in node.bodies) and not node.children:
        return False
    return node.points is not None or (node.combine in ("sum", "ladder") and all(map(_published, node.children)))


def identities(scheme: Scheme) -> Iterator[Problem]:
    """Conditions on who the unit is name units and kinds of the roster."""
    units = {name for unit in scheme.roster.units for name in (unit.name, *unit.aliases)}
    kinds = {kind for rubric in scheme.rubrics for kind in rubric.kinds}

    def unknown(part: Cited, key: str, read: Condition | Quantity) -> Iterator[Problem]:
        for identity in identities_of(read):
            for sort, given, known in (("units", identity.units, units), ("kinds", identity.kinds, kinds)):
                for name in (name for name in given if name not in known):
                    error = Invalid("identity-unknown", name=name, sort=sort, near=suggestion(name, known))
                    yield in_(part, error, key)

    for rubric in scheme.rubrics:
        for node in rubric.bodies():
            yield from (problem for key, read in reads(node) for problem in unknown(node, key, read))
        for veto in rubric.vetoes:
            yield from (problem for key, read in effect_reads(veto) for problem in unknown(veto, key, read))
    for grade in scheme.grades:
        yield from (problem for key, read in grade_reads(grade) for problem in unknown(grade, key, read))
    for rule in scheme.named:
        yield from unknown(rule, "when", rule.when)
    for ranking in scheme.rankings:
        yield from (problem for key, read in ranking_reads(ranking) for problem in unknown(ranking, key, read))


def window(scheme: Scheme) -> Iterator[Problem]:
    """The window opens before it closes, and before evidence is due."""
    found = scheme.window
    for key, last in (("until", found.until), ("due", found.due)):
        if found.from_ is not None and last is not None and last < found.from_:
            first, end = found.from_.isoformat(), last.isoformat()
            yield in_(found, Invalid("window-order", first=first, key=key, last=end), key)


def rankings(scheme: Scheme) -> Iterator[Problem]:
    """One ranking goes by the total, in the rubric's own direction; the others by what they name."""
    main = [ranking for ranking in scheme.rankings if ranking.by is None]
    for ranking in main[1:]:
        yield in_(ranking, Invalid("ranking-twice", name=ranking.name, other=main[0].name))
    for ranking in main:
        if ranking.better != "higher":
            yield in_(ranking, Invalid("ranking-better", name=ranking.name), "better")


def profiles(scheme: Scheme) -> Iterator[Problem]:
    """A profile fills what stands open in tables that exist."""
    for profile in () if scheme.taken or scheme.supplied else scheme.profiles:
        for patch in profile.patches:
            if not _table_at(scheme, patch.path[:-1]):
                error = Invalid("patch-path", path=".".join(patch.path))
                yield _at(scheme, error, ("scheme", "profiles", profile.key, "set", ".".join(patch.path)))


def assets(scheme: Scheme) -> Iterator[Problem]:
    """What is evaluated for every asset says how it is folded, and neither side reads single nodes of the other."""
    declared = {fact.name: fact for fact in scheme.facts}
    for rubric in scheme.rubrics:
        for node in rubric.walk():
            if bool(node.for_each) != (node.fold is not None):
                yield in_(node, Invalid("each-take", code=node.code), "for_each" if node.for_each else "fold")
        within, known = _within(rubric), {*GROUPS, TOTAL, *(node.code for node in rubric.walk())}
        for outer in (node for node in rubric.walk() if node.for_each):
            for node in outer.walk():
                if node is not outer and node.for_each:
                    yield in_(node, Invalid("each-nested", code=node.code), "for_each")
        for body in rubric.bodies():
            here = body if body.for_each else within.get(body.code)
            for key, read in reads(body):
                for code in (code for code in nodes_of(read) if code in known):
                    if here is None or (body is here and key == "weight"):
                        yield from _looks_inside(body, key, code, within)
                    elif within.get(code) is not here and code != here.code:
                        yield in_(body, Invalid("each-outside", code=here.code, node=code), key)
            for fact in (declared[name] for name in _facts_below(body) if name in declared):
                if here is not None and fact.per not in ("", here.for_each):
                    error = Invalid("each-per", fact=fact.name, code=here.code, per=here.for_each, other=fact.per)
                    yield in_(body, error, "rule")
        for veto in rubric.vetoes:
            yield from _looks_inside(veto, "scope", veto.scope, within)
            for key, read in effect_reads(veto):
                yield from (problem for code in nodes_of(read) for problem in _looks_inside(veto, key, code, within))
        graded = ((grade, key, read) for grade in scheme.grades for key, read in grade_reads(grade))
        ranked = ((ranking, key, read) for ranking in scheme.rankings for key, read in ranking_reads(ranking))
        for part, key, read in (*graded, *ranked, *((rule, "when", rule.when) for rule in scheme.named)):
            yield from (problem for code in nodes_of(read) for problem in _looks_inside(part, key, code, within))


def _within(rubric: Rubric) -> dict[str, Indicator]:
    """The nodes below those that are evaluated for every asset, each with the outermost of these."""
    found = dict[str, Indicator]()
    for outer in (node for node in rubric.walk() if node.for_each):
        for node in outer.walk():
            if node is not outer:
                found.setdefault(node.code, outer)
    return found


def _looks_inside(part: Cited, key: str, code: str, within: Mapping[str, Indicator]) -> Iterator[Problem]:
    """A node that is evaluated for every asset, named where there is no single asset."""
    if code in within:
        yield in_(part, Invalid("each-inside", node=code, code=within[code].code), key)


def _facts_below(node: Indicator) -> Iterator[str]:
    """The facts that a node itself reads."""
    yield from (fact.name for fact in (node.rule.facts(node.points) if node.rule is not None else ()))
    yield from (name for _, read in reads(node) for name in facts_of(read))


def _unknown_nodes(part: Cited, key: str, read: Condition | Quantity, known: set[str]) -> Iterator[Problem]:
    for node in nodes_of(read):
        if node not in known:
            yield in_(part, Invalid("node-unknown", node=node, near=suggestion(node, known)), key)


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
    supplied,
    penalties,
    facts,
    references,
    cycles,
    readings,
    grades,
    gaps,
    effects,
    shapes,
    shared_points,
    identities,
    window,
    rankings,
    profiles,
    assets,
    citations,
)
_STANDING: Final[tuple[_Check, ...]] = (identity, names, tree, sums, penalties, grades, shapes, citations)
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
            yield placed(problem, scheme)
