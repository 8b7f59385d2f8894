"""The form of a house: its household, progress in one row of days, every source with its share."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from models.numerals import format_number, percent
from models.visibility import rows_of
from ui.entry.form_body import FormBody
from ui.entry.section_block import Arrangement


class Form(FormBody):
    """As the paper: household, progress, money."""

    arrangements: ClassVar[Mapping[str, Arrangement]] = MappingProxyType(
        {
            "Hộ, chương trình": (
                ("household", "residential_area", "commune"),
                ("category", "kind"),
                ("programme", "programme_name"),
            ),
            "Tiến độ": (
                ("status", "decision_no"),
                ("surveyed_date", "approved_date", "started_date", "handed_over_date"),
                ("pause_reason",),
                ("hard_floor", "hard_walls", "hard_roof", "floor_area"),
            ),
            "Kinh phí": (("source_level", "source_unit"), ("total_value",)),
        }
    )

    def follow(self, values: Mapping[str, object]) -> None:
        self.grids["funding"].foot.set_note(self._shares(values))

    def show_notes(self, notes: Mapping[str, str]) -> None:
        super().show_notes({**notes, "funding": self._shares(self.values())})

    def _shares(self, values: Mapping[str, object]) -> str:
        """ "Cộng 90.000.000 đồng: Nhà tài trợ 55,56%, Gia đình 44,44%"; nothing while there is but one source."""
        source = self.grids["funding"].lines.fields[0]
        sums: dict[str, int] = {}
        for row in rows_of(values, "funding"):
            value, name = row.get("value"), row.get(source.name)
            if isinstance(value, int) and name:
                sums[str(name)] = sums.get(str(name), 0) + value
        total = sum(sums.values())
        if len(sums) < 2 or not total:
            return ""
        shares = (f"{source.choice_label(name)} {percent(value, total)}" for name, value in sums.items())
        return f"Cộng {format_number(total, 0)} đồng: {', '.join(shares)}"
