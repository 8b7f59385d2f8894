"""Who signs the sheet of a record: the people whom the register names as signing, or else the officer and the Front."""

from __future__ import annotations

from collections.abc import Mapping

from models.documents import Signature, Signatures
from models.fields import Field, Kind, RecordType
from models.records import Record, State

SIGNING_FIELDS = frozenset({"payer", "receiver", "accountant", "treasurer"})
"""The names under which a register declares who puts a hand to its voucher (Thông tư 107/2017/TT-BTC, Mẫu C40-BB)."""

SIGN_HERE = "(Ký, ghi rõ họ tên)"
OFFICER = Signature(("NGƯỜI LẬP PHIẾU",))
THE_FRONT = Signature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"))


def signatories(record_type: RecordType, record: Record, shown: frozenset[str]) -> tuple[Field, ...]:
    """The fields of those who sign, in the order of the form: all that are shown on a draft, on a final record those
    who are named (or whose name was kept back). Empty for a register that names nobody."""
    declared = [
        field
        for field in record_type.by_name.values()
        if field.name in SIGNING_FIELDS and field.kind is Kind.TEXT and field.name in shown
    ]
    if record.state is State.DRAFT:
        return tuple(declared)
    return tuple(field for field in declared if record.values.get(field.name) or field.name in record.withheld)


def signatures(fields: tuple[Field, ...], values: Mapping[str, object]) -> Signatures:
    """The foot of the sheet: a column for each of `fields` with the name that was entered. Nobody signs a paper alone:
    beside a single one stands the Front, as it does beside the officer where the register names nobody."""
    named = [Signature((field.label, SIGN_HERE), str(values.get(field.name) or "")) for field in fields]
    return Signatures(tuple(named) if len(named) > 1 else (*(named or [OFFICER]), THE_FRONT))
