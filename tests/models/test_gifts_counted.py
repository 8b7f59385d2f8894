"""Gifts of the lunar new year for the poor: which source counts in which line, told by the payment or row by row."""

from __future__ import annotations

from typing import Any

import pytest

from tests.models.test_what_counts import is_part, measured

HEAD, ROWS = "disbursement", "disbursement.beneficiaries"
NOT_FOR_THE_POOR = ("lao_thanh", "tieu_bieu_dtts", "luc_luong", "don_vi_luc_luong", "don_vi")


def counted(table: str, *, parts: bool = False, **values: object) -> set[str]:
    """The lines VH-04 and VH-05 in which such a payment or row counts; with `parts`, such a row "trong đó"."""
    looked_at = (
        (item, measure) for item, measure in measured() if measure.table == table and is_part(measure) == parts
    )
    held = {item.code for item, measure in looked_at if measure.where.holds(values)}
    return {code for code in held if code.startswith(("VH-04", "VH-05"))}


def lines(number: str) -> set[str]:
    return {f"VH-04.{number}", f"VH-05.{number}"}


@pytest.mark.parametrize(
    ("source", "level", "number"),
    [
        ("vnn", "trung_uong", "1"),
        ("vnn", "tinh", "2"),
        ("ngoai_tinh", "ung_ho_truc_tiep", "5"),
        ("vnn", "huyen", "6"),
        ("vnn", "xa", "6"),
        ("vnn", "ung_ho_truc_tiep", "6"),
        ("cuu_tro", "tinh", "6"),
        ("ngan_sach", "trung_uong", "6"),
        ("gioi_thieu", "xa", "6"),
        ("khac", "xa", "6"),
    ],
)
def test_by_source_and_level_for_the_poor_and_at_tet_only(source: str, level: str, number: str) -> None:
    given: dict[str, Any] = {"funding_source": source, "funding_level": level, "occasion": "tet"}
    for group in ("ho_ngheo", "can_ngheo", "kho_khan", "chinh_sach", "bao_tro", "khuyet_tat", "cao_tuoi", "khac"):
        assert counted(HEAD, **given, target_group=group) == lines(number), group
        assert counted(ROWS, **given, target_group=None, category=group) == lines(number), group
        assert counted(ROWS, **given, target_group=group, category=group) == set(), "the payment has told it already"
    for group, own in (("co_so_bao_tro", "3"), ("hoc_sinh", "4")):
        expected = lines(own if number == "2" else number)
        assert counted(HEAD, **given, target_group=group) == expected, group
        assert counted(ROWS, **given, target_group=None, category=group) == expected, group
        assert counted(ROWS, **given, target_group="ho_ngheo", category=group) == set(), group
    for group in NOT_FOR_THE_POOR:
        assert not counted(HEAD, **given, target_group=group), group
        assert not counted(ROWS, **given, target_group=None, category=group), group
    for occasion in ("ngay_hoi", "thuong_xuyen", None):
        for group in ("ho_ngheo", "hoc_sinh", "co_so_bao_tro"):
            assert not counted(HEAD, **{**given, "occasion": occasion}, target_group=group)
            assert not counted(ROWS, **{**given, "occasion": occasion}, target_group=None, category=group)


PROVINCIAL: dict[str, Any] = {"funding_source": "vnn", "funding_level": "tinh", "occasion": "tet"}


@pytest.mark.parametrize("of_all", [None, "ho_ngheo", "kho_khan", "khac"])
def test_what_is_inside_a_gift_of_the_provincial_fund_is_told_below_it(of_all: str | None) -> None:
    """Pupils and centres inside the gifts of report 974/BC: told once more below the line, never added."""

    def inside(category: str, **values: Any) -> set[str]:
        return counted(ROWS, parts=True, **{**PROVINCIAL, "target_group": of_all, "category": category, **values})

    assert inside("hoc_sinh") == lines("2a")
    assert inside("co_so_bao_tro") == {"VH-05.2b"}
    assert inside("ho_ngheo") == set()
    for other in ({"occasion": "nam_hoc_moi"}, {"funding_source": "ngoai_tinh"}, {"funding_level": "xa"}):
        assert inside("hoc_sinh", **other) == inside("co_so_bao_tro", **other) == set()
    for told_by_the_payment in ("hoc_sinh", "co_so_bao_tro", "lao_thanh"):
        assert inside("hoc_sinh", target_group=told_by_the_payment) == set()
        assert inside("co_so_bao_tro", target_group=told_by_the_payment) == set()
