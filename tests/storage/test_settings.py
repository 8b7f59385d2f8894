"""Who and where, the units around us, the units of land, and the passphrase: kept, logged where it matters."""

import datetime as dt

import pytest

from models.ports import Identity, StorageError
from models.values import LandUnit
from storage.key_ring import KeyRing
from storage.registers.units import ListedUnit, Units
from storage.safety.backups import Backups
from storage.settings import Settings
from tests.storage.conftest import CHEAP

DAY = dt.date(2026, 11, 22)
COMMUNE = Identity(
    unit="06010",
    unit_name="Xã Vũ Mẫu",
    level="xa",
    parent="06",
    parent_name="Tỉnh Mẫu",
    parent_level="tinh",
    officer="Trần Thị Mẫu",
    officer_title="Phó Chủ tịch",
    place="Vũ Mẫu",
    land_region="bac",
)
PROVINCE = Identity("06", "Tỉnh Mẫu", "tinh", "", "", "Lê Văn Thử", "Chủ tịch")


@pytest.fixture
def units(database):
    return Units(database)


@pytest.fixture
def ring(tmp_path):
    return KeyRing.create(tmp_path, tmp_path, cost=CHEAP)


@pytest.fixture
def settings(database, units, ring):
    return Settings(database, units, ring, Backups(database, ring).renew_rings, CHEAP)


def test_before_the_first_run_there_is_no_identity(settings, units):
    assert settings.identity() is None
    assert units.own == ""
    assert units.children() == ()


def test_the_identity_reads_back_signs_and_stands_in_the_tree(settings, units, database):
    settings.set_identity(COMMUNE)
    assert settings.identity() == COMMUNE
    assert database.officer == "Trần Thị Mẫu (Phó Chủ tịch)"
    tree = units.tree().on(DAY)
    assert (tree.name("06010"), tree.level("06010"), tree.parent("06010")) == ("Xã Vũ Mẫu", "xa", "06")
    assert (tree.name("06"), tree.level("06"), tree.parent("06")) == ("Tỉnh Mẫu", "tinh", "")


def test_a_changed_identity_is_logged_field_by_field(settings, database):
    settings.set_identity(COMMUNE)
    settings.set_identity(COMMUNE)  # nothing changed, nothing logged
    settings.set_identity(
        Identity(**{**{name: getattr(COMMUNE, name) for name in COMMUNE.__slots__}, "officer": "Võ Thị Thử"})
    )
    entries = database.history.of("setting", "identity")
    assert [entry.version for entry in entries] == [1, 2]
    assert entries[1].change == {"officer": ("Trần Thị Mẫu", "Võ Thị Thử")}
    assert entries[1].who == "Trần Thị Mẫu (Phó Chủ tịch)"


def test_another_parent_moves_us_and_no_parent_puts_us_at_the_top(settings, units):
    settings.set_identity(COMMUNE)
    moved = {name: getattr(COMMUNE, name) for name in COMMUNE.__slots__}
    settings.set_identity(Identity(**{**moved, "parent": "c1", "parent_name": "Cụm 1", "parent_level": "huyen"}))
    assert units.tree().on(DAY).parent("06010") == "c1"
    settings.set_identity(Identity(**{**moved, "parent": "", "parent_name": "", "parent_level": ""}))
    assert units.tree().on(DAY).parent("06010") == ""


def test_a_unit_cannot_stand_above_itself(settings, units):
    wrong = {name: getattr(COMMUNE, name) for name in COMMUNE.__slots__}
    with pytest.raises(StorageError):
        settings.set_identity(Identity(**{**wrong, "parent": "06010", "parent_name": "Xã Vũ Mẫu"}))
    assert settings.identity() is None
    settings.set_identity(COMMUNE)
    units.add_child("thon", "Thôn Mẫu", "thon")
    with pytest.raises(StorageError):
        settings.set_identity(Identity(**{**wrong, "parent": "thon", "parent_name": "Thôn Mẫu"}))
    assert settings.identity() == COMMUNE


def test_the_code_of_a_unit_with_data_does_not_change(settings, database):
    settings.set_identity(COMMUNE)
    other = {**{name: getattr(COMMUNE, name) for name in COMMUNE.__slots__}, "unit": "06011"}
    settings.set_identity(Identity(**other))  # a typing mistake before the first record may be mended
    with database.transaction("Thử"):
        database.execute(
            "INSERT INTO donor (id, origin_unit, state, version, created_at, created_by, updated_at, updated_by) "
            "VALUES ('d', '06011', 'draft', 1, '', '', '', '')"
        )
    with pytest.raises(StorageError) as caught:
        settings.set_identity(COMMUNE)
    assert caught.value.kind == "exists"
    assert settings.identity().unit == "06011"


def test_children_are_listed_by_name_and_taken_off_the_list(settings, units, database):
    settings.set_identity(PROVINCE)
    for code, name in (("3", "Xã Đông Mẫu"), ("1", "Xã Dương Mẫu"), ("2", "Xã An Mẫu")):
        units.add_child(code, name, "xa")
    assert list(units.children()) == ["2", "1", "3"]
    assert units.tree().on(DAY).children("06") == ("2", "1", "3")
    units.remove_child("1")
    units.remove_child("1")
    assert list(units.children()) == ["2", "3"]
    assert units.tree().on(DAY).name("1") == "Xã Dương Mẫu"
    assert [entry.change for entry in database.history.of("unit", "1")][1:] == [{"expected": (True, False)}]
    units.add_child("1", "Xã Dương Mẫu Mới", "xa")
    assert list(units.children()) == ["2", "1", "3"]


def test_a_unit_above_us_is_not_added_below(settings, units):
    settings.set_identity(COMMUNE)
    for code in ("06", "06010"):
        with pytest.raises(StorageError):
            units.add_child(code, "x", "xa")
    assert units.tree().on(DAY).parent("06") == ""


def test_a_lower_units_own_list_is_adopted_below_it(settings, units):
    settings.set_identity(PROVINCE)
    units.add_child("c1", "Cụm 1", "huyen")
    told = [
        ListedUnit("x1", "Xã 1", "xa", "c1"),
        ListedUnit("t1", "Thôn 1", "thon", "x1"),
        ListedUnit("x2", "Xã 2", "xa", "c1"),
    ]
    assert units.adopt("c1", list(reversed(told))) == ()
    tree = units.tree().on(DAY)
    assert tree.descendants("c1") == ("x1", "t1", "x2")
    assert list(units.children()) == ["c1"]  # known, but their files are awaited by the unit above them
    assert units.adopt("c1", [ListedUnit("x1", "Xã Một", "xa", "c1")]) == ()
    assert units.tree().on(DAY).name("x1") == "Xã Một"


def test_what_a_lower_unit_may_not_say_is_left_to_a_person(settings, units):
    settings.set_identity(PROVINCE)
    units.add_child("c1", "Cụm 1", "huyen")
    units.add_child("c2", "Cụm 2", "huyen")
    units.adopt("c2", [ListedUnit("x9", "Xã 9", "xa", "c2")])
    before = units.tree().on(DAY)
    told = [
        ListedUnit("x9", "Xã 9 đổi tên", "xa", "c1"),  # stands below another unit
        ListedUnit("06", "Tỉnh khác", "xa", "c1"),  # is ourselves
        ListedUnit("c2", "Cụm 2 đổi tên", "xa", "x9"),  # below what was left out
        ListedUnit("a", "A", "xa", "b"),  # hang on each other and on nothing else
        ListedUnit("b", "B", "xa", "a"),
    ]
    assert sorted(units.adopt("c1", told)) == ["06", "a", "b", "c2", "x9"]
    assert units.tree().on(DAY) == before


def test_units_of_land_follow_the_region_until_the_officer_decides(settings):
    assert {unit.code for unit in settings.land_units()} == {"m²", "ha"}
    settings.set_identity(COMMUNE)
    assert {"sào": 36_000, "mẫu": 360_000, "ha": 1_000_000}.items() <= {
        unit.code: unit.factor for unit in settings.land_units()
    }.items()
    own = (LandUnit("m²", "mét vuông", 100), LandUnit("sào", "sào ta (497 m²)", 49_700))
    settings.set_land_units(own)
    assert tuple(settings.land_units()) == own


def test_small_choices_are_kept_without_a_trace(settings, database):
    assert settings.get("cửa sổ") == ""
    assert settings.get("cửa sổ", "rộng") == "rộng"
    settings.put("cửa sổ", "hẹp")
    settings.put("cửa sổ", "")
    assert settings.get("cửa sổ", "rộng") == ""
    assert database.history.head() == (0, "")


def test_the_passphrase_is_set_and_taken_away(settings, ring, tmp_path):
    assert not settings.has_passphrase()
    settings.set_passphrase("Đoàn kết")
    assert settings.has_passphrase()
    assert "Đã đặt mật khẩu" in settings.key_protection()
    with pytest.raises(StorageError):
        KeyRing.unlock(tmp_path, tmp_path, None)
    assert KeyRing.unlock(tmp_path, tmp_path, "Đoàn kết").key == ring.key
    settings.set_passphrase("")
    assert "Chưa đặt mật khẩu" in settings.key_protection()


def test_a_choice_is_not_lost_without_a_word_on_a_full_disk(settings, database):
    """sqlite-utils takes a full disk for an old SQLite and then leaves the row out."""
    database.connection.execute(f"PRAGMA max_page_count={database.scalar('PRAGMA page_count')}")
    kept = {f"choice {number}": "x" * 900 for number in range(8)}
    with pytest.raises(StorageError) as caught:
        for name, value in kept.items():
            settings.put(name, value)
            assert settings.get(name) == value
    assert caught.value.kind == "full"
