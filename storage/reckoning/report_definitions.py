"""The definitions of the reports: where their files lie, reading them, and that one code has one meaning in all."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from models.definition_places import DefinitionError
from models.fields import RecordType
from models.indicators import Indicator
from models.ports import StorageError
from models.report_parsing import parse
from models.reports import ReportDefinition


def definitions_folder() -> Path:
    """Where the report definitions lie, also in a frozen program."""
    unpacked = getattr(sys, "_MEIPASS", None)
    if unpacked is None and getattr(sys, "frozen", False):
        unpacked = Path(sys.executable).resolve().parent
    root = Path(unpacked) if unpacked is not None else Path(__file__).resolve().parents[2]
    return root / "resources" / "reports"


def read_definitions(folder: Path, record_types: Collection[RecordType]) -> tuple[ReportDefinition, ...]:
    """All reports of a folder. StorageError when one of them cannot be used; the message names file and line."""
    try:
        found = tuple(parse(path.read_text("utf-8"), record_types, path.name) for path in sorted(folder.glob("*.toml")))
    except DefinitionError as error:
        raise StorageError(f"Mẫu báo cáo chưa dùng được: {error}", "damaged") from error
    _refuse_two_meanings(found)
    return found


def _refuse_two_meanings(definitions: Sequence[ReportDefinition]) -> None:
    """One code means one thing in all reports: files carry values by code."""
    known: dict[str, tuple[Indicator, str]] = {}
    for definition in definitions:
        for indicator in definition.indicators:
            other, where = known.setdefault(indicator.code, (indicator, definition.id))
            if replace(other, label=indicator.label, help=indicator.help) != indicator:
                raise StorageError(
                    f"Mẫu báo cáo chưa dùng được: mã {indicator.code} có hai nghĩa, trong {where} và {definition.id}.",
                    "damaged",
                )
