"""What the widgets of filters know of a list: its fields, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any, Concatenate

from crm_desktop.domain.filters import FieldInfo, Group
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words.filters import condition_text, filter_text, lost_text


@dataclass(slots=True)
class FilterSource:
    """One for each list; `known` is told when the fields are known, `values` is its query.

    `values(read, field, text, limit)` tells what stands in a field, the most frequent first.
    """

    desk: Desk
    values: Callable[Concatenate[Read, ...], Any]
    known: Sequence[FieldInfo] = field(default=())

    def info(self, name: str) -> FieldInfo | None:
        """The field of that name; None when it is gone."""
        return next((info for info in self.known if info.name == name), None)

    def text(self, wanted: Group) -> str:
        """A whole filter in words."""
        return filter_text(wanted, self.known, self.desk.language, self.desk.currency)

    def part_texts(self, wanted: Group) -> list[str]:
        """Each part of a filter in words; a group within it is one part."""
        return [
            self.text(part) if isinstance(part, Group) else self._condition_text(part)
            for part in wanted.parts
        ]

    def _condition_text(self, part: Any) -> str:
        info = self.info(part.field)
        if info is None:
            return lost_text()
        return condition_text(part, info, self.desk.language, self.desk.currency)
