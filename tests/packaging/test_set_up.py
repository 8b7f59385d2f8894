"""The set-up script: what it finds missing, which Python it takes, and that a second run has nothing to do."""

import re
import struct
import sys
import tomllib
from importlib.metadata import files as files_of
from pathlib import Path

import pytest

import interpreters
import set_up
import system_packages
from interpreters import Interpreter
from models import __version__
from system_packages import Refused

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


# ------------------------------------------------------------------------------------------------------ system packages


def loader_without(*absent: str):
    def load(soname: str) -> None:
        if soname in absent:
            raise OSError(soname)

    return load


def test_missing_packages_are_named_once_in_order():
    load = loader_without("libgthread-2.0.so.0", "libglib-2.0.so.0", "libEGL.so.1")
    assert system_packages.missing_packages(system_packages.CORE_LIBRARIES, load) == ["libegl1", "libglib2.0-0"]
    assert system_packages.missing_packages(system_packages.CORE_LIBRARIES, loader_without()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux takes these libraries from the system")
def test_only_the_display_in_use_asks_for_its_libraries():
    assert system_packages.platform_libraries({}) == system_packages.CORE_LIBRARIES
    assert "libxcb-cursor.so.0" in system_packages.platform_libraries({"DISPLAY": ":0"})
    wayland = system_packages.platform_libraries({"WAYLAND_DISPLAY": "wayland-0"})
    assert "libwayland-client.so.0" in wayland
    assert "libxcb-cursor.so.0" not in wayland


def test_refusal_is_one_line_that_names_every_missing_package(monkeypatch):
    monkeypatch.setattr(system_packages, "root_prefix", lambda: None)
    with pytest.raises(Refused) as refused:
        system_packages.need_packages(lambda: ["libegl1", "libxcb-cursor0"])
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith(": libegl1 libxcb-cursor0")


def test_packages_are_looked_for_again_after_installing(monkeypatch):
    installed: list[str] = []

    def install(packages) -> bool:
        installed.extend(packages)
        return True

    monkeypatch.setattr(system_packages, "apt_install", install)
    system_packages.need_packages(lambda: [] if installed else ["libegl1"])
    assert installed == ["libegl1"]


def needed_by(library: Path) -> set[str]:
    """The sonames an ELF file asks for (its DT_NEEDED entries); 64 bit, little endian."""
    data = library.read_bytes()
    section_offset, section_size, section_count = (
        struct.unpack_from("<Q", data, 0x28)[0],
        *struct.unpack_from("<HH", data, 0x3A),
    )
    names: set[str] = set()
    for number in range(section_count):
        header = section_offset + number * section_size
        kind, offset, size, link = struct.unpack_from("<4xI16xQQI", data, header)
        if kind != 6:  # SHT_DYNAMIC; its link is the number of the section with the strings
            continue
        strings = struct.unpack_from("<24xQ", data, section_offset + link * section_size)[0]
        for tag, value in struct.iter_unpack("<QQ", data[offset : offset + size]):
            if tag == 1:  # DT_NEEDED
                start = strings + value
                names.add(data[start : data.index(b"\0", start)].decode("ascii"))
    return names


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the Linux wheel")
@pytest.mark.parametrize(
    ("display", "plugins"),
    [
        ({}, ["platforms/libqoffscreen.so"]),
        ({"DISPLAY": ":0"}, ["platforms/libqoffscreen.so", "platforms/libqxcb.so"]),
        (
            {"WAYLAND_DISPLAY": "w"},
            ["platforms/libqwayland.so", "wayland-shell-integration/libxdg-shell.so"],
        ),
    ],
)
def test_the_table_holds_all_that_qt_needs_of_the_system(display, plugins):
    wheel = {path.name: Path(str(path.locate())) for path in files_of("PySide6-Essentials") or []}
    wheel |= {path.name: Path(str(path.locate())) for path in files_of("shiboken6") or []}
    modules = [f"Qt{name}.abi3.so" for name in ("Core", "Gui", "Widgets", "PrintSupport", "Svg", "SvgWidgets", "Test")]
    pending = [wheel[name] for name in modules + [Path(plugin).name for plugin in plugins]]
    seen: set[Path] = set()
    outside: set[str] = set()
    while pending:
        library = pending.pop()
        if library in seen:
            continue
        seen.add(library)
        for soname in needed_by(library):
            if soname in wheel:
                pending.append(wheel[soname])
            else:
                outside.add(soname)
    # The C and C++ runtimes come with Python itself.
    always = re.compile(r"(ld-linux-.*|lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+))\.so\.\d+")
    assert {name for name in outside if not always.fullmatch(name)} <= set(system_packages.platform_libraries(display))


# --------------------------------------------------------------------------------------------------------------- Python


def test_python_must_fit_and_one_that_brings_pip_comes_first():
    found = {
        "python3": Interpreter((3, 10), True, "a"),
        "python3.13": Interpreter((3, 13), False, "b"),
        "python3.12": Interpreter((3, 12), True, "c"),
        "python3.15": Interpreter((3, 15), True, "d"),
    }
    assert interpreters.choose_python(["python3", "missing", "python3.13", "python3.12"], found.get).program == "c"
    assert interpreters.choose_python(["python3", "python3.13"], found.get).program == "b"
    with pytest.raises(Refused, match=r"^Chưa có Python 3\.11 .* / No Python .*$"):
        interpreters.choose_python(["python3", "python3.15"], found.get)


def test_probe_knows_this_python_and_survives_what_is_none(tmp_path):
    found = interpreters.probe(sys.executable)
    assert found is not None
    assert found.version == sys.version_info[:2]
    assert Path(found.program).exists()
    assert interpreters.probe(str(tmp_path / "nothing")) is None


# ---------------------------------------------------------------------------------------------------------------- stamp


def test_second_run_installs_nothing_until_the_lock_changes(tmp_path, monkeypatch):
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1\n", encoding="utf-8")
    done: list[str] = []

    def pip_after(step: str) -> list[str]:
        done.append(step)
        return [sys.executable, "-c", ""]

    monkeypatch.setattr(set_up, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(set_up, "need_packages", lambda find_missing: None)
    monkeypatch.setattr(set_up, "environment_works", lambda: "made" in done)
    monkeypatch.setattr(set_up, "environment_usable", lambda: "made" in done)
    monkeypatch.setattr(set_up, "make_environment", lambda python: pip_after("made"))
    monkeypatch.setattr(set_up, "inside_pip", lambda: pip_after("updated"))
    set_up.set_up(lock, {})
    assert done == ["made"]
    set_up.set_up(lock, {})
    assert done == ["made"]
    lock.write_text("a==2\n", encoding="utf-8")
    set_up.set_up(lock, {})
    assert done == ["made", "updated"]
    done.clear()  # the environment broke or was deleted
    set_up.set_up(lock, {})
    assert done == ["made"]


def test_everything_the_system_lacks_is_asked_for_at_once(tmp_path, monkeypatch):
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1\n", encoding="utf-8")
    bare = Interpreter((3, 12), False, "/usr/bin/python3.12")
    monkeypatch.setattr(set_up, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(set_up, "environment_works", lambda: False)
    monkeypatch.setattr(set_up, "choose_python", lambda commands: bare)
    monkeypatch.setattr(set_up, "probe", lambda command: bare)
    monkeypatch.setattr(set_up, "silent", lambda *command: False)
    monkeypatch.setattr(system_packages, "root_prefix", lambda: None)
    monkeypatch.setattr(set_up, "missing_packages", lambda libraries: ["libegl1"])
    with pytest.raises(Refused, match=r"libegl1 python3\.12-venv"):
        set_up.set_up(lock, {})


def test_failed_installation_leaves_no_stamp(tmp_path, monkeypatch):
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1\n", encoding="utf-8")
    monkeypatch.setattr(set_up, "STAMP", tmp_path / "stamp.json")
    with pytest.raises(Refused):
        set_up.install(lock, [sys.executable, "-c", "raise SystemExit(1)"])
    assert not set_up.is_current(set_up.STAMP, lock)


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"requirements.lock": 3}'])
def test_damaged_stamp_means_set_up_again(tmp_path, damage):
    lock, stamp = tmp_path / "requirements.lock", tmp_path / "stamp.json"
    lock.write_text("a==1\n", encoding="utf-8")
    stamp.write_text(damage, encoding="utf-8")
    assert not set_up.is_current(stamp, lock)
    set_up.write_stamp(stamp, [lock])
    assert set_up.is_current(stamp, lock)


# ---------------------------------------------------------------------------------------------------------- other files


def pins(lock: Path) -> dict[str, str]:
    """Package to version; fails on a line that is neither a pin, a hash nor a comment."""
    found = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        pin = re.fullmatch(r"([a-z0-9-]+)==(\S+)( ; .+)? \\", line)
        if pin:
            found[pin[1]] = pin[2]
        else:
            assert re.fullmatch(r"    (--hash=sha256:[0-9a-f]{64}( \\)?|#.*)", line), line
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_pins_with_hashes_and_names_no_host(lock):
    text = lock.read_text(encoding="utf-8")
    assert pins(lock)
    assert "://" not in text
    assert not [line for line in text.splitlines() if line.startswith("-")]  # an option of pip's, such as where to look


def test_lock_holds_what_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run_pins, dev_pins = (pins(lock) for lock in LOCKS)

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[<>=!~ ;\[]", requirement)[0].lower() for requirement in requirements}

    assert names(project["project"]["dependencies"]) <= run_pins.keys(), "run make lock"
    assert names(project["dependency-groups"]["dev"]) <= dev_pins.keys(), "run make lock"
    assert run_pins.items() <= dev_pins.items()  # set_up.install relies on it


def test_run_cmd_has_windows_line_ends_and_jumps_before_its_vietnamese():
    script = (ROOT / "run.cmd").read_bytes()
    assert script.count(b"\n") == script.count(b"\r\n")
    lines = script.decode("utf-8").split("\r\n")
    first_beyond_ascii = next(number for number, line in enumerate(lines) if not line.isascii())
    assert not any("goto" in line or "call" in line for line in lines[first_beyond_ascii:])


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    assert f"## {__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_without_fuse_the_long_trials_run_all_the_same(monkeypatch):
    asked: list[list[str]] = []

    def refuse(packages) -> bool:
        asked.append(list(packages))
        return False

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(set_up, "apt_install", refuse)
    monkeypatch.setattr(set_up, "set_up", lambda lock, environ: None)
    monkeypatch.setattr(set_up, "child", lambda arguments, environ, cwd: 0)
    assert set_up.soak({}) == 0
    assert asked == [["fuse3"]]
