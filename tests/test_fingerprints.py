"""What a score rests on, as one SHA-256."""

import hashlib
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from opengov_rules import Evidence, Observation, Status
from opengov_rules.fingerprints import digest, fingerprint


def test_a_digest_is_the_sha256_of_canonical_json() -> None:
    assert digest({"b": 1, "a": ["县"]}) == hashlib.sha256('{"a":["县"],"b":"1"}'.encode()).hexdigest()
    assert digest({"b": 20}) == digest({"b": Decimal("20.0")})


def test_order_and_kind_of_mapping_and_trailing_zeros_do_not_matter() -> None:
    assert digest({"a": Decimal("0.50"), "b": 1}) == digest(MappingProxyType({"b": 1, "a": Decimal("0.5")}))


def test_every_detail_of_the_evidence_counts_and_its_order_does_not() -> None:
    one = Observation(fact="空白栏目", value=Fraction(3))
    other = Observation(fact="明确机构", value=True)
    first = fingerprint("scheme", Evidence("甲县", (one, other)))
    assert first == fingerprint("scheme", Evidence("甲县", (other, one)))
    changed = {
        fingerprint("another", Evidence("甲县", (one, other))),
        fingerprint("scheme", Evidence("乙县", (one, other))),
        fingerprint("scheme", Evidence("甲县", (one,))),
        fingerprint("scheme", Evidence("甲县", (one, Observation(fact="明确机构", value=False)))),
        fingerprint("scheme", Evidence("甲县", (one, Observation(fact="明确机构", status=Status.NOT_SUBMITTED)))),
        fingerprint("scheme", Evidence("甲县", (one, Observation(fact="明确机构", value=True, note="附图")))),
    }
    assert len(changed | {first}) == 7
