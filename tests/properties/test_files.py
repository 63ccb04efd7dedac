import csv
import datetime as dt
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import FEW, SOME, Case, cases, jingzhou_cases
from opengov_rules import NEVER, Evidence, Observation, Sample, Status, read_evidence
from opengov_rules.evidence import FactValue

HEADER = ("unit", "fact", "part", "value", "status", "time", "source", "method", "note")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evidence")


class TestEvidenceFiles:
    """“evidence JSON → {"scheme", "label", "units": {unit: {fact: VALUE | {"value", "status", "time", …}}}}”; “CSV and
    XLSX hold the same, a row per unit, fact and part.”
    """

    @FEW
    @given(cases(unknown=True, statuses=True, wide=False) | cases(statuses=True))
    def test_read_back_as_json_score_the_same(self, folder: Path, case: Case) -> None:
        same_from_json(folder, case)

    @FEW
    @given(cases(unknown=True, statuses=True, wide=False) | cases(statuses=True))
    def test_read_back_as_csv_score_the_same(self, folder: Path, case: Case) -> None:
        same_from_csv(folder, case)

    @pytest.mark.law
    @SOME
    @given(jingzhou_cases(unknown=True, statuses=True))
    def test_of_jingzhou_read_back_score_the_same(self, folder: Path, case: Case) -> None:
        same_from_json(folder, case)
        same_from_csv(folder, case)

    @pytest.mark.law
    @SOME
    @given(cases(unknown=True, statuses=True, wide=False) | cases(statuses=True))
    def test_of_many_schemes_read_back_score_the_same(self, folder: Path, case: Case) -> None:
        same_from_json(folder, case)
        same_from_csv(folder, case)


class TestFingerprints:
    """“SHA-256 of canonical JSON {scheme content, readings, supplied values, evidence, meaning version}; no paths, no
    clock.”
    """

    @FEW
    @given(cases(unknown=True, statuses=True), st.data())
    def test_are_equal_for_equal_inputs_and_differ_with_any_observation(self, case: Case, data: st.DataObject) -> None:
        mark = case.score().fingerprint
        copy = Evidence(case.unit, tuple(case.evidence.observations))
        assert case.with_(copy).score().fingerprint == mark
        if not case.evidence.observations:
            return
        gone = data.draw(st.sampled_from(case.evidence.observations))
        fewer = Evidence(case.unit, tuple(o for o in case.evidence.observations if o != gone))
        assert case.with_(fewer).score().fingerprint != mark
        noted = case.evidence.replace([Observation(fact=gone.fact, status=Status.NOT_ASSESSED, note="再查")])
        assert case.with_(noted).score().fingerprint != mark

    @FEW
    @given(cases(), cases())
    def test_differ_between_schemes(self, one: Case, other: Case) -> None:
        same = one.program.scheme.document == other.program.scheme.document
        assert (one.program.digest == other.program.digest) == same


def same_from_json(folder: Path, case: Case) -> None:
    file = folder / "round.json"
    units = {case.unit: as_json(case.evidence)}
    file.write_text(json.dumps({"scheme": case.program.scheme.id, "label": "示例", "units": units}), encoding="utf-8")
    found = read_evidence(file, case.program)
    assert found.label == "示例"
    same_result(case, found[case.unit])


def same_from_csv(folder: Path, case: Case) -> None:
    if not case.evidence.observations:
        return
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for o in case.evidence.observations:
        value = "" if o.value is None else cell(o.value)
        writer.writerow((case.unit, o.fact, o.part, value, o.status.value, o.time or "", o.source, o.method, o.note))
    file = folder / "round.csv"
    file.write_text(text.getvalue(), encoding="utf-8", newline="")
    same_result(case, read_evidence(file, case.program)[case.unit])


def same_result(case: Case, found: Evidence) -> None:
    assert set(found.observations) == set(case.evidence.observations)
    assert case.with_(found).score().to_dict() == case.score().to_dict()


def as_json(evidence: Evidence) -> dict[str, Any]:
    """The plain form: a value alone where nothing else is said, assets as a mapping."""
    found = dict[str, Any]()
    for observation in evidence.observations:
        entry = dict[str, Any]()
        if observation.value is not None:
            entry["value"] = plain(observation.value)
        if observation.status is not Status.OBSERVED:
            entry["status"] = observation.status.value
        if observation.time is not None:
            entry["time"] = observation.time.isoformat()
        if observation.source:
            entry["source"] = observation.source
        short = entry["value"] if entry.keys() == {"value"} else entry
        if observation.part:
            found.setdefault(observation.fact, {})[observation.part] = short
        else:
            found[observation.fact] = short
    return found


def plain(value: FactValue) -> object:
    match value:
        case bool() | str():
            return value
        case Fraction():
            return f"{float(value):.6f}".rstrip("0").rstrip(".") if value.denominator != 1 else int(value)
        case dt.date():
            return value.isoformat()
        case Sample(drawn, hits):
            return f"{hits}/{drawn}"  # a sample, or a share
        case _:
            assert value is NEVER
            return "never"


def cell(value: FactValue) -> str:
    match value:
        case bool():
            return "是" if value else "false"
        case Sample(drawn, hits):
            return f"{hits}/{drawn}"
        case _:
            return str(plain(value))
