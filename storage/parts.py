"""The parts received from lower units: their members as they came, to be handed on upward unchanged."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.periods import parse_period
from storage.database import Database


@dataclass(frozen=True, slots=True)
class KeptPart:
    """One part in force. `content` is the deterministic zip of its members."""

    unit: str
    period: str
    number: int
    sha256: str
    content: bytes

    def members(self) -> Mapping[str, bytes]:
        """Name inside the part -> bytes."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def entry(self) -> dict[str, Any]:
        """The part's line in a manifest."""
        about = json.loads(self.members()["part.json"])
        wanted = ("unit", "level", "period", "start", "cutoff")
        return {name: about[name] for name in wanted} | {"number": self.number, "sha256": self.sha256}


class Parts:
    """Reads the parts that count."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def within(self, period: str) -> list[KeptPart]:
        """What goes up with a period: each lower unit's part for it, or, where there is none, its parts for shorter
        periods inside it, so that the level above can compose them."""
        asked = parse_period(period)
        rows = self._db.rows(
            "SELECT unit, period, number, sha256, content FROM part WHERE in_force = 1 ORDER BY unit, period"
        )
        whole = {row["unit"] for row in rows if row["period"] == period}
        return [
            KeptPart(row["unit"], row["period"], row["number"], row["sha256"], bytes(row["content"]))
            for row in rows
            if row["period"] == period or (row["unit"] not in whole and asked.contains(parse_period(row["period"])))
        ]
