"""Phiếu tiếp nhận: what was received for a fund, in money, goods, services, foreign currency or precious metal."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Lines, Privacy, RecordType, Section, Tally
from models.numbering import Numbering
from models.predicates import All, Is, OneOf
from models.proposals import Proposal
from models.record_types import _campaign_rules as campaigns
from models.record_types._checks import (
    Values,
    after_opening_balance,
    agrees,
    day,
    not_before_theirs,
    number,
    referred,
    rule,
    while_fund_open,
)
from models.record_types._choices import PASSED_ON, SOURCE_LEVELS, choices
from models.record_types._goods import GOODS_FIELDS
from models.rules import Lookup, Problem, Severity
from models.visibility import rows_of

MONEY_KINDS = ("tien_mat", "chuyen_khoan", "ngoai_te")
IN_MONEY = OneOf("kind", MONEY_KINDS)
IN_KIND = OneOf("kind", ("hien_vat", "dich_vu", "kim_khi_quy"))
RESTRICTED = Is("restricted", True)
FOREIGN = Is("kind", "ngoai_te")
HANDED_OVER = OneOf("kind", ("tien_mat", "ngoai_te", "hien_vat", "dich_vu", "kim_khi_quy"))
IN_THE_SAFE = OneOf("kind", ("tien_mat", "ngoai_te", "kim_khi_quy"))


def money_above_zero(values: Values, lookup: Lookup) -> Problem | None:
    """A receipt of money is about an amount; only goods may stand without a value."""
    if values.get("kind") not in MONEY_KINDS or number(values, "amount_vnd") != 0:
        return None
    return Problem("amount_vnd", "Số tiền là 0. Nhập số tiền ghi trên chứng từ.")


def amount_fits_rate(values: Values, lookup: Lookup) -> Problem | None:
    """Foreign money in đồng is amount times rate; both are in thousandths, half a đồng is left to rounding."""
    amount, rate, total = (number(values, name) for name in ("fx_amount", "fx_rate", "amount_vnd"))
    if values.get("kind") != "ngoai_te" or amount is None or rate is None or total is None:
        return None
    if 2 * abs(amount * rate - total * 1_000_000) <= 1_000_000:
        return None
    return Problem("amount_vnd", "Số tiền khác nguyên tệ nhân tỷ giá. Sửa lại số tiền, hoặc ghi lý do.")


def pledge_stands(values: Values, lookup: Lookup) -> Problem | None:
    """A cancelled pledge is not fulfilled."""
    if referred(values, lookup, "pledge", "pledge").get("status") != "huy":
        return None
    return Problem("pledge", "Đăng ký này đã hủy. Chọn đăng ký khác, hoặc mở đăng ký để sửa trạng thái.")


def name_published_with_consent(values: Values, lookup: Lookup) -> Problem | None:
    """The name is published only if the donor agreed; silence is no consent."""
    agreed = referred(values, lookup, "donor", "donor").get("publish_name")
    if values.get("publish_name") is not True or agreed in (None, "co"):
        return None
    return Problem("publish_name", "Nhà hảo tâm chưa đồng ý công khai tên. Chọn “Không”, hoặc hỏi lại nhà hảo tâm.")


def transfer_names_its_voucher(values: Values, lookup: Lookup) -> Problem | None:
    """A transfer is found again in the statement of the account by its voucher."""
    if values.get("kind") != "chuyen_khoan" or values.get("bank_ref"):
        return None
    return Problem("bank_ref", "Chưa có chứng từ ngân hàng. Nhập số giấy báo có để đối chiếu sao kê.")


def goods_not_expired(values: Values, lookup: Lookup) -> Problem | None:
    """Goods past their date are not taken in unnoticed."""
    received = day(values, "received_date")
    for index, row in enumerate(rows_of(values, "goods")):
        expiry = day(row, "expiry")
        if received is not None and expiry is not None and expiry < received:
            return Problem("expiry", "Hàng đã hết hạn vào ngày nhận. Kiểm tra lại hạn dùng.", line=("goods", index))
    return None


FOREIGN_FIELDS = (
    Field(
        "fx_currency",
        "Nguyên tệ",
        Kind.TEXT,
        required=FOREIGN,
        shown_if=FOREIGN,
        privacy=Privacy.PUBLIC,
        help="Ví dụ: USD",
    ),
    Field("fx_amount", "Số nguyên tệ", Kind.QUANTITY, required=FOREIGN, shown_if=FOREIGN, minimum=1),
    Field("fx_rate", "Tỷ giá", Kind.QUANTITY, unit="đồng", required=FOREIGN, shown_if=FOREIGN, minimum=1),
    Field("fx_sold_date", "Ngày bán ngoại tệ", Kind.DATE, shown_if=FOREIGN),
)
GOODS = Lines(
    "goods",
    "Hiện vật, dịch vụ",
    "dòng",
    GOODS_FIELDS,
    minimum_rows=IN_KIND,
    shown_if=IN_KIND,
    after="Khoản tiếp nhận",
)

DONATION_RECEIPT = RecordType(
    name="donation_receipt",
    label="Phiếu tiếp nhận",
    plural="Tiếp nhận ủng hộ",
    group=Group.REGISTER,
    sections=(
        Section(
            "Tiếp nhận",
            (
                Field("received_date", "Ngày nhận", Kind.DATE, required=True),
                Field("fund", "Quỹ", Kind.REFERENCE, required=True, refers_to="fund"),
                # What a higher level passes on has a giver, the unit, and often no donor of its own.
                Field(
                    "donor", "Nhà hảo tâm", Kind.REFERENCE, required=Is("source_level", "truc_tiep"), refers_to="donor"
                ),
                Field("pledge", "Theo đăng ký", Kind.REFERENCE, refers_to="pledge"),
                Field("campaign", "Đợt vận động", Kind.REFERENCE, required=campaigns.RELIEF_FUND, refers_to="campaign"),
            ),
        ),
        Section(
            "Khoản tiếp nhận",
            (
                Field(
                    "kind",
                    "Hình thức",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        tien_mat="Tiền mặt",
                        chuyen_khoan="Chuyển khoản",
                        hien_vat="Hiện vật",
                        dich_vu="Dịch vụ",
                        ngoai_te="Ngoại tệ",
                        kim_khi_quy="Kim khí quý",
                    ),
                ),
                Field(
                    "amount_vnd",
                    "Số tiền (hoặc giá trị quy đổi)",
                    Kind.MONEY,
                    unit="đồng",
                    required=IN_MONEY,
                    minimum=0,
                    total_of="goods.value",
                ),
                *FOREIGN_FIELDS,
                Field(
                    "storage_place", "Nơi bảo quản", Kind.TEXT, shown_if=Is("kind", "hien_vat"), privacy=Privacy.PUBLIC
                ),
            ),
        ),
        Section(
            "Mục đích, nguồn",
            (
                Field("restricted", "Có điều kiện, địa chỉ", Kind.BOOLEAN),
                Field(
                    "restriction",
                    "Mục đích, điều kiện",
                    Kind.LONG_TEXT,
                    required=RESTRICTED,
                    shown_if=RESTRICTED,
                    help="Ghi đúng cam kết, địa chỉ mà nhà hảo tâm yêu cầu",
                ),
                Field(
                    "source_level",
                    "Nguồn",
                    Kind.CHOICE,
                    required=True,
                    choices=SOURCE_LEVELS,
                ),
                Field("source_unit", "Đơn vị Mặt trận chuyển", Kind.UNIT, required=PASSED_ON, shown_if=PASSED_ON),
            ),
        ),
        Section(
            "Chứng từ, ký nhận",
            (
                Field(
                    "bank_ref",
                    "Chứng từ ngân hàng",
                    Kind.TEXT,
                    shown_if=Is("kind", "chuyen_khoan"),
                    privacy=Privacy.PERSONAL,
                ),
                Field("payer", "Người nộp", Kind.TEXT, required=HANDED_OVER, privacy=Privacy.PERSONAL),
                Field("receiver", "Người nhận", Kind.TEXT, required=HANDED_OVER, privacy=Privacy.PERSONAL),
                Field("accountant", "Kế toán", Kind.TEXT, required=True, privacy=Privacy.PERSONAL),
                Field("treasurer", "Thủ quỹ", Kind.TEXT, required=IN_THE_SAFE, privacy=Privacy.PERSONAL),
                Field("publish_name", "Công khai tên", Kind.BOOLEAN, required=True, help="Theo ý kiến của nhà hảo tâm"),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    lines=(GOODS,),
    title=("donor", "received_date", "amount_vnd"),
    list_columns=("number_text", "received_date", "donor", "amount_vnd", "fund", "kind"),
    dated_by="received_date",
    numbering=Numbering(scope=("fund",), prefixes=(("PT", IN_MONEY), ("PN", All()))),
    giver="source_unit",
    totals=("amount_vnd",),
    tallies=(
        Tally("spent", "Đã chi", Kind.MONEY, of="disbursement", by="restricted_gift", field="amount"),
        Tally(
            "unspent",
            "Còn chưa chi",
            Kind.MONEY,
            of="disbursement",
            by="restricted_gift",
            field="amount",
            out_of="amount_vnd",
        ),
    ),
    carried=("receiver", "accountant", "treasurer"),
    proposals=(Proposal("publish_name", "donor", Is("publish_name", "co")),),
    rules=(
        while_fund_open("received_date", "ngày nhận"),
        after_opening_balance("received_date", "ngày nhận", "nằm trong"),
        campaigns.CAMPAIGN_OF_THIS_FUND,
        campaigns.after_launch("received_date", "ngày nhận"),
        campaigns.stop(
            campaigns.received_before_reception_ended,
            "Không tiếp nhận cứu trợ sau ngày kết thúc tiếp nhận.",
            "Điều 9 khoản 1 điểm a",
        ),
        rule(
            agrees("pledge", "pledge", "donor", "Đăng ký này của nhà hảo tâm khác. Chọn lại đăng ký hoặc nhà hảo tâm."),
            "Đăng ký và phiếu cùng một nhà hảo tâm.",
            Severity.WARNING,
            name="pledge_of_this_donor",
        ),
        rule(
            agrees("pledge", "pledge", "fund", "Đăng ký này dành cho quỹ khác. Chọn lại đăng ký hoặc quỹ."),
            "Đăng ký và phiếu cùng một quỹ.",
            Severity.WARNING,
            name="pledge_for_this_fund",
        ),
        rule(pledge_stands, "Không tiếp nhận theo đăng ký đã hủy.", Severity.WARNING),
        rule(
            not_before_theirs(
                "received_date",
                "pledge",
                "pledge",
                "registered_date",
                "Ngày nhận sớm hơn ngày đăng ký {}. Kiểm tra lại ngày nhận hoặc chọn đăng ký khác.",
                at_reference=True,
            ),
            "Ngày nhận không sớm hơn ngày đăng ký.",
            Severity.WARNING,
            name="received_after_pledge",
        ),
        rule(money_above_zero, "Phiếu thu tiền có số tiền lớn hơn 0."),
        rule(amount_fits_rate, "Số tiền bằng nguyên tệ nhân tỷ giá.", Severity.WARNING),
        rule(goods_not_expired, "Hàng còn hạn dùng vào ngày nhận.", Severity.WARNING),
        rule(transfer_names_its_voucher, "Chuyển khoản có số chứng từ ngân hàng.", Severity.HINT),
        rule(
            name_published_with_consent,
            "Chỉ công khai tên khi nhà hảo tâm đồng ý.",
            article="Luật 91/2025/QH15 Điều 16",
        ),
    ),
)
