"""The search over all registers: what is found, in which order, what its line says, and how SQLite answers."""

import pytest

from models.fields import Field, Kind, Privacy
from models.records import State
from storage.finding.finder import EACH, Finder, candidates_sql
from storage.finding.nearness import Typed
from tests.storage.world import TYPES, World, filled, with_values


@pytest.fixture
def world(database):
    return filled(database, 1)


@pytest.fixture
def finder(world):
    return Finder(world.database, TYPES, world.records.titles)


@pytest.fixture
def find(finder):
    """(record type, id) of what is found, in its order."""
    return lambda text, limit=40: [(hit.record_type, hit.id) for hit in finder.find(text, limit)]


def donor(world, name, **values):
    return world.final("donor", 3, kind="ca_nhan", person_name=name, organisation_name=None, **values)


def receipt(world, of, day, number=2, **values):
    plain = {
        "kind": "chuyen_khoan",
        "amount_vnd": 500_000,
        "source_level": "truc_tiep",
        "pledge": None,
        "fx_amount": None,
    }
    fund = world.ids["fund"][0]
    made = world.sample("donation_receipt", number)
    record = with_values(made, **{**plain, "donor": of.id, "fund": fund, "received_date": day, "goods": [], **values})
    return world.records.save(record)


def key(record):
    return record.record_type, record.id


def test_the_donor_comes_first_and_the_latest_receipts_after(world, find):
    wanted = donor(world, "Bế Văn Quỳnh")
    middle, latest, first = (receipt(world, wanted, day) for day in ("2026-03-05", "2026-06-01", "2026-01-20"))
    for typed in ("Bế Văn Quỳnh", "be van quynh", "bế văn q", "quỳnh"):
        assert find(typed)[:4] == [key(wanted), key(latest), key(middle), key(first)], typed


def test_words_as_they_are_written_come_before_words_without_their_accents(world, find):
    written, other, longer = donor(world, "Xoà"), donor(world, "Xóa"), donor(world, "Xoàng")
    assert find("xòa") == [key(written), key(other), key(longer)]
    assert find("XÓA") == [key(other), key(written), key(longer)]
    bare = donor(world, "Xoa")
    assert find("xoa")[0] == key(bare)
    assert {*find("xoa")} == {key(bare), key(written), key(other), key(longer)}


def test_of_several_words_those_before_the_last_keep_their_accents(world, find):
    first, second = donor(world, "Lệ Thìn"), donor(world, "Lê Thìn")
    assert find("lê thì")[:2] == [key(second), key(first)]
    assert find("lệ thì")[:2] == [key(first), key(second)]


def test_titles_come_before_what_stands_elsewhere_and_whole_words_before_beginnings(world, find):
    note = donor(world, "Một", note="gửi Khuê qua xã")
    begun = donor(world, "Hai", note="ở Khuếch")
    title_begun, title = donor(world, "Khuếch"), donor(world, "Khuê")
    assert find("khuê") == [key(title), key(title_begun), key(note), key(begun)]


def test_the_letter_d_with_its_bar_is_d_and_marks_may_stand_anywhere(world, find):
    wanted = donor(world, "Đoàn Thuý Đức")
    for typed in ("doan thuy duc", "ĐOÀN THÚY ĐỨC", "đoàn thuý", "duc doan", "d t d", "Đoa\u0300n"):
        assert key(wanted) in find(typed), typed


def test_one_letter_finds_the_beginnings_of_titles(world, find):
    wanted = donor(world, "Xuyến")
    assert find("x")[0] == key(wanted)
    assert find("X")[0] == key(wanted)
    assert find("") == find(" – . ") == []


def number_of(world, key_):
    return world.records.read(*key_).number_text


def test_a_number_is_found_whole_and_in_short(world, find):
    wanted = donor(world, "Bế Văn Quỳnh")
    made = world.records.make_final(
        receipt(
            world, wanted, "2026-03-05", payer="Một", receiver="Hai", accountant="Ba", treasurer="Bốn", bank_ref="X1"
        )
    )
    assert made.number_text.startswith("PT-2026-")
    serial = made.number_text.rsplit("-", 1)[1]
    assert find(made.number_text)[0] == key(made)
    assert find(made.number_text.lower().replace("-", " "))[0] == key(made)
    for short in (serial, serial.lstrip("0"), f"2026-{serial}", f"PT-2026-{serial.lstrip('0')}"):
        found = find(short)
        assert key(made) in found
        ahead = [number_of(world, other) for other in found[: found.index(key(made))]]
        assert all(text.rsplit("-", 1)[-1].lstrip("0") == serial.lstrip("0") for text in ahead), short
    assert key(made) in find(made.number_text[:-1])


def test_numbers_come_before_houses_and_parcels_of_that_number(world, find):
    house = donor(world, "Bế Văn Quỳnh", address="số nhà 7717")
    assert find("7717") == [key(house)]
    assert find("nhà 7717") == [key(house)]
    assert find("771") == [key(house)]
    other = donor(world, "77170")
    assert find("7717") == [key(house), key(other)]
    case = world.records.save(world.sample("mediation_case", 4))
    with world.database.transaction("Số"):
        world.database.execute("UPDATE mediation_case SET number_text = '7717' WHERE id = ?", (case.id,))
        world.records.search_index.refresh("mediation_case", [case.id])
    assert find("7717") == [key(case), key(house), key(other)]


def test_void_records_come_last_and_say_so(world, finder):
    gone, kept = donor(world, "Khuê"), donor(world, "Khuếch")
    world.records.void("donor", gone.id, gone.version, "Ghi nhầm")
    hits = finder.find("khuê")
    assert [(hit.id, hit.state) for hit in hits] == [(kept.id, State.FINAL), (gone.id, State.VOID)]


def test_many_void_records_hide_nothing(world, find):
    wanted = donor(world, "Khuê")
    for _ in range(30):
        gone = donor(world, "Khuê")
        world.records.void("donor", gone.id, gone.version, "Ghi nhầm")
    found = find("khuê")
    assert found[0] == key(wanted)
    assert len(found) == 1 + EACH


def test_received_records_name_their_unit(world, finder):
    sent = donor(world, "Khuê")
    with world.database.transaction("Nhận"):
        world.database.execute("UPDATE donor SET received = 1, origin_unit = '06020' WHERE id = ?", (sent.id,))
    assert [(hit.id, hit.unit) for hit in finder.find("khuê")] == [(sent.id, "Xã Đông Thử")]
    assert finder.find(world.records.title("fund", world.ids["fund"][0]))[0].unit == ""


def test_a_new_name_is_found_in_everything_that_refers_to_it(world, find):
    wanted = donor(world, "Khuê")
    given = receipt(world, wanted, "2026-03-05")
    mediator = world.final("mediator", 2, name="Tuyên")
    case = world.records.save(
        with_values(world.records.new("mediation_case"), mediators=[{"id": None, "mediator": mediator.id}])
    )
    assert find("khuê") == [key(wanted), key(given)]
    assert find("tuyên") == [key(mediator), key(case)]
    world.records.save(with_values(wanted, person_name="Nghĩa"))
    world.records.save(with_values(mediator, name="Quyền"))
    assert find("khuê") == find("tuyên") == []
    assert find("nghĩa") == [key(wanted), key(given)]
    assert find("quyền") == [key(mediator), key(case)]


def test_the_line_says_by_what_a_record_was_found(world, finder):
    mediator = world.final("mediator", 2, name="Tuyên")
    case = world.records.save(
        with_values(
            world.records.new("mediation_case"),
            received_date="2026-03-05",
            mediators=[{"id": None, "mediator": mediator.id}],
        )
    )
    line = next(hit for hit in finder.find("tuyên") if hit.id == case.id).detail
    assert "Hòa giải viên: Tuyên" in line


def sensitive_texts():
    """(type, field) of every text that never leaves this machine."""
    for name, declared in TYPES.items():
        for item in declared.by_name.values():
            if item.kind in (Kind.TEXT, Kind.LONG_TEXT) and item.travels is Privacy.SENSITIVE:
                yield pytest.param(name, item, id=f"{name}.{item.name}")


@pytest.mark.parametrize(("name", "item"), list(sensitive_texts()))
def test_nothing_sensitive_stands_in_the_line(world, finder, name, item: Field):
    if item.name in TYPES[name].title:
        pytest.skip("the title is how the register calls it")
    record = world.records.save(with_values(world.sample(name, 2), **{item.name: "Zuyền zòng riêng tư"}))
    hit = next(hit for hit in finder.find("zuyền zòng") if hit.id == record.id)
    assert "Zuyền" not in hit.detail and "riêng tư" not in hit.detail
    assert item.label in hit.detail


def test_one_register_does_not_hide_the_others(world, find):
    wanted = donor(world, "Khuê")
    for day in range(1, 29):
        receipt(world, wanted, f"2026-03-{day:02}")
    mediator = world.final("mediator", 2, name="Khuê")
    found = find("khuê")
    assert {found[0], found[1]} == {key(wanted), key(mediator)}
    assert len([one for one in found if one[0] == "donation_receipt"]) == EACH
    assert find("khuê", 5) == found[:5]


def test_recent_are_those_opened_and_then_those_changed_last(world, finder):
    first, second = donor(world, "Một"), donor(world, "Hai")
    world.records.save(with_values(first, note="x"))
    fund = ("fund", world.ids["fund"][0])
    found = [(hit.record_type, hit.id) for hit in finder.recent([fund, ("donor", "gone")], 3)]
    assert found == [fund, key(first), key(second)]


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("void", [False, True])
def test_a_letter_walks_the_index_of_words_and_sorts_nothing(database, name, void):
    World(database)
    declared = TYPES[name]
    for question in (*Typed("n v").titled(declared), *Typed("n v").begun, Typed("n").anywhere):
        rows = database.rows(f"EXPLAIN QUERY PLAN {candidates_sql(declared, void=void)}", (question, 5))
        plan = [row["detail"] for row in rows]
        assert [step for step in plan if f"{name}_search VIRTUAL TABLE INDEX" in step], plan
        assert [step for step in plan if "INTEGER PRIMARY KEY (rowid=?)" in step], plan
        assert not [step for step in plan if "TEMP B-TREE" in step or step == "SCAN r"], plan


def test_a_draft_is_found_like_a_final_record(world, finder):
    made = world.records.save(with_values(world.records.new("donor"), person_name="Khuê"))
    assert [(hit.id, hit.state) for hit in finder.find("khuê")] == [(made.id, State.DRAFT)]
