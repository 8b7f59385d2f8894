"""What an example of a rule is: values where it speaks, values where it is silent, and the records it may look up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module

from models.fields import RecordType
from models.record_types import RECORD_TYPES
from models.rules import Rule

Values = Mapping[str, object]


@dataclass(frozen=True)
class Example:
    """`fires` and `passes` are the values of a record, or of a row for a rule of the child table `lines`."""

    rule: str
    fires: Values
    passes: Values
    records: Mapping[tuple[str, str], Values] = field(default_factory=dict)
    lines: str = ""

    @property
    def lookup(self) -> Callable[[str, str], Values | None]:
        return lambda record_type, key: self.records.get((record_type, key))


def rules_of(record_type: RecordType) -> Iterator[tuple[str, Rule]]:
    """(name of the child table or "", rule) for every rule of a type."""
    yield from (("", rule) for rule in record_type.rules)
    yield from ((lines.name, rule) for lines in record_type.lines for rule in lines.rules)


def examples_of(record_type: RecordType) -> tuple[Example, ...]:
    """The examples of a type; a type without rules needs no file."""
    if not any(rules_of(record_type)):
        return ()
    module = import_module(f"tests.models.record_types.examples_{record_type.name}")
    found: tuple[Example, ...] = module.EXAMPLES
    return found


ALL_EXAMPLES = [(record_type, example) for record_type in RECORD_TYPES for example in examples_of(record_type)]
