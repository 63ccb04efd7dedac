"""Laws of drafting, over notices put together at random from the phrases and styles that notices have."""

import hashlib
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from opengov_rules import read_scheme
from opengov_rules.drafting import read_draft
from opengov_rules.problems import SchemeError
from opengov_rules.program import compile_scheme
from opengov_rules.verifier.quotes import quote_problems

THINGS = st.sampled_from(
    ["机构职能", "规范性文件", "财政预决算", "空白栏目", "政策解读材料", "依申请公开答复", "网站错链"]
)
N = st.integers(1, 30)
CLAUSES = st.one_of(
    st.builds("公开{0},得{1}分。".format, THINGS, N),
    st.builds("公开{0}得{2}分;公开{1}得{3}分。".format, THINGS, THINGS, N, N),
    st.builds("{0}存在问题的,每发现一处扣{1}分,扣完为止。".format, THINGS, N),
    st.builds("{0}更新不及时,每个扣0.5分,超过{1}个的,该项一票否决。".format, THINGS, N),
    st.builds("随机抽查{1}个{0},符合要求1个得{2}分。".format, THINGS, N, N),
    st.builds("随机抽查{1}个{0},全部公开得{2}分,未公开不得分。".format, THINGS, N, N),
    st.builds("{1}个工作日内答复的,得{2}分;{3}个工作日内答复的,得{4}分。".format, THINGS, N, N, N, N),
    st.builds("{0}公开率{1}%以上得{2}分,{3}%以上得{4}分。".format, THINGS, N, N, N, N),
    st.builds("{0}按完成比例得分。".format, THINGS),
    st.builds("根据{0}情况酌情赋分,最高{1}分。".format, THINGS, N),
    st.builds("{0}被省级采用一次加{1}分,被市级采用一次加{2}分,最多{3}分。".format, THINGS, N, N, N),
    st.text("得扣加每个不分1234567890.%()“”、,;。:公开栏目/—以上内超过", max_size=30),
)
NAMES = st.one_of(THINGS, st.text("公开机构建设保障加扣分项平台", min_size=2, max_size=6))
ROW = st.tuples(NAMES, NAMES, N, CLAUSES)


@st.composite
def notices(draw: st.DrawFn) -> str:
    """Rows as a numbered outline, as tab-separated or barred lines, or one cell a line."""
    rows = draw(st.lists(ROW, min_size=1, max_size=6))
    style = draw(st.sampled_from(["numbered", "tabs", "bars", "cells"]))
    lines = ["临城市2024年度政务公开考评指标(县区)", ""]
    if style == "numbered":
        for number, (upper, name, points, clause) in enumerate(rows, start=1):
            lines += [f"({'一二三四五六'[number - 1]}){upper}({points}分)", f"1.{name}({points}分)", clause]
    else:
        mark = {"tabs": "\t", "bars": "|", "cells": "\n"}[style]
        table = [("一级指标", "二级指标", "分值", "评分标准"), *((a, b, str(n), c) for a, b, n, c in rows)]
        edge = "|" if style == "bars" else ""
        lines += [edge + mark.join(row) + edge for row in table]
    return "\n".join(lines) + "\n"


@settings(max_examples=40, deadline=None)
@given(notices())
@example(
    "临城市2024年度政务公开考评指标(县区)\n\n(一)机构职能(1分)\n1.机构职能(1分)\n机构职能按完成比例得分。\n"
    "(二)机构职能(1分)\n1.机构职能(1分)\n0.0.0\n(三)机构职能(1分)\n1.机构职能(1分)\n\n"
)
def test_whatever_the_notice_the_draft_loads_and_quotes_it_truly(text: str) -> None:
    """Only what the checks accept is written; a text that is no table is refused, and nothing else happens."""
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        found = read_draft(text, id="lincheng-2024", file="notice.txt", sha256=sha256)
    except SchemeError as error:
        refused = [problem.code for problem in error.problems]
    else:
        refused = []
    if refused:
        assert refused == ["draft-no-table"]
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "lincheng-2024"
        folder.mkdir()
        (Path(place) / "notice.txt").write_bytes(data)
        for name, content in found.files.items():
            (folder / name).write_text(content, encoding="utf-8", newline="\n")
        scheme = read_scheme(folder)
        compile_scheme(scheme)
        assert quote_problems(scheme, Path(place)) == []
    again = read_draft(text, id="lincheng-2024", file="notice.txt", sha256=sha256)
    assert again.files == found.files
