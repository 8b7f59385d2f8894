"""What changed between two states of a record: as the log keeps it, and as an officer reads it.

Keys of the log: a field's name; "lines/ROW" for a row that came or went (with its values); "lines/ROW/field" for a
value in a row that stayed; "lines/order" for rows that changed places; "unparsed/KEY" for text that could not be read;
"reasons/RULE" for a reason given; "printed/FORM" for how often a paper was printed; and the envelope's own "state",
"number_text", "void_reason".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from models.fields import Area, Field, Kind, RecordType
from models.records import Change, Record, State
from models.rule_codes import rule_code
from models.rule_table import rule_sentence
from storage.registers.history import Entry
from storage.registers.record_rows import rows_of
from storage.registers.titles import Titles

Pair = tuple[object, object]
NOTHING: Mapping[str, object] = {}
PRINTED = "printed"
ENVELOPE_LABELS = {"state": "Trạng thái", "number_text": "Số", "void_reason": "Lý do hủy"}


def changes(record_type: RecordType, before: Record | None, after: Record) -> dict[str, list[object]]:
    """field -> [before, after] of everything that differs; values as history keeps them."""
    found: dict[str, list[object]] = {}
    old = before.values if before else NOTHING
    _compare(found, "", record_type.by_name, old, after.values)
    for lines in record_type.lines:
        _compare_rows(found, lines.name, lines.fields, rows_of(old, lines), rows_of(after.values, lines))
    _compare(found, "unparsed/", {**(before.unparsed if before else {}), **after.unparsed},
             before.unparsed if before else NOTHING, after.unparsed)  # fmt: skip
    _compare(found, "reasons/", {**(before.reasons if before else {}), **after.reasons},
             before.reasons if before else NOTHING, after.reasons)  # fmt: skip
    for name, pair in {
        "state": (before and before.state.value, after.state.value),
        "number_text": ((before and before.number_text) or None, after.number_text or None),
        "void_reason": ((before and before.void_reason) or None, after.void_reason or None),
    }.items():
        if pair[0] != pair[1]:
            found[name] = list(pair)
    return found


def _compare(
    found: dict[str, list[object]],
    prefix: str,
    names: Mapping[str, object],
    old: Mapping[str, object],
    new: Mapping[str, object],
) -> None:
    for name in names:
        if old.get(name) != new.get(name):
            found[prefix + name] = [old.get(name), new.get(name)]


def _compare_rows(
    found: dict[str, list[object]],
    name: str,
    fields: Sequence[Field],
    old: Sequence[Mapping[str, object]],
    new: Sequence[Mapping[str, object]],
) -> None:
    earlier, later = {str(row["id"]): row for row in old}, {str(row["id"]): row for row in new}
    for key in earlier.keys() - later.keys():
        found[f"{name}/{key}"] = [_given(fields, earlier[key]), None]
    for key, row in later.items():
        if key not in earlier:
            found[f"{name}/{key}"] = [None, _given(fields, row)]
        else:
            _compare(found, f"{name}/{key}/", {item.name: item for item in fields}, earlier[key], row)
    stayed = [key for key in earlier if key in later]
    moved = [key for key in later if key in earlier]
    if stayed != moved:
        found[f"{name}/order"] = [stayed, moved]


def _given(fields: Sequence[Field], row: Mapping[str, object]) -> dict[str, object]:
    return {item.name: row[item.name] for item in fields if row.get(item.name) is not None}


class ChangeReader:
    """Turns entries of the log into the lines that an officer reads."""

    def __init__(self, record_type: RecordType, titles: Titles) -> None:
        self._type = record_type
        self._titles = titles

    def change(self, entry: Entry) -> Change:
        """One act: who, when, and label, before, after of each field, in the order of the form."""
        order = {name: place for place, name in enumerate((*ENVELOPE_LABELS, *self._type.by_name))}
        keys = sorted(entry.change, key=lambda key: (order.get(key.partition("/")[0], len(order)), key))
        shown = tuple(line for key in keys for line in self._lines(key, entry.change[key]))
        return Change(entry.at, entry.who, entry.operation, entry.version, shown)

    def _lines(self, key: str, pair: Pair) -> Iterator[tuple[str, str, str]]:
        head, _, rest = key.partition("/")
        if head in ENVELOPE_LABELS and head not in self._type.by_name:
            yield (ENVELOPE_LABELS[head], self._envelope(head, pair[0]), self._envelope(head, pair[1]))
        elif head in self._type.by_name:
            item = self._type.by_name[head]
            yield (item.label, self._show(item, pair[0]), self._show(item, pair[1]))
        elif head == "unparsed":
            yield (f"{self._label(rest)} (chưa đọc được)", str(pair[0] or ""), str(pair[1] or ""))
        elif head == "reasons":
            yield (self._reason(rest), str(pair[0] or ""), str(pair[1] or ""))
        elif head == PRINTED:
            yield ("Lần in", str(pair[0] or ""), str(pair[1]))
        elif head in self._type.lines_by_name:
            yield self._row(head, rest, pair)

    def _row(self, name: str, rest: str, pair: Pair) -> tuple[str, str, str]:
        lines = self._type.lines_by_name[name]
        fields = {item.name: item for item in lines.fields}
        if rest == "order":
            return (lines.label, "", "Đổi thứ tự")
        item = fields.get(rest.partition("/")[2])
        if item is not None:
            return (f"{lines.label}: {item.label}", self._show(item, pair[0]), self._show(item, pair[1]))
        before, after = (self._whole_row(lines.fields, row) for row in pair)
        return (f"{lines.label}: {'thêm' if after else 'bỏ'} {lines.row_label}", before, after)

    def _whole_row(self, fields: Sequence[Field], row: object) -> str:
        values: Mapping[str, object] = row if isinstance(row, Mapping) else {}
        shown = ((item, self._show(item, values[item.name])) for item in fields if item.name in values)
        return "; ".join(f"{item.label}: {text}" for item, text in shown if text)

    def _reason(self, rule: str) -> str:
        """ "Lý do (HG-19): Bắt đầu hòa giải trong 3 ngày kể từ ngày phân công"; a value follows its sentence."""
        code = rule_code(self._type.name, rule)
        sentence = rule_sentence(self._type, rule).rstrip(".") or "quy tắc của bản chương trình trước"
        return f"Lý do ({code}): {sentence}" if code else f"Lý do: {sentence}"

    def _label(self, key: str) -> str:
        """The label of a field, or of a field in a row ("goods/ROW/name")."""
        name, _, rest = key.partition("/")
        if name in self._type.by_name:
            return self._type.by_name[name].label
        lines = self._type.lines_by_name.get(name)
        fields = {item.name: item.label for item in lines.fields} if lines else {}
        return f"{lines.label}: {fields.get(rest.partition('/')[2], rest)}" if lines else key

    def _show(self, item: Field, value: object) -> str:
        if isinstance(value, Mapping) and item.kind is Kind.AREA:
            value = Area(value["typed"], value["unit"], value["factor"])
        if item.kind is Kind.BOOLEAN and isinstance(value, int):
            value = bool(value)
        return self._titles.show_with_unit(item, value, self._titles.within([item], [{item.name: value}]))

    def _envelope(self, name: str, value: object) -> str:
        if name == "state" and value:
            return State(value).label
        return str(value or "")
