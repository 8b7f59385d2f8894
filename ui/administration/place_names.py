"""Names of administrative units: the bare place, and the name inside a sentence."""

from __future__ import annotations

KINDS = ("Thành phố", "Đặc khu", "Phường", "Tỉnh", "Xã", "Huyện", "Quận", "Thị xã", "Thị trấn", "Cụm")
"""The words before a unit's name; what follows them is the place that stands before a date."""


def place_of(unit_name: str) -> str:
    """The bare name of a place: "Xã Vũ Lễ" is "Vũ Lễ"; a name without such a word stays whole."""
    for kind in KINDS:
        if unit_name.startswith(f"{kind} "):
            return unit_name.removeprefix(f"{kind} ")
    return unit_name


def dated_at(level: str, unit_name: str) -> str:
    """The place that stands before the date on what a unit prints, unless the officer says another."""
    return "Hà Nội" if level == "tw" else place_of(unit_name)


def as_phrase(unit_name: str) -> str:
    """The name inside a sentence: "Tỉnh Lạng Sơn" is "tỉnh Lạng Sơn"."""
    return (
        unit_name[:1].lower() + unit_name[1:]
        if unit_name.startswith(tuple(f"{kind} " for kind in KINDS))
        else unit_name
    )
