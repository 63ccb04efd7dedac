"""Whether a scheme quotes its notice truly."""

import hashlib
from pathlib import Path

from drafts import COLUMNS, head, write
from opengov_rules import Scheme, read_evidence, read_scheme
from opengov_rules.program import compile_scheme
from opengov_rules.verifier.quotes import MAX_BYTES, quote_problems

NOTICE = "考评方案\n2.空白栏目。每个扣2分,扣完为止。(20分)\n三、附则:20分为满分\n"
SCHEME = """
[discrepancies.slip]
at = "county.1"
says = "3: 20分"
but = "1: 21分"
taken = "照录"
[readings.rate]
ask = "每个几分?"
cite = "2: 每个扣2分"
chosen = "2分"
"""


def scheme(folder: Path, cite: str, notice: Path) -> Scheme:
    folder = write(folder, COLUMNS + f'cite = "{cite}"\n', SCHEME)
    text = head(SCHEME).replace('"00"', f'"{hashlib.sha256(notice.read_bytes()).hexdigest()}"')
    (folder / "scheme.toml").write_text(text, encoding="utf-8")
    return read_scheme(folder)


def found(folder: Path, cite: str, change: str = "") -> list[tuple[str, str]]:
    notice = folder / "notice.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    one = scheme(folder, cite, notice)
    notice.write_text(NOTICE + change, encoding="utf-8")
    return [(problem.code, str(problem.where)) for problem in quote_problems(one, folder)]


def test_a_quote_that_its_line_holds_is_true_and_another_is_named_at_its_place(tmp_path: Path) -> None:
    # The discrepancy quotes 21分 of line 1, which does not say so.
    assert found(tmp_path, "2: 每个扣2分…(20分)") == [("quote-missing", "scheme.toml:7:1")]


def test_a_quote_of_another_line_or_of_none_is_missing(tmp_path: Path) -> None:
    for number, cite in enumerate(("1: 每个扣2分", "9: 每个扣2分", "0: 每个扣2分")):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert ("quote-missing", "county.toml:3:1") in found(folder, cite)


def test_a_quote_that_stands_elsewhere_is_found_there(tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    problems = quote_problems(scheme(tmp_path, "1: 每个扣2分", notice), tmp_path)
    (moved,) = [problem for problem in problems if problem.params.get("quote") == "每个扣2分"]
    assert (moved.params["line"], moved.params["found"]) == ("1", "2")
    (nowhere,) = [problem for problem in problems if problem.params.get("quote") == "21分"]
    assert nowhere.params["found"] == "–"


def test_a_notice_that_is_not_in_the_folder_is_missing(tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    one = scheme(tmp_path, "2: 每个扣2分", notice)
    (problem,) = quote_problems(one, tmp_path / "elsewhere")
    assert (problem.code, str(problem.where)) == ("source-missing", "scheme.toml:5:1")


def test_a_notice_with_other_bytes_is_not_the_one_that_was_read(tmp_path: Path) -> None:
    assert ("source-hash", "scheme.toml:5:1") in found(tmp_path, "2: 每个扣2分", "又一行\n")


def test_a_notice_that_cannot_be_read_is_named_with_what_it_looks_like(tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_bytes(NOTICE.encode("gbk"))
    one = scheme(tmp_path, "2: 每个扣2分", notice)
    (problem,) = quote_problems(one, tmp_path)
    assert (problem.code, problem.params, str(problem.where)) == ("file-encoding", {"looks": "GBK"}, "notice.txt:1:1")
    with notice.open("r+b") as stream:
        stream.truncate(MAX_BYTES + 1)
    assert [problem.code for problem in quote_problems(one, tmp_path)] == ["file-large"]


def test_a_quote_of_a_published_figure_is_found_at_its_line_of_the_record(tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    one = scheme(tmp_path, "2: 每个扣2分,扣完为止。(20分)", notice)
    record = tmp_path / "published.json"
    record.write_text(
        """{"scheme": "draft-2024", "label": null, "units": {}, "published": [
 {"what": "figure", "name": "满分", "value": "20", "cite": "3: 20分为满分"},
 {"what": "figure", "name": "附则", "value": "21",
  "cite": "3: 21分为满分"}
]}""",
        encoding="utf-8",
    )
    published = read_evidence(record, compile_scheme(one))
    assert [str(figure.where) for figure in published.published] == ["published.json:2:2", "published.json:3:2"]
    problems = quote_problems(one, tmp_path, published)
    assert [(problem.code, str(problem.where)) for problem in problems] == [
        ("quote-missing", "scheme.toml:7:1"),  # the discrepancy, as without the record
        ("quote-missing", "published.json:3:2"),
    ]
