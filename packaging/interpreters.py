"""Finds a Python that fits the program among those of the computer; for Python 3.7 or newer, as set_up.py is."""

from __future__ import annotations

import subprocess
import sys
from typing import Callable, NamedTuple, Sequence  # noqa: UP035 - the older homes work in Python 3.7 too

from system_packages import Refused

OLDEST, NEWEST = (3, 11), (3, 14)


class Interpreter(NamedTuple):
    """A Python that answered: its version, whether it can put pip into a new environment, and its own program file."""

    version: tuple[int, int]
    brings_pip: bool
    program: str

    @property
    def fits(self) -> bool:
        return OLDEST <= self.version <= NEWEST


PROBE = """
import sys, importlib.util as u
found = [u.find_spec(name) is not None for name in ("venv", "ensurepip")]
print(sys.version_info[0], sys.version_info[1], int(all(found)), getattr(sys, "_base_executable", sys.executable))
"""


def probe(command: str) -> Interpreter | None:
    """Ask a Python what it is; None when it is not there or does not answer (a shim, or the stub of a shop)."""
    try:
        answer = subprocess.run(
            [command, "-c", PROBE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    parts = answer.stdout.decode("utf-8", "replace").strip().split(" ", 3)
    if answer.returncode != 0 or len(parts) != 4:
        return None
    return Interpreter((int(parts[0]), int(parts[1])), parts[2] == "1", parts[3])


def candidates() -> list[str]:
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    return [sys.executable, "python3", *(f"python3.{minor}" for minor in minors)]


def choose_python(commands: Sequence[str], ask: Callable[[str], Interpreter | None] = probe) -> Interpreter:
    """The first fitting Python, one that brings pip before one that does not."""
    second_best = None
    for command in commands:
        found = ask(command)
        if found is None or not found.fits:
            continue
        if found.brings_pip:
            return found
        second_best = second_best or found
    if second_best is None:
        raise Refused(
            "Chưa có Python 3.11 đến 3.14: hãy cài một bản trong số đó rồi chạy lại. / "
            "No Python from 3.11 to 3.14 was found: please install one of them and run this again."
        )
    return second_best
