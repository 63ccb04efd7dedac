"""The draft from Jingzhou's notice, leaf by leaf against the shipped scheme, which people wrote and checked by hand."""

import hashlib
import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from opengov_rules import Scheme, read_scheme
from opengov_rules.drafting import read_draft
from opengov_rules.provenance import Citation
from opengov_rules.scheme import Indicator
from opengov_rules.structure import structure_scheme
from opengov_rules.verifier.quotes import quote_problems

ROOT: Final = Path(__file__).parents[2]
SOURCES: Final = Path(os.environ.get("OPENGOV_RULES_SOURCES", ROOT.parent / "shared" / "sources"))
NOTICE: Final = SOURCES / "004_b20b84525c1fe469.txt"
PLUGIN: Final = ROOT / "plugins/opengov-rules-jingzhou/src/opengov_rules_jingzhou/jingzhou-2021"
VARIED: Final = "department.2.10"
"""重点领域信息公开: 22 clauses, one or more units each, counted by themselves."""

pytestmark = pytest.mark.skipif(not NOTICE.is_file(), reason="the notices are not here: set OPENGOV_RULES_SOURCES")


@cache
def files() -> dict[str, str]:
    data = NOTICE.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    return read_draft(data.decode(), id="jingzhou-2021", file=NOTICE.name, sha256=sha256).files


@cache
def drafted(folder: Path) -> Scheme:
    folder = folder / "jingzhou-2021"
    folder.mkdir()
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_scheme(folder)


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Scheme:
    return drafted(tmp_path_factory.mktemp("draft"))


def leaves(scheme: Scheme) -> dict[tuple[str, int], Indicator]:
    """Every leaf, and every variant with a clause, by its rubric and the line of its clause: the first it cites."""
    found = dict[tuple[str, int], Indicator]()
    for rubric in scheme.rubrics:
        for leaf in rubric.leaves():
            for body in (body for body in leaf.bodies if body is not leaf.otherwise):
                found[rubric.id, min(cite.line for cite in clauses(body))] = body
    return found


def clauses(body: Indicator) -> list[Citation]:
    """The citations that hold a sentence, and are no heading and no cell of points."""
    cites = body.todo or body.cite
    return [
        cite for cite in cites if "分" in cite.quote and len(cite.quote) > 12 and not cite.quote.endswith("分)")
    ] or [cites[0]]


def outcome(shipped: Indicator, proposed: Indicator | None) -> str:
    if proposed is None:
        return "missing"
    if proposed.todo:
        return "todo"
    assert shipped.rule is not None
    assert proposed.rule is not None
    return "right" if (proposed.rule.kind, proposed.points) == (shipped.rule.kind, shipped.points) else "wrong"


def compared(draft: Scheme, *, varied: bool) -> dict[tuple[str, int], str]:
    """What became of every shipped leaf, or of every clause of the one that varies by unit."""
    proposed = leaves(draft)
    return {
        key: outcome(leaf, proposed.get(key))
        for key, leaf in leaves(read_scheme(PLUGIN)).items()
        if (f"{key[0]}.{leaf.code}" == VARIED) == varied
    }


def test_nineteen_of_twenty_leaves_get_the_kind_and_the_points_that_people_gave_them(draft: Scheme) -> None:
    """66 + 5 bonus + 1 penalty for counties, 47 + 1 for departments without the one that varies by unit: 120."""
    found = Counter(compared(draft, varied=False).values())
    assert found == {"right": 115, "todo": 5}
    assert found["right"] / found.total() > 0.95


def test_of_the_clauses_for_single_units_none_is_lost(draft: Scheme) -> None:
    """22 clauses. Shipped as a checklist of one part, drafted as an award: the same worth, so four are not alike."""
    found = compared(draft, varied=True)
    assert Counter(found.values()) == {"right": 17, "wrong": 4, "todo": 1}
    alike = {line for (_, line), what in found.items() if what == "wrong"}
    assert alike == {609, 627, 639, 645}  # each: 公开…,得6分, all there is


def test_what_is_left_to_do_is_what_the_notice_leaves_open(draft: Scheme) -> None:
    """得4分 of 2 (92), no number after 得分 (148), 考察…等…情况 (376, 751), several media and one cap (446)."""
    todo = {key for key, what in compared(draft, varied=False).items() if what == "todo"}
    assert todo == {("county", 92), ("county", 148), ("county", 376), ("county", 446), ("department", 751)}
    twice = {key for key, what in compared(draft, varied=True).items() if what == "todo"}
    assert twice == {("department", 643)}  # 市医疗保障局 stands in 645 too


def test_the_vetoes_are_those_that_people_wrote(draft: Scheme) -> None:
    """超过5个空栏目的,政府网站工作一票否决; 超过10个栏目更新不及时的."""
    for mine, theirs in zip(draft.rubrics, read_scheme(PLUGIN).rubrics, strict=True):
        assert [(veto.scope, veto.effect, veto.cite[0].line) for veto in mine.vetoes] == [
            (veto.scope, veto.effect, veto.cite[0].line) for veto in theirs.vetoes
        ]


def test_the_roster_has_the_units_of_the_kinds_that_a_rubric_names(draft: Scheme) -> None:
    """功能区 (43) is named by no rubric's title; which rubric is theirs is a reading, and left to people."""
    shipped = read_scheme(PLUGIN)
    assert {unit.name for unit in draft.roster.units} == {
        unit.name for unit in shipped.roster.units if unit.kind != "功能区"
    }
    assert "待核 43: 功 能 区3家" in files()["scheme.toml"]


def test_short_names_of_units_lead_to_the_units_that_people_gave_them(draft: Scheme) -> None:
    """市发改委, 市人社局, 市国资委 …"""
    shipped = {unit.name: set(unit.aliases) for unit in read_scheme(PLUGIN).roster.units if unit.aliases}
    assert {unit.name: set(unit.aliases) for unit in draft.roster.units if unit.aliases} == shipped


def test_a_day_that_lies_before_the_notice_is_told_and_not_taken(draft: Scheme) -> None:
    """于2021年1月10日前报…, dated 2021年12月29日."""
    assert draft.window.due is None
    assert "待核 27: 2021年1月10日前报市政务公开领导小组办公室:报送期限早于落款日期2021-12-29" in files()["scheme.toml"]


def test_every_quote_stands_in_its_line(draft: Scheme) -> None:
    assert quote_problems(draft, SOURCES) == []


def test_plain_data_gives_the_same_scheme(draft: Scheme) -> None:
    assert structure_scheme(draft.document) == draft


@pytest.mark.parametrize(
    "name", ["000_c1b232a1b942357e", "001_c28e3cd07909bf43", "002_77abcc1b4b9b10e4", "003_02d70c3c476f3234"]
)
def test_bulletins_without_indicators_are_not_taken_for_rubrics(name: str) -> None:
    with pytest.raises(Exception, match="OGR951"):
        read_draft((SOURCES / f"{name}.txt").read_text(encoding="utf-8"), id="x-2024", file="x.txt", sha256="00")
