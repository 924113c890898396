"""Columns of the list of clients: made of any field by its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crm_desktop.domain.filters import FieldInfo, FieldKind
from crm_desktop.exports.client_view import STANDARD, cell_value, figure_text, says
from crm_desktop.late import dataclass
from crm_desktop.queries.client_fields import infos, sortable
from crm_desktop.queries.client_list import ClientLine
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.words import formats, pgettext
from crm_desktop.words.filters import field_title

_LONG_DAY, _LONG_SUM = "2028-12-28", 8_888_888_88


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a known field needs beside its kind; see `Column`."""

    width: int = 120
    fits: str = ""
    muted: bool = False
    grow: bool = False
    spare: int = 0
    title: Callable[[], str] | None = None


_LOOKS = {
    "name": _Looks(220, grow=True),
    "phone": _Looks(fits="+7 (888) 888-88-88"),
    "email": _Looks(170, muted=True, spare=5),
    "city": _Looks(fits="Санкт-Петербург", spare=4),
    "source": _Looks(110, muted=True, spare=6),
    "next_task_on": _Looks(100, spare=3),
    "open_amount": _Looks(100, spare=1, title=lambda: pgettext("Clients", "In deals")),
    "debt": _Looks(100, spare=2),
    "inn": _Looks(fits="888888888888"),
    "kpp": _Looks(fits="888888888"),
    "ogrn": _Looks(fits="888888888888888"),
    "address": _Looks(200),
    "comment": _Looks(200, muted=True),
}


def columns(language: str, currency: str) -> list[Column]:
    """What the list shows by itself; figures in the user's format."""
    known = {info.name: info for info in infos()}
    return [column_of(known[name], language, currency) for name in STANDARD]


def columns_of_fields(
    known: Sequence[FieldInfo], names: Sequence[str], language: str, currency: str
) -> list[Column]:
    """A column for each of these fields that there is."""
    by_name = {info.name: info for info in known}
    return [column_of(by_name[one], language, currency) for one in names if one in by_name]


def column_of(info: FieldInfo, language: str, currency: str) -> Column:
    """One field as a column."""
    looks = _LOOKS.get(info.name, _Looks())
    number = info.kind is FieldKind.NUMBER
    text = says(info, language, currency)
    longest = looks.fits or _longest(info, language, currency)
    return Column(
        info.name,
        looks.title or (lambda: field_title(info)),
        lambda line: text(line.values.get(info.name)),
        looks.width,
        align_right=number and info.name != "rhythm_days",
        sort_key=info.name if sortable(info) else None,
        muted=looks.muted,
        value=cell_value(info, currency),
        fits=(lambda: longest) if longest else None,
        grow=looks.grow,
        spare=looks.spare,
        shown=_name_shown if info.name == "name" else None,
    )


def _name_shown(line: ClientLine) -> str:
    """Who is found in the archive is told apart from the others."""
    if not line.archived:
        return line.name
    return pgettext("Clients", "{name} · in the archive").format(name=line.name)


def _longest(info: FieldInfo, language: str, currency: str) -> str:
    """A text that must never be cut: half a sum is another sum."""
    if info.kind in (FieldKind.DATE, FieldKind.MOMENT):
        return formats.short_date(_LONG_DAY, language)
    if info.money:
        return figure_text(info, _LONG_SUM // 100 * 100, language, currency)
    return ""
