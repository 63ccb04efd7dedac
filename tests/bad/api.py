"""Bad input through Python: values that no file can hold, and calls that no file makes."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, TypeAlias

import tomli

from bad.cases import BASE, Call, Case, Told, cases
from opengov_rules import (
    Evidence,
    Observation,
    Program,
    Round,
    Sample,
    Status,
    compile_scheme,
    read_evidence,
    read_scheme,
)
from opengov_rules.scheme import Scheme
from opengov_rules.structure import structure_scheme

_Asked: TypeAlias = Callable[[Program], object]
UNIT: Final = "甲县"
NEW: Final = {
    "kinds": ["村"],
    "2": {"name": "专栏", "points": 5, "cite": "60: 5分", "rule": "award", "when": "设有专栏"},
}
"""A sound rubric of a kind that has none."""


def answer(fact: str, value: object, **details: object) -> _Asked:
    """Scores 甲县 with one answer."""
    entry = {"value": value, **details} if details else value
    return lambda program: program.score(UNIT, {fact: entry})


def observed(**observation: Any) -> _Asked:
    """Scores 甲县 with one observation that no reader has checked."""
    return lambda program: program.score(UNIT, Evidence(UNIT, (Observation(**observation),)))


def document(**changes: Any) -> Scheme:
    """Structures the base scheme with other tables in it."""
    files = {file.stem: tomli.loads(file.read_text(encoding="utf-8"), parse_float=Decimal) for file in BASE.iterdir()}
    return structure_scheme({**files, **changes})


def county(**changes: object) -> _Asked:
    """Structures the base scheme with other keys at the top of its county rubric."""
    files = tomli.loads((BASE / "county.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    return lambda _: document(county={**files, **changes})


def supplied(**changes: Any) -> _Asked:
    """Supplies what the notice prints, or has no place for."""
    return lambda program: program.with_(**changes)


class Unprintable:
    """A value that cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


def total_without(program: Program, name: str) -> object:
    """Asks for a total with one fact left out, all others answered."""
    answers = {
        "明确主管机构": True,
        "列入领导分工": True,
        "最长答复天数": 3,
        "答复日期": dt.date(2025, 1, 31),
        "空白栏目": 0,
        "文件抽查": "3/3",
        "问题账号": {"政务微博": 0},
        "创新评分": 1,
        "省级媒体刊登": 0,
        "省级通报": 0,
    }
    return program.total(UNIT, {fact: value for fact, value in answers.items() if fact != name})


def _nested(depth: int) -> list[Any]:
    inner: list[Any] = []
    for _ in range(depth):
        inner = [inner]
    return inner


_CALLS: Final[tuple[tuple[str, str, _Asked], ...]] = (
    # numbers
    ("a float", "number-float 甲县.空白栏目 3.0", answer("空白栏目", 3.0)),
    ("a float that is no number", "number-float 甲县.空白栏目 nan", answer("空白栏目", float("nan"))),
    ("a float without end", "number-float 甲县.创新评分 -inf", answer("创新评分", float("-inf"))),
    ("a float among the hits", "number-float 甲县.文件抽查 2.0", answer("文件抽查", {"drawn": 3, "hits": 2.0})),
    ("yes for a count", "number-type 甲县.空白栏目 True", answer("空白栏目", True)),
    ("one for yes", "value-yes-no 甲县.明确主管机构 1", answer("明确主管机构", 1)),
    ("a decimal for yes", "value-yes-no 甲县.明确主管机构 1", answer("明确主管机构", Decimal(1))),
    ("a decimal that is no number", "number-text 甲县.空白栏目 NaN", answer("空白栏目", Decimal("NaN"))),
    ("a decimal that signals", "number-text 甲县.空白栏目 sNaN", answer("空白栏目", Decimal("sNaN"))),
    ("a decimal without end", "number-text 甲县.空白栏目 Infinity", answer("空白栏目", Decimal("Infinity"))),
    ("a huge exponent", "number-range 甲县.空白栏目 1E+999999", answer("空白栏目", Decimal("1e999999"))),
    ("a million", "number-range 甲县.空白栏目 1000000", answer("空白栏目", 1_000_000)),
    ("five thousand digits", "number-range 甲县.空白栏目 int", answer("空白栏目", 10**5000)),
    ("five thousand digits for yes", "value-yes-no 甲县.明确主管机构 int", answer("明确主管机构", 10**5000)),
    ("a fraction of endless digits", "number-range 甲县.创新评分 Fraction", answer("创新评分", Fraction(1, 10**5000))),
    ("half a fault", "value-count 甲县.空白栏目 1/2", answer("空白栏目", Fraction(1, 2))),
    ("a complex number", "number-type 甲县.空白栏目 3j", answer("空白栏目", 3j)),
    ("bytes", "number-type 甲县.空白栏目 b'3'", answer("空白栏目", b"3")),
    ("nothing", "value-missing 甲县.空白栏目 空白栏目", answer("空白栏目", None)),
    ("a set", "number-type 甲县.空白栏目 {3}", answer("空白栏目", {3})),
    ("lists without end", "number-type 甲县.空白栏目 [[[", answer("空白栏目", _nested(100_000))),
    ("a value that cannot be shown", "number-type 甲县.空白栏目 Unprintable", answer("空白栏目", Unprintable())),
    # days, samples, parts
    ("a moment", "value-date 甲县.答复日期 2025-01-31 08:00", answer("答复日期", dt.datetime(2025, 1, 31, 8))),
    ("a time of day", "value-date 甲县.答复日期 8, 0", answer("答复日期", dt.time(8))),
    ("a day counted in seconds", "value-date 甲县.答复日期 1738281600", answer("答复日期", 1738281600)),
    ("more hits than drawn", "sample-hits 甲县.文件抽查 3", answer("文件抽查", Sample(2, 3))),
    ("fewer than none drawn", "value-count 甲县.文件抽查 -1", answer("文件抽查", Sample(-1, -1))),
    ("half an item drawn", "number-float 甲县.文件抽查 2.5", answer("文件抽查", Sample(2.5, 1))),  # type: ignore[arg-type]
    ("texts for a sample", "number-text 甲县.文件抽查 三", answer("文件抽查", Sample("三", 1))),  # type: ignore[arg-type]
    ("a pair for a sample", "value-sample 甲县.文件抽查 (2, 3)", answer("文件抽查", (2, 3))),
    ("an account that is a number", "value-count 甲县.问题账号.3 -1", answer("问题账号", {3: -1})),
    ("an account of line ends", "name-hidden 甲县.问题账号.<U+000A> U+000A", answer("问题账号", {"\n": 1})),
    # details
    ("a status of no kind", "choice-unknown 甲县.空白栏目 done", answer("空白栏目", 3, status="done")),
    ("a moment of submission", "value-date 甲县.空白栏目 2025", answer("空白栏目", 3, time=dt.datetime(2025, 1, 7))),
    ("a note of bytes", "text-wanted 甲县.空白栏目 note: b'x'", answer("空白栏目", 3, note=b"x")),
    ("a detail without a name", "key-unknown 甲县.空白栏目 None", answer("空白栏目", {"value": 3, None: 1})),
    # facts and units
    ("an unknown fact", "fact-unknown 甲县.空白档目 空白栏目", answer("空白档目", 3)),
    ("a fact that is a number", "fact-unknown 甲县.3 3", lambda p: p.score(UNIT, {3: 3})),  # type: ignore[dict-item]
    ("a fact of another rubric", "fact-elsewhere 甲县.设有专栏 设有专栏", answer("设有专栏", True)),
    ("answers in a list", "json-shape 甲县 甲县", lambda p: p.score(UNIT, ["空白栏目"])),  # type: ignore[arg-type]
    ("no answers", "json-shape 甲县 甲县", lambda p: p.score(UNIT, None)),  # type: ignore[arg-type]
    ("an unknown unit", "UnknownUnit - 甲县", lambda p: p.score("甲先", {})),
    ("an excluded unit", "UnknownUnit - 已撤并", lambda p: p.score("戊县", {})),
    ("a garbled unit", "UnknownUnit - 甲县", lambda p: p.score("鐢插幙", {})),
    ("a unit that changes direction", "UnknownUnit - <U+202E>", lambda p: p.score("\u202e甲县", {})),
    ("no unit", "UnknownUnit - None", lambda p: p.score(None, {})),  # type: ignore[arg-type]
    ("a unit that is a number", "UnknownUnit - 3", lambda p: p.score(3, {})),  # type: ignore[arg-type]
    ("a total with facts left out", "fact-missing 甲县.空白栏目 空白栏目", lambda p: total_without(p, "空白栏目")),
    # evidence made by hand
    ("an observation of no fact", "fact-unknown 甲县.空白档目 空白栏目", observed(fact="空白档目", value=Fraction(3))),
    ("an observation of a float", "number-float 甲县.空白栏目 3.5", observed(fact="空白栏目", value=3.5)),
    ("an observation without its value", "value-missing 甲县.空白栏目 空白栏目", observed(fact="空白栏目")),
    (
        "an observation both given and not",
        "value-with-status 甲县.空白栏目 not_assessed",
        observed(fact="空白栏目", value=Fraction(3), status=Status.NOT_ASSESSED),
    ),
    (
        "evidence of another unit",
        "evidence-unit 甲县 乙县",
        lambda p: p.score(UNIT, Evidence("乙县")),
    ),
    (
        "a round of another scheme",
        "scheme-other scheme lincheng-2023",
        lambda p: p.assess(Round(scheme="lincheng-2023")),
    ),
    ("a unit under two names", "unit-repeated 甲县政府 甲县", lambda p: p.assess({"甲县": {}, "甲县政府": {}})),
    # readings
    ("an unknown reading", "reading-unknown readings site-veto", lambda p: p.with_(readings={"site-vetos": "甲"})),
    ("an unknown option", "option-unknown readings 网站建设一级指标", lambda p: p.with_(readings={"site-veto": "甲"})),
    # what is supplied
    ("a profile where there is none", "profile-unknown profiles 试用", lambda p: p.with_(profile="试用")),
    ("points that are printed", "supplied-printed points.county.1.1 20", supplied(points={"county": {"1.1": 6}})),
    ("points of a node with children", "supplied-code points.county.1 1", supplied(points={"county": {"1": 6}})),
    ("points of no rubric", "supplied-rubric points.县 county", supplied(points={"县": {"1.1": 6}})),
    ("points in a list", "table-wanted points.county [6]", supplied(points={"county": [6]})),
    ("names that are printed", "roster-printed roster.县 县", supplied(roster={"县": ["甲县"]})),
    ("names of no kind", "roster-kind roster.乡 乡", supplied(roster={"乡": ["甲乡"]})),
    # files
    ("evidence of no known kind", "file-type round.xls .csv", lambda p: read_evidence("round.xls", p)),
    ("a scheme that is not there", "file-missing nowhere scheme.toml", lambda _: read_scheme(Path("nowhere"))),
    # documents
    ("a float in a document", "number-float county.points 57.0", county(points=57.0)),
    ("a yes in a document", "number-type county.points True", county(points=True)),
    ("five thousand digits in a document", "number-range county.points int", county(points=10**5000)),
    ("a rubric that is a number", "table-wanted town 5", lambda _: document(town=5)),
    ("a head that is a list", "table-wanted scheme []", lambda _: document(scheme=[])),
    ("a code that is a number", "table-wanted county.1 1", county(**{"1": 1})),
    ("a rubric in the folder above", "id-text ../town ../town", lambda _: compile_scheme(document(**{"../town": NEW}))),
    ("a rubric at the root", "id-text /town /town", lambda _: compile_scheme(document(**{"/town": NEW}))),
)

CASES: Final[tuple[Case | Call, ...]] = (
    *cases(),
    *(Call(name=name, expect=(Told.expected(expect),), call=asked) for name, expect, asked in _CALLS),
)
"""Every case, of files and calls."""
