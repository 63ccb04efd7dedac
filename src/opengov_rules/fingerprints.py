"""What a score rests on, as one SHA-256: no paths, no clock."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from .evidence import Evidence
from .points import to_text

MEANING: Final = "1"
"""The version of what the engine means; it changes when an equal scheme and equal evidence may score differently."""
NOTHING: Final[Mapping[str, str]] = {}


def fingerprint(scheme_digest: str, evidence: Evidence, others: Mapping[str, str] = NOTHING) -> str:
    """SHA-256 over what the score rests on: the scheme with its readings, the evidence, and the engine's meaning.

    `others`: what was reckoned from other units.
    """
    observations = sorted(
        (o.fact, o.part, repr(o.value), o.status.value, str(o.time or ""), o.source, o.method, o.note)
        for o in evidence.observations
    )
    found = {"scheme": scheme_digest, "evidence": [evidence.unit, observations], "meaning": MEANING}
    return digest(found | ({"others": others} if others else {}))


def digest(data: object) -> str:
    """SHA-256 of canonical JSON: sorted keys, no spaces, every number in one spelling."""
    text = json.dumps(_canonical(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: object) -> object:
    match value:
        case Mapping():
            return {str(key): _canonical(item) for key, item in value.items()}
        case list() | tuple():
            return [_canonical(item) for item in value]
        case None | bool() | str():
            return value
        case int() | Decimal():
            return to_text(Fraction(value))
        case _:
            return str(value)
