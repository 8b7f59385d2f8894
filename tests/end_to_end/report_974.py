"""The numbers of report 974/BC-MTTQ-BTT of 10 June 2024, copied by hand from its pages, never from our files."""

PRINTED = (
    # (code, level of the line beneath it, as the appendix prints it, what the report says)
    ("KT-02", "", "181", "nâng tổng số 108/181 xã"),
    ("KT-04", "", "11", "toàn tỉnh có thêm 11 xã đạt chuẩn nông thôn mới"),
    ("KT-05", "", "108", "nâng tổng số 108/181 xã"),
    ("KT-07", "", "6", "06 xã xây dựng nông thôn mới nâng cao"),
    ("KT-08", "", "4", "04 xã nông thôn mới kiểu mẫu"),
    ("KT-09", "", "59.482", "vận động Nhân dân hiến 59.482 m² đất"),
    ("KT-12", "", "4.389", "làm đường bê tông với chiều dài 4.389 m"),
    ("KT-13", "", "trên 43.000", "trồng được trên 43.000 cây xanh"),
    ("KT-14", "", "30", "hỗ trợ xây dựng 30 nhà Đại đoàn kết"),
    ("KT-15", "", "1.500.000.000", "trị giá 1.500 triệu đồng"),
    ("KT-16", "", "20", "rà soát hỗ trợ thêm 20 nhà Đại đoàn kết"),
    ("KT-17", "", "160.780.000.000", "tổng số tiền và hiện vật trị giá 160,78 tỷ đồng"),
    ("KT-18", "", "17.680.000.000", "số tiền 17,68 tỷ đồng"),
    ("KT-20", "", "128.100.000.000", "đăng ký ủng hộ số tiền 128,1 tỷ đồng"),
    ("KT-21", "", "19", "19 đơn vị đăng ký ủng hộ số tiền"),
    ("KT-22", "", "15.000.000.000", "đăng ký ủng hộ hiện vật trị giá 15 tỷ đồng"),
    ("KT-23", "", "2", "02 đơn vị đăng ký ủng hộ hiện vật"),
    ("KT-25", "", "160.500.000.000", "tại Lễ công bố quy hoạch tỉnh ... trị giá 160,5 tỷ đồng"),
    ("KT-26", "", "29", "có 29 đơn vị đăng ký ủng hộ"),
    ("VH-01", "", "100", "Công tác tiêm chủng mở rộng ... ở 100% xã, phường, thị trấn"),
    ("VH-02", "", "180", "tặng 180 suất quà Tết"),
    ("VH-03", "", "90.000.000", "trị giá 90 triệu đồng"),
    ("VH-06", "", "5", "05 suất quà cho 05 đồn Biên phòng"),
    ("VH-07", "", "30.000.000", "trị giá 30 triệu đồng"),
    ("VH-08", "", "100", "tặng 100 suất quà"),
    ("VH-09", "", "50.000.000", "trị giá 50 triệu đồng"),
    ("VH-10", "", "102.000.000", "hỗ trợ từ nguồn quỹ cứu trợ số tiền 102 triệu đồng"),
    ("VH-10.1", "", "6.000.000", "6 triệu đồng, chồng bị chết do cháy nhà"),
    ("VH-10.2", "", "6.000.000", "6 triệu đồng, nhà ở bị cháy hoàn toàn"),
    ("VH-10.3", "", "90.000.000", "90 triệu đồng mua 360 chiếc chăn ấm"),
    ("VH-11", "", "360", "360 chiếc chăn ấm"),
    ("VH-13", "", "17", "kiểm tra ... được 17 cơ sở"),
    ("MT-03", "", "118", "118 tổ/ 87 khu dân cư"),
    ("MT-04", "", "87", "118 tổ/ 87 khu dân cư"),
    ("PL-01", "", "1.767", "1.767 cuộc"),
    ("PL-02", "", "140.278", "140.278 lượt người tham gia"),
    ("PL-03", "", "1.646", "1.646/1.646 khu dân cư có tổ hòa giải"),
    ("PL-04", "", "1.646", "1.646/1.646 khu dân cư có tổ hòa giải"),
    ("PL-08", "", "100", "100% thôn bản có hương ước, quy ước"),
    ("PL-10", "", "1.014", "hòa giải thành 739/1.014 vụ việc"),
    ("PL-11", "", "739", "hòa giải thành 739/1.014 vụ việc"),
    ("PL-17", "", "3.797.118.000", "tính tới thời điểm hiện tại là 3.797,118 triệu đồng"),
    ("PL-18", "", "828.864.000", "Trong 6 tháng đầu năm vận động và tiếp nhận được 828,864 triệu đồng"),
    ("DC-01", "", "389", "389 dự thảo văn bản"),
    ("DC-01", "tinh", "94", "tỉnh góp ý được 94 dự thảo"),
    ("DC-01", "huyen", "50", "huyện được 50 dự thảo"),
    ("DC-01", "xa", "245", "xã được 245 dự thảo"),
    ("DC-02", "huyen", "6", "cấp huyện 6 cuộc"),
    ("DC-02", "xa", "18", "cấp xã 18 cuộc"),
    ("DC-03", "tinh", "2", "tỉnh phản biện xã hội 02 dự thảo văn bản"),
    ("DC-04", "tinh", "18", "18 ý kiến phản biện xã hội"),
    ("DC-04", "huyen", "64", "64 ý kiến"),
    ("DC-04", "xa", "121", "121 ý kiến"),
    ("DC-05", "tinh", "4", "cấp tỉnh tham gia 4 cuộc"),
    ("DC-05", "huyen", "60", "cấp huyện tham gia 60 cuộc"),
    ("DC-06", "", "60", "Ban thanh tra Nhân dân cấp xã 60 cuộc"),
    ("DC-07", "", "125", "Ban đầu tư giám sát cộng đồng 125 cuộc"),
    ("DC-08", "", "100", "100% Ủy ban MTTQ Việt Nam các cấp đã xây dựng kế hoạch"),
)

RECKONED = (
    # (code, as it must read, why): the report prints no such number, or another one
    ("KT-28", "0", "every house that was approved is handed over"),
    ("VH-10.4", "0", "6 + 6 + 90 is all"),
    ("VH-21", "3.630", "180 + 2.983 + 5 + 100 gifts, two families after a fire, 360 blankets"),
    ("VH-22", "1.990.000.000", "90 + 1.718 + 30 + 50 + 102 million"),
    ("DC-03", "2", "only the province criticised in writing"),
    ("KT-03", "", "how many of the 97 have been recognised by now is not told"),
    ("KT-06", "59,67", "108/181, a plan"),
    ("PL-05", "100,00", "1.646/1.646"),
    ("PL-15", "72,88", "739/1.014 = 72,87968..., half up; the report cuts it off at 72,87"),
    ("PL-09", "0", "nothing is carried over"),
    ("DC-02", "24", "6 + 18 sessions; the province's two drafts are not sessions"),
    ("DC-04", "203", "18 + 64 + 121"),
)

GIFTS = {
    "reconciled": {
        "VH-04": "2.983",
        "VH-04.1": "200",
        "VH-04.2": "280",
        "VH-04.2a": "37",
        "VH-04.3": "3",
        "VH-04.4": "0",
        "VH-04.5": "2.500",
        "VH-04.6": "0",
        "VH-05": "1.718.000.000",
        "VH-05.1": "240.000.000",
        "VH-05.2": "140.000.000",
        "VH-05.2a": "18.500.000",
        "VH-05.2b": "0",
        "VH-05.3": "18.000.000",
        "VH-05.4": "0",
        "VH-05.5": "1.320.000.000",
        "VH-05.6": "0",
    },
    "as-printed": {
        "VH-04": "3.020",
        "VH-04.1": "200",
        "VH-04.2": "280",
        "VH-04.2a": "0",
        "VH-04.3": "3",
        "VH-04.4": "37",
        "VH-04.5": "2.500",
        "VH-04.6": "0",
        "VH-05": "1.754.500.000",
        "VH-05.1": "240.000.000",
        "VH-05.2": "158.000.000",
        "VH-05.2a": "0",
        "VH-05.2b": "0",
        "VH-05.3": "18.000.000",
        "VH-05.4": "18.500.000",
        "VH-05.5": "1.320.000.000",
        "VH-05.6": "0",
    },
}
"""Footnote 5, read with the pupils' gifts within those of the provincial fund, and as a flat list."""

AMISS = {
    "VH-04": ("stated_total", "200 + 280 + 3 + 37 + 2.500 = 3.020 suất", "2.983"),
    "VH-05": ("stated_total", "240 + 158 + 18 + 18,5 + 1.320 = 1.754,5 triệu đồng", "1.718"),
    "PL-15": ("stated_percent", "739/1.014 = 72,88%", "72,87%"),
}
"""What the flat list contradicts: indicator -> the finding's name, the arithmetic it shows, the number as printed."""

DISTRICT = (
    ("KT-09", "", "59.482"),
    ("PL-10", "", "1.014"),
    ("PL-11", "", "739"),
    ("DC-01", "", "295"),  # 50 + 245
    ("DC-01", "huyen", "50"),
    ("DC-01", "xa", "245"),
    ("DC-02", "", "24"),
    ("DC-04", "", "185"),  # 64 + 121
    ("DC-05", "", "60"),
    ("MT-03", "", "118"),
    ("KT-12", "", "4.389"),
    ("KT-14", "", "30"),  # houses stand in communes
    ("KT-16", "", "20"),
    ("PL-01", "", "1.767"),
    ("VH-04", "", "60"),  # what two communes handed out of the provincial fund's 280, 30 households each
    ("VH-05", "", "30.000.000"),
    ("VH-10", "", "0"),  # the province's; the communes that keep this register paid none
    ("KT-18", "", ""),  # the province's; an empty register says nothing
)

PLACES_AND_PEOPLE = (
    "Lạng Sơn", "Đồng Thắng", "Bằng Hữu", "Tân Thành", "Tràn Ninh", "Trấn Ninh", "Minh Tiến", "Quyết Thắng", "Hoa Thám",
    "Cao Lâu", "Xuân Dương", "Chí Minh", "Hồng Thái", "Hưng Vũ", "Cai Kinh", "Bắc Việt", "Đội Cấn", "Nhân Lý",
    "Tân Liên", "Cường Lợi", "Bắc Quỳnh", "Khánh Xuân", "Mai Pha", "Vũ Lễ", "Tân Hương", "Ngã Hai", "Cầu Hin",
    "Đình Lập", "Chi Lăng", "Bắc Sơn", "Văn Quan", "Hữu Lũng", "Bình Gia", "Cao Lộc", "Lộc Bình", "Tràng Định",
    "Văn Lãng", "Hoàng Anh Tuấn",
)  # fmt: skip
"""Every place and person that the report names; none may stand in our files."""
