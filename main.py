"""Joins the rooms: opens the data, then builds the window or runs one command."""

from __future__ import annotations

import sys
from pathlib import Path

from storage.database import default_folder
from storage.store import open_store, restore_into
from ui import commands


def main(arguments: list[str]) -> int:
    """Run the program; the answer is the exit status: 0 done, 1 refused or findings, 2 usage or surroundings."""
    options = commands.parse(arguments, default_folder())
    if options.command:
        return commands.run(options, open_store, restore_into)
    from ui import application  # Qt is loaded only for the window

    passphrase = commands.passphrase(options.passphrase_file) if options.passphrase_file else None
    return application.run(open_store, restore_into, Path(options.data), passphrase)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
