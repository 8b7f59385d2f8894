"""Receiving from lower units: each file its verdict, all of them in one transaction; a preview is the same, undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.days import show_day
from models.fields import RecordType
from models.periods import parse_period
from models.ports import Progress, StorageError
from models.submissions import PartChange, Receipt, Verdict, Why
from models.units import Snapshot
from storage.database import Database, Operation
from storage.incoming import Incoming, take_apart
from storage.merging import Merging
from storage.packages import PackageError, open_package
from storage.search import SearchIndex
from storage.units import ListedUnit, Units

SUFFIX = ".smt"
Totals = Callable[[str, dt.date], Mapping[str, "int | None"]]
"""(period, cut-off) -> our consolidated total of every indicator."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the officer decided before receiving."""

    add_units: bool
    replace_forks: bool


class Inbox:
    """Fulfils models.ports.Inbox."""

    def __init__(
        self, database: Database, types: Mapping[str, RecordType], units: Units, index: SearchIndex, totals: Totals
    ) -> None:
        self._db = database
        self._types = types
        self._units = units
        self._totals = totals
        self._merging = Merging(database, types, index)

    def preview(
        self,
        paths: Sequence[Path],
        *,
        add_units: bool = False,
        replace_forks: bool = False,
        progress: Progress | None = None,
    ) -> Sequence[Receipt]:
        """The real import of all files under the same choices, rolled back."""
        with self._db.rehearsal("Xem trước khi nhận") as operation:
            return self._take_all(paths, operation, Choices(add_units, replace_forks), progress)

    def accept(
        self,
        paths: Sequence[Path],
        *,
        add_units: bool = False,
        replace_forks: bool = False,
        progress: Progress | None = None,
    ) -> Sequence[Receipt]:
        """Take in what is sound. A refused file does not stop the others; cancelled, nothing is taken in."""
        with self._db.transaction("Nhận từ cấp dưới") as operation:
            return self._take_all(paths, operation, Choices(add_units, replace_forks), progress)

    def received(self) -> Sequence[Receipt]:
        """The files that were accepted, the newest first."""
        names = self._units.tree().on(self._db.today()).names
        rows = self._db.rows("SELECT * FROM received_file ORDER BY received_at DESC, unit, number DESC")
        return [
            Receipt(
                path=row["file_name"],
                verdict=Verdict(row["verdict"]),
                message=Verdict(row["verdict"]).sentence,
                unit=row["unit"],
                unit_name=names.get(row["unit"], row["unit"]),
                period=row["period"],
                number=row["number"],
                cutoff=row["cutoff"],
                sent_at=row["sent_at"],
                sent_by=row["sent_by"],
            )
            for row in rows
        ]

    # ------------------------------------------------------------------------------------------------- all the files
    def _take_all(
        self, paths: Sequence[Path], operation: Operation, choices: Choices, progress: Progress | None
    ) -> list[Receipt]:
        files = list(submission_files(paths))
        receipts = []
        for done, path in enumerate(files):
            if progress is not None and not progress(done, len(files), path.name):
                raise StorageError("Đã dừng theo yêu cầu. Chưa nhận tệp nào.", "cancelled")
            receipts.append(self._take(path, operation, choices))
        if progress is not None:
            progress(len(files), len(files), "Xong")
        return receipts

    def _take(self, path: Path, operation: Operation, choices: Choices) -> Receipt:
        """One file, as a part of the transaction that is undone alone when the file is refused."""
        try:
            with open_package(path) as package:
                incoming = take_apart(package, self._types)
            with self._db.transaction(operation.name):
                return self._take_in(path, incoming, operation, choices)
        except PackageError as error:
            return Receipt(path=str(path), verdict=Verdict.REFUSED, message=str(error), why=error.why)

    def _take_in(self, path: Path, incoming: Incoming, operation: Operation, choices: Choices) -> Receipt:
        receipt = _receipt(path, incoming)
        today = self._units.tree().on(self._db.today())
        known = self._refuse_foreign(incoming, today)
        if self._db.scalar("SELECT 1 FROM received_file WHERE sha256 = ?", (incoming.sha256,)):
            return _as(receipt, Verdict.SAME)
        listed = known and (
            incoming.unit.code in self._units.children() or today.parent(incoming.unit.code) != self._own
        )
        if not listed and not choices.add_units:
            return _as(receipt, Verdict.UNLISTED)
        fork = self._fork(incoming)
        if fork and not choices.replace_forks:
            return _as(receipt, Verdict.FORK)
        verdict = self._verdict(incoming)
        warnings = self._warnings(incoming)
        proxies = self._proxies(incoming)
        before = self._totals_of(incoming)
        self._make_known(incoming, today, add=not listed)
        self._file(path, incoming, operation, verdict)
        names = self._units.tree().on(self._db.today()).names
        parts = [
            self._merging.merge(part, incoming.sha256, names.get(part.unit, part.unit), operation, forks=fork)
            for part in incoming.parts
        ]
        change = {"sha256": [None, incoming.sha256], "verdict": [None, verdict.value]}
        self._db.history.append(operation, "submission", path.name, incoming.number, change)
        return replace(
            _as(receipt, verdict),
            parts=tuple(parts),
            warnings=(*warnings, *_notes(parts)),
            proxies=proxies,
            before=before,
            after=self._totals_of(incoming),
        )

    # ------------------------------------------------------------------------------------------------- who sends it
    @property
    def _own(self) -> str:
        return self._units.own

    def _refuse_foreign(self, incoming: Incoming, today: Snapshot) -> bool:
        """Whether the sender is known below us; PackageError for one that stands elsewhere, or speaks for others."""
        sender, own = incoming.unit, self._own
        below = frozenset(today.descendants(own)) if own in today.names else frozenset()
        if not own:
            raise PackageError(Why.FOREIGN, "Sổ chưa khai báo đơn vị. Khai báo trước khi nhận tệp của cấp dưới.")
        if sender.code == own:
            raise PackageError(Why.FOREIGN, "Đây là tệp do chính đơn vị mình gửi đi. Chọn tệp của cấp dưới.")
        if sender.code not in below and sender.parent != own:
            raise PackageError(
                Why.FOREIGN, f"{sender.name} không thuộc cấp dưới của đơn vị mình. Kiểm tra lại nơi nhận."
            )
        above = {own, *today.ancestors(own)}
        if sender.code in above:
            raise PackageError(Why.FOREIGN, f"{sender.name} là cấp trên. Chọn tệp của cấp dưới.")
        inside = _subtree(sender, incoming.units) | set(today.descendants(sender.code) if sender.code in below else ())
        for part in incoming.parts:
            elsewhere = part.unit in below and part.unit not in {sender.code, *today.descendants(sender.code)}
            if part.unit in above or elsewhere or part.unit not in {sender.code, *inside}:
                raise PackageError(
                    Why.CONTRADICTS,
                    f"Tệp mang số liệu của đơn vị {part.unit} không thuộc {sender.name}. Hỏi lại nơi gửi.",
                )
        return sender.code in below

    def _make_known(self, incoming: Incoming, today: Snapshot, *, add: bool) -> None:
        sender = incoming.unit
        if add:
            self._units.add_child(sender.code, sender.name, sender.level)
        elif today.name(sender.code) != sender.name or today.level(sender.code) != sender.level:
            self._units.link(sender.code, sender.name, sender.level, today.parent(sender.code))
        self._units.adopt(sender.code, incoming.units)

    # ------------------------------------------------------------------------------------------- what it is to us
    def _fork(self, incoming: Incoming) -> bool:
        """Whether this unit already sent another file under this number."""
        found = self._db.scalar(
            "SELECT 1 FROM received_file WHERE unit = ? AND number = ? AND sha256 <> ?",
            (incoming.unit.code, incoming.number, incoming.sha256),
        )
        return found is not None

    def _verdict(self, incoming: Incoming) -> Verdict:
        before = self._merging.in_force(incoming.unit.code, incoming.period)
        if before is None:
            return Verdict.NEW
        return Verdict.OLDER if before.number > incoming.number else Verdict.REPLACES

    def _warnings(self, incoming: Incoming) -> list[str]:
        """Gaps in the sender's numbers, and a chain of hashes that does not fit."""
        rows = self._db.rows("SELECT number, sha256 FROM received_file WHERE unit = ?", (incoming.unit.code,))
        held = {row["number"]: row["sha256"] for row in rows}
        found = []
        missing = [number for number in range(max(held, default=0) + 1, incoming.number) if held]
        if missing:
            found.append(f"Thiếu tệp số {_span(missing)} của đơn vị này; có thể là của kỳ khác.")
        before = held.get(incoming.number - 1)
        if before is not None and before != incoming.previous:
            found.append("Tệp không nối tiếp tệp đã nhận trước đó; đơn vị gửi có thể đã khôi phục bản cũ.")
        return found

    def _proxies(self, incoming: Incoming) -> tuple[str, ...]:
        """Figures keyed here in the place of these units, which their own files replace."""
        found = []
        for part in incoming.parts:
            count = self._db.scalar(
                "SELECT count(*) FROM figure WHERE unit = ? AND period = ?", (part.unit, part.period)
            )
            if count:
                label = parse_period(part.period).label
                found.append(f"{count} số liệu nhập thay cho đơn vị {part.unit}, {label}, sẽ được tệp này thay thế.")
        return tuple(found)

    def _totals_of(self, incoming: Incoming) -> Mapping[str, int | None]:
        return self._totals(incoming.period, dt.date.fromisoformat(incoming.cutoff))

    def _file(self, path: Path, incoming: Incoming, operation: Operation, verdict: Verdict) -> None:
        self._db.execute(
            "INSERT INTO received_file (sha256, unit, number, period, cutoff, previous, sent_at, sent_by, received_at,"
            " received_by, verdict, file_name, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                incoming.sha256,
                incoming.unit.code,
                incoming.number,
                incoming.period,
                incoming.cutoff,
                incoming.previous,
                incoming.sent_at,
                incoming.sent_by,
                operation.at,
                operation.who,
                verdict.value,
                path.name,
                incoming.bytes,
            ),
        )


def submission_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files themselves, and the .smt files directly in the folders, each once, by name."""
    seen: set[Path] = set()
    for path in paths:
        inside = sorted(item for item in path.iterdir() if item.suffix.lower() == SUFFIX) if path.is_dir() else [path]
        for item in inside:
            if item.resolve() not in seen:
                seen.add(item.resolve())
                yield item


def _receipt(path: Path, incoming: Incoming) -> Receipt:
    return Receipt(
        path=str(path),
        verdict=Verdict.NEW,
        message="",
        unit=incoming.unit.code,
        unit_name=incoming.unit.name,
        level=incoming.unit.level,
        period=incoming.period,
        number=incoming.number,
        cutoff=incoming.cutoff,
        sent_at=incoming.sent_at,
        sent_by=incoming.sent_by,
    )


def _as(receipt: Receipt, verdict: Verdict) -> Receipt:
    about = f"{receipt.unit_name}, {parse_period(receipt.period).label}, chốt {show_day(receipt.cutoff)}"
    return replace(receipt, verdict=verdict, message=f"{about}, số {receipt.number}. {verdict.sentence}")


def _notes(parts: Sequence[PartChange]) -> tuple[str, ...]:
    return tuple(f"{part.unit_name}, {part.period}: {part.note}." for part in parts if part.note and not part.counts)


def _subtree(sender: ListedUnit, units: Sequence[ListedUnit]) -> set[str]:
    """What the sender's own list puts below it."""
    found = {sender.code}
    while grown := {unit.code for unit in units if unit.parent in found} - found:
        found |= grown
    return found


def _span(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} đến {numbers[-1]}"
