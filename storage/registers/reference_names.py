"""Names in a handed-in sheet turned into the records and units they mean, never by guessing between two."""

from __future__ import annotations

from collections.abc import Mapping

from models.fields import Field, Kind, RecordType
from models.numerals import NotReadable
from models.text import clean_line, fold
from storage.database import Database
from storage.reckoning.predicate_sql import quoted
from storage.registers.titles import Titles

Names = dict[str, list[str]]


class ReferenceNames:
    """The names of one file's records at the time of an import: exact first, then without accents."""

    def __init__(self, database: Database, types: Mapping[str, RecordType], titles: Titles) -> None:
        self._db = database
        self._types = types
        self._titles = titles
        self._known: dict[str, tuple[Names, Names]] = {}

    def resolve(self, item: Field, text: str) -> str:
        """The id (of a unit: the code) meant by a title or number. NotReadable when none or several are meant."""
        exact, folded = self._names(item)
        name = clean_line(text)
        for found in (exact.get(name), folded.get(fold(name))):
            if found and len(found) == 1:
                return found[0]
            if found:
                raise NotReadable(f"Có {len(found)} mục tên “{name[:60]}”. Ghi số của mục, hoặc sửa tên cho khác nhau.")
        if item.kind is Kind.UNIT:
            raise NotReadable(f"Chưa có đơn vị “{name[:60]}”. Ghi đúng tên hoặc mã trong danh sách đơn vị.")
        plural = self._types[item.refers_to].plural
        raise NotReadable(f"Chưa có “{name[:60]}” trong sổ “{plural}”. Nhập mục đó vào sổ trước, hoặc sửa lại tên.")

    def _names(self, item: Field) -> tuple[Names, Names]:
        key = "unit" if item.kind is Kind.UNIT else item.refers_to
        if key not in self._known:
            named = self._units() if key == "unit" else self._records(key)
            exact: Names = {}
            folded: Names = {}
            for name, record_id in named:
                for names, word in ((exact, name), (folded, fold(name))):
                    ids = names.setdefault(word, [])
                    if record_id not in ids:
                        ids.append(record_id)
            self._known[key] = exact, folded
        return self._known[key]

    def _records(self, record_type: str) -> list[tuple[str, str]]:
        rows = self._db.rows(
            f"SELECT id, number_text FROM {quoted(record_type)} WHERE received = 0 AND state <> 'void'"
        )
        titles = self._titles.of(record_type, [row["id"] for row in rows])
        named = [(titles[row["id"]], row["id"]) for row in rows if titles.get(row["id"])]
        return [*named, *((row["number_text"], row["id"]) for row in rows if row["number_text"])]

    def _units(self) -> list[tuple[str, str]]:
        rows = self._db.rows("SELECT unit, name FROM unit_name")
        codes = self._db.rows("SELECT code FROM unit")
        return [*((row["name"], row["unit"]) for row in rows), *((row["code"], row["code"]) for row in codes)]
