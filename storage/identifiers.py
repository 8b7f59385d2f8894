"""UUIDs of version 7 (RFC 9562): they sort by the time they were made, also within one millisecond."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable

COUNTER_BITS = 74  # what a version 7 UUID keeps besides the millisecond, version and variant


class Identifiers:
    """Gives ids that never repeat or run backwards while this object lives, even when the clock is set back."""

    def __init__(self, clock: Callable[[], int] = time.time_ns) -> None:
        self._clock = clock
        self._millisecond = -1
        self._counter = 0

    def __call__(self) -> str:
        now = self._clock() // 1_000_000
        if now > self._millisecond:
            self._millisecond = now
            self._counter = secrets.randbits(COUNTER_BITS - 1)  # the top bit stays free for counting on
        else:
            self._counter += 1 + secrets.randbits(32)
            if self._counter >> COUNTER_BITS:
                self._millisecond += 1
                self._counter = secrets.randbits(COUNTER_BITS - 1)
        return _compose(self._millisecond, self._counter)


def uuid7() -> str:
    """One id by the clock alone, where no Database is at hand; Database.new_id() besides never runs back."""
    return _compose(time.time_ns() // 1_000_000, secrets.randbits(COUNTER_BITS))


def _compose(millisecond: int, counter: int) -> str:
    high = counter >> 62
    low = counter & ((1 << 62) - 1)
    value = (millisecond & ((1 << 48) - 1)) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
    return str(uuid.UUID(int=value))
