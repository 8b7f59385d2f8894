"""Registers, sheets and submission files that the trials of cutting off begin with."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from openpyxl import load_workbook

from models.ports import Identity
from storage.store import Store, open_store
from tests.storage.conftest import CHEAP, Clock
from tests.storage.submission.offices import Office

ROWS = 150
RECEIPTS = 150
COMMUNE_OF = Identity("X1", "Xã Thử", "xa", "T1", "Tỉnh Thử", "Nông Thị Thử", "")


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """The register as the next session finds it: it must be sound before anything is looked at."""
    with closing(open_store(folder, cost=CHEAP)) as book:
        assert list(book.check(deep=True)) == []
        yield book


def new_folder(folder: Path, identity: Identity) -> Path:
    with closing(open_store(folder, cost=CHEAP)) as book:
        book.settings.set_identity(identity)
    return folder


def filled_sheet(folder: Path, path: Path) -> Path:
    """A sheet of donors, all to be made final."""
    with opened(folder) as book:
        book.workbooks.write_template("donor", path)
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    headings = [str(cell.value or "").rstrip(" *") for cell in sheet[1]]
    row = {"Loại": "Doanh nghiệp", "Đồng ý công khai tên": "Có", "Trạng thái": "Đã ghi sổ"}
    name = next(column for column, heading in enumerate(headings, 1) if heading.startswith("Tên cơ quan"))
    for number in range(ROWS):
        sheet.cell(number + 2, name, f"Công ty Thử {number + 1}")
        for column, heading in enumerate(headings, 1):
            value = next((text for label, text in row.items() if heading.startswith(label)), None)
            if value is not None:
                sheet.cell(number + 2, column, value)
    workbook.save(path)
    return path


def sent_files(tmp_path: Path, count: int) -> list[Path]:
    """Files of one commune with rising numbers, each with other sums in all its receipts."""
    commune = Office(tmp_path / "commune", "A", Clock(), parent="T1")
    fund, donor = commune.fund(), commune.donor()
    with commune.db.transaction("Dữ liệu thử"):
        receipts = [commune.receipt(1, fund=fund, donor=donor) for _ in range(RECEIPTS)]
    paths = [commune.send()]
    for number in range(2, count + 1):
        with commune.db.transaction("Dữ liệu thử"):
            receipts = [commune.change(receipt, amount_vnd=number) for receipt in receipts]
        paths.append(commune.send())
    commune.close()
    return paths
