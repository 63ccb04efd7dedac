"""Strategies of small schemes over the whole vocabulary: whole ones, rubrics and rules alone, and ones with a fault."""

from hypothesis import strategies as st

from ...program import Program
from ...rules import Rule
from ...scheme import Rubric, Scheme
from ..generating import document, mended, planted
from .thrown import Drawn


@st.composite
def programs(draw: st.DrawFn, *, mixed: bool = False, wide: bool = True) -> Program:
    """A small scheme, compiled; as `schemes`."""
    return mended(document(Drawn(draw), mixed=mixed, wide=wide))


def schemes(*, mixed: bool = False, wide: bool = True) -> st.SearchStrategy[Scheme]:
    """A small scheme that compiles: one or two rubrics of a few leaves, for four units, with a document of its own.

    `wide`: with all words for quantities. `mixed`: a fact may help in one place and hurt in another.
    """
    return programs(mixed=mixed, wide=wide).map(lambda program: program.scheme)


def rubrics(*, mixed: bool = False, wide: bool = True) -> st.SearchStrategy[Rubric]:
    """A rubric of such a scheme."""
    return schemes(mixed=mixed, wide=wide).map(lambda scheme: scheme.rubrics[0])


def rules(*, wide: bool = True) -> st.SearchStrategy[Rule]:
    """The rule of a leaf of such a scheme."""
    return schemes(wide=wide).flatmap(lambda scheme: st.sampled_from(_rules(scheme)))


@st.composite
def broken_schemes(draw: st.DrawFn, *, wide: bool = True) -> tuple[dict[str, dict[str, object]], str]:
    """The parsed files of a scheme with one fault planted, and the code of the problem that it must be refused for."""
    return planted(Drawn(draw), draw(schemes(wide=wide)))


def _rules(scheme: Scheme) -> list[Rule]:
    """Every rule of the scheme, that of the first leaf first."""
    return [node.rule for rubric in scheme.rubrics for node in rubric.bodies() if node.rule is not None]
