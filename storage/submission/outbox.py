"""Sending up: what a period's file would contain, the file itself, and the copies kept of what was sent."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

from models import __version__
from models.documents import Document
from models.fields import Leaves, RecordType
from models.indicators import IndicatorValue
from models.leaving import leaving_fields
from models.periods import Window, check_cutoff, parse_period, window
from models.ports import Identity, Progress, StorageError
from models.reports import ReportDefinition, ReportResult
from models.rules import Severity
from models.submissions import Outgoing, Sent
from models.text import clean_line
from storage.database import Database
from storage.reckoning.predicate_sql import quoted
from storage.registers.units import Units
from storage.settings import Settings
from storage.submission.before_sending import findings
from storage.submission.incoming import ABOUT, shown_person
from storage.submission.leaving import Leaving, Policy, decided, hash_of, leaving, own_part
from storage.submission.outgoing_files import OutgoingFiles, made_aside
from storage.submission.packages import FORMAT_VERSION, assemble, part_folder
from storage.submission.parts import Parts
from storage.submission.sent_files import SentFiles
from storage.submission.wary_reading import UNIT

POLICY = "sending.policy"
STEPS = 3


class ReportsForSending(Protocol):
    """What sending needs of storage/reckoning/reports.py."""

    def definitions(self) -> Sequence[ReportDefinition]: ...
    def own_values(self, period: str, cutoff: dt.date) -> Mapping[str, IndicatorValue]: ...
    def result(self, report: str, period: str, cutoff: dt.date, *, by_unit: bool = False) -> ReportResult: ...
    def document(self, result: ReportResult) -> Document: ...
    def cutoffs(self) -> Mapping[str, dt.date]: ...
    def set_cutoff(self, period: str, cutoff: dt.date) -> None: ...


class WorkbookWriter(Protocol):
    """What sending needs of storage/office/workbooks.py."""

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
        self._sent = SentFiles(database)

    def prepare(self, period: str, cutoff: dt.date, policy: Policy | None = None) -> Outgoing:
        """All an officer sees before a file is made; nothing is written. StorageError for an impossible cut-off."""
        self._identity()
        asked = parse_period(period)
        problem = check_cutoff(asked, cutoff)
        if problem is not None and problem.severity is Severity.STOP:
            raise StorageError(problem.message, "other")
        chosen = decided(self._settings.get(POLICY), self._types) | dict(policy or {})
        found = self._leaving(asked.code, cutoff, chosen)
        fields = [
            line
            for name, declared in self._types.items()
            for line in leaving_fields(declared, chosen, found.filled[name])
        ]
        return Outgoing(
            period=asked.code,
            cutoff=cutoff.isoformat(),
            number=self._sent.next_number,
            policy=chosen,
            leaving=tuple(fields),
            records=_counts(found, chosen),
            values=self._reports.own_values(asked.code, cutoff),
            findings=findings(self._db, self._units.own, self._reports, asked, cutoff),
            drafts=self._drafts(),
            lower_units=self._parts.units_going_up(asked.code),
        )

    def send(self, outgoing: Outgoing, folder: Path, progress: Progress | None = None) -> Sent:
        """Make the file of what was prepared, and beside it the readable workbook; read it back; keep a copy here.

        Both files are made aside and get their names when the sending is kept: cancelled or failing, no number is
        taken and nothing is left behind; cut off in between, write_again gives the very file that was kept.
        StorageError stale when the data changed since it was prepared; exists, missing, full, read_only, damaged."""
        cutoff = dt.date.fromisoformat(outgoing.cutoff)
        name = f"{self._identity().unit}_{outgoing.period}_{self._sent.next_number:03d}"
        with made_aside(folder, name) as files:
            with self._db.transaction("Gửi lên cấp trên") as operation:
                self._settings.put(POLICY, json.dumps({key: item.value for key, item in outgoing.policy.items()}))
                self._reports.set_cutoff(outgoing.period, cutoff)
                _go_on(progress, 1, "Gom số liệu và bản ghi")
                manifest, content = self._content(outgoing, cutoff, operation.at)
                _go_on(progress, 2, "Ghi tệp gửi và bản Excel để đọc")
                files.write(content, partial(self._write_workbook, outgoing.period, cutoff), self._types)
                _go_on(progress, 3, "Lưu lần gửi")
                sent = _sent(manifest, files.file_name, content)
                self._sent.keep(sent, content, operation)
            _publish(files, sent, folder)
        return sent

    def sent(self) -> Sequence[Sent]:
        """What was sent, the newest first."""
        return self._sent.all()

    def write_again(self, number: int, folder: Path) -> Path:
        """Put the very file of an earlier sending into `folder`. StorageError missing when there is none, exists when
        another file lies there under its name."""
        return self._sent.write_again(number, folder)

    # ------------------------------------------------------------------------------------------------ what goes in
    def _content(self, outgoing: Outgoing, cutoff: dt.date, at: str) -> tuple[dict[str, Any], bytes]:
        identity = self._identity()
        found = self._leaving(outgoing.period, cutoff, outgoing.policy)
        values = self._reports.own_values(outgoing.period, cutoff)
        if values != outgoing.values or _counts(found, outgoing.policy) != outgoing.records:
            raise StorageError("Số liệu vừa thay đổi. Xem lại những gì sẽ gửi rồi tạo tệp.", "stale")
        about = {
            "unit": identity.unit,
            "level": identity.level,
            "period": outgoing.period,
            "start": self._window(outgoing.period, cutoff).start.isoformat(),
            "cutoff": outgoing.cutoff,
        }
        own = own_part(self._db, self._types, about, values, outgoing.policy, found)
        number, lower = self._sent.next_number, self._parts.going_up(outgoing.period)
        entries = [
            {**json.loads(own[ABOUT]), "number": number, "sha256": hash_of(own)},
            *(part.entry for part in lower),
        ]
        entries.sort(key=lambda entry: part_folder(entry["unit"], entry["period"]))
        manifest = self._manifest(identity, outgoing, at, entries, number)
        folder = part_folder(identity.unit, outgoing.period)
        ours = [(folder + name, content) for name, content in own.items()]
        folders = sorted([(folder, ours), *((part.folder, part.members()) for part in lower)], key=itemgetter(0))
        return manifest, assemble(manifest, (member for _, members in folders for member in members))

    def _manifest(
        self, identity: Identity, outgoing: Outgoing, at: str, entries: list[dict[str, Any]], number: int
    ) -> dict[str, Any]:
        period = parse_period(outgoing.period)
        return {
            "format_version": FORMAT_VERSION,
            "app_version": __version__,
            "unit": {
                "code": identity.unit,
                "name": clean_line(identity.unit_name),
                "level": identity.level,
                "parent": identity.parent,
            },
            "period": outgoing.period,
            "period_from": period.first.isoformat(),
            "period_to": period.last.isoformat(),
            "cutoff": outgoing.cutoff,
            "number": number,
            "previous": self._sent.last_hash,
            "created_at": at,
            "created_by": {"name": clean_line(identity.officer), "title": clean_line(identity.officer_title)},
            "contains_personal_data": any(entry["personal"] for entry in entries),
            "policy": {name: item.value for name, item in sorted(outgoing.policy.items())},
            "parts": entries,
            "units": self._lower_units(),
        }

    def _lower_units(self) -> list[dict[str, str]]:
        """What the level above learns of the units below us, so that it knows whom to expect."""
        told = self._units.told_above(self._db.today(), self._parts.units_in_force())
        return [
            {"code": one.code, "name": clean_line(one.name), "level": one.level, "parent": one.parent} for one in told
        ]

    def _leaving(self, period: str, cutoff: dt.date, policy: Policy) -> Leaving:
        indicators = [item for definition in self._reports.definitions() for item in definition.indicators]
        return leaving(self._db, self._types, indicators, policy, self._window(period, cutoff))

    def _window(self, period: str, cutoff: dt.date) -> Window:
        return window(parse_period(period), cutoff, self._reports.cutoffs())

    def _drafts(self) -> int:
        sql = "SELECT count(*) FROM {} WHERE received = 0 AND state = 'draft'"
        return sum(int(self._db.scalar(sql.format(quoted(name)))) for name in self._types)

    # -------------------------------------------------------------------------------------------------- keeping it
    def _write_workbook(self, period: str, cutoff: dt.date, path: Path) -> None:
        """The readable companion: every report's figures as the chairman would see them, one below the other.

        The reasons that officers wrote are free text about single records and stay here."""
        results = [self._reports.result(definition.id, period, cutoff) for definition in self._reports.definitions()]
        documents = [self._reports.document(replace(result, reasons=())) for result in results]
        blocks = tuple(block for document in documents for block in document.blocks)
        self._workbooks.export_document(replace(documents[0], blocks=blocks), path)

    def _identity(self) -> Identity:
        identity = self._settings.identity()
        if identity is None:
            raise StorageError("Sổ chưa khai báo đơn vị. Khai báo đơn vị và cán bộ trước khi gửi.", "other")
        if not identity.parent:  # nobody would take the file: every receiver asks whom it is addressed to
            raise StorageError(
                "Sổ chưa khai báo đơn vị cấp trên nên chưa có nơi nhận tệp. Khai báo đơn vị cấp trên trong "
                "Thiết lập rồi tạo tệp gửi.",
                "other",
            )
        if unfit := next((code for code in (identity.unit, identity.parent) if not UNIT.fullmatch(code)), None):
            raise StorageError(
                f"Mã đơn vị “{unfit}” không đi được trong tệp gửi. Sửa thành chữ không dấu, chữ số, dấu chấm hoặc "
                "gạch nối, không có dấu cách.",
                "other",
            )
        return identity


def _counts(found: Leaving, policy: Policy) -> dict[str, int]:
    return {name: len(ids) for name, ids in found.going.items() if policy[name] is not Leaves.FIGURES}


def _publish(files: OutgoingFiles, sent: Sent, folder: Path) -> None:
    try:
        files.publish()
    except StorageError as error:
        raise StorageError(
            f"Lần gửi số {sent.number} đã lưu trong sổ nhưng chưa ghi được tệp vào {folder}. "
            "Ghi lại tệp này từ danh sách đã gửi.",
            error.kind,
        ) from error


def _sent(manifest: Mapping[str, Any], file_name: str, content: bytes) -> Sent:
    person = manifest["created_by"]
    return Sent(
        number=manifest["number"],
        period=manifest["period"],
        cutoff=manifest["cutoff"],
        at=manifest["created_at"],
        by=shown_person(person["name"], person["title"]),
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        previous=manifest["previous"],
        bytes=len(content),
    )


def _go_on(progress: Progress | None, done: int, what: str) -> None:
    if progress is not None and not progress(done, STEPS, what):
        raise StorageError("Đã dừng theo yêu cầu. Chưa có tệp nào được tạo.", "cancelled")
