"""Whether the computer's clock can be believed: an empty battery sets it back, and years are taken from it.

Nothing here is ordered by the clock; records, history and backups have numbers. But "today" stands in new records, and
the year of a date in their number, so a clock that cannot be right is told before anybody relies on it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.database import Database

FIRST_DAY = dt.date(2026, 1, 1)
"""No register is older: a clock before it (1970, 1980, 2000: a battery's first day) is wrong without any history."""

SLACK = dt.timedelta(minutes=5)
"""A clock that is set right now and then goes back a little."""

LONGEST_PAUSE = dt.timedelta(days=400)
"""A register rests for a year at most; a clock further on is more often a mistake than a pause."""

LOOKED_AT = 1000
"""So many of the latest changes are looked at: whoever works on under a wrong clock is warned for that long."""

SUBJECT = ("setting", "clock")
ADVICE = "hãy sửa ngày giờ của máy tính rồi mới ghi sổ"


def doubt_about(now: dt.datetime, latest: dt.datetime | None) -> str:
    """Why `now` cannot be right, given the latest time known from before; one sentence, "" for no doubt."""
    shown = f"Đồng hồ máy tính đang là {now:%H:%M} ngày {now:%d/%m/%Y}"
    if now.date() < FIRST_DAY:
        return f"{shown}, sớm hơn cả khi có chương trình này; {ADVICE}."
    if latest is None:
        return ""
    if now < latest - SLACK:
        return f"{shown}, sớm hơn lần ghi sổ trước ({latest:%H:%M} ngày {latest:%d/%m/%Y}); {ADVICE}."
    if now > latest + LONGEST_PAUSE:
        return f"{shown}, hơn một năm sau lần ghi sổ trước ({latest:%d/%m/%Y}); nếu chưa đúng, {ADVICE}."
    return ""


class ClockWatch:
    """Compares the clock with what was logged before this opening, or since somebody last said that it is right."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._latest: dt.datetime | None = None
        self._read = False

    def forget(self) -> None:
        """Another file stands in the place of the one before."""
        self._read = False

    def doubt(self) -> str:
        """Why the clock cannot be right, in one sentence; "" for no doubt."""
        if not self._read:
            self._latest, self._read = self._latest_known(), True
        return doubt_about(dt.datetime.fromisoformat(self._db.now()), self._latest)

    def confirm(self) -> None:
        """The officer looked and says the clock is right: what was logged under a wrong one counts no longer."""
        with self._db.transaction("Xác nhận ngày giờ máy tính") as operation:
            version = len(self._db.history.of(*SUBJECT)) + 1
            self._db.history.append(operation, *SUBJECT, version, {"clock": [None, operation.at]})
        self.forget()

    def _latest_known(self) -> dt.datetime | None:
        latest = self._db.scalar(
            "SELECT max(datetime(at)) FROM (SELECT at FROM history WHERE seq >= coalesce("
            "(SELECT max(seq) FROM history WHERE subject = ? AND subject_id = ?), 0) ORDER BY seq DESC LIMIT ?)",
            (*SUBJECT, LOOKED_AT),
        )
        if latest is None:
            return None
        return dt.datetime.fromisoformat(str(latest)).replace(tzinfo=dt.UTC).astimezone(self._zone())

    def _zone(self) -> dt.tzinfo | None:
        return dt.datetime.fromisoformat(self._db.now()).tzinfo
