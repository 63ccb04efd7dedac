"""不适用如何计: every unit under each policy for what does not apply to it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, get_args

from attrs import evolve, frozen

from ..causes import text_of
from ..evidence import Round, Status
from ..problems import Problem, SchemeError
from ..program import Program, compile_scheme
from ..scheme import NotApplicable
from ..scoring import Result
from ..structure import structure_scheme
from ..words import Language

Named = NotApplicable | Literal["declared"]
DECLARED: Final = "declared"
"""The scheme as it stands, where it declares several policies."""
_POLICIES: Final[tuple[NotApplicable, ...]] = ("rescale", "drop", "full", "zero", "spread")


@frozen(kw_only=True)
class Outcome:
    """One unit under one policy. Where the scheme's structure refuses the policy there is no result, but `problems`.

    `declared`: this is what the scheme says. The grade has quotas in it.
    """

    policy: Named
    declared: bool
    result: Result | None = None
    rank: int | None = None
    grade: str | None = None
    problems: tuple[Problem, ...] = ()

    def refused(self, lang: Language = "zh") -> str:
        """Why the policy is refused; "" where it is not."""
        return "; ".join(problem.message(lang) for problem in self.problems)

    def to_dict(self, lang: Language = "zh") -> dict[str, Any]:
        """JSON-ready."""
        result = self.result
        return {
            "policy": self.policy,
            "declared": self.declared,
            "refused": self.refused(lang) or None,
            "status": None if result is None else result.status,
            "total": None if result is None else text_of(result.total),
            "bounds": [None, None] if result is None else [text_of(end) for end in result.bounds],
            "maximum": None if result is None else text_of(result.maximum),
            "rank": self.rank,
            "grade": self.grade,
        }


@frozen(kw_only=True)
class UnitPolicies:
    """One unit under every policy, the scheme's own first where it declares several."""

    unit: str
    outcomes: tuple[Outcome, ...]

    def __getitem__(self, policy: Named) -> Outcome:
        for outcome in self.outcomes:
            if outcome.policy == policy:
                return outcome
        raise KeyError(policy)

    @property
    def matters(self) -> bool:
        """Whether policies that are accepted differ in total, status or grade."""
        told = {(o.result.total, o.result.status, o.grade) for o in self.outcomes if o.result is not None}
        return len(told) > 1

    def to_dict(self, lang: Language = "zh") -> dict[str, Any]:
        """JSON-ready."""
        return {"unit": self.unit, "policies": [outcome.to_dict(lang) for outcome in self.outcomes]}


def policies(program: Program, found: Round, *, every: bool = False) -> tuple[UnitPolicies, ...]:
    """The units to which something does not apply (`every`: all units of the round) under each policy.

    A policy stands in the place of every `not_applicable` that the scheme declares, and is assessed with the whole
    round. There is nothing to replace, and no row, where none is declared. Raises as `Program.assess`.
    """
    declared = {policy for table in _rubrics(program).values() for policy in _declared(table)}
    if not declared:
        return ()
    named: tuple[Named, ...] = _POLICIES if len(declared) == 1 else (DECLARED, *_POLICIES)
    columns = {policy: _column(program, found, policy, declared=declared) for policy in named}
    units = [unit for unit in found if every or _spared(unit, found, columns)]
    return tuple(UnitPolicies(unit=unit, outcomes=tuple(column[unit] for column in columns.values())) for unit in units)


def _column(program: Program, found: Round, policy: Named, *, declared: set[str]) -> dict[str, Outcome]:
    """Every unit under one policy."""
    own = policy == DECLARED or declared == {policy}
    try:
        under = program if own else _under(program, policy)
    except SchemeError as error:
        refused = Outcome(policy=policy, declared=own, problems=error.problems)
        return dict.fromkeys(found, refused)
    rows = {row.unit: row for standings in under.assess(found).values() for row in standings}
    plain = Outcome(policy=policy, declared=own)
    return {
        unit: evolve(plain, result=row.result, rank=row.rank, grade=row.grade)
        if (row := rows.get(unit)) is not None
        else evolve(plain, result=under.score(unit, evidence, label=found.label))
        for unit, evidence in found.items()
    }


def _under(program: Program, policy: Named) -> Program:
    """The program with this policy wherever one is declared. Raises `SchemeError` where the structure refuses it."""
    scheme = program.scheme
    document = dict(scheme.document) | {name: _replaced(table, policy) for name, table in _rubrics(program).items()}
    other = structure_scheme(document, scheme.places, scheme.kinds)
    return compile_scheme(evolve(other, taken=scheme.taken, supplied=scheme.supplied))


def _rubrics(program: Program) -> Mapping[str, Mapping[str, Any]]:
    """The rubric files as plain data."""
    return {name: table for name, table in program.scheme.document.items() if name != "scheme"}


def _declared(table: object) -> Iterator[str]:
    """Every policy that is declared, as often as it is."""
    for key, value in _items(table):
        if key == "not_applicable" and value in get_args(NotApplicable):
            yield str(value)
        else:
            yield from _declared(value)


def _replaced(table: Any, policy: Named) -> Any:
    match table:
        case Mapping():
            return {
                key: policy
                if key == "not_applicable" and value in get_args(NotApplicable)
                else _replaced(value, policy)
                for key, value in table.items()
            }
        case list():
            return [_replaced(item, policy) for item in table]
        case _:
            return table


def _items(table: object) -> Iterator[tuple[object, object]]:
    match table:
        case Mapping():
            yield from table.items()
        case list():
            yield from enumerate(table)
        case _:
            pass


def _spared(unit: str, found: Round, columns: Mapping[Named, Mapping[str, Outcome]]) -> bool:
    """Whether something does not apply to the unit: by its evidence, or under some policy by a condition."""
    if any(o.status is Status.NOT_APPLICABLE for o in found[unit].observations):
        return True
    results = (column[unit].result for column in columns.values())
    return any(line.status == "not_applicable" for result in results if result is not None for line in result)
