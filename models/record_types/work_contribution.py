"""Ngày công, đóng góp: labour, metres of road, trees, money and material that people gave to works of the community."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section
from models.numbering import Numbering
from models.predicates import All, Empty, Is, OneOf
from models.record_types._checks import Values, day, no_personal_numbers, not_before, number, referred, rule
from models.record_types._choices import choices
from models.rules import Lookup, Problem, Severity

THOUSAND = 1000
"""A quantity is kept in thousandths."""
SHORTEST = 10 * THOUSAND
"""A road or a drain below ten metres is most likely a length typed in kilometres."""

WITHOUT_RECORD = Empty("public_work")
MONEY = Is("kind", "tien")
COUNTED = OneOf("kind", ("ngay_cong", "duong", "cay_xanh", "ranh_cong", "vat_lieu", "khac"))
NAMED_UNIT = OneOf("kind", ("vat_lieu", "khac"))


def trees_are_whole(values: Values, lookup: Lookup) -> Problem | None:
    """Half a tree is a slip of the decimal comma."""
    quantity = number(values, "quantity")
    if values.get("kind") != "cay_xanh" or quantity is None or quantity % THOUSAND == 0:
        return None
    return Problem("quantity", "Số cây có phần lẻ. Nhập số nguyên.")


def length_in_metres(values: Values, lookup: Lookup) -> Problem | None:
    """Lengths are kept in metres, whatever the paper says."""
    quantity = number(values, "quantity")
    if values.get("kind") not in ("duong", "ranh_cong") or quantity is None or quantity >= SHORTEST:
        return None
    return Problem("quantity", "Chiều dài chưa đến 10 m. Nếu giấy tờ ghi theo km thì đổi ra mét.")


def days_fit_people(values: Values, lookup: Lookup) -> Problem | None:
    """So many people cannot give more days of work than there were days."""
    first, last = day(values, "from_date"), day(values, "to_date")
    quantity, people = number(values, "quantity"), number(values, "people")
    if values.get("kind") != "ngay_cong" or first is None or last is None or quantity is None or people is None:
        return None
    if last < first or quantity <= people * ((last - first).days + 1) * THOUSAND:
        return None
    return Problem("quantity", "Số ngày công lớn hơn số người nhân số ngày. Kiểm tra lại số người và thời gian.")


def households_not_above_people(values: Values, lookup: Lookup) -> Problem | None:
    """Every household that takes part sends somebody."""
    people, households = number(values, "people"), number(values, "households")
    if people is None or households is None or households <= people:
        return None
    return Problem("households", "Số hộ lớn hơn số người tham gia. Kiểm tra lại hai số.")


def contributed_before_completion(values: Values, lookup: Lookup) -> Problem | None:
    """Nothing is given to a work that was completed before."""
    first = day(values, "from_date")
    completed = day(referred(values, lookup, "public_work", "public_work"), "completed_date")
    if first is None or completed is None or first <= completed:
        return None
    return Problem("from_date", "Đóng góp sau ngày hoàn thành công trình. Kiểm tra lại ngày và công trình.")


def road_of_known_surface(values: Values, lookup: Lookup) -> Problem | None:
    """Metres of road are counted as concrete where the register of works says that the road is."""
    if values.get("kind") != "duong":
        return None
    if not values.get("public_work"):
        return Problem("public_work", "Đường chưa gắn công trình nên không tính vào “Đường bê tông”. Chọn công trình.")
    if referred(values, lookup, "public_work", "public_work").get("surface"):
        return None
    return Problem("public_work", "Công trình chưa có kết cấu mặt đường. Mở công trình và chọn kết cấu.")


CONTRIBUTION = Section(
    "Đóng góp",
    (
        Field("public_work", "Công trình trong sổ", Kind.REFERENCE, refers_to="public_work"),
        Field(
            "work_name",
            "Tên công trình, phần việc",
            Kind.TEXT,
            required=WITHOUT_RECORD,
            shown_if=WITHOUT_RECORD,
            privacy=Privacy.PUBLIC,
            help="Khi công trình chưa có ở sổ Công trình",
        ),
        Field(
            "residential_area",
            "Khu dân cư",
            Kind.REFERENCE,
            refers_to="residential_area",
            help="Để trống nếu huy động trong cả xã, phường",
        ),
        Field("from_date", "Từ ngày", Kind.DATE, required=True),
        Field("to_date", "Đến ngày", Kind.DATE, required=True),
        Field("people", "Số người tham gia", Kind.INTEGER, unit="người", minimum=0),
        Field("households", "Số hộ tham gia", Kind.INTEGER, unit="hộ", minimum=0),
    ),
)
QUANTITY = Section(
    "Số lượng, giá trị",
    (
        # Kind and unit belong together: a sum over one kind is a sum over one unit.
        Field(
            "kind",
            "Loại đóng góp",
            Kind.CHOICE,
            required=True,
            choices=choices(
                ngay_cong="Ngày công",
                duong="Đường (mét)",
                cay_xanh="Cây xanh (cây)",
                ranh_cong="Rãnh, cống (mét)",
                tien="Tiền (đồng)",
                vat_lieu="Vật liệu",
                khac="Khác",
            ),
        ),
        Field("item_name", "Tên vật liệu, việc khác", Kind.TEXT, required=NAMED_UNIT, shown_if=NAMED_UNIT,
              privacy=Privacy.PUBLIC),
        Field("quantity", "Số lượng", Kind.QUANTITY, required=COUNTED, shown_if=COUNTED, minimum=1,
              help="Đường, rãnh, cống ghi theo mét"),
        Field("unit", "Đơn vị tính", Kind.TEXT, required=NAMED_UNIT, shown_if=NAMED_UNIT, privacy=Privacy.PUBLIC),
        Field("unit_price", "Đơn giá", Kind.MONEY, unit="đồng", shown_if=COUNTED, minimum=0,
              help="Ngày công: giá một ngày công"),
        Field(
            "value_vnd",
            "Giá trị quy đổi (hoặc số tiền)",
            Kind.MONEY,
            unit="đồng",
            required=MONEY,
            minimum=0,
            product_of=("quantity", "unit_price"),
            help="Tiền đã ghi ở sổ Tiếp nhận ủng hộ thì không ghi lại",
        ),
        Field(
            "source",
            "Nguồn",
            Kind.CHOICE,
            required=True,
            choices=choices(dan="Nhân dân", nha_nuoc_va_dan="Nhà nước và nhân dân", tai_tro="Tài trợ"),
        ),
        Field("contributor_name", "Người, đơn vị đóng góp", Kind.TEXT, privacy=Privacy.PERSONAL),
        Field("note", "Ghi chú", Kind.LONG_TEXT),
    ),
)  # fmt: skip

WORK_CONTRIBUTION = RecordType(
    name="work_contribution",
    label="Khoản đóng góp",
    plural="Ngày công, đóng góp",
    group=Group.REGISTER,
    sections=(CONTRIBUTION, QUANTITY),
    title=("public_work", "work_name", "kind", "to_date"),
    list_columns=("number_text", "to_date", "kind", "quantity", "public_work", "work_name", "value_vnd"),
    dated_by="to_date",
    numbering=Numbering(prefixes=(("NC", All()),)),
    totals=("value_vnd", "people", "households"),
    rules=(
        not_before("to_date", "from_date", ("ngày kết thúc", "ngày bắt đầu")),
        rule(trees_are_whole, "Số cây xanh là số nguyên."),
        rule(length_in_metres, "Đường, rãnh, cống ghi chiều dài theo mét.", Severity.HINT),
        rule(
            road_of_known_surface,
            "Đường ghi theo công trình trong sổ, có kết cấu mặt đường; chỉ đường bê tông tính vào “Đường bê tông”.",
            Severity.HINT,
        ),
        rule(days_fit_people, "Số ngày công không lớn hơn số người nhân số ngày.", Severity.WARNING),
        rule(households_not_above_people, "Số hộ tham gia không lớn hơn số người tham gia.", Severity.WARNING),
        rule(contributed_before_completion, "Đóng góp không muộn hơn ngày hoàn thành công trình.", Severity.WARNING),
        no_personal_numbers("work_name", "item_name"),
    ),
)
