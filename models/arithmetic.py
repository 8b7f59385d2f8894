"""What a record works out itself: products in a row, sums over rows or fields (Field.product_of, total_of, sum_of).

All in whole numbers: a product of thousandths and đồng is rounded half up to whole đồng.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.fields import Area, Field, Kind, RecordType
from models.numerals import LARGEST
from models.rules import Lookup
from models.visibility import Values, nothing_known, rows_of, visible_fields

_DECIMALS = {Kind.INTEGER: 0, Kind.MONEY: 0, Kind.QUANTITY: 3, Kind.AREA: 2}
_RESULTS = frozenset({Kind.INTEGER, Kind.MONEY, Kind.QUANTITY})


def worked_out(record_type: RecordType, values: Values, lookup: Lookup = nothing_known) -> dict[str, object]:
    """The values with every sum and product put in where it applies; what was typed elsewhere stays."""
    return work_out(record_type, values, lookup)[0]


def applies(record_type: RecordType, values: Values, lookup: Lookup = nothing_known) -> frozenset[str]:
    """What is worked out and therefore read-only: "amount_vnd", or "goods/ROW_ID/value" (as in Record.unparsed)."""
    return work_out(record_type, values, lookup)[1]


def work_out(
    record_type: RecordType, values: Values, lookup: Lookup = nothing_known
) -> tuple[dict[str, object], frozenset[str]]:
    """Both at once. Rows first, then their totals, then products of the record's own fields, at last sums of its
    fields. A hidden child table or field adds nothing."""
    result = dict(values)
    keys: set[str] = set()
    shown = visible_fields(record_type, values, lookup)
    for lines in record_type.lines:
        if lines.name in shown and lines.name in values:
            rows = [_with_products(lines.fields, row) for row in rows_of(values, lines.name)]
            result[lines.name] = [row for row, _ in rows]
            keys.update(f"{lines.name}/{row.get('id')}/{name}" for row, names in rows for name in names)
    for field in record_type.by_name.values():
        total = _total(record_type, field, result) if field.total_of.partition(".")[0] in shown else None
        if total is not None:
            result[field.name] = total
            keys.add(field.name)
    result, names = _with_products(record_type.by_name.values(), result)
    for field in record_type.by_name.values():
        added = _sum([result.get(name) for name in field.sum_of if name in shown])
        if added is not None:
            result[field.name] = added
            keys.add(field.name)
    return result, frozenset(keys | names)


def _with_products(fields: Iterable[Field], row: Values) -> tuple[dict[str, object], frozenset[str]]:
    kinds = {field.name: field.kind for field in fields}
    result = dict(row)
    names = set()
    for field in fields:
        product = _product(field, kinds, result) if field.product_of else None
        if product is not None:
            result[field.name] = product
            names.add(field.name)
    return result, frozenset(names)


def _product(field: Field, kinds: Mapping[str, Kind], row: Values) -> int | None:
    """None unless both factors are given, and where the product is too large to be kept."""
    one, other = field.product_of or ("", "")
    left, right = _number(row.get(one)), _number(row.get(other))
    if left is None or right is None or field.kind not in _RESULTS:
        return None
    surplus = _DECIMALS[kinds[one]] + _DECIMALS[kinds[other]] - _DECIMALS[field.kind]
    product = left * right * 10 ** max(-surplus, 0)
    divisor = 10 ** max(surplus, 0)
    rounded = (2 * product + divisor) // (2 * divisor)
    return rounded if abs(rounded) <= LARGEST else None


def _total(record_type: RecordType, field: Field, values: Values) -> int | None:
    """The sum over the rows that are not part of another ("trong đó")."""
    lines, _, column = field.total_of.partition(".")
    rows = record_type.lines_by_name[lines].adding(rows_of(values, lines))
    return _sum([row.get(column) for row in rows])


def _sum(values: Iterable[object]) -> int | None:
    """None until one of them is a number."""
    numbers = [_number(value) for value in values]
    given = [number for number in numbers if number is not None]
    return sum(given) if given and abs(sum(given)) <= LARGEST else None


def _number(value: object) -> int | None:
    if isinstance(value, Area):
        return value.hundredths
    return value if isinstance(value, int) and not isinstance(value, bool) else None
