"""Joins the rooms: opens the data, then builds the window or runs one command."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from storage.database import default_folder
from storage.store import open_store, restore_into
from ui import commands


def main(arguments: list[str]) -> int:
    """Run the program; the answer is the exit status: 0 done, 1 refused or findings, 2 usage or surroundings."""
    return commands.run(commands.parse(arguments, default_folder()), open_store, restore_into, window)


def window(folder: Path, passphrase: str | None) -> int:
    """Open the window on the register in `folder`."""
    from ui import application  # Qt is loaded only for the window

    # The window stands at once and reads the whole file when it has time; commands read it before they do anything.
    return application.run(partial(open_store, check_later=True), restore_into, folder, passphrase)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
