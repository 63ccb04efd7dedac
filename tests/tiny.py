"""A scheme so small that everything about it can be worked by hand, and its cases."""

import hashlib
from pathlib import Path
from typing import Final

SCHEME: Final = """
id = "mini-2024"
city = "小城市"
edition = "2024"
title = "小城市考评 <一>"
source = { file = "mini.txt", sha256 = "00" }

[roster]
"县" = ["甲县", "乙县"]
"""
RUBRIC: Final = """
kinds = ["县"]
points = 10
cite = "1: 考评指标"

[1]
name = "日常工作"
points = 4
cite = "2: 有机构、有方案得4分"
rule = "award"
when = ["机构", "方案"]

[2]
name = "空白栏目"
points = 6
cite = "3: 每个空白栏目扣2分(6分)"
rule = "deduct"
faults = { "空白栏目" = 2 }

[vetoes.blank]
cite = "4: 超过4个的一票否决"
when = { fact = "空白栏目", over = 4 }
scope = "total"
effect = { points = 0 }
"""
NOTICE: Final = "考评指标\n有机构、有方案得4分\n每个空白栏目扣2分(6分)<扣完为止>\n超过4个的一票否决\n联系人略\n"
HEAD: Final = 'scheme = "../mini-2024"\nunit = "甲县"\n'
CASES: Final = (
    HEAD
    + """
[[case]]
name = "全部符合"
evidence = { "机构" = true, "方案" = true, "空白栏目" = 0 }
expect = { "1" = 4, "2" = 6, "total" = 10 }

[[case]]
name = "没有机构"
evidence = { "机构" = false, "方案" = true }
expect = { "1" = 0 }

[[case]]
name = "没有方案"
evidence = { "机构" = true, "方案" = false }
expect = { "1" = 0 }

[[case]]
name = "空白栏目1个"
why = "6 - 2 = 4"
cite = "3: 每个空白栏目扣2分"
evidence = { "空白栏目" = 1 }
expect = { "2" = 4 }

[[case]]
name = "空白栏目3个,恰好扣完"
evidence = { "空白栏目" = 3 }
expect = { "2" = 0 }

[[case]]
name = "空白栏目4个,尚未否决"
evidence = { "机构" = true, "方案" = true, "空白栏目" = 4 }
expect = { "total" = 4 }
vetoes = []

[[case]]
name = "空白栏目5个,否决"
evidence = { "机构" = true, "方案" = true, "空白栏目" = 5 }
expect = { "total" = 0 }
vetoes = ["blank"]
"""
)


def write_tiny(folder: Path, *, cases: str = CASES, rubric: str = RUBRIC) -> Path:
    """The scheme's folder, with `cases/` and `sources/` beside it."""
    scheme = folder / "mini-2024"
    for name in (scheme, folder / "cases", folder / "sources"):
        name.mkdir()
    digest = hashlib.sha256(NOTICE.encode()).hexdigest()
    (scheme / "scheme.toml").write_text(SCHEME.replace('"00"', f'"{digest}"'), encoding="utf-8")
    (scheme / "county.toml").write_text(rubric, encoding="utf-8")
    (folder / "cases" / "county.toml").write_text(cases, encoding="utf-8")
    (folder / "sources" / "mini.txt").write_text(NOTICE, encoding="utf-8")
    return scheme
