"""Small generated schemes, compiled, for properties."""

from hypothesis import strategies as st

from opengov_rules import Program
from opengov_rules.testing import strategies


@st.composite
def programs(draw: st.DrawFn, *, mixed: bool = True, wide: bool = True) -> Program:
    """A small scheme, compiled; perhaps `mixed`, perhaps `wide`."""
    drawn = strategies.programs(mixed=mixed and draw(st.booleans()), wide=wide and draw(st.booleans()))
    return draw(drawn)
