"""The roster against the notice: names that it does not print, units that no clause or two clauses name, counts."""

import re
from collections.abc import Iterator
from typing import Final

from ..problems import Invalid, Problem
from ..scheme import Indicator, Rubric
from .looking import Looked, told, told_at, told_in

_LISTED: Final = re.compile(r"(\d+)\s*(?:家|个)\s*[:：]([^。]+)")
_ALL: Final = re.compile(r"共\s*(\d+)\s*(?:家|个)(?:单位|考评对象|评估对象|部门|$|[。,，;；])")
_HEAD: Final = re.compile(r"^([^:：]{2,200})[:：]")


def printed(looked: Looked) -> Iterator[Problem]:
    """Names, aliases and excluded units that the notice does not print, where it prints others of their kind."""
    notice, scheme = looked.notice, looked.scheme
    if notice is None:
        return
    text = notice.text
    for kind in dict.fromkeys(unit.kind for unit in scheme.roster.units):
        units = [unit for unit in scheme.roster.units if unit.kind == kind]
        missing = [unit.name for unit in units if not any(_bare(name) in text for name in (unit.name, *unit.aliases))]
        if len(missing) < len(units):
            for name in missing:
                yield told_at(("scheme", "roster", kind), Invalid("unit-unprinted", name=name))
    named = (*(unit.name for unit in scheme.roster.units), *(name for name, _ in scheme.roster.excluded))
    known = any(_bare(name) in text for name in named)
    for unit in scheme.roster.units if known else ():
        for alias in unit.aliases:
            if _bare(alias) not in text:
                yield told_at(("scheme", "aliases", unit.name), Invalid("alias-unprinted", name=alias, unit=unit.name))
    for name, _ in scheme.roster.excluded if known else ():
        if _bare(name) not in text:
            yield told_at(("scheme", "excluded", name), Invalid("unit-unprinted", name=name))
    city = scheme.city
    if not city.isascii() and _bare(city) not in text:
        yield told_at(("scheme", "city"), Invalid("city-unprinted", city=city))


def _bare(name: str) -> str:
    return re.sub(r"\s+", "", name)


def counts(looked: Looked) -> Iterator[Problem]:
    """县区4家:… with another number of names, names that the roster lacks, and 共N家 that nothing adds up to."""
    notice, scheme = looked.notice, looked.scheme
    for rubric in scheme.rubrics:
        for kind in rubric.kinds:
            if not scheme.size(kind) and (scheme.roster.units or scheme.sizes):
                yield told(rubric, Invalid("kind-empty", kind=kind), "kinds")
    if notice is None:
        return
    for line, text in notice.numbered():
        listed = _LISTED.search(text)
        if listed is not None:
            yield from _list(looked, line, int(listed[1]), listed[2])
    kinds = list(dict.fromkeys((*(unit.kind for unit in scheme.roster.units), *(size.kind for size in scheme.sizes))))
    sizes = [scheme.size(kind) for kind in kinds]
    sums = {sum(sizes), *sizes, *(a + b for i, a in enumerate(sizes) for b in sizes[i + 1 :])}
    for line, text in notice.numbered():
        for match in _ALL.finditer(text) if sizes else ():
            if int(match[1]) not in sums and line not in looked.settled:
                sizes_text = " + ".join(map(str, sizes))
                yield told_in(
                    notice,
                    line,
                    Invalid("units-differ", line=line, printed=match[1], data=f"{sizes_text} = {sum(sizes)}"),
                )


def _list(looked: Looked, line: int, count: int, names: str) -> Iterator[Problem]:
    """One printed list of units."""
    found = [name.strip(" 。;；") for name in re.split(r"[、,，]", names)]
    roster = looked.scheme.roster
    excluded = {name for name, _ in roster.excluded}
    kinds = [unit.kind for name in found if (unit := roster.find(name)) is not None]
    if len(kinds) * 2 < len(found) or not kinds:
        return
    kind = max(set(kinds), key=kinds.count)
    for name in found:
        if roster.find(name) is None and name not in excluded:
            yield told_at(("scheme", "roster", kind), Invalid("unit-missing", name=name, line=line))
    if count != len(found) and line not in looked.settled:
        yield told_at(("scheme", "roster", kind), Invalid("units-differ", line=line, printed=count, data=len(found)))


def clauses(looked: Looked) -> Iterator[Problem]:
    """Variants against the units that their own clause names; units of which no clause speaks."""
    for rubric in looked.scheme.rubrics:
        for node in rubric.leaves():
            if not node.variants:
                continue
            named = _named(looked, node)
            yield from _against(looked, node, named)
            yield from _unstated(looked, rubric, node)


def _named(looked: Looked, node: Indicator) -> dict[int, list[str]]:
    """The units that each cited line names at its head, by line."""
    found = dict[int, list[str]]()
    for variant in node.variants:
        for cite in variant.cite:
            text = cite.quote if looked.notice is None else looked.notice[cite.line]
            head = _HEAD.match(text)
            names = re.split(r"[、,，]", head[1]) if head is not None and cite not in node.cite else []
            units = [unit.name for name in names if (unit := looked.scheme.roster.find(name.strip())) is not None]
            if units and (looked.notice is not None or "…" not in head[1] if head is not None else False):
                found[cite.line] = units
    return found


def _against(looked: Looked, node: Indicator, named: dict[int, list[str]]) -> Iterator[Problem]:
    seen = dict[str, int]()
    for line, units in named.items():
        for name in units:
            if name in seen and not _recorded(looked, name, line):
                part = next(v for v in node.variants if any(cite.line == line for cite in v.cite))
                yield told(part, Invalid("notice-unit-twice", unit=name, line=line, other=seen[name]), "cite")
            seen.setdefault(name, line)
    for variant in node.variants:
        lines = [cite.line for cite in variant.cite if cite.line in named and cite not in node.cite]
        mine = {unit.name for name in variant.units if (unit := looked.scheme.roster.find(name)) is not None}
        theirs = {name for line in lines for name in named[line]}
        if not lines or not mine:
            continue
        twice = {name for name in theirs if any(name in units for line, units in named.items() if line not in lines)}
        for name in sorted(mine - theirs):
            yield told(
                variant, Invalid("unit-clause", unit=name, line=lines[0], how="未点名 (is not named there)"), "units"
            )
        for name in sorted(theirs - mine - twice):
            yield told(
                variant,
                Invalid("unit-clause", unit=name, line=lines[0], how="点了名，变体未列 (is named there)"),
                "units",
            )


def _recorded(looked: Looked, name: str, line: int) -> bool:
    """Whether somebody has quoted a unit's name from a line, by any of its names."""
    unit = looked.scheme.roster[name]
    quotes = [cite.quote for cite in looked.settled.get(line, ())]
    return any(known in quote for known in (unit.name, *unit.aliases) for quote in quotes)


def _unstated(looked: Looked, rubric: Rubric, node: Indicator) -> Iterator[Problem]:
    """Units that no clause names, unless somebody has asked about them."""
    if node.otherwise is None:
        return
    scheme = looked.scheme
    asked = "".join(f"{one.ask}{''.join(cite.quote for cite in one.cite)}" for one in scheme.readings)
    asked += "".join(f"{one.taken}{''.join(cite.quote for cite in one.says)}" for one in scheme.discrepancies)
    units = [unit for unit in scheme.roster.units if unit.kind in rubric.kinds]
    left = [unit for unit in units if node.choice(unit) == len(node.variants)]
    new = [unit.name for unit in left if not any(name in asked for name in (unit.name, *unit.aliases))]
    if new:
        yield told(node, Invalid("unit-unstated", units="、".join(new), code=node.code), "otherwise", severity="info")
