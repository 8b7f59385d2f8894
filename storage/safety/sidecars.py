"""What lies beside each backup: the ring with its key, and what is known about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from storage import files, key_ring

SIDECAR = ".key"
"""A backup so-mat-tran_....db has a file of the same name beside it with its ring and what is known about it."""


def read_sidecar(backup: Path) -> Mapping[str, Any]:
    """What lies beside a backup; empty when nothing readable does."""
    with suppress(OSError, ValueError):
        content = json.loads(backup.with_suffix(SIDECAR).read_bytes())
        if isinstance(content, dict):
            return content
    return {}


def write_sidecar(backup: Path, content: Mapping[str, Any]) -> None:
    """Put ring and knowledge beside a backup, readable by this account only where the platform knows that."""
    files.write_atomically(backup.with_suffix(SIDECAR), json.dumps(content, indent=1).encode(), private=True)


def renew_ring(backup: Path, ring: bytes) -> None:
    """Let a backup have `ring` beside it; nothing is written where it has."""
    sidecar, present = read_sidecar(backup), json.loads(ring)
    if sidecar.get("ring") != present:
        write_sidecar(backup, {**sidecar, "ring": present})


def ring_beside(backup: Path) -> Mapping[str, Any] | None:
    """The key ring that was copied with a backup, or None."""
    return key_ring.parse(ring_bytes_beside(backup))


def ring_bytes_beside(backup: Path) -> bytes:
    """The same as text, for mending a lost ring."""
    return json.dumps(read_sidecar(backup).get("ring")).encode()
