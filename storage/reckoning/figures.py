"""Numbers typed by hand, one sheet per unit and period; every change goes into the history with its version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from models.indicators import Figure, Given
from models.ports import StorageError
from storage.database import Database, Operation

KEY = ("unit", "period", "indicator")
CONTENT = tuple(item.name for item in fields(Figure) if item.name not in (*KEY, "version"))


class Figures:
    """Fulfils models.ports.Figures."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def sheet(self, unit: str, period: str) -> Mapping[str, Figure]:
        """The figures of one unit and period by indicator code."""
        return {figure.indicator: figure for figure in self.of_periods(unit, (period,))}

    def of_periods(self, unit: str, periods: Iterable[str]) -> Sequence[Figure]:
        """The figures of one unit in several periods."""
        codes = tuple(periods)
        marks = ", ".join("?" * len(codes))
        rows = self._db.rows(
            f"SELECT * FROM figure WHERE unit = ? AND period IN ({marks}) ORDER BY period, indicator", (unit, *codes)
        )
        return [_figure(row) for row in rows]

    def units(self, periods: Iterable[str]) -> Sequence[str]:
        """The units for which figures were keyed here in these periods, our own among them."""
        codes = tuple(periods)
        marks = ", ".join("?" * len(codes))
        rows = self._db.rows(f"SELECT DISTINCT unit FROM figure WHERE period IN ({marks}) ORDER BY unit", codes)
        return [row["unit"] for row in rows]

    def save(self, figures: Sequence[Figure]) -> None:
        """Keep these figures, all or none; an empty one takes its row away.

        StorageError stale when one of them was changed since it was read (its version differs)."""
        with self._db.transaction("Nhập số liệu") as operation:
            for figure in figures:
                self._save(operation, figure)

    def clear(self, unit: str, period: str, indicator: str) -> None:
        """Take one figure away; nothing happens where there is none."""
        with self._db.transaction("Xóa số liệu nhập tay") as operation:
            found = self._find(unit, period, indicator)
            if found is not None:
                self._remove(operation, found)

    def _save(self, operation: Operation, figure: Figure) -> None:
        before = self._find(figure.unit, figure.period, figure.indicator)
        if figure.version != (before.version if before else 0):
            raise StorageError(
                f"Số liệu {figure.indicator} vừa được sửa ở nơi khác; mở lại bảng số liệu rồi nhập lại.", "stale"
            )
        if _is_empty(figure):
            if before is not None:
                self._remove(operation, before)
            return
        change = _change(before, figure)
        if not change:
            return
        version = self._next_version(figure)
        names = (*KEY, *CONTENT, "version", "updated_at", "updated_by")
        values = (*_content(figure, KEY), *_content(figure, CONTENT), version, operation.at, operation.who)
        marks = ", ".join("?" * len(names))
        updates = ", ".join(f"{name} = excluded.{name}" for name in names if name not in KEY)
        self._db.execute(
            f"INSERT INTO figure ({', '.join(names)}) VALUES ({marks}) "
            f"ON CONFLICT (unit, period, indicator) DO UPDATE SET {updates}",
            values,
        )
        self._db.history.append(operation, "figure", _subject(figure), version, change)

    def _remove(self, operation: Operation, figure: Figure) -> None:
        self._db.execute("DELETE FROM figure WHERE unit = ? AND period = ? AND indicator = ?", _content(figure, KEY))
        change = _change(figure, None)
        self._db.history.append(operation, "figure", _subject(figure), self._next_version(figure), change)

    def _find(self, unit: str, period: str, indicator: str) -> Figure | None:
        row = self._db.row(
            "SELECT * FROM figure WHERE unit = ? AND period = ? AND indicator = ?", (unit, period, indicator)
        )
        return _figure(row) if row else None

    def _next_version(self, figure: Figure) -> int:
        """Counted on over a removal, so that a version names one content only."""
        last = self._db.scalar(
            "SELECT max(version) FROM history WHERE subject = 'figure' AND subject_id = ?", (_subject(figure),)
        )
        return int(last or 0) + 1


def _figure(row: Mapping[str, Any]) -> Figure:
    values = {name: row[name] for name in (*KEY, *CONTENT, "version")}
    return Figure(**{**values, "given": Given(row["given"])})


def _content(figure: Figure | None, names: Iterable[str]) -> tuple[object, ...]:
    values = (getattr(figure, name, None) for name in names)
    return tuple(value.value if isinstance(value, Given) else value for value in values)


def _change(before: Figure | None, after: Figure | None) -> dict[str, list[object]]:
    pairs = zip(CONTENT, _content(before, CONTENT), _content(after, CONTENT), strict=True)
    return {name: [old, new] for name, old, new in pairs if (old or None) != (new or None) or (old == 0) != (new == 0)}


def _is_empty(figure: Figure) -> bool:
    kept = (figure.value, figure.stated_total, figure.stated_percent, figure.note or None, figure.preferred or None)
    return figure.given is not Given.NONE_ARISING and all(item is None for item in kept)


def _subject(figure: Figure) -> str:
    return f"{figure.unit}/{figure.period}/{figure.indicator}"
