"""Figures typed by hand: kept with their history, never overwritten unseen, taken away when emptied."""

from dataclasses import replace

import pytest

from models.indicators import Figure, Given
from models.ports import StorageError
from storage.database import Database
from storage.reckoning.figures import Figures
from storage.registers.units import Units


@pytest.fixture
def figures(database: Database) -> Figures:
    with database.transaction("Đơn vị"):
        Units(database).link("X1", "Xã Một", "xa", "")
        Units(database).link("X2", "Xã Hai", "xa", "")
    return Figures(database)


TREES = Figure("X1", "2024-H1", "KT-13", value=43_000, word="trên", note="theo báo cáo của các thôn")


def test_a_sheet_gives_back_what_was_typed(figures: Figures) -> None:
    others = [
        Figure("X1", "2024-H1", "DC-01", Given.NONE_ARISING),
        Figure("X1", "2024-H1", "PL-15", stated_percent=7287, preferred="records"),
        Figure("X1", "2024-H1", "KT-01", value=0, denominator=181, stated_total=2983),
    ]
    figures.save([TREES, *others])
    figures.save([Figure("X2", "2024-H1", "KT-13", value=1), Figure("X1", "2024-Q1", "KT-13", value=2)])
    expected = {item.indicator: replace(item, version=1) for item in (TREES, *others)}
    assert figures.sheet("X1", "2024-H1") == expected
    assert list(figures.units(["2024-H1"])) == ["X1", "X2"]


def test_every_change_is_in_the_history_and_the_same_again_is_none(figures: Figures, database: Database) -> None:
    figures.save([TREES])
    kept = figures.sheet("X1", "2024-H1")["KT-13"]
    figures.save([kept])
    figures.save([replace(kept, value=44_000)])
    changes = [(entry.version, dict(entry.change)) for entry in database.history.of("figure", "X1/2024-H1/KT-13")]
    assert [version for version, _ in changes] == [1, 2]
    assert tuple(changes[1][1]["value"]) == (43_000, 44_000)
    assert changes[1][1].keys() == {"value"}


def test_a_figure_changed_in_between_is_not_overwritten(figures: Figures) -> None:
    figures.save([TREES])
    with pytest.raises(StorageError) as stale:
        figures.save([Figure("X1", "2024-H1", "DC-01", value=5), replace(TREES, value=1)])
    assert stale.value.kind == "stale"
    sheet = figures.sheet("X1", "2024-H1")
    assert sheet["KT-13"].value == 43_000
    assert "DC-01" not in sheet  # all or none


def test_emptying_takes_the_figure_away_and_its_versions_go_on(figures: Figures, database: Database) -> None:
    figures.save([TREES])
    kept = figures.sheet("X1", "2024-H1")["KT-13"]
    figures.save([replace(kept, given=Given.MISSING, value=None, word="", note="")])
    assert figures.sheet("X1", "2024-H1") == {}
    figures.save([TREES])
    assert figures.sheet("X1", "2024-H1")["KT-13"].version == 3
    figures.clear("X1", "2024-H1", "KT-13")
    figures.clear("X1", "2024-H1", "KT-13")
    assert [entry.version for entry in database.history.of("figure", "X1/2024-H1/KT-13")] == [1, 2, 3, 4]


def test_zero_is_kept_and_is_not_empty(figures: Figures) -> None:
    figures.save([Figure("X1", "2024-H1", "KT-13", value=0)])
    assert figures.sheet("X1", "2024-H1")["KT-13"].value == 0
