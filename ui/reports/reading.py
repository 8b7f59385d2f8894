"""What the page of reports asks of the store in one go, and how it names a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.documents import Document
from models.ports import Store
from models.reports import ReportDefinition, ReportResult


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with its document, our unit with those just below it, and the names of those missing from it."""

    result: ReportResult
    document: Document
    units: tuple[str, ...]
    missing: tuple[str, ...]


def ask(store: Store, report: str, period: str, cutoff: dt.date, by_unit: bool) -> Shown:
    """Work a report out; in the store's thread."""
    result = store.reports.result(report, period, cutoff, by_unit=by_unit)
    names = store.units.tree().on(cutoff)
    missing = tuple(names.name(code) for code in result.coverage.missing)
    return Shown(result, store.reports.document(result), (result.unit, *store.units.children()), missing)


def name_of(definition: ReportDefinition) -> str:
    """A title in capitals reads quietly in a list of choices."""
    title = definition.title
    return title[:1] + title[1:].lower() if title.isupper() else title
