"""The full check: when it is due, made in the officer's pauses, remembered, and what it found mended."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from models.ports import StorageError
from models.soundness import CheckResult, Defect, DefectKind, Repaired
from storage.database import Database
from storage.safety import backup_files, copies, repairs
from storage.safety.checks import Check

if TYPE_CHECKING:
    from storage.finding.search import SearchIndex
    from storage.safety.backups import Backups
    from storage.settings import Settings

LAST, DUE = "check.last", "check.due"
INTERVAL = dt.timedelta(days=7)


class Upkeep:
    """Fulfils models.safe_keeping.Upkeep."""

    def __init__(
        self, database: Database, settings: Settings, kept: Backups, search: Callable[[], SearchIndex]
    ) -> None:
        self._db = database
        self._settings = settings
        self._backups = kept
        self._search = search
        self._begun: Check | None = None

    def check(self, *, deep: bool = False) -> Sequence[Defect]:
        """What is not as it must be. A deep check is remembered as the last one."""
        found = Check(self._db, self._search(), deep=deep).run()
        if deep:
            self._remember(found)
        return found

    def go_on(self, awaited: Callable[[], bool]) -> bool:
        """Make or take up a full check that is due; False when it stopped because somebody was `awaited`."""
        if self._begun is None and self.is_due():
            self._begun = Check(self._db, self._search(), deep=True)
        if self._begun is None:
            return True
        if not self._begun.go_on(awaited):
            return False
        check, self._begun = self._begun, None
        self._remember(check.defects)
        return True

    def forget(self) -> None:
        """Another file stands in the place of the one that was being checked."""
        self._begun = None

    def is_due(self) -> bool:
        """A week after the last one, and after a program that was killed; also when the clock is before the last."""
        last = self.last()
        if last is None or self._settings.get(DUE):
            return True
        passed = dt.datetime.fromisoformat(self._db.now()) - dt.datetime.fromisoformat(last.at)
        return not dt.timedelta(0) <= passed < INTERVAL

    def last(self) -> CheckResult | None:
        """What the last full check found, None before the first."""
        with suppress(ValueError, KeyError, TypeError):
            kept = json.loads(self._settings.get(LAST))
            defects = tuple(Defect(**{**item, "kind": DefectKind(item["kind"])}) for item in kept["defects"])
            return CheckResult(kept["at"], defects)
        return None

    def repair(self) -> Sequence[Repaired]:
        """Check, back up, mend what a machine may mend, check again. StorageError damaged when pages are lost: then
        nothing is touched, for a copy of a damaged file is none."""
        found = self.check(deep=True)
        if any(defect.kind is DefectKind.PAGES for defect in found):
            raise StorageError(
                "Tệp dữ liệu bị hỏng nên không sửa tại chỗ; hãy khôi phục từ bản sao lưu gần nhất, "
                "hoặc cứu phần còn đọc được.",
                "damaged",
            )
        if not any(defect.is_repairable for defect in found):
            return ()
        self._keep_copy(found)
        done = repairs.repair(self._db, self._search(), found)
        self.check(deep=True)
        return done

    def _keep_copy(self, found: Sequence[Defect]) -> None:
        """A backup as always. A wrong order over a table goes along into every copy, so that none is ever found sound:
        there the rows alone must do."""
        if any(defect.kind is DefectKind.INDEX for defect in found):
            stamp = dt.datetime.fromisoformat(self._db.now()).strftime(backup_files.STAMP)
            copies.unverified_copy(
                self._db.connection, self._db.path.with_name(f"{self._db.path.name}.before-repair-{stamp}")
            )
        else:
            self._backups.keep("trước khi sửa lỗi")

    def note_unclean_end(self) -> None:
        """The last program was killed: a full check is due, also if this one ends before it was made."""
        with suppress(StorageError):  # a full disk is told when somebody saves
            self._settings.put(DUE, "1")

    def _remember(self, found: Sequence[Defect]) -> None:
        kept = [{**asdict(defect), "kind": defect.kind.value} for defect in found]
        with suppress(StorageError):  # a damaged file or a full disk: what was found is told all the same
            self._settings.put(LAST, json.dumps({"at": self._db.now(), "defects": kept}, ensure_ascii=False))
            if self._settings.get(DUE):
                self._settings.put(DUE, "")
