"""Exhaustive small worlds: every rubric of a small grammar with every evidence, engine against oracle.

Each grammar is a product written out below; its size stands in the test. What is open in an evidence is completed in
every way, and the bounds of every node must be exactly the least and the greatest result of the completions.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product
from typing import Final

import pytest

from opengov_rules.conditions import COMPARISONS
from opengov_rules.rules import KINDS
from opengov_rules.testing.generating import Table
from worlds import COUNTY, explore, raises, refusals

pytestmark = pytest.mark.law

ONE: Final = Decimal(1)
TWO: Final = Decimal(2)
RULES: Final[dict[str, Table]] = {
    "award": {"rule": "award", "when": "是"},
    "checklist": {"rule": "checklist", "parts": [{"name": "甲", "when": "是", "points": TWO}]},
    "sample each": {"rule": "sample", "fact": "抽", "draw": 1, "each": TWO},
    "sample open": {"rule": "sample", "fact": "抽", "draw": 1, "all_hit": True},
    "sample full": {"rule": "sample", "fact": "抽", "draw": 1, "all_hit": True, "none": "full"},
    "sample zero": {"rule": "sample", "fact": "抽", "draw": 2, "all_hit": True, "none": "zero", "fewer": "zero"},
    "deduct": {"rule": "deduct", "faults": {"数": 1}},
    "tiers": {
        "rule": "tiers",
        "fact": "数",
        "limits": [{"at_least": 2, "points": TWO}, {"at_least": 1, "points": ONE}],
    },
    "judged": {"rule": "judged", "fact": "评", "step": 1},
    "judged full_if": {"rule": "judged", "fact": "评", "step": 1, "full_if": "是"},
    "per_event": {"rule": "per_event", "events": {"数": 2}},
    "per_event best": {"rule": "per_event", "events": {"数": 2, "次": 1}, "take": "best"},
    "per_event distinct": {"rule": "per_event", "events": {"数": 1, "次": 1}, "take": "distinct"},
    "printed": {"rule": "printed", "fact": "评"},
    "unstated": {"rule": "unstated"},
}
"""Every kind of rule on a leaf worth 2 points."""
ROLES: Final = {"base": "1", "bonus": "B", "penalty": "P"}
OF_TWO_FACTS: Final = ("judged full_if", "per_event best", "per_event distinct")
NO_PENALTY: Final = ("deduct", "judged", "judged full_if", "unstated")
POLICIES: Final[tuple[Table, ...]] = ({}, *({"not_applicable": policy} for policy in ("drop", "full", "zero")))


def leaf(kind: str, **more: object) -> Table:
    return {"name": kind, "points": TWO, **RULES[kind], **more}


def rubric(role: str, node: Table, **more: object) -> Table:
    """A rubric of one node."""
    return {ROLES[role]: node | ({} if role == "base" else {"role": role}), **more}


def of_one_leaf() -> Iterator[Table]:
    """12 rules of one fact in 3 roles, without those that are no penalty, under 4 gates and 4 policies."""
    gates: tuple[Table, ...] = ({}, {"only_if": "前提"}, {"zero_if": "前提"}, {"excused_if": "前提"})
    for kind, role, gate, policy in product(RULES, ROLES, gates, POLICIES):
        if kind not in OF_TWO_FACTS and (role != "penalty" or not (kind in NO_PENALTY or "excused_if" in gate)):
            yield rubric(role, leaf(kind, **gate, **policy))


def with_limits() -> Iterator[Table]:
    """15 rules in 3 roles, without those that are no penalty, with floors of 0, 1 and none and caps not below them."""
    for kind, role, floor, cap in product(RULES, ROLES, (None, 0, ONE), (None, 0, ONE)):
        if (role == "penalty" and kind in NO_PENALTY) or (floor == ONE and cap == 0):
            continue
        yield rubric(role, leaf(kind, **{key: end for key, end in (("floor", floor), ("cap", cap)) if end is not None}))


def with_a_veto() -> Iterator[Table]:
    """15 rules as base and as bonus under a veto that leaves 0 or 1, on the leaf or (only 0) on the total."""
    for kind, role, (at, left) in product(RULES, ("base", "bonus"), (("leaf", 0), ("leaf", 1), ("total", 0))):
        veto = {"when": "否决", "scope": ROLES[role] if at == "leaf" else at, "effect": {"points": left}}
        yield rubric(role, leaf(kind), vetoes={"v": veto})


COUNTED: Final[dict[str, Table]] = {
    "fault": {"rule": "deduct", "faults": {"数": 1}},
    "event": {"rule": "per_event", "events": {"数": 1}},
    "rising": RULES["tiers"],
    "exact": {"rule": "award", "when": {"fact": "数", "is": 1}},
    "gate": {"rule": "award", "when": "是", "zero_if": {"fact": "数", "at_least": 1}},
}
"""Rules that read one count, some of which it raises and some of which it lowers."""


def sharing_a_count() -> Iterator[Table]:
    """Two of 5 rules that read the same count, the second in 3 roles (but no fault as a penalty), without a veto or
    with one on the first leaf or the total, which many or few set off.
    """
    vetoes: list[Table] = [{}]
    for scope, when in product(("1.1", "total"), ({"over": 1}, {"at_most": 0})):
        vetoes.append({"vetoes": {"v": {"when": {"fact": "数", **when}, "scope": scope, "effect": {"points": 0}}}})
    for one, other, role, veto in product(COUNTED, COUNTED, ROLES, vetoes):
        first = {"name": one, "points": TWO, **COUNTED[one]}
        second = {"name": other, "points": TWO, **COUNTED[other]}
        if role == "base":
            yield {"1": {"name": "同", "1": first, "2": second}, **veto}
        elif not (role == "penalty" and other == "fault"):
            yield {"1": {"name": "同", "1": first}, **rubric(role, second), **veto}


def sharing_a_sample() -> Iterator[Table]:
    """Two of 3 rules that read the same sample of two, the second in 3 roles."""
    sampled: list[Table] = [
        {"name": "每", "points": TWO, "rule": "sample", "fact": "抽", "draw": 2, "each": ONE},
        {"name": "全", "points": TWO, "rule": "sample", "fact": "抽", "draw": 2, "all_hit": True, "none": "zero"},
        {"name": "足", "points": TWO, "rule": "sample", "fact": "抽", "draw": 2, "all_hit": True, "none": "zero"}
        | {"fewer": "zero"},
    ]
    for first, second, role in product(sampled, sampled, ROLES):
        if role == "base":
            yield {"1": {"name": "同", "1": first, "2": second}}
        else:
            yield {"1": first, **rubric(role, second)}


def of_three_leaves() -> Iterator[Table]:
    """Two leaves of 3 kinds under one node, and a bonus or a penalty of events, under 4 policies of the node, without a
    veto or with one on a leaf, the node or the total, which the event sets off.
    """
    award = {"name": "奖", "points": TWO, "rule": "award", "when": "是"}
    deduct: Table = {"name": "扣", "points": TWO, "rule": "deduct", "faults": {"错": ONE}}
    judged = {"name": "评", "points": TWO, "rule": "judged", "fact": "评", "step": ONE}
    pairs, scopes = ((award, deduct), (judged, award)), (None, "1.1", "1", "total")
    for (one, two), role, policy, scope in product(pairs, ("bonus", "penalty"), POLICIES, scopes):
        events = rubric(role, {"name": "报", "points": ONE, "rule": "per_event", "events": {"次": 1}})
        veto = {"when": {"fact": "次", "over": 0}, "scope": scope, "effect": {"points": 0}}
        yield {
            "1": {"name": "合", "1": one, "2": two, **policy},
            **events,
            **({"vetoes": {"v": veto}} if scope else {}),
        }


def of_conditions() -> Iterator[Table]:
    """Two of 10 comparisons of a count up to 2 that may be `never`, joined in 3 ways."""
    asked = [{"fact": "迟", how: edge} for how in COMPARISONS for edge in (2, 5)]
    for number, one in enumerate(asked):
        for other, joint in product(asked[number:], ("all", "any", "none")):
            yield rubric("base", {"name": "比", "points": TWO, "rule": "award", "when": {joint: [one, other]}})


def reading_another_node() -> Iterator[Table]:
    """A leaf or a penalty that compares the points or the share of another leaf, of 2 rules under 4 policies, in 5 ways
    with 0, half and all.
    """
    edges = [("points_of", edge) for edge in (0, 1, 2)] + [("share_of", edge) for edge in ("0%", "50%", "100%")]
    for kind, policy, (what, edge), how in product(("deduct", "per_event"), POLICIES, edges, COMPARISONS):
        first = leaf(kind, **policy)
        second: Table = {"name": "看", "points": ONE, "rule": "award", "when": {what: "1.1", how: edge}}
        yield {"1": {"name": "合", "1": first, "2": second}}
        yield {"1": {"name": "合", "1": first}, **rubric("penalty", second)}


def of_variants() -> Iterator[Table]:
    """A leaf that 3 units have by 5 assignments of units and kinds, with two of 4 rules, dropped or not."""
    whom: list[list[Table]] = [
        [{"kinds": ["县"]}, {"kinds": ["区"]}],
        [{"units": ["甲县"]}, {"units": ["乙县", "丙区"]}],
        [{"units": ["乙县"]}, {"kinds": ["区"]}],
        [{"units": ["丙区"]}],
        [{"kinds": ["区"], "units": ["甲县"]}],
    ]
    bodies: list[Table] = [
        {"rule": "award", "when": "是"},
        {"rule": "deduct", "faults": {"数": 1}},
        {"rule": "tiers", "fact": "数", "limits": [{"over": 1, "points": TWO}]},
        {"rule": "unstated"},
    ]
    for units, first, second, policy in product(whom, bodies, bodies, POLICIES[:2]):
        variants = [{**named, **body} for named, body in zip(units, (first, second), strict=False)]
        others = {} if units in (whom[0], whom[1]) else {"otherwise": "unstated"}
        yield {"1": {"name": "异", "points": TWO, "variant": variants, **others, **policy}}


def with_a_bounded_total() -> Iterator[Table]:
    """One of 4 base leaves beside a bonus or a penalty, under a total without limits, with a cap or a floor that may
    settle it, or vetoed whatever is found.
    """
    always: Table = {"v": {"when": {"points_of": "base", "at_least": 0}, "scope": "total", "effect": {"points": 0}}}
    wholes: list[Table] = [{}, {"vetoes": always}, *({"total": {"cap": cap}} for cap in (0, ONE))]
    wholes += [{"total": {"floor": floor}} for floor in (0, TWO)]
    for kind, role, whole in product(("award", "deduct", "sample each", "unstated"), ("bonus", "penalty"), wholes):
        events: Table = {"name": "报", "points": TWO, "rule": "per_event", "events": {"次": 2}}
        yield {"1": leaf(kind), **rubric(role, events), **whole}


def of_late_evidence() -> Iterator[Table]:
    """Two readers of one count, each under `needs_evidence` or not, the first inheriting it or a variant for one unit;
    the evidence may come on the last day or late.
    """
    said: tuple[Table, ...] = ({}, {"needs_evidence": True}, {"needs_evidence": False})
    counted: Table = {"points": TWO, "rule": "per_event", "events": {"数": 1}}
    for above, first, second in product(said, said, said[:2]):
        one = {"name": "甲", **counted, **first}
        for other in ("2", "P"):
            two = {"name": "乙", **counted, **second, **({"role": "penalty"} if other == "P" else {})}
            yield {"1": {"name": "合", "1": one, **above}, other: two}
            variants = [{"units": ["甲县"], **counted, **first}, {"kinds": ["区"], "rule": "award", "when": "是"}]
            node: Table = {"name": "异", "points": TWO, "variant": variants, "otherwise": "unstated"}
            yield {"1": {"name": "合", "1": node, **above}, other: two}


NUMBER: Final[Table] = {"fact": "数"}
WHOLE: Final[Table] = {"fact": "总"}
SHARE: Final[Table] = {"ratio": [NUMBER, WHOLE]}
"""Of nothing undefined."""


def measured(value: object, **more: object) -> Table:
    return {"name": "量", "points": TWO, "rule": "measure", "value": value, **more}


def with_a_quotient() -> Iterator[Table]:
    """A ratio of two counts up to 2, by rule in 12 ways, as a quantity, and compared; as base, bonus and penalty."""
    ends: tuple[Table, ...] = ({}, {"full_at": "50%"})
    steps: tuple[Table, ...] = ({}, {"step": "50%"}, {"step": "50%", "count": "started"})
    for role, none, end, step in product(ROLES, ("zero", "full"), ends, steps):
        rule = {"rule": "ratio", "part": NUMBER, "whole": WHOLE, "none": none, **end, **step}
        yield rubric(role, {"name": "比", "points": TWO, **rule})
    for role, value in product(ROLES, (SHARE, {"excess": [2, SHARE]}, {"most": [SHARE, 1]}, {"least": [SHARE, WHOLE]})):
        yield rubric(role, measured(value))
    for role, how in product(ROLES, COMPARISONS):
        asked = SHARE | {how: 1}
        for when in (asked, {"none": [asked]}, {"any": [asked, "是"]}):
            yield rubric(role, {"name": "问", "points": TWO, "rule": "award", "when": when})


def of_tallies() -> Iterator[Table]:
    """A start and two entries of 5, in 3 roles, with floors of 0 and -2."""
    entries: list[Table] = [
        {"name": "加", "count": NUMBER, "points": ONE},
        {"name": "多", "count": NUMBER, "points": ONE, "most": ONE},
        {"name": "减", "count": NUMBER, "points": -1},
        {"name": "是", "when": "是", "points": ONE},
        {"name": "非", "when": "是", "points": -2},
    ]
    for role, start, one, other, floor in product(ROLES, (0, ONE, WHOLE), entries, entries, (0, -2)):
        if one["name"] < other["name"]:
            yield rubric(
                role,
                {"name": "计", "points": TWO, "rule": "tally", "start": start, "entries": [one, other], "floor": floor},
            )


def of_combinations() -> Iterator[Table]:
    """Two or three children, combined in 5 ways, of which one may not apply, with weights or without, as base and as
    penalty, or where less is better.
    """
    one, other = measured(NUMBER), {"name": "奖", "points": ONE, "rule": "award", "when": "是"}
    third: Table = {"name": "前", "points": ONE, "rule": "award", "when": "是", "applies_if": "前提"}
    heavy: list[Table] = [{}, {"weight": 2}, {"weight": WHOLE}]
    kinds: tuple[Table, ...] = ({}, {"role": "penalty"})
    for how, kind, policy, weight in product(("sum", "mean", "best", "worst", "ladder"), kinds, POLICIES, heavy):
        if not weight or how == "mean":
            first: Table = {"name": "合", "combine": how, **kind, **policy, "1": one | weight, "2": other}
            yield {"1": first}
            if not policy:
                yield {"1": first | {"3": third}}
                yield {"better": "lower", "1": {key: first[key] for key in first if key != "role"} | {"3": third}}


def that_are_rescaled() -> Iterator[Table]:
    """Three parts, at the top or under a node with or without points or a factor, of which the second, or all three,
    leave their points to the others.
    """
    parts: list[Table] = [measured(NUMBER), {"name": "奖", "points": ONE, "rule": "award", "when": "是"}]
    parts.append({"name": "前", "points": ONE, "rule": "award", "when": "前提"})
    leaving: Table = {"not_applicable": "rescale"}
    for which, how in product(({1}, {0, 1, 2}), ({}, leaving, leaving | {"applies_if": "前提"})):
        three = {f"{i + 1}": part | (how if i in which else {}) for i, part in enumerate(parts)}
        yield three
        for above in ({}, {"points": Decimal(4)}, {"factor": Decimal("0.5")}, {"combine": "ladder"}, leaving):
            yield {
                "1": {"name": "合", **above, **three},
                "2": {"name": "另", "points": TWO, "rule": "award", "when": "是"},
            }


def under_ceilings() -> Iterator[Table]:
    """Two leaves under one ceiling or two, of 3 heights, with a condition or without, or a veto that replaces; on a
    leaf, the node or the total.
    """
    heights: list[Table] = [{"at_most": 1}, {"at_most": WHOLE}, {"at_most": SHARE}, {"replace": 1}]
    second: Table = {"name": "奖", "points": ONE, "rule": "award", "when": "是"}
    for scope, (at, height), more in product(("1.1", "1", "total"), enumerate(heights), (None, *heights[:2])):
        for when in ({"when": "否决"}, {}) if at < 3 else ({"when": "否决"},):
            vetoes = {"甲": {"scope": scope, **when, "effect": height}}
            vetoes |= {"乙": {"scope": scope, "effect": more}} if more is not None else {}
            yield {"1": {"name": "合", "1": measured(NUMBER), "2": second}, "vetoes": vetoes}


def that_are_rounded() -> Iterator[Table]:
    """A leaf, its node or the total on another scale, rounded in 4 ways to 2 steps, above 0 or below."""
    hows = ("half_up", "half_even", "truncate", "ceiling")
    values: tuple[Table, ...] = ({"product": [Decimal("0.5"), NUMBER]}, {"product": ["1/3", NUMBER]}, SHARE)
    for value, how, to, offset in product(values, hows, (1, Decimal("0.5")), (0, Decimal("-1.5"))):
        shape: Table = {"round": {"to": to, "how": how}, **({"offset": offset} if offset else {})}
        yield {"1": measured(value, floor=-2, **shape)}
        yield {"1": {"name": "合", "1": measured(value), "floor": -2, **shape}}
        yield {"1": measured(value), "total": shape}


def of_tables() -> Iterator[Table]:
    """A table of two choices in 3 roles, under 4 policies, read by a condition on one of its words too."""
    cells = {"轻": {"小": 0, "大": ONE}, "重": {"小": ONE, "大": Decimal(3)}}
    table: Table = {"name": "格", "points": TWO, "rule": "table", "rows": "轻重", "columns": "大小", "cells": cells}
    grave: Table = {"name": "重", "points": ONE, "rule": "award", "when": {"fact": "轻重", "is": "重"}}
    slight: Table = {"name": "轻", "points": ONE, "rule": "award", "when": {"fact": "大小", "one_of": ["小", "大"]}}
    for role, policy in product(ROLES, POLICIES):
        for other in (grave, slight):
            yield rubric(role, table | policy) | {"2": other}


TOWNS: Final = {"县": ["甲县", "乙县"], "区": ["丙区"]}
"""The units of rubrics with variants; all others have one unit."""
GRAMMARS: Final[dict[str, tuple[Callable[[], Iterator[Table]], int, int, int, int]]] = {
    "one leaf": (of_one_leaf, 492, 0, 7107, 3716),
    "limits": (with_limits, 328, 0, 1824, 800),
    "a veto": (with_a_veto, 90, 0, 1512, 1392),
    "a shared count": (sharing_a_count, 350, 86, 1992, 1083),
    "a shared sample": (sharing_a_sample, 27, 0, 189, 27),
    "three leaves": (of_three_leaves, 64, 0, 3096, 3336),
    "conditions": (of_conditions, 165, 0, 825, 165),
    "another node": (reading_another_node, 480, 99, 1809, 381),
    "variants": (of_variants, 160, 12, 1910, 444),
    "a bounded total": (with_a_bounded_total, 48, 0, 540, 372),
    "late evidence": (of_late_evidence, 72, 0, 3240, 1044),
    "a quotient": (with_a_quotient, 93, 0, 1968, 1482),
    "tallies": (of_tallies, 180, 0, 3132, 2706),
    "combinations": (of_combinations, 84, 0, 3000, 3120),
    "rescaled": (that_are_rescaled, 36, 0, 2200, 2125),
    "ceilings": (under_ceilings, 63, 0, 4968, 7812),
    "rounded": (that_are_rounded, 144, 0, 1152, 528),
    "tables": (of_tables, 24, 0, 342, 204),
}
"""Each grammar with how many rubrics it has, how many of them are refused because a fault might help, and how many
evidences the others have: those that leave nothing open, and those that do.
"""


def units_of(grammar: object) -> dict[str, list[str]]:
    """The units that each rubric of the grammar has."""
    return TOWNS if grammar in (of_variants, of_late_evidence) else COUNTY


@pytest.mark.parametrize(("grammar", "rubrics", "refused", "results", "bounds"), GRAMMARS.values(), ids=GRAMMARS)
def test_every_evidence_of_every_rubric_has_the_points_and_bounds_of_the_oracle(
    grammar: Callable[[], Iterator[Table]], rubrics: int, refused: int, results: int, bounds: int
) -> None:
    found = explore(grammar(), units_of(grammar), late=grammar is of_late_evidence)
    assert found.wrong[:3] == []
    assert (found.rubrics + len(found.refused), len(found.refused)) == (rubrics, refused)
    assert (found.results, found.bounds) == (results, bounds)


def test_small_worlds_hold_every_kind_of_rule() -> None:
    old = {rule["rule"] for rule in RULES.values()}
    assert old | {"measure", "ratio", "tally", "table"} == {kind.kind for kind in KINDS}


@pytest.mark.parametrize("grammar", [sharing_a_count, of_variants])
def test_no_fault_that_compile_accepts_raises_the_total(grammar: Callable[[], Iterator[Table]]) -> None:
    """“On a higher-is-better scale a fault whose sign is not negative is a `Problem`.”"""
    towns = units_of(grammar)
    with_faults = [rubric for rubric in grammar() if "faults" in str(rubric)]
    refused = refusals(with_faults, towns)
    assert refused
    assert [rubric for rubric in with_faults if rubric not in refused and raises("数", rubric, towns)] == []
