"""Sending up: what a period's file would contain, the file itself, and the copies kept of what was sent."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from models import __version__
from models.documents import Document
from models.fields import Leaves, RecordType
from models.indicators import Indicator, IndicatorValue
from models.leaving import contains_personal, leaving_fields
from models.periods import Window, check_cutoff, parse_period, window
from models.ports import Identity, Progress, StorageError
from models.records import Record, State
from models.reports import ReportDefinition, ReportResult
from models.submissions import Outgoing, Sent
from storage.database import Database
from storage.files import write_atomically
from storage.leaving import decided, leaving_ids, own_part, own_records, part_hash
from storage.packages import FORMAT_VERSION, PackageError, assemble, open_package
from storage.parts import Parts
from storage.predicate_sql import quoted
from storage.settings import Settings
from storage.units import Units

POLICY = "sending.policy"
SENT = "number, period, cutoff, at, by, file_name, sha256, previous, length(file) AS bytes"
STEPS = 4


class ReportsForSending(Protocol):
    """What sending needs of storage/reports.py."""

    def definitions(self) -> Sequence[ReportDefinition]: ...
    def own_values(self, period: str, cutoff: dt.date) -> Mapping[str, IndicatorValue]: ...
    def result(self, report: str, period: str, cutoff: dt.date, *, by_unit: bool = False) -> ReportResult: ...
    def document(self, result: ReportResult) -> Document: ...
    def cutoffs(self) -> Mapping[str, dt.date]: ...
    def set_cutoff(self, period: str, cutoff: dt.date) -> None: ...


class WorkbookWriter(Protocol):
    """What sending needs of storage/workbooks.py."""

    def export_document(self, document: Document, path: Path) -> None: ...


class Outbox:
    """Fulfils models.ports.Outbox."""

    def __init__(
        self,
        database: Database,
        types: Mapping[str, RecordType],
        settings: Settings,
        units: Units,
        reports: ReportsForSending,
        workbooks: WorkbookWriter,
    ) -> None:
        self._db = database
        self._types = types
        self._settings = settings
        self._units = units
        self._reports = reports
        self._workbooks = workbooks
        self._parts = Parts(database)

    def prepare(self, period: str, cutoff: dt.date, policy: Mapping[str, Leaves] | None = None) -> Outgoing:
        """All an officer sees before a file is made; nothing is written. StorageError for an impossible cut-off."""
        self._identity()
        problem = check_cutoff(parse_period(period), cutoff)
        if problem is not None and problem.rule == "cutoff_before_period":
            raise StorageError(problem.message, "other")
        chosen = decided(self._settings.get(POLICY), self._types) | dict(policy or {})
        records = self._records(self._window(period, cutoff))
        leaving = [
            line
            for name, declared in self._types.items()
            for line in leaving_fields(declared, chosen[name], records[name])
        ]
        findings = [
            finding
            for definition in self._reports.definitions()
            for finding in self._reports.result(definition.id, period, cutoff).findings
        ]
        return Outgoing(
            period=period,
            cutoff=cutoff.isoformat(),
            number=self._next_number(),
            policy=chosen,
            leaving=tuple(leaving),
            records={name: len(found) for name, found in records.items() if chosen[name] is not Leaves.FIGURES},
            values=self._reports.own_values(period, cutoff),
            findings=tuple(dict.fromkeys(findings)),
            drafts=self._drafts(),
            lower_units=tuple(dict.fromkeys(part.unit for part in self._parts.within(period))),
        )

    def send(self, outgoing: Outgoing, folder: Path, progress: Progress | None = None) -> Sent:
        """Make the file of what was prepared, and beside it the readable workbook; read it back; keep a copy here.

        The number is taken only when both files lie in `folder` whole: cancelled or failing, nothing is left behind."""
        period, cutoff = outgoing.period, dt.date.fromisoformat(outgoing.cutoff)
        written: list[Path] = []
        try:
            with self._db.transaction("Gửi lên cấp trên") as operation:
                self._settings.put(POLICY, json.dumps({name: item.value for name, item in outgoing.policy.items()}))
                self._reports.set_cutoff(period, cutoff)
                _go_on(progress, 1, "Gom số liệu và bản ghi")
                manifest, members = self._content(outgoing, operation.at)
                content = assemble(manifest, members)
                path = folder / f"{manifest['unit']['code']}_{period}_{manifest['number']:03d}.smt"
                sent = _sent(manifest, path.name, content)
                _go_on(progress, 2, "Ghi tệp gửi")
                _refuse_existing(path)
                written = [path, path.with_suffix(".xlsx")]
                self._write(path, content)
                _go_on(progress, 3, "Ghi bản Excel để đọc")
                self._write_workbook(period, cutoff, written[1])
                _go_on(progress, STEPS, "Lưu lần gửi")
                self._keep(sent, content)
                change = {"file_name": [None, sent.file_name], "sha256": [None, sent.sha256]}
                self._db.history.append(operation, "submission", sent.file_name, sent.number, change)
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise
        return sent

    def sent(self) -> Sequence[Sent]:
        """What was sent, the newest first."""
        return [Sent(**row) for row in self._db.rows(f"SELECT {SENT} FROM sent ORDER BY number DESC")]

    def write_again(self, number: int, folder: Path) -> Path:
        """Put the very file of an earlier sending into `folder`. StorageError missing when there is none."""
        row = self._db.row("SELECT file_name, file FROM sent WHERE number = ?", (number,))
        if row is None:
            raise StorageError(f"Không có lần gửi số {number}. Chọn lại trong danh sách đã gửi.", "missing")
        path = folder / str(row["file_name"])
        self._write(path, bytes(row["file"]))
        return path

    # ------------------------------------------------------------------------------------------------ what goes in
    def _content(self, outgoing: Outgoing, at: str) -> tuple[dict[str, Any], dict[str, bytes]]:
        identity = self._identity()
        days = self._window(outgoing.period, dt.date.fromisoformat(outgoing.cutoff))
        about = {
            "unit": identity.unit,
            "level": identity.level,
            "period": outgoing.period,
            "start": days.start.isoformat(),
            "cutoff": outgoing.cutoff,
        }
        values = self._reports.own_values(outgoing.period, days.end)
        own = own_part(about, values, self._records(days), outgoing.policy, self._types)
        number = self._next_number()
        members = {f"units/{identity.unit}/{outgoing.period}/{name}": content for name, content in own.items()}
        entries = [{**about, "number": number, "sha256": part_hash(own)}]
        for part in self._parts.within(outgoing.period):
            for name, content in part.members().items():
                members[f"units/{part.unit}/{part.period}/{name}"] = content
            entries.append(part.entry())
        return self._manifest(identity, outgoing, at, entries, about["start"], number), members

    def _manifest(
        self, identity: Identity, outgoing: Outgoing, at: str, entries: list[dict[str, Any]], start: str, number: int
    ) -> dict[str, Any]:
        return {
            "format_version": FORMAT_VERSION,
            "app_version": __version__,
            "unit": {
                "code": identity.unit,
                "name": identity.unit_name,
                "level": identity.level,
                "parent": identity.parent,
            },
            "period": outgoing.period,
            "period_from": start,
            "period_to": parse_period(outgoing.period).last.isoformat(),
            "cutoff": outgoing.cutoff,
            "number": number,
            "previous": str(self._db.scalar("SELECT sha256 FROM sent ORDER BY number DESC LIMIT 1") or ""),
            "created_at": at,
            "created_by": {"name": identity.officer, "title": identity.officer_title},
            "contains_personal_data": contains_personal(outgoing.policy),
            "policy": {name: item.value for name, item in sorted(outgoing.policy.items())},
            "parts": sorted(entries, key=lambda entry: (entry["unit"], entry["period"])),
            "units": self._lower_units(identity.unit),
        }

    def _lower_units(self, own: str) -> list[dict[str, str]]:
        """The units below us that we list or know, so that the level above knows whom to expect."""
        today = self._units.tree().on(self._db.today())
        return [
            {"code": code, "name": today.name(code), "level": today.level(code), "parent": today.parent(code)}
            for code in today.descendants(own)
        ]

    def _records(self, days: Window) -> dict[str, list[Record]]:
        indicators: list[Indicator] = [
            indicator for definition in self._reports.definitions() for indicator in definition.indicators
        ]
        ids = leaving_ids(self._db, self._types, indicators, days)
        return {name: own_records(self._db, declared, ids[name]) for name, declared in self._types.items()}

    def _window(self, period: str, cutoff: dt.date) -> Window:
        return window(parse_period(period), cutoff, self._reports.cutoffs())

    def _drafts(self) -> int:
        counts = (
            self._db.scalar(
                f"SELECT count(*) FROM {quoted(name)} WHERE received = 0 AND state = ?", (State.DRAFT.value,)
            )
            for name in self._types
        )
        return sum(int(count) for count in counts)

    # -------------------------------------------------------------------------------------------------- writing it
    def _write(self, path: Path, content: bytes) -> None:
        """Write durably and read back: a stick that lies is noticed while the officer is still there."""
        write_atomically(path, content)
        try:
            with open_package(path) as package:
                whole = package.sha256
        except PackageError as error:
            whole = str(error)
        if whole != hashlib.sha256(content).hexdigest():
            path.unlink(missing_ok=True)
            raise StorageError(f"Đọc lại {path.name} thấy sai khác. Dùng USB khác rồi gửi lại.", "damaged")

    def _write_workbook(self, period: str, cutoff: dt.date, path: Path) -> None:
        """The readable companion: the first report's figures as the chairman would see them."""
        definition = self._reports.definitions()[0]
        self._workbooks.export_document(
            self._reports.document(self._reports.result(definition.id, period, cutoff)), path
        )

    def _keep(self, sent: Sent, content: bytes) -> None:
        self._db.execute(
            "INSERT INTO sent (number, period, cutoff, at, by, file_name, sha256, previous, file)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                sent.number,
                sent.period,
                sent.cutoff,
                sent.at,
                sent.by,
                sent.file_name,
                sent.sha256,
                sent.previous,
                content,
            ),
        )

    def _next_number(self) -> int:
        return int(self._db.scalar("SELECT coalesce(max(number), 0) + 1 FROM sent"))

    def _identity(self) -> Identity:
        identity = self._settings.identity()
        if identity is None:
            raise StorageError("Sổ chưa khai báo đơn vị. Khai báo đơn vị và cán bộ trước khi gửi.", "other")
        return identity


def _sent(manifest: Mapping[str, Any], file_name: str, content: bytes) -> Sent:
    person = manifest["created_by"]
    return Sent(
        number=manifest["number"],
        period=manifest["period"],
        cutoff=manifest["cutoff"],
        at=manifest["created_at"],
        by=f"{person['name']} ({person['title']})" if person["title"] else person["name"],
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        previous=manifest["previous"],
        bytes=len(content),
    )


def _refuse_existing(path: Path) -> None:
    """A file of this name is another sending (a backup was restored since): it must not be written over."""
    if path.exists():
        raise StorageError(f"Thư mục đã có tệp {path.name}. Chọn thư mục khác rồi gửi lại.", "exists")


def _go_on(progress: Progress | None, done: int, what: str) -> None:
    if progress is not None and not progress(done, STEPS, what):
        raise StorageError("Đã dừng theo yêu cầu. Chưa có tệp nào được tạo.", "cancelled")
