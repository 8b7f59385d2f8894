"""Phiếu chi hỗ trợ: what a fund pays to people, passes up, or allots to another unit, in money and goods."""

from __future__ import annotations

from models.fields import Field, Group, Kind, Privacy, RecordType, Section
from models.numbering import Numbering
from models.predicates import All, Filled, Is, OneOf
from models.record_types import _campaign_rules as campaigns
from models.record_types import _disbursement_rules as rules
from models.record_types._checks import (
    after_opening_balance,
    agrees,
    not_before,
    not_before_theirs,
    rule,
    while_fund_open,
)
from models.record_types._choices import PASSED_ON, TARGET_GROUPS, choices
from models.record_types._disbursement_lines import BENEFICIARIES, GOODS, IN_GOODS, NOT_PASSED_ON, RUNNING, TO_PEOPLE
from models.record_types._disbursement_rules import IN_MONEY
from models.rules import Severity

OWN_MONEY = Is("source_level", "truc_tiep")
TO_UNIT = OneOf("direction", ("cap_tren", "don_vi"))
GIFT = Filled("restricted_gift")
GIFT_RECEIPT = ("restricted_gift", "donation_receipt")
FOR_TET = All((TO_PEOPLE, Is("content", "tet")))

CONTENTS = choices(
    tet="Tết vì người nghèo",
    sinh_ke="Mô hình sinh kế, phát triển sản xuất",
    hoc_sinh="Học sinh nghèo",
    chua_benh="Khám, chữa bệnh",
    nha_dai_doan_ket="Nhà Đại đoàn kết",
    nha_bi_sap="Nhà bị sập",
    nguoi_chet="Người chết",
    hoa_hoan="Hỏa hoạn",
    cuu_tro="Cứu trợ đột xuất",
    nguoi_bi_nan="Cứu trợ: người bị thương, mất tích, mai táng",
    luong_thuc="Cứu trợ: lương thực, nhu yếu phẩm",
    nha_o="Cứu trợ: nhà ở",
    di_chuyen_dan="Cứu trợ: di chuyển dân",
    lan_trai="Cứu trợ: lán trại tạm",
    ve_sinh="Cứu trợ: vệ sinh môi trường, phòng bệnh",
    thiet_bi_y_te="Cứu trợ: thiết bị, vật tư y tế",
    giong_vat_tu="Cứu trợ: giống, vật tư, công cụ sản xuất",
    cong_trinh="Cứu trợ: công trình hạ tầng thiết yếu",
    an_o_khac="Cứu trợ: tiền ăn, sinh hoạt và khác",
    khac="Khác",
)
OCCASIONS = choices(
    tet="Tết Nguyên đán",
    thang_cao_diem="Tháng cao điểm “Vì người nghèo”",
    ngay_hoi="Ngày hội Đại đoàn kết toàn dân tộc",
    nam_hoc_moi="Năm học mới",
    bien_phong="Ngày Biên phòng toàn dân",
    thien_tai="Thiên tai, dịch bệnh, sự cố",
    thuong_xuyen="Thường xuyên",
    khac="Khác",
)

DISBURSEMENT = RecordType(
    name="disbursement",
    label="Phiếu chi hỗ trợ",
    plural="Chi hỗ trợ",
    group=Group.REGISTER,
    sections=(
        Section(
            "Chi hỗ trợ",
            (
                Field("paid_date", "Ngày chi", Kind.DATE, required=True),
                Field("fund", "Quỹ", Kind.REFERENCE, required=True, refers_to="fund"),
                Field("campaign", "Đợt vận động", Kind.REFERENCE, required=campaigns.RELIEF_FUND, refers_to="campaign"),
                Field(
                    "direction",
                    "Hướng chi",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        doi_tuong="Đối tượng được hỗ trợ",
                        cap_tren="Chuyển cấp trên",
                        don_vi="Phân bổ cấp dưới, đơn vị khác",
                    ),
                ),
                Field("receiving_unit", "Đơn vị nhận", Kind.UNIT, required=TO_UNIT, shown_if=TO_UNIT),
                Field("decision_no", "Số quyết định hỗ trợ", Kind.TEXT, required=OWN_MONEY, privacy=Privacy.PUBLIC),
                Field("decision_date", "Ngày quyết định", Kind.DATE, required=OWN_MONEY),
                Field("decision_body", "Cơ quan quyết định", Kind.TEXT, required=OWN_MONEY, privacy=Privacy.PUBLIC),
                Field("content", "Nội dung chi", Kind.CHOICE, required=NOT_PASSED_ON, choices=CONTENTS),
            ),
        ),
        Section(
            "Nguồn",
            (
                Field(
                    "funding_source",
                    "Nguồn tiền, hàng",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        vnn="Quỹ “Vì người nghèo”",
                        cuu_tro="Quỹ cứu trợ",
                        ngan_sach="Ngân sách nhà nước",
                        gioi_thieu="Nhà tài trợ do Mặt trận giới thiệu",
                        ngoai_tinh="Nhà tài trợ ngoài tỉnh",
                        khac="Khác",
                    ),
                ),
                Field(
                    "funding_level",
                    "Cấp của nguồn",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        trung_uong="Trung ương",
                        tinh="Tỉnh",
                        huyen="Huyện (trước 01/7/2025)",
                        xa="Xã",
                        ung_ho_truc_tiep="Ủng hộ trực tiếp",
                    ),
                ),
                Field(
                    "source_level",
                    "Đơn vị chi",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        truc_tiep="Đơn vị này chi",
                        cap_tren="Cấp trên chi, đơn vị ghi lại",
                        noi_khac="Nơi khác chi, đơn vị ghi lại",
                    ),
                ),
                Field("source_unit", "Đơn vị Mặt trận đã chi", Kind.UNIT, required=PASSED_ON, shown_if=PASSED_ON),
                Field(
                    "restricted_gift",
                    "Chi từ khoản ủng hộ có điều kiện",
                    Kind.REFERENCE,
                    refers_to="donation_receipt",
                    help="Chọn phiếu tiếp nhận có cam kết, địa chỉ",
                ),
                Field("as_promised", "Đúng cam kết với nhà tài trợ", Kind.BOOLEAN, shown_if=GIFT),
            ),
        ),
        Section(
            "Khoản chi",
            (
                Field(
                    "form",
                    "Hình thức",
                    Kind.CHOICE,
                    required=True,
                    choices=choices(
                        tien_mat="Tiền mặt",
                        chuyen_khoan="Chuyển khoản",
                        hien_vat="Hiện vật",
                        hien_vat_va_tien="Hiện vật và tiền",
                    ),
                ),
                Field("money", "Số tiền", Kind.MONEY, unit="đồng", required=IN_MONEY, shown_if=IN_MONEY, minimum=0),
                Field(
                    "goods_value",
                    "Giá trị hiện vật",
                    Kind.MONEY,
                    unit="đồng",
                    shown_if=IN_GOODS,
                    minimum=0,
                    total_of="goods.value",
                ),
                Field("amount", "Tổng giá trị", Kind.MONEY, unit="đồng", minimum=0, sum_of=("money", "goods_value")),
                Field("bank_ref", "Chứng từ ngân hàng", Kind.TEXT, privacy=Privacy.PERSONAL),
                Field("running_cost", "Chi cho hoạt động của quỹ", Kind.BOOLEAN),
                Field(
                    "consent_ref",
                    "Văn bản đồng ý của nhà tài trợ",
                    Kind.TEXT,
                    shown_if=RUNNING,
                    privacy=Privacy.PUBLIC,
                ),
            ),
        ),
        Section(
            "Đối tượng",
            (
                Field("occasion", "Dịp", Kind.CHOICE, required=FOR_TET, choices=OCCASIONS, shown_if=TO_PEOPLE),
                Field(
                    "target_group",
                    "Đối tượng",
                    Kind.CHOICE,
                    choices=TARGET_GROUPS,
                    shown_if=TO_PEOPLE,
                    help="Bỏ trống khi danh sách có nhiều đối tượng",
                ),
                Field(
                    "gifts",
                    "Số suất",
                    Kind.INTEGER,
                    required=TO_PEOPLE,
                    shown_if=TO_PEOPLE,
                    minimum=1,
                    total_of="beneficiaries.gift_count",
                ),
                Field(
                    "gift_value",
                    "Giá trị mỗi suất",
                    Kind.MONEY,
                    unit="đồng",
                    shown_if=TO_PEOPLE,
                    minimum=1,
                    help="Chỉ ghi khi các suất bằng nhau",
                ),
                Field("place", "Địa điểm", Kind.TEXT, privacy=Privacy.PUBLIC),
            ),
        ),
        Section(
            "Ký, ghi chú",
            (
                Field("preparer", "Người lập", Kind.TEXT, privacy=Privacy.PERSONAL),
                Field("accountant", "Kế toán", Kind.TEXT, required=OWN_MONEY, privacy=Privacy.PERSONAL),
                Field("treasurer", "Thủ quỹ", Kind.TEXT, privacy=Privacy.PERSONAL),
                Field("approver", "Người duyệt chi", Kind.TEXT, required=OWN_MONEY, privacy=Privacy.PERSONAL),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    lines=(GOODS, BENEFICIARIES),
    title=("content", "paid_date", "amount"),
    list_columns=("number_text", "paid_date", "fund", "amount", "content", "gifts"),
    dated_by="paid_date",
    # A gift that another unit paid is written down here, but it is no voucher of ours: it has a series of its own.
    numbering=Numbering(scope=("fund",), prefixes=(("PC", OWN_MONEY), ("GN", All()))),
    giver="source_unit",
    totals=("gifts", "amount"),
    rules=(
        while_fund_open("paid_date", "ngày chi"),
        after_opening_balance("paid_date", "ngày chi", "trừ trong"),
        not_before("paid_date", "decision_date", ("ngày chi", "ngày quyết định"), Severity.WARNING),
        campaigns.CAMPAIGN_OF_THIS_FUND,
        campaigns.after_launch("paid_date", "ngày chi"),
        campaigns.warn(
            campaigns.paid_within_20_days, "Chi cứu trợ trong 20 ngày sau khi kết thúc tiếp nhận.", "Điều 8 khoản 3"
        ),
        campaigns.warn(
            rules.gift_spent_as_promised, "Khoản ủng hộ có điều kiện được chi đúng cam kết.", "Điều 9 khoản 3"
        ),
        rule(
            agrees(*GIFT_RECEIPT, "fund", "Khoản ủng hộ này nhận cho quỹ khác. Chọn lại khoản ủng hộ hoặc quỹ."),
            "Khoản ủng hộ có điều kiện thuộc đúng quỹ đã chọn.",
            name="gift_of_this_fund",
        ),
        rule(
            not_before_theirs(
                "paid_date",
                *GIFT_RECEIPT,
                "received_date",
                "Ngày chi sớm hơn ngày nhận khoản ủng hộ này, ngày {}. Kiểm tra lại ngày chi.",
                at_reference=True,
            ),
            "Không chi trước ngày nhận khoản ủng hộ.",
            Severity.WARNING,
            name="gift_received_before",
        ),
        rule(
            rules.within_the_gift, "Các khoản chi cộng lại không lớn hơn khoản ủng hộ có điều kiện.", Severity.WARNING
        ),
        campaigns.warn(rules.content_of_relief, "Quỹ cứu trợ chi theo mười nội dung của nghị định.", "Điều 11 khoản 1"),
        campaigns.warn(
            rules.running_cost_agreed,
            "Quỹ cứu trợ chỉ chi cho hoạt động khi nhà tài trợ đồng ý.",
            "Điều 12 khoản 3",
        ),
        rule(rules.something_paid, "Phiếu chi tiền có số tiền lớn hơn 0."),
        rule(rules.gift_value_fits, "Số suất nhân giá trị mỗi suất bằng tổng giá trị.", Severity.WARNING),
        rule(
            rules.target_told, "Khoản chi có đối tượng chung, hoặc danh sách ghi số tiền từng dòng.", Severity.WARNING
        ),
        rule(rules.beneficiaries_add_up, "Cộng danh sách nhận bằng tổng giá trị.", Severity.WARNING),
        rule(rules.each_told_what_is_given, "Danh sách nhận có số tiền hoặc hiện vật từng dòng.", Severity.HINT),
        rule(rules.parts_within_their_row, "Các dòng “trong đó” không lớn hơn dòng chứa chúng."),
    ),
)
