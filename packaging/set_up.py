"""Sets the program up in its own folder, then opens, tests or soaks it; knows the standard library only.

    python packaging/set_up.py run [arguments of main.py] | test | soak | prepare

It is written for any Python 3.7 or newer, because the first Python found may be too old for the program: it then looks
for a fitting one. A second run finds the stamp of the first and does nothing but start the program.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Mapping, Sequence  # noqa: UP035 - the older homes work in Python 3.7 too

from interpreters import Interpreter, candidates, choose_python, probe
from system_packages import (
    Refused,
    apt_install,
    has_display,
    missing_packages,
    need_packages,
    platform_libraries,
    say,
    silent,
)

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.json"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"  # a superset of RUN_LOCK, held by a test
TOUR = Path("build") / "tour"


# ---------------------------------------------------------------------------------------------------------- environment


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def read_stamp(stamp: Path) -> dict[str, str]:
    try:
        found = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_current(stamp: Path, lock: Path) -> bool:
    return read_stamp(stamp).get(lock.name) == fingerprint(lock)


def write_stamp(stamp: Path, locks: Sequence[Path]) -> None:
    content = {**read_stamp(stamp), **{lock.name: fingerprint(lock) for lock in locks}}
    beside = stamp.with_suffix(".new")
    beside.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    beside.replace(stamp)


def environment_works() -> bool:
    """False too when the system's Python moved on from under the environment, or its making was interrupted."""
    found = probe(str(venv_python()))
    return found is not None and found.fits and (VENV / "pyvenv.cfg").is_file() and site_packages_of(found.version)


def site_packages_of(version: tuple[int, int]) -> bool:
    if os.name == "nt":
        return (VENV / "Lib" / "site-packages").is_dir()
    return (VENV / "lib" / f"python{version[0]}.{version[1]}" / "site-packages").is_dir()


def inside_pip() -> list[str]:
    return [str(venv_python()), "-m", "pip"]


def environment_usable() -> bool:
    return environment_works() and silent(*inside_pip(), "--version")


def outside_pip(python: Interpreter) -> list[str]:
    """Debian packs the module that puts pip into an environment apart; its own pip can install from outside as well."""
    return [python.program, "-m", "pip", "--python", str(venv_python())]


def missing_for_environment(python: Interpreter) -> list[str]:
    """The package that lets this Python make an environment, where neither of the two ways to pip is open."""
    now = probe(python.program) or python
    if now.brings_pip or silent(python.program, "-m", "pip", "--version"):
        return []
    return [f"python{python.version[0]}.{python.version[1]}-venv"]


def make_environment(python: Interpreter) -> list[str]:
    """Make the environment anew; return the command that installs into it."""
    say("Đang tạo môi trường Python riêng (.venv)", "making the program's own Python environment (.venv)")
    if VENV.exists():
        shutil.rmtree(VENV)
    brings_pip = (probe(python.program) or python).brings_pip  # asked again: its package may have come just now
    options = [] if brings_pip else ["--without-pip"]
    if not silent(python.program, "-m", "venv", *options, str(VENV)):
        raise Refused(
            f"Không tạo được thư mục {VENV}: hãy kiểm tra quyền ghi và chỗ trống trên đĩa rồi chạy lại. / "
            f"{VENV} could not be made: please check the folder's permissions and the disk and run this again."
        )
    return inside_pip() if brings_pip else outside_pip(python)


def install(lock: Path, pip: Sequence[str]) -> None:
    """Bring the environment to the lock file and stamp it."""
    say("Đang cài thư viện Python (một lần)", "installing the Python libraries (once)")
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    done = subprocess.run([*pip, "install", *options, "-r", str(lock)], cwd=str(ROOT), check=False)
    if done.returncode != 0:
        raise Refused(
            "Không cài được thư viện Python: hãy kiểm tra kết nối mạng và chỗ trống trên đĩa rồi chạy lại. / "
            "the Python libraries could not be installed: please check the network and the disk and run this again."
        )
    write_stamp(STAMP, [RUN_LOCK, DEV_LOCK] if lock == DEV_LOCK else [lock])


def set_up(lock: Path, environ: Mapping[str, str]) -> None:
    """Make everything ready for a lock file and a display; at once done when the stamp of the last time holds."""
    libraries = platform_libraries(environ)
    if is_current(STAMP, lock) and environment_works():
        need_packages(lambda: missing_packages(libraries))
        return
    # Whatever the system lacks is asked for in one go, before anything is made.
    python = None if environment_usable() else choose_python(candidates())
    need_packages(lambda: missing_packages(libraries) + (missing_for_environment(python) if python else []))
    install(lock, make_environment(python) if python else inside_pip())


# ----------------------------------------------------------------------------------------------------------------- jobs


def child(arguments: Sequence[str], environ: Mapping[str, str], cwd: Path | None = None) -> int:
    """Run the environment's Python; UTF-8 everywhere, as a Windows console would otherwise lose the Vietnamese."""
    environment = {**environ, "PYTHONUTF8": "1"}
    command = [str(venv_python()), *arguments]
    return subprocess.run(command, env=environment, cwd=str(cwd) if cwd else None, check=False).returncode


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Open the program, hand it a command, or, where there is no display, let it show itself in pictures."""
    set_up(RUN_LOCK, environ)
    program = str(ROOT / "main.py")
    if has_display(environ):
        return child([program, *arguments], environ)
    offscreen = {"QT_QPA_PLATFORM": "offscreen", **environ}
    if arguments:
        return child([program, *arguments], offscreen)
    say("Máy không có màn hình: chương trình tự chạy qua các việc chính", "no display: taking the tour instead")
    status = child([program, "tour", "--out", str(TOUR)], offscreen, cwd=ROOT)
    if status == 0:
        say(f"Ảnh và kết quả nằm ở {ROOT / TOUR}", f"pictures and results are in {ROOT / TOUR}")
    else:
        say(f"Chuyến đi thử không xong, mã {status}", f"the tour stopped with exit status {status}")
    return status


def checks() -> list[tuple[str, list[str]]]:
    """Every check of `test`; the tests last, so that their closing line closes the output."""
    product = ["main.py", "models", "storage", "ui", "packaging/set_up.py"]
    imports = "from importlinter.cli import lint_imports_command as lint; lint()"
    return [
        ("ruff check", ["-m", "ruff", "check", "."]),
        ("ruff format", ["-m", "ruff", "format", "--check", "."]),
        ("mypy", ["-m", "mypy", *product, "tests", "benchmarks"]),
        # Types know what Windows lacks better than any list of banned names.
        ("mypy for Windows", ["-m", "mypy", "--platform", "win32", "--no-warn-unreachable", *product]),
        ("import-linter", ["-c", imports, "--cache-dir", "build/import-linter"]),
        # Three on two processors, for tests also wait, for the disk and for timers; in the order of their rooms, so
        # that the long files of end_to_end begin and no worker waits for one at the end.
        ("pytest", ["-m", "pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]),
    ]


def test(environ: Mapping[str, str]) -> int:
    """Run every check, the later ones too when an earlier one fails; 0 when all passed."""
    headless = {name: value for name, value in environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    set_up(DEV_LOCK, headless)
    environment = {"HYPOTHESIS_PROFILE": "ci", **headless, "QT_QPA_PLATFORM": "offscreen"}
    failed = []
    for name, arguments in checks():
        print(f"== {name}", flush=True)
        began = time.monotonic()
        if child(arguments, environment, cwd=ROOT) != 0:
            failed.append(name)
        print(f"== {name}: {'FAILED' if name in failed else 'passed'}, {time.monotonic() - began:.1f} s", flush=True)
    if failed:
        print(f"FAILED: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def ask_for_fuse() -> None:
    """The trials of power cuts want a FUSE folder; where it cannot be had they say so and are skipped."""
    if sys.platform.startswith("linux") and not shutil.which("fusermount3") and not shutil.which("fusermount"):
        apt_install(["fuse3"])


def soak(environ: Mapping[str, str]) -> int:
    ask_for_fuse()
    headless = {name: value for name, value in environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    set_up(DEV_LOCK, headless)
    environment = {"HYPOTHESIS_PROFILE": "soak", **headless, "QT_QPA_PLATFORM": "offscreen"}
    # What is told at the end, counts and times of every trial, comes from tests/soak_summary.py.
    patience = ["-o", "faulthandler_timeout=3600"]  # a trial may take minutes, on a slow disk many
    return child(["-m", "pytest", "-m", "soak", "-n", "2", *patience], environment, cwd=ROOT)


def prepare(environ: Mapping[str, str]) -> int:
    set_up(DEV_LOCK, environ)
    return 0


def main(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    job, rest = (arguments[0], arguments[1:]) if arguments else ("run", [])
    jobs = {"test": test, "soak": soak, "prepare": prepare}
    try:
        if job == "run":
            return run(rest, os.environ)
        if job in jobs and not rest:
            return jobs[job](os.environ)
    except Refused as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 2
    except KeyboardInterrupt:
        return 130
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
