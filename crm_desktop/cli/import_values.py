"""The cells of a list cleaned for their fields, one by one, as `import-values` prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from crm_desktop.cli.custom_json import custom_data
from crm_desktop.cli.values import amount
from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.import_nouns import ALIKE
from crm_desktop.domain.importing import (
    IGNORE,
    NOTE,
    Cell,
    Cleaned,
    Context,
    Look,
    Requisites,
    clean_date,
    clean_number,
    clean_value,
    date_order,
    filled,
    look_of,
    point_of,
    text_of,
)
from crm_desktop.domain.importing.column_reader import Understood, mixed
from crm_desktop.domain.importing.own import cleaner_of_own
from crm_desktop.domain.importing.plain import plain
from crm_desktop.domain.importing.split import NAMES, composite, person_parts
from crm_desktop.domain.imports import ROW_NO_RECORD
from crm_desktop.domain.phones import Phone
from crm_desktop.domain.text import clean_text
from crm_desktop.files.staged import open_staged
from crm_desktop.queries.import_whole import literal_of
from crm_desktop.queries.imports import ImportPreview

_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
"""Only of Russian names the parts are told: the order of others is not as sure."""
_WAYS = ("phone", "email")
_MONEY = frozenset({"amount", "price"})


def cleaned_cells(preview: ImportPreview) -> Iterator[dict[str, Any]]:
    """One line a cell; a row that holds no record, or cannot become one, has one line for itself.

    What has no field of its own is told as the number or the date that it is, else as its text.
    """
    plan = preview.plan
    with open_staged(Path(plan.staging)) as staged:
        rows = list(staged.rows(plan.sheet, plan.first_row, plan.last_row))
        since_1904 = staged.since_1904
    contexts = _contexts(
        preview, since_1904, [cells for number, cells in rows if number not in plan.skip_rows]
    )
    own = {one.field: one for one in plan.own}
    failing = {fault.row: fault.code for fault in preview.faults if fault.column < 0}
    for number, cells in rows:
        if number in plan.skip_rows:
            yield _line(number, None, None, _first_text(cells), Cleaned(None, ROW_NO_RECORD))
            continue
        if number in failing:
            yield _line(number, None, None, _first_text(cells), Cleaned(None, failing[number]))
        for column, cell in enumerate(cells):
            field = plan.fields[column] if column < len(plan.fields) else NOTE
            if cell is not None and field != IGNORE:
                context = contexts[column] if column < len(contexts) else Context()
                yield _line(number, column, field, text_of(cell), _value(field, cell, context, own))


def _line(
    row: int, column: int | None, field: str | None, raw: str, cleaned: Cleaned
) -> dict[str, Any]:
    return {
        "row": row, "column": column, "field": field, "raw": raw,
        "value": _plain(cleaned.value), "problem": cleaned.problem,
    }  # fmt: skip


def _first_text(cells: Sequence[Cell]) -> str:
    return next((text_of(cells[i]) for i in filled(list(cells))), "")


def _contexts(
    preview: ImportPreview, since_1904: bool, body: Sequence[Sequence[Cell]]
) -> list[Context]:
    """What every column has decided, by all rows that hold records."""
    plan = preview.plan
    today = datetime.now().astimezone().date()
    words = literal_of(plan.fields, body)
    found = []
    for i in range(len(plan.fields)):
        cells = [row[i] for row in body if i < len(row)]
        order = preview.orders.get(i) or date_order(cells)
        literal = frozenset(words.get(i, ()))
        found.append(Context(order, plan.region, point_of(cells), today, literal, since_1904))
    return found


def _value(field: str, cell: Cell, context: Context, own: Mapping[str, OwnField]) -> Cleaned:
    if field in own:
        one = own[field]
        found = cleaner_of_own(one)(cell, context)
        value = custom_data({one.key: found.value}, [one]).get(one.name)
        return found._replace(value=value)
    if cell.__class__ is str and cell in context.literal:
        return Cleaned(cell)
    if field in NAMES and isinstance(cell, str):
        told = _split(plain(cell, field), field, context.region)
        if told is not None:
            return told
    if field.startswith(_WAYS) and (other := mixed(cell, field, context.region)) is not None:
        return _ways(other, field)
    found = clean_value(ALIKE.get(field, field), cell, context)
    if field in _MONEY and found.value is not None:
        return found._replace(value=amount(found.value, "RUB"))
    if field == NOTE and found.value is not None:
        # What is kept word by word is told as it stands, with its own line ends.
        word_by_word = isinstance(cell, str) and clean_text(cell) == found.value
        return _as_it_looks(cell, context) or (Cleaned(cell) if word_by_word else found)
    return found


def _ways(found: Understood, field: str) -> Cleaned:
    """Those of a column's own kind, or what else somebody is reached by."""
    _value, points, problem, rest = found
    told: dict[str, list[Any]] = {}
    for kind, _label, text, normal, ext in points:
        one = {"normal": normal, "ext": ext} if kind == "phone" else text
        told.setdefault(kind, []).append(one)
    own = told.get("email" if field.startswith("email") else "phone")
    return Cleaned(own or {**told, **({"rest": rest} if rest else {})}, problem)


def _split(text: str, field: str, region: str) -> Cleaned | None:
    """A name in its parts, or all that a cell says besides a name; None for a plain name."""
    several = composite(text, field, region)
    if several is not None:
        phones = [{"normal": one.normal, "ext": one.ext} for one in several.phones]
        found: dict[str, Any] = dict(several.values)
        found |= {"phone": phones} if phones else {}
        found |= {"email": list(several.emails)} if several.emails else {}
        return Cleaned(found | ({"rest": several.rest} if several.rest else {}))
    russian = field != "company_name" and _RUSSIAN.search(text)
    parts = person_parts(text) if russian else None
    return None if parts is None else Cleaned(parts)


def _as_it_looks(cell: Cell, context: Context) -> Cleaned | None:
    """A number or a date in a column without a field; None for any other text."""
    look = look_of(cell)
    if look is Look.NUMBER:
        found = clean_number(cell, context)
    elif look is Look.DATE:
        found = clean_date(cell, context)
    else:
        return None
    return found if found.value is not None and not found.rest else None


def _plain(value: Any) -> Any:
    if isinstance(value, Requisites):
        return value["inn"]
    if isinstance(value, list):
        return [{"normal": p.normal, "ext": p.ext} if isinstance(p, Phone) else p for p in value]
    return value
