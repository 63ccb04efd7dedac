"""How far a long command is: some twenty lines on the error stream, none in the first seconds."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from opengov_rules.cli.progress import progress
from opengov_rules.studies.readings.outcomes import Told


def clock_of(*seconds: float) -> Callable[[], float]:
    """A clock that is looked at so many times."""
    times: Iterator[float] = iter(seconds)
    return lambda: next(times)


def run(told: Told, total: int) -> None:
    for done in range(total + 1):
        told(done, total, "" if done == total else f"第{done + 1}项")


def test_twenty_lines_are_told_of_a_hundred(capsys: pytest.CaptureFixture[str]) -> None:
    run(progress(clock=lambda: 0), 100)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[:2] == ["0/100 第1项", "5/100 第6项"]
    assert err.splitlines()[-1] == "100/100"
    assert len(err.splitlines()) == 21


@pytest.mark.parametrize("total", [1, 19, 20, 21, 39, 59, 400])
def test_however_much_there_is_no_more_than_twenty_one_lines_are_told(
    capsys: pytest.CaptureFixture[str], total: int
) -> None:
    run(progress(clock=lambda: 0), total)
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1] == f"{total}/{total}"
    assert min(10, total) <= len(lines) <= 21


def test_what_is_done_in_a_few_seconds_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run(progress(quiet=5, clock=clock_of(0, 1, 2, 4.9)), 2)
    assert capsys.readouterr().err == ""


def test_after_the_quiet_seconds_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    run(progress(quiet=5, clock=clock_of(0, 0, 4, 5, 9)), 3)
    assert capsys.readouterr().err.splitlines() == ["2/3 第3项", "3/3"]


def test_what_took_more_than_ten_seconds_is_told_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    told = progress(clock=clock_of(0, 0, 12, 22))
    told(1, 100, "甲")
    told(2, 100, "乙")
    told(3, 100, "丙")
    assert capsys.readouterr().err.splitlines() == ["1/100 甲", "2/100 (12 s) 甲"]


def test_the_package_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "opengov_rules", "show", "nowhere-2024"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, b"nowhere-2024" in done.stderr) == (2, True)
