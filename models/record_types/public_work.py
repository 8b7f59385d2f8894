"""Công trình: what the people and the State build together; land, days and money given are added up, not typed."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section, Tally
from models.predicates import Is, OneOf
from models.record_types._checks import Values, no_personal_numbers, not_before, number, rule
from models.record_types._choices import WORK_KINDS, choices
from models.rules import Lookup, Problem, Severity

DONE = Is("status", "hoan_thanh")
IS_LONG = OneOf("kind", ("duong", "thuy_loi", "ranh_cong", "cau"))
IS_ROAD = Is("kind", "duong")
PARTS = ("state_value", "people_money", "land_value", "labour_value", "other_value")


def parts_not_above_total(values: Values, lookup: Lookup) -> Problem | None:
    """Budget, money of the people, land, days of work and the rest are parts of the whole, each counted once."""
    total, parts = number(values, "total_value"), _sum_of_parts(values)
    if total is None or parts is None or parts <= total:
        return None
    return Problem("total_value", "Tổng giá trị nhỏ hơn các phần cộng lại. Kiểm tra lại tổng và từng phần.")


def parts_make_up_total(values: Values, lookup: Lookup) -> Problem | None:
    """Where the parts are known they say where all of it came from."""
    total, parts = number(values, "total_value"), _sum_of_parts(values)
    if parts is None or (total is not None and parts >= total):
        return None
    if total is None:
        return Problem("total_value", "Đã có từng phần giá trị mà chưa có tổng. Nhập tổng giá trị công trình.")
    return Problem("other_value", "Các phần cộng lại nhỏ hơn tổng giá trị. Nhập phần còn lại vào ô Nguồn khác.")


def _sum_of_parts(values: Values) -> int | None:
    given = [part for name in PARTS if (part := number(values, name)) is not None]
    return sum(given) if given else None


WORK = Section(
    "Công trình",
    (
        Field("name", "Tên công trình", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
        Field("kind", "Loại công trình", Kind.CHOICE, required=True, choices=WORK_KINDS),
        Field(
            "residential_area",
            "Khu dân cư",
            Kind.REFERENCE,
            refers_to="residential_area",
            help="Để trống nếu là công trình chung của xã, phường",
        ),
        Field("place", "Địa điểm, điểm đầu, điểm cuối", Kind.TEXT, privacy=Privacy.PUBLIC),
        Field("length_m", "Chiều dài", Kind.QUANTITY, unit="m", minimum=1, shown_if=IS_LONG),
        Field("width_m", "Bề rộng mặt đường", Kind.QUANTITY, unit="m", minimum=1, shown_if=IS_ROAD),
        Field(
            "surface",
            "Kết cấu mặt đường",
            Kind.CHOICE,
            shown_if=IS_ROAD,
            choices=choices(be_tong="Bê tông", nhua="Nhựa", cap_phoi="Cấp phối", dat="Đất"),
        ),
    ),
)
COURSE = Section(
    "Thực hiện",
    (
        Field(
            "status",
            "Trạng thái",
            Kind.CHOICE,
            required=True,
            choices=choices(
                chuan_bi="Chuẩn bị", dang_lam="Đang thi công", hoan_thanh="Đã hoàn thành", tam_dung="Tạm dừng"
            ),
        ),
        # The work is placed in time by this day: every work has it, many are still being built.
        Field(
            "started_date",
            "Ngày khởi công",
            Kind.DATE,
            required=True,
            help="Chưa khởi công: ghi ngày họp dân thống nhất",
        ),
        Field("completed_date", "Ngày hoàn thành", Kind.DATE, required=DONE, shown_if=DONE),
    ),
)
VALUE = Section(
    "Giá trị",
    (
        Field("total_value", "Tổng giá trị", Kind.MONEY, unit="đồng", minimum=0),
        Field("state_value", "Ngân sách nhà nước", Kind.MONEY, unit="đồng", minimum=0),
        Field("people_money", "Nhân dân góp tiền", Kind.MONEY, unit="đồng", minimum=0),
        Field("land_value", "Giá trị đất hiến quy đổi", Kind.MONEY, unit="đồng", minimum=0),
        Field("labour_value", "Giá trị ngày công quy đổi", Kind.MONEY, unit="đồng", minimum=0),
        Field("other_value", "Nguồn khác", Kind.MONEY, unit="đồng", minimum=0),
        Field("note", "Ghi chú", Kind.LONG_TEXT),
    ),
)


def _given(name: str, label: str, kind: Kind, field: str, of_kind: str) -> Tally:
    """What was contributed to the work in one kind."""
    where = Is("kind", of_kind)
    return Tally(name, label, kind, of="work_contribution", by="public_work", field=field, where=where)


PUBLIC_WORK = RecordType(
    name="public_work",
    label="Công trình",
    plural="Công trình",
    group=Group.REGISTER,
    sections=(WORK, COURSE, VALUE),
    title=("name",),
    list_columns=("name", "status", "residential_area", "kind", "land_area", "labour_days", "money"),
    dated_by="started_date",
    totals=("total_value", "length_m"),
    tallies=(
        Tally(
            "land_area",
            "Đất hiến",
            Kind.AREA,
            of="land_contribution",
            by="public_work",
            field="area",
            where=OneOf("status", ("dong_y", "da_ky", "da_ban_giao")),
        ),
        _given("labour_days", "Ngày công", Kind.QUANTITY, "quantity", "ngay_cong"),
        _given("money", "Tiền đóng góp", Kind.MONEY, "value_vnd", "tien"),
    ),
    rules=(
        not_before("completed_date", "started_date", ("ngày hoàn thành", "ngày khởi công")),
        rule(parts_not_above_total, "Tổng giá trị không nhỏ hơn các phần cộng lại.", Severity.WARNING),
        no_personal_numbers("name", "place"),
        rule(parts_make_up_total, "Các phần giá trị cộng lại bằng tổng giá trị.", Severity.HINT),
    ),
)
