"""`opengov-rules diff`: what A and B may be, what is printed, and errors that help."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

from drafts import ID, write
from opengov_rules.cli import main

COUNTY = """
[1]
name = "空白栏目"
points = 20
cite = "3: 每个空白栏目扣2分(20分)"
rule = "deduct"
faults = { "空白栏目" = 2 }
"""
DEARER = COUNTY.replace("扣2分", "扣3分").replace("= 2 }", "= 3 }")
GRADES = """
[grades]
"优秀" = { at_least = 18, cite = "6: 18分以上为优秀" }
"其余" = {}
"""


class Output(NamedTuple):
    """What one run printed, and its exit code."""

    code: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Output]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Output:
        code = main(["diff", *map(str, arguments)])
        printed = capsys.readouterr()
        return Output(code, printed.out, printed.err)

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The earlier edition with its sample: 14 and 20."""
    folder = write(tmp_path / "old", COUNTY, GRADES)
    units = {"甲县": {"空白栏目": 3}, "乙县": {"空白栏目": 0}}
    return put(folder / "sample.json", units, label="示例数据").parent


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The later edition, in which a column costs 3."""
    return write(tmp_path / "new", DEARER, GRADES, name="draft-2025")


def put(file: Path, units: dict[str, Any], *, scheme: str = ID, label: str | None = None) -> Path:
    data = {"scheme": scheme, "label": label, "units": units}
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The second round: 甲县 filled two columns, 乙县 is not in it, 丙县 is new and not looked at."""
    return put(tmp_path / "second.json", {"甲县": {"空白栏目": 1}, "丙县": {}})


def test_two_rounds_of_an_edition_are_told_unit_by_unit(run: Run, folder: Path, second: Path) -> None:
    result = run(f"{folder}:sample", second, "--scheme", folder)
    assert (result.code, result.err) == (0, "")
    assert "draft-2024 【示例数据】 → draft-2024" in result.out
    assert "甲县    14       18    +4    +4     0         0         0  2→-   其余→优秀" in result.out
    assert "平均分(1 个可比单位) 14 → 18 (+4)  实绩 +4  规则 0  适用范围 0  扣分否决 0" in result.out
    assert "上升 1  下降 0  不变 0" in result.out
    assert "新增: 丙县\n不再参评: 乙县\n" in result.out
    assert "不可比" not in result.out


def test_two_editions_split_the_change_and_say_it_in_english(
    run: Run, folder: Path, later: Path, tmp_path: Path
) -> None:
    """14, then 17: performance 5, rules -2."""
    after = put(tmp_path / "after.json", {"甲县": {"空白栏目": 1}}, scheme="draft-2025")
    result = run(f"{folder}:sample", after, "--scheme", later, "--lang", "en")
    assert result.code == 0
    assert "draft-2024 【示例数据】 → draft-2025\n" in result.out
    assert "unit  before  after  change  performance  rules  applicability  penalties  rank  grade\n" in result.out
    assert "甲县      14     17      +3           +5     -2              0          0  2→1   其余→其余\n" in result.out
    assert "mean of the 1 that compare 14 → 17 (+3)" in result.out


def test_a_part_without_two_decimals_is_marked(run: Run, tmp_path: Path) -> None:
    """0.333 a column: 3 fewer are 0.999 points."""
    fine = COUNTY.replace("扣2分", "扣0.333分").replace("= 2 }", "= 0.333 }")
    folder = write(tmp_path / "fine", fine)
    before = put(tmp_path / "1.json", {"甲县": {"空白栏目": 3}})
    after = put(tmp_path / "2.json", {"甲县": {"空白栏目": 0}})
    assert "≈19 " in run(before, after, "--scheme", folder).out
    data = json.loads(run(before, after, "--scheme", folder, "--json").out)
    assert data["units"][0]["parts"]["performance"] == "0.999"


def test_units_that_do_not_compare_are_told_with_one_reason(run: Run, folder: Path, tmp_path: Path) -> None:
    after = put(tmp_path / "after.json", {"甲县": {}, "乙县": {}})
    out = run(f"{folder}:sample", after, "--scheme", folder).out
    assert "不可比: 甲县、乙县: 有一次的结果尚未确定," in out
    assert "尚待查明:空白栏目" in out


def test_json_is_the_comparison_as_data(run: Run, folder: Path, second: Path) -> None:
    data = json.loads(run(f"{folder}:sample", second, "--scheme", folder, "--json").out)
    assert list(data) == ["before", "after", "restricted", "units", "groups", "assumed"]
    assert data["before"] == {"scheme": ID, "label": "示例数据"}
    assert data["units"][0]["change"] == "4"
    assert [unit["unit"] for unit in data["units"]] == ["甲县", "乙县", "丙县"]


def test_csv_takes_the_scheme_that_is_named_for_its_side(run: Run, folder: Path, later: Path, tmp_path: Path) -> None:
    header = "unit,fact,part,value,status,time,source,method,note\n"
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for file, columns in zip(files, (3, 1), strict=True):
        file.write_text(f"{header}甲县,空白栏目,,{columns},,,,,\n", encoding="utf-8")
    both = run(*files, "--scheme", folder, "--json")
    assert json.loads(both.out)["units"][0]["change"] == "4"
    each = run(*files, "--scheme", folder, "--scheme", later, "--json")
    assert json.loads(each.out)["units"][0]["parts"] == {
        "performance": "5",
        "rules": "-2",
        "applicability": "0",
        "penalties": "0",
    }
    none = run(*files)
    assert (none.code, none.out) == (2, "")
    assert "add --scheme SCHEME" in none.err


def test_an_installed_scheme_is_its_published_record(run: Run) -> None:
    result = run("yanshi-2019", "yanshi-2019")
    assert result.code == 0
    assert "department · 28 个单位" in result.out
    assert "平均分(28 个可比单位) 36.5 → 36.5 (0)" in result.out


def test_restricted_results_show_grades_alone_unless_disclosed(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "kept", COUNTY, 'restricted = "7: 附件不予公开"\n' + GRADES)
    before = put(tmp_path / "1.json", {"甲县": {"空白栏目": 3}})
    after = put(tmp_path / "2.json", {"甲县": {"空白栏目": 1}})
    kept = run(before, after, "--scheme", folder).out
    assert "甲县  其余→优秀\n" in kept
    assert "按原文不公开得分,只列等次" in kept
    assert "+4" not in kept
    assert "+4" in run(before, after, "--scheme", folder, "--disclose").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere-2020", "yanshi-2019"), "没有方案 (no scheme) nowhere-2020"),
        (("yanshi-2019:sample", "yanshi-2019"), "没有 (there is no) sample.json"),
        (("missing.json", "yanshi-2019"), "读写不了文件 (cannot read or write) missing.json"),
        (("jingzhou-2021:sample", "yanshi-2019"), "jingzhou-2021 与 yanshi-2019 不是同一城市的方案"),
    ],
)
def test_what_cannot_be_compared_is_said_on_one_line(run: Run, arguments: tuple[str, str], words: str) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert len(result.err.splitlines()) == 1


def test_a_scheme_without_a_record_says_what_to_write(run: Run, later: Path) -> None:
    result = run(later, later)
    assert result.code == 2
    assert f"write {later}:sample, or name a file" in result.err


def test_a_file_of_a_scheme_that_is_a_folder_says_what_to_add(run: Run, second: Path) -> None:
    result = run(second, second)
    assert result.code == 2
    assert "add --scheme FOLDER" in result.err


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "second.json:1:2"), ("{}", "缺少 scheme"), ('{"scheme": 3}', "缺少 scheme"), ("[]", "应为")],
)
def test_a_file_that_names_no_scheme_is_placed(run: Run, second: Path, text: str, words: str) -> None:
    second.write_text(text, encoding="utf-8")
    result = run(second, second)
    assert result.code == 2
    assert words in result.err
