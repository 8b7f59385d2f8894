"""Receiving from lower units: each file its verdict, all of them in one transaction; a preview is the same, undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from models.days import show_day
from models.fields import RecordType
from models.periods import parse_period
from models.ports import Progress, StorageError
from models.submissions import Receipt, Verdict
from storage.database import Database, Operation
from storage.files import surroundings
from storage.finding.search import SearchIndex
from storage.registers.units import Units
from storage.submission.incoming import Incoming, PartEntry, load_part, take_apart
from storage.submission.merging import Merged, Merging
from storage.submission.packages import Header, Package, open_package
from storage.submission.parts import Parts, Standing
from storage.submission.received_files import ReceivedFiles
from storage.submission.refusals import PackageError
from storage.submission.senders import Senders

SUFFIX = ".smt"
SAME_FIGURES = "Số liệu trong tệp này đã có đủ, nhận qua đơn vị khác; chỉ ghi thêm là đã nhận tệp."
Totals = Callable[[str, dt.date], Mapping[str, "int | None"]]
"""(period, cut-off) -> our consolidated total of every indicator."""

GoOn = Callable[[str], None]
"""Tells what is being done; StorageError cancelled when the officer wants it stopped."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the officer decided before receiving."""

    add_units: bool
    replace_forks: bool


class Inbox:
    """Fulfils models.ports.Inbox."""

    def __init__(
        self,
        database: Database,
        types: Mapping[str, RecordType],
        units: Units,
        index: SearchIndex,
        totals: Totals,
        back_up: Callable[[], object],
    ) -> None:
        self._db = database
        self._types = types
        self._units = units
        self._totals = totals
        self._back_up = back_up
        self._senders = Senders(database, units)
        self._parts = Parts(database)
        self._files = ReceivedFiles(database)
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
        """Take in what is sound, after a backup. A refused file does not stop the others; cancelled, nothing is taken
        in."""
        self._back_up()
        with self._db.transaction("Nhận từ cấp dưới") as operation:
            return self._take_all(paths, operation, Choices(add_units, replace_forks), progress)

    def received(self) -> Sequence[Receipt]:
        """The files that were accepted, the newest first."""
        return self._files.all(self._units.tree)

    # ------------------------------------------------------------------------------------------------- all the files
    def _take_all(
        self, paths: Sequence[Path], operation: Operation, choices: Choices, progress: Progress | None
    ) -> list[Receipt]:
        files = list(submission_files(paths))
        receipts = []
        for done, path in enumerate(files):
            go_on = partial(_insist, progress, done, len(files))
            go_on(path.name)
            receipts.append(self._take(path, operation, choices, go_on))
        if progress is not None:
            progress(len(files), len(files), "Xong")
        return receipts

    def _take(self, path: Path, operation: Operation, choices: Choices, go_on: GoOn) -> Receipt:
        """One file, as a part of the transaction that is undone alone when the file is refused."""
        header: Header | None = None
        try:
            with open_package(path) as package, self._db.transaction(operation.name):
                header = package.header
                return self._take_in(package, take_apart(package), path, operation, choices, go_on)
        except PackageError as error:
            return _refused(path, header, error)

    def _take_in(
        self,
        package: Package,
        incoming: Incoming,
        path: Path,
        operation: Operation,
        choices: Choices,
        go_on: GoOn,
    ) -> Receipt:
        receipt = _receipt(path, incoming)
        self._senders.refuse_foreign(incoming)
        standings = {entry: self._standing(entry, incoming, choices) for entry in incoming.parts}
        undecided = [entry for entry, standing in standings.items() if standing is Standing.FORK]
        decided_anew = standings[incoming.own] is Standing.REPLACES
        if self._files.has(incoming.sha256) and not undecided and not decided_anew:
            return _with(receipt, Verdict.SAME)
        listed = self._senders.is_listed(incoming)
        if not listed and not choices.add_units:
            return _with(receipt, Verdict.UNLISTED)
        if undecided:
            return _with(receipt, Verdict.FORK, _about_forks(undecided, incoming))
        verdict = _verdict(standings, incoming.own)
        warnings = self._files.warnings(incoming)
        before = self._totals_of(incoming)
        fresh = verdict in (Verdict.NEW, Verdict.REPLACES)
        warnings += self._senders.make_known(incoming, add=not listed, rename=fresh)
        self._files.file(path, incoming, operation, verdict)
        names = self._senders.today()
        merged = []
        for entry, standing in standings.items():
            name = names.name(entry.unit)
            go_on(f"{path.name}: {name}")
            part = load_part(package, entry, self._types)
            merged.append(self._merging.merge(part, standing, incoming.sha256, name, operation))
        return replace(
            _with(receipt, verdict, SAME_FIGURES if verdict is Verdict.SAME else ""),
            parts=tuple(one.change for one in merged),
            warnings=(*warnings, *_notes(merged)),
            proxies=_proxies(merged),
            before=before,
            after=self._totals_of(incoming),
        )

    # ------------------------------------------------------------------------------------------- what it is to us
    def _standing(self, entry: PartEntry, incoming: Incoming, choices: Choices) -> Standing:
        """A fork counts by the officer's word; against an earlier word only in the unit's own file."""
        standing = self._parts.standing(entry)
        again = standing is Standing.SET_ASIDE and entry is incoming.own
        if choices.replace_forks and (standing is Standing.FORK or again):
            return Standing.REPLACES if self._parts.in_force(entry.unit, entry.period) else Standing.NEW
        return standing

    def _totals_of(self, incoming: Incoming) -> Mapping[str, int | None]:
        """Our totals of the file's period, under our own cut-off where we have set one."""
        ours = self._db.scalar("SELECT day FROM cutoff WHERE period = ?", (incoming.period,))
        return self._totals(incoming.period, dt.date.fromisoformat(ours or incoming.cutoff))


def submission_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files themselves, and the .smt files directly in the folders, each once, by name. StorageError."""
    seen: set[Path] = set()
    for path in paths:
        with surroundings(path):
            for item in sorted(filter(_is_offered, path.iterdir())) if path.is_dir() else [path]:
                if item.resolve() not in seen:
                    seen.add(item.resolve())
                    yield item


def _is_offered(path: Path) -> bool:
    """Hidden files are leftovers of a copy, or what macOS puts beside the real ones."""
    return path.suffix.lower() == SUFFIX and not path.name.startswith(".")


def _insist(progress: Progress | None, done: int, total: int, what: str) -> None:
    if progress is not None and not progress(done, total, what):
        raise StorageError("Đã dừng theo yêu cầu. Chưa nhận tệp nào.", "cancelled")


def _verdict(standings: Mapping[PartEntry, Standing], own: PartEntry) -> Verdict:
    if standings[own] in (Standing.OLDER, Standing.SET_ASIDE):
        return Verdict.OLDER
    if all(standing is Standing.UNCHANGED for standing in standings.values()):
        return Verdict.SAME
    return Verdict.NEW if standings[own] is Standing.NEW else Verdict.REPLACES


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


def _refused(path: Path, header: Header | None, error: PackageError) -> Receipt:
    """As much of the sender as the file still tells."""
    known = Receipt(path=str(path), verdict=Verdict.REFUSED, message=str(error), why=error.why)
    if header is None:
        return known
    return replace(known, unit=header.unit, unit_name=header.unit_name, period=header.period, number=header.number)


def _with(receipt: Receipt, verdict: Verdict, sentence: str = "") -> Receipt:
    about = f"{receipt.unit_name}, {parse_period(receipt.period).label}, chốt {show_day(receipt.cutoff)}"
    message = f"{about}, số {receipt.number}. {sentence or verdict.sentence}"
    return replace(receipt, verdict=verdict, message=message)


def _about_forks(undecided: Sequence[PartEntry], incoming: Incoming) -> str:
    """Which unit is to be asked, where it is not the sender itself."""
    others = sorted({entry.unit for entry in undecided} - {incoming.unit.code})
    named = {unit.code: unit.name for unit in incoming.units}
    if not others:
        return ""
    names = ", ".join(f"{named.get(code, code)} ({code})" for code in others)
    return f"Tệp mang số liệu của {names} khác với lần gửi cùng số đã nhận. Hỏi đơn vị đó bản nào đúng rồi quyết định."


def _notes(merged: Sequence[Merged]) -> tuple[str, ...]:
    changes = [one.change for one in merged if not one.change.counts]
    return tuple(f"{one.unit_name}, {parse_period(one.period).label}: {one.note}." for one in changes)


def _proxies(merged: Sequence[Merged]) -> tuple[str, ...]:
    """Figures keyed here in the place of these units, which their own files replace."""
    return tuple(
        f"{one.figures} số liệu nhập thay cho {one.change.unit_name}, {parse_period(one.change.period).label}, "
        "được thay bằng số liệu trong tệp này."
        for one in merged
        if one.figures
    )
