"""Tables in text form: where they begin and end, and their cells with the columns that these stand in."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from .headings import is_titled
from .notice import Span, flat

Column: TypeAlias = Literal["level", "points", "clause", "wanted", "note", "ordinal"]

_HEADERS: Final[tuple[tuple[Column, re.Pattern[str]], ...]] = (
    ("ordinal", re.compile(r"序号|编号|代码")),
    (
        "points",
        re.compile(
            r"(标准)?分[值数](\(分\))?|满分|权重(\(分\))?|标准分|基[准本础]分|配分|分值\(?\d*分?\)?|[\u4e00-\u9fff]{1,8}分值"
        ),
    ),
    (
        "clause",
        re.compile(
            r"(评分|计分|评价|考核|考评|评估|赋分|打分|扣分|得分|测评|检查)(标准|细则|办法|方法|说明|要点|规则|依据)(及.{1,6})?"
        ),
    ),
    (
        "note",
        re.compile(
            r"备注|(指标)?说明|(数据|材料|信息)来源|(考核|考评|评估|检查|采集|取数|取证)(方式|方法|主体|单位|时限|周期|渠道)|佐证材料|责任(单位|部门)|牵头单位|自?评?得分|考核得分|实得分|适用对象"
        ),
    ),
    ("wanted", re.compile(r"(考核|考评|评估|测评|检查|评价|工作|具体|指标|主要)?(内容|要求|要点)(及要求|和要求)?")),
    (
        "level",
        re.compile(
            r"[一二三四]级(指标|项目|目录)?(名称)?|指标(名称|项|体系)?|(考核|考评|评估|测评|检查|评价|工作)?(项目|类别|事项|指标|任务)(名称)?|类别|类型|板块"
        ),
    ),
)
_NUMBERED: Final = re.compile(r"^\d{1,3}$")
_NUMERIC: Final = re.compile(r"^\d+(\.\d+)?分?$")
_TOTALS: Final = ("合计", "总计", "总分", "小计")
_RULER: Final = re.compile(r"^[\s|:+=-]+$")


@frozen
class Cell:
    """One cell: its column, and what stands in it, line by line."""

    column: Column
    place: int
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


Row: TypeAlias = tuple[Cell, ...]


@frozen
class Grid:
    """A table: the columns of its header, and its rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def column_of(text: str) -> Column | None:
    """Which column a word heads, if it heads one."""
    word = re.sub(r"\s", "", flat(text)).strip("*#|")
    if not 0 < len(word) <= 14:
        return None
    return next((column for column, pattern in _HEADERS if pattern.fullmatch(word)), None)


def is_total(text: str) -> bool:
    """Whether a row that begins so only adds up others: 合计, 小计."""
    return re.sub(r"\s", "", flat(text)) in _TOTALS


def parts_of(span: Span) -> tuple[Span, ...]:
    """The cells of a line: between bars or tabs, empty ones included; one cell where it has neither."""
    text = flat(span.text)
    if text.startswith("|") or text.count("|") >= 2:
        inner = range(1 if text.startswith("|") else 0, len(text) - 1 if text.endswith("|") else len(text))
        return _split(span, "|", inner)
    return _split(span, "\t", range(len(text))) if "\t" in text else (span,)


def _split(span: Span, mark: str, inner: range) -> tuple[Span, ...]:
    text, start, found = flat(span.text), inner.start, list[Span]()
    for end in [*(i for i in inner if text[i] == mark), inner.stop]:
        found.append(span.cut(start, end))
        start = end + 1
    return tuple(found)


def header_at(spans: Sequence[Span], start: int) -> tuple[tuple[Column, ...], int] | None:
    """The columns of a header that begins at this line, and where the table's body begins."""
    cells = parts_of(spans[start])
    if len(cells) > 1:
        known = [column_of(cell.text) for cell in cells if cell.text]
        if len([column for column in known if column]) < max(2, len(known) - 2):
            return None
        end = start + 1 + (start + 1 < len(spans) and _RULER.match(spans[start + 1].text) is not None)
        return (_usable(_filled(cells)), end) if _usable(_filled(cells)) else None
    columns, end = list[Column](), start
    while end < len(spans) and len(parts_of(spans[end])) == 1 and (column := column_of(spans[end].text)):
        columns.append(column)
        end += 1
    found = _usable(tuple(columns))
    return (found, end) if len(columns) >= 3 and found else None


def _filled(cells: Sequence[Span]) -> tuple[Column, ...]:
    """The columns of a header row; one that is empty or strange is a note, under a merged cell the same again."""
    found = list[Column]()
    for cell in cells:
        column = column_of(cell.text) if cell.text else found[-1] if found else "note"
        found.append(column or "note")
    return tuple(found)


def _usable(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns if they are those of an indicator table, else none; what is demanded may be name or clause."""
    for role in ("level", "clause"):
        if role not in columns and "wanted" in columns:
            place = columns.index("wanted") if role == "level" else len(columns) - 1 - columns[::-1].index("wanted")
            columns = (*columns[:place], role, *columns[place + 1 :])
    has = set(columns)
    return columns if "level" in has and has & {"points", "clause"} else ()


def rows_of(columns: Sequence[Column], spans: Sequence[Span]) -> Iterator[Row]:
    """The rows below a header; a line that breaks off in a cell goes on in the next."""
    current = list[tuple[Span, ...]]()
    for span in spans:
        if _RULER.match(span.text):
            continue
        cells = parts_of(span)
        if len(cells) == 1 and is_titled(span):
            if current:
                yield _row(columns, current)
            yield (Cell(columns[0], 0, (span,)),)
            current = []
            continue
        broken = 0 < len(current) < len(columns) or (current and len(cells) == 1)
        if (
            broken
            and not span.text.startswith("|")
            and (len(cells) == 1 or len(current) + len(cells) - 1 <= len(columns))
            and not _starts_row(cells)
        ):
            current[-1] += cells[:1]
            current += [(cell,) for cell in cells[1:]]
            continue
        if current:
            yield _row(columns, current)
        current = [(cell,) for cell in cells]
    if current:
        yield _row(columns, current)


def rows_of_cells(columns: Sequence[Column], cells: Sequence[Span]) -> tuple[Row, ...]:
    """The rows of a table that has one cell a line and no merged ones, so that every row is as long as its header."""
    size = len(columns)
    if "points" not in columns or not cells or len(cells) % size:
        return ()
    rows = [cells[start : start + size] for start in range(0, len(cells), size)]
    numeric = [i for i, column in enumerate(columns) if column in ("points", "ordinal")]
    if not all(_NUMERIC.match(flat(row[i].text)) for row in rows for i in numeric):
        return ()
    return tuple(_row(columns, [(cell.cut(0),) for cell in row]) for row in rows)


def _starts_row(cells: Sequence[Span]) -> bool:
    return len(cells) > 1 and _NUMBERED.match(cells[0].text) is not None


def _row(columns: Sequence[Column], cells: Sequence[tuple[Span, ...]]) -> Row:
    """The cells under their columns; where a merged cell has left no trace at the left, the row stands at the right."""
    shift = max(0, _shift(columns, cells))
    found = list[Cell]()
    for place, spans in enumerate(cells, start=shift):
        kept = tuple(span for span in (_unbroken(s) for s in spans) if span.text)
        if kept:
            found.append(Cell(columns[min(place, len(columns) - 1)], min(place, len(columns) - 1), kept))
    return tuple(found)


def _shift(columns: Sequence[Column], cells: Sequence[tuple[Span, ...]]) -> int:
    """By how much a short row is moved to the right, so that a number stands under the points."""
    missing = len(columns) - len(cells)
    if missing <= 0 or "points" not in columns:
        return 0
    at = [i for i, spans in enumerate(cells) if _NUMERIC.match(flat("".join(s.text for s in spans)))]
    wanted = [i for i, column in enumerate(columns) if column == "points"]
    fits = [w - a for w in wanted for a in at if 0 <= w - a <= missing]
    return max(fits, default=missing) if 0 not in fits else 0


def _unbroken(span: Span) -> Span:
    """A cell without the quotation marks that spreadsheets put around one of several lines."""
    text = span.text.strip('"').replace("<br>", "").strip("*") if span.text.startswith(('"', "*")) else span.text
    return evolve(span, text=text.strip())
