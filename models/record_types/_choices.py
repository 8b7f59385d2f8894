"""Closed lists written briefly, and those that several record types share."""

from __future__ import annotations

from models.fields import Choice


def choices(**labels: str) -> tuple[Choice, ...]:
    """Choices from code="label", in this order; one that is retired is written as Choice(..., retired=True)."""
    return tuple(Choice(code, label) for code, label in labels.items())


SEXES = choices(nam="Nam", nu="Nữ")
