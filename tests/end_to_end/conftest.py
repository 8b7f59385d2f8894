"""Commands run in this process, and the two registers that they begin with."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import main
from tests.end_to_end.command_runs import COMMUNE, PROVINCE, Run, Said


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], qapp: QApplication) -> Run:
    """Run a command in this process, as main.py does. A PDF would make an application without windows, and the windows'
    own tests, should they come later in this process, could no longer have theirs: `qapp` is there first."""

    def command(*arguments: object) -> Said:
        capsys.readouterr()
        try:
            status = main.main([str(item) for item in arguments])
        except SystemExit as stopped:
            status = stopped.code if isinstance(stopped.code, int) else 2
        said = capsys.readouterr()
        return Said(status, said.out.splitlines(), said.err.splitlines())

    return command


@pytest.fixture
def commune(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "xa"
    assert run("--data", folder, "init", *COMMUNE).status == 0
    return folder


@pytest.fixture
def province(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "tinh"
    assert run("--data", folder, "init", *PROVINCE).status == 0
    return folder
