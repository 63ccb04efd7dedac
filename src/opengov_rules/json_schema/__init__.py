"""JSON Schemas (draft-07) of the files that authors write, from the tables and kinds of rule that the loader reads.

They are for editors. What the loader's check of structure accepts, they accept, and nothing else, but for the few
things that JSON Schema cannot say (`UNSAID`).
"""

from .documents import UNSAID, schemas
from .writing import written

__all__ = ["UNSAID", "schemas", "written"]
