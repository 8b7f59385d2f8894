"""Consolidation: each unit once, in any order; levels add up to the total; no gift inside the sum counts twice."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.consolidation import (
    YEAR_TO_DATE,
    Consolidation,
    Source,
    composed,
    coverage,
    in_force,
    joined_word,
    sources,
)
from models.fields import Kind
from models.indicators import Basis, CountDistinct, Given, Indicator, IndicatorValue, Ratio, Total
from models.submissions import Part

LEVEL = {"T": "tinh", "H1": "huyen", "H2": "huyen", "X1": "xa", "X2": "xa", "X3": "xa"}
UNITS = tuple(LEVEL)


def indicator(code: str, measure=None, basis: Basis = Basis.IN_PERIOD, **more) -> Indicator:
    return Indicator(code, code, "", Kind.INTEGER, basis, measure, **more)


INDICATORS = {
    item.code: item
    for item in (
        indicator("A"),
        indicator("B"),
        indicator("SUM", Total(("A", "B"))),
        indicator("LESS", Total(("A", "-B"))),
        indicator("RATE", Ratio("A", "B")),
        indicator("DONORS", CountDistinct("pledge", "donor")),
        indicator("AREAS", CountDistinct("mediation_team", "residential_area", local=True)),
        indicator("PERCENT", adds_up=False),
        indicator("STOCK", basis=Basis.AT_CUTOFF),
    )
}


def value(code: str, amount: int | None, **more) -> IndicatorValue:
    return IndicatorValue(code, amount, Given.MISSING if amount is None else Given.GIVEN, **more)


def part(unit: str, number: Any = 1, period: Any = "2024-H1", **values: Any) -> Part:
    filled = {code: item if isinstance(item, IndicatorValue) else value(code, item) for code, item in values.items()}
    return Part(unit, LEVEL[unit], period, "2024-06-03", number, filled)


def own(**values: int) -> Source:
    return Source("T", "tinh", {code: value(code, amount) for code, amount in values.items()})


def total(code: str, *parts: Part, mine: Source | None = None):
    return Consolidation(INDICATORS, sources(mine or own(), parts)).cell(code)


amounts = st.integers(0, 1000)
numbered = st.builds(
    lambda unit, number, a, b: part(unit, number, A=a, B=b),
    st.sampled_from(UNITS[1:]),
    st.integers(1, 4),
    amounts,
    amounts,
)
parts = st.lists(numbered, max_size=12, unique_by=lambda item: (item.unit, item.number))


@st.composite
def with_givers(draw: st.DrawFn) -> list[Part]:
    """One part per unit, some of whose value came from other units, in or outside the sum."""
    made = []
    for unit in draw(st.lists(st.sampled_from(UNITS[1:]), unique=True)):
        amount = draw(amounts)
        giver = draw(st.sampled_from((*UNITS, "OUTSIDE")))
        given_by = {giver: draw(st.integers(0, amount))} if draw(st.booleans()) else {}
        made.append(part(unit, A=value("A", amount, from_units=given_by)))
    return made


# -------------------------------------------------------------------------------------------------------- properties
@given(parts, st.randoms())
def test_the_order_of_arrival_makes_no_difference(received: list[Part], random) -> None:
    shuffled = list(received)
    random.shuffle(shuffled)
    first = Consolidation(INDICATORS, sources(own(A=5, B=2), in_force(received).values()))
    second = Consolidation(INDICATORS, sources(own(A=5, B=2), in_force(shuffled).values()))
    assert [first.cell(code) for code in INDICATORS] == [second.cell(code) for code in INDICATORS]


@given(parts)
def test_each_origin_unit_counts_once_with_its_highest_number(received: list[Part]) -> None:
    latest: dict[str, Part] = {}
    for item in received:
        if item.unit not in latest or item.number > latest[item.unit].number:
            latest[item.unit] = item
    expected = 7 + sum(item.values["A"].value or 0 for item in latest.values())
    found = Consolidation(INDICATORS, sources(own(A=7), in_force([*received, *received]).values()))
    assert found.cell("A").value == expected
    assert sorted(item.unit for item in found.contributions("A")) == sorted({"T", *latest})


@given(with_givers())
def test_levels_and_any_split_of_units_add_up_to_the_total(received: list[Part]) -> None:
    found = Consolidation(INDICATORS, sources(own(A=11), received))
    by_level = [
        found.cell("A", {unit for unit in UNITS if LEVEL[unit] == level}).value or 0
        for level in ("tinh", "huyen", "xa")
    ]
    assert sum(by_level) == found.cell("A").value
    assert sum(found.cell("A", {unit}).value or 0 for unit in UNITS) == found.cell("A").value


@given(with_givers())
def test_what_a_unit_of_the_sum_gave_is_left_out_of_the_receivers_side(received: list[Part]) -> None:
    inside = {"T", *(item.unit for item in received)}
    expected = 11
    for item in received:
        got = item.values["A"]
        expected += (got.value or 0) - sum(
            amount for giver, amount in got.from_units.items() if giver in inside - {item.unit}
        )
    assert total("A", *received, mine=own(A=11)).value == expected


@given(with_givers())
def test_a_total_is_the_sum_of_its_parts_and_a_ratio_that_of_the_sums(received: list[Part]) -> None:
    found = Consolidation(INDICATORS, sources(own(A=11, B=20), received))
    a, b = found.cell("A").value or 0, found.cell("B").value or 0
    assert found.cell("SUM").value == a + b
    assert found.cell("LESS").value == a - b
    assert (found.cell("RATE").numerator, found.cell("RATE").denominator) == (a, b)


# ------------------------------------------------------------------------------------------------------- worked cases
def test_opinions_by_level_of_report_974() -> None:
    """389 = 94 + 50 + 245: the district's file brings its own part and the commune's unchanged."""
    found = Consolidation(INDICATORS, sources(own(A=94), [part("H1", A=50), part("X1", A=245)]))
    assert found.cell("A").value == 389
    assert [found.cell("A", {unit}).value for unit in ("T", "H1", "X1")] == [94, 50, 245]


def test_a_house_paid_by_the_province_and_logged_by_the_commune_is_one_house() -> None:
    logged = part("X1", A=value("A", 1, from_units={"T": 1}))
    assert total("A", logged, mine=own(A=1)).value == 1
    assert Consolidation(INDICATORS, sources(own(A=1), [logged])).contributions("A")[1].left_out == 1
    alone = Consolidation(INDICATORS, {"X1": Source("X1", "xa", logged.values)})
    assert alone.cell("A").value == 1  # the commune's own report has the giver outside its sum


def test_ratios_come_from_summed_numerators_not_from_percentages() -> None:
    cell = total("RATE", part("X1", A=1, B=1), part("X2", A=738, B=1013))
    assert (cell.value, cell.numerator, cell.denominator) == (7288, 739, 1014)  # 72,879... half up


def test_distinct_values_and_bare_percentages_print_per_unit_only() -> None:
    assert total("DONORS", part("X1", DONORS=40)).value == 40
    for code in ("DONORS", "PERCENT"):
        both = total(code, part("X1", **{code: 40}), part("X2", **{code: 2}))
        assert (both.value, both.not_additive) == (None, True)
    assert total("AREAS", part("X1", AREAS=40), part("X2", AREAS=2)).value == 42


def test_a_bare_percentage_speaks_for_its_own_unit_and_for_no_other() -> None:
    """95 % of one commune is not the province's, though nobody else says anything."""
    lower = part("X1", PERCENT=95)
    assert total("PERCENT", lower).not_additive
    assert total("PERCENT", part("X1", A=1), mine=own(PERCENT=100)).value == 100
    found = Consolidation(INDICATORS, sources(own(), [lower, part("H1", A=1)]))
    assert found.cell("PERCENT", {"X1"}).value == 95
    assert found.cell("PERCENT", {"H1", "X1"}).not_additive
    assert found.cell("PERCENT", {"H1"}).given is Given.MISSING


def test_a_total_of_what_does_not_add_up_does_not_add_up() -> None:
    kinds = {**INDICATORS, "MIX": indicator("MIX", Total(("A", "DONORS")))}
    found = Consolidation(kinds, sources(own(), [part("X1", A=1, DONORS=4), part("X2", A=1, DONORS=4)]))
    assert found.cell("MIX").not_additive
    assert found.cell("MIX", {"X1"}).value == 5


def test_the_word_of_an_approximate_value_stays_on_the_sum() -> None:
    cell = total("A", part("X1", A=value("A", 20_000, word="trên")), part("X2", A=23_000))
    assert (cell.value, cell.word) == (43_000, "trên")
    assert joined_word(["trên", "hơn", ""]) == "trên"
    assert joined_word(["gần", "trên", ""]) == "khoảng"  # more than 43.000 and almost 1.000 may be less than 44.000
    assert joined_word(["", "gần"]) == "gần"


def test_zero_none_arising_and_missing_stay_apart() -> None:
    nothing = IndicatorValue("A", 0, Given.NONE_ARISING)
    assert total("A", part("X1", A=0)).given is Given.GIVEN
    assert total("A", part("X1", A=nothing)).given is Given.NONE_ARISING
    assert total("A", part("X1", A=nothing), part("X2", A=0)).given is Given.GIVEN
    missing = total("A", part("X1", A=value("A", None)))
    assert (missing.value, missing.given) == (None, Given.MISSING)


def test_a_proxy_counts_until_a_file_comes_and_nobody_speaks_in_our_name() -> None:
    proxy = Source("X1", "xa", {"A": value("A", 10)}, proxy=True)
    assert Consolidation(INDICATORS, sources(own(A=1), [], [proxy])).cell("A").value == 11
    assert Consolidation(INDICATORS, sources(own(A=1), [part("X1", A=3)], [proxy])).cell("A").value == 4
    assert total("A", replace(part("X1", A=900), unit="T"), mine=own(A=1)).value == 1


def test_a_longer_period_is_composed_of_additive_flows_only() -> None:
    first = part("X1", 1, "2024-Q1", A=value("A", 10, word="trên"), B=1, STOCK=5, DONORS=3)
    second = part("X1", 2, "2024-Q2", A=20, STOCK=6, DONORS=3, **{"A" + YEAR_TO_DATE: value("A" + YEAR_TO_DATE, 30)})
    found = composed("2024-H1", [first, second], INDICATORS.values())
    assert found.composed_of == ("2024-Q1", "2024-Q2")
    assert (found.period, found.number) == ("2024-H1", 2)
    assert (found.values["A"].value, found.values["A"].word) == (30, "trên")
    assert found.values["A" + YEAR_TO_DATE].value == 30
    assert found.values.keys().isdisjoint({"B", "STOCK", "DONORS"})  # B is not known for the second quarter


def test_a_total_is_not_composed_of_what_cannot_be() -> None:
    """Three donors in each quarter may be the same three: their total of the half-year is not six."""
    kinds = {
        **INDICATORS,
        "GIVERS": indicator("GIVERS", Total(("DONORS",))),
        "PROMISED": indicator("PROMISED", Total(("A", "STOCK"))),
    }
    pieces = [part("X1", n, f"2024-Q{n}", A=1, B=1, SUM=2, DONORS=3, GIVERS=3, STOCK=5, PROMISED=6) for n in (1, 2)]
    found = composed("2024-H1", pieces, kinds.values())
    assert set(found.values) == {"A", "B", "SUM"}
    assert Consolidation(kinds, sources(own(), [found])).cell("GIVERS").given is Given.MISSING


def test_coverage_names_who_is_missing_and_does_not_take_a_proxy_for_a_file() -> None:
    in_sum = sources(
        own(), [replace(part("H1"), composed_of=("2024-Q1", "2024-Q2"))], [Source("X2", "xa", {}, proxy=True)]
    )
    found = coverage(("H1", "X1", "X2"), in_sum)
    assert (found.expected, found.submitted, found.missing) == (3, 1, ("X1", "X2"))
    assert found.sentence == "1/3 đơn vị đã nộp"
    assert dict(found.composed) == {"H1": ("2024-Q1", "2024-Q2")}


def test_the_year_so_far_is_summed_from_what_the_units_say_of_it() -> None:
    to_date = {"A" + YEAR_TO_DATE: value("A" + YEAR_TO_DATE, 70)}
    mine = Source(
        "T", "tinh", {"A": value("A", 1), "A" + YEAR_TO_DATE: value("A" + YEAR_TO_DATE, 5), "STOCK": value("STOCK", 9)}
    )
    found = Consolidation(INDICATORS, sources(mine, [part("X1", A=30, STOCK=4, **to_date)]))
    assert found.cell("A").value == 31
    assert found.cell("A", to_date=True).value == 75
    assert found.cell("STOCK", to_date=True).value == 13
