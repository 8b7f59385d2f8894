"""What a disbursement is checked for besides its campaign: sums that agree, promises kept, signatures with a name."""

from __future__ import annotations

from collections.abc import Sequence

from models.numerals import format_number
from models.predicates import OneOf
from models.record_types._campaign_rules import is_relief
from models.record_types._checks import Values, number, referred
from models.record_types._disbursement_lines import BENEFICIARIES, RUNNING, TO_PEOPLE
from models.rules import Lookup, Problem
from models.visibility import rows_of

DECREE_CONTENTS = (
    "nguoi_bi_nan",
    "luong_thuc",
    "nha_o",
    "di_chuyen_dan",
    "lan_trai",
    "ve_sinh",
    "thiet_bi_y_te",
    "giong_vat_tu",
    "cong_trinh",
    "an_o_khac",
)
"""The ten contents of Decree 93/2021, Art. 11(1), a to k."""
IN_MONEY = OneOf("form", ("tien_mat", "chuyen_khoan", "hien_vat_va_tien"))


def something_paid(values: Values, lookup: Lookup) -> Problem | None:
    """A payment of money is about an amount; only goods may stand without a value."""
    if not IN_MONEY.holds(values) or number(values, "money") != 0:
        return None
    return Problem("money", "Số tiền là 0. Nhập số tiền ghi trên chứng từ, hoặc chọn hình thức “Hiện vật”.")


def content_of_relief(values: Values, lookup: Lookup) -> Problem | None:
    """A relief fund pays for one of the ten contents of the decree; running costs are a matter of their own."""
    content = values.get("content")
    if not content or content in DECREE_CONTENTS or RUNNING.holds(values) or not is_relief(values, lookup):
        return None
    return Problem("content", "Nội dung này không thuộc nội dung chi cứu trợ. Chọn lại nội dung, hoặc ghi lý do.")


def gift_value_fits(values: Values, lookup: Lookup) -> Problem | None:
    """Where every gift is worth the same, number times value is the amount."""
    gifts, value, amount = (number(values, name) for name in ("gifts", "gift_value", "amount"))
    if gifts is None or value is None or amount is None or gifts * value == amount:
        return None
    message = (
        f"Số suất × giá trị mỗi suất là {format_number(gifts * value, 0)} đồng, khác tổng giá trị. Sửa lại, hoặc bỏ"
        " trống giá trị mỗi suất nếu các suất không đều."
    )
    return Problem("gift_value", message)


def target_told(values: Values, lookup: Lookup) -> Problem | None:
    """Reports count gifts and money by target group: of the payment, or else of every row of the list."""
    if not TO_PEOPLE.holds(values) or values.get("target_group"):
        return None
    whole = _whole(values)
    if whole and (not number(values, "amount") or all(number(row, "given_amount") is not None for row in whole)):
        return None
    message = "Chưa biết khoản chi cho đối tượng nào. Chọn đối tượng, hoặc ghi danh sách nhận có số tiền từng dòng."
    return Problem("target_group", message)


def beneficiaries_add_up(values: Values, lookup: Lookup) -> Problem | None:
    """What the persons of the list receive is together the amount; "trong đó" rows are inside others."""
    amount, given = number(values, "amount"), [number(row, "given_amount") for row in _whole(values)]
    numbers = [one for one in given if one is not None]
    if amount is None or not numbers or sum(numbers) == amount:
        return None
    message = (
        f"Cộng danh sách được {format_number(sum(numbers), 0)} đồng, khác tổng giá trị {format_number(amount, 0)} đồng."
        " Đối chiếu danh sách với số tiền."
    )
    return Problem("beneficiaries", message)


def each_told_what_is_given(values: Values, lookup: Lookup) -> Problem | None:
    """Whoever signs the list sees there what he receives; said at the first row that tells nothing."""
    for index, row in enumerate(rows_of(values, BENEFICIARIES.name)):
        if row.get("full_name") and number(row, "given_amount") is None and not row.get("given_goods"):
            message = "Dòng này chưa có số tiền hoặc hiện vật. Nhập một trong hai trước khi in danh sách ký nhận."
            return Problem("given_amount", message, line=(BENEFICIARIES.name, index))
    return None


def parts_within_their_row(values: Values, lookup: Lookup) -> Problem | None:
    """ "Trong đó" rows follow the row that contains them and are together not more than it."""
    limits: dict[str, int | None] | None = None
    for index, row in enumerate(rows_of(values, "beneficiaries")):
        if row.get("is_part") is not True:
            limits = {name: number(row, name) for name in ("given_amount", "gift_count")}
            continue
        place = ("beneficiaries", index)
        if limits is None:
            return Problem("is_part", "Dòng đầu không thể là “trong đó”. Ghi dòng chung ở trên trước.", line=place)
        for name, left in limits.items():
            own = number(row, name)
            if left is None or own is None:
                continue
            limits[name] = left - own
            if left < own:
                return Problem(name, "Các dòng “trong đó” cộng lại lớn hơn dòng ở trên. Sửa lại số.", line=place)
    return None


def gift_spent_as_promised(values: Values, lookup: Lookup) -> Problem | None:
    """A conditional gift is spent exactly as its donor was promised; the officer confirms it."""
    if not values.get("restricted_gift") or values.get("as_promised") is True:
        return None
    promise = str(referred(values, lookup, "restricted_gift", "donation_receipt").get("restriction") or "").strip()
    told = f" “{promise}”" if promise else ""
    return Problem("as_promised", f"Khoản ủng hộ này có cam kết{told}. Đối chiếu, chọn “Có” nếu chi đúng cam kết.")


def within_the_gift(values: Values, lookup: Lookup) -> Problem | None:
    """All payments together spend no more of a gift than it brought."""
    gift = referred(values, lookup, "restricted_gift", "donation_receipt")
    amount, unspent = number(values, "amount"), number(gift, "unspent")
    if amount is None or unspent is None:
        return None
    left = unspent + _taken_already(values, lookup)
    if amount <= left:
        return None
    told = f"chỉ còn {format_number(left, 0)} đồng chưa chi" if left > 0 else "đã chi hết"
    message = f"Khoản ủng hộ có điều kiện này {told}. Kiểm tra lại số tiền, hoặc lập phiếu chi riêng cho phần vượt."
    return Problem("restricted_gift", message)


def _taken_already(values: Values, lookup: Lookup) -> int:
    """What this payment, as it stands in the register, has taken from the same gift: the gift's tally has it too."""
    before = referred(values, lookup, "id", "disbursement")
    counts = before.get("state") == "final" and before.get("restricted_gift") == values.get("restricted_gift")
    return (number(before, "amount") or 0) if counts else 0


def running_cost_agreed(values: Values, lookup: Lookup) -> Problem | None:
    """Running costs are not paid from a relief fund unless the donors agree."""
    if not RUNNING.holds(values) or values.get("consent_ref") or not is_relief(values, lookup):
        return None
    message = "Quỹ cứu trợ không chi cho hoạt động nếu nhà tài trợ chưa đồng ý. Nhập văn bản đồng ý, hoặc ghi lý do."
    return Problem("consent_ref", message)


def _whole(values: Values) -> Sequence[Values]:
    return BENEFICIARIES.adding(rows_of(values, BENEFICIARIES.name))
