"""Every command of the command line, from an empty folder over real files: what it does, says and answers."""

import datetime as dt
import json
import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from sqlcipher3 import dbapi2

from models.indicators import Figure
from models.record_types import NAMES
from storage.store import open_store
from tests.end_to_end.chain import APPENDIX
from tests.end_to_end.command_runs import AREAS, COMMUNE, LAND, PROVINCE, Run, fill, process


# -------------------------------------------------------------------------------------------------------- set-up
def test_init_says_whose_register_it_is_and_refuses_a_second(run: Run, commune: Path):
    again = run("--data", commune, "init", *PROVINCE)
    assert again.status == 1 and again.err == ["Thư mục này đã có sổ của Xã Thử. Chọn thư mục khác bằng --data."]


def test_init_calls_an_upper_unit_by_its_official_name(run: Run, tmp_path: Path):
    for folder, parent, name in (("a", "04", "Tỉnh Cao Bằng"), ("b", "HQ-01", "HQ-01")):
        words = ("--unit-code", "01392", "--name", "Xã Thử", "--level", "xa", "--parent-code", parent)
        assert run("--data", tmp_path / folder, "init", *words, "--officer", "Trần Thị Mẫu").status == 0
        with closing(open_store(tmp_path / folder)) as store:
            kept = store.settings.identity()
        assert kept is not None and kept.parent_name == name


@pytest.mark.parametrize(
    ("level", "name", "parent", "more", "place", "region"),
    [
        ("xa", "Xã Thử", "20", (), "Thử", "bac"),
        ("xa", "Phường Thử", "79", ("--place", "Bến Mẫu"), "Bến Mẫu", "nam"),
        ("tw", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "", (), "Hà Nội", "bac"),
    ],
)
def test_init_answers_what_the_window_would_propose(
    run: Run, tmp_path: Path, level: str, name: str, parent: str, more: tuple[str, ...], place: str, region: str
):
    """The place stands before the date on every paper: without it a printed heading has a gap."""
    words = ("--unit-code", "ZZ", "--name", name, "--level", level, "--parent-code", parent, *more)
    assert run("--data", tmp_path, "init", *words, "--officer", "Trần Thị Mẫu").status == 0
    with closing(open_store(tmp_path)) as store:
        kept = store.settings.identity()
    assert kept is not None and (kept.place, kept.land_region) == (place, region)


@pytest.mark.parametrize(
    "rest",
    [("list", "fund"), ("check",), ("backup",), ("export", "--period", "2024", "--cutoff", "2024-12-31", "--to", ".")],
)
def test_a_mistyped_folder_does_not_become_a_register(run: Run, tmp_path: Path, rest: tuple[str, ...]):
    folder = tmp_path / "go-nham"
    said = run("--data", folder, *rest)
    assert said.status == 2 and len(said.err) == 1 and "init" in said.err[0] and str(folder) in said.err[0]
    assert not folder.exists()


# ------------------------------------------------------------------------------------------------------- records
def test_a_template_is_not_written_over_what_somebody_filled_in(run: Run, commune: Path, tmp_path: Path):
    sheet = tmp_path / "quy.xlsx"
    sheet.write_bytes(b"filled in")
    said = run("--data", commune, "export-template", "fund", sheet)
    assert (said.status, said.out, len(said.err)) == (1, [], 1) and str(sheet) in said.err[0]
    assert sheet.read_bytes() == b"filled in"


def test_import_enters_what_a_filled_template_says(run: Run, commune: Path):
    assert fill(run, commune, "residential_area", *AREAS).out == ["Đã nhập 2 dòng."]
    listed = run("--data", commune, "list", "residential_area")
    assert listed.status == 0 and len(listed.out) == 3
    assert listed.out[0].split("\t")[:4] == ["Mã", "Tên", "Loại", "Số hộ"]
    assert [line.split("\t")[-1] for line in listed.out] == ["Trạng thái ghi sổ", "Đã ghi sổ", "Đã ghi sổ"]
    assert {line.split("\t")[1]: line.split("\t")[3] for line in listed.out[1:]} == {
        "Thôn Nà Mẫu": "40", "Thôn Đồng Thử": "52",
    }  # fmt: skip


def test_import_with_a_problem_enters_nothing_and_names_row_and_column(run: Run, commune: Path):
    said = fill(run, commune, "residential_area", AREAS[0], {**AREAS[1], "Số hộ": "nhiều"})
    assert said.status == 1 and len(said.err) == 1
    assert "dòng 3" in said.err[0].lower() and "Số hộ" in said.err[0]
    assert len(run("--data", commune, "list", "residential_area").out) == 1


def test_list_as_json_gives_numbers_in_the_unit_a_person_reads(run: Run, commune: Path):
    fill(run, commune, "residential_area", *AREAS)
    assert fill(run, commune, "land_contribution", LAND).status == 0
    [land] = json.loads("\n".join(run("--data", commune, "list", "land_contribution", "--json").out))
    assert land["area"] == 120.5 and land["minutes_date"] == "2024-03-15"
    assert land["number_text"] == "HĐ-2024-0001" and land["state"] == "final" and land["received"] is False
    assert land["residential_area"] == "Thôn Nà Mẫu"


def test_list_of_a_period(run: Run, commune: Path):
    fill(run, commune, "residential_area", *AREAS)
    assert fill(run, commune, "land_contribution", LAND).status == 0
    for period, rows in (("2024-Q1", 1), ("2024-h1", 1), ("2024", 1), ("2024-Q2", 0), ("2023", 0)):
        listed = run("--data", commune, "list", "land_contribution", "--period", period)
        assert listed.status == 0 and len(listed.out) == 1 + rows, period


@pytest.mark.parametrize("kind", NAMES)
def test_every_register_can_be_listed_and_has_a_template(run: Run, province: Path, tmp_path: Path, kind: str):
    assert json.loads("\n".join(run("--data", province, "list", kind, "--json").out)) == []
    assert run("--data", province, "list", kind).status == 0
    assert run("--data", province, "export-template", kind, tmp_path / "mau.xlsx").status == 0
    assert load_workbook(tmp_path / "mau.xlsx").worksheets[0].max_row == 1


# ----------------------------------------------------------------------------------------- sending, receiving, reports
@pytest.fixture
def sent(run: Run, new_registers: Path, commune: Path, tmp_path: Path) -> Path:
    """A file of the commune with one piece of land: made by the first who asks, copied for each."""
    made = new_registers / "gui"
    if not made.exists():
        _send(run, commune, made)
    [file] = shutil.copytree(made, tmp_path / "gui").glob("*.smt")
    return file


def _send(run: Run, commune: Path, to: Path) -> None:
    fill(run, commune, "residential_area", *AREAS)
    fill(run, commune, "land_contribution", LAND)
    to.mkdir()
    said = run("--data", commune, "export", "--period", "2024-H1", "--cutoff", "2024-06-03", "--to", to)
    assert said.status == 0 and not said.err
    [file] = to.glob("*.smt")
    assert str(file) in said.out[0] and file.with_suffix(".xlsx").exists()


def test_receive_previews_offers_takes_in_and_knows_it_again(run: Run, province: Path, sent: Path):
    unlisted = run("--data", province, "receive", sent)
    assert unlisted.status == 1 and "Xã Thử" in unlisted.err[0] and "--add-units" in unlisted.err[1]
    preview = run("--data", province, "receive", sent.parent, "--add-units", "--preview")
    assert preview.status == 0 and "bản ghi mới 3" in preview.out[0]  # the land and both residential areas
    assert len(run("--data", province, "list", "land_contribution").out) == 1, "a preview keeps nothing"
    taken = run("--data", province, "receive", sent.parent, "--add-units")
    assert taken.status == 0 and "bản ghi mới 3" in taken.out[0] and len(taken.out) == 1
    assert len(run("--data", province, "list", "land_contribution").out) == 2
    again = run("--data", province, "receive", sent)
    assert again.status == 0 and "không có gì thay đổi" in again.out[0]


def test_receive_says_which_figures_keyed_here_a_file_replaces(run: Run, province: Path, sent: Path):
    with closing(open_store(province)) as book:
        book.units.add_child("X1", "Xã Thử", "xa")
        book.figures.save([Figure("X1", "2024-H1", "KT-13", value=50)])
    for more in (("--preview",), ()):
        said = run("--data", province, "receive", sent, *more)
        assert said.status == 0 and len(said.err) == 1
        assert "1 số liệu nhập thay cho Xã Thử" in said.err[0]


@pytest.mark.parametrize("content", [b"", b"MTTQPKG1\n{}\n", b"\x00" * 5000], ids=["empty", "header only", "zeros"])
def test_receive_refuses_what_is_no_sound_file(run: Run, province: Path, tmp_path: Path, content: bytes):
    (tmp_path / "hong.smt").write_bytes(content)
    said = run("--data", province, "receive", tmp_path / "hong.smt")
    assert said.status == 1 and len(said.err) == 1 and said.err[0].startswith("hong.smt: ") and not said.out


def test_receive_says_when_there_is_nothing_to_receive(run: Run, province: Path, tmp_path: Path):
    (tmp_path / "rong").mkdir()
    said = run("--data", province, "receive", tmp_path / "rong")
    assert said.status == 1 and said.err == ["Không thấy tệp .smt nào ở nơi đã chỉ."]


def test_report_as_json_counts_what_was_received(run: Run, province: Path, sent: Path, tmp_path: Path):
    run("--data", province, "receive", sent, "--add-units")
    options = ("report", APPENDIX, "--period", "2024-H1", "--cutoff", "2024-06-03", "--format", "json", "--to")
    assert run("--data", province, *options, tmp_path / "a.json").status == 0
    rows = {row["code"]: row for row in json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))}
    assert rows["KT-09"]["values"]["in_period"] == 120.5 and rows["KT-10"]["values"]["in_period"] == 1
    assert rows["KT-09"]["label"] == "Diện tích đất hiến" and rows["KT-09"]["level"] == ""
    assert rows["PL-10"]["values"]["in_period"] is None, "an empty register is not zero"
    assert run("--data", province, *options, tmp_path / "b.json", "--by-unit").status == 0
    by_unit = {row["code"]: row for row in json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))}
    assert by_unit["KT-09"]["values"] == {"in_period": 120.5, "unit:T1": None, "unit:X1": 120.5}


def test_report_as_workbook(run: Run, province: Path, sent: Path, tmp_path: Path):
    run("--data", province, "receive", sent, "--add-units")
    options = ("report", APPENDIX, "--period", "2024-H1", "--cutoff", "2024-06-03", "--format", "xlsx", "--to")
    said = run("--data", province, *options, tmp_path / "a.xlsx")
    assert said.status == 0 and "1/1 đơn vị đã nộp" in said.out[0]
    cells = {cell.value for sheet in load_workbook(tmp_path / "a.xlsx") for row in sheet.iter_rows() for cell in row}
    assert {"Diện tích đất hiến", 120.5} <= cells


def test_report_as_pdf_needs_no_screen(commune: Path, tmp_path: Path):
    unseen = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    options = ("report", APPENDIX, "--period", "2024-H1", "--format", "pdf", "--to", tmp_path / "a.pdf")
    done = process("--data", commune, *options, environment=unseen)
    assert done.returncode == 0, done.stderr.decode("utf-8")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_a_report_with_something_to_look_at_answers_1(run: Run, province: Path, tmp_path: Path):
    run("--data", province, "init", *PROVINCE)
    with closing(open_store(province)) as store:
        store.units.add_child("X9", "Xã Vắng", "xa")
    target = tmp_path / "a.json"
    said = run("--data", province, "report", APPENDIX, "--period", "2024-H1", "--format", "json", "--to", target)
    assert said.status == 1 and target.exists()
    assert said.err == ["0/1 đơn vị đã nộp; chưa nộp: Xã Vắng."]


def test_report_as_word(run: Run, province: Path, tmp_path: Path):
    options = ("report", APPENDIX, "--period", "2024-H1", "--cutoff", "2024-06-03", "--format", "docx", "--to")
    assert run("--data", province, *options, tmp_path / "a.docx").status == 0
    word = docx.Document(str(tmp_path / "a.docx"))
    assert any(paragraph.style and paragraph.style.name == "Title" for paragraph in word.paragraphs)
    assert any(cell.text == "Diện tích đất hiến" for table in word.tables for cell in table.columns[1].cells)


@pytest.mark.parametrize("form", ["json", "xlsx", "docx"])
def test_a_report_that_cannot_be_written_is_told(run: Run, province: Path, tmp_path: Path, form: str):
    target = tmp_path / "khong-co" / f"a.{form}"
    said = run("--data", province, "report", APPENDIX, "--period", "2024-H1", "--format", form, "--to", target)
    assert said.status == 2 and len(said.err) == 1 and target.name in said.err[0]


def test_an_unknown_report_names_the_known_ones(run: Run, province: Path, tmp_path: Path):
    said = run("--data", province, "report", "la", "--period", "2024", "--format", "json", "--to", tmp_path / "a.json")
    assert said.status == 2 and len(said.err) == 1 and APPENDIX in said.err[0]


def test_export_of_a_unit_without_an_upper_one_says_why_there_is_no_file(run: Run, province: Path, tmp_path: Path):
    said = run("--data", province, "export", "--period", "2024-H1", "--cutoff", "2024-06-30", "--to", tmp_path)
    assert said.status == 2 and len(said.err) == 1 and "cấp trên" in said.err[0]
    assert not list(tmp_path.glob("*.smt"))


def test_export_refuses_a_cutoff_before_the_period(run: Run, commune: Path, tmp_path: Path):
    said = run("--data", commune, "export", "--period", "2024-H1", "--cutoff", "2023-12-31", "--to", tmp_path)
    assert said.status == 2 and len(said.err) == 1 and "31/12/2023" in said.err[0]
    assert not list(tmp_path.glob("*.smt"))


# ------------------------------------------------------------------------------------------------------- keeping
def test_backup_and_restore_bring_back_what_was(run: Run, commune: Path):
    fill(run, commune, "residential_area", AREAS[0])
    kept = run("--data", commune, "backup")  # each command saves a copy at its end, so this one names it
    assert kept.status == 0
    backup = Path(kept.out[0].partition(": ")[2])
    assert backup.exists()
    fill(run, commune, "residential_area", AREAS[1])
    assert len(run("--data", commune, "list", "residential_area").out) == 3
    assert run("--data", commune, "restore", backup).out == ["Đã khôi phục sổ từ bản sao lưu."]
    assert len(run("--data", commune, "list", "residential_area").out) == 2
    assert run("--data", commune, "check").status == 0


def test_check_finds_a_file_sound_or_damaged_and_restore_mends_it(run: Run, commune: Path):
    assert run("--data", commune, "check").out == ["Sổ nguyên vẹn, chuỗi nhật ký liền mạch."]
    backup = run("--data", commune, "backup").out[0].partition(": ")[2]
    [register] = commune.glob("*.db")
    content = bytearray(register.read_bytes())
    content[4096 * 3 : 4096 * 60] = bytes(4096 * 57)
    register.write_bytes(content)
    damaged = run("--data", commune, "check")
    assert damaged.status in (1, 2) and damaged.err and "restore" in damaged.err[0]
    assert run("--data", commune, "restore", backup).status == 0
    assert run("--data", commune, "check").status == 0


def test_restore_of_what_is_not_there(run: Run, commune: Path, tmp_path: Path):
    said = run("--data", commune, "restore", tmp_path / "khong-co.db")
    assert said.status == 2 and len(said.err) == 1
    assert run("--data", commune, "check").status == 0


def test_plain_copy_can_be_read_by_any_sqlite_and_overwrites_nothing(run: Run, commune: Path, tmp_path: Path):
    fill(run, commune, "residential_area", *AREAS)
    target = tmp_path / "ban-sao.db"
    assert run("--data", commune, "plain-copy", target).status == 0
    with closing(dbapi2.connect(str(target))) as plain:
        names = {name for (name,) in plain.execute("SELECT name FROM residential_area")}
    assert names == {"Thôn Nà Mẫu", "Thôn Đồng Thử"}
    before = target.read_bytes()
    assert run("--data", commune, "plain-copy", target).status == 1
    assert target.read_bytes() == before


def test_a_missing_passphrase_file_is_one_line_before_the_window_too(tmp_path: Path):
    done = process("--data", tmp_path / "register", "--passphrase-file", tmp_path / "none")
    said = done.stderr.decode("utf-8")
    assert (done.returncode, done.stdout) == (2, b"")
    assert said.startswith("Không đọc được tệp mật khẩu") and len(said.splitlines()) == 1


def test_a_passphrase_locks_and_opens(run: Run, tmp_path: Path):
    folder, right, wrong = tmp_path / "so", tmp_path / "dung.txt", tmp_path / "sai.txt"
    right.write_bytes("\ufeffMật khẩu của tôi\r\nghi chú".encode())  # as Notepad saves it; only the first line counts
    wrong.write_text("mật khẩu khác", encoding="utf-8")
    assert run("--data", folder, "--passphrase-file", right, "init", *COMMUNE).status == 0
    assert run("--data", folder, "--passphrase-file", right, "list", "fund").status == 0
    for option in ((), ("--passphrase-file", wrong)):
        refused = run("--data", folder, *option, "list", "fund")
        assert refused.status == 2 and len(refused.err) == 1 and not refused.out
    (tmp_path / "rong.txt").write_text("", encoding="utf-8")
    for name in ("rong.txt", "khong-co.txt"):
        said = run("--data", tmp_path / "khac", "--passphrase-file", tmp_path / name, "init", *COMMUNE)
        assert said.status == 2 and name in said.err[0] and not (tmp_path / "khac").exists()


def test_a_recovery_key_is_printed_by_command_and_opens_the_register(run: Run, commune: Path, tmp_path: Path):
    sheet = tmp_path / "khoa.pdf"
    assert run("--data", commune, "recovery-key", "--to", sheet).status == 0
    text = subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, text=True, check=True).stdout
    key = "-".join(re.findall(r"Nhóm \d: +(\w{6})", text))
    assert len(key) == 41 and "phong bì niêm phong" in text
    typed = tmp_path / "khoa.txt"
    typed.write_text(key.lower(), encoding="utf-8")
    (commune / "account_key").unlink()
    assert run("--data", commune, "check").status == 2
    assert run("--data", commune, "--recovery-key-file", typed, "check").status == 0
    typed.write_text(key[:-1], encoding="utf-8")
    said = run("--data", commune, "--recovery-key-file", typed, "check")
    assert said.status == 2 and "mới gõ 35" in said.err[0]
    assert run("--data", commune, "--recovery-key-file", typed, "recovery-key", "--to", sheet).status == 2


def test_check_repairs_what_a_machine_may_mend(run: Run, commune: Path):
    fill(run, commune, "residential_area", *AREAS)
    with closing(open_store(commune)) as store:
        store._db.connection.execute("DELETE FROM residential_area_search WHERE rowid = 1")
    assert run("--data", commune, "check").status == 0  # the quick check does not read every word
    deep = run("--data", commune, "check", "--deep")
    assert deep.status == 1 and "1 mục tìm không đúng" in deep.err[0]
    mended = run("--data", commune, "check", "--repair")
    assert mended.status == 0
    assert mended.out == [
        "Đã lập lại mục lục tìm kiếm của sổ “Khu dân cư” (2 mục).",
        "Sổ nguyên vẹn, chuỗi nhật ký liền mạch.",
    ]


# ------------------------------------------------------------------------------------------------- clock and place
def test_a_wrong_clock_is_told_beside_the_answer(run: Run, commune: Path):
    later = dt.datetime.now().astimezone() + dt.timedelta(days=3)
    with closing(open_store(commune, clock=lambda: later)) as store:
        store.settings.set_land_units(store.settings.land_units())
    said = run("--data", commune, "list", "fund")
    assert said.status == 0 and len(said.err) == 1
    assert f"{later:%d/%m/%Y}" in said.err[0] and "ngày giờ" in said.err[0]


def test_a_register_in_a_cloud_folder_is_refused_in_one_line(run: Run, tmp_path: Path):
    folder = tmp_path / "OneDrive - UBND" / "so"
    said = run("--data", folder, "init", *COMMUNE)
    assert said.status == 2 and len(said.err) == 1 and str(folder) in said.err[0] and "OneDrive" in said.err[0]
    assert not folder.exists()


def test_backup_tells_of_a_second_copy_that_could_not_be_made(run: Run, commune: Path, tmp_path: Path):
    stick = tmp_path / "USB"
    stick.mkdir()
    with closing(open_store(commune)) as store:
        store.backups.choose_second(stick)
    assert run("--data", commune, "backup").status == 0
    stick.rename(tmp_path / "ngan-keo")
    said = run("--data", commune, "backup")
    assert said.status == 1 and len(said.err) == 1 and said.err[0].startswith("Bản sao thứ hai: ")


def test_a_damaged_register_is_salvaged_by_command(run: Run, commune: Path, tmp_path: Path):
    fill(run, commune, "residential_area", *AREAS)
    database = commune / "so-mat-tran.db"
    content = bytearray(database.read_bytes())
    content[2000] ^= 1  # the list of tables
    database.write_bytes(content)
    assert run("--data", commune, "list", "residential_area").status == 2
    new = tmp_path / "mới"
    said = run("salvage", database, "--to", new)
    assert "Khu dân cư: đọc được 2." in said.out
    assert said.out[-1] == f"Sổ mới: {new}. Mở xem bằng --data, rồi mới thay sổ cũ."
    assert database.read_bytes() == content
    assert run("--data", new, "list", "residential_area").status == 0
    assert run("--data", new, "check", "--deep").status == 0
    assert run("salvage", database, "--to", new).status == 1  # never over what is there
