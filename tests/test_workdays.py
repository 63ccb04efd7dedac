"""Working days between two days, by hand from the State Council's arrangements; nothing is taken from the package."""

import datetime as dt
import sys
from typing import Final

import pytest
from attrs import frozen

from drafts import program_of
from opengov_rules import NEVER, Program, workdays
from opengov_rules.answers import Reader
from opengov_rules.evidence import Observation
from opengov_rules.problems import Invalid
from opengov_rules.workdays import CHINESE, WorkdayCalendar, bases, working_days

DAY: Final = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def days(first: str, last: str) -> list[dt.date]:
    return [day(first) + n * DAY for n in range((day(last) - day(first)).days + 1)]


OFF_2021: Final = (
    ("2021-01-01", "2021-01-03"),
    ("2021-02-11", "2021-02-17"),
    ("2021-04-03", "2021-04-05"),
    ("2021-05-01", "2021-05-05"),
    ("2021-06-12", "2021-06-14"),
    ("2021-09-19", "2021-09-21"),
    ("2021-10-01", "2021-10-07"),
)
"""国办发明电〔2020〕27号: 元旦1月1日至3日, 春节2月11日至17日, 清明节4月3日至5日, 劳动节5月1日至5日,
端午节6月12日至14日, 中秋节9月19日至21日, 国庆节10月1日至7日放假."""
WORKED_2021: Final = ("02-07", "02-20", "04-25", "05-08", "09-18", "09-26", "10-09")
"""The same: 2月7日、2月20日、4月25日、5月8日、9月18日、9月26日、10月9日上班."""


def test_every_day_of_2021_is_as_the_notice_arranges_it() -> None:
    """261 weekdays, less 18 of them off, and 7 weekend days worked: 250."""
    off = {one for first, last in OFF_2021 for one in days(first, last)}
    worked = {day(f"2021-{text}") for text in WORKED_2021}
    year = days("2021-01-01", "2021-12-31")
    arranged = {one for one in year if one in worked or (one.weekday() < 5 and one not in off)}
    assert len(arranged) == 250
    assert {one for one in year if CHINESE.is_workday(one)} == arranged


@pytest.mark.parametrize(
    ("asked", "answered", "expected"),
    [
        ("2021-09-30", "2021-10-08", 1),  # the seven days of the holiday lie between
        ("2021-10-08", "2021-10-09", 1),  # a Saturday that was worked
        ("2021-10-08", "2021-10-12", 3),  # 9 October, Monday, Tuesday
        ("2021-10-08", "2021-10-08", 0),  # the day of asking does not count
        ("2021-10-02", "2021-10-08", 1),  # asked on a day off
        ("2021-12-31", "2022-01-04", 1),  # 2022: 1月1日至3日放假
        ("2020-01-23", "2020-02-03", 1),  # 延长2020年春节假期至2月2日, 2月3日起正常上班
        ("2020-01-30", "2020-02-01", 0),  # neither Friday 31 January, nor Saturday 1 February of the first notice
        ("2018-12-28", "2018-12-29", 1),  # 2019's notice: 2018年12月29日(星期六)上班
        ("2018-12-29", "2019-01-02", 1),  # and 12月30日至2019年1月1日放假
    ],
)
def test_days_are_counted_after_the_day_of_asking_up_to_the_answer(asked: str, answered: str, expected: int) -> None:
    """Jingzhou, reading `asking-day`: 不含提问当日."""
    assert working_days(day(asked), day(answered), CHINESE) == expected


def test_an_answer_before_its_question_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        working_days(day("2021-10-08"), day("2021-10-07"), CHINESE)
    assert caught.value.code == "workdays-order"


@pytest.mark.parametrize("day_outside", [dt.date(2003, 12, 31), dt.date(2027, 1, 4), dt.date(2050, 6, 1)])
def test_a_year_that_is_not_known_is_refused_and_never_guessed(day_outside: dt.date) -> None:
    for ask in (lambda: CHINESE.is_workday(day_outside), lambda: CHINESE.basis(day_outside.year)):
        with pytest.raises(Invalid) as caught:
            ask()
        assert caught.value.code == "workdays-year"
        assert (caught.value.params["first"], caught.value.params["last"]) == ("2004", "2026")
        assert caught.value.params["year"] == str(day_outside.year)


def test_a_count_that_runs_into_an_unknown_year_is_refused_as_a_whole() -> None:
    with pytest.raises(Invalid):
        working_days(day("2026-12-30"), day("2027-01-04"), CHINESE)


def test_the_basis_names_the_notice_its_day_and_the_package() -> None:
    basis = CHINESE.basis(2021)
    for part in ("关于2021年部分节假日安排的通知", "国办发明电〔2020〕27号", "2020年11月25日", "chinesecalendar 1."):
        assert part in basis
    assert "国办发明电〔2020〕1号" in CHINESE.basis(2020)  # the extension of the Spring Festival
    assert "〔" not in CHINESE.basis(2005)  # no number is told that was not looked up


def test_a_count_over_two_years_rests_on_two_notices() -> None:
    assert bases(day("2021-12-30"), day("2022-01-04"), CHINESE).count("部分节假日安排的通知") == 2
    assert bases(day("2021-12-31"), day("2022-01-04"), CHINESE) == CHINESE.basis(2022)  # asked that day, counted after
    assert bases(day("2021-12-31"), day("2021-12-31"), CHINESE) == CHINESE.basis(2021)


def test_without_the_package_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    for kept in (workdays._package, workdays._years):
        kept.cache_clear()
    with pytest.raises(Invalid) as caught:
        CHINESE.is_workday(day("2021-10-08"))
    assert caught.value.code == "calendar-missing"
    assert "opengov-rules[calendar]" in caught.value.at().message("en")


# Answers as two dates -----------------------------------------------------------------------------

COUNTY: Final = """
[1]
name = "咨询答复"
points = 2
rule = "tiers"
fact = "答复工作日"
limits = [{ at_most = 3, points = 2 }, { at_most = 5, points = 1 }]
[2]
name = "总结"
points = 1
rule = "tiers"
fact = "总结天数"
limits = [{ at_most = 5, points = 1 }]
"""
FACTS: Final = """
[facts]
"答复工作日" = { type = "count", measure = "工作日", never = true }
"总结天数" = { type = "count", measure = "天" }
"""


@frozen
class EveryDay:
    """A calendar of a host of its own: every day is worked."""

    def is_workday(self, day: dt.date) -> bool:
        return day.year > 0

    def basis(self, year: int) -> str:
        return f"每天上班({year})"


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(COUNTY, FACTS)


def read(program: Program, answer: object, calendar: WorkdayCalendar = CHINESE) -> Observation:
    reader = Reader(program.asked("甲县"), calendar=calendar)
    reader.answers({"答复工作日": answer}, ("甲县",))
    assert reader.problems == []
    return reader.observations[0]


def test_two_dates_become_their_working_days_and_a_note_of_what_they_rest_on(program: Program) -> None:
    found = read(program, {"asked": "2021-10-08", "answered": "2021-10-12"})
    assert found.value == 3
    for part in ("2021-10-08", "2021-10-12", "3 个工作日", "国办发明电〔2020〕27号", "chinesecalendar"):
        assert part in found.note


def test_a_note_of_ones_own_is_kept_before_it(program: Program) -> None:
    dates = {"asked": dt.date(2021, 9, 30), "answered": dt.date(2021, 10, 8)}
    found = read(program, {"value": dates, "method": "模拟用户咨询", "note": "电话咨询"})
    assert (found.value, found.method, found.note.split(";")[0]) == (1, "模拟用户咨询", "电话咨询")


def test_an_answer_that_never_came_is_said_so(program: Program) -> None:
    found = read(program, {"asked": "2021-10-08", "answered": "never"})
    assert (found.value, found.note) == (NEVER, "2021-10-08 提问,始终未答复")
    assert read(program, {"asked": "2050-01-03", "answered": NEVER}).value is NEVER  # nothing to count


def test_a_host_may_bring_its_own_calendar(program: Program) -> None:
    found = read(program, {"asked": "2021-10-01", "answered": "2021-10-08"}, EveryDay())
    assert found.value == 7
    assert "每天上班(2021)" in found.note


def test_plain_facts_take_two_dates_too(program: Program) -> None:
    """3 working days: 2 points; 4, up to 13 October: 1 point."""
    for answered, total in (("2021-10-12", 3), ("2021-10-13", 2)):
        dates = {"asked": "2021-10-08", "answered": answered}
        assert program.total("甲县", {"答复工作日": dates, "总结天数": 0}) == total


@pytest.mark.parametrize(
    ("fact", "answer", "code"),
    [
        ("总结天数", {"asked": "2021-10-08", "answered": "2021-10-12"}, "workdays-measure"),
        ("答复工作日", {"asked": "2021-10-08"}, "workdays-shape"),
        ("答复工作日", {"asked": "2021-10-08", "answered": "2021-10-12", "by": 3}, "workdays-shape"),
        ("答复工作日", {"asked": "2021-10-08", "answered": "2021-10-07"}, "workdays-order"),
        ("答复工作日", {"asked": "8.10.2021", "answered": "2021-10-12"}, "value-date"),
        ("答复工作日", {"asked": "2021-10-08", "answered": 3}, "value-date"),
        ("答复工作日", {"asked": "2026-12-30", "answered": "2027-01-04"}, "workdays-year"),
        ("答复工作日", {"asked": "9999-12-31", "answered": "9999-12-31"}, "workdays-year"),  # no day comes after
    ],
)
def test_other_dates_are_refused(program: Program, fact: str, answer: object, code: str) -> None:
    reader = Reader(program.asked("甲县"))
    reader.answers({fact: answer}, ("甲县",))
    assert [problem.code for problem in reader.problems] == [code]


def test_never_is_refused_where_an_answer_must_have_come() -> None:
    asked = program_of(COUNTY, FACTS.replace(", never = true", "")).asked("甲县")
    reader = Reader(asked)
    reader.answers({"答复工作日": {"asked": "2021-10-08", "answered": "never"}}, ("甲县",))
    assert [problem.code for problem in reader.problems] == ["never-refused"]
