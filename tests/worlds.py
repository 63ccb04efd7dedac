"""Small worlds: rubrics so small that every evidence can be tried, and every completion of what is open in it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product
from typing import Final, TypeAlias

from attrs import define, evolve, field, frozen

from cases import Case, Differences, bound_differences, differences
from opengov_rules import Evidence, Observation, Program, Sample, SchemeError, Status, compile_scheme
from opengov_rules.evidence import NEVER, FactValue
from opengov_rules.facts import Fact, FactType
from opengov_rules.scheme import Scheme
from opengov_rules.structure import structure_scheme
from opengov_rules.testing.generating import Table, cited
from oracle import Assessment, Form, facts_of

Given: TypeAlias = tuple[Observation, ...]
"""One answer to each fact, in order."""

FACTS: Final[Mapping[str, Table]] = {
    "是": {"type": "yes_no"},
    "前提": {"type": "yes_no"},
    "否决": {"type": "yes_no"},
    "数": {"type": "count", "max": 2},
    "次": {"type": "count", "max": 1},
    "错": {"type": "count", "max": 1},
    "迟": {"type": "count", "max": 2, "never": True},
    "评": {"type": "points", "step": 1, "max": 2},
    "总": {"type": "count", "max": 2},
}
"""The facts of all small worlds; samples are declared by their rules."""
COUNTY: Final = {"县": ["甲县"]}
"""The roster of a rubric that has one unit."""
NONE: Final = Sample(0, 0)
DUE: Final = dt.date(2021, 1, 10)
TOGETHER: Final = 16
"""So many rubrics are compiled as one scheme, each for a unit of its own."""


@define
class Explored:
    """Everything that was tried in a small world, and what the engine and the oracle disagreed on."""

    rubrics: int = 0
    results: int = 0
    bounds: int = 0
    refused: list[Table] = field(factory=list)
    """Rubrics with a fault that compile cannot prove to lower the total, or to leave it."""
    wrong: list[tuple[Case, Differences]] = field(factory=list)


def explore(rubrics: Iterable[Table], roster: Mapping[str, Sequence[str]], *, late: bool = False) -> Explored:
    """Every evidence of every rubric by the engine and by the oracle: results, and bounds of what is open.

    With `late`, evidence may also come on the last day, or a day after it.
    """
    found = Explored()
    for program, refused in _batches(list(rubrics), roster):
        found.refused += refused
        if program is not None:
            found.rubrics += len(program.rubrics)
            for unit in program.scheme.roster.units:
                _explore(World.of(program, unit.name, late=late), found)
    return found


def refusals(rubrics: Iterable[Table], roster: Mapping[str, Sequence[str]]) -> list[Table]:
    """The rubrics that compile refuses for a fault."""
    return [rubric for _, refused in _batches(list(rubrics), roster) for rubric in refused]


def scheme_of(rubrics: Sequence[Table], roster: Mapping[str, Sequence[str]]) -> Scheme:
    """The rubrics as one scheme, each for units of its own, which have a number after their names."""
    numbers = range(len(rubrics))
    kinds = ((kind, units, n) for n in numbers for kind, units in roster.items())
    head: Table = {
        "id": "xiaoshi-2024",
        "city": "小市",
        "edition": "2024",
        "title": "评估指标",
        "source": {"file": "xiaoshi-2024.txt", "sha256": "0" * 64},
        "roster": {f"{kind}{n}": [f"{unit}{n}" for unit in units] for kind, units, n in kinds},
        "facts": dict(FACTS),
        "window": cited({"due": DUE}),
    }
    files = {
        f"rubric-{n}": cited({"kinds": [f"{kind}{n}" for kind in roster], **_numbered(rubric, n)})
        for n, rubric in zip(numbers, rubrics, strict=True)
    }
    return structure_scheme({"scheme": head, **files})


def _numbered(table: Table, number: int) -> Table:
    """The rubric with its variants' units and kinds numbered as the roster's."""
    numbered = Table()
    for key, value in table.items():
        match value:
            case dict():
                numbered[key] = _numbered(value, number)
            case list() if key in ("units", "kinds"):
                numbered[key] = [f"{name}{number}" for name in value]
            case list() if key == "variant":
                numbered[key] = [_numbered(variant, number) for variant in value]
            case _:
                numbered[key] = value
    return numbered


def _batches(
    rubrics: Sequence[Table], roster: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Program | None, list[Table]]]:
    """The rubrics, many compiled together, and those among them that are refused for a fault."""
    for start in range(0, len(rubrics), TOGETHER):
        yield _compiled(rubrics[start : start + TOGETHER], roster)


def _compiled(rubrics: Sequence[Table], roster: Mapping[str, Sequence[str]]) -> tuple[Program | None, list[Table]]:
    try:
        return compile_scheme(scheme_of(rubrics, roster)), []
    except SchemeError as error:
        if {problem.code for problem in error.problems} != {"fault-sign"}:
            raise
        files = {problem.path[0] for problem in error.problems}
    kept, refused = list[Table](), list[Table]()
    for number, rubric in enumerate(rubrics):
        (refused if f"rubric-{number}" in files else kept).append(rubric)
    return _compiled(kept, roster)[0] if kept else None, refused


@frozen
class World:
    """One unit of one rubric: the answers that each fact may get, and the oracle's results as they are asked."""

    program: Program
    unit: str
    form: Form
    facts: tuple[Fact, ...]
    observed: tuple[Given, ...]
    """The answers of each fact that decide it."""
    other: tuple[Given, ...]
    """Its answers that are no observed value."""
    truths: dict[Given, Assessment] = field(factory=dict)

    @classmethod
    def of(cls, program: Program, unit: str, *, late: bool) -> "World":
        asked, scheme = program.asked(unit), program.scheme
        wanted = program.rubric_of(unit)
        facts = tuple(asked.facts.values())
        return cls(
            program=program,
            unit=unit,
            form=Form(scheme, next(r for r in scheme.rubrics if r.id == wanted), unit),
            facts=facts,
            observed=tuple(tuple(_seen(fact, value) for value in domain(fact)) for fact in facts),
            other=tuple(
                (*_unseen(fact, fact.name in asked.may_not_apply), *(_timed(fact) if late else ())) for fact in facts
            ),
        )

    def truth(self, given: Given) -> Assessment:
        """The oracle's results for answers that leave nothing open."""
        if given not in self.truths:
            self.truths[given] = Assessment(self.form, Evidence(self.unit, given))
        return self.truths[given]

    def completions(self, given: Given) -> list[Assessment]:
        """“A completion gives every `not_assessed` fact an observed value of its domain, never another status.”"""
        choices = [
            seen if is_open(fact, answer) else (answer,)
            for fact, answer, seen in zip(self.facts, given, self.observed, strict=True)
        ]
        return [self.truth(completion) for completion in product(*choices)]


def _explore(world: World, found: Explored) -> None:
    """Every evidence of one unit."""
    options = [(*seen, *other) for seen, other in zip(world.observed, world.other, strict=True)]
    for given in product(*options):
        named = tuple(answer for answer in given if answer.status is not Status.NOT_ASSESSED)
        case = Case(world.program, world.unit, Evidence(world.unit, named))
        if any(map(is_open, world.facts, given)):
            found.bounds += 1
            wrong = bound_differences(case.score(), world.completions(given))
        else:
            found.results += 1
            wrong = differences(case.score(), world.truth(given))
        if wrong:
            found.wrong.append((case, wrong))


def domain(fact: Fact) -> tuple[FactValue, ...]:
    """The values that the fact may be observed to have; of a ruling, which may be any fraction, the whole points."""
    if fact.type is FactType.YES_NO:
        return (False, True)
    if fact.type is FactType.CHOICE:
        return fact.choices
    if fact.type is FactType.SAMPLE:
        fewest, most = 1 if fact.none == "open" else 0, fact.draw or 0
        return tuple(Sample(drawn, hits) for drawn in range(fewest, most + 1) for hits in range(drawn + 1))
    return (*map(Fraction, range(int(fact.max or 0) + 1)), *([NEVER] if fact.never else []))


def is_open(fact: Fact, answer: Observation) -> bool:
    """Whether nobody has decided the fact."""
    return answer.status is Status.NOT_ASSESSED or (answer.value == NONE and fact.none == "open")


def _seen(fact: Fact, value: FactValue) -> Observation:
    return Observation(fact=fact.name, value=value, source="裁定" if fact.ruled else "")


def _timed(fact: Fact) -> Iterator[Observation]:
    """The fact's last value, on the last day and on the day after it."""
    for day in (DUE, DUE + dt.timedelta(days=1)):
        yield evolve(_seen(fact, domain(fact)[-1]), time=day)


def _unseen(fact: Fact, may_not_apply: bool) -> Iterator[Observation]:
    yield Observation(fact=fact.name, status=Status.NOT_ASSESSED)
    said_by = "裁定" if fact.ruled else ""
    yield Observation(fact=fact.name, status=Status.NOT_SUBMITTED, source=said_by)
    if may_not_apply:
        yield Observation(fact=fact.name, status=Status.NOT_APPLICABLE, source=said_by)
    if fact.type is FactType.SAMPLE and fact.none == "open":
        yield Observation(fact=fact.name, value=NONE)


def raises(fault: str, rubric: Table, roster: Mapping[str, Sequence[str]]) -> bool:
    """Whether, by the oracle, more of the fault raises the total of some unit, with all else alike."""
    scheme = scheme_of([rubric], roster)
    return any(_rises(scheme, unit.name, fault) for unit in scheme.roster.units)


def _rises(scheme: Scheme, unit: str, fault: str) -> bool:
    """The same for one unit, over everything that counts and yes/no facts may be observed to be."""
    form = Form(scheme, scheme.rubrics[0], unit)
    read = {name for facts in form.read.values() for name in facts}
    read |= {name for veto in form.rubric.vetoes for name in facts_of(veto.when)}
    others = [fact for name, fact in form.facts.items() if name in read and name != fault]
    rulings = [Observation(fact=code, value=Fraction(0)) for code in form.nodes if code in read]
    for answers in product(*(domain(fact) for fact in others)):
        same = [Observation(fact=fact.name, value=value) for fact, value in zip(others, answers, strict=True)]
        totals = list[Fraction]()
        for value in domain(form.facts[fault]):
            given = Evidence(unit, (*same, *rulings, Observation(fact=fault, value=value)))
            totals.append(Assessment(form, given).result("total") or Fraction(0))
        if any(later > earlier for earlier, later in pairwise(totals)):
            return True
    return False
