"""Files and data in and out: schemes, evidence, descriptions."""

from .evidence_files import read_evidence, scheme_named
from .scheme_files import read_document, read_scheme
from .scheme_json import describe
from .supply_files import read_supplies

__all__ = ["describe", "read_document", "read_evidence", "read_scheme", "read_supplies", "scheme_named"]
