"""Mô hình: a community model, standing from launch until it stops; kept up, new and replicated ones count apart."""

from __future__ import annotations

from models.fields import Choice, Field, Group, Kind, Privacy, RecordType, Section, Span
from models.predicates import Is, OneOf
from models.record_types._checks import Values, day, no_personal_numbers, not_above, not_before, number, referred, rule
from models.record_types._choices import choices
from models.rules import Lookup, Problem, Severity

LAUNCHED = OneOf("status", ("dang_thuc_hien", "cong_nhan", "dien_hinh", "nhan_rong"))
RECOGNISED = Is("status", "cong_nhan")
STOPPED = Is("status", "dung")
REPLICATED = Is("formation", "nhan_rong")
ONE_AREA = Is("coverage", "khu_dan_cu")

THEMES = choices(
    sang_xanh_sach_dep="Sáng – xanh – sạch – đẹp – an toàn",
    attp="Tự quản an toàn thực phẩm",
    moi_truong="Tự quản môi trường",
    bien_doi_khi_hau="Bảo vệ môi trường, ứng phó biến đổi khí hậu",
    giam_ngheo_moi_truong="Giảm nghèo và bảo vệ môi trường",
    to_lien_gia="Tổ liên gia, xung kích bảo vệ môi trường",
    gia_dinh_hanh_phuc="Gia đình hạnh phúc",
    chong_bao_luc_gia_dinh="Phòng, chống bạo lực gia đình",
    tre_em="Chăm sóc, bảo vệ trẻ em",
    an_ninh_trat_tu="An ninh trật tự, phòng, chống tội phạm",
    dan_van_kheo="Dân vận khéo",
    sinh_ke="Sinh kế, giảm nghèo",
    van_hoa="Ngày hội, văn hóa",
    khac="Khác",
)
CONTENTS = (
    Choice("1", "1. Phát triển kinh tế, giảm nghèo bền vững"),
    Choice("2", "2. Văn hóa, giáo dục, sức khỏe, đền ơn đáp nghĩa, tương thân tương ái"),
    Choice("3", "3. Bảo vệ môi trường, ứng phó biến đổi khí hậu"),
    Choice("4", "4. Chấp hành pháp luật, trật tự an toàn xã hội"),
    Choice("5", "5. Dân chủ, giám sát, phản biện"),
)


def not_replicated_from_itself(values: Values, lookup: Lookup) -> Problem | None:
    """A model is taken over from another. Where the own id is not at hand, the same name, place and day betray it."""
    source = values.get("replicated_from")
    found = referred(values, lookup, "replicated_from", "community_model")
    own = ("name", "residential_area", "registered_date")
    same = bool(found) and all(found.get(name) == values.get(name) for name in own)
    if not source or not (same or source == values.get("id")):
        return None
    return Problem("replicated_from", "Mô hình không thể nhân rộng từ chính nó. Chọn mô hình gốc hoặc để trống.")


def source_launched_before(values: Values, lookup: Lookup) -> Problem | None:
    """What is taken over existed before."""
    launched = day(values, "launched_date")
    earlier = day(referred(values, lookup, "replicated_from", "community_model"), "launched_date")
    if launched is None or earlier is None or earlier <= launched:
        return None
    return Problem("replicated_from", "Mô hình gốc ra mắt sau mô hình này. Kiểm tra lại mô hình gốc và ngày ra mắt.")


def source_at_work(values: Values, lookup: Lookup) -> Problem | None:
    """What is taken over was launched and stands in the register."""
    source = referred(values, lookup, "replicated_from", "community_model")
    if not source or (source.get("state") != "draft" and source.get("status") != "dang_ky"):
        return None
    return Problem("replicated_from", "Mô hình gốc chưa ghi sổ hoặc chưa ra mắt. Hoàn thành mô hình gốc trước.")


def cost_covers_its_parts(values: Values, lookup: Lookup) -> Problem | None:
    """Budget and contributions are parts of the whole cost."""
    total, parts = number(values, "cost_total"), [number(values, name) or 0 for name in ("cost_state", "cost_social")]
    if total is None or sum(parts) <= total:
        return None
    return Problem("cost_total", "Tổng kinh phí nhỏ hơn ngân sách cộng xã hội hóa. Kiểm tra lại ba số tiền.")


def one_area_counted_once(values: Values, lookup: Lookup) -> Problem | None:
    """A model in one residential area is in one area."""
    if values.get("coverage") != "khu_dan_cu" or number(values, "n_areas") in (None, 1):
        return None
    return Problem("n_areas", "Địa bàn là một khu dân cư. Nhập 1 ở số khu dân cư, hoặc sửa lại địa bàn.")


def groups_and_areas_told(values: Values, lookup: Lookup) -> Problem | None:
    """Reports add up the groups of such models and the areas they work in; an empty field adds nothing."""
    if values.get("theme") != "to_lien_gia":
        return None
    for field, label in (("n_groups", "số tổ"), ("n_areas", "số khu dân cư")):
        if number(values, field) is None:
            return Problem(field, f"Chưa có {label} nên báo cáo chưa tính được. Nhập {label}.")
    return None


MODEL = Section(
    "Mô hình",
    (
        Field("name", "Tên mô hình", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
        Field("theme", "Lĩnh vực", Kind.CHOICE, required=True, choices=THEMES),
        Field("content_no", "Nội dung cuộc vận động", Kind.CHOICE, required=True, choices=CONTENTS),
        Field("kind", "Loại", Kind.CHOICE, required=True, choices=choices(tap_the="Tập thể", ca_nhan="Cá nhân")),
        Field(
            "person_name",
            "Cá nhân thực hiện",
            Kind.TEXT,
            required=Is("kind", "ca_nhan"),
            shown_if=Is("kind", "ca_nhan"),
            privacy=Privacy.PERSONAL,
        ),
        Field(
            "coverage",
            "Địa bàn",
            Kind.CHOICE,
            required=True,
            choices=choices(
                khu_dan_cu="Một khu dân cư", nhieu_khu_dan_cu="Nhiều khu dân cư", toan_xa="Toàn xã, phường"
            ),
        ),
        Field(
            "residential_area",
            "Khu dân cư",
            Kind.REFERENCE,
            required=ONE_AREA,
            shown_if=ONE_AREA,
            refers_to="residential_area",
        ),
        Field("n_areas", "Số khu dân cư", Kind.INTEGER, unit="khu dân cư", minimum=0),
        Field("n_groups", "Số tổ", Kind.INTEGER, unit="tổ", minimum=0),
        Field("n_households", "Số hộ", Kind.INTEGER, unit="hộ", minimum=0),
        Field("n_committed", "Hộ ký cam kết", Kind.INTEGER, unit="hộ", minimum=0),
        Field("owner", "Đơn vị chủ trì", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
        Field("partners", "Đơn vị phối hợp", Kind.TEXT, privacy=Privacy.PUBLIC),
    ),
)
COURSE = Section(
    "Đăng ký, ra mắt, công nhận",
    (
        Field("registered_date", "Ngày đăng ký", Kind.DATE, required=True),
        Field("launched_date", "Ngày ra mắt", Kind.DATE, required=LAUNCHED),
        Field(
            "formation",
            "Hình thành",
            Kind.CHOICE,
            required=True,
            choices=choices(xay_dung_moi="Xây dựng mới", nhan_rong="Nhân rộng"),
        ),
        Field(
            "replicated_from",
            "Nhân rộng từ",
            Kind.REFERENCE,
            shown_if=REPLICATED,
            refers_to="community_model",
            help="Để trống nếu mô hình gốc ở nơi khác",
        ),
        Field(
            "status",
            "Trạng thái",
            Kind.CHOICE,
            required=True,
            choices=choices(
                dang_ky="Đăng ký",
                dang_thuc_hien="Đang thực hiện",
                cong_nhan="Được công nhận",
                dien_hinh="Điển hình",
                nhan_rong="Đã được nhân rộng",
                dung="Dừng",
            ),
        ),
        Field("stopped_date", "Ngày dừng", Kind.DATE, required=STOPPED, shown_if=STOPPED),
        Field(
            "decision_no", "Quyết định thành lập, công nhận số", Kind.TEXT, required=RECOGNISED, privacy=Privacy.PUBLIC
        ),
        Field("decision_date", "Ngày quyết định", Kind.DATE, required=RECOGNISED),
        Field(
            "decision_level",
            "Cấp quyết định",
            Kind.CHOICE,
            required=RECOGNISED,
            choices=choices(xa="Xã, phường", huyen="Huyện", tinh="Tỉnh, thành phố", trung_uong="Trung ương"),
        ),
    ),
)
RESULTS = Section(
    "Cách làm, kết quả",
    (
        Field("criteria", "Tiêu chí, cách làm", Kind.LONG_TEXT, privacy=Privacy.PUBLIC),
        Field("cost_total", "Tổng kinh phí", Kind.MONEY, unit="đồng", minimum=0),
        Field("cost_state", "Kinh phí từ ngân sách nhà nước", Kind.MONEY, unit="đồng", minimum=0),
        Field("cost_social", "Kinh phí xã hội hóa", Kind.MONEY, unit="đồng", minimum=0),
        Field("results", "Kết quả, hiệu quả", Kind.LONG_TEXT),
        Field("score", "Điểm, xếp loại", Kind.TEXT, privacy=Privacy.PUBLIC),
        Field("note", "Ghi chú", Kind.LONG_TEXT),
    ),
)

COMMUNITY_MODEL = RecordType(
    name="community_model",
    label="Mô hình",
    plural="Mô hình",
    group=Group.REGISTER,
    sections=(MODEL, COURSE, RESULTS),
    title=("name",),
    list_columns=("name", "theme", "residential_area", "launched_date", "status", "n_households"),
    validity=Span("launched_date", ("stopped_date",)),
    totals=("n_groups", "n_households", "n_committed", "cost_total"),
    rules=(
        not_above("n_committed", "n_households", ("số hộ ký cam kết", "số hộ")),
        rule(one_area_counted_once, "Mô hình ở một khu dân cư thì số khu dân cư là 1.", Severity.WARNING),
        rule(groups_and_areas_told, "Tổ liên gia, xung kích có số tổ, số khu dân cư.", Severity.HINT),
        not_before("launched_date", "registered_date", ("ngày ra mắt", "ngày đăng ký")),
        not_before("stopped_date", "launched_date", ("ngày dừng", "ngày ra mắt")),
        not_before("stopped_date", "registered_date", ("ngày dừng", "ngày đăng ký")),
        not_before("decision_date", "registered_date", ("ngày quyết định", "ngày đăng ký"), Severity.WARNING),
        rule(not_replicated_from_itself, "Mô hình không nhân rộng từ chính nó."),
        rule(source_launched_before, "Mô hình gốc ra mắt trước mô hình nhân rộng.", Severity.WARNING),
        rule(source_at_work, "Mô hình gốc đã ghi sổ và đã ra mắt.", Severity.WARNING),
        no_personal_numbers("name", "owner", "partners", "criteria", "score"),
        rule(cost_covers_its_parts, "Tổng kinh phí không nhỏ hơn các phần cộng lại.", Severity.WARNING),
    ),
)
