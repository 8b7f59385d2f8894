"""A report for another program: plain numbers in the printed unit, null where one is unknown."""

from typing import Any

from tests.models.test_report_layout import result
from ui.commands.report_json import report_rows


def test_numbers_are_in_the_printed_unit():
    data: Any = {(row["code"], row["level"]): row for row in report_rows(result())}
    assert data["KT-01", ""]["values"]["in_period"] == 494_482.05
    assert data["KT-02", ""]["values"]["in_period"] == 43_000
    assert data["KT-02", ""]["words"]["in_period"] == "trên"
    assert data["KT-02", ""]["findings"][0]["sentence"] == "A khác B, chênh lệch 1."
    assert data["KT-03", "xa"]["values"]["in_period"] == 245
    assert data["KT-03", ""]["values"]["percent"] == 169.5
    assert (data["KT-04", ""]["numerator"], data["KT-04", ""]["denominator"]) == (25, 43_000)
    assert data["KT-05", ""]["values"]["in_period"] is None
    assert data["KT-05", ""]["coverage"] == {"submitted": 1, "expected": 2}
