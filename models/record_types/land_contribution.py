"""Hiến đất: a civic contribution of land, not a land transaction; it changes no certificate."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section
from models.numbering import Numbering
from models.predicates import All, Empty, Is
from models.record_types._checks import (
    Values,
    day,
    digits,
    no_personal_numbers,
    not_above,
    not_before,
    number,
    referred,
    rule,
)
from models.record_types._choices import choices
from models.rules import Lookup, Problem, Severity

HANDED_OVER = Is("status", "da_ban_giao")
WITHOUT_RECORD = Empty("public_work")


def change_registered_after_handover(values: Values, lookup: Lookup) -> Problem | None:
    """Land that was handed over still stands in the owner's certificate until the change is registered."""
    if values.get("status") != "da_ban_giao" or values.get("registered") in ("da", "khong_can"):
        return None
    return Problem("registered", "Đất đã bàn giao mà chưa chỉnh lý biến động. Nhắc người hiến đất làm thủ tục đăng ký.")


def spouse_is_another_person(values: Values, lookup: Lookup) -> Problem | None:
    """The same number for both spouses is a slip of the hand."""
    if not values.get("spouse_id") or values.get("spouse_id") != values.get("id_number"):
        return None
    return Problem(
        "spouse_id", "Số căn cước của vợ, chồng trùng với người hiến. Xem lại giấy tờ và sửa một trong hai số."
    )


def adult_when_signing(values: Values, lookup: Lookup) -> Problem | None:
    """A year of birth close to the day of the minutes is most likely a slip."""
    born, signed = number(values, "birth_year"), str(values.get("minutes_date") or "")[:4]
    if born is None or not signed.isdecimal() or int(signed) - born >= 18:
        return None
    return Problem("birth_year", "Người hiến chưa đủ 18 tuổi vào ngày biên bản. Kiểm tra lại năm sinh.")


def handed_over_on_paper(values: Values, lookup: Lookup) -> Problem | None:
    """Land is not handed over on a word alone."""
    if values.get("status") != "da_ban_giao" or values.get("doc_type") != "chua_co":
        return None
    return Problem("doc_type", "Đất đã bàn giao mà chưa có văn bản. Chọn hình thức văn bản, hoặc sửa lại trạng thái.")


def paper_that_is_accepted(values: Values, lookup: Lookup) -> Problem | None:
    """A note by hand is not among the papers with which the change is registered."""
    if values.get("status") != "da_ban_giao" or values.get("doc_type") != "giay_viet_tay":
        return None
    return Problem("doc_type", "Đất đã bàn giao bằng giấy viết tay. Lập văn bản tặng cho hoặc biên bản để chỉnh lý.")


def co_owner_named(values: Values, lookup: Lookup) -> Problem | None:
    """Land of a couple is given by both."""
    if values.get("status") not in ("da_ky", "da_ban_giao") or values.get("spouse_name"):
        return None
    message = "Chưa ghi vợ, chồng đồng sử dụng đất. Nếu là đất chung thì ghi tên và lấy chữ ký của cả hai."
    return Problem("spouse_name", message)


def proxy_before_signing(values: Values, lookup: Lookup) -> Problem | None:
    """Who signs for another was authorised before."""
    authorised, signed = day(values, "proxy_date"), day(values, "minutes_date")
    if authorised is None or signed is None or authorised <= signed:
        return None
    return Problem("proxy_date", "Ngày ủy quyền muộn hơn ngày biên bản. Kiểm tra lại hai ngày.")


def parcel_where_the_work_is(values: Values, lookup: Lookup) -> Problem | None:
    """Land is given where the work is built."""
    area = referred(values, lookup, "public_work", "public_work").get("residential_area")
    if not area or not values.get("residential_area") or area == values.get("residential_area"):
        return None
    return Problem("public_work", "Thửa đất và công trình ở hai khu dân cư khác nhau. Kiểm tra lại công trình.")


DOCUMENT = Section(
    "Biên bản",
    (
        Field("minutes_no", "Số biên bản", Kind.TEXT, privacy=Privacy.PUBLIC),
        # The record is placed in time by this day: every contribution has it, a handover may come years later or never.
        Field(
            "minutes_date",
            "Ngày biên bản",
            Kind.DATE,
            required=True,
            help="Chưa có biên bản: ghi ngày người dân đồng ý hiến",
        ),
        Field(
            "doc_type",
            "Hình thức văn bản",
            Kind.CHOICE,
            required=True,
            choices=choices(
                van_ban_tang_cho="Văn bản tặng cho",
                bien_ban_thon="Biên bản giữa thôn và người sử dụng đất",
                bien_ban_ubnd_xa="Biên bản giữa UBND xã và người sử dụng đất",
                giay_viet_tay="Giấy hiến đất viết tay",
                chua_co="Chưa có",
            ),
        ),
    ),
)
GIVER = Section(
    "Người, hộ hiến đất",
    (
        Field("donor_name", "Người, hộ hiến", Kind.TEXT, required=True, privacy=Privacy.PERSONAL),
        Field("birth_year", "Năm sinh", Kind.YEAR, minimum=1900, maximum=2100, privacy=Privacy.PERSONAL),
        Field("id_number", "Số căn cước", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("id_date", "Ngày cấp", Kind.DATE, privacy=Privacy.PERSONAL),
        Field("id_issuer", "Nơi cấp", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("spouse_name", "Vợ, chồng đồng sử dụng đất", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("spouse_id", "Số căn cước của vợ, chồng", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("residence", "Nơi cư trú", Kind.TEXT, required=True, privacy=Privacy.PERSONAL),
        Field("phone", "Điện thoại", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("proxy_name", "Người được ủy quyền", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("proxy_id", "Số căn cước người được ủy quyền", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("proxy_date", "Ngày ủy quyền", Kind.DATE, privacy=Privacy.PERSONAL),
    ),
)
PARCEL = Section(
    "Thửa đất",
    (
        Field(
            "residential_area",
            "Địa chỉ thửa đất",
            Kind.REFERENCE,
            required=True,
            refers_to="residential_area",
            help="Khu dân cư nơi có thửa đất",
        ),
        Field("parcel_no", "Thửa đất số", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("map_sheet", "Tờ bản đồ số", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field(
            "land_type",
            "Loại đất",
            Kind.CHOICE,
            choices=choices(
                ont="Đất ở tại nông thôn (ONT)",
                odt="Đất ở tại đô thị (ODT)",
                cln="Đất trồng cây lâu năm (CLN)",
                hnk="Đất trồng cây hằng năm khác (HNK)",
                luc="Đất chuyên trồng lúa (LUC)",
                rsx="Đất rừng sản xuất (RSX)",
                nts="Đất nuôi trồng thủy sản (NTS)",
                khac="Khác",
            ),
        ),
        Field("parcel_area", "Diện tích thửa gốc", Kind.AREA, minimum=1),
        Field("area", "Diện tích hiến", Kind.AREA, required=True, minimum=1),
        Field("cert_no", "Giấy chứng nhận: số phát hành", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("cert_book_no", "Giấy chứng nhận: số vào sổ", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("cert_date", "Giấy chứng nhận: ngày cấp", Kind.DATE, privacy=Privacy.PERSONAL),
        Field("cert_issuer", "Giấy chứng nhận: cơ quan cấp", Kind.TEXT, privacy=Privacy.PUBLIC),
    ),
)
PURPOSE = Section(
    "Mục đích",
    (
        Field(
            "purpose",
            "Mục đích hiến",
            Kind.CHOICE,
            required=True,
            choices=choices(
                duong="Đường giao thông",
                nha_van_hoa="Nhà văn hóa",
                truong_hoc="Trường học",
                thuy_loi="Thủy lợi",
                tram_y_te="Trạm y tế",
                khac="Công trình khác",
            ),
        ),
        Field("public_work", "Công trình trong sổ", Kind.REFERENCE, refers_to="public_work"),
        Field(
            "work_name",
            "Tên công trình",
            Kind.TEXT,
            required=WITHOUT_RECORD,
            shown_if=WITHOUT_RECORD,
            privacy=Privacy.PUBLIC,
            help="Khi công trình chưa có ở sổ Công trình",
        ),
        Field("value_vnd", "Giá trị ước tính", Kind.MONEY, unit="đồng", minimum=0, help="Theo bảng giá đất địa phương"),
        Field("assets", "Tài sản trên đất", Kind.LONG_TEXT, privacy=Privacy.PUBLIC, help="Cây, tường, rào"),
        Field("no_compensation", "Cam kết không yêu cầu bồi thường", Kind.BOOLEAN),
    ),
)
HANDOVER = Section(
    "Bàn giao",
    (
        Field(
            "status",
            "Trạng thái",
            Kind.CHOICE,
            required=True,
            choices=choices(van_dong="Đang vận động", dong_y="Đã đồng ý", da_ky="Đã ký", da_ban_giao="Đã bàn giao"),
        ),
        Field("handover_date", "Ngày bàn giao", Kind.DATE, required=HANDED_OVER, shown_if=HANDED_OVER),
        Field(
            "registered",
            "Đã chỉnh lý biến động",
            Kind.CHOICE,
            choices=choices(chua="Chưa", da="Đã chỉnh lý", khong_can="Không cần"),
        ),
        Field("note", "Ghi chú", Kind.LONG_TEXT),
    ),
)

LAND_CONTRIBUTION = RecordType(
    name="land_contribution",
    label="Hiến đất",
    plural="Hiến đất",
    group=Group.REGISTER,
    sections=(DOCUMENT, GIVER, PARCEL, PURPOSE, HANDOVER),
    title=("donor_name", "public_work", "work_name"),
    list_columns=("number_text", "minutes_date", "donor_name", "residential_area", "public_work", "work_name", "area"),
    dated_by="minutes_date",
    numbering=Numbering(prefixes=(("HĐ", All()),)),
    totals=("area", "value_vnd"),
    rules=(
        rule(adult_when_signing, "Người hiến đủ 18 tuổi vào ngày biên bản.", Severity.WARNING),
        digits("id_number", "số căn cước", (9, 12)),
        digits("spouse_id", "số căn cước của vợ, chồng", (9, 12)),
        digits("proxy_id", "số căn cước người được ủy quyền", (9, 12)),
        rule(spouse_is_another_person, "Số căn cước của vợ, chồng khác với người hiến.", Severity.WARNING),
        not_above("area", "parcel_area", ("diện tích hiến", "diện tích thửa gốc"), Severity.WARNING),
        not_before("handover_date", "minutes_date", ("ngày bàn giao", "ngày biên bản"), Severity.WARNING),
        rule(proxy_before_signing, "Ngày ủy quyền không muộn hơn ngày biên bản.", Severity.WARNING),
        rule(co_owner_named, "Đất chung của vợ chồng thì cả hai đồng ý hiến.", Severity.HINT),
        rule(handed_over_on_paper, "Đất đã bàn giao thì có văn bản.", Severity.WARNING),
        rule(paper_that_is_accepted, "Đất đã bàn giao có văn bản tặng cho hoặc biên bản.", Severity.HINT),
        rule(parcel_where_the_work_is, "Thửa đất hiến ở cùng khu dân cư với công trình.", Severity.HINT),
        no_personal_numbers("assets", "work_name"),
        rule(change_registered_after_handover, "Đất đã bàn giao thì cần chỉnh lý biến động.", Severity.HINT),
    ),
)
