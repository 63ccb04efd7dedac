"""`opengov-rules policies`: units under each not-applicable policy, worked by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from drafts import ID, write
from opengov_rules.cli import main

COUNTY = """
[1]
name = "依申请公开"
points = 30
cite = "3: 按期答复得30分,没有申请的不计"
rule = "award"
when = "按期答复"
not_applicable = "drop"
[2]
name = "信息更新"
points = 10
cite = "4: 按时更新得6分,内容完整得4分(10分)"
rule = "checklist"
parts = [{ name = "更新", when = "按时更新", points = 6 }, { name = "完整", when = "内容完整", points = 4 }]
"""
GRADES = '[grades."优秀"]\nat_least = 30\ncite = "6: 30分以上为优秀"\n[grades."其余"]\n'
NOBODY_ASKED = {"按期答复": {"status": "not_applicable"}, "按时更新": True, "内容完整": False}
ALL_ANSWERED = {"按期答复": True, "按时更新": True, "内容完整": True}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """甲县 had no request to answer, and 6 of the other 10 points; 乙县 has everything."""
    folder = write(tmp_path / "city", COUNTY, GRADES)
    units = {"甲县": NOBODY_ASKED, "乙县": ALL_ANSWERED}
    data = {"scheme": ID, "label": "示例数据", "units": units}
    (folder / "sample.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["policies", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_a_unit_stands_under_every_policy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """6 of 10 are 24 of 40; dropped 6; full 30 + 6; zero 6; spread: 10 + 30 points, at the rates of the 10."""
    lines = run(capsys, folder, "--sample").splitlines()
    assert lines[0] == f"{ID} 【示例数据】"
    assert lines[1].split() == ["单位", "折算", "不计入*", "视为满分", "计0分", "摊给同级"]
    assert lines[2].split() == ["甲县", "24", "其余", "6", "其余", "36", "优秀", "6", "其余", "24", "其余"]
    assert lines[3] == "* 为方案所取的计法"
    assert len(lines) == 4


def test_all_units_are_listed_on_request(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data: dict[str, Any] = json.loads(run(capsys, folder, "--sample", "--every", "--json"))
    assert (data["scheme"], data["label"]) == (ID, "示例数据")
    assert [unit["unit"] for unit in data["units"]] == ["甲县", "乙县"]
    dropped = data["units"][0]["policies"][1]
    assert (dropped["policy"], dropped["declared"], dropped["total"], dropped["maximum"]) == ("drop", True, "6", "10")
    assert dropped["rank"] == 2
    assert {one["total"] for one in data["units"][1]["policies"]} == {"40"}


@pytest.mark.parametrize("command", ["policies", "robustness"])
def test_results_that_are_kept_back_are_told_when_disclosed(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Grades under several rules would narrow a withheld score down."""
    file = folder / "scheme.toml"
    file.write_text('restricted = "9: 附件不予公开"\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert main([command, str(folder), "--sample"]) == 2
    printed = capsys.readouterr()
    assert (printed.out, "--disclose" in printed.err) == ("", True)
    assert main([command, str(folder), "--sample", "--disclose"]) == 0


def test_nothing_to_compare_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "plain", COUNTY.replace('not_applicable = "drop"\n', ""), GRADES)
    (folder / "sample.json").write_text(json.dumps({"scheme": ID, "units": {"乙县": ALL_ANSWERED}}), encoding="utf-8")
    assert run(capsys, folder, "--sample").startswith("方案没有为不适用的指标写明计法")
