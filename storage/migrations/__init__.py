"""The steps that made the schema what it is: literal SQL, only ever added to, never changed after a release.

A step is a module with STATEMENTS. A new record type adds one (text from storage/schema.py) at the end of NAMES.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from storage.connection import APPLICATION_ID, translated

if TYPE_CHECKING:
    from storage.database import Database


class Step(Protocol):
    """One migration: its statements, run in order."""

    @property
    def STATEMENTS(self) -> tuple[str, ...]: ...  # noqa: N802 - the modules spell their constant so


Steps = Sequence[Step]
NAMES = (
    "m0001_foundation",
    "m0002_registers",
    "m0003_works_and_activities",
    "m0004_money",
    "m0005_opening_goods",
    "m0006_campaign_opening",
    "m0007_house_elsewhere",
    "m0008_extension_level",
)


@dataclass(frozen=True, slots=True)
class Named:
    """The step of a module, read when it is to be run: most starts have none to run."""

    name: str

    @property
    def STATEMENTS(self) -> tuple[str, ...]:  # noqa: N802
        return cast(Step, import_module(f"storage.migrations.{self.name}")).STATEMENTS


STEPS: Steps = tuple(Named(name) for name in NAMES)


def run(database: Database, steps: Steps, before: Callable[[Database], object] | None) -> None:
    """Bring the file to the schema of `steps`, in one transaction: a cut leaves the old schema or gives the new one.

    `before` is called first when the file already holds something (it backs up; if it fails, nothing is changed)."""
    version = int(database.scalar("PRAGMA user_version"))
    if version == len(steps):
        return
    if version and before is not None:
        before(database)
    connection = database.connection
    with translated():
        # A step that rebuilds a table drops it for a moment; references are checked as a whole before COMMIT instead.
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for step in steps[version:]:
                for statement in step.STATEMENTS:
                    connection.execute(statement)
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise RuntimeError("a migration leaves references to nothing")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={len(steps)}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute("PRAGMA foreign_keys=ON")
