"""Sending up and receiving, as facts: what a submission file contains, what receiving would change, and its verdict.

The file is written and read in storage/submission/packages.py and merged in storage/submission/inbox.py; what counts,
and once only, is decided in models/consolidation.py.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.fields import Leaves
from models.indicators import IndicatorValue


@dataclass(frozen=True, slots=True)
class Part:
    """What one origin unit reports for one period: every indicator's value. `number` is that unit's own submission
    number, `sha256` the hash of the part's bytes. `composed_of` names the shorter periods a longer one was made of."""

    unit: str
    level: str
    period: str
    cutoff: str
    number: int
    values: Mapping[str, IndicatorValue]
    sha256: str = ""
    composed_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeavingField:
    """One line of "what leaves this computer": a field of a register, whether it goes, and how many values that is."""

    record_type: str
    field: str
    label: str
    goes: bool
    filled: int
    why: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Everything an officer sees before a file is made. `policy` maps record type -> how much of it goes."""

    period: str
    cutoff: str
    number: int
    policy: Mapping[str, Leaves]
    leaving: tuple[LeavingField, ...]
    records: Mapping[str, int]
    values: Mapping[str, IndicatorValue]
    findings: tuple[Finding, ...]
    drafts: int
    lower_units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """A submission that was made, as the outbox keeps it."""

    number: int
    period: str
    cutoff: str
    at: str
    by: str
    file_name: str
    sha256: str
    previous: str
    bytes: int


class Verdict(enum.Enum):
    """What becomes of a file that is offered."""

    NEW = "new"  # the first from this unit for this period
    REPLACES = "replaces"  # a higher number than the one in force
    SAME = "same"  # the very file that was accepted before: nothing changes
    OLDER = "older"  # an earlier number: filed as history, counts for nothing
    UNLISTED = "unlisted"  # a sound file of a unit that is not in our list: needs "thêm vào danh sách"
    FORK = "fork"  # the same number with other content: a person decides
    REFUSED = "refused"  # damaged, foreign, newer, oversized or contradicting: nothing of it is kept

    @property
    def sentence(self) -> str:
        """What an officer reads; a refusal has its own message instead."""
        return {
            "new": "Lần đầu nhận số liệu kỳ này của đơn vị.",
            "replaces": "Thay lần gửi trước của kỳ này.",
            "same": "Tệp này đã nhận trước đây; không có gì thay đổi.",
            "older": "Đã có lần gửi mới hơn; tệp này chỉ lưu làm lịch sử.",
            "unlisted": "Chưa có trong danh sách. Nếu đúng là cấp dưới, đánh dấu “Thêm đơn vị chưa có vào danh sách”.",
            "fork": "Đã nhận một tệp khác cùng số. Hỏi đơn vị gửi tệp nào đúng rồi quyết định.",
            "refused": "Không nhận.",
        }[self.value]


class Why(enum.Enum):
    """The reasons for a refusal; storage adds the sentence."""

    NOT_OURS = "not_ours"  # not a submission file at all
    DAMAGED = "damaged"
    NEWER = "newer"  # made by a newer program
    OVERSIZED = "oversized"
    FOREIGN = "foreign"  # not from below this unit, or from this unit itself
    CONTRADICTS = "contradicts"  # claims records or units that belong to someone else


@dataclass(frozen=True, slots=True)
class PartChange:
    """What one part of a file would do: whether it counts, and the records it brings."""

    unit: str
    unit_name: str
    period: str
    number: int
    counts: bool
    replaces: int | None
    new: int
    changed: int
    withdrawn: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The outcome of offering one file, previewed or done. `before` / `after` are our consolidated totals of the file's
    period by indicator code. `proxies` are figures keyed here for that unit that the file would replace."""

    path: str
    verdict: Verdict
    message: str
    why: Why | None = None
    unit: str = ""
    unit_name: str = ""
    level: str = ""
    period: str = ""
    number: int = 0
    cutoff: str = ""
    sent_at: str = ""
    sent_by: str = ""
    parts: tuple[PartChange, ...] = ()
    warnings: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    before: Mapping[str, int | None] = field(default_factory=dict)
    after: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up, with its arithmetic in words. `codes` are the indicators it speaks of."""

    name: str
    sentence: str
    codes: tuple[str, ...] = ()
    unit: str = ""
    severity: str = "warning"  # warning | hint
