"""What a window asks of its worker, one thing after the other, each told when done; no window is seen.

Run: python -m tests.end_to_end.window_driver FOLDER work | passphrases
"""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from models.ports import StorageError, Store
from storage.store import open_store
from tests.storage.conftest import CHEAP
from ui.session import Session

ROUNDS = 3
PASSPHRASES = ("Đoàn kết", "Thống nhất", "")


def say(*words: object) -> None:
    print(*words, flush=True)


def work(session: Session) -> None:
    """Typing that is kept, a draft, a final record, a changed one, a void one."""

    def typed(store: Store) -> str:
        record = replace(store.records.new("donor"), unparsed={"person_name": "Trần Thị"})
        store.drafts.keep(record)
        return record.id

    def draft(store: Store) -> str:
        return store.records.save(store.records.new("donor")).id

    def final(store: Store) -> str:
        blank = store.records.new("donor")
        given = {"kind": "ca_nhan", "person_name": "Trần Thị Mẫu", "publish_name": "co"}
        return store.records.make_final(replace(blank, values={**blank.values, **given})).id

    def changed(key: str, store: Store) -> str:
        record = store.records.read("donor", key)
        assert record is not None
        return store.records.save(replace(record, values={**record.values, "person_name": "Lê Văn Thử"})).id

    def void(key: str, store: Store) -> str:
        return store.records.void("donor", key, 1, "Ghi nhầm").id

    for _ in range(ROUNDS):
        say("typed", session.write(typed))
        say("draft", session.write(draft, "donor"))
        one, other = session.write(final, "donor"), session.write(final, "donor")
        say("final", one)
        say("final", other)
        say("changed", session.write(partial(changed, one), "donor"))
        say("void", session.write(partial(void, other), "donor"))


def passphrases(session: Session) -> None:
    for new in PASSPHRASES:
        session.write(lambda store, new=new: store.settings.set_passphrase(new))  # type: ignore[misc]
        say("passphrase", new)


def main(folder: Path, job: str) -> None:
    application = QApplication([])
    try:
        session = Session(lambda: open_store(folder, cost=CHEAP, check_later=True))
        try:
            {"work": work, "passphrases": passphrases}[job](session)
        finally:
            session.close()
        say("closed")
    except StorageError as error:  # what the window would tell
        print(error, file=sys.stderr)
        sys.exit(2)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
