"""What the officer decided once: who and where, units of land, the passphrase, and small choices of the window."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from models.ports import Identity, StorageError
from storage import key_slots
from storage.database import Database
from storage.key_ring import KeyRing
from storage.key_slots import DEFAULT_COST, Cost
from storage.registers.units import Units

if TYPE_CHECKING:
    from models.safe_keeping import RecoveryKey
    from models.values import LandUnit

LAND_UNITS = "land_units"


class Settings:
    """The table setting; the identity lies there as identity.unit, identity.officer and so on."""

    def __init__(
        self,
        database: Database,
        units: Units,
        ring: KeyRing,
        renew_rings: Callable[[], None],
        cost: Cost = DEFAULT_COST,
    ) -> None:
        """`renew_rings` brings a changed ring to the backups."""
        self._db = database
        self._units = units
        self._ring = ring
        self._renew_rings = renew_rings
        self._cost = cost

    def identity(self) -> Identity | None:
        """Who keeps this file, or None before the first run is done."""
        rows = self._db.rows("SELECT name, value FROM setting WHERE name LIKE 'identity.%'")
        kept = {row["name"].removeprefix("identity."): row["value"] for row in rows}
        return Identity(**{item.name: kept.get(item.name, "") for item in fields(Identity)}) if kept else None

    def set_identity(self, identity: Identity) -> None:
        """Keep who and where, and our unit and its upper unit in the tree. StorageError exists when another unit's code
        is asked for although records or files were made under the present one."""
        before = self.identity()
        if before is not None and before.unit != identity.unit and self._in_use():
            raise StorageError(
                f"Sổ đã có dữ liệu của {before.unit_name} ({before.unit}) nên không đổi mã đơn vị được; "
                "hãy lập sổ mới trong một thư mục khác cho đơn vị kia.",
                "exists",
            )
        old = asdict(before) if before else {}
        change = {name: [old.get(name), value] for name, value in asdict(identity).items() if old.get(name) != value}
        if not change:
            return
        with self._db.transaction("Khai báo đơn vị") as operation:
            for name in change:
                self._write(f"identity.{name}", str(change[name][1]))
            self._place_in_tree(identity)
            version = len(self._db.history.of("setting", "identity")) + 1
            self._db.history.append(operation, "setting", "identity", version, change)

    def land_units(self) -> Sequence[LandUnit]:
        """The units of land area on offer: the officer's own list, else those customary in the region."""
        from models.values import LandUnit, region_land_units

        kept = self.get(LAND_UNITS)
        if kept:
            return tuple(LandUnit(**unit) for unit in json.loads(kept))
        identity = self.identity()
        return region_land_units(identity.land_region if identity else "")

    def set_land_units(self, units: Sequence[LandUnit]) -> None:
        """Replace the list; areas already entered keep the factor they were entered with."""
        value = json.dumps([asdict(unit) for unit in units], ensure_ascii=False)
        with self._db.transaction("Sửa đơn vị diện tích") as operation:
            version = len(self._db.history.of("setting", LAND_UNITS)) + 1
            change = {LAND_UNITS: [self.get(LAND_UNITS), value]}
            self._db.history.append(operation, "setting", LAND_UNITS, version, change)
            self._write(LAND_UNITS, value)

    def get(self, name: str, default: str = "") -> str:
        """A small choice by name."""
        value = self._db.scalar("SELECT value FROM setting WHERE name = ?", (name,))
        return default if value is None else str(value)

    def put(self, name: str, value: str) -> None:
        """Keep a small choice; these leave no trace in history."""
        with self._db.transaction("Ghi cài đặt"):
            self._write(name, value)

    def has_passphrase(self) -> bool:
        return self._ring.has_passphrase

    def set_passphrase(self, new: str) -> None:
        """Wrap the key anew, here and beside every backup; the data is not touched. "" binds it to the account."""
        self._ring.set_passphrase(new, cost=self._cost)
        self._renew_rings()

    def key_protection(self) -> str:
        """What protects the file right now, in plain Vietnamese."""
        return self._ring.protection()

    def recovery_key(self) -> RecoveryKey | None:
        """When the recovery key was made and tried; None while there is none."""
        return self._ring.recovery_key

    def make_recovery_key(self) -> str:
        """A new one, here and beside every backup; the one before opens neither any longer."""
        made = self._ring.make_recovery_key(self._db.today().isoformat(), cost=self._cost)
        self._renew_rings()
        return made

    def try_recovery_key(self, typed: str) -> bool:
        """Whether what was typed off the paper opens the ring as it lies on the disk; then the key counts as tried."""
        return self._ring.try_recovery_key(typed, self._db.today().isoformat())

    def opened_by_recovery_key(self) -> bool:
        """Whether the register was opened by the recovery key and no passphrase was set since."""
        return self._ring.opened_by == key_slots.RECOVERY

    def _write(self, name: str, value: str) -> None:
        # Not by sqlite-utils: it takes a full disk for an old SQLite and then leaves a new row out without a word.
        self._db.execute(
            "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def _place_in_tree(self, identity: Identity) -> None:
        if identity.parent:
            self._units.link(identity.parent, identity.parent_name, identity.parent_level, "")
        self._units.link(identity.unit, identity.unit_name, identity.level, identity.parent)
        if not identity.parent:
            self._db.execute("DELETE FROM unit_parent WHERE unit = ? AND valid_from = ''", (identity.unit,))

    def _in_use(self) -> bool:
        from models.record_types import RECORD_TYPES

        own = (f"EXISTS (SELECT 1 FROM {record_type.name} WHERE received = 0)" for record_type in RECORD_TYPES)
        return bool(self._db.scalar(f"SELECT {' OR '.join((*own, 'EXISTS (SELECT 1 FROM sent)'))}"))
