"""`show`: what an author compares with the notice leaves out nothing that the files say."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import pytest
from attrs import Attribute, fields, frozen
from hypothesis import given, settings

from drafts import document
from opengov_rules import Program
from opengov_rules.cli.scheme_texts import scheme_text
from opengov_rules.codec import describe
from opengov_rules.compiler import compile_rubrics
from opengov_rules.conditions import facts_of
from opengov_rules.points import to_text
from opengov_rules.rules import Todo, Unstated
from opengov_rules.structure import structure_scheme
from opengov_rules.structure.tables import (
    FactTable,
    GradeTable,
    NodeTable,
    OptionTable,
    ProfileTable,
    RankingTable,
    ReadingTable,
    RosterTable,
    RubricTable,
    TotalTable,
    ValidTable,
    VariantTable,
    VetoTable,
    WindowTable,
)
from opengov_rules.words import Language
from schemes import programs

COUNTY: Final = """
kinds = ["县"]
#rubric
[1]
name = "网站"
points = 20
#section
[1.1]
name = "栏目"
points = 10
rule = "tally"
start = 10
entries = [{ name = "空白栏目", count = { fact = "空白栏目" }, points = -1 }]
#leaf
[1.2]
name = "领域"
points = 10
#either
[[1.2.variant]]
units = ["甲县", "乙县", "丙县"]
rule = "award"
when = "公开"
#variant
[2]
name = "加分项"
role = "bonus"
points = 5
rule = "measure"
value = { sum = { "得分" = 1, "占比" = 1, "整改日期差" = 1 } }
#bonus
[total]
#total
[vetoes.blank]
when = { fact = "空白栏目", over = 5 }
scope = "1"
effect = { points = 0 }
#veto
"""
SCHEME: Final = """
#scheme
[facts."空白栏目"]
type = "count"
#count
[facts."得分"]
type = "quantity"
#fact
[facts."占比"]
type = "share"
#share
[facts."整改日期差"]
type = "quantity"
#other
[grades."优秀"]
at_least = 18
#grade
[grades."其余"]
"""
ENTRIES: Final = 'entries = [{ name = "空白栏目", count = { fact = "空白栏目" }, points = -1 }]'
HEAVY: Final = (
    'entries = [{ name = "栏目扣分", count = { sum = { "空白栏目" = 1, "重点栏目" = 2 } }, points = -1, most = 4 }]'
)


@frozen
class Said:
    """What is written in the place of a line of the draft, and the words that say it."""

    at: str
    write: str
    zh: str
    en: str
    json: str = ""
    """The key of the exported data, where it is not the table's."""


CITED: Final = {
    "cite": ('cite = ["7: 原文", "9: 原文"]', "(第 7、9 行)", "(lines 7, 9)"),
    "inferred": ('inferred.cite = "上文"', "cite 由原文推定: 上文", "cite inferred: 上文"),
    "assumed": ('assumed.cite = "未印"', "cite 原文未写,系假定: 未印", "cite assumed: 未印"),
}
SHAPED: Final = {
    "offset": ("offset = -1", "- 1", "- 1"),
    "factor": ("factor = 3\noffset = -2", "(得分 - 2) × 3", "(value - 2) × 3"),
    "floor": ("floor = -4", "不低于 -4 分", "not below -4"),
    "cap": ("cap = 7", "最多 7 分", "at most 7"),
    "round": ('round = { to = 0.5, how = "ceiling" }', "取整到 0.5 (进一)", "in steps of 0.5 (up)"),
}


def at(place: str, *groups: Mapping[str, tuple[str, str, str]]) -> dict[str, Said]:
    return {key: Said(place, *said) for group in groups for key, said in group.items()}


NODE: Final = {
    **at("#leaf", CITED, SHAPED),
    "name": Said('name = "栏目"', 'name = "栏目建设"', "1.1 栏目建设", "1.1 栏目建设"),
    "points": Said("points = 5", "points = 6", "加分项  6", "加分项  6"),
    "role": Said('role = "bonus"\npoints = 5', 'role = "penalty"', "扣分", "penalty"),
    "combine": Said("#section", 'combine = "best"', "取最优一项", "the best counts"),
    "weight": Said("#leaf", "weight = 3", "权重 3", "weight 3"),
    "for_each": Said("#leaf", 'for_each = "网站"\nfold = "worst"', "各网站分别计分", "worst of each 网站"),
    "fold": Said(
        "#leaf",
        'for_each = "网站"\nfold = { take = "mean", trim = 1, best = 3 }',
        "各网站分别计分,取平均  去掉最高、最低各 1 个  只取最高的 3 个",
        "mean of each 网站  without the 1 greatest and the 1 least  only the 3 greatest",
    ),
    "rule": Said(
        ENTRIES,
        HEAVY,
        "栏目扣分(空白栏目 + 2×重点栏目),每次扣 1 分,最多 4 分",
        "栏目扣分 (空白栏目 + 2×重点栏目): 1 off each, at most 4",
    ),
    "todo": Said(
        'rule = "measure"\nvalue = { sum = { "得分" = 1, "占比" = 1, "整改日期差" = 1 } }',
        'todo = ["8: 另行通知"]',
        "待录入,由裁定给分:8: 另行通知",
        "to do, somebody must rule: 8: 另行通知",
    ),
    "applies_if": Said("#leaf", 'applies_if = "有网站"', "适用于: 有网站", "applies if: 有网站"),
    "only_if": Said("#section", 'only_if = "有网站"', "前提: 有网站", "only if: 有网站"),
    "zero_if": Said("#leaf", 'zero_if = "造假"', "不得分: 造假", "0 if: 造假"),
    "excused_if": Said("#leaf", 'excused_if = "没有栏目"', "视为符合: 没有栏目", "counts as met if: 没有栏目"),
    "needs_evidence": Said(
        "#section", "needs_evidence = true", "逾期报送视为未报送", "after the due day counts as not"
    ),
    "not_applicable": Said("#section", 'not_applicable = "zero"', "不适用时得 0 分", "0 where it does not apply"),
    "otherwise": Said(
        "#either", 'otherwise = "unstated"', "其他单位  10  原文无条款", "all others  10  no clause", "variants"
    ),
}
OF_NODES: Final = {"role", "combine", "weight", "for_each", "fold", "otherwise"}
"""What a variant may not say."""
VARIANT: Final = {
    **{
        key: Said("#variant", said.write, said.zh, said.en)
        for key, said in NODE.items()
        if key not in OF_NODES and said.at == "#leaf"
    },
    **at("#variant", CITED, SHAPED),
    "name": Said("#variant", 'name = "重点领域"', "丙县 重点领域", "丙县 重点领域"),
    "points": Said("#variant", "points = 9\nname = '重点'", "丙县 重点  9", "丙县 重点  9"),
    "rule": Said('when = "公开"', 'when = "全部公开"', "符合要求得满分:全部公开", "full points if 全部公开"),
    "only_if": Said("#variant", 'only_if = "有网站"', "前提: 有网站", "only if: 有网站"),
    "needs_evidence": Said("#variant", "needs_evidence = true", "逾期报送视为未报送", "counts as not submitted"),
    "not_applicable": Said("#variant", 'not_applicable = "full"', "不适用时得满分", "full where it does not apply"),
    "todo": Said(
        'rule = "award"\nwhen = "公开"', 'todo = ["8: 另行"]', "待录入,由裁定给分:8: 另行", "must rule: 8: 另行"
    ),
    "units": Said(
        '"乙县", "丙县"]',
        '"丙县"]\nrule = "award"\nwhen = "公开"\n[[1.2.variant]]\nunits = ["乙县"]',
        "    甲县、丙县  10",
        "    甲县、丙县  10",
    ),
    "kinds": Said('units = ["甲县", "乙县", "丙县"]', 'kinds = ["县"]', "    县  10", "    县  10"),
}
RUBRIC: Final = {
    **at("#rubric", CITED),
    "kinds": Said("#rubric", "", "指标表 county (县)", "rubric county (县)"),
    "points": Said("#rubric", "points = 20", "指标表 county (县) 20 分", "rubric county (县) 20"),
    "vetoes": Said("[vetoes.blank]", "[vetoes.none]", "否决 none", "vetoes none"),
    "total": Said("#total", "cap = 20", "总分  最多 20 分", "total  at most 20"),
    "better": Said("#rubric", 'better = "lower"', "分值越低越好", "less is better"),
}
TOTAL: Final = {
    **at("#total", SHAPED),
    **{key: Said("#total", f"cap = 9\n{write}", zh, en) for key, (write, zh, en) in CITED.items()},
    "graded": Said(
        "#total", 'graded = "rounded"\nround = { to = 1 }', "等次看取整后的总分", "grades look at the rounded total"
    ),
}
VETO: Final = {
    "cite": Said(
        "#veto", 'cite = ["7: 一票否决", "9: 不得分"]', "(第 7 行: 一票否决)  (第 9 行: 不得分)", "(line 9: 不得分)"
    ),
    **{key: Said("#veto", *CITED[key]) for key in ("inferred", "assumed")},
    "when": Said('{ fact = "空白栏目", over = 5 }', '"造假"', "造假 → 指标 1 降为 0 分", "造假 → 1: falls to 0"),
    "scope": Said('scope = "1"', 'scope = "total"', "→ 总分降为 0 分", "→ total: falls to 0"),
    "effect": Said(
        "{ points = 0 }", "{ replace = 2, at_most = 3 }", "指标 1 改为 2 分; 指标 1 ≤ 3", "1: becomes 2; 1: ≤ 3"
    ),
}
GRADE: Final = {
    **at("#grade", CITED),
    "at_least": Said("at_least = 18", "at_least = 17", "优秀 ≥ 17", "优秀 ≥ 17"),
    "at_most": Said("#grade", "at_most = 19", "≤ 19", "≤ 19"),
    "when": Said("#grade", 'when = "免检"', "优秀 ≥ 18: 免检", "优秀 ≥ 18: 免检"),
    "gates": Said(
        "#grade", 'gates = ["有网站", "无事故"]', "还须: 有网站  还须: 无事故", "only if: 有网站  only if: 无事故"
    ),
    "quota": Said("#grade", 'quota = "30%"', "(名额 30%)", "(quota 30%)"),
}
PEERS: Final = 'peers = { of = { points_of = "1" }, take = "rank", among = "kind", own = false, none = 0 }'
FACT: Final = {
    "type": Said('[facts."得分"]\ntype = "quantity"', '[facts."得分"]\ntype = "count"', "得分  个数", "得分  count"),
    "ask": Said("#fact", 'ask = "几分?"', "几分?", "几分?"),
    "measure": Said("#fact", 'measure = "天"', "得分  数量(天)", "得分  quantity (天)"),
    "min": Said("#fact", "min = -3", "不小于 -3", "at least -3"),
    "max": Said("#fact", "max = 31", "不大于 31", "at most 31"),
    "step": Said("#fact", "step = 0.25", "步长 0.25", "in steps of 0.25"),
    "never": Said("#count", "never = true", "可答“从未”", 'may be "never"'),
    "per": Said("#fact", 'per = "账号"\ntake = "sum"', "每个账号各答一次", "one answer per 账号"),
    "take": Said("#fact", 'per = "账号"\ntake = "median"', "取中位数", "median"),
    "trim": Said("#fact", 'per = "账号"\ntake = "mean"\ntrim = 2', "去掉最高、最低各 2 个", "without the 2 greatest"),
    "best": Said("#fact", 'per = "账号"\ntake = "sum"\nbest = 3', "只取最高的 3 个", "only the 3 greatest"),
    "choices": Said("#fact", 'choices = ["轻", "重"]', ": 轻、重", ": 轻, 重"),
    "peers": Said(
        "#fact",
        PEERS,
        "同类其他单位的 指标 1 的得分 之名次,没有其他单位时为 0",
        "place by the greatest of points of 1 among other units of the kind, 0 where there are none",
    ),
    "of": Said(
        '#fact\n[facts."占比"]\ntype = "share"\n#share\n[facts."整改日期差"]\ntype = "quantity"',
        'per = "账号"\ntake = "sum"\n[facts."占比"]\ntype = "share"\n[facts."整改日期差"]\nof = "得分"\ntake = "max"',
        "由“得分”的答案得出  每个账号各答一次  取最大",
        "from the answers to 得分  one answer per 账号  greatest",
    ),
    "none": Said("#share", 'none = "full"', "0/0 按 100%", "0/0 is 100%"),
    "absent": Said("#fact", 'absent = "none"', "未列即为没有", "not named means none"),
}
WINDOW: Final = {
    **{
        key: Said("#scheme", f"[window]\nuntil = 2024-11-30\n{write}", zh, en) for key, (write, zh, en) in CITED.items()
    },
    "from_": Said(
        "#scheme", "[window]\nfrom = 2024-01-01", "采集时间: 2024-01-01 – …", "window: 2024-01-01 – …", "from"
    ),
    "until": Said("#scheme", "[window]\nuntil = 2024-11-30", "采集时间: … – 2024-11-30", "window: … – 2024-11-30"),
    "due": Said("#scheme", "[window]\ndue = 2024-12-10", "报送截止: 2024-12-10", "due: 2024-12-10"),
}
VALID: Final = {
    **{key: Said("#scheme", f"[valid]\nuntil = 2026-01-31\n{write}", zh, en) for key, (write, zh, en) in CITED.items()},
    "from_": Said("#scheme", "[valid]\nfrom = 2024-01-01", "有效期: 2024-01-01 – …", "valid: 2024-01-01 – …", "from"),
    "until": Said("#scheme", "[valid]\nuntil = 2026-01-31", "有效期: … – 2026-01-31", "valid: … – 2026-01-31"),
}
RANKED: Final = '[rankings."名次"]\n'
RANKING: Final = {
    **{key: Said("#scheme", f"{RANKED}{write}", zh, en) for key, (write, zh, en) in CITED.items()},
    "by": Said("#scheme", RANKED + 'by = { fact = "得分" }', "排名 名次: 得分", "ranking 名次: 得分"),
    "then": Said(
        "#scheme", RANKED + 'then = [{ points_of = "1" }]', "总分 再按 指标 1 的得分", "total then by points of 1"
    ),
    "ties": Said("#scheme", RANKED + 'ties = "ordinal"', "按名单次序排", "in the roster's order"),
    "better": Said(
        "#scheme", f'{RANKED}by = {{ fact = "得分" }}\nbetter = "lower"', "小者在前", "the lower stands first"
    ),
}
READ: Final = '[readings.scope]\nask = "范围?"\ncite = "36: 一票否决"\nchosen = "网站"\n'
READING: Final = {
    "ask": Said("#scheme", READ, "scope: 范围? → 网站", "scope: 范围? → 网站"),
    "cite": Said("#scheme", READ, "网站 (第 36 行: 一票否决)", "网站 (line 36: 一票否决)", "cites"),
    "chosen": Said("#scheme", READ, "→ 网站", "→ 网站"),
    "option": Said(
        "#scheme",
        READ + 'option."总分" = { set = { "county.total.cap" = 9 } }',
        "→ 网站 | 总分",
        "→ 网站 | 总分",
        "options",
    ),
}
CHANGES: Final = """
{ "county.total.cap" = 9, "county.1.cap" = 9, 'county.1."1.5"' = [true, { when = "公开", from = 2024-01-31 }] }
""".strip()
SET: Final = 'county.1.cap = 9; county.1."1.5" = [true, { when = "公开", from = 2024-01-31 }]'
OPTION: Final = {
    "set": Said(
        "#scheme",
        f'{READ}option."总分" = {{ set = {CHANGES} }}',
        f"    总分: 改 county.total.cap、{SET}",
        f"    总分: sets county.total.cap, {SET}",
        "sets",
    ),
}
TRIED: Final = '[profiles."试用"]\nwhy = "仅为试用"\nset = { "county.total.cap" = 9 }'
PROFILE: Final = {
    "why": Said("#scheme", TRIED, "试用: 仅为试用", "试用: 仅为试用"),
    "set": Said("#scheme", TRIED, "  改 county.total.cap = 9", "  sets county.total.cap = 9", "sets"),
}
NAMES: Final = '"甲县", "乙县", "丙县"'
LISTED: Final = f'[roster]\n"县" = {{ names = [{NAMES}], count = 3, '
ROSTER: Final = {
    "names": Said(
        "#scheme",
        '[roster]\n"县" = ["丙县", "乙县", "甲县"]',
        "名单 县 (3): 丙县、乙县、甲县",
        "roster 县 (3): 丙县、乙县、甲县",
        "roster",
    ),
    "count": Said(
        "#scheme", '[roster]\n"县" = { count = 5 }', "名单 县 (5): 原文未列名", "roster 县 (5): not named in the notice"
    ),
    "cite": Said("#scheme", LISTED + 'cite = "7: 3个县" }', "丙县  (第 7 行: 3个县)", "丙县  (line 7: 3个县)"),
    "inferred": Said(
        "#scheme", LISTED + 'inferred.count = "数出" }', "丙县  count 由原文推定: 数出", "丙县  count inferred: 数出"
    ),
    "assumed": Said(
        "#scheme", LISTED + 'assumed.count = "未印" }', "丙县  count 原文未写,系假定: 未印", "丙县  count assumed: 未印"
    ),
}
TABLES: Final[dict[type, dict[str, Said]]] = {
    NodeTable: NODE,
    VariantTable: VARIANT,
    RubricTable: RUBRIC,
    TotalTable: TOTAL,
    VetoTable: VETO,
    GradeTable: GRADE,
    FactTable: FACT,
    WindowTable: WINDOW,
    ValidTable: VALID,
    RankingTable: RANKING,
    ReadingTable: READING,
    OptionTable: OPTION,
    ProfileTable: PROFILE,
    RosterTable: ROSTER,
}
EACH: Final = [
    pytest.param(key, said, id=f"{table.__name__}-{key}") for table, of in TABLES.items() for key, said in of.items()
]


def shown(program: Program, lang: Language) -> str:
    return "\n".join(scheme_text(program, lang))


def unchecked(county: str, scheme: str) -> Program:
    """The draft as a program, whether or not its tables make sense together."""
    draft = structure_scheme(document(county, scheme))
    return Program(draft, compile_rubrics(draft, checked=True), draft)


@cache
def written(said: Said) -> Program:
    """The draft with what the case writes."""
    county, scheme = (text.replace(said.at, said.write, 1) for text in (COUNTY, SCHEME))
    assert (county, scheme) != (COUNTY, SCHEME)
    return unchecked(county, scheme)


@pytest.fixture(scope="module")
def plain() -> Program:
    return unchecked(COUNTY, SCHEME)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_key_of_a_table_has_words(table: type) -> None:
    """A key that is added to a table is added to `show`, and here."""
    keys: tuple[Attribute[Any], ...] = fields(table)
    assert {key.name for key in keys} - (OF_NODES if table is VariantTable else set()) == set(TABLES[table])


@pytest.mark.parametrize(("key", "said"), EACH)
def test_show_says_every_key_that_is_set(key: str, said: Said, plain: Program) -> None:
    program = written(said)
    told: tuple[tuple[Language, str], ...] = (("zh", said.zh), ("en", said.en))
    for lang, words in told:
        assert words in shown(program, lang)
        assert words not in shown(plain, lang) or key == "kinds"


@pytest.mark.parametrize(("key", "said"), EACH)
def test_show_as_json_has_every_key_that_is_set(key: str, said: Said, plain: Program) -> None:
    found, before = describe(written(said)), describe(plain)
    assert json.loads(json.dumps(found)) == found
    assert found != before or key == "kinds"
    values = list(values_of(said.json or key, found))
    assert values
    assert values != list(values_of(said.json or key, before)) or key == "kinds"


def values_of(key: str, data: object) -> Iterator[object]:
    """Everything that stands under the key, however deep."""
    for inner in data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        yield from values_of(key, inner)
    if isinstance(data, Mapping) and key in data:
        yield data[key]


@settings(deadline=None)
@given(program=programs())
def test_a_rule_in_words_names_every_fact_and_number(program: Program) -> None:
    """What a rule asks and reads, and every rate, draw and limit of its own, stand in what it says of itself."""
    for rubric in program.scheme.rubrics:
        for body in rubric.bodies():
            rule = body.rule
            if rule is None or isinstance(rule, Todo | Unstated):
                continue
            read = {fact for _, part in rule.reads() for fact in facts_of(part)}
            numbers = {to_text(number) for _, number in rule.numbers()}
            for lang in ("zh", "en"):
                said = rule.say(lang)
                for words in {fact.name for fact in rule.facts(body.points)} | read | numbers:
                    assert words in said
