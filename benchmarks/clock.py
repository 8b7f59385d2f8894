"""What the programs of a benchmark share: a clock, a way to tell what was measured, and how much memory was used."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCREEN = "benchmarks/screen.json"
"""The screen of a small office computer, 1366x768: on Qt's own of 800x800 a list gives way to the form."""
BEGAN = "SO_MAT_TRAN_BENCHMARK_BEGAN"
"""Environment: the parent's clock in nanoseconds at the moment the program was started."""


def now() -> int:
    """Nanoseconds on a clock that all processes of this computer share and that never goes back."""
    return time.monotonic_ns()


def since_start() -> float:
    """ms since the parent started this program; Python's own start is part of it."""
    return (now() - int(os.environ[BEGAN])) / 1e6


def tell(**found: Any) -> None:
    """Say something to the parent."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def run(*arguments: str) -> dict[str, Any]:
    """Start a module of ours with this Python; everything it told. RuntimeError when it fails."""
    import subprocess  # not in the programs that are timed

    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # officers start a program that was compiled once
    environment.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={SCREEN}")
    environment[BEGAN] = str(now())
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told: dict[str, Any] = {}
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            told |= json.loads(line)
    if done.returncode or not told:
        raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return told


def peak_memory() -> float:
    """MiB that this process held in memory at most so far; 0 where the system keeps no such account in /proc."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
