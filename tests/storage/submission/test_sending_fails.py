"""Cancelled, refused or failing, a sending leaves nothing behind; cut off late, it can be written again."""

import hashlib
import json
from dataclasses import replace

import pytest

from models.ports import StorageError
from storage import files
from storage.submission import outgoing_files, packages
from tests.storage.submission.offices import CUTOFF, PERIOD
from tests.storage.submission.received import refused, state


@pytest.mark.parametrize("step", [1, 2, 3])
def test_cancelled_at_any_step_nothing_is_left(commune, usb, step):
    commune.receipt(1_000_000)
    outgoing, before = commune.prepare(), state(commune)
    asked = []

    def go_on(done, total, what):
        asked.append(done)
        return done < step

    error = refused(commune.book.outbox.send, outgoing, usb, go_on)
    assert (error.kind, asked[-1]) == ("cancelled", step)
    assert list(usb.iterdir()) == []
    assert state(commune) == before
    assert commune.send().name == "A_2024-H1_001.smt"


def test_a_unit_without_an_upper_unit_makes_no_file(office, usb):
    """Nobody would take it: a receiver refuses what names no upper unit."""
    top = office("W")
    for attempt in (top.prepare, top.send):
        error = refused(attempt)
        assert error.kind == "other" and "cấp trên" in str(error) and "Thiết lập" in str(error)
    assert list(usb.iterdir()) == [] and top.book.outbox.sent() == []


@pytest.mark.parametrize("failing", ["write_atomically", "verify", "prove"])
def test_failing_while_writing_leaves_nothing(commune, usb, monkeypatch, failing):
    commune.receipt(1_000_000)
    outgoing, before = commune.prepare(), state(commune)

    def full(*arguments, **more):
        raise StorageError("Ổ đĩa đã đầy nên chưa lưu được.", "full")

    monkeypatch.setattr(outgoing_files, failing, full)
    assert refused(commune.book.outbox.send, outgoing, usb).kind == "full"
    assert list(usb.iterdir()) == []
    assert state(commune) == before


def test_a_full_disk_under_the_database_leaves_nothing(commune, usb):
    for amount in range(40):
        commune.receipt(amount + 1_000_000)
    outgoing, before = commune.prepare(), state(commune)
    pages = commune.db.scalar("PRAGMA page_count")
    commune.db.connection.execute(f"PRAGMA max_page_count={pages}")
    assert refused(commune.book.outbox.send, outgoing, usb).kind == "full"
    assert list(usb.iterdir()) == []
    commune.db.connection.execute("PRAGMA max_page_count=100000")
    assert state(commune) == before
    assert commune.send().name == "A_2024-H1_001.smt"


def test_a_stick_that_gives_back_something_else_is_noticed(commune, usb, monkeypatch):
    commune.receipt(1_000_000)
    honest = files.write_atomically
    monkeypatch.setattr(outgoing_files, "write_atomically", lambda path, content: honest(path, content[:-1] + b"\x01"))
    assert refused(commune.book.outbox.send, commune.prepare(), usb).kind == "damaged"
    assert list(usb.iterdir()) == []
    assert commune.book.outbox.sent() == []


def test_files_that_cannot_be_named_stay_in_the_book(commune, usb, monkeypatch):
    """The sending is kept before its files get their names, so that no file can be about that the book knows nothing
    of; if naming fails then, the very file can be written again."""
    commune.receipt(1_000_000)
    honest = files.replace

    def pulled_out(source, target):
        raise PermissionError(13, "the stick was pulled out")

    monkeypatch.setattr(outgoing_files, "replace", pulled_out)
    error = refused(commune.book.outbox.send, commune.prepare(), usb)
    assert "Lần gửi số 1 đã lưu" in str(error)
    monkeypatch.setattr(outgoing_files, "replace", honest)
    assert list(usb.iterdir()) == []
    assert commune.book.outbox.write_again(1, usb).name == "A_2024-H1_001.smt"


def test_another_sending_of_the_same_name_is_not_written_over(commune, usb):
    commune.receipt(1_000_000)
    (usb / "A_2024-H1_001.xlsx").write_bytes(b"somebody's work")
    assert refused(commune.book.outbox.send, commune.prepare(), usb).kind == "exists"
    assert (usb / "A_2024-H1_001.xlsx").read_bytes() == b"somebody's work"
    assert commune.book.outbox.sent() == []


def test_what_a_killed_program_left_on_the_stick_is_no_hindrance(commune, usb):
    """Killed before the number was taken, or after: a stick goes from hand to hand, and what lies there hidden too."""
    for name in ("A_2024-H1_001", "A_2024-01_009", "B_2024-H1_001"):
        (usb / f".so-mat-tran-{name}").mkdir()
        (usb / f".so-mat-tran-{name}" / f"{name}.smt").write_bytes(b"half")
    commune.receipt(1_000_000)
    commune.book.outbox.send(commune.prepare(), usb)
    another_unit = ".so-mat-tran-B_2024-H1_001"
    assert sorted(path.name for path in usb.iterdir()) == [another_unit, "A_2024-H1_001.smt", "A_2024-H1_001.xlsx"]


def test_data_that_changed_since_it_was_shown_is_not_sent(commune, usb):
    commune.receipt(1_000_000)
    outgoing = commune.prepare()
    commune.receipt(2_000_000)
    assert refused(commune.book.outbox.send, outgoing, usb).kind == "stale"
    assert list(usb.iterdir()) == []


def test_a_missing_folder_is_told(commune, tmp_path):
    assert refused(commune.book.outbox.send, commune.prepare(), tmp_path / "none").kind == "missing"


def test_a_sending_is_one_line_of_history_and_fixes_the_cut_off(commune):
    commune.receipt(1_000_000)
    path = commune.send()
    entries = commune.db.history.of("submission", path.name)
    assert [dict(entry.change)["sha256"][1] for entry in entries] == [hashlib.sha256(path.read_bytes()).hexdigest()]
    assert commune.book.reports.cutoffs() == {PERIOD: CUTOFF}
    assert json.loads(commune.book.settings.get("sending.policy"))["fund"] == "public_fields"


def test_a_file_that_nobody_could_receive_is_not_made(commune, usb, monkeypatch):
    commune.receipt(1_000_000)
    monkeypatch.setattr(packages, "LARGEST_FILE", 1_000)
    assert "quá lớn" in str(refused(commune.book.outbox.send, commune.prepare(), usb))
    assert list(usb.iterdir()) == []


def test_a_unit_code_that_no_file_can_carry_is_told_before_anything(commune):
    identity = commune.book.settings.identity()
    commune.book.settings.set_identity(replace(identity, parent="Huyện Mẫu"))
    assert "“Huyện Mẫu”" in str(refused(commune.prepare))
