"""How fast one unit is scored, explained and loaded, as ratios to peers measured in the same moment.

`python benchmarks/scalar.py` prints the table; `--quick` only shows that everything runs. Every answer is compared
with the engine's before its time counts. Ratios move with the machine's load far less than times do; a row that misses
its target is worth a second run on a quiet machine.
"""

import argparse
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Final

from attrs import frozen

from contestants import DATALOGIC, EVIDENCE, EXPLAINED, FACTS, FIRST, JSON, PREPARSED, SCORE, WALK, Units
from growing import UNIT, document
from import_times import import_race
from opengov_rules import Host, compile_scheme
from opengov_rules.structure import structure_scheme
from pairing import HEADER, Row, Run, race, ratios
from unit_facts import plain_facts

SCHEME: Final = "jingzhou-2021"
COUNTY: Final = "荆州区"


@frozen(kw_only=True)
class Effort:
    """How long to look: rounds of each race, units scored, sizes of synthetic rubrics, and the largest of all."""

    rounds: int
    units: int
    sizes: tuple[int, ...]
    largest: int
    compiles: int
    imports: int


FULL: Final = Effort(rounds=50, units=40, sizes=(50, 200, 800, 2000, 5000), largest=10_000, compiles=3, imports=21)
QUICK: Final = Effort(rounds=3, units=5, sizes=(50, 200), largest=400, compiles=1, imports=2)


def totals(units: Units, effort: Effort) -> Iterator[Row]:
    """One unit, facts in, exact total out: against the peers."""
    contestants: dict[str, Run] = {**units.peers(), **units.engine()}
    units.check(contestants)
    taken = race(contestants, effort.rounds)

    def row(peer: str, ours: str, target: float | None, aim: float | None = None) -> Iterator[Row]:
        missing = [name for name in (peer, ours) if name not in taken]
        yield Row(
            name=f"{peer} / {ours}",
            ratios=() if missing else ratios(taken, peer, ours),
            want="" if target is None else ">=",
            target=target or 0,
            aim=aim,
            note=f"skipped: no {missing[0]} here" if missing else "",
        )

    yield from row(WALK, FACTS, 6, 10)
    yield from row(DATALOGIC, FACTS, None)
    yield from row(WALK, EVIDENCE, 12, 18)
    yield from row(DATALOGIC, EVIDENCE, 2, 3)
    yield from row(PREPARSED, EVIDENCE, None)
    yield from row(WALK, FIRST, None)
    yield Row(name=f"{SCORE} / {FACTS}", ratios=ratios(taken, SCORE, FACTS), want="<=", target=1.4)


def explanations(units: Units, effort: Effort) -> Iterator[Row]:
    """Everything explained in words, against the total of the same result."""
    contestants: dict[str, Run] = {
        EXPLAINED: units.explained,
        JSON: units.as_json,
        SCORE: units.score_totals,
        WALK: units.walk_totals,
    }
    taken = race(contestants, max(3, effort.rounds // 2))
    yield Row(name=f"{EXPLAINED} / {SCORE}", ratios=ratios(taken, EXPLAINED, SCORE), want="<=", target=6)
    yield Row(name=f"{EXPLAINED} / {WALK} (its total alone)", ratios=ratios(taken, EXPLAINED, WALK))
    yield Row(name=f"{JSON} / {SCORE}", ratios=ratios(taken, JSON, SCORE))


def growth(effort: Effort) -> Iterator[Row]:
    """Synthetic rubrics of one mix: what a criterion costs in a large one and in a small one."""
    small, large = effort.sizes[0], effort.sizes[-1]
    units = {size: Units.of(compile_scheme(structure_scheme(document(size))), UNIT, 6) for size in effort.sizes}
    for each in units.values():
        each.check(each.peers() | each.engine())
    for ours in (FACTS, EVIDENCE):
        contestants = {str(size): each.engine()[ours] for size, each in units.items() if ours in each.engine()}
        if not contestants:
            yield Row(name=f"{ours}, a criterion of {large} / of {small}", ratios=(), note="skipped")
            continue
        taken = race(contestants, effort.rounds // 2 + 1)
        for size in effort.sizes[1:]:
            found = tuple(ratio * small / size for ratio in ratios(taken, str(size), str(small)))
            name = f"{ours}, a criterion of {size} / of {small}"
            yield Row(name=name, ratios=found, want="<=" if size == large else "", target=1.8)


def compiling(effort: Effort) -> Iterator[Row]:
    """Compiling, the first total included, because that prints the function: what a criterion costs."""
    taken: dict[int, list[float]] = {size: [] for size in effort.sizes}
    for _ in range(effort.compiles):
        for size in effort.sizes:
            repeats = max(1, effort.sizes[1] // size)
            taken[size].append(sum(_compile_seconds(size) for _ in range(repeats)) / repeats)
    small = effort.sizes[0]
    for size in effort.sizes[1:]:
        found = tuple(a / size / (b / small) for a, b in zip(taken[size], taken[small], strict=True))
        name = f"compile, a criterion of {size} / of {small}"
        yield Row(name=name, ratios=found, want="<=" if size == effort.sizes[-1] else "", target=2)
    seconds = _compile_seconds(effort.largest) / effort.largest / (min(taken[small]) / small)
    name = f"compile and score {effort.largest} criteria, a criterion / of {small}"
    yield Row(name=name, ratios=(seconds,), note="compiles and scores")


def _compile_seconds(criteria: int) -> float:
    plain = document(criteria)
    start = perf_counter()
    program = compile_scheme(structure_scheme(plain))
    compiled = perf_counter() - start
    facts = plain_facts(program, UNIT, 1)[0]
    start = perf_counter()
    first = program.total(UNIT, facts)
    taken = compiled + perf_counter() - start
    if program.score(UNIT, facts).exact != first:
        raise AssertionError(f"{criteria} criteria: the score is not the total")
    return taken


def imports(effort: Effort) -> Iterator[Row]:
    """Importing the library, against the four libraries it stands on."""
    ground = "attrs, cattrs, pluggy, tomli"
    ours = {
        "import opengov_rules": "import opengov_rules",
        "import Host, Program": "from opengov_rules import Host, Program",
        "import Host, read_evidence": "from opengov_rules import Host, read_evidence",
    }
    taken = import_race(ours | {ground: f"import {ground}"}, effort.imports)
    for name in ours:
        yield Row(name=f"{name} / {ground}", ratios=ratios(taken, name, ground), want="<=", target=1.15, aim=0.75)


def rows(effort: Effort) -> Iterator[Row]:
    """Every row of the table."""
    units = Units.of(Host.discover().scheme(SCHEME), COUNTY, effort.units)
    yield from totals(units, effort)
    yield from explanations(units, effort)
    yield from imports(effort)
    yield from growth(effort)
    yield from compiling(effort)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table, a row at a time."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="show only that everything runs; the ratios mean little")
    effort = QUICK if parser.parse_args(arguments).quick else FULL
    print(HEADER)
    for row in rows(effort):
        print(row.line(), flush=True)


if __name__ == "__main__":
    main()
