"""What is said before a file leaves: sent periods that have changed, a cut-off ahead, figures that stay here."""

import datetime as dt

from models.indicators import Figure, Given
from tests.storage.submission.offices import CUTOFF, PERIOD

Q1, Q1_END = "2024-Q1", dt.date(2024, 3, 25)
Q2, Q2_END = "2024-Q2", dt.date(2024, 6, 25)


def said(office, name: str, period: str = Q2, cutoff: dt.date = Q2_END) -> list[str]:
    return [found.sentence for found in office.prepare(period, cutoff).findings if found.name == name]


def test_a_late_entry_calls_for_its_period_to_be_sent_again(commune):
    """Dated before the cut-off of a period that was sent, it counts there and in no later period."""
    fund, donor = commune.fund(), commune.donor()
    commune.receipt(100, "2024-02-01", fund=fund, donor=donor)
    commune.send(Q1, Q1_END)
    assert not said(commune, "sent_before")
    commune.receipt(5, "2024-05-20", fund=fund, donor=donor)
    assert not said(commune, "sent_before")
    commune.receipt(30, "2024-03-20", fund=fund, donor=donor)
    assert said(commune, "sent_before") == [
        "Quý I năm 2024 đã gửi (lần gửi số 1), nay sổ đã khác: Vận động, tiếp nhận được (đã nhận) đã gửi 100 đồng, nay "
        "130 đồng. Gửi lại kỳ đó để cấp trên có số đúng; kỳ này không tính thay."
    ]
    commune.send(Q1, Q1_END)
    assert not said(commune, "sent_before")


def test_voiding_and_changing_what_was_sent_is_said_too(commune):
    kept = commune.receipt(100, "2024-02-01")
    commune.book.figures.save([Figure("A", Q1, "KT-12", value=4000)])
    commune.send(Q1, Q1_END)
    commune.void(kept)
    commune.book.figures.save([Figure("A", Q1, "KT-12", Given.NONE_ARISING, version=1)])
    (sentence,) = said(commune, "sent_before")
    assert "Đường bê tông đã gửi 4 m, nay 0 m" in sentence
    assert "Vận động, tiếp nhận được (đã nhận) đã gửi 100 đồng, nay chưa có" in sentence


def test_a_cut_off_that_moves_changes_the_period_after_it(commune):
    """What was counted in the second quarter belongs to the first once that is cut off later."""
    commune.receipt(7, "2024-03-28")
    commune.send(Q1, Q1_END)
    commune.send(Q2, Q2_END)
    commune.send(Q1, dt.date(2024, 3, 31))
    (sentence,) = said(commune, "sent_before", Q1, dt.date(2024, 3, 31))
    assert sentence.startswith("Quý II năm 2024 đã gửi (lần gửi số 2)")
    assert "đã gửi 7 đồng, nay 0 đồng" in sentence


def test_the_last_period_of_the_year_before_is_looked_at_and_older_ones_are_not(commune):
    fund, donor = commune.fund(), commune.donor()
    commune.receipt(1, "2023-01-10", fund=fund, donor=donor)
    for period, cutoff in (("2023-Q1", dt.date(2023, 3, 31)), ("2023-Q4", dt.date(2023, 12, 31))):
        commune.send(period, cutoff)
    for day in ("2023-02-10", "2023-11-10"):
        commune.receipt(2, day, fund=fund, donor=donor)
    (sentence,) = said(commune, "sent_before", Q1, Q1_END)
    assert sentence.startswith("Quý IV năm 2023 đã gửi")


def test_a_register_begun_later_is_no_news_and_stock_may_grow(commune):
    area = commune.enter("residential_area", name="Thôn Một", kind="thon", valid_from="2024-01-01")
    commune.send(Q1, Q1_END)
    commune.enter(
        "mediation_team", name="Tổ Một", residential_area=area.id, valid_from="2024-01-01", status="hoat_dong"
    )
    commune.receipt(5, "2024-05-20")
    assert not said(commune, "sent_before")


def test_a_cut_off_ahead_of_today_is_said(commune):
    assert not said(commune, "cutoff_ahead", "2026-Q4", dt.date(2026, 11, 22))
    (sentence,) = said(commune, "cutoff_ahead", "2026-Q4", dt.date(2026, 12, 31))
    assert sentence.startswith("Ngày chốt số liệu 31/12/2026 ở sau hôm nay")


def test_figures_keyed_for_a_lower_unit_count_here_and_do_not_go_up(commune, district, province):
    district.book.units.add_child("A", "Xã An Thử", "xa")
    district.book.figures.save([Figure("A", PERIOD, "KT-13", value=50), Figure("H", PERIOD, "KT-13", value=1000)])
    (sentence,) = said(district, "proxy_stays", PERIOD, CUTOFF)
    assert sentence.startswith("Xã An Thử chưa có tệp gửi")
    province.receive(district.send())
    assert (district.total("KT-13"), province.total("KT-13")) == (1050, 1000)
    commune.book.figures.save([Figure("A", PERIOD, "KT-13", value=50)])
    district.receive(commune.send())
    assert not said(district, "proxy_stays", PERIOD, CUTOFF)


def test_a_unit_taken_off_the_list_is_not_awaited_above(commune, district, province):
    """Listed by mistake, it never sends; one whose files are here stays, for its numbers go up."""
    commune.receipt(5)
    district.receive(commune.send())
    district.book.units.add_child("B", "Xã Bình Mẫu", "xa")
    for code in ("A", "B"):
        district.book.units.remove_child(code)
    province.receive(district.send())
    found = province.book.reports.result("phu-luc-cuoc-van-dong", PERIOD, CUTOFF).coverage
    assert (found.expected, found.submitted, found.missing) == (2, 2, ())
    assert province.total() == 5


def test_quarters_that_overlap_or_leave_a_gap_are_told_where_they_are_composed(commune, district):
    """The first quarter sent again under a later cut-off takes days that the second one still holds."""
    for amount, day in ((1, "2024-02-01"), (7, "2024-03-28")):
        commune.receipt(amount, day)
    district.receive(commune.send(Q1, Q1_END), commune.send(Q2, CUTOFF))
    result = district.book.reports.result("phu-luc-cuoc-van-dong", PERIOD, CUTOFF)
    assert district.total() == 8
    assert not [found for found in result.findings if found.name == "seam"]
    district.receive(commune.send(Q1, dt.date(2024, 3, 31)))
    result = district.book.reports.result("phu-luc-cuoc-van-dong", PERIOD, CUTOFF)
    assert district.total() == 15
    assert [found.sentence for found in result.findings if found.name == "seam"] == [
        "Xã An Thử: Quý I năm 2024 chốt ngày 31/03/2024 mà Quý II năm 2024 tính từ ngày 26/03/2024, nên số ghép bị "
        "trùng hoặc sót ngày. Đề nghị đơn vị này gửi lại Quý II năm 2024."
    ]
    district.receive(commune.send(Q2, CUTOFF))
    assert district.total() == 8
    result = district.book.reports.result("phu-luc-cuoc-van-dong", PERIOD, CUTOFF)
    assert not [found for found in result.findings if found.name == "seam"]
