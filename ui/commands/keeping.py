"""The commands that keep a register safe: check, backup, recovery key, plain copy."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from models.ports import Store
from ui.commands.words import DONE, REFUSED, complain, say

Job = Callable[[Store, argparse.Namespace], int]


def _check(store: Store, options: argparse.Namespace) -> int:
    if options.repair:
        for repaired in store.upkeep.repair():
            say(repaired.sentence)
    defects = store.check(deep=options.deep or options.repair)
    for defect in defects:
        complain(defect.sentence)
    if not defects:
        say("Sổ nguyên vẹn, chuỗi nhật ký liền mạch.")
    return REFUSED if defects else DONE


def _backup(store: Store, options: argparse.Namespace) -> int:
    made = store.backups.make("lenh")
    kept = store.backups.all()
    if made is not None:
        say(f"Đã sao lưu: {made.path}")
    else:
        say(f"Không có gì thay đổi từ bản sao lưu trước: {kept[0].path}" if kept else "Sổ chưa có gì để sao lưu.")
    second = store.backups.state().second
    if second is not None and second.problem:
        complain(f"Bản sao thứ hai: {second.problem}")
        return REFUSED
    return DONE


def taken(path: Path) -> bool:
    """Whether something stands there already, which is then said: it may be all there is of somebody's work."""
    if path.exists():
        complain(f"Đã có tệp {path}. Chọn tên khác hoặc xóa tệp đó trước.")
        return True
    return False


def _plain_copy(store: Store, options: argparse.Namespace) -> int:
    if taken(options.file):
        return REFUSED
    store.plain_copy(options.file)
    say(f"Đã ghi bản sao không mã hóa {options.file}. Giữ tệp này ở nơi an toàn.")
    return DONE


def _recovery_key(store: Store, options: argparse.Namespace) -> int:
    """A new key on a sheet to print. It is tried by opening the register with it once."""
    if taken(options.to):
        return REFUSED
    from models.recovery_sheet import sheet
    from ui.paper import printing

    identity = store.settings.identity()
    today = dt.datetime.now().astimezone().date()
    key = store.settings.make_recovery_key()
    printing.write_pdf(sheet(key, identity.unit_name if identity else "", f"{today:%d/%m/%Y}"), options.to)
    say(f"Đã ghi khóa khôi phục mới vào {options.to}; khóa cũ, nếu có, hết tác dụng.")
    say("In tờ này, cất vào phong bì niêm phong, mở thử sổ bằng --recovery-key-file rồi xóa tệp.")
    return DONE


JOBS: Mapping[str, Job] = {
    "check": _check,
    "backup": _backup,
    "recovery-key": _recovery_key,
    "plain-copy": _plain_copy,
}
