"""Three communes, a district and a province at work in any order: at every step the totals are what was typed.

The sums are worked out here, from what was typed and which file lies where, and not by any part of the program. A file
is a picture of its sender at that moment; the highest number of a unit counts; what a unit inside a sum gave to another
one inside it counts once.
"""

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from models.records import Record
from models.submissions import Verdict, Why
from tests.storage.conftest import Clock
from tests.storage.submission.offices import PLACES, Office

COMMUNES, UNITS = "ABC", "ABCHT"
IN_PERIOD, OUTSIDE = ("2024-01-01", "2024-03-15", "2024-06-30"), ("2023-12-31", "2024-07-01")
QUICK, LONG = (3, 15), (15, 40)
"""Examples, and steps of each."""


@dataclass(frozen=True)
class Typed:
    """A receipt as it was typed; `giver` is the unit that passed it on, "" for a donor."""

    amount: int
    counts: bool
    giver: str = ""


@dataclass(frozen=True)
class Picture:
    """One unit's receipts of the period at the moment of a sending."""

    number: int
    receipts: dict[str, Typed]


@dataclass(frozen=True)
class Sent:
    """A file on its way: whose it is, and the pictures in it by unit; `knows` are the units it speaks of."""

    path: Path
    unit: str
    pictures: dict[str, Picture]
    knows: frozenset[str]


@dataclass
class Desk:
    """What one unit typed, and what it received, as the machine remembers it."""

    receipts: dict[str, Typed] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    knows: set[str] = field(default_factory=set)
    files: set[Path] = field(default_factory=set)
    sent: int = 0

    def own(self) -> dict[str, Typed]:
        return {key: typed for key, typed in self.receipts.items() if typed.counts}


class Front(RuleBasedStateMachine):
    """The rules are what officers do; `mail` holds the files that are on their way, for as long as they like."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        root = Path(self.scratch.name)
        self.offices = {code: Office(root / code, code, Clock()) for code in UNITS}
        self.desks = {code: Desk() for code in UNITS}
        self.records: dict[str, list[Record]] = {code: [] for code in UNITS}
        self.funds = {code: office.fund() for code, office in self.offices.items()}
        self.donors = {code: office.donor() for code, office in self.offices.items()}
        self.mail: list[Sent] = []

    def teardown(self) -> None:
        for office in self.offices.values():
            assert office.book.check(deep=True) == []
            office.close()
        self.scratch.cleanup()

    # ------------------------------------------------------------------------------------------------------ at a desk
    @rule(
        unit=st.sampled_from(UNITS),
        amount=st.integers(1, 10**9),
        day=st.sampled_from(IN_PERIOD + OUTSIDE),
        passed_on=st.booleans(),
    )
    def enter(self, unit: str, amount: int, day: str, passed_on: bool) -> None:
        giver = PLACES[unit][1] if passed_on and unit != "T" else ""
        source = {"source_level": "cap_tren", "source_unit": giver} if giver else {}
        made = self.offices[unit].receipt(amount, day, fund=self.funds[unit], donor=self.donors[unit], **source)
        self.records[unit].append(made)
        self.desks[unit].receipts[made.id] = Typed(amount, day in IN_PERIOD, giver)

    def someone_with_records(self) -> bool:
        return any(self.records.values())

    @precondition(someone_with_records)
    @rule(data=st.data(), amount=st.integers(1, 10**9))
    def edit(self, data: st.DataObject, amount: int) -> None:
        unit, place = self._any_record(data)
        made = self.offices[unit].change(self.records[unit][place], amount_vnd=amount)
        self.records[unit][place] = made
        self.desks[unit].receipts[made.id] = replace(self.desks[unit].receipts[made.id], amount=amount)

    @precondition(someone_with_records)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        unit, place = self._any_record(data)
        gone = self.records[unit].pop(place)
        self.offices[unit].void(gone)
        del self.desks[unit].receipts[gone.id]

    def _any_record(self, data: st.DataObject) -> tuple[str, int]:
        unit = data.draw(st.sampled_from([code for code in UNITS if self.records[code]]))
        return unit, data.draw(st.integers(0, len(self.records[unit]) - 1))

    # ------------------------------------------------------------------------------------------------------- on the way
    @rule(unit=st.sampled_from(COMMUNES + "H"))
    def send(self, unit: str) -> None:
        desk, path = self.desks[unit], self.offices[unit].send()
        desk.sent += 1
        pictures = {**desk.pictures, unit: Picture(desk.sent, desk.own())}
        self.mail.append(Sent(path, unit, pictures, frozenset({unit, *desk.knows})))

    def mail_is_there(self) -> bool:
        return bool(self.mail)

    @precondition(mail_is_there)
    @rule(data=st.data())
    def lose(self, data: st.DataObject) -> None:
        self.mail.remove(data.draw(st.sampled_from(self.mail)))

    @precondition(mail_is_there)
    @rule(data=st.data())
    def receive(self, data: st.DataObject) -> None:
        """One or several at once, in any order, as often as one likes: nothing is taken from the mail."""
        files = data.draw(
            st.lists(st.sampled_from(self.mail), min_size=1, max_size=3, unique_by=lambda sent: sent.path)
        )
        receiver = data.draw(st.sampled_from("HT"))
        receipts = self.offices[receiver].receive(*(sent.path for sent in files))
        for sent, receipt in zip(files, receipts, strict=True):
            assert receipt.verdict in self._take(receiver, sent)
            assert (receipt.why is Why.FOREIGN) == (receipt.verdict is Verdict.REFUSED)

    def _take(self, receiver: str, sent: Sent) -> set[Verdict]:
        """Take the file in on the machine's own desk; gives the verdicts that it may get. An earlier or equal number
        may bring the same content as the one in force, and then says so."""
        desk = self.desks[receiver]
        if receiver == sent.unit or PLACES[sent.unit][1] not in {receiver, *desk.knows}:  # not for this unit
            return {Verdict.REFUSED}
        own, known = sent.pictures[sent.unit].number, desk.pictures.get(sent.unit)
        if sent.path in desk.files:
            verdicts = {Verdict.SAME}
        elif known is None:
            verdicts = {Verdict.NEW}
        elif own > known.number:
            verdicts = {Verdict.REPLACES}
        else:
            verdicts = {Verdict.SAME, Verdict.REPLACES} | ({Verdict.OLDER} if own < known.number else set())
        for unit, picture in sent.pictures.items():
            if unit not in desk.pictures or desk.pictures[unit].number < picture.number:
                desk.pictures[unit] = picture
        desk.knows |= sent.knows
        desk.files.add(sent.path)
        return verdicts

    @precondition(mail_is_there)
    @rule(data=st.data(), place=st.floats(0, 1, exclude_max=True))
    def receive_damaged(self, data: st.DataObject, place: float) -> None:
        sent = data.draw(st.sampled_from(self.mail))
        content = bytearray(sent.path.read_bytes())
        content[int(place * len(content))] ^= 1
        bad = Path(self.scratch.name) / "bad.smt"
        bad.write_bytes(content)
        (receipt,) = self.offices[data.draw(st.sampled_from("HT"))].receive(bad)
        assert receipt.verdict is Verdict.REFUSED

    # ------------------------------------------------------------------------------------------------ what must be true
    @invariant()
    def totals_are_the_sums_of_what_was_typed(self) -> None:
        for code, office in self.offices.items():
            sources = {unit: picture.receipts for unit, picture in self.desks[code].pictures.items()}
            sources[code] = self.desks[code].own()
            expected = sum(
                typed.amount
                for unit, receipts in sources.items()
                for typed in receipts.values()
                if typed.giver not in sources or typed.giver == unit
            )
            assert (office.total() or 0) == expected

    @invariant()
    def records_behind_the_totals_are_those_of_the_files_that_count(self) -> None:
        for code in "HT":
            wanted = {
                key: typed.amount
                for picture in self.desks[code].pictures.values()
                for key, typed in picture.receipts.items()
            }
            found = self.offices[code].received("donation_receipt")
            assert {key: row["amount_vnd"] for key, row in found.items()} == wanted


def live(examples: int, steps: int) -> None:
    """Not made smaller when it fails: that would take longer than to read what happened."""
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    run_state_machine_as_test(
        Front, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None, phases=phases)
    )


def test_totals_hold_in_any_order():
    live(*QUICK)


@pytest.mark.soak
@pytest.mark.parametrize("share", range(6))
def test_totals_hold_in_any_order_in_long(counted, share):
    examples, steps = LONG
    live(examples, steps)
    counted(f"lives of five units, {steps} steps each", examples)
