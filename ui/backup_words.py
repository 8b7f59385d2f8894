"""How the copies of the register stand, in words: the same in the settings and on the overview."""

from __future__ import annotations

import datetime as dt

from models.safe_keeping import BackupState, SecondCopy

ELSEWHERE = (
    "Sổ chưa có mật khẩu, cũng chưa có khóa khôi phục, nên bản sao chỉ mở được bằng tài khoản máy tính này; máy hỏng "
    "thì ở máy khác không mở được. Lập khóa khôi phục hoặc đặt mật khẩu ở mục Mật khẩu."
)
NO_SECOND = (
    "Chưa chọn nơi để. Máy hỏng hay mất thì các bản sao trong máy mất theo. Chọn một USB hoặc ổ đĩa khác: "
    "sau mỗi lần sao lưu, bản mới nhất được chép thêm vào đó."
)


def moment(iso: str) -> str:
    """Day and time as they are written: 22/11/2026 10:15."""
    return f"{dt.datetime.fromisoformat(iso):%d/%m/%Y %H:%M}"


def days_behind(second: SecondCopy, today: dt.date) -> int:
    """Days since the second copy was last up to date, or since its place was chosen; 0 when nothing waits."""
    last = second.at or second.since
    if not second.waits or not last:
        return 0
    return max(0, (today - dt.datetime.fromisoformat(last).date()).days)


def second_state(second: SecondCopy) -> str:
    """Where the second copy stands, for the settings."""
    if not second.place.name:
        return second.problem
    if not second.at:
        copied = "chưa chép bản nào"
    elif second.waits:
        copied = f"chép lần cuối lúc {moment(second.at)}, chưa có bản mới nhất"
    else:
        copied = f"đã có bản mới nhất, chép lúc {moment(second.at)}"
    return f"{second.place}: {copied}." + (f"\n{second.problem}" if second.problem else "")


def warnings(state: BackupState, today: dt.date) -> tuple[str, ...]:
    """What the overview tells about the copies; nothing while all is well. A stick that is not plugged in for a few
    hours is no news, a day is."""
    told = []
    if state.problem:
        told.append(f"Chưa tự sao lưu được. {state.problem}")
    second = state.second
    if second is not None and (days := days_behind(second, today)):
        told.append(f"Bản sao thứ hai: {days} ngày chưa chép. {second.problem}".rstrip())
    elif second is not None and not second.at and second.problem:
        told.append(f"Bản sao thứ hai: {second.problem}")
    return tuple(told)
