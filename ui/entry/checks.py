"""What stands in the way of the register: what must be mended, then warnings without a reason, asked for once each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from models.records import Record
from models.rule_codes import rule_code
from models.rules import Problem, Severity
from models.validation import stops
from ui import messages


def with_reasons(parent: QWidget, record: Record, problems: Sequence[Problem]) -> Record | tuple[Problem, ...]:
    """The record with a reason for every warning, or what keeps it out: every problem that stops, else the warning at
    which the officer stopped."""
    if standing := stops(problems):
        return standing
    for problem in problems:
        key = problem.reason_key
        if problem.severity is not Severity.WARNING or record.reasons.get(key, "").strip():
            continue
        code = rule_code(record.record_type, key)
        asked = "Nếu số liệu đúng như vậy, ghi lý do để tiếp tục" + (f" (quy tắc {code})." if code else ".")
        question = f"{problem.message}\n\n{asked}"
        reason = messages.ask_reason(parent, "Cần xem lại", question, "Vẫn ghi sổ")
        if reason is None:
            return (problem,)
        record = replace(record, reasons={**record.reasons, key: reason})
    return record
