"""What is said to the officer about one field or child table: what is the matter, then what to do."""

from __future__ import annotations

from datetime import date

from models.days import show_day
from models.fields import Field, Kind, Lines
from models.values import show, show_figure


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: small first letter, but "UBND", "QĐ" stay."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def required_message(field: Field) -> str:
    """The field is empty and must not be: "Chưa có ngày nhận. Nhập theo thứ tự ngày/tháng/năm."."""
    name = in_sentence(field.label)
    match field.kind:
        case Kind.CHOICE:
            return f"Chưa chọn {name}. Chọn một mục trong danh sách."
        case Kind.REFERENCE | Kind.UNIT:
            return f"Chưa chọn {name}. Gõ vài chữ rồi chọn trong danh sách."
        case Kind.BOOLEAN:
            return f"Chưa trả lời ô “{field.label}”. Chọn “Có” hoặc “Không”."
        case Kind.DATE:
            # "Có từ ngày", "Hoạt động từ ngày" are no names of a day: inside the sentence they would read "Chưa có có".
            missing = f"Chưa có {name}" if name.startswith("ngày") else f"Chưa nhập ô “{field.label}”"
            return f"{missing}. Nhập theo thứ tự ngày/tháng/năm, ví dụ 03/06/2024."
        case Kind.YEAR:
            return f"Chưa có {name}. Nhập năm đủ bốn chữ số."
        case Kind.AREA:
            return f"Chưa có {name}. Nhập số và đơn vị, ví dụ 120 m²."
        case Kind.MONEY:
            return f"Chưa có {name}. Nhập số tiền, tính bằng đồng."
        case Kind.INTEGER | Kind.QUANTITY:
            return f"Chưa có {name}. Nhập số{f', tính bằng {field.unit}' if field.unit else ''}."
        case _:
            return f"Chưa có {name}. Nhập {name}."


def unreadable_message(field: Field, advice: str) -> str:
    """What was typed was not understood; `advice` is what reading it said."""
    return f"{field.label}: {in_sentence(advice)}"


def limit_message(field: Field, value: int) -> str:
    """A number outside its limits, in the words of its field; "" inside them."""
    low, high = field.minimum, field.maximum
    if (low is None or value >= low) and (high is None or value <= high):
        return ""
    if low is not None and high is not None:
        return f"{field.label} nằm ngoài khoảng từ {_limit(field, low)} đến {_limit(field, high)}. Kiểm tra lại số."
    if high is not None:
        return f"{field.label} lớn hơn mức cao nhất là {_limit(field, high)}. Kiểm tra lại số."
    if low == 0:
        return f"{field.label} không thể là số âm. Kiểm tra lại số."
    if low == 1:  # the least that is more than nothing, whatever the kind's decimals
        return f"{field.label} chưa lớn hơn 0. Nhập số lớn hơn 0."
    return f"{field.label} nhỏ hơn mức thấp nhất là {_limit(field, low or 0)}. Kiểm tra lại số."


def too_large_message(field: Field) -> str:
    return f"{field.label} quá lớn để ghi sổ. Kiểm tra lại các chữ số."


def unfit_message(field: Field) -> str:
    """The value is of another kind than the field, as a foreign file may bring it."""
    return f"{field.label} không đọc được. Nhập lại ô này."


def unknown_choice_message(field: Field, code: object) -> str:
    return f"{field.label}: không có mục “{code}” trong danh sách. Chọn lại."


def lost_reference_message(field: Field) -> str:
    return f"Không tìm thấy {in_sentence(field.label)} đã chọn. Chọn lại."


def void_reference_message(field: Field) -> str:
    return f"{field.label} đã chọn nay đã hủy. Chọn mục khác."


def future_message(field: Field, today: date) -> str:
    return f"{field.label} không được sau hôm nay, {show_day(today.isoformat())}. Kiểm tra lại ngày."


def too_few_rows_message(lines: Lines, needed: int, present: int) -> str:
    if needed == 1:
        return f"Chưa có {lines.row_label} nào ở phần “{lines.label}”. Thêm ít nhất một {lines.row_label}."
    return f"Phần “{lines.label}” cần ít nhất {needed} {lines.row_label}, hiện có {present}. Thêm cho đủ."


def _limit(field: Field, value: int) -> str:
    if field.kind is Kind.AREA:
        return f"{show_figure(Kind.AREA, value)} m²"
    return show(field, value) + (f" {field.unit}" if field.unit else "")
