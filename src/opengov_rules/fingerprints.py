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


def fingerprint(scheme_digest: str, evidence: Evidence) -> str:
    """SHA-256 over what the score rests on: the scheme with its readings, the evidence, and the engine's meaning."""
    observations = sorted(
        (o.fact, o.part, repr(o.value), o.status.value, str(o.time or ""), o.source, o.method, o.note)
        for o in evidence.observations
    )
    return digest({"scheme": scheme_digest, "evidence": [evidence.unit, observations], "meaning": MEANING})


def digest(data: object) -> str:
    """SHA-256 of canonical JSON: sorted keys, no spaces, numbers in one spelling."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_canonical)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Decimal):
        return to_text(Fraction(value))
    return str(value)
