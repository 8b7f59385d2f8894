"""Made-up words and whole-number shares for the practice data; nothing here names a real person or place."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")

FAMILIES = ("Hoàng", "Nông", "Lý", "Vi", "Lương", "Chu", "Nguyễn", "Đặng", "Bế", "Triệu", "Đỗ", "Phùng", "Lộc", "Hứa")
MIDDLES = {"nam": ("Văn", "Đức", "Hữu", "Quang"), "nu": ("Thị", "Thu", "Ngọc", "Bích")}
GIVEN = {
    "nam": ("Bình", "Cường", "Đông", "Giáp", "Hiếu", "Ích", "Khải", "Lâm", "Ninh", "Ổn", "Phúc", "Quý", "Sử", "Ưng"),
    "nu": ("Ánh", "Bưởi", "Chanh", "Đào", "Én", "Hạ", "Huệ", "Lan", "Mến", "Nga", "Oanh", "Sen", "Thơm", "Yến"),
}
STREAMS = (
    "Nà Ví",
    "Pác Giả",
    "Khuổi Thử",
    "Bó Mẫu",
    "Cốc Tưởng",
    "Nà Đặt",
    "Phai Dựng",
    "Lũng Bịa",
    "Bản Đề",
    "Tằng Vẽ",
)
COMPANIES = ("Ví Dụ", "Minh Họa", "Giả Định", "Thử Nghiệm", "Làm Mẫu")
COMPANY_KINDS = ("Công ty TNHH", "Công ty cổ phần", "Doanh nghiệp tư nhân", "Hợp tác xã")

CASES = (
    (
        "mau_thuan",
        "loi_di",
        "Hai hộ liền kề bất đồng về lối đi chung qua sân nhà, đã có lời qua tiếng lại.",
        "Hai bên thống nhất giữ lối đi rộng 1,5 m, cùng góp công đổ bê tông.",
    ),
    (
        "mau_thuan",
        "dien_nuoc",
        "Hộ đầu nguồn chặn đường nước tưới vào ngày cấy, hộ phía dưới thiếu nước.",
        "Hai bên thỏa thuận lấy nước luân phiên theo ngày chẵn, ngày lẻ.",
    ),
    (
        "mau_thuan",
        "cong_trinh_phu",
        "Chuồng nuôi xây sát tường nhà bên, nước thải chảy sang sân.",
        "Bên nuôi làm hố thu nước thải và rãnh thoát riêng trong tháng.",
    ),
    (
        "mau_thuan",
        "gio_giac_ve_sinh",
        "Hát loa kéo vào đêm khuya nhiều lần, hàng xóm nhắc nhở không được.",
        "Bên mở loa cam kết dừng trước 21 giờ 30, nhắn trước khi nhà có việc.",
    ),
    (
        "mau_thuan",
        "loi_song",
        "Hai người hàng xóm xúc phạm nhau vì chuyện thả gà vào vườn rau.",
        "Hai bên xin lỗi nhau, bên nuôi gà rào lại vườn.",
    ),
    (
        "mau_thuan",
        "mau_thuan_khac",
        "Chó nhà bên cắn chết vịt, hai bên chưa thống nhất mức đền.",
        "Bên nuôi chó đền ba con vịt và xích chó ban ngày.",
    ),
    (
        "dan_su",
        "quyen_su_dung_dat",
        "Hai hộ không thống nhất ranh giới bờ ruộng sau khi máy san lại.",
        "Hai bên cùng đóng cọc ranh theo bờ cũ, có trưởng thôn chứng kiến.",
    ),
    (
        "dan_su",
        "nghia_vu",
        "Vay thóc giống từ vụ trước, quá hẹn chưa trả.",
        "Bên vay trả một nửa ngay, phần còn lại trả sau vụ thu hoạch.",
    ),
    (
        "dan_su",
        "hop_dong",
        "Thuê máy cày theo sào, hai bên tính khác nhau số sào đã làm.",
        "Hai bên đo lại ruộng, trả tiền theo diện tích đo chung.",
    ),
    (
        "dan_su",
        "thua_ke",
        "Anh em trong nhà chưa thống nhất việc chia vườn cha mẹ để lại.",
        "Các bên nhất trí chia đều, phần đất thờ cúng để người anh cả trông nom.",
    ),
    (
        "dan_su",
        "quyen_so_huu",
        "Cây lấy gỗ trồng sát ranh, hai hộ đều cho là của mình.",
        "Hai bên bán chung cây, chia đôi tiền, không trồng lại sát ranh.",
    ),
    (
        "hngd",
        "vo_chong",
        "Vợ chồng bất hòa vì người chồng hay uống rượu, bỏ bê việc nhà.",
        "Người chồng hứa bớt rượu, hai vợ chồng bàn lại việc chi tiêu.",
    ),
    (
        "hngd",
        "cha_me_con",
        "Con trai ở riêng ít qua lại chăm sóc mẹ già, mẹ phiền lòng.",
        "Các con phân công nhau mỗi tuần một người sang chăm mẹ.",
    ),
    (
        "hngd",
        "anh_chi_em",
        "Chị em dâu to tiếng vì việc trông cháu và góp giỗ.",
        "Hai bên thống nhất cách góp giỗ, không nhắc chuyện cũ.",
    ),
    (
        "vppl",
        "",
        "Trẻ chăn trâu để trâu phá nương ngô của hộ khác, thiệt hại nhỏ.",
        "Nhà có trâu đền hai bao ngô và sửa lại hàng rào.",
    ),
)


class Chance:
    """Chance from random() alone: Python promises its sequence for a seed, but not that of choice() and the like."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def below(self, count: int) -> int:
        """A whole number from 0 to count - 1."""
        return int(self._random.random() * count)

    def between(self, low: int, high: int) -> int:
        """Both included."""
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def in_100(self, percent: int) -> bool:
        return self.below(100) < percent

    def shuffled(self, items: Sequence[T]) -> list[T]:
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in items]

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.between(0, (last - first).days))

    def person(self, sex: str = "") -> str:
        sex = sex or self.pick(("nam", "nu"))
        return f"{self.pick(FAMILIES)} {self.pick(MIDDLES[sex])} {self.pick(GIVEN[sex])}"


def shares(total: int, count: int, chance: Chance, step: int = 1) -> list[int]:
    """Uneven parts of a total, each a multiple of `step` (the last takes what is left); whole numbers throughout, since
    sums of floats differ between versions of Python."""
    weights = [chance.between(50, 150) for _ in range(count)]
    parts = [total // step * weight // sum(weights) for weight in weights]
    for index in range(total // step - sum(parts)):
        parts[index % count] += 1
    found = [part * step for part in parts]
    found[-1] += total - sum(found)
    return found
