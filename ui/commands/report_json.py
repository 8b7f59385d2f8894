"""A report as rows of plain numbers for another program."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

from models.indicators import Indicator
from models.ports import StorageError
from models.report_numbers import decimals
from models.reports import ColumnKind, ReportCell, ReportColumn, ReportResult, ResultRow
from models.submissions import Finding


def write_json(result: ReportResult, path: Path) -> None:
    """Write the rows whole or not at all. StorageError read_only when the place cannot be written."""
    text = json.dumps(report_rows(result), ensure_ascii=False, indent=1) + "\n"
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StorageError(f"Không ghi được {path}. Kiểm tra thư mục, đóng tệp nếu đang mở.", "read_only") from error


def report_rows(result: ReportResult) -> list[dict[str, object]]:
    """One entry per indicator and per level beneath it; `values` by column: đồng, m², the counted unit, per cent; None
    where a number is unknown or does not add up; `words` the "trên", "gần" before them."""
    return [_row(row, row.indicator, result) for row in result.rows if row.indicator is not None]


def _row(row: ResultRow, indicator: Indicator, result: ReportResult) -> dict[str, object]:
    cells = [(column, row.cells.get(column.key)) for column in result.columns]
    now = row.cells.get(ColumnKind.IN_PERIOD.value)
    return {
        "code": row.code,
        "label": row.label,
        "unit": row.unit,
        "level": row.level,
        "basis": indicator.basis.value,
        "values": {column.key: _number(indicator, column, cell) for column, cell in cells},
        "words": {column.key: cell.word for column, cell in cells if cell is not None and cell.word},
        "numerator": now.numerator if now else None,
        "denominator": now.denominator if now else None,
        "coverage": {"submitted": result.coverage.submitted, "expected": result.coverage.expected},
        "findings": [_finding(item) for item in result.findings if not item.codes or row.code in item.codes],
    }


def _number(indicator: Indicator, column: ReportColumn, cell: ReportCell | None) -> int | float | None:
    if cell is None or cell.value is None:
        return None
    scale: int = 10 ** (2 if column.kind is ColumnKind.PERCENT else decimals(indicator))
    return cell.value // scale if cell.value % scale == 0 else cell.value / scale


def _finding(finding: Finding) -> dict[str, str]:
    return {"name": finding.name, "sentence": finding.sentence, "unit": finding.unit, "severity": finding.severity}
