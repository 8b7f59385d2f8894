"""Commands run in this process, and the two registers that they begin with."""

import shutil
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


@pytest.fixture(scope="session")
def new_registers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registers of a commune and of a province as `init` leaves them; to be copied."""
    place = tmp_path_factory.mktemp("new")
    for name, unit in (("xa", COMMUNE), ("tinh", PROVINCE)):
        assert main.main(["--data", str(place / name), "init", *unit]) == 0
    return place


@pytest.fixture
def commune(new_registers: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(new_registers / "xa", tmp_path / "xa"))


@pytest.fixture
def province(new_registers: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(new_registers / "tinh", tmp_path / "tinh"))
