"""What is offered while a reference is typed, and what the program works out beside a form."""

from dataclasses import replace

import pytest

from models.fields import Area
from models.records import State
from tests.storage.world import filled, with_values

NAMES = ("Nguyễn Văn An", "Nguyễn Văn Ân", "Ân Thị Nguyễn", "Đỗ Hòa", "Đỗ Hoa", "Hòa An")


@pytest.fixture
def world(database):
    made = filled(database, 1)
    for number, name in enumerate(NAMES):
        made.final("donor", number, kind="ca_nhan", person_name=name, address=f"Thôn {number}", organisation_name=None)
    return made


def titles(world, text, **more):
    return [found.title for found in world.records.suggest("donor", text, **more)]


def test_titles_are_offered_without_accents_and_by_every_word(world):
    assert set(titles(world, "nguyen an")) == {"Nguyễn Văn An", "Nguyễn Văn Ân", "Ân Thị Nguyễn"}
    assert titles(world, "van ng") == ["Nguyễn Văn An", "Nguyễn Văn Ân"]
    assert titles(world, "không có ai") == []


def test_the_likeliest_comes_first(world):
    assert titles(world, "đỗ hoa")[:2] == ["Đỗ Hoa", "Đỗ Hòa"]
    assert titles(world, "Đỗ Hòa")[0] == "Đỗ Hòa"
    assert titles(world, "an")[0] == "Ân Thị Nguyễn"  # begins with it; the others only contain the word
    assert titles(world, "hoa")[0] == "Hòa An"


def test_only_titles_are_matched_and_the_detail_tells_equals_apart(world):
    assert titles(world, "thôn") == []
    offered = world.records.suggest("donor", "do hoa")
    assert sorted(found.detail for found in offered) == ["Cá nhân · Thôn 3", "Cá nhân · Thôn 4"]


def test_void_records_are_not_offered_and_drafts_say_so(world):
    draft = world.records.save(with_values(world.records.new("donor"), person_name="Phùng Én", kind="ca_nhan"))
    assert world.records.suggest("donor", "phung")[0].detail.endswith("Chưa ghi sổ")
    world.records.void("donor", draft.id, draft.version, "Nhập thử")
    assert titles(world, "phung") == []


def test_a_bare_yes_is_no_detail(world):
    draft = with_values(world.records.new("donor"), person_name="Phùng Én", kind="ca_nhan", publish_name="co")
    world.records.save(draft)
    assert world.records.suggest("donor", "phung")[0].detail == "Cá nhân · Chưa ghi sổ"


def test_received_records_are_not_offered(world):
    with world.database.transaction("Nhận"):
        world.database.execute("UPDATE donor SET received = 1 WHERE person_name = 'Đỗ Hoa'")
    assert titles(world, "do hoa") == ["Đỗ Hòa"]


def test_offers_are_limited_and_narrowed(world):
    assert len(titles(world, "", limit=3)) == 3
    assert titles(world, "an", within={"address": "Thôn 1"}) == ["Nguyễn Văn Ân"]


def test_a_pledge_is_offered_by_its_number(world):
    pledge = world.final("pledge", 2)
    assert world.records.suggest("pledge", pledge.number_text)[0].id == pledge.id


def test_a_sum_is_put_in_words_and_an_area_in_square_metres(world):
    receipt = with_values(world.records.new("donation_receipt"), amount_vnd=20_000_000)
    assert world.records.notes(receipt)["amount_vnd"] == "Bằng chữ: Hai mươi triệu đồng"
    land = world.records.new("land_contribution")
    assert world.records.notes(with_values(land, area=Area(10_000, "sào", 36_000)))["area"] == "= 3.600 m²"
    assert "area" not in world.records.notes(with_values(land, area=Area(10_000, "m²", 100)))


def given_by(world, donor, day, amount, **values):
    sample = world.sample("donation_receipt", 3)
    fields = {"donor": donor, "received_date": day, "amount_vnd": amount, "kind": "tien_mat", "goods": [],
              "source_level": "truc_tiep", "payer": "a", "receiver": "b", "accountant": "c", "treasurer": "d",
              "publish_name": False, "pledge": None, **values}  # fmt: skip
    fund = world.ids["fund"][0]
    reasons = dict.fromkeys(("received_while_fund_open", "received_after_opening_balance"), "Thử")
    return world.records.make_final(replace(with_values(sample, fund=fund, **fields), reasons=reasons))


def test_earlier_gifts_stand_at_the_donor(world):
    donor = world.ids["donor"][-1]
    new = with_values(world.records.new("donation_receipt"), donor=donor)
    assert "donor" not in world.records.notes(new)
    given_by(world, donor, "2025-11-12", 15_000_000)
    last = given_by(world, donor, "2025-03-01", 2_000_000)
    assert world.records.notes(new)["donor"] == "Đã ủng hộ 2 lần, gần nhất 12/11/2025: 15.000.000 đồng"
    world.records.void("donation_receipt", last.id, last.version, "Trùng")
    assert world.records.notes(new)["donor"] == "Đã ủng hộ 1 lần, gần nhất 12/11/2025: 15.000.000 đồng"


def test_what_is_left_of_a_pledge_stands_at_it_with_its_deadline(world):
    donor = world.ids["donor"][-1]
    promised = {"registered_date": "2025-01-02", "due_date": "2025-12-31", "amount": 10_000_000}
    state = {"status": "da_dang_ky", "cancelled_date": None}
    pledge = world.final("pledge", 1, donor=donor, fund=world.ids["fund"][0], **promised, **state)
    given_by(world, donor, "2025-03-01", 4_000_000, pledge=pledge.id)
    new = with_values(world.records.new("donation_receipt"), pledge=pledge.id)
    assert world.records.notes(new)["pledge"] == "Còn lại: 6.000.000 đồng, thời hạn thực hiện: 31/12/2025"
    assert pledge.state is State.FINAL
    given_by(world, donor, "2025-04-01", 7_500_000, pledge=pledge.id)
    assert world.records.notes(new)["pledge"] == "Đã vượt: 1.500.000 đồng, thời hạn thực hiện: 31/12/2025"


def test_a_work_says_what_was_given_to_it(world):
    work = world.final("public_work", 0)
    assert "name" not in world.records.notes(work)
    give = {"public_work": work.id, "work_name": None, "unit_price": None, "item_name": None, "unit": None}
    for number, (kind, quantity, value) in enumerate((("ngay_cong", 12_500, None), ("tien", None, 3_000_000))):
        given = {**give, "kind": kind, "quantity": quantity, "value_vnd": value, "people": None, "households": None}
        world.final("work_contribution", number, **given, from_date="2026-06-01", to_date="2026-06-02")
    land = {"area": Area(120_000, "m²", 100), "parcel_area": None, "status": "dong_y", "work_name": None}
    world.final("land_contribution", 0, public_work=work.id, handover_date=None, **land)
    assert world.records.notes(work)["name"] == "Đất hiến: 120 m², ngày công: 12,5, tiền đóng góp: 3.000.000 đồng"
