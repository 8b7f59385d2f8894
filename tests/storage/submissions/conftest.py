"""Offices that a test opens by their code."""

from contextlib import ExitStack

import pytest

from tests.storage.submissions.offices import Office


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
