"""Every numeral of the notices stands in one class, and a changed one is found at its datum."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from attrs import frozen

from claims import Kind
from drafts import program_of
from editions import Edition, editions
from ledger import Entry, ledger
from numerals import ADDRESS, DATE, DATES, DOCUMENT, HEADING, LABELS, REASONS, by_hand, lines_of, numerals, reason_of
from opengov_rules import Host, Round
from opengov_rules.evidence import Published
from opengov_rules.provenance import Citation, Location
from opengov_rules.verifier import quote_problems
from write import BY_HAND, REFERENCE, SOURCES, ledger_files

EDITIONS: Final = {edition.id: edition for edition in editions()}
HITS: Final = {"baoji-2020": 150, "ankang-2019": 53, "wuwei-2023": 29, "yanshi-2019": 234, "jingzhou-2021": 561}
"""Counted with grep: `grep -oE '[0-9]+(\\.[0-9]+)?' FILE | wc -l`."""


def source_of(edition: Edition) -> Path:
    """The notice, if it is here."""
    file = SOURCES / edition.program.scheme.source.file
    if not file.is_file():
        pytest.skip("the notices are not here: set OPENGOV_RULES_SOURCES to their folder")
    return file


@cache
def entries_of(id: str) -> list[Entry]:
    edition = EDITIONS[id]
    return list(ledger(edition, lines_of(source_of(edition)), by_hand(BY_HAND, id)))


# The five notices ----------------------------------------------------------------------------------


@pytest.mark.parametrize("id", HITS)
def test_every_numeral_of_a_notice_is_accounted_for_once(id: str) -> None:
    """ "None unaccounted": 1,027 hits in all."""
    entries = entries_of(id)
    places = [(entry.numeral.line, entry.numeral.start) for entry in entries]
    assert len(entries) == HITS[id] == len(set(places))
    missing = [entry.numeral for entry in entries if entry.kind is Kind.UNACCOUNTED]
    assert missing == []
    assert sum(HITS.values()) == 1027
    assert HITS.keys() == EDITIONS.keys()


@pytest.mark.parametrize("id", HITS)
def test_a_numeral_has_a_datum_that_we_hold_or_one_of_the_closed_list_of_reasons(id: str) -> None:
    edition = EDITIONS[id]
    for entry in entries_of(id):
        assert (entry.datum is None) == (entry.kind is Kind.NOT_A_QUANTITY)
        assert (entry.reason in REASONS) == (entry.kind is Kind.NOT_A_QUANTITY)
        if entry.datum is not None:
            assert entry.datum.where is not None
            assert edition.line(entry.datum.where)
        if entry.kind in (Kind.DERIVED, Kind.ROUNDED):
            assert entry.datum is not None
            assert entry.datum.expression


@pytest.mark.parametrize("id", HITS)
def test_what_is_told_by_hand_is_what_nothing_else_tells(id: str) -> None:
    """Without the table these numerals, and no others, are not told, or told to be what they are not."""
    edition = EDITIONS[id]
    told = by_hand(BY_HAND, id)
    found = [entry for entry in ledger(edition, lines_of(source_of(edition)), {}) if entry.reason not in REASONS]
    places = {(entry.numeral.line, entry.numeral.nth) for entry in found}
    assert told.keys() <= places


@pytest.mark.parametrize(
    ("place", "kind", "path", "expression"),
    [
        ("jingzhou-2021:63:1", Kind.DERIVED, "county.1.points", "6 + 4 + 2 + 3"),
        ("jingzhou-2021:72:1", Kind.DERIVED, "county.1.1.1.points", "1 + 1"),
        ("jingzhou-2021:15:1", Kind.DERIVED, "published.sum 考评对象 L15.value", "8 + 3 + 32"),
        ("jingzhou-2021:41:1", Kind.DERIVED, "scheme.roster.县市区.count", "8 names in the roster"),
        ("jingzhou-2021:92:1", Kind.CONTRADICTION, "scheme.discrepancies.request-points", ""),
        ("jingzhou-2021:96:1", Kind.GIVEN, "county.1.3.points", ""),
        ("jingzhou-2021:120:2", Kind.GIVEN, "county.2.1.3.when", ""),
        ("jingzhou-2021:120:4", Kind.GIVEN, "county.2.1.3.draw", ""),
        ("jingzhou-2021:120:6", Kind.GIVEN, "county.2.1.3.each", ""),
        ("jingzhou-2021:122:1", Kind.GIVEN, "county.2.1.3.points", ""),
        ("jingzhou-2021:144:3", Kind.GIVEN, "county.2.3.1.points", ""),
        ("jingzhou-2021:148:2", Kind.GIVEN, "county.2.3.2", ""),
        ("jingzhou-2021:302:3", Kind.GIVEN, "county.vetoes.overdue.when", ""),
        ("jingzhou-2021:641:2", Kind.GIVEN, "department.2.10.variant.市城市管理委员会.parts", ""),
        ("yanshi-2019:30:4", Kind.GIVEN, "units.生态环境局.政务信息公开得分", ""),
        ("yanshi-2019:30:5", Kind.DERIVED, "published.total 生态环境局 L30.value", "4 + 4 + 13 + 60"),
        ("wuwei-2023:15:8", Kind.GIVEN, "scheme.grades.优秀.at_least", ""),
        ("ankang-2019:14:1", Kind.DERIVED, "published.sum 纳入评估的县区和市直部门 L14.value", "13 + 32"),
        ("ankang-2019:14:2", Kind.GIVEN, "scheme.roster.县(区)级.count", ""),
        ("baoji-2020:22:4", Kind.GIVEN, "scheme.window.from", ""),
        ("baoji-2020:24:1", Kind.GIVEN, "scheme.window.until", ""),
        ("baoji-2020:26:4", Kind.DERIVED, "published.grade-share 优秀 county L26.value", "5 ÷ 12"),
        ("baoji-2020:166:3", Kind.DERIVED, "published.share 得分高于平均分 department L166.value", "24 ÷ 41"),
        ("baoji-2020:242:2", Kind.DERIVED, "published.share 明确分管领导并公开职责 department L242.value", "30 ÷ 41"),
    ],
)
def test_a_numeral_leads_to_its_datum(place: str, kind: Kind, path: str, expression: str) -> None:
    """`place`: the edition, the line of its notice, and which numeral of the line."""
    id, line, nth = place.split(":")
    (entry,) = (e for e in entries_of(id) if (e.numeral.line, e.numeral.nth) == (int(line), int(nth)))
    assert entry.datum is not None
    assert (entry.kind, ".".join(entry.datum.path), entry.datum.expression) == (kind, path, expression)


def test_only_the_third_share_of_baojis_counties_rests_on_a_named_rounding() -> None:
    """Lines 26 and 142 print 16.66 for 2 of 12, which is 16.67 by itself; 41.67 twice leaves 16.66."""
    rounded = [entry.numeral for entry in entries_of("baoji-2020") if entry.kind is Kind.ROUNDED]
    assert [(numeral.line, numeral.text) for numeral in rounded] == [(26, "16.66"), (142, "16.66")]


# A changed notice ----------------------------------------------------------------------------------


@frozen
class Change:
    """One character of a notice replaced by another."""

    line: int
    column: int
    by: str


def quotes_of(edition: Edition) -> list[tuple[Citation, Location | None]]:
    figures = () if edition.published is None else edition.published.published
    return [*edition.program.scheme.citations(), *((figure.cite, figure.where) for figure in figures)]


def holds(line: str, cite: Citation) -> bool:
    """Whether the pieces stand in the line in order, told by a regular expression."""
    return re.search(".*".join(map(re.escape, cite.quote.split("…"))), line, re.DOTALL) is not None


def check_found(edition: Edition, changes: Iterator[Change], folder: Path) -> int:
    """After each change exactly the quotes that no longer stand are found, at their places, and so is the file."""
    notice = source_of(edition).read_text(encoding="utf-8")
    lines, quotes, tried = lines_of(source_of(edition)), quotes_of(edition), 0
    copy = folder / edition.program.scheme.source.file
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for change in changes:
        line = lines[change.line - 1]
        assert change.by != line[change.column]
        changed = line[: change.column] + change.by + line[change.column + 1 :]
        at = starts[change.line - 1] + change.column
        copy.write_text(f"{notice[:at]}{change.by}{notice[at + 1 :]}", encoding="utf-8")
        file, *problems = quote_problems(edition.program.scheme, folder, edition.published)
        gone = [(str(cite), where) for cite, where in quotes if cite.line == change.line and not holds(changed, cite)]
        assert file.code == "source-hash"
        assert [problem.code for problem in problems] == ["quote-missing"] * len(problems)
        found = [(f"{problem.params['line']}: {problem.params['quote']}", problem.where) for problem in problems]
        assert found == gone, change
        assert gone, change
        tried += 1
    return tried


@pytest.mark.law
@pytest.mark.parametrize("id", HITS)
def test_a_changed_numeral_is_found_at_its_datum(id: str, tmp_path: Path) -> None:
    """Every numeral that is not told to be no quantity stands in a quote, whose part the check names."""
    accounted = [entry for entry in entries_of(id) if entry.kind is not Kind.NOT_A_QUANTITY]
    changes = (Change(e.numeral.line, e.numeral.end - 1, str((int(e.numeral.text[-1]) + 1) % 10)) for e in accounted)
    assert check_found(EDITIONS[id], changes, tmp_path) == len(accounted) > 0


def characters(edition: Edition, *, every: bool) -> Iterator[Change]:
    """The characters of every quote where it stands in its line; one of each piece, or every one.

    Only of pieces that stand once in their line: else the quote still stands.
    """
    lines = lines_of(source_of(edition))
    for number, (cite, _) in enumerate(quotes_of(edition)):
        line = lines[cite.line - 1]
        for piece in cite.pieces:
            if line.count(piece) == 1:
                start = line.index(piece)
                chosen = range(len(piece)) if every else [7 * number % len(piece)]
                yield from (Change(cite.line, start + offset, "〓") for offset in chosen)


@pytest.mark.law
@pytest.mark.parametrize("id", HITS)
def test_a_changed_character_of_a_quote_is_found_where_it_is_cited(id: str, tmp_path: Path) -> None:
    assert check_found(EDITIONS[id], characters(EDITIONS[id], every=False), tmp_path) > 0


@pytest.mark.long
@pytest.mark.parametrize("id", HITS)
def test_any_changed_character_of_a_quote_is_found_where_it_is_cited(id: str, tmp_path: Path) -> None:
    """ "Changing any character of a quoted passage in a copy of a source makes the check fail at that constant." """
    assert check_found(EDITIONS[id], characters(EDITIONS[id], every=True), tmp_path) > 0


# The pages -----------------------------------------------------------------------------------------

PAGES: Final = sorted((REFERENCE / "ledger").glob("*.md"))


def test_the_pages_are_what_the_notices_and_the_data_say() -> None:
    for edition in EDITIONS.values():
        source_of(edition)
    for file, text in ledger_files(SOURCES):
        assert file.read_text(encoding="utf-8") == text, f"{file.name}: python docs/tools/write.py {SOURCES}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets, links = re.findall(r'<a id="([^"]*)"', text), set(re.findall(r'href="#([^"]*)"', text))
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.*)$", text, re.MULTILINE)}
    assert len(targets) == len(set(targets))
    assert links <= {*targets, *headings}


def test_every_numeral_stands_on_its_page_with_its_class() -> None:
    for id, hits in HITS.items():
        text = (REFERENCE / "ledger" / f"{id}.md").read_text(encoding="utf-8")
        marked = Counter(re.findall(r'<a class="ledger ([a-z-]+)"', text))
        counts = dict(re.findall(r'^\| <a href="#([a-z-]+)">.*</a> \| (\d+) \|$', text, re.MULTILINE))
        assert sum(marked.values()) == hits
        assert marked == {kind: int(count) for kind, count in counts.items()}


def test_no_name_telephone_or_address_of_a_notice_stands_on_a_page() -> None:
    pages = {page.name: re.sub(r"[0-9a-f]{16}", "", page.read_text(encoding="utf-8")) for page in PAGES}
    for name, text in pages.items():
        assert not re.search(r"\d{7,}|[A-Za-z0-9_.]+@[A-Za-z0-9_]+\.", text), name
    signed = lines_of(source_of(EDITIONS["yanshi-2019"]))[81]  # 签发, 审核, 责任编辑
    names = [word for word in re.split(r"[：\s]+", signed) if word not in ("签发", "审核", "责任编辑", "")]
    assert len(names) == 4
    assert [name for name in names for text in pages.values() if name in text] == []


# The classes, on a small notice --------------------------------------------------------------------

NOTICE: Final = [
    "拟定市2024年度考评(拟政办〔2024〕8号)",
    "1.网站(20分) 每个空白栏目扣2分,3个以上的20分扣完",
    "结果5个单位通报,其中3个达标",
    "电话1234567 a1@b2.cn 12345热线",
    "网站按30分计",
]
SCHEME: Final = """
[discrepancies.points]
at = "county.1.points"
says = "5: 网站按30分计"
but = "2: 网站(20分)"
taken = "20"
[readings.reported]
ask = "?"
cite = "3: 结果5个单位通报"
chosen = "照录"
"""
COUNTY: Final = """
[1]
name = "网站"
points = 20
cite = ["2: 网站(20分) 每个空白栏目扣2分", "2: 20分扣完"]
rule = "deduct"
faults = { "空白栏目" = 2 }
"""


def small(told: dict[tuple[int, int], tuple[str, str]] | None = None, published: Round | None = None) -> list[Entry]:
    edition = Edition(program_of(COUNTY, SCHEME), published, None, Path())
    return list(ledger(edition, NOTICE, told or {}))


def shown(entries: list[Entry]) -> list[tuple[int, str, str, str]]:
    return [
        (e.numeral.line, e.numeral.text, e.kind.value, e.reason or ".".join(e.datum.path if e.datum else ()))
        for e in entries
    ]


def test_the_classes_of_a_small_notice() -> None:
    assert shown(small()) == [
        (1, "2024", "not a quantity", DATE),
        (1, "2024", "not a quantity", DOCUMENT),
        (1, "8", "not a quantity", DOCUMENT),
        (2, "1", "not a quantity", HEADING),
        (2, "20", "given", "county.1.points"),
        (2, "2", "given", "county.1.faults"),
        (2, "3", "unaccounted", ""),  # no quote holds it
        (2, "20", "given", "county.1.points"),
        (3, "5", "given", "scheme.readings.reported"),
        (3, "3", "unaccounted", ""),
        (4, "1234567", "not a quantity", ADDRESS),
        (4, "1", "not a quantity", ADDRESS),
        (4, "2", "not a quantity", ADDRESS),
        (4, "12345", "not a quantity", ADDRESS),
        (5, "30", "contradiction", "scheme.discrepancies.points"),
    ]


def test_a_side_that_a_datum_takes_is_given_and_says_what_disputes_it() -> None:
    (twenty,) = (e for e in small() if (e.numeral.line, e.numeral.nth) == (2, 2))
    assert [datum.path[-1] for datum in twenty.disputed] == ["points"]


def test_a_numeral_may_be_told_by_hand_but_no_datum_is_overruled_silently() -> None:
    told = {(2, 4): (HEADING, "a trial"), (5, 1): (DATE, "no")}
    by_place = {(e.numeral.line, e.numeral.nth): e for e in small(told)}
    assert (by_place[2, 4].kind, by_place[2, 4].note) == (Kind.NOT_A_QUANTITY, "a trial")
    assert by_place[5, 1].kind is Kind.CONTRADICTION


def test_a_published_figure_accounts_for_its_value_its_count_and_its_words() -> None:
    """3 of the 5 are 60 per cent; the roster of the draft has three counties."""
    figure = Published(what="size", group="county", value="3", cite=Citation(3, "结果5个单位通报,其中3个达标"))
    round = Round(scheme="draft-2024", published=(figure,))
    found = [row for row in shown(small(published=round)) if row[0] == 3]
    assert found == [
        (3, "5", "given", "scheme.readings.reported"),
        (3, "3", "derived", "published.size county L3.value"),
    ]


def test_a_reason_that_is_not_of_the_closed_list_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "told.toml"
    file.write_text('[[draft-2024]]\nline = 1\nnth = 1\nreason = "I say so"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="I say so"):
        by_hand(file, "draft-2024")


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("2.1年内开展", [None]),  # one hit of the pattern, and two numbers: told by hand
        ("2.荆州市2021年", [HEADING, DATE]),
        ("     2.市政府", [HEADING]),
        ("附件:1.考评对象", [HEADING]),
        ("图12 平台", [HEADING]),
        ("表1 结果", [HEADING]),
        ("附件 2", [HEADING]),
        ("国令第711号", [DOCUMENT]),
        ("(2019年第3期)", [DATE, DOCUMENT]),
        ("〔2019〕14 号", [DOCUMENT, DOCUMENT]),
        ("GK-XX-2022-0095", [DOCUMENT, DOCUMENT]),
        ("2020-01-17 10:50", [DATE] * 5),
        ("6—7 月份", [DATE, DATE]),
        ("1月31日前", [DATE, DATE]),
        ("每季度第二个月10日前", [DATE]),
        ("2024 版", [DATE]),
        ("活动结束10日内", [None]),
        ("20个工作日", [None]),
        ("3 日内", [None]),
        ("1个月", [None]),
        ("123456件", [None]),
    ],
)
def test_a_pattern_tells_what_is_no_quantity_and_leaves_the_rest(text: str, reasons: list[str | None]) -> None:
    assert [reason_of(numeral, text, (*LABELS, *DATES)) for numeral in numerals([text])] == reasons


def test_the_commands_check_finds_a_changed_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Line 30 of Yanshi's table: 81 becomes 82, which the record cites at line 50 of `published.json`."""
    from opengov_rules.cli import main

    notice = source_of(EDITIONS["yanshi-2019"]).read_text(encoding="utf-8")
    copy = tmp_path / EDITIONS["yanshi-2019"].program.scheme.source.file
    copy.write_text(notice.replace("生态环境局\t4\t4\t13\t60\t81", "生态环境局\t4\t4\t13\t60\t82"), encoding="utf-8")
    published = Host.discover().published("yanshi-2019").published
    (total,) = (one for one in published if one.what == "total" and one.cite.line == 30)
    assert main(["check", "yanshi-2019", "--sources", str(tmp_path), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert f"published.json:{total.where.line if total.where else 0}:" in out
    assert out.count("\n") == 3  # the file's hash, this figure, and how many quotes stand elsewhere too
