"""Ids sort by time, never repeat and never run backwards."""

import uuid

from storage.identifiers import Identifiers


def test_an_id_is_a_uuid_of_version_7_that_carries_its_millisecond():
    made = uuid.UUID(Identifiers(clock=lambda: 1_700_000_000_123 * 1_000_000)())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == 1_700_000_000_123


def test_ids_of_one_millisecond_ascend_and_differ():
    new_id = Identifiers(clock=lambda: 5_000_000)
    made = [new_id() for _ in range(5000)]
    assert made == sorted(set(made))


def test_a_clock_set_back_does_not_send_ids_back():
    times = iter([9_000_000_000, 1_000_000_000, 2_000_000_000])
    new_id = Identifiers(clock=lambda: next(times))
    made = [new_id() for _ in range(3)]
    assert made == sorted(made)


def test_a_full_counter_borrows_from_the_next_millisecond():
    new_id = Identifiers(clock=lambda: 0)
    new_id()
    new_id._counter = (1 << 74) - 1
    before, after = new_id._millisecond, uuid.UUID(new_id())
    assert after.int >> 80 == before + 1
