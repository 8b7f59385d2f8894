"""The last lines of a long run: how often each trial was made, and how long that took."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import cast

import pytest

COUNTED = "counted"


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """counted("cuts", 100): what the summary shall say of this test."""
    return lambda what, number: record_property(COUNTED, (what, number))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = list(summary(terminalreporter.stats.get("passed", [])))
    if lines:
        terminalreporter.section("trials")
        for line in lines:
            terminalreporter.write_line(line)


def summary(reports: list[pytest.TestReport]) -> Iterator[str]:
    """One line per test file and kind of count; a test that failed counts for nothing."""
    numbers: dict[tuple[str, str], int] = defaultdict(int)
    seconds: dict[tuple[str, str], float] = defaultdict(float)
    for report in reports:
        for value in (value for name, value in report.user_properties if name == COUNTED):
            what, number = cast(tuple[str, int], value)
            key = (report.nodeid.partition("::")[0], what)
            numbers[key] += number
            seconds[key] += report.duration
    for key in sorted(numbers):
        yield f"{key[0]}: {numbers[key]} {key[1]} in {seconds[key]:.0f} s"
