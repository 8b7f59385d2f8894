"""Offices that a test opens by their code."""

from contextlib import ExitStack

import pytest

from models.submissions import Verdict
from tests.storage.conftest import Clock
from tests.storage.submission.offices import Office
from tests.storage.submission.received import one


@pytest.fixture
def office(tmp_path, clock):
    """office("A") is the commune A with its own file in a folder of its own."""
    made: dict[str, Office] = {}
    with ExitStack() as stack:

        def opened(code: str, **more) -> Office:
            if code not in made:
                made[code] = Office(tmp_path / code, code, clock, **more)
                stack.callback(made[code].close)
            return made[code]

        yield opened


@pytest.fixture
def commune(office):
    return office("A")


@pytest.fixture
def district(office):
    return office("H")


@pytest.fixture
def province(office):
    return office("T")


@pytest.fixture
def again(tmp_path):
    """again("name", content) writes a file made by hand."""

    def written(name: str, content: bytes):
        path = tmp_path / f"{name}.smt"
        path.write_bytes(content)
        return path

    return written


@pytest.fixture(scope="session")
def sent(tmp_path_factory):
    """The file of a commune with one receipt; made once, since nobody changes it."""
    made = Office(tmp_path_factory.mktemp("sent") / "A", "A", Clock())
    made.receipt(1_000_000)
    path = made.send()
    made.close()
    return path


@pytest.fixture
def offered(district, again):
    """Offer bytes; gives the receipt, and sees that a refused file changed nothing."""

    def offer(content: bytes):
        before = district.dump()
        receipt = one(district.receive(again("offered", content)))
        assert (receipt.verdict is Verdict.REFUSED) == (district.dump() == before)
        return receipt

    return offer


@pytest.fixture
def usb(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder
