"""Baoji 2020: the published grades by name, counts, shares and figures; no points, so no scores."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from opengov_rules import Evidence, Host, Observation, Program, SchemeError, ScoringRefused
from opengov_rules.assessment import Assessment

# Typed from line 56: the list of those assessed, in its own order.
COUNTIES = "凤翔县、岐山县、扶风县、眉县、陇县、千阳县、凤县、太白县、麟游县、金台区、渭滨区、陈仓区"
DEPARTMENTS = """
宝鸡市发展和改革委员会、宝鸡市教育局、宝鸡市科学技术局、宝鸡市工业和信息化局、宝鸡市人民政府国有资产监督管理委员会、
宝鸡市公安局、宝鸡市民政局、宝鸡市司法局、宝鸡市财政局、宝鸡市人力资源和社会保障局、宝鸡市自然资源和规划局、
宝鸡市生态环境局、宝鸡市住房和城乡建设局、宝鸡市城市管理执法局、宝鸡市交通运输局、宝鸡市水利局、宝鸡市农业农村局、
宝鸡市商务局、宝鸡市文化和旅游局、宝鸡市卫生健康委员会、宝鸡市应急管理局、宝鸡市审计局、宝鸡市市场监督管理局、
宝鸡市林业局、宝鸡市体育局、宝鸡市统计局、宝鸡市文物局、宝鸡市信访局、宝鸡市扶贫开发办公室、宝鸡市机关事务管理局、
宝鸡市招商局、宝鸡市地震局、宝鸡市地方志办公室、宝鸡市供销合作社、宝鸡高新技术产业开发区管理委员会、
宝鸡港务区管理委员会、宝鸡市住房公积金管理中心、陕西省蔡家坡经济技术开发区管理委员会、国家税务总局宝鸡市税务局、
宝鸡市邮政管理局、宝鸡市气象局
"""
# Typed from tables 1 and 2 (lines 132-138 and 154-160): who has which grade, in the printed order.
GRADES = {
    ("county", "优秀"): "陇县、千阳县、眉县、岐山县、渭滨区",
    ("county", "良好"): "太白县、金台区、陈仓区、扶风县、凤翔县",
    ("county", "待改进"): "凤县、麟游县",
    ("department", "优秀"): """
宝鸡市交通运输局、宝鸡市人力资源和社会保障局、宝鸡市财政局、宝鸡市民政局、宝鸡市机关事务管理局、宝鸡市市场监督管理局、
宝鸡市司法局、宝鸡市自然资源和规划局、宝鸡港务区管理委员会、宝鸡市生态环境局、宝鸡市林业局、宝鸡市扶贫开发办公室、
宝鸡市人民政府国有资产监督管理委员会、宝鸡市工业和信息化局、宝鸡市统计局
""",
    ("department", "良好"): """
宝鸡市供销合作社、宝鸡市科学技术局、宝鸡市商务局、国家税务总局宝鸡市税务局、宝鸡市文化和旅游局、宝鸡市住房公积金管理中心、
宝鸡市发展和改革委员会、宝鸡市招商局、宝鸡市地方志办公室、宝鸡市城市管理执法局、宝鸡市体育局、宝鸡市水利局、宝鸡市审计局、
宝鸡市教育局、宝鸡市卫生健康委员会、宝鸡市应急管理局
""",
    ("department", "待改进"): """
宝鸡市信访局、宝鸡市公安局、宝鸡市农业农村局、宝鸡市地震局、宝鸡市邮政管理局、宝鸡市住房和城乡建设局、宝鸡市气象局、
宝鸡市文物局、宝鸡高新技术产业开发区管理委员会、陕西省蔡家坡经济技术开发区管理委员会
""",
}
# Typed from line 27: the departments by their short names, in its order.
SHORT = """
市交通运输局、市人社局、市财政局、市民政局、市机关事务管理局、市市场监督管理局、市司法局、市自然资源和规划局、
宝鸡港务区管委会、市生态环境局、市林业局、市扶贫办、市国资委、市工信局、市统计局
"""
# Typed from lines 26, 142 and 164.
SHARES = {
    "county": [("优秀", 5, "41.67"), ("良好", 5, "41.67"), ("待改进", 2, "16.66")],
    "department": [("优秀", 15, "36.59"), ("良好", 16, "39.02"), ("待改进", 10, "24.39")],
}
LEVEL_1 = "政府信息公开、解读回应参与、服务公开、平台建设、组织保障"
LEVEL_2 = """
主动公开、依申请公开、政策解读、舆情回应、公众参与、优化营商环境信息公开、政务服务公开、政府网站、政务新媒体、
组织保障情况、基层政务公开标准化规范化工作情况、主管部门检查
"""
TRIAL = "等权试用"


def names(text: str) -> list[str]:
    return text.replace("\n", "").split("、")


@pytest.fixture(scope="module")
def program() -> Program:
    return Host.discover().scheme("baoji-2020")


@pytest.fixture(scope="module")
def notice(program: Program) -> Assessment:
    return program.assess(Host.discover().published("baoji-2020"))


def ruled(program: Program, unit: str, share: Fraction) -> Evidence:
    """A ruling of this share of the points on every indicator that is asked of the unit."""
    facts = program.asked(unit).facts
    given = [(name, fact.max * share) for name, fact in facts.items() if fact.max is not None]
    made = [Observation(fact=name, value=value, source="试用裁定") for name, value in given]
    return Evidence(unit, tuple(made))


class TestUnits:
    def test_the_rosters_are_those_of_the_list(self, program: Program) -> None:
        """Line 56: 12家, 41家. The list and the two tables name the same units, in another order."""
        roster = program.scheme.roster.units
        counties = [unit.name for unit in roster if unit.kind == "县区政府"]
        departments = [unit.name for unit in roster if unit.kind == "市级部门"]
        assert (len(counties), len(departments)) == (12, 41)
        assert (sorted(counties), sorted(departments)) == (sorted(names(COUNTIES)), sorted(names(DEPARTMENTS)))

    def test_the_short_names_of_the_summary_are_the_excellent_of_the_table(self, program: Program) -> None:
        """Line 27 names 15 departments in the order of line 154."""
        roster = program.scheme.roster
        assert [roster[short].name for short in names(SHORT)] == names(GRADES["department", "优秀"])

    @pytest.mark.parametrize(
        ("short", "full"),
        [
            ("市人社局", "宝鸡市人力资源和社会保障局"),
            ("市国资委", "宝鸡市人民政府国有资产监督管理委员会"),
            ("市工信局", "宝鸡市工业和信息化局"),
            ("市扶贫办", "宝鸡市扶贫开发办公室"),
            ("宝鸡港务区管委会", "宝鸡港务区管理委员会"),
        ],
    )
    def test_an_abbreviation_is_its_unit(self, program: Program, short: str, full: str) -> None:
        assert program.scheme.roster[short] is program.scheme.roster[full]

    def test_evidence_was_collected_from_october_to_november(self, program: Program) -> None:
        """Lines 22 and 24: 2020年10 / 月至11月."""
        window = program.scheme.window
        assert window.from_ == dt.date(2020, 10, 1)
        assert window.until == dt.date(2020, 11, 30)


class TestGrades:
    @pytest.mark.parametrize(("group", "grade"), GRADES)
    def test_the_units_of_a_grade_stand_in_the_printed_order(self, notice: Assessment, group: str, grade: str) -> None:
        assert [row.unit for row in notice[group] if row.grade == grade] == names(GRADES[group, grade])

    @pytest.mark.parametrize("group", SHARES)
    def test_counts_and_shares_are_the_printed_ones_and_add_up(self, notice: Assessment, group: str) -> None:
        """Lines 26, 142, 164; 2 of 12 is cut to 16.66, so that the three make 100.00."""
        found = [(name, count, str(share)) for name, count, share in notice[group].grades]
        assert found == SHARES[group]
        assert sum(Decimal(share) for _, _, share in found) == Decimal("100.00")

    def test_grades_are_known_and_nothing_is_ranked(self, notice: Assessment) -> None:
        for standings in notice.values():
            for row in standings:
                assert (row.result.is_scored, row.result.total, row.rank) == (False, None, None)
            assert (standings.mean, standings.median, standings.stdev, standings.above_mean) == (None,) * 4
            assert {rate for _, _, rate in standings.rates} == {None}


class TestNamed:
    def test_the_good_ones_are_the_excellent_ones(self, notice: Assessment) -> None:
        """Line 27."""
        for group, standings in notice.items():
            assert list(standings.named["总体较好"]) == names(GRADES[group, "优秀"])

    def test_units_named_for_one_thing(self, notice: Assessment) -> None:
        """Lines 186, 204 and 212; five, eight and fourteen are counted, of which three are named."""
        county, department = notice["county"].named, notice["department"].named
        assert county["集中公开规章规范性文件(5家中的3家)"] == ("千阳县", "眉县", "太白县")
        assert county["政务咨询规范及时"] == ("千阳县", "渭滨区")
        assert county["调查征集及时(8家中的3家)"] == ("眉县", "岐山县", "太白县")
        assert {*department["未考核服务公开(14家中的3家)"]} == {"宝鸡市信访局", "宝鸡市招商局", "宝鸡市邮政管理局"}

    def test_the_six_without_material_are_among_the_41(self, notice: Assessment) -> None:
        """Line 240; three of them are 良好 and three 待改进, by lines 157 and 160."""
        department = notice["department"]
        six = {
            "宝鸡市发展和改革委员会": "良好",
            "宝鸡市教育局": "良好",
            "宝鸡市招商局": "良好",
            "宝鸡市住房和城乡建设局": "待改进",
            "宝鸡市信访局": "待改进",
            "宝鸡市地震局": "待改进",
        }
        assert {unit: department[unit].grade for unit in department.named["未按要求报送佐证材料"]} == six
        assert len(department.rows) == 41


# Figures that the notice prints and that rest on points: nothing computes them.
UNKNOWN = [
    ("mean", "department", "", "64.54"),
    ("above-mean", "department", "", "24"),
    ("above-mean-share", "department", "", "58.54"),
    ("rate", "department", "1.1.2", "5.68"),
    ("rate", "department", "1.1.3", "32.80"),
    ("rate", "department", "1.1.4", "13.84"),
    ("rate", "department", "1.1.7", "49.07"),
    ("rate", "department", "1.1.1", "53.41"),
    ("rate", "department", "1.1.3", "32.80"),
    ("rate", "county", "3.1.2", "13.33"),
    ("rate", "department", "5.1.4", "69.51"),
]
# Counts that are given, and computed from nothing.
GIVEN = [
    ("county", "及时公开决策草案全文", "9"),
    ("department", "及时公开决策草案全文", "8"),
    ("county", "集中公开规章规范性文件", "5"),
    ("", "依申请公开回复的工作日", "20"),
    ("county", "及时开展调查征集", "8"),
    ("department", "未考核服务公开", "14"),
    ("department", "不在陕西政务服务网部门分厅", "14"),
    ("department", "未按要求报送佐证材料", "6"),
]
# Head counts behind percentages: 3/12, 9/12, 11/12, 30/41, 10/12, 27/41; 24 of 41 is printed.
HEADS = [
    ("department", "24", "58.54"),
    ("county", "3", "25"),
    ("county", "9", "75"),
    ("county", "11", "91.67"),
    ("department", "30", "73.17"),
    ("county", "10", "83.33"),
    ("department", "27", "65.85"),
]


class TestFigures:
    def test_what_rests_on_points_is_not_published(self, notice: Assessment) -> None:
        open_ones = [
            check.printed for check in notice.checks if check.computed is None and check.printed.what != "figure"
        ]
        assert [(p.what, p.group, p.code, p.value) for p in open_ones] == UNKNOWN

    def test_counts_are_given_where_nothing_computes_them(self, notice: Assessment) -> None:
        given = [check for check in notice.checks if check.printed.what == "figure"]
        assert [(c.printed.group, c.printed.name, c.printed.value) for c in given] == GIVEN
        assert {c.computed for c in given} == {None}

    def test_every_other_figure_agrees(self, notice: Assessment) -> None:
        rest = [check for check in notice.checks if check.computed is not None]
        # 5 sizes and their sum; 6 grades by name; counts and shares of 3 grades, twice for 2 groups; 7 lists; 7 heads
        assert len(rest) == 5 + 1 + 6 + 2 * 3 * 2 * 2 + 7 + 7
        assert [check.printed for check in rest if not check.agrees] == []

    def test_percentages_of_units_are_whole_heads(self, notice: Assessment) -> None:
        """Lines 166, 184, 216 and 242."""
        heads = [check for check in notice.checks if check.printed.what == "share"]
        assert [(c.printed.group, c.printed.count, c.printed.value) for c in heads] == HEADS
        size = {"county": 12, "department": 41}
        for check in heads:
            exact = Fraction(100 * int(check.printed.count), size[check.printed.group])
            assert abs(exact - Fraction(check.printed.value)) <= Fraction(1, 200)

    def test_only_a_printed_head_count_is_not_inferred(self, notice: Assessment) -> None:
        heads = [check.printed for check in notice.checks if check.printed.what == "share"]
        assert [printed.count for printed in heads if not printed.inferred] == ["24"]

    def test_no_number_of_departments_is_69_51_per_cent(self, notice: Assessment) -> None:
        """Line 242: 28.5 of 41, so a score rate with half credit, and marked as inferred."""
        assert not [n for n in range(42) if f"{100 * n / 41:.2f}" == "69.51"]
        assert f"{100 * 28.5 / 41:.2f}" == "69.51"
        (printed,) = (check.printed for check in notice.checks if check.printed.value == "69.51")
        assert (printed.what, printed.code, bool(printed.inferred)) == ("rate", "5.1.4", True)


class TestIndicators:
    @pytest.mark.parametrize(("rubric", "leaves", "more"), [("county", 45, ["制度建设情况"]), ("department", 42, [])])
    def test_the_tree_has_the_levels_that_the_text_names(
        self, program: Program, rubric: str, leaves: int, more: list[str]
    ) -> None:
        """Lines 117 and 174-238: five at the top; thirteen below for county governments, twelve for departments."""
        (found,) = (r for r in program.scheme.rubrics if r.id == rubric)
        assert [node.name for node in found.indicators] == names(
            "政府信息公开、解读回应参与、服务公开、平台建设、组织保障"
        )
        assert [child.name for node in found.indicators for child in node.children] == names(LEVEL_2) + more
        assert len(list(found.leaves())) == leaves
        assert {leaf.points for leaf in found.leaves()} == {None}

    def test_some_indicators_are_for_county_governments_only(self, program: Program) -> None:
        """Lines 212 and 238; the rules of governments (规章) are no department's, lines 174 and 180."""
        county, department = ({leaf.name for leaf in rubric.leaves()} for rubric in program.scheme.rubrics)
        assert county - department == {"规章规范性文件公开", "减证便民行动信息公开", "专项行动信息公开", "制度建设情况"}
        assert department - county == {"规范性文件公开"}


class TestScoring:
    def test_scoring_asks_for_points(self, program: Program) -> None:
        with pytest.raises(ScoringRefused, match="points="):
            program.total("陇县", {})

    def test_points_have_to_be_supplied_for_every_leaf(self, program: Program) -> None:
        with pytest.raises(SchemeError):
            program.with_(points={"county": {"1.1.1": 4}})

    def test_supplied_points_make_scores_and_are_named(self, program: Program) -> None:
        """45 leaves of 2 points: half of each makes 45."""
        (county,) = (rubric for rubric in program.scheme.rubrics if rubric.id == "county")
        supplied = program.with_(points={"county": {leaf.code: 2 for leaf in county.leaves()}})
        result = supplied.score("陇县", ruled(supplied, "陇县", Fraction(1, 2)))
        assert (str(result.total), str(result.maximum)) == ("45", "90")
        assert len(result.assumed) == 1
        assert "points supplied by the host" in result.assumed[0]

    @pytest.mark.parametrize(
        ("unit", "maximum"),
        [
            ("陇县", "100"),
            ("市财政局", "100"),
            # 3.1.1 and 3.2 are not assessed: 100 - 2.38 - 2.38 (line 212)
            ("宝鸡市信访局", "95.24"),
        ],
    )
    def test_the_trial_profile_makes_100_points_and_says_that_it_is_nobodys(
        self, program: Program, unit: str, maximum: str
    ) -> None:
        trial = program.with_(profile=TRIAL)
        full, none = (trial.score(unit, ruled(trial, unit, Fraction(share))) for share in (1, 0))
        assert (str(full.total), str(full.maximum), str(none.total)) == (maximum, maximum, "0")
        assert [text.startswith(f"{TRIAL}: 不是任何人的方案") for text in full.assumed] == [True]

    @pytest.mark.parametrize(
        ("readings", "maximum"),
        [
            # only 3.1 is not assessed: 100 - 2.38
            ({"not-assessed": "优化营商环境信息公开"}, "97.62"),
            ({"not-assessed-points": "按0分"}, "100"),
        ],
    )
    def test_readings_of_what_is_not_assessed(self, program: Program, readings: dict[str, str], maximum: str) -> None:
        trial = program.with_(profile=TRIAL, readings=readings)
        assert trial.score("宝鸡市信访局", {}).maximum == Decimal(maximum)


class TestDoubts:
    def test_every_contradiction_has_two_sides(self, program: Program) -> None:
        found = program.scheme.discrepancies
        assert len(found) == 16
        assert all(discrepancy.says and discrepancy.but for discrepancy in found)

    def test_the_highlight_of_line_30_is_contradicted_in_line_230(self, program: Program) -> None:
        (found,) = (d for d in program.scheme.discrepancies if d.key == "platform-finished")
        assert ({cite.line for cite in found.says}, {cite.line for cite in found.but}) == ({30}, {230})

    def test_web_page_display_is_rated_and_not_listed(self, program: Program) -> None:
        (found,) = (d for d in program.scheme.discrepancies if d.key == "page-display")
        assert ({cite.line for cite in found.says}, {cite.line for cite in found.but}) == ({228}, {224})
        assert not [node for rubric in program.scheme.rubrics for node in rubric.walk() if node.name == "网页展示"]

    def test_there_are_as_many_readings(self, program: Program) -> None:
        assert len(program.scheme.readings) == 17
