"""Many results: ranks, grades and the figures of a bulletin, one group at a time."""

from .bulletin import Standings
from .placing import NO_PLANS, rank, rank_by
from .rows import RankedBy, Row
from .spreads import per_cent

__all__ = ["NO_PLANS", "RankedBy", "Row", "Standings", "per_cent", "rank", "rank_by"]
