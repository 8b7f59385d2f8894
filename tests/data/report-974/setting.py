"""Where and when the practice data takes place: made-up units below a made-up province, the real period and cut-off."""

from __future__ import annotations

from datetime import date

PERIOD = "2024-H1"
YEAR_START, CUTOFF = date(2024, 1, 1), date(2024, 6, 3)
PROVINCE, DISTRICT = "GIA-T", "GIA-H1"
UNITS = (
    (PROVINCE, "Tỉnh Giả Định", "tinh", ""),
    (DISTRICT, "Huyện Ví Dụ", "huyen", PROVINCE),
    ("GIA-X01", "Xã Nà Mẫu", "xa", DISTRICT),
    ("GIA-X02", "Xã Bản Thử", "xa", DISTRICT),
    ("GIA-X03", "Xã Khuổi Ví", "xa", DISTRICT),
    ("GIA-X04", "Xã Pác Giả", "xa", DISTRICT),
    ("GIA-X05", "Xã Đồng Mẫu", "xa", DISTRICT),
    ("GIA-X06", "Xã Suối Tưởng", "xa", DISTRICT),
    ("GIA-X07", "Xã Cầu Đề", "xa", DISTRICT),
    ("GIA-X08", "Xã Lũng Bịa", "xa", DISTRICT),
    ("GIA-X09", "Xã Nà Vẽ", "xa", DISTRICT),
    ("GIA-X10", "Thị trấn Thử", "xa", DISTRICT),
)
COMMUNES = tuple(code for code, _, level, _ in UNITS if level == "xa")
NAMES = {code: name for code, name, _, _ in UNITS}
MILLION = 1_000_000
Row = dict[str, object]
"""One line of a CSV file: column -> value; the column order is that of the first row that has it."""
