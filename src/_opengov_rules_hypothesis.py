"""The Hypothesis plugin: `st.from_type(Scheme)` and its like draw schemes that compile. Imports nothing until asked.

Hypothesis loads this module whenever it is imported, in projects too that have nothing to do with schemes.
"""

from typing import Any

_OURS = "opengov_rules"


def register() -> None:
    """Tells Hypothesis whom to ask for our types, once this package is imported."""
    from hypothesis.strategies._internal import types  # lazy: Hypothesis is just being imported

    lookup = getattr(types, "_global_extra_lookup", None)  # where its own extras stand; without it types stay as attrs
    if lookup is not None:
        lookup[_OURS] = strategy_of


def strategy_of(thing: Any) -> Any:
    """The strategy of one of our types; None for every other."""
    if not str(getattr(thing, "__module__", "")).startswith(f"{_OURS}."):
        return None
    from opengov_rules.testing.strategies.types import BY_TYPE  # lazy: see above

    strategy = BY_TYPE.get(thing)
    return None if strategy is None else strategy()
