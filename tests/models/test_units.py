"""The tree of units on a day, and who carries an old code today."""

from datetime import date

import pytest

from models.units import (
    LEVELS,
    Succession,
    Unit,
    UnitName,
    UnitParent,
    UnitTree,
    UnitTreeError,
    level,
)

REFORM = "2025-07-01"
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)

TREE = UnitTree(
    units=(
        Unit("20", "tinh"),
        Unit("185", "huyen"),
        Unit("06463", "xa"),
        Unit("06466", "xa"),
        Unit("06469", "xa"),
        Unit("07000", "xa"),
        Unit("07001", "xa"),
    ),
    names=(
        UnitName("20", "Tỉnh Mẫu"),
        UnitName("185", "Huyện Bình Gia", "", REFORM),
        UnitName("06463", "Xã Vũ Lễ", "", REFORM),
        UnitName("06466", "Xã Ánh Dương", "", "2020-01-01"),
        UnitName("06466", "Xã Đông Hà", "2020-01-01", REFORM),
        UnitName("06469", "Xã An Sơn", "", REFORM),
        UnitName("07000", "Xã Đèo Gà", REFORM),
        UnitName("07001", "Xã Đẹp", REFORM),
    ),
    parents=(
        UnitParent("185", "20", "", REFORM),
        UnitParent("06463", "185", "", REFORM),
        UnitParent("06466", "185", "", REFORM),
        UnitParent("06469", "185", "", REFORM),
        UnitParent("07000", "20", REFORM),
        UnitParent("07001", "20", REFORM),
    ),
    successions=(
        Succession("06463", "07000", "sáp nhập", "QĐ 1", REFORM),
        Succession("06466", "07000", "chia", "QĐ 1", REFORM),
        Succession("06466", "07001", "chia", "QĐ 1", REFORM),
        Succession("06469", "07001", "sáp nhập", "QĐ 1", REFORM),
    ),
)


def test_levels_from_below():
    assert [item.code for item in LEVELS] == ["xa", "huyen", "tinh", "tw"]
    assert [item.order for item in LEVELS] == [1, 2, 3, 4]
    assert level("huyen").label == "Huyện/cụm"
    with pytest.raises(KeyError):
        level("thon")


def test_the_tree_before_and_after_the_reform():
    old, new = TREE.on(BEFORE), TREE.on(AFTER)
    assert old.children("185") == ("06469", "06466", "06463")  # An Sơn, Đông Hà, Vũ Lễ
    assert old.descendants("20") == ("185", "06469", "06466", "06463")
    assert old.with_descendants(("06466", "185")) == ("06466", "185", "06469", "06463")
    assert old.ancestors("06463") == ("185", "20")
    assert old.path("06463") == ("20", "185", "06463")
    assert old.level("185") == "huyen"
    assert new.children("20") == ("07000", "07001")  # Đèo Gà before Đẹp
    assert new.children("185") == ()
    assert new.parent("06463") == ""
    assert new.path("20") == ("20",)


def test_names_of_their_day():
    assert TREE.on(date(2019, 12, 31)).name("06466") == "Xã Ánh Dương"
    assert TREE.on(date(2020, 1, 1)).name("06466") == "Xã Đông Hà"
    assert TREE.on(AFTER).name("06466") == "Xã Đông Hà"
    assert TREE.on(BEFORE).name("07000") == "Xã Đèo Gà"
    assert TREE.on(AFTER).name("99999") == "99999"


def test_who_carries_an_old_code():
    assert TREE.current("06463", AFTER) == ("07000",)
    assert TREE.current("06466", AFTER) == ("07000", "07001")
    assert TREE.current("06463", BEFORE) == ("06463",)
    assert TREE.current("20", AFTER) == ("20",)
    assert [link.new for link in TREE.successors("06466")] == ["07000", "07001"]
    assert [link.old for link in TREE.predecessors("07001")] == ["06466", "06469"]


def test_heirs_of_heirs_and_a_unit_that_comes_back():
    tree = UnitTree(
        successions=(
            Succession("A", "B", date="2020-01-01"),
            Succession("B", "B", date="2022-01-01"),
            Succession("B", "A", date="2022-01-01"),
            Succession("B", "C", date="2024-01-01"),
        )
    )
    assert tree.current("A", date(2019, 1, 1)) == ("A",)
    assert tree.current("A", date(2021, 1, 1)) == ("B",)
    assert tree.current("A", date(2023, 1, 1)) == ("A", "B")
    assert tree.current("B", date(2025, 1, 1)) == ("A", "C")


def test_circles_are_refused():
    units = (Unit("A", "xa"), Unit("B", "huyen"), Unit("C", "tinh"))
    sound = (UnitParent("A", "B", "", "2024-01-01"), UnitParent("B", "C"), UnitParent("C", "A", "2024-01-01"))
    assert UnitTree(units, parents=sound).on(date(2024, 1, 1)).path("B") == ("A", "C", "B")
    with pytest.raises(UnitTreeError, match=r"A → B → C → A\. Sửa lại"):
        UnitTree(units, parents=(UnitParent("A", "B"), *sound[1:]))
    with pytest.raises(UnitTreeError, match="A → A"):
        UnitTree(units, parents=(UnitParent("A", "A"),))


def test_two_parents_at_once_and_unknown_units_are_refused():
    units = (Unit("A", "xa"), Unit("B", "huyen"), Unit("C", "huyen"))
    with pytest.raises(UnitTreeError, match="Đơn vị A có hai cấp trên cùng lúc: B và C"):
        UnitTree(units, parents=(UnitParent("A", "B"), UnitParent("A", "C", "2024-01-01")))
    with pytest.raises(UnitTreeError, match="Đơn vị D chưa có trong danh mục"):
        UnitTree(units, parents=(UnitParent("A", "D"),))


def test_an_empty_tree():
    assert UnitTree().on(BEFORE).descendants("20") == ()
