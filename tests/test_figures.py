"""The source's own figures: each kind met, missed, given, or resting on what is not published; and records that err."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from drafts import ID, program_of
from opengov_rules import EvidenceError, Program, Round, read_evidence
from opengov_rules.assessment import Assessment
from opengov_rules.evidence import FIGURES
from opengov_rules.scheme import Ties

UNITS: Final = ("甲", "乙", "丙", "丁", "戊")
COUNTY: Final = """
kinds = ["县", "区"]
[1]
name = "日常"
points = 60
rule = "judged"
fact = "日常"
step = 1
not_applicable = "drop"
[2]
name = "网站"
points = 40
rule = "judged"
fact = "网站"
step = 1
"""
TOWN: Final = 'kinds = ["镇"]\n[1]\nname = "得分"\nrule = "printed"\nfact = "得分"\n'
SCHEME: Final = """
[roster]
"县" = ["甲", "乙", "丙"]
"区" = ["丁", "戊"]
"镇" = { count = 41, cite = "1: 41个镇" }
[aliases]
"甲" = ["甲县"]
[grades]
"优秀" = { at_least = 90 }
"良好" = { at_least = 60 }
"待改进" = {}
[named."表现较好"]
when = { points_of = "total", at_least = 80 }
[named."网站较差"]
when = { points_of = "2", under = 10 }
"""
SCORED: Final = {  # 100, 90, 80, 70 and 9
    "甲": {"日常": 60, "网站": 40},
    "乙": {"日常": 50, "网站": 40},
    "丙": {"日常": 50, "网站": 30},
    "丁": {"日常": 45, "网站": 25},
    "戊": {"日常": 0, "网站": 9},
}


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(COUNTY, SCHEME, town=TOWN)


def read(folder: Path, program: Program, figures: object, found: object = None) -> Round:
    """A record as its file says it."""
    file = folder / "published.json"
    data = {"scheme": ID, "label": None, "units": SCORED if found is None else found, "published": figures}
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return read_evidence(file, program)


class Checker:
    """Checks figures beside what was found of the five units, or of others."""

    def __init__(self, folder: Path, program: Program) -> None:
        self.folder, self.program = folder, program

    def assess(self, *figures: dict[str, Any], found: object = None, **how: Any) -> Assessment:
        cited = [{"cite": "7: 原文", **figure} for figure in figures]
        return self.program.assess(read(self.folder, self.program, cited, found), **how)

    def __call__(self, what: str, *, found: object = None, **keys: Any) -> tuple[str, str | None]:
        """Whether the figure agrees, and what is computed."""
        (check,) = self.assess({"what": what, **keys}, found=found).checks
        return check.status, check.computed

    def problem(self, *figures: object) -> list[tuple[str, str, str]]:
        """Code, place and message of what is wrong with a record."""
        with pytest.raises(EvidenceError) as caught:
            read(self.folder, self.program, list(figures))
        return [(one.code, str(one.where), one.message("en")) for one in caught.value.problems]


@pytest.fixture
def check(tmp_path: Path, program: Program) -> Checker:
    return Checker(tmp_path, program)


def without(*units: str) -> dict[str, Any]:
    """What was found, but of these units nothing."""
    return {unit: answers for unit, answers in SCORED.items() if unit not in units}


def half_open(unit: str) -> dict[str, Any]:
    """What was found, but of one unit's website nothing."""
    return SCORED | {unit: {"日常": SCORED[unit]["日常"]}}


def test_every_kind_of_figure_is_tried_here() -> None:
    tried = Path(__file__).read_text(encoding="utf-8")
    totals = ("mean", "median", "above-mean", "above-mean-share")  # these go through a list
    assert [what for what in FIGURES if f'check("{what}"' not in tried and what not in totals] == []


# Totals, orders and lists -------------------------------------------------------------------------


def test_a_total_agrees_or_differs_whatever_its_spelling(check: Checker) -> None:
    assert check("total", units=["甲县"], value="100.0") == ("agrees", "100")
    assert check("total", units=["戊"], value="10") == ("differs", "9")


def test_a_total_that_is_not_decided_cannot_be_compared(check: Checker) -> None:
    assert check("total", units=["戊"], value="9", found=half_open("戊")) == ("unpublished", None)
    assert check("total", units=["戊"], value="9", found=without("戊")) == ("unpublished", None)


def test_an_order_is_compared_once_all_have_their_rank(check: Checker) -> None:
    order = {"value": "附件1", "units": list(UNITS)}
    assert check("order", **order) == ("agrees", "附件1")
    assert check("order", **order | {"units": ["乙", "甲", "丙", "丁", "戊"]}) == ("differs", "甲、乙、丙、丁、戊")
    assert check("order", **order | {"units": ["甲", "乙", "丙", "丁"]}) == ("differs", "甲、乙、丙、丁、戊")
    assert check("order", **order, found=half_open("乙")) == ("unpublished", None)
    assert check("order", **order, found=without("戊")) == ("unpublished", None)


def test_an_order_may_be_that_of_one_kind(check: Checker) -> None:
    order = {"value": "附件2", "group": "区"}
    assert check("order", **order, units=["丁", "戊"]) == ("agrees", "附件2")
    assert check("order", **order, units=["戊", "丁"]) == ("differs", "丁、戊")
    assert check("order", **order, units=["丁", "戊"], found=without("甲")) == ("agrees", "附件2")
    assert check("order", **order, units=["丁", "戊"], found=without("丁")) == ("unpublished", None)


def test_equals_may_be_printed_in_any_order(check: Checker) -> None:
    found = SCORED | {"乙": SCORED["丙"]}
    for units in (list(UNITS), ["甲", "丙", "乙", "丁", "戊"]):
        assert check("order", value="附件1", units=units, found=found) == ("agrees", "附件1")
    units = ["甲", "丙", "丁", "乙", "戊"]
    assert check("order", value="附件1", units=units, found=found) == ("differs", "甲、乙、丙、丁、戊")


def test_a_list_of_the_bulletin_is_compared_as_a_set(check: Checker) -> None:
    assert check("表现较好", units=["丙", "甲县", "乙"], value="丙、甲县、乙") == ("agrees", "丙、甲县、乙")
    assert check("表现较好", units=["甲", "乙"], value="甲、乙") == ("differs", "甲、乙、丙")
    assert check("网站较差", units=["丁", "戊"], value="丁、戊") == ("differs", "戊")


def test_a_list_with_units_that_are_not_decided_cannot_be_compared(check: Checker) -> None:
    """乙 has 50 to 90 and may stand on the list; 戊 has at most 40 and would not."""
    assert check("表现较好", units=["甲", "乙", "丙"], value="三家", found=half_open("乙")) == ("unpublished", None)
    assert check("表现较好", units=["甲", "丁", "丙"], value="三家", found=half_open("乙")) == ("differs", "甲、丙")
    assert check("表现较好", units=["甲", "丙"], value="两家", found=half_open("乙")) == ("unpublished", None)


def test_a_list_is_compared_though_totals_are_open_that_cannot_change_it(check: Checker) -> None:
    """戊 has 0 to 40 and may stand below 10, but never on the list of the good."""
    assert check("表现较好", units=["甲", "乙", "丙"], value="三家", found=half_open("戊")) == ("agrees", "三家")
    assert check("网站较差", units=["戊"], value="戊", found=half_open("戊")) == ("unpublished", None)


def test_a_list_may_hold_units_of_several_rubrics(tmp_path: Path) -> None:
    county = 'kinds = ["县"]\n' + TOWN.partition("\n")[2]
    scheme = '[roster]\n"县" = ["甲", "乙"]\n"镇" = ["丙"]\n[named."较差"]\nwhen = { points_of = "1", under = 5 }\n'
    check = Checker(tmp_path, program_of(county, scheme, town=TOWN))
    found = {"甲": {"得分": 3}, "乙": {"得分": 9}, "丙": {"得分": 1}}
    assert check("较差", units=["丙", "甲"], value="两家", found=found) == ("agrees", "两家")
    assert check("较差", units=["丙"], value="丙", found=found) == ("agrees", "丙")  # of towns alone
    assert check("较差", units=["乙", "丙"], value="两家", found=found) == ("differs", "甲、丙")


# Grades -------------------------------------------------------------------------------------------


def test_who_has_a_grade_is_compared_in_the_order_of_the_rows(check: Checker) -> None:
    assert check("grade", name="优秀", units=["甲县", "乙"]) == ("agrees", "甲、乙")
    assert check("grade", name="优秀", units=["乙", "甲"]) == ("differs", "甲、乙")
    assert check("grade", name="良好", units=["丙"]) == ("differs", "丙、丁")
    assert check("grade", name="良好", units=["丙"], group="县") == ("agrees", "丙")
    assert check("grade", name="待改进", units=["丙"], group="county") == ("differs", "戊")


def test_equals_of_one_grade_may_be_printed_in_any_order(check: Checker) -> None:
    found = SCORED | {"丁": SCORED["丙"]}
    for units in (["丙", "丁"], ["丁", "丙"]):
        assert check("grade", name="良好", units=units, found=found) == ("agrees", "、".join(units))
    assert check("grade", name="良好", units=["丁", "丙"]) == ("differs", "丙、丁")


def test_who_has_a_grade_is_compared_once_everybody_is_graded(check: Checker) -> None:
    assert check("grade", name="优秀", units=["甲", "乙"], found=half_open("戊")) == ("unpublished", None)
    assert check("grade", name="优秀", units=["甲", "乙"], group="县", found=half_open("戊")) == ("agrees", "甲、乙")
    assert check("grade", name="优秀", units=["甲", "乙"], found=without("戊")) == ("unpublished", None)


@pytest.mark.parametrize(
    ("group", "name", "count", "share"),
    [
        ("county", "优秀", "2", "40"),
        ("county", "待改进", "1", "20.00"),
        ("县", "优秀", "2", "66.67"),
        ("县", "良好", "1", "33.33"),
        ("县", "待改进", "0", "0"),
        ("区", "良好", "1", "50.0"),
    ],
)
def test_grades_are_counted_and_shared_by_rubric_and_by_kind(
    check: Checker, group: str, name: str, count: str, share: str
) -> None:
    assert check("grade-count", group=group, name=name, value=count) == ("agrees", count)
    assert check("grade-share", group=group, name=name, value=share)[0] == "agrees"


def test_a_wrong_count_or_share_differs(check: Checker) -> None:
    assert check("grade-count", group="county", name="优秀", value="3") == ("differs", "2")
    assert check("grade-share", group="县", name="优秀", value="66.66") == ("differs", "66.67")


def test_counts_of_a_group_that_is_not_whole_or_not_decided_cannot_be_compared(check: Checker) -> None:
    for found in (half_open("甲"), without("甲")):
        assert check("grade-count", group="county", name="优秀", value="2", found=found) == ("unpublished", None)
        assert check("grade-share", group="county", name="优秀", value="40", found=found) == ("unpublished", None)
        assert check("grade-count", group="区", name="良好", value="1", found=found) == ("agrees", "1")
    assert check("grade-count", group="town", name="优秀", value="3") == ("unpublished", None)


def test_a_quota_among_others_who_are_missing_cannot_be_compared(tmp_path: Path) -> None:
    """Two of the rubric's units are 优秀, whatever their kind; who is missing may be one of them."""
    check = Checker(tmp_path, program_of(COUNTY, SCHEME.replace("{ at_least = 90 }", "{ quota = 2 }"), town=TOWN))
    count: dict[str, Any] = {"group": "区", "name": "优秀", "value": "0"}
    assert check("grade-count", **count) == ("agrees", "0")
    assert check("grade-count", **count, found=without("甲")) == ("unpublished", None)
    assert check("grade", name="良好", group="区", units=["丁"], found=without("甲")) == ("unpublished", None)


# Sizes and sums -----------------------------------------------------------------------------------


def test_a_size_counts_the_units_that_are_named(check: Checker) -> None:
    assert check("size", group="county", value="5") == ("agrees", "5")
    assert check("size", group="县", value="4") == ("differs", "3")
    assert check("size", group="镇", value="41") == ("given", None)
    assert check("size", group="town", value="41") == ("given", None)


def test_a_size_counts_nobody_where_only_some_kinds_are_named(tmp_path: Path) -> None:
    check = Checker(tmp_path, program_of(COUNTY, SCHEME, town=TOWN.replace('["镇"]', '["镇", "乡"]')))
    assert check("size", group="town", value="41") == ("given", None)  # how many 乡 there are is not known
    assert check("sum", name="合计", of=["town"], value="41") == ("unpublished", None)
    assert check("share", name="x", group="town", count="30", value="73.17") == ("unpublished", None)
    scheme = SCHEME.replace("[aliases]", '"乡" = ["庚", "辛"]\n[aliases]')
    check = Checker(tmp_path, program_of(COUNTY, scheme, town=TOWN.replace('["镇"]', '["镇", "乡"]')))
    assert check("size", group="town", value="43") == ("given", None)
    assert check("sum", name="合计", of=["town"], value="43") == ("agrees", "43")
    found = {"庚": {"得分": 4}, "辛": {"得分": 6}}
    assert check("mean", group="town", value="5", found=found) == ("unpublished", None)
    assert check("mean", group="乡", value="5", found=found) == ("agrees", "5")


def test_figures_of_a_group_with_a_kind_of_unknown_size_cannot_be_compared(tmp_path: Path) -> None:
    check = Checker(tmp_path, program_of(COUNTY.replace('"区"]', '"区", "州"]'), SCHEME, town=TOWN))
    assert check("mean", group="county", value="69.8") == ("unpublished", None)
    assert check("mean", group="县", value="90") == ("agrees", "90")


def test_a_sum_adds_sizes_up_named_or_counted(check: Checker) -> None:
    assert check("sum", name="合计", of=["县", "区", "镇"], value="46") == ("agrees", "46")
    assert check("sum", name="合计", of=["county", "town"], value="45") == ("differs", "46")


def test_a_sum_adds_other_figures_up_by_their_names(check: Checker) -> None:
    figures = (
        {"what": "figure", "name": "微博", "value": "28"},
        {"what": "figure", "name": "微信", "value": "47.5"},
        {"what": "sum", "name": "账号", "of": ["微博", "微信"], "value": "75.5"},
        {"what": "sum", "name": "全部", "of": ["账号", "县"], "value": "78"},
    )
    assert [(one.status, one.computed) for one in check.assess(*figures).checks] == [
        ("given", None),
        ("given", None),
        ("agrees", "75.5"),
        ("differs", "78.5"),
    ]


def test_a_sum_of_a_grades_count_is_not_led_astray_by_who_has_the_grade(check: Checker) -> None:
    figures = (
        {"what": "grade-count", "name": "优秀", "group": "county", "value": "2"},
        {"what": "grade", "name": "优秀", "units": ["甲", "乙"]},
        {"what": "sum", "name": "优秀和镇", "of": ["优秀", "镇"], "value": "43"},
    )
    assert [one.status for one in check.assess(*figures).checks] == ["agrees", "agrees", "agrees"]


def test_a_sum_over_a_group_of_unknown_size_cannot_be_compared(tmp_path: Path) -> None:
    check = Checker(
        tmp_path, program_of(COUNTY, SCHEME.replace('"镇" = { count = 41, cite = "1: 41个镇" }\n', ""), town=TOWN)
    )
    assert check("sum", name="合计", of=["县", "镇"], value="44") == ("unpublished", None)
    assert check("share", name="x", group="镇", count="3", value="7.32") == ("unpublished", None)
    assert check("size", group="镇", value="41") == ("given", None)


def test_a_sum_is_not_led_astray_by_a_figure_of_that_name_further_down(check: Checker) -> None:
    figures = (
        {"what": "grade-count", "name": "优秀", "group": "县", "value": "2"},
        {"what": "sum", "name": "优秀和镇", "of": ["优秀", "镇"], "value": "43"},
        {"what": "grade-count", "name": "优秀", "group": "区", "value": "0"},
    )
    assert [one.status for one in check.assess(*figures).checks] == ["agrees"] * 3


# Means, rates and shares --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "figures"),
    [
        # 100, 90, 80, 70 and 9
        ("county", ("69.8", "80", "4", "80")),
        # 100, 90 and 80
        ("县", ("90.00", "90", "1", "33.33")),
        # 70 and 9
        ("区", ("39.5", "39.50", "1", "50.0")),
    ],
)
def test_figures_of_totals_by_rubric_and_by_kind(check: Checker, group: str, figures: tuple[str, ...]) -> None:
    for what, value in zip(("mean", "median", "above-mean", "above-mean-share"), figures, strict=True):
        assert check(what, group=group, value=value) == ("agrees", value)


def test_figures_of_totals_are_rounded_as_printed(check: Checker) -> None:
    assert check("mean", group="county", value="70") == ("agrees", "70")
    assert check("mean", group="county", value="69.80") == ("agrees", "69.80")
    assert check("mean", group="county", value="69.9") == ("differs", "69.8")
    assert check("above-mean-share", group="县", value="33.3") == ("agrees", "33.3")


@pytest.mark.parametrize("what", ["mean", "median", "above-mean", "above-mean-share"])
def test_figures_of_totals_cannot_be_compared_while_one_is_missing_or_open(check: Checker, what: str) -> None:
    for found in (half_open("甲"), without("甲")):
        assert check(what, group="county", value="1", found=found) == ("unpublished", None)
        assert check(what, group="县", value="1", found=found) == ("unpublished", None)
        assert check(what, group="区", value="1", found=found)[0] != "unpublished"
    assert check(what, group="town", value="1") == ("unpublished", None)


def test_a_rate_is_earned_over_possible_of_a_group(check: Checker) -> None:
    # 205 of 300; 144 of 200; of counties 110 of 120
    assert check("rate", group="county", code="1", value="68.33") == ("agrees", "68.33")
    assert check("rate", group="county", code="2", value="72") == ("agrees", "72")
    assert check("rate", group="县", code="2", value="91.7") == ("agrees", "91.7")
    assert check("rate", group="县", code="2", value="91.66") == ("differs", "91.67")


def test_a_rate_leaves_out_units_to_which_the_indicator_does_not_apply(check: Checker) -> None:
    """205 of 300 without 戊: 205 of 240."""
    found = SCORED | {"戊": {"日常": {"status": "not_applicable"}, "网站": 9}}
    assert check("rate", group="county", code="1", value="85.42", found=found) == ("agrees", "85.42")


def test_a_rate_is_of_all_units_and_of_printed_points(check: Checker) -> None:
    assert check("rate", group="county", code="2", value="72", found=half_open("甲")) == ("unpublished", None)
    assert check("rate", group="county", code="1", value="68.33", found=half_open("甲")) == ("agrees", "68.33")
    assert check("rate", group="county", code="1", value="68.33", found=without("甲")) == ("unpublished", None)
    assert check("rate", group="town", code="1", value="50") == ("unpublished", None)


def test_a_share_is_a_head_count_over_the_size_of_the_group(check: Checker) -> None:
    assert check("share", name="有培训", group="county", count="2", value="40") == ("agrees", "40")
    assert check("share", name="有培训", group="县", count="1", value="33.34") == ("differs", "33.33")
    assert check("share", name="有培训", group="镇", count="30", value="73.17") == ("agrees", "73.17")


def test_a_share_may_count_half_heads(check: Checker) -> None:
    """69.51% of 41 is 28.5: the source counts half credit."""
    found = check.assess(
        {
            "what": "share",
            "name": "有培训",
            "group": "镇",
            "count": "28.5",
            "value": "69.51",
            "inferred": "只印百分比",
            "note": "有半分",
        }
    )
    (one,) = found.checks
    assert (one.status, one.computed) == ("agrees", "69.51")
    told = found.to_dict()["published"][0]
    assert (told["printed"], told["group"], told["inferred"], told["note"]) == ("69.51", "镇", "只印百分比", "有半分")


def test_a_figure_is_given_and_nothing_computes_it(check: Checker) -> None:
    assert check("figure", name="受理件数", value="122115") == ("given", None)
    assert check("figure", name="受理件数", group="县", value="9") == ("given", None)


# Views --------------------------------------------------------------------------------------------

ALL: Final = (
    {"what": "order", "units": list(UNITS), "value": "附件1"},
    {"what": "mean", "group": "county", "value": "69.8"},
    {"what": "mean", "group": "县", "value": "90"},
    {"what": "grade-count", "group": "county", "name": "优秀", "value": "2"},
    {"what": "rate", "group": "county", "code": "2", "value": "72"},
    {"what": "grade", "name": "优秀", "units": ["甲", "乙"]},
)


@pytest.mark.parametrize("by", ["rubric", "kind", "all"])
@pytest.mark.parametrize("ties", [None, "dense", "ordinal"])
def test_figures_do_not_depend_on_how_somebody_looks_at_the_standings(
    check: Checker, by: str, ties: Ties | None
) -> None:
    assert [one.status for one in check.assess(*ALL, by=by, ties=ties).checks] == ["agrees"] * len(ALL)


# Records that err ---------------------------------------------------------------------------------

CITED: Final = {"cite": "7: 原文"}


@pytest.mark.parametrize(
    ("figure", "code", "words"),
    [
        ({"what": "means", "group": "县", "value": "9"}, "choice-unknown", "did you mean mean?"),
        ({"what": "最好", "units": ["甲"], "value": "甲"}, "choice-unknown", "最好"),
        ({"group": "县", "value": "9"}, "published-shape", "what, cite"),
        ({"what": "mean", "value": "9"}, "published-shape", "what, group, value, cite"),
        ({"what": "mean", "group": "县", "value": 9}, "published-shape", "what, group, value, cite"),
        ({"what": "mean", "group": "县", "value": ""}, "published-shape", "value"),
        ({"what": "mean", "group": "县", "value": "9", "unit": "甲"}, "published-shape", "unit"),
        ({"what": "mean", "group": "乡", "value": "9"}, "choice-unknown", "乡"),
        ({"what": "mean", "group": "coutny", "value": "9"}, "choice-unknown", "did you mean county?"),
        ({"what": "mean", "group": "县", "value": "九"}, "number-text", "九"),
        ({"what": "mean", "group": "县", "value": "9%"}, "number-text", "9%"),
        ({"what": "share", "name": "x", "group": "县", "count": "三", "value": "9"}, "number-text", "三"),
        ({"what": "grade", "name": "优良", "units": ["甲"]}, "choice-unknown", "优良"),
        ({"what": "grade", "name": "优秀", "units": []}, "published-shape", "units"),
        ({"what": "grade", "name": "优秀", "units": "甲"}, "published-shape", "units"),
        ({"what": "grade", "name": "优秀", "units": ["已县"]}, "unit-unknown", "已县"),
        ({"what": "grade-count", "name": "优", "group": "县", "value": "2"}, "choice-unknown", "优"),
        ({"what": "total", "units": ["甲", "乙"], "value": "9"}, "published-shape", "one unit for a total"),
        ({"what": "rate", "group": "县", "code": "3", "value": "9"}, "choice-unknown", "3"),
        ({"what": "rate", "group": "镇", "code": "2", "value": "9"}, "choice-unknown", "2"),
        ({"what": "sum", "name": "合计", "of": ["县", "乡"], "value": "9"}, "choice-unknown", "乡"),
        ({"what": "sum", "name": "合计", "of": ["合计"], "value": "9"}, "choice-unknown", "合计"),
        ({"what": "sum", "name": "合计", "of": [], "value": "9"}, "published-shape", "of"),
        ({"what": "figure", "name": "x\x07", "value": "9"}, "text-control", "U+0007"),
    ],
)
def test_what_is_wrong_with_a_figure_is_told_at_its_place(
    check: Checker, figure: dict[str, Any], code: str, words: str
) -> None:
    sound = {"what": "figure", "name": "y", "value": "1"}
    ((found, place, message),) = check.problem(sound | CITED, figure | CITED)
    assert (found, place.partition(":")[0]) == (code, "published.json")
    assert words in message
    text = (check.folder / "published.json").read_text(encoding="utf-8")
    column = int(place.rpartition(":")[2])
    assert text[column - 1 :].startswith(json.dumps(figure | CITED, ensure_ascii=False))


@pytest.mark.parametrize("cite", ["原文", "7", "第7行: 原文", ""])
def test_a_figure_names_its_line_and_its_words(check: Checker, cite: str) -> None:
    ((code, _, _),) = check.problem({"what": "figure", "name": "x", "value": "9", "cite": cite})
    assert code == ("published-shape" if cite == "" else "cite-text")


def test_a_figure_without_a_citation_is_refused(check: Checker) -> None:
    ((code, _, message),) = check.problem({"what": "figure", "name": "x", "value": "9"})
    assert (code, "cite" in message) == ("published-shape", True)


@pytest.mark.parametrize("entry", [5, "mean", None, [], ["mean"], {"what": 5}])
def test_an_entry_that_is_no_figure_is_refused(check: Checker, entry: object) -> None:
    assert [code for code, _, _ in check.problem(entry)] == ["published-shape"]


def test_a_sum_cannot_choose_between_two_figures_of_one_name(check: Checker) -> None:
    figure = {"what": "figure", "name": "合格", "value": "9", **CITED}
    total = {"what": "sum", "name": "合计", "of": ["合格"], "value": "9", **CITED}
    ((code, _, message),) = check.problem(figure, figure, total)
    assert (code, "合格" in message) == ("figure-twice", True)
    ((code, _, _),) = check.problem({**figure, "name": "县"}, {**total, "of": ["县"]})
    assert code == "figure-twice"


def test_a_sum_adds_up_what_stands_before_it(check: Checker) -> None:
    figure = {"what": "figure", "name": "合格", "value": "9", **CITED}
    total = {"what": "sum", "name": "合计", "of": ["合格"], "value": "9", **CITED}
    assert [code for code, _, _ in check.problem(total, figure)] == ["choice-unknown"]


def test_all_bad_figures_are_told_at_once_and_in_order(check: Checker) -> None:
    bad: Sequence[dict[str, Any]] = [{"what": "mean", "group": group, "value": "9", **CITED} for group in "乡村"]
    assert [code for code, _, _ in check.problem(*bad)] == ["choice-unknown"] * 2


def test_a_key_that_stands_twice_is_told(tmp_path: Path, program: Program) -> None:
    file = tmp_path / "published.json"
    entry = '{"what": "figure", "name": "x", "value": "9", "value": "8", "cite": "7: 原文"}'
    file.write_text(f'{{"scheme": "{ID}", "units": {{}}, "published": [{entry}]}}', encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        read_evidence(file, program)
    assert [problem.code for problem in caught.value.problems] == ["key-twice"]
