"""The command line tells overrides with what they changed, warnings, and units to which nothing applies."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from drafts import ID, head, write
from opengov_rules.cli import main

COUNTY: Final = """
kinds = ["县"]
[1]
name = "空白栏目"
points = 20
cite = "1: 扣2分(20分)"
not_applicable = "full"
rule = "deduct"
faults = { "空白栏目" = 2 }
"""
SCHEME: Final = """
{restricted}
[window]
from = 2025-01-01
until = 2025-01-31
cite = "2: 2025年1月1日至1月31日"
[roster]
"县" = ["甲县", "乙县", "丙县"]
[grades]
"优秀" = {{ at_least = 15, cite = "3: 15分以上" }}
"其余" = {{ }}
"""
UNITS: Final = {
    "甲县": {"空白栏目": {"value": 5, "time": "2025-02-03"}},
    "乙县": {"空白栏目": 3},
    "丙县": {"空白栏目": 9},
}
OVERRIDE: Final = {
    "unit": "甲县",
    "fact": "空白栏目",
    "value": 2,
    "who": "复核组",
    "when": "2025-03-01",
    "why": "缓存页面",
    "authority": "决定第2号",
}


def folder(tmp_path: Path, restricted: str = "") -> Path:
    """`restricted` stands at the top of the scheme."""
    made = write(tmp_path, COUNTY, SCHEME.format(restricted=restricted))
    text = head(SCHEME.format(restricted=""))
    (made / "scheme.toml").write_text(restricted + "\n" + text, encoding="utf-8")
    return made


def evidence(tmp_path: Path, **more: Any) -> Path:
    file = tmp_path / "round.json"
    data = {"scheme": ID, "units": UNITS, "overrides": [OVERRIDE], **more}
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(argument) for argument in arguments]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_standings_tell_every_override_and_what_it_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """甲县 rises from 10 to 16, and 乙县 with its 14 falls to the second place."""
    out = run(capsys, "standings", folder(tmp_path), evidence(tmp_path))
    section = out[out.index("改判 (1):") :].splitlines()
    assert section[1:4] == [
        "  甲县 空白栏目: 2 (原 5) · 2025-03-01 复核组; 依据 决定第2号; 理由 缓存页面",
        "    甲县: 总分 10 → 16 (+6)  名次 2 → 1  等次 其余 → 优秀",
        "  乙县 (因他人改判而变动): 名次 1 → 2",
    ]


def test_in_english_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "standings", folder(tmp_path), evidence(tmp_path), "--lang", "en")
    assert (
        "overrides (1):\n  甲县 空白栏目: 2 (was 5) · 2025-03-01 复核组; by authority of 决定第2号; because 缓存页面\n"
        in out
    )
    assert "    甲县: total 10 → 16 (+6)  rank 2 → 1  grade 其余 → 优秀\n" in out


def test_score_tells_the_overrides_of_the_units_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, file = folder(tmp_path), evidence(tmp_path)
    assert "改判 (1):" in run(capsys, "score", made, file, "--unit", "甲县")
    assert "改判" not in run(capsys, "score", made, file, "--unit", "丙县")
    data = json.loads(run(capsys, "score", made, file, "--unit", "甲县", "--json"))
    assert [(one["unit"], one["difference"]) for one in data["overrides"]] == [("甲县", "6")]


def test_standings_as_json_have_them_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(run(capsys, "standings", folder(tmp_path), evidence(tmp_path), "--json"))
    assert [one["unit"] for one in data["overrides"]] == ["甲县", "乙县"]
    assert data["overrides"][0]["overrides"][0]["authority"] == "决定第2号"
    assert data["warnings"] == []  # the overriding answer has no day


def test_an_observation_outside_the_window_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, file = folder(tmp_path), evidence(tmp_path, overrides=[])
    for command in ("standings", "score"):
        out = run(capsys, command, made, file)
        assert "提示 (1):\n  甲县.空白栏目: OGR441 时间 2025-02-03 不在采集时间 2025-01-01–2025-01-31 之内" in out
        (warning,) = json.loads(run(capsys, command, made, file, "--json"))["warnings"]
        assert (warning["code"], warning["severity"]) == ("outside-window", "warning")
        assert warning["path"] == ["甲县", "空白栏目"]


def test_a_score_that_is_withheld_is_said_to_be_and_has_no_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """甲县 is under inquiry until an authority finds otherwise; then its 5 empty columns leave 10."""
    made = folder(tmp_path)
    veto = '[vetoes.inquiry]\nwhen = "正在调查"\neffect = { withhold = true }\ncite = "5: 暂不公布"\n'
    (made / "county.toml").write_text(COUNTY + veto, encoding="utf-8")
    units = {unit: {"空白栏目": 5, "正在调查": unit == "甲县"} for unit in UNITS}
    file = evidence(tmp_path, units=units, overrides=[OVERRIDE | {"fact": "正在调查", "value": False}])
    assert "甲县: 总分 暂不公布 → 10  名次 - → 1" in run(capsys, "standings", made, file)
    file = evidence(tmp_path, units=units, overrides=[])
    score = run(capsys, "explain", made, file, "--unit", "甲县")
    assert score.startswith("甲县 · 县 总分 暂不公布 / 20")
    assert "不限" not in score + run(capsys, "policies", made, file, "--every")


def test_without_either_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units = {"甲县": {"空白栏目": 5}}
    out = run(capsys, "standings", folder(tmp_path), evidence(tmp_path, overrides=[], units=units))
    assert "改判" not in out
    assert "提示" not in out


def test_where_results_are_kept_back_so_are_answers_and_totals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, file = folder(tmp_path, 'restricted = "9: 附件不予公开"'), evidence(tmp_path)
    out = run(capsys, "standings", made, file)
    section = out[out.index("改判 (1):") :]
    assert "甲县 空白栏目 · 2025-03-01 复核组; 依据 决定第2号" in section
    assert "甲县: 等次 其余 → 优秀" in section
    assert not any(word in section for word in ("总分", "名次", "16", "原 5", "乙县"))
    (first, *_) = json.loads(run(capsys, "standings", made, file, "--json"))["overrides"]
    assert (first["difference"], first["before"]["total"]) == (None, None)
    assert "总分 10 → 16 (+6)" in run(capsys, "standings", made, file, "--disclose")


def test_a_unit_to_which_nothing_applies_is_told_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = {"空白栏目": {"status": "not_applicable"}}
    made, file = folder(tmp_path), evidence(tmp_path, overrides=[], units={"甲县": nothing, "乙县": {"空白栏目": 1}})
    assert "未列入: 甲县 (全部指标不适用 (no indicator applies))" in run(capsys, "standings", made, file)
    assert run(capsys, "score", made, file, "--unit", "甲县").startswith("甲县 · 县 总分 不适用\n")
    only = evidence(tmp_path, overrides=[], units={"甲县": nothing})
    out = run(capsys, "standings", made, only)
    assert "没有可列出的单位" in out
    assert "全部指标不适用" in out


def test_an_appeal_that_leaves_nothing_to_apply_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    override = {key: text for key, text in OVERRIDE.items() if key != "value"} | {"status": "not_applicable"}
    out = run(capsys, "standings", folder(tmp_path), evidence(tmp_path, overrides=[override]))
    assert "甲县 空白栏目: 不适用 (原 5)" in out
    assert "甲县: 总分 10 → 不适用  名次 2 → -  等次 其余 → -" in out


def test_an_override_that_changes_nothing_that_counts_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units = {"甲县": {"空白栏目": 10}}
    override = OVERRIDE | {"value": 11}
    out = run(capsys, "standings", folder(tmp_path), evidence(tmp_path, units=units, overrides=[override]))
    assert "甲县: 得分、名次、等次不变" in out


def test_an_answer_nobody_had_looked_for_was_not_assessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "standings", folder(tmp_path), evidence(tmp_path, units={"甲县": {}}))
    assert "甲县 空白栏目: 2 (原 未检查)" in out
    assert "甲县: 总分 [0, 20] → 16  名次 - → 1  等次 - → 优秀" in out
