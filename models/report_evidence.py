"""What the checks of a report look at: its sums, the names of units, figures, coverage, and what was counted again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.consolidation import Consolidation
from models.indicators import Figure
from models.reports import Coverage, ReportDefinition


@dataclass(frozen=True)
class Evidence:
    """What the checks look at. `figures` are those keyed here for our own report; `recounted` unit -> code -> what the
    received records of that unit give; `last_year` the coverage of the same period a year ago, None if not shown."""

    definition: ReportDefinition
    now: Consolidation
    names: Mapping[str, str]
    own: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    coverage: Coverage | None = None
    last_year: Coverage | None = None
    recounted: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    seams: Mapping[str, tuple[str, date, str, date]] = field(default_factory=dict)
    """Unit -> (period, its cut-off, the period after it, its first day) where composed periods do not meet."""

    def name(self, unit: str) -> str:
        return self.names.get(unit, unit)
