"""What the words leave open, and years and last days that have passed."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from ...problems import Invalid, Problem, Severity
from ...scheme import Indicator
from ..cites import citing
from ..looking import Looked
from ..notices import Notice
from .telling import tell

_NO_NUMBER: Final = re.compile(r"(?:^|[,，;；。])(?!.{0,2}[,，])[^,，;；。]{0,20}(?<!不)(?<!\d)得分(?=[,，;；。]|$)")
_DISCRETION: Final = re.compile(r"酌情[^,，;；。]{0,6}")
_ALL: Final = re.compile(r"(?:全部|均(?=[被有已开公相符满达]))[^,，;；。每]{0,12}[,，]?[得给]\s*\d+(?:\.\d+)?\s*分")
_PART: Final = re.compile(r"(?<!全)部分[^,，;；。]{0,12}[,，]?不?[得计给]\s*\d*(?:\.\d+)?\s*分")
_DRAWN: Final = re.compile(r"随机抽查[^,，;；。]{0,16}?\d+\s*(?:个|条|家|篇|件|份)")
_DEADLINE: Final = re.compile(r"^[前止](?:报|提交|上报|完成)?|^以前|^之前")
_YEAR: Final = re.compile(r"(?<![\d〔\[])((?:19|20)\d\d)年")
_WORDINGS: Final[tuple[tuple[re.Pattern[str], Callable[[int, str], Invalid], Severity], ...]] = (
    (_NO_NUMBER, lambda line, words: Invalid("notice-number", line=line, words=words), "warning"),
    (_DISCRETION, lambda line, words: Invalid("notice-discretion", line=line, words=words), "info"),
    (_ALL, lambda line, words: Invalid("notice-all", line=line, words=words), "info"),
    (_DRAWN, lambda line, words: Invalid("notice-sample", line=line, words=words), "info"),
)


def deadlines(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """A last day that lies before the day of the notice; what an indicator wants done by a day may be long past."""
    issued = notice.issued
    for line, text in notice.numbered() if issued is not None else ():
        if isinstance(citing(looked, line), Indicator):
            continue
        for day, start, end in notice.dates(line):
            if issued is not None and day < issued and _DEADLINE.match(text[end:]) is not None:
                printed, last = text[start:end], day.isoformat()
                yield from tell(
                    looked,
                    notice,
                    line,
                    Invalid("notice-deadline", line=line, day=last, issued=issued.isoformat()),
                    printed,
                )


def wording(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """得分 without a number, 酌情, 全部…得N分 with nothing for a part, samples of which there may be too few."""
    for line, text in notice.numbered():
        if not any(isinstance(part, Indicator) for part in [citing(looked, line)]):
            continue
        for pattern, error, severity in _WORDINGS:
            match = pattern.search(text)
            if match is not None and not (pattern is _ALL and _PART.search(text)):
                words = match[0].strip(",，;；。")
                yield from tell(looked, notice, line, error(line, words), words, severity=severity)


def years(looked: Looked, notice: Notice) -> Iterator[Problem]:
    """An indicator that speaks of a year before the edition's."""
    edition = looked.scheme.edition
    for line, text in notice.numbered() if edition.isdigit() else ():
        part = citing(looked, line)
        for match in _YEAR.finditer(text) if isinstance(part, Indicator) else ():
            if int(match[1]) < int(edition):
                yield from tell(
                    looked, notice, line, Invalid("notice-year", line=line, year=match[1], edition=edition), match[0]
                )
                break
