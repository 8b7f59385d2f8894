"""UUIDs of version 7 (RFC 9562): they sort by the time they were made, also within one millisecond."""

from __future__ import annotations

import os
import time
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
            self._counter = _random(COUNTER_BITS - 1)  # the top bit stays free for counting on
        else:
            self._counter += 1 + _random(32)
            if self._counter >> COUNTER_BITS:
                self._millisecond += 1
                self._counter = _random(COUNTER_BITS - 1)
        return _compose(self._millisecond, self._counter)


def _compose(millisecond: int, counter: int) -> str:
    high = counter >> 62
    low = counter & ((1 << 62) - 1)
    value = (millisecond & ((1 << 48) - 1)) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
    text = f"{value:032x}"  # the module uuid would be imported by every start for this line alone
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _random(bits: int) -> int:
    """From the same source as the module secrets, which imports much besides."""
    return int.from_bytes(os.urandom((bits + 7) // 8), "big") >> -bits % 8
