"""The disk that forgets keeps what was synced, whatever the chance, and tears everything else now and then."""

import random

from tests.end_to_end.disk_log import FOLDER, SAID, Disk, Event, output_files, said

OLD, NEW = b"o" * 2000, b"n" * 2000
PLACE, BESIDE = "/x", "/.x.tmp"


def make(number, path):
    return Event("make", number, path=path)


def write(number, content, place=0):
    return Event("write", number, place, content)


def outcomes(log, times=400):
    """What may lie there after a cut at the end of the log, of which /x is synced and old."""
    return [Disk.holding({PLACE: OLD}).run(log).after_cut(random.Random(seed)) for seed in range(times)]


CAREFUL = [
    make(2, BESIDE),
    write(2, NEW),
    Event("sync", 2),
    Event("move", 2, path=BESIDE, target=PLACE),
    Event("sync_folder", path="/"),
]


def test_what_was_synced_is_there_whatever_happens():
    assert all(left == {PLACE: NEW} for left in outcomes(CAREFUL))


def test_a_rename_without_its_folder_is_old_or_new_and_both_happen():
    assert {left[PLACE] for left in outcomes(CAREFUL[:-1])} == {OLD, NEW}


def test_a_rename_of_what_was_not_synced_tears():
    careless = [event for event in CAREFUL if event.what != "sync"]
    torn = {left[PLACE] for left in outcomes(careless)} - {OLD, NEW}
    assert b"" in torn
    assert any(len(content) > 0 for content in torn)


def test_writing_in_place_tears_at_sectors():
    torn = [left[PLACE] for left in outcomes([write(1, NEW)])]
    assert {OLD, NEW} < set(torn)
    plain = [content for content in torn if set(content) <= set(OLD + NEW)]
    for content in plain:
        assert all(len(set(content[start : start + 512])) == 1 for start in range(0, 2000, 512))
    assert len(plain) < len(torn)  # and some of it is garbage


def test_a_new_folder_that_was_not_synced_may_be_gone_with_all_in_it():
    log = [
        Event("folder", FOLDER, path="/d"),
        make(2, "/d/y"),
        write(2, NEW),
        Event("sync", 2),
        Event("sync_folder", path="/d"),
    ]
    assert {left.get("/d/y") for left in outcomes(log)} == {None, NEW}
    assert all(left["/d/y"] == NEW for left in outcomes([*log, Event("sync_folder", path="/")]))


def test_a_removed_file_may_come_back():
    assert {left.get(PLACE) for left in outcomes([Event("remove", 1, path=PLACE)])} == {None, OLD}


def test_what_was_said_stands_in_the_log_and_not_on_the_disk():
    log = [make(2, SAID), write(2, b"one\n"), write(2, b"two\n", 4)]
    assert said(log[:2], output_files(log)) == "one\n"
    assert all(SAID not in left for left in outcomes(log))


def test_the_worst_cut_leaves_what_was_synced_and_nothing_else():
    for done, left in ((2, OLD), (3, OLD), (4, OLD), (5, NEW)):
        assert Disk.holding({PLACE: OLD}).run(CAREFUL[:done]).after_worst_cut() == {PLACE: left}
    assert Disk.holding({PLACE: OLD}).run([write(1, NEW)]).after_worst_cut() == {PLACE: OLD}
