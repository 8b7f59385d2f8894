"""Binding the data key to the computer account: Windows' DPAPI, elsewhere a key file that only the account may read.

Unverified on Windows by us: the two DPAPI calls were written from Microsoft's reference and could not be run here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from nacl import exceptions, secret, utils

from storage import files

DPAPI, FILE = "dpapi", "file"
KEY_FILE = "account_key"
UI_FORBIDDEN = 0x1
"""CRYPTPROTECT_UI_FORBIDDEN: fail instead of asking; the program may run without a window."""


def way() -> str:
    """How this platform binds a key to the account."""
    return DPAPI if sys.platform == "win32" else FILE


def protect(key: bytes, place: Path) -> bytes:
    """Wrap `key` for this account; a key file, where one is needed, is made in the folder `place`."""
    if way() == DPAPI:
        return _dpapi("CryptProtectData", key)
    path = place / KEY_FILE
    if not path.exists():
        with files.surroundings(place):
            files.make_folder(place)
        files.write_atomically(path, utils.random(secret.SecretBox.KEY_SIZE), private=True)
    with files.surroundings(path):
        return bytes(secret.SecretBox(path.read_bytes()).encrypt(key))


def reveal(how: str, box: bytes, places: Sequence[Path]) -> bytes | None:
    """The key out of `box`, or None when this account, or none of the key files in `places`, opens it."""
    if how == DPAPI:
        with suppress(OSError):
            return _dpapi("CryptUnprotectData", box)
        return None
    for place in places:
        with suppress(OSError, ValueError, exceptions.CryptoError):
            return secret.SecretBox((place / KEY_FILE).read_bytes()).decrypt(box)
    return None


def _dpapi(function: str, data: bytes) -> bytes:
    """Call CryptProtectData or CryptUnprotectData; OSError where Windows refuses, or where there is no Windows."""
    import ctypes  # elsewhere than on Windows no start needs it

    class Blob(ctypes.Structure):
        """DATA_BLOB of wincrypt.h."""

        _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.POINTER(ctypes.c_char)))

    libraries = getattr(ctypes, "windll", None)
    if libraries is None:
        raise OSError("this key was bound to a Windows account")
    source = Blob(len(data), ctypes.cast(ctypes.create_string_buffer(data, len(data)), ctypes.POINTER(ctypes.c_char)))
    result = Blob()
    call = getattr(libraries.crypt32, function)
    if not call(ctypes.byref(source), None, None, None, None, UI_FORBIDDEN, ctypes.byref(result)):
        raise OSError(f"{function} failed")
    try:
        return ctypes.string_at(result.data, result.size)
    finally:
        libraries.kernel32.LocalFree(result.data)
