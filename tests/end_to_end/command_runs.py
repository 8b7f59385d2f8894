"""Running commands as main.py does, in this process or one of their own, and filling the sheets they import."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[2]
COMMUNE = (
    *("--unit-code", "X1", "--name", "Xã Thử", "--level", "xa", "--officer", "Nông Thị Thử"),
    *("--parent-code", "T1", "--parent-name", "Tỉnh Thử"),
)
PROVINCE = ("--unit-code", "T1", "--name", "Tỉnh Thử", "--level", "tinh", "--officer", "Lý Văn Thử")


@dataclass
class Said:
    """What a command answered: its exit status, and the lines on the two outputs."""

    status: int
    out: list[str]
    err: list[str]


Run = Callable[..., Said]


def process(*arguments: object, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own; the outputs are bytes."""
    command = [sys.executable, str(ROOT / "main.py"), *(str(item) for item in arguments)]
    return subprocess.run(command, capture_output=True, env={**os.environ, **(environment or {})}, check=False)


def fill(run: Run, folder: Path, kind: str, *rows: Mapping[str, object], state: str = "Đã ghi sổ") -> Said:
    """Ask for a template, write rows beneath its headings, and import it."""
    path = folder.parent / f"{kind}.xlsx"
    path.unlink(missing_ok=True)
    assert run("--data", folder, "export-template", kind, path).status == 0
    book = load_workbook(path)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, start=1):
        cells = {"Trạng thái ghi sổ": state, **row} | ({"Dòng": number} if "Dòng" in headings else {})
        assert cells.keys() <= set(headings)
        sheet.append([cells.get(str(heading)) for heading in headings])
    book.save(path)
    return run("--data", folder, "import", kind, path)


AREAS = (
    {"Tên": "Thôn Nà Mẫu", "Loại": "Thôn", "Số hộ": 40, "Có từ ngày": "01/01/2015"},
    {"Tên": "Thôn Đồng Thử", "Loại": "Thôn", "Số hộ": 52, "Có từ ngày": "01/01/2015"},
)
LAND = {
    "Ngày biên bản": "15/03/2024",
    "Hình thức văn bản": "Giấy hiến đất viết tay",
    "Người, hộ hiến": "Hoàng Văn Thử",
    "Nơi cư trú": "Thôn Nà Mẫu",
    "Địa chỉ thửa đất": "Thôn Nà Mẫu",
    "Diện tích hiến": "120,5 m²",
    "Mục đích hiến": "Đường giao thông",
    "Tên công trình": "Đường liên thôn",
    "Bàn giao: Trạng thái": "Đã ký",
}
