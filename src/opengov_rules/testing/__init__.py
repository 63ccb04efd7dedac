"""What a scheme's own tests need: Hypothesis strategies over a program. Install `opengov-rules[testing]`."""

from .strategies import evidence, facts, one_more_fault

__all__ = ["evidence", "facts", "one_more_fault"]
