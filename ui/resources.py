"""Finds the files of resources/, wherever the program was started from."""

import pathlib
import sys

BESIDE = pathlib.Path(__file__).resolve().parent.parent  # once: a window asks for some hundred icons


def resource_path(*parts: str) -> pathlib.Path:
    """The path of a file or folder in resources/, as in `resource_path("icons", "save.svg")`.

    In a frozen program the folder lies where the freezer unpacked it, otherwise beside `ui/`. Whether the file exists
    is not checked.
    """
    unpacked = getattr(sys, "_MEIPASS", None)
    if unpacked is not None:
        root = pathlib.Path(unpacked)
    elif getattr(sys, "frozen", False):
        root = pathlib.Path(sys.executable).resolve().parent
    else:
        root = BESIDE
    return root.joinpath("resources", *parts)
