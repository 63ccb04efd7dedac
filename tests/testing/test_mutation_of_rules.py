"""Mutation: which changes are made, what becomes of each, and that a survivor's case really kills it."""

import json
import sys
from itertools import count
from pathlib import Path

import pytest
import tomli

from opengov_rules import Host, Program, compile_scheme, read_scheme
from opengov_rules.cli import main
from opengov_rules.codec import read_supplies
from opengov_rules.testing.cases import CaseError, cases_for, read_cases
from opengov_rules.testing.mutation import (
    OPERATORS,
    Bench,
    CaseKiller,
    LawKiller,
    Mutant,
    Outcome,
    Trial,
    mutants,
    proposed,
    proved_same,
    read_arguments,
    run_mutants,
    sampled,
)

SCHEME = """
id = "tiny-2024"
city = "小城"
edition = "2024"
title = "小城市2024年通知"
source = { file = "tiny.txt", sha256 = "00" }
[roster]
"县" = ["甲县"]
"""
COUNTY = """
kinds = ["县"]
points = 5

[1]
name = "空白栏目"
points = 3
cite = "3: 每个空白栏目扣1分(3分);超过5个不得分"
rule = "deduct"
faults = { "空白栏目" = 1 }
zero_if = { fact = "空白栏目", over = 5 }

[2]
name = "答复"
points = 2
cite = "4: 3日内得2分,5日内得1分"
rule = "tiers"
fact = "答复天数"
limits = [{ at_most = 3, points = 2 }, { at_most = 5, points = 1 }]
"""
CASES = """
scheme = "../tiny-2024"
unit = "甲县"

[[case]]
name = "两个空白栏目"
why = "3 - 2 × 1 = 1"
evidence = { "空白栏目" = 2 }
expect = { "1" = 1 }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny-2024").mkdir()
    (tmp_path / "cases" / "mutation").mkdir(parents=True)
    (tmp_path / "tiny-2024" / "scheme.toml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "tiny-2024" / "county.toml").write_text(COUNTY, encoding="utf-8")
    (tmp_path / "cases" / "county.toml").write_text(CASES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def program(folder: Path) -> Program:
    return compile_scheme(read_scheme(folder / "tiny-2024"))


def tried(program: Program, folder: Path, found: tuple[Mutant, ...]) -> dict[str, Outcome]:
    """The outcome of each of these mutants by its key, tried with the cases alone."""
    killers = (("cases", CaseKiller(program, cases_for(program, [folder / "cases"]))),)
    trial = Trial(program=program, killers=killers, arguments=read_arguments(folder / "cases"))
    return {outcome.mutant.key: outcome for outcome in run_mutants(trial, found).outcomes}


def of(program: Program, operator: str) -> tuple[Mutant, ...]:
    return tuple(mutant for mutant in mutants(program.scheme) if mutant.operator == operator)


def test_numbers_move_one_step_either_way_and_double(program: Program) -> None:
    assert [mutant.key for mutant in of(program, "number")] == [
        "number county.points: 5 → 6",
        "number county.points: 5 → 4",
        "number county.points: 5 → 10",
        "number county.1.points: 3 → 4",
        "number county.1.points: 3 → 2",
        "number county.1.points: 3 → 6",
        "number county.1.faults.空白栏目: 1 → 2",
        "number county.1.faults.空白栏目: 1 → 0",
        "number county.1.zero_if.over: 5 → 6",
        "number county.1.zero_if.over: 5 → 4",
        "number county.1.zero_if.over: 5 → 10",
        "number county.2.points: 2 → 3",
        "number county.2.points: 2 → 1",
        "number county.2.points: 2 → 4",
        "number county.2.limits.0.at_most: 3 → 4",
        "number county.2.limits.0.at_most: 3 → 2",
        "number county.2.limits.0.at_most: 3 → 6",
        "number county.2.limits.0.points: 2 → 3",
        "number county.2.limits.0.points: 2 → 1",
        "number county.2.limits.0.points: 2 → 4",
        "number county.2.limits.1.at_most: 5 → 6",
        "number county.2.limits.1.at_most: 5 → 4",
        "number county.2.limits.1.at_most: 5 → 10",
        "number county.2.limits.1.points: 1 → 2",
        "number county.2.limits.1.points: 1 → 0",
    ]


def test_limits_are_compared_otherwise_swapped_deleted_and_doubled(program: Program) -> None:
    changed = {operator: [mutant.says for mutant in of(program, operator)] for operator in OPERATORS}
    assert changed["comparator"] == ["over → at_least", "over → at_most", *["at_most → under", "at_most → over"] * 2]
    assert changed["swap"] == ["1 ↔ 2", "[0] ↔ [1]"]
    assert "[0] twice" in changed["double"]
    assert changed["delete"].count("deleted") == 3  # two leaves and a `zero_if`
    assert sum(says.endswith("→ –") for says in changed["delete"]) == 2  # two limits


def test_a_mutant_knows_its_place_and_the_words_of_the_notice(program: Program) -> None:
    (mutant,) = (m for m in mutants(program.scheme) if m.key == "number county.1.faults.空白栏目: 1 → 2")
    assert str(mutant.where) == "county.toml:10:1"
    assert mutant.code == "1"
    assert str(mutant.cite) == "3: 每个空白栏目扣1分(3分);超过5个不得分"


def test_what_a_case_looks_at_is_killed_by_it_and_the_rest_survives(program: Program, folder: Path) -> None:
    found = tried(program, folder, of(program, "number"))
    assert found["number county.1.faults.空白栏目: 1 → 2"].by == "两个空白栏目"
    assert found["number county.2.limits.0.at_most: 3 → 4"].fate == "survived"


def test_a_mutant_that_check_would_refuse_needs_no_case(program: Program, folder: Path) -> None:
    found = tried(program, folder, of(program, "number"))
    assert (found["number county.points: 5 → 6"].fate, found["number county.points: 5 → 6"].by) == (
        "refused",
        "children-sum",
    )
    assert found["number county.1.faults.空白栏目: 1 → 0"].by == "rate-sign"


def test_citations_alone_refuse_nothing(program: Program) -> None:
    (mutant,) = (m for m in mutants(program.scheme) if m.key == "number county.2.limits.0.at_most: 3 → 4")
    assert isinstance(Bench(program).compiled(mutant), Program)


def test_the_case_proposed_for_a_survivor_kills_it_and_passes_on_the_scheme(program: Program, folder: Path) -> None:
    survivors = [o for o in tried(program, folder, mutants(program.scheme)).values() if o.fate == "survived"]
    assert len(survivors) > 10
    bench = Bench(program)
    for number, outcome in enumerate(survivors):
        assert outcome.case, outcome.mutant.key
        file = folder / f"proposed-{number}.toml"
        file.write_text(f'scheme = "tiny-2024"\n{outcome.case}', encoding="utf-8")
        (case,) = read_cases(file).cases
        made = bench.compiled(outcome.mutant)
        assert isinstance(made, Program)
        assert not case.failures(program)
        assert case.failures(made), outcome.mutant.key


def test_a_proposed_case_says_that_somebody_must_check_it(program: Program, folder: Path) -> None:
    found = tried(program, folder, of(program, "comparator"))
    text = found["comparator county.2.limits.1: at_most → under"].case
    (table,) = tomli.loads(text)["case"]
    assert (table["evidence"], table["expect"]) == ({"答复天数": 5}, {"2": 1})
    assert table["why"].startswith("待核对")


def test_a_difference_that_no_answer_reaches_is_proved(program: Program) -> None:
    """Three faults have already taken everything: whether more than 5 or more than 4 bring 0 is the same."""
    (mutant,) = (m for m in mutants(program.scheme) if m.key == "number county.1.zero_if.over: 5 → 4")
    made = Bench(program).compiled(mutant)
    assert isinstance(made, Program)
    assert proved_same(program, made) == "range"


def test_what_is_proved_to_be_the_same_is_the_same_for_all_answers(program: Program, folder: Path) -> None:
    proved = [o.mutant for o in tried(program, folder, mutants(program.scheme)).values() if o.fate == "proved"]
    assert len(proved) > 6
    bench = Bench(program)
    answers = [*range(12), {"status": "not_submitted"}, None]
    rounds = [{"空白栏目": one, "答复天数": other} for one in answers for other in (0, 3, 4, 6, None)]
    rounds += [{"空白栏目": one, "答复天数": other} for one in (0, 4, None) for other in answers]
    for mutant in proved:
        made = bench.compiled(mutant)
        assert isinstance(made, Program)
        for facts in rounds:
            given = {name: value for name, value in facts.items() if value is not None}
            before, after = program.score("甲县", given), made.score("甲县", given)
            assert [(line.bounds, line.status) for line in before] == [(line.bounds, line.status) for line in after]


def test_the_end_of_a_scale_is_not_taken_for_all_of_it(program: Program) -> None:
    """A cap just below full marks and a limit one day sooner matter to somebody; statuses do not hide that."""
    bench = Bench(program)
    for mutant in mutants(program.scheme):
        if mutant.key in ("limit county.1.cap: – → 2.9", "number county.2.limits.0.at_most: 3 → 2"):
            made = bench.compiled(mutant)
            assert isinstance(made, Program)
            assert proved_same(program, made) is None


def test_a_law_of_scoring_may_notice_what_no_case_does(program: Program) -> None:
    """With a floor of 0.1 a deduction that has used up everything would still leave something."""
    (mutant,) = (m for m in mutants(program.scheme) if m.key == "limit county.1.floor: – → 0.1")
    made = Bench(program).compiled(mutant)
    assert isinstance(made, Program)
    assert LawKiller()(made, mutant) == "a-used-up-deduction-takes-no-more"
    assert LawKiller()(program, mutant) is None


def test_an_argued_mutant_is_neither_killed_nor_alive(program: Program, folder: Path) -> None:
    argue(folder, "number county.2.limits.0.at_most: 3 → 4")
    found = tried(program, folder, of(program, "number"))
    assert found["number county.2.limits.0.at_most: 3 → 4"].fate == "argued"


def argue(folder: Path, *keys: str) -> None:
    tables = (f"[[equivalent]]\nmutant = {json.dumps(key, ensure_ascii=False)}\nwhy = '因为'\n" for key in keys)
    (folder / "cases" / "mutation" / "equivalent.toml").write_text("\n".join(tables), encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "number"),
    [("number county.1.faults.空白栏目: 1 → 2", "OGR972"), ("number county.7.points: 1 → 2", "OGR971")],
)
def test_an_argument_that_no_longer_holds_is_an_error(
    folder: Path, key: str, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    argue(folder, key)
    assert main(["mutate", str(folder / "tiny-2024"), "--cases", str(folder / "cases"), "--only", "number"]) == 2
    assert number in capsys.readouterr().err


def test_a_mutant_argued_twice_or_without_a_reason_is_refused(folder: Path) -> None:
    argue(folder, "a", "a")
    with pytest.raises(CaseError) as raised:
        read_arguments(folder / "cases")
    assert [problem.code for problem in raised.value.problems] == ["mutant-twice"]
    (folder / "cases" / "mutation" / "equivalent.toml").write_text("[[equivalent]]\nmutant = 'a'\n", encoding="utf-8")
    with pytest.raises(CaseError) as raised:
        read_arguments(folder / "cases")
    assert [problem.code for problem in raised.value.problems] == ["key-missing"]


def test_a_file_of_arguments_with_other_keys_is_refused_in_their_order(folder: Path) -> None:
    file = folder / "cases" / "mutation" / "equivalent.toml"
    file.write_text("b = 1\na = 2\nequivalent = 3\n", encoding="utf-8")
    with pytest.raises(CaseError) as raised:
        read_arguments(folder / "cases")
    assert [problem.message("en") for problem in raised.value.problems] == [
        "equivalent.toml: OGR132 unknown key b",
        "equivalent.toml: OGR132 unknown key a",
        "equivalent.toml: OGR138 a list […] was expected here, not 3",
    ]


@pytest.mark.parametrize("wrong", [("--max", "0"), ("--max", "-1"), ("--jobs", "0"), ("--fail-under", "101")])
def test_the_command_refuses_numbers_that_mean_nothing(
    folder: Path, wrong: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["mutate", str(folder / "tiny-2024"), *wrong])
    assert "whole number from" in capsys.readouterr().err


def test_a_sample_is_the_same_for_the_same_seed_and_in_order(program: Program) -> None:
    found = mutants(program.scheme)
    assert sampled(found, 5, 1) == sampled(found, 5, 1)
    assert sampled(found, 5, 1) != sampled(found, 5, 2)
    assert [m for m in found if m in sampled(found, 5, 1)] == list(sampled(found, 5, 1))
    assert sampled(found, None) == found


def test_the_command_counts_by_operator_and_fails_below_the_wanted_share(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["mutate", str(folder / "tiny-2024"), "--cases", str(folder / "cases"), "--only", "number"]
    assert main([*command, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    # Of 25 the three of `zero_if` change nothing, one is killed, and the limits of the second leaf stand untested:
    # 4 and 2, 6, 4 and 10 days, 2 and 0 points.
    assert told["counts"] == {"refused": 14, "killed": 1, "proved": 3, "argued": 0, "survived": 7}
    assert told["rate"] == "12.50"
    assert main([*command, "--fail-under", "10"]) == 0
    assert "[[case]]" in capsys.readouterr().out


def test_two_processes_find_what_one_finds(program: Program, folder: Path) -> None:
    killers = (("cases", CaseKiller(program, cases_for(program, [folder / "cases"]))),)
    trial = Trial(program=program, killers=killers, arguments={}, propose=False)
    found = of(program, "number")
    assert run_mutants(trial, found, jobs=2).outcomes == run_mutants(trial, found).outcomes


def test_a_mutant_whose_time_is_up_survives_and_says_that_laws_were_left(
    program: Program, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (mutant,) = (m for m in mutants(program.scheme) if m.key == "limit county.1.floor: – → 0.1")
    trial = Trial(program=program, killers=(), arguments={}, laws=LawKiller(seconds=-1))
    (outcome,) = run_mutants(trial, [mutant]).outcomes
    assert (outcome.fate, outcome.killer) == ("survived", "laws")
    hours = count(0, 3600)
    monkeypatch.setattr("opengov_rules.testing.mutation.killers.monotonic", lambda: next(hours))
    assert main(["--lang", "en", "mutate", str(folder / "tiny-2024"), "--only", "limit"]) == 1
    assert "# its time was up before all laws were tried" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("key", "evidence", "refused"),
    [
        (
            'policy county.1.not_applicable: – → "drop"',
            'evidence = { "空白栏目" = { "status" = "not_applicable" } }',
            True,
        ),
        (
            'policy county.2.not_applicable: – → "zero"',
            'evidence = { "答复天数" = { "status" = "not_applicable" } }',
            True,
        ),
        ("policy county.2.needs_evidence: – → true", '"time" = 2025-01-11', False),
        ("number scheme.window.due: 2025-01-10 → 2025-01-11", '"time" = 2025-01-11', False),
        ("policy county.3.needs_evidence: true → false", '"time" = 2025-01-11', False),
    ],
)
def test_a_policy_about_what_is_sent_is_told_apart_by_a_status_or_a_late_day(
    folder: Path, key: str, evidence: str, refused: bool
) -> None:
    """In a scheme with a last day, each by one answer alone."""
    scheme = SCHEME.replace("[roster]", "[window]\ndue = 2025-01-10\ncite = '2: 2025年1月10日前报送'\n[roster]")
    sent = '[3]\nname = "报送"\npoints = 1\ncite = "5: 1分"\nneeds_evidence = true\nrule = "award"\nwhen = "有材料"\n'
    county = COUNTY.replace("points = 5\n", "points = 6\n", 1) + sent
    (folder / "tiny-2024" / "scheme.toml").write_text(scheme, encoding="utf-8")
    (folder / "tiny-2024" / "county.toml").write_text(county, encoding="utf-8")
    program = compile_scheme(read_scheme(folder / "tiny-2024"))
    found = {mutant.key: mutant for mutant in mutants(program.scheme)}
    made = Bench(program).compiled(found[key])
    assert isinstance(made, Program)
    case = proposed(program, made, found[key])
    assert evidence in case
    assert ('refused = ["OGR490"]' in case) is refused


def test_the_search_for_a_case_ends_when_its_time_is_up(program: Program) -> None:
    (mutant,) = (m for m in mutants(program.scheme) if m.key == "number county.2.limits.0.at_most: 3 → 4")
    made = Bench(program).compiled(mutant)
    assert isinstance(made, Program)
    assert proposed(program, made, mutant, seconds=-1) == ""
    assert proposed(program, made, mutant) != ""


def test_whoever_waits_hears_which_mutant_follows(program: Program, folder: Path) -> None:
    found, heard = of(program, "number")[:2], list[tuple[int, int, str]]()
    trial = Trial(program=program, killers=(), arguments={}, propose=False)
    run_mutants(trial, found, told=lambda *how_far: heard.append(how_far))
    assert heard == [(0, 2, str(found[0])), (1, 2, str(found[1])), (2, 2, "")]


def test_what_is_interrupted_tells_what_it_knows(
    program: Program, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome, calls = Trial._outcome, list[str]()

    def stopped(trial: Trial, bench: Bench, mutant: Mutant) -> Outcome:
        calls.append(mutant.key)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return outcome(trial, bench, mutant)

    monkeypatch.setattr(Trial, "_outcome", stopped)
    assert main(["--lang", "en", "mutate", str(folder / "tiny-2024"), "--only", "number"]) == 130
    told = capsys.readouterr()
    assert told.out.splitlines()[0] == "interrupted: 2 of 25 tried"
    assert "2/25 county.toml" in told.err
    assert calls[2] in told.err
    calls.clear()
    assert main(["mutate", str(folder / "tiny-2024"), "--only", "number", "--json"]) == 130
    data = json.loads(capsys.readouterr().out)
    assert (data["interrupted"], len(data["mutants"])) == (True, 2)


def test_a_mutant_that_takes_long_is_told_by_name(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["opengov_rules.cli.progress"], "_SLOW", -1)
    main(["mutate", str(folder / "tiny-2024"), "--only", "number"])
    assert "2/25 (0 s) county.toml:3:1: number county.points: 5 → 4" in capsys.readouterr().err


def test_wuwei_hand_worked_grades_hold_under_a_supplied_roster() -> None:
    """Cases that need names which the circular does not print; see the head of their file."""
    folder = Path(__file__).parents[2] / "plugins" / "opengov-rules-wuwei" / "cases-supplied"
    supplied = Host.discover().scheme("wuwei-2023").with_(**read_supplies(folder / "supply.json"))
    cases = cases_for(supplied, [folder])
    assert len(cases) == 24
    assert [case.name for case in cases if case.failures(supplied)] == []


@pytest.mark.parametrize("edition", ["jingzhou-2021", "yanshi-2019", "baoji-2020"])
def test_a_seeded_few_of_a_shipped_schemes_mutants_are_noticed(edition: str) -> None:
    """The whole of it is `nox -s mutation`; here a few, so that a change shows early."""
    city = edition.partition("-")[0]
    folder = Path(__file__).parents[2] / "plugins" / f"opengov-rules-{city}" / "cases"
    program = Host.discover().scheme(edition)
    killers = (("cases", CaseKiller(program, cases_for(program, [folder]))),)
    trial = Trial(program=program, killers=killers, arguments=read_arguments(folder))
    report = run_mutants(trial, sampled(mutants(program.scheme), 8, seed=6))
    assert [str(outcome.mutant) for outcome in report.survivors] == []
