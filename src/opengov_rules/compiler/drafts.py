"""A rubric on its way to a graph: what it asks of whom, before anything is lowered."""

from collections.abc import Mapping

from attrs import field, frozen

from ..answers import Asked
from ..facts import Fact
from ..scheme import Rubric, Scheme
from .asking import of_asset
from .graph import EachPlan, HitPlan, UnitRubric
from .lowering import Lowering, hit_plan


@frozen(kw_only=True, eq=False)
class Draft:
    """One rubric of a scheme, `pruned` below the nodes that are evaluated for every asset.

    `by_leaf` tells what each leaf and variant asks, by its key. `read` are the facts that fill slots, `inputs` those
    that others are made of, `watched` those that vetoes, grades and the conditions of inner nodes read.
    """

    scheme: Scheme = field(repr=False)
    whole: Rubric = field(repr=False)
    pruned: Rubric = field(repr=False)
    each: Mapping[str, EachPlan]
    by_leaf: Mapping[str, tuple[Fact, ...]]
    read: Mapping[str, Fact]
    inputs: Mapping[str, Fact]
    watched: frozenset[str]
    asked: Asked
    units: Mapping[str, UnitRubric]

    def lowering(self, beside: Lowering | None = None) -> Lowering:
        """What lowers it, `beside` another version of it in the same graph if there is one."""
        names = {key: tuple(fact.name for fact in facts) for key, facts in self.by_leaf.items()}
        return Lowering(self.pruned, self.read, names, self.each, beside)

    @property
    def derived(self) -> dict[str, HitPlan]:
        """The samples that facts of their assets tell."""
        found = {name: fact.hit_when for name, fact in self.read.items()}
        asked = {name: of_asset(fact) for name, fact in self.inputs.items()}
        return {name: hit_plan(when, asked) for name, when in found.items() if when is not None}
