"""Rule coverage: which targets a scheme has, which of them cases show, what is proved unreachable, and the page."""

import json
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import FEW, plain
from opengov_rules import Host, Program, compile_scheme, read_scheme
from opengov_rules.cli import main
from opengov_rules.testing import evidence
from opengov_rules.testing.cases import Case, cases_for, read_cases
from opengov_rules.testing.rule_coverage import (
    MEANINGS,
    TARGET_KINDS,
    RuleCoverage,
    Target,
    coverage_page,
    percent,
    rule_coverage,
    summary,
)
from opengov_rules.testing.rule_coverage.measuring import Survey
from tiny import CASES, HEAD, NOTICE, write_tiny

PLUGINS = Path(__file__).parents[2] / "plugins"
SCHEMES = Path(__file__).parents[2] / "examples" / "schemes"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return compile_scheme(read_scheme(write_tiny(tmp_path)))


def covering(tmp_path: Path, program: Program, cases: str) -> RuleCoverage:
    file = tmp_path / "made.toml"
    file.write_text(cases, encoding="utf-8")
    return rule_coverage(program, read_cases(file).cases)


def said(targets: tuple[Target, ...]) -> list[str]:
    return [f"{target.code} {target.kind}: {target.what[1]}" for target in targets]


def of_rule(folder: Path, rule: str, cases: str = "") -> RuleCoverage:
    """The targets of one leaf with this rule, as far as these cases show them."""
    head = 'kinds = ["县"]\npoints = 6\ncite = "1: 考评指标"\n'
    head += '[1]\nname = "项"\npoints = 6\ncite = "3: 6 2 3 5 4 1 80% 5%"\n'
    scheme = write_tiny(folder, rubric=head + rule)
    return covering(
        folder, compile_scheme(read_scheme(scheme)), HEAD + '[[case]]\nname = "-"\nstatus = "provisional"\n' + cases
    )


# targets ------------------------------------------------------------------------------------------


def test_the_targets_of_the_tiny_scheme_are_these_fourteen(program: Program) -> None:
    """6 of the award (both outcomes, both conditions both ways), 5 of the deduction, the veto and 2 of its number."""
    coverage = rule_coverage(program, [])
    assert said(coverage.missing) == [
        "1 full: 4 points",
        "1 lost: less than 4",
        "1 holds: 机构: holds, and decides",
        "1 fails: 机构: fails, and decides",
        "1 holds: 方案: holds, and decides",
        "1 fails: 方案: fails, and decides",
        "2 full: 6 points",
        "2 lost: less than 6",
        "2 way: 空白栏目 alone",
        "2 limit: used up exactly",
        "2 limit: faults beyond that",
        "total acts: a veto takes points (veto: 空白栏目 > 4)",
        "vetoes.blank at: 空白栏目 = 4",
        "vetoes.blank beside: 空白栏目 = 5",
    ]
    assert (coverage.covered, percent(coverage), coverage.unreachable) == (0, "0.0%", ())


def test_every_kind_of_target_has_words_in_both_languages() -> None:
    assert set(MEANINGS) == set(TARGET_KINDS)
    assert all(zh and en for zh, en in MEANINGS.values())


@pytest.mark.parametrize(
    ("rule", "targets"),
    [
        (
            'rule = "tiers"\nfact = "天数"\nlimits = [{ at_most = 3, points = 6 }, { at_most = 5, points = 2 }]\n',
            [
                "at: 天数 = 3",
                "beside: 天数 = 4",
                "at: 天数 = 5, and decides",
                "beside: 天数 = 6, and decides",
            ],
        ),
        (
            'rule = "per_event"\nevents = { "甲" = 2, "乙" = 3 }\n',
            [
                "way: 甲 alone",
                "way: 乙 alone",
                "way: one type more than once",
                "way: more than one type",
                "limit: the most exactly",
                "limit: above the most",
            ],
        ),
        (
            'rule = "sample"\nfact = "抽查"\ndraw = 3\nall_hit = true\n',
            [
                "way: 抽查: some meet it",
                "way: 抽查: none meets it",
                "limit: 抽查: fewer than 3, all meet it",
                "limit: 抽查: all but one",
                "limit: 抽查: none exists (0/0)",
            ],
        ),
        ('rule = "judged"\nfact = "评分"\nstep = 2\n', ["way: 评分 above 0 and below 6"]),
        (
            'rule = "ratio"\npart = { fact = "甲" }\nwhole = { fact = "乙" }\nfull_at = "80%"\nnone = "zero"\n',
            [
                "way: a share between 0 and full",
                "limit: a share of exactly 80%",
                "limit: a share above 80%",
                "limit: nothing to divide by",
            ],
        ),
        (
            'rule = "table"\nrows = "程度"\ncolumns = "范围"\n'
            'cells = { "轻" = { "小" = 6, "大" = 3 }, "重" = { "小" = 2, "大" = 0 } }\n',
            ["way: 程度 轻, 范围 小", "way: 程度 轻, 范围 大", "way: 程度 重, 范围 小", "way: 程度 重, 范围 大"],
        ),
        ('rule = "unstated"\n', ["ruled: 1: ruled", "open: no ruling"]),
        (
            'rule = "award"\nwhen = { fact = "次数", is = 3 }\n',
            ["at: 次数 = 3", "beside: 次数 = 2", "beside: 次数 = 4"],
        ),
        (
            'rule = "award"\nwhen = "机构"\nneeds_evidence = true\nnot_applicable = "drop"\n',
            [
                "holds: 机构: holds",
                "fails: 机构: fails",
                "unsent: not submitted",
                'not_applicable: 机构 = { status = "not_applicable" }',
            ],
        ),
        (
            'rule = "award"\nwhen = "机构"\napplies_if = "有编制"\nnot_applicable = "drop"\n',
            [
                "holds: 机构: holds",
                "fails: 机构: fails",
                "holds: 有编制: holds",
                "fails: 有编制: fails",
                'not_applicable: 机构 = { status = "not_applicable" }, or not: 有编制',
            ],
        ),
        (
            'rule = "measure"\nvalue = { steps = { fact = "页数" }, of = 5, count = "started" }\n',
            [
                "at: 页数: a whole number of steps of 5",
                "beside: 页数: between two steps of 5",
                "acts: above the cap (above the most that counts)",
            ],
        ),
        (
            'rule = "award"\nwhen = "机构"\nonly_if = "前提"\n',
            [
                "holds: 机构: holds",
                "fails: 机构: fails",
                "holds: 前提: holds",
                "fails: 前提: fails",
                "acts: a condition is not met, and takes points (its condition is not met: 前提)",
            ],
        ),
    ],
)
def test_each_kind_of_rule_has_targets_of_its_own(tmp_path: Path, rule: str, targets: list[str]) -> None:
    found = of_rule(tmp_path, rule)
    assert [
        text.removeprefix("1 ") for text in said(found.missing) if " full:" not in text and " lost:" not in text
    ] == targets


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        ('{ "有编制" = false }', True),
        ('{ "有编制" = true, "机构" = { status = "not_applicable" } }', True),
        ('{ "有编制" = true, "机构" = false }', False),
        ('{ "机构" = true }', False),
    ],
)
def test_a_clause_does_not_apply_by_its_own_condition_or_by_the_answer(
    tmp_path: Path, evidence: str, shown: bool
) -> None:
    rule = 'rule = "award"\nwhen = "机构"\napplies_if = "有编制"\nnot_applicable = "full"\n'
    case = f'[[case]]\nname = "x"\nevidence = {evidence}\nbounds = {{ "1" = [0, 6] }}\n'
    found = of_rule(tmp_path, rule, case)
    assert [bool(one.by) for one in found.targets if one.target.kind == "not_applicable"] == [shown]


@pytest.mark.parametrize(
    ("pages", "shown"), [(0, []), (4, ["beside"]), (5, ["at"]), (9, ["beside"]), (10, ["at"]), (12, ["beside"])]
)
def test_steps_are_shown_at_a_whole_step_and_between_two(tmp_path: Path, pages: int, shown: list[str]) -> None:
    rule = 'rule = "measure"\nvalue = { steps = { fact = "页数" }, of = 5, count = "started" }\n'
    case = f'[[case]]\nname = "x"\nevidence = {{ "页数" = {pages} }}\nbounds = {{ "1" = [0, 6] }}\n'
    found = of_rule(tmp_path, rule, case)
    assert [one.target.kind for one in found.targets if one.by and one.target.kind in ("at", "beside")] == shown


@pytest.mark.parametrize(
    ("of", "kinds"),
    [
        ('{ fact = "页数" }, of = 1', ["at"]),
        ('{ excess = [{ fact = "页数" }, 10] }, of = 1', ["at"]),
        ('{ excess = [{ fact = "页数" }, 10] }, of = 5', ["at", "beside"]),
        ('{ excess = [{ fact = "页数" }, 0.5] }, of = 1', ["at", "beside"]),
    ],
)
def test_what_only_goes_in_whole_steps_has_nothing_between(tmp_path: Path, of: str, kinds: list[str]) -> None:
    found = of_rule(tmp_path, f'rule = "measure"\nvalue = {{ steps = {of}, count = "full" }}\nassumed.value = "x"\n')
    assert [target.kind for target in found.missing if target.kind in ("at", "beside")] == kinds


def test_a_condition_decides_only_where_the_others_do_not(tmp_path: Path) -> None:
    """Of `any`, one part holds and the others fail; with both, neither decides."""
    rule = 'rule = "award"\nwhen = { any = ["甲", "乙"] }\n'
    both = of_rule(
        tmp_path, rule, '[[case]]\nname = "x"\nevidence = { "甲" = true, "乙" = true }\nexpect = { "1" = 6 }\n'
    )
    assert said(both.missing) == [
        "1 lost: less than 6",
        "1 holds: 甲: holds, and decides",
        "1 fails: 甲: fails, and decides",
        "1 holds: 乙: holds, and decides",
        "1 fails: 乙: fails, and decides",
    ]


# what cases show ----------------------------------------------------------------------------------


def test_the_hand_worked_cases_of_the_tiny_scheme_show_everything(tmp_path: Path, program: Program) -> None:
    coverage = covering(tmp_path, program, CASES)
    assert (coverage.covered, len(coverage.targets), percent(coverage)) == (14, 14, "100.0%")
    shown = {f"{found.target.code} {found.target.kind}": found.by for found in coverage.targets}
    assert shown["vetoes.blank at"] == ("空白栏目4个,尚未否决",)
    assert shown["vetoes.blank beside"] == shown["total acts"] == ("空白栏目5个,否决",)
    assert shown["1 full"] == ("全部符合", "空白栏目4个,尚未否决", "空白栏目5个,否决")


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("没有机构", ["1 fails: 机构: fails, and decides"]),
        ("没有方案", ["1 fails: 方案: fails, and decides"]),
        ("空白栏目3个,恰好扣完", ["2 limit: used up exactly"]),
        ("空白栏目4个,尚未否决", ["vetoes.blank at: 空白栏目 = 4"]),
        ("空白栏目1个", []),
    ],
)
def test_without_one_case_its_own_targets_are_missing(
    tmp_path: Path, program: Program, name: str, lost: list[str]
) -> None:
    file = tmp_path / "cases" / "county.toml"
    kept = [case for case in read_cases(file).cases if case.name != name]
    assert said(rule_coverage(program, kept).missing) == lost


def test_a_case_shows_only_what_it_states_something_about(tmp_path: Path, program: Program) -> None:
    evidence = '[[case]]\nname = "x"\nevidence = { "机构" = true, "方案" = true, "空白栏目" = 1 }\n'
    assert (
        covering(tmp_path, program, HEAD + evidence + 'expect = { "2" = 4 }\n').covered == 2
    )  # lost, way, and no other
    assert covering(tmp_path, program, HEAD + evidence + "vetoes = []\n").covered == 0
    assert (
        covering(tmp_path, program, HEAD + evidence + 'expect = { "base" = 8 }\n').covered == 5
    )  # and full, 机构, 方案


def test_an_open_answer_and_a_refusal_show_nothing(tmp_path: Path, program: Program) -> None:
    open_ = '[[case]]\nname = "x"\nevidence = { "机构" = true }\nbounds = { "total" = [0, 10] }\n'
    assert covering(tmp_path, program, HEAD + open_).covered == 0
    refused = '[[case]]\nname = "x"\nevidence = { "机构" = "yes" }\nrefused = ["OGR415"]\n'
    assert covering(tmp_path, program, HEAD + refused).covered == 0
    stranger = '[[case]]\nname = "x"\nunit = "丁县"\nrefused = ["OGR403"]\n'
    assert covering(tmp_path, program, HEAD + stranger).covered == 0


def test_a_number_between_two_answers_has_neighbours_and_no_answer_of_its_own(tmp_path: Path) -> None:
    found = of_rule(
        tmp_path, 'rule = "award"\nwhen = { fact = "次数", over = { product = [3, 1.5] } }\nassumed.when = "x"\n'
    )
    assert any("次数 > " in text for text in said(found.missing))


def test_the_same_targets_are_covered_whatever_the_order_of_cases(tmp_path: Path, program: Program) -> None:
    cases = read_cases(tmp_path / "cases" / "county.toml").cases
    forward, backward = rule_coverage(program, cases[:4]), rule_coverage(program, cases[3::-1])
    assert said(forward.missing) == said(backward.missing)


def jingzhou_cases(*codes: str) -> tuple[Program, list[Case]]:
    """Jingzhou's hand-worked county cases of these clauses."""
    program = Host.discover().scheme("jingzhou-2021")
    cases = read_cases(PLUGINS / "opengov-rules-jingzhou" / "cases" / "county.toml").cases
    return program, [case for case in cases if {*case.expect, *case.bounds}.intersection(codes)]


def test_conditions_on_single_assets_of_a_sample_and_the_last_day_are_shown_too() -> None:
    """Line 120: a period of 30 days, 29 with and without an explanation; line 27: the last day and the day after."""
    coverage = rule_coverage(*jingzhou_cases("1.1.1", "2.1.3"))
    shown = {
        (found.target.code, found.target.kind, found.target.what[1]): bool(found.by)
        for found in coverage.targets
        if found.target.rubric == "county"
    }
    assert shown["2.1.3", "at", "决策: 征求意见天数 = 30, and decides"]
    assert shown["2.1.3", "beside", "决策: 征求意见天数 = 29, and decides"]
    assert shown["2.1.3", "holds", "决策: 不足30日已说明: holds, and decides"]
    assert shown["window.due", "late", "submitted after 2022-01-10"]
    assert shown["window.due", "punctual", "submitted on 2022-01-10"]
    assert shown["1.1.1", "unsent", "not submitted"]
    assert all(is_shown for (code, _, _), is_shown in shown.items() if code in ("1.1.1", "2.1.3"))
    assert not shown["vetoes.blank", "at", "空白栏目 = 5"]


def foreign(name: str) -> RuleCoverage:
    program = compile_scheme(read_scheme(SCHEMES / name))
    return rule_coverage(program, cases_for(program, [SCHEMES / "cases"]))


def test_of_the_decathlon_one_edge_has_no_case_yet() -> None:
    """The long jump's table is level up to some length: nobody tried the shortest jump that was made."""
    assert said(foreign("decathlon").missing) == ["2 beside: Long jump = 0.01"]


def test_a_node_that_is_evaluated_for_every_asset_has_the_targets_of_one_asset() -> None:
    """Sites are scored by a table of six cells each; the cases hold no repeated finding."""
    sites = [found for found in foreign("supplier-review").targets if found.target.code == "1.4"]
    assert {found.target.section for found in sites} == {"1 Review"}
    assert [f.target.what[1] for f in sites if f.target.kind == "way" and not f.by] == [
        "Severity none, Extent repeated",
        "Severity minor, Extent repeated",
        "Severity major, Extent repeated",
    ]
    assert [bool(found.by) for found in sites if found.target.kind == "several"] == [True]


def test_grades_have_their_thresholds_from_both_sides_and_a_withheld_total_shows_its_veto() -> None:
    found = foreign("supplier-review")
    assert {t.kind for t in found.missing if t.code == "grades.Probation"} == {"grade"}
    assert not [target for target in found.missing if target.code.startswith("vetoes.")]


# proofs -------------------------------------------------------------------------------------------


def test_what_another_rule_of_the_same_line_makes_impossible_is_proved_unreachable(tmp_path: Path) -> None:
    """Beyond 5 days the tiers give nothing, so that 该项不得分 beyond 5 days never takes a point."""
    rule = (
        'rule = "tiers"\nfact = "天数"\nlimits = [{ at_most = 3, points = 6 }, { at_most = 5, points = 2 }]\n'
        'zero_if = { fact = "天数", over = 5 }\n'
    )
    assert [text for text in said(of_rule(tmp_path, rule).unreachable) if " acts:" in text] == [
        "1 acts: worth nothing, and so takes points (the item is worth nothing: 天数 > 5)"
    ]


def test_a_rate_that_does_not_divide_the_points_never_uses_them_up_exactly(tmp_path: Path) -> None:
    found = of_rule(tmp_path, 'rule = "deduct"\nfaults = { "问题" = 4 }\n')
    assert said(found.unreachable) == ["1 limit: used up exactly"]


@pytest.mark.parametrize(
    ("city", "unreachable"),
    [
        # Line 392: without an update in 14 days the tiers give nothing already; 该项不得分 says it again.
        pytest.param("jingzhou-2021", {("4.2", "acts", 392)}, marks=pytest.mark.law),
        # Line 16: no column of points goes below 0.
        ("yanshi-2019", {("named.表现较差", "beside", 16)}),
        # Units that are named and that another rubric is for.
        (
            "baoji-2020",
            {
                ("named.集中公开规章规范性文件(5家中的3家)", "holds", 186),
                ("named.政务咨询规范及时", "holds", 204),
                ("named.调查征集及时(8家中的3家)", "holds", 204),
                ("named.未考核服务公开(14家中的3家)", "holds", 212),
                ("named.未按要求报送佐证材料", "holds", 240),
            },
        ),
    ],
)
def test_the_cases_of_a_city_cover_all_of_it_and_show_nothing_that_is_proved_unreachable(
    city: str, unreachable: set[tuple[str, str, int]]
) -> None:
    program = Host.discover().scheme(city)
    folder = PLUGINS / f"opengov-rules-{city.partition('-')[0]}" / "cases"
    coverage = rule_coverage(program, cases_for(program, [folder]))
    assert [target.message("en") for target in coverage.missing] == []
    for found in (coverage, rule_coverage(program, [])):
        assert {(target.code, target.kind, target.cite[0].line) for target in found.unreachable} == unreachable


@cache
def proved(name: str) -> tuple[Program, frozenset[Target]]:
    """A scheme from elsewhere with what is proved unreachable of it."""
    program = compile_scheme(read_scheme(SCHEMES / name))
    return program, frozenset(rule_coverage(program, []).unreachable)


@pytest.mark.law
@pytest.mark.parametrize("name", ["decathlon", "supplier-review", "energy-label", "driving-test"])
@FEW
@given(data=st.data())
def test_no_evidence_shows_what_was_proved_unreachable(name: str, data: st.DataObject) -> None:
    program, unreachable = proved(name)
    unit = data.draw(st.sampled_from([unit.name for unit in program.scheme.roster.units]))
    found = data.draw(evidence(program, unit, unknown=False, statuses=True))
    case = Case(name="x", unit=unit, evidence=plain(found), expect={"total": 0}, grade="", vetoes=(), named=())
    survey = Survey.of(program.scheme, next(c for c in program.rubrics if c.rubric.id == program.rubric_of(unit)))
    survey.take(case, program)
    shown = {point.target for _, point, by in survey.found() if by}
    assert not shown & unreachable


# words and page -----------------------------------------------------------------------------------


def test_the_summary_counts_by_section_and_names_what_is_missing_with_its_line(
    tmp_path: Path, program: Program
) -> None:
    coverage = covering(tmp_path, program, CASES.split('[[case]]\nname = "空白栏目3个')[0])
    assert list(summary(coverage, "en")) == [
        "mini-2024 rule coverage: 9/14 = 64.2% (4 cases)",
        "  county 1 日常工作: 6/6",
        "  county 2 空白栏目: 3/5",
        "  county total: 0/1",
        "  county vetoes: 0/2",
        "not covered:",
        "  county: 2 空白栏目: used up, or capped: used up exactly [3: 每个空白栏目扣2分(6分)]",
        "  county: 2 空白栏目: used up, or capped: faults beyond that [3: 每个空白栏目扣2分(6分)]",
        "  county: total: a gate, an excuse, a veto, a floor or a cap moved points: "
        "a veto takes points (veto: 空白栏目 > 4) [4: 超过4个的一票否决]",
        "  county: vetoes.blank: the number itself: 空白栏目 = 4 [4: 超过4个的一票否决]",
        "  county: vetoes.blank: just beyond the number: 空白栏目 = 5 [4: 超过4个的一票否决]",
    ]


class Lines(HTMLParser):
    """The marks of every line of a page, and every tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.marks: list[str] = []
        self.hovers: list[str] = []
        self.tags = Counter[str]()
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        given = dict(attrs)
        if tag == "div" and (given.get("class") or "").startswith("line"):
            self.marks.append((given["class"] or "").removeprefix("line").strip())
            self.hovers.append(given.get("title") or "")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_is_the_notice_line_by_line_with_marks(tmp_path: Path, program: Program) -> None:
    coverage = covering(tmp_path, program, CASES.split('[[case]]\nname = "空白栏目3个')[0])
    page = Lines(coverage_page(coverage, program.scheme, NOTICE, "zh"))
    assert page.marks == ["", "all", "some", "none", ""]
    assert page.hovers[1] == "6/6\n全部符合\n没有机构\n没有方案"
    assert page.hovers[3].splitlines() == [
        "0/3",
        "total 前提、说明、否决等改变了得分: 否决生效,扣去得分(一票否决:空白栏目 > 4)",
        "vetoes.blank 恰在界上: 空白栏目 = 4",
        "vetoes.blank 刚过界: 空白栏目 = 5",
    ]
    assert {"每个空白栏目扣2分(6分)<扣完为止>", "小城市考评 <一> · 条文覆盖"} <= set(page.texts)
    assert page.tags["script"] == page.tags["一"] == page.tags["link"] == page.tags["img"] == 0


def test_without_the_notice_the_page_holds_the_lines_that_are_cited(program: Program) -> None:
    page = Lines(coverage_page(rule_coverage(program, []), program.scheme, None, "en"))
    assert page.marks == ["none", "none", "none"]


# command line -------------------------------------------------------------------------------------


def test_the_command_tells_writes_and_fails_under_what_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], program: Program
) -> None:
    page, cases = tmp_path / "page.html", str(tmp_path / "cases")
    run = ["coverage", str(tmp_path / "mini-2024"), "--cases", cases]
    assert main([*run, "--sources", str(tmp_path / "sources"), "-o", str(page), "--fail-under", "100"]) == 0
    assert "14/14 = 100.0% (7 个用例)" in capsys.readouterr().out
    assert Lines(page.read_text(encoding="utf-8")).marks == ["", "all", "all", "all", ""]
    assert [file.name for file in tmp_path.glob(".*")] == []
    (tmp_path / "cases" / "county.toml").write_text(CASES.split('[[case]]\nname = "空白栏目3个')[0], encoding="utf-8")
    assert main([*run, "--fail-under", "65", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["covered"], data["total"], data["share"], data["cases"]) == (9, 14, "64.2%", 4)
    assert data["targets"][0]["cases"] == ["全部符合"]
    assert main([*run, "--fail-under", "64"]) == 0


def test_the_command_refuses_a_folder_for_its_page_and_more_than_a_hundred_per_cent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], program: Program
) -> None:
    run = ["coverage", str(tmp_path / "mini-2024"), "--cases", str(tmp_path / "cases")]
    assert main([*run, "-o", str(tmp_path / "sources")]) == 2
    assert "(-o takes the name of a file)" in capsys.readouterr().err
    assert [file.name for file in tmp_path.glob(".*")] == []
    with pytest.raises(SystemExit, match="2"):
        main([*run, "--fail-under", "101"])
    assert "from 0 to 100" in capsys.readouterr().err


def test_the_command_refuses_bad_cases_and_a_missing_notice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], program: Program
) -> None:
    run = ["--lang", "en", "coverage", str(tmp_path / "mini-2024"), "--cases"]
    assert main([*run, str(tmp_path / "sources")]) == 2
    assert "OGR902" in capsys.readouterr().err
    page = str(tmp_path / "page.html")
    assert main([*run, str(tmp_path / "cases"), "--sources", str(tmp_path), "-o", page]) == 2
    assert "OGR262" in capsys.readouterr().err
    (tmp_path / "mini.txt").write_text("another notice\n", encoding="utf-8")
    assert main([*run, str(tmp_path / "cases"), "--sources", str(tmp_path), "-o", page]) == 2
    assert "OGR261" in capsys.readouterr().err
    assert not Path(page).exists()
