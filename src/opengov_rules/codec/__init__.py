"""Files in and out: schemes, evidence."""

from .evidence_files import read_evidence
from .scheme_files import read_document, read_scheme

__all__ = ["read_document", "read_evidence", "read_scheme"]
