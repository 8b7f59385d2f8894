"""Joins the rooms: opens the data, then builds the window or runs one command."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any


def main(arguments: list[str]) -> int:
    """Run the program; the answer is the exit status: 0 done, 1 refused or findings, 2 usage or surroundings."""
    gc.disable()  # while modules are read there is no garbage, and looking for it is a tenth of the start
    try:
        return _run(arguments)
    except ModuleNotFoundError as error:  # without its libraries not even the folder of the data can be asked for
        from ui.commands import jobs

        return jobs.status_of(error, Path())
    finally:
        gc.enable()


def _run(arguments: list[str]) -> int:
    from storage.database import default_folder

    if not arguments or (len(arguments) == 2 and arguments[0] == "--data" and not arguments[1].startswith("-")):
        return _plain_window(Path(arguments[1]) if arguments else default_folder())
    from storage.folders import restore_into
    from storage.store import open_store
    from ui.commands import jobs

    gc.enable()
    return jobs.run(
        jobs.parse(arguments, default_folder()),
        open_store,
        restore_into,
        window,
        _late("storage.safety.salvaging", "salvage"),
    )


def _plain_window(folder: Path) -> int:
    """What an officer starts: the window, without reading the words of the command line first."""
    try:
        return window(folder, None)
    except Exception as error:  # noqa: BLE001 - as for every command: one line, a log, a status
        from ui.commands import jobs

        return jobs.status_of(error, folder)


def window(folder: Path, passphrase: str | None) -> int:
    """Open the window on the register in `folder`. Its garbage is collected by ui/sweeping.py."""
    from storage.store import open_store
    from ui import toolkit  # Qt is loaded only for the window

    toolkit.need_display()
    toolkit.spare_sources()
    from ui.opening.way import Opening
    from ui.shell import application

    restore_into, folders = _late("storage.folders", "restore_into"), _late("storage.folders", "Folders")
    salvage_beside = _late("storage.safety.salvaging", "salvage_beside")
    # The window stands at once and reads the whole file when it has time; commands read it before they do anything.
    opening = Opening(partial(open_store, check_later=True), restore_into, folders, salvage_beside, folder)
    return application.run(opening, passphrase)


def _late(module: str, name: str) -> Callable[..., Any]:
    """Something of storage/ that is read when it is called: few commands, and no register that opens, ask for it."""

    def call(*given: Any, **more: Any) -> Any:
        return getattr(import_module(module), name)(*given, **more)

    return call


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
