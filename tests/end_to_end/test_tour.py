"""The tour as an officer's computer runs it: a process of its own, an empty home, and everything it promises."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from models.ports import StorageError
from ui.tour.guide import DATA, PAPERS, PICTURES, TRANSCRIPT, Guide

ROOT = Path(__file__).resolve().parents[2]
TIME = 170  # seconds; it takes about 50 on two cores
SHEETS = ("phieu-hoa-giai", "phieu-tiep-nhan", "phieu-hien-dat", "phieu-mo-hinh")
VOUCHERS = ("phieu-tiep-nhan-tien", "phieu-chi-ho-tro", "bao-cao-xa", "bang-quy-tac", "so-theo-doi-dang-ky")
APPENDICES = ("phu-luc-toan-tinh", "phu-luc-theo-don-vi")
SHOWN = (
    *("chi-ho-tro-xa", "chi-ho-tro-tinh", "nha-dai-doan-ket-xa", "ho-duoc-giup-xa", "dot-van-dong-tinh"),
    *("cong-trinh-xa", "ngay-cong-xa", "tuyen-truyen-xa", "giam-sat-xa"),
)
"""The registers whose list and form stand in a picture of their own; the day of unity is typed in."""


@pytest.fixture(scope="module")
def tour(tmp_path_factory) -> tuple[Path, Path, subprocess.CompletedProcess[str]]:
    """Where the results lie, the home of the account, and how the process ended."""
    home, out = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("tour") / "kết quả"
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    surroundings = {**os.environ, **dict.fromkeys(places, str(home)), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(ROOT / "main.py"), "tour", "--out", str(out)]
    ended = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, encoding="utf-8", timeout=TIME, check=False
    )
    return out, home, ended


def test_every_result_holds_and_every_line_is_said(tour):
    out, _, ended = tour
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "CHƯA ĐẠT" not in ended.stdout
    for line in (
        "đạt: 59.482 m² đất được hiến",
        "đạt: 1.014 vụ việc tiếp nhận",
        "đạt: hòa giải thành 739 vụ việc",
        "đạt: tỷ lệ hòa giải thành 72,88%",
        "đạt: ủng hộ xóa nhà tạm 160,78 tỷ đồng",
        "đạt: phần của 10 đơn vị cộng lại bằng 739",
        "đạt: 3.020 suất quà Tết hộ nghèo khi cộng từng câu của chú thích 5",
        "đạt: báo cáo in lý do “Năm hộ thôn bên cùng dự.”",
        "đạt: Kho hiện vật: Gạo tẻ 450",
        "đạt: đứng đầu là hộ được giúp Lý Thị Mẫu",
        "đạt: kiểm tra toàn bộ sổ: không có lỗi",
    ):
        assert line in ended.stdout
    assert (out / TRANSCRIPT).read_text(encoding="utf-8").splitlines() == ended.stdout.splitlines()


def test_the_pictures_are_numbered_named_without_accents_and_as_large_as_a_small_screen(tour):
    out, _, _ = tour
    names = sorted(path.name for path in (out / PICTURES).iterdir())
    assert [int(name.split("-")[0]) for name in names] == list(range(1, len(names) + 1))
    assert len(names) >= 110
    slugs = {name.partition("-")[2].removesuffix(".png") for name in names}
    assert {f"so-{register}" for register in SHOWN} <= slugs
    assert {"ngay-hoi-da-ghi-so", "ho-duoc-giup-da-nhan", "so-lieu-ban-dau", "giao-dien-toi-disbursement"} <= slugs
    for path in (out / PICTURES).iterdir():
        assert path.name.isascii()
        picture = path.read_bytes()
        assert struct.unpack(">II", picture[16:24]) == (1366, 768)
        assert len(picture) > 8_000, f"{path.name} shows next to nothing"


def test_it_leaves_the_sheets_and_the_appendix_in_print(tour):
    out, _, _ = tour
    for name in (*SHEETS, *VOUCHERS, *APPENDICES):
        assert (out / PAPERS / f"{name}.pdf").read_bytes().startswith(b"%PDF-")
        with zipfile.ZipFile(out / PAPERS / f"{name}.docx") as word:
            assert word.testzip() is None
            assert "word/document.xml" in word.namelist()


@pytest.mark.parametrize("name", APPENDICES)
def test_the_workbook_holds_numbers_that_excel_can_add(tour, name):
    out, _, _ = tour
    sheet = openpyxl.load_workbook(out / PAPERS / f"{name}.xlsx").worksheets[0]
    values = {row[1].value: [cell.value for cell in row[2:]] for row in sheet.iter_rows() if len(row) > 3}
    assert 739 in values["Hòa giải thành"]
    assert 1014 in values["Vụ việc hòa giải tiếp nhận"]
    assert 160_780_000_000 in values["Ủng hộ người nghèo, xóa nhà tạm: đã tiếp nhận và còn đăng ký"]


def test_nothing_is_written_outside_of_its_folder(tour):
    out, home, _ = tour
    ours = [path for path in home.rglob("*") if "mat-tran" in path.name.lower() or "sotmat" in path.name.lower()]
    assert ours == []
    assert {path.name for path in (out / DATA).iterdir()} >= {"gia-x01", "gia-h1", "gia-t"}


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "so-lieu.xlsx").write_text("của tôi", encoding="utf-8")
    with pytest.raises(StorageError, match="thư mục trống"):
        Guide(tmp_path).begin()
    assert [path.name for path in tmp_path.iterdir()] == ["so-lieu.xlsx"]


def test_an_earlier_tour_makes_room_for_the_next(tmp_path):
    first = Guide(tmp_path)
    first.begin()
    (first.folder("GIA-X01")).mkdir()
    Guide(tmp_path).begin()
    assert list((tmp_path / DATA).iterdir()) == []
