"""The command line: every command, its data by contract, its exit code, and errors that help."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from drafts import ID, write
from opengov_rules.cli import main
from opengov_rules.cli.tables import table, width

COUNTY = """
[1]
name = "网站建设"
points = 22
[1.1]
name = "空白栏目"
points = 20
cite = "3: 每个空白栏目扣2分(20分)"
rule = "deduct"
faults = { "空白栏目" = 2 }
[1.2]
name = "信息更新"
points = 2
cite = "4: 按时更新得2分"
rule = "award"
when = "按时更新"
[vetoes.blank]
when = { fact = "空白栏目", over = 5 }
scope = "1.1"
effect = { points = 0 }
cite = "5: 超过5个的,一票否决"
"""
SCHEME = """
[grades]
"优秀" = { at_least = 20, cite = "6: 20分以上为优秀" }
"其余" = {}
[named."表现较差"]
when = { points_of = "1.1", is = 0 }
[excluded]
"丁县" = "已撤并"
[discrepancies.slip]
at = "county.1"
says = "2: 网站建设"
taken = "照录"
[readings.scope]
ask = "一票否决的范围?"
cite = "5: 一票否决"
chosen = "本项"
option."整个总分" = { set = { "county.vetoes.blank.scope" = "total" } }
"""
NOTICE = "拟定市通知\n网站建设\n每个空白栏目扣2分(20分)\n按时更新得2分\n超过5个的,一票否决\n20分以上为优秀\n"
UNITS: dict[str, Any] = {
    "甲县": {"空白栏目": 0, "按时更新": True},
    "乙县": {"空白栏目": 6, "按时更新": True},
    "丙县": {"空白栏目": 1},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write(tmp_path, COUNTY, SCHEME)
    sample = {"scheme": ID, "label": "示例数据", "units": UNITS}
    (folder / "sample.json").write_text(json.dumps(sample, ensure_ascii=False), encoding="utf-8")
    return folder


class Output(NamedTuple):
    """What one run printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Run(Protocol):
    def __call__(self, *arguments: object) -> Output: ...


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Output:
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Output(code, printed.out, printed.err)

    return call


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    """Evidence that leaves nothing open: totals 22, 2 and 18 + 2 = 20."""
    file = tmp_path / "round.json"
    units = UNITS | {"丙县": {"空白栏目": 1, "按时更新": True}}
    file.write_text(json.dumps({"scheme": ID, "units": units}), encoding="utf-8")
    return file


# The catalogue ------------------------------------------------------------------------------------


def test_schemes_lists_the_installed_editions(run: Run) -> None:
    data = run("schemes", "--json").data
    assert {tuple(entry) for entry in data} == {("id", "city", "edition", "title", "status")}
    found = {entry["id"]: (entry["city"], entry["edition"], entry["status"]) for entry in data}
    assert found["yanshi-2019"] == ("偃师市", "2019", "ok")
    text = run("schemes")
    assert (text.code, text.err) == (0, "")
    assert "yanshi-2019  偃师市" in text.out


def test_plugins_lists_what_is_installed_and_in_what_state(run: Run) -> None:
    result = run("plugins", "--json")
    assert result.code == 0
    assert {tuple(entry) for entry in result.data} == {("name", "distribution", "status", "schemes", "failures")}
    (yanshi,) = [entry for entry in result.data if entry["name"] == "yanshi"]
    assert (yanshi["status"], yanshi["schemes"]) == ("ok", ["yanshi-2019"])
    assert "[ok]" in run("plugins").out


def test_plugins_finds_a_broken_one_and_exits_1(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    info = tmp_path / "fake_cli-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fake-cli\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[opengov_rules.v1]\nbroken = no_such_module_of_a_city\n")
    result = run("plugins")
    assert result.code == 1
    assert "broken  fake-cli 1.0    [broken (fake-cli 1.0): import: 插件自己的模块不存在 (" in result.out


# Show ---------------------------------------------------------------------------------------------


def test_show_prints_the_tree_with_rules_in_words_and_what_is_doubtful(run: Run, folder: Path) -> None:
    result = run("show", folder)
    assert (result.code, result.err) == (0, "")
    for words in (
        "draft-2024 · 拟定市 2024",
        "拟定市2024年度政务公开考评通知",
        "指标表 county (县)",
        "1.1 空白栏目  20  空白栏目每发现一个扣 2 分,扣完为止",
        "否决 blank",
        "(第 5 行: 超过5个的,一票否决)",
        "名单 县 (3): 甲县、乙县、丙县",
        "slip @ county.1: 照录",
        "scope: 一票否决的范围? → 本项 | 整个总分",
    ):
        assert words in result.out


def test_show_in_english_says_the_rules_in_english(run: Run, folder: Path) -> None:
    out = run("show", folder, "--lang", "en").out
    assert "rubric county (县)" in out
    assert "1.1 空白栏目  20  full points less 2 per 空白栏目, not below 0" in out
    assert run("--lang", "en", "show", folder).out == out


def test_show_as_json_follows_the_contract(run: Run, folder: Path) -> None:
    data = run("show", folder, "--json").data
    assert list(data) == [
        *("id", "rubrics", "facts", "roster", "readings", "discrepancies"),
        *("sizes", "rankings", "restricted", "profiles", "supplied"),
        *("folds", "excluded", "window", "valid", "grades", "ungraded", "named"),
    ]
    assert list(data["rubrics"][0]) == [
        *("id", "kinds", "points", "indicators", "penalties", "vetoes", "unpublished"),
        *("better", "total", "cite", "cites"),
    ]
    assert data["id"] == ID


def test_show_may_be_narrowed_to_one_rubric(run: Run) -> None:
    whole, town = (
        run("show", "yanshi-2019", "--json").data,
        run("show", "yanshi-2019", "--json", "--rubric", "town").data,
    )
    assert [rubric["id"] for rubric in whole["rubrics"]] == ["department", "town"]
    assert [rubric["id"] for rubric in town["rubrics"]] == ["town"]
    text = run("show", "yanshi-2019", "--rubric", "town").out
    assert "指标表 town" in text
    assert "指标表 department" not in text


def test_an_unknown_rubric_is_bad_input(run: Run, folder: Path) -> None:
    result = run("show", folder, "--rubric", "town")
    assert (result.code, result.out) == (2, "")
    assert result.err == "没有指标表 (no rubric) town: county\n"


# Check --------------------------------------------------------------------------------------------


def test_check_of_a_sound_scheme_says_what_it_could_not_compare(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENGOV_RULES_SOURCES", raising=False)
    result = run("check", folder)
    assert result.code == 0
    assert result.out.splitlines()[0] == f"{folder}: 没有问题 (no problems)"
    assert "--sources" in result.out
    assert run("check", folder, "--json").data == []


def test_check_compares_quotes_with_the_notice(run: Run, folder: Path, tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    head = folder / "scheme.toml"
    digest = hashlib.sha256(notice.read_bytes()).hexdigest()
    head.write_text(head.read_text(encoding="utf-8").replace('"00"', f'"{digest}"'), encoding="utf-8")
    result = run("check", folder, "--sources", tmp_path)
    assert (result.code, result.out) == (0, f"{folder}: 没有问题 (no problems)\n")
    notice.write_text(NOTICE.replace("超过5个", "超过6个"), encoding="utf-8")
    result = run("check", folder, "--sources", tmp_path, "--json")
    assert result.code == 1
    found = {problem["code"]: problem for problem in result.data}
    assert list(found) == ["quote-missing", "source-hash"]
    assert (found["quote-missing"]["file"], found["quote-missing"]["line"]) == ("county.toml", 18)
    assert "line 5 of the source does not hold '超过5个的,一票否决'" in found["quote-missing"]["en"]


def test_check_lists_all_problems_and_exits_1(run: Run, folder: Path) -> None:
    county = folder / "county.toml"
    text = county.read_text(encoding="utf-8").replace("扣2分", "扣分").replace('scope = "1.1"', 'scope = "1.3"')
    county.write_text(text, encoding="utf-8")
    result = run("check", folder, "--lang", "en")
    assert result.code == 1
    assert (
        "county.toml:20:1: OGR254 there is no node 1.3 to veto; did you mean 1.2? [5: 超过5个的,一票否决]"
        in result.out.splitlines()
    )
    data = run("check", folder, "--json").data
    assert {problem["code"] for problem in data} == {"scope-unknown", "uncited"}
    (first,) = [problem for problem in data if problem["code"] == "scope-unknown"]
    assert list(first) == ["code", "number", "severity", "file", "line", "column", "path", "quote", "zh", "en"]
    assert (first["severity"], first["file"], first["line"], first["column"], first["path"]) == (
        "error",
        "county.toml",
        20,
        1,
        ["county", "vetoes", "blank", "scope"],
    )


def test_check_of_a_file_that_cannot_be_parsed_exits_1(run: Run, folder: Path) -> None:
    (folder / "county.toml").write_text("[")
    assert run("check", folder).code == 1


# Score and explain --------------------------------------------------------------------------------


def test_score_as_json_follows_the_contract(run: Run, folder: Path) -> None:
    data = run("score", folder, "--sample", "--json").data
    assert list(data) == ["scheme", "label", "results", "overrides", "warnings"]
    assert (data["scheme"], data["label"]) == (ID, "示例数据")
    assert {tuple(result) for result in data["results"]} == {
        (
            "unit",
            "kind",
            "rubric",
            "status",
            "total",
            "exact",
            "bounds",
            "maximum",
            "grade",
            "vetoes",
            "assumed",
            "lines",
            "fingerprint",
        )
    }
    first, second, third = data["results"]
    # 20 + 2; 2 by the update alone; 18 + (0 or 2)
    assert [result["total"] for result in data["results"]] == ["22", "2", None]
    assert third["bounds"] == ["18", "20"]
    assert (second["vetoes"], second["grade"], first["grade"], third["grade"]) == (["blank"], "其余", "优秀", None)
    line = second["lines"][1]
    assert list(line) == ["code", "name", "points", "maximum", "lost", "counted", "status", "cite", "causes"]
    assert [(cause["kind"], cause["amount"]) for cause in line["causes"]] == [("deduction", "12"), ("veto", "8")]
    assert {tuple(cause) for cause in line["causes"]} == {("kind", "amount", "fact", "value", "reason", "cite")}
    assert line["cite"] == {"file": "notice.txt", "line": 3, "quote": "每个空白栏目扣2分(20分)"}


def test_score_may_be_narrowed_to_some_units(run: Run, folder: Path) -> None:
    data = run("score", folder, "--sample", "--json", "--unit", "丙县", "--unit", "甲县").data
    assert [result["unit"] for result in data["results"]] == ["丙县", "甲县"]


def test_score_in_words_shows_lines_that_lost_points_and_what_is_open(run: Run, folder: Path) -> None:
    out = run("score", folder, "--sample", "--unit", "丙县").out
    assert out.startswith("丙县 · 县 【示例数据】 总分 [18, 20] / 22\n")
    for words in (
        "1.1 空白栏目  18 / 20",
        "-2  空白栏目 1,每发现一个扣 2 分 (第 3 行: 每个空白栏目扣2分(20分))",
        "按时更新: 单独影响 2 分",
    ):
        assert words in out


def test_explain_shows_every_line_of_one_unit(run: Run, folder: Path) -> None:
    out = run("explain", folder, "--sample", "--unit", "乙县").out
    assert out.startswith("乙县 · 县 【示例数据】 总分 2 / 22 等次 其余\n")
    for words in (
        "1 网站建设  2 / 22",
        "1.1 空白栏目  0 / 20",
        "-8  一票否决:空白栏目 > 5 (第 5 行: 超过5个的,一票否决)",
        "1.2 信息更新  2 / 2",
        "总分  2 / 22",
    ):
        assert words in out


def test_explain_as_json_is_one_result(run: Run, folder: Path) -> None:
    printed = run("explain", folder, "--sample", "--unit", "甲县", "--json").data
    assert set(printed) == {"scheme", "label", "results"}
    (data,) = printed["results"]
    assert (data["unit"], data["total"], data["lines"][-1]["code"]) == ("甲县", "22", "total")


def test_explain_in_english_says_why_in_english(run: Run, folder: Path) -> None:
    out = run("explain", folder, "--sample", "--unit", "乙县", "--lang", "en").out
    assert "-8  veto: 空白栏目 > 5 (line 5: 超过5个的,一票否决)" in out


def test_what_a_result_assumes_is_printed_with_it(run: Run, folder: Path) -> None:
    county = folder / "county.toml"
    text = county.read_text(encoding="utf-8").replace("每个空白栏目扣2分", "每个空白栏目扣分")
    county.write_text(text.replace('rule = "deduct"', 'assumed.faults = "参照上年"\nrule = "deduct"'), encoding="utf-8")
    out = run("explain", folder, "--sample", "--unit", "甲县").out
    assert "本结果依据以下假定(原文未写):\n  1.1.faults: 参照上年" in out


def test_another_reading_is_taken_by_name(run: Run, folder: Path) -> None:
    result = run("score", folder, "--sample", "--json", "--unit", "乙县", "--reading", "scope=整个总分")
    assert [one["total"] for one in result.data["results"]] == ["0"]


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        ("scope=全部", "口径 scope 没有选项“全部”;可选:本项、整个总分"),
        ("scope", "口径 scope 没有选项“”"),
        ("scop=本项", "没有口径 scop;您是否指 scope?"),
    ],
)
def test_an_unknown_reading_is_bad_input(run: Run, folder: Path, reading: str, words: str) -> None:
    result = run("score", folder, "--sample", "--reading", reading)
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_every_turn_of_a_line_has_its_words(run: Run, tmp_path: Path) -> None:
    county = """
[1]
name = "账号"
points = 6
rule = "deduct"
faults = { "问题" = 1 }
inferred = { points = "x", faults = "x" }
[2]
name = "平台"
points = 2
not_applicable = "drop"
rule = "award"
when = "有平台"
inferred.points = "x"
[3]
name = "会议"
points = 2
floor = 1
rule = "award"
when = "有会议"
inferred = { points = "x", floor = "x" }
[P]
name = "通报"
role = "penalty"
rule = "per_event"
events = { "通报" = 5 }
inferred.events = "x"
"""
    folder = write(tmp_path, county, '[facts]\n"问题" = { per = "账号", take = "sum" }\n')
    answers = {
        "问题": {"微信": 8, "微博": {"status": "not_assessed"}},
        "有平台": {"status": "not_applicable"},
        "有会议": False,
    }
    (folder / "sample.json").write_text(json.dumps({"scheme": ID, "units": {"甲县": answers}}), encoding="utf-8")
    lines = run("explain", folder, "--sample", "--unit", "甲县").out.splitlines()
    for words in (
        "甲县 · 县 总分 [不限, 1] / 8",
        "1 账号  0 / 6",
        "  -6  问题 微信:8、微博:未检查,每发现一个扣 1 分",
        "2 平台  不适用",
        "3 会议  1 / 2",
        "  -2  未符合要求:有会议",
        "  +1  扣完为止",
        "P 通报  [不限, 0] / 0",
        "  通报: 单独影响无上限",
    ):
        assert words in lines


# Standings ----------------------------------------------------------------------------------------


def test_standings_as_json_follow_the_contract(run: Run, folder: Path, complete: Path) -> None:
    data = run("standings", folder, complete, "--json").data
    assert list(data) == ["scheme", "label", "groups", "published", "overrides", "warnings"]
    assert (data["scheme"], data["label"], data["published"]) == (ID, None, [])
    (group,) = data["groups"]
    assert group == {
        "group": "county",
        "rows": [
            {
                "rank": 1,
                "ranks": [1, 1],
                "unit": "甲县",
                "total": "22",
                "bounds": ["22", "22"],
                "grade": "优秀",
                "refused": [],
            },
            {
                "rank": 2,
                "ranks": [2, 2],
                "unit": "丙县",
                "total": "20",
                "bounds": ["20", "20"],
                "grade": "优秀",
                "refused": [],
            },
            {
                "rank": 3,
                "ranks": [3, 3],
                "unit": "乙县",
                "total": "2",
                "bounds": ["2", "2"],
                "grade": "其余",
                "refused": [],
            },
        ],
        # 2 and 1 of 3
        "grades": [{"name": "优秀", "count": 2, "share": "66.67"}, {"name": "其余", "count": 1, "share": "33.33"}],
        # 44 / 3 = 14.666…; the middle one; √((7.33² + 5.33² + 12.67²) / 3) = √80.89 = 8.994
        "mean": "14.67",
        "median": "20",
        "stdev": "8.99",
        "above_mean": {"count": 2, "share": "66.67"},
        # 44 / 66, 38 / 60, 6 / 6
        "rates": [
            {"code": "1", "name": "网站建设", "rate": "66.67"},
            {"code": "1.1", "name": "空白栏目", "rate": "63.33"},
            {"code": "1.2", "name": "信息更新", "rate": "100.00"},
        ],
        # 22, 20, 2; 20, 18, 0; 2, 2, 2
        "indicators": [
            spread("1", "网站建设", "66.67", "14.67", 2, 1, "2", "22", "8.99"),
            spread("1.1", "空白栏目", "63.33", "12.67", 2, 1, "0", "20", "8.99"),
            spread("1.2", "信息更新", "100.00", "2", 0, 0, "2", "2", "0.00"),
        ],
        "rankings": {},
        "named": {"表现较差": ["乙县"]},
        "excluded": [{"unit": "丁县", "why": "已撤并"}],
        "assumed": [],
    }


def spread(*values: object) -> dict[str, object]:
    """One entry of `indicators`, over the three units."""
    keys = ("code", "name", "rate", "mean", "above", "below", "least", "most", "stdev")
    return dict(zip(keys, values, strict=True)) | {"units": 3}


def test_standings_in_words_are_a_table(run: Run, folder: Path, complete: Path) -> None:
    lines = run("standings", folder, complete).out.splitlines()
    assert lines[:5] == [
        "拟定市 2024 · county · 3 个单位",
        "名次  单位  总分  等次  否决",
        "   1  甲县    22  优秀",
        "   2  丙县    20  优秀",
        "   3  乙县     2  其余  blank",
    ]
    assert "平均分 14.67  中位数 20  标准差 8.99  高于平均分 2 (66.67%)  最低至最高 [2, 22]" in lines
    assert "等次: 优秀 2 (66.67%)  其余 1 (33.33%)" in lines
    assert "点名 表现较差: 乙县" in lines
    assert "未列入: 丁县 (已撤并)" in lines


def test_an_undecided_unit_stands_last_with_its_interval(run: Run, folder: Path) -> None:
    lines = run("standings", folder, "--sample").out.splitlines()
    assert lines[0] == "拟定市 2024 · county · 3 个单位 【示例数据】"
    assert "丙县  [18, 20]  -" in lines[4]


def test_a_published_record_is_compared_without_being_asked_for(run: Run, folder: Path) -> None:
    printed = [
        {"what": "total", "units": ["甲县"], "value": "22", "cite": "7: 甲县22"},
        {"what": "total", "units": ["乙县"], "value": "3", "cite": "8: 乙县3"},
        {"what": "表现较差", "units": ["乙县"], "value": "乙县", "cite": "9: 乙县较差"},
    ]
    units = UNITS | {"丙县": {"空白栏目": 1, "按时更新": True}}
    record = {"scheme": ID, "units": units, "published": printed}
    (folder / "published.json").write_text(json.dumps(record), encoding="utf-8")
    data = run("standings", folder, "--json").data
    assert data["published"] == [
        {
            "what": "total",
            "name": None,
            "group": None,
            "units": ["甲县"],
            "printed": "22",
            "computed": "22",
            "agrees": True,
            "status": "agrees",
            "inferred": None,
            "note": None,
            "cite": {"file": "notice.txt", "line": 7, "quote": "甲县22"},
        },
        {
            "what": "total",
            "name": None,
            "group": None,
            "units": ["乙县"],
            "printed": "3",
            "computed": "2",
            "agrees": False,
            "status": "differs",
            "inferred": None,
            "note": None,
            "cite": {"file": "notice.txt", "line": 8, "quote": "乙县3"},
        },
        {
            "what": "表现较差",
            "name": None,
            "group": None,
            "units": ["乙县"],
            "printed": "乙县",
            "computed": "乙县",
            "agrees": True,
            "status": "agrees",
            "inferred": None,
            "note": None,
            "cite": {"file": "notice.txt", "line": 9, "quote": "乙县较差"},
        },
    ]
    out = run("standings", folder).out
    assert "  总分 甲县 22: 一致 (第 7 行: 甲县22)" in out
    assert "  总分 乙县 3: 不符 (2) (第 8 行: 乙县3)" in out
    assert "  表现较差 乙县: 一致 (第 9 行: 乙县较差)" in out


def test_without_a_published_record_evidence_must_be_named(run: Run, folder: Path) -> None:
    result = run("standings", folder)
    assert (result.code, result.out) == (2, "")
    assert "--sample" in result.err


# Bad input ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "nowhere-2024"], "没有方案 (no scheme) nowhere-2024"),
        (["show", "yanshi-2018"], "您是否指 (did you mean) yanshi-2019?"),
        (["score", "FOLDER", "MISSING"], "读写不了文件 (cannot read or write)"),
        (["score", "FOLDER", "--sample", "--unit", "戊县"], "名单中没有 (not in the roster): 戊县"),
        (["explain", "FOLDER", "--sample", "--unit", "丁县"], "不参评 (not assessed): 已撤并"),
        (["explain", "FOLDER", "FEW", "--unit", "乙县"], "数据中没有 (not in the evidence): 乙县"),
        (["standings", "yanshi-2019", "--sample"], "yanshi-2019: 没有 (there is no) sample.json"),
        (["score", "FOLDER", "BAD"], "bad.json:1:53: OGR406 没有事实 空白栏;您是否指 空白栏目?"),
    ],
)
def test_bad_input_is_explained_on_stderr_and_exits_2(
    run: Run, folder: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    few, bad = tmp_path / "few.json", tmp_path / "bad.json"
    few.write_text(json.dumps({"scheme": ID, "units": {"甲县": {"空白栏目": 0}}}), encoding="utf-8")
    bad.write_text(json.dumps({"scheme": ID, "units": {"甲县": {"空白栏": 0}}}), encoding="utf-8")
    places = {"FOLDER": folder, "MISSING": tmp_path / "missing.json", "FEW": few, "BAD": bad}
    result = run(*(places.get(argument, argument) for argument in arguments))
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert "Traceback" not in result.err


def test_a_folder_without_a_sample_says_so(run: Run, folder: Path) -> None:
    (folder / "sample.json").unlink()
    result = run("score", folder, "--sample")
    assert (result.code, result.err) == (2, f"{folder}: 没有 (there is no) sample.json\n")


def test_every_problem_of_bad_evidence_has_a_line_in_the_language_asked_for(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "round.csv"
    header = "unit,fact,part,value,status,time,source,method,note"
    file.write_text(f"{header}\n甲县,空白栏目,,-1,,,,,\n戊县,空白栏目,,1,,,,,\n", encoding="utf-8")
    result = run("score", folder, file, "--lang", "en")
    assert result.code == 2
    assert result.err.splitlines() == [
        "round.csv:2: OGR416 空白栏目 wants a whole number, 0 or more, not -1",
        "round.csv:3: OGR403 戊县 is not in the roster; did you mean 甲县?",
    ]


@pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["score"], ["explain", "x"], ["show", "x", "--lang", "fr"]])
def test_a_wrong_command_line_exits_2_with_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: opengov-rules")


def test_a_folder_in_the_working_directory_may_be_named_alone(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    assert run("show", folder.name).code == 0
    monkeypatch.chdir(folder)
    assert run("show", ".").code == 0


# Demo ---------------------------------------------------------------------------------------------


def test_the_demo_shows_five_real_cities_and_exits_0(run: Run) -> None:
    result = run("demo")
    assert (result.code, result.err) == (0, "")
    for city in ("1. 偃师 2019", "2. 宝鸡 2020", "3. 武威 2023", "4. 安康 2019", "5. 荆州 2021"):
        assert city in result.out
    assert "不符" not in result.out
    assert "【示例数据】" in result.out
    assert "接下来可以试:" in result.out
    assert "1. Yanshi 2019" in run("demo", "--lang", "en").out


# Consoles -----------------------------------------------------------------------------------------


def shell(encoding: str, *arguments: object) -> "subprocess.CompletedProcess[bytes]":
    code = "import sys; from opengov_rules.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, *map(str, arguments)],
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )


def test_a_gbk_console_shows_chinese_and_a_question_mark_for_what_it_lacks(folder: Path) -> None:
    county = folder / "county.toml"
    county.write_text(county.read_text(encoding="utf-8").replace("信息更新", "信息更新✅"), encoding="utf-8")
    done = shell("gbk", "show", folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "1.2 信息更新?  2" in done.stdout.decode("gbk")


def test_json_on_a_gbk_console_is_plain_ascii(folder: Path) -> None:
    done = shell("gbk", "score", folder, "--sample", "--json")
    assert json.loads(done.stdout.decode("ascii"))["label"] == "示例数据"
    assert "示例数据".encode() in shell("utf-8", "score", folder, "--sample", "--json").stdout


def test_an_error_on_a_gbk_console_is_readable() -> None:
    done = shell("gbk", "show", "nowhere-2024")
    assert done.returncode == 2
    assert "没有方案" in done.stderr.decode("gbk")


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path) -> None:
    """`opengov-rules show … | head -1` ends quietly."""
    code = "import sys; from opengov_rules.cli import main; sys.exit(main(sys.argv[1:]))"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-u", "-c", code, "show", str(folder)], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


# Tables -------------------------------------------------------------------------------------------


def test_chinese_characters_are_two_columns_wide() -> None:
    assert [width(text) for text in ("abc", "单位", "\uff08a\uff09", "")] == [3, 4, 5, 0]


def test_columns_stay_aligned_and_numbers_stand_flush_right() -> None:
    assert table(["名次", "单位"], [["1", "甲县"], ["12", "b"]], right=(0,)).splitlines() == [
        "名次  单位",
        "   1  甲县",
        "  12  b",
    ]


# Schemes from elsewhere ---------------------------------------------------------------------------

FOREIGN = Path(__file__).parents[1] / "examples" / "schemes"
SUPPLIERS = {
    "Supplier A": {
        "Price": 100,
        "Imports goods": False,
        "Deliveries on time": 45,
        "Deliveries": 60,
        "Certificates": 2,
        "Laboratory of its own": True,
        "Complaints": 3,
        "Severity": {"North": "minor", "South": "none"},
        "Extent": {"North": "repeated", "South": "isolated"},
        "New supplier": False,
        "Innovation": 3,
        "Returned goods": "6/100",
        "Breach of conduct": False,
        "Credit score": 90,
        "Fraud inquiry": False,
    },
    "Supplier B": {"Price": 80},
}


@pytest.fixture
def suppliers(tmp_path: Path) -> Path:
    """A round of two suppliers, the price of the second being the lowest."""
    file = tmp_path / "round.json"
    file.write_text(json.dumps({"scheme": "supplier-review", "label": None, "units": SUPPLIERS}), encoding="utf-8")
    return file


def test_explain_reckons_with_what_all_units_were_found_to_be(run: Run, suppliers: Path) -> None:
    """80 ÷ 100 of 100 points; the sites are 60 and 100, of which the worst counts."""
    outcome = run("explain", str(FOREIGN / "supplier-review"), str(suppliers), "--unit", "Supplier A", "--lang", "en")
    assert "1.1 Price  80 / 100" in outcome.out
    assert "worst of each Site: North: 60, South: 100" in outcome.out
    assert "Certificates 2: 10 added each, at most 30" in outcome.out


def test_show_says_how_a_node_comes_about(run: Run) -> None:
    out = run("show", str(FOREIGN / "supplier-review"), "--lang", "en").out
    assert "1 Review  100  weighted mean" in out
    assert "worst of each Site  weight 15" in out
    assert "(value - 1) × 25  applies if: New supplier" in out
    assert "always → total: ≤ Credit score" in out
    assert "no score is told" in out
    hotel = run("show", str(FOREIGN / "hotel-stars"), "--lang", "zh").out
    assert "各Room type分别计分,取最差" in hotel
    assert "逐级达标" in hotel
    assert "最高为4 stars" in hotel


def test_show_as_json_has_the_words_that_say_something(run: Run) -> None:
    found = json.loads(run("show", str(FOREIGN / "hotel-stars"), "--json").out)
    rooms, reception, *_ = found["rubrics"][0]["indicators"]
    assert (rooms["for_each"], rooms["fold"], reception["combine"]) == ("Room type", "worst", "ladder")
    assert rooms["children"][1]["facts"] == ["Floor area"]
    assert rooms["children"][1]["rule"]["value"]["product"][1]["steps"] == {"excess": [{"fact": "Floor area"}, "10"]}
    assert found["rubrics"][0]["vetoes"][0]["effect"] == {"grade": "4 stars"}


def test_a_record_of_figures_alone_has_nothing_to_score(run: Run) -> None:
    """Jingzhou publishes how many units there are, and no results."""
    done = run("score", "jingzhou-2021")
    assert (done.code, done.out) == (2, "")
    assert "--sample" in done.err
    assert "43: 一致" in run("standings", "jingzhou-2021").out
