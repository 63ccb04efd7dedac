"""Evidence files to rounds: JSON and CSV say the same, and every problem of a file is reported at once."""

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path

import pytest

from drafts import program_of
from opengov_rules import NEVER, Evidence, EvidenceError, Observation, Program, Sample, Status, read_evidence
from opengov_rules.codec import evidence_files
from opengov_rules.problems import Problem

COUNTY = """
[1]
name = "空白栏目"
points = 20
not_applicable = "full"
rule = "deduct"
faults = { "空白栏目" = 0.5 }
[2]
name = "机构"
points = 2
rule = "award"
when = "明确机构"
[3]
name = "抽查"
points = 3
rule = "sample"
fact = "文件抽查"
draw = 3
each = 1
[4]
name = "答复"
points = 2
rule = "tiers"
fact = "答复日期"
limits = [{ at_most = 2021-01-31, points = 2 }]
[5]
name = "账号"
points = 5
rule = "deduct"
faults = { "问题账号" = 1 }
[6]
name = "评分"
points = 4
rule = "judged"
fact = "评分"
step = 0.01
[7]
name = "答复天数"
points = 1
rule = "award"
when = { fact = "答复天数", at_most = 5 }
"""
SCHEME = """
[roster]
"县" = ["甲县", "乙县"]
"镇" = ["丙镇"]
[aliases]
"甲县" = ["甲"]
[excluded]
"丁县" = "已撤并"
[facts]
"问题账号" = { per = "账号", take = "sum" }
"答复天数" = { type = "quantity", step = 0.5, min = 0.5, max = 30, never = true }
"""
TOWN = """
kinds = ["镇"]
[1]
name = "专栏"
points = 1
rule = "award"
when = "有专栏"
inferred.points = "a draft"
"""
ENGLISH = "unit,fact,part,value,status,time,source,method,note"
CHINESE = "单位,事实,部分,取值,状态,时间,来源,方法,备注"


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(COUNTY, SCHEME, town=TOWN)


def write_json(folder: Path, units: str, **head: object) -> Path:
    top = {"scheme": "draft-2024", **head}
    file = folder / "round.json"
    body = "".join(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}, " for key, value in top.items())
    file.write_text(f'{{{body}"units": {units}}}', encoding="utf-8")
    return file


def write_csv(folder: Path, *rows: str, header: str = ENGLISH) -> Path:
    file = folder / "round.csv"
    file.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return file


def problems(file: Path, program: Program) -> list[Problem]:
    with pytest.raises(EvidenceError) as caught:
        read_evidence(file, program)
    return list(caught.value.problems)


def codes(file: Path, program: Program) -> list[str]:
    return [problem.code for problem in problems(file, program)]


# What both say ------------------------------------------------------------------------------------

ANSWERS = (
    Observation(fact="空白栏目", value=Fraction(3), source="抽查表", method="人工", note="首页"),
    Observation(fact="明确机构", value=True, time=dt.date(2025, 1, 7)),
    Observation(fact="文件抽查", value=Sample(3, 2)),
    Observation(fact="答复日期", value=dt.date(2021, 1, 31)),
    Observation(fact="问题账号", part="微信", value=Fraction(1)),
    Observation(fact="问题账号", part="微博", status=Status.NOT_ASSESSED),
    Observation(fact="评分", status=Status.NOT_SUBMITTED),
    Observation(fact="答复天数", value=NEVER),
)


def test_json_holds_values_entries_and_parts(tmp_path: Path, program: Program) -> None:
    units = {
        "甲县": {
            "空白栏目": {"value": 3, "source": "抽查表", "method": "人工", "note": "首页"},
            "明确机构": {"value": True, "time": "2025-01-07"},
            "文件抽查": {"drawn": 3, "hits": 2},
            "答复日期": "2021-01-31",
            "问题账号": {"微信": 1, "微博": {"status": "not_assessed"}},
            "评分": {"status": "not_submitted"},
            "答复天数": "never",
        }
    }
    found = read_evidence(write_json(tmp_path, json.dumps(units), label="示例数据"), program)
    assert (found.scheme, found.label, dict(found)) == ("draft-2024", "示例数据", {"甲县": Evidence("甲县", ANSWERS)})


@pytest.mark.parametrize("header", [ENGLISH, CHINESE])
def test_csv_holds_the_same_a_row_per_unit_fact_and_part(tmp_path: Path, program: Program, header: str) -> None:
    file = write_csv(
        tmp_path,
        "甲县,空白栏目,,3,,,抽查表,人工,首页",
        "甲县,明确机构,,是,,2025-01-07,,,",
        "甲县,文件抽查,,2/3,observed,,,,",
        "甲县,答复日期,,2021-01-31,,,,,",
        "甲县,问题账号,微信,1,,,,,",
        "甲县,问题账号,微博,,not_assessed,,,,",
        "甲县,评分,,,not_submitted,,,,",
        "甲县,答复天数,,never,,,,,",
        header=header,
    )
    found = read_evidence(str(file), program)
    assert (found.label, dict(found)) == (None, {"甲县": Evidence("甲县", ANSWERS)})


def test_a_number_with_a_point_in_json_is_read_exactly(tmp_path: Path, program: Program) -> None:
    found = read_evidence(write_json(tmp_path, '{"甲县": {"评分": 0.07}}'), program)
    # As a binary float 0.07 is no multiple of 0.01.
    assert found["甲县"]["评分"][0].value == Fraction(7, 100)


def test_a_number_may_be_written_as_text(tmp_path: Path, program: Program) -> None:
    found = read_evidence(write_json(tmp_path, '{"甲县": {"评分": "2.75", "空白栏目": "3"}}'), program)
    assert [found["甲县"][fact][0].value for fact in ("评分", "空白栏目")] == [Fraction(11, 4), Fraction(3)]


def test_every_form_of_a_sample_is_read(tmp_path: Path, program: Program) -> None:
    for written in ('{"drawn": 3, "hits": 2}', '"2/3"', '{"value": "2/3"}'):
        found = read_evidence(write_json(tmp_path, f'{{"甲县": {{"文件抽查": {written}}}}}'), program)
        assert found["甲县"]["文件抽查"][0].value == Sample(3, 2)


def test_details_of_many_parts_may_be_said_once(tmp_path: Path, program: Program) -> None:
    units = '{"甲县": {"问题账号": {"value": {"微信": 1, "微博": {"value": 2, "note": "停更"}}, "source": "台账"}}}'
    found = read_evidence(write_json(tmp_path, units), program)
    assert [(o.part, o.value, o.source, o.note) for o in found["甲县"]["问题账号"]] == [
        ("微信", Fraction(1), "台账", ""),
        ("微博", Fraction(2), "台账", "停更"),
    ]


def test_a_unit_may_be_called_by_its_alias(tmp_path: Path, program: Program) -> None:
    assert list(read_evidence(write_json(tmp_path, '{"甲": {"空白栏目": 3}}'), program)) == ["甲县"]
    assert list(read_evidence(write_csv(tmp_path, "甲,空白栏目,,3,,,,,"), program)) == ["甲县"]


def test_each_unit_answers_the_facts_of_its_own_rubric(tmp_path: Path, program: Program) -> None:
    found = read_evidence(write_csv(tmp_path, "甲县,空白栏目,,3,,,,,", "丙镇,有专栏,,否,,,,,"), program)
    assert found["丙镇"]["有专栏"][0].value is False


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path, program: Program) -> None:
    file = tmp_path / "excel.csv"
    file.write_bytes(b"\xef\xbb\xbf" + f"{CHINESE}\r\n甲县,空白栏目,,3,,,,,\r\n".encode())
    assert read_evidence(file, program)["甲县"]["空白栏目"][0].value == Fraction(3)


def test_an_empty_line_of_a_csv_says_nothing(tmp_path: Path, program: Program) -> None:
    assert list(read_evidence(write_csv(tmp_path, "", "甲县,空白栏目,,3,,,,,", ""), program)) == ["甲县"]


def test_a_published_record_holds_the_sources_own_figures(tmp_path: Path, program: Program) -> None:
    file = write_json(
        tmp_path,
        '{"甲县": {"空白栏目": 3}}',
        published=[{"what": "total", "units": ["甲"], "value": "81", "cite": "30: 甲县 81"}],
    )
    (printed,) = read_evidence(file, program).published
    assert (printed.what, printed.units, printed.value, str(printed.cite)) == ("total", ("甲县",), "81", "30: 甲县 81")


def test_cells_may_be_written_as_spreadsheets_write_them(tmp_path: Path, program: Program) -> None:
    file = write_csv(
        tmp_path,
        " 甲县 ,明确机构,,TRUE,,2025/1/7,,,",
        "甲县,答复日期,,2021/1/31,,,,,",
        "甲县,评分,,,未报送,,,,",
        "甲县,空白栏目,,,不适用,,,,",
        "甲县,文件抽查,,,未检查,,,,",
        "甲县,问题账号,微信,1,已检查,,,,",
    )
    found = read_evidence(file, program)["甲县"]
    assert found["明确机构"][0] == Observation(fact="明确机构", value=True, time=dt.date(2025, 1, 7))
    assert found["答复日期"][0].value == dt.date(2021, 1, 31)
    assert [found[fact][0].status for fact in ("评分", "空白栏目", "文件抽查", "问题账号")] == [
        Status.NOT_SUBMITTED,
        Status.NOT_APPLICABLE,
        Status.NOT_ASSESSED,
        Status.OBSERVED,
    ]


# Working days and overrides -----------------------------------------------------------------------

ASKED = "2021-10-08 提问,2021-10-12 答复,不含提问当日 3 个工作日"
"""9 October 2021 was a Saturday that was worked (国办发明电〔2020〕27号)."""


@pytest.fixture(scope="module")
def counting() -> Program:
    """The same, where 答复天数 counts working days."""
    days = '"答复天数" = { type = "quantity", measure = "工作日", step = 0.5, min = 0.5, max = 30, never = true }'
    return program_of(COUNTY, SCHEME.replace(SCHEME[SCHEME.index('"答复天数"') :], days), town=TOWN)


def test_json_takes_the_days_of_question_and_answer(tmp_path: Path, counting: Program) -> None:
    for written in (
        '{"asked": "2021-10-08", "answered": "2021-10-12"}',
        '{"value": {"asked": "2021-10-08", "answered": "2021-10-12"}}',
    ):
        read = read_evidence(write_json(tmp_path, f'{{"甲县": {{"答复天数": {written}}}}}'), counting)
        (found,) = read["甲县"]["答复天数"]
        assert found.value == Fraction(3)
        assert found.note.startswith(ASKED)
        assert "国办发明电〔2020〕27号" in found.note


@pytest.mark.parametrize("cell", ["2021-10-08/2021-10-12", "2021/10/8/2021/10/12", "2021-10-08/2021/10/12"])
def test_a_cell_takes_both_days_with_a_stroke_between(tmp_path: Path, counting: Program, cell: str) -> None:
    (found,) = read_evidence(write_csv(tmp_path, f"甲县,答复天数,,{cell},,,,,"), counting)["甲县"]["答复天数"]
    assert (found.value, found.note.startswith(ASKED)) == (Fraction(3), True)


def test_an_answer_that_never_came_is_never_in_both(tmp_path: Path, counting: Program) -> None:
    rows = write_csv(tmp_path, "甲县,答复天数,,2021-10-08/never,,,,,")
    units = write_json(tmp_path, '{"甲县": {"答复天数": {"asked": "2021-10-08", "answered": "never"}}}')
    for file in (rows, units):
        assert read_evidence(file, counting)["甲县"]["答复天数"][0].value is NEVER


def test_a_host_brings_its_own_calendar(tmp_path: Path, counting: Program) -> None:
    class EveryDay:
        def is_workday(self, day: dt.date) -> bool:
            return day.year > 0

        def basis(self, year: int) -> str:
            return f"每天上班({year})"

    for file in (
        write_csv(tmp_path, "甲县,答复天数,,2050-10-08/2050-10-12,,,,,"),
        write_json(tmp_path, '{"甲县": {"答复天数": {"asked": "2050-10-08", "answered": "2050-10-12"}}}'),
    ):
        (found,) = read_evidence(file, counting, EveryDay())["甲县"]["答复天数"]
        assert (found.value, found.note[-14:]) == (Fraction(4), "(依 每天上班(2050))")
        assert codes(file, counting) == ["workdays-year"]


def test_two_days_are_refused_of_a_fact_that_counts_something_else(tmp_path: Path, program: Program) -> None:
    dates = '{"asked": "2021-10-08", "answered": "2021-10-12"}'
    for fact in ("空白栏目", "答复天数", "明确机构"):
        assert codes(write_json(tmp_path, f'{{"甲县": {{"{fact}": {dates}}}}}'), program) == ["workdays-measure"]
        assert codes(write_csv(tmp_path, f"甲县,{fact},,2021-10-08/2021-10-12,,,,,"), program) == ["workdays-measure"]


OVERRIDE = {
    "unit": "甲",
    "fact": "空白栏目",
    "value": 1,
    "who": "复核组",
    "when": "2025-03-01",
    "why": "截图为缓存页面",
    "authority": "复核决定第2号",
}


def test_json_holds_overrides_beside_the_first_answers(tmp_path: Path, program: Program) -> None:
    found = read_evidence(write_json(tmp_path, '{"甲县": {"空白栏目": 3}}', overrides=[OVERRIDE]), program)
    (override,) = found.overrides
    assert (override.unit, override.who, override.when) == ("甲县", "复核组", dt.date(2025, 3, 1))
    assert [o.value for o in override.was] == [o.value for o in found.before("甲县")["空白栏目"]] == [Fraction(3)]
    assert [(o.value, o.source) for o in found["甲县"]["空白栏目"]] == [(Fraction(1), "复核决定第2号")]


def test_everything_that_is_wrong_with_overrides_is_told_at_its_line(tmp_path: Path, program: Program) -> None:
    bare = {key: OVERRIDE[key] for key in ("unit", "fact", "value")}
    file = tmp_path / "round.json"
    written = [OVERRIDE, bare, OVERRIDE | {"when": "昨天"}, OVERRIDE | {"unit": "丙镇"}, OVERRIDE]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in written)
    file.write_text(
        f'{{"scheme": "draft-2024", "units": {{"甲县": {{"空白栏目": 3}}}}, "overrides": [\n{lines}\n]}}',
        encoding="utf-8",
    )
    told = [(p.code, p.where and p.where.line) for p in problems(file, program)]
    assert told == [
        *[("override-key", 3)] * 4,
        ("value-date", 4),
        ("override-unit", 5),
        ("override-twice", 6),
    ]


def test_overrides_of_evidence_that_is_wrong_are_looked_at_by_themselves(tmp_path: Path, program: Program) -> None:
    """The old answers are not known, so nothing is said of what rests on them."""
    part = OVERRIDE | {"fact": "问题账号", "part": "微信"}
    file = write_json(
        tmp_path, '{"甲县": {"空白栏目": -3, "问题账号": 4}}', overrides=[OVERRIDE, part, {"unit": "甲县"}]
    )
    assert codes(file, program) == [*["override-key"] * 5, "value-count", "part-missing"]


@pytest.mark.parametrize("overrides", ["{}", '"甲县"', "3", "null"])
def test_overrides_are_a_list(tmp_path: Path, program: Program, overrides: str) -> None:
    file = write_json(tmp_path, "{}", overrides=json.loads(overrides))
    assert codes(file, program) == ["json-shape"]


def test_a_table_of_rows_holds_no_overrides(tmp_path: Path, program: Program) -> None:
    assert read_evidence(write_csv(tmp_path, "甲县,空白栏目,,3,,,,,"), program).overrides == ()


# Files that are none ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "code", "where"),
    [
        ("round.txt", b"", "file-type", "round.txt"),
        ("round", b"", "file-type", "round"),
        ("round.json", '{"scheme": "空"}'.encode("gbk"), "file-encoding", "round.json:1:13"),
        ("round.csv", CHINESE.encode("gbk"), "file-encoding", "round.csv:1:1"),
        ("round.json", b'{"scheme": "x",\n "units": }', "json-text", "round.json:2:11"),
        ("round.json", b"[" * 100_000, "too-deep", "round.json"),
        ("round.json", b"[]", "json-shape", "round.json:1:1"),
        ("round.json", b'{"scheme": "draft-2024"}', "json-shape", "round.json"),
        ("round.json", b'{"scheme": "draft-2024", "units": []}', "json-shape", "round.json:1:26"),
        ("round.json", b'{"scheme": "a", "scheme": "b", "units": {}}', "key-twice", "round.json:1:17"),
        ("round.csv", b"", "csv-header", "round.csv:1"),
        ("round.csv", b"unit,fact\n", "csv-header", "round.csv:1"),
    ],
)
def test_a_file_that_is_no_evidence_is_refused_with_the_reason(
    tmp_path: Path, program: Program, *, name: str, data: bytes, code: str, where: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    (problem,) = problems(file, program)
    assert (problem.code, str(problem.where)) == (code, where)


def test_a_file_beyond_the_limit_is_not_parsed(
    tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_files, "MAX_BYTES", 10)
    assert codes(write_json(tmp_path, "{}"), program) == ["file-large"]


# JSON that is wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("units", "code", "path"),
    [
        ('{"甲先": {}}', "unit-unknown", "甲先"),
        ('{"丁县": {}}', "unit-excluded", "丁县"),
        ('{"甲县": {}, "甲": {}}', "unit-repeated", "甲"),
        ('{"甲县": []}', "json-shape", "甲县"),
        ('{"甲县": {"空白栏": 3}}', "fact-unknown", "甲县.空白栏"),
        ('{"甲县": {"有专栏": true}}', "fact-elsewhere", "甲县.有专栏"),
        ('{"甲县": {"空白栏目": true}}', "number-type", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": null}}', "value-missing", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": 2.5}}', "value-count", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": -1}}', "value-count", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": "三"}}', "number-text", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": 1e999999}}', "number-range", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": 1e-999999}}', "number-range", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": 1234567}}', "number-range", "甲县.空白栏目"),
        ('{"甲县": {"明确机构": 1}}', "value-yes-no", "甲县.明确机构"),
        ('{"甲县": {"明确机构": "是"}}', "value-yes-no", "甲县.明确机构"),
        ('{"甲县": {"文件抽查": 2}}', "value-sample", "甲县.文件抽查"),
        ('{"甲县": {"文件抽查": {"drawn": 2, "hits": 3}}}', "sample-hits", "甲县.文件抽查"),
        ('{"甲县": {"文件抽查": "4/4"}}', "sample-drawn", "甲县.文件抽查"),
        ('{"甲县": {"文件抽查": "1.5/3"}}', "value-count", "甲县.文件抽查"),
        ('{"甲县": {"答复日期": "2021-02-30"}}', "value-date", "甲县.答复日期"),
        ('{"甲县": {"答复日期": "2021/1/31"}}', "value-date", "甲县.答复日期"),
        ('{"甲县": {"答复日期": "never"}}', "never-refused", "甲县.答复日期"),
        ('{"甲县": {"评分": 4.01}}', "value-range", "甲县.评分"),
        ('{"甲县": {"评分": 0.005}}', "value-step", "甲县.评分"),
        ('{"甲县": {"答复天数": 0}}', "value-range", "甲县.答复天数"),
        ('{"甲县": {"问题账号": 3}}', "part-missing", "甲县.问题账号"),
        ('{"甲县": {"空白栏目": {"微信": 3}}}', "number-type", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": {"value": 3, "status": "not_submitted"}}}', "value-with-status", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": {"status": "not_submited"}}}', "choice-unknown", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": {"status": ["x"]}}}', "choice-unknown", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": {"value": 3, "sauce": "x"}}}', "key-unknown", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": {"value": 3, "source": 7}}}', "text-wanted", "甲县.空白栏目"),
        ('{"甲县": {"空白栏目": {"value": 3, "time": "gestern"}}}', "value-date", "甲县.空白栏目"),
        ('{"甲县": {"明确机构": {"status": "not_applicable"}}}', "not-applicable-refused", "甲县.明确机构"),
    ],
)
def test_a_wrong_answer_in_json_is_named_with_its_path(
    tmp_path: Path, program: Program, units: str, code: str, path: str
) -> None:
    (problem,) = problems(write_json(tmp_path, units), program)
    assert (problem.code, ".".join(problem.path)) == (code, path)
    assert problem.where is not None
    assert (problem.where.file, problem.where.line) == ("round.json", 1)


@pytest.mark.parametrize(
    ("units", "near"),
    [
        ('{"甲先": {}}', "甲"),
        ('{"甲县": {"空白栏": 3}}', "空白栏目"),
        ('{"甲县": {"空白栏目": {"status": "not_submited"}}}', "not_submitted"),
        ('{"甲县": {"空白栏目": {"value": 3, "sauce": "x"}}}', "source"),
    ],
)
def test_an_unknown_word_comes_with_the_nearest_one(tmp_path: Path, program: Program, units: str, near: str) -> None:
    (problem,) = problems(write_json(tmp_path, units), program)
    assert problem.message("en").endswith(f"; did you mean {near}?")


def test_a_policy_admits_what_does_not_apply(tmp_path: Path, program: Program) -> None:
    found = read_evidence(write_json(tmp_path, '{"甲县": {"空白栏目": {"status": "not_applicable"}}}'), program)
    assert found["甲县"]["空白栏目"][0].status is Status.NOT_APPLICABLE


def test_evidence_for_another_scheme_is_refused(tmp_path: Path, program: Program) -> None:
    (problem,) = problems(write_json(tmp_path, "{}", scheme="linzhou-2024"), program)
    assert (problem.code, problem.params) == ("scheme-other", {"found": "linzhou-2024", "wanted": "draft-2024"})


def test_the_head_of_a_json_file_is_checked_too(tmp_path: Path, program: Program) -> None:
    file = write_json(tmp_path, "{}", label=3, lable="x")
    assert sorted(codes(file, program)) == ["key-unknown", "text-wanted"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (3, "published-shape"),
        ({"what": "total"}, "published-shape"),
        ({"what": "total", "units": ["甲县"], "value": 81, "cite": "30: 81"}, "published-shape"),
        ({"what": "total", "units": [], "value": "81", "cite": "30: 81"}, "published-shape"),
        ({"what": "total", "units": ["甲县", "乙县"], "value": "81", "cite": "30: 81"}, "published-shape"),
        ({"what": "total", "units": ["甲县"], "value": "81", "cite": "30: 81", "more": 1}, "published-shape"),
        ({"what": "modus", "units": ["甲县"], "value": "81", "cite": "30: 81"}, "choice-unknown"),
        ({"what": "total", "units": ["戊县"], "value": "81", "cite": "30: 81"}, "unit-unknown"),
        ({"what": "total", "units": [3], "value": "81", "cite": "30: 81"}, "published-shape"),
        ({"what": "total", "units": ["甲县"], "value": "81", "cite": "81"}, "cite-text"),
    ],
)
def test_a_published_figure_has_a_shape(tmp_path: Path, program: Program, entry: object, code: str) -> None:
    assert codes(write_json(tmp_path, "{}", published=[entry]), program) == [code]


def test_published_figures_are_a_list(tmp_path: Path, program: Program) -> None:
    assert codes(write_json(tmp_path, "{}", published=7), program) == ["published-shape"]


def test_a_sample_with_too_many_assets_is_named_where_its_unit_stands_by_the_name_used_there(tmp_path: Path) -> None:
    county = """
[1]
name = "决策"
points = 2
rule = "sample"
fact = "决策抽查"
draw = 2
each = 1
per = "决策"
when = "有说明"
"""
    program = program_of(county, '[roster]\n"县" = ["甲县"]\n[aliases]\n"甲县" = ["甲"]\n')
    units = '{\n"甲": {\n"有说明": {"一": true, "二": true, "三": true}}}'
    (problem,) = problems(write_json(tmp_path, units), program)
    assert (problem.code, str(problem.where)) == ("sample-drawn", "round.json:2:1")
    rows = [f"甲,有说明,{part},是,,,,," for part in "一二三"]
    (problem,) = problems(write_csv(tmp_path, *rows), program)
    assert (problem.code, str(problem.where)) == ("sample-drawn", "round.csv:2")


# CSV that is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        (["甲县,空白栏目,,3,,,,"], "csv-width", 2),
        (["甲县,空白栏目,,3,,,,,,"], "csv-width", 2),
        (["甲先,空白栏目,,3,,,,,"], "unit-unknown", 2),
        (["甲县,空白栏,,3,,,,,"], "fact-unknown", 2),
        (["甲县,空白栏目,,3,,,,,", "甲,空白栏目,,4,,,,,"], "answer-twice", 3),
        (["甲县,问题账号,微信,1,,,,,", "甲县,问题账号,微信,1,,,,,"], "answer-twice", 3),
        (["甲县,空白栏目,,,,,,,"], "value-missing", 2),
        (["甲县,空白栏目,,3个,,,,,"], "number-text", 2),
        (["甲县,空白栏目,微信,3,,,,,"], "part-refused", 2),
        (["甲县,问题账号,,3,,,,,"], "part-missing", 2),
        (["甲县,明确机构,,也许,,,,,"], "value-yes-no", 2),
        (["甲县,明确机构,,1,,,,,"], "value-yes-no", 2),
        (["甲县,空白栏目,,3,没报,,,,"], "choice-unknown", 2),
        (["甲县,空白栏目,,3,未报送,,,,"], "value-with-status", 2),
        (["甲县,空白栏目,,3,,1月7日,,,"], "value-date", 2),
        (['甲县,空白栏目,,3,,,,,"never closed'], "csv-text", 2),
    ],
)
def test_a_wrong_row_of_a_csv_is_named_with_its_line(
    tmp_path: Path, program: Program, rows: list[str], code: str, line: int
) -> None:
    (problem,) = problems(write_csv(tmp_path, *rows), program)
    assert problem.code == code
    assert problem.where is not None
    assert (problem.where.file, problem.where.line) == ("round.csv", line)


def test_all_problems_of_a_file_come_together_in_the_order_of_its_lines(tmp_path: Path, program: Program) -> None:
    file = write_csv(
        tmp_path, "甲县,空白栏,,3,,,,,", "乙县,空白栏目", "乙县,空白栏目,,-3,,,,,", "戊县,空白栏目,,3,,,,,"
    )
    assert [(p.code, p.where and p.where.line) for p in problems(file, program)] == [
        ("fact-unknown", 2),
        ("csv-width", 3),
        ("value-count", 4),
        ("unit-unknown", 5),
    ]


@pytest.mark.parametrize("medium", ["csv", "json"])
def test_of_endless_problems_the_first_thousand_are_told(tmp_path: Path, program: Program, medium: str) -> None:
    if medium == "csv":
        file = write_csv(tmp_path, *(f"甲县,空白栏目{n},,3,,,,," for n in range(3000)))
    else:
        file = write_json(
            tmp_path, json.dumps({unit: {f"空白栏目{n}": 3 for n in range(600)} for unit in ("甲县", "乙县")})
        )
    found = codes(file, program)
    assert found.count("fact-unknown") == 1000
    assert [code for code in found if code != "fact-unknown"] == ["problems-many"]
