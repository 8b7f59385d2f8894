"""The one error for a file from elsewhere that is not taken in, and its sentences: each says what to do."""

from __future__ import annotations

from models.submissions import Why


class PackageError(Exception):
    """The file is refused whole; the message is a Vietnamese sentence that says what to do."""

    def __init__(self, why: Why, message: str) -> None:
        super().__init__(message)
        self.why = why


def damaged(what: str) -> PackageError:
    """A file whose bytes are not those that were sent, or that nobody could have sent."""
    return PackageError(Why.DAMAGED, f"Tệp hỏng ({what}). Chép lại tệp từ máy gửi rồi nhận lại.")


def unreadable(name: str) -> PackageError:
    """A file that the disk or the stick does not give."""
    return PackageError(Why.DAMAGED, f"Không đọc được tệp {name}. Kiểm tra USB hoặc đường dẫn rồi thử lại.")


def not_ours() -> PackageError:
    """No submission file at all."""
    return PackageError(Why.NOT_OURS, "Đây không phải tệp gửi của Sổ Mặt trận. Chọn tệp có đuôi .smt do cấp dưới gửi.")


def oversized() -> PackageError:
    """More than any unit of the Front could have to say."""
    return PackageError(Why.OVERSIZED, "Tệp lớn bất thường nên không nhận. Hỏi lại đơn vị gửi.")


def newer(what: str = "") -> PackageError:
    """Made by a program that knows more than this one."""
    known = f" (có {what} mà máy này chưa biết)" if what else ""
    return PackageError(
        Why.NEWER, f"Tệp do bản Sổ Mặt trận mới hơn tạo ra{known}. Cập nhật chương trình ở máy này rồi nhận lại."
    )


def foreign(sentence: str) -> PackageError:
    """A sound file that is not addressed to us."""
    return PackageError(Why.FOREIGN, sentence)


def contradicts(what: str) -> PackageError:
    """A file that claims what belongs to someone else, or that contradicts itself."""
    return PackageError(Why.CONTRADICTS, f"Không nhận: {what}. Liên hệ đơn vị gửi để làm rõ.")
