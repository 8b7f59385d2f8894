"""Đợt vận động: an appeal for a fund, from its launch over the end of reception to the end of distribution."""

from __future__ import annotations

from dataclasses import replace

from models.fields import Field, Group, Kind, Privacy, RecordType, Section, Span
from models.predicates import Filled
from models.record_types import _campaign_rules as rules
from models.record_types._checks import not_before, rule
from models.record_types._choices import choices
from models.record_types._goods import OPENING_GOODS
from models.rules import Severity

EXTENDED = Filled("extension_no")

CAMPAIGN = RecordType(
    name="campaign",
    label="Đợt vận động",
    plural="Đợt vận động",
    group=Group.CATALOGUE,
    sections=(
        Section(
            "Đợt vận động",
            (
                Field("code", "Mã đợt", Kind.TEXT, required=True, privacy=Privacy.PUBLIC, help="Ví dụ: BAO-2024"),
                Field("name", "Tên đợt vận động", Kind.TEXT, required=True, privacy=Privacy.PUBLIC),
                Field("fund", "Quỹ", Kind.REFERENCE, required=True, refers_to="fund"),
                Field("decision_no", "Số quyết định, lời kêu gọi", Kind.TEXT, privacy=Privacy.PUBLIC),
                Field("decision_date", "Ngày quyết định, lời kêu gọi", Kind.DATE),
            ),
        ),
        Section(
            "Tiếp nhận, phân phối",
            (
                Field("launch_date", "Ngày phát động", Kind.DATE, required=True),
                Field(
                    "reception_end",
                    "Ngày kết thúc tiếp nhận",
                    Kind.DATE,
                    required=rules.RELIEF_FUND,
                    help="Quỹ cứu trợ: trong 90 ngày kể từ ngày phát động",
                    foreseen=True,
                ),
                Field("extension_no", "Số quyết định gia hạn", Kind.TEXT, privacy=Privacy.PUBLIC),
                Field("extension_date", "Ngày quyết định gia hạn", Kind.DATE, required=EXTENDED, shown_if=EXTENDED),
                Field(
                    "extension_level",
                    "Cấp quyết định gia hạn",
                    Kind.CHOICE,
                    required=EXTENDED,
                    shown_if=EXTENDED,
                    choices=choices(xa="Xã, phường", huyen="Huyện", tinh="Tỉnh, thành phố", trung_uong="Trung ương"),
                    help="Quỹ cứu trợ: cấp tỉnh trở lên",
                ),
                Field(
                    "distribution_end",
                    "Ngày kết thúc phân phối",
                    Kind.DATE,
                    help="Quỹ cứu trợ: trong 20 ngày sau khi kết thúc tiếp nhận",
                ),
                # The account of an appeal is printed on it; it is no account of a person.
                Field("account", "Số tài khoản, nơi mở", Kind.TEXT, privacy=Privacy.PUBLIC),
                Field("reception_places", "Địa điểm tiếp nhận", Kind.LONG_TEXT, privacy=Privacy.PUBLIC),
                Field(
                    "opening_balance",
                    "Số dư đầu",
                    Kind.MONEY,
                    unit="đồng",
                    minimum=0,
                    help="Phần của đợt này trong số dư đầu của quỹ, kể cả tiền đợt trước chuyển sang",
                ),
            ),
        ),
        Section(
            "Công khai",
            (
                Field(
                    "receipts_published",
                    "Ngày công khai kết quả tiếp nhận",
                    Kind.DATE,
                    help="Quỹ cứu trợ: trong 15 ngày sau khi kết thúc tiếp nhận",
                ),
                Field(
                    "payments_published",
                    "Ngày công khai kết quả phân phối",
                    Kind.DATE,
                    help="Quỹ cứu trợ: trong 30 ngày sau khi kết thúc phân phối",
                ),
                Field("posted_from", "Niêm yết từ ngày", Kind.DATE, foreseen=True),
                Field(
                    "posted_until",
                    "Niêm yết đến ngày",
                    Kind.DATE,
                    help="Quỹ cứu trợ: ít nhất 30 ngày",
                    foreseen=True,
                ),
                Field("note", "Ghi chú", Kind.LONG_TEXT),
            ),
        ),
    ),
    lines=(replace(OPENING_GOODS, after="Tiếp nhận, phân phối"),),
    title=("name",),
    list_columns=("code", "name", "fund", "launch_date", "reception_end", "distribution_end"),
    validity=Span("launch_date", ("distribution_end",)),
    rules=(
        not_before("reception_end", "launch_date", ("ngày kết thúc tiếp nhận", "ngày phát động")),
        not_before("distribution_end", "launch_date", ("ngày kết thúc phân phối", "ngày phát động")),
        not_before("launch_date", "decision_date", ("ngày phát động", "ngày quyết định"), Severity.WARNING),
        not_before("extension_date", "launch_date", ("ngày quyết định gia hạn", "ngày phát động")),
        rule(rules.opening_within_the_fund, "Số dư đầu của đợt vận động nằm trong số dư đầu của quỹ."),
        rules.stop(
            rules.reception_within_90_days,
            "Tiếp nhận cứu trợ không quá 90 ngày kể từ ngày phát động, trừ khi có quyết định gia hạn.",
            "Điều 8 khoản 2",
        ),
        rules.stop(
            rules.extended_by_province,
            "Gia hạn tiếp nhận cứu trợ do cấp tỉnh trở lên quyết định.",
            "Điều 8 khoản 2",
        ),
        rules.warn(
            rules.distribution_within_20_days,
            "Phân phối cứu trợ xong trong 20 ngày sau khi kết thúc tiếp nhận.",
            "Điều 8 khoản 3",
        ),
        not_before("receipts_published", "launch_date", ("ngày công khai kết quả tiếp nhận", "ngày phát động")),
        not_before("payments_published", "launch_date", ("ngày công khai kết quả phân phối", "ngày phát động")),
        not_before("posted_until", "posted_from", ("ngày hết niêm yết", "ngày bắt đầu niêm yết")),
        rules.warn(
            rules.receipts_published_in_time,
            "Công khai kết quả tiếp nhận cứu trợ trong 15 ngày sau khi kết thúc tiếp nhận.",
            "Điều 14",
        ),
        rules.warn(
            rules.payments_published_in_time,
            "Công khai kết quả phân phối cứu trợ trong 30 ngày sau khi kết thúc phân phối.",
            "Điều 14",
        ),
        rules.warn(rules.posted_for_30_days, "Niêm yết công khai cứu trợ ít nhất 30 ngày.", "Điều 14"),
        rules.hint(rules.publication_noted, "Có ngày công khai kết quả tiếp nhận, phân phối cứu trợ.", "Điều 14"),
    ),
)
