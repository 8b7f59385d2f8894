"""Where a family that is helped lives, and where its house stands."""

from __future__ import annotations

from models.fields import Field, Kind
from models.predicates import Empty

FAMILY_PLACE = (
    Field(
        "residential_area",
        "Khu dân cư",
        Kind.REFERENCE,
        required=Empty("commune"),
        refers_to="residential_area",
        help="Khu dân cư của xã khác: bỏ trống và chọn xã",
    ),
    # A district or a province helps families, and pays for houses, of areas that stand in no catalogue of its own.
    Field("commune", "Xã, phường", Kind.UNIT, shown_if=Empty("residential_area")),
)
