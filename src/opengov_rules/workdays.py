"""Working days between a question and its answer, by a calendar that names the notices it rests on."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final, Protocol

from attrs import frozen

from .problems import Invalid

WORKDAYS: Final = "工作日"
"""The `measure` of a fact that counts working days."""
_DAY: Final = dt.timedelta(days=1)


class WorkdayCalendar(Protocol):
    """Which days are worked. Both methods raise `Invalid` for a year that the calendar does not know."""

    def is_workday(self, day: dt.date) -> bool:
        """Whether the day is worked, make-up days (调休上班) included."""
        ...

    def basis(self, year: int) -> str:
        """What the calendar rests on for a year: the notice, and as of when."""
        ...


def working_days(asked: dt.date, answered: dt.date, calendar: WorkdayCalendar) -> int:
    """The working days after the day of asking, up to and including that of the answer: 不含提问当日.

    Raises `Invalid` where the answer comes before the question, or the calendar does not know a year.
    """
    if answered < asked:
        raise Invalid("workdays-order", asked=asked.isoformat(), answered=answered.isoformat())
    days = (asked + n * _DAY for n in range(1, (answered - asked).days + 1))
    return sum(calendar.is_workday(day) for day in days)


def bases(asked: dt.date, answered: dt.date, calendar: WorkdayCalendar) -> str:
    """What the count between two days rests on."""
    first = asked if asked == answered else asked + _DAY
    years = range(first.year, answered.year + 1)
    return ";".join(calendar.basis(year) for year in years)


@frozen
class ChineseCalendar:
    """国务院办公厅的放假安排, as the package `chinesecalendar` has them; no other year is guessed.

    2020 is taken with the extension of the Spring Festival: 31 January and 1 February are no working days.
    """

    def is_workday(self, day: dt.date) -> bool:
        """Whether the day is worked."""
        self._check(day.year)
        return bool(_package().is_workday(day))

    def basis(self, year: int) -> str:
        """The notice, and the version of the package that was asked."""
        self._check(year)
        notice = _NOTICES.get(year, "")
        title = f"国务院办公厅关于{year}年部分节假日安排的通知({notice})" if notice else f"国务院办公厅{year}年放假安排"
        return f"{title},据 {_edition()}"

    def _check(self, year: int) -> None:
        first, last = _years()
        if not first <= year <= last:
            raise Invalid("workdays-year", year=year, first=first, last=last, calendar=_edition())


CHINESE: Final = ChineseCalendar()
_PACKAGE: Final = "chinesecalendar"
_NOTICES: Final[Mapping[int, str]] = {
    2015: "国办发明电〔2014〕28号,9月3日至6日依国发明电〔2015〕1号",
    2016: "国办发明电〔2015〕18号,2015年12月10日",
    2017: "国办发明电〔2016〕17号,2016年12月1日",
    2018: "国办发明电〔2017〕12号,2017年11月30日;12月29日至31日依国办发明电〔2018〕15号",
    2019: "国办发明电〔2018〕15号,劳动节依国办发明电〔2019〕3号",
    2020: "国办发明电〔2019〕16号,2019年11月21日;春节假期依国办发明电〔2020〕1号延长至2月2日,2020年1月26日",
    2021: "国办发明电〔2020〕27号,2020年11月25日",
    2022: "国办发明电〔2021〕11号,2021年10月25日;12月31日依国办发明电〔2022〕16号",
    2023: "国办发明电〔2022〕16号,2022年12月8日",
    2024: "国办发明电〔2023〕7号,2023年10月25日",
    2025: "国办发明电〔2024〕12号,2024年11月12日",
    2026: "国办发明电〔2025〕7号,2025年11月4日",
}
"""The notices with their days; of earlier years the package alone speaks."""


@cache
def _package() -> Any:
    """The package, an extra. Raises `Invalid` with how to install it."""
    try:
        return import_module("chinese_calendar")
    except ImportError:
        raise Invalid("calendar-missing", package=_PACKAGE) from None


@cache
def _edition() -> str:
    """The package with its version."""
    from importlib.metadata import version  # it loads more than scoring needs

    return f"{_PACKAGE} {version(_PACKAGE)}"


@cache
def _years() -> tuple[int, int]:
    """The first and the last year that the package knows."""
    days = _package().holidays
    return min(days).year, max(days).year
