"""Units of land area: m² and ha everywhere, sào, mẫu, thước, công as the region counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.fields import Area
from models.numerals import NotReadable, exact, format_number, read_amount
from models.text import fold


@dataclass(frozen=True, slots=True)
class LandUnit:
    """`code` is the word as it is printed after a number ("sào") and is kept with the area; `factor` in hundredths of a
    m²."""

    code: str
    label: str
    factor: int


SQUARE_METRE = LandUnit("m²", "mét vuông", 100)
HECTARE = LandUnit("ha", "héc-ta", 1_000_000)
_REGIONS = {
    "bac": (
        LandUnit("thước", "thước Bắc Bộ (24 m²)", 2_400),
        LandUnit("sào", "sào Bắc Bộ (360 m²)", 36_000),
        LandUnit("mẫu", "mẫu Bắc Bộ (3.600 m²)", 360_000),
    ),
    "trung": (
        LandUnit("thước", "thước Trung Bộ (33,33 m²)", 3_333),
        LandUnit("sào", "sào Trung Bộ (500 m²)", 50_000),
        LandUnit("mẫu", "mẫu Trung Bộ (5.000 m²)", 500_000),
    ),
    "nam": (
        LandUnit("công", "công Nam Bộ (1.000 m²)", 100_000),
        LandUnit("sào", "sào Nam Bộ (1.000 m²)", 100_000),
        LandUnit("mẫu", "mẫu Nam Bộ (10.000 m²)", 1_000_000),
    ),
}


def region_land_units(region: str) -> tuple[LandUnit, ...]:
    """The units to start with in a region ("bac", "trung", "nam", or "" for none): customary sizes that a province may
    change in its settings."""
    return (SQUARE_METRE, HECTARE, *_REGIONS.get(region, ()))


def read_area(text: str, land_units: Sequence[LandUnit]) -> Area:
    """Read "59.482 m2", "5,9482 ha", "10 sào"; without a unit it is m². The number is kept in the unit that was typed;
    only where that needs more than three decimals is it turned into m² (5,9482 ha is 59.482 m²)."""
    from fractions import Fraction

    amount = read_amount(text)
    if amount.value < 0:
        raise NotReadable("Diện tích không thể âm. Kiểm tra lại số.")
    unit = find_land_unit(amount.unit, land_units)
    metres = amount.value * unit.factor / SQUARE_METRE.factor
    exact(Fraction(metres.numerator // metres.denominator), 2)  # refuses what is too large
    if (amount.value * 1000).denominator != 1 and (metres * 1000).denominator == 1:
        return Area(exact(metres, 3), SQUARE_METRE.code, SQUARE_METRE.factor)
    return Area(exact(amount.value, 3), unit.code, unit.factor)


def find_land_unit(text: str, land_units: Sequence[LandUnit] = ()) -> LandUnit:
    """The unit meant by a word: its code, its label, or an unambiguous beginning of the label, without accents.
    m² and ha are always known; no word at all means m². NotReadable names the units there are."""
    units = {unit.code: unit for unit in (SQUARE_METRE, HECTARE, *land_units)}
    wanted = _plain(text)
    if wanted in {"", "m2", "m vuong"}:
        return units[SQUARE_METRE.code]
    named = [unit for unit in units.values() if wanted in {_plain(unit.code), _plain(unit.label)}]
    found = named or [unit for unit in units.values() if len(wanted) > 1 and _plain(unit.label).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(unit.code for unit in units.values())
    raise NotReadable(f"Chưa rõ đơn vị “{text[:30]}”. Nhập một số và một đơn vị trong các đơn vị: {known}.")


def show_area(area: Area) -> str:
    """The number as typed with its unit, and the m² behind it: "10 sào (3.600 m²)"."""
    typed = edit_area(area)
    if area.unit == SQUARE_METRE.code:
        return typed
    return f"{typed} ({format_number(area.hundredths, 2, trim=True)} {SQUARE_METRE.code})"


def edit_area(area: Area) -> str:
    """The number as typed with its unit: "10 sào"."""
    return f"{format_number(area.typed, 3, trim=True)} {area.unit}"


def _plain(text: str) -> str:
    return fold(text.replace("²", "2")).replace("-", "").strip(" .")
