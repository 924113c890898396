"""What somebody was typing and had not saved yet, as it outlives a crash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

FormKey = tuple[str, int, int]
"""Kind of form, id of the record in it (0: a new one), id of what a new one is about (0: none)."""

_DATE = "$date"
_MOMENT = "$moment"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form with text in it: only the fields that differ from what they were filled with.

    `title` is what the user calls it, e.g. the client's name; `at` a moment in UTC, ISO with Z.
    """

    kind: str
    record: int = 0
    about: int = 0
    title: str = ""
    typed: Mapping[str, object] = field(default_factory=dict)
    at: str = ""

    @property
    def key(self) -> FormKey:
        """Which form it belongs to."""
        return (self.kind, self.record, self.about)


def packed(values: Mapping[str, object]) -> dict[str, object]:
    """Values as JSON can hold them; what it cannot hold is left out."""
    found = {}
    for name, value in values.items():
        try:
            found[name] = _pack(value)
        except TypeError:
            continue
    return found


def unpacked(values: Mapping[str, object]) -> dict[str, object]:
    """The values that `packed` was given; tuples come back as lists."""
    return {name: _unpack(value) for name, value in values.items()}


def _pack(value: object) -> object:
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple):
        return [_pack(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _pack(one) for key, one in value.items()}
    raise TypeError(type(value).__name__)


def _unpack(value: object) -> object:
    if isinstance(value, list):
        return [_unpack(one) for one in value]
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(value.get(_MOMENT), str):
            return datetime.fromisoformat(value[_MOMENT])
        if len(value) == 1 and isinstance(value.get(_DATE), str):
            return date.fromisoformat(value[_DATE])
        return {key: _unpack(one) for key, one in value.items()}
    return value
