"""A clock that cannot be right is told at opening and before a number takes its year from it; order never asks it."""

import datetime as dt
from contextlib import closing
from dataclasses import replace

import pytest

from models.records import Refused
from models.rules import Severity
from storage.clock_watch import doubt_about
from storage.store import open_store
from tests.storage.conftest import CHEAP, NOON
from tests.storage.folders import IDENTITY

HANOI = NOON.tzinfo


def at(year, month, day, hour=0, minute=0):
    return dt.datetime(year, month, day, hour, minute, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("now", "latest", "says"),
    [
        (at(2026, 11, 22, 12), at(2026, 11, 22, 11), ""),
        (at(2026, 11, 22, 12), None, ""),
        (at(2026, 11, 22, 12), at(2026, 11, 22, 12, 5), ""),
        (at(2026, 11, 22, 12), at(2026, 11, 22, 12, 6), "sớm hơn lần ghi sổ trước (12:06 ngày 22/11/2026)"),
        (at(2026, 11, 22, 12), dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC), ""),
        (at(1970, 1, 1), None, "00:00 ngày 01/01/1970, sớm hơn cả khi có chương trình"),
        (at(2027, 12, 25), at(2026, 11, 22), ""),
        (at(2028, 1, 1), at(2026, 11, 22), "hơn một năm sau lần ghi sổ trước (22/11/2026)"),
        (at(2099, 1, 1), at(2026, 11, 22), "ngày 01/01/2099, hơn một năm"),
    ],
)
def test_when_a_clock_cannot_be_right(now, latest, says):
    doubt = doubt_about(now, latest)
    assert says in doubt and bool(doubt) == bool(says)
    assert not doubt or "sửa ngày giờ của máy tính" in doubt


@pytest.fixture
def book(tmp_path, clock):
    def open_again():
        return open_store(tmp_path / "sổ", cost=CHEAP, clock=clock)

    with closing(open_again()) as first:
        first.settings.set_identity(IDENTITY)
    return open_again


def test_a_clock_set_back_is_told_until_it_is_right_or_confirmed(book, clock):
    with closing(book()) as store:
        assert store.clock_doubt() == ""
    clock.forward(days=-200)
    with closing(book()) as store:
        assert "22/11/2026" in store.clock_doubt()
        store.settings.set_identity(replace(IDENTITY, officer="Ghi dưới đồng hồ sai"))
    with closing(book()) as store:
        assert store.clock_doubt(), "one change under the wrong clock does not make it right"
        store.confirm_clock()
        assert store.clock_doubt() == ""
        assert store.check() == []
    with closing(book()) as store:
        assert store.clock_doubt() == ""
    clock.forward(days=200)
    with closing(book()) as store:
        assert store.clock_doubt() == ""


def test_after_a_restore_the_clock_is_held_against_what_was_gone_back_to(book, clock):
    with closing(book()) as store:
        before = store.backups.keep("lenh").path
        clock.forward(days=300)
        store.settings.set_identity(replace(IDENTITY, officer="Ghi dưới đồng hồ sai"))
    clock.forward(days=-299)
    with closing(book()) as store:
        assert store.clock_doubt()
        store.backups.restore(before)
        assert store.clock_doubt() == ""


def test_order_is_that_of_the_numbers_and_not_of_the_clock(book, clock, tmp_path):
    clock.forward(days=-20_000)
    with closing(book()) as store:
        store.settings.set_identity(replace(IDENTITY, officer="Năm 1972"))
    with closing(book()) as store:
        newest, older = store.backups.all()
        assert (newest.at[:4], older.at[:4]) == ("1972", "2026")
        for n in range(30):  # thinned for ages: the newest must stay, whatever its date
            store.settings.set_identity(replace(IDENTITY, officer=f"Lần {n}"))
            made = store.backups.make("lenh")
            assert store.backups.all()[0] == made
        assert store.check() == []


def test_a_number_does_not_take_its_year_from_a_doubted_clock_unasked(book, clock):
    clock.forward(days=-200)
    with closing(book()) as store:
        blank = store.records.new("land_contribution")
        day = str(blank.values["minutes_date"])
        assert day == clock().date().isoformat()
        [told] = [problem for problem in store.records.problems(blank) if problem.rule == "clock"]
        assert (told.field, told.severity) == ("minutes_date", Severity.WARNING)
        assert "sớm hơn lần ghi sổ trước" in told.message
        typed = replace(blank, values={**blank.values, "minutes_date": "2025-03-01"})
        assert not [problem for problem in store.records.problems(typed) if problem.rule == "clock"]
        with pytest.raises(Refused) as refused:
            store.records.make_final(blank)
        assert "clock" in {problem.rule for problem in refused.value.problems}
        store.confirm_clock()
        assert not [problem for problem in store.records.problems(blank) if problem.rule == "clock"]
