"""Facts that all units answer together: taken of every unit, folded over its peers, and answered for each."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from .compiler import CompiledRubric, PeersPlan
from .evidence import Observation, Status
from .facts import Peers
from .outlook import Limits
from .scoring import Result
from .settling import Answer


def with_peers(compiled: CompiledRubric, results: Sequence[Result]) -> tuple[Result, ...]:
    """The results of a group, in which every unit's facts that rest on all units are answered, pass by pass.

    Where a peer's value is open, or there are no peers, such a fact stays open; what evidence says of it itself stands.
    A unit to which nothing applies is nobody's peer.
    """
    found = tuple(results)
    for plan in compiled.peers:
        taken = [(r, None if r.status == "not_applicable" else r.reckon(plan.amount)) for r in found]
        found = tuple(result.knowing({plan.fact.name: _answer(plan, result, taken)}) for result in found)
    return found


def _answer(plan: PeersPlan, mine: Result, taken: Sequence[tuple[Result, Limits | None]]) -> Answer:
    fact, peers = plan.fact, plan.peers
    among = [
        (other is mine, limits)
        for other, limits in taken
        if limits is not None and (peers.among == "rubric" or other.unit.kind == mine.unit.kind)
    ]
    counted = _finite([limits for is_mine, limits in among if peers.own or not is_mine])
    own = _finite([limits for is_mine, limits in among if is_mine])
    ends: tuple[Fraction, Fraction] | None = None
    if peers.take == "rank" and counted is not None and own:
        ((low, high),) = own
        others = counted if not peers.own else _finite([limits for is_mine, limits in among if not is_mine]) or []
        best, worst = sum(least > high for least, _ in others), sum(most > low for _, most in others)
        ends = Fraction(1 + best), Fraction(1 + worst)
    elif peers.take != "rank" and counted:
        ends = _folded(peers, [low for low, _ in counted]), _folded(peers, [high for _, high in counted])
    if counted == [] and peers.none is not None:
        ends = peers.none, peers.none
    if ends is None:
        return Answer(fact=fact, ends=fact.open_ends(), status=Status.NOT_ASSESSED, open=("",))
    low, high = (end / fact.slot_step for end in ends)
    below = lcm(low.denominator, high.denominator)
    slots = ((int(low * below), int(high * below)), (below, below))
    if low != high:
        return Answer(fact=fact, ends=slots, status=Status.NOT_ASSESSED, open=("",))
    shown = Observation(fact=fact.name, value=ends[0])
    return Answer(fact=fact, ends=slots, status=Status.OBSERVED, observations=(shown,))


def _finite(limits: Sequence[Limits]) -> list[tuple[Fraction, Fraction]] | None:
    """The limits, if none is without end."""
    found = [(low, high) for low, high in limits if low is not None and high is not None]
    return found if len(found) == len(limits) else None


def _folded(peers: Peers, values: Sequence[Fraction]) -> Fraction:
    match peers.take:
        case "mean":
            return sum(values, Fraction(0)) / len(values)
        case "median":
            ordered, (middle, odd) = sorted(values), divmod(len(values), 2)
            return ordered[middle] if odd else (ordered[middle - 1] + ordered[middle]) / 2
        case "least":
            return min(values)
        case _:
            return max(values)
