"""What the verifier finds in a scheme that compiles."""

from typing import Final

FINDINGS: Final[dict[str, tuple[str, str, str]]] = {}
