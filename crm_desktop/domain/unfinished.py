"""What somebody was typing and had not saved yet, as it outlives a crash."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from datetime import date, datetime

from crm_desktop.late import dataclass

FormKey = tuple[str, int, int]
"""Kind of form, id of the record in it, id of what a new one is about (0: none).

The record is 0 for a new one; below zero it is a number only, of text whose record is no longer
there as it was: that is offered as something new.
"""

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
    def strayed(self) -> bool:
        """Whether its record is no longer there as it was when this was typed."""
        return self.record < 0

    @property
    def key(self) -> FormKey:
        """Which form it belongs to."""
        return (self.kind, self.record, self.about)


def as_new(one: Unfinished, number: int, without: Collection[str] = ()) -> Unfinished:
    """The same words as something new, for when the record they belong to is another one now.

    `without` are fields that name records which are not there any more. A note becomes a task:
    there is nobody left it could be a note about.
    """
    kind, typed = one.kind, {name: v for name, v in one.typed.items() if name not in without}
    if kind == "note":
        kind, typed = "task", {"title": f"{one.title}: {typed.get('text', '')}"}
    name = _CALLED.get(kind)
    if name is not None and one.title:
        typed.setdefault(name, one.title)
    return replace(one, kind=kind, record=-number, about=0, typed=typed)


_CALLED = {"client": "name", "organisation": "name", "deal": "title", "task": "title"}
"""The field whose text a form of this kind is called by."""


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
