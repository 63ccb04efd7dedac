"""What to cover of each kind of rule: the ways in which it gives or takes points, and its limits."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...compiler.slots import SlotTable
from ...formula import TRUE, Formula, add, all_of, any_of, compare, const, times
from ...points import to_text
from ...rules import (
    Deduct,
    Entry,
    Judged,
    PerEvent,
    RatioRule,
    Rule,
    SampleRule,
    Table,
    Tally,
    Tiers,
    lower_condition,
    lower_quantity,
)
from .conditions import Shown, shown_by, shown_in

_NOTHING = const(0)


def ways(rule: Rule, points: Fraction | None, table: SlotTable) -> Iterator[Shown]:
    """What to show of a rule of a leaf of so many points, beside full points and less."""
    full = points or Fraction(0)
    match rule:
        case Tiers(limits=limits):
            earlier: Formula = TRUE
            for limit in limits:
                yield from shown_by(limit.when, table, earlier)
                earlier = all_of((earlier, lower_condition(limit.when, table).fails))
        case Deduct(faults=faults):
            yield from _alone([name for name, _ in faults], table)
            taken = add(times(const(rate), table.value(name)) for name, rate in faults)
            yield from _limit(taken, full, ("恰好扣完", "used up exactly"), ("扣完后还有问题", "faults beyond that"))
        case PerEvent():
            yield from _events(rule, points, table)
        case SampleRule():
            yield from _sample(rule, table)
        case RatioRule():
            yield from _ratio(rule, table)
        case Table(rows=rows, columns=columns, cells=cells):
            for row, column in ((row, column) for row, line in cells.items() for column in line):
                words = (f"{rows} {row},{columns} {column}", f"{rows} {row}, {columns} {column}")
                yield Shown("way", words, all_of((table.word(rows, row), table.word(columns, column))))
        case Tally(entries=entries, start=start):
            yield from shown_in(start, table)
            for entry in entries:
                yield from _entry(entry, table)
        case Judged(fact=fact):
            mark = table.value(fact)
            between = all_of(
                (table.answered(fact), compare("over", mark, _NOTHING), compare("over", const(full), mark))
            )
            yield Shown(
                "way", (f"{fact} 高于 0 而不足 {to_text(full)}", f"{fact} above 0 and below {to_text(full)}"), between
            )
            yield from _read(rule, table)
        case _:
            yield from _read(rule, table)


def _read(rule: Rule, table: SlotTable) -> Iterator[Shown]:
    """The conditions that the rule reads."""
    for _, read in rule.reads():
        yield from shown_in(read, table)


def _some(name: str, table: SlotTable, least: int = 1) -> Formula:
    return all_of((table.defined(name), compare("at_least", table.value(name), const(least))))


def _alone(names: Sequence[str], table: SlotTable) -> Iterator[Shown]:
    """Each of several counts by itself."""
    for name in names:
        others = [compare("is", table.value(other), _NOTHING) for other in names if other != name]
        yield Shown("way", (f"只有{name}", f"{name} alone"), all_of((_some(name, table), *others)))


def _limit(taken: Formula, full: Fraction, at: tuple[str, str], beyond: tuple[str, str]) -> Iterator[Shown]:
    yield Shown("limit", at, compare("is", taken, const(full)))
    yield Shown("limit", beyond, compare("over", taken, const(full)))


def _events(rule: PerEvent, points: Fraction | None, table: SlotTable) -> Iterator[Shown]:
    names = [name for name, _ in rule.events]
    yield from _alone(names, table)
    twice = any_of(_some(name, table, 2) for name in names)
    yield Shown("way", ("同一类不止一次", "one type more than once"), twice)
    if len(names) > 1:
        pairs = [all_of((_some(a, table), _some(b, table))) for i, a in enumerate(names) for b in names[i + 1 :]]
        yield Shown("way", ("不止一类", "more than one type"), any_of(pairs))
    if points is not None and rule.take != "best":
        each = [(rate, table.value(name)) for name, rate in rule.events]
        counts = [(rate, v if rule.take == "sum" else compare("over", v, _NOTHING)) for rate, v in each]
        gained = add(times(const(rate), count) for rate, count in counts)
        yield from _limit(gained, points, ("恰好到最高分", "the most exactly"), ("超过最高分", "above the most"))


def _sample(rule: SampleRule, table: SlotTable) -> Iterator[Shown]:
    fact, hits, misses = rule.fact, table.hits(rule.fact), table.misses(rule.fact)
    some, missed = compare("over", hits, _NOTHING), compare("over", misses, _NOTHING)
    none_hit = compare("is", hits, _NOTHING)
    yield Shown("way", (f"{fact}:部分符合", f"{fact}: some meet it"), all_of((some, missed)))
    yield Shown("way", (f"{fact}:无一符合", f"{fact}: none meets it"), all_of((none_hit, missed)))
    if rule.all_hit:
        fewer = all_of((some, compare("is", misses, _NOTHING), compare("over", const(rule.draw), hits)))
        yield Shown(
            "limit", (f"{fact}:不足 {rule.draw} 个,全部符合", f"{fact}: fewer than {rule.draw}, all meet it"), fewer
        )
        one = compare("is", misses, const(1))
        almost = all_of((one, compare("is", add((hits, misses)), const(rule.draw))))
        yield Shown("limit", (f"{fact}:只差 1 个", f"{fact}: all but one"), almost)


def _ratio(rule: RatioRule, table: SlotTable) -> Iterator[Shown]:
    part, whole = lower_quantity(rule.part, table), lower_quantity(rule.whole, table)
    known = all_of((part.defined, whole.defined))
    wanted = times(const(rule.full_at.value), whole.value)
    some = all_of((known, compare("over", whole.value, _NOTHING)))
    between = all_of((some, compare("over", part.value, _NOTHING), compare("over", wanted, part.value)))
    yield Shown("way", ("比例在 0 与满分线之间", "a share between 0 and full"), between)
    at, beyond = compare("is", part.value, wanted), compare("over", part.value, wanted)
    line = rule.full_at.text
    yield Shown("limit", (f"比例恰为 {line}", f"a share of exactly {line}"), all_of((some, at)))
    yield Shown("limit", (f"比例超过 {line}", f"a share above {line}"), all_of((some, beyond)))
    nothing = all_of((known, compare("is", whole.value, _NOTHING)))
    yield Shown("limit", ("分母为 0", "nothing to divide by"), nothing)
    yield from _read(rule, table)


def _entry(entry: Entry, table: SlotTable) -> Iterator[Shown]:
    if entry.when is not None:
        yield from shown_by(entry.when, table)
    if entry.count is None:
        return
    amount = lower_quantity(entry.count, table)
    counted = all_of((amount.defined, compare("over", amount.value, _NOTHING)))
    yield Shown("way", (entry.name, entry.name), counted)
    if entry.most is not None:
        worth = times(const(abs(entry.points)), amount.value)
        most = to_text(entry.most)
        at, beyond = (
            (f"{entry.name}恰到 {most} 分", f"{entry.name}: {most} exactly"),
            (f"{entry.name}超过 {most} 分", f"{entry.name}: above {most}"),
        )
        for shown in _limit(worth, entry.most, at, beyond):
            yield Shown(shown.kind, shown.what, all_of((amount.defined, shown.formula)))
    yield from shown_in(entry.count, table)
