"""The form of a mediation case: reads like the paper register, with its progress at a glance above it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from models.days import show_day
from models.record_types._mediation_rules import START_WITHIN
from ui.entry.editors.text import today
from ui.entry.form_body import FormBody
from ui.entry.forms._step_strip import Step, StepStrip
from ui.entry.section_block import Arrangement

CLOSED = ("thanh", "khong_thanh")


class Form(FormBody):
    """Intake, parties, content, mediation, outcome, follow-up; what seldom happens waits folded."""

    arrangements: ClassVar[Mapping[str, Arrangement]] = MappingProxyType(
        {
            "Tiếp nhận": (
                ("book_no", "team", "co_team"),
                ("received_date", "accepted", "exclusion"),
                ("ground", "referred_by"),
                ("category", "subcategory"),
            ),
            "Tiến hành": (("assigned_date", "started_date", "session_count"), ("venue", "is_public")),
            "Kết quả": (
                ("outcome", "closed_date", "end_reason"),
                ("agreement_text",),
                ("has_written", "due_date", "follow_up_status"),
            ),
            "Chuyển và báo cáo": (
                ("referred", "referred_to", "land_to_commune"),
                ("escalation", "escalation_date", "escalation_recipient"),
            ),
        }
    )
    folded: ClassVar[frozenset[str]] = frozenset({"Chuyển và báo cáo", "Ghi chú"})

    def arrange(self, layout: QVBoxLayout) -> None:
        self.progress = StepStrip(most=4)
        layout.addWidget(self.progress)
        super().arrange(layout)

    def follow(self, values: Mapping[str, object]) -> None:
        self.progress.show_steps(tuple(self._steps(values)))

    def _steps(self, values: Mapping[str, object]) -> Iterator[Step]:
        received = _day(values, "received_date")
        yield Step("Nhận việc", show_day(received), bool(received))
        if values.get("accepted") == "ngoai_pham_vi":
            yield Step("Không tiếp nhận", "Không thuộc phạm vi hòa giải", done=True)
            return
        assigned, started = _day(values, "assigned_date"), _day(values, "started_date")
        outcome = values.get("outcome")
        yield Step("Phân công", show_day(assigned), bool(assigned))
        yield _beginning(assigned, started, closed=outcome in CLOSED)
        label = self.record_type.by_name["outcome"].choice_label(outcome) if outcome in CLOSED else "Kết thúc"
        yield Step(label, show_day(_day(values, "closed_date")), outcome in CLOSED)


def _beginning(assigned: str, started: str, *, closed: bool) -> Step:
    """By when mediation has to begin, counted from the assignment (Luật 35/2013/QH13 Điều 20 khoản 2)."""
    if started or closed or not assigned:
        return Step("Bắt đầu hòa giải", show_day(started), bool(started))
    last = dt.date.fromisoformat(assigned) + dt.timedelta(days=START_WITHIN)
    told = f"Phải bắt đầu chậm nhất ngày {show_day(last.isoformat())}"
    return Step("Bắt đầu hòa giải", told, late=last < today())


def _day(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
