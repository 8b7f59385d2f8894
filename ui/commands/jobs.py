"""The command line: every job of the window without a window (Qt is imported only for pdf and tour)."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from models.periods import default_cutoff, parse_period
from models.ports import Identity, OpenStore, StorageError, Store
from models.safe_keeping import RestoreInto, Salvage
from ui.administration.official_units import OfficialUnits, usual_region
from ui.administration.place_names import dated_at
from ui.commands import keeping
from ui.commands.words import DONE, REFUSED, SURROUNDINGS, complain, parse, say

if TYPE_CHECKING:  # the window comes past here too, and should not wait for what only a command needs
    from models.submissions import Finding, Receipt

OUR_ROOMS = ("models", "storage", "ui")
__all__ = ["parse", "passphrase", "run", "status_of"]

Job = keeping.Job
Window = Callable[[Path, "str | None"], int]
"""Opens the window on the register in a folder; gives the exit status."""


def passphrase(path: str) -> str:
    """The first line of the passphrase file; StorageError missing when it cannot be read or says nothing."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"Không đọc được tệp mật khẩu {path}. Kiểm tra lại đường dẫn.", "missing") from error
    if not lines or not lines[0]:
        raise StorageError(f"Tệp mật khẩu {path} không có chữ nào ở dòng đầu. Ghi mật khẩu vào dòng đầu.", "missing")
    return lines[0]


def recovery_key(path: str) -> str:
    """The recovery key in a file; StorageError wrong_key, before anything is tried, when a letter is wrong."""
    from models.recovery_key import MistypedKeyError, read

    try:
        return read(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"Không đọc được tệp khóa khôi phục {path}. Kiểm tra lại đường dẫn.", "missing") from error
    except MistypedKeyError as mistake:
        raise StorageError(f"Khóa khôi phục trong {path}: {mistake}", "wrong_key") from mistake


def run(
    options: argparse.Namespace, open_store: OpenStore, restore_into: RestoreInto, window: Window, salvage: Salvage
) -> int:
    """Carry out one command, or open the window when there is none; every error becomes one line and a status."""
    try:
        status = _run(options, open_store, restore_into, window, salvage)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except Exception as error:  # noqa: BLE001 - nobody above can tell it better than in one line and a log
        return status_of(error, Path(options.data))


def status_of(error: Exception, folder: Path) -> int:
    """Say what went wrong in one line, a fault of ours also in the log of `folder`; gives the exit status."""
    from models.records import Refused

    if isinstance(error, Refused):
        complain("; ".join(problem.message for problem in error.problems))
        return REFUSED
    if isinstance(error, StorageError):
        complain(str(error))
        return REFUSED if error.kind in ("stale", "exists", "cancelled") else SURROUNDINGS
    if isinstance(error, BrokenPipeError):
        # The reader of a list has seen enough ("list ... | head"); Python must not flush once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    if isinstance(error, ModuleNotFoundError) and str(error.name).split(".")[0] not in OUR_ROOMS:
        complain(f"Chưa cài thư viện {error.name}. Chạy make run (trên Windows: run.cmd) để cài đủ rồi mở lại.")
    else:
        complain(_logged_fault(folder, error))
    return SURROUNDINGS


def _run(
    options: argparse.Namespace, open_store: OpenStore, restore_into: RestoreInto, window: Window, salvage: Salvage
) -> int:
    folder = Path(options.data)
    secret = passphrase(options.passphrase_file) if options.passphrase_file else None
    if options.recovery_key_file:
        secret = recovery_key(options.recovery_key_file)
    if not options.command:
        return window(folder, secret)
    if options.command == "tour":
        from ui.tour import journey

        return journey.run(options.out, open_store)
    if options.command == "restore":
        restore_into(folder, options.file, secret)
        say("Đã khôi phục sổ từ bản sao lưu.")
        return DONE
    if options.command == "salvage":
        report = salvage(options.file, options.to, secret)
        for line in report.lines():
            say(line)
        say(f"Sổ mới: {options.to}. Mở xem bằng --data, rồi mới thay sổ cũ.")
        return REFUSED if report.lost or report.remarks else DONE
    if options.command != "init" and not (folder.is_dir() and any(folder.iterdir())):
        raise _no_register(folder)
    store = open_store(folder, secret)
    try:
        if options.command != "init" and store.settings.identity() is None:
            raise _no_register(folder)
        if doubt := store.clock_doubt():
            complain(doubt)
        return JOBS[options.command](store, options)
    finally:
        store.close()


def _no_register(folder: Path) -> StorageError:
    """A mistyped folder must not become an empty register."""
    return StorageError(
        f"Chưa có sổ trong {folder}. Lập sổ bằng lệnh init, hoặc chỉ đúng thư mục bằng --data.", "missing"
    )


def _logged_fault(folder: Path, fault: Exception) -> str:
    """Write the fault into the log beside the data; gives the sentence that tells it."""
    log = folder / "logs" / "so-mat-tran.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(
                f"{dt.datetime.now().astimezone().isoformat(timespec='seconds')}\n{''.join(traceback.format_exception(fault))}\n"
            )
    except OSError:
        return f"Chương trình gặp lỗi: {''.join(traceback.format_exception_only(fault))}"
    return f"Chương trình gặp lỗi, việc này chưa làm xong. Gửi tệp {log} cho người phụ trách phần mềm."


# -------------------------------------------------------------------------------------------------------- set-up
def _init(store: Store, options: argparse.Namespace) -> int:
    existing = store.settings.identity()
    if existing is not None:
        complain(f"Thư mục này đã có sổ của {existing.unit_name}. Chọn thư mục khác bằng --data.")
        return REFUSED
    store.settings.set_identity(
        Identity(
            unit=options.unit_code,
            unit_name=options.name,
            level=options.level,
            parent=options.parent_code,
            parent_name=options.parent_name or _official_name(options.parent_code),
            officer=options.officer,
            officer_title=options.officer_title,
            place=options.place or dated_at(options.level, options.name),
            land_region=usual_region(options.unit_code if options.level == "tinh" else options.parent_code),
        )
    )
    say(f"Đã lập sổ cho {options.name} ({options.unit_code}).")
    return DONE


def _official_name(code: str) -> str:
    """What the State's list calls this unit; the code of one that is not in it."""
    found = OfficialUnits().find(code)
    return found.name if found else code


# ------------------------------------------------------------------------------------------------------- records
def _export_template(store: Store, options: argparse.Namespace) -> int:
    if keeping.taken(options.file):
        return REFUSED
    store.workbooks.write_template(options.type, options.file)
    say(f"Đã ghi tệp mẫu {options.file}.")
    return DONE


def _import(store: Store, options: argparse.Namespace) -> int:
    rows, problems = store.workbooks.import_sheet(options.type, options.file)
    for problem in problems:
        complain(problem)
    say("Chưa nhập dòng nào. Sửa các chỗ đã nêu rồi nhập lại." if problems else f"Đã nhập {rows} dòng.")
    return REFUSED if problems else DONE


def _list(store: Store, options: argparse.Namespace) -> int:
    from ui.commands.lists import as_json, as_table

    written = as_json if options.json else as_table
    for line in written(store, options.type, options.period):
        say(line)
    return DONE


# ----------------------------------------------------------------------------------------- sending, receiving, reports
def _export(store: Store, options: argparse.Namespace) -> int:
    outgoing = store.outbox.prepare(options.period, options.cutoff)
    sent = store.outbox.send(outgoing, options.to)
    say(f"Đã tạo {options.to / sent.file_name} (lần gửi số {sent.number}).")
    return _with_findings(outgoing.findings)


def _receive(store: Store, options: argparse.Namespace) -> int:
    from models.submissions import Verdict

    not_accepted = (Verdict.REFUSED, Verdict.UNLISTED, Verdict.FORK)
    take = store.inbox.preview if options.preview else store.inbox.accept
    receipts = take(options.files, add_units=options.add_units)
    for receipt in receipts:
        tell = complain if receipt.verdict in not_accepted else say
        tell(_receipt_line(receipt))
        for warning in (*receipt.warnings, *receipt.proxies):
            complain(f"{Path(receipt.path).name}: {warning}")
    if any(receipt.verdict is Verdict.UNLISTED for receipt in receipts):
        complain("Nếu đúng là đơn vị cấp dưới, nhận lại với --add-units để thêm vào danh sách.")
    if not receipts:
        complain("Không thấy tệp .smt nào ở nơi đã chỉ.")
    return REFUSED if not receipts or any(receipt.verdict in not_accepted for receipt in receipts) else DONE


def _receipt_line(receipt: Receipt) -> str:
    new, changed, withdrawn = (
        sum(getattr(part, name) for part in receipt.parts) for name in ("new", "changed", "withdrawn")
    )
    counts = f" (bản ghi mới {new}, thay đổi {changed}, rút {withdrawn})" if receipt.parts else ""
    return f"{Path(receipt.path).name}: {receipt.message}{counts}"


def _report(store: Store, options: argparse.Namespace) -> int:
    cutoff = options.cutoff or store.reports.cutoffs().get(options.period)
    cutoff = cutoff or default_cutoff(parse_period(options.period), dt.date.today())  # noqa: DTZ011 - the officer's day
    result = store.reports.result(options.id, options.period, cutoff, by_unit=options.by_unit)
    if options.format == "json":
        from ui.commands.report_json import write_json

        write_json(result, options.to)
    elif options.format == "xlsx":
        store.workbooks.export_document(store.reports.document(result), options.to)
    elif options.format == "docx":
        store.word_documents.export_document(store.reports.document(result), options.to)
    else:
        from ui.paper import printing

        printing.write_pdf(store.reports.document(result), options.to)
    say(f"Đã ghi {options.to}. {result.coverage.sentence}".rstrip())
    return _with_findings(result.findings)


def _with_findings(findings: tuple[Finding, ...]) -> int:
    for finding in findings:
        complain(finding.sentence)
    return REFUSED if any(finding.severity == "warning" for finding in findings) else DONE


JOBS: Mapping[str, Job] = {
    "init": _init,
    "export-template": _export_template,
    "import": _import,
    "list": _list,
    "export": _export,
    "receive": _receive,
    "report": _report,
    **keeping.JOBS,
}
