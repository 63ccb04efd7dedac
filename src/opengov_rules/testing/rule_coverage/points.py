"""A target with its test, and the ground on which the targets of a rubric stand."""

from collections.abc import Callable, Iterable

from attrs import field, frozen

from ...compiler import CompiledRubric
from ...compiler.asking import Inherited, pruned, settings
from ...compiler.questions import questions
from ...compiler.slots import SlotTable
from ...conditions import Condition, Quantity, facts_of, nodes_of
from ...formula import Formula
from ...scheme import Cited, Rubric, Scheme
from .seen import Seen
from .targets import Target, TargetKind


@frozen(eq=False, kw_only=True)
class Point:
    """A target and its test: a formula that is 1 where evidence shows it, else a function.

    `shown_at`: of what a case must look at one (a clause, `vetoes`, `grade`, `named`); none: every case may show it.
    `facts`: a case that says nothing of them cannot show it; none: every case may. `needs`: of these formulas one must
    hold wherever the target is shown; none: nothing is known of that.
    """

    target: Target
    shown_at: tuple[str, ...]
    facts: frozenset[str] = frozenset()
    formula: Formula | None = None
    test: Callable[[Seen], bool] | None = None
    needs: tuple[Formula, ...] = ()

    def shown(self, seen: Seen) -> bool:
        """Whether this evidence shows it."""
        return self.test(seen) if self.test is not None else self.formula is not None and seen.truth(self.formula)


@frozen(eq=False)
class Ground:
    """A rubric as its targets are made: what it reads, what holds in its nodes, and what they are called."""

    scheme: Scheme
    compiled: CompiledRubric
    rubric: Rubric
    table: SlotTable
    held: dict[str, Inherited]
    sections: dict[str, str] = field(repr=False)
    names: dict[str, str] = field(repr=False)

    @classmethod
    def of(cls, scheme: Scheme, compiled: CompiledRubric, above: "Ground | None" = None) -> "Ground":
        """`above`: the ground of the rubric of which this one is a part, for one asset."""
        rubric, whole = pruned(compiled.rubric), compiled.rubric.indicators
        sections = {node.code: f"{top.code} {top.name}" for top in whole for node in top.walk()}
        return cls(
            scheme,
            compiled,
            rubric,
            questions(compiled),
            settings(rubric),
            sections if above is None else above.sections,
            {node.code: node.name for node in rubric.walk()},
        )

    def point(
        self,
        kind: TargetKind,
        part: Cited,
        code: str,
        what: tuple[str, str],
        *,
        facts: Iterable[str] = (),
        shown_at: tuple[str, ...] | None = None,
        formula: Formula | None = None,
        test: Callable[[Seen], bool] | None = None,
        needs: tuple[Formula, ...] = (),
    ) -> Point:
        """A target of a part of the scheme, shown at its own code unless said otherwise."""
        target = Target(
            kind=kind,
            rubric=self.rubric.id,
            section=self.sections.get(code, code.partition(".")[0]),
            code=code,
            name=self.names.get(code, ""),
            what=what,
            cite=part.cite,
            where=part.where,
        )
        named = frozenset(facts)
        if any(name in named and fact.absent for name, fact in self.compiled.read.items()):
            named = frozenset()  # silence says something too
        at = (code,) if shown_at is None else shown_at
        return Point(target=target, shown_at=at, facts=named, formula=formula, test=test, needs=needs)


def named_in(read: Condition | Quantity, facts: Iterable[str]) -> tuple[str, ...]:
    """The facts without which a condition cannot be shown: none where it reads other nodes' results."""
    return () if nodes_of(read) else (*facts, *facts_of(read))
