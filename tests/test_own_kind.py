"""A plugin with a kind of rule of its own: examples/opengov-rules-stableford, worked by hand.

Every engine meets the kind through the formulas that it lowers to, so nothing here is taught to any of them.
"""

import json
import pickle
import sys
import tomllib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opengov_rules import Host, Program, SchemeError, compile_scheme, read_scheme
from opengov_rules.cli import main
from opengov_rules.rules import KINDS
from opengov_rules.testing.strategies import evidence
from opengov_rules.verifier import quote_problems
from sites import Site

EXAMPLE: Final = Path(__file__).parents[1] / "examples" / "opengov-rules-stableford"
PACKAGE: Final = "opengov_rules_stableford"
FOLDER: Final = EXAMPLE / "src" / PACKAGE / "stableford-example"
CASES: Final = tomllib.loads((EXAMPLE / "cases.toml").read_text(encoding="utf-8"))["case"]
PARS: Final = (4, 3, 5)
POINTS: Final = {-3: 5, -2: 4, -1: 3, 0: 2, 1: 1}
"""Line 2 of the text: strokes against par, and the points; anything over earns nothing."""
STROKES: Final = (*range(1, 9), "never")
FACTS: Final = tuple(f"Strokes on hole {hole}" for hole in (1, 2, 3))
OTHER: Final = {"four-under": "6 points"}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host that finds the example as if pip had installed it."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    site = Site(tmp_path_factory.mktemp("site"))
    lines = [f"[{group}]\n{name} = {value}\n" for group, points in project["entry-points"].items()
             for name, value in points.items()]  # fmt: skip
    site.register(project["name"], "".join(lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(EXAMPLE / "src")
        patch.syspath_prepend(site.root)
        yield Host.discover()
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def program(host: Host) -> Program:
    return host.scheme("stableford-example")


def facts(strokes: Sequence[object]) -> dict[str, Any]:
    """The holes played; None is still to come."""
    return {fact: answer for fact, answer in zip(FACTS, strokes, strict=True) if answer is not None}


def by_hand(strokes: object, par: int) -> int:
    """The points of one hole, from the table of the text."""
    return 0 if not isinstance(strokes, int) else POINTS.get(max(strokes - par, -3), 0)


def test_the_plugin_works_and_offers_its_scheme_and_its_kind(host: Host, program: Program) -> None:
    (entry,) = [entry for entry in host.plugins() if entry.name == "stableford"]
    assert (entry.distribution, entry.status) == ("opengov-rules-stableford 1.0", "ok")
    assert (entry.schemes, entry.failures) == (("stableford-example",), ())
    assert [kind.kind for kind in program.scheme.kinds] == [*(kind.kind for kind in KINDS), "stableford"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_round_scores_as_worked_by_hand(program: Program, case: dict[str, Any]) -> None:
    result = program.score("Player A", facts(case["strokes"]))
    assert [str(result[hole].points) for hole in "123"] == case["points"]
    assert (str(result.total), result.status) == (case["total"], "final")
    assert result.maximum == 5 + 4 + 5
    assert program.total("Player A", facts(case["strokes"])) == Fraction(case["total"])
    other = program.with_(readings=OTHER).score("Player A", facts(case["strokes"]))
    assert str(other.total) == case.get("other_reading", case["total"])


def test_another_reading_keeps_the_kind_and_so_does_a_copy(program: Program) -> None:
    other = program.with_(readings=OTHER)
    assert other.scheme.kinds == program.scheme.kinds
    again = other.with_(readings={"four-under": "as three under"})
    assert again.digest == program.digest != other.digest
    assert other.score("Player A", facts((4, 3, 1))).maximum == 5 + 4 + 6
    copy = pickle.loads(pickle.dumps(other))  # noqa: S301
    assert copy.total("Player A", facts((4, 3, 1))) == 2 + 2 + 6
    assert copy.with_(readings={"four-under": "as three under"}).total("Player A", facts((4, 3, 1))) == 2 + 2 + 5


@pytest.mark.parametrize("strokes", list(product((None, 1, 3, 6, "never"), repeat=3)), ids=str)
def test_bounds_are_the_least_and_the_greatest_of_all_completions(
    program: Program, strokes: tuple[int | str | None, ...]
) -> None:
    """Every hole open or played, and every hole that is open played in every way."""
    result = program.score("Player A", facts(strokes))
    played = [STROKES if answer is None else (answer,) for answer in strokes]
    totals = {sum(map(by_hand, way, PARS)) for way in product(*played)}
    assert [*result.bounds] == [min(totals), max(totals)]
    assert result.total == (totals.pop() if len(totals) == 1 else None)
    for hole, par, answers in zip("123", PARS, played, strict=True):
        reached = {by_hand(answer, par) for answer in answers}
        assert [*result[hole].bounds] == [min(reached), max(reached)]


def test_what_is_open_is_named_with_how_far_it_moves_the_total(program: Program) -> None:
    result = program.score("Player A", facts((4, None, None)))
    assert [(fact.name, str(fact.swing)) for fact in result.open_facts] == [(FACTS[2], "5"), (FACTS[1], "4")]


def test_every_lost_point_has_a_cause_in_both_languages_and_its_clause(program: Program) -> None:
    """5 on a par 4 loses 5 - 1, a par 3 in 3 loses 4 - 2, and a hole given up all of its 5."""
    result = program.score("Player A", facts((5, 3, "never")))
    causes = [cause for line in result for cause in line.causes]
    assert [(cause.code, str(cause.amount), cause.fact) for cause in causes] == [
        ("1", "4", FACTS[0]),
        ("2", "2", FACTS[1]),
        ("3", "5", FACTS[2]),
    ]
    assert causes[0].reason("zh") == "Strokes on hole 1 5(标准杆 4)"
    assert causes[0].reason("en") == "Strokes on hole 1 5 (par 4)"
    assert causes[2].reason("zh") == "Strokes on hole 3 从未(标准杆 5)"
    assert causes[2].reason("en") == "Strokes on hole 3 never (par 5)"
    assert {cause.cite.line for cause in causes if cause.cite is not None} == {2}


def test_what_was_not_handed_in_earns_nothing_and_says_so(program: Program) -> None:
    result = program.score("Player A", facts((4, 3, {"status": "not_submitted"})))
    assert result.total == 2 + 2
    assert [cause.kind for cause in result["3"].causes] == ["not_submitted"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "Strokes on hole 1与标准杆 4 相比(杆):-3 得 5 分、-2 得 4 分、-1 得 3 分、平 得 2 分、+1 得 1 分"),
        ("en", "Strokes on hole 1 against par 4: -3 5, -2 4, -1 3, par 2, +1 1; more, or given up, 0"),
    ],
)
@pytest.mark.usefixtures("host")
def test_the_command_shows_the_kind_in_words(capsys: pytest.CaptureFixture[str], lang: str, words: str) -> None:
    assert main(["show", "stableford-example", "--lang", lang]) == 0
    assert words in capsys.readouterr().out


@pytest.mark.usefixtures("host")
def test_the_command_shows_the_kind_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "stableford-example", "--json"]) == 0
    hole = json.loads(capsys.readouterr().out)["rubrics"][0]["indicators"][1]
    assert hole["rule"] == {
        "kind": "stableford",
        "strokes": FACTS[1],
        "par": 3,
        "worth": {"over": ["1"], "par": "2", "under": ["3", "4"]},
    }
    assert hole["facts"] == [FACTS[1]]


@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_drawn_evidence_scores_by_the_table(program: Program, data: st.DataObject) -> None:
    """Evidence as the shipped strategies draw it for any program."""
    found = data.draw(evidence(program, "Player A"))
    strokes = {o.fact: int(o.value) if isinstance(o.value, Fraction) else "never" for o in found.observations}
    expected = sum(by_hand(strokes[fact], par) for fact, par in zip(FACTS, PARS, strict=True))
    assert program.score("Player A", found).total == expected


@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_drawn_evidence_with_gaps_has_bounds_within_the_maximum(program: Program, data: st.DataObject) -> None:
    low, high = program.score("Player A", data.draw(evidence(program, "Player A", unknown=True))).bounds
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= 14


def test_a_round_of_players_is_ranked(program: Program) -> None:
    players = {"Player A": facts((4, 3, 5)), "Player B": facts((3, 3, 5)), "Player C": facts(("never", 2, 4))}
    standings = program.assess(players)["round"]
    assert [(row.unit, row.rank, str(row.result.total)) for row in standings] == [
        ("Player B", 1, "7"),  # 3 + 2 + 2
        ("Player A", 2, "6"),  # 2 + 2 + 2
        ("Player C", 2, "6"),  # 0 + 3 + 3
    ]


def test_every_quote_stands_in_its_line_of_our_text(program: Program) -> None:
    assert [problem.message("en") for problem in quote_problems(program.scheme, EXAMPLE)] == []


# The scheme's files, and what is wrong with them --------------------------------------------------


def test_a_folder_is_read_with_the_kinds_that_are_named(program: Program) -> None:
    with pytest.raises(SchemeError) as caught:
        read_scheme(FOLDER)
    assert {problem.code for problem in caught.value.problems} == {"rule-unknown"}
    own = program.scheme.kinds[len(KINDS) :]
    assert compile_scheme(read_scheme(FOLDER, kinds=own)).total("Player A", facts((4, 3, 5))) == 6


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("par = 4\n", ""), "key-missing", "par"),
        (("par = 4\n", "par = 4\nwind = 3\n"), "key-unknown", "wind"),
        (("par = 4\n", "par = 4.5\n"), "integer-wanted", "4.5"),
        (("par = 4\n", "par = 6\n"), "uncited", "par = 6"),
        (("under = [3, 4, 5] }", "under = [3, 4] }"), "parts-sum", "4"),
        (("under = [3, 4, 5] }", "under = [4, 3, 5] }"), "value-unfit", "more strokes must earn less"),
        (("under = [3, 4] }", "under = [2, 3, 4] }"), "value-unfit", "out of reach on a par 3"),
        (("over = [1]", "ovr = [1]"), "key-unknown", "over"),
    ],
)
def test_what_is_wrong_with_a_hole_is_a_problem_with_its_place(
    program: Program, tmp_path: Path, change: tuple[str, str], code: str, said: str
) -> None:
    folder = tmp_path / FOLDER.name
    folder.mkdir()
    for file in FOLDER.iterdir():
        text = file.read_text(encoding="utf-8")
        (folder / file.name).write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(SchemeError) as caught:
        compile_scheme(read_scheme(folder, kinds=program.scheme.kinds[len(KINDS) :]))
    problem = next(problem for problem in caught.value.problems if problem.code == code)
    assert str(problem.where).startswith("round.toml:")
    assert said in problem.message("en")
