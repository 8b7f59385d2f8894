"""What the page of the books asks the store: runs on the worker thread."""

from __future__ import annotations

from collections.abc import Mapping

from models.book_layout import Behind
from models.ports import Store
from models.record_types import record_type


def read_titles(store: Store, behind: Behind) -> Mapping[str, str]:
    """What a person calls the records that narrow a list, by the field that refers to them."""
    fields = record_type(behind.record_type).by_name
    return {name: store.records.title(fields[name].refers_to, key) for name, key in behind.references.items()}
