"""The statements of benchmarks/appendix_sql.py: one per register and use, by the codes of their columns."""

from __future__ import annotations

POOR = "'ho_ngheo', 'can_ngheo', 'kho_khan', 'chinh_sach', 'bao_tro', 'khuyet_tat', 'cao_tuoi', 'khac'"
NEEDY = f"{POOR}, 'hoc_sinh', 'co_so_bao_tro'"
BORDER = f"{POOR}, 'lao_thanh', 'hoc_sinh', 'tieu_bieu_dtts', 'luc_luong'"
LOCAL = (
    "(source = 'vnn' AND level IN ('huyen', 'xa', 'ung_ho_truc_tiep')"
    " OR source IN ('cuu_tro', 'ngan_sach', 'gioi_thieu', 'khac'))"
)
GIFTS = (
    ("VH-02", "VH-03", "occasion = 'tet' AND who IN ('lao_thanh', 'tieu_bieu_dtts')"),
    ("VH-04.1", "VH-05.1", f"occasion = 'tet' AND source = 'vnn' AND level = 'trung_uong' AND who IN ({NEEDY})"),
    ("VH-04.2", "VH-05.2", f"occasion = 'tet' AND source = 'vnn' AND level = 'tinh' AND who IN ({POOR})"),
    ("VH-04.3", "VH-05.3", "occasion = 'tet' AND source = 'vnn' AND level = 'tinh' AND who = 'co_so_bao_tro'"),
    ("VH-04.4", "VH-05.4", "occasion = 'tet' AND source = 'vnn' AND level = 'tinh' AND who = 'hoc_sinh'"),
    ("VH-04.5", "VH-05.5", f"occasion = 'tet' AND source = 'ngoai_tinh' AND who IN ({NEEDY})"),
    ("VH-04.6", "VH-05.6", f"occasion = 'tet' AND {LOCAL} AND who IN ({NEEDY})"),
    ("VH-06", "VH-07", "who = 'don_vi_luc_luong'"),
    ("VH-08", "VH-09", f"occasion = 'bien_phong' AND who IN ({BORDER})"),
)
"""Number of gifts, their money, and which: told by the payment's own target group, or else by each line's category."""

HELP = "direction = 'doi_tuong' AND running IS NOT 1"
RELIEF = f"kind = 'cuu_tro' AND {HELP} AND content"
PAYMENTS = (
    ("KT-27", "gifts", "direction = 'doi_tuong' AND content IN ('sinh_ke', 'giong_vat_tu')"),
    ("VH-10.1", "amount", f"{RELIEF} IN ('nguoi_chet', 'nguoi_bi_nan')"),
    ("VH-10.2", "amount", f"{RELIEF} IN ('nha_bi_sap', 'hoa_hoan', 'nha_o')"),
    ("VH-10.3", "amount", f"{RELIEF} = 'luong_thuc'"),
    (
        "VH-10.4",
        "amount",
        f"{RELIEF} IN ('tet', 'sinh_ke', 'hoc_sinh', 'chua_benh', 'nha_dai_doan_ket', 'cuu_tro', 'di_chuyen_dan',"
        " 'lan_trai', 've_sinh', 'thiet_bi_y_te', 'giong_vat_tu', 'cong_trinh', 'an_o_khac', 'khac')",
    ),
    ("VH-11", "gifts", "kind = 'cuu_tro' AND direction = 'doi_tuong' AND content = 'luong_thuc'"),
    ("VH-14", "gifts", "direction = 'doi_tuong' AND content = 'chua_benh'"),
    ("VH-21", "gifts", "direction = 'doi_tuong'"),
    ("VH-22", "amount", HELP),
)
OWN_PAYMENT = (
    "d.received = 0 AND d.state = 'final' AND d.paid_date > :after AND d.paid_date <= :until"
    " AND coalesce(d.source_unit, '') NOT IN (SELECT unit FROM temp.inside)"
)


def _gift_sums(count: str, money: str) -> str:
    pairs = ((f"sum(CASE WHEN {which} THEN {column} END)") for *_, which in GIFTS for column in (count, money))
    return ", ".join(f"coalesce({pair}, 0)" for pair in pairs)


FLOWS = (
    (
        " ".join([f"{gifts} {money}" for gifts, money, _ in GIFTS] + [code for code, *_ in PAYMENTS]),
        "WITH d AS (SELECT d.occasion, d.funding_source AS source, d.funding_level AS level, d.target_group AS who,"
        " d.direction, d.running_cost AS running, d.content, d.gifts, d.amount, f.fund_kind AS kind"
        f" FROM disbursement AS d LEFT JOIN fund AS f ON f.id = d.fund WHERE {OWN_PAYMENT})"
        f" SELECT {_gift_sums('gifts', 'amount')}, "
        + ", ".join(f"coalesce(sum(CASE WHEN {which} THEN {column} END), 0)" for _, column, which in PAYMENTS)
        + " FROM d",
    ),
    (
        " ".join(f"{gifts} {money}" for gifts, money, _ in GIFTS),
        "WITH d AS (SELECT d.occasion, d.funding_source AS source, d.funding_level AS level, l.category AS who,"
        " l.gift_count, l.given_amount FROM disbursement AS d JOIN disbursement_beneficiaries AS l ON l.parent = d.id"
        f" WHERE {OWN_PAYMENT} AND coalesce(d.target_group, '') = '' AND coalesce(l.is_part, 0) = 0)"
        f" SELECT {_gift_sums('gift_count', 'given_amount')} FROM d",
    ),
    (
        "VH-04.2a VH-05.2a VH-05.2b",
        "SELECT coalesce(sum(CASE l.category WHEN 'hoc_sinh' THEN l.gift_count END), 0),"
        " coalesce(sum(CASE l.category WHEN 'hoc_sinh' THEN l.given_amount END), 0),"
        " coalesce(sum(CASE l.category WHEN 'co_so_bao_tro' THEN l.given_amount END), 0)"
        " FROM disbursement AS d JOIN disbursement_beneficiaries AS l ON l.parent = d.id"
        f" WHERE {OWN_PAYMENT} AND d.occasion = 'tet' AND d.funding_source = 'vnn' AND d.funding_level = 'tinh'"
        f" AND coalesce(d.target_group, '') IN ({POOR}, '') AND l.is_part = 1",
    ),
    (
        "KT-09 KT-10",
        "SELECT coalesce(sum(area), 0), count(*) FROM land_contribution WHERE received = 0 AND minutes_date > :after"
        " AND minutes_date <= :until AND state = 'final' AND status IN ('dong_y', 'da_ky', 'da_ban_giao')",
    ),
    (
        "KT-11 KT-12 KT-13",
        "SELECT coalesce(sum(CASE c.kind WHEN 'ngay_cong' THEN c.quantity END), 0),"
        " coalesce(sum(CASE WHEN c.kind = 'duong' AND w.surface = 'be_tong' THEN c.quantity END), 0),"
        " coalesce(sum(CASE c.kind WHEN 'cay_xanh' THEN c.quantity END), 0)"
        " FROM work_contribution AS c LEFT JOIN public_work AS w ON w.id = c.public_work"
        " WHERE c.received = 0 AND c.to_date > :after AND c.to_date <= :until AND c.state = 'final'",
    ),
    (
        "KT-14 KT-14.1 KT-14.2 KT-14.3",
        "SELECT count(*), count(CASE kind WHEN 'xay_moi' THEN 1 END), count(CASE kind WHEN 'sua_chua' THEN 1 END),"
        " count(CASE programme WHEN 'xoa_nha_tam' THEN 1 END) FROM house_support WHERE received = 0"
        " AND state = 'final' AND status = 'da_ban_giao' AND handed_over_date > :after AND handed_over_date <= :until"
        " AND coalesce(source_unit, '') NOT IN (SELECT unit FROM temp.inside)",
    ),
    (
        "KT-15",
        "SELECT coalesce(sum(f.value), 0) FROM house_support AS h JOIN house_support_funding AS f ON f.parent = h.id"
        " WHERE h.received = 0 AND h.state = 'final' AND h.status = 'da_ban_giao' AND h.handed_over_date > :after"
        " AND h.handed_over_date <= :until AND coalesce(h.source_unit, '') NOT IN (SELECT unit FROM temp.inside)"
        " AND f.source IN ('vnn_trung_uong', 'vnn_tinh', 'vnn_huyen', 'vnn_xa', 'cuu_tro', 'ngan_sach',"
        " 'nha_tai_tro', 'khac')",
    ),
    (
        "KT-25 KT-26",
        "SELECT coalesce(sum(p.amount), 0), count(*) FROM pledge AS p JOIN fund AS f ON f.id = p.fund"
        " WHERE p.received = 0 AND p.registered_date > :after AND p.registered_date <= :until AND p.state = 'final'"
        " AND f.fund_kind IN ('vnn', 'an_sinh_xa_hoi') AND p.occasion <> ''"
        " AND p.status IN ('da_dang_ky', 'hoan_tat_thu_tuc', 'mot_phan', 'du')",
    ),
    (
        "KT-18 KT-18.1 VH-12 VH-12.1 PL-18 PL-18.1",
        "WITH r AS (SELECT f.fund_kind AS kind, r.source_level = 'truc_tiep' AS direct, r.amount_vnd AS amount"
        " FROM donation_receipt AS r JOIN fund AS f ON f.id = r.fund WHERE r.received = 0 AND r.state = 'final'"
        " AND r.received_date > :after AND r.received_date <= :until"
        " AND coalesce(r.source_unit, '') NOT IN (SELECT unit FROM temp.inside))"
        " SELECT coalesce(sum(CASE WHEN kind IN ('vnn', 'an_sinh_xa_hoi') THEN amount END), 0),"
        " coalesce(sum(CASE WHEN kind IN ('vnn', 'an_sinh_xa_hoi') AND direct THEN amount END), 0),"
        " coalesce(sum(CASE WHEN kind = 'cuu_tro' THEN amount END), 0),"
        " coalesce(sum(CASE WHEN kind = 'cuu_tro' AND direct THEN amount END), 0),"
        " coalesce(sum(CASE WHEN kind = 'cot_moc' THEN amount END), 0),"
        " coalesce(sum(CASE WHEN kind = 'cot_moc' AND direct THEN amount END), 0) FROM r",
    ),
    (
        "KT-19",
        "SELECT count(DISTINCT r.donor) FROM donation_receipt AS r JOIN fund AS f ON f.id = r.fund"
        " WHERE r.received = 0 AND r.state = 'final' AND r.received_date > :after AND r.received_date <= :until"
        " AND f.fund_kind IN ('vnn', 'an_sinh_xa_hoi') AND r.donor <> ''",
    ),
    (
        "VH-15.1 VH-15.2 VH-16.1 VH-16.2 VH-17.1 VH-17.2 VH-18.1 VH-18.2 MT-01.1 MT-01.2 MT-02.1 MT-02.2 MT-05.1"
        " MT-05.2",
        "SELECT "
        + ", ".join(
            f"count(CASE WHEN theme = '{theme}' AND formation = '{formation}' THEN 1 END)"
            for theme in (
                "attp",
                "gia_dinh_hanh_phuc",
                "chong_bao_luc_gia_dinh",
                "tre_em",
                "sang_xanh_sach_dep",
                "moi_truong",
            )
            for formation in ("xay_dung_moi", "nhan_rong")
        )
        + ", count(CASE formation WHEN 'xay_dung_moi' THEN 1 END), count(CASE formation WHEN 'nhan_rong' THEN 1 END)"
        " FROM community_model WHERE received = 0 AND state = 'final' AND launched_date > :after"
        " AND launched_date <= :until",
    ),
    (
        "VH-19 VH-20",
        "SELECT count(DISTINCT nullif(residential_area, '')), coalesce(sum(households), 0) FROM unity_festival"
        " WHERE received = 0 AND state = 'final' AND festival_date > :after AND festival_date <= :until",
    ),
    (
        "PL-01 PL-02",
        "SELECT coalesce(sum(sessions), 0), coalesce(sum(people), 0) FROM outreach_session WHERE received = 0"
        " AND state = 'final' AND session_date > :after AND session_date <= :until",
    ),
    (
        "PL-10 PL-10.1 PL-10.2 PL-10.3",
        "SELECT count(*), count(CASE category WHEN 'dan_su' THEN 1 END), count(CASE category WHEN 'hngd' THEN 1 END),"
        " count(CASE WHEN category IN ('mau_thuan', 'vppl', 'vppl_hs', 'gd_xa') THEN 1 END) FROM mediation_case"
        " WHERE received = 0 AND state = 'final' AND accepted = 'tiep_nhan' AND received_date > :after"
        " AND received_date <= :until",
    ),
    (
        "PL-11 PL-11.1 PL-11.2 PL-11.3 PL-12",
        "SELECT count(CASE outcome WHEN 'thanh' THEN 1 END),"
        " count(CASE WHEN outcome = 'thanh' AND category = 'dan_su' THEN 1 END),"
        " count(CASE WHEN outcome = 'thanh' AND category = 'hngd' THEN 1 END),"
        " count(CASE WHEN outcome = 'thanh' AND category IN ('mau_thuan', 'vppl', 'vppl_hs', 'gd_xa') THEN 1 END),"
        " count(CASE outcome WHEN 'khong_thanh' THEN 1 END) FROM mediation_case WHERE received = 0"
        " AND state = 'final' AND accepted = 'tiep_nhan' AND closed_date > :after AND closed_date <= :until",
    ),
    (
        "DC-01 DC-02 DC-03 DC-04 DC-05 DC-06 DC-07",
        "SELECT count(CASE kind WHEN 'gop_y' THEN 1 END), count(CASE kind WHEN 'phan_bien' THEN 1 END),"
        " count(CASE kind WHEN 'phan_bien_van_ban' THEN 1 END),"
        " coalesce(sum(CASE WHEN kind IN ('phan_bien', 'phan_bien_van_ban') THEN opinions END), 0),"
        " count(CASE kind WHEN 'giam_sat' THEN 1 END), count(CASE kind WHEN 'thanh_tra_nhan_dan' THEN 1 END),"
        " count(CASE kind WHEN 'dau_tu_cong_dong' THEN 1 END) FROM oversight_session WHERE received = 0"
        " AND state = 'final' AND session_date > :after AND session_date <= :until",
    ),
)
"""Codes, and the statement whose columns are their numbers, for the days behind :after up to :until."""

PLEDGED = (
    "SELECT p.kind, p.donor, p.amount - coalesce((SELECT sum(t.amount_vnd) FROM donation_receipt AS t"
    " WHERE t.pledge = p.id AND t.state = 'final' AND t.received_date <= :day), 0) AS open"
    " FROM pledge AS p JOIN fund AS f ON f.id = p.fund WHERE p.received = 0 AND p.state = 'final'"
    " AND p.registered_date <> '' AND p.registered_date <= :day"
    " AND (coalesce(p.cancelled_date, '') = '' OR p.cancelled_date > :day)"
    " AND f.fund_kind IN ('vnn', 'an_sinh_xa_hoi') AND p.amount IS NOT NULL"
)
CASES = "FROM mediation_case WHERE received = 0 AND state = 'final' AND accepted = 'tiep_nhan'"
HOUSES = (
    "FROM house_support WHERE received = 0 AND state = 'final'"
    " AND coalesce(source_unit, '') NOT IN (SELECT unit FROM temp.inside)"
)
STANDING = (
    (
        "VH-15 VH-16 VH-17 VH-18 MT-01 MT-02 MT-03 MT-04 MT-05",
        "SELECT count(CASE theme WHEN 'attp' THEN 1 END), count(CASE theme WHEN 'gia_dinh_hanh_phuc' THEN 1 END),"
        " count(CASE theme WHEN 'chong_bao_luc_gia_dinh' THEN 1 END), count(CASE theme WHEN 'tre_em' THEN 1 END),"
        " count(CASE theme WHEN 'sang_xanh_sach_dep' THEN 1 END), count(CASE theme WHEN 'moi_truong' THEN 1 END),"
        " coalesce(sum(CASE theme WHEN 'to_lien_gia' THEN n_groups END), 0),"
        " coalesce(sum(CASE theme WHEN 'to_lien_gia' THEN n_areas END), 0), count(*) FROM community_model"
        " WHERE received = 0 AND state = 'final' AND launched_date <> '' AND launched_date <= :day"
        " AND (coalesce(stopped_date, '') = '' OR stopped_date > :day)",
    ),
    (
        "PL-03 PL-06",
        "SELECT count(DISTINCT nullif(residential_area, '')), count(*) FROM mediation_team WHERE received = 0"
        " AND state = 'final' AND valid_from <> '' AND valid_from <= :day"
        " AND (coalesce(valid_to, '') = '' OR valid_to > :day)",
    ),
    (
        "PL-04",
        "SELECT count(*) FROM residential_area WHERE received = 0 AND state = 'final' AND valid_from <> ''"
        " AND valid_from <= :day AND (coalesce(valid_to, '') = '' OR valid_to > :day)",
    ),
    (
        "PL-07 PL-07.1 PL-07.2",
        "SELECT count(*), count(CASE sex WHEN 'nu' THEN 1 END),"
        " count(CASE qualification WHEN 'chuyen_mon_luat' THEN 1 END) FROM mediator WHERE received = 0"
        " AND state = 'final' AND decision_date <> '' AND decision_date <= :day"
        " AND (coalesce(left_date, '') = '' OR left_date > :day)",
    ),
    (
        "PL-13",
        f"SELECT count(*) {CASES} AND started_date <> '' AND started_date <= :day"
        " AND (coalesce(closed_date, '') = '' OR closed_date > :day)",
    ),
    (
        "PL-14",
        f"SELECT count(*) {CASES} AND received_date <= :day AND (coalesce(started_date, '') = ''"
        " OR started_date > :day) AND (coalesce(closed_date, '') = '' OR closed_date > :day)",
    ),
    (
        "KT-16",
        f"SELECT count(*) {HOUSES} AND surveyed_date <> '' AND surveyed_date <= :day"
        " AND (coalesce(approved_date, '') = '' OR approved_date > :day)"
        " AND status IN ('dang_khao_sat', 'da_phe_duyet', 'dang_thuc_hien', 'da_ban_giao')",
    ),
    (
        "KT-28",
        f"SELECT count(*) {HOUSES} AND approved_date <> '' AND approved_date <= :day"
        " AND (coalesce(handed_over_date, '') = '' OR handed_over_date > :day)"
        " AND status IN ('da_phe_duyet', 'dang_thuc_hien', 'da_ban_giao')",
    ),
    (
        "KT-20 KT-21 KT-22 KT-23",
        f"SELECT coalesce(sum(CASE kind WHEN 'tien' THEN open END), 0),"
        " count(DISTINCT CASE kind WHEN 'tien' THEN nullif(donor, '') END),"
        " coalesce(sum(CASE WHEN kind IN ('hien_vat', 'dich_vu') THEN open END), 0),"
        f" count(DISTINCT CASE WHEN kind IN ('hien_vat', 'dich_vu') THEN nullif(donor, '') END) FROM ({PLEDGED})"
        " WHERE open >= 1",
    ),
    (
        "PL-17.1",
        "SELECT coalesce(sum(opening_received), 0) FROM fund WHERE received = 0 AND state = 'final'"
        " AND fund_kind = 'cot_moc' AND opened <> '' AND opened <= :day",
    ),
    (
        "PL-17.2",
        "SELECT coalesce(sum(r.amount_vnd), 0) FROM donation_receipt AS r WHERE r.received = 0 AND r.state = 'final'"
        " AND r.fund IN (SELECT id FROM fund WHERE fund_kind = 'cot_moc') AND r.received_date <= :day"
        " AND r.received_date <> '' AND coalesce(r.source_unit, '') NOT IN (SELECT unit FROM temp.inside)",
    ),
)
"""The same for what stands on :day."""

CARRIED = (
    f"SELECT count(*) {CASES} AND received_date <= :day AND (coalesce(closed_date, '') = '' OR closed_date > :day)"
)
PARTS = (
    "SELECT p.unit, v.indicator, v.source, v.value - CASE v.from_units WHEN '{}' THEN 0 ELSE coalesce((SELECT"
    " sum(j.value) FROM json_each(v.from_units) AS j WHERE j.key <> p.unit AND j.key IN"
    " (SELECT unit FROM temp.inside)), 0) END FROM part AS p JOIN part_value AS v ON v.part = p.id"
    " WHERE p.in_force = 1 AND p.period = :period AND v.value IS NOT NULL"
)
TYPED = "SELECT period, indicator, value FROM figure WHERE unit = :own AND period IN (:period, :earlier)"
