"""The page that carries a recovery key into the sealed envelope; apart from the key, which every opening reads."""

from __future__ import annotations

from models.documents import Align, Document, Heading, Paragraph
from models.recovery_key import groups_of


def sheet(key: str, unit_name: str, day: str) -> Document:
    """The page for the sealed envelope. `day` as it is printed, 20/11/2026."""
    numbered = [f"Nhóm {place}:   {group}" for place, group in enumerate(groups_of(key), 1)]
    pairs = zip(numbered[::2], numbered[1::2], strict=True)
    return Document(
        title=f"Khóa khôi phục {unit_name}",
        letterhead=None,
        blocks=(
            Heading("Khóa khôi phục Sổ Mặt trận", 0),
            Paragraph(f"{unit_name}, in ngày {day}", Align.CENTRE),
            *(Paragraph(left, bold=True, large=True, beside=right) for left, right in pairs),
            Paragraph("Trong khóa không có chữ O, I, L, U: 0 là số không, 1 là số một."),
            Heading("Dùng khi nào", 1),
            Paragraph(
                "Khi quên mật khẩu mở sổ, khi máy tính hỏng hoặc cài lại, khi mở bản sao lưu ở máy tính khác. Ở cửa sổ "
                "mở sổ, chọn “Dùng khóa khôi phục” rồi gõ sáu nhóm trên đây theo thứ tự; chữ hoa, chữ thường và dấu "
                "cách không quan trọng. Sau đó đặt mật khẩu mới."
            ),
            Heading("Cất ở đâu", 1),
            Paragraph(
                "Để tờ này trong phong bì niêm phong, cất vào tủ có khóa, xa máy tính. Không chụp ảnh, không lưu tệp "
                "của tờ này trên máy tính: ai có khóa này và tệp của sổ thì đọc được toàn bộ sổ."
            ),
            Paragraph(
                "Khi nghi lộ khóa hoặc mất tờ giấy, vào Thiết lập, mục Mật khẩu, lập khóa mới; khóa cũ hết tác dụng "
                "với sổ và các bản sao lưu trong máy. Bản sao lưu đã chép ra nơi khác vẫn mở được bằng khóa cũ."
            ),
            Paragraph("Người niêm phong: …………………………………     Ngày: ……/……/………"),
        ),
        landscape=False,
    )
