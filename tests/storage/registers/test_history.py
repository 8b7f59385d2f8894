"""The log reads back what was written, and a row that was altered behind our back is located."""

import pytest

from models.fields import Area
from storage.registers.history import canonical


def log(database, count):
    for n in range(1, count + 1):
        with database.transaction(f"Việc {n}") as operation:
            database.history.append(operation, "donor", f"d{n % 2}", n, {"name": [None, f"Nhà tài trợ {n}"]})


def test_entries_of_a_subject_read_back_in_order(database):
    log(database, 4)
    entries = database.history.of("donor", "d0")
    assert [(entry.seq, entry.version, entry.operation) for entry in entries] == [(2, 2, "Việc 2"), (4, 4, "Việc 4")]
    assert entries[0].change == {"name": (None, "Nhà tài trợ 2")}
    assert entries[0].at == "2026-11-22T12:00:00+07:00"
    assert [entry.seq for entry in database.history.after(2)] == [3, 4]


def test_an_area_and_rows_can_be_logged(database):
    rows = [{"id": "r1", "value": 5}]
    with database.transaction("Thử") as operation:
        change = {"size": [None, Area(1500, "sào", 36_000)], "goods": [[], rows]}
        database.history.append(operation, "land_contribution", "l", 1, change)
    kept = database.history.of("land_contribution", "l")[0].change
    assert kept == {"size": (None, {"typed": 1500, "unit": "sào", "factor": 36_000}), "goods": ([], rows)}


def test_an_undone_operation_leaves_no_row_and_no_gap(database):
    log(database, 1)
    with pytest.raises(ZeroDivisionError), database.transaction("Thử") as operation:
        database.history.append(operation, "donor", "d", 1, {})
        _ = 1 / 0
    log(database, 1)
    assert database.history.head()[0] == 2
    assert database.history.verify() is None


def test_the_canonical_text_does_not_depend_on_the_order_of_fields():
    assert canonical({"b": [1, None], "a": ["ơ", True]}) == '{"a":["ơ",true],"b":[1,null]}'
    with pytest.raises(TypeError):
        canonical({"a": [object(), None]})


def test_an_untouched_chain_holds(database):
    assert database.history.verify() is None
    assert database.history.head() == (0, "")
    log(database, 5)
    assert database.history.verify() is None


@pytest.mark.parametrize(
    ("tampering", "found_at"),
    [
        ("UPDATE history SET change = '{}' WHERE seq = 3", 3),
        ("UPDATE history SET who = 'người khác' WHERE seq = 1", 1),
        ("UPDATE history SET at = '2020-01-01T00:00:00+07:00' WHERE seq = 5", 5),
        ("DELETE FROM history WHERE seq = 2", 2),
        ("UPDATE history SET hash = 'abc' WHERE seq = 4", 4),
        ("UPDATE history SET seq = 99 WHERE seq = 5", 5),
    ],
)
def test_tampering_is_located(database, tampering, found_at):
    log(database, 5)
    database.connection.execute("DROP TRIGGER history_is_append_only_update")
    database.connection.execute("DROP TRIGGER history_is_append_only_delete")
    database.connection.execute(tampering)
    assert database.history.verify() == found_at
