"""The command line's words: Vietnamese help and errors of one line, in UTF-8 everywhere; and how it fails."""

import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import main
from storage.store import open_store
from tests.end_to_end.chain import CHEAP
from tests.end_to_end.command_runs import ROOT, Run, process
from ui.commands import jobs, words

COMMANDS = (
    "init", "tour", "export-template", "import", "list", "export", "receive", "report", "check", "backup", "restore",
    "plain-copy", "recovery-key", "salvage",
)  # fmt: skip
ENGLISH = re.compile(
    r"\b(usage|positional|arguments?|options?|show|help message|exit|error|required|invalid|choose|expected|"
    r"unrecognized|default)\b"
)
"""Words with which argparse would betray itself (the options' own names are written out with --)."""


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_vietnamese(run: Run, command: str):
    said = run(*filter(None, [command, "--help"]))
    text = re.sub(r"--[a-z-]+", "", "\n".join(said.out))
    assert said.status == 0 and text.startswith("Cách dùng:") and "Tùy chọn:" in text
    assert not ENGLISH.findall(text)
    for name in () if command else COMMANDS:
        assert re.search(rf"^ +{name}\b", text, re.MULTILINE), name


@pytest.mark.parametrize(
    "arguments",
    [
        ("lam-gi",),
        ("list",),
        ("list", "la"),
        ("list", "fund", "thua"),
        ("list", "fund", "--period", "2024-13"),
        ("list", "fund", "--json=1"),
        ("init", "--level", "quan"),
        ("init", "--unit-code"),
        ("init", "--unit-code", "", "--name", "Xã Thử", "--level", "xa", "--officer", "Nông Thị Thử"),
        ("init", "--unit-code", "../x", "--name", "Xã Thử", "--level", "xa", "--officer", "Nông Thị Thử"),
        ("init", "--unit-code", "X1", "--name", " ", "--level", "xa", "--officer", "Nông Thị Thử"),
        ("init", "--unit-code", "X1", "--name", "Xã Thử", "--level", "xa", "--officer", ""),
        ("init", "--unit-code", "X1", "--name", "A", "--level", "xa", "--officer", "B", "--parent-code", "Tỉnh"),
        ("receive",),
        ("report", "a", "--peri", "2024", "--format", "json", "--to", "x"),
        ("report", "a", "--period", "2024", "--format", "odt", "--to", "x"),
        ("export", "--period", "2024", "--cutoff", "31/12/2024", "--to", "x"),
    ],
    ids=" ".join,
)
def test_a_wrong_usage_is_one_vietnamese_line(run: Run, tmp_path: Path, arguments: tuple[str, ...]):
    said = run("--data", tmp_path / "so", *arguments)
    assert said.status == 2 and len(said.err) == 1 and not said.out
    assert "Xem cách dùng: main.py" in said.err[0] and said.err[0].endswith("--help")
    assert not ENGLISH.findall(re.sub(r"--[a-z-]+", "", said.err[0]))
    assert not (tmp_path / "so").exists()


def test_vietnamese_leaves_in_utf8_whatever_the_console_speaks(commune: Path):
    """A pipe on Windows has a code page without Vietnamese; Python would die of the first letter."""
    for encoding in ("ascii", "cp1252"):
        done = process("--data", commune, "check", environment={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
        assert done.returncode == 0, done.stderr
        assert done.stdout.decode("utf-8").strip() == "Sổ nguyên vẹn, chuỗi nhật ký liền mạch."
        wrong = process("lam-gi", environment={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
        assert wrong.returncode == 2 and "không nhận giá trị" in wrong.stderr.decode("utf-8")


def test_a_reader_that_has_seen_enough_is_no_fault(commune: Path):
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(commune), "list", "fund"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


def test_a_program_without_a_console_stays_silent(monkeypatch: pytest.MonkeyPatch, commune: Path):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main.main(["--data", str(commune), "check"]) == 0


def test_a_fault_of_ours_is_one_line_and_a_log(run: Run, commune: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(store: object, options: object) -> int:
        raise RuntimeError("không ngờ tới")

    monkeypatch.setitem(jobs.JOBS, "check", broken)
    said = run("--data", commune, "check")
    log = commune / "logs" / "so-mat-tran.log"
    assert said.status == 2 and len(said.err) == 1 and str(log) in said.err[0]
    assert "RuntimeError: không ngờ tới" in log.read_text(encoding="utf-8")
    monkeypatch.undo()
    assert run("--data", commune, "check").status == 0, "the file was closed all the same"


def test_two_programs_do_not_share_a_register(run: Run, commune: Path):
    with closing(open_store(commune, cost=CHEAP)):
        said = run("--data", commune, "list", "fund")
    assert said.status == 2 and len(said.err) == 1


def test_the_commands_start_without_qt():
    """Starting Qt takes longer than most commands; only pdf, tour and the window need it."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import main; "
        "print(sorted(name for name in sys.modules if name.partition('.')[0] in ('PySide6', 'shiboken6')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("arguments", [(), ("check",)])
def test_without_its_libraries_it_says_how_to_get_them(arguments: tuple[str, ...]):
    """An interpreter that sees the standard library alone, as of somebody who starts main.py by hand."""
    command = [sys.executable, "-S", "-E", "-X", "utf8", str(ROOT / "main.py"), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2 and done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("Chưa cài thư viện ") and "make run" in line and "run.cmd" in line


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Windows always has a display")
def test_without_a_display_the_window_says_so_in_one_line(tmp_path: Path):
    """Qt's own answer is six English lines and an abort."""
    done = process("--data", tmp_path / "so", environment={"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""})
    (line,) = done.stderr.decode("utf-8").splitlines()
    assert done.returncode == 2 and line.startswith("Máy không có màn hình") and "--help" in line
    assert not (tmp_path / "so").exists()


@pytest.mark.parametrize(("missing", "logged"), [("PySide6.QtGui", False), ("ui.shell.nowhere", True)])
def test_only_what_is_ours_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str], missing: str, logged: bool):
    assert jobs.status_of(ModuleNotFoundError(name=missing), tmp_path) == 2
    assert ("make run" in capsys.readouterr().err) is not logged
    assert (tmp_path / "logs").exists() is logged


def test_every_job_has_its_words_and_every_word_its_job():
    assert set(jobs.JOBS) | {"tour", "restore", "salvage"} == set(COMMANDS)
    assert words.DONE == 0 and words.REFUSED == 1 and words.SURROUNDINGS == 2
