"""A field that takes one unit of a list, found by any of its words without accents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.fields import Field, Kind
from models.text import fold
from ui.administration.official_units import OfficialUnit
from ui.administration.place_names import place_of
from ui.entry.editors.offering import Found, Offer
from ui.entry.editors.suggest import SuggestEditor


class OfficialNames:
    """The names of these units."""

    def __init__(self, units: Sequence[OfficialUnit]) -> None:
        self.units = units

    def look_up(self, text: str, tell: Callable[[Found], None], /) -> None:
        tell(Found(text, self.find_now(text)))

    def find_now(self, text: str) -> Sequence[Offer]:
        """Names whose place begins with the text first, then those with the words anywhere; the code is found too."""
        wanted = fold(text)
        fitting = [unit for unit in self.units if wanted in fold(unit.name) or unit.code == wanted]
        fitting.sort(key=lambda unit: _distance(wanted, unit))
        return [Offer(unit.code, unit.name) for unit in fitting]

    def missing(self, text: str) -> str:
        several = len(self.find_now(text)) > 1
        if several:
            return f"Có nhiều nơi tên “{text[:30]}”. Mở danh sách (F4) và chọn một nơi."
        return f"Không có “{text[:30]}” trong danh sách. Xem lại tên, hoặc nhập tay."


class UnitEditor(SuggestEditor):
    """`key()` is the code of the chosen unit, "" while none is; `edited` tells of every change."""

    def __init__(self, label: str, units: Sequence[OfficialUnit] = ()) -> None:
        self._names = OfficialNames(units)
        super().__init__(Field("unit", label, Kind.TEXT), self._names)

    def set_units(self, units: Sequence[OfficialUnit]) -> None:
        """Offer other units; a choice that is not among them is taken away."""
        self._names.units = units
        if self.key() and all(unit.code != self.key() for unit in units):
            self.set_value(None)

    def tidy(self) -> None:
        """A place that is named whole is meant, also where others contain its name."""
        wanted = fold(self.text())
        named = [unit for unit in self._names.units if wanted and fold(place_of(unit.name)) == wanted]
        if not self.key() and len(named) == 1:
            self.hide_list()
            self.take(Offer(named[0].code, named[0].name))
        else:
            super().tidy()


def _distance(wanted: str, unit: OfficialUnit) -> int:
    place = fold(place_of(unit.name))
    if place == wanted:
        return 0
    return 1 if place.startswith(wanted) or fold(unit.name).startswith(wanted) else 2
