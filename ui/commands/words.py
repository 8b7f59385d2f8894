"""The words of the command line: what may be written, and its help, all in Vietnamese."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from models.periods import parse_period
from models.record_types import RECORD_TYPES
from models.sentences import in_sentence
from models.units import LEVELS, UNIT_CODE, WRONG_UNIT_CODE

DONE, REFUSED, SURROUNDINGS = 0, 1, 2
"""Exit status: done; refused or something to look at; wrong usage or surroundings."""

# argparse speaks English; these are the beginnings of what it can say here.
SPOKEN = (
    ("the following arguments are required:", "còn thiếu:"),
    ("unrecognized arguments:", "không hiểu:"),
    ("expected one argument", "cần một giá trị"),
    ("expected at least one argument", "cần ít nhất một giá trị"),
    ("ignored explicit argument", "không nhận giá trị"),
    ("invalid choice:", "không nhận giá trị"),
    ("choose from", "chọn một trong"),
    ("argument ", "tham số "),
)
HELP_WORDS = (
    ("usage:", "Cách dùng:"),
    ("positional arguments:", "Tham số:"),
    ("options:", "Tùy chọn:"),
    ("show this help message and exit", "hiện phần trợ giúp này"),
)
PERIOD_HELP = "kỳ báo cáo, như 2026-07, 2026-Q3, 2026-H1, 2026-9M, 2026"
CUTOFF_HELP = "ngày chốt số liệu, dạng yyyy-mm-dd, như 2026-06-30"

Commands = argparse._SubParsersAction


class Parser(argparse.ArgumentParser):
    """Errors are one Vietnamese line; an option is written out, so that a new one never changes what a script means."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"allow_abbrev": False, **options})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        for english, vietnamese in SPOKEN:
            message = message.replace(english, vietnamese)
        complain(f"{message}. Xem cách dùng: {self.prog} --help")
        raise SystemExit(SURROUNDINGS)

    def format_help(self) -> str:
        translated = super().format_help()
        for english, vietnamese in HELP_WORDS:
            translated = translated.replace(english, vietnamese)
        return translated


def parse(arguments: Sequence[str], default_folder: Path) -> argparse.Namespace:
    """Read the command line; a wrong one ends the program with status 2."""
    speak_utf8()
    parser = Parser(
        prog="main.py",
        description="Sổ Mặt trận: sổ ghi ngoại tuyến của Mặt trận Tổ quốc Việt Nam. Không có lệnh thì mở cửa sổ.",
        epilog="Mã thoát: 0 xong; 1 bị từ chối hoặc có điều cần xem lại; 2 sai cách dùng hoặc do máy, tệp.",
    )
    parser.add_argument("--data", metavar="THƯ_MỤC", default=str(default_folder), help="thư mục chứa sổ")
    parser.add_argument("--passphrase-file", metavar="TỆP", help="tệp chứa mật khẩu mở sổ (dòng đầu)")
    parser.add_argument("--recovery-key-file", metavar="TỆP", help="tệp chứa khóa khôi phục, dùng thay mật khẩu")
    commands = parser.add_subparsers(dest="command", metavar="LỆNH", parser_class=Parser)
    _add_set_up(commands)
    _add_records(commands)
    _add_reports(commands)
    _add_keeping(commands)
    return parser.parse_args(arguments)


def _add(commands: Commands[Parser], name: str, what: str, epilog: str = "") -> Parser:
    sentence = f"{what[0].upper()}{what[1:]}."
    return commands.add_parser(
        name, help=what, description=sentence, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def _add_set_up(commands: Commands[Parser]) -> None:
    levels = ", ".join(f"{level.code} ({level.label})" for level in LEVELS)
    init = _add(commands, "init", "lập sổ mới cho một đơn vị")
    init.add_argument("--unit-code", required=True, metavar="MÃ", type=_code, help="mã đơn vị")
    init.add_argument("--name", required=True, metavar="TÊN", type=_filled, help="tên đơn vị, như “Xã Nà Mẫu”")
    init.add_argument("--level", required=True, metavar="CẤP", choices=[item.code for item in LEVELS], help=levels)
    upper = "mã đơn vị cấp trên nhận tệp gửi"
    init.add_argument("--parent-code", default="", metavar="MÃ", type=lambda text: text and _code(text), help=upper)
    init.add_argument("--parent-name", default="", metavar="TÊN", help="tên đơn vị cấp trên")
    place = "địa danh đứng trước ngày tháng trên văn bản in; không ghi thì lấy theo tên đơn vị"
    init.add_argument("--place", default="", metavar="TÊN", help=place)
    init.add_argument("--officer", required=True, metavar="HỌ_TÊN", type=_filled, help="họ tên cán bộ ghi sổ")
    init.add_argument("--officer-title", default="", metavar="CHỨC_VỤ", help="chức vụ của cán bộ")
    tour = _add(commands, "tour", "chạy thử toàn bộ công việc chính, để lại hình, PDF và tệp Excel")
    tour.add_argument("--out", required=True, metavar="THƯ_MỤC", type=Path, help="nơi để kết quả")


def _add_records(commands: Commands[Parser]) -> None:
    template = _add(commands, "export-template", "ghi tệp Excel mẫu để nhập một loại sổ", _TYPES)
    _add_type(template)
    template.add_argument("file", metavar="TỆP", type=Path, help="tệp .xlsx sẽ ghi")
    reading = _add(commands, "import", "nhập tệp Excel theo mẫu; có lỗi thì không ghi dòng nào", _TYPES)
    _add_type(reading)
    reading.add_argument("file", metavar="TỆP", type=Path, help="tệp .xlsx đã điền")
    listing = _add(commands, "list", "liệt kê một loại sổ, kể cả mục nhận từ cấp dưới", _TYPES)
    _add_type(listing)
    listing.add_argument("--period", metavar="KỲ", type=_period, help=PERIOD_HELP)
    listing.add_argument("--json", action="store_true", help="in dạng JSON thay cho bảng")


_TYPES = "Các loại sổ:\n" + "\n".join(f"  {item.name:<20}{item.plural}" for item in RECORD_TYPES)


def _add_type(parser: Parser) -> None:
    types = [item.name for item in RECORD_TYPES]
    parser.add_argument("type", metavar="LOẠI", choices=types, help="loại sổ, xem danh sách dưới đây")


def _add_reports(commands: Commands[Parser]) -> None:
    export = _add(commands, "export", "tạo tệp gửi lên cấp trên và bản Excel để đọc")
    export.add_argument("--period", required=True, metavar="KỲ", type=_period, help=PERIOD_HELP)
    export.add_argument("--cutoff", required=True, metavar="NGÀY", type=_day, help=CUTOFF_HELP)
    export.add_argument("--to", required=True, metavar="THƯ_MỤC", type=Path, help="nơi ghi tệp gửi")
    receive = _add(commands, "receive", "nhận tệp gửi của cấp dưới")
    receive.add_argument("files", nargs="+", metavar="TỆP", type=Path, help="tệp .smt, hoặc thư mục có các tệp .smt")
    receive.add_argument("--preview", action="store_true", help="chỉ xem trước, không ghi")
    receive.add_argument("--add-units", action="store_true", help="thêm đơn vị chưa có vào danh sách")
    report = _add(commands, "report", "lập báo cáo của đơn vị và các đơn vị cấp dưới đã nhận")
    report.add_argument("id", metavar="BÁO_CÁO", help="mã báo cáo, như phu-luc-cuoc-van-dong")
    report.add_argument("--period", required=True, metavar="KỲ", type=_period, help=PERIOD_HELP)
    report.add_argument("--cutoff", metavar="NGÀY", type=_day, help=f"{CUTOFF_HELP}; mặc định là ngày đã chốt của kỳ")
    report.add_argument("--by-unit", action="store_true", help="chi tiết từng đơn vị cấp dưới")
    formats = ["pdf", "docx", "xlsx", "json"]
    report.add_argument("--format", required=True, metavar="DẠNG", choices=formats, help="pdf, docx, xlsx hoặc json")
    report.add_argument("--to", required=True, metavar="TỆP", type=Path, help="tệp sẽ ghi")


def _add_keeping(commands: Commands[Parser]) -> None:
    check = _add(commands, "check", "kiểm tra sổ và chuỗi nhật ký")
    check.add_argument("--deep", action="store_true", help="kiểm tra toàn bộ: từng trang, từng mục, từng từ tìm kiếm")
    check.add_argument("--repair", action="store_true", help="sao lưu rồi sửa những lỗi máy sửa được")
    _add(commands, "backup", "tạo bản sao lưu đã kiểm tra")
    recovery = _add(commands, "recovery-key", "lập khóa khôi phục mới và ghi tờ khóa để in")
    recovery.add_argument("--to", required=True, metavar="TỆP", type=Path, help="tệp .pdf sẽ ghi")
    restore = _add(commands, "restore", "khôi phục sổ từ một bản sao lưu")
    restore.add_argument("file", metavar="TỆP", type=Path, help="bản sao lưu")
    salvage = _add(commands, "salvage", "cứu những gì còn đọc được của tệp hỏng vào một sổ mới")
    salvage.add_argument("file", metavar="TỆP_HỎNG", type=Path, help="tệp so-mat-tran.db hoặc bản sao lưu bị hỏng")
    salvage.add_argument("--to", required=True, metavar="THƯ_MỤC", type=Path, help="thư mục trống để sổ mới")
    plain = _add(commands, "plain-copy", "ghi bản sao không mã hóa, đọc được bằng chương trình khác")
    plain.add_argument("file", metavar="TỆP", type=Path, help="tệp .db sẽ ghi")


def _filled(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("không được để trống")
    return text.strip()


def _code(text: str) -> str:
    """A unit's code, as the window takes it: another one would not go into a submission file."""
    if not UNIT_CODE.fullmatch(text):
        told = in_sentence(WRONG_UNIT_CODE).removesuffix(".")
        raise argparse.ArgumentTypeError(f"“{text}” chưa dùng được: {told}")
    return text


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày dạng yyyy-mm-dd") from None


def _period(text: str) -> str:
    """The period's code as it is stored."""
    try:
        return parse_period(text).code
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None


def speak_utf8() -> None:
    """Vietnamese also into a pipe or a file on a machine whose own encoding lacks it (Windows, LANG=C)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """One thing done or found, on the standard output; nowhere where there is none (a program without console)."""
    if sys.stdout is not None:
        sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    """One error or finding, always one line."""
    if sys.stderr is not None:
        sys.stderr.write(" ".join(text.split()) + "\n")
