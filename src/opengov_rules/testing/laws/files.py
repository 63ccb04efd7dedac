"""Laws of files: evidence written and read again is the same evidence, in whatever order its rows stand."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from typing import Any

from attrs import frozen

from ...codec import read_evidence
from ...evidence import Evidence, FactValue, Observation, Round, Sample, Status
from ...points import to_text
from ...problems import EvidenceError
from ...program import Program
from .law import Finding, law
from .specimens import Specimen
from .tiny import COLUMNS, tiny

_HEADER = ("unit", "fact", "part", "value", "status", "time", "source", "method", "note")


@frozen
class Memory:
    """A file that stands in memory alone; as much of `Traversable` as reading needs."""

    name: str
    text: str

    @contextmanager
    def open(self, mode: str = "r") -> Iterator[io.BytesIO]:
        """Its bytes."""
        yield io.BytesIO(self.text.encode())


def _read(program: Program, name: str, text: str) -> Round:
    return read_evidence(Memory(name, text), program)  # type: ignore[arg-type]


def _text(value: FactValue) -> object:
    match value:
        case bool() | str():
            return value
        case Fraction():
            return to_text(value)
        case dt.date():
            return value.isoformat()
        case Sample(drawn, hits):
            return f"{hits}/{drawn}"
        case _:
            return "never"


def _json(evidence: Evidence) -> dict[str, Any]:
    found = dict[str, Any]()
    for o in evidence.observations:
        entry: dict[str, Any] = {} if o.value is None else {"value": _text(o.value)}
        entry |= {"status": o.status.value, "time": o.time.isoformat() if o.time else None}
        entry |= {"source": o.source, "method": o.method, "note": o.note}
        short = {key: value for key, value in entry.items() if value not in (None, "", "observed")}
        if o.part:
            found.setdefault(o.fact, {})[o.part] = short
        else:
            found[o.fact] = short
    return found


def _label() -> bool:
    program = tiny(COLUMNS)
    text = json.dumps({"scheme": "tiny-2024", "label": "示例", "units": {"甲县": {"空白栏目": 1}}})
    found = _read(program, "a.json", text)
    return program.score("甲县", found["甲县"]).label is None and found.label == "示例"


@law("open", fails=_label)
def evidence_survives_json(specimen: Specimen) -> Iterator[Finding]:
    """Evidence written as JSON reads back as the same observations, and scores the same.

    Holds when: numbers have at most six decimals, as files can hold them.
    Does not hold when: what a file says of the round is looked at: its label is no part of a unit's evidence.
    """
    data = {"scheme": specimen.program.scheme.id, "units": {specimen.unit: _json(specimen.evidence)}}
    yield from _same(specimen, _read(specimen.program, "round.json", json.dumps(data, ensure_ascii=False)))


def _rows(observations: tuple[Observation, ...], unit: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    for o in observations:
        value = "" if o.value is None else _text(o.value)
        value = str(value).lower() if isinstance(value, bool) else value
        status = "" if o.status is Status.OBSERVED else o.status.value
        writer.writerow((unit, o.fact, o.part, value, status, o.time or "", o.source, o.method, o.note))
    return text.getvalue()


def _twice() -> bool:
    program = tiny(COLUMNS)
    rows = tuple(Observation(fact="空白栏目", value=Fraction(count)) for count in (1, 2))
    with suppress(EvidenceError):
        return _read(program, "a.csv", _rows(rows, "甲县")) is None
    return True


@law("open", fails=_twice)
def rows_may_stand_in_any_order(specimen: Specimen) -> Iterator[Finding]:
    """Evidence written as CSV, its rows shuffled, reads back as the same observations.

    Holds when: no row stands twice.
    Does not hold when: one does: neither the first nor the last wins, the file is refused.
    """
    observations = specimen.evidence.observations
    if observations:
        shuffled = tuple(specimen.dice.some(observations, len(observations)))
        yield from _same(specimen, _read(specimen.program, "round.csv", _rows(shuffled, specimen.unit)))


def _same(specimen: Specimen, found: Round) -> Iterator[Finding]:
    evidence = found[specimen.unit]
    before, after = set(specimen.evidence.observations), set(evidence.observations)
    if before != after:
        changed = sorted({o.fact for o in before ^ after})
        yield f"{', '.join(changed)}: 读回不同 (reads back otherwise)", ()
    elif specimen.scored(evidence).exact_bounds != specimen.result.exact_bounds:
        yield "读回后得分不同 (read back, it scores otherwise)", ()
