"""What the set-up needs of the system: the libraries Qt loads, the packages they come in, and who may install them.

It is written for any Python 3.7 or newer, as packaging/set_up.py is.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from typing import Any, Callable, Mapping, Sequence  # noqa: UP035 - the older homes work in Python 3.7 too

# What the wheel of Qt does not bring, by the Debian and Ubuntu package that holds it. A test reads the wheel's own
# libraries and fails when Qt comes to need another.
CORE_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


class Refused(Exception):  # noqa: N818 - what happened, not a fault
    """The surroundings do not allow it; the text is one sentence in Vietnamese and English."""


def say(vietnamese: str, english: str) -> None:
    print(f"{vietnamese} / {english}", flush=True)


def silent(*command: str) -> bool:
    """Run a command for its exit status alone; True when it is 0."""
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def missing_packages(libraries: Mapping[str, str], load: Callable[[str], Any] = ctypes.CDLL) -> list[str]:
    """The packages whose libraries the loader cannot find, each once, in the order of the table."""
    missing = {}
    for soname, package in libraries.items():
        try:
            load(soname)
        except OSError:
            missing[package] = True
    return list(missing)


def platform_libraries(environ: Mapping[str, str]) -> dict[str, str]:
    """What Qt needs of the system for the display this process sees; nothing outside Linux."""
    if not sys.platform.startswith("linux"):
        return {}
    if environ.get("DISPLAY"):
        return {**CORE_LIBRARIES, **X11_LIBRARIES}
    if environ.get("WAYLAND_DISPLAY"):
        return {**CORE_LIBRARIES, **WAYLAND_LIBRARIES}
    return dict(CORE_LIBRARIES)


def has_display(environ: Mapping[str, str]) -> bool:
    return not sys.platform.startswith("linux") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def root_prefix() -> list[str] | None:
    """How to run a command as root without asking anybody; None when that is not to be had."""
    if shutil.which("apt-get") is None:
        return None
    effective_user = getattr(os, "geteuid", None)
    if effective_user is not None and effective_user() == 0:
        return []
    if shutil.which("sudo") and silent("sudo", "-n", "true"):
        return ["sudo", "-n"]
    return None


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages when this process may; True when apt-get says that it did."""
    prefix = root_prefix()
    if prefix is None:
        return False
    say(f"Đang cài gói hệ thống: {' '.join(packages)}", "installing system packages")
    # dpkg calls ldconfig, which an officer's PATH does not hold.
    path = os.environ.get("PATH", os.defpath) + ":/usr/local/sbin:/usr/sbin:/sbin"
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", f"PATH={path}", "apt-get", "-qq", "-y"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    # A fresh machine has no package lists yet, an old one stale lists: fetch them and try once more.
    for command in (install, [*apt, "update"], install):
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        if command is install and done.returncode == 0:
            return True
    sys.stderr.write(done.stdout.decode("utf-8", "replace")[-2000:])
    return False


def need_packages(find_missing: Callable[[], list[str]]) -> None:
    """Install what is missing, or refuse with the sentence that names it."""
    missing = find_missing()
    if missing and apt_install(missing):
        missing = find_missing()
    if missing:
        names = " ".join(missing)
        raise Refused(
            "Máy còn thiếu gói hệ thống, hãy nhờ người quản trị cài rồi chạy lại / "
            f"system packages are missing, please have them installed and run this again: {names}"
        )
