"""How the entry room names what it counts and makes, so that one word stays the same everywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from models.fields import RecordType
from models.records import Record, State
from models.rules import Problem

NOUNS: Mapping[str, str] = MappingProxyType(
    {
        "mediation_case": "vụ việc",
        "donation_receipt": "phiếu",
        "pledge": "đăng ký",
        "disbursement": "phiếu",
        "house_support": "nhà",
        "land_contribution": "lượt hiến đất",
        "public_work": "công trình",
        "work_contribution": "khoản đóng góp",
        "community_model": "mô hình",
        "outreach_session": "lượt tuyên truyền",
        "oversight_session": "cuộc giám sát, phản biện",
        "unity_festival": "ngày hội",
        "residential_area": "khu dân cư",
        "mediation_team": "tổ hòa giải",
        "mediator": "hòa giải viên",
        "household": "hộ",
        "fund": "quỹ",
        "campaign": "đợt vận động",
        "donor": "nhà hảo tâm",
    }
)
"""What one record is called when it is counted; a type without an entry is counted in "bản ghi"."""

WITHHELD = "không chuyển lên"  # stands in a field of a received record whose value the lower unit kept back

TONES = {State.DRAFT: "warning", State.FINAL: "", State.VOID: "error"}
"""The tone of a state's chip; the word on it says the same."""


def noun(record_type: RecordType) -> str:
    return NOUNS.get(record_type.name, "bản ghi")


def counted(record_type: RecordType, count: int) -> str:
    """ "1.280 phiếu"."""
    return f"{count:,} ".replace(",", ".") + noun(record_type)


def new_label(record_type: RecordType) -> str:
    """What stands on the button that begins a record."""
    return f"Thêm {noun(record_type)}"


def heading(record_type: RecordType, record: Record, title: str = "") -> str:
    """What a form is headed with: the register's word and its number, or what the record is called."""
    if not record.version:
        return f"{record_type.label} mới"
    if record.number_text:
        return f"{record_type.label} {record.number_text}"
    return title or record_type.label


def saved_at(iso: str) -> str:
    """ "Đã lưu 14:02" today, with the day before that."""
    if not iso:
        return "Chưa lưu"
    return f"Đã lưu {clock_or_day(iso)}"


def clock_or_day(iso: str) -> str:
    """ "14:02" for a time of today, "12/06/2026 14:02" for an earlier one; "" for what is no time."""
    try:
        at = dt.datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return ""
    today = dt.datetime.now().astimezone().date()
    return f"{at:%H:%M}" if at.date() == today else f"{at:%d/%m/%Y %H:%M}"


def remaining(problems: tuple[Problem, ...], *, told: bool = False) -> str:
    """What stands between a record and the register, in one line; the first of it stands `told` at its field."""
    count, first = f"Còn {len(problems)} chỗ cần xem trước khi ghi sổ.", problems[0].message
    if told:
        return count
    return first if len(problems) == 1 else f"{count} {first}"
