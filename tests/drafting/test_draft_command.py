"""`opengov-rules draft`: a folder, all or nothing, and a report."""

import json
from pathlib import Path

import pytest

from opengov_rules import read_scheme
from opengov_rules.cli import main
from opengov_rules.drafting.report import runs

NOTICES = Path(__file__).parent / "notices"
Capture = pytest.CaptureFixture[str]


def test_a_draft_is_written_once_and_never_over_something(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "plugins" / "lincheng-2024"
    command = ["draft", str(NOTICES / "numbered.txt"), "-o", str(folder)]
    assert main(command) == 0
    assert "已写入" in capsys.readouterr().out
    assert read_scheme(folder).id == "lincheng-2024"
    assert sorted(file.name for file in folder.parent.iterdir()) == ["lincheng-2024"]
    assert main(command) == 2
    assert "OGR952" in capsys.readouterr().err


def test_what_is_written_passes_the_check_with_its_source(tmp_path: Path) -> None:
    folder = tmp_path / "lincheng-2024"
    assert main(["draft", str(NOTICES / "cells.txt"), "-o", str(folder), "--city", "临城市", "--title", "通知"]) == 0
    scheme = read_scheme(folder)
    assert (scheme.city, scheme.title, scheme.source.file) == ("临城市", "通知", "cells.txt")


def test_the_report_tells_sections_rules_and_what_is_left(capsys: Capture) -> None:
    assert main(["draft", str(NOTICES / "merged.txt")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "merged · 丁石县 · 2023年度丁石县政务公开工作评估指标",
        "指标表 county(考评对象):指标20个,末级10个,基础分100分",
        "  1 政府信息公开 60 末级5个",
        "  2 政策解读回应 25 末级2个",
        "  3 保障监督 15 末级2个",
        "  B 加分项 5 末级1个",
        "  规则:tiers 3, checklist 2, deduct 1, sample 1, award 1, per_event 1",
        "  待录入 2.2.1 舆情回应:得分与扣分并列,怎样合计看不准 "
        "[10: 对涉及本县的重大舆情,24小时内回应的得10分;未回应一次扣5分,扣完为止]",
        "名单:无",
        "等次:无",
        "未作为指标表读取的行:无(名单、时间、等次即从这些行中读取)",
        "未写文件;加 -o 文件夹 即写入",
    ]


def test_the_report_in_english_and_as_data(capsys: Capture) -> None:
    assert main(["--lang", "en", "draft", str(NOTICES / "numbered.txt"), "--id", "lincheng-2024"]) == 0
    assert "lines not read as part of a table: 1–21" in capsys.readouterr().out
    assert main(["draft", str(NOTICES / "numbered.txt"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["folder"] is None
    assert found["rubrics"][0]["rules"]["deduct"] == 3
    assert found["unread"] == [[1, 21]]


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (b"PK\x03\x04rest", "OGR953"),
        (b"\xd0\xcf\x11\xe0rest", "OGR953"),
        (b"%PDF-1.7", "OGR953"),
        ("一、公开(5分)".encode("gb18030"), "OGR1"),
        ("没有表格".encode(), "OGR951"),
    ],
)
def test_a_file_that_is_no_notice_is_told_with_its_cure(
    tmp_path: Path, capsys: Capture, data: bytes, number: str
) -> None:
    (tmp_path / "notice.docx").write_bytes(data)
    assert main(["draft", str(tmp_path / "notice.docx"), "--id", "lincheng-2024"]) == 2
    assert number in capsys.readouterr().err


def test_the_folder_and_the_id_are_one_name(tmp_path: Path, capsys: Capture) -> None:
    command = ["draft", str(NOTICES / "bars.txt"), "-o", str(tmp_path / "lincheng-2023"), "--id", "lincheng-2024"]
    assert main(command) == 2
    assert main(["draft", str(NOTICES / "bars.txt"), "-o", str(tmp_path / "Lin Cheng")]) == 2
    assert list(tmp_path.iterdir()) == []
    assert "OGR201" in capsys.readouterr().err


def test_lines_are_told_as_runs() -> None:
    assert runs([5, 1, 3, 9, 20]) == [(1, 5), (9, 9), (20, 20)]
    assert runs([]) == []
