"""What a mediation case is about, how it ends, and which group of the statistical table it is counted in.

Categories and their details are those of Nghị định 15/2014/NĐ-CP Điều 5, grounds and endings those of
Luật 35/2013/QH13 Điều 16 and 23."""

from __future__ import annotations

from types import MappingProxyType

from models.record_types._choices import choices

CATEGORIES = choices(
    mau_thuan="Mâu thuẫn giữa các bên",
    dan_su="Tranh chấp dân sự",
    hngd="Hôn nhân và gia đình",
    vppl="Vi phạm pháp luật chưa đến mức xử lý hình sự, hành chính",
    vppl_hs="Vi phạm pháp luật hình sự không bị khởi tố",
    gd_xa="Người bị áp dụng biện pháp giáo dục tại xã",
)
EXCLUSIONS = choices(
    loi_ich_nha_nuoc="Xâm phạm lợi ích của Nhà nước, lợi ích công cộng",
    khong_duoc_hoa_giai="Hôn nhân và gia đình, dân sự không được hòa giải theo tố tụng dân sự",
    phai_xu_ly="Phải truy cứu trách nhiệm hình sự hoặc xử lý vi phạm hành chính",
    khac="Không được hòa giải theo quy định khác của pháp luật",
)
GROUNDS = choices(
    yeu_cau_cac_ben="Một bên hoặc các bên yêu cầu",
    hgv_chung_kien="Hòa giải viên chứng kiến hoặc biết vụ việc",
    phan_cong_hoac_de_nghi="Tổ trưởng phân công hoặc cơ quan, tổ chức, cá nhân đề nghị",
)
OUTCOMES = choices(
    chua_giai_quyet="Chưa giải quyết",
    dang_giai_quyet="Đang giải quyết",
    thanh="Hòa giải thành",
    khong_thanh="Hòa giải không thành",
)
END_REASONS = choices(
    khong_dat_thoa_thuan="Các bên không đạt được thỏa thuận",
    yeu_cau_cham_dut="Một bên hoặc các bên yêu cầu chấm dứt",
    hgv_quyet_dinh="Hòa giải viên quyết định kết thúc",
)
FOLLOW_UP = choices(chua="Chưa thực hiện", dang="Đang thực hiện", da="Đã thực hiện", khong="Không thực hiện")
ESCALATIONS = choices(khong="Không", bao_luc_10_4="Nguy cơ bạo lực", vppl_10_5="Dấu hiệu vi phạm pháp luật")
CAPACITIES = choices(
    uy_tin="Người có uy tín",
    gia_lang="Già làng, trưởng bản",
    chuc_sac="Chức sắc tôn giáo",
    co_quan="Đại diện cơ quan, tổ chức",
    chuyen_mon="Người có chuyên môn",
    khac="Khác",
)
SUBCATEGORIES = MappingProxyType(
    {
        "mau_thuan": choices(
            loi_song="Khác quan niệm sống, lối sống, tính tình không hợp",
            loi_di="Lối đi qua nhà",
            dien_nuoc="Sử dụng điện, nước",
            cong_trinh_phu="Công trình phụ",
            gio_giac_ve_sinh="Giờ giấc sinh hoạt, vệ sinh chung",
            mau_thuan_khac="Mâu thuẫn vì lý do khác",
        ),
        "dan_su": choices(
            quyen_so_huu="Quyền sở hữu",
            nghia_vu="Nghĩa vụ dân sự",
            hop_dong="Hợp đồng",
            thua_ke="Thừa kế",
            quyen_su_dung_dat="Quyền sử dụng đất",
        ),
        "hngd": choices(
            vo_chong="Vợ chồng",
            cha_me_con="Cha mẹ và con",
            ong_ba_chau="Ông bà và cháu",
            anh_chi_em="Anh chị em",
            cap_duong="Cấp dưỡng",
            xac_dinh_cha_me_con="Xác định cha, mẹ, con",
            nuoi_con_nuoi="Nuôi con nuôi",
            ly_hon="Ly hôn",
        ),
    }
)
"""The details that belong to each category; a category without an entry has none."""
