"""Which records each line of the appendix counts, by which day and what of them: by hand from the two reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from models.indicators import Basis, Count, CountDistinct, Indicator, Sum, pieces_of
from models.record_types import RECORD_TYPES, record_type
from models.report_parsing import parse

APPENDIX = Path(__file__).resolve().parents[2] / "resources" / "reports" / "phu-luc-cuoc-van-dong.toml"

OPEN_CASE = "PL-09 PL-10 PL-13 PL-14"
"""Every accepted case, each line on its own days: carried over, received, under way, not begun."""
GIFT, MONEY = "VH-21", "VH-22"

CASES = [
    (
        "mediation_case",
        {"accepted": "tiep_nhan", "category": "dan_su", "outcome": "dang_giai_quyet"},
        f"{OPEN_CASE} PL-10.1",
    ),
    (
        "mediation_case",
        {"accepted": "tiep_nhan", "category": "hngd", "outcome": "khong_thanh"},
        f"{OPEN_CASE} PL-10.2 PL-12",
    ),
    (
        "mediation_case",
        {"accepted": "tiep_nhan", "category": "dan_su", "outcome": "thanh"},
        f"{OPEN_CASE} PL-10.1 PL-11 PL-11.1",
    ),
    (
        "mediation_case",
        {"accepted": "tiep_nhan", "category": "hngd", "outcome": "thanh"},
        f"{OPEN_CASE} PL-10.2 PL-11 PL-11.2",
    ),
    *(
        (
            "mediation_case",
            {"accepted": "tiep_nhan", "category": other, "outcome": "thanh"},
            f"{OPEN_CASE} PL-10.3 PL-11 PL-11.3",
        )
        for other in ("mau_thuan", "vppl", "vppl_hs", "gd_xa")
    ),
    ("mediation_case", {"accepted": "ngoai_pham_vi", "category": "dan_su", "outcome": "thanh"}, ""),
    ("mediation_case", {"accepted": "ngoai_pham_vi", "category": "hngd", "outcome": "khong_thanh"}, ""),
    ("mediation_case", {"accepted": "ngoai_pham_vi", "category": "gd_xa", "outcome": "thanh"}, ""),
    ("mediator", {"sex": "nu", "qualification": "chua_dao_tao_luat"}, "PL-07 PL-07.1"),
    ("mediator", {"sex": "nam", "qualification": "chuyen_mon_luat"}, "PL-07 PL-07.2"),
    # land and work: what people only think about is not given yet
    ("land_contribution", {"status": "van_dong"}, ""),
    *(("land_contribution", {"status": status}, "KT-09 KT-10") for status in ("dong_y", "da_ky", "da_ban_giao")),
    ("work_contribution", {"kind": "ngay_cong", "public_work.surface": "be_tong"}, "KT-11"),
    ("work_contribution", {"kind": "duong", "public_work.surface": "be_tong"}, "KT-12"),
    ("work_contribution", {"kind": "duong", "public_work.surface": "nhua"}, ""),
    ("work_contribution", {"kind": "duong", "public_work.surface": None}, ""),
    ("work_contribution", {"kind": "ranh_cong", "public_work.surface": "be_tong"}, ""),
    ("work_contribution", {"kind": "cay_xanh"}, "KT-13"),
    ("work_contribution", {"kind": "tien"}, ""),
    # houses
    (
        "house_support",
        {"status": "da_ban_giao", "kind": "xay_moi", "programme": "xoa_nha_tam"},
        "KT-14 KT-14.1 KT-14.3 KT-16 KT-28",
    ),
    ("house_support", {"status": "da_ban_giao", "kind": "sua_chua", "programme": "khac"}, "KT-14 KT-14.2 KT-16 KT-28"),
    ("house_support", {"status": "dang_thuc_hien", "kind": "xay_moi", "programme": "xoa_nha_tam"}, "KT-16 KT-28"),
    ("house_support", {"status": "da_phe_duyet", "kind": "sua_chua", "programme": "xoa_nha_tam"}, "KT-16 KT-28"),
    ("house_support", {"status": "dang_khao_sat", "kind": "xay_moi", "programme": "xoa_nha_tam"}, "KT-16"),
    ("house_support", {"status": "tam_dung", "kind": "xay_moi", "programme": "xoa_nha_tam"}, ""),
    *(
        ("house_support.funding", {"status": "da_ban_giao", "source": source}, "KT-15")
        for source in (
            "vnn_trung_uong",
            "vnn_tinh",
            "vnn_huyen",
            "vnn_xa",
            "cuu_tro",
            "ngan_sach",
            "nha_tai_tro",
            "khac",
        )
    ),
    *(
        ("house_support.funding", {"status": "da_ban_giao", "source": own}, "")
        for own in ("cong_dong", "ngay_cong", "gia_dinh")
    ),
    ("house_support.funding", {"status": "dang_thuc_hien", "source": "vnn_xa"}, ""),
    # gifts received and promised, by the kind of the fund
    *(
        ("donation_receipt", {"fund.fund_kind": kind, "source_level": "truc_tiep"}, direct)
        for kind, direct in (
            ("vnn", "KT-18 KT-18.1 KT-19"),
            ("an_sinh_xa_hoi", "KT-18 KT-18.1 KT-19"),
            ("cuu_tro", "VH-12 VH-12.1"),
            ("cot_moc", "PL-17.2 PL-18 PL-18.1"),
            ("khac", ""),
        )
    ),
    *(
        ("donation_receipt", {"fund.fund_kind": kind, "source_level": level}, passed_on)
        for level in ("cap_tren", "noi_khac")
        for kind, passed_on in (("vnn", "KT-18 KT-19"), ("cuu_tro", "VH-12"), ("cot_moc", "PL-17.2 PL-18"))
    ),
    *(("fund", {"fund_kind": kind}, "PL-17.1" * (kind == "cot_moc")) for kind in ("vnn", "cuu_tro", "cot_moc", "khac")),
    *(
        ("pledge", {"fund.fund_kind": fund, "kind": kind, "status": "da_dang_ky", "remaining": 1}, still_open)
        for fund in ("vnn", "an_sinh_xa_hoi")
        for kind, still_open in (("tien", "KT-20 KT-21"), ("hien_vat", "KT-22 KT-23"), ("dich_vu", "KT-22 KT-23"))
    ),
    *(
        (
            "pledge",
            {"fund.fund_kind": fund, "kind": "tien", "status": status, "remaining": 0, "occasion": "Lễ"},
            "KT-25 KT-26",
        )
        for fund in ("vnn", "an_sinh_xa_hoi")
        for status in ("da_dang_ky", "hoan_tat_thu_tuc", "mot_phan", "du")
    ),
    ("pledge", {"fund.fund_kind": "vnn", "kind": "hien_vat", "status": "huy", "remaining": 0, "occasion": "Lễ"}, ""),
    ("pledge", {"fund.fund_kind": "vnn", "kind": "hien_vat", "status": "du", "remaining": -5}, ""),
    *(
        ("pledge", {"fund.fund_kind": fund, "kind": kind, "status": "mot_phan", "remaining": 9, "occasion": "Lễ"}, "")
        for fund in ("cuu_tro", "cot_moc", "khac")
        for kind in ("tien", "hien_vat")
    ),
    # models
    *(
        ("community_model", {"theme": theme, "formation": formation}, f"MT-05 MT-05.{n} {code} {code}.{n}")
        for theme, code in (
            ("attp", "VH-15"),
            ("gia_dinh_hanh_phuc", "VH-16"),
            ("chong_bao_luc_gia_dinh", "VH-17"),
            ("tre_em", "VH-18"),
            ("sang_xanh_sach_dep", "MT-01"),
            ("moi_truong", "MT-02"),
        )
        for formation, n in (("xay_dung_moi", 1), ("nhan_rong", 2))
    ),
    ("community_model", {"theme": "to_lien_gia", "formation": "nhan_rong"}, "MT-03 MT-04 MT-05 MT-05.2"),
    ("community_model", {"theme": "van_hoa", "formation": "xay_dung_moi"}, "MT-05 MT-05.1"),
    # democracy
    ("oversight_session", {"kind": "gop_y"}, "DC-01"),
    ("oversight_session", {"kind": "phan_bien"}, "DC-02 DC-04"),
    ("oversight_session", {"kind": "phan_bien_van_ban"}, "DC-03 DC-04"),
    ("oversight_session", {"kind": "giam_sat"}, "DC-05"),
    ("oversight_session", {"kind": "thanh_tra_nhan_dan"}, "DC-06"),
    ("oversight_session", {"kind": "dau_tu_cong_dong"}, "DC-07"),
    # help: gifts of the lunar new year for the poor are told in test_gifts_counted.py, relief in test_report_parsing.py
    ("disbursement", {"direction": "doi_tuong", "content": "sinh_ke"}, f"KT-27 {GIFT} {MONEY}"),
    ("disbursement", {"direction": "doi_tuong", "content": "giong_vat_tu"}, f"KT-27 {GIFT} {MONEY}"),
    (
        "disbursement",
        {"direction": "doi_tuong", "content": "chua_benh", "fund.fund_kind": "vnn"},
        f"VH-14 {GIFT} {MONEY}",
    ),
    *(
        ("disbursement", {"direction": "doi_tuong", "content": content, "fund.fund_kind": "vnn"}, f"{GIFT} {MONEY}")
        for content in ("luong_thuc", "nguoi_chet", "hoa_hoan", "khac")
    ),
    ("disbursement", {"direction": "doi_tuong", "content": "khac", "fund.fund_kind": "cuu_tro"}, "VH-10.4 VH-21 VH-22"),
    *(
        ("disbursement", {"direction": passed_on, "content": content, "fund.fund_kind": "cuu_tro"}, "")
        for passed_on in ("cap_tren", "don_vi")
        for content in ("sinh_ke", "chua_benh", "luong_thuc", "nguoi_chet", "hoa_hoan", "tet")
    ),
    *(
        (table, {**more, "occasion": occasion, key: group}, codes)
        for table, key, more in (
            ("disbursement", "target_group", {}),
            ("disbursement.beneficiaries", "category", {"target_group": None}),
        )
        for occasion, group, codes in (
            ("tet", "lao_thanh", "VH-02 VH-03"),
            ("tet", "tieu_bieu_dtts", "VH-02 VH-03"),
            ("tet", "don_vi_luc_luong", "VH-06 VH-07"),
            ("bien_phong", "don_vi_luc_luong", "VH-06 VH-07"),
            ("bien_phong", "luc_luong", "VH-08 VH-09"),
            ("bien_phong", "ho_ngheo", "VH-08 VH-09"),
            ("bien_phong", "lao_thanh", "VH-08 VH-09"),
            ("bien_phong", "don_vi", ""),
            ("bien_phong", "co_so_bao_tro", ""),
            ("nam_hoc_moi", "tieu_bieu_dtts", ""),
            ("thuong_xuyen", "luc_luong", ""),
        )
    ),
    # a row does not count beside the payment's own target group
    ("disbursement.beneficiaries", {"occasion": "tet", "target_group": "ho_ngheo", "category": "lao_thanh"}, ""),
    ("disbursement.beneficiaries", {"occasion": "tet", "target_group": "ho_ngheo", "category": "don_vi_luc_luong"}, ""),
    (
        "disbursement.beneficiaries",
        {"occasion": "bien_phong", "target_group": "luc_luong", "category": "luc_luong"},
        "",
    ),
]
BY_THE_DAY = {
    "in_period minutes_date": "KT-09 KT-10",
    "in_period to_date": "KT-11 KT-12 KT-13",
    "in_period handed_over_date": "KT-14 KT-14.1 KT-14.2 KT-14.3 KT-15",
    "in_period registered_date": "KT-25 KT-26",
    "in_period received_date": "KT-18 KT-18.1 KT-19 VH-12 VH-12.1 PL-10 PL-10.1 PL-10.2 PL-10.3 PL-18 PL-18.1",
    "in_period closed_date": "PL-11 PL-11.1 PL-11.2 PL-11.3 PL-12",
    "in_period launched_date": " ".join(
        f"{code}.1 {code}.2" for code in ("VH-15", "VH-16", "VH-17", "VH-18", "MT-01", "MT-02", "MT-05")
    ),
    "in_period festival_date": "VH-19 VH-20",
    "in_period session_date": "PL-01 PL-02 DC-01 DC-02 DC-03 DC-04 DC-05 DC-06 DC-07",
    "cumulative_launch received_date": "PL-17.2",
    "at_cutoff surveyed_date approved_date": "KT-16",
    "at_cutoff approved_date handed_over_date": "KT-28",
    "at_cutoff registered_date cancelled_date": "KT-20 KT-21 KT-22 KT-23",
    "at_cutoff launched_date stopped_date": "VH-15 VH-16 VH-17 VH-18 MT-01 MT-02 MT-03 MT-04 MT-05",
    "at_cutoff valid_from valid_to": "PL-03 PL-04 PL-06",
    "at_cutoff decision_date left_date": "PL-07 PL-07.1 PL-07.2",
    "at_cutoff opened": "PL-17.1",
    "at_start received_date closed_date": "PL-09",
    "at_cutoff started_date closed_date": "PL-13",
    "at_cutoff received_date started_date closed_date": "PL-14",
}
"""Basis and days -> lines. Whatever else is measured is help, by the day it was paid."""
OF_IT = {
    "area": "KT-09",
    "quantity": "KT-11 KT-12 KT-13",
    "value": "KT-15",
    "amount_vnd": "KT-18 KT-18.1 VH-12 VH-12.1 PL-17.2 PL-18 PL-18.1",
    "distinct donor": "KT-19 KT-21 KT-23",
    "amount": "KT-25",
    "remaining": "KT-20 KT-22",
    "n_groups": "MT-03",
    "n_areas": "MT-04",
    "sessions": "PL-01",
    "people": "PL-02",
    "households": "VH-20",
    "distinct residential_area": "VH-19 PL-03",
    "opinions": "DC-04",
    "opening_received": "PL-17.1",
}
"""What of the records is summed, or told apart; of help it is gifts or money, and the rest is counted."""


@cache
def measured() -> tuple[tuple[Indicator, Count | CountDistinct | Sum], ...]:
    """Every line that looks at records, one that adds several sums piece by piece."""
    found = parse(APPENDIX.read_text("utf-8"), RECORD_TYPES, APPENDIX.name)
    pieces = (piece for item in found.indicators for piece in pieces_of(item))
    return tuple((piece, piece.measure) for piece in pieces if isinstance(piece.measure, Count | CountDistinct | Sum))


@pytest.mark.parametrize(("table", "values", "codes"), CASES)
def test_a_record_counts_in_these_lines_and_in_no_other(table: str, values: Mapping[str, object], codes: str) -> None:
    looked_at = ((item, measure) for item, measure in measured() if measure.table == table)
    counted = {item.code for item, measure in looked_at if not is_part(measure) and measure.where.holds(values)}
    assert counted == set(codes.split())


def is_part(measure: Count | CountDistinct | Sum) -> bool:
    """Whether it tells only what another row contains ("trong đó")."""
    return not isinstance(measure, CountDistinct) and measure.parts


def test_every_line_counts_by_its_days() -> None:
    found = defaultdict(set)
    for item, measure in measured():
        declared = record_type(measure.table.partition(".")[0])
        days: tuple[str, ...] = (item.dated_by or declared.dated_by,)
        if item.basis in (Basis.AT_CUTOFF, Basis.AT_START):
            span = item.span or declared.validity
            assert span
            days = (span.start, *span.ends)
        found[" ".join((item.basis.value, *days))].add(item.code)
    helping = found.pop("in_period paid_date")
    assert found == {days: set(codes.split()) for days, codes in BY_THE_DAY.items()}
    assert helping == {item.code for item, measure in measured() if measure.table.startswith("disbursement")}


GIFTS = ("KT-27", "VH-02", "VH-04", "VH-06", "VH-08", "VH-11", "VH-14", "VH-21")
"""Lines of help, with what stands below them, that tell the number of gifts; the others tell their money."""


def test_every_line_sums_what_it_says() -> None:
    expected = {code: what for what, codes in OF_IT.items() for code in codes.split()}
    for item, measure in measured():
        what = "" if isinstance(measure, Count) else measure.field
        if isinstance(measure, CountDistinct):
            what = f"distinct {what}"
        of_help = {
            "disbursement": ("gifts", "amount"),
            "disbursement.beneficiaries": ("gift_count", "given_amount"),
        }.get(measure.table)
        if of_help:
            assert what == of_help[not item.code.startswith(GIFTS)], item.code
        else:
            assert what == expected.get(item.code, ""), item.code
